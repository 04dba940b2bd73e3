"""Binding a candidate's browser: the only thing a link does, and only when its button is pressed."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from rounds.actions import joining
from rounds.actions.links import Surface
from rounds.web.access import Here, bind, is_secure
from rounds.web.doors import CANDIDATE
from rounds.web.views import Link

router = APIRouter(tags=["session"])


@router.post("/session", status_code=204)
def candidate_session(link: Link, here: Here, request: Request, response: Response) -> None:
    bind(response, CANDIDATE, joining.badge(here, Surface.CANDIDATE, link.token), secure=is_secure(request))
