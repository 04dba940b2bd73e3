"""Each look of the staff's at an interview is written down, once a minute at most, and read by admins."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from fastapi import FastAPI

from rounds.interviews import acts
from rounds.records.audit import Access
from rounds.web import served
from rounds.web.audited import ELSEWHERE, READS
from rounds.web.surfaces import staff_surface
from tests.web.conftest import NOW, House, opened
from tests.web.hours import IN, Held, held

API = "/api/v1/staff/"
ABOUT_NOBODY = {  # that somebody reads is no look at a candidate
    "me", "people", "people/interviewers", "plans", "arranging", "doctor", "backup/telemetry", "retention/erased",
    "incidents", "recordings", "drills", "drills/{drill_id}",
}  # fmt: skip

BLIND = ("calibration", "edge-cases", "gallery")  # for which a candidate agreed to be looked at, without a name


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[House]:
    with opened(tmp_path_factory.mktemp("audit"), now=clock) as house:
        yield house


@pytest.fixture
def one(house: House, clock: Clock, request: pytest.FixtureRequest) -> Held:
    clock.now = NOW
    return held(house, request.node.name[:40], (*IN, acts.Begun(1), acts.Ended()))


def looks(one: Held) -> list[tuple[str, str]]:
    with one.house.office.records.look() as look:
        return [(access.person, access.what) for access in look.audit.of(one.id)][::-1]


def test_every_address_that_reads_is_written_down_or_said_not_to_be() -> None:
    """A new one stands in one of the two lists of `web/audited.py`."""
    app = FastAPI()
    app.include_router(staff_surface(served.place))
    paths = {path.removeprefix(API) for path, verbs in app.openapi()["paths"].items() if "get" in verbs}
    reads = {path for path in paths if not path.startswith("incidents/{name}")}
    named = {path for path in reads if not path.startswith(BLIND)}
    assert named - READS.keys() - ELSEWHERE - ABOUT_NOBODY == set()
    assert READS.keys() <= paths


def test_who_looked_at_what(one: Held) -> None:
    lead = one.client("staff")
    for path in ("record", "replay", "notebook", "evidence", "cockpit", "arrangement"):
        assert lead.get(f"{API}interviews/{one.id}/{path}").status_code == 200
    assert lead.get(f"{API}interviews/{one.id}/export").status_code == 403
    told = ["record", "replay", "notebook", "evidence", "cockpit", "arrangement"]
    assert looks(one) == [("ben", what) for what in told], "what was refused was not looked at"


def test_a_page_that_asks_again_is_one_look_until_it_pauses(one: Held, clock: Clock) -> None:
    lead, address = one.client("staff"), f"{API}interviews/{one.id}/replay"
    for seconds in (0, 30, 59, 110):
        clock.now = NOW + timedelta(seconds=seconds)
        lead.get(address)
    assert len(looks(one)) == 1
    clock.now = NOW + timedelta(seconds=171)
    lead.get(address)
    assert len(looks(one)) == 2
    for minutes in range(3, 70):
        clock.now = NOW + timedelta(minutes=minutes)
        lead.get(address)
        clock.now += timedelta(seconds=30)
        lead.get(address)
    assert len(looks(one)) == 3, "and once more each hour"
    clock.now = NOW
    lead.get(address)
    assert len(looks(one)) == 4, "a clock that was set back hides nothing"


def test_what_is_taken_or_done_is_written_by_its_name(one: Held) -> None:
    with one.house.admin() as admin:
        admin.get(f"{API}interviews/{one.id}/export")
        admin.post(f"{API}interviews/{one.id}/region", json={"region": "FR"})
        admin.post(f"{API}interviews/{one.id}/hold", json={"reason": "A suit."})
        admin.post(f"{API}interviews/{one.id}/hold", json={"reason": ""})
        admin.post(f"{API}interviews/{one.id}/erase", json={"typed": "Anna"})
    assert [what for _, what in looks(one)] == ["export taken", "region changed", "held", "hold lifted", "erased"]


class TestPage:
    def test_filters_and_pages(self, house: House, one: Held) -> None:
        with house.office.records.work() as work:
            for place in range(205):
                work.audit.add(Access(NOW, "ben" if place % 2 else "gone", one.id, "record"))
        with house.admin() as admin:
            first = admin.get(f"{API}audit?interview={one.id}").json()
            assert (len(first["rows"]), first["more"]) == (200, True)
            last = admin.get(f"{API}audit?interview={one.id}&before={first['rows'][-1]['no']}").json()
            assert (len(last["rows"]), last["more"]) == (5, False)
            rows = admin.get(f"{API}audit?interview={one.id}&person=gone&what=record").json()["rows"]
            assert {(row["name"], row["candidate"]) for row in rows} == {("gone", "Anna")}
            assert admin.get(f"{API}audit?what=nothing").json()["rows"] == []
            names = admin.get(f"{API}audit").json()["people"]
            assert (names["ben"], names["gone"]) == ("Ben", "gone")

    def test_as_a_table_that_runs_nothing(self, house: House, one: Held) -> None:
        with house.office.records.work() as work:
            work.audit.add(Access(NOW, "=1+1", one.id, "record"))
        with house.admin() as admin:
            answer = admin.get(f"{API}audit/csv?interview={one.id}")
        (head, row) = csv.reader(io.StringIO(answer.text))
        assert head[0] == "Time (UTC)"
        assert row[:3] == ["2026-06-01 09:00:00", "'=1+1", "'=1+1"]

    def test_of_an_erased_candidate_the_pseudonym(self, house: House, one: Held) -> None:
        with house.admin() as admin:
            admin.get(f"{API}interviews/{one.id}/replay")
            admin.post(f"{API}interviews/{one.id}/erase", json={"typed": "Anna"})
            rows = admin.get(f"{API}audit?interview={one.id}").json()["rows"]
        assert {row["candidate"] for row in rows} == {f"Candidate {one.id[-4:]}"}
        assert [row["what"] for row in rows] == ["erased", "replay"]
