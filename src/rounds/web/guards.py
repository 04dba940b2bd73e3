"""What every request passes on its way in and out: where it may come from, how large it may be, what a browser is told.

Plain ASGI, so that large answers are not wrapped twice.
"""

from __future__ import annotations

import re
import time

import structlog
from fastapi.responses import JSONResponse
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from rounds.web.errors import broken
from rounds.web.views import Trouble

log = structlog.get_logger()

# Styles: the component library writes its variables into a <style> element at run time, and charts size
# themselves with style attributes. Scripts come from our own files only.
POLICY = "; ".join([
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "worker-src 'self' blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
])  # fmt: skip
TOLD = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
API = "/api/"
READS = frozenset({"GET", "HEAD"})
ELSEWHERE = frozenset({"cross-site", "same-site"})
# The frames in which staff follow a candidate's view or watch a clip, and a candidate sees what is presented: in a page
# of ours only.
FRAMED = ("/staff/follow/", "/staff/watch/", "/presented")
IN_OUR_FRAME = {
    "Content-Security-Policy": POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
    "X-Frame-Options": "SAMEORIGIN",
}
LOOPBACK = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:[0-9]{1,5})?")
LARGEST_QUESTION = 256 << 10  # bytes


class Guards:
    """Wraps the app; `origins` are its addresses, the one people know it under first: a proxy may make it another."""

    def __init__(self, app: ASGIApp, origins: tuple[str, ...]) -> None:
        self.app = app
        self.origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 0

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                tell(MutableHeaders(scope=message), scope["path"])
            await send(message)

        try:
            await self.pass_on(scope, receive, told)
        except Exception as error:
            answer = broken(error)
            if status:  # half of an answer is out; the connection must break
                raise
            await answer(scope, receive, told)
        log.info(
            "request",
            method=scope["method"],
            route=pattern(scope),
            status=status,
            ms=round((time.perf_counter() - began) * 1000, 1),
        )

    async def pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not scope["path"].startswith(API):
            await self.app(scope, receive, send)
        elif refusal := self.refusal(scope):
            await refusal(scope, receive, send)
        else:
            await self.app(scope, bounded(receive, LARGEST_QUESTION), send)

    def refusal(self, scope: Scope) -> JSONResponse | None:
        headers = Headers(scope=scope)
        if headers.get("sec-fetch-site") in ELSEWHERE:
            return refused(403, "forbidden", "This was asked from another site.")
        if "\0" in scope["path"]:  # nothing is named so, and PostgreSQL cannot even be asked
            return refused(404, "not_found", "There is nothing here.")
        if scope["method"] in READS:
            return None
        if not self.is_own(headers.get("origin", ""), scope["scheme"], headers.get("host", "")):
            return refused(403, "forbidden", f"Open Rounds at {self.origins[0]}: its pages may ask, no others.")
        if headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
            return refused(415, "invalid", "The body must be JSON, with Content-Type: application/json.")
        if int(headers.get("content-length") or 0) > LARGEST_QUESTION:
            return refused(413, "too_much", "The request is too large.")
        return None

    def is_own(self, origin: str, scheme: str, host: str) -> bool:
        """A Host is believed of this machine alone: any other name may be a stranger's that leads here by his DNS."""
        return origin in self.origins or (LOOPBACK.fullmatch(host) is not None and origin == f"{scheme}://{host}")


def pattern(scope: Scope) -> str:
    """The address with names for what varies: a line of the log says nothing that somebody typed."""
    if "endpoint" not in scope:
        return ""
    path: str = scope["path"]
    for name, value in scope.get("path_params", {}).items():
        path = path.replace(f"/{value}", f"/{{{name}}}", 1)
    return path


def tell(headers: MutableHeaders, path: str) -> None:
    headers.update(TOLD)
    if path.startswith(FRAMED):
        headers.update(IN_OUR_FRAME)
    if path.startswith("/assets/"):
        return
    headers.setdefault("Cache-Control", "no-store" if path.startswith(API) else "no-cache")


def bounded(receive: Receive, most: int) -> Receive:
    received = 0

    async def counted() -> Message:
        nonlocal received
        message = await receive()
        received += len(message.get("body", b""))
        if received > most:
            raise HTTPException(413, "The request is too large.")
        return message

    return counted


def refused(status: int, kind: str, message: str) -> JSONResponse:
    return JSONResponse(Trouble(kind=kind, message=message).model_dump(), status)
