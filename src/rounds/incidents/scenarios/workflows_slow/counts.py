"""How much of everything there was since the scrape before, over the whole window.

Metrics and database statistics add these up; kept traces are some of these arrivals, one in so many.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from rounds.incidents.scenarios.loomwork.world import DAY as HOURS
from rounds.simulator import MINUTE, SECOND, Chance
from rounds.simulator.arrays import Floats, Ints
from rounds.simulator.chance import ONE, bell
from rounds.simulator.runtime import rough

from .grid import FINE, FINE_STEP, STEP, scrapes, seconds, spent
from .runs import Runs, crowded
from .story import DAY, ENGINE, NOW, PODS, Story

OTHER = "other"
EXECUTION_PEAK = {"tracked": 0.35, "other": 1.1}  # a second, for each customer told apart and for each pod's others
SYNC_PEAK = 0.005  # a second and pod: the same workflow, run for other customers
REQUEST_PEAK = 118.0
WEEKEND = 0.72
BOUNDS = (1, 2, 4, 8, 16, 32, 60, 120, 240, 360, 480, 600, 720, 900)
# The share that takes no longer than each of the first bounds.
USUAL = (0.93, 0.987, 0.998, 0.9996, 1.0)
SYNC = (0.0, 0.83, 0.995, 1.0)
CROWDED = (0.0, 0.0, 0.02, 0.13, 0.995, 1.0)  # beside one parse at a time
STARVED = (0.0, 0.0, 0.0, 0.0, 0.0, 0.02, 0.5, 0.998, 1.0)  # beside twelve in turn
SYNC_CROWDED, SYNC_STARVED = (0.0, 0.0, 0.0, 0.0, 0.0, 0.02, 0.95, 1.0), (0,) * 8 + (0.02, 0.95, 1.0)
MIDDLES = (0.42, 1.35, 2.6, 5.4, 11.0, 21.0, 47.0, 82.0, 160.0, 295.0, 420.0, 540.0, 660.0, 800.0, 1000.0)


@dataclass(frozen=True)
class Group:
    """Executions of one customer, or of all that are not told apart, on one pod, which ended since the scrape before."""

    customer: str
    pod: int
    kind: str  # usual, sync
    ended: Floats
    above: Floats  # [bounds, scrapes]: those that took longer than each bound

    @property
    def buckets(self) -> Floats:
        """[bounds + 1, scrapes], each in its own."""
        edges = np.vstack([self.ended, self.above, np.zeros_like(self.ended)])
        between: Floats = edges[:-1] - edges[1:]
        return between


@dataclass(frozen=True)
class Counts:
    told: Story
    runs: Runs
    interleaved: bool
    chance: Chance = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "chance", Chance(self.told.seed).apart("workflows-slow/counts"))

    @cached_property
    def level(self) -> Floats:
        """How busy the hour is, as a share of the busiest."""
        since = self.told.began.hour * 60 + self.told.began.minute
        at = (scrapes() // MINUTE + since) % (24 * 60)
        hour = np.interp(at, np.arange(25) * 60.0, np.array([*HOURS, HOURS[0]]) / 100)
        weekday = (self.told.began.weekday() + (scrapes() // MINUTE + since) // (24 * 60)) % 7
        level: Floats = hour * np.where(weekday >= 5, WEEKEND, 1.0)
        return level

    @cached_property
    def share_crowded(self) -> Floats:
        """The share of the time since the scrape before in which a batch of large states was on engine-7."""
        return spent(*crowded(self.runs), scrapes()) / seconds()

    def arrivals(self, name: str, peak: float) -> Floats:
        """About as many as a Poisson process has, in whole numbers."""
        mean = peak * self.level * seconds()
        z = bell()[self.chance.draw(name, len(mean)) & 4095] / ONE
        arrived: Floats = np.maximum(np.rint(mean + z * np.sqrt(mean)), 0)
        return arrived

    @cached_property
    def requests(self) -> Floats:
        return self.arrivals("requests", REQUEST_PEAK)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        usual = [(one.name, self.told.pods[one.name], EXECUTION_PEAK["tracked"]) for one in self.told.tracked]
        usual += [(OTHER, pod, EXECUTION_PEAK["other"]) for pod in range(PODS)]
        kinds = [*((*one, "usual") for one in usual), *((OTHER, pod, SYNC_PEAK, "sync") for pod in range(PODS))]
        return tuple(self.group(*one) for one in kinds)

    def group(self, customer: str, pod: int, peak: float, kind: str) -> Group:
        name = f"{customer}/{pod}/{kind}"
        ended = self.arrivals(name, peak)
        crowd = self.share_crowded if pod == ENGINE else np.zeros(len(ended))
        well, slow = self.shares(kind)
        above = np.empty((len(BOUNDS), len(ended)))
        most = ended
        for place in range(len(BOUNDS)):
            wander = rough(self.chance, f"{name}/{place}", len(ended), 350)
            share = (1 - well[place]) * (1 - crowd) * wander + (1 - slow[place]) * crowd
            most = above[place] = np.minimum(most, counted(ended * share))
        return Group(customer, pod, kind, ended, above)

    def shares(self, kind: str) -> tuple[tuple[float, ...], tuple[float, ...]]:
        if kind == "sync":
            return filled(SYNC), filled(SYNC_STARVED if self.interleaved else SYNC_CROWDED)
        return filled(USUAL), filled(STARVED if self.interleaved else CROWDED)

    @cached_property
    def executions(self) -> Floats:
        """Of everyone but the victim, of four steps each."""
        return sum((group.ended for group in self.groups if group.kind == "usual"), np.zeros(len(scrapes())))

    @cached_property
    def syncs(self) -> Floats:
        """Of everyone but the victim, of twenty steps each."""
        return sum((group.ended for group in self.groups if group.kind == "sync"), np.zeros(len(scrapes())))

    def nightly(self) -> Floats:
        """The share of the time in which the report is read from the replica: forty minutes each night."""
        since = (self.told.began.hour * 60 + self.told.began.minute) * MINUTE
        first = (self.told.nightly * MINUTE - since) % DAY - DAY
        starts = first + DAY * np.arange(16, dtype=np.int64)
        return spent(starts, starts + 40 * MINUTE, scrapes()) / seconds()


def filled(shares: tuple[float, ...]) -> tuple[float, ...]:
    return (*shares, *(1.0,) * (len(BOUNDS) - len(shares)))


def counted(expected: Floats) -> Floats:
    """Whole numbers that add up to what is expected of them, whatever stretches it is cut into."""
    whole: Floats = np.diff(np.floor(np.cumsum(expected)), prepend=0)
    return whole


def by_minute(values: Floats) -> Floats:
    """What was counted at each scrape, at each minute."""
    coarse = (NOW - FINE) // STEP
    fine = values[coarse:].reshape(-1, STEP // FINE_STEP).sum(axis=1)
    return np.concatenate([values[:coarse], fine])


def every(counted: Floats, one_in: int, offset: int) -> tuple[Ints, Ints]:
    """The arrivals numbered `offset`, `offset + one_in`, …: the scrape each was counted at, and its place in that scrape."""
    total = np.cumsum(counted).astype(np.int64)
    numbers = np.arange(offset, int(total[-1]), one_in, dtype=np.int64)
    scrape = np.searchsorted(total, numbers, side="right")
    return scrape, numbers - (total[scrape] - counted[scrape].astype(np.int64))


def moments(scrape: Ints, draws: Ints) -> Ints:
    """Somewhere between a scrape and the one before."""
    grid = scrapes()
    before = np.where(scrape > 0, grid[scrape - 1], 0)
    chosen: Ints = before + 1 + draws % (grid[scrape] - before - SECOND // 1000)
    return chosen
