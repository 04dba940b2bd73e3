"""What refers to an object, also when some objects are thought away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from rounds.heapsnapshot.answers import Things
from rounds.heapsnapshot.ephemerons import Ephemerons, ephemerons
from rounds.heapsnapshot.heap import NONE, ROOT, UNREACHED, Heap
from rounds.heapsnapshot.objects import shown_distance, things
from rounds.heapsnapshot.walking import kind, sources

FARTHEST = np.int32(2**31 - 1)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far every node is from the roots, int32[N], and by which edge; perhaps with some nodes ignored.

    `pairs` are the edges of values in WeakMaps, looked at only when something is ignored.
    """

    distance: np.ndarray
    parent_edge: np.ndarray
    pairs: Ephemerons | None = None


def reach(heap: Heap, node: int, ignore: Sequence[int]) -> Reach:
    """The node itself is never ignored: what holds it is the question."""
    others = sorted(set(ignore) - {node})
    if not others:
        return Reach(heap.distance, heap.parent_edge)
    from rounds.heapsnapshot import distances  # noqa: PLC0415 - compiled loops, which most questions do without

    ignored = np.zeros(heap.nodes, bool)
    ignored[others] = True
    return Reach(*distances.without(heap, ignored), ephemerons(heap.strings))


def retainers(
    heap: Heap, node: int, *, ignore: Sequence[int] = (), limit: int, offset: int, reached: Reach | None = None
) -> Things:
    """What holds it, nearest to the roots first; `ignore` are nodes that are thought away.

    As in DevTools, neither the root nor what refers to it weakly counts. What is ignored, or no longer held itself,
    comes last and has no distance. `reached` is what `reach` gave for this, for who asks more than once.
    """
    reached = reached or reach(heap, node, ignore)
    edges, by, far = holders(heap, reached, node)
    order = nearest(far, offset + limit)[offset:]
    shown = things(heap, by[order], edges[order])
    told = [shown_distance(distance) for distance in far[order].tolist()]
    return Things(
        tuple(replace(one, distance=distance) for one, distance in zip(shown, told, strict=True)), total=len(edges)
    )


def holders(heap: Heap, reached: Reach, node: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The edges that hold a node, in ascending order, the nodes they leave, and how far these are (or UNREACHED)."""
    edges = holding(heap, node)
    by = sources(heap, edges)
    if (by == ROOT).any():
        edges, by = edges[by != ROOT], by[by != ROOT]
    far = reached.distance[by]
    if reached.pairs is not None and reached.pairs.pairs:
        far = np.where(of_broken_pairs(heap, reached.pairs, edges, far), UNREACHED, far)
    return edges, by, far


def holding(heap: Heap, node: int) -> np.ndarray:
    """The edges that lead to a node and are not weak, in ascending order."""
    edges = heap.retainer[heap.first_retainer[node] : heap.first_retainer[node + 1]]
    strong: np.ndarray = edges[heap.edge_type[edges] != kind(heap.kinds.edges, "weak")]
    # They are grouped in ascending order, and sorting a million of them once more takes as long as what follows.
    return strong if (strong[1:] > strong[:-1]).all() else np.sort(strong)


def of_broken_pairs(heap: Heap, pairs: Ephemerons, edges: np.ndarray, far: np.ndarray) -> np.ndarray:
    """A key and a WeakMap hold a value together: where one of them is not held, neither does the other hold it."""
    internal = heap.edge_type[edges] == kind(heap.kinds.edges, "internal")
    pair = np.where(internal, pairs.pair[np.where(internal, heap.edge_name[edges], 0)], NONE)
    broken = pair[(far == UNREACHED) & (pair != NONE)]
    return np.isin(pair, broken)


def nearest(far: np.ndarray, count: int) -> np.ndarray:
    """Positions of the `count` least distances, in order, of equal ones as they come; what is not held is last."""
    distance = np.where(far == UNREACHED, FARTHEST, far)
    if count < len(distance):
        near = np.flatnonzero(distance <= np.partition(distance, count)[count])
    else:
        near = np.arange(len(distance))
    return near[np.argsort(distance[near], kind="stable")][:count]
