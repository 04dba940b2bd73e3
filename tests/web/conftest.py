"""An installation with one small scenario, as it is served: its own data, one interview, and people who come to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from rounds.actions import interviews
from rounds.actions.interviews import Invitation
from rounds.actions.office import Office, Places
from rounds.actions.passwords import Strength
from rounds.incidents import bundles
from rounds.incidents.built import Built
from rounds.incidents.library import Offered
from rounds.interviews import Duty, Person
from rounds.web.app import application
from rounds.web.settings import Serving
from tests.incidents.small import Small
from tests.records.made import tables
from tests.tools import leak
from tests.tools.leak import packed
from tests.web.client import Client

CHEAP = Strength(passes=1, memory=8, lanes=1)
URL = "http://rounds.test"
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
BEN = Person("ben", "Ben", "ben@rounds.test", frozenset({Duty.INTERVIEWER}))
LATER = Offered("later-slow", "1", "Another is slow")


@dataclass(frozen=True)
class House:
    """A served installation: scenario 1 of the interview is installed as `incident`, scenario 2 is not prepared."""

    office: Office
    app: FastAPI
    invitation: Invitation
    incident: str
    operator: str

    def client(self, **headers: str) -> TestClient:
        """A browser that nobody has bound yet, on a page of ours."""
        return Client(self.app, URL, {"Origin": URL, **headers})

    def candidate(self) -> TestClient:
        return joined(self.client(), "candidate", self.invitation.candidate)

    def interviewer(self) -> TestClient:
        return joined(self.client(), "staff", self.invitation.interviewer)

    def admin(self) -> TestClient:
        """Whoever runs this installation."""
        return joined(self.client(), "staff", self.operator)


def joined(client: TestClient, surface: str, token: str) -> TestClient:
    answer = client.post(f"/api/v1/{surface}/session", json={"token": token})
    assert answer.status_code == 204, answer.text
    return client


@contextmanager
def opened(
    folder: Path,
    *,
    snapshots: bool = False,
    now: Callable[[], datetime] = lambda: NOW,
    small: Small | None = None,
    records: str = "",
    telemetry: str = "",
) -> Iterator[House]:
    places = Places.told({"ROUNDS_DATA": str(folder), "ROUNDS_RECORDS": records, "ROUNDS_TELEMETRY": telemetry})
    if not records and not (folder / "records.sqlite").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "records.sqlite").write_bytes(tables())
    office = Office.open(places, {}, now=now, strength=CHEAP)
    try:
        small = small or Small()
        built, files = (with_snapshots(small.build(1)), packed(folder / "heap")) if snapshots else (small.build(1), {})
        bundle = bundles.write(folder / "bundle", built, "test", files)
        incident = office.library.install_bundle(bundle, office.telemetry)
        chosen = [Offered(small.name, small.version, small.title), LATER]
        invitation = interviews.arrange(office, chosen, candidate="Anna", interviewer=BEN, interview_id="interview1")
        interviews.prepared(office, chosen[0], incident)
        app = application(office, Serving(url=URL))
        yield House(office, app, invitation, incident, interviews.operator(office))
    finally:
        office.close()


def with_snapshots(built: Built) -> Built:
    """Four of them by the incident's now, and one later, which nobody may know of."""
    taken = leak.signals(built.began, (built.now - built.began) / 4).heap_snapshots
    return replace(built, signals=replace(built.signals, heap_snapshots=taken))


@pytest.fixture(scope="module")
def house(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """With heap snapshots where a file of tests says `SNAPSHOTS = True`: analysing them takes a second."""
    snapshots = getattr(request.module, "SNAPSHOTS", False)
    with opened(tmp_path_factory.mktemp("house"), snapshots=snapshots) as house:
        yield house


@pytest.fixture
def candidate(house: House) -> Iterator[TestClient]:
    with house.candidate() as client:
        yield client


@pytest.fixture
def interviewer(house: House) -> Iterator[TestClient]:
    with house.interviewer() as client:
        yield client


@pytest.fixture
def admin(house: House) -> Iterator[TestClient]:
    with house.admin() as client:
        yield client


@pytest.fixture
def stranger(house: House) -> Iterator[TestClient]:
    with house.client() as client:
        yield client
