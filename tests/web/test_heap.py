"""Heap snapshots through the doors of both surfaces: who may ask what, and what no question can do."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rounds.incidents.shelves import Shelf, public_shelf
from tests.tools import leak
from tests.tools.leak import execution_id
from tests.web.conftest import House
from tests.web.questions import BODIES

SNAPSHOTS = True
HEAP = {path: given for path, given in BODIES.items() if path.startswith("heap/")}
OF = {"candidate": "/api/v1/candidate/scenarios/1", "staff": "/api/v1/staff/incidents/{incident}"}


@pytest.fixture(params=["candidate", "staff"])
def asker(request: pytest.FixtureRequest, house: House) -> Iterator[Asker]:
    with house.candidate() if request.param == "candidate" else house.interviewer() as client:
        yield Asker(client, request.param, OF[request.param].format(incident=house.incident))


class Asker:
    """Somebody at one of the surfaces, asking of the installed incident."""

    def __init__(self, client: TestClient, surface: str, of: str) -> None:
        self.client, self.surface, self.of = client, surface, of

    def get(self, path: str) -> Any:
        return self.client.get(f"{self.of}/{path}")

    def post(self, path: str, question: Any) -> Any:
        """Also what a browser's own JSON could not hold."""
        text = question if isinstance(question, str) else json.dumps(question)
        return self.client.post(f"{self.of}/{path}", content=text, headers={"Content-Type": "application/json"})


class TestWhoMayAsk:
    def test_everybody_sees_what_was_taken_by_now(self, asker: Asker) -> None:
        found = asker.get("heap/snapshots").json()
        assert [one["name"] for one in found["snapshots"]] == ["early", "later", "last", "other"]
        assert found["suspects"] == (asker.surface == "staff")

    def test_every_question_is_answered_but_for_suspects(self, asker: Asker) -> None:
        statuses = {path: asker.post(path, question).status_code for path, question in HEAP.items()}
        suspects = statuses.pop("heap/suspects")
        assert statuses == dict.fromkeys(statuses, 200)
        assert suspects == (200 if asker.surface == "staff" else 404)

    def test_what_is_not_for_a_candidate_looks_like_what_is_not_there(self, house: House) -> None:
        with house.candidate() as client:
            of = OF["candidate"]
            nothing = client.post(f"{of}/heap/nothing", json={})
            suspects = client.post(f"{of}/heap/suspects", json={"snapshot": "last"})
            assert (suspects.status_code, suspects.json()) == (nothing.status_code, nothing.json())
            unknown = client.post(f"{of}/heap/suspects", json={"snapshot": "no such"})
            assert unknown.json() == suspects.json()

    def test_a_scenario_may_let_candidates_ask(self, house: House) -> None:
        library = house.office.library
        known = library.public(house.incident)
        assert known is not None
        library.said[house.incident] = replace(known, public=replace(known.public, suspects=True))
        try:
            with house.candidate() as client:
                assert client.get(f"{OF['candidate']}/heap/snapshots").json()["suspects"] is True
                found = client.post(f"{OF['candidate']}/heap/suspects", json=HEAP["heap/suspects"])
                assert found.json()["suspects"]
        finally:
            library.said[house.incident] = known

    def test_what_was_taken_later_is_not_there_for_anybody(self, asker: Asker) -> None:
        for path, question in HEAP.items():
            for field in {"snapshot", "base", "since"} & question.keys():
                answer = asker.post(path, {**question, field: "future"})
                assert answer.status_code == 404, path
                assert str(leak.TAKEN["future"][1]) not in answer.text


def test_an_older_public_part_does_not_let_candidates_suspect(house: House) -> None:
    """Shelves that were written before there was such a permission are still read."""
    shelf: Shelf[Any] = public_shelf(house.office.library.data)
    file = shelf.folder / f"{house.incident}.json"
    told = json.loads(file.read_text())
    del told["public"]["suspects"]
    older = file.with_name("older.json")
    older.write_text(json.dumps(told))
    found = shelf.get("older")
    older.unlink()
    assert found.public.suspects is False


class TestTheRecord:
    def test_holds_what_was_asked_and_the_first_rows_that_came(self, house: House) -> None:
        with house.candidate() as client:
            for path in ("heap/compare", "heap/retainers", "heap/suspects"):
                client.post(f"{OF['candidate']}/{path}", json=HEAP[path])
        compared, retained, suspected = asked(house)[-3:]
        assert compared["asked"] == "heap.compare"
        assert (compared["digest"]["base"], compared["digest"]["snapshot"]) == ("early", "last")
        assert {"class", "delta", "retained_delta"} <= compared["digest"]["first"][0].keys()
        assert retained["digest"]["of"]["class"] == "WorkflowExecution"
        assert retained["digest"]["first"][0]["edge"] == "self"
        assert (suspected["asked"], suspected["digest"]) == ("heap.suspects", {"refused": "not_found"})


def asked(house: House) -> list[dict[str, Any]]:
    """The record's questions, oldest first."""
    with house.office.records.look() as look:
        return [{**one.facts, **(one.content or {})} for one in look.record("interview1") if one.kind == "question"]


NASTY = [
    -1, 0, 1.5, 2**31, 2**32 - 1, 2**32, 2**53, 2**63, 2**64, 10**40, -(10**40), True, None, "", "x" * 300, "x" * 100_000,
    "\0", "../../etc/passwd", "/(/", "/(a+)+$/", "/" + "(" * 90 + "/", "retained>1e9999", "distance<" + "9" * 190,
    "'; DROP TABLE heap_snapshots; --", "{p0:String}", "$where", "🦀\u202e", "\ud800", [], [1], [2**70] * 5, [-1] * 200,
    list(range(500)), ["x"], {}, {"a": 1},
]  # fmt: skip
UNREADABLE = ["9" * 5000, "[" * 2000 + "]" * 2000]  # Python's reader gives up on both
BROKEN = ["NaN", "Infinity", "-Infinity", "1e999", '"\\ud800"', "[1e999]", *UNREADABLE]


@pytest.mark.parametrize("path", HEAP)
def test_no_question_breaks_anything(house: House, path: str) -> None:
    """Whatever stands in whichever field: an answer, or a refusal that names the field.

    Asked by a candidate, whose questions are written down as well; of staff what candidates may not ask.
    """
    surface = "staff" if path == "heap/suspects" else "candidate"
    with house.interviewer() if surface == "staff" else house.candidate() as client:
        fuzzed(Asker(client, surface, OF[surface].format(incident=house.incident)), path)


def fuzzed(asker: Asker, path: str) -> None:
    for field in fields(path):
        for text in dealt(path, field):
            answer = asker.post(path, text)
            refused = (400, 422) if any(one in text for one in UNREADABLE) else (422,)
            assert answer.status_code in (200, 404, *refused), text[:200]
            if answer.status_code == 422:
                assert answer.json()["kind"] in ("invalid", "too_much")
                assert answer.json()["field"].split(".")[0] in (field, "", "since"), text[:200]
            assert "Traceback" not in answer.text
            assert str(asker.client.base_url) not in answer.text


def dealt(path: str, field: str) -> list[str]:
    """Of all nasty values, those that this question is asked with: two questions or three have each in that field."""
    texts = [json.dumps({**HEAP[path], field: value}) for value in NASTY]
    texts += [json.dumps({**HEAP[path], field: "@"}).replace('"@"', value) for value in BROKEN]
    those = [other for other in HEAP if field in fields(other)]
    hands = max(1, len(those) // 2)
    return texts[those.index(path) % hands :: hands]


def fields(path: str) -> list[str]:
    return sorted({*HEAP[path], *OPTIONAL.get(path, ())})


OPTIONAL = {
    "heap/summary": ("sort", "descending", "limit", "offset"),
    "heap/objects": ("keep", "since", "sort", "limit", "offset"),
    "heap/compare": ("find", "all_classes", "sort", "limit", "offset"),
    "heap/changed": ("which", "sort", "limit", "offset"),
    "heap/growth": ("find", "sort", "limit", "offset"),
    "heap/fields": ("limit", "offset"),
    "heap/retainers": ("ignore", "limit", "offset"),
    "heap/path": ("ignore",),
    "heap/paths": ("ignore", "limit"),
    "heap/groups": ("limit",),
    "heap/dominated": ("limit", "offset"),
    "heap/duplicates": ("find", "limit", "offset"),
}


def test_texts_of_the_snapshot_go_out_as_they_can(asker: Asker) -> None:
    """V8 cuts characters in two; half of one could not be written as JSON, nor kept in a record."""
    of = {"snapshot": "last", "id": 23}
    told = asker.post("heap/object", of).json()["thing"]
    assert (told["name"], told["class_name"]) == ("half \ufffd class", "half \ufffd class")
    [text] = asker.post("heap/fields", of).json()["things"]
    assert (text["edge"], "half \ufffd" in text["name"]) == ("<img src=x>", True)
    [holder] = asker.post("heap/retainers", of).json()["things"]
    assert holder["edge"] == "half \ufffd property"
    named = asker.post("heap/summary", {"snapshot": "last", "find": "class"}).json()["rows"]
    [again] = asker.post("heap/objects", {"snapshot": "last", "key": named[0]["key"]}).json()["things"]
    assert again["id"] == 23


def test_ids_of_one_snapshot_only_mean_something_there(asker: Asker) -> None:
    late = execution_id(59)
    assert asker.post("heap/object", {"snapshot": "last", "id": late}).status_code == 200
    refused = asker.post("heap/object", {"snapshot": "early", "id": late})
    assert (refused.status_code, refused.json()["kind"]) == (404, "not_found")
