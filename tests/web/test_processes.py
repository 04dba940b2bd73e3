"""Two web processes on one PostgreSQL, told of each other's news: each with a chDB folder of its own that was installed
from the same bundle, or both on one ClickHouse.
"""

from __future__ import annotations

import random
import shutil
import string
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from rounds.interviews import acts
from tests import postgresql
from tests.programs import POSTGRESQL
from tests.store import engines
from tests.web.conftest import opened
from tests.web.hours import IN, Held, held
from tests.web.processes import Process
from tests.web.questions import STRETCH
from tests.web.served import Stream, served, until

CANDIDATE, STAFF = "/api/v1/candidate", "/api/v1/staff/interviews/both"
SOON = 3.0  # seconds; one, on a machine that is not busy with other tests
CHUNK = "".join(random.Random(1).choices(string.ascii_letters, k=3_500))


@dataclass
class Pair:
    """Two addresses of one installation, and the interview that both know."""

    one: str
    other: str
    interview: Held

    @contextmanager
    def at(self, base: str, surface: str) -> Iterator[httpx2.Client]:
        cookies = dict(self.interview.client(surface).cookies)
        with httpx2.Client(base_url=base, headers={"Origin": base}, cookies=cookies, timeout=30) as client:
            yield client


@pytest.fixture(scope="module")
def database() -> Iterator[postgresql.Server]:
    with postgresql.running(POSTGRESQL.wanted()) as started:
        yield started


@pytest.fixture(scope="module", params=engines.ENGINES)
def pair(
    request: pytest.FixtureRequest, database: postgresql.Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Pair]:
    make = apart if request.param == "chdb" else together
    with make(tmp_path_factory.mktemp("pair"), database.emptied()) as made:
        yield made


@contextmanager
def apart(folder: Path, records: str) -> Iterator[Pair]:
    """The other one is a process: one process has one chDB folder."""
    with opened(folder / "other", records=records):
        same_secret(folder)
    other = Process(folder / "other", records)
    with opened(folder / "one", records=records) as house, served(house.app) as base:
        interview = held(house, "both", (*IN, acts.Begun(1)))
        other.start()
        try:
            yield Pair(base, other.address, interview)
        finally:
            other.stop()


@contextmanager
def together(folder: Path, records: str) -> Iterator[Pair]:
    """Both here, on one ClickHouse."""
    with engines.address("http", folder / "telemetry") as telemetry, ExitStack() as stack:
        other = stack.enter_context(opened(folder / "other", records=records, telemetry=telemetry))
        same_secret(folder)
        one = stack.enter_context(opened(folder / "one", records=records, telemetry=telemetry))
        interview = held(one, "both", (*IN, acts.Begun(1)))
        yield Pair(stack.enter_context(served(one.app)), stack.enter_context(served(other.app)), interview)


def same_secret(folder: Path) -> None:
    (folder / "one").mkdir()
    shutil.copy(folder / "other" / "secret", folder / "one" / "secret")


def test_a_view_shows_at_the_other_process_at_once(pair: Pair) -> None:
    with (
        pair.at(pair.one, "candidate") as candidate,
        pair.at(pair.other, "staff") as lead,
        Stream(lead, f"{STAFF}/live") as stream,
    ):
        stream.wait("cockpit")
        for seq, told in enumerate(("level%3Aerror", "x" * 3900), start=1):
            shown = {"seq": seq, "address": f"/interview/1/logs?q={told}", "state": {"q": told, "more": [CHUNK] * 7}}
            assert candidate.post(f"{CANDIDATE}/live/view", json=shown).status_code == 204
            found = stream.wait("view", lambda view, seq=seq: view["seq"] == seq, within=SOON)
            assert {name: found[name] for name in shown} == shown


def test_what_the_lead_does_at_one_shows_to_the_candidate_at_the_other(pair: Pair) -> None:
    with (
        pair.at(pair.one, "candidate") as candidate,
        pair.at(pair.other, "staff") as lead,
        Stream(candidate, f"{CANDIDATE}/live") as stream,
    ):
        assert stream.wait("interview")["state"] == "live"
        assert lead.post(f"{STAFF}/commands/pause", json={"reason": "tea", "command": "p"}).status_code == 204
        stream.wait("interview", lambda whole: whole["state"] == "paused", within=SOON)
        assert candidate.post(f"{CANDIDATE}/scenarios/1/logs/histogram", json=STRETCH).status_code == 409
        assert lead.post(f"{STAFF}/commands/resume", json={}).status_code == 204
        until(lambda: stream.named("interview")[-1]["state"] == "live", SOON)


def test_what_the_lead_presents_at_one_shows_at_the_other(pair: Pair) -> None:
    with (
        pair.at(pair.other, "candidate") as candidate,
        pair.at(pair.one, "staff") as lead,
        Stream(candidate, f"{CANDIDATE}/live") as stream,
    ):
        stream.wait("interview")
        assert lead.post(f"{STAFF}/commands/present", json={"on": True}).status_code == 204
        shown = {"seq": 1, "address": "/interview/1/metrics?q=up", "state": {"q": "up"}}
        assert lead.post(f"{STAFF}/live/view", json=shown).status_code == 204
        assert stream.wait("present", within=SOON)["address"] == shown["address"]
        assert lead.post(f"{STAFF}/commands/present", json={"on": False}).status_code == 204
        until(lambda: not stream.named("interview")[-1]["presenting"], SOON)


def test_each_answers_from_its_own_telemetry(pair: Pair) -> None:
    found = []
    for base in (pair.one, pair.other):
        with pair.at(base, "candidate") as candidate:
            answer = candidate.post(f"{CANDIDATE}/scenarios/1/logs/histogram", json=STRETCH)
            assert answer.status_code == 200
            found.append({**answer.json(), "took_ms": 0})
    assert found[0] == found[1]


def test_who_goes_on_at_the_other_process_never_left(pair: Pair) -> None:
    here = pair.interview.house.office
    with pair.at(pair.one, "candidate") as candidate, Stream(candidate, f"{CANDIDATE}/live") as stream:
        stream.wait("interview")
    until(lambda: pair.interview.candidate.id in here.presence.gone)
    with pair.at(pair.other, "candidate") as candidate, Stream(candidate, f"{CANDIDATE}/live") as stream:
        stream.wait("interview")
        until(lambda: pair.interview.candidate.id not in here.presence.gone, SOON)
        assert here.presence.is_here(pair.interview.candidate.id)
