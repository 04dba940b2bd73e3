"""Binding a staff browser."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from rounds.actions import joining
from rounds.actions.links import Surface
from rounds.web.access import STAFF, Here, is_secure
from rounds.web.views import Link

router = APIRouter(tags=["session"])


@router.post("/session", status_code=204)
def staff_session(link: Link, here: Here, request: Request, response: Response) -> None:
    STAFF.bind(response, joining.badge(here, Surface.STAFF, link.token), secure=is_secure(request))
