"""Mails: kept until a server has taken them, whatever happens to this process meanwhile.

A mail is counted as tried and held for a while before it is handed over, and marked as sent after. Between the two nobody
else takes it. If this process is killed there, the mail is tried once more when the while is over: the recipient may then
have it twice, with the same Message-ID, but it is never lost.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from rounds.actions import post
from rounds.actions.office import Office
from rounds.actions.post import Refused, Smtp, Unsent
from rounds.interviews import State, acts
from rounds.interviews.letters import LINK, Letter
from rounds.kit.errors import NotFound
from rounds.records.mails import REFUSED, Mail
from rounds.records.work import Work

log = structlog.get_logger()

HELD = timedelta(minutes=5)  # much longer than handing one over takes
TRIES = 10
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)  # doubled each time: over four hours in all
INVITATION, RESCHEDULED, CANCELLED, REMINDER, UNCHECKED = (
    "invitation",
    "rescheduled",
    "cancelled",
    "reminder",
    "unchecked",
)
REMINDERS = (REMINDER, UNCHECKED)


@dataclass(frozen=True, slots=True)
class Written:
    """A mail to one recipient, before it is queued."""

    kind: str
    recipient: str
    letter: Letter
    calendar: str = ""
    due: datetime | None = None


def queue(work: Work, here: Office, written: Written, interview: str = "") -> str:
    """Keep it to be sent, at once or when it is due; its id. Who calls wakes the postman after the unit of work."""
    now = here.now()
    letter = written.letter
    made = Mail(
        id=secrets.token_hex(12),
        interview=interview,
        kind=written.kind,
        recipient=written.recipient,
        subject=letter.subject,
        plain=letter.plain,
        html=letter.html,
        calendar=written.calendar,
        created=now,
        due=written.due or now,
    )
    work.mails.add(made)
    return made.id


def deliver(here: Office, url: str) -> int:
    """Try every mail that is due; how many were tried. `url` is the address in links."""
    smtp, tried = here.postman.smtp, 0
    while smtp is not None and not here.postman.stopping.is_set():
        with here.records.work() as work:
            mail = work.mails.take(here.now(), here.now() + HELD)
        if mail is None:
            break
        tried += 1
        try_one(here, smtp, mail, url)
    return tried


def try_one(here: Office, smtp: Smtp, mail: Mail, url: str) -> None:
    try:
        letter = linked(here, mail, url)
    except NotFound as withdrawn:
        told = withdrawn.message
        settle(here, mail, lambda work: work.mails.give_up(mail.id, here.now(), told))
        return
    if letter is None:
        settle(here, mail, lambda work: work.mails.drop(mail.id))
        return
    try:
        made = post.message(smtp, mail.recipient, letter, identifier=mail.id, at=mail.created, calendar=mail.calendar)
        post.send(smtp, mail.recipient, made)
    except Refused as refusal:
        told = f"{REFUSED}: {refusal}"
        log.warning("mail refused", mail=mail.id, kind=mail.kind, tries=mail.tries)
        settle(here, mail, lambda work: work.mails.give_up(mail.id, here.now(), told))
    except Unsent as trouble:
        log.warning("mail not sent", mail=mail.id, kind=mail.kind, tries=mail.tries, trouble=str(trouble))
        later(here, mail, str(trouble))
    else:
        log.info("mail sent", mail=mail.id, kind=mail.kind, tries=mail.tries)
        settle(here, mail, lambda work: work.mails.sent(mail.id, here.now()))


def later(here: Office, mail: Mail, trouble: str) -> None:
    now = here.now()
    if mail.tries >= TRIES:
        told = f"given up after {mail.tries} tries: {trouble}"
        settle(here, mail, lambda work: work.mails.give_up(mail.id, now, told))
    else:
        settle(here, mail, lambda work: work.mails.again(mail.id, now + pause(mail.tries), trouble))


def pause(tries: int) -> timedelta:
    doubled: int = 2 ** (tries - 1)
    return min(LONGEST_PAUSE, FIRST_PAUSE * doubled)


def settle(here: Office, mail: Mail, change: Callable[[Work], None]) -> None:
    with here.records.work() as work:
        change(work)
    if mail.interview:
        here.live.changed(mail.interview)


def linked(here: Office, mail: Mail, url: str) -> Letter | None:
    """The letter with the candidate's link; None for a reminder that is not needed any more.

    Raises:
        NotFound: the link it is about was withdrawn.
    """
    letter = Letter(mail.subject, mail.plain, mail.html).housed(url)
    if not mail.interview:
        return letter
    with here.records.look() as look:
        state = look.states()[mail.interview]
        if mail.kind in REMINDERS and (not state.is_before or not is_needed(look, mail, state)):
            return None
        return letter.linked(candidates_link(here, look, mail.interview, url)) if LINK in mail.plain else letter


def is_needed(look: Work, mail: Mail, state: State) -> bool:
    if mail.kind != UNCHECKED:
        return True
    return state is State.INVITED and not any(isinstance(one.act, acts.Checked) for one in look.done(mail.interview))


def candidates_link(here: Office, look: Work, interview_id: str, url: str) -> str:
    """
    Raises:
        NotFound: no link of this interview is good.
    """
    invited = look.invitations.current(interview_id)
    if invited is None:
        raise NotFound("The link it is about was withdrawn.")
    seat = next(one.id for one in look.seats_of(interview_id) if not one.role.is_staff)
    return f"{url}/join#{here.links.invitation(seat, interview_id, invited.id)}"
