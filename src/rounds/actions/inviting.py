"""Inviting a candidate, and telling them what changed: the mails with their calendar files, and the link.

With the first invitation the scenarios' versions, the plan and the policy are fixed. A newer invitation replaces the one
before, and signs its browsers out.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rounds.actions import acting, arranging, informing, mails, rights
from rounds.actions.mails import CANCELLED, INVITATION, REMINDER, REMINDERS, RESCHEDULED, UNCHECKED, Written
from rounds.actions.office import Office
from rounds.actions.zones import zone
from rounds.interviews import Interview, Kind, Person, Seat, acts, calendar, letters, wording
from rounds.interviews.calendar import Event
from rounds.interviews.letters import Fields, Letter, Notice, Template
from rounds.interviews.rights import Right, as_seen_by
from rounds.kit.errors import Conflict, Invalid
from rounds.records.invitations import Invited
from rounds.records.work import Work

DAY_BEFORE, HOURS_BEFORE = timedelta(hours=24), timedelta(hours=4)
NOTICE = timedelta(hours=2)  # an invitation that is sent later than this before a reminder is one
LONGEST_REASON = 500
SHOWN_LINK = "(the candidate's own link)"  # in a preview


@dataclass(frozen=True, slots=True)
class Sent:
    """What the candidate was or is to be sent, with their link; `queued` if a mail server is to send it."""

    letter: Letter
    calendar: str
    queued: bool


def preview(here: Office, who: Person, interview_id: str, template: Template) -> Letter:
    """The invitation as it would be sent. Its link is made when it is sent.

    Raises:
        NotFound, Forbidden: as `rights.interview`. Invalid: the template.
    """
    interview, _ = rights.interview(here, who, interview_id, Right.ARRANGE)
    return written(interview, who, template).linked(SHOWN_LINK)


def invite(
    here: Office, who: Person, interview_id: str, url: str, *, template: Template, send: bool, command: str = ""
) -> Sent:
    """Fix what is pinned, make the candidate's link, and queue the mail, or give it to be copied.

    Raises:
        NotFound, Forbidden: as `rights.interview`. Invalid: the template.
        Conflict: something is missing, it has begun, or no mail server is set.
    """
    with here.records.work() as work:
        work.locked(interview_id)
        interview, seat = rights.within(work, who, interview_id, Right.ARRANGE)
        if not work.commanded(interview_id, command):
            check_invitable(here, interview, send)
            interview = fixed(work, here, interview)
            made = Invited(secrets.token_hex(8), interview_id, here.now())
            again = work.invitations.current(interview_id) is not None or has_been_invited(work, interview_id)
            acting.write(work, here, actor(seat, who), acts.Invited(made.id, again), command)
            work.invitations.add(made)
            work.browsers.end(candidates_seat(work, interview_id).id, here.now())
            if send:
                tell(work, here, interview, who, INVITATION, template)
            remind(work, here, interview, who)
            if not again:
                informing.tell(work, here, interview, Notice.PLANNED)
        letter = written(interview, who, template).linked(mails.candidates_link(here, work, interview_id, url))
        file = file_of(work, here, as_seen_by(who, seat.role, interview))  # not everybody may know their address
    arranging.prepare(here, interview.pins)
    changed(here, interview_id)
    return Sent(letter, file, send)


def revoke(here: Office, who: Person, interview_id: str) -> None:
    """End the candidate's link; the browsers that came with it are signed out, and nothing more is sent.

    Raises:
        NotFound, Forbidden: as `rights.interview`.
    """
    with here.records.work() as work:
        work.locked(interview_id)
        rights.within(work, who, interview_id, Right.ARRANGE)
        ended(work, here, interview_id)
    changed(here, interview_id)


def reschedule(
    here: Office, who: Person, interview_id: str, *, starts: datetime, reason: str, command: str = ""
) -> None:
    """Another time, with a reason for the record; who was told of it is told the time: the candidate if they have a
    link, the interviewers from the invitation on.

    Raises:
        NotFound, Forbidden: as `rights.interview`. Invalid: the time or the reason. Conflict: it has begun.
    """
    check_reason(reason)
    arranging.check_starts(starts)
    if starts <= here.now():
        raise Invalid("This time has passed.", field="starts")
    with here.records.work() as work:
        work.locked(interview_id)
        before, seat = rights.within(work, who, interview_id, Right.ARRANGE)
        if work.commanded(interview_id, command):
            return
        if before.starts == starts:
            raise Invalid("It starts then already.", field="starts")
        acting.write(work, here, actor(seat, who), acts.Rescheduled(starts.isoformat(), reason.strip()), command)
        after = replace(before, starts=starts)
        work.change(after)
        work.mails.drop_waiting(interview_id, (*REMINDERS, RESCHEDULED))
        if work.invitations.current(interview_id) is not None:
            tell(work, here, after, who, RESCHEDULED, letters.RESCHEDULED, before=before.starts)
            remind(work, here, after, who)
        if has_been_invited(work, interview_id):
            informing.tell(work, here, after, Notice.MOVED, before=before.starts)
    changed(here, interview_id)


def cancel(here: Office, who: Person, interview_id: str, *, reason: str, command: str = "") -> None:
    """It does not take place; the candidate is told so if they were invited, and their link ends; interviewers too.

    Raises:
        NotFound, Forbidden: as `rights.interview`. Invalid: the reason. Conflict: it has begun.
    """
    check_reason(reason)
    with here.records.work() as work:
        work.locked(interview_id)
        interview, seat = rights.within(work, who, interview_id, Right.ARRANGE)
        if work.commanded(interview_id, command):
            return
        invited = work.invitations.current(interview_id) is not None
        acting.write(work, here, actor(seat, who), acts.Cancelled(reason.strip()), command)
        ended(work, here, interview_id)
        if invited:
            tell(work, here, interview, who, CANCELLED, letters.CANCELLED)
        if has_been_invited(work, interview_id):
            informing.tell(work, here, interview, Notice.CANCELLED)
    changed(here, interview_id)


def again(here: Office, who: Person, interview_id: str, mail_id: str) -> None:
    """Try a mail once more that was given up.

    Raises:
        NotFound, Forbidden: as `rights.interview`. Conflict: it was not given up.
    """
    with here.records.work() as work:
        rights.within(work, who, interview_id, Right.ARRANGE)
        found = next((one for one in work.mails.of_interview(interview_id) if one.id == mail_id), None)
        if found is None or found.given_up is None:
            raise Conflict("This mail was not given up.")
        to = work.interview(interview_id).mail or found.recipient
        work.mails.retry(mail_id, to, here.now())
    changed(here, interview_id)


def calendar_file(here: Office, who: Person, interview_id: str) -> str:
    """The interview for one's own calendar, without the candidate's address.

    Raises:
        NotFound: as `rights.interview`. Conflict: it has no time yet.
    """
    with here.records.look() as look:
        interview, seat = rights.within(look, who, interview_id, Right.SEE)
        file = file_of(look, here, replace(as_seen_by(who, seat.role, interview), mail=""))
    if not file:
        raise Conflict("It has no time yet.")
    return file


def check_invitable(here: Office, interview: Interview, send: bool) -> None:
    if interview.kind is not Kind.LIVE:
        raise Conflict("This interview needs no invitation.")
    if interview.starts is None:
        raise Conflict("Say when it starts first.")
    if interview.starts + interview.plan.length < here.now():
        raise Conflict("The time it was to take place has passed. Reschedule it first.")
    if send and not interview.mail:
        raise Conflict("There is no mail address. Add one, or copy the invitation and send it yourself.")
    if send and here.postman.smtp is None:
        raise Conflict("No mail server is set (ROUNDS_SMTP). Copy the invitation and send it yourself.")


def check_reason(reason: str) -> None:
    if not 1 <= len(reason.strip()) <= LONGEST_REASON:
        raise Invalid(f"Give a reason of 1 to {LONGEST_REASON} characters.", field="reason")


def has_been_invited(work: Work, interview_id: str) -> bool:
    return any(isinstance(one.act, acts.Invited) for one in work.done(interview_id))


def fixed(work: Work, here: Office, interview: Interview) -> Interview:
    """With the versions of today, unless it was invited before: then they are fixed."""
    if has_been_invited(work, interview.id):
        return interview
    after = arranging.renewed(here, interview)
    arranging.repin(work, interview, after)
    return after


def ended(work: Work, here: Office, interview_id: str) -> None:
    now = here.now()
    work.invitations.revoke(interview_id, now)
    work.browsers.end(candidates_seat(work, interview_id).id, now)
    work.mails.drop_waiting(interview_id, (INVITATION, RESCHEDULED, *REMINDERS))


def actor(seat: Seat, who: Person) -> Seat:
    """Who has no seat acts under their own id, so that the record says who it was."""
    return replace(seat, id=seat.id or who.id)


def candidates_seat(work: Work, interview_id: str) -> Seat:
    return next(seat for seat in work.seats_of(interview_id) if not seat.role.is_staff)


def changed(here: Office, interview_id: str) -> None:
    here.postman.wake()
    here.live.changed(interview_id)


# Mails


def tell(
    work: Work,
    here: Office,
    interview: Interview,
    who: Person,
    kind: str,
    template: Template,
    *,
    before: datetime | None = None,
    due: datetime | None = None,
) -> None:
    """Queue a mail to the candidate, where one can be sent; a change of the calendar goes with those of the moment."""
    if not interview.mail or here.postman.smtp is None:
        return
    letter = written(interview, who, template, before)
    file = "" if due else file_of(work, here, interview, cancelled=kind == CANCELLED)
    mails.queue(work, here, Written(kind, interview.mail, letter, file, due), interview.id)


def remind(work: Work, here: Office, interview: Interview, who: Person) -> None:
    """The day before, and four hours before if the access check is not done by then; anew each time."""
    assert interview.starts
    work.mails.drop_waiting(interview.id, REMINDERS)
    for kind, template, ahead in (
        (REMINDER, letters.REMINDER, DAY_BEFORE),
        (UNCHECKED, letters.UNCHECKED, HOURS_BEFORE),
    ):
        due = interview.starts - ahead
        if due > here.now() + NOTICE:
            tell(work, here, interview, who, kind, template, due=due)


def written(interview: Interview, who: Person, template: Template, before: datetime | None = None) -> Letter:
    return letters.written(template, Fields(interview, zone(interview.zone), who.name, who.mail, before))


def file_of(work: Work, here: Office, interview: Interview, *, cancelled: bool = False) -> str:
    """The calendar's file; empty without a time."""
    if interview.starts is None:
        return ""
    smtp = here.postman.smtp
    plan = interview.plan.stretched(interview.accommodations.time)
    event = Event(
        uid=f"{interview.id}@rounds",
        title=f"Interview: {interview.position}" if interview.position else "Interview",
        starts=interview.starts,
        length=plan.length,
        text=f"{wording.hour(plan)} Open the link from your invitation, in the browser you checked it with.",
        place=interview.call,
        sequence=informing.sequence(work, interview.id),
        organiser=smtp.sender if smtp else "",
        attendee=interview.mail,
        cancelled=cancelled,
    )
    return calendar.ics(event, here.now())
