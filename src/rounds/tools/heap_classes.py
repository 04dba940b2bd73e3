"""The classes of a heap and its whole: what there is, what grew between two snapshots, how it is held, what is double."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar, cast

import numpy as np

from rounds.heapsnapshot import (
    comparing,
    duplicates,
    finding,
    grouping,
    growth,
    instances,
    keeping,
    statistics,
    summary,
    suspects,
    trails,
)
from rounds.heapsnapshot.answers import Change, GrowthRow, PathGroups
from rounds.kit.errors import Invalid, NotFound
from rounds.tools import heap as asked
from rounds.tools.heap_desk import Desk, Looked, listed, told
from rounds.tools.snapshots import Taken, cut

Made = TypeVar("Made")

ALL = 1 << 31
OTHER_PODS = (
    "These snapshots are of different pods. An id means the same object only within one process, so what is new and "
    "what was deleted means little here; counts and sizes can be compared."
)
OTHER_PROCESS = (
    "These snapshots do not seem to be of one process: the same ids are other objects in them. What is new and what "
    "was deleted means little here; counts and sizes can be compared."
)


def classes(desk: Desk, question: asked.SummaryQuestion) -> asked.Summary:
    looked = desk.look(question.snapshot)
    found = summary.summary(
        looked.heap,
        find=question.find,
        sums=sums(desk, looked, question.keep, question.since),
        sort=question.sort,
        descending=question.descending,
        limit=question.limit,
        offset=question.offset,
    )
    return asked.Summary(told(found.rows), found.total, found.count, found.shallow_bytes)


def sums(desk: Desk, looked: Looked, keep: str, since: str) -> summary.Sums:
    """What each class has of the part: 40 ms, and the same however it is sorted and searched."""
    if keep == "all":
        return summary.sums_of(looked.heap, None)
    of = [looked, desk.look(since, "since")] if keep == "new" else [looked]
    return desk.remembered(("sums", keep), of, lambda: summary.sums_of(looked.heap, kept(desk, looked, keep, since)))


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
        shallow_delta=sum(row.shallow_delta for row in found),
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
    columns = {
        "count": [row.count_after for row in rows],
        "shallow": [row.shallow_after for row in rows],
        "retained": [row.retained_after for row in rows],
    }
    return [row for row in searched(rows, question.find, columns) if question.all_classes or differs(row)]


def searched(rows: Sequence[Made], find: str, columns: dict[str, list[int]]) -> list[Made]:
    """The rows of classes that are found by their names and by conditions on these columns.

    Raises:
        Invalid: an expression cannot be read, or there is no such column.
    """
    typed = finding.wanted(find)
    if others := sorted({one.column for one in typed.conditions} - columns.keys()):
        raise Invalid(f"Here classes can be searched by name, {', '.join(columns)}; not by {others[0]}.", field="find")
    if not rows:
        return []
    found = finding.fitting({name: np.array(values) for name, values in columns.items()}, typed.conditions)
    if typed.name:
        found &= finding.named([cast("Any", row).name for row in rows], typed.name)
    return [rows[place] for place in np.flatnonzero(found).tolist()]


def differs(row: Change) -> bool:
    """A class of which nothing came or went may still hold more than before: that is what a leak's owner looks like."""
    return bool(row.new or row.deleted or row.delta or row.delta_bytes or row.shallow_delta or row.retained_delta)


def sorted_changes(rows: Iterable[Change], sort: str, descending: bool) -> list[Change]:
    """Rows that are equal in it by name, from a to z both ways."""
    named = sorted(rows, key=lambda row: (row.name, row.at, row.key))
    return sorted(named, key=lambda row: getattr(row, COLUMNS.get(sort, sort)), reverse=descending)


COLUMNS = {
    "allocated": "allocated_bytes",
    "freed": "freed_bytes",
    "shallow": "shallow_after",
    "retained": "retained_after",
}


def doubt(desk: Desk, base: Looked, looked: Looked) -> str:
    """Why these two may not be of one process; empty when they are."""
    if base.taken.pod != looked.taken.pod:
        return OTHER_PODS
    alike = desk.remembered("alike", [base, looked], lambda: comparing.alike(base.heap, looked.heap))
    return OTHER_PROCESS if alike < comparing.ONE_PROCESS else ""


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
    columns = {
        "count": [row.counts[-1] for row in rows],
        "shallow": [row.shallow_bytes[-1] for row in rows],
        "retained": [row.retained_bytes[-1] for row in rows],
    }
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


# How they are held


def groups(desk: Desk, question: asked.GroupsQuestion) -> asked.Groups:
    looked = desk.look(question.snapshot)
    base = desk.look(question.since, "since") if question.since else None

    def made() -> PathGroups:
        keep = kept(desk, looked, "new" if base else "all", question.since)
        way = desk.remembered("trails", [looked], lambda: trails.trails(looked.heap))
        return grouping.groups(looked.heap, question.key, keep=keep, limit=question.limit, made=way)

    of = [looked, base] if base else [looked]
    found = desk.remembered(("groups", question.key, question.limit), of, made)
    return asked.Groups(found.groups, found.total, found.limits, found.ways)


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
    return asked.DuplicateStrings(found.duplicates, found.total, found.wasted_bytes, found.cut_bytes)


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
