"""Rehearsals: the hour of an interview without its candidate, of which nothing is kept.

A rehearsal is an interview of its own with the same scenarios and the same plan. Whoever rehearses leads it and opens
the candidate's side in another tab. It is on no board, sends no mail, and stands in no statistics. When it ends, or
after a day at the latest, every row of it is deleted.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog

from rounds.actions import acting, rights
from rounds.actions.links import Surface
from rounds.actions.live import What
from rounds.actions.office import Office
from rounds.interviews import Accommodations, Kind, Person, Role, Seat, acts
from rounds.interviews.rights import Right
from rounds.kit.errors import Conflict, NotFound, TooMuch
from rounds.records.work import Work

log = structlog.get_logger()

LONGEST = timedelta(hours=24)
MOST = 5  # of one person at once
CANDIDATE = "Rehearsal"  # the name of the one who is not there


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """`link` is the token of the candidate's side; any browser may use it."""

    id: str
    link: str


def begin(here: Office, who: Person, interview_id: str, command: str = "") -> Rehearsal:
    """Rehearse an interview. Its record is not touched.

    Raises:
        NotFound, Forbidden: as `rights.interview`, or they have no place in it.
        Conflict: its scenarios are not prepared yet. TooMuch: they have many rehearsals that are not ended.
    """
    interview, place = rights.interview(here, who, interview_id, Right.FOLLOW)
    if interview.kind is Kind.REHEARSAL:
        raise Conflict("This is a rehearsal already.")
    if not all(pin.incident for pin in interview.pins):
        raise Conflict("The scenarios are still being prepared. Try again in a moment.")
    name, now = named(interview_id, who, command), here.now()
    candidate = Seat(f"{name}-c", name, Role.CANDIDATE, CANDIDATE)
    with here.records.work() as work:
        if not work.has(name):
            check_many(work, who)
            made = replace(
                interview,
                id=name,
                candidate=CANDIDATE,
                interviewer=place.name,
                created=now,
                starts=None,
                kind=Kind.REHEARSAL,
                mail="",
                call="",
                accommodations=Accommodations(interview.accommodations.time),
            )
            work.add(made)
            work.seat(candidate, now)
            work.seat(Seat(f"{name}-l", name, Role.LEAD, place.name, who.id), now)
            acting.write(work, here, candidate, acts.Entered())
    return Rehearsal(name, here.links.link(Surface.CANDIDATE, candidate.id, name))


def check_many(work: Work, who: Person) -> None:
    """Each has a link that any browser may use, and a record of its own until it is ended."""
    begun = set(work.rehearsals.begun())
    if sum(seat.interview in begun for seat in work.seats_of_person(who.id)) >= MOST:
        raise TooMuch(f"You have {MOST} rehearsals that are not ended. End one of them first.")


def named(interview_id: str, who: Person, command: str) -> str:
    """The same command sent twice begins one."""
    if not command:
        return secrets.token_hex(6)
    return hashlib.sha256(f"rehearsal {interview_id} {who.id} {command}".encode()).hexdigest()[:12]


def end(here: Office, who: Person, interview_id: str) -> None:
    """End it, and delete everything of it.

    Raises:
        NotFound, Forbidden: as `rights.interview`. Conflict: it is no rehearsal.
    """
    interview, _ = rights.interview(here, who, interview_id, Right.RUN)
    if interview.kind is not Kind.REHEARSAL:
        raise Conflict("This is no rehearsal: its record stays.")
    remove(here, interview_id)


def sweep(here: Office) -> int:
    """Delete those that were begun a day ago; how many."""
    with here.records.look() as look:
        old = look.rehearsals.begun(here.now() - LONGEST)
    for one in old:
        remove(here, one)
    return len(old)


def remove(here: Office, interview_id: str) -> None:
    with here.records.work() as work:
        try:
            work.rehearsals.remove(interview_id)
        except NotFound:  # another process was first
            return
    here.records.settle()
    here.memories.forget(interview_id)
    for what in (What.SHOWN, What.PRESENTED):
        here.live.forget(interview_id, what)
    here.live.changed(interview_id)
    log.info("rehearsal deleted")
