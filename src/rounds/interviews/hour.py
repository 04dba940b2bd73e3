"""The hour: in which state an interview is and where its clock stands, told by its acts.

A phase's time is the time since it began less its pauses. Nothing here reads a clock: the moment is given.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from rounds.interviews import acts
from rounds.interviews.acts import Act, Done
from rounds.interviews.interview import Interview, Kind
from rounds.interviews.plan import MINUTE, Part, Phase
from rounds.kit.errors import Conflict

NONE = timedelta()


class State(StrEnum):
    SCHEDULED = "scheduled"
    INVITED = "invited"
    READY = "ready"  # access checked and consents given
    LOBBY = "lobby"
    LIVE = "live"
    PAUSED = "paused"
    ENDED = "ended"
    CANCELLED = "cancelled"
    MISSED = "missed"  # no-show
    ABORTED = "aborted"

    @property
    def is_before(self) -> bool:
        return self in (State.SCHEDULED, State.INVITED, State.READY, State.LOBBY)

    @property
    def is_running(self) -> bool:
        return self in (State.LIVE, State.PAUSED)

    @property
    def is_over(self) -> bool:
        return self in (State.ENDED, State.CANCELLED, State.MISSED)


@dataclass(frozen=True, slots=True)
class Stretch:
    """From when until when; `until` is None while it lasts. `reason` is that of a pause."""

    since: datetime
    until: datetime | None = None
    reason: str = ""

    def within(self, since: datetime, until: datetime) -> timedelta:
        return max(NONE, min(self.until or until, until) - max(self.since, since))


@dataclass(frozen=True, slots=True)
class Past:
    """A phase that was begun."""

    phase: Phase
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Hour:
    """`phases` have the lengths of today: with the candidate's time multiplier and what was added."""

    phases: tuple[Phase, ...]
    state: State = State.SCHEDULED
    past: tuple[Past, ...] = ()
    pauses: tuple[Stretch, ...] = ()
    away: tuple[Stretch, ...] = ()  # when the candidate's live channel was gone
    skipped: frozenset[int] = frozenset()  # scenarios
    lead: str = ""  # the seat, once it was handed on
    sharing: bool = False
    presenting: bool = False
    ended: datetime | None = None
    practice: bool = False  # without a clock, every scenario open

    @property
    def now_in(self) -> Past | None:
        return self.past[-1] if self.past and self.state.is_running else None

    @property
    def scenario(self) -> int | None:
        """The scenario that is worked on or discussed just now."""
        return self.now_in.phase.scenario if self.now_in else None

    def opens(self, number: int) -> bool:
        """Whether the candidate may ask the tools about this scenario."""
        return self.practice or (self.state is State.LIVE and self.scenario == number)

    def spent(self, past: Past, now: datetime) -> timedelta:
        """The time in a phase, without pauses."""
        until = past.until or min(now, self.ended or now)
        return until - past.since - sum((one.within(past.since, until) for one in self.pauses), NONE)

    def elapsed(self, now: datetime) -> timedelta:
        return self.spent(self.now_in, now) if self.now_in else NONE

    def left(self, now: datetime) -> timedelta:
        """Below zero once a phase takes longer than planned."""
        return self.now_in.phase.length - self.elapsed(now) if self.now_in else NONE

    def worked(self, number: int, now: datetime) -> timedelta:
        """The time in a scenario's work, which the minutes of hints count from."""
        these = (one for one in self.past if one.phase.scenario == number and one.phase.part is Part.WORK)
        return sum((self.spent(one, now) for one in these), NONE)

    def drift(self, now: datetime) -> timedelta:
        """How far behind the plan it is, below zero ahead of it: what was spent beyond the phases that ended, and what
        the present one takes beyond its length.
        """
        ended = sum((self.spent(one, now) - one.phase.length for one in self.past if one.until), NONE)
        return ended + max(NONE, -self.left(now))

    def moment(self, number: int, elapsed: timedelta) -> datetime | None:
        """When the work of a scenario was so far; None where it never was."""
        for one in self.past:
            if one.phase.scenario == number and one.phase.part is Part.WORK:
                at = one.since + elapsed
                for pause in self.pauses:
                    if one.since <= pause.since <= at:
                        at += (pause.until or pause.since) - pause.since
                return at
        return None


def hour_of(interview: Interview, done: Iterable[Done]) -> Hour:
    """Where it stands after these acts, in their order."""
    hour = Hour(phases_of(interview), practice=interview.kind is Kind.PRACTICE)
    for one in done:
        assert one.time
        hour = after(hour, one.act, one.time)
    return hour


def phases_of(interview: Interview) -> tuple[Phase, ...]:
    longer = interview.accommodations.time
    timed = (Part.WORK, Part.DISCUSSION)
    return tuple(
        replace(one, length=one.length * longer) if one.part in timed else one for one in interview.plan.phases
    )


def after(hour: Hour, act: Act, now: datetime) -> Hour:
    """One act further."""
    match act:
        case acts.Invited():
            return replace(hour, state=State.INVITED) if hour.state is State.SCHEDULED else hour
        case acts.Rescheduled():
            return replace(hour, state=State.INVITED) if hour.state is not State.SCHEDULED else hour
        case acts.Cancelled():
            return ended(hour, State.CANCELLED, now)
        case acts.Consented() if hour.state is State.INVITED and act.consents.get("policy"):
            return replace(hour, state=State.READY)
        case acts.Entered() if hour.state.is_before:
            return replace(hour, state=State.LOBBY)
        case acts.Admitted() if hour.state is State.LOBBY:
            return begun(replace(hour, state=State.LIVE), 0, now)
        case acts.Begun():
            return begun(hour, act.phase, now)
        case acts.Paused():
            return replace(hour, state=State.PAUSED, pauses=(*hour.pauses, Stretch(now, reason=act.reason)))
        case acts.Resumed():
            return replace(hour, state=State.LIVE, pauses=closed(hour.pauses, now))
        case acts.Extended():
            longer = tuple(
                replace(one, length=one.length + act.minutes * MINUTE) if one.no == act.phase else one
                for one in hour.phases
            )
            past = tuple(replace(one, phase=longer[one.phase.no]) for one in hour.past)
            return replace(hour, phases=longer, past=past)
        case acts.Skipped():
            return replace(hour, skipped=hour.skipped | {act.scenario})
        case acts.Left():
            return replace(hour, away=(*hour.away, Stretch(datetime.fromisoformat(act.since))))
        case acts.Returned():
            return replace(hour, away=closed(hour.away, now))
        case acts.Handed():
            return replace(hour, lead=act.to)
        case acts.Sharing():
            return replace(hour, sharing=act.on)
        case acts.Presented():
            return replace(hour, presenting=act.on, sharing=hour.sharing or act.on)
        case acts.Ended():
            return ended(hour, State.ENDED, now)
        case acts.Missed():
            return ended(hour, State.MISSED, now)
        case acts.Aborted():
            return ended(hour, State.ABORTED, now)
        case acts.Reopened():  # the time between is a pause that ends here
            gap = Stretch(hour.ended or now, now, reason="aborted")
            past = (*hour.past[:-1], replace(hour.past[-1], until=None)) if hour.past else ()
            state = State.LIVE if past else State.LOBBY
            return replace(hour, state=state, ended=None, past=past, pauses=(*hour.pauses, gap))
    return hour


def begun(hour: Hour, no: int, now: datetime) -> Hour:
    past = (*hour.past[:-1], replace(hour.past[-1], until=now)) if hour.past else ()
    return replace(hour, past=(*past, Past(hour.phases[no], now)), pauses=closed(hour.pauses, now), state=State.LIVE)


def ended(hour: Hour, state: State, now: datetime) -> Hour:
    past = (*hour.past[:-1], replace(hour.past[-1], until=now)) if hour.past else ()
    pauses = closed(hour.pauses, now)
    return replace(hour, state=state, ended=now, past=past, pauses=pauses, presenting=False)


def closed(stretches: tuple[Stretch, ...], now: datetime) -> tuple[Stretch, ...]:
    if stretches and stretches[-1].until is None:
        return (*stretches[:-1], replace(stretches[-1], until=now))
    return stretches


def check(hour: Hour, act: Act) -> None:
    """Whether this may be done now.

    Raises:
        Conflict: it may not in this state, and why.
    """
    if isinstance(act, LIVING) and not hour.state.is_running:
        raise Conflict("This is done while the interview runs.")
    match act:
        case acts.Paused() if hour.state is not State.LIVE:
            raise Conflict("The interview is not running, so it cannot be paused.")
        case acts.Resumed() if hour.state is not State.PAUSED:
            raise Conflict("The interview is not paused.")
        case acts.Admitted() if not act.browser and hour.state is not State.LOBBY:
            raise Conflict("The candidate is not in the lobby.")
        case acts.Begun() if not 0 <= act.phase < len(hour.phases):
            raise Conflict("This plan has no such phase.")
        case acts.Extended() if not 0 <= act.phase < len(hour.phases):
            raise Conflict("This plan has no such phase.")
        case acts.Reopened() if hour.state is not State.ABORTED:
            raise Conflict("Only an interview that was aborted is taken up again.")
        case acts.Missed() if not hour.state.is_before:
            raise Conflict("The candidate was here.")
        case acts.Cancelled() | acts.Rescheduled() if not hour.state.is_before:
            raise Conflict("The interview has begun; it can be ended or aborted.")
        case acts.Hinted() if hour.now_in is None or hour.now_in.phase.part is not Part.WORK:
            raise Conflict("Hints are given while a scenario is worked on.")
        case acts.Wrote() | acts.Judged() | acts.Pinned() | acts.Unpinned() if not hour.opens(act.scenario) or (
            hour.now_in is not None and hour.now_in.phase.part is Part.DISCUSSION
        ):
            raise Conflict("The notebook is written in while its scenario is worked on.")


LIVING = (
    acts.Begun, acts.Paused, acts.Resumed, acts.Extended, acts.Skipped, acts.Ended, acts.Aborted, acts.Asked,
    acts.Prompted, acts.Silence, acts.Hinted, acts.Revealed, acts.Recognised, acts.Mitigated, acts.Presented,
)  # fmt: skip
