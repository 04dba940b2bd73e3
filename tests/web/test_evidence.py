"""Which steps the record shows, from a candidate's questions and their browser's reports to what staff read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rounds.incidents.built import Built
from rounds.interviews import UNKNOWN, Done, Rule, Step
from rounds.interviews.acts import Recognised
from rounds.signals import to_ns
from tests.incidents.small import Small
from tests.web.conftest import NOW, House, opened
from tests.web.questions import STRETCH

CANDIDATE, STAFF = "/api/v1/candidate", "/api/v1/staff"
EVIDENCE = f"{STAFF}/interviews/interview1/evidence"
COUNTER = "http_requests_total"
FAILED, SPAN = f"{3:032x}", f"{4:016x}"
BEHIND = 3_600_000  # milliseconds by which the browser's clock is wrong
STEPS = (
    Step(
        "curve", "Requests", (Rule(("metrics.range",), ("metrics",), {"series": {"some": {"last": {"at_least": 9}}}}),)
    ),
    Step(
        "lines",
        "Errors",
        (Rule(("logs.lines",), ("logs",), {"filters": {"some": ["level", "=", "error"]}, "rows": 10}),),
    ),
    Step("span", "A 503", (Rule(("traces.span",), ("trace",), {"attributes": {"http.status": 503}}),), bonus=True),
    Step("counted", "A count", (Rule(("logs.facets",), ("logs",), {}),)),
    Step("said", "The cause", stated=True),
)


@dataclass(frozen=True)
class Stepped(Small):
    """With steps that its telemetry can show."""

    def build(self, seed: int, progress: Callable[[float, str], None] = lambda _done, _doing: None) -> Built:
        built = super().build(seed, progress)
        return replace(built, sealed=replace(built.sealed, steps=STEPS))


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    @property
    def browser(self) -> float:
        return to_ns(self.now) / 1e6 - BEHIND


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[House]:
    with opened(tmp_path_factory.mktemp("house"), now=clock, small=Stepped()) as house:
        yield house


@dataclass
class Person:
    """A candidate with a browser, whose clock is an hour behind."""

    client: TestClient
    clock: Clock

    def asks(self, path: str, body: Any = None, pane: str = "page1.pane") -> None:
        address, headers = f"{CANDIDATE}/scenarios/1/{path}", {"Rounds-View": pane}
        answer = self.client.post(address, json=body, headers=headers) if body else self.client.get(address)
        assert answer.status_code == 200, answer.text

    def looks(self, seconds: float, address: str, **state: Any) -> None:
        view = {"address": f"/interview/1/{address}", "state": state, "visible_from": self.clock.browser}
        self.clock.now += timedelta(seconds=seconds)
        told = {"views": [{**view, "visible_to": self.clock.browser}]}
        assert self.client.post(f"{CANDIDATE}/views", json=told).status_code == 204


@pytest.fixture
def person(candidate: TestClient, clock: Clock, house: House) -> Person:
    with house.office.records.work() as work:
        for entry in work.record("interview1"):
            if entry.content is not None:
                work.erase("interview1", entry.no)
    clock.now += timedelta(hours=1)
    return Person(candidate, clock)


def steps(interviewer: TestClient) -> dict[str, dict[str, Any]]:
    found = interviewer.get(EVIDENCE).json()
    assert found["interview"] == "interview1"
    first, second = found["scenarios"]
    assert (second["number"], second["incident"], second["steps"]) == (2, "", [])
    return {step["id"]: step for step in first["steps"]}


def exposed(interviewer: TestClient) -> list[str]:
    return [name for name, step in steps(interviewer).items() if step["state"] == "exposed"]


LINES = ("logs/search", {"query": "level:error", **STRETCH})
CURVE = ("metrics/range", {"expression": COUNTER, **STRETCH, "step_ms": 60_000})


def test_nothing_is_shown_by_an_empty_record(person: Person, interviewer: TestClient) -> None:
    told = steps(interviewer)
    assert list(told) == [step.id for step in STEPS]
    assert told["span"] == {
        "id": "span",
        "text": "A 503",
        "bonus": True,
        "stated": False,
        "state": "none",
        "no": None,
        "time": None,
        "seconds": None,
        "note": "",
        "cited": None,
        "recognised": None,
    }
    assert told["said"]["stated"]
    assert exposed(interviewer) == []


def test_what_was_asked_for_and_looked_at_is_shown_with_its_entry(
    person: Person, interviewer: TestClient, clock: Clock
) -> None:
    person.looks(9, "briefing")
    person.asks(*LINES)
    asked = to_ns(clock.now) / 1e6
    person.looks(2, "logs", q="level:error")
    assert exposed(interviewer) == [], "not for long enough yet"
    person.looks(15, "briefing")
    person.looks(8, "logs", q="level:error", line="3")
    lines = steps(interviewer)["lines"]
    record = interviewer.get(f"{STAFF}/interviews/interview1/record?after={lines['no'] - 1}").json()
    assert record["entries"][-1]["question"]["query"] == "level:error"
    assert (lines["state"], lines["seconds"], lines["note"]) == ("exposed", 10, "")
    assert lines["time"] == pytest.approx(asked + 19_000, abs=1)
    assert exposed(interviewer) == ["lines"]


def test_looking_around_shows_nothing(person: Person, interviewer: TestClient) -> None:
    person.asks("metrics/catalogue")
    person.asks(*CURVE, pane="page1.~metrics-0")
    person.looks(20, "metrics")
    person.asks("logs/search", STRETCH)
    person.asks("logs/facets", STRETCH)
    person.looks(20, "logs")
    person.asks("traces/search", {"query": "status:error", **STRETCH})
    person.asks(f"traces/{FAILED}")
    person.looks(20, f"traces/{FAILED}")
    assert exposed(interviewer) == []
    record = interviewer.get(f"{STAFF}/interviews/interview1/record").json()["entries"]
    assert [entry["cause"] for entry in record if entry["asked"] == "metrics.range"] == ["page"]


def test_the_opened_span_and_the_chosen_lane_are_shown(person: Person, interviewer: TestClient) -> None:
    person.asks(f"traces/{FAILED}/spans/{SPAN}")
    person.looks(20, f"traces/{FAILED}", span=SPAN)
    person.asks(*CURVE, pane="page1.metrics-0")
    person.looks(20, "metrics", q=["up", f"{COUNTER}; @log"])
    assert exposed(interviewer) == ["curve", "span"]


def test_without_reports_the_time_is_unknown(person: Person, interviewer: TestClient, clock: Clock) -> None:
    person.asks(*LINES)
    clock.now += timedelta(minutes=1)
    lines = steps(interviewer)["lines"]
    assert (lines["state"], lines["seconds"], lines["note"]) == ("exposed", None, UNKNOWN)


def pins(person: Person, address: str, pin: str, **mark: str) -> None:
    body = {"pin": pin, "address": f"/interview/1/{address}", "title": "A view", "mark": mark, "command": pin}
    answer = person.client.post(f"{CANDIDATE}/scenarios/1/notebook/pin", json=body)
    assert answer.status_code == 200, answer.text


def test_what_is_pinned_and_written_down_is_cited(person: Person, interviewer: TestClient, clock: Clock) -> None:
    person.looks(9, "briefing")
    person.asks(*LINES)
    person.asks(*CURVE, pane="page1.~metrics-0")
    person.asks(f"traces/{FAILED}/spans/{SPAN}")
    person.looks(2, "logs", q="level:error")
    pins(person, "logs?q=level:info", "p1")
    assert {step["cited"] for step in steps(interviewer).values()} == {None}, "another search than was asked"
    pins(person, "logs?q=level:error", "p2", line="3", body="order failed")
    cited = steps(interviewer)["lines"]["cited"]
    assert (cited["by"], cited["id"], cited["place"]) == ("pin", "p2", 2)
    assert cited["time"] == pytest.approx(to_ns(clock.now) / 1e6, abs=1)
    assert exposed(interviewer) == [], "seen for two seconds"
    pins(person, "metrics", "p3", lane=COUNTER)
    person.looks(8, f"traces/{FAILED}", span=SPAN)
    line = {"entry": "h1", "kind": "hypothesis", "text": f"{SPAN} answers 503", "command": "h1"}
    assert person.client.post(f"{CANDIDATE}/scenarios/1/notebook/write", json=line).status_code == 200
    told = steps(interviewer)
    assert {name: step["cited"] and step["cited"]["by"] for name, step in told.items()} == {
        "curve": "pin",  # one of the page's own lanes, which was chosen
        "lines": "pin",
        "span": "line",
        "counted": None,
        "said": None,
    }
    assert told["span"]["cited"]["word"] == SPAN
    taken = {"pin": "p2", "command": "back"}
    assert person.client.post(f"{CANDIDATE}/scenarios/1/notebook/unpin", json=taken).status_code == 200
    assert steps(interviewer)["lines"]["cited"] is None


def test_only_a_person_recognises_a_step(person: Person, interviewer: TestClient, house: House, clock: Clock) -> None:
    person.asks(*LINES)
    pins(person, "logs?q=level:error", "r1")
    clock.now += timedelta(minutes=1)
    assert {step["recognised"] for step in steps(interviewer).values()} == {None}
    with house.office.records.work() as work:
        for recognised in (True, False, True):
            work.append("interview1", Done(Recognised(1, "said", recognised), "interview1-l"), clock.now)
    told = steps(interviewer)
    assert (told["said"]["recognised"], told["said"]["state"]) == (to_ns(clock.now) / 1e6, "none")
    assert [name for name, step in told.items() if step["recognised"]] == ["said"]


def test_what_staff_ask_and_what_is_erased_shows_nothing(
    person: Person, interviewer: TestClient, house: House, clock: Clock
) -> None:
    path, body = LINES
    assert interviewer.post(f"{STAFF}/incidents/{house.incident}/{path}", json=body).status_code == 200
    person.asks(*LINES)
    clock.now += timedelta(minutes=1)
    (no,) = [step["no"] for step in steps(interviewer).values() if step["state"] == "exposed"]
    with house.office.records.work() as work:
        work.erase("interview1", no)
    assert exposed(interviewer) == []


def test_it_is_for_staff_alone(person: Person, interviewer: TestClient) -> None:
    assert person.client.get(EVIDENCE).status_code == 401
    own = (f"{CANDIDATE}/evidence", f"{CANDIDATE}/interview/evidence", f"{CANDIDATE}/scenarios/1/evidence")
    assert {person.client.get(path).status_code for path in own} == {404}
    assert interviewer.get(f"{STAFF}/interviews/nobody/evidence").status_code == 404
