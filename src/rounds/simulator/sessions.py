"""Sessions: statements as a database sees them, who is active at each second and what each adds up to."""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heappop, heappush

import numpy as np

from .arrays import Floats, Ints
from .durations import SECOND
from .meters import Meters
from .world import Database, Statement

STATES = ("active", "idle in transaction")
ACTIVE, IDLE = range(2)
Seen = tuple[Ints, Ints, Ints, Ints, Ints, Ints, Ints]
"""Start, end, pod, session, transaction's start, statement and state of what is there on a whole second."""


@dataclass(slots=True)
class Tally:
    """What one statement adds up to between two scrapes. Times are whole nanoseconds."""

    calls: Floats
    time: Floats
    most: Ints
    least: Ints


@dataclass(slots=True)
class Sessions:
    """Queries as pg_stat_activity and pg_stat_statements see them."""

    meters: Meters
    statements: dict[str, Statement] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    tallies: dict[str, Tally] = field(default_factory=dict)
    commits: dict[str, Floats] = field(default_factory=dict)
    pieces: list[Ints] = field(default_factory=list)

    def take(self, step: Statement, start: Ints, end: Ints, pod: Ints, session: Ints, begun: Ints) -> None:
        number, tally = self.number(step), self.tally(step)
        when, first, width = self.meters.when(end)
        here = slice(first, first + width)
        tally.calls[here] += np.bincount(when, None, width)
        tally.time[here] += np.bincount(when, end - start, width)
        np.maximum.at(tally.most, when + first, end - start)
        np.minimum.at(tally.least, when + first, end - start)
        if step.database.system == "postgresql":
            self.see(ACTIVE, number, start, end, pod, session, begun)

    def idle(self, after: Statement, start: Ints, end: Ints, pod: Ints, session: Ints, begun: Ints) -> None:
        """A connection is held, and after this statement nothing is asked of it for a while."""
        self.see(IDLE, self.number(after), start, end, pod, session, begun)

    def commit(self, database: Database, moments: Ints) -> None:
        when, first, width = self.meters.when(moments)
        known = self.commits.setdefault(database.name, np.zeros(self.meters.scrapes + 2))
        known[first : first + width] += np.bincount(when, None, width)

    def number(self, step: Statement) -> int:
        self.statements.setdefault(step.name, step)
        return self.numbers.setdefault(step.name, len(self.numbers))

    def tally(self, step: Statement) -> Tally:
        if step.name not in self.tallies:
            size = self.meters.scrapes + 2
            most, least = np.zeros(size, np.int64), np.full(size, 1 << 62)
            self.tallies[step.name] = Tally(np.zeros(size), np.zeros(size), most, least)
        return self.tallies[step.name]

    def see(self, state: int, number: int, start: Ints, end: Ints, pod: Ints, session: Ints, begun: Ints) -> None:
        """Keep what is there on a whole second, which is when somebody looks."""
        seen = np.flatnonzero(-(-start // SECOND) * SECOND < end)
        if len(seen):
            same = np.full(len(seen), number), np.full(len(seen), state)
            self.pieces.append(np.stack((start[seen], end[seen], pod[seen], session[seen], begun[seen], *same)))

    def seen(self) -> Seen:
        if not self.pieces:
            return (np.empty(0, np.int64),) * 7
        start, end, pod, session, begun, number, state = np.concatenate(self.pieces, axis=1)
        return start, end, pod, session, begun, number, state


def backends(start: Ints, end: Ints, pod: Ints, session: Ints) -> Ints:
    """Which connection of its pod each session is on: the lowest that was free when it began."""
    if not len(start):
        return start
    _, which = np.unique(np.stack((pod, session)), axis=1, return_inverse=True)
    count = int(which.max()) + 1
    begins, ends, owner = np.full(count, end.max()), np.zeros(count, np.int64), np.zeros(count, np.int64)
    np.minimum.at(begins, which, start)
    np.maximum.at(ends, which, end)
    owner[which] = pod
    order = np.lexsort((begins, owner))
    chosen = np.empty(count, np.int64)
    chosen[order] = lowest_free(begins[order].tolist(), ends[order].tolist(), owner[order].tolist())
    return chosen[which]


def lowest_free(starts: list[int], ends: list[int], pods: list[int]) -> list[int]:
    """Sessions come pod by pod and in order of time."""
    chosen: list[int] = []
    busy: list[tuple[int, int]] = []
    free: list[int] = []
    pod, fresh = -1, 0
    for start, end, owner in zip(starts, ends, pods, strict=True):
        if owner != pod:
            pod, busy, free, fresh = owner, [], [], 0
        while busy and busy[0][0] <= start:
            heappush(free, heappop(busy)[1])
        if not free:
            free, fresh = [fresh], fresh + 1
        slot = heappop(free)
        heappush(busy, (end, slot))
        chosen.append(slot)
    return chosen
