"""The two surfaces as routers. A resource is a file; a surface is the list of its resources."""

from __future__ import annotations

from fastapi import APIRouter, Depends

from rounds.web import lenses
from rounds.web.candidate import access, interview, live, notebook, seen, session, tools, tutorial
from rounds.web.doors import CANDIDATE, STAFF
from rounds.web.staff import (
    arranging,
    board,
    cockpit,
    commands,
    incidents,
    interviews,
    people,
    plans,
    preparing,
    recordings,
    replay,
    signing,
)
from rounds.web.staff import live as staff_live
from rounds.web.staff import notebook as staff_notebook
from rounds.web.staff import session as staff_session
from rounds.web.turns import turn

A_TURN = Depends(turn, scope="function")  # after who asks is known: nobody else waits for a place or takes one


def candidate_surface() -> APIRouter:
    surface = APIRouter(prefix=CANDIDATE.path)
    for resource in (session, interview, live, seen, notebook, access, tutorial):
        surface.include_router(resource.router)
    surface.include_router(
        lenses.router, prefix="/scenarios/{number}", dependencies=[Depends(tools.of_scenario), A_TURN]
    )
    surface.include_router(lenses.router, prefix="/tutorial", dependencies=[Depends(tutorial.of_tutorial), A_TURN])
    return surface


def staff_surface() -> APIRouter:
    surface = APIRouter(prefix=STAFF.path)
    resources = (
        staff_session, signing, people, interviews, arranging, board, plans,
        staff_live, commands, staff_notebook, cockpit, replay, preparing, incidents, recordings,
    )  # fmt: skip
    for resource in resources:
        surface.include_router(resource.router)
    surface.include_router(
        lenses.router, prefix="/incidents/{name}", dependencies=[Depends(incidents.of_incident), A_TURN]
    )
    return surface
