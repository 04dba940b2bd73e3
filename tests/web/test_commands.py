"""The hour's commands as they are sent: which are allowed in which state, that each is done once, and what they do."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rounds.actions.links import Surface
from rounds.incidents.library import Offered
from rounds.interviews import Duty, Person, Role, Seat, State, acts
from rounds.interviews.acts import Done
from tests.interviews.hours import TO, act_of
from tests.web.conftest import House
from tests.web.hours import IN, Held, held
from tests.web.questions import COMMANDS

NAMES = count(1)
CLARA = Person("clara", "Clara", "clara@rounds.test", frozenset({Duty.INTERVIEWER}))
ALLOWED = """
admit    lobby
begin    live paused
pause    live
resume   paused
extend   live paused
skip     live paused
hand     scheduled invited ready lobby live paused aborted
end      live paused
missed   scheduled invited ready lobby
abort    lobby live paused
reopen   aborted
present  live paused
"""
WHERE = {line.split()[0]: set(line.split()[1:]) for line in ALLOWED.strip().splitlines()}


def interview(house: House, state: State) -> Held:
    told = [act_of(one.strip()) for one in TO[state].split(",") if one.strip()]
    found = held(house, f"commands{next(NAMES)}", told)
    panel(found)
    return found


def panel(interview: Held) -> None:
    """Another interviewer sits in it."""
    here = interview.house.office
    with here.records.work() as work:
        if all(one.id != CLARA.id for one in work.people.all()):
            work.people.add(CLARA, here.now())
        work.seat(Seat(f"{interview.id}-p", interview.id, Role.PANEL, CLARA.name, CLARA.id), here.now())


def send(interview: Held, name: str, client: TestClient | None = None, **told: Any) -> int:
    given = {**COMMANDS[name], **told}
    if name == "hand" and "to" not in told:
        given["to"] = f"{interview.id}-p"
    client = client or interview.client("staff")
    return client.post(f"/api/v1/staff/interviews/{interview.id}/commands/{name}", json=given).status_code


def done(interview: Held) -> list[Done]:
    with interview.house.office.records.look() as look:
        return look.done(interview.id)


@pytest.mark.parametrize("state", State)
def test_each_command_is_allowed_where_it_means_something(house: House, state: State) -> None:
    refused = interview(house, state)
    before = done(refused)
    found = set()
    for name in WHERE:
        one = interview(house, state) if state.value in WHERE[name] else refused
        status = send(one, name)
        assert status in (204, 409), name
        found |= {name} if status == 204 else set()
    assert found == {name for name, states in WHERE.items() if state.value in states}
    assert done(refused) == before, "what was refused changed nothing"


@pytest.mark.parametrize("name", WHERE)
def test_a_command_that_is_sent_twice_is_done_once(house: House, name: str) -> None:
    one = interview(house, State("live" if "live" in WHERE[name] else min(WHERE[name])))
    assert [send(one, name, command="x1") for _ in range(3)] == [204, 204, 204]
    assert [act.command for act in done(one)].count("x1") == 1
    assert send(one, "pause" if name == "resume" else name, command="x2") in (204, 403, 409)


def test_the_next_phase_is_the_next_one_to_come(house: House) -> None:
    one = held(house, f"commands{next(NAMES)}", IN)
    for no in (1, 2):
        assert send(one, "begin") == 204
        assert hour(one).past[-1].phase.no == no
    assert send(one, "skip", scenario=2, reason="no time") == 204
    assert send(one, "begin") == 204
    assert hour(one).now_in.phase.title == "Wrap-up"
    assert send(one, "begin") == 409
    assert send(one, "begin", phase=5) == 409
    assert send(one, "begin", phase=99) == 409
    assert send(one, "begin", phase=1) == 204


def hour(interview: Held) -> Any:
    with interview.house.office.records.look() as look:
        return look.hour(interview.id)


def test_skipping_the_present_scenario_goes_on_with_what_follows(house: House) -> None:
    one = held(house, f"commands{next(NAMES)}", (*IN, acts.Begun(1)))
    assert send(one, "skip", scenario=1, reason="a chart is broken", command="s") == 204
    assert send(one, "skip", scenario=1, reason="a chart is broken", command="s") == 204
    assert hour(one).scenario == 2
    assert [type(act.act).__name__ for act in done(one)[-2:]] == ["Skipped", "Begun"]


@pytest.mark.parametrize("name", ["pause", "abort", "skip", "reseed"])
def test_a_reason_is_said(house: House, name: str) -> None:
    one = interview(house, State.LIVE)
    assert send(one, name, reason="  ") == 422


def test_the_lead_is_handed_on_in_one_step(house: House) -> None:
    one = interview(house, State.LIVE)
    clara = house.client()
    clara.cookies.set("rounds_staff", house.office.links.badge(Surface.STAFF, CLARA.id))
    assert send(one, "pause", clara) == 403
    assert send(one, "hand", to=one.candidate.id) == 404
    assert send(one, "hand", to="nobody") == 404
    assert send(one, "hand", to=one.lead.id) == 409
    assert send(one, "hand") == 204
    assert send(one, "pause", clara) == 204
    assert send(one, "resume") == 403
    assert send(one, "hand", clara, to=one.lead.id) == 204
    assert send(one, "resume") == 204


def test_minutes_are_bounded(house: House) -> None:
    one = interview(house, State.LIVE)
    assert [send(one, "extend", minutes=minutes) for minutes in (61, -61)] == [422, 422]
    assert send(one, "extend", minutes=-20) == 409
    assert send(one, "extend", minutes=2.5, phase=3) == 204
    assert hour(one).phases[3].length.total_seconds() == 16.5 * 60


def test_the_candidate_asks_and_is_answered(house: House) -> None:
    one = interview(house, State.LIVE)
    client = one.client()
    asked = {"what": "pause", "text": "A glass of water.", "command": "w"}
    assert [client.post("/api/v1/candidate/requests", json=asked).status_code for _ in range(2)] == [204, 204]
    whole = client.get("/api/v1/candidate/interview").json()
    assert [(wish["what"], wish["text"]) for wish in whole["requests"]] == [("pause", "A glass of water.")]
    assert send(one, "pause") == 204
    assert client.get("/api/v1/candidate/interview").json()["requests"] == []
    assert client.post("/api/v1/candidate/requests", json={"what": "answers"}).status_code == 422
    assert send(one, "end") == 204
    assert client.post("/api/v1/candidate/requests", json={"what": "time"}).status_code == 409


def test_a_command_of_the_candidates_is_none_of_the_leads(house: House) -> None:
    one = interview(house, State.LIVE)
    asked = {"what": "pause", "command": "taken-before"}
    assert one.client().post("/api/v1/candidate/requests", json=asked).status_code == 204
    assert send(one, "pause", command="taken-before") == 204
    assert hour(one).state is State.PAUSED


def test_after_a_technical_failure_it_goes_on_with_another_variant(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = Offered("orders-slow", "1", "Orders are slow")
    library = house.office.library
    monkeypatch.setattr(library, "find", lambda _name, seed: Offered(found.name, found.version, found.title, seed))
    monkeypatch.setattr(type(house.office.preparations), "start", lambda *_: None)
    one = interview(house, State.LIVE)
    assert send(one, "abort", reason="The telemetry is gone") == 204
    assert send(one, "reseed", scenario=1, seed=1) == 409
    assert send(one, "reseed", scenario=1) == 204
    assert send(one, "reopen") == 204
    assert hour(one).scenario == 1
    with house.office.records.look() as look:
        pin = look.interview(one.id).pin(1)
    assert (pin.seed, pin.incident) == (2, "")
    client = one.client()
    assert client.get("/api/v1/candidate/scenarios/1/metrics/catalogue").status_code == 409
    cards = client.get("/api/v1/candidate/interview").json()["scenarios"]
    assert cards[0]["state"] in ("preparing", "locked")
    with house.office.records.work() as work:
        work.pin_incident("orders-slow", "1", 2, house.incident)
    assert client.get("/api/v1/candidate/scenarios/1/metrics/catalogue").status_code == 200
