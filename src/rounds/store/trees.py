"""The shape of every trace at once: depth, pre-order, self time and critical path of each span, in NumPy.

Spans whose parent is absent are roots; spans on a loop of parents are cut loose and become roots too, so the
result is always a forest. Nothing here walks a span at a time: work goes by level of depth.

**Critical path**, as Jaeger computes it: from a root's end back to its start, each span gives way to the child that
finished last before the moment reached, until that child's start; what remains is its own. Children are first cut
to their parent's span, and one outside of it does not count. (Jaeger leaves out a child that ends in the very
moment the next one starts; here the two follow each other.)
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

Array = Any  # numpy.ndarray of one value a span


@dataclass(frozen=True, slots=True)
class Forest:
    """One value a span, in the order the spans were given."""

    parent: Array  # the parent's row, -1 for a root
    orphan: Array  # it names a parent that is missing, or stands in a loop
    depth: Array  # 0 for a root
    position: Array  # in pre-order inside its trace, siblings by start
    descendants: Array
    self_time: Array  # nanoseconds not covered by its children
    critical: Array  # nanoseconds on the critical path


def grow(trace: Array, span: Array, parent: Array, child: Array, start: Array, duration: Array) -> Forest:
    """The forest of spans.

    Args:
        trace: number of the trace; span, parent: uint64 ids, `parent` read only where `child` is true;
            start, duration: nanoseconds, int64.
    """
    up = uncycled(linked(trace, span, parent, child))
    depth = depths(up)
    levels = by_level(depth)
    size = sizes(up, levels)
    kids = Kids.of(up, start)
    return Forest(
        parent=up,
        orphan=child & (up < 0),
        depth=depth,
        position=positions(trace, start, up, size, kids, levels),
        descendants=size - 1,
        self_time=duration - covered(kids, start, duration),
        critical=critical(up, kids, start, start + duration, levels),
    )


def linked(trace: Array, span: Array, parent: Array, child: Array) -> Array:
    """The row of each span's parent in the same trace, -1 without one."""
    if not len(span):
        return np.empty(0, "i8")
    ids, codes = np.unique(np.concatenate([span, parent]), return_inverse=True)
    own = trace.astype("i8") * len(ids) + codes[: len(span)]
    wanted = trace.astype("i8") * len(ids) + codes[len(span) :]
    order = np.argsort(own, kind="stable")
    row = order[np.minimum(np.searchsorted(own[order], wanted), len(own) - 1)]
    return np.where(child & (own[row] == wanted), row, -1)


def uncycled(up: Array) -> Array:
    """Parents without those links that never lead to a root: by pointer jumping, log2(deepest chain) rounds."""
    far = up.copy()
    for _ in range(2 + len(up).bit_length()):
        live = np.flatnonzero(far >= 0)
        if not len(live):
            return up
        far[live] = far[far[live]]
    looped = on_loop(up, np.flatnonzero(far >= 0))
    return np.where(looped, -1, up)


def on_loop(up: Array, rows: Array) -> Array:
    """Which spans are on a loop themselves, not only below one: each is its own ancestor."""
    looped = np.zeros(len(up), bool)
    at = rows
    for _ in range(len(rows)):  # after as many steps as there are rows, everyone is on the loop
        following = np.unique(up[at])
        if len(following) == len(at):
            break
        at = following
    looped[at] = True
    return looped


def depths(up: Array) -> Array:
    depth, far = (up >= 0).astype("i8"), up.copy()
    while len(live := np.flatnonzero(far >= 0)):
        depth[live] += depth[far[live]]
        far[live] = far[far[live]]
    return depth


def by_level(depth: Array) -> list[Array]:
    """The rows of each depth, from 0."""
    order = np.argsort(depth, kind="stable")
    edges = np.searchsorted(depth[order], np.arange(depth.max(initial=-1) + 2))
    return [order[a:b] for a, b in pairwise(edges)]


def sizes(up: Array, levels: list[Array]) -> Array:
    size = np.ones(len(up), "i8")
    for rows in reversed(levels[1:]):
        np.add.at(size, up[rows], size[rows])
    return size


@dataclass(frozen=True, slots=True)
class Kids:
    """All spans with a parent, together by parent and in order of start."""

    rows: Array
    parents: Array
    first: Array  # where each family begins
    counts: Array  # children in each family

    @classmethod
    def of(cls, up: Array, start: Array) -> Kids:
        rows = np.flatnonzero(up >= 0)
        rows = rows[np.lexsort((start[rows], up[rows]))]
        parents = up[rows]
        first = np.flatnonzero(np.r_[True, parents[1:] != parents[:-1]]) if len(rows) else np.empty(0, "i8")
        return cls(rows, parents, first, np.diff(np.r_[first, len(rows)]))

    def running(self, values: Array) -> Array:
        """Sum of the values before each child inside its family."""
        before = np.cumsum(values) - values
        return before - np.repeat(before[self.first], self.counts)


def positions(trace: Array, start: Array, up: Array, size: Array, kids: Kids, levels: list[Array]) -> Array:
    offset = np.zeros(len(up), "i8")
    offset[kids.rows] = kids.running(size[kids.rows]) + 1
    position = np.zeros(len(up), "i8")
    roots = np.flatnonzero(up < 0)
    roots = roots[np.lexsort((start[roots], trace[roots]))]
    before = np.cumsum(size[roots]) - size[roots]
    fresh = np.r_[True, trace[roots][1:] != trace[roots][:-1]][: len(roots)]
    position[roots] = before - np.maximum.accumulate(np.where(fresh, before, 0)) if len(roots) else before
    for rows in levels[1:]:
        position[rows] = position[up[rows]] + offset[rows]
    return position


def covered(kids: Kids, start: Array, duration: Array) -> Array:
    """How much of each span its children cover, overlaps counted once: one sweep over all families, laid end to end."""
    out = np.zeros(len(start), "i8")
    if not len(kids.rows):
        return out
    room = duration[kids.parents]
    since = start[kids.rows] - start[kids.parents]
    low = np.clip(since, 0, room)
    high = np.clip(since + duration[kids.rows], low, room)
    rooms = room[kids.first]
    base = np.repeat(np.cumsum(rooms) - rooms, kids.counts)
    reach = np.maximum.accumulate(np.r_[0, (base + high)[:-1]])
    np.add.at(out, kids.parents, np.maximum(base + high - np.maximum(base + low, reach), 0))
    return out


def critical(up: Array, kids: Kids, start: Array, end: Array, levels: list[Array]) -> Array:
    low, high = start.copy(), end.copy()
    for rows in levels[1:]:  # each within its parent, as that one was cut
        low[rows] = np.clip(start[rows], low[up[rows]], high[up[rows]])
        high[rows] = np.clip(end[rows], low[rows], high[up[rows]])
    chosen = last_finishing(kids, low, high)
    chosen[levels[0] if levels else []] = True
    for rows in levels[1:]:
        chosen[rows] &= chosen[up[rows]]
    own = np.where(chosen, high - low, 0)
    rows = np.flatnonzero(chosen & (up >= 0))
    np.subtract.at(own, up[rows], (high - low)[rows])
    return own


def last_finishing(kids: Kids, low: Array, high: Array) -> Array:
    """Which children their parent gives way to, when it is walked back from its end to its start."""
    chosen = np.zeros(len(low), bool)
    if not len(kids.rows):
        return chosen
    family = np.repeat(np.arange(len(kids.first)), kids.counts)
    order = np.lexsort((-low[kids.rows], -high[kids.rows], family))  # the last to finish first
    rows = kids.rows[order]
    room = (high - low)[kids.parents] + 1
    base = np.repeat(np.cumsum(room[kids.first]) - room[kids.first], kids.counts)
    from_end = base + high[kids.parents]  # families laid end to end, so that one search serves all
    # The next one in the walk is the first of the family that ends no later than this one starts.
    following = np.searchsorted(from_end - high[rows], from_end - low[rows])
    following = np.maximum(following, np.arange(len(rows)) + 1)
    last = np.repeat(kids.first + kids.counts, kids.counts)
    at = kids.first
    while len(at):
        chosen[rows[at]] = True
        at = following[at][following[at] < last[at]]
    return chosen
