"""Other ways of the same length: of an object that three listeners hold alike, its shortest path names only one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from rounds.heapsnapshot import names
from rounds.heapsnapshot.heap import NONE, ROOT, UNREACHED, Heap
from rounds.heapsnapshot.retaining import holding
from rounds.heapsnapshot.trails import Trails
from rounds.heapsnapshot.walking import source, sources
from rounds.heapsnapshot.ways import class_called, numbered, shortened, ways

WRITTEN = 5  # of one object
FOLLOWED = 40  # steps up from it, at each of which another holder may be as near to the roots
HOLDERS = 32  # of one object that are told apart
MOST_HELD = 10_000  # what more hold is everybody's: true, undefined, a shape

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parting:
    """Where a way leaves the shortest path: the other holder, its step, and what is below it on both."""

    holder: int
    step: str
    below: Path


def ties(heap: Heap, made: Trails, nodes: Sequence[int], paths: Sequence[Path]) -> list[tuple[Path, ...]]:
    """Of each object the ways as long as its shortest path and written otherwise; those that part from it last first.

    Each leaves the path at one object for another holder, and goes on from there by the shortest way. Where all of them
    have come together again, in one that dominates the object, it ends: above, they are ways of that one.
    """
    partings = Partings(heap, made)
    found = [partings.of(node) for node in nodes]
    holders = np.array([one.holder for several in found for one in several], np.int32)
    of = ways(heap, holders, made.many)
    written = iter(of.asked.tolist())
    told = []
    for several, path in zip(found, paths, strict=True):
        texts = [shortened([*of.path(next(written)), one.step, *one.below]) for one in several]
        told.append(tuple(text for text in dict.fromkeys(texts) if text != path))
    return told


class Partings:
    """What is found at one object on the way is found for all that are held through it."""

    def __init__(self, heap: Heap, made: Trails) -> None:
        self.heap = heap
        self.made = made
        self.known: dict[int, list[tuple[int, str]]] = {}

    def of(self, node: int) -> list[Parting]:
        found: list[Parting] = []
        below: Path = ()
        over = int(self.heap.dominator[node])
        for at, edge in self.upward(node):
            if at == over:
                if found:
                    break
                over = int(self.heap.dominator[at])
            below = (class_called(self.heap, at), *below)
            found += [Parting(holder, step, below) for holder, step in self.others(at, edge)]
            below = (self.step(edge, bool(self.made.many[at])), *below)
        return found

    def upward(self, node: int) -> Iterator[tuple[int, int]]:
        """The objects of the shortest path from this on, and the edges by which they are held there."""
        for _ in range(FOLLOWED):
            edge = int(self.heap.parent_edge[node])
            if edge == NONE or self.heap.distance[node] == UNREACHED:
                return
            yield node, edge
            node = source(self.heap, edge)

    def others(self, node: int, edge: int) -> list[tuple[int, str]]:
        if node not in self.known:
            self.known[node] = list(self.holders(node, edge))
        return self.known[node]

    def holders(self, node: int, edge: int) -> Iterator[tuple[int, str]]:
        """What holds an object as near to the roots as by this edge, but otherwise, each way once; with its step."""
        heap, way = self.heap, self.made.way
        if heap.first_retainer[node + 1] - heap.first_retainer[node] > MOST_HELD:
            return
        edges, parent = holding(heap, node), source(heap, edge)
        by = sources(heap, edges)
        near = (heap.distance[by] == heap.distance[parent]) & (by != ROOT) & (edges != edge)
        edges, by = edges[near][:HOLDERS], by[near][:HOLDERS]
        seen = {(int(way[parent]), self.step(edge, bool(self.made.many[node])))}
        for other, holder, many in zip(edges.tolist(), by.tolist(), numbered(heap, edges).tolist(), strict=True):
            step = self.step(other, many)
            if (int(way[holder]), step) not in seen:
                seen.add((int(way[holder]), step))
                yield holder, step

    def step(self, edge: int, many: bool) -> str:
        if many:
            return "[*]"
        return names.step(self.heap.kinds.edges[int(self.heap.edge_type[edge])], names.label(self.heap, edge))
