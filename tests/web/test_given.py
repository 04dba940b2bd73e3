"""What Python's JSON reader takes and nothing behind it does: half characters, in whatever is sent."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rounds.kit.errors import Invalid
from rounds.tools import service_filters
from tests.web.conftest import House
from tests.web.questions import SEEN, body, description, filled, routes, tail

HALF = "\ud800"


def halved(house: House, surface: str) -> Iterator[tuple[str, str, Any]]:
    """Address, field and body of every text that can be posted to a surface, from its description."""
    described = description()
    for method, path in routes(surface):
        taken = described["paths"][path].get("post", {}).get("requestBody")
        if method == "POST" and taken and tail(path) not in ("session", "views"):
            ref = taken["content"]["application/json"]["schema"]["$ref"]
            for field, kind in described["components"]["schemas"][ref.rpartition("/")[2]]["properties"].items():
                if '"string"' in json.dumps(kind):
                    value = [HALF] if '"array"' in json.dumps(kind) else HALF
                    yield filled(path, house.incident), field, {**body(path), field: value}


@pytest.mark.parametrize("surface", ["candidate", "staff"])
def test_half_a_character_is_refused_wherever_it_is(house: House, surface: str) -> None:
    told = {}
    with house.candidate() if surface == "candidate" else house.interviewer() as client:
        for path, field, question in halved(house, surface):
            answer = posted(client, path, question)
            told[path, field] = (answer.status_code, answer.json()["kind"], answer.json()["field"])
    tools = {
        (path, field): one for (path, field), one in told.items() if "/scenarios/" in path or "/incidents/" in path
    }
    assert {field for _, field in tools} >= {"query", "columns", "sort", "find", "fields", "expression", "same", "text"}
    assert {key: one for key, one in tools.items() if one != (422, "invalid", key[1])} == {}
    assert {one[0] for one in told.values()} <= {403, 404, 422}


@pytest.mark.parametrize(
    "view", [{"address": f"/interview/1/logs?q={HALF}"}, {"state": {HALF: 1}}, {"state": {"q": [HALF]}}]
)
def test_half_a_character_is_not_written_down(candidate: TestClient, view: Any) -> None:
    whole = {"address": "/interview/1/logs", "visible_from": SEEN, "visible_to": SEEN}
    assert posted(candidate, "/api/v1/candidate/views", {"views": [{**whole, **view}]}).status_code == 422


@pytest.mark.parametrize("surface", ["candidate", "staff"])
def test_half_a_character_is_told_back_whole(stranger: TestClient, surface: str) -> None:
    path = f"/api/v1/{surface}/session"
    assert posted(stranger, path, {"token": HALF}).status_code in (401, 422)
    assert posted(stranger, path, {"token": "x", HALF: 1}).status_code == 422


LONG = {"services/graph": "find", "logs/search": "query", "metrics/range": "expression", "heap/summary": "snapshot"}


@pytest.mark.parametrize("tail", LONG)
def test_a_text_as_long_as_a_body_is_refused_before_it_is_read(house: House, candidate: TestClient, tail: str) -> None:
    path = f"/api/v1/candidate/scenarios/{{number}}/{tail}"
    answer = posted(candidate, filled(path, house.incident), {**body(path), LONG[tail]: "a" * 200_000})
    assert (answer.status_code, answer.json()["field"]) == (422, LONG[tail])
    assert answer.json()["message"] == "This is longer than 10,000 characters.", "what reads it would complain of more"


@pytest.mark.parametrize("typed", ["a", "a~", "a ", '"\\', "a>"])
def test_filters_of_the_service_graph_are_read_in_one_go(typed: str) -> None:
    """Far longer than they may be: what looks back from each letter would not come to an end."""
    long = typed * 300_000
    text, places = service_filters.as_searched(long)
    assert (len(places) - 1, places[-1]) == (len(text), len(long))
    with suppress(Invalid):
        service_filters.parsed((typed * 4_000)[:4_000], "find")


def posted(client: TestClient, path: str, value: Any) -> Any:
    return client.post(path, content=json.dumps(value), headers={"Content-Type": "application/json"})
