"""Whoever rates in a calibration round is blind while they do, whatever else they may see here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rounds.interviews import Duty, Person
from tests.web.conftest import House, opened
from tests.web.test_calibration import API, EVA, ROUND, SAM, as_, card, interview

NAME, NOTE = "Anna", "note of Ben"
# Who may see every interview, and rates besides.
PEOPLE = {
    "admin": Person("root2", "Root", "root2@rounds.test", frozenset({Duty.ADMIN})),
    "recruiter": replace(SAM, duties=frozenset({Duty.RECRUITER, Duty.INTERVIEWER})),
}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with opened(tmp_path_factory.mktemp("house")) as house:
        with house.office.records.work() as work:
            for one in (EVA, *PEOPLE.values()):
                work.people.add(one, house.office.now())
        for no in range(6):
            interview(house, f"rated{no}", no % 4)
        begun = as_(house, PEOPLE["admin"]).post(f"{API}/calibration", json={})
        assert begun.status_code == 200, begun.text
        yield house


def told(client: TestClient, name: str) -> dict[str, tuple[int, str]]:
    """What pages that show judgements, or the record, answer."""
    paths = ("replay", "record", "evidence", "notebook", "cards", "debrief", "packet", "packet/content")
    found = {path: client.get(f"{API}/interviews/{name}/{path}") for path in paths}
    return {path: (one.status_code, one.text) for path, one in found.items()}


@pytest.mark.parametrize("who", PEOPLE)
def test_from_opening_a_card_until_it_is_in_nothing_of_others_is_shown(house: House, who: str) -> None:
    client, address = as_(house, PEOPLE[who]), f"{API}/calibration/{ROUND}/rated3/card"
    assert client.get(f"{API}/interviews/rated3/arrangement").status_code == 200
    assert NAME not in client.get(address).text
    blind = told(client, "rated3")
    assert [blind[path][0] for path in ("replay", "record", "evidence", "notebook")] == [200] * 4
    assert {path: text for path, (_, text) in blind.items() if NAME in text or NOTE in text} == {}
    assert '"points"' not in blind["cards"][1] + blind["debrief"][1] + blind["packet"][1]
    assert blind["packet/content"][0] == 409
    assert client.put(address, json={"card": card(2, 2)}).status_code == 200
    assert client.get(f"{API}/interviews/rated3/packet").json()["packet"] is None
    assert client.post(f"{address}/submit", json={}).status_code == 200
    packet: dict[str, Any] = client.get(f"{API}/interviews/rated3/packet").json()
    assert packet["packet"]["scenarios"][0]["scores"][0]["points"] == 3, "they are who they were"
    assert client.get(address).json()["standing"] == "submitted", "and see their own card still"


@pytest.mark.parametrize("who", PEOPLE)
def test_who_read_what_others_judged_does_not_rate(house: House, who: str) -> None:
    client, name = as_(house, PEOPLE[who]), "rated1" if who == "admin" else "rated2"
    assert client.get(f"{API}/interviews/{name}/packet").json()["packet"], "they may"
    refused = client.get(f"{API}/calibration/{ROUND}/{name}/card")
    assert (refused.status_code, "read what others judged" in refused.json()["message"]) == (403, True)
    shown = client.get(f"{API}/calibration").json()["rounds"][0]["interviews"]
    assert name in {one["interview"] for one in shown if one["own"]}


def test_who_rates_nothing_else_is_as_before(house: House) -> None:
    client = as_(house, EVA)
    assert NAME not in client.get(f"{API}/interviews/rated0/replay").text
    assert client.get(f"{API}/interviews/rated0/packet").status_code == 403
