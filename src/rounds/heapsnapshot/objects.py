"""Objects as people see them: by what name, of which class, how large, held by which edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from rounds.heapsnapshot import names
from rounds.heapsnapshot.answers import Thing
from rounds.heapsnapshot.heap import NONE, SYSTEM, Heap
from rounds.heapsnapshot.walking import internals, kind
from rounds.kit.errors import NotFound

Nodes = np.ndarray | Sequence[int]
LINKS = ("prototype", "__proto__", "context", "shared", "parent", "previous", "table", "target", "key", "value")
ENTRIES_READ = 20_000  # edges of a table: more would take longer than the rest of the answer
TABLE_HEADER = 3  # slots before the buckets in V8's OrderedHashMap and OrderedHashSet
POINTERS = (8, 4)  # bytes of a slot: Node.js, and Chrome with compressed pointers


def node_of(heap: Heap, id: int) -> int:  # noqa: A002
    """The node that has V8's id; the first, where two have it. Raises NotFound."""
    # As a number of another type, it would have the whole column copied into that type.
    place = int(np.searchsorted(heap.node_id, np.uint32(id), sorter=heap.by_id)) if 0 <= id < 2**32 else heap.nodes
    if place == heap.nodes or heap.node_id[heap.by_id[place]] != id:
        raise NotFound(f"There is no object @{id} in this snapshot.")
    return int(heap.by_id[place])


def thing(heap: Heap, node: int, edge: int = NONE) -> Thing:
    """A node and, when it is given, the label and type of the edge it was reached by."""
    return things(heap, (node,), (edge,))[0]


def things(heap: Heap, nodes: Nodes, edges: Nodes | None = None) -> tuple[Thing, ...]:
    """Many at once: whole columns are read for all of them, so that hundreds cost a few milliseconds.

    `edges` has for each node the number of the edge it was reached by, or NONE.
    """
    of = np.asarray(nodes, np.int64)
    by = np.full(len(of), NONE) if edges is None else np.asarray(edges, np.int64)
    classes = heap.classes
    return tuple(
        Thing(
            id=its_id,
            name=names.name(heap, node),
            class_name=classes.name[of_class],
            class_key=classes.key[of_class],
            type=heap.kinds.nodes[of_kind],
            shallow_bytes=shallow,
            retained_bytes=retained,
            distance=shown_distance(distance),
            at=at,
            detached=detached == 2,
            fields=fields,
            elements=elements,
            edge=names.label(heap, edge),
            edge_type=heap.kinds.edges[heap.edge_type[edge]] if edge != NONE else "",
        )
        for node, its_id, of_class, of_kind, shallow, retained, distance, detached, fields, elements, at, edge in zip(
            of.tolist(),
            heap.node_id[of].tolist(),
            heap.node_class[of].tolist(),
            heap.node_type[of].tolist(),
            heap.shallow[of].tolist(),
            heap.retained[of].tolist(),
            heap.distance[of].tolist(),
            heap.detached[of].tolist(),
            (heap.first_edge[of + 1] - heap.first_edge[of]).tolist(),
            element_counts(heap, of),
            places(heap, of),
            by.tolist(),
            strict=True,
        )
    )


def shown_distance(distance: int) -> int | None:
    return distance if 0 <= distance < SYSTEM else None


def element_counts(heap: Heap, nodes: np.ndarray) -> Iterator[int]:
    element = kind(heap.kinds.edges, "element")
    for first, end in zip(heap.first_edge[nodes].tolist(), heap.first_edge[nodes + 1].tolist(), strict=True):
        yield int(np.count_nonzero(heap.edge_type[first:end] == element))


def places(heap: Heap, nodes: np.ndarray) -> Iterator[str]:
    """`file:line:column` of each, counted from 1; empty where V8 does not say, or its script has no name."""
    known = heap.places
    rows = np.searchsorted(known.node, nodes.astype(known.node.dtype))
    for row, node in zip(rows.tolist(), nodes.tolist(), strict=True):
        found = row < len(known.node) and known.node[row] == node
        script = known.scripts.get(int(known.script[row]), "") if found else ""
        yield f"{script}:{known.line[row] + 1}:{known.column[row] + 1}" if script else ""


def facts(heap: Heap, node: int) -> tuple[tuple[str, str], ...]:
    """What its edges say of an object in words, as pairs of name and value.

    V8 writes no edges for small integers: a length or a size that would need one is not told, or told as a least.
    """
    return (*counted(heap, node), *linked(heap, node))


def counted(heap: Heap, node: int) -> Iterator[tuple[str, str]]:
    of, inside = names.kind_of(heap, node), internals(heap, node)
    if of in ("string", "concatenated string"):
        yield "length", text_length(heap, node, inside)
    elif heap.strings[heap.node_name[node]] in ("Map", "Set") and "table" in inside:
        slots = 3 if heap.strings[heap.node_name[node]] == "Map" else 2
        if entries := table_entries(heap, inside["table"], slots):
            yield "entries", f"at least {entries:,}"
    variables = context_names(heap, node)
    if variables:
        yield "variables", ", ".join(variables[:20]) + (", …" if len(variables) > 20 else "")


def text_length(heap: Heap, node: int, inside: dict[str, int]) -> str:
    if "length" in inside and "value" in (of := internals(heap, inside["length"])):
        return f"{names.raw_name(heap, of['value'])} characters"
    length = len(names.text(heap, node))
    return f"{names.V8_CUT:,} characters or more" if length >= names.V8_CUT else f"{length:,} characters"


def table_entries(heap: Heap, table: int, slots: int) -> int:
    """How many entries of an ordered hash table hold an object: those of numbers alone cannot be seen.

    A table is its header, b buckets, and room for 2b entries of `slots` slots each; b follows from its size.
    """
    edges = slice(heap.first_edge[table], heap.first_edge[table + 1])
    inside = heap.edge_name[edges][heap.edge_type[edges] == kind(heap.kinds.edges, "internal")]
    texts = [heap.strings[number] for number in inside[:ENTRIES_READ].tolist()]
    first = first_entry(int(heap.self_size[table]), slots)
    numbers = [int(text) for text in texts if text.isascii() and text.isdigit()]
    return len({(number - first) // slots for number in numbers if number >= first}) if first else 0


def first_entry(table_bytes: int, slots: int) -> int:
    for pointer in POINTERS:
        room = table_bytes // pointer - 2 - TABLE_HEADER
        buckets, left = divmod(room, 1 + 2 * slots)
        if left == 0 and buckets > 0 and buckets & (buckets - 1) == 0:
            return TABLE_HEADER + buckets
    return 0


def context_names(heap: Heap, node: int) -> list[str]:
    edges = slice(heap.first_edge[node], heap.first_edge[node + 1])
    held = heap.edge_name[edges][heap.edge_type[edges] == kind(heap.kinds.edges, "context")]
    return [heap.strings[number] for number in held[:21].tolist()]


def linked(heap: Heap, node: int) -> Iterator[tuple[str, str]]:
    inside = internals(heap, node)
    for link in LINKS:
        if (to := inside.get(link, prototype(heap, node) if link == "__proto__" else NONE)) != NONE:
            yield link, f"{names.name(heap, to)} @{heap.node_id[to]}"


def prototype(heap: Heap, node: int) -> int:
    """What the property `__proto__` leads to, or NONE."""
    start, end = int(heap.first_edge[node]), int(heap.first_edge[node + 1])
    named = np.flatnonzero(heap.edge_type[start:end] == kind(heap.kinds.edges, "property")) + start
    for edge in named[-64:].tolist()[::-1]:
        if heap.strings[heap.edge_name[edge]] == "__proto__":
            return int(heap.edge_to[edge])
    return NONE
