"""The server that has this data open, if there is one: commands then go through its API, as one process owns the data."""

from __future__ import annotations

import json
import os
import shutil
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from rounds.actions.links import Links, Surface
from rounds.actions.places import Places
from rounds.actions.secret import secret
from rounds.interviews import OPERATOR
from rounds.kit.errors import Conflict, Invalid, NotFound, Problem
from rounds.web.doors import STAFF
from rounds.web.settings import Serving

if TYPE_CHECKING:
    from rounds.actions.office import Office

Desk = TypeVar("Desk")

FILE = "server.json"
ANSWERS_WITHIN = 5  # seconds
PATIENCE = 600  # seconds; sealing a large recording takes its time
KINDS: dict[str, type[Problem]] = {"invalid": Invalid, "not_found": NotFound}


@dataclass(frozen=True, slots=True)
class Server:
    url: str
    badge: str
    process: int

    def get(self, path: str) -> Any:
        return self._send(urllib.request.Request(f"{self.url}{STAFF.path}/{path}"))

    def fetch(self, path: str, into: Path) -> None:
        """What is answered, as a file."""
        request = urllib.request.Request(f"{self.url}{STAFF.path}/{path}")
        request.add_header("Cookie", f"{STAFF.cookie}={self.badge}")
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer, into.open("wb") as file:
                shutil.copyfileobj(answer, file)
        except urllib.error.HTTPError as error:
            raise told(error) from error
        except urllib.error.URLError as error:
            raise Conflict(f"The server at {self.url} does not answer: {error.reason}.") from error

    def post(self, path: str, body: dict[str, Any]) -> Any:
        """
        Raises:
            Invalid, NotFound, Conflict: as the server says.
        """
        request = urllib.request.Request(f"{self.url}{STAFF.path}/{path}", json.dumps(body).encode(), method="POST")
        request.add_header("Content-Type", "application/json")
        request.add_header("Origin", self.url)
        return self._send(request)

    def _send(self, request: urllib.request.Request) -> Any:
        request.add_header("Cookie", f"{STAFF.cookie}={self.badge}")
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            raise told(error) from error
        except urllib.error.URLError as error:
            raise Conflict(f"The server at {self.url} does not answer: {error.reason}.") from error


def told(error: urllib.error.HTTPError) -> Problem:
    try:
        trouble = json.load(error)
        return KINDS.get(trouble["kind"], Conflict)(trouble["message"])
    except (ValueError, KeyError):
        return Conflict(f"The server answered {error.code}.")


def server(places: Places) -> Server | None:
    """The one that runs on this data now, as its operator reaches it."""
    try:
        found = json.loads((places.data / FILE).read_text())
        os.kill(found["pid"], 0)
        urllib.request.urlopen(f"{found['at']}/healthz", timeout=ANSWERS_WITHIN).close()
    except (OSError, ValueError, KeyError):
        return None  # no file, or one that a killed server left
    badge = Links(secret(places.secret)).badge(Surface.STAFF, OPERATOR.id)
    return Server(found["at"], badge, found["pid"])


@contextmanager
def desk(remote: Callable[[Server], Desk], local: Callable[[Office, str], Desk]) -> Iterator[Desk]:
    """What a command works with: the server that has this data open, or the data itself, with its public address."""
    places = Places.told(os.environ)
    if running := server(places):
        yield remote(running)
        return
    from rounds.actions.office import Office  # noqa: PLC0415 - a second of imports that a running server saves us

    office = Office.open(places, {})
    try:
        yield local(office, Serving.told(os.environ).url)
    finally:
        office.close()


def check_free(places: Places) -> None:
    """The engine would say it too, in its own words and after a second.

    Raises:
        Conflict: a server runs on this data.
    """
    running = server(places) if places.telemetry.startswith("chdb:") else None
    if running:
        raise Conflict(f"Rounds runs on {places.data} already, at {running.url} (process {running.process}).")


@contextmanager
def announced(data: Path, at: str) -> Iterator[None]:
    """Tell commands on this machine that we have the data open, and where to reach us."""
    file = data / FILE
    file.write_text(json.dumps({"pid": os.getpid(), "at": at}))
    try:
        yield
    finally:
        with suppress(FileNotFoundError):
            file.unlink()
