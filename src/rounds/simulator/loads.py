"""Loads: how busy every pod and database is, second by second, and what that does to those on it.

Work is booked where it would fall if nobody were in the way. What a second cannot do is left over for
the next. From the busy share and the leftovers follow the mean wait for a turn on a pod (one event loop:
wait, then run; Pollaczek-Khinchine) and the stretch of a statement (one storage, shared by all who ask:
run at once, but slower; processor sharing). Against an exact queue the mean wait is right within 15 % up
to 90 % busy.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from .arrays import Floats, Ints
from .chance import ONE
from .durations import SECOND

FULL = 0.96  # the formulas have their pole at one; beyond this the leftovers speak
LATELY = 15  # ticks over which the formulas look: a single one is too noisy for laws of the long run
SOME = 16  # one in so many bookings is enough to know how large they are
AT_ONCE = 200  # pieces of work that can wait on one server; more do not come, since their callers wait for these


@dataclass(slots=True)
class Loads:
    cores: Floats  # of each server; a database's storage counts as one
    slowest: Floats  # of each server: the greatest stretch
    ticks: int
    tick: int = SECOND
    weight: int = 1  # how many real requests each booking stands for
    known: int = 1  # ticks worked out so far
    work: Floats = field(init=False)
    sizes: Floats = field(init=False)  # of each server: pieces, their sum and the sum of their squares
    busy: Floats = field(init=False)
    delay: Ints = field(init=False)
    stretch: Ints = field(init=False)
    left: Floats = field(init=False)

    def __post_init__(self) -> None:
        shape = (self.ticks, len(self.cores))
        self.work, self.busy = np.zeros(shape), np.zeros(shape)
        self.sizes = np.zeros((len(self.cores), 3))
        self.delay, self.stretch = np.zeros(shape, dtype=np.int64), np.full(shape, ONE)
        self.left = np.zeros(len(self.cores))

    def when(self, moment: Ints) -> Ints:
        """The tick to look up; for one that is not worked out yet, the last that is."""
        return np.minimum(moment // self.tick, self.known - 1)

    def book(self, first: int, count: int, server: Ints | int, moment: Ints, work: Ints) -> None:
        """Pieces of work, each for one of the `count` servers from `first` on."""
        if not len(work):
            return
        tick = np.minimum(moment // self.tick, self.ticks - 1)
        low, high = int(tick.min()), int(tick.max()) + 1
        cell = (tick - low) * count + (server - first)
        added = np.bincount(cell, work, (high - low) * count).reshape(-1, count)
        self.work[low:high, first : first + count] += added
        # In microseconds, so that sums of squares stay whole numbers that a float can hold.
        some = work[::SOME] // 1000
        self.sizes[first : first + count] += (len(some), some.sum(), (some * some).sum())

    def forget(self) -> None:
        """How large the pieces were is asked of one chapter at a time."""
        self.sizes[:] = (1, 1, 0)

    def settle(self, start: int, end: int) -> None:
        """Work out the ticks between two moments from what has been booked for them by now."""
        first, last = start // self.tick, -(-end // self.tick)
        pieces, total, squares = self.sizes.T
        piece, rest = 1000 * total / pieces, 1000 * squares / (2 * total)  # E[S] and E[S^2] / 2 E[S]
        work = self.work[first:last] * self.weight / self.tick / self.cores
        left = self.leftovers(work, AT_ONCE * piece / self.tick / self.cores)
        before = np.vstack((self.left, left[:-1]))
        self.busy[first:last] = np.minimum(work + before - left, 1.0)
        self.left, self.known = left[-1], last
        busy = np.minimum(self.lately(first, last), FULL)
        self.delay[first:last] = np.maximum(rest * busy / (1 - busy), left * self.tick)
        self.stretch[first:last] = np.minimum(1 / (1 - busy) + left * self.tick / piece, self.slowest) * ONE

    def lately(self, first: int, last: int) -> Floats:
        start = max(first - LATELY, 0)
        reach = np.vstack((np.zeros(len(self.cores)), np.cumsum(self.busy[start:last], axis=0)))
        ends = np.arange(first - start, last - start) + 1
        starts = np.maximum(ends - LATELY, 0)
        mean: Floats = (reach[ends] - reach[starts]) / (ends - starts)[:, None]
        return mean

    def leftovers(self, work: Floats, most: Floats) -> Floats:
        """Seconds of work that each tick passes on: never more than all who can be there bring."""
        left = np.zeros_like(work)
        for server in np.flatnonzero((work > 1).any(axis=0) | (self.left > 0)):
            rest = float(self.left[server])
            for tick, amount in enumerate(work[:, server].tolist()):
                rest = left[tick, server] = min(max(rest + amount - 1, 0.0), float(most[server]))
        return left
