"""Routes as they are served: the type of an answer is read when it is first given.

FastAPI reads the types of all answers wherever a router stands, and checks each answer against them. The tools stand in
three places, so that was half of every start.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from fastapi import APIRouter, Response
from fastapi.params import Depends
from fastapi.routing import APIRoute

from rounds.web.answers import adapter


def place(
    surface: APIRouter,
    router: APIRouter,
    *,
    prefix: str = "",
    dependencies: Sequence[Depends] = (),
    described: bool = True,
) -> None:
    """The router's routes onto the surface, as `include_router` does it but for the types of answers."""
    for route in router.routes:
        assert isinstance(route, APIRoute)
        surface.add_api_route(
            prefix + route.path,
            written(route),
            name=route.name,
            methods=[*(route.methods or ())],
            tags=route.tags,
            status_code=route.status_code,
            response_class=route.response_class,
            response_model=None,
            include_in_schema=described and route.include_in_schema,
            dependencies=[*dependencies, *route.dependencies],
        )


def written(route: APIRoute) -> Callable[..., Any]:
    """Its endpoint, which gives a response: what it was declared to give, as JSON."""
    endpoint, kind, status = route.endpoint, route.response_model, route.status_code or 200
    if kind is None or status == 204:
        return endpoint

    @wraps(endpoint)
    def answered(*given: Any, **named: Any) -> Response:
        answer = endpoint(*given, **named)
        if isinstance(answer, Response):
            return answer
        return Response(adapter(kind).dump_json(answer), status, media_type="application/json")

    return answered
