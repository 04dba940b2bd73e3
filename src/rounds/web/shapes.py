"""Shapes answers for the wire: what the actions give, as views."""

from __future__ import annotations

from typing import Any

from rounds.web.views import (
    BriefingView,
    IncidentRow,
    InterviewRow,
    InterviewView,
    RecordingRow,
    RecordView,
    StaffInterviewView,
)


def candidate_interview(found: Any) -> InterviewView:
    raise NotImplementedError


def briefing_view(found: Any) -> BriefingView:
    raise NotImplementedError


def interview_row(found: Any) -> InterviewRow:
    raise NotImplementedError


def staff_interview(found: Any) -> StaffInterviewView:
    raise NotImplementedError


def record_view(found: Any) -> RecordView:
    raise NotImplementedError


def incident_row(found: Any) -> IncidentRow:
    raise NotImplementedError


def recording_row(found: Any) -> RecordingRow:
    raise NotImplementedError
