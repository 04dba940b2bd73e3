"""An interview: whose it is, its agenda, the scenarios it is pinned to, and who has a seat in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rounds.kit.errors import NotFound


class Role(StrEnum):
    CANDIDATE = "candidate"
    SOLVER = "solver"  # a program that proves a scenario solvable, with a candidate's rights
    INTERVIEWER = "interviewer"
    OPERATOR = "operator"  # whoever runs this installation, from its command line

    @property
    def is_staff(self) -> bool:
        return self in (Role.INTERVIEWER, Role.OPERATOR)


@dataclass(frozen=True, slots=True)
class Seat:
    """One person's place: in one interview, or in none (staff who run the installation)."""

    id: str
    interview: str  # empty for none
    role: Role
    name: str


OPERATOR = Seat("operator", "", Role.OPERATOR, "Operator")


@dataclass(frozen=True, slots=True)
class Segment:
    title: str
    length: timedelta
    scenario: int | None = None  # the number of the scenario worked on


@dataclass(frozen=True, slots=True)
class Plan:
    segments: tuple[Segment, ...]

    @property
    def length(self) -> timedelta:
        return sum((segment.length for segment in self.segments), timedelta())


@dataclass(frozen=True, slots=True)
class Pin:
    """A scenario's place in an interview, fixed to one version and seed.

    `incident` names its telemetry; it is empty until that is prepared, and never changes afterwards.
    """

    number: int
    scenario: str
    version: str
    seed: int
    incident: str = ""


@dataclass(frozen=True, slots=True)
class Interview:
    id: str
    candidate: str
    interviewer: str
    created: datetime
    plan: Plan
    pins: tuple[Pin, ...]
    starts: datetime | None = None

    def pin(self, number: int) -> Pin:
        for pin in self.pins:
            if pin.number == number:
                return pin
        raise NotFound("there is no such scenario in this interview")


def usual_plan(scenarios: int) -> Plan:
    """The hour as it is usually spent: an introduction, 18 minutes a scenario, a word at the end."""
    working = tuple(Segment(f"Scenario {number}", timedelta(minutes=18), number) for number in range(1, scenarios + 1))
    return Plan((Segment("Introduction", timedelta(minutes=5)), *working, Segment("Wrap-up", timedelta(minutes=1))))
