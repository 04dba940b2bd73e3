"""Whether this process lives, and whether it can be used. No detail: anyone may ask."""

from __future__ import annotations

from anyio import to_thread
from fastapi import APIRouter, Request, Response

from rounds.actions import preparing
from rounds.web import interface
from rounds.web.access import Here

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
async def healthz() -> Response:
    """On the event loop: it says that we live, also when every thread is taken."""
    return Response("ok\n", media_type="text/plain")


@router.get("/readyz")
async def readyz(here: Here, request: Request) -> Response:
    if await to_thread.run_sync(is_ready, here, limiter=request.app.state.files):
        return Response("ready\n", media_type="text/plain")
    return Response("not yet\n", 503, media_type="text/plain", headers={"Retry-After": "1"})


def is_ready(here: Here) -> bool:
    return interface.is_built() and preparing.is_ready(here)
