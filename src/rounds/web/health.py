"""Whether this process lives, and whether it can be used. No detail: anyone may ask."""

from __future__ import annotations

from fastapi import APIRouter, Response

from rounds.actions import preparing
from rounds.web import interface
from rounds.web.access import Here

router = APIRouter(include_in_schema=False)


@router.get("/healthz")
def healthz() -> Response:
    return Response("ok\n", media_type="text/plain")


@router.get("/readyz")
def readyz(here: Here) -> Response:
    if interface.is_built() and preparing.is_ready(here):
        return Response("ready\n", media_type="text/plain")
    return Response("not yet\n", 503, media_type="text/plain", headers={"Retry-After": "1"})
