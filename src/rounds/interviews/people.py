"""People of an installation with what they do there, and their places in interviews."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Duty(StrEnum):
    """What somebody does in this installation; a person may have several."""

    ADMIN = "admin"
    AUTHOR = "author"
    RECRUITER = "recruiter"
    INTERVIEWER = "interviewer"
    COMMITTEE = "committee"
    ENGINEER = "engineer"  # practises, alone and in game days


class Role(StrEnum):
    """A place in one interview."""

    CANDIDATE = "candidate"
    SOLVER = "solver"  # a program that proves a scenario solvable, with a candidate's rights
    LEAD = "lead"  # runs the clock, gives hints
    PANEL = "panel"
    SHADOW = "shadow"  # learns; their cards are training
    COMMITTEE = "committee"
    RATER = "rater"  # rates it again, blind, in a calibration round that is open
    OBSERVER = "observer"  # no seat in this interview: whoever may all the same by what they do here

    @property
    def is_staff(self) -> bool:
        return self not in (Role.CANDIDATE, Role.SOLVER)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the staff's surface. `mail` is empty for whoever runs this installation from its command line."""

    id: str
    name: str
    mail: str
    duties: frozenset[Duty]
    active: bool = True

    def does(self, *duties: Duty) -> bool:
        return not self.duties.isdisjoint(duties)


@dataclass(frozen=True, slots=True)
class Seat:
    """One person's place in one interview. `person` is empty for a candidate, who is no person of the installation; in a
    drill everybody has a candidate's seat and is one.
    """

    id: str
    interview: str
    role: Role
    name: str
    person: str = ""


OPERATOR = Person("operator", "Operator", "", frozenset({Duty.ADMIN}))
