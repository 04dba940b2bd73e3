"""The two surfaces as routers. A resource is a file; a surface is the list of its resources."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Depends

from rounds.web import lenses
from rounds.web.audited import accessed
from rounds.web.candidate import access, drill, interview, live, notebook, rights, seen, session, tools, tutorial
from rounds.web.doors import CANDIDATE, STAFF
from rounds.web.staff import (
    arranging,
    audit,
    board,
    calibration,
    cockpit,
    commands,
    debrief,
    drills,
    edge_cases,
    gallery,
    incidents,
    interviews,
    packet,
    people,
    plans,
    preparing,
    recordings,
    replay,
    scoring,
    signing,
)
from rounds.web.staff import live as staff_live
from rounds.web.staff import notebook as staff_notebook
from rounds.web.staff import rights as staff_rights
from rounds.web.staff import session as staff_session
from rounds.web.turns import turn

WRITTEN_DOWN = Depends(accessed, scope="function")  # who looked at it, once it is known what they are told
A_TURN = Depends(turn, scope="function")  # after who asks is known: nobody else waits for a place or takes one

# How a router comes to stand in another, by prefix and dependencies: as FastAPI does it, or as it is served.
Place = Callable[..., None]


def candidate_surface(place: Place = APIRouter.include_router) -> APIRouter:
    surface = APIRouter(prefix=CANDIDATE.path)
    for resource in (session, interview, live, seen, notebook, access, rights, tutorial, drill):
        place(surface, resource.router)
    place(surface, lenses.router, prefix="/scenarios/{number}", dependencies=[Depends(tools.of_scenario), A_TURN])
    place(surface, lenses.router, prefix="/tutorial", dependencies=[Depends(tutorial.of_tutorial), A_TURN])
    return surface


def staff_surface(place: Place = APIRouter.include_router) -> APIRouter:
    surface = APIRouter(prefix=STAFF.path)
    resources = (
        people, interviews, arranging, board, plans,
        staff_live, commands, staff_notebook, cockpit, replay, scoring, debrief, packet, preparing, staff_rights, audit,
        calibration, gallery,
    )  # fmt: skip
    for resource in (staff_session, signing, incidents, recordings, edge_cases, drills):
        place(surface, resource.router)
    for resource in resources:
        place(surface, resource.router, dependencies=[WRITTEN_DOWN])
    place(surface, lenses.router, prefix="/incidents/{name}", dependencies=[Depends(incidents.of_incident), A_TURN])
    return surface
