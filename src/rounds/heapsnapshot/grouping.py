"""Objects by the way they are held."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rounds.heapsnapshot.answers import PathGroup, PathGroups
from rounds.heapsnapshot.heap import Heap
from rounds.heapsnapshot.instances import members
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


def groups(heap: Heap, key: str, *, keep: np.ndarray | None = None, limit: int = 50) -> PathGroups:
    """The objects of a class, or those of them that `keep` (bool[N]) marks, by their shortest paths, most retained first.

    How paths are compared, `ways` says. Of objects of one group that dominate each other the outermost's retained size
    counts. Raises NotFound.
    """
    nodes = members(heap, key, keep)
    found = grouped(heap, nodes)
    order = np.lexsort((-found.count, -found.retained))
    shown = tuple(
        PathGroup(
            path=found.path(number),
            count=int(found.count[number]),
            shallow_bytes=int(found.shallow[number]),
            retained_bytes=int(found.retained[number]),
            example=int(heap.node_id[nodes[found.example[number]]]),
        )
        for number in order[:limit].tolist()
    )
    return PathGroups(shown, total=len(nodes), limits=tuple(said(found, limit)))


def said(found: Grouped, limit: int) -> Iterator[str]:
    if len(found.count) > limit:
        yield f"They are held in {len(found.count):,} ways; these are the {limit:,} that keep most alive."
    if not found.ways.whole:
        yield f"Paths were followed for {STEPS:,} steps from the objects."


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
