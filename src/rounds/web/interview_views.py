"""A candidate's whole interview over the wire, before, during and after the hour. Nothing that is sealed is in it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from rounds.actions.drills.shown import DrillRoom
from rounds.actions.live import Showing
from rounds.actions.showing import Shown
from rounds.actions.whole import Whole
from rounds.interviews import Hour, Kind, Part, Phase, State
from rounds.web.shapes import milliseconds, segments, state
from rounds.web.views import Frozen, Milliseconds, SegmentView


class CardState(StrEnum):
    READY = "ready"  # to practise with, at any time
    PREPARING = "preparing"
    LOCKED = "locked"  # the interviewer opens it, or it cannot be prepared
    OPEN = "open"
    CLOSED = "closed"


class ScenarioCard(Frozen):
    """`reports` counts those who reported it. Texts other than the title are empty until the scenario is prepared."""

    number: int
    title: str
    symptom: str
    quote: str
    reporter: str
    reports: int
    state: CardState
    progress: float


class PolicyView(Frozen):
    web: bool
    assistants: str  # no, allowed, disclosed
    people: bool


class AccommodationsView(Frozen):
    """What they come to, never why."""

    time: float
    hidden_timer: bool
    high_contrast: bool


class PhaseView(Frozen):
    """`elapsed_ms` is without pauses, by the server's clock at the interview's `now`; it runs on while `running`."""

    no: int
    part: Part
    title: str
    scenario: int | None
    length_ms: float
    elapsed_ms: float
    running: bool


class PlannedPhase(Frozen):
    """`state` is past, now, coming, or skipped."""

    no: int
    part: Part
    title: str
    scenario: int | None
    length_ms: float
    state: str


class DeliveredView(Frozen):
    """What the interviewer sent in a scenario, word for word. `no` is that of its entry in the record."""

    no: int
    scenario: int
    text: str
    time: Milliseconds


class RequestView(Frozen):
    """What the candidate asked the interviewer for: "pause", "time" or "help"."""

    what: str
    text: str
    time: Milliseconds


class ShownView(Frozen):
    """What a page shows: its address and typed state. `seq` grows with each of one page, `at` is when it was told."""

    address: str
    state: dict[str, str | int | float | bool | list[str] | None]
    seq: int
    at: Milliseconds


class ReportedShown(Frozen):
    """A page as an address and its typed state; `seq` grows with each of one page."""

    seq: Annotated[int, Field(ge=0, lt=1 << 53)]
    address: Annotated[str, Field(max_length=4000)]
    state: dict[str, str | int | float | bool | list[str] | None] = Field(default_factory=dict)


class InterviewView(Frozen):
    """`now` is the server's clock, `pause` since when the hour stands still, `browser` "admitted" or "waiting", `delivered`
    what the interviewer sent in the scenario that runs, `presented` the address that the lead shows.
    """

    id: str
    kind: Kind
    state: State
    now: Milliseconds
    candidate: str
    interviewer: str
    position: str
    starts: datetime | None
    zone: str
    policy: PolicyView
    accommodations: AccommodationsView
    call: str
    plan: list[SegmentView]
    phase: PhaseView | None
    phases: list[PlannedPhase]
    pause: Milliseconds | None
    delivered: list[DeliveredView]
    requests: list[RequestView]
    presenting: bool
    presented: str | None
    browser: str
    scenarios: list[ScenarioCard]


class CandidateEvents(Frozen):
    """What comes over a candidate's live channel, by the name of its event. `closed` says why the channel ends."""

    interview: InterviewView
    present: ShownView
    drill: DrillRoom
    closed: str  # signed_out, over, stopping


def interview_view(found: Whole) -> InterviewView:
    interview, hour = found.interview, found.hour
    pause = hour.pauses[-1] if hour.state is State.PAUSED and hour.pauses else None
    return InterviewView(
        id=interview.id,
        kind=interview.kind,
        state=hour.state,
        now=milliseconds(found.now),
        candidate=interview.candidate,
        interviewer=interview.interviewer,
        position=interview.position,
        starts=interview.starts,
        zone=interview.zone,
        policy=PolicyView(
            web=interview.policy.web, assistants=interview.policy.assistants, people=interview.policy.people
        ),
        accommodations=AccommodationsView(
            time=interview.accommodations.time,
            hidden_timer=interview.accommodations.hidden_timer,
            high_contrast=interview.accommodations.high_contrast,
        ),
        call=interview.call,
        plan=segments(interview.plan.stretched(interview.accommodations.time)),
        phase=phase_view(found),
        phases=[planned(hour, one) for one in hour.phases],
        pause=milliseconds(pause.since) if pause else None,
        delivered=[
            DeliveredView(no=one.no, scenario=one.scenario, text=one.text, time=milliseconds(one.time))
            for one in found.hints
        ],
        requests=[RequestView(what=one.what, text=one.text, time=milliseconds(one.time)) for one in found.requests],
        presenting=hour.presenting,
        presented=found.presented.address if found.presented else None,
        browser=found.browser,
        scenarios=[card(found, one) for one in found.scenarios],
    )


def phase_view(found: Whole) -> PhaseView | None:
    hour = found.hour
    if hour.now_in is None:
        return None
    phase = hour.now_in.phase
    return PhaseView(
        no=phase.no,
        part=phase.part,
        title=phase.title,
        scenario=phase.scenario,
        length_ms=phase.length.total_seconds() * 1000,
        elapsed_ms=hour.elapsed(found.now).total_seconds() * 1000,
        running=hour.state is State.LIVE,
    )


def planned(hour: Hour, phase: Phase) -> PlannedPhase:
    return PlannedPhase(
        no=phase.no,
        part=phase.part,
        title=phase.title,
        scenario=phase.scenario,
        length_ms=phase.length.total_seconds() * 1000,
        state=hour.standing(phase),
    )


def card(found: Whole, shown: Shown) -> ScenarioCard:
    public = shown.public.public if shown.public else None
    number = shown.pin.number
    return ScenarioCard(
        number=number,
        title=shown.title,
        symptom=public.symptom if public else "",
        quote=public.quote if public else "",
        reporter=public.reporter if public else "",
        reports=len(public.tickets) if public else 0,
        state=card_state(found, shown),
        progress=shown.standing.progress,
    )


def card_state(found: Whole, shown: Shown) -> CardState:
    """In an hour it tells what the clock says; only one that is open can be seen to be prepared still."""
    number, prepared = shown.pin.number, CardState(state(shown.standing).value)
    if found.interview.kind is Kind.PRACTICE:
        return prepared
    if found.hour.opens(number):
        return CardState.OPEN if prepared is CardState.READY else prepared
    return CardState.CLOSED if found.hour.is_closed(number) else CardState.LOCKED


def shown_view(showing: Showing) -> ShownView:
    return ShownView(address=showing.address, state=showing.state, seq=showing.seq, at=showing.at)
