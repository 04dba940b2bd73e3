"""Who may do what: the one door between a member of the staff and an interview.

Who has no business with an interview is told that there is none; who has, but not this, is told so.
"""

from __future__ import annotations

from rounds.actions.office import Office
from rounds.interviews import Interview, Person, Role, Seat
from rounds.interviews.rights import Right, may
from rounds.kit.errors import Forbidden, NotFound
from rounds.records.work import Work


def need(who: Person, right: Right) -> None:
    """A right over the whole installation.

    Raises:
        Forbidden: it is not theirs.
    """
    if not may(who, None, right):
        raise Forbidden("This is not yours to do here.")


def interview(here: Office, who: Person, interview_id: str, right: Right) -> tuple[Interview, Seat]:
    """The interview, and the seat with which they act in it; one without an id for who has none there.

    Raises:
        NotFound: there is none of that id, or they have no business with it.
        Forbidden: they have, but not this.
    """
    with here.records.look() as look:
        return within(look, who, interview_id, right)


def within(work: Work, who: Person, interview_id: str, right: Right) -> tuple[Interview, Seat]:
    """The same inside a unit of work."""
    found = work.interview(interview_id)
    seat = place(work, who, interview_id)
    if not may(who, seat.role, Right.SEE):
        raise NotFound("there is no such interview")
    if not may(who, seat.role, right):
        raise Forbidden("This is not yours to do in this interview.")
    return found, seat


def place(work: Work, who: Person, interview_id: str) -> Seat:
    """Their seat, with the role of today: the lead may have been handed on."""
    lead = work.hour(interview_id).lead
    for seat in work.seats_of(interview_id):
        if seat.person == who.id:
            role = (Role.LEAD if seat.id == lead else Role.PANEL) if lead and seat.role is Role.LEAD else seat.role
            return Seat(seat.id, interview_id, Role.LEAD if seat.id == lead else role, seat.name, who.id)
    return Seat("", interview_id, Role.OBSERVER, who.name, who.id)
