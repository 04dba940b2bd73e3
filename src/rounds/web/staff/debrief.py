"""The debrief of an interview, and what was decided."""

from __future__ import annotations

from fastapi import APIRouter

from rounds.actions import debriefing
from rounds.actions.debriefing import DebriefView
from rounds.web.access import Here, Staff
from rounds.web.debrief_views import NewConvening, NewDecision, NewSettlement

router = APIRouter(prefix="/interviews/{interview_id}", tags=["debrief"])


@router.get("/debrief")
def staff_debrief(interview_id: str, here: Here, who: Staff) -> DebriefView:
    """Closed with why, or open with its agenda, the largest disagreement first."""
    return debriefing.debrief(here, who, interview_id)


@router.post("/debrief/convene")
def staff_convene(interview_id: str, new: NewConvening, here: Here, who: Staff) -> DebriefView:
    """Open it before all cards are in, with a reason."""
    return debriefing.convene(here, who, interview_id, new.reason, new.command)


@router.post("/debrief/settle")
def staff_settle(interview_id: str, new: NewSettlement, here: Here, who: Staff) -> DebriefView:
    return debriefing.settle(here, who, interview_id, new.item, new.text, new.command)


@router.post("/decision")
def staff_decide(interview_id: str, new: NewDecision, here: Here, who: Staff) -> DebriefView:
    return debriefing.decide(here, who, interview_id, new.outcome, new.reason, new.command)
