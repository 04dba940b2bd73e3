"""The steps of an analysis, each from what the file says and the steps before it.

Two threads work beside this one, since the compiled loops run outside of the interpreter's lock: on the dominators, on
sizes and retainers, and here on distances and classes.
"""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from rounds.heapsnapshot import classes, kernels, text_kernels
from rounds.heapsnapshot.distances import measured, to_documents, to_users
from rounds.heapsnapshot.ephemerons import ephemerons
from rounds.heapsnapshot.heap import NONE, Classes, Heap, Places
from rounds.heapsnapshot.progress import Progress
from rounds.heapsnapshot.reading import Columns
from rounds.heapsnapshot.rules import Rules
from rounds.heapsnapshot.scripts import places
from rounds.heapsnapshot.shapes import (
    LEAST_OBJECTS,
    LEAST_SHARE,
    LONGEST_NAME,
    PROTO,
    code_of,
    numbers_of,
    plain_objects,
    written,
)
from rounds.heapsnapshot.strings import Strings

DETACHED = "Detached "
EXTERNAL = "system / ExternalStringData"


def analysed(columns: Columns, progress: Progress, rules: Rules) -> Heap:
    with ThreadPoolExecutor(2) as threads:
        columns = with_detached_names(with_each_text_once(columns))
        return Analysis(columns, threads, progress, rules).heap()


def with_each_text_once(columns: Columns) -> Columns:
    """A name is told by its number from here on, so a text that the file has twice gets one number."""
    strings = columns.strings
    hashes = np.empty(len(strings), np.uint64)
    text_kernels.hash_texts(strings.text, strings.ends, hashes)
    order = np.argsort(hashes, kind="stable").astype(np.int32)
    first = text_kernels.first_of_equals(strings.text, strings.ends, order, hashes)
    if np.array_equal(first, np.arange(len(first))):
        return columns
    named = ~numbered(columns)[columns.edge_type]
    edge_name = columns.edge_name.copy()
    edge_name[named] = first[edge_name[named]]
    return replace(columns, node_name=first[columns.node_name], edge_name=edge_name)


def numbered(columns: Columns) -> np.ndarray:
    """Which edge types have an index and no name."""
    return np.array([kind in ("element", "hidden") for kind in columns.kinds.edges])


def with_detached_names(columns: Columns) -> Columns:
    """Nodes outside of JavaScript are called detached when only detached ones lead to them.

    As DevTools: the state spreads along edges that are not hidden or weak, and goes before the name. Before V8 wrote
    the state, it stood in the names.
    """
    native = code_of(columns.kinds.nodes, "native")
    if columns.detached is None:
        return replace(columns, detached=detached_by_name(columns, native))
    state = columns.detached.copy()
    if not state.any():
        return columns
    codes = [code_of(columns.kinds.edges, kind) for kind in ("hidden", "invisible", "weak")]
    renamed = kernels.spread_detachment(
        columns.first_edge, columns.edge_to, columns.edge_type, columns.node_type, state, native, *codes
    ).view(bool)
    names = np.unique(columns.node_name[renamed])
    strings, numbers = with_texts(columns.strings, [DETACHED + columns.strings[name] for name in names.tolist()])
    node_name = columns.node_name.copy()
    node_name[renamed] = numbers[np.searchsorted(names, columns.node_name[renamed])]
    return replace(columns, strings=strings, node_name=node_name, detached=state)


def detached_by_name(columns: Columns, native: int) -> np.ndarray:
    state = np.zeros(len(columns.node_type), np.uint8)
    nodes = np.flatnonzero(columns.node_type == native)
    names, which = np.unique(columns.node_name[nodes], return_inverse=True)
    detached = np.array([columns.strings[name].startswith(DETACHED) for name in names.tolist()], bool)
    state[nodes] = detached[which] * 2
    return state


def with_texts(strings: Strings, texts: list[str]) -> tuple[Strings, np.ndarray]:
    """The strings with these added, where they are not there yet; and the number of each."""
    there = numbers_of(strings, texts)
    new = [text for text in texts if text not in there]
    there |= {text: len(strings) + number for number, text in enumerate(new)}
    added = Strings.of(new)
    joined = Strings(
        np.concatenate((strings.text, added.text)), np.concatenate((strings.ends, strings.ends[-1] + added.ends[1:]))
    )
    return joined if new else strings, np.array([there[text] for text in texts], np.int32)


@dataclass(frozen=True, slots=True)
class Tree:
    """What keeps each node alive, and what would go with it."""

    dominator: np.ndarray  # int32[N]
    retained: np.ndarray  # int64[N], bytes
    first_dominated: np.ndarray  # int32[N + 1]
    dominated: np.ndarray  # int32[N - 1]
    by_retained: np.ndarray  # int32[N], nodes, most retained first


class Analysis:
    """The arrays of one analysis. Each step says which are its rules."""

    def __init__(self, columns: Columns, threads: ThreadPoolExecutor, progress: Progress, rules: Rules) -> None:
        self.columns = columns
        self.threads = threads
        self.progress = progress
        self.rules = rules
        self.pairs = ephemerons(columns.strings)
        self.links = (columns.first_edge, columns.edge_to, columns.edge_type)

    def heap(self) -> Heap:
        columns = self.columns
        self.progress("finding what is kept alive", 0.0)
        folding = self.threads.submit(self._shallow)
        tree = self.threads.submit(self._tree, folding)
        retainers = self.threads.submit(kernels.grouped, columns.edge_to, len(columns.node_type))
        located = (columns.location_node, columns.location_script, columns.location_line, columns.location_column)
        where = places(columns, columns.edge_to, located)
        distance, parent_edge = measured(columns, columns.edge_to, self.pairs)
        self.progress("naming classes", 0.3)
        inferred = inferred_shapes(columns)
        naming = classes.classified(columns, where, inferred)
        by_id = kernels.sorted_by(columns.node_id.astype(np.int64), False)
        self.progress("summing up", 0.6)
        first_retainer, retainer = retainers.result()
        kept, shallow = tree.result(), folding.result()
        table = self._classes(naming, where, kept, shallow, distance)
        self.progress("summing up", 1.0)
        return Heap(
            kinds=columns.kinds,
            strings=columns.strings,
            places=where,
            classes=table,
            shapes=inferred,
            extra_native_bytes=columns.extra_native_bytes,
            node_type=columns.node_type,
            node_name=columns.node_name,
            node_id=columns.node_id,
            self_size=columns.self_size,
            detached=columns.detached if columns.detached is not None else np.zeros(len(shallow), np.uint8),
            first_edge=columns.first_edge,
            edge_type=columns.edge_type,
            edge_name=columns.edge_name,
            edge_to=columns.edge_to,
            shallow=shallow,
            first_retainer=first_retainer,
            retainer=retainer,
            dominator=kept.dominator,
            retained=kept.retained,
            distance=distance,
            parent_edge=parent_edge,
            node_class=naming.node_class,
            first_dominated=kept.first_dominated,
            dominated=kept.dominated,
            by_id=by_id,
        )

    def _node(self, kind: str) -> int:
        return code_of(self.columns.kinds.nodes, kind)

    def _edge(self, kind: str) -> int:
        return code_of(self.columns.kinds.edges, kind)

    def _shallow(self) -> np.ndarray:
        """int64[N]. As DevTools: arrays and hidden nodes count to their one owner, unless internals were exposed."""
        columns = self.columns
        if not self.rules.folding or not to_users(columns, columns.edge_to).any():
            return columns.self_size.copy()
        external = (columns.node_type == self._node("native")) & (
            columns.node_name == numbers_of(columns.strings, [EXTERNAL]).get(EXTERNAL, NONE)
        )
        owned = (columns.node_type == self._node("hidden")) | (columns.node_type == self._node("array")) | external
        sizeless = columns.node_type == self._node("synthetic")
        sizeless[0] = True
        return kernels.folded_sizes(
            *self.links, (~owned).view(np.uint8), columns.self_size, sizeless.view(np.uint8), self._edge("weak")
        )

    def _essential(self) -> np.ndarray:
        """u1[E]. What belongs to a page is not held by what does not, as in DevTools."""
        columns = self.columns
        of_root = columns.edge_type[: columns.first_edge[1]]
        documents = to_documents(columns, columns.edge_to)
        entry = np.where(of_root == self._edge("element"), documents, of_root == self._edge("shortcut"))
        entry &= self.rules.pages
        pairs = self.pairs.pair if self.rules.ephemerons else self.pairs.pair[:0]
        owned = kernels.owned_by_page(*self.links, entry.astype(np.uint8), self._edge("weak"))
        return kernels.essential_edges(
            *self.links,
            columns.edge_name,
            columns.node_id,
            owned,
            pairs,
            self.pairs.table,
            *(self._edge(kind) for kind in ("internal", "shortcut", "weak")),
        )

    def _tree(self, folding: Future[np.ndarray]) -> Tree:
        first_edge, edge_to, _ = self.links
        essential = self._essential()
        number, node_of, parent, leading, met = kernels.numbered_by_depth(first_edge, edge_to, essential)
        first, sources = kernels.predecessors(first_edge, edge_to, essential, number, node_of, leading, met)
        del essential, number, leading
        by_number = kernels.dominators(parent[:met], first, sources)
        del parent, first, sources
        dominator, retained = kernels.retained_sizes(by_number, node_of[:met], folding.result(), met)
        del by_number, node_of
        by_retained = kernels.sorted_by(retained, True)
        above = dominator.copy()
        above[0] = NONE
        first_dominated, dominated = kernels.grouped_in_order(by_retained, above, len(above))
        return Tree(dominator, retained, first_dominated, dominated, by_retained)

    def _classes(
        self, naming: classes.Naming, where: Places, tree: Tree, shallow: np.ndarray, distance: np.ndarray
    ) -> Classes:
        node_class, count = naming.node_class, len(naming.name)
        members = np.where(shallow != 0, node_class, np.int32(NONE))
        grouped = self.threads.submit(kernels.grouped_in_order, tree.by_retained, members, count)
        retained = kernels.class_retained_sizes(
            tree.first_dominated, tree.dominated, node_class, shallow, tree.retained, count
        )
        first_member, member = grouped.result()
        return classes.table(
            naming,
            where,
            shallow=shallow,
            distance=distance,
            retained=retained,
            first_member=first_member,
            member=member,
        )


def inferred_shapes(columns: Columns) -> tuple[str, ...]:
    """The shapes that enough plain objects begin with, the most frequent first; of equal ones that which came first."""
    objects = plain_objects(columns)
    kind, proto = code_of(columns.kinds.edges, "property"), numbers_of(columns.strings, [PROTO]).get(PROTO, NONE)
    count, example, listed = text_kernels.candidate_shapes(
        objects,
        columns.first_edge,
        columns.edge_type,
        columns.edge_name,
        text_kernels.property_lengths(columns.strings.text, columns.strings.ends),
        kind,
        proto,
        LONGEST_NAME,
    )
    enough = np.flatnonzero(count >= max(LEAST_OBJECTS, len(objects) / LEAST_SHARE))
    often = enough[np.lexsort([example[enough], -count[enough]])]
    return tuple(
        written(first_properties(columns, int(example[one]), int(listed[one]), kind, proto)) for one in often.tolist()
    )


def first_properties(columns: Columns, node: int, count: int, kind: int, proto: int) -> list[str]:
    edges = slice(columns.first_edge[node], columns.first_edge[node + 1])
    names = columns.edge_name[edges][columns.edge_type[edges] == kind]
    return [columns.strings[name] for name in names[names != proto][:count].tolist()]
