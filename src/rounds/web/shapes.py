"""Shapes answers for the wire: what the actions give, as views."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from rounds.actions.briefings import Briefed
from rounds.actions.evidence import EvidenceFound, StepFound
from rounds.actions.incidents import Listed
from rounds.actions.interviews import InterviewShown, RecordShown
from rounds.actions.preparations import Standing
from rounds.actions.showing import Shown
from rounds.interviews import Plan
from rounds.interviews.citing import Citation
from rounds.records import Recorded
from rounds.signals import to_ns
from rounds.store import Recorded as Recording
from rounds.web.views import (
    AlertView,
    BriefingView,
    CitationView,
    EvidenceView,
    IncidentRow,
    InterviewRow,
    PinView,
    Preparation,
    RecordEntry,
    RecordingRow,
    RecordView,
    ScenarioEvidence,
    SegmentView,
    StaffInterviewView,
    StepView,
    TicketView,
)


def segments(plan: Plan) -> list[SegmentView]:
    return [
        SegmentView(
            title=one.title,
            minutes=one.length.total_seconds() / 60,
            discussion=one.discussion.total_seconds() / 60,
            scenario=one.scenario,
        )
        for one in plan.segments
    ]


def state(standing: Standing) -> Preparation:
    if standing.incident:
        return Preparation.READY
    return Preparation.LOCKED if standing.trouble else Preparation.PREPARING


def briefing_view(found: Briefed) -> BriefingView:
    about, public = found.incident, found.record.public if found.record else None
    return BriefingView(
        title=about.title,
        symptom=public.symptom if public else "",
        quote=public.quote if public else "",
        reporter=public.reporter if public else "",
        briefing=public.briefing if public else "",
        tickets=[
            TicketView(time=milliseconds(one.at), author=one.author, plan=one.plan_tier, text=one.text)
            for one in (public.tickets if public else ())
        ],
        alerts=[
            AlertView(time=one.time, service=one.service, title=one.title, state=one.attributes.get("state", ""))
            for one in about.events
            if one.kind == "alert"
        ],
        start=about.start,
        now=about.now,
    )


def milliseconds(moment: datetime) -> float:
    return to_ns(moment) / 1e6


def interview_row(found: InterviewShown) -> InterviewRow:
    return InterviewRow(**summary(found))


def staff_interview(found: InterviewShown) -> StaffInterviewView:
    return StaffInterviewView(**summary(found), plan=segments(found.interview.plan))


def summary(found: InterviewShown) -> dict[str, Any]:
    interview = found.interview
    return {
        "id": interview.id,
        "candidate": interview.candidate,
        "interviewer": interview.interviewer,
        "created": interview.created,
        "starts": interview.starts,
        "questions": found.questions,
        "scenarios": [pin_view(shown) for shown in found.scenarios],
    }


def pin_view(shown: Shown) -> PinView:
    pin = shown.pin
    return PinView(
        number=pin.number,
        scenario=pin.scenario,
        version=pin.version,
        seed=pin.seed,
        title=shown.title,
        incident=pin.incident,
        state=state(shown.standing),
        progress=shown.standing.progress,
    )


def record_view(found: RecordShown) -> RecordView:
    numbers = {pin.incident: pin.number for pin in found.interview.pins if pin.incident}
    return RecordView(
        interview=found.interview.id,
        entries=[entry_view(entry, numbers) for entry in found.entries],
        more=found.more,
        verified=found.broken_at is None,
        broken_at=found.broken_at,
    )


def entry_view(entry: Recorded, numbers: dict[str, int]) -> RecordEntry:
    facts, told = entry.facts, entry.content or {}
    return RecordEntry(
        no=entry.no,
        time=entry.time,
        kind=entry.kind,
        erased=entry.content is None,
        cause=facts.get("cause", ""),
        scenario=facts["scenario"]
        if "scenario" in facts
        else numbers.get(facts.get("incident", ""), told.get("scenario")),
        incident=facts.get("incident", ""),
        asked=facts.get("asked", ""),
        question=told.get("question"),
        digest=told.get("digest"),
        page=facts.get("page", ""),
        act=facts.get("act", ""),
        address=told.get("address"),
        state=told.get("state") if entry.kind == "view" else None,  # a hypothesis has a state of another kind
        visible_from=facts.get("visible_from"),
        visible_to=facts.get("visible_to"),
    )


def evidence_view(found: EvidenceFound) -> EvidenceView:
    scenarios = [
        ScenarioEvidence(
            number=one.pin.number,
            scenario=one.pin.scenario,
            incident=one.pin.incident,
            steps=[step_view(step) for step in one.steps],
        )
        for one in found.scenarios
    ]
    return EvidenceView(interview=found.interview.id, scenarios=scenarios)


def step_view(found: StepFound) -> StepView:
    step, reached = found.step, found.exposure
    return StepView(
        id=step.id,
        text=step.text,
        bonus=step.bonus,
        stated=step.stated,
        state="exposed" if reached else "none",
        no=reached.no if reached else None,
        time=reached.time if reached else None,
        seconds=reached.seconds if reached else None,
        note=reached.note if reached else "",
        cited=citation_view(found.citation) if found.citation else None,
        recognised=milliseconds(found.recognised) if found.recognised else None,
    )


def citation_view(found: Citation) -> CitationView:
    return CitationView(
        by=found.by,
        id=found.id,
        place=found.place,
        no=found.no,
        time=found.time,
        question=found.question,
        word=found.word,
    )


def incident_row(found: Listed) -> IncidentRow:
    return IncidentRow(
        name=found.name,
        title=found.title,
        scenario=found.scenario,
        version=found.version,
        seed=found.seed,
        state=state(found.standing),
        progress=found.standing.progress,
        doing=found.standing.doing,
        trouble=found.standing.trouble,
    )


def recording_row(found: Recording) -> RecordingRow:
    return RecordingRow(
        name=found.name,
        spans=found.spans,
        lines=found.lines,
        points=found.points,
        first=found.first,
        last=found.last,
    )
