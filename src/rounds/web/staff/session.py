"""Binding a staff browser."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from rounds.actions import joining, signing_in
from rounds.web.access import Here, Staff, bind, is_secure
from rounds.web.doors import STAFF
from rounds.web.session_views import LinkView
from rounds.web.views import Link

router = APIRouter(tags=["session"])


@router.post("/session", status_code=204)
def staff_session(link: Link, here: Here, request: Request, response: Response) -> None:
    bind(response, STAFF, signing_in.by_link(here, link.token), secure=is_secure(request))


@router.post("/link")
def staff_link(link: Link, here: Here, who: Staff) -> LinkView:
    """What a candidate's link would do to this browser: nobody of the staff takes a candidate's place by opening it."""
    found = joining.binding(here, who, link.token)
    return LinkView(binds=found.binds, interview=found.interview, candidate=found.candidate)
