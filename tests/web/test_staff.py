"""What staff see: interviews, the record of what was asked, incidents and recordings."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rounds.actions import interviews
from tests.incidents import small
from tests.web.conftest import House, joined
from tests.web.questions import SEEN, STRETCH

API, CANDIDATE = "/api/v1/staff", "/api/v1/candidate/scenarios/1"


@pytest.fixture
def fresh(house: House) -> House:
    """The record of the module's interview, emptied of what other tests asked."""
    with house.office.records.work() as work:
        for entry in work.record("interview1"):
            if entry.content is not None:
                work.erase("interview1", entry.no)
    return house


def entries(interviewer: TestClient) -> list[dict[str, Any]]:
    found = interviewer.get(f"{API}/interviews/interview1/record").json()
    assert found["verified"]
    return [entry for entry in found["entries"] if not entry["erased"]]


class TestInterviews:
    def test_are_listed_with_their_scenarios(self, house: House, interviewer: TestClient) -> None:
        (found,) = interviewer.get(f"{API}/interviews").json()
        assert (found["id"], found["candidate"], found["interviewer"]) == ("interview1", "Anna", "Ben")
        first, second = found["scenarios"]
        assert (first["incident"], first["state"], first["seed"]) == (house.incident, "ready", 1)
        assert (second["incident"], second["state"]) == ("", "locked")

    def test_one_is_shown_with_its_plan(self, interviewer: TestClient) -> None:
        found = interviewer.get(f"{API}/interviews/interview1").json()
        assert [segment["title"] for segment in found["plan"]] == [
            "Introduction",
            "Scenario 1",
            "Scenario 2",
            "Wrap-up",
        ]

    def test_an_unknown_one_is_not_found(self, interviewer: TestClient) -> None:
        for path in ("interviews/nobody", "interviews/nobody/record"):
            assert interviewer.get(f"{API}/{path}").status_code == 404


class TestRecord:
    def test_holds_what_a_candidate_asked_and_what_came_back(
        self, fresh: House, candidate: TestClient, interviewer: TestClient
    ) -> None:
        candidate.post(f"{CANDIDATE}/logs/search", json={"query": "level:error", **STRETCH})
        candidate.get(f"{CANDIDATE}/traces/{small.TRACE}")
        trace, lines = entries(interviewer)
        assert (lines["kind"], lines["cause"], lines["scenario"]) == ("question", "candidate", 1)
        assert (lines["asked"], lines["incident"]) == ("logs.lines", fresh.incident)
        assert lines["question"]["query"] == "level:error"
        assert lines["digest"]["window"] == list(STRETCH.values())
        assert lines["no"] < trace["no"]
        assert (trace["asked"], trace["question"]) == ("traces.trace", {"trace_id": small.TRACE})

    def test_holds_each_kind_of_question_but_what_is_offered_while_typing(
        self, fresh: House, candidate: TestClient, interviewer: TestClient
    ) -> None:
        posts = ("traces/search", "traces/durations", "traces/facets", "logs/histogram", "logs/facets")
        for path in posts:
            assert candidate.post(f"{CANDIDATE}/{path}", json=STRETCH).status_code == 200
        candidate.post(f"{CANDIDATE}/metrics/range", json={"expression": "http_requests_total", **STRETCH})
        candidate.get(f"{CANDIDATE}/metrics/catalogue")
        candidate.post(f"{CANDIDATE}/suggest", json={"signal": "logs", "text": "lev", "cursor": 3})
        candidate.get(f"{CANDIDATE}/incident")
        assert [entry["asked"] for entry in entries(interviewer)][::-1] == [
            "traces.traces",
            "traces.durations",
            "traces.facets",
            "logs.histogram",
            "logs.facets",
            "metrics.range",
            "metrics.catalogue",
        ]

    def test_holds_what_was_refused_and_why(self, fresh: House, candidate: TestClient, interviewer: TestClient) -> None:
        candidate.post(f"{CANDIDATE}/logs/search", json={"query": "level:(", **STRETCH})
        candidate.get(f"{CANDIDATE}/logs/lines/99999")
        candidate.post(f"{CANDIDATE}/logs/search", json={"query": "no dates"})
        assert [(entry["asked"], entry["digest"]) for entry in entries(interviewer)] == [
            ("logs.line", {"refused": "not_found"}),
            ("logs.lines", {"refused": "invalid"}),
        ]

    def test_holds_nothing_that_staff_asked(self, fresh: House, interviewer: TestClient) -> None:
        incident = f"{API}/incidents/{fresh.incident}"
        assert interviewer.post(f"{incident}/logs/search", json=STRETCH).status_code == 200
        assert entries(interviewer) == []

    def test_holds_views_as_the_browsers_word(
        self, fresh: House, candidate: TestClient, interviewer: TestClient
    ) -> None:
        view = {
            "address": "/interview/1/metrics?q=up",
            "state": {"q": ["up"]},
            "visible_from": SEEN - 7.5,
            "visible_to": SEEN,
        }
        candidate.post("/api/v1/candidate/views", json={"views": [view]})
        (seen,) = entries(interviewer)
        assert (seen["kind"], seen["page"], seen["scenario"], seen["cause"]) == ("view", "metrics", 1, "")
        assert {key: seen[key] for key in view} == view

    def test_holds_little_of_what_nobody_answered(
        self, fresh: House, candidate: TestClient, interviewer: TestClient
    ) -> None:
        candidate.post(f"{CANDIDATE}/logs/search", json={"query": "(" + "\U0001f600" * 9_000, **STRETCH})
        (refused,) = entries(interviewer)
        assert refused["digest"]["refused"] in ("invalid", "too_much")
        assert refused["question"]["query"].startswith("(\U0001f600")
        assert {key: refused["question"][key] for key in STRETCH} == STRETCH
        assert len(json.dumps(refused["question"]).encode()) <= 4_000

    def test_is_read_in_pages_after_what_is_known(
        self, fresh: House, candidate: TestClient, interviewer: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        record = f"{API}/interviews/interview1/record"
        known = len(interviewer.get(record).json()["entries"])
        for query in ("a", "b", "c"):
            candidate.post(f"{CANDIDATE}/logs/search", json={"query": query, **STRETCH})
        monkeypatch.setattr(interviews, "PAGE", 2)
        first = interviewer.get(f"{record}?after={known}").json()
        second = interviewer.get(f"{record}?after={known + 2}").json()
        nothing = interviewer.get(f"{record}?after={known + 3}").json()
        pages = [[entry["question"]["query"] for entry in page["entries"]] for page in (first, second, nothing)]
        assert pages == [["b", "a"], ["c"], []]
        assert [(page["more"], page["verified"]) for page in (first, second, nothing)] == [
            (True, True),
            (False, True),
            (False, True),
        ]
        assert [interviewer.get(f"{record}?after={wrong}").status_code for wrong in (-1, "x", 1 << 40)] == [422] * 3

    def test_shows_what_was_erased_and_still_holds(
        self, fresh: House, candidate: TestClient, interviewer: TestClient
    ) -> None:
        candidate.post(f"{CANDIDATE}/logs/search", json={"query": "a private word", **STRETCH})
        (asked,) = entries(interviewer)
        with fresh.office.records.work() as work:
            work.erase("interview1", asked["no"])
        found = interviewer.get(f"{API}/interviews/interview1/record")
        assert "a private word" not in found.text
        (erased,) = [entry for entry in found.json()["entries"] if entry["no"] == asked["no"]]
        assert (erased["erased"], erased["question"], erased["asked"]) == (True, None, "logs.lines")
        assert found.json()["verified"]

    def test_says_where_it_was_changed(self, fresh: House, candidate: TestClient, interviewer: TestClient) -> None:
        candidate.post(f"{CANDIDATE}/logs/search", json={"query": "before", **STRETCH})
        (asked,) = entries(interviewer)
        with fresh.office.records.work() as work:
            table = "UPDATE contents SET content = replace(content, '{}', '{}')"
            work.connection.exec_driver_sql(table.format("before", "after!"))
        found = interviewer.get(f"{API}/interviews/interview1/record").json()
        with fresh.office.records.work() as work:
            work.connection.exec_driver_sql(table.format("after!", "before"))
        assert (found["verified"], found["broken_at"]) == (False, asked["no"])


class TestIncidents:
    def test_are_listed(self, house: House, interviewer: TestClient) -> None:
        (found,) = interviewer.get(f"{API}/incidents").json()
        assert found == {
            "name": house.incident,
            "title": "Orders are slow",
            "scenario": "orders-slow",
            "version": "1",
            "seed": 1,
            "state": "ready",
            "progress": 1.0,
            "doing": "",
            "trouble": "",
        }

    def test_are_asked_as_a_candidate_asks(self, house: House, candidate: TestClient, interviewer: TestClient) -> None:
        question = {"query": "level:error", **STRETCH}
        theirs = candidate.post(f"{CANDIDATE}/logs/search", json=question).json()
        ours = interviewer.post(f"{API}/incidents/{house.incident}/logs/search", json=question).json()
        assert ours["lines"] == theirs["lines"]

    def test_are_installed_by_the_operator_alone(self, house: House, interviewer: TestClient) -> None:
        asked = {"scenario": "orders-slow"}
        refused = interviewer.post(f"{API}/incidents", json=asked)
        assert (refused.status_code, refused.json()["kind"]) == (403, "forbidden")
        with house.client() as operator:
            joined(operator, "staff", house.operator)
            assert operator.post(f"{API}/incidents", json=asked).status_code == 404, "this house ships no scenario"
            assert operator.post(f"{API}/incidents", json={"scenario": "x", "seed": -1}).status_code == 422

    def test_have_their_briefing(self, house: House, interviewer: TestClient) -> None:
        found = interviewer.get(f"{API}/incidents/{house.incident}/briefing").json()
        assert found["quote"] == "I press the button and wait."

    @pytest.mark.parametrize("name", ["nobody", "_new_x", "system", "default", "rec_x", "a%20b", "..%2fx"])
    def test_unknown_ones_are_not_found(self, interviewer: TestClient, name: str) -> None:
        for path in ("incident", "briefing", "metrics/catalogue"):
            assert interviewer.get(f"{API}/incidents/{name}/{path}").status_code == 404

    @pytest.mark.parametrize("name", ["a%00b", "a" * 5_000, "%2e%2e", ".hidden"])
    def test_what_is_no_name_names_no_file(self, admin: TestClient, name: str) -> None:
        for path in ("incident", "briefing", "metrics/catalogue"):
            assert admin.get(f"{API}/incidents/{name}/{path}").status_code == 404


class TestRecordings:
    @pytest.mark.parametrize("name", ["", "a b", "../x", "x" * 101, "ü"])
    def test_need_a_name(self, admin: TestClient, name: str) -> None:
        answer = admin.post(f"{API}/recordings", json={"name": name})
        assert (answer.status_code, answer.json()["kind"]) == (422, "invalid")

    def test_are_sealed_when_they_hold_something(self, admin: TestClient) -> None:
        first = admin.post(f"{API}/recordings", json={"name": "empty"}).json()
        again = admin.post(f"{API}/recordings", json={"name": "empty"}).json()
        assert first == again
        answer = admin.post(f"{API}/recordings/empty/seal", json={})
        assert (answer.status_code, answer.json()["kind"]) == (422, "invalid")
        assert "empty" in answer.json()["message"]
        missing = admin.post(f"{API}/recordings/nobody/seal", json={})
        assert missing.status_code == 404
