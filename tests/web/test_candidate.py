"""What a candidate's pages ask and get."""

from __future__ import annotations

import gzip
import json
from typing import Any, ClassVar

import pytest
from fastapi.testclient import TestClient

from rounds.actions import asking
from rounds.actions.paces import Paces
from rounds.actions.preparations import Standing
from rounds.signals import to_ns
from rounds.store import Cancelled
from tests.incidents import small
from tests.web.conftest import LATER, House
from tests.web.questions import SEEN

API = "/api/v1/candidate"
START, END = to_ns(small.BEGAN) / 1e6, to_ns(small.NOW) / 1e6
STRETCH = {"start": START, "end": END}


class TestInterview:
    def test_shows_the_symptom_of_what_is_ready(self, candidate: TestClient) -> None:
        found = candidate.get(f"{API}/interview").json()
        assert (found["candidate"], found["interviewer"]) == ("Anna", "Ben")
        assert [segment["minutes"] for segment in found["plan"]] == [4, 14, 14, 5]
        assert found["scenarios"][0] == {
            "number": 1,
            "title": "Orders are slow",
            "symptom": "Orders take seconds",
            "quote": "I press the button and wait.",
            "reporter": "Mia, Oakline",
            "reports": 1,
            "state": "ready",
            "progress": 1.0,
        }

    def test_says_what_is_not_ready_yet(self, candidate: TestClient) -> None:
        second = candidate.get(f"{API}/interview").json()["scenarios"][1]
        assert (second["state"], second["symptom"]) == ("locked", "")
        answer = candidate.get(f"{API}/scenarios/2/incident")
        assert (answer.status_code, answer.json()["kind"]) == (409, "conflict")

    def test_says_how_far_what_is_coming_is(self, house: House, candidate: TestClient) -> None:
        house.office.preparations.standings[LATER.name, LATER.seed] = Standing(0.25, "building")
        second = candidate.get(f"{API}/interview").json()["scenarios"][1]
        house.office.preparations.standings.clear()
        assert (second["state"], second["progress"]) == ("preparing", 0.25)


class TestBriefing:
    def test_tells_tickets_and_alerts_by_the_clock_of_the_incident(self, candidate: TestClient) -> None:
        found = candidate.get(f"{API}/scenarios/1/briefing").json()
        assert (found["start"], found["now"]) == (START, END)
        assert found["tickets"] == [
            {
                "time": to_ns(small.PUBLIC.tickets[0].at) / 1e6,
                "author": "Mia",
                "plan": "Business",
                "text": "Everything hangs when I order.",
            }
        ]
        alert = {"time": to_ns(small.ONSET) / 1e6, "service": "shop", "title": "Orders are slow", "state": "firing"}
        assert found["alerts"] == [alert]


class TestTools:
    def test_the_incident_has_its_window_and_its_shares(self, candidate: TestClient) -> None:
        found = candidate.get(f"{API}/scenarios/1/incident").json()
        assert (found["title"], found["start"], found["now"]) == ("Orders are slow", START, END)
        assert (found["spans"], found["log_lines"], found["metric_series"]) == (20, 20, 1)
        assert {share["signal"] for share in found["shares"]} == {"logs", "traces"}
        assert found["services"] == ["shop"]

    @pytest.mark.parametrize(
        ("path", "question", "key", "count"),
        [
            ("metrics/range", {"expression": "http_requests_total", **STRETCH}, "series", 1),
            ("metrics/exemplars", {"expression": "http_requests_total", **STRETCH}, "exemplars", 0),
            ("traces/search", {"query": "status:error", **STRETCH}, "traces", 5),
            ("traces/durations", STRETCH, "points", 18),
            ("traces/facets", {"fields": ["service"], **STRETCH}, "facets", 1),
            ("logs/search", {"query": "level:error", **STRETCH}, "lines", 10),
            ("logs/histogram", STRETCH, "levels", 2),
            ("logs/facets", {"fields": ["level"], **STRETCH}, "facets", 1),
            ("logs/around", {"no": 3, "within_ms": 1e7}, "lines", 20),
            ("suggest", {"signal": "logs", "text": "lev", "cursor": 3}, "suggestions", None),
        ],
    )
    def test_answer(self, candidate: TestClient, path: str, question: Any, key: str, count: int | None) -> None:
        answer = candidate.post(f"{API}/scenarios/1/{path}", json=question)
        assert answer.status_code == 200, answer.text
        found = answer.json()
        assert len(found[key]) == (len(found[key]) or 1 if count is None else count)
        assert found["took_ms"] >= 0

    @pytest.mark.parametrize(
        ("path", "key", "value"),
        [
            ("metrics/catalogue", "series", 1),
            ("metrics/catalogue?find=nothing", "metrics", []),
            ("metrics/labels?metric=http_requests_total", "metric", "http_requests_total"),
            (f"traces/{small.TRACE}", "parent", [-1, 0, 1]),
            (f"traces/{small.TRACE}/spans/{2:016x}", "name", "POST /orders"),
            ("logs/lines/1", "severity_number", 17),
        ],
    )
    def test_show(self, candidate: TestClient, path: str, key: str, value: Any) -> None:
        answer = candidate.get(f"{API}/scenarios/1/{path}")
        assert answer.status_code == 200, answer.text
        assert answer.json()[key] == value

    def test_a_mistyped_search_is_told_with_its_place(self, candidate: TestClient) -> None:
        answer = candidate.post(f"{API}/scenarios/1/logs/search", json={"query": "level:(error", **STRETCH})
        trouble = answer.json()
        assert (answer.status_code, trouble["kind"]) == (422, "invalid")
        assert 0 <= trouble["start"] <= trouble["end"] <= len("level:(error")

    @pytest.mark.parametrize(
        ("question", "field"),
        [
            ({"query": "x", "start": START}, "end"),
            ({**STRETCH, "limit": "many"}, "limit"),
            ({**STRETCH, "query": 7}, "query"),
            ([], ""),
        ],
    )
    def test_a_misshapen_question_is_told_by_field(self, candidate: TestClient, question: Any, field: str) -> None:
        answer = candidate.post(f"{API}/scenarios/1/logs/search", json=question)
        assert (answer.status_code, answer.json()["kind"], answer.json()["field"]) == (422, "invalid", field)

    @pytest.mark.parametrize(
        "body", [b"{", b"", b"\xff", b'{"start": NaN, "end": 1}', b'{"start": 0, "end": Infinity}']
    )
    def test_what_is_no_json_is_told(self, candidate: TestClient, body: bytes) -> None:
        headers = {"Content-Type": "application/json"}
        answer = candidate.post(f"{API}/scenarios/1/logs/search", content=body, headers=headers)
        assert (answer.status_code, answer.json()["kind"]) in {(422, "invalid"), (400, "invalid")}

    def test_a_question_of_many_bytes_is_refused(self, candidate: TestClient) -> None:
        answer = candidate.post(f"{API}/scenarios/1/logs/search", json={"query": "x" * 300_000, **STRETCH})
        assert (answer.status_code, answer.json()["kind"]) == (413, "too_much")

    def test_what_is_not_there_is_not_found(self, candidate: TestClient) -> None:
        for path in (f"traces/{'0' * 32}", f"traces/{small.TRACE}/spans/{'0' * 16}", "logs/lines/99999"):
            answer = candidate.get(f"{API}/scenarios/1/{path}")
            assert (answer.status_code, answer.json()["kind"]) == (404, "not_found"), path

    def test_a_scenario_of_nobody_looks_as_one_of_another(self, candidate: TestClient) -> None:
        answers = [candidate.get(f"{API}/scenarios/{number}/incident") for number in (0, 3, 99)]
        assert {(answer.status_code, answer.json()["kind"]) for answer in answers} == {(404, "not_found")}
        assert len({answer.json()["message"] for answer in answers}) == 1

    def test_a_question_that_a_newer_one_replaced_says_so(
        self, house: House, candidate: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        tags: list[str] = []

        def stopped(_reader: object, _question: object, tag: str, **_: object) -> None:
            tags.append(tag)
            raise Cancelled("The question was stopped.")

        monkeypatch.setattr(asking.tools, "ask", stopped)
        with house.office.records.look() as look:
            before = len(look.record("interview1"))
        told = {"headers": {"Rounds-View": "page1.logs"}}
        answer = candidate.post(f"{API}/scenarios/1/logs/search", json=STRETCH, **told)
        assert (answer.status_code, answer.json()["kind"]) == (409, "cancelled")
        assert tags == ["interview1-c/page1.logs"], "a pane is named within its seat: nobody stops somebody else's"
        with house.office.records.look() as look:
            assert len(look.record("interview1")) == before

    def test_a_long_answer_is_packed_as_the_browser_likes(self, house: House) -> None:
        asked = {"query": "", **STRETCH}
        with house.candidate() as client:
            plain = client.post(f"{API}/scenarios/1/logs/search", json=asked, headers={"Accept-Encoding": "identity"})
            packed = client.post(f"{API}/scenarios/1/logs/search", json=asked, headers={"Accept-Encoding": "gzip"})
        assert "content-encoding" not in plain.headers
        assert packed.headers["content-encoding"] == "gzip"
        assert int(packed.headers["content-length"]) < len(plain.content) / 3
        assert packed.json()["lines"] == plain.json()["lines"]
        assert gzip.compress(plain.content)


class TestViews:
    VIEW: ClassVar[dict[str, Any]] = {
        "address": "/interview/1/logs?q=level:error&from=now-15m",
        "state": {"q": "level:error"},
        "visible_from": SEEN - 4000,
        "visible_to": SEEN,
    }

    def test_are_written_down_as_the_browser_reports_them(self, house: House, candidate: TestClient) -> None:
        assert candidate.post(f"{API}/views", json={"views": [self.VIEW]}).status_code == 204
        with house.office.records.look() as look:
            entry = look.record("interview1")[-1]
        assert entry.content is not None
        assert entry.facts["page"] == "logs"
        assert (entry.content["reported_by"], entry.content["scenario"]) == ("browser", 1)

    @pytest.mark.parametrize(
        ("address", "page"),
        [
            ("/interview/1/traces/compare?a=0af7651916cd43dd8448eb211c80319c&b=1", "compare"),
            ("/interview/1/traces/0af7651916cd43dd8448eb211c80319c?span=1", "trace"),
            ("/interview/1/traces/0af7", "trace"),
            ("/interview/1/traces", "traces"),
            ("/interview/1/database/-5816304837109341?sel=1~2", "database"),
            ("/interview/1", "briefing"),
            ("/interview", "dashboard"),
        ],
    )
    def test_know_every_page(self, house: House, candidate: TestClient, address: str, page: str) -> None:
        view = {**self.VIEW, "address": address, "state": {}}
        assert candidate.post(f"{API}/views", json={"views": [view]}).status_code == 204
        with house.office.records.look() as look:
            assert look.record("interview1")[-1].facts["page"] == page

    @pytest.mark.parametrize(
        "wrong",
        [
            {"address": "https://elsewhere.example/interview/1/logs"},
            {"address": "//elsewhere.example/interview/1/logs"},
            {"address": "/staff/interviews/1"},
            {"address": "javascript:alert(1)"},
            {"address": "/interview/1/solution"},
            {"address": "/interview/1/traces/compare/path"},
            {"address": "/\t/elsewhere.example/interview/1/logs"},
            {"address": "/\t/elsewhere[/interview/1/logs"},
            {"address": "/\\elsewhere.example/interview/1/logs"},
            {"address": "/interview/1/logs\n"},
            {"address": "/interview/1/logs?q=\r"},
            {"address": "/interview/1/logs#javascript:x"},
            {"address": "/interview/0/logs"},
            {"address": "/interview/9/logs"},
            {"address": "/interview/01/logs"},
            {"address": "/interview/\u0663/logs"},
            {"address": "/interview/99999999999999999999/logs"},
            {"visible_to": SEEN - 4001},
            {"visible_to": SEEN + 61_000},
            {"visible_from": SEEN - 86_401_000},
            {"state": {"n": 1 << 54}},
            {"state": {"n": -(1 << 54)}},
            {"state": {f"k{n}": 1 for n in range(51)}},
            {"state": {"q": "x" * 4001}},
            {"state": {"q": ["x" * 4001]}},
            {"state": {"q": ["x" * 3000] * 11}},
            {"visible_from": "yesterday"},
            {"state": {"q": {"deep": {}}}},
            {"more": 1},
        ],
    )
    def test_of_no_known_page_are_refused_together(self, house: House, candidate: TestClient, wrong: Any) -> None:
        with house.office.records.look() as look:
            before = len(look.record("interview1"))
        answer = candidate.post(f"{API}/views", json={"views": [self.VIEW, {**self.VIEW, **wrong}]})
        assert (answer.status_code, answer.json()["kind"]) == (422, "invalid")
        with house.office.records.look() as look:
            assert len(look.record("interview1")) == before

    def test_are_written_down_at_a_steady_pace(
        self, house: House, candidate: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        clock = [0.0]
        paces = Paces(clock=lambda: clock[0])
        monkeypatch.setattr(house.office.paces, "take", paces.take)
        views = [{**self.VIEW, "state": {"n": number}} for number in range(100)]

        def written() -> list[Any]:
            with house.office.records.look() as look:
                known = len(look.record("interview1"))
            assert candidate.post(f"{API}/views", json={"views": views}).status_code == 204
            with house.office.records.look() as look:
                return [entry.content["state"]["n"] for entry in look.record("interview1", known) if entry.content]

        assert written() == list(range(40, 100)), "the newest of them"
        assert written() == []
        clock[0] += 2.5
        assert written() == [98, 99]
        clock[0] += 0.5
        assert written() == [99]
        clock[0] += 3600
        assert len(written()) == 60

    def test_are_written_down_as_far_as_there_is_room(
        self, house: House, candidate: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A program that asks and reports without end fills neither the disk nor what holds the hour's record."""
        for name, value in (("store", 50_000), ("pace", 0.0)):
            monkeypatch.setattr(house.office.words, name, value)
        house.office.paces.left.clear()
        views = [{**self.VIEW, "state": {"q": "x" * 4_000}}] * 20
        question = {**STRETCH, "query": f'"{"x" * 3_000}"'}
        with house.office.records.look() as look:
            known = len(look.record("interview1"))
        assert candidate.post(f"{API}/views", json={"views": views}).status_code == 204
        answers = [candidate.post(f"{API}/scenarios/1/logs/search", json=question) for _ in range(3)]
        assert {(one.status_code, one.json()["kind"]) for one in answers} == {(429, "too_much")}
        with house.office.records.look() as look:
            assert len(look.record("interview1")) - known == 11, "what there was room for"
        house.office.words.left.clear()
        assert candidate.post(f"{API}/scenarios/1/logs/search", json=question).status_code == 200

    @pytest.mark.parametrize("number", ["NaN", "1e999", "-Infinity", "1" + "0" * 100])
    def test_count_as_browsers_do(self, candidate: TestClient, number: str) -> None:
        text = json.dumps({"views": [{**self.VIEW, "state": {"n": 0}}]}).replace('"n": 0', f'"n": {number}')
        answer = candidate.post(f"{API}/views", content=text, headers={"Content-Type": "application/json"})
        assert (answer.status_code, answer.json()["kind"]) == (422, "invalid")
