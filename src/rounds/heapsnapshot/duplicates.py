"""Texts that stand in the heap more than once, by Chrome DevTools' rules.

Counted are strings and concatenated strings that have a size. Not those concatenated of a text and nothing: V8 leaves
them behind when it puts their parts together. What a concatenated string says is compared without putting it together:
by a hash that follows from those of its parts, the polynomial of the bytes in BASE modulo 2^64. Of a long one as much
counts as DevTools shows: it puts parts together until they have V8_CUT characters (here bytes). Of texts that V8 cut,
and says so, their lengths and hashes must be equal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rounds.heapsnapshot import names
from rounds.heapsnapshot.answers import Duplicate, Duplicates
from rounds.heapsnapshot.finding import named
from rounds.heapsnapshot.heap import NONE, Heap
from rounds.heapsnapshot.walking import edges_of, internals, kind, sources, text_number

BASE = 0x5851F42D4C957F2D  # odd, so that there is a number to divide by it with
WALKED = 200  # at a time, of those whose second part is cut within: they are put together one by one
LOOKS = 4_000_000  # at parts, for what they say; texts put together of so many that more were needed are left out
LEVELS_SEARCHED = 12  # of concatenation that are put together to search in them
NOTHING = pa.scalar("", pa.large_string())
SPREAD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Repeated:
    """Texts that stand more than once. `node` has their strings, grouped; `first` where each group begins and ends.

    `cut` says of each group (bool) whether its text is as long as V8 writes: what comes after may differ.
    """

    node: np.ndarray
    first: np.ndarray
    cut: np.ndarray

    @property
    def example(self) -> np.ndarray:
        examples: np.ndarray = self.node[self.first[:-1]]
        return examples


def duplicates(heap: Heap, *, find: str = "", limit: int, offset: int, among: Repeated | None = None) -> Duplicates:
    """Most wasted bytes first; `find` is a text or an /expression/, as in the summary. Raises Invalid.

    A text of more than LEVELS_SEARCHED levels of concatenation is not found by all its parts. `among` is what
    `repeated` gave for this heap, for who asks more than once.
    """
    found = among or repeated(heap)
    count, sizes = np.diff(found.first), sums(heap.shallow[found.node], found.first)
    wasted = sizes - sizes // np.maximum(count, 1)
    order, example = np.argsort(-wasted, kind="stable"), found.example
    order = order[named(contents(heap, example[order]), find)] if find else order
    return Duplicates(
        tuple(
            duplicate(heap, int(example[group]), int(count[group]), int(sizes[group]), int(wasted[group]))
            for group in order[offset : offset + limit].tolist()
        ),
        total=len(order),
        wasted_bytes=int(wasted[order].sum()),
        cut_bytes=int(wasted[order][found.cut[order]].sum()),
    )


def duplicate(heap: Heap, node: int, count: int, size: int, wasted: int) -> Duplicate:
    content = names.text(heap, node)
    return Duplicate(
        text=names.cut(content),
        count=count,
        shallow_bytes=size,
        wasted_bytes=wasted,
        cut=len(content) >= names.V8_CUT,
        example=int(heap.node_id[node]),
    )


def marked(heap: Heap) -> np.ndarray:
    """bool[N]: the strings whose text stands in the heap more than once."""
    found = np.zeros(heap.nodes, bool)
    found[repeated(heap).node] = True
    return found


def contents(heap: Heap, nodes: np.ndarray, levels: int = LEVELS_SEARCHED) -> pa.LargeStringArray:
    """What strings say, the first V8_CUT characters, all put together at once."""
    strings = heap.strings
    table = pa.LargeStringArray.from_buffers(len(strings), pa.py_buffer(strings.ends), pa.py_buffer(strings.text))
    texts = table.take(pa.array(heap.node_name[nodes]))
    put = heap.node_type[nodes] == kind(heap.kinds.nodes, "concatenated string")
    if levels == 0 or not put.any():
        return texts
    both = sides(heap, nodes[put])
    parts = np.unique(np.concatenate(both))
    parts = parts[parts != NONE]
    below = contents(heap, parts, levels - 1)
    left, right = (
        pc.fill_null(below.take(pa.array(np.searchsorted(parts, side), mask=side == NONE)), "") for side in both
    )
    whole = pc.utf8_slice_codeunits(pc.binary_join_element_wise(left, right, NOTHING), 0, names.V8_CUT)
    return pc.replace_with_mask(texts, pa.array(put), whole)


def repeated(heap: Heap) -> Repeated:
    nodes, hashes = texts(heap)
    # The place of a text takes the lowest bits of its hash: sorting numbers is several times faster than their places.
    bits = np.uint64(max(len(nodes), 1).bit_length())
    packed = np.sort((hashes >> bits << bits) | np.arange(len(nodes), dtype=np.uint64))
    order = (packed & ((np.uint64(1) << bits) - np.uint64(1))).astype(np.int64)
    ordered = hashes[order]
    as_before = np.zeros(len(order) + 1, bool)
    as_before[1:-1] = ordered[1:] == ordered[:-1]
    several = as_before[:-1] | as_before[1:]
    starts = np.flatnonzero(~as_before[:-1][several])
    node, first = nodes[order[several]], np.append(starts, np.count_nonzero(several))
    return Repeated(node, first, long(heap, node[first[:-1]]))


def long(heap: Heap, nodes: np.ndarray) -> np.ndarray:
    """bool: which of these texts are as long as V8 writes them."""
    letters: np.ndarray = pc.utf8_length(contents(heap, nodes)).to_numpy(zero_copy_only=False)
    return letters >= names.V8_CUT


def sums(values: np.ndarray, first: np.ndarray) -> np.ndarray:
    total = np.zeros(len(values) + 1, np.int64)
    np.cumsum(values, out=total[1:])
    between: np.ndarray = total[first[1:]] - total[first[:-1]]
    return between


def texts(heap: Heap) -> tuple[np.ndarray, np.ndarray]:
    """The strings that count, flat ones first, and the hashes of what they say, uint64."""
    table = table_of(heap)
    flat = np.flatnonzero((heap.node_type == kind(heap.kinds.nodes, "string")) & (heap.shallow > 0))
    put, put_hashes = concatenated(heap, table)
    nodes = np.concatenate([flat, put])
    hashes = np.concatenate([table.hash[heap.node_name[flat]], put_hashes])
    hashes ^= cut_marks(heap, nodes)
    # A text of one letter has a small number: what it is sorted by has to be spread over all bits.
    hashes = (hashes ^ (hashes >> np.uint64(32))) * SPREAD
    return nodes, hashes ^ (hashes >> np.uint64(29))


@dataclass(frozen=True, slots=True)
class Table:
    """Of each text of the file Σ (byte + 1)·BASE^place, times BASE^size; and the powers of BASE."""

    hash: np.ndarray
    powers: np.ndarray
    size: int

    def of(self, content: bytes) -> int:
        letters = np.frombuffer(content, np.uint8)[: len(self.powers)] + np.uint64(1)
        return int((letters * self.powers[: len(letters)] * self.powers[self.size]).sum())


def table_of(heap: Heap) -> Table:
    strings, size = heap.strings, len(heap.strings.text)
    powers = np.full(max(size, 4 * names.V8_CUT) + 1, BASE, np.uint64)
    powers[0] = 1
    np.cumprod(powers, out=powers)
    before = np.zeros(size + 1, np.uint64)
    np.cumsum((strings.text + np.uint64(1)) * powers[:size], out=before[1:])
    starts, ends = strings.ends[:-1], strings.ends[1:]
    # What stands before a text in the block is taken out of its hash by bringing all of them to one power.
    return Table((before[ends] - before[starts]) * powers[size - starts], powers, size)


@dataclass(slots=True)
class Parts:
    """Of the concatenated strings the lengths in bytes and hashes of what they say, as far as they are `known`."""

    node: np.ndarray
    place: np.ndarray  # int32[N], of each node its place among them, or NONE
    sides: tuple[np.ndarray, np.ndarray]  # nodes; NONE where there is none
    length: np.ndarray
    hash: np.ndarray
    known: np.ndarray


def concatenated(heap: Heap, table: Table) -> tuple[np.ndarray, np.ndarray]:
    """Those that count, and the hashes of what they say."""
    nodes = np.flatnonzero(heap.node_type == kind(heap.kinds.nodes, "concatenated string"))
    place = np.full(heap.nodes, NONE, np.int32)
    place[nodes] = np.arange(len(nodes), dtype=np.int32)
    count = len(nodes)
    parts = Parts(
        nodes, place, sides(heap, nodes), np.zeros(count, np.int64), np.zeros(count, np.uint64), np.zeros(count, bool)
    )
    waiting, looks = np.arange(count), 0
    while len(waiting) and looks < LOOKS:
        looks += len(waiting)
        left, right = (side[waiting] for side in parts.sides)
        ready = understood(parts, left) & understood(parts, right)
        if not ready.any():
            break
        put_together(heap, parts, waiting[ready], table)
        waiting = waiting[~ready]
    counts = parts.known & (heap.shallow[nodes] > 0) & ~halves(heap, parts)
    return nodes[counts], parts.hash[counts]


def sides(heap: Heap, nodes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """What the edges `first` and `second` of these lead to: mostly their first two."""
    first, second = (text_number(heap.strings, name) for name in ("first", "second"))
    left, right = np.full(len(nodes), NONE, np.int32), np.full(len(nodes), NONE, np.int32)
    edge = heap.first_edge[nodes]
    usual = np.flatnonzero(heap.first_edge[nodes + 1] - edge >= 2)
    usual = usual[is_internal(heap, edge[usual], first) & is_internal(heap, edge[usual] + 1, second)]
    left[usual], right[usual] = heap.edge_to[edge[usual]], heap.edge_to[edge[usual] + 1]
    others = np.ones(len(nodes), bool)
    others[usual] = False
    rest = np.flatnonzero(others)
    edges, owner = edges_of(heap, nodes[rest])
    for side, name in ((left, first), (right, second)):
        of = is_internal(heap, edges, name)
        side[rest[owner[of][::-1]]] = heap.edge_to[edges[of]][::-1]
    return left, right


def is_internal(heap: Heap, edges: np.ndarray, name: int) -> np.ndarray:
    found: np.ndarray = (heap.edge_name[edges] == name) & (heap.edge_type[edges] == kind(heap.kinds.edges, "internal"))
    return found


def understood(parts: Parts, nodes: np.ndarray) -> np.ndarray:
    place = parts.place[nodes]
    known: np.ndarray = (nodes == NONE) | (place == NONE) | parts.known[place]
    return known


def put_together(heap: Heap, parts: Parts, these: np.ndarray, table: Table) -> None:
    (left_length, left_hash), (right_length, right_hash) = (
        said(heap, parts, side[these], table) for side in parts.sides
    )
    enough = left_length >= names.V8_CUT
    parts.length[these] = np.where(enough, left_length, left_length + right_length)
    after = right_hash * table.powers[np.minimum(left_length, names.V8_CUT)]
    parts.hash[these] = np.where(enough, left_hash, left_hash + after)
    parts.known[these] = True
    right = parts.sides[1][these]
    crossing = ~enough & (left_length + right_length >= names.V8_CUT) & (parts.place[right] != NONE) & (right != NONE)
    for one in these[crossing][:WALKED].tolist():
        content = names.text(heap, int(parts.node[one])).encode()
        parts.length[one], parts.hash[one] = len(content), table.of(content)


def said(heap: Heap, parts: Parts, nodes: np.ndarray, table: Table) -> tuple[np.ndarray, np.ndarray]:
    """Lengths and hashes of what these say."""
    place, number = parts.place[nodes], heap.node_name[nodes]
    ends = heap.strings.ends
    length = np.where(place != NONE, parts.length[place], ends[number + 1] - ends[number])
    hashed = np.where(place != NONE, parts.hash[place], table.hash[number])
    return np.where(nodes != NONE, length, 0), np.where(nodes != NONE, hashed, np.uint64(0))


def halves(heap: Heap, parts: Parts) -> np.ndarray:
    """Which are put together of a text and an empty one."""
    found = np.zeros(len(parts.known), bool)
    ends = heap.strings.ends
    for side in parts.sides:
        place, number = parts.place[side], heap.node_name[side]
        length = np.where(place != NONE, parts.length[place], ends[number + 1] - ends[number])
        found |= (side != NONE) & (length == 0)
    return found


def cut_marks(heap: Heap, nodes: np.ndarray) -> np.ndarray:
    """Newer V8 says of a text that it cut how long it was, and its hash: a number that follows from both, otherwise 0."""
    marks = np.zeros(len(nodes), np.uint64)
    link = text_number(heap.strings, "truncated")
    if link == NONE:
        return marks
    edges = np.flatnonzero((heap.edge_name == link) & (heap.edge_type == kind(heap.kinds.edges, "internal")))
    place = dict(zip(nodes.tolist(), range(len(nodes)), strict=True)) if len(edges) else {}
    for node, flag in zip(sources(heap, edges).tolist(), heap.edge_to[edges].tolist(), strict=True):
        if node in place and value(heap, flag) == "true":
            inside = internals(heap, node)
            measured = tuple(value(heap, inside.get(name, NONE)) for name in ("length", "hash"))
            marks[place[node]] = np.uint64(hash_of(measured))
    return marks


def value(heap: Heap, node: int) -> str:
    """Of a number or a truth that V8 wrote as a node, what it is; empty where that is not told."""
    inside = internals(heap, node) if node != NONE else {}
    return names.raw_name(heap, inside["value"]) if "value" in inside else ""


def hash_of(measured: tuple[str, ...]) -> int:
    number = 0
    for text in measured:
        for byte in (*text.encode(), 0):
            number = (number * BASE + byte + 1) % 2**64
    return number
