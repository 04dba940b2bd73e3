"""Every address of a candidate in every state of their interview: telemetry of the scenario that is open, of none
before, between, while it is paused and after; and nowhere a word that is sealed or the lead's own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rounds.actions import asking
from rounds.interviews import Kind, acts
from tests.web.conftest import House
from tests.web.hours import HEARD, OPEN, STATES, WORDS, Held, events, held, text_of
from tests.web.questions import QUERIES, body, filled, routes, tail

SCENARIO = "/api/v1/candidate/scenarios/{number}/"
TUTORIAL = "/api/v1/candidate/tutorial/"
LIVE = "/api/v1/candidate/live"
BETWEEN = ("work", "work of another", "paused", "ended")  # where both scenarios are asked about
ITS_OWN = ("notebook",)  # what the candidate wrote there stays theirs to read


@pytest.fixture(scope="module", params=STATES)
def state(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def interview(house: House, state: str) -> Held:
    found = held(house, state.replace(" ", "-"), STATES[state])
    with house.office.records.work() as work:
        work.keep_reason(found.id, "My wrist.")  # is theirs to read, in their copy
    return found


def asked(house: House, client: TestClient, number: int) -> Iterator[tuple[str, Any]]:
    """Every question about a scenario, each a right one."""
    for method, path in routes("candidate"):
        if path.startswith(SCENARIO) and not tail(path).startswith(ITS_OWN):
            address = filled(path.replace("{number}", str(number)), house.incident) + QUERIES.get(tail(path), "")
            yield (
                f"{method} {tail(path)}",
                client.get(address) if method == "GET" else client.post(address, json=body(path)),
            )


def test_telemetry_is_told_of_the_open_scenario_alone(house: House, interview: Held, state: str) -> None:
    for number in (1, 2) if state in BETWEEN else (1,):
        before = written(house, interview)
        answers = dict(asked(house, interview.client(), number))
        assert len(answers) > 50
        if number in OPEN.get(state, ()):
            assert sum(answer.status_code == 200 for answer in answers.values()) > 30
            assert all(answer.status_code != 409 for answer in answers.values())
        else:
            told = {place: answer.status_code for place, answer in answers.items()}
            assert {place: status for place, status in told.items() if status not in (401, 409)} == {}
            assert max(len(answer.content) for answer in answers.values()) < 300, "why, and nothing else"
            assert written(house, interview) == before, "what was refused is no question"


def written(house: House, interview: Held) -> int:
    with house.office.records.look() as look:
        return len(look.record(interview.id))


def test_nothing_sealed_and_nothing_of_the_leads_own_is_told(house: House, interview: Held) -> None:
    client = interview.client()
    reached = dict(around(house, client))
    status, live = events(house.app, LIVE, dict(client.cookies))
    assert len(reached) >= 5
    assert status in (200, 401)
    assert [place for place, answer in reached.items() if WORDS in text_of(answer)] == []
    assert [place for place, answer in reached.items() if HEARD in text_of(answer) and not place.startswith(OWN)] == []
    assert WORDS not in live
    assert HEARD not in live


OWN = "/api/v1/candidate/rights/"  # their timeline and copy, which are refused until the interview is over


def around(house: House, client: TestClient) -> Iterator[tuple[str, Any]]:
    """Every address beside the tools, with what is right and what is not."""
    for method, path in routes("candidate"):
        if path.startswith((SCENARIO, TUTORIAL)) and not tail(path).startswith(ITS_OWN):
            continue
        address = filled(path, house.incident)
        if method == "GET":
            yield address, client.get(address)
            continue
        for given in ({}, [], {"view": WORDS[:3]}):
            yield f"{method} {address} {json.dumps(given)}", client.request(method, address, json=given)


class TestRunning:
    """What changes while the page is there."""

    def test_a_paused_scenario_opens_again_as_it_goes_on(self, house: House) -> None:
        interview = held(house, "goes-on", STATES["paused"])
        client = interview.client()
        path = SCENARIO.replace("{number}", "1") + "metrics/catalogue"
        assert client.get(path).status_code == 409
        interview.do(acts.Resumed())
        assert client.get(path).status_code == 200
        interview.do(acts.Ended())
        assert client.get(path).status_code == 409

    def test_an_answer_that_comes_after_its_scenario_closed_is_not_given(
        self, house: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        interview = held(house, "too-late", STATES["work"])
        tell = asking.tools.ask

        def slowly(*given: Any, **named: Any) -> Any:
            found = tell(*given, **named)
            interview.do(acts.Ended())
            return found

        monkeypatch.setattr(asking.tools, "ask", slowly)
        given = body(SCENARIO + "logs/search")
        answer = interview.client().post(SCENARIO.replace("{number}", "1") + "logs/search", json=given)
        assert answer.status_code == 409

    def test_practice_has_everything_open(self, house: House) -> None:
        interview = held(house, "practice", kind=Kind.PRACTICE)
        assert all(answer.status_code != 409 for _, answer in asked(house, interview.client(), 2))
