"""Two traces laid over each other: spans of the same path from the root are one group, in NumPy.

A path is the services and operations from a root down to a span. All spans of a trace with the same path are summed:
20 steps that each parse once are one group of 20 spans. Work goes by level of depth, never a span at a time.

Four lengths of time of a group, because spans may run at the same time:

* `total` sums how long its spans took, each for itself.
* `self_time` sums what no child of theirs covered: over all groups it counts no work of a parent twice.
* `critical` sums what of them the whole trace waited for. It is the path that the page of one trace draws: walked
  from the end backwards, the last child to end takes over, and a child that outlives its parent (a job that was
  queued) belongs to the path all the same.
* `extent` is how long at least one of its spans, or something below it, was under way.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from rounds.store.trees import Kids, by_level

Array = Any  # numpy.ndarray
LEFT, RIGHT = 0, 1


@dataclass(frozen=True, slots=True)
class Spans:
    """The spans of both traces, one value a span, first those of the left one, each in pre-order."""

    side: Array  # 0 for the left trace, 1 for the right one
    parent: Array  # row of the parent, -1 for a root
    depth: Array
    operation: Array  # a number for service and name
    begin: Array  # nanoseconds after the start of its own trace
    end: Array
    self_time: Array
    failed: Array

    @property
    def count(self) -> int:
        return len(self.side)


@dataclass(frozen=True, slots=True)
class Groups:
    """One value a group; `spans` and all below have a row for each of the two traces."""

    parent: Array  # group of the parent, -1 for a root
    operation: Array
    depth: Array
    spans: Array
    errors: Array
    total: Array
    self_time: Array
    critical: Array
    extent: Array
    longest: Array
    first: Array  # when its first span began, nanoseconds after the trace's start; -1 without spans
    of_span: Array  # the group of each span


def grouped(spans: Spans) -> Groups:
    levels = by_level(spans.depth)
    reach = reaches(spans, levels)
    of_span, parent, operation = paths(spans, levels)
    many = len(parent)
    place = of_span + spans.side * many
    length = spans.end - spans.begin

    def summed(values: Array) -> Array:
        # Sums below 2^53 ns, 104 days, are exact in floats.
        return np.bincount(place, values, 2 * many).astype("i8").reshape(2, many)

    longest = np.zeros(2 * many, "i8")
    np.maximum.at(longest, place, length)
    first = np.full(2 * many, np.iinfo("i8").max)
    np.minimum.at(first, place, spans.begin)
    depth = np.zeros(many, "i8")
    depth[of_span] = spans.depth
    return Groups(
        parent=parent,
        operation=operation,
        depth=depth,
        spans=summed(np.ones(spans.count)),
        errors=summed(spans.failed),
        total=summed(length),
        self_time=summed(spans.self_time),
        critical=summed(critical(spans, reach, levels)),
        extent=extents(place, spans.begin, reach, 2 * many).reshape(2, many),
        longest=longest.reshape(2, many),
        first=np.where(first == np.iinfo("i8").max, -1, first).reshape(2, many),
        of_span=of_span,
    )


def parents(depth: Array) -> Array:
    """The row of each span's parent, -1 for a root: in pre-order, the last one before it that is one level up."""
    up = np.full(len(depth), -1)
    levels = by_level(depth)
    for above, rows in pairwise(levels):
        up[rows] = above[np.searchsorted(above, rows) - 1]
    return up


def paths(spans: Spans, levels: list[Array]) -> tuple[Array, Array, Array]:
    """The group of each span; of each group its parent and operation. A parent has a smaller number."""
    many = int(spans.operation.max(initial=0)) + 1
    of_span = np.zeros(spans.count, "i8")
    parents, operations, found = [], [], 0
    for rows in levels:
        up = spans.parent[rows]
        keys = np.where(up < 0, -1, of_span[up]) * many + spans.operation[rows] + many
        known, which = np.unique(keys, return_inverse=True)
        of_span[rows] = found + which
        parents.append(known // many - 1)
        operations.append(known % many)
        found += len(known)
    if not found:
        return of_span, np.empty(0, "i8"), np.empty(0, "i8")
    return of_span, np.concatenate(parents), np.concatenate(operations)


def reaches(spans: Spans, levels: list[Array]) -> Array:
    """Where each span or the last of its descendants ends."""
    reach = spans.end.copy()
    for rows in reversed(levels[1:]):
        np.maximum.at(reach, spans.parent[rows], reach[rows])
    return reach


def critical(spans: Spans, reach: Array, levels: list[Array]) -> Array:
    """Nanoseconds of each span on the critical path of its trace. Roots are children of the whole trace."""
    up = np.r_[np.where(spans.parent < 0, spans.count + spans.side, spans.parent), -1, -1]
    begin, until = np.r_[spans.begin, 0, 0], np.r_[reach, 0, 0]
    kids = Kids.of(up, begin)
    chosen = last_to_end(kids, begin, until)
    for rows in levels[1:]:
        chosen[rows] &= chosen[spans.parent[rows]]
    own = np.where(chosen[: spans.count], spans.end - spans.begin, 0)
    rows = np.flatnonzero(chosen[: spans.count] & (spans.parent >= 0))
    parent = spans.parent[rows]
    shared = np.minimum(reach[rows], spans.end[parent]) - np.maximum(spans.begin[rows], spans.begin[parent])
    np.subtract.at(own, parent, np.maximum(shared, 0))
    return own


def last_to_end(kids: Kids, begin: Array, until: Array) -> Array:
    """Which children their parent waits for, walked from its end back to its start."""
    chosen = np.zeros(len(begin), bool)
    if not len(kids.rows):
        return chosen
    family = np.repeat(np.arange(len(kids.first)), kids.counts)
    order = np.lexsort((-begin[kids.rows], -until[kids.rows], family))  # the last to end first
    rows = kids.rows[order]
    # Families laid end to end by ranks of time, so that one search serves all of them.
    times = distinct(np.concatenate([until[rows], begin[rows]]))
    ended, began = np.searchsorted(times, until[rows]), np.searchsorted(times, begin[rows])
    base = family * len(times) + len(times)
    following = np.searchsorted(base - ended, base - began)
    following = np.maximum(following, np.arange(len(rows)) + 1)
    last = np.repeat(kids.first + kids.counts, kids.counts)
    at = kids.first
    while len(at):
        chosen[rows[at]] = True
        at = following[at][following[at] < last[at]]
    return chosen


def distinct(numbers: Array) -> Array:
    """Each number once, in order. (np.unique of 100,000 moments takes half a second: it looks for them by hash.)"""
    ordered = np.sort(numbers)
    return ordered[np.r_[True, ordered[1:] != ordered[:-1]]] if len(ordered) else ordered


def extents(place: Array, begin: Array, reach: Array, many: int) -> Array:
    """How long something of each place was under way: overlaps counted once."""
    if not len(place):
        return np.zeros(many, "i8")
    order = np.lexsort((begin, place))
    where, since, until = place[order], begin[order], reach[order]
    times = distinct(until)
    rank = where * len(times) + np.searchsorted(times, until)
    latest = times[np.maximum.accumulate(rank) - where * len(times)]
    fresh = np.r_[True, where[1:] != where[:-1]]
    before = np.where(fresh, since, np.r_[0, latest[:-1]])
    return np.bincount(where, np.maximum(until - np.maximum(since, before), 0), many).astype("i8")
