"""Views told as they are looked at: the candidate's, which staff follow, and the lead's, which the candidate is shown.

Nothing of it is written down here; what the candidate's browser says of time on screen comes as `seen`.
"""

from __future__ import annotations

import re
from typing import Any

from rounds.actions import rights, seen, tutorial
from rounds.actions.live import Showing, What
from rounds.actions.office import Office
from rounds.actions.paces import TooOften
from rounds.interviews import Hour, Interview, Kind, Person, Seat
from rounds.interviews.rights import Right
from rounds.kit.errors import Conflict
from rounds.signals import to_ns

OF_INCIDENT = re.compile(r"/staff/incidents/(?P<name>[^/?#]+)(?P<rest>[/?].*|)", re.DOTALL)


def show(here: Office, seat: Seat, address: str, state: dict[str, Any], seq: int) -> None:
    """What the candidate's page shows.

    Raises:
        Invalid: the address is no page of their interview, or the state is larger than any page's.
        TooOften: more than any page sends.
    """
    check_pace(here, seat.id)
    with here.records.look() as look:
        interview = look.interview(seat.interview)
    checked(interview, address, state)
    here.live.show(seat.interview, Showing(seat.id, address, state, seq, moment(here)))


def present(here: Office, who: Person, interview_id: str, address: str, state: dict[str, Any], seq: int) -> None:
    """What the lead's page shows, for the candidate's screen.

    Raises:
        NotFound, Forbidden: it is not theirs to present.
        Conflict: nothing is presented now, or this scenario is not open to the candidate.
        Invalid, TooOften: as of a candidate's view.
    """
    interview, seat = rights.interview(here, who, interview_id, Right.RUN)
    check_pace(here, f"{interview_id}/{who.id}")
    with here.records.look() as look:
        hour = look.hour(interview_id)
    if not hour.presenting:
        raise Conflict("Nothing is presented now.")
    address = as_candidates(here, interview, address)
    if tutorial.check_page(interview, hour, address):
        seen.check_state(state)
    else:
        check_open(interview, hour, checked(interview, address, state))
    here.live.show(interview_id, Showing(seat.id, address, state, seq, moment(here)), What.PRESENTED)


def as_candidates(here: Office, interview: Interview, address: str) -> str:
    """The candidate's address of a staff page that shows an incident of their interview, or the tutorial's; others stay
    as they are.
    """
    if found := OF_INCIDENT.fullmatch(address):
        if page := tutorial.page(here, interview, found["name"]):
            return f"{page}{found['rest']}"
        for pin in interview.pins:
            if pin.incident and pin.incident == found["name"]:
                return f"/interview/{pin.number}{found['rest']}"
    return address


def checked(interview: Interview, address: str, state: dict[str, Any]) -> int | None:
    """The number of the scenario that the page is about."""
    _, scenario = seen.page_of(address)
    seen.check_scenario(interview, scenario)
    seen.check_state(state)
    return scenario


def check_open(interview: Interview, hour: Hour, scenario: int | None) -> None:
    if scenario is not None and interview.kind is not Kind.PRACTICE and not hour.opens(scenario):
        raise Conflict("This scenario is not open to the candidate now.")


def check_pace(here: Office, who: str) -> None:
    if not here.shows.take(who, 1):
        raise TooOften("This page tells of more views than it should.")


def moment(here: Office) -> float:
    return to_ns(here.now()) / 1e6
