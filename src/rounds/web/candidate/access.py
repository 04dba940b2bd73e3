"""What a candidate does around the scenarios. Every command is answered with all that is shown there, as it is then."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from rounds.actions import access
from rounds.actions.office import Office
from rounds.interviews import Seat
from rounds.web.access import Candidate, Here
from rounds.web.access_views import (
    AccessView,
    ClockView,
    NewComment,
    NewConsents,
    NewDisplay,
    NewEntrance,
    NewNeed,
    NewStop,
    ReportedChecks,
    access_view,
)
from rounds.web.shapes import milliseconds

router = APIRouter(prefix="/access", tags=["access"])


@router.get("")
def around(here: Here, seat: Candidate) -> AccessView:
    return shown(here, seat)


@router.get("/clock")
def server_clock(here: Here, _seat: Candidate) -> ClockView:
    """As little as can be: how long it takes is what is measured."""
    return ClockView(now=milliseconds(here.now()))


@router.get("/beats", response_class=StreamingResponse)
def beats(
    _seat: Candidate,
    beats: Annotated[int, Query(ge=1, le=30)] = 1,
    apart_ms: Annotated[int, Query(ge=1, le=1000)] = 500,
) -> StreamingResponse:
    """A channel that is open for as many beats as are asked for, so far apart: {"beat": 1}, {"beat": 2}, …"""
    return StreamingResponse(
        beating(beats, apart_ms / 1000), media_type="text/event-stream", headers={"X-Accel-Buffering": "no"}
    )


async def beating(beats: int, apart: float) -> AsyncIterator[str]:
    for beat in range(1, beats + 1):
        yield f"event: beat\ndata: {json.dumps({'beat': beat})}\n\n"
        if beat < beats:
            await asyncio.sleep(apart)


@router.post("/checks")
def report_checks(reported: ReportedChecks, here: Here, seat: Candidate) -> AccessView:
    checks = {name: (one.word, one.text) for name, one in reported.checks.items()}
    access.check(here, seat, checks, reported.command)
    return shown(here, seat)


@router.post("/consents")
def give_consents(new: NewConsents, here: Here, seat: Candidate) -> AccessView:
    access.consent(here, seat, new.consents, new.version, new.command)
    return shown(here, seat)


@router.post("/tour")
def tour_stop(new: NewStop, here: Here, seat: Candidate) -> AccessView:
    access.tour(here, seat, new.stop, new.command, skipped=new.skipped)
    return shown(here, seat)


@router.post("/display")
def choose_display(new: NewDisplay, here: Here, seat: Candidate) -> AccessView:
    access.display(here, seat, new.choices, new.command)
    return shown(here, seat)


@router.post("/request")
def request_accommodation(new: NewNeed, here: Here, seat: Candidate) -> AccessView:
    access.request(here, seat, new.text, new.command)
    return shown(here, seat)


@router.post("/entrance")
def enter(new: NewEntrance, here: Here, seat: Candidate) -> AccessView:
    access.enter(here, seat, new.command)
    return shown(here, seat)


@router.post("/comment")
def comment(new: NewComment, here: Here, seat: Candidate) -> AccessView:
    access.comment(here, seat, new.answers, new.command)
    return shown(here, seat)


def shown(here: Office, seat: Seat) -> AccessView:
    return access_view(access.around(here, seat))
