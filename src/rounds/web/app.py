"""The application: both surfaces, OTLP, health and the interface, behind one set of guards."""

from __future__ import annotations

from functools import cache

from fastapi import APIRouter, FastAPI
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute

from rounds.actions.office import Office
from rounds.web import channel, errors, guards, health, interface, otlp, turns
from rounds.web.settings import Serving
from rounds.web.surfaces import candidate_surface, staff_surface


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
    for router in (candidate_surface(), staff_surface(), unknown, otlp.router, health.router, interface.router):
        everything.include_router(router)
    return tuple(everything.router.routes)


unknown = APIRouter(include_in_schema=False)


@unknown.api_route("/api/{rest:path}", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
def nothing_here() -> None:
    raise HTTPException(404)
