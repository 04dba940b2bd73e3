"""The tutorial incident: all tools on a story of another domain, before the interview begins.

Whoever has a candidate's seat may look at this one and at no other. What they ask there is not written down.
"""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

from rounds.actions import asking, briefings, given, seen
from rounds.actions.briefings import Briefed
from rounds.actions.office import Office
from rounds.incidents.library import TUTORIAL, Offered
from rounds.interviews import Hour, Interview, Kind, Part, Seat
from rounds.kit.errors import Conflict, NotFound
from rounds.tools import incident

PAGE = re.compile(r"/interview/tutorial(?P<rest>[/?].*|)", re.DOTALL)


def scenario(here: Office, interview: Interview) -> Offered | None:
    """None where there is none to learn on, or where it is one of those that the interview is about."""
    if any(pin.scenario == TUTORIAL for pin in interview.pins):
        return None
    return next((one for one in here.library.offered() if one.name == TUTORIAL and one.place is None), None)


def is_open(interview: Interview, hour: Hour) -> bool:
    """Before the interview, while it is introduced, and at any time where there is no clock."""
    if interview.kind is Kind.PRACTICE or hour.state.is_before:
        return True
    return hour.now_in is not None and hour.now_in.phase.part is Part.INTRODUCTION


def installed(here: Office, offered: Offered) -> str:
    """The incident it is installed as; empty while it is prepared."""
    known = here.library.prepared(offered)
    return known if known and here.library.is_installed(known, here.telemetry) else ""


def incident_of(here: Office, seat: Seat) -> str:
    """The tutorial's incident.

    Raises:
        NotFound: there is none. Conflict: it is not prepared yet, or the interview has begun.
    """
    with here.records.look() as look:
        interview, hour = look.interview(seat.interview), look.hour(seat.interview)
    offered = scenario(here, interview)
    if offered is None:
        raise NotFound("There is nothing here.")
    if not is_open(interview, hour):
        raise Conflict("The tutorial is closed: it is for the time before the interview.")
    found = installed(here, offered)
    if not found:
        raise Conflict("The tutorial is still being prepared. It opens in a moment.")
    return found


def ask(here: Office, seat: Seat, question: Any, *, view: str = "", lens: str = "") -> Any:
    """The answer. Nothing is written down.

    Raises:
        NotFound, Conflict: as `incident_of`.
        Invalid, NotFound, TooMuch, Cancelled: as the lens.
    """
    given.check(asdict(question))
    return asking.answered(here, seat, incident_of(here, seat), question, view, lens)[1]


def about(here: Office, seat: Seat) -> incident.Incident:
    """
    Raises:
        NotFound, Conflict: as `incident_of`.
    """
    return asking.incident_named(here, seat, incident_of(here, seat))


def briefing(here: Office, seat: Seat) -> Briefed:
    """
    Raises:
        NotFound, Conflict: as `incident_of`.
    """
    return briefings.of_incident(here, seat, incident_of(here, seat))


def page(here: Office, interview: Interview, name: str) -> str:
    """Where a candidate has the tutorial, if that is the incident of this name; empty for another."""
    offered = scenario(here, interview)
    return "/interview/tutorial" if offered and name and installed(here, offered) == name else ""


def check_page(interview: Interview, hour: Hour, address: str) -> bool:
    """Whether the address is one of the tutorial's pages.

    Raises:
        Invalid: it has no such page. Conflict: it is closed.
    """
    found = PAGE.fullmatch(address)
    if found is None:
        return False
    seen.page_of(f"/interview/1{found['rest']}")  # its pages are those of a scenario
    if not is_open(interview, hour):
        raise Conflict("The tutorial is closed: it is for the time before the interview.")
    return True
