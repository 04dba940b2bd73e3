"""The shortest paths of many objects at once, and which of them are alike.

Two paths are alike when the same classes hold by the same names. Indices count as one, written `[*]`, and so do the keys
of an object that lead to MANY objects of one class; steps that repeat, as along a list, count once. Paths are compared
by hashes: 64 bits of the steps from the root on, so that a path's hash follows from that of the path before its last
step, and the hashes of all nodes on them are made by doubling, in as many rounds as the longest has binary digits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from rounds.heapsnapshot import names
from rounds.heapsnapshot.heap import NONE, UNREACHED, Heap
from rounds.heapsnapshot.walking import distinct, kind, parents

STEPS = 2_000  # that are followed from an object
SHOWN = 40  # steps of a path that are written out
MANY = 16  # objects of one class under one object: its keys are data, not names
PERIODS = 3  # steps that may repeat: a tree of maps goes object, map, table
NAMED = ("closure", "synthetic", "hidden", "array")  # told apart by their names: their classes say nothing
MIX, STEP, OWN = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93), np.uint64(0xA0761D6478BD642F)
UNHELD = "(held by nothing)"


@dataclass(frozen=True, slots=True)
class Ways:
    """The tree of the paths of some nodes. Arrays are as long as there are nodes on them; a position counts in these."""

    heap: Heap
    node: np.ndarray  # int32
    up: np.ndarray  # position of the node before; its own where a path begins
    many: np.ndarray  # bool: reached by an index, or by one of many keys
    repeat: np.ndarray  # bool: the step repeats those before it
    hash: np.ndarray  # uint64, of the path to it
    asked: np.ndarray  # positions of the nodes whose paths these are
    whole: bool  # whether all paths were followed to their beginning

    def path(self, position: int) -> tuple[str, ...]:
        """From the root: `global`, `.app`, `Application`, `.sessions`, `Map`, `{table}`, `(internal array)[]`, `[*]`, …"""
        steps: list[str] = []
        place, skipped = position, False
        while True:
            before = int(self.up[place])
            if self.repeat[place]:
                skipped = True
            else:
                steps += ["…"] if skipped else []
                skipped = False
                steps.append(self.called(place))
                if before != place:
                    steps.append(self.step(place))
            if before == place:
                break
            place = before
        return shortened(steps[::-1] if self.begins(place) else [*steps, "…"][::-1])

    def begins(self, position: int) -> bool:
        return bool(self.heap.parent_edge[self.node[position]] == NONE)

    def called(self, position: int) -> str:
        node = int(self.node[position])
        if self.heap.distance[node] == UNREACHED:
            return UNHELD
        return class_called(self.heap, node)

    def step(self, position: int) -> str:
        if self.many[position]:
            return "[*]"
        edge = int(self.heap.parent_edge[self.node[position]])
        return names.step(self.heap.kinds.edges[int(self.heap.edge_type[edge])], names.label(self.heap, edge))


def class_called(heap: Heap, node: int) -> str:
    """A node in a path: its class, or where that says nothing its name."""
    if names.kind_of(heap, node) in NAMED:
        return names.name(heap, node)
    return heap.classes.name[int(heap.node_class[node])]


def shortened(steps: list[str]) -> tuple[str, ...]:
    if len(steps) <= 2 * SHOWN:
        return tuple(steps)
    return (*steps[: SHOWN - 1], "…", *steps[-SHOWN:])


def ways(heap: Heap, nodes: np.ndarray) -> Ways:
    """The shortest paths of these nodes."""
    line = with_all_before(nodes, lambda of: parents(heap, of), heap.nodes)
    held, before = line.node, line.before
    place = np.empty(heap.nodes, np.int32)
    place[held] = np.arange(len(held), dtype=np.int32)
    known = before >= 0
    # Where it was followed no further, a path begins as it does at a root.
    known[known] = np.isin(before[known], held) if not line.whole else True
    up = np.where(known, place[np.where(known, before, held)], np.arange(len(held), dtype=np.int32))
    own = own_tokens(heap, held)
    edge = np.where(known, heap.parent_edge[held], NONE)
    many = known & (numbered(heap, edge) | of_many_keys(heap, edge, up, own))
    token = (own ^ edge_tokens(heap, edge, many)) * STEP
    repeat = repeats(token, up)
    return Ways(heap, held, up, many, repeat, hashes(token, up, repeat), place[nodes], line.whole)


@dataclass(frozen=True, slots=True)
class Line:
    """Nodes and all before them, each once, and of each the one before; `whole` when STEPS rounds were enough."""

    node: np.ndarray
    before: np.ndarray
    whole: bool


def with_all_before(nodes: np.ndarray, before: Callable[[np.ndarray], np.ndarray], count: int) -> Line:
    seen = np.zeros(count, bool)
    seen[nodes] = True
    found, over = [nodes.astype(np.int32, copy=False)], [before(nodes)]
    for _ in range(STEPS):
        further = over[-1][over[-1] >= 0]
        further = distinct(further[~seen[further]])
        if not len(further):
            return Line(np.concatenate(found), np.concatenate(over), whole=True)
        seen[further] = True
        found.append(further)
        over.append(before(further))
    return Line(np.concatenate(found), np.concatenate(over), whole=False)


def own_tokens(heap: Heap, nodes: np.ndarray) -> np.ndarray:
    kinds = heap.node_type[nodes]
    by_name = np.isin(kinds, [kind(heap.kinds.nodes, name) for name in NAMED])
    token: np.ndarray = np.where(by_name, heap.node_name[nodes].astype(np.int64) + 2**32, heap.node_class[nodes])
    mixed: np.ndarray = (token.astype(np.uint64) + np.uint64(1)) * OWN
    return mixed


def edge_tokens(heap: Heap, edges: np.ndarray, many: np.ndarray) -> np.ndarray:
    token = heap.edge_type[edges].astype(np.int64) * 2**32 + heap.edge_name[edges]
    token[many] = -1
    token[edges == NONE] = -2
    mixed: np.ndarray = token.astype(np.uint64) * MIX
    mixed ^= mixed >> np.uint64(29)
    return mixed


def numbered(heap: Heap, edges: np.ndarray) -> np.ndarray:
    """Edges that are named by an index: V8 writes those inside its own arrays and weak maps as texts of digits."""
    types = heap.edge_type[edges]
    index: np.ndarray = np.isin(types, [kind(heap.kinds.edges, name) for name in ("element", "hidden")])
    digits = np.flatnonzero((types == kind(heap.kinds.edges, "internal")) & (edges != NONE))
    numbers = heap.edge_name[edges[digits]]
    starts, ends = heap.strings.ends[numbers], heap.strings.ends[numbers + 1]
    first = heap.strings.text[np.minimum(starts, len(heap.strings.text) - 1)] if len(digits) else np.zeros(0, np.uint8)
    index[digits] = (starts < ends) & (first >= ord("0")) & (first <= ord("9"))
    return index


def of_many_keys(heap: Heap, edges: np.ndarray, up: np.ndarray, own: np.ndarray) -> np.ndarray:
    """Properties by which one object holds MANY others of one class."""
    found = np.zeros(len(edges), bool)
    named = np.flatnonzero((heap.edge_type[edges] == kind(heap.kinds.edges, "property")) & (edges != NONE))
    named = named[np.bincount(up[named], minlength=len(up))[up[named]] >= MANY]
    pairs = up[named].astype(np.uint64) * MIX ^ own[named]
    kinds = distinct(pairs)
    pair = np.searchsorted(kinds, pairs)
    found[named[np.bincount(pair, minlength=len(kinds))[pair] >= MANY]] = True
    return found


def repeats(token: np.ndarray, up: np.ndarray) -> np.ndarray:
    """Steps that are as one, two or three before, and whose one or two in between are as those before them."""
    found = np.zeros(len(token), bool)
    before = up
    for period in range(1, PERIODS + 1):
        alike = np.flatnonzero(token == token[before])
        low, high = alike, before[alike]
        for _ in range(period):
            same = (token[low] == token[high]) & (up[high] != high)
            alike, low, high = alike[same], up[low[same]], up[high[same]]
        found[alike] = True
        before = up[before]
    return found


def hashes(token: np.ndarray, up: np.ndarray, repeat: np.ndarray) -> np.ndarray:
    """Of a path with the steps a, b, c: (a·MIX + b)·MIX + c; what repeats is left out."""
    times = np.where(repeat, np.uint64(1), MIX)
    plus = np.where(repeat, np.uint64(0), token)
    own_times, own_plus = times, plus
    inner = np.zeros(len(up), bool)
    inner[up] = True
    # Only of what holds something: of the rest, which are most, a path is one step more.
    of = np.flatnonzero(inner)
    place = np.empty(len(up) + 1, np.int64)
    place[of] = np.arange(len(of))
    first = up[of] == of
    # One more position, that changes nothing, stands above where the paths begin.
    times, plus = np.append(times[of], np.uint64(1)), np.append(plus[of], np.uint64(0))
    above = np.append(np.where(first, len(of), place[up[of]]), len(of))
    while (above != len(of)).any():
        plus = plus[above] * times + plus
        times = times[above] * times
        above = above[above]
    found: np.ndarray = plus[place[up]] * own_times + own_plus
    found[of] = plus[:-1]
    return found
