"""Briefings: what people are told before they look, with the alerts of the incident itself."""

from __future__ import annotations

from dataclasses import dataclass

from rounds.actions import asking, interviews
from rounds.actions.office import Office
from rounds.incidents.shelves import PublicRecord
from rounds.interviews import Person, Seat
from rounds.tools.incident import Incident


@dataclass(frozen=True, slots=True)
class Briefed:
    """`record` is what was said when the incident was packed; None for one that was recorded here."""

    incident: Incident
    record: PublicRecord | None


def of_scenario(here: Office, seat: Seat, number: int) -> Briefed:
    """
    Raises:
        NotFound: the seat's interview has no such scenario. Conflict: it is not prepared yet.
    """
    return of_incident(here, seat, interviews.incident_of(here, seat, number))


def of_incident(here: Office, who: Seat | Person, name: str) -> Briefed:
    """
    Raises:
        NotFound: no such incident is installed, or they have no business with it.
    """
    return Briefed(asking.incident_named(here, who, name), here.library.public(name))
