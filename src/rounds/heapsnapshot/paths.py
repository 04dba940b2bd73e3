"""How an object is held: the ways from it up to a root."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import islice

import numpy as np

from rounds.heapsnapshot.answers import Path, Paths
from rounds.heapsnapshot.heap import NONE, SYSTEM, UNREACHED, Heap
from rounds.heapsnapshot.objects import things
from rounds.heapsnapshot.retaining import Reach, holders, holding, nearest, reach
from rounds.heapsnapshot.walking import source, sources

STEPS = 1_000  # shown of one path: an object deep in a list is held by all links before it
LONGER = 12  # steps that an alternative may have more than the shortest
LOOKED_AT = 400  # objects whose holders are looked at in search of alternatives
HOLDERS = 100  # of one object that are followed, those nearest to the roots
INSIDE = 4  # V8's own arrays and cells between an object and its field: a global has two


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
    """A path that leaves another behind its first `place` steps for a holder; `steps` is how many it has in all."""

    steps: int
    turn: int  # of two as long, the one found first
    nodes: list[int] = field(compare=False)  # of the other
    edges: list[int] = field(compare=False)
    place: int = field(compare=False)
    holder: int = field(compare=False)
    edge: int = field(compare=False)  # by which it holds


@dataclass(slots=True)
class Search:
    """For paths in the order of their length: each leaves one that was found before at some object, for another holder.

    From there on it goes the shortest way, and no object is left more than once: where ways meet, they go on alike, and
    what could be said of one above that place is not said again of the others.
    """

    heap: Heap
    reached: Reach
    node: int
    left: set[int] = field(default_factory=set)
    waiting: list[Way] = field(default_factory=list)
    turn: int = 0
    too_long: bool = False
    too_many: bool = False
    unfinished: bool = False

    def paths(self) -> Iterator[tuple[list[int], list[int]]]:
        least = level(self.reached, self.node)
        self.waiting.append(Way(least, 0, [], [], 0, self.node, NONE))
        while self.waiting:
            way = heappop(self.waiting)
            nodes, edges = self.completed(way)
            alone = before_meeting(nodes)
            if alone == len(nodes):
                yield nodes, edges
            # Where the shortest way comes back to the path, only its beginning may lead elsewhere.
            self.leave(nodes[:alone], edges[:alone], way.place, least + LONGER)

    def completed(self, way: Way) -> tuple[list[int], list[int]]:
        """From the holder on the shortest way."""
        nodes, edges = upward(self.heap, self.reached, way.holder)
        return [*way.nodes[: way.place], *nodes], [*way.edges[: way.place], way.edge, *edges[1:]]

    def leave(self, nodes: list[int], edges: list[int], start: int, most: int) -> None:
        """Finds the ways that leave this one from its step `start` on."""
        passed = {*nodes[:start]}
        for place in range(start, len(nodes)):
            node = nodes[place]
            passed |= {*nodes[place : place + 2]}
            if node in self.left or self.reached.parent_edge[node] == NONE:
                return
            if len(self.left) == LOOKED_AT:
                self.unfinished = True
                return
            self.left.add(node)
            for edge, holder in self.holders_of(node):
                steps = place + 1 + level(self.reached, holder)
                self.too_long |= steps > most
                if steps <= most and holder not in passed:
                    self.turn += 1
                    heappush(self.waiting, Way(steps, self.turn, nodes, edges, place + 1, holder, edge))

    def holders_of(self, node: int) -> list[tuple[int, int]]:
        """Edges that hold a node and the nodes they leave, nearest to the roots first; each node once."""
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


def before_meeting(nodes: list[int]) -> int:
    """How many of them come before the first that was there already."""
    passed: set[int] = set()
    for place, node in enumerate(nodes):
        if node in passed:
            return place
        passed.add(node)
    return len(nodes)


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
    found = list(islice(search.paths(), limit))
    paths = tuple(Path(things(heap, nodes[:STEPS], edges[:STEPS])) for nodes, edges in found)
    return Paths(paths, tuple(said(search, [nodes[:STEPS] for nodes, _ in found])))


def said(search: Search, found: list[list[int]]) -> Iterator[str]:
    if search.waiting:
        yield f"There are more paths; these are the {len(found):,} shortest."
    if any(search.reached.parent_edge[nodes[-1]] != NONE for nodes in found):
        yield f"Of paths of more than {STEPS:,} steps those next to the object are shown."
    if search.unfinished:
        yield f"The search looked at what holds {LOOKED_AT:,} objects and stopped: there may be more paths."
    if search.too_many:
        yield f"Of an object that more than {HOLDERS:,} others hold, the {HOLDERS:,} nearest to the roots were followed."
    if search.too_long:
        yield f"Paths of more than {LONGER:,} steps more than the shortest were left out."
