"""A server that is killed at random moments of a segment and started again: nothing that was acknowledged is lost, no
command is done twice, the chain holds, and the clock went on as if nothing had been.
"""

from __future__ import annotations

import os
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import httpx2
import pytest

from rounds.interviews import acts
from rounds.records import Records
from tests.web.conftest import opened
from tests.web.hours import held
from tests.web.processes import Process
from tests.web.questions import STRETCH

KILLS = int(os.environ.get("ROUNDS_KILLS", "2"))  # a start takes seconds; continuous integration does twenty
EXACT = 1.0  # seconds that the clock may be off


@dataclass
class Segment:
    """Somebody who works and somebody who leads, one act after the other, each until it is acknowledged."""

    server: Process
    clients: dict[str, httpx2.Client]  # of each surface, kept through all kills
    chance: random.Random
    acknowledged: list[tuple[str, str]] = field(default_factory=list)  # the kind of act, and what is unmistakable in it
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    paused: float = 0.0  # seconds
    retried: int = 0

    def post(self, surface: str, path: str, body: dict[str, Any]) -> httpx2.Response:
        """Again until it is answered, each time as the same command."""
        while True:
            try:
                answer = self.clients[surface].post(f"/api/v1/{surface}/{path}", json=body)
            except httpx2.HTTPError:
                self.retried += 1
                time.sleep(0.02)
                continue
            assert answer.status_code in (200, 204), answer.text
            return answer

    def act(self) -> None:
        """Something that either of them does."""
        no = next(self.numbers)
        word, command = f"word{no}", f"c{no}"
        staff = "interviews/kills"
        match self.chance.choice(["question", "question", "note", "flag", "wrote"]):
            case "question":
                self.post("candidate", "scenarios/1/logs/search", {"query": f'"{word}"', **STRETCH})
                self.acknowledged.append(("question", word))
            case "note":
                self.post("staff", f"{staff}/note", {"text": word, "command": command})
                self.acknowledged.append(("noted", word))
            case "flag":
                self.post("staff", f"{staff}/flag", {"flag": FLAG, "support": word, "scenario": 1, "command": command})
                self.acknowledged.append(("flagged", word))
            case "wrote":
                body = {"entry": word, "kind": "note", "text": word, "command": command}
                self.post("candidate", "scenarios/1/notebook/write", body)
                self.acknowledged.append(("wrote", word))

    def pause(self) -> float:
        self.post("staff", "interviews/kills/commands/pause", {"reason": "tea", "command": f"p{next(self.numbers)}"})
        return time.time()

    def resume(self, since: float) -> None:
        self.post("staff", "interviews/kills/commands/resume", {"command": f"r{next(self.numbers)}"})
        self.paused += time.time() - since


FLAG = "unsystematic"


@pytest.mark.timeout(120 + 90 * KILLS)
@pytest.mark.slow
def test_a_server_that_is_killed_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    folder, chance = tmp_path / "data", random.Random(20)
    with opened(folder) as house:
        interview = held(house, "kills", (acts.Entered(),))
        candidate, lead = (dict(interview.client(surface).cookies) for surface in ("candidate", "staff"))
    server = Process(folder)
    with at(server, candidate) as works, at(server, lead) as leads:
        segment = Segment(server, {"candidate": works, "staff": leads}, chance)
        hold_out(segment)
    check_record(folder, segment)


def at(server: Process, cookies: dict[str, str]) -> httpx2.Client:
    return httpx2.Client(base_url=server.address, headers={"Origin": server.address}, cookies=cookies, timeout=20)


def hold_out(segment: Segment) -> None:
    """Through all kills, with a clock that is right in the end."""
    server, chance = segment.server, segment.chance
    server.start()
    try:
        segment.post("staff", "interviews/kills/commands/admit", {"command": "a"})
        segment.post("staff", "interviews/kills/commands/begin", {"command": "b"})
        began = time.time()
        hint = {"scenario": 1, "hint": 0, "reason": "early", "hold": True, "command": "h"}
        segment.post("staff", "interviews/kills/hint", hint)
        for nth in range(KILLS):
            if nth % 4 < 3:
                killed_while_it_works(segment, chance.uniform(0.0, 0.4))
            since = segment.pause()
            if nth % 4 == 3:  # also while the clock stands still
                server.kill()
                server.start()
            segment.resume(since)
        elapsed = whole(segment)["phase"]["elapsed_ms"] / 1000
        expected = time.time() - began - segment.paused
    finally:
        server.stop()
    assert abs(elapsed - expected) < EXACT
    assert segment.retried >= KILLS // 2, "it was killed while somebody waited"


def killed_while_it_works(segment: Segment, after: float) -> None:
    """Killed so many seconds after something was acknowledged, and started again at once; acts go on all the while."""
    dead = threading.Event()

    def kill() -> None:
        time.sleep(after)
        segment.server.kill()
        segment.server.start()
        dead.set()

    segment.act()
    killer = threading.Thread(target=kill)
    killer.start()
    while not dead.is_set():
        segment.act()
    killer.join()
    segment.act()


def whole(segment: Segment) -> Any:
    return segment.clients["candidate"].get("/api/v1/candidate/interview").json()


def check_record(folder: Path, segment: Segment) -> None:
    records = Records.open(f"sqlite:///{folder}/records.sqlite")
    with records.look() as look:
        assert look.broken_at("kills") is None
        entries = look.record("kills")
        done = look.done("kills")
    records.close()
    assert [one.no for one in entries] == list(range(1, len(entries) + 1))
    texts = [(one.facts.get("act") or one.kind, str(one.content)) for one in entries]
    for kind, word in segment.acknowledged:
        found = [text for told, text in texts if told == kind and f"'{word}'" in text.replace('"', "'")]
        assert len(found) >= 1 if kind == "question" else len(found) == 1, (kind, word, len(found))
    assert [one.act.text for one in done if isinstance(one.act, acts.Hinted)] == ["SEALED-hint"]
    commands = [one.command for one in done if one.command]
    assert len(commands) == len(set(commands))
