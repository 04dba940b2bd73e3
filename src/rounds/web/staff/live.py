"""Staff's live channel of an interview: its whole cockpit, and each view of the candidate's as it comes."""

from __future__ import annotations

from anyio import to_thread
from fastapi import APIRouter, Request, Response

from rounds.actions import cockpit, following, rights
from rounds.actions.cockpit_shown import CockpitView
from rounds.actions.live import News, What
from rounds.interviews.rights import Right
from rounds.web import access
from rounds.web.access import Here, Staff
from rounds.web.answers import adapter
from rounds.web.channel import Channel, Event, Source, event
from rounds.web.interview_views import ReportedShown, ShownView, shown_view
from rounds.web.views import Frozen

router = APIRouter(prefix="/interviews/{interview_id}/live", tags=["live"])


SPACING = 0.5  # seconds between two wholes


class StaffEvents(Frozen):
    """What comes over this channel, by the name of its event. `closed` says why the channel ends."""

    cockpit: CockpitView
    view: ShownView
    closed: str


@router.get("", status_code=200, response_class=Channel, responses={200: {"model": StaffEvents}})
async def staff_live(interview_id: str, request: Request, here: Here, who: Staff) -> Response:
    """Server-sent events: `cockpit` whole at the start and when it may be another, twice a second at most, `view` with
    each of the candidate's, `closed` with why it ends.
    """
    await to_thread.run_sync(rights.interview, here, who, interview_id, Right.FOLLOW)

    def told() -> list[Event]:
        found = cockpit.cockpit_of(here, access.staff(request, here), interview_id)  # their badge may be void by now
        showing = here.live.showing(interview_id)
        whole = Event("cockpit", adapter(type(found)).dump_json(found).decode())
        return [whole, *([event("view", shown_view(showing))] if showing else [])]

    source = Source(interview_id, f"{who.id}/{interview_id}", told, sorts, spacing=SPACING)
    return Channel(request.app.state.channels, here.live, source)


def sorts(news: News) -> bool | Event:
    if news.what is What.SHOWN and news.showing:
        return event("view", shown_view(news.showing))
    return news.what is not What.PRESENTED


@router.post("/view", status_code=204)
def staff_presents(interview_id: str, shown: ReportedShown, here: Here, who: Staff) -> None:
    """What the lead's page shows, for the candidate's screen, while they present."""
    following.present(here, who, interview_id, shown.address, shown.state, shown.seq)
