"""Interviews, the record of what was asked and seen in them, and which steps it shows."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from rounds.actions import evidence, interviews
from rounds.web.access import Here, Staff
from rounds.web.shapes import evidence_view, interview_row, record_view, staff_interview
from rounds.web.views import EvidenceView, InterviewRow, RecordView, StaffInterviewView

router = APIRouter(prefix="/interviews", tags=["interviews"])

After = Annotated[int, Query(ge=0, lt=1 << 31)]


@router.get("")
def staff_interviews(here: Here, who: Staff) -> list[InterviewRow]:
    return [interview_row(found) for found in interviews.all_of(here, who)]


@router.get("/{interview_id}")
def staff_interview_shown(interview_id: str, here: Here, who: Staff) -> StaffInterviewView:
    return staff_interview(interviews.one(here, who, interview_id))


@router.get("/{interview_id}/record")
def staff_record(interview_id: str, here: Here, who: Staff, after: After = 0) -> RecordView:
    """What comes next after the entry of that number, at most 500 entries."""
    return record_view(interviews.record(here, who, interview_id, after))


@router.get("/{interview_id}/evidence")
def staff_evidence(interview_id: str, here: Here, who: Staff) -> EvidenceView:
    """Which steps of each scenario's expected path were on the candidate's screen because they asked for them."""
    return evidence_view(evidence.of_interview(here, who, interview_id))
