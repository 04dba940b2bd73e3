"""Slow questions take the places of questions, and never those of anything else."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rounds import tools
from rounds.web.turns import OWN, PLACES, Turns
from tests.web.conftest import House
from tests.web.questions import STRETCH

ASKED = "/api/v1/candidate/scenarios/1/logs/search"
MORE = 40  # that wait: as many as there are threads


@dataclass
class Slow:
    """Questions that are answered once they are let go."""

    letting: threading.Event
    asked: threading.Semaphore
    let_go: list[bool] = field(default_factory=list)  # or they waited for too long

    def __call__(self, *given: Any, **named: Any) -> Any:
        self.asked.release()
        self.let_go.append(self.letting.wait(30))
        return answered(*given, **named)


answered = tools.ask


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    made = Slow(threading.Event(), threading.Semaphore(0))
    monkeypatch.setattr(tools, "ask", made)
    yield made
    made.letting.set()


def asking(client: TestClient) -> Any:
    return client.post(ASKED, json=STRETCH)


def test_nothing_else_waits_behind_slow_questions(
    house: House, candidate: TestClient, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house.app.state, "turns", Turns(own=PLACES))
    with ThreadPoolExecutor(PLACES + MORE) as people:
        answers = [people.submit(asking, candidate) for _ in range(PLACES + MORE)]
        for _ in range(PLACES):
            assert slow.asked.acquire(timeout=10)
        paths = ("/healthz", "/readyz", "/interview", "/assets/nothing.js", "/api/v1/candidate/interview")
        assert {candidate.get(path).status_code for path in paths} <= {200, 404, 503}
        slow.letting.set()
        assert {answer.result().status_code for answer in answers} == {200}
    assert all(slow.let_go), "nobody waited until these gave up"


def test_who_finds_no_place_is_told_to_come_again(
    house: House, candidate: TestClient, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house.app.state, "turns", Turns(places=1, patience=0.1))
    with ThreadPoolExecutor(1) as people:
        first = people.submit(asking, candidate)
        assert slow.asked.acquire(timeout=10)
        busy = asking(candidate)
        slow.letting.set()
        assert first.result().status_code == 200
    assert (busy.status_code, busy.json()["kind"], busy.headers["retry-after"]) == (503, "too_much", "1")
    assert asking(candidate).status_code == 200, "a place that was held is free again"


def test_nobody_takes_all_places(house: House, candidate: TestClient, interviewer: TestClient, slow: Slow) -> None:
    theirs = f"/api/v1/staff/incidents/{house.incident}/logs/search"
    with ThreadPoolExecutor(OWN + MORE + 1) as people:
        answers = [people.submit(asking, candidate) for _ in range(OWN + MORE)]
        for _ in range(OWN):
            assert slow.asked.acquire(timeout=10)
        assert not slow.asked.acquire(timeout=0.3), "the others of this seat wait"
        staff = people.submit(interviewer.post, theirs, json=STRETCH)
        assert slow.asked.acquire(timeout=10), "somebody else's question does not"
        slow.letting.set()
        assert {answer.result().status_code for answer in (*answers, staff)} == {200}


@pytest.mark.parametrize("address", ["scenarios/first/metrics/catalogue", "scenarios/1/metrics/catalogue"])
def test_what_has_no_shape_is_refused_without_a_place(candidate: TestClient, address: str) -> None:
    answer = candidate.get(f"/api/v1/candidate/{address}", headers={"Rounds-View": "x" * 300})
    assert (answer.status_code, answer.json()["kind"]) == (422, "invalid")
