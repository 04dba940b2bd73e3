"""Objects: what they are and refer to, what holds them and keeps them alive."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from rounds.heapsnapshot import containment, dominators, objects, paths, retaining
from rounds.heapsnapshot.heap import ROOT
from rounds.kit.errors import NotFound
from rounds.tools import heap as asked
from rounds.tools.heap_desk import Desk, Looked, listed, short, short_path, within

LARGEST_ID = (1 << 32) - 1


def node_of(looked: Looked, number: int | None) -> int:
    """
    Raises:
        NotFound: no object of the snapshot has that id.
    """
    if number is None:
        return ROOT
    if not 0 <= number <= LARGEST_ID:
        raise NotFound(f"There is no object of that id in {looked.taken.name}.")
    return objects.node_of(looked.heap, number)


def ignored(looked: Looked, ids: Iterable[int]) -> tuple[int, ...]:
    """Nodes; what is not in this snapshot holds nothing in it."""
    there = np.array([number for number in ids if 0 <= number <= LARGEST_ID], np.int64)
    order = looked.heap.by_id
    places = np.searchsorted(looked.heap.node_id, there, sorter=order)
    found = order[np.minimum(places, len(order) - 1)]
    return tuple(sorted(set(found[looked.heap.node_id[found] == there].tolist())))


def details(desk: Desk, question: asked.ObjectQuestion) -> asked.ObjectDetails:
    looked = desk.look(question.snapshot)
    node = node_of(looked, question.id)
    facts = (asked.Fact(name, short(value, "name")) for name, value in objects.facts(looked.heap, node))
    return asked.ObjectDetails(within(objects.thing(looked.heap, node)), tuple(facts))


def fields(desk: Desk, question: asked.FieldsQuestion) -> asked.Objects:
    looked = desk.look(question.snapshot)
    node = node_of(looked, question.id)
    return listed(containment.fields(looked.heap, node, limit=question.limit, offset=question.offset), looked, node)


def retainers(desk: Desk, question: asked.RetainersQuestion) -> asked.Objects:
    looked = desk.look(question.snapshot)
    node, ignore = node_of(looked, question.id), ignored(looked, question.ignore)
    reached = reach(desk, looked, node, ignore)
    found = retaining.retainers(
        looked.heap, node, ignore=ignore, limit=question.limit, offset=question.offset, reached=reached
    )
    return listed(found, looked, node)


def reach(desk: Desk, looked: Looked, node: int, ignore: Sequence[int]) -> retaining.Reach:
    """How far all is from the roots: 40 ms where something is ignored, for each of the questions of one click."""
    others = tuple(one for one in ignore if one != node)
    if not others:
        return retaining.reach(looked.heap, node, ())
    return desk.remembered(("reach", others), [looked], lambda: retaining.reach(looked.heap, node, others))


def held_by(desk: Desk, question: asked.PathQuestion) -> asked.HeldBy:
    looked = desk.look(question.snapshot)
    node, ignore = node_of(looked, question.id), ignored(looked, question.ignore)
    reached = reach(desk, looked, node, ignore)
    return asked.HeldBy(short_path(paths.shortest(looked.heap, node, ignore=ignore, reached=reached)))


def all_paths(desk: Desk, question: asked.PathsQuestion) -> asked.AllPaths:
    looked = desk.look(question.snapshot)
    node, ignore = node_of(looked, question.id), ignored(looked, question.ignore)
    reached = reach(desk, looked, node, ignore)
    found = paths.alternatives(looked.heap, node, ignore=ignore, limit=question.limit, reached=reached)
    return asked.AllPaths(tuple(map(short_path, found.paths)), found.limits)


def dominated(desk: Desk, question: asked.DominatedQuestion) -> asked.Objects:
    looked = desk.look(question.snapshot)
    node = node_of(looked, question.id)
    return listed(dominators.dominated(looked.heap, node, limit=question.limit, offset=question.offset), looked, node)


def chain(desk: Desk, question: asked.DominatorsQuestion) -> asked.Objects:
    looked = desk.look(question.snapshot)
    node = node_of(looked, question.id)
    return listed(dominators.dominators(looked.heap, node), looked, node)
