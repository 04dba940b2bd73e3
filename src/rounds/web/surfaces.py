"""The two surfaces as routers. A resource is a file; a surface is the list of its resources."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from rounds.web.candidate import interview, seen, session, tools
from rounds.web.doors import CANDIDATE, STAFF
from rounds.web.staff import incidents, interviews, recordings
from rounds.web.staff import session as staff_session
from rounds.web.views import Trouble

REFUSED: dict[int | str, dict[str, Any]] = {status: {"model": Trouble} for status in (401, 403, 404, 409, 422)}


def candidate_surface() -> APIRouter:
    surface = APIRouter(prefix=CANDIDATE.path, responses=REFUSED)
    for resource in (session, interview, seen, tools):
        surface.include_router(resource.router)
    return surface


def staff_surface() -> APIRouter:
    surface = APIRouter(prefix=STAFF.path, responses=REFUSED)
    for resource in (staff_session, interviews, incidents, recordings):
        surface.include_router(resource.router)
    return surface
