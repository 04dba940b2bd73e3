"""The one table from problems to HTTP, and what happens to everything that is not in it."""

from __future__ import annotations

import secrets
from pathlib import Path
from traceback import extract_tb
from typing import Any

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from rounds.actions.attempts import Slowed
from rounds.actions.joining import Waiting
from rounds.actions.links import SignedOut
from rounds.actions.paces import TooOften
from rounds.kit.errors import Conflict, Forbidden, Invalid, NotFound, Problem, TooMuch
from rounds.store import Cancelled
from rounds.web.turns import Busy
from rounds.web.views import Trouble

log = structlog.get_logger()

STATUS: dict[type[Problem], tuple[int, str]] = {
    Invalid: (422, "invalid"),
    NotFound: (404, "not_found"),
    Conflict: (409, "conflict"),
    Forbidden: (403, "forbidden"),
    Waiting: (403, "waiting"),
    Busy: (503, "too_much"),
    TooOften: (429, "too_much"),
    TooMuch: (422, "too_much"),
    Cancelled: (409, "cancelled"),
    SignedOut: (401, "signed_out"),
    Slowed: (429, "too_often"),
}
PACKAGE = Path(__file__).parent.parent
OTHERWISE = {404: "not_found", 405: "not_found", 413: "too_much"}


def install(app: FastAPI) -> None:
    """All of them on the event loop: they wait for nothing, and a thread for them may be long in coming."""
    app.exception_handler(Problem)(problem)
    app.exception_handler(RequestValidationError)(misshapen)
    app.exception_handler(HTTPException)(refused)


async def problem(_: Request, error: Problem) -> Response:
    status, kind = next(STATUS[one] for one in type(error).__mro__ if one in STATUS)
    if isinstance(error, Conflict) and error.__cause__ is not None:  # somebody who runs this can do something about it
        log.warning("refused", kind=kind, **traced(error))
    if isinstance(error, Invalid):
        place = {"field": error.field, "start": error.start, "end": error.end, "suggestion": error.suggestion}
        return trouble(status, kind, error.message, **place)
    answer = trouble(status, kind, error.message)
    if isinstance(error, (Busy, TooOften)):
        answer.headers["Retry-After"] = "1"
    if isinstance(error, Slowed):
        answer.headers["Retry-After"] = str(error.seconds)
    return answer


async def misshapen(_: Request, error: RequestValidationError) -> Response:
    """A body or parameter of the wrong shape: the first thing wrong, by the name of its field."""
    first = error.errors()[0]
    where = [str(part) for part in first["loc"][1:]]  # after "body", "query" or "path"
    if first["type"] == "json_invalid":
        return trouble(422, "invalid", "The request is not JSON.")
    field = ".".join(where)
    return trouble(422, "invalid", f"{field}: {first['msg']}" if field else first["msg"], field=field)


async def refused(_: Request, error: HTTPException) -> Response:
    kind = OTHERWISE.get(error.status_code, "invalid")
    return trouble(error.status_code, kind, "There is nothing here." if kind == "not_found" else str(error.detail))


def broken(error: Exception) -> Response:
    """A mistake of ours: an id for the person, and everything else in the log under the same id."""
    identifier = secrets.token_hex(6)
    log.error("internal error", id=identifier, **traced(error))
    return trouble(
        500, "internal", f"Something went wrong on our side. It is in the log as {identifier}.", id=identifier
    )


def traced(error: BaseException) -> dict[str, Any]:
    """Where it happened and what kind of error it is, without its text and its values: they may be somebody's words."""
    chain = [error]
    while inner := chain[-1].__cause__ or chain[-1].__context__:
        chain.append(inner)
    *way, last = extract_tb(error.__traceback__)
    frames = [frame for frame in way if Path(frame.filename).is_relative_to(PACKAGE)]
    return {
        "error": " from ".join(type(one).__name__ for one in chain),
        "trace": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in (*frames, last)],
    }


def trouble(status: int, kind: str, message: str, **more: Any) -> Response:
    body = Trouble(kind=kind, message=whole(message), **more).model_dump()
    return JSONResponse({**body, "field": whole(body["field"])}, status)


def whole(text: str) -> str:
    """Without half characters: what was sent may be told back, and they could not be."""
    return text.encode(errors="replace").decode()
