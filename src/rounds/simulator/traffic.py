"""Traffic: when work arrives, and the fields it arrives with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .arrays import Ints
from .chance import LATENCY, ONE, Chance, bell, exponential, weighted
from .durations import DAY, MS, SECOND
from .world import Depth, Every, Flow, Id, Listed, Parent, Pick, Rate

LINK = {"link_high": "high", "link_low": "low", "link_span": "span"}
NOISE = 40  # parts of a thousand by which one minute differs from the next, at one sigma
LATE = 2 * MS  # a timer goes off up to so much after its time


@dataclass(slots=True)
class Arrivals:
    """Requests of one flow: when they arrive, and their fields, column by column."""

    time: Ints
    columns: dict[str, Ints]

    def __len__(self) -> int:
        return len(self.time)

    def of(self, rows: Ints) -> Arrivals:
        return Arrivals(self.time[rows], {name: column[rows] for name, column in self.columns.items()})


@dataclass(frozen=True, slots=True)
class Traffic:
    """What comes in from outside. `midnight` is how long ago it was when the recording began."""

    day: tuple[int, ...]
    midnight: int
    weight: int
    chance: Chance

    def arrivals(self, flow: Flow, start: int, end: int, pace: int) -> Arrivals:
        """`pace` is how long one round of the flow has taken of late."""
        own: dict[str, Ints] = {}
        match flow.arrives:
            case Rate() as rate:
                time = self.poisson(rate, start, end)
            case Every() as every:
                time, own["pod"] = self.beats(flow, every, pace, start, end)
            case Listed() as listed:
                time, own = listed.between(start, end)
            case _:
                time = np.empty(0, dtype=np.int64)
        return Arrivals(time, fresh_fields(flow, len(time), self.chance) | own)

    def poisson(self, rate: Rate, start: int, end: int) -> Ints:
        """Unit-exponential gaps laid along the accumulated rate, so that a busier second holds more."""
        first, last = start // SECOND, -(-end // SECOND)
        peak = round(rate.peak * ONE) // self.weight
        each = peak * self.shape(first, last) * self.noise(rate.name, first, last) // 100_000_000
        reach = np.concatenate(([0], np.cumsum(each)))
        along = np.zeros(1, dtype=np.int64)
        while along[-1] < reach[-1]:
            missing = int(reach[-1] - along[-1]) >> 20
            count = missing + (missing >> 5) + 64
            gaps = exponential()[self.chance.draw(f"{rate.name}/arrivals", count) >> LATENCY]
            along = np.concatenate((along, along[-1] + np.cumsum(gaps)))
        along = along[1:][along[1:] < reach[-1]]
        second = np.searchsorted(reach, along, side="right") - 1
        time = (first + second) * SECOND + (along - reach[second]) * SECOND // each[second]
        inside: Ints = time[(time >= start) & (time < end)]
        return inside

    def shape(self, first: int, last: int) -> Ints:
        """Ten-thousandths of the peak, second by second, on straight lines between the hours."""
        second = (np.arange(first, last, dtype=np.int64) * SECOND + self.midnight) % DAY // SECOND
        hours = np.array((*self.day, self.day[0]), dtype=np.int64) * 100
        hour, rest = second // 3600, second % 3600
        shape: Ints = (hours[hour] * (3600 - rest) + hours[hour + 1] * rest) // 3600
        return shape

    def noise(self, name: str, first: int, last: int) -> Ints:
        """Ten-thousandths around 10,000: each minute has its own, on straight lines between them."""
        minutes = np.arange(first // 60, last // 60 + 2, dtype=np.int64)
        draws = self.chance.fixed(f"{name}/noise", int(minutes[-1]) + 1)[minutes]
        level = 10_000 + bell()[draws >> LATENCY] * NOISE * 10 // ONE
        second = np.arange(first, last, dtype=np.int64)
        at, rest = second // 60 - minutes[0], second % 60
        noise: Ints = (level[at] * (60 - rest) + level[at + 1] * rest) // 60
        return noise

    def beats(self, flow: Flow, every: Every, pace: int, start: int, end: int) -> tuple[Ints, Ints]:
        """When each pod of the flow's service goes round, and which pod it is."""
        interval = (every.interval + (pace if every.loops else 0)) * self.weight
        loops, pods = max(every.loops, 1), every.pods or flow.mix[0][1].service.pods
        phase = self.chance.fixed(f"{flow.name}/phase", pods * loops) % interval
        if every.phase is not None:
            phase = np.full(len(phase), every.phase)
        first, last = start // interval - 2, end // interval + 3
        rounds = np.arange(first, last, dtype=np.int64)
        time = (rounds[:, None] * interval + phase[None, :] + self.shifts(flow, every, first, last)).ravel()
        inside = np.flatnonzero((time >= start) & (time < end))
        late = self.chance.draw(f"{flow.name}/late", len(inside)) % LATE
        return time[inside] + late, inside % len(phase) // loops

    def shifts(self, flow: Flow, every: Every, first: int, last: int) -> Ints | int:
        """How early or late each round is: the same whichever stretch it is asked for."""
        if not every.jitter:
            return 0
        draws = self.chance.fixed(f"{flow.name}/jitter", last + 2)[np.arange(first, last) + 2]
        return (draws % (2 * every.jitter + 1) - every.jitter)[:, None]


def fresh_fields(flow: Flow, count: int, chance: Chance) -> dict[str, Ints]:
    columns: dict[str, Ints] = {}
    for field in flow.fields:
        match field:
            case Pick(name, weights=weights):
                columns[name] = weighted(weights)[chance.draw(f"{flow.name}/{name}", count) >> LATENCY]
            case Id(name):
                columns[name] = chance.draw(f"{flow.name}/{name}", count)
            case Depth(name):
                columns[name] = np.zeros(count, dtype=np.int64)
            case Parent(name):
                columns[name] = np.zeros(count, dtype=np.int64)
    return columns | {name: np.zeros(count, dtype=np.int64) for name in LINK if flow.queue}


def follow_ups(flow: Flow, parents: dict[str, Ints], times: int, chance: Chance) -> dict[str, Ints]:
    """The fields of `times` follow-ups of each parent, in the parent's own flow."""
    columns: dict[str, Ints] = {}
    for field in flow.fields:
        match field:
            case Id(name, fresh=True):
                columns[name] = chance.draw(f"{flow.name}/{name}/again", len(parents[name]) * times)
            case Parent(name, of):
                columns[name] = np.repeat(parents[of], times)
            case Depth(name):
                columns[name] = np.repeat(parents[name] + 1, times)
            case Pick(name) | Id(name):
                columns[name] = np.repeat(parents[name], times)
    return columns


def joined(batches: list[Arrivals]) -> Arrivals:
    """All of them, in order of time; a column that one of them lacks is nought there."""
    batches = [batch for batch in batches if len(batch)] or batches[:1]
    names = dict.fromkeys(name for batch in batches for name in batch.columns)
    time = np.concatenate([batch.time for batch in batches])
    none = [np.zeros(len(batch), dtype=np.int64) for batch in batches]
    columns = {n: np.concatenate([b.columns.get(n, z) for b, z in zip(batches, none, strict=True)]) for n in names}
    return Arrivals(time, columns).of(np.argsort(time, kind="stable"))
