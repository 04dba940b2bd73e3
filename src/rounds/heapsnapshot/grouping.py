"""Objects by the way they are held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rounds.heapsnapshot.answers import PathGroup, PathGroups
from rounds.heapsnapshot.heap import Heap
from rounds.heapsnapshot.instances import members
from rounds.heapsnapshot.ties import WRITTEN, ties
from rounds.heapsnapshot.trails import Trails, trails
from rounds.heapsnapshot.walking import distinct
from rounds.heapsnapshot.ways import STEPS, Ways, ways, with_all_before

NESTING = 64  # members of other groups between two of one group, in the dominator tree


@dataclass(frozen=True, slots=True)
class Grouped:
    """Nodes and the groups they are in: `group` has for each node a number from 0, `example` a node for each group."""

    ways: Ways
    nodes: np.ndarray
    group: np.ndarray
    count: np.ndarray
    shallow: np.ndarray
    retained: np.ndarray
    example: np.ndarray  # position in `nodes` of the one that retains most

    def path(self, number: int) -> tuple[str, ...]:
        return self.ways.path(int(self.ways.asked[self.example[number]]))


def groups(
    heap: Heap, key: str, *, keep: np.ndarray | None = None, limit: int = 50, made: Trails | None = None
) -> PathGroups:
    """The objects of a class, or those of them that `keep` (bool[N]) marks, by their shortest paths, most retained first.

    How paths are compared, `ways` says. Of objects of one group that dominate each other the outermost's retained size
    counts. `made` is what `trails` gave for this heap, for who asks more than once. Raises NotFound.
    """
    made = made or trails(heap)
    nodes = members(heap, key, keep)
    found = numbered(heap, nodes, made)
    order = np.lexsort((-found.count, -found.retained))[:limit]
    examples_of = nodes[found.example[order]]
    of = ways(heap, examples_of, made.many)
    paths = [of.path(position) for position in of.asked.tolist()]
    also = ties(heap, made, examples_of.tolist(), paths)
    shown = tuple(
        PathGroup(
            path=path,
            count=int(found.count[number]),
            shallow_bytes=int(found.shallow[number]),
            retained_bytes=int(found.retained[number]),
            example=int(heap.node_id[node]),
            also=others[:WRITTEN],
            also_total=len(others),
        )
        for number, node, path, others in zip(order.tolist(), examples_of.tolist(), paths, also, strict=True)
    )
    return PathGroups(shown, total=len(nodes), ways=len(found.count), limits=tuple(said(found, of, limit)))


def said(found: Sums, paths: Ways, limit: int) -> Iterator[str]:
    if len(found.count) > limit:
        yield f"They are held in {len(found.count):,} ways; these are the {limit:,} that keep most alive."
    if not paths.whole:
        yield f"Of paths of more than {STEPS:,} steps those next to the objects are written."


@dataclass(frozen=True, slots=True)
class Sums:
    """Of each group how many objects it has and what they are large; `example` is a position in the nodes asked for."""

    count: np.ndarray
    shallow: np.ndarray
    retained: np.ndarray
    example: np.ndarray


def numbered(heap: Heap, nodes: np.ndarray, made: Trails) -> Sums:
    """Of nodes of which those that retain most come first; of 900,000 in some 50 ms."""
    way = made.way[nodes]
    there = np.bincount(way) if len(way) else np.zeros(0, np.int64)
    used = np.flatnonzero(there)
    place = np.empty(len(there), np.int32)
    place[used] = np.arange(len(used), dtype=np.int32)
    group, retained, count = place[way], heap.retained[nodes], len(used)
    inner = within_another(nodes, made, heap.nodes)
    return Sums(
        there[used],
        sums(group, heap.shallow[nodes], count),
        sums(group, np.where(inner, 0, retained), count),
        firsts(group, count),
    )


def firsts(group: np.ndarray, count: int) -> np.ndarray:
    """Of each group its first position."""
    found = np.empty(count, np.int64)
    found[group[::-1]] = np.arange(len(group))[::-1]
    return found


def within_another(nodes: np.ndarray, made: Trails, count: int) -> np.ndarray:
    """bool, of each of these nodes whether another of them, held in the same way, dominates it."""
    asked = np.zeros(count, bool)
    asked[nodes] = True
    found = np.zeros(len(nodes), bool)
    over = made.above[nodes]
    at = np.flatnonzero(over >= 0)
    for _ in range(NESTING):
        over_it = over[at]
        found[at[asked[over_it]]] = True
        at = at[~asked[over_it]]
        over[at] = made.above[over[at]]
        at = at[over[at] >= 0]
        if not len(at):
            break
    return found


def grouped(heap: Heap, nodes: np.ndarray) -> Grouped:
    """Any nodes, by their paths; at least the order of `nodes` decides nothing."""
    of = ways(heap, nodes)
    hashes = of.hash[of.asked]
    alike = distinct(hashes)
    group = np.searchsorted(alike, hashes)
    outer = ~nested(heap, nodes, group)
    retained = heap.retained[nodes]
    shallow, count = heap.shallow[nodes], len(alike)
    return Grouped(
        of,
        nodes,
        group,
        np.bincount(group, minlength=count),
        sums(group, shallow, count),
        sums(group, np.where(outer, retained, 0), count),
        examples(group, retained, count),
    )


def examples(group: np.ndarray, retained: np.ndarray, count: int) -> np.ndarray:
    """Of each group the position of the one that retains most, and of those the first."""
    most = np.zeros(count, np.int64)
    np.maximum.at(most, group, retained)
    largest = np.flatnonzero(retained == most[group])
    found = np.empty(count, np.int64)
    found[group[largest[::-1]]] = largest[::-1]
    return found


def sums(group: np.ndarray, sizes: np.ndarray, count: int) -> np.ndarray:
    """Exact as long as a sum is below 2^53 bytes."""
    return np.bincount(group, weights=sizes, minlength=count).astype(np.int64)


def nested(heap: Heap, nodes: np.ndarray, group: np.ndarray) -> np.ndarray:
    """bool, of each node whether another of its group dominates it."""
    above = nearest_above(heap, nodes)
    found = np.zeros(len(nodes), bool)
    at, over = np.arange(len(nodes)), above
    for _ in range(NESTING):
        at, over = at[over >= 0], over[over >= 0]
        if not len(at):
            break
        same = group[over] == group[at]
        found[at[same]] = True
        at, over = at[~same], above[over[~same]]
    return found


def nearest_above(heap: Heap, nodes: np.ndarray) -> np.ndarray:
    """Of each node the position in `nodes` of the next that dominates it, or -1."""
    line = with_all_before(nodes, lambda of: heap.dominator[of], heap.nodes)
    chain = line.node
    place = np.full(heap.nodes, len(chain), np.int32)
    place[chain] = np.arange(len(chain), dtype=np.int32)
    # The nodes themselves come first in the chain. A last position stands for what was not followed further.
    stops = np.append(np.arange(len(chain)) < len(nodes), True)
    over = np.append(place[line.before], len(chain))
    over[over == np.arange(len(over))] = len(chain)  # the root's is the root
    jump = np.where(stops, np.arange(len(over)), over)
    while not stops[jump].all():
        jump = jump[jump]
    found = jump[over[: len(nodes)]]
    return np.where(found < len(nodes), found, -1)
