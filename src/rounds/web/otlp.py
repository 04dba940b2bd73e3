"""OTLP/HTTP: OpenTelemetry SDKs and Collectors send here, each with the token of its recording.

Answers are those of the OTLP specification: the signal's own response message, or a `google.rpc.Status`, written as
the request was.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import structlog
from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request, Response

from rounds.actions import recordings
from rounds.actions.links import SignedOut
from rounds.kit.errors import Conflict, Invalid, Problem, TooMuch
from rounds.web.access import Here
from rounds.web.errors import traced

log = structlog.get_logger()
router = APIRouter(include_in_schema=False)

LARGEST = 64 << 20  # bytes on the wire
MOST = 256 << 20  # bytes of all requests that are being taken; more are told to come again, and wait outside our memory
THREADS = 64
LEAST = 64 << 10  # what a request counts at least
WAIT = "1"  # seconds
PROTOBUF, JSON = "application/x-protobuf", "application/json"

INVALID_ARGUMENT, RESOURCE_EXHAUSTED, UNAVAILABLE, UNAUTHENTICATED, INTERNAL = 3, 8, 14, 16, 13
TROUBLES: dict[type[Problem], tuple[int, int]] = {
    Invalid: (400, INVALID_ARGUMENT),
    SignedOut: (401, UNAUTHENTICATED),
    Conflict: (503, UNAVAILABLE),
    TooMuch: (503, UNAVAILABLE),
}


@router.post("/v1/{signal}")
async def take(signal: str, request: Request, here: Here) -> Response:
    kind = JSON if request.headers.get("content-type", "").partition(";")[0].strip().lower() == JSON else PROTOBUF
    if signal not in ("traces", "metrics", "logs"):
        return refused(kind, 404, INVALID_ARGUMENT, "There are /v1/traces, /v1/metrics and /v1/logs.")
    size = min(max(LEAST, int(request.headers.get("content-length") or LARGEST)), LARGEST)
    taking: Taking = request.app.state.taking
    if size > taking.left:
        return refused(kind, 429, RESOURCE_EXHAUSTED, "Too much at once. Send it again in a moment.")
    with taking.of(size):
        return await taken(signal, kind, request, here)


class Taking:
    """How many more bytes may be taken. Used on the event loop alone, so it needs no lock.

    Its threads are its own: a request waits in one until its insert is on the disk, and questions of people must not
    wait behind them.
    """

    def __init__(self, most: int = MOST) -> None:
        self.left = most
        self.threads = CapacityLimiter(THREADS)

    async def aside(self, work: Callable[[], object]) -> None:
        await to_thread.run_sync(work, limiter=self.threads)

    @contextmanager
    def of(self, size: int) -> Iterator[None]:
        self.left -= size
        try:
            yield
        finally:
            self.left += size


async def taken(signal: str, kind: str, request: Request, here: Here) -> Response:
    try:
        token = shown(request)
        taking: Taking = request.app.state.taking
        await taking.aside(partial(recordings.recorded, here, token))  # before a stranger's body is read
        body = await read(request)
        told = {name: request.headers.get(f"content-{name}", "") for name in ("type", "encoding")}
        await taking.aside(
            partial(recordings.accept, here, token, signal, body, content_type=told["type"], encoding=told["encoding"])
        )
    except TooLarge:
        return refused(
            kind, 413, INVALID_ARGUMENT, f"The body is larger than {LARGEST >> 20} MiB: send smaller batches."
        )
    except Problem as problem:
        return refused(kind, *TROUBLES.get(type(problem), (400, INVALID_ARGUMENT)), problem.message)
    except Exception as error:  # noqa: BLE001 - the edge: a sender is told in its own format
        log.error("otlp request failed", signal=signal, **traced(error))
        return refused(kind, 500, INTERNAL, "Something went wrong on our side.")
    all_was_accepted = b"{}" if kind == JSON else b""  # an empty message, of every signal
    return Response(all_was_accepted, media_type=kind)


def shown(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise SignedOut("Send the recording's token: Authorization: Bearer TOKEN.")
    return token.strip()


async def read(request: Request) -> bytes:
    """
    Raises:
        TooLarge: more than may be came, or was announced.
    """
    if int(request.headers.get("content-length") or 0) > LARGEST:
        raise TooLarge
    pieces, size = [], 0
    async for piece in request.stream():
        size += len(piece)
        if size > LARGEST:
            raise TooLarge
        pieces.append(piece)
    return b"".join(pieces)


class TooLarge(Exception):
    """A body of more than `LARGEST` bytes."""


def refused(kind: str, status: int, code: int, message: str) -> Response:
    headers = {"Retry-After": WAIT} if status in (429, 503) else {}
    if status == 401:
        headers = {"WWW-Authenticate": "Bearer"}
    body = json.dumps({"code": code, "message": message}).encode() if kind == JSON else rpc_status(code, message)
    return Response(body, status, media_type=kind, headers=headers)


def rpc_status(code: int, message: str) -> bytes:
    """`google.rpc.Status` in Protobuf: field 1 a number below 128, field 2 a text."""
    text = message.encode()
    return b"\x08" + bytes([code]) + b"\x12" + varint(len(text)) + text


def varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])
