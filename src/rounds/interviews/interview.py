"""An interview: whose it is, its agenda, and the scenarios it is pinned to."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from rounds.interviews.plan import Plan
from rounds.kit.errors import NotFound


class Kind(StrEnum):
    LIVE = "live"  # with a clock, and scenarios that open one after the other
    PRACTICE = "practice"  # alone, with every scenario open
    REHEARSAL = "rehearsal"  # an interviewer's own, of which nothing is kept
    DRILL = "drill"  # people's own, alone or as a team: with a clock and hints by it, and nobody who interviews

    @property
    def is_apart(self) -> bool:
        """On no list of interviews and in no statistics: it is of those alone who are in it."""
        return self in (Kind.REHEARSAL, Kind.DRILL)


class Level(StrEnum):
    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"
    STAFF = "staff"


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
class Policy:
    """What the candidate may use beside the tools; accepted before the interview and printed in the packet."""

    web: bool = True
    assistants: str = "no"  # no, allowed, disclosed
    people: bool = False


@dataclass(frozen=True, slots=True)
class Accommodations:
    """What is different for this candidate. Why is kept apart, and no rater sees it."""

    time: float = 1.0  # times the minutes of work and discussion
    hidden_timer: bool = False
    high_contrast: bool = False


@dataclass(frozen=True, slots=True)
class Interview:
    """`candidate` and `interviewer` are names, `mail` is the candidate's, `zone` an IANA name, `call` the video call's
    address, `position` what the interview is for.
    """

    id: str
    candidate: str
    interviewer: str
    created: datetime
    plan: Plan
    pins: tuple[Pin, ...]
    starts: datetime | None = None
    kind: Kind = Kind.PRACTICE
    zone: str = "UTC"
    mail: str = ""
    level: Level = Level.MID
    rubric: str = "1"
    call: str = ""
    position: str = ""
    policy: Policy = field(default_factory=Policy)
    accommodations: Accommodations = field(default_factory=Accommodations)

    def pin(self, number: int) -> Pin:
        for pin in self.pins:
            if pin.number == number:
                return pin
        raise NotFound("there is no such scenario in this interview")
