"""Plans: the agenda of an interview as segments, and the phases a clock goes through."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

MINUTE = timedelta(minutes=1)


class Part(StrEnum):
    INTRODUCTION = "introduction"
    WORK = "work"
    DISCUSSION = "discussion"
    WRAP_UP = "wrap_up"


@dataclass(frozen=True, slots=True)
class Segment:
    """A scenario with its work and its discussion, or a stretch without one.

    The opening line and the symptom card are part of the work, and the minutes of hints count from its start.
    """

    title: str
    length: timedelta  # of the work, where there is a scenario
    scenario: int | None = None  # the number of the scenario worked on
    discussion: timedelta = timedelta()

    @property
    def whole(self) -> timedelta:
        return self.length + self.discussion


@dataclass(frozen=True, slots=True)
class Phase:
    """What the clock runs for: one part of a segment. `no` counts from 0."""

    no: int
    part: Part
    title: str
    length: timedelta
    scenario: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """`slot` is what was promised; the segments may need more, which is shown."""

    segments: tuple[Segment, ...]
    name: str = ""
    slot: timedelta = timedelta(minutes=60)

    @property
    def length(self) -> timedelta:
        return sum((segment.whole for segment in self.segments), timedelta())

    @property
    def worked(self) -> tuple[Segment, ...]:
        """The segments with a scenario."""
        return tuple(segment for segment in self.segments if segment.scenario is not None)

    @property
    def over(self) -> timedelta:
        """What it needs beyond its slot."""
        return max(timedelta(), self.length - self.slot)

    def stretched(self, times: float) -> Plan:
        """For a candidate with so many times the minutes of work and discussion, in whole minutes that are rounded up:
        what people are told is what the clock gives them.
        """
        if times == 1:
            return self
        segments = tuple(
            one
            if one.scenario is None
            else replace(one, length=whole(one.length * times), discussion=whole(one.discussion * times))
            for one in self.segments
        )
        return replace(self, segments=segments)

    @property
    def phases(self) -> tuple[Phase, ...]:
        """A segment without a scenario is the introduction before the first scenario, and the wrap-up after it."""
        found: list[Phase] = []
        for segment in self.segments:
            worked = any(phase.scenario for phase in found)
            if segment.scenario is None:
                part = Part.WRAP_UP if worked else Part.INTRODUCTION
                found.append(Phase(len(found), part, segment.title, segment.length))
                continue
            found.append(Phase(len(found), Part.WORK, segment.title, segment.length, segment.scenario))
            if segment.discussion:
                found.append(Phase(len(found), Part.DISCUSSION, segment.title, segment.discussion, segment.scenario))
        return tuple(found)


def whole(length: timedelta) -> timedelta:
    """In minutes, rounded up."""
    return -(-length // MINUTE) * MINUTE


def planned(name: str, introduction: int, work: int, discussion: int, wrap_up: int, scenarios: int) -> Plan:
    """A plan from minutes."""
    return Plan(
        (
            Segment("Introduction", introduction * MINUTE),
            *(Segment(f"Scenario {n}", work * MINUTE, n, discussion * MINUTE) for n in range(1, scenarios + 1)),
            Segment("Wrap-up", wrap_up * MINUTE),
        ),
        name,
    )


def fit_60(scenarios: int = 3) -> Plan:
    """The usual hour: what the guide asks for, made to fit its 60 minutes."""
    return planned("Fit 60", 4, 14, 3, 5, scenarios)


def guide_65(scenarios: int = 3) -> Plan:
    """The guide's own minutes, which need 65 of the 60."""
    return planned("Guide 65", 5, 15, 3, 6, scenarios)
