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
    over: np.ndarray  # the same, but of a step that repeats those before it the position of the one it repeats
    repeat: np.ndarray  # bool: whether it repeats those before it
    many: np.ndarray  # bool: reached by an index, or by one of many keys
    hash: np.ndarray  # uint64, of the path to it
    asked: np.ndarray  # positions of the nodes whose paths these are
    whole: bool  # whether all paths were followed to their beginning

    def path(self, position: int) -> tuple[str, ...]:
        """From the root: `global`, `.app`, `Application`, `.orders`, `Map`, `{table}`, `(internal array)[]`, `[*]`, …"""
        places = self.places(position)
        # Names are made only of what is shown: a way may have thousands of steps.
        shown = places if len(places) <= 2 * SHOWN else [*places[:SHOWN], *places[-SHOWN:]]
        steps = [text for place in shown for text in self.written(place)]
        return shortened([*steps, *([] if self.begins(places[-1]) else ["…"])][::-1])

    def places(self, position: int) -> list[int]:
        """Positions from a node up to where its path begins; NONE where some that repeat others are left out."""
        found: list[int] = []
        place, skipped = position, False
        while True:
            repeats, before = bool(self.repeat[place]), int(self.up[place])
            if not repeats:
                found += [NONE, place] if skipped else [place]
                if before == place:
                    return found
            skipped = repeats
            place = int(self.over[place])

    def written(self, place: int) -> list[str]:
        """A node and the step to it, in the order from below."""
        if place == NONE:
            return ["…"]
        return [self.called(place), *([self.step(place)] if self.up[place] != place else [])]

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
    return names.cut(heap.classes.name[int(heap.node_class[node])])


def shortened(steps: list[str]) -> tuple[str, ...]:
    if len(steps) <= 2 * SHOWN:
        return tuple(steps)
    return (*steps[: SHOWN - 1], "…", *steps[-SHOWN:])


def ways(heap: Heap, nodes: np.ndarray, every: np.ndarray | None = None) -> Ways:
    """The shortest paths of these nodes. `every` tells of all nodes (bool[N]) which are reached by one of many keys."""
    line = with_all_before(nodes, lambda of: parents(heap, of), heap.nodes)
    held, before = line.node, line.before
    place = np.empty(heap.nodes, np.int32)
    place[held] = np.arange(len(held), dtype=np.int32)
    known = before >= 0
    # Where it was followed no further, a path begins as it does at a root.
    known[known] = np.isin(before[known], held) if not line.whole else True
    up = np.where(known, place[np.where(known, before, held)], np.arange(len(held), dtype=np.int32))
    own = own_tokens(heap, held)
    steps = np.flatnonzero(known)
    many = np.zeros(len(held), bool)
    if every is None:
        many[steps] = numbered_or_keyed(heap, heap.parent_edge[held[steps]], up[steps], own[steps])
    else:
        many[steps] = every[held[steps]]
    token = tokens(heap, held, own, many, steps)
    over, repeat = past_repeats(token, up)
    return Ways(heap, held, up, over, repeat, many, hashes(token, up, over, repeat), place[nodes], line.whole)


def numbered_or_keyed(heap: Heap, edges: np.ndarray, up: np.ndarray, own: np.ndarray) -> np.ndarray:
    keyed: np.ndarray = numbered(heap, edges) | of_many_keys(heap, edges, up, own)
    return keyed


def tokens(heap: Heap, nodes: np.ndarray, own: np.ndarray, many: np.ndarray, steps: np.ndarray) -> np.ndarray:
    """uint64 of each node: itself and the step to it; `steps` are the positions of those that have one."""
    token = own * STEP
    token[steps] = (own[steps] ^ edge_tokens(heap, heap.parent_edge[nodes[steps]], many[steps])) * STEP
    return token


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
    token[many] = NONE
    mixed: np.ndarray = token.astype(np.uint64) * MIX
    mixed ^= mixed >> np.uint64(29)
    return mixed


def numbered(heap: Heap, edges: np.ndarray) -> np.ndarray:
    """Edges that are named by an index: V8 writes those inside its own arrays and weak maps as texts of digits."""
    types = heap.edge_type[edges]
    index: np.ndarray = np.isin(types, [kind(heap.kinds.edges, name) for name in ("element", "hidden")])
    inside = np.flatnonzero(types == kind(heap.kinds.edges, "internal"))
    numbers = heap.edge_name[edges[inside]]
    starts, ends = heap.strings.ends[numbers], heap.strings.ends[numbers + 1]
    filled = np.flatnonzero(starts < ends)
    first = heap.strings.text[starts[filled]]
    index[inside[filled]] = (first >= ord("0")) & (first <= ord("9"))
    return index


def of_many_keys(heap: Heap, edges: np.ndarray, up: np.ndarray, own: np.ndarray) -> np.ndarray:
    """Properties by which one object holds MANY others of one class."""
    found = np.zeros(len(edges), bool)
    named = np.flatnonzero(heap.edge_type[edges] == kind(heap.kinds.edges, "property"))
    named = named[np.bincount(up[named])[up[named]] >= MANY]
    pairs = up[named].astype(np.uint64) * MIX ^ own[named]
    kinds = distinct(pairs)
    pair = np.searchsorted(kinds, pairs)
    found[named[np.bincount(pair, minlength=len(kinds))[pair] >= MANY]] = True
    return found


def past_repeats(token: np.ndarray, up: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """`over` and `repeat`: a step repeats the one that is one, two or three before when all since are as those before."""
    over, repeat = up.copy(), np.zeros(len(up), bool)
    before = up
    for period in range(1, PERIODS + 1):
        alike = np.flatnonzero((token == token[before]) & ~repeat)
        low, high = alike, before[alike]
        for _ in range(period):
            same = (token[low] == token[high]) & (up[high] != high)
            alike, low, high = alike[same], up[low[same]], up[high[same]]
        over[alike] = before[alike]
        repeat[alike] = True
        before = up[before]
    return over, repeat


def hashes(token: np.ndarray, up: np.ndarray, over: np.ndarray, repeat: np.ndarray) -> np.ndarray:
    """Of a path with the steps a, b, c: (a·MIX + b)·MIX + c; what repeats is as what it repeats."""
    own_times, own_plus = np.where(repeat, np.uint64(1), MIX), np.where(repeat, np.uint64(0), token)
    inner = np.zeros(len(up), bool)
    inner[up] = True
    # Only of what holds something: of the rest, which are most, a path is one step more.
    of = np.flatnonzero(inner)
    place = np.empty(len(up), np.int64)
    place[of] = np.arange(len(of))
    # One more position, that changes nothing, stands above where the paths begin.
    times, plus = np.append(own_times[of], np.uint64(1)), np.append(own_plus[of], np.uint64(0))
    above = np.append(np.where(up[of] == of, len(of), place[over[of]]), len(of))
    while (above != len(of)).any():
        plus = plus[above] * times + plus
        times = times[above] * times
        above = above[above]
    found: np.ndarray = plus[place[over]] * own_times + own_plus
    found[of] = plus[:-1]
    return found
