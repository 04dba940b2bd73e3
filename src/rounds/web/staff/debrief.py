"""The debrief of an interview, and what was decided."""

from __future__ import annotations

from anyio import to_thread
from fastapi import APIRouter, Request, Response

from rounds.actions import debriefing, rights
from rounds.actions.debriefing import DebriefView
from rounds.actions.live import What
from rounds.interviews.rights import Right
from rounds.web import access
from rounds.web.access import Here, Staff
from rounds.web.answers import adapter
from rounds.web.channel import Channel, Event, Source
from rounds.web.debrief_views import NewConvening, NewDecision, NewSettlement
from rounds.web.views import Frozen

router = APIRouter(prefix="/interviews/{interview_id}", tags=["debrief"])


@router.get("/debrief")
def staff_debrief(interview_id: str, here: Here, who: Staff) -> DebriefView:
    """Closed with why, or open with its agenda, the largest disagreement first."""
    return debriefing.debrief(here, who, interview_id)


class DebriefEvents(Frozen):
    """What comes over the room's channel, by the name of its event."""

    debrief: DebriefView
    closed: str


@router.get("/debrief/live", status_code=200, response_class=Channel, responses={200: {"model": DebriefEvents}})
async def staff_debrief_live(interview_id: str, request: Request, here: Here, who: Staff) -> Response:
    """Server-sent events for all in the room: `debrief` whole, as each of them may see it, at the start and when it may
    be another; `closed` with why it ends.
    """
    await to_thread.run_sync(rights.interview, here, who, interview_id, Right.DEBRIEF)

    def told() -> list[Event]:
        found = debriefing.debrief(here, access.staff(request, here), interview_id)  # their badge may be void by now
        return [Event("debrief", adapter(type(found)).dump_json(found).decode())]

    source = Source(
        interview_id, f"{who.id}/{interview_id}/debrief", told, lambda news: news.what is What.CHANGED, spacing=0.5
    )
    return Channel(request.app.state.channels, here.live, source)


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
