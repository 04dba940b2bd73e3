"""Starlette's test client, which asks the application in one go: between its thread and the server's it goes to and fro eight
times a request, and of what thousands of requests took that was more than half.
"""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from functools import cache
from typing import Any, Self
from urllib.parse import unquote

import httpx2
from fastapi import FastAPI
from fastapi.testclient import TestClient


class Client(TestClient):
    """All clients of a process ask on one event loop, as all browsers do of a server. An answer is read to its end, so that
    a live channel is nothing for it, and an error of the server's is a 500.
    """

    def __init__(self, app: FastAPI, base_url: str, headers: dict[str, str]) -> None:
        super().__init__(app, base_url=base_url, headers=headers)
        self._transport = Transport(app)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Transport(httpx2.BaseTransport):
    def __init__(self, app: FastAPI) -> None:
        self.app = app

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        url = request.url
        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": request.method,
            "scheme": url.scheme, "path": unquote(url.path), "raw_path": url.raw_path.split(b"?", 1)[0],
            "query_string": url.query, "root_path": "", "client": ("testclient", 50000),
            "server": (url.host, url.port or {"http": 80, "https": 443}[url.scheme]), "state": {}, "extensions": {},
            "headers": [(name.lower(), value) for name, value in request.headers.raw],
        }  # fmt: skip
        status, headers, body = answered(self.app, scope, request.read())
        stream = httpx2.ByteStream(b"" if request.method == "HEAD" else body)
        return httpx2.Response(status, headers=headers, stream=stream, request=request)


def answered(app: Any, scope: dict[str, Any], body: bytes) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
    """Status, headers and body of what the application answers."""
    told: list[Any] = []
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Any:
        return waiting.pop() if waiting else await asyncio.Event().wait()

    async def send(message: Any) -> None:
        told.append(message)

    with suppress(Exception):  # what went wrong is told by a 500, and is raised besides
        asyncio.run_coroutine_threadsafe(app(scope, receive, send), loop()).result()
    if not told:
        return 500, [], b""
    return told[0]["status"], told[0]["headers"], b"".join(one.get("body", b"") for one in told)


@cache
def loop() -> asyncio.AbstractEventLoop:
    """Runs for as long as the process. It runs a task, so that threads which answer stay for the next request."""
    begun: list[asyncio.AbstractEventLoop] = []
    runs = threading.Event()

    async def forever() -> None:
        begun.append(asyncio.get_running_loop())
        runs.set()
        await asyncio.Event().wait()

    threading.Thread(target=asyncio.run, args=(forever(),), daemon=True).start()
    runs.wait()
    return begun[0]
