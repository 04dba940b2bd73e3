"""Preflights: the doctor before each interview, a day ahead and once more an hour before when something was red.

What it found is kept with the interview. What is red goes by mail to whoever invited, and to the lead.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog

from rounds.actions import doctor, mails, rights
from rounds.actions.doctor import Circumstances
from rounds.actions.mails import Written
from rounds.actions.office import Office
from rounds.interviews import Interview, Kind, Person, Role, acts
from rounds.interviews.access import Colour
from rounds.interviews.findings import Finding, Preflight
from rounds.interviews.letters import Letter, as_html
from rounds.interviews.rights import Right
from rounds.kit.errors import Conflict
from rounds.records.work import Work

log = structlog.get_logger()

DAY, HOUR = timedelta(hours=24), timedelta(hours=1)  # before the start
LONGEST = timedelta(minutes=10)  # that one takes; what has found nothing by then was broken off
PREFLIGHT = "preflight"  # kind of a mail


def run_due(here: Office, around: Circumstances) -> int:
    """Make those that are due; how many."""
    with here.records.look() as look:
        soon = look.preflights.to_come(here.now(), DAY)
    return sum(made(here, around, interview_id, starts) for interview_id, starts in soon)


def made(here: Office, around: Circumstances, interview_id: str, starts: datetime) -> bool:
    with here.records.look() as look:
        if not is_due(look.preflights.of(interview_id), starts, here.now()):
            return False
    with here.records.work() as work:
        work.locked(interview_id)  # another process may have begun it
        began = here.now()
        if not is_due(work.preflights.of(interview_id), starts, began):
            return False
        work.preflights.begin(interview_id, began)
        interview = work.interview(interview_id)
    found = doctor.examine(here, around, interview.pins)
    keep(here, around.url, interview, began, found)
    return True


def is_due(before: Iterable[Preflight], starts: datetime, now: datetime) -> bool:
    """Whether a check is to be made now. Those of an earlier time of the interview do not count."""
    if not starts - DAY <= now <= starts:
        return False
    these = [one for one in before if one.time >= starts - DAY and (one.findings or now - one.time < LONGEST)]
    if not these:
        return True
    last = max(these, key=lambda one: one.time)
    return last.colour is Colour.RED and last.time < starts - HOUR <= now


def keep(here: Office, url: str, interview: Interview, began: datetime, found: list[Finding]) -> None:
    preflight = Preflight(began, tuple(found))
    with here.records.work() as work:
        work.preflights.keep(interview.id, began, found)
        if preflight.red:
            for address in told(work, interview.id):
                mails.queue(work, here, Written(PREFLIGHT, address, letter(interview, preflight, url)))
    here.postman.wake()
    here.live.changed(interview.id)
    log.info("preflight", interview=interview.id, colour=preflight.colour.value)


def check(here: Office, who: Person, interview_id: str, around: Circumstances) -> Preflight:
    """Make one now, because somebody asks for it. Nobody is mailed: they see it.

    Raises:
        NotFound, Forbidden: as `rights.interview`. Conflict: it is not to come, or is being checked already.
    """
    with here.records.work() as work:
        work.locked(interview_id)
        interview, _ = rights.within(work, who, interview_id, Right.ARRANGE)
        if interview.kind is not Kind.LIVE or not work.states()[interview_id].is_before:
            raise Conflict("Only an interview to come is checked.")
        began, known = here.now(), work.preflights.of(interview_id)
        if any(not one.findings and began - one.time < LONGEST for one in known):
            raise Conflict("It is being checked already.")
        work.preflights.begin(interview_id, began)
    found = doctor.examine(here, around, interview.pins)
    with here.records.work() as work:
        work.preflights.keep(interview_id, began, found)
    here.live.changed(interview_id)
    return Preflight(began, tuple(found))


def latest(look: Work, interview_id: str) -> Preflight | None:
    """The last that is done."""
    return next((one for one in look.preflights.of(interview_id) if one.findings), None)


def told(work: Work, interview_id: str) -> list[str]:
    """The addresses of whoever invited and of the lead."""
    done, seats = work.done(interview_id), work.seats_of(interview_id)
    invited = {one.seat for one in done if isinstance(one.act, acts.Invited)}
    lead = work.hour(interview_id).lead
    leading = [seat for seat in seats if rights.role_today(seat, lead) is Role.LEAD]
    these = {seat.person for seat in seats if seat in leading or seat.id in invited} | invited
    return [one.mail for one in work.people.all() if one.id in these and one.mail and one.active]


def letter(interview: Interview, preflight: Preflight, url: str) -> Letter:
    """It names no candidate: it is for whoever can do something, and mail is read by others too."""
    starts = moment_of(interview)
    parts = [f"{one.part}: {one.says}\n{one.do}".strip() for one in preflight.red]
    plain = "\n\n".join(
        [
            f"Before the interview on {starts} something is not as it must be.",
            *parts,
            f"The interview: {url}/staff/interviews/{interview.id}",
            "It is looked at once more an hour before the start.",
        ]
    )
    return Letter(f"Not ready: the interview on {starts}", plain + "\n", as_html(plain))


def moment_of(interview: Interview) -> str:
    assert interview.starts
    return f"{interview.starts:%Y-%m-%d %H:%M} UTC"
