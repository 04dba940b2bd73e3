"""How many executions each pod begins, and when its process ends of it: counted in cells of 15 seconds.

Everything else is worked out from these numbers: metrics, rows, heaps, and which executions have a trace.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from rounds.simulator import HOUR, MINUTE, MS, SECOND, Chance
from rounds.simulator.arrays import Floats, Ints
from rounds.simulator.chance import LATENCY, ONE, bell

PODS = 8
CELL = 15 * SECOND
A_MINUTE, A_DAY = MINUTE // CELL, 24 * HOUR // CELL
CELLS = 8 * A_DAY  # of the recording
LIVED = 8 * 24 * HOUR + 30 * HOUR  # from five in the morning on; the recording is the part of it that ends at its now
RATE = 3.24  # executions a second and pod, on average over a day
SWING, BUSIEST = 0.215, 14 * 60  # how far the load swings, and the minute of the day at which it is highest
DAWN = 5 * 60  # the minute of the day at which the counting begins
HOURLY, FIRST_MINUTES = 1.25, 2  # schedules go off at the full hour
NOISE = 25  # parts of a thousand by which one minute differs from the next
UNLIKE = 22  # parts of a thousand by which the busiest pod differs from the average: customers are given to pods
LIFE = 56_100  # executions that fit into one process
BOOTS = 3 * SECOND  # from the start of a process until it begins its first execution
TAKES = 18.75  # seconds an execution is under way, on average


@dataclass(frozen=True)
class Arrivals:
    """`begun[c, p]` executions begin in cell c on pod p, between `opens[c, p]` and `shuts[c, p]` ns after its start."""

    begun: Ints
    opens: Ints
    shuts: Ints

    def between(self, first: int, last: int) -> Arrivals:
        here = slice(first, last)
        return Arrivals(self.begun[here].copy(), self.opens[here].copy(), self.shuts[here].copy())

    def moments(self, cell: Ints, slot: Ints, rank: Ints, draw: Ints) -> Ints:
        """When the execution number `rank` of its cell and pod begins: each in its own part of the time there is."""
        opens, shuts = self.opens[cell, slot], self.shuts[cell, slot]
        part = (rank * 4096 + draw % 4096) * (shuts - opens) // (4096 * self.begun[cell, slot])
        moment: Ints = cell * CELL + opens + part
        return moment


@dataclass(frozen=True)
class Life:
    """One process of one pod, from the cell in which it starts to the moment at which it ends, if it does."""

    slot: int
    start: int
    crash: int
    end: int  # the first cell of the next process
    executions: int
    lost: int  # executions under way at the end

    def since(self, first: int) -> Life:
        return replace(self, start=self.start - first, crash=self.crash - first * CELL, end=self.end - first)


def arrivals(chance: Chance) -> Arrivals:
    """Poisson's, by its normal form: the counts are large."""
    cells = LIVED // CELL
    mean = expected(chance, cells)
    drawn = chance.draw("begun", cells * PODS).reshape(cells, PODS)
    begun = np.rint(mean + np.sqrt(mean) * (bell()[drawn >> LATENCY] / ONE)).astype(np.int64)
    return Arrivals(np.maximum(begun, 1), np.zeros((cells, PODS), np.int64), np.full((cells, PODS), CELL))


def expected(chance: Chance, cells: int) -> Floats:
    minute = DAWN + np.arange(cells) // A_MINUTE
    noise = 1 + NOISE / 1000 * bell()[chance.draw("minutes", len(minute) // A_MINUTE + 1) >> LATENCY] / ONE
    hourly = np.where(minute % 60 < FIRST_MINUTES, HOURLY, 1.0)
    load = RATE * CELL / SECOND * by_minute()[minute % 1440] * noise[np.arange(cells) // A_MINUTE] * hourly
    mean: Floats = load[:, None] * unlike(chance)[None, :]
    return mean


def by_minute() -> Floats:
    """The load at each minute of a day, rounded so that it is the same on every machine."""
    turns = [2 * math.pi * (minute - BUSIEST) / 1440 for minute in range(1440)]
    return np.array([round(10_000 * (1 + SWING * math.cos(turn))) / 10_000 for turn in turns])


def unlike(chance: Chance) -> Floats:
    """Evenly spread shares, in any order."""
    order = np.argsort(chance.draw("shares", PODS), kind="stable")
    shares: Floats = 1 + UNLIKE / 1000 * (2 * np.arange(PODS)[order] / (PODS - 1) - 1)
    return shares


def lived(counted: Arrivals, release: int, chance: Chance) -> tuple[Life, ...]:
    """All lives since the release, in the order in which they end; the counts are changed where a pod is down."""
    return Living(counted, release, chance).all()


class Living:
    """Pods crash one after the other, and what a pod that is down does not begin, another does."""

    def __init__(self, counted: Arrivals, release: int, chance: Chance) -> None:
        self.counted = counted
        self.chance = chance
        self.starts = [release] * PODS
        self.sizes = [self.size() for _ in range(PODS)]
        self.crashes = [self.crash(slot) for slot in range(PODS)]

    def size(self) -> int:
        return LIFE + self.chance.number("size", -250, 250)

    def crash(self, slot: int) -> int:
        """The cell in which this process is full; past the end if it will not be."""
        start = self.starts[slot]
        reach = np.cumsum(self.counted.begun[start : start + 7 * 240, slot])
        return start + int(np.searchsorted(reach, self.sizes[slot]))

    def all(self) -> tuple[Life, ...]:
        lives, last = [], len(self.counted.begun) - 3
        while min(self.crashes) < last:
            lives.append(self.ended(self.crashes.index(min(self.crashes))))
        return (*lives, *(self.going_on(slot) for slot in range(PODS)))

    def ended(self, slot: int) -> Life:
        cell, start = self.crashes[slot], self.starts[slot]
        size = self.sizes[slot]
        done = size - int(self.counted.begun[start:cell, slot].sum())
        moment = self.shut(cell, slot, done)
        lost = self.under_way(cell, slot, moment - cell * CELL)
        self.starts[slot], self.sizes[slot] = cell + 2, self.size()
        self.counted.opens[cell + 2, slot] = BOOTS
        self.crashes = [self.crash(pod) for pod in range(PODS)]
        return Life(slot, start, moment, cell + 2, size, lost)

    def shut(self, cell: int, slot: int, done: int) -> int:
        """The pod begins so many in this cell and none in the next; returns the moment of the crash."""
        begun = self.counted.begun
        there = int(begun[cell, slot])
        self.hand_over(cell, slot, there - done)
        self.hand_over(cell + 1, slot, int(begun[cell + 1, slot]))
        within = max(CELL * done // there, 2 * SECOND) // MS * MS
        self.counted.shuts[cell, slot] = within - 200 * MS
        return cell * CELL + within

    def hand_over(self, cell: int, slot: int, count: int) -> None:
        """Those that this pod cannot begin, the others do."""
        up = [p for p in range(PODS) if p != slot and self.crashes[p] > cell + 1 and self.starts[p] <= cell]
        self.counted.begun[cell, slot] -= count
        for place, pod in enumerate(up):
            self.counted.begun[cell, pod] += (count + place) // len(up)

    def under_way(self, cell: int, slot: int, within: int) -> int:
        before, missing = self.counted.begun[:cell, slot], TAKES - within / SECOND
        last, previous = min(missing / 15, 1.0), max(missing / 15 - 1, 0.0)
        here = int(self.counted.begun[cell, slot])
        return here + round(float(before[-1]) * last) + round(float(before[-2]) * previous)

    def going_on(self, slot: int) -> Life:
        return Life(slot, self.starts[slot], LIVED + 24 * HOUR, LIVED // CELL + 1, 0, 0)
