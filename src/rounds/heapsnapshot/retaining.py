"""What refers to an object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from rounds.heapsnapshot.answers import Things
from rounds.heapsnapshot.heap import ROOT, UNREACHED, Heap
from rounds.heapsnapshot.objects import shown_distance, things
from rounds.heapsnapshot.walking import kind, sources

LAST = np.iinfo(np.int32).max


@dataclass(frozen=True, slots=True)
class Reach:
    """How far every node is from the roots, int32[N], and by which edge; perhaps with some nodes ignored."""

    distance: np.ndarray
    parent_edge: np.ndarray


def reach(heap: Heap, node: int, ignore: Sequence[int]) -> Reach:
    """The node itself is never ignored: what holds it is the question."""
    others = np.array(sorted(set(ignore) - {node}), np.int32)
    if not len(others):
        return Reach(heap.distance, heap.parent_edge)
    from rounds.heapsnapshot import distances  # noqa: PLC0415 - compiled loops, which most questions do without

    return Reach(*distances.without(heap, others))


def retainers(heap: Heap, node: int, *, ignore: Sequence[int] = (), limit: int, offset: int) -> Things:
    """What holds it, nearest to the roots first; `ignore` are nodes that are thought away.

    As in DevTools, neither the root nor what refers to it weakly counts. What is ignored, or no longer held itself,
    comes last and has no distance.
    """
    reached = reach(heap, node, ignore)
    edges = holding(heap, node)
    by = sources(heap, edges)
    edges, by = edges[by != ROOT], by[by != ROOT]
    far = reached.distance[by]
    order = np.argsort(np.where(far == UNREACHED, LAST, far), kind="stable")[offset : offset + limit]
    shown = things(heap, by[order], edges[order])
    distant = [
        replace(one, distance=shown_distance(distance))
        for one, distance in zip(shown, far[order].tolist(), strict=True)
    ]
    return Things(tuple(distant), total=len(edges))


def holding(heap: Heap, node: int) -> np.ndarray:
    """The edges that lead to a node and are not weak, in ascending order."""
    edges = np.sort(heap.retainer[heap.first_retainer[node] : heap.first_retainer[node + 1]])
    strong: np.ndarray = edges[heap.edge_type[edges] != kind(heap.kinds.edges, "weak")]
    return strong
