"""What is kept of a candidate, for them: what they did and were told, a copy of it all, and what they wish done with it."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from rounds.actions import exporting, keeping
from rounds.web.access import Candidate, Here
from rounds.web.rights_views import NewClaim, NewConsent, OwnDataView, TimelineView, moment_view, own_view

router = APIRouter(prefix="/rights", tags=["rights"])
ZIP: dict[int | str, Any] = {200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}}


@router.get("")
def own_data(here: Here, seat: Candidate) -> OwnDataView:
    return own_view(keeping.own(here, seat))


@router.get("/timeline")
def own_timeline(here: Here, seat: Candidate) -> TimelineView:
    """Once the interview is over."""
    return TimelineView(moments=[moment_view(one) for one in exporting.own_timeline(here, seat)])


@router.get("/copy", response_class=Response, responses=ZIP)
def own_copy(here: Here, seat: Candidate) -> Response:
    """Everything, as a page to read and as JSON, in one file."""
    return archive(exporting.own_copy(here, seat))


@router.post("/claim")
def claim_data(new: NewClaim, here: Here, seat: Candidate) -> OwnDataView:
    """Ask for what others wrote, for a correction, or for erasure."""
    keeping.claim(here, seat, new.what, new.text, new.command)
    return own_view(keeping.own(here, seat))


@router.post("/consent")
def withdraw_consent(new: NewConsent, here: Here, seat: Candidate) -> OwnDataView:
    keeping.withdraw(here, seat, new.consent, given=new.given, command=new.command)
    return own_view(keeping.own(here, seat))


def archive(body: bytes) -> Response:
    """To be kept as a file, never shown by a browser as a page."""
    headers = {"Content-Disposition": 'attachment; filename="interview.zip"'}
    return Response(body, media_type="application/zip", headers=headers)
