"""What the processes of the engine are like at the end of each cell: their age, their heap, and how busy they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from rounds.simulator import HOUR, MINUTE, SECOND
from rounds.simulator.arrays import Bools, Floats, Ints

from .incident import Plot
from .lives import CELL, CELLS, Life
from .story import WINDOW

BASE, CACHE, EXECUTION = 94_300_000, 120_000_000, 23_550  # bytes; the last is what one execution leaves behind
CACHE_FILLS = 30 * MINUTE
LIMIT = 1536 << 20
FULL = LIMIT - 75_000_000 - BASE - CACHE  # what is left for executions when the limit is near
CODE = 11_600_000
SECONDS = CELL / SECOND
A_MAJOR = (0.060, 1.14)  # seconds a major collection takes: in an empty heap, and more in a full one
BETWEEN_MAJORS = (92.0, 72.0)  # seconds between two: in an empty heap, and less in a full one
GARBAGE = (75e6, 18e6)  # bytes that a major collection finds: in an empty heap, and in a full one


@dataclass(frozen=True)
class Process:
    """One process of a pod: the first cell at whose end it is there, and the first at whose end it is gone."""

    pod: int  # number of the pod in the fleet
    started: int
    first: int
    last: int
    life: Life | None = None


@dataclass(frozen=True)
class Slot:
    """The pods that follow each other in one place, and what is true of them at the end of each cell."""

    plot: Plot
    number: int
    processes: tuple[Process, ...]

    @cached_property
    def begun(self) -> Ints:
        return self.plot.told.counted.begun[:, self.number]

    @cached_property
    def up(self) -> Bools:
        there = np.zeros(CELLS, bool)
        for one in self.processes:
            there[one.first : one.last] = True
        return there

    @cached_property
    def started(self) -> Ints:
        start = np.zeros(CELLS, np.int64)
        for one in self.processes:
            start[one.first :] = one.started
        return start

    @cached_property
    def age(self) -> Ints:
        return (np.arange(CELLS, dtype=np.int64) + 1) * CELL - self.started

    @cached_property
    def since(self) -> Ints:
        """Executions begun by the process, by the end of each cell; those of the first ones from the beginning on."""
        return self.counting(self.begun.astype(np.float64)).astype(np.int64)

    def counting(self, added: Floats) -> Floats:
        """A counter of the process, which begins anew with each."""
        total = np.zeros(CELLS)
        for one in self.processes:
            here = slice(max(one.first, 0), one.last)
            total[here] = np.cumsum(added[here])
        return total

    # --- load ---------------------------------------------------------------------------------

    @cached_property
    def under_way(self) -> Ints:
        """Executions, at the end of each cell."""
        before = np.concatenate((self.begun[:1], self.begun[:-1]))
        before = np.where(np.concatenate(([True], self.up[:-1])), before, 0)
        here: Ints = np.where(self.up, self.begun + before // 4, 0)
        return here

    @cached_property
    def ended(self) -> Ints:
        done: Ints = np.maximum(self.since - self.under_way, 0)
        return done

    # --- heap ---------------------------------------------------------------------------------

    @cached_property
    def leaks(self) -> Bools:
        told = self.plot.told
        return (np.arange(CELLS) * CELL >= told.release) & bool(told.lives)

    @cached_property
    def held(self) -> Floats:
        """Bytes of executions."""
        executions = np.where(self.leaks, self.since, self.under_way)
        return executions * float(EXECUTION)

    @cached_property
    def cache(self) -> Floats:
        return CACHE * np.minimum(self.age / CACHE_FILLS, 1.0)

    @cached_property
    def full(self) -> Floats:
        """How much of the room for executions is taken, from 0 to 1."""
        return np.clip(self.held / FULL, 0, 1)

    @cached_property
    def live(self) -> Floats:
        return np.where(self.up, BASE + self.cache + self.held, 0)

    @cached_property
    def majors(self) -> Floats:
        """Major collections so far, in parts: the heap was emptied when this was last a whole number."""
        every = BETWEEN_MAJORS[0] - BETWEEN_MAJORS[1] * self.full
        busier = 0.7 + 0.3 * self.begun / (3.24 * SECONDS)  # more work makes more garbage
        return np.where(self.up, self.number * 0.37 + np.cumsum(SECONDS / every * busier), 0)

    @cached_property
    def garbage(self) -> Floats:
        most = GARBAGE[0] + (GARBAGE[1] - GARBAGE[0]) * self.full
        found = most * (self.majors % 1)
        for cell in self.looked_at:  # a snapshot begins with a collection
            found[cell] = 0
        return np.where(self.up, found, 0)

    @cached_property
    def looked_at(self) -> tuple[int, ...]:
        """The cells at whose ends a heap snapshot was taken."""
        told = self.plot.told
        if told.watched != self.number:
            return ()
        return tuple((told.born + after) // CELL - 1 for after in TAKEN)

    @cached_property
    def used(self) -> Floats:
        return self.live + self.garbage

    @cached_property
    def major_takes(self) -> Floats:
        """Seconds, of each in the cell."""
        return A_MAJOR[0] + A_MAJOR[1] * self.full * self.full

    @cached_property
    def freed(self) -> Floats:
        """Which share of the heap the last major collection found to be garbage."""
        most = GARBAGE[0] + (GARBAGE[1] - GARBAGE[0]) * self.full
        return np.where(self.up, np.minimum(1.3 * most / (self.live + most), 0.37), np.nan)

    @cached_property
    def busy(self) -> Floats:
        """Share of time in which the loop does something: work, handlers of the bus, and collections."""
        work = 0.27 * self.begun / 48.6
        collecting = self.major_takes / (BETWEEN_MAJORS[0] - BETWEEN_MAJORS[1] * self.full)
        return np.where(self.up, np.minimum(0.03 + work + 0.07 * self.full + 0.6 * collecting, 1), 0)


TAKEN = (10 * MINUTE, 2 * HOUR, 4 * HOUR)  # after the start of the process


def slots(plot: Plot, first_pods: tuple[int, int, int]) -> tuple[Slot, ...]:
    """`first_pods` are the numbers of the first pod of each version."""
    return tuple(Slot(plot, number, tuple(processes(plot, number, first_pods))) for number in range(8))


def processes(plot: Plot, slot: int, first_pods: tuple[int, int, int]) -> list[Process]:
    told, chance = plot.told, plot.chance
    upgrade, release = told.upgrade // CELL, told.release // CELL
    old = -chance.number(f"age of {slot}", 30 * 60, 90 * 60) * MINUTE
    made = [
        Process(first_pods[0] + slot, old, 0, upgrade),
        Process(first_pods[1] + slot, told.upgrade, upgrade, release),
    ]
    mine = [life for life in told.lives if life.slot == slot]
    if not mine:
        return [*made, Process(first_pods[2] + slot, told.release, release, CELLS)]
    for life in mine:
        gone = life.crash // CELL if life.crash < WINDOW else CELLS
        made.append(Process(first_pods[2] + slot, life.start * CELL, life.start, gone, life))
    return made
