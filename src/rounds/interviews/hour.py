"""The hour: in which state an interview is and where its clock stands, told by its acts.

A phase's time is the time since it began less its pauses; of a phase that was come back to, that of all its visits.
Minutes that a phase left unspent carry over, and the wrap-up has what is left of them all. Nothing here reads a clock:
the moment is given, and a clock that was set back stands still until it is where it was.
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
    """A visit of a phase. It is void once its scenario went on with another variant."""

    phase: Phase
    since: datetime
    until: datetime | None = None
    void: bool = False


@dataclass(frozen=True, slots=True)
class Hour:
    """`phases` have the lengths of today: with the candidate's time multiplier and what was added; `planned` are those
    before anything was added. `latest` is the moment of the last act.
    """

    phases: tuple[Phase, ...]
    state: State = State.SCHEDULED
    past: tuple[Past, ...] = ()
    pauses: tuple[Stretch, ...] = ()
    away: tuple[Stretch, ...] = ()  # when the candidate's live channel was gone
    skipped: frozenset[int] = frozenset()  # scenarios
    lead: str = ""  # the seat, once it was handed on
    sharing: bool = False
    presenting: bool = False
    lent: bool = False  # the screen is shared because of what is presented, and only as long
    ended: datetime | None = None
    planned: tuple[timedelta, ...] = ()
    practice: bool = False  # every scenario is open, always
    consented: bool = False
    erased: bool = False  # name, address and words are gone; nothing is added any more
    latest: datetime | None = None

    @property
    def now_in(self) -> Past | None:
        return self.past[-1] if self.past and self.state.is_running else None

    @property
    def scenario(self) -> int | None:
        """The scenario that is worked on or discussed just now."""
        return self.now_in.phase.scenario if self.now_in else None

    @property
    def is_away(self) -> bool:
        """Whether the candidate's live channel is gone."""
        return bool(self.away) and self.away[-1].until is None

    def opens(self, number: int) -> bool:
        """Whether the candidate may ask the tools about this scenario."""
        running = self.state is State.LIVE and self.scenario == number
        return self.practice or (running and number not in self.skipped)

    def writes(self, number: int) -> bool:
        """Whether the candidate may write in the notebook: while the scenario is worked on."""
        worked = self.now_in is not None and self.now_in.phase.part is Part.WORK
        return self.practice or (worked and self.opens(number))

    def is_closed(self, number: int) -> bool:
        """Whether this scenario was, or will not be. The lead may come back to one that was."""
        was = any(one.phase.scenario == number and not one.void for one in self.past)
        return self.state.is_over or number in self.skipped or (was and self.scenario != number)

    def standing(self, phase: Phase) -> str:
        """Of a phase: past, now, skipped or coming. One that was left for an earlier one is still to come."""
        present = self.now_in.phase.no if self.now_in else None
        if phase.no == present:
            return "now"
        if phase.scenario in self.skipped:
            return "skipped"
        if self.visits(phase.no) and not (present is not None and phase.no > present):
            return "past"
        return "skipped" if self.is_given_up(phase) else "coming"

    def is_given_up(self, phase: Phase) -> bool:
        """Whether a phase is not to come: its scenario is skipped, or it was gone past."""
        gone_past = bool(self.past) and phase.no < self.past[-1].phase.no
        return phase.scenario in self.skipped or gone_past

    def visits(self, no: int) -> list[Past]:
        return [one for one in self.past if one.phase.no == no]

    def spent(self, past: Past, now: datetime) -> timedelta:
        """The time in one visit of a phase, without pauses."""
        until = past.until or max(now, self.latest or now)
        return until - past.since - sum((one.within(past.since, until) for one in self.pauses), NONE)

    def spent_in(self, no: int, now: datetime, *, void: bool = False) -> timedelta:
        """The time in all visits of a phase, those that are void too where asked for."""
        return sum((self.spent(one, now) for one in self.visits(no) if void or not one.void), NONE)

    def elapsed(self, now: datetime) -> timedelta:
        return self.spent_in(self.now_in.phase.no, now) if self.now_in else NONE

    def left(self, now: datetime) -> timedelta:
        """Below zero once a phase takes longer than planned."""
        return self.now_in.phase.length - self.elapsed(now) if self.now_in else NONE

    def worked(self, number: int, now: datetime) -> timedelta:
        """The time in a scenario's work, which the minutes of hints count from."""
        return sum((self.spent(one, now) for one in self.works(number)), NONE)

    def works(self, number: int) -> list[Past]:
        """The visits of a scenario's work."""
        these = [one for one in self.past if one.phase.scenario == number and one.phase.part is Part.WORK]
        return [one for one in these if not one.void]

    def drift(self, now: datetime) -> timedelta:
        """How far behind the plan it is, below zero ahead of it: what was spent beyond the planned minutes of the phases
        that are over or given up, and what the present one takes beyond its own. Minutes that were added are drift
        once they are spent; pauses are none.
        """
        return sum((self.late(one, now) for one in self.phases), NONE)

    def late(self, phase: Phase, now: datetime) -> timedelta:
        """What one phase adds to the drift."""
        spent, standing = self.spent_in(phase.no, now, void=True) - self.minutes(phase), self.standing(phase)
        return spent if standing in ("past", "skipped") else max(NONE, spent)

    def minutes(self, phase: Phase) -> timedelta:
        """The planned time of a phase, before any was added."""
        return self.planned[phase.no] if self.planned else phase.length

    def allotted(self, phase: Phase, now: datetime) -> timedelta:
        """The time a phase has as it stands. The wrap-up has what the others leave of them all, and a minute at least;
        until it begins that is known as far as the others take what they have.
        """
        if phase.part is not Part.WRAP_UP or self.visits(phase.no):
            return phase.length
        others = (self.expected(one, now) - self.minutes(one) for one in self.phases if one.part is not Part.WRAP_UP)
        return max(MINUTE, phase.length - sum(others, NONE))

    def expected(self, phase: Phase, now: datetime) -> timedelta:
        """What a phase will have taken: what it took, or its whole length while it is still to come or runs."""
        whole, spent = self.spent_in(phase.no, now, void=True), self.spent_in(phase.no, now)
        return whole if self.standing(phase) in ("past", "skipped") else whole - spent + max(spent, phase.length)

    def ends(self, now: datetime) -> datetime:
        """When it will be over if nothing takes longer from now on and it is not paused again."""
        if self.ended:
            return self.ended
        coming = (
            self.allotted(one, now) - self.spent_in(one.no, now)
            for one in self.phases
            if self.standing(one) == "coming"
        )
        left = max(NONE, self.left(now)) + sum((max(NONE, one) for one in coming), NONE)
        return max(now, self.latest or now) + left

    def moment(self, number: int, elapsed: timedelta) -> datetime | None:
        """When the work of a scenario was so far; None where it never was or is not yet, as far as is known."""
        for one in self.works(number):
            at = self.reached(one, elapsed)
            if at is not None and (one.until is None or at <= one.until):
                return at
            elapsed -= self.spent(one, one.until or one.since)
        return None

    def reached(self, past: Past, elapsed: timedelta) -> datetime | None:
        """When so much time was spent in this visit, were it long enough; None while a pause is in the way."""
        at = past.since + elapsed
        for pause in self.pauses:
            since = max(pause.since, past.since)
            if since < at and pause.until is None:
                return None
            if since < at and pause.until:
                at += max(NONE, pause.until - since)
        return at


def hour_of(interview: Interview, done: Iterable[Done]) -> Hour:
    """Where it stands after these acts, in their order."""
    return further(beginning(interview), done)


def beginning(interview: Interview) -> Hour:
    phases = phases_of(interview)
    return Hour(phases, planned=tuple(one.length for one in phases), practice=interview.kind is Kind.PRACTICE)


def further(hour: Hour, done: Iterable[Done]) -> Hour:
    for one in done:
        assert one.time
        hour = after(hour, one.act, one.time)
    return hour


def phases_of(interview: Interview) -> tuple[Phase, ...]:
    return interview.plan.stretched(interview.accommodations.time).phases


def after(hour: Hour, act: Act, now: datetime) -> Hour:
    """One act further."""
    now = max(now, hour.latest or now)
    return stepped(replace(hour, latest=now), act, now) if isinstance(act, TELLING) else hour


def stepped(hour: Hour, act: Act, now: datetime) -> Hour:
    match act:
        case acts.Invited():
            return replace(hour, state=State.INVITED) if hour.state is State.SCHEDULED else hour
        case acts.Rescheduled():
            return rescheduled(hour)
        case acts.Cancelled():
            return ended(hour, State.CANCELLED, now)
        case acts.Consented():
            return consented(hour) if act.consents.get("policy") else hour
        case acts.Entered() if hour.state.is_before:
            return replace(hour, state=State.LOBBY)
        case acts.Admitted() if hour.state is State.LOBBY and not act.browser:
            return reopened(hour, now) if hour.past else begun(hour, 0, now)
        case acts.Begun():
            return begun(hour, act.phase, now)
        case acts.Paused():
            return replace(hour, state=State.PAUSED, pauses=(*hour.pauses, Stretch(now, reason=act.reason)))
        case acts.Resumed():
            return replace(hour, state=State.LIVE, pauses=closed(hour.pauses, now))
        case acts.Extended():
            longer = hour.phases[act.phase].length + act.minutes * MINUTE
            return lengthened(hour, act.phase, longer)
        case acts.Skipped():
            return replace(hour, skipped=hour.skipped | {act.scenario})
        case acts.Reseeded():
            past = (replace(one, void=one.void or one.phase.scenario == act.scenario) for one in hour.past)
            return anew(replace(hour, past=tuple(past)), now)
        case acts.Left():
            since = min(now, datetime.fromisoformat(act.since))
            return replace(hour, away=(*hour.away, Stretch(since)))
        case acts.Returned():
            return replace(hour, away=closed(hour.away, now))
        case acts.Handed():
            return replace(hour, lead=act.to)
        case acts.Sharing():
            return replace(hour, sharing=act.on, lent=False)
        case acts.Presented(on=True):
            return replace(hour, presenting=True, sharing=True, lent=hour.lent or not hour.sharing)
        case acts.Presented():
            return unpresented(hour)
        case acts.Ended():
            return ended(hour, State.ENDED, now)
        case acts.Missed():
            return ended(hour, State.MISSED, now)
        case acts.Aborted():
            return ended(hour, State.ABORTED, now)
        case acts.Reopened():
            return reopened(hour, now)
        case acts.Anonymised():
            return replace(ended(hour, State(act.state), now), practice=False, erased=True)
    return hour


def rescheduled(hour: Hour) -> Hour:
    """Its checks and consents stay; one that nobody was invited to yet stays so."""
    if hour.state is State.SCHEDULED:
        return hour
    return replace(
        hour, state=State.READY if hour.consented else State.INVITED, ended=hour.ended if hour.past else None
    )


def consented(hour: Hour) -> Hour:
    return replace(hour, consented=True, state=State.READY if hour.state is State.INVITED else hour.state)


def begun(hour: Hour, no: int, now: datetime) -> Hour:
    """A phase begins, and the one before ends. A pause ends with it; a scenario that was skipped is not any more."""
    past = (*hour.past[:-1], replace(hour.past[-1], until=now)) if hour.past else ()
    before = unpresented(replace(hour, past=past, pauses=closed(hour.pauses, now), state=State.LIVE))
    phase = hour.phases[no]
    if phase.part is Part.WRAP_UP and not hour.visits(no):  # has what is left
        before = lengthened(before, no, max(MINUTE, phase.length - left_over(before, no, now)))
    skipped = hour.skipped - {phase.scenario} if phase.scenario else hour.skipped
    return replace(before, past=(*past, Past(before.phases[no], now)), skipped=skipped)


def left_over(hour: Hour, no: int, now: datetime) -> timedelta:
    """How far behind the plan it is as this phase begins, below zero ahead of it."""
    return sum((hour.spent_in(one.no, now, void=True) - hour.minutes(one) for one in hour.phases[:no]), NONE)


def anew(hour: Hour, now: datetime) -> Hour:
    """The present visit is void: the same phase begins once more."""
    if not (hour.past and hour.past[-1].void and hour.state.is_running):
        return hour
    past = (*hour.past[:-1], replace(hour.past[-1], until=now), Past(hour.past[-1].phase, now))
    return replace(hour, past=past)


def unpresented(hour: Hour) -> Hour:
    """Nothing is presented any more; the screen counts as shared on only where somebody had said so before."""
    return replace(hour, presenting=False, sharing=hour.sharing and not hour.lent, lent=False)


def lengthened(hour: Hour, no: int, length: timedelta) -> Hour:
    phases = tuple(replace(one, length=length) if one.no == no else one for one in hour.phases)
    return replace(hour, phases=phases, past=tuple(replace(one, phase=phases[one.phase.no]) for one in hour.past))


def ended(hour: Hour, state: State, now: datetime) -> Hour:
    past = (*hour.past[:-1], replace(hour.past[-1], until=hour.past[-1].until or now)) if hour.past else ()
    pauses, away = closed(hour.pauses, now), closed(hour.away, now)
    moment = hour.ended or now
    return unpresented(replace(hour, state=state, ended=moment, past=past, pauses=pauses, away=away))


def reopened(hour: Hour, now: datetime) -> Hour:
    """Taken up where it was; the time between is a pause that ends here."""
    if not hour.past:
        return replace(hour, state=State.LOBBY, ended=None)
    gap = Stretch(hour.ended or now, now, reason="aborted")
    last = hour.past[-1]
    past = (*hour.past[:-1], replace(last, until=None))
    opened = replace(hour, state=State.LIVE, ended=None, past=past, pauses=(*hour.pauses, gap))
    return anew(opened, now)


def closed(stretches: tuple[Stretch, ...], now: datetime) -> tuple[Stretch, ...]:
    if stretches and stretches[-1].until is None:
        return (*stretches[:-1], replace(stretches[-1], until=max(now, stretches[-1].since)))
    return stretches


def check(hour: Hour, act: Act) -> None:
    """Whether this may be done now.

    Raises:
        Conflict: it may not in this state, and why.
    """
    if hour.erased:
        raise Conflict("What was kept of this interview was erased. Nothing is added to it.")
    anywhere = isinstance(act, acts.Admitted) and bool(act.browser)
    if not anywhere and hour.state not in ALLOWED.get(type(act), ANY):
        raise Conflict(why_not(hour.state, act))
    match act:
        case acts.Begun() if not 0 <= act.phase < len(hour.phases):
            raise Conflict("This plan has no such phase.")
        case acts.Begun() if hour.now_in and hour.now_in.phase.no == act.phase:
            raise Conflict("This phase runs already.")
        case acts.Extended() if not 0 <= act.phase < len(hour.phases):
            raise Conflict("This plan has no such phase.")
        case acts.Extended() if hour.phases[act.phase].length + act.minutes * MINUTE < MINUTE:
            raise Conflict("A phase has at least one minute.")
        case acts.Skipped() if act.scenario not in {one.scenario for one in hour.phases}:
            raise Conflict("This plan has no such scenario.")
        case acts.Skipped() if act.scenario in hour.skipped:
            raise Conflict("This scenario is skipped already.")
        case acts.Missed() if hour.past:
            raise Conflict("The candidate was here.")
        case acts.Left() if hour.is_away:
            raise Conflict("The candidate is away already.")
        case acts.Returned() if not hour.is_away:
            raise Conflict("The candidate was not away.")
        case acts.Presented() | acts.Sharing() if act.on is is_on(hour, act):
            raise Conflict("It is so already.")
        case acts.Hinted() if not is_worked_on(hour, act.scenario):
            raise Conflict("Hints are given while their scenario is worked on.")
        case acts.Revealed() if hour.scenario != act.scenario:
            raise Conflict("This scenario is not worked on or discussed now.")
        case acts.Wrote() | acts.Judged() | acts.Pinned() | acts.Unpinned() if not hour.writes(act.scenario):
            raise Conflict("The notebook is written in while its scenario is worked on.")


def is_on(hour: Hour, act: acts.Presented | acts.Sharing) -> bool:
    return hour.presenting if isinstance(act, acts.Presented) else hour.sharing


def is_worked_on(hour: Hour, scenario: int) -> bool:
    return hour.now_in is not None and hour.now_in.phase.part is Part.WORK and hour.scenario == scenario


def why_not(state: State, act: Act) -> str:
    match act:
        case acts.Paused():
            return "The interview is not running, so it cannot be paused."
        case acts.Resumed():
            return "The interview is not paused."
        case acts.Admitted():
            return "The candidate is not in the lobby."
        case acts.Reopened():
            return "Only an interview that was aborted is taken up again."
        case acts.Missed():
            return "The candidate was here." if state.is_running else f"The interview {SAID[state]}."
        case acts.Hinted():
            return "Hints are given while their scenario is worked on."
        case acts.Cancelled() | acts.Rescheduled() if state.is_running:
            return "The interview has begun; it can be ended or aborted."
    return f"The interview {SAID[state]}, so this cannot be done."


SAID = {
    State.SCHEDULED: "has not begun",
    State.INVITED: "has not begun",
    State.READY: "has not begun",
    State.LOBBY: "has not begun",
    State.LIVE: "is running",
    State.PAUSED: "is paused",
    State.ENDED: "has ended",
    State.CANCELLED: "was cancelled",
    State.MISSED: "did not take place",
    State.ABORTED: "was aborted",
}
ANY = frozenset(State)
BEFORE = frozenset(one for one in State if one.is_before)
RUNNING = frozenset(one for one in State if one.is_running)
LIVE = frozenset({State.LIVE})
HELD = RUNNING | {State.LOBBY}
STOPPED = frozenset({State.MISSED, State.ABORTED})
TOLD = RUNNING | {State.ENDED, State.ABORTED}

ALLOWED: dict[type, frozenset[State]] = {
    acts.Invited: BEFORE,
    acts.Rescheduled: BEFORE | STOPPED,
    acts.Cancelled: BEFORE | STOPPED,
    acts.Checked: BEFORE | RUNNING,
    acts.Consented: BEFORE | TOLD,
    acts.Displayed: BEFORE | RUNNING,
    acts.Requested: BEFORE,
    acts.Toured: BEFORE | RUNNING,
    acts.Attested: BEFORE | RUNNING,
    acts.Entered: BEFORE,
    acts.Admitted: frozenset({State.LOBBY}),
    acts.Left: HELD,
    acts.Begun: RUNNING,
    acts.Paused: LIVE,
    acts.Resumed: frozenset({State.PAUSED}),
    acts.Extended: RUNNING,
    acts.Skipped: RUNNING,
    acts.Reseeded: BEFORE | RUNNING | {State.ABORTED},
    acts.Handed: BEFORE | RUNNING | {State.ABORTED},
    acts.Ended: RUNNING,
    acts.Missed: BEFORE,
    acts.Aborted: HELD,
    acts.Reopened: frozenset({State.ABORTED}),
    acts.Asked: HELD,
    acts.Said: HELD | TOLD,
    acts.Prompted: RUNNING,
    acts.Silence: RUNNING,
    acts.Hinted: LIVE,
    acts.Unhinted: RUNNING,
    acts.Revealed: RUNNING,
    acts.Recognised: TOLD,
    acts.Mitigated: TOLD,
    acts.Discussed: TOLD,
    acts.Presented: RUNNING,
    acts.Submitted: frozenset({State.ENDED}),
    acts.Convened: frozenset({State.ENDED}),
    acts.Settled: frozenset({State.ENDED}),
    acts.Decided: frozenset({State.ENDED}),
    acts.Shared: frozenset({State.ENDED}),
    acts.Scored: frozenset({State.ENDED}),
    acts.Released: frozenset(State) - BEFORE - RUNNING,
    acts.Anonymised: frozenset(State) - RUNNING,
    acts.Commented: frozenset({State.ENDED, State.ABORTED}),
}
"""In which states what may be done; what is not named here, in all. Another browser is admitted in any."""
TELLING = (
    acts.Invited, acts.Rescheduled, acts.Cancelled, acts.Consented, acts.Entered, acts.Admitted, acts.Left,
    acts.Returned, acts.Begun, acts.Paused, acts.Resumed, acts.Extended, acts.Skipped, acts.Reseeded, acts.Handed,
    acts.Sharing, acts.Presented, acts.Ended, acts.Missed, acts.Aborted, acts.Reopened,
    acts.Anonymised,
)  # fmt: skip
"""What the hour is told by; everything else leaves it as it is."""
TOLD_BY = frozenset(one.__name__.lower() for one in TELLING)
