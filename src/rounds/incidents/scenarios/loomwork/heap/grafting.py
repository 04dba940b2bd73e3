"""Puts a heap together from a captured base and as many of each captured unit as there are.

A unit's nodes are written behind the base's, the lists that hold it get an edge to each and the memory that many take.
Ids are V8's way: an object gets the next odd number when a snapshot first sees it and keeps it in all later ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from rounds.heapsnapshot.heap import Kinds
from rounds.heapsnapshot.strings import Strings

from .captured import LIST, TABLE, Captured, Holder, Unit

STRING_HEADER = 16  # bytes before a text's characters
WORD = 8


@dataclass(frozen=True, slots=True)
class Graph:
    """A snapshot to write: the fields of `rounds.heapsnapshot.writing.Graph`."""

    kinds: Kinds
    strings: Strings
    extra_native_bytes: int
    node_type: np.ndarray
    node_name: np.ndarray
    node_id: np.ndarray
    self_size: np.ndarray
    detached: np.ndarray
    first_edge: np.ndarray
    edge_type: np.ndarray
    edge_name: np.ndarray
    edge_to: np.ndarray
    location_node: np.ndarray
    location_script: np.ndarray
    location_line: np.ndarray
    location_column: np.ndarray


@dataclass(frozen=True, slots=True)
class Some:
    """Those of a unit that are there at a moment: numbered `first` to `end`, as they came into being.

    `variants`, the lists of `texts` (by the unit's node) and `sizes` (int64[count, K]) are theirs, in this order.
    Without sizes, they are as captured, and as long as their texts.
    """

    first: int
    end: int
    variants: np.ndarray
    texts: Mapping[int, Sequence[str]] = field(default_factory=dict)
    sizes: np.ndarray | None = None

    @property
    def count(self) -> int:
        return self.end - self.first


@dataclass(slots=True)
class Process:
    """One process of which snapshots are taken. `renamed` gives texts of the base another wording."""

    of: Captured
    renamed: Mapping[str, str] = field(default_factory=dict)
    sizes: np.ndarray | None = None  # of the base's nodes, where they are not as captured
    next_id: int = 0
    known: dict[str, tuple[int, np.ndarray]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.next_id = int(self.of.base.node_id.max()) // 2 * 2 + 3

    def snapshot(self, there: Mapping[str, Some]) -> Graph:
        """The heap with these units in it. Moments must be asked for in their order."""
        return Grafting(self.of, self.renamed, self.base_sizes(), there, self.ids(there)).graph()

    def base_sizes(self) -> np.ndarray:
        sizes = (self.of.base.self_size if self.sizes is None else self.sizes).copy()
        strings = self.of.base.strings
        kind = self.of.base.kinds.nodes.index("string")
        of_name = {number: text for number, text in enumerate(strings) if text in self.renamed}
        for node in np.flatnonzero(np.isin(self.of.base.node_name, list(of_name)) & (self.of.base.node_type == kind)):
            sizes[node] = string_bytes(self.renamed[of_name[int(self.of.base.node_name[node])]])
        return sizes

    def ids(self, there: Mapping[str, Some]) -> dict[str, np.ndarray]:
        """The first id of each; the others of its nodes follow it."""
        for name, some in there.items():
            first, ids = self.known.get(name, (some.first, np.empty(0, np.int64)))
            fresh = max(some.end - (first + len(ids)), 0)
            step = 2 * self.of.units[name].nodes
            new = self.next_id + step * np.arange(fresh, dtype=np.int64)
            self.next_id += step * fresh
            self.known[name] = some.first, np.concatenate([ids, new])[some.first - first :]
        return {name: self.known[name][1] for name in there}


def string_bytes(text: str) -> int:
    """Of a flat text of one-byte characters."""
    return aligned(STRING_HEADER + len(text))


def aligned(size: int) -> int:
    return -(-size // WORD) * WORD


@dataclass(slots=True)
class Grafting:
    of: Captured
    renamed: Mapping[str, str]
    sizes: np.ndarray
    there: Mapping[str, Some]
    ids: Mapping[str, np.ndarray]
    strings: list[str] = field(default_factory=list)
    indices: np.ndarray = field(default_factory=lambda: np.empty(0, np.int32))

    def graph(self) -> Graph:
        base = self.of.base
        self.strings = [self.renamed.get(text, text) for text in base.strings]
        self.indices = self.named_indices()
        parts = list(self.parts())
        types, names, ids, sizes, counts = (
            np.concatenate(column) for column in zip(*(p.nodes for p in parts), strict=True)
        )
        kinds, labels, to = (np.concatenate(column) for column in zip(*(p.edges for p in parts), strict=True))
        places = np.concatenate([part.places for part in parts])
        names, labels, strings = only_used(base.kinds, self.strings, names, kinds, labels)
        return Graph(
            kinds=base.kinds,
            strings=Strings.of(strings),
            extra_native_bytes=0,
            node_type=types,
            node_name=names,
            node_id=ids.astype(np.uint32),
            self_size=sizes,
            detached=np.zeros(len(types), np.uint8),
            first_edge=np.concatenate([[0], np.cumsum(counts)]).astype(np.int32),
            edge_type=kinds,
            edge_name=labels,
            edge_to=to,
            location_node=places[:, 0],
            location_script=places[:, 1],
            location_line=places[:, 2],
            location_column=places[:, 3],
        )

    def parts(self) -> Iterator[Part]:
        first = len(self.of.base.node_type)
        starts = {}
        for name, some in self.there.items():
            starts[name] = first
            first += some.count * self.of.units[name].nodes
        yield self.base(starts)
        for name, some in self.there.items():
            yield self.grafted(self.of.units[name], some, starts[name], self.ids[name])

    # --- base ---------------------------------------------------------------------------------

    def base(self, starts: Mapping[str, int]) -> Part:
        base = self.of.base
        added = list(self.held(starts))
        owners = np.concatenate(
            [*(a.owners for a in added), np.repeat(np.arange(len(base.node_type)), base.edge_count)]
        )
        order = np.argsort(owners, kind="stable")
        edges = (
            np.concatenate([*(a.kinds for a in added), base.edge_type])[order],
            np.concatenate([*(a.names for a in added), base.edge_name])[order],
            np.concatenate([*(a.to for a in added), base.edge_to])[order],
        )
        sizes = self.sizes.copy()
        for holder, count in self.held_counts():
            if holder.role != LIST:
                sizes[holder.node] = table_bytes(count) if holder.role == TABLE else store_bytes(count)
        counts = np.bincount(owners, minlength=len(base.node_type))
        return Part((base.node_type, base.node_name, base.node_id, sizes, counts), edges, base.places)

    def held_counts(self) -> Iterator[tuple[Holder, int]]:
        for name, some in self.there.items():
            for holder in self.of.units[name].holders:
                yield holder, some.count

    def held(self, starts: Mapping[str, int]) -> Iterator[Added]:
        """The numbered edges of each list, in the order of their numbers."""
        for name, some in self.there.items():
            unit = self.of.units[name]
            for node in dict.fromkeys(holder.node for holder in unit.holders):
                yield self.numbered(unit, some, starts[name], [h for h in unit.holders if h.node == node])

    def numbered(self, unit: Unit, some: Some, start: int, holders: list[Holder]) -> Added:
        instance = np.arange(some.count, dtype=np.int64)
        # An entry of a table is held by its key and by its value, one after the other.
        to = np.column_stack([start + instance * unit.nodes + holder.to for holder in holders]).ravel()
        places = np.column_stack([holder_start(h, some.count) + h.stride * instance for h in holders]).ravel()
        names = self.indices[places] if holders[0].named else places
        return Added(
            np.full(len(to), holders[0].node),
            np.full(len(to), holders[0].edge_type, np.uint8),
            names.astype(np.int32),
            to.astype(np.int32),
        )

    def named_indices(self) -> np.ndarray:
        """The numbers of the texts "0", "1", … as far as a store or table needs them."""
        most = max((holder_start(h, c) + h.stride * c for h, c in self.held_counts() if h.named), default=0)
        known = {text: number for number, text in enumerate(self.of.base.strings) if text.isdecimal()}
        found = []
        for index in range(most):
            if (number := known.get(str(index))) is None:
                number = len(self.strings)
                self.strings.append(str(index))
            found.append(number)
        return np.array(found, np.int32)

    # --- units --------------------------------------------------------------------------------

    def grafted(self, unit: Unit, some: Some, start: int, ids: np.ndarray) -> Part:
        sizes = unit.size[some.variants] if some.sizes is None else some.sizes
        names = unit.name[some.variants]
        for node, written in some.texts.items():
            names[:, node] = len(self.strings) + np.arange(some.count)
            self.strings.extend(written)
            if some.sizes is None:
                sizes[:, node] = [string_bytes(text) for text in written]
        firsts = start + unit.nodes * np.arange(some.count, dtype=np.int64)[:, None]
        to = unit.edge_to[some.variants]
        to = np.where(to < 0, firsts - 1 - to, to)
        counts = np.bincount(unit.edge_owner, minlength=unit.nodes)
        nodes = (
            np.tile(unit.type, some.count),
            names.ravel(),
            (ids[:, None] + 2 * np.arange(unit.nodes)).ravel(),
            sizes.ravel(),
            np.tile(counts, some.count),
        )
        edges = np.tile(unit.edge_type, some.count), np.tile(unit.edge_name, some.count), to.ravel().astype(np.int32)
        return Part(nodes, edges, placed(unit, firsts))


@dataclass(frozen=True, slots=True)
class Part:
    """Some of a graph's rows: types, names, ids, sizes and edge counts; types, names and targets of their edges."""

    nodes: tuple[np.ndarray, ...]
    edges: tuple[np.ndarray, ...]
    places: np.ndarray


@dataclass(frozen=True, slots=True)
class Added:
    owners: np.ndarray
    kinds: np.ndarray
    names: np.ndarray
    to: np.ndarray


def placed(unit: Unit, firsts: np.ndarray) -> np.ndarray:
    order = np.argsort(unit.places[:, 0], kind="stable")
    rows = unit.places[order]
    nodes = firsts + rows[:, 0]
    rest = np.broadcast_to(rows[:, 1:], (len(firsts), len(rows), 3))
    return np.concatenate([nodes[:, :, None], rest], axis=2).reshape(-1, 4).astype(np.int32)


# --- memory behind arrays and maps ------------------------------------------------------------


def store_bytes(count: int) -> int:
    """An array grows by half and sixteen when it is full."""
    room = 2
    while room < count:
        room = (room + 1) + (room + 1) // 2 + 16
    return 16 + WORD * room


def table_room(count: int) -> int:
    room = 4
    while room < count:
        room *= 2
    return room


def table_bytes(count: int) -> int:
    """Of a Map: three counts, a bucket for two entries, and key, value and next of each."""
    room = table_room(count)
    return 16 + WORD * (3 + room // 2 + 3 * room)


def holder_start(holder: Holder, count: int) -> int:
    if holder.role != TABLE:
        return holder.first
    return 3 + table_room(count) // 2 + holder.first


def only_used(
    kinds: Kinds, strings: list[str], names: np.ndarray, edge_kinds: np.ndarray, labels: np.ndarray
) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Names of nodes and edges by their numbers among the texts that are used. The first stands in every file.

    Those that are used most come first: short numbers make a file a twentieth smaller.
    """
    indexed = np.isin(edge_kinds, [kinds.edges.index("element"), kinds.edges.index("hidden")])
    uses = np.bincount(names, minlength=len(strings)) + np.bincount(labels[~indexed], minlength=len(strings))
    uses[0] = len(names) + len(labels)
    order = np.argsort(-uses, kind="stable")[: np.count_nonzero(uses)]
    number = np.zeros(len(strings), np.int32)
    number[order] = np.arange(len(order), dtype=np.int32)
    renamed = np.where(indexed, labels, number[np.where(indexed, 0, labels)])
    return number[names], renamed, [strings[text] for text in order.tolist()]
