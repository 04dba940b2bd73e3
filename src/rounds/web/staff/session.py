"""Binding a staff browser."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from rounds.actions import signing_in
from rounds.web.access import Here, bind, is_secure
from rounds.web.doors import STAFF
from rounds.web.views import Link

router = APIRouter(tags=["session"])


@router.post("/session", status_code=204)
def staff_session(link: Link, here: Here, request: Request, response: Response) -> None:
    bind(response, STAFF, signing_in.by_link(here, link.token), secure=is_secure(request))
