"""Incidents: a world, what changes in it and when, and when people look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .durations import MINUTE, SECOND
from .world import World, redefined


@dataclass(frozen=True)
class Change:
    """From `moment` on, each of these things is as it is here."""

    moment: int
    things: tuple[Any, ...]

    def __post_init__(self) -> None:
        if self.moment % SECOND:
            raise ValueError(f"a change falls on a whole second, and {self.moment} ns does not")


@dataclass(frozen=True)
class Happening:
    """Something people know of: a deploy, a campaign, a configuration change, an alert."""

    moment: int
    kind: str
    service: str
    title: str
    attributes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Restart:
    """The platform restarts one pod of a service, which serves nothing for a while."""

    moment: int
    service: str
    pod: int
    lasts: int = 12 * SECOND
    reason: str = "Liveness probe failed"
    exit_code: int = 137


@dataclass(frozen=True)
class Incident:
    """Moments are counted from `began`; the recording ends at `now`, where the incident's clock stands."""

    seed: int
    world: World
    began: datetime
    onset: int
    now: int
    changes: tuple[Change, ...] = ()
    restarts: tuple[Restart, ...] = ()
    happenings: tuple[Happening, ...] = ()
    chapter: int = 30 * MINUTE
    stride: int = 2 * MINUTE
    stride_after_onset: int = 15 * SECOND
    step: int = 15 * SECOND  # of the metrics
    tick: int = SECOND  # how finely loads are followed
    weight: int = 1  # how many real requests each of ours stands for; more than one over days

    def chapters(self) -> Iterator[tuple[World, int, int]]:
        """Stretches of time in which the world does not change."""
        world, start = self.world, 0
        for border in sorted({change.moment for change in self.changes} | {self.onset, self.now}):
            for begin, end in pieces(start, border, self.chapter):
                yield world, begin, end
            world = redefined(world, *(t for change in self.changes if change.moment == border for t in change.things))
            start = border

    def strides(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Stretches so short that nothing in one of them causes anything else in it."""
        return pieces(start, end, self.stride if start < self.onset else self.stride_after_onset)

    def since_midnight(self) -> int:
        return ((self.began.hour * 60 + self.began.minute) * 60 + self.began.second) * SECOND


def at(moment: int, *things: Any) -> Change:
    return Change(moment, things)


def pieces(start: int, end: int, length: int) -> Iterator[tuple[int, int]]:
    while start < end:
        yield start, min(start + length, end)
        start += length
