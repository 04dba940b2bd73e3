"""What interviewers are told by mail, each time with a file for their calendar: that an interview takes place, that it was
moved or cancelled, that they have a place in it or none any more.

They are told from the invitation on; what is only arranged may still become anything. No candidate is named: mail and
calendars are read by others too, and what a candidate wants erased must not stand in them.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from rounds.actions import mails, rights
from rounds.actions.mails import Written
from rounds.actions.office import Office
from rounds.actions.zones import zone
from rounds.interviews import Interview, Role, Seat, acts, calendar, letters, wording
from rounds.interviews.calendar import Event
from rounds.interviews.letters import Notice
from rounds.kit.errors import NotFound
from rounds.records.work import Work

TOLD = (Role.LEAD, Role.PANEL, Role.SHADOW)  # who sits in the hour


def tell(work: Work, here: Office, interview: Interview, what: Notice, *, before: datetime | None = None) -> None:
    """Queue a mail to each of them, where one can be sent. `before` is when it was to start until now."""
    tell_these(work, here, interview, what, seated(work, interview.id), before)


def tell_reseated(work: Work, here: Office, interview: Interview, before: Iterable[Seat]) -> None:
    """Who has a place now and had none, or another, and who has none any more. `before` were their seats until now."""
    old, new = {seat.person: seat for seat in before}, {seat.person: seat for seat in seated(work, interview.id)}
    came = [seat for person, seat in new.items() if person not in old or old[person].role is not seat.role]
    left = [seat for person, seat in old.items() if person not in new]
    tell_these(work, here, interview, Notice.PLANNED, came)
    tell_these(work, here, interview, Notice.LEFT, left)


def seated(work: Work, interview_id: str) -> list[Seat]:
    """Those who sit in the hour, with their roles of today."""
    lead = work.hour(interview_id).lead
    seats = [(seat, rights.role_today(seat, lead)) for seat in work.seats_of(interview_id)]
    return [Seat(seat.id, seat.interview, role, seat.name, seat.person) for seat, role in seats if role in TOLD]


def tell_these(
    work: Work,
    here: Office,
    interview: Interview,
    what: Notice,
    seats: Iterable[Seat],
    before: datetime | None = None,
) -> None:
    if interview.starts is None or here.postman.smtp is None:
        return
    for seat in seats:
        if address := address_of(work, seat):
            letter = letters.notice(what, interview, seat, zone(interview.zone), before)
            file = calendar.ics(event(work, here, interview, seat, what, address), here.now())
            mails.queue(work, here, Written(f"interviewer_{what}", address, letter, file))


def address_of(work: Work, seat: Seat) -> str:
    try:
        person = work.people.of(seat.person)
    except NotFound:
        return ""
    return person.mail if person.active else ""


def event(work: Work, here: Office, interview: Interview, seat: Seat, what: Notice, address: str) -> Event:
    """Theirs is another event than the candidate's: it says what they do in it."""
    assert interview.starts
    assert here.postman.smtp
    plan = interview.plan.stretched(interview.accommodations.time)
    return Event(
        uid=f"{interview.id}.interviewers@rounds",
        title=letters.place_in(interview, seat),
        starts=interview.starts,
        length=plan.length,
        text=f"{wording.hour(plan)} Its page in Rounds has what to read before.",
        place=interview.call,
        sequence=sequence(work, interview.id),
        organiser=here.postman.smtp.sender,
        attendee=address,
        cancelled=what in (Notice.CANCELLED, Notice.LEFT),
    )


def sequence(work: Work, interview_id: str) -> int:
    """How often its time changed, or it was cancelled."""
    return sum(isinstance(one.act, acts.Rescheduled | acts.Cancelled) for one in work.done(interview_id))
