"""How an object is held: the ways from it up to a root."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush

import numpy as np

from rounds.heapsnapshot.answers import Path, Paths
from rounds.heapsnapshot.heap import NONE, ROOT, SYSTEM, UNREACHED, Heap
from rounds.heapsnapshot.objects import things
from rounds.heapsnapshot.retaining import Reach, holders, holding, nearest, reach
from rounds.heapsnapshot.walking import source, sources

STEPS = 1_000  # shown of one path: an object deep in a list is held by all links before it
LONGER = 12  # steps that an alternative may have more than the shortest
LOOKED_AT = 2_000  # objects in search of alternatives
HOLDERS = 100  # of one object that are followed, those nearest to the roots
INSIDE = 4  # V8's own arrays and cells between an object and its field: a global has two
VISITS = 3  # ways that lead to one object and are followed on from there: they go on alike


def shortest(heap: Heap, node: int, *, ignore: Sequence[int] = (), reached: Reach | None = None) -> Path:
    """A shortest path that passes none of the nodes to ignore; empty when there is none.

    It ends at one of the root's own children (a global, a document; of an object that only V8 holds one of V8's own
    roots), and has as many steps as the object's distance. Of more than STEPS those next to the object are given.
    """
    reached = reached or reach(heap, node, ignore)
    if reached.distance[node] == UNREACHED:
        return Path(())
    return Path(things(heap, *upward(heap, reached, node)))


def upward(heap: Heap, reached: Reach, node: int) -> tuple[list[int], list[int]]:
    """The nodes of a shortest path and the edges by which each holds the one before; the first has none."""
    nodes, edges = [node], [NONE]
    while (edge := int(reached.parent_edge[nodes[-1]])) != NONE and len(nodes) < STEPS:
        nodes.append(source(heap, edge))
        edges.append(edge)
    return nodes, edges


@dataclass(frozen=True, slots=True, order=True)
class Way:
    """A path that has come as far as `nodes[-1]`; `steps` is the least it will have when it reaches a root."""

    steps: int
    turn: int  # of two as long, the one found first
    nodes: tuple[int, ...] = field(compare=False)
    edges: tuple[int, ...] = field(compare=False)


@dataclass(slots=True)
class Search:
    """For paths in the order of their length. The distance to the roots is exact, so none is followed in vain."""

    heap: Heap
    reached: Reach
    node: int
    known: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    visits: dict[int, int] = field(default_factory=dict)
    waiting: list[Way] = field(default_factory=list)
    looked_at: int = 0
    too_long: bool = False
    too_many: bool = False
    unfinished: bool = False
    met: bool = False

    def paths(self) -> Iterator[Way]:
        least = level(self.reached, self.node)
        self.waiting.append(Way(least, 0, (self.node,), (NONE,)))
        while self.waiting:
            way = heappop(self.waiting)
            if self.ends(way.nodes[-1]):
                yield way
            elif self.looked_at >= LOOKED_AT:
                self.unfinished = True
                return
            else:
                self.lengthen(way, least + LONGER)

    def ends(self, node: int) -> bool:
        return node == ROOT or bool(self.reached.parent_edge[node] == NONE)

    def lengthen(self, way: Way, most: int) -> None:
        last = way.nodes[-1]
        self.visits[last] = self.visits.get(last, 0) + 1
        if self.visits[last] > VISITS:
            self.met = True
            return
        for edge, holder in self.holders_of(last):
            steps = len(way.nodes) + level(self.reached, holder)
            if steps > most:
                self.too_long = True
            elif holder not in way.nodes:
                self.looked_at += 1
                heappush(self.waiting, Way(steps, self.looked_at, (*way.nodes, holder), (*way.edges, edge)))

    def holders_of(self, node: int) -> list[tuple[int, int]]:
        """Edges that hold a node and the nodes they leave, nearest to the roots first; each node once."""
        if node not in self.known:
            self.known[node] = self.nearest_holders(node)
        return self.known[node]

    def nearest_holders(self, node: int) -> list[tuple[int, int]]:
        edges, by, far = holders(self.heap, self.reached, node)
        # What only V8 holds leads to the objects of the program too, but is not why they are alive.
        held = (far != UNREACHED) & ((far < SYSTEM) | (self.reached.distance[node] >= SYSTEM))
        held[1:] &= by[1:] != by[:-1]
        edges, by, far = edges[held], by[held], far[held]
        self.too_many |= len(by) > HOLDERS
        near = nearest(far, HOLDERS)
        found = zip(edges[near].tolist(), by[near].tolist(), strict=True)
        return [(edge, holder) for edge, holder in found if not self.stands_for_another(holder, by)]

    def stands_for_another(self, holder: int, by: np.ndarray) -> bool:
        """V8's own arrays and cells, by which one of the other holders (in order) has what it has, are no other way."""
        for _ in range(INSIDE):
            if self.heap.kinds.nodes[int(self.heap.node_type[holder])] not in ("array", "hidden"):
                return False
            owners = {*sources(self.heap, holding(self.heap, holder)[:2]).tolist()} - {holder}
            owner = owners.pop() if len(owners) == 1 else holder
            if self.reached.distance[owner] >= self.reached.distance[holder]:
                return False
            place = int(np.searchsorted(by, np.int32(owner)))
            if place < len(by) and by[place] == owner:
                return True
            holder = owner
        return False


def level(reached: Reach, node: int) -> int:
    """How many steps a path from this node has: itself, and so on to one of the root's own children."""
    return int(reached.distance[node]) % SYSTEM


def alternatives(
    heap: Heap, node: int, *, ignore: Sequence[int] = (), limit: int = 10, reached: Reach | None = None
) -> Paths:
    """The shortest paths by number, each through other objects than those before it, none through an ignored one.

    What was left out is said in `limits`. Objects that only V8 holds are followed only where nothing else holds.
    """
    reached = reached or reach(heap, node, ignore)
    if reached.distance[node] == UNREACHED:
        return Paths((), ())
    search = Search(heap, reached, node)
    found: list[Way] = []
    more = False
    for way in search.paths():
        if len(found) == limit:
            more = True
            break
        found.append(way)
    paths = tuple(Path(things(heap, way.nodes[:STEPS], way.edges[:STEPS])) for way in found)
    return Paths(paths, tuple(said(search, more=more, limit=limit)))


def said(search: Search, *, more: bool, limit: int) -> Iterator[str]:
    if more:
        yield f"There are more paths; these are the {limit:,} shortest."
    if search.unfinished:
        yield f"The search looked at {LOOKED_AT:,} objects and stopped: there may be more paths."
    if search.met:
        yield f"Of ways that meet in one object {VISITS} were followed on from there."
    if search.too_many:
        yield f"Of an object that more than {HOLDERS:,} others hold, the {HOLDERS:,} nearest to the roots were followed."
    if search.too_long:
        yield f"Paths of more than {LONGER:,} steps more than the shortest were left out."
