"""Steps along the edges of a heap: where they start, which leave many nodes at once, which have a certain name."""

from __future__ import annotations

import numpy as np

from rounds.heapsnapshot.heap import NONE, Heap
from rounds.heapsnapshot.strings import Strings

FEW = 64  # edges that are looked through one by one


def kind(names: tuple[str, ...], name: str) -> int:
    """A type's number in `heap.kinds`; NONE when the file does not know it."""
    return names.index(name) if name in names else NONE


def sources(heap: Heap, edges: np.ndarray) -> np.ndarray:
    """The nodes that edges leave, int32. Quick where the edges come in ascending order."""
    # Needles of another type would have the whole of `first_edge` copied into it.
    return (np.searchsorted(heap.first_edge, edges.astype(np.int32, copy=False), "right") - 1).astype(np.int32)


def source(heap: Heap, edge: int) -> int:
    return int(np.searchsorted(heap.first_edge, np.int32(edge), "right")) - 1


def edges_of(heap: Heap, nodes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All edges that leave these nodes, int64, and for each the position of its node in `nodes`."""
    first, counts = heap.first_edge[nodes].astype(np.int64), heap.first_edge[nodes + 1] - heap.first_edge[nodes]
    return spread(first, counts)


def retainers_of(heap: Heap, nodes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All edges that lead to these nodes, and for each the position of its node in `nodes`."""
    first = heap.first_retainer[nodes].astype(np.int64)
    places, owner = spread(first, heap.first_retainer[nodes + 1] - heap.first_retainer[nodes])
    return heap.retainer[places], owner


def spread(first: np.ndarray, counts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The ranges that start at `first` and have `counts` numbers, one after the other, and whose each number is."""
    owner = np.repeat(np.arange(len(first)), counts)
    starts = np.cumsum(counts) - counts
    return np.arange(len(owner)) - starts[owner] + first[owner], owner


def distinct(values: np.ndarray) -> np.ndarray:
    """The values in order, each once. NumPy's own `unique` takes ten times as long over numbers."""
    ordered = np.sort(values)
    first = np.ones(len(ordered), bool)
    first[1:] = ordered[1:] != ordered[:-1]
    once: np.ndarray = ordered[first]
    return once


def in_order(numbers: np.ndarray) -> np.ndarray:
    """The places of numbers from 0 to 2^31 in their order, int64. Several times faster than `argsort`."""
    packed = np.sort((numbers.astype(np.int64) << 32) | np.arange(len(numbers)))
    places: np.ndarray = packed & 0xFFFFFFFF
    return places


def parents(heap: Heap, nodes: np.ndarray) -> np.ndarray:
    """The nodes before these on their shortest paths, int32; NONE where a path begins."""
    edges = heap.parent_edge[nodes]
    found = np.full(len(nodes), NONE, np.int32)
    held = np.flatnonzero(edges >= 0)
    inward = held[in_order(edges[held])]
    found[inward] = sources(heap, edges[inward])
    return found


def text_number(strings: Strings, text: str) -> int:
    """The number of a text; NONE when it is not there. Where the file has it twice, nodes and edges have the first."""
    wanted = np.frombuffer(text.encode(), np.uint8)
    candidates = np.flatnonzero(np.diff(strings.ends) == len(wanted))
    starts = strings.ends[candidates]
    for place, byte in enumerate(wanted):
        alike = strings.text[starts + place] == byte
        candidates, starts = candidates[alike], starts[alike]
    return int(candidates[0]) if len(candidates) else NONE


def internals(heap: Heap, node: int) -> dict[str, int]:
    """What a node's internal edges lead to, by their names; the first of each name."""
    start, end = int(heap.first_edge[node]), int(heap.first_edge[node + 1])
    internal = kind(heap.kinds.edges, "internal")
    if end - start > FEW:
        inside = np.flatnonzero(heap.edge_type[start:end] == internal) + start
        # An array's numbered parts are internal edges too, and there may be millions of them.
        edges = [*inside[:FEW].tolist(), *inside[FEW:][-FEW:].tolist()]
    else:
        edges = [start + place for place, of in enumerate(heap.edge_type[start:end].tolist()) if of == internal]
    found: dict[str, int] = {}
    for edge in edges:
        found.setdefault(heap.strings[heap.edge_name[edge]], int(heap.edge_to[edge]))
    return found
