"""What a heap is made of, in the shares and by the rules of Chrome DevTools' Statistics."""

from __future__ import annotations

import numpy as np

from rounds.heapsnapshot.answers import Share, Statistics
from rounds.heapsnapshot.heap import NONE, ROOT, Heap
from rounds.heapsnapshot.walking import kind, source, text_number

STRINGS = ("string", "concatenated string", "sliced string")


def statistics(heap: Heap) -> Statistics:
    """Shares that sum up to the total: the root's retained size and what the file says is held outside.

    Typed arrays are the native buffers behind them; JS arrays count their elements where no other object shares these;
    other is what remains of V8's own heap, native what remains outside it.
    """
    total = int(heap.retained[ROOT]) + heap.extra_native_bytes
    native = heap.extra_native_bytes + of_kinds(heap, "native")
    typed = typed_arrays(heap)
    inside = {
        "code": of_kinds(heap, "code"),
        "strings": of_kinds(heap, *STRINGS),
        "js arrays": js_arrays(heap),
        "system": of_kinds(heap, "hidden"),
    }
    other = total - native - sum(inside.values())
    shares = (*inside.items(), ("typed arrays", typed), ("native", native - typed), ("other", other))
    return Statistics(total, native, total - native, tuple(Share(*share) for share in shares))


def of_kinds(heap: Heap, *names: str) -> int:
    return sum(int(heap.shallow[heap.node_type == kind(heap.kinds.nodes, name)].sum()) for name in names)


def typed_arrays(heap: Heap) -> int:
    buffers = named_nodes(heap, "system / JSArrayBufferData")
    of = buffers[heap.node_type[buffers] == kind(heap.kinds.nodes, "native")]
    return int(heap.shallow[of].sum())


def js_arrays(heap: Heap) -> int:
    arrays = named_nodes(heap, "Array")
    elsewhere = [kind(heap.kinds.nodes, name) for name in (*STRINGS, "hidden", "native", "code")]
    arrays = arrays[~np.isin(heap.node_type[arrays], elsewhere)]
    return int(heap.shallow[arrays].sum()) + sum(elements_bytes(heap, arrays))


def elements_bytes(heap: Heap, arrays: np.ndarray) -> list[int]:
    """Of elements that only their array holds and whose size does not count as the array's already."""
    link = text_number(heap.strings, "elements")
    alone = np.flatnonzero((np.diff(heap.first_retainer) == 1) & (heap.shallow > 0))
    by = heap.retainer[heap.first_retainer[alone]]
    is_link = (heap.edge_name[by] == link) & (heap.edge_type[by] == kind(heap.kinds.edges, "internal"))
    marked = np.zeros(heap.nodes, bool)
    marked[arrays] = True
    pairs = zip(alone[is_link].tolist(), by[is_link].tolist(), strict=True)
    return [int(heap.shallow[node]) for node, edge in pairs if marked[source(heap, edge)]]


def named_nodes(heap: Heap, name: str) -> np.ndarray:
    number = text_number(heap.strings, name)
    return np.flatnonzero(heap.node_name == number) if number != NONE else np.zeros(0, np.int64)
