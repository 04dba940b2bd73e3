"""The live channel of both surfaces, over real connections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.web.conftest import House
from tests.web.served import Stream, browser, served

CANDIDATE, STAFF = "/api/v1/candidate/live", "/api/v1/staff/interviews/interview1/live"


@pytest.fixture(scope="module")
def base(house: House) -> Iterator[str]:
    with served(house.app) as address:
        yield address


@pytest.fixture
def anna(house: House, base: str) -> Iterator[Any]:
    with browser(base, "candidate", house.invitation.candidate) as client:
        yield client


@pytest.fixture
def ben(house: House, base: str) -> Iterator[Any]:
    with browser(base, "staff", house.invitation.interviewer) as client:
        yield client


def test_it_begins_with_the_whole_state(anna: Any) -> None:
    with Stream(anna, CANDIDATE) as stream:
        whole = stream.wait("interview")
        assert whole == {**anna.get("/api/v1/candidate/interview").json()}
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert (stream.headers["x-accel-buffering"], stream.headers["cache-control"]) == ("no", "no-store")


def test_a_view_is_followed_at_once(anna: Any, ben: Any) -> None:
    with Stream(ben, STAFF) as stream:
        stream.wait("cockpit")
        told = {"seq": 1, "address": "/interview/1/logs?q=level%3Aerror", "state": {"q": "level:error"}}
        assert anna.post(f"{CANDIDATE}/view", json=told).status_code == 204
        view = stream.wait("view", within=1)
        assert {name: view[name] for name in told} == told
