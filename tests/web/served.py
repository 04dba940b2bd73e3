"""An application served on a port, for what only a real connection shows: live channels, and processes that end."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import httpx2
import uvicorn
from fastapi import FastAPI

from rounds.cli.serving import Server

WITHIN = 10.0  # seconds


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address of it."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=3)
        server = Server(config, app.state.channels)
        server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
        thread = threading.Thread(target=lambda: server.run(sockets=[listening]), daemon=True)
        thread.start()
        until(lambda: server.started)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(WITHIN)
            assert not thread.is_alive()


def until(holds: Any, within: float = WITHIN) -> None:
    end = time.monotonic() + within
    while not holds():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.005)


@dataclass
class Stream:
    """A live channel as a page has it: what came over it so far, in a thread of its own."""

    client: httpx2.Client
    path: str
    came: list[tuple[float, str, Any]] = field(default_factory=list)
    beats: int = 0
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    ended: bool = False

    def __enter__(self) -> Stream:
        self.thread = threading.Thread(target=self.read, daemon=True)
        self.thread.start()
        until(lambda: self.status)
        return self

    def __exit__(self, *_: Any) -> None:
        self.leave()

    def read(self) -> None:
        gone = suppress(httpx2.HTTPError, OSError, ValueError)
        with gone, self.client.stream("GET", self.path, timeout=60) as answer:
            self.answer = answer
            self.headers, self.status = dict(answer.headers), answer.status_code
            name = ""
            for line in answer.iter_lines():
                self.beats += line == ":"
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    self.came.append((time.monotonic(), name, json.loads(line.removeprefix("data: "))))
        self.ended = True

    def leave(self) -> None:
        """As a page that is closed."""
        if self.status and not self.ended:
            sock = self.answer.extensions["network_stream"].get_extra_info("socket")
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
        self.thread.join(WITHIN)

    def named(self, name: str) -> list[Any]:
        return [told for _, event, told in list(self.came) if event == name]

    def wait(self, name: str, holds: Any = lambda _: True, within: float = WITHIN) -> Any:
        """The first of that name for which it holds."""
        until(lambda: any(holds(one) for one in self.named(name)), within)
        return next(one for one in self.named(name) if holds(one))


@contextmanager
def browser(base: str, surface: str, token: str) -> Iterator[httpx2.Client]:
    with httpx2.Client(base_url=base, headers={"Origin": base}, timeout=30) as client:
        answer = client.post(f"/api/v1/{surface}/session", json={"token": token})
        assert answer.status_code == 204, answer.text
        yield client
