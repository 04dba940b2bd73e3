"""Who may do what: the one door between a member of the staff and an interview.

Who has no business with an interview is told that there is none; who has, but not this, is told so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from rounds.actions.office import Office
from rounds.incidents.library import TUTORIAL
from rounds.interviews import OPERATOR, Interview, Kind, Person, Role, Seat, State, clips, hour_of
from rounds.interviews.rights import Right, may, takes_part
from rounds.interviews.sharing import Access, shared_of
from rounds.kit.errors import Conflict, Forbidden, Invalid, NotFound
from rounds.records.people import Place
from rounds.records.work import Work
from rounds.store import names

TO_RATE = "replay to rate"  # in the audit log: somebody opened the card of an interview in a calibration round


def need(who: Person, right: Right) -> None:
    """A right over the whole installation.

    Raises:
        Forbidden: it is not theirs.
    """
    if not may(who, None, right):
        raise Forbidden("This is not yours to do here.")


def need_account(who: Person) -> None:
    """For what is kept as somebody's own.

    Raises:
        Forbidden: they came by the operator's link, which is nobody's account.
    """
    if who.id == OPERATOR.id:
        raise Forbidden(
            "This would be somebody's own, and the operator's link is nobody's. Add an account for yourself."
        )


def interview(here: Office, who: Person, interview_id: str, right: Right) -> tuple[Interview, Seat]:
    """The interview as it is kept, and the seat with which they act in it; one without an id for who has none there.

    What is shown of it goes through `rights.as_seen_by` of `interviews/`: not everybody may know the candidate's name.

    Raises:
        NotFound: there is none of that id, or they have no business with it.
        Forbidden: they have, but not this, or not yet.
    """
    with here.records.look() as look:
        return within(look, who, interview_id, right)


def within(work: Work, who: Person, interview_id: str, right: Right, *, erased: bool = False) -> tuple[Interview, Seat]:
    """The same inside a unit of work. Of an interview that was erased there is nothing but that it was; `erased` is for
    who asks about that.

    Raises:
        Conflict: it was erased.
    """
    found, done = work.interview(interview_id), work.done(interview_id)
    hour = hour_of(found, done)
    if found.kind is Kind.DRILL:
        return found, member(work.seats_of(interview_id), who, right, hour.state)
    seat = seat_in(work.seats_of(interview_id), who, interview_id, hour.lead)
    if seat.role is Role.OBSERVER and rates_again(work, who, interview_id):
        seat = replace(seat, role=Role.RATER)
    if not may(who, seat.role, Right.SEE, hour.state):
        raise NotFound("there is no such interview")
    if not may(who, seat.role, right, hour.state):
        raise Forbidden("This is not yours to do in this interview.")
    if right is not Right.SEE and seat.role is Role.COMMITTEE and shared_of(done).get(who.id, Access()).closed:
        raise Forbidden("This interview is no longer shared with you.")
    if hour.erased and not erased and right is not Right.SEE:
        raise Conflict("What was kept of this interview was erased. There is nothing left to see or to do.")
    return found, seat


def member(seats: Iterable[Seat], who: Person, right: Right, state: State) -> Seat:
    """Their seat in a drill. Who has none there is told that there is no such interview, whatever else they do here."""
    seat = next((one for one in seats if one.person == who.id and who.active), None)
    if seat is None:
        raise NotFound("there is no such interview")
    if not takes_part(seat.role, right, state):
        raise Forbidden("This is not yours to do in this interview.")
    return seat


def rates_again(work: Work, who: Person, interview_id: str) -> bool:
    """Whether they are to rate it in a calibration round that is open. Who may see it anyhow is who they are until they
    open its card, and again when they handed it in.
    """
    if not may(who, None, Right.CALIBRATE) or not work.calibrations.is_rated(interview_id):
        return False
    return not may(who, None, Right.SEE) or is_rating(work, who, interview_id)


def is_rating(work: Work, who: Person, interview_id: str) -> bool:
    opened = max((one.time for one in work.audit.of(interview_id, TO_RATE) if one.person == who.id), default=None)
    for of in work.calibrations.all():
        if not of.closed and interview_id in of.interviews:
            card = work.calibrations.card(of.name, interview_id, who.id)
            if (card and not card.submitted) or (not card and opened and opened >= of.created):
                return True
    return False


def place(work: Work, who: Person, interview_id: str) -> Seat:
    """Their seat, with the role of today: the lead may have been handed on."""
    return seat_in(work.seats_of(interview_id), who, interview_id, work.hour(interview_id).lead)


def seat_in(seats: list[Seat], who: Person, interview_id: str, lead: str) -> Seat:
    for seat in seats:
        if seat.person == who.id and seat.role.is_staff:
            return Seat(seat.id, interview_id, role_today(seat, lead), seat.name, who.id)
    return Seat("", interview_id, Role.OBSERVER, who.name, who.id)


def role_today(seat: Seat, lead: str) -> Role:
    if seat.id == lead:
        return Role.LEAD
    return Role.PANEL if lead and seat.role is Role.LEAD else seat.role


def incident(here: Office, who: Person, name: str) -> None:
    """That they may look at an incident: any, or one that an interview of theirs is pinned to, or the tutorial's; who
    calibrates, at those of a round that is open and of clips.

    Raises:
        NotFound: they have no business with it; told as of one that is not there.
    """
    known = here.library.public(named(name))
    if may(who, None, Right.INCIDENTS) or (known and known.scenario == TUTORIAL and may(who, None, Right.LIST)):
        return
    with here.records.look() as look:
        looks = may_look(here, look, who, look.people.places_on(who.id, name))
        again = may(who, None, Right.CALIBRATE) and (look.calibrations.is_on(name) or is_clipped(look, name))
    if not again and not looks:
        raise NotFound(f"No incident named {name} is installed.")


def is_clipped(look: Work, name: str) -> bool:
    """Whether a clip of this incident is in the gallery."""
    return any(clips.are_agreed(look.done(one, of=["consented"])) for one in look.clips.interviews_on(name))


def named(name: str) -> str:
    """The name, if it may be an incident's: it is about to name a file.

    Raises:
        NotFound: no incident is called so.
    """
    try:
        return names.incident(name)
    except Invalid:
        raise NotFound("No incident of that name is installed.") from None


def incidents_of(here: Office, who: Person) -> set[str]:
    """Those among the pinned ones that they may look at by their places in interviews."""
    with here.records.look() as look:
        return may_look(here, look, who, look.people.pinned(who.id))


def may_look(here: Office, look: Work, who: Person, places: Iterable[Place]) -> set[str]:
    """The incidents of these places that they may look at: with what was shared with them ends this too."""
    return {
        one.incident for one in places if may(who, one.role, Right.LOOK, one.state) and is_shared(here, look, one, who)
    }


def is_shared(here: Office, look: Work, place: Place, who: Person) -> bool:
    if place.role is not Role.COMMITTEE:
        return True
    return shared_of(look.done(place.interview, of=["shared"])).get(who.id, Access()).is_open(here.now())
