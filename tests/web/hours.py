"""Interviews with a clock, brought to a state by their acts, and the badges of those who sit in them."""

from __future__ import annotations

import asyncio
import io
import zipfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from fastapi import FastAPI
from fastapi.testclient import TestClient

from rounds.actions.links import Surface
from rounds.interviews import Act, Interview, Kind, Person, Pin, Role, Seat, acts, fit_60
from rounds.interviews.acts import Done
from rounds.records.browsers import Browser
from rounds.records.tables import interviews as interviews_table
from rounds.web.doors import CANDIDATE, STAFF
from tests.web.conftest import BEN, House

WORDS = "SEALED"  # as in everything of a scenario that is sealed
HEARD = "HEARD"  # what was read to the candidate, who reads it again once the interview is over


@dataclass(frozen=True)
class Held:
    """An interview with its candidate's and its lead's seats."""

    house: House
    id: str
    candidate: Seat
    lead: Seat
    browser: str

    def client(self, surface: str = "candidate") -> TestClient:
        """A browser that was let in."""
        client = self.house.client()
        links = self.house.office.links
        if surface == "candidate":
            client.cookies.set(CANDIDATE.cookie, links.candidate(self.candidate.id, self.browser))
        else:
            client.cookies.set(STAFF.cookie, links.badge(Surface.STAFF, self.lead.person))
        return client

    def do(self, *done: Act, seat: Seat | None = None) -> None:
        """Written as they are, whatever is allowed."""
        here = self.house.office
        with here.records.work() as work:
            for act in done:
                no = work.append(self.id, Done(act, (seat or self.lead).id), here.now())
                assert no
            hour = work.hour(self.id)
            work.keep_state(self.id, hour.state)
        here.live.changed(self.id)


def held(
    house: House, name: str, done: Sequence[Act] = (), *, scenarios: int = 2, lead: Person = BEN, kind: Kind = Kind.LIVE
) -> Held:
    """Every scenario of it is the house's incident."""
    here, now = house.office, house.office.now()
    pins = tuple(Pin(n, "orders-slow", "1", 1, house.incident) for n in range(1, scenarios + 1))
    made = Interview(name, "Anna", lead.name, now, fit_60(scenarios), pins, kind=kind, call="https://call.test/x")
    candidate = Seat(f"{name}-c", name, Role.CANDIDATE, "Anna")
    leading = Seat(f"{name}-l", name, Role.LEAD, lead.name, lead.id)
    browser = f"{name}-b"
    with here.records.work() as work:
        work.add(made)
        for seat in (candidate, leading):
            work.seat(seat, now)
        work.browsers.add(Browser(browser, candidate.id, now, "test", admitted=now))
        reason = sa.update(interviews_table).where(interviews_table.c.id == name)
        work.connection.execute(reason.values(accommodation_reason=WORDS))
    found = Held(house, name, candidate, leading, browser)
    found.do(*done)
    return found


SAID = (  # what a lead does and notes, none of which is the candidate's
    acts.Noted(f"{WORDS} note", ("systematic",), 1),
    acts.Flagged(f"{WORDS}-flag", 1, f"{WORDS} support"),
    acts.Dismissed(f"{WORDS}-flag", 1),
    acts.Said(f"{WORDS}-line"),
    acts.Prompted(f"{WORDS}-phrase"),
    acts.Recognised(1, f"{WORDS}-step"),
    acts.Mitigated(1),
    acts.Hinted(1, 0, 1, f"{HEARD} read aloud", aloud=True, reason=f"{WORDS} early"),
    acts.Revealed(1, f"{WORDS} answer"),
    acts.Discussed(1, 0),
    acts.Extended(1, 1),
    acts.Reseeded(2, 7, "", f"{WORDS} reason"),
)
IN = (acts.Entered(), acts.Admitted())
WORK = (*IN, acts.Begun(1), *SAID)
STATES: dict[str, tuple[Act, ...]] = {
    "scheduled": (),
    "invited": (acts.Invited("one"),),
    "ready": (acts.Invited("one"), acts.Consented({"policy": True}, "1")),
    "lobby": (acts.Entered(),),
    "introduction": IN,
    "work": WORK,
    "discussion": (*WORK, acts.Begun(2)),
    "work of another": (*WORK, acts.Begun(3)),
    "paused": (*WORK, acts.Paused(f"{WORDS} reason")),
    "skipped": (*IN, acts.Begun(3), acts.Skipped(1, f"{WORDS} reason")),
    "wrap-up": (*WORK, acts.Begun(5)),
    "ended": (*WORK, acts.Ended()),
    "aborted": (*WORK, acts.Aborted(f"{WORDS} reason")),
    "cancelled": (acts.Invited("one"), acts.Cancelled(f"{WORDS} reason")),
    "missed": (acts.Invited("one"), acts.Missed()),
}
OPEN = {"work": {1}, "discussion": {1}, "work of another": {2}, "skipped": {2}}


def text_of(answer: Any) -> str:
    """What was answered, with what is in a file that was packed."""
    if answer.headers.get("content-type") != "application/zip":
        return f"{answer.headers} {answer.text}"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:
        return "\n".join(packed.read(name).decode() for name in packed.namelist())


def events(app: FastAPI, path: str, cookies: dict[str, str], wanted: int = 1) -> tuple[int, str]:
    """What a live channel tells until so many events came; then the page is closed."""
    with ThreadPoolExecutor(1) as thread:  # of its own: where a browser is driven, this one has a loop already
        return thread.submit(asyncio.run, asyncio.wait_for(told(app, path, cookies, wanted), 20)).result()


async def told(app: FastAPI, path: str, cookies: dict[str, str], wanted: int) -> tuple[int, str]:
    leaving, status, text = asyncio.Event(), 0, ""
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": path, "raw_path": path.encode(), "query_string": b"", "root_path": "", "client": ("test", 1),
        "server": ("rounds.test", 80), "headers": [(b"host", b"rounds.test"), (b"cookie", cookie.encode())],
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        await leaving.wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        nonlocal status, text
        status = message.get("status", status)
        text += message.get("body", b"").decode()
        if text.count("event: ") >= wanted:
            leaving.set()

    await app(scope, receive, send)
    return status, text
