"""The heap lens: from what is asked of an incident's snapshots to what is known of them.

What many clicks ask for anew, and what takes longer than a few milliseconds, is remembered by the incident and the
names of its snapshots: both are sealed, so it never changes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

import numpy as np

from rounds.heapsnapshot import (
    comparing,
    containment,
    dominators,
    duplicates,
    finding,
    grouping,
    growth,
    instances,
    keeping,
    objects,
    paths,
    retaining,
    statistics,
    summary,
    suspects,
)
from rounds.heapsnapshot.answers import Change, GrowthRow, Path, PathGroups, Thing, Things
from rounds.heapsnapshot.heap import ROOT, Heap
from rounds.kit.errors import Invalid, NotFound
from rounds.tools import heap as asked
from rounds.tools.heap_checks import check
from rounds.tools.remembering import Remembered
from rounds.tools.snapshots import Shelf, Taken, cut

Made = TypeVar("Made")

REMEMBERED = Remembered(most_bytes=256 << 20)
ONE_PROCESS = 0.9  # of the ids that two snapshots share, those that must be of the same type and name
LONGEST = {"name": 300, "class_name": 200, "edge": 200, "at": 300}  # characters; V8 writes up to 1,024
LARGEST_ID = (1 << 32) - 1
ALL = 1 << 31
GROUPED = 60_000  # objects by their paths: 50 ms

OTHER_PODS = (
    "These snapshots are of different pods. An id means the same object only within one process, so what is new and "
    "what was deleted means little here; counts and sizes can be compared."
)
OTHER_PROCESS = (
    "These snapshots do not seem to be of one process: the same ids are other objects in them. What is new and what "
    "was deleted means little here; counts and sizes can be compared."
)


@dataclass(frozen=True, slots=True)
class Looked:
    """A snapshot that was asked for, with its heap."""

    taken: Taken
    heap: Heap


@dataclass(frozen=True, slots=True)
class Desk:
    """An incident's snapshots, looked at for one question."""

    shelf: Shelf

    def look(self, name: str, field: str = "snapshot") -> Looked:
        taken = self.shelf.find(name, field)
        return Looked(taken, self.shelf.heap(taken))

    def remembered(self, what: Hashable, of: Sequence[Looked], make: Callable[[], Made]) -> Made:
        names = tuple(one.taken.name for one in of)
        return REMEMBERED.get((self.shelf.incident, names, what), make)


def answer(shelf: Shelf, question: Any) -> Any:
    """
    Raises:
        Invalid: names the field that is wrong, and what would be right.
        NotFound: there is no such snapshot, pod, class or object.
    """
    check(question)
    return ANSWERS[type(question)](Desk(shelf), question)


# Classes


def classes(desk: Desk, question: asked.SummaryQuestion) -> asked.Summary:
    looked = desk.look(question.snapshot)
    found = summary.summary(
        looked.heap,
        find=question.find,
        keep=kept(desk, looked, question.keep, question.since),
        sort=question.sort,
        descending=question.descending,
        limit=question.limit,
        offset=question.offset,
    )
    return asked.Summary(told(found.rows), found.total, found.count, found.shallow_bytes)


def kept(desk: Desk, looked: Looked, keep: str, since: str) -> np.ndarray | None:
    """Which nodes are looked at; None for all."""
    match keep:
        case "all":
            return None
        case "new":
            return pair(desk, desk.look(since, "since"), looked).new
        case "duplicate strings":
            marked = np.zeros(looked.heap.nodes, bool)
            marked[repeated(desk, looked).node] = True
            return marked
    return desk.remembered(("kept", keep), [looked], lambda: keeping.kept(looked.heap, keep))


def members(desk: Desk, question: asked.ObjectsQuestion) -> asked.Objects:
    looked = desk.look(question.snapshot)
    found = instances.instances(
        looked.heap,
        question.key,
        keep=kept(desk, looked, question.keep, question.since),
        sort=question.sort,
        descending=question.descending,
        limit=question.limit,
        offset=question.offset,
    )
    return listed(found)


# Between snapshots


def comparison(desk: Desk, question: asked.CompareQuestion) -> asked.Comparison:
    base, looked = desk.look(question.base, "base"), desk.look(question.snapshot)
    found = sorted_changes(wanted(changes(desk, base, looked), question), question.sort, question.descending)
    rows = found[question.offset : question.offset + question.limit]
    warning = doubt(desk, base, looked)
    pod = desk.shelf.of_pod(looked.taken.pod)
    return asked.Comparison(
        rows=told(rows),
        trend=tuple(trend(desk, base.taken, looked.taken, pod, rows)),
        names=tuple(one.name for one in pod),
        total=len(found),
        new=sum(row.new for row in found),
        deleted=sum(row.deleted for row in found),
        allocated_bytes=sum(row.allocated_bytes for row in found),
        freed_bytes=sum(row.freed_bytes for row in found),
        same_process=not warning,
        warning=warning,
    )


def pair(desk: Desk, base: Looked, looked: Looked) -> comparing.Pair:
    """What is new and deleted between two: a tenth of a second for large ones, and asked for by several kinds of clicks."""
    return desk.remembered("pair", [base, looked], lambda: comparing.paired(base.heap, looked.heap))


def changes(desk: Desk, base: Looked, looked: Looked) -> tuple[Change, ...]:
    def made() -> tuple[Change, ...]:
        return comparing.changes(base.heap, looked.heap, pair=pair(desk, base, looked))

    return desk.remembered("changes", [base, looked], made)


def wanted(rows: Sequence[Change], question: asked.CompareQuestion) -> list[Change]:
    columns = {"count": [row.count_after for row in rows], "retained": [row.retained_after for row in rows]}
    return [row for row in searched(rows, question.find, columns) if question.all_classes or differs(row)]


def searched(rows: Sequence[Made], find: str, columns: dict[str, list[int]]) -> list[Made]:
    """The rows of classes that are found by their names and by conditions on these columns.

    Raises:
        Invalid: an expression cannot be read, or there is no such column.
    """
    typed = finding.wanted(find)
    if others := sorted({one.column for one in typed.conditions} - columns.keys()):
        there = " and ".join(columns)
        raise Invalid(f"Here classes can be searched by name, {there}, and not by {others[0]}.", field="find")
    if not rows:
        return []
    found = finding.fitting({name: np.array(values) for name, values in columns.items()}, typed.conditions)
    if typed.name:
        found &= finding.named([cast("Any", row).name for row in rows], typed.name)
    return [rows[place] for place in np.flatnonzero(found).tolist()]


def differs(row: Change) -> bool:
    """A class of which nothing came or went may still hold more than before: that is what a leak's owner looks like."""
    return bool(row.new or row.deleted or row.delta or row.delta_bytes or row.retained_delta)


def sorted_changes(rows: Iterable[Change], sort: str, descending: bool) -> list[Change]:
    """Rows that are equal in it by name, from a to z both ways."""
    named = sorted(rows, key=lambda row: (row.name, row.at, row.key))
    return sorted(named, key=lambda row: getattr(row, COLUMNS.get(sort, sort)), reverse=descending)


COLUMNS = {"allocated": "allocated_bytes", "freed": "freed_bytes", "retained": "retained_after"}


def doubt(desk: Desk, base: Looked, looked: Looked) -> str:
    """Why these two may not be of one process; empty when they are."""
    if base.taken.pod != looked.taken.pod:
        return OTHER_PODS
    alike = desk.remembered("alike", [base, looked], lambda: comparing.alike(base.heap, looked.heap))
    return OTHER_PROCESS if alike < ONE_PROCESS else ""


def trend(
    desk: Desk, base: Taken, taken: Taken, pod: Sequence[Taken], rows: Iterable[Change]
) -> Iterable[tuple[int, ...]]:
    """Each row's count in every snapshot of the pod; in the two that are compared, as the comparison counts it."""
    grown = {row.key: row.counts for row in growth_of(desk, pod)}
    none = (0,) * len(pod)
    for row in rows:
        compared = {base.name: row.count_before, taken.name: row.count_after}
        counts = grown.get(row.key, none)
        yield tuple(compared.get(one.name, many) for one, many in zip(pod, counts, strict=True))


def growth_of(desk: Desk, pod: Sequence[Taken]) -> tuple[GrowthRow, ...]:
    """All classes of a pod's snapshots."""
    looked = [Looked(one, desk.shelf.heap(one)) for one in pod]
    heaps = [one.heap for one in looked]
    return desk.remembered("growth", looked, lambda: growth.growth(heaps, limit=ALL, offset=0).rows)


def grown(desk: Desk, question: asked.GrowthQuestion) -> asked.Growth:
    pod = desk.shelf.of_pod(question.pod)
    if not pod:
        known = ", ".join(dict.fromkeys(one.pod for one in desk.shelf.taken))
        raise NotFound(f"There is no snapshot of a pod {cut(question.pod)}. There are of: {known or 'none'}.")
    rows = growth_of(desk, pod)
    columns = {"count": [row.counts[-1] for row in rows], "retained": [row.retained_bytes[-1] for row in rows]}
    ordered = sorted_growth(searched(rows, question.find, columns), question)
    shown = ordered[question.offset : question.offset + question.limit]
    return asked.Growth(told(shown), tuple(one.name for one in pod), len(ordered))


def sorted_growth(rows: Iterable[GrowthRow], question: asked.GrowthQuestion) -> list[GrowthRow]:
    named = sorted(rows, key=lambda row: (row.name, row.at, row.key))
    return sorted(named, key=GROWN[question.sort], reverse=question.descending)


GROWN: dict[str, Callable[[GrowthRow], Any]] = {
    "name": lambda row: row.name,
    "count": lambda row: row.counts[-1] - row.counts[0],
    "shallow": lambda row: row.shallow_bytes[-1] - row.shallow_bytes[0],
    "retained": lambda row: row.retained_bytes[-1] - row.retained_bytes[0],
}


def changed(desk: Desk, question: asked.ChangedQuestion) -> asked.Objects:
    base, looked = desk.look(question.base, "base"), desk.look(question.snapshot)
    if all(row.key != question.key for row in changes(desk, base, looked)):
        raise NotFound("There is no such class in these snapshots.")
    of = pair(desk, base, looked)
    nodes = comparing.changed(base.heap, looked.heap, question.key, question.which, pair=of)
    found = instances.listed(
        looked.heap if question.which == "new" else base.heap,
        nodes,
        sort=question.sort,
        descending=question.descending,
        limit=question.limit,
        offset=question.offset,
    )
    return listed(found)


# Objects


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


def groups(desk: Desk, question: asked.GroupsQuestion) -> asked.Groups:
    looked = desk.look(question.snapshot)
    base = desk.look(question.since, "since") if question.since else None

    def made() -> PathGroups:
        keep = kept(desk, looked, "new" if base else "all", question.since)
        return grouped(looked.heap, question.key, keep, question.limit)

    of = [looked, base] if base else [looked]
    found = desk.remembered(("groups", question.key, question.limit), of, made)
    return asked.Groups(found.groups, found.total, found.limits)


def grouped(heap: Heap, key: str, keep: np.ndarray | None, limit: int) -> PathGroups:
    """Of a class of more objects than can be looked at in the time of a click, those that retain most."""
    nodes = instances.members(heap, key, keep)
    if len(nodes) <= GROUPED:
        return grouping.groups(heap, key, keep=keep, limit=limit)
    most = np.zeros(heap.nodes, bool)
    most[nodes[:GROUPED]] = True
    found = grouping.groups(heap, key, keep=most, limit=limit)
    said = f"Of {len(nodes):,} objects, the {GROUPED:,} that retain most were looked at."
    return replace(found, limits=(said, *found.limits))


def dominated(desk: Desk, question: asked.DominatedQuestion) -> asked.Objects:
    looked = desk.look(question.snapshot)
    node = node_of(looked, question.id)
    return listed(dominators.dominated(looked.heap, node, limit=question.limit, offset=question.offset), looked, node)


def chain(desk: Desk, question: asked.DominatorsQuestion) -> asked.Objects:
    looked = desk.look(question.snapshot)
    node = node_of(looked, question.id)
    return listed(dominators.dominators(looked.heap, node), looked, node)


# The whole heap


def shares(desk: Desk, question: asked.StatisticsQuestion) -> asked.HeapStatistics:
    looked = desk.look(question.snapshot)
    found = desk.remembered("statistics", [looked], lambda: statistics.statistics(looked.heap))
    return asked.HeapStatistics(found.total_bytes, found.native_bytes, found.v8_bytes, found.shares)


def doubles(desk: Desk, question: asked.DuplicatesQuestion) -> asked.DuplicateStrings:
    looked = desk.look(question.snapshot)
    found = duplicates.duplicates(
        looked.heap,
        find=question.find,
        limit=question.limit,
        offset=question.offset,
        among=repeated(desk, looked),
    )
    return asked.DuplicateStrings(found.duplicates, found.total, found.wasted_bytes)


def repeated(desk: Desk, looked: Looked) -> duplicates.Repeated:
    return desk.remembered("repeated", [looked], lambda: duplicates.repeated(looked.heap))


def leaks(desk: Desk, question: asked.SuspectsQuestion) -> asked.LeakSuspects:
    looked = desk.look(question.snapshot)
    base = desk.look(question.base, "base") if question.base else None
    found = desk.remembered(
        "suspects",
        [looked, base] if base else [looked],
        lambda: suspects.suspects(looked.heap, base.heap if base else None),
    )
    return asked.LeakSuspects(found.suspects)


ANSWERS: dict[type[Any], Callable[[Desk, Any], Any]] = {
    asked.ChangedQuestion: changed,
    asked.CompareQuestion: comparison,
    asked.DominatedQuestion: dominated,
    asked.DominatorsQuestion: chain,
    asked.DuplicatesQuestion: doubles,
    asked.FieldsQuestion: fields,
    asked.GroupsQuestion: groups,
    asked.GrowthQuestion: grown,
    asked.ObjectQuestion: details,
    asked.ObjectsQuestion: members,
    asked.PathQuestion: held_by,
    asked.PathsQuestion: all_paths,
    asked.RetainersQuestion: retainers,
    asked.StatisticsQuestion: shares,
    asked.SummaryQuestion: classes,
    asked.SuspectsQuestion: leaks,
}


# Sizes of what goes out


def listed(found: Things, looked: Looked | None = None, node: int = ROOT) -> asked.Objects:
    """The part of the list, and the object it is of, if it is of one."""
    of = within(objects.thing(looked.heap, node)) if looked else None
    return asked.Objects(tuple(map(within, found.things)), found.total, of)


def within(thing: Thing) -> Thing:
    if all(len(getattr(thing, field)) <= most for field, most in LONGEST.items()):
        return thing
    texts = {field: short(getattr(thing, field), field) for field in LONGEST}
    return replace(thing, **cast("dict[str, Any]", texts))


def short_path(path: Path) -> Path:
    return Path(tuple(map(within, path.steps)))


def told(rows: Iterable[Made]) -> tuple[Made, ...]:
    """Rows of classes with names that fit."""
    return tuple(renamed(row) for row in rows)


def renamed(row: Any) -> Any:
    return replace(row, name=short(row.name, "name")) if len(row.name) > LONGEST["name"] else row


def short(text: str, field: str) -> str:
    most = LONGEST[field]
    return text if len(text) <= most else text[: most - 1] + "…"
