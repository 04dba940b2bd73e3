"""A candidate's own interview: its agenda, and the public part of its scenarios."""

from __future__ import annotations

from fastapi import APIRouter

from rounds.actions import briefings, hour, whole
from rounds.web.access import Candidate, Here
from rounds.web.command_views import NewRequest
from rounds.web.interview_views import InterviewView, interview_view
from rounds.web.shapes import briefing_view
from rounds.web.views import BriefingView

router = APIRouter(tags=["interview"])


@router.get("/interview")
def candidate_interview_shown(here: Here, seat: Candidate) -> InterviewView:
    return interview_view(whole.own(here, seat))


@router.get("/scenarios/{number}/briefing")
def candidate_briefing(number: int, here: Here, seat: Candidate) -> BriefingView:
    return briefing_view(briefings.of_scenario(here, seat, number))


@router.post("/requests", status_code=204)
def candidate_asks_for(new: NewRequest, here: Here, seat: Candidate) -> None:
    """Ask the interviewer for a pause, for time, or for help."""
    hour.ask(here, seat, new.what.value, new.text, new.command)
