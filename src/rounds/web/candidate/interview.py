"""A candidate's own interview: its agenda, and the public part of its scenarios."""

from __future__ import annotations

from fastapi import APIRouter

from rounds.actions import briefings, whole
from rounds.web.access import Candidate, Here
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
