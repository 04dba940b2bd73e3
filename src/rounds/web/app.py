"""The application: both surfaces, OTLP, health and the interface, behind one set of guards."""

from __future__ import annotations

from functools import cache

from fastapi import APIRouter, Depends, FastAPI
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute

from rounds.actions.office import Office
from rounds.web import channel, errors, guards, health, interface, lenses, otlp, served, turns
from rounds.web.candidate import live, seen, tools
from rounds.web.doors import CANDIDATE
from rounds.web.settings import Serving
from rounds.web.surfaces import A_TURN, candidate_surface, staff_surface


def application(office: Office, settings: Serving) -> FastAPI:
    """What uvicorn serves. It has no documentation pages: who wants the API's description finds it in `schemas/`."""
    app = FastAPI(title="Rounds", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.office = office
    app.state.settings = settings
    app.state.taking = otlp.Taking()
    app.state.turns = turns.Turns()
    app.state.channels = channel.Channels()
    app.state.files = interface.threads()
    app.router.routes.extend(routes())
    errors.install(app)
    app.add_middleware(guards.Guards, origins=(settings.url, settings.local))
    return app


@cache
def routes() -> tuple[BaseRoute, ...]:
    """The same for every application: to read what each takes and gives is half a second's work."""
    everything = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    everything.router.routes.extend(frequent().routes)
    for surface in (candidate_surface(served.place), staff_surface(served.place)):
        everything.router.routes.extend(surface.routes)
    for router in (unknown, otlp.router, health.router, interface.router):
        everything.include_router(router)
    return tuple(everything.router.routes)


def frequent() -> APIRouter:
    """What a candidate's page asks for all the time, before all others: FastAPI tries one route after the other, and those
    of routers within routers twice and more slowly.
    """
    first = APIRouter(prefix=CANDIDATE.path)
    for prefix, router, before in (
        ("", live.router, ()),
        ("", seen.router, ()),
        ("/scenarios/{number}", lenses.router, (Depends(tools.of_scenario), A_TURN)),
    ):
        served.place(first, router, prefix=prefix, dependencies=before, described=False)  # they stand in their surface
    return first


unknown = APIRouter(include_in_schema=False)


@unknown.api_route("/api/{rest:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
def nothing_here() -> None:
    raise HTTPException(404)
