"""The candidate's live channel: their whole interview at the start and at each change, and what the lead presents."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from fastapi import APIRouter, Request, Response
from pydantic import TypeAdapter

from rounds.actions import following, joining, whole
from rounds.actions.drills import room
from rounds.actions.drills.shown import DrillRoom
from rounds.actions.live import News, What
from rounds.actions.whole import Whole
from rounds.interviews import Kind
from rounds.web import access
from rounds.web.access import Badge, Candidate, Here
from rounds.web.channel import Channel, Event, Over, Source, event
from rounds.web.interview_views import CandidateEvents, ReportedShown, interview_view, shown_view

router = APIRouter(tags=["live"])

ROOM = TypeAdapter(DrillRoom)
OF_MEMBERS = (What.SHOWN, What.HERE, What.GONE)  # who of a drill is where
EVER = datetime(1970, 1, 1, tzinfo=UTC)
OVER_FOR = timedelta(hours=1)  # after which nothing is told any more


@router.get("/live", status_code=200, response_class=Channel, responses={200: {"model": CandidateEvents}})
async def candidate_live(request: Request, here: Here, seat: Candidate) -> Response:
    """Server-sent events: `interview` whole at the start and at each change, `present` with each view of the lead's while
    they present, `closed` with why it ends; in a drill also `drill`, its room, when anything but its clock changed. What changes nothing of theirs (a note, a step that was recognised) is not told
    by an event either.
    """
    last: list[Whole] = []
    rooms: list[DrillRoom] = []  # in a drill the last that was told

    def told() -> list[Event]:
        access.candidate(request, here)  # their badge may be void by now
        found = whole.own(here, seat)
        return [*of_interview(found), *(of_drill() if found.interview.kind is Kind.DRILL else ())]

    def of_interview(found: Whole) -> list[Event]:
        if found.hour.state.is_over and found.hour.ended and found.now - found.hour.ended > OVER_FOR:
            raise Over
        same = replace(found, now=EVER, hour=replace(found.hour, latest=None))
        if same in last:
            return []
        last[:] = [same]
        presented = [event("present", shown_view(found.presented))] if found.presented else []
        return [event("interview", interview_view(found)), *presented]

    def of_drill() -> list[Event]:
        found = room.room(here, seat)
        same = room.still(found)
        if same in rooms:
            return []
        rooms[:] = [same]
        return [Event("drill", ROOM.dump_json(found).decode())]

    def heard(news: News) -> bool | Event:
        return sorts(news) or (bool(rooms) and news.what in OF_MEMBERS)

    source = Source(
        interview=seat.interview,
        who=seat.id,
        whole=told,
        sorts=heard,
        opened=lambda: here.presence.arrived(seat),
        closed=lambda: here.presence.departed(seat),
    )
    return Channel(request.app.state.channels, here.live, source)


def sorts(news: News) -> bool | Event:
    if news.what is What.PRESENTED and news.showing:
        return event("present", shown_view(news.showing))
    return news.what is What.CHANGED


@router.post("/live/view", status_code=204)
def candidate_shows(shown: ReportedShown, here: Here, badge: Badge) -> None:
    """What this page shows, for who follows; told when it changes, four times a second at most, and every five seconds."""
    following.show(here, joining.sitting(here, badge), shown.address, shown.state, shown.seq)
