"""Every sealed field of the installed scenario holds the word SEALED; nothing a candidate can reach does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rounds.incidents.sealed import Sealed
from rounds.web import interface
from tests.incidents import small
from tests.web.conftest import House
from tests.web.hours import text_of
from tests.web.questions import QUERIES, body, filled, routes, tail

CANARY = "SEALED"
SNAPSHOTS = True  # which are to be asked of as well


def test_the_canary_sits_in_every_sealed_field(house: House) -> None:
    kept = house.office.library.sealeds.get(house.incident)
    assert kept is not None
    assert all(CANARY in repr(getattr(kept.sealed, field.name)) for field in fields(Sealed))


@pytest.fixture(scope="module")
def reached(house: House) -> dict[str, Any]:
    """Every answer, by what was asked."""
    with house.candidate() as client:
        return dict(everything(house, client))


def test_nothing_a_candidate_can_reach_holds_it(reached: dict[str, Any]) -> None:
    assert len(reached) > 60
    assert sum(answer.status_code == 200 for answer in reached.values()) > 30
    assert [place for place, answer in reached.items() if CANARY in told(answer)] == []


def everything(house: House, client: TestClient) -> Iterator[tuple[str, Any]]:
    """Each of the candidate's routes with what is right, what is wrong and what is somebody else's; and all files."""
    for method, path in routes("candidate"):
        address = filled(path, house.incident) + QUERIES.get(tail(path), "")
        if method == "GET":
            yield f"GET {address}", client.get(address)
        else:
            for given in (body(path), {}, {"query": CANARY[:3]}, []):
                yield f"{method} {address} {json.dumps(given)}", client.request(method, address, json=given)
        for number in ("2", "3", "x", "../1") if "{number}" in path else ():
            other = path.replace("{number}", number)
            yield f"GET {other}", client.get(filled(other, house.incident))
    for method, path in routes("staff"):
        address = filled(path, house.incident)
        answer = client.request(method, address, json=None if method == "GET" else body(path))
        assert answer.status_code in (401, 422), address
        yield f"staff {method} {address}", answer
    for path in ("/", "/join", "/interview/1/briefing", "/healthz", "/readyz", "/metrics", "/openapi.json", "/nothing"):
        yield path, client.get(path)
    for file in interface.UI.rglob("*.html") if interface.is_built() else ():
        yield str(file), client.get(f"/{file.relative_to(interface.UI)}")
    for place in (f"/sealed/{house.incident}.json", "/../sealed", f"/data/sealed/{house.incident}.json"):
        yield place, client.get(place)
    yield "otlp", client.post("/v1/traces", content=b"", headers={"Authorization": "Bearer x"})


def test_no_file_of_the_interface_holds_it() -> None:
    """They are served as they are."""
    files = [file for file in interface.UI.rglob("*") if file.is_file()]
    assert [str(file) for file in files if CANARY.encode() in file.read_bytes()] == []


def test_heap_snapshots_were_reached_and_their_suspects_were_not(reached: dict[str, Any]) -> None:
    """What looks like a leak is said to staff only, unless the scenario allows it."""
    reached = {place: answer for place, answer in reached.items() if "candidate/scenarios/1/heap/" in place}
    found = {place.split("/heap/")[1].split()[0] for place, answer in reached.items() if answer.status_code == 200}
    asked = {place.split("/heap/")[1].split()[0] for place in reached}
    assert asked - found == {"suspects"}
    assert all(answer.status_code in (404, 422) for place, answer in reached.items() if "/heap/suspects" in place)


def told(answer: Any) -> str:
    return text_of(answer)


def test_the_public_part_is_what_was_reached(candidate: TestClient) -> None:
    """So that an empty answer cannot pass for a safe one."""
    assert small.PUBLIC.briefing in candidate.get("/api/v1/candidate/scenarios/1/briefing").text
