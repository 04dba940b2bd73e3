"""What every answer tells a browser, and what no answer and no log line tells anybody."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from structlog.testing import capture_logs

from rounds.actions import asking
from tests.web.conftest import House
from tests.web.questions import STRETCH

TYPED = "typed-by-somebody"
PLACES = [
    "/",
    "/interview/1/logs",
    "/api/v1/candidate/interview",
    "/api/v1/nothing",
    "/healthz",
    "/v1/traces",
    "/nothing",
]


@pytest.mark.parametrize("path", PLACES)
def test_every_answer_tells_browsers_to_be_careful(candidate: TestClient, path: str) -> None:
    headers = candidate.get(path).headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert "script-src" not in policy, "scripts come from our own files, as everything by default"
    assert "unsafe-eval" not in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-opener-policy"] == "same-origin"


def test_only_frames_of_a_candidates_view_may_stand_in_a_page_and_only_in_one_of_ours(candidate: TestClient) -> None:
    for frame in ("/staff/follow/interview1/1/logs", "/staff/watch/clip1/1/logs"):
        headers = candidate.get(frame).headers
        assert "frame-ancestors 'self'" in headers["content-security-policy"]
        assert "default-src 'self'" in headers["content-security-policy"]
        assert headers["x-frame-options"] == "SAMEORIGIN"
    for page in ("/staff/followers", "/staff/gallery/clip1"):
        assert candidate.get(page).headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("path", ["/api/v1/candidate/interview", "/api/v1/nothing", "/api/v1/staff/interviews"])
def test_answers_of_the_api_are_kept_nowhere(candidate: TestClient, path: str) -> None:
    assert candidate.get(path).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/api/v1/openapi.json", "/docs/oauth2-redirect"])
def test_the_api_describes_itself_to_nobody(candidate: TestClient, path: str) -> None:
    answer = candidate.get(path)
    assert "openapi" not in answer.text.lower()
    assert answer.status_code in (404, 503)


@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "PATCH"])
def test_an_unknown_address_of_the_api_is_told_as_json(candidate: TestClient, method: str) -> None:
    for path in ("/api/v1/candidate/nothing", "/api/", "/api/v2/candidate/interview"):
        answer = candidate.request(method, path, json=None if method == "GET" else {})
        assert (answer.status_code, answer.json()["kind"]) == (404, "not_found")


@pytest.mark.parametrize("path", ["candidate/scenarios/%00/notebook", "staff/interviews/a%00b", "staff/gallery/%00"])
def test_nothing_is_named_with_a_zero_character(interviewer: TestClient, path: str) -> None:
    answer = interviewer.get(f"/api/v1/{path}")
    assert (answer.status_code, answer.json()["message"]) == (404, "There is nothing here.")


class TestInternalErrors:
    @pytest.fixture
    def broken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: Any, **__: Any) -> None:
            raise ValueError(f"SELECT secret FROM place WHERE x = '{TYPED}'")

        monkeypatch.setattr(asking.tools, "ask", fail)

    def test_show_an_id_and_nothing_else(self, candidate: TestClient, broken: None) -> None:
        with capture_logs() as lines:
            answer = candidate.post("/api/v1/candidate/scenarios/1/logs/search", json={"query": TYPED, **STRETCH})
        trouble = answer.json()
        assert (answer.status_code, trouble["kind"]) == (500, "internal")
        assert trouble["id"] in trouble["message"]
        assert not {"SELECT", "ValueError", "Traceback", ".py", TYPED} & set(answer.text.replace("'", " ").split())
        (logged,) = [line for line in lines if line["event"] == "internal error"]
        assert (logged["id"], logged["error"]) == (trouble["id"], "ValueError")
        assert any("test_guards.py" in frame for frame in logged["trace"])

    def test_have_the_headers_of_every_answer(self, candidate: TestClient, broken: None) -> None:
        answer = candidate.post("/api/v1/candidate/scenarios/1/logs/search", json={"query": TYPED, **STRETCH})
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["cache-control"] == "no-store"


def test_log_lines_hold_no_tokens_no_addresses_and_nothing_typed(
    house: House, candidate: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    api = "/api/v1/candidate"
    with capture_logs() as lines:
        candidate.post(f"{api}/session", json={"token": house.invitation.candidate})
        candidate.post(f"{api}/session", json={"token": TYPED})
        candidate.get(f"{api}/scenarios/1/metrics/catalogue?find={TYPED}")
        candidate.get(f"{api}/scenarios/1/traces/{TYPED}")
        candidate.get(f"{api}/{TYPED}")
        candidate.get(f"/{TYPED}")
        candidate.post(f"{api}/scenarios/1/logs/search", json={"query": f"{TYPED} (", **STRETCH})
        candidate.post(f"{api}/views", json={"views": [{"address": TYPED, "visible_from": 1, "visible_to": 2}]})
        candidate.post("/v1/traces", headers={"Authorization": f"Bearer {TYPED}"})
        monkeypatch.setattr(asking.tools, "ask", lambda *_, **__: 1 / 0)
        candidate.post(f"{api}/scenarios/1/logs/search", json={"query": TYPED, **STRETCH})
    told = repr(lines)
    assert len(lines) == 11
    assert "/api/v1/candidate/scenarios/{number}/traces/{trace_id}" in told
    for secret in (TYPED, house.invitation.candidate, "testclient", "127.0.0.1", *candidate.cookies.values()):
        assert secret not in told


def test_health_tells_no_detail(stranger: TestClient) -> None:
    assert (stranger.get("/healthz").status_code, stranger.get("/healthz").text) == (200, "ok\n")
    assert stranger.get("/readyz").text in ("ready\n", "not yet\n")
