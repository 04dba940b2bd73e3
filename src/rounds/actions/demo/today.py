"""The demo's links: to an interview in which everything is open, to look around in, to a whole hour that begins in a few
minutes, and to whoever interviews.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count

from rounds.actions import acting, interviews
from rounds.actions.office import Office
from rounds.incidents.building import generator
from rounds.incidents.library import Offered
from rounds.interviews import Duty, Interview, Kind, Person, Role, Seat, State, acts, fit_60
from rounds.records.invitations import Invited
from rounds.records.work import Work

CANDIDATE = "Alex Demo"
EVERYTHING = frozenset({Duty.ADMIN, Duty.INTERVIEWER, Duty.RECRUITER})  # whoever runs a demo plays all of them
INTERVIEWER = Person("robin", "Robin Demo", "", EVERYTHING)
LIVE_CANDIDATE = "Sam Demo"
SCENARIOS = 3  # in an interview
LATE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Demo:
    """Tokens of its links: the candidate of the practice interview, the interviewer, the candidate of the live one."""

    candidate: str
    interviewer: str
    live: str


def demo(here: Office) -> Demo:
    """The demo's interviews: the same ones, with the same links, for as long as the scenarios are the same.

    In one everything is open, to look around. The other is a whole hour with a clock, which begins in a few minutes.
    """
    chosen = here.library.offered()[:SCENARIOS]
    told = fingerprint(chosen)
    practice = interviews.arrange(
        here, chosen, candidate=CANDIDATE, interviewer=INTERVIEWER, interview_id=f"demo-{told}"
    )
    return Demo(practice.candidate, practice.interviewer, live(here, chosen, told))


def live(here: Office, chosen: Sequence[Offered], told: str) -> str:
    """The token of the candidate's link. An hour that is over makes room for a new one."""
    with here.records.work() as work:
        states = work.states()
        name = next(name for no in count(1) if not is_over(states, name := f"live-{told}-{no}"))
        seat = Seat(f"{name}-c", name, Role.CANDIDATE, LIVE_CANDIDATE)
        if not work.has(name):
            make_live(work, here, seat, chosen)
        bring_to_today(work, here, name)
    return here.links.invitation(seat.id, name, name)


def is_demos(interview_id: str) -> bool:
    """Whether it is one of the demo's own with a clock, which one person looks at from both sides."""
    return interview_id.startswith(("live-", "past-"))


def is_over(states: Mapping[str, State], name: str) -> bool:
    return name in states and (states[name].is_over or states[name] is State.ABORTED)


def make_live(work: Work, here: Office, seat: Seat, chosen: Sequence[Offered]) -> None:
    now, name = here.now(), seat.interview
    pins = tuple(interviews.pinned(here, number, one) for number, one in enumerate(chosen, start=1))
    made = Interview(name, LIVE_CANDIDATE, INTERVIEWER.name, now, fit_60(len(pins)), pins)
    work.add(replace(made, kind=Kind.LIVE, starts=soon(now), zone="Europe/Berlin", position="Software engineer"))
    lead = Seat(f"{name}-l", name, Role.LEAD, INTERVIEWER.name, INTERVIEWER.id)
    for one in (seat, lead):
        work.seat(one, now)
    acting.write(work, here, lead, acts.Invited(name))
    work.invitations.add(Invited(name, name, now))


def bring_to_today(work: Work, here: Office, name: str) -> None:
    """One that was not begun when it was to start starts in a few minutes."""
    found, now = work.interview(name), here.now()
    if found.starts and found.starts < now - LATE and work.states()[name].is_before:
        starts = soon(now)
        acting.write(
            work, here, work.seat_of(f"{name}-l"), acts.Rescheduled(starts.isoformat(), "The demo began anew.")
        )
        work.change(replace(found, starts=starts))


def soon(now: datetime) -> datetime:
    """A round time, five to ten minutes from now."""
    return now.replace(minute=now.minute // 5 * 5, second=0, microsecond=0) + timedelta(minutes=10)


def fingerprint(chosen: Sequence[Offered]) -> str:
    told = [generator(), *(f"{one.name} {one.version} {one.seed}" for one in chosen)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:10]
