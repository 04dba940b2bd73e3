"""Binding a candidate's browser: the only thing a link does, and only when its button is pressed."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Request, Response

from rounds.actions import joining
from rounds.web.access import Here, bind, is_secure
from rounds.web.doors import CANDIDATE
from rounds.web.session_views import SessionView
from rounds.web.views import Link

router = APIRouter(tags=["session"])


@router.post("/session", status_code=204)
def candidate_session(
    link: Link, here: Here, request: Request, response: Response, user_agent: Annotated[str, Header()] = ""
) -> None:
    """Another browser than the first gets a badge too, with which it can only ask whether it was let in."""
    shown = request.cookies.get(CANDIDATE.cookie, "")
    joined = joining.join(here, link.token, shown=shown, agent=user_agent)
    bind(response, CANDIDATE, joined.badge, secure=is_secure(request))


@router.get("/session")
def candidate_session_shown(here: Here, request: Request) -> SessionView:
    waits = joining.waits(here, request.cookies.get(CANDIDATE.cookie, ""))
    return SessionView(browser="waiting" if waits else "admitted")
