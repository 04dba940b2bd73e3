"""A candidate's rights over the wire: their timeline, their copy, what they take back and ask for; and what staff do about it."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rounds.actions import keeping
from rounds.interviews import Act, Duty, Person, Role, Seat, State, acts
from rounds.interviews.export import TOLD_AFTER
from rounds.interviews.scorecard import Cited, Raised, Score, Scorecard, Seen, Signal, told
from rounds.records.audit import Access
from rounds.records.calibrations import Round
from rounds.records.clips import Clip
from tests.web.conftest import BEN, NOW, House, opened
from tests.web.hours import IN, Held, held
from tests.web.questions import STRETCH

OWN = "/api/v1/candidate/rights"
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[House]:
    with opened(tmp_path_factory.mktemp("rights"), now=clock) as house:
        yield house


@pytest.fixture(autouse=True)
def today(clock: Clock) -> None:
    clock.now = NOW


CARD = Scorecard(
    scores=(Score(1, 2, 90.0, reason="A hint was enough", cited=(Cited(1, 30.0, "SEALED-path"),)),),
    signals=(Signal("prevention", Seen.SEEN, "SEALED-prevention"),),
    flags=(Raised("clicking", 1, 20.0, "clicked a lot"),),
    feedback="Calm and clear.\n\nSEALED-cause",
)
WORKED: tuple[Act, ...] = (
    *IN,
    acts.Begun(1),
    acts.Hinted(1, 0, 1, "Look at the waits.", aloud=True),
    acts.Prompted("good"),
    acts.Revealed(1, "SEALED-cause"),
    acts.Noted("saw SEALED-step and said so", ("tools",), 1),
    acts.Flagged("clicking", 1, "SEALED-path"),
    acts.Discussed(1, 0, True),
    acts.Discussed(1, 0, True, 2),
    acts.Recognised(1, "SEALED-step"),
)


def lived(house: House, name: str, *more: Act) -> Held:
    """An interview that is over, with what the candidate asked and wrote."""
    one = held(house, name, WORKED)
    with house.office.records.work() as work:
        work.keep_reason(name, "My wrist.")
    client = one.client()
    scenario = "/api/v1/candidate/scenarios/1"
    assert client.post(f"{scenario}/logs/search", json={"query": "level:error", **STRETCH}).status_code == 200
    written = {"entry": "e", "kind": "hypothesis", "text": "Orders wait", "command": f"{name} w"}
    assert client.post(f"{scenario}/notebook/write", json=written).status_code == 200
    one.do(acts.Ended(), *more)
    return one


def taken(client: TestClient, address: str = f"{OWN}/copy") -> tuple[dict[str, Any], str]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-disposition"] == 'attachment; filename="interview.zip"'
    with zipfile.ZipFile(io.BytesIO(answer.content)) as made:
        assert sorted(made.namelist()) == ["data.json", "interview.html"]
        return json.loads(made.read("data.json")), made.read("interview.html").decode()


class TestTimeline:
    def test_it_is_there_once_the_interview_is_over(self, house: House) -> None:
        one = held(house, "early", WORKED)
        for address in (f"{OWN}/timeline", f"{OWN}/copy"):
            answer = one.client().get(address)
            assert (answer.status_code, answer.json()["kind"]) == (409, "conflict")
        assert one.client().get(OWN).json()["claims"] == []

    def test_what_they_did_and_were_told_by_time(self, house: House) -> None:
        one = lived(house, "whole")
        moments = one.client().get(f"{OWN}/timeline").json()["moments"]
        assert [(told["by"], told["what"], told["text"]) for told in moments if told["kind"] != "phase"] == [
            ("them", "A hint, read aloud", "Look at the waits."),
            ("them", "Said", "Good observation"),
            ("them", "The answer was told to you", ""),
            ("them", "A question of the discussion", ""),
            ("you", "Asked Logs, lines", "level:error"),
            ("you", "Wrote a hypothesis", "Orders wait"),
        ]
        assert [told["what"] for told in moments if told["kind"] == "phase"] == [
            "You were let in", "Began: Scenario 1", "The end",
        ]  # fmt: skip
        assert [told["at"] for told in moments] == sorted(told["at"] for told in moments)


class TestCopy:
    def test_nothing_sealed_is_in_any_of_them(self, house: House, clock: Clock) -> None:
        """Every sealed field of the scenario holds the word, and notes, cards and flags quote some."""
        one = lived(house, "sealed", acts.Submitted(told(CARD)), acts.Decided("advance", "Because of SEALED-step"))
        clock.now = NOW + TOLD_AFTER
        with house.admin() as admin:
            copies = [taken(one.client()), taken(admin, f"/api/v1/staff/interviews/{one.id}/export")]
        for data, page in copies:
            assert "SEALED" not in json.dumps(data) + page
            assert data["others"]["notes"][0]["text"] == "saw [passage of a solution left out] and said so"
            (card,) = data["others"]["cards"]
            assert card["feedback"] == "Calm and clear.\n\n[passage of a solution left out]"
            assert card["points"][0]["anchor"] == "Identified with one hint, proposed working solution"
            assert "clicked a lot" in page

    def test_what_others_wrote_comes_a_week_after_the_decision(self, house: House, clock: Clock) -> None:
        one = lived(house, "week", acts.Submitted(told(CARD)), acts.Decided("decline", "Too slow."))
        data, page = taken(one.client())
        assert data["others"] is None
        assert "Too slow" not in json.dumps(data) + page
        assert "The decision" not in page
        clock.now = NOW + TOLD_AFTER - MINUTE
        assert taken(one.client())[0]["others"] is None
        clock.now = NOW + TOLD_AFTER
        assert taken(one.client())[0]["others"]["decisions"][0]["text"] == "Too slow."

    def test_or_as_staff_release_it(self, house: House) -> None:
        one = lived(house, "released")
        at = f"/api/v1/staff/interviews/{one.id}"
        assert one.client().post(f"{OWN}/claim", json={"what": "copy"}).json()["claims"][0]["what"] == "copy"
        with house.admin() as admin:
            refused = admin.post(f"{at}/release", json={})
            assert (refused.status_code, refused.json()["message"]) == (
                409,
                "1 of 1 scorecards are missing. It is released once they are in.",
            )
            assert taken(admin, f"{at}/export")[0]["others"] is None
            one.do(acts.Submitted(told(CARD)))
            assert taken(admin, f"{at}/export")[0]["others"] is not None
            assert taken(one.client())[0]["others"] is None, "for staff and not yet for the candidate"
            assert admin.post(f"{at}/release", json={}).json()["released"]
        assert one.client().get(OWN).json()["told"]
        assert taken(one.client())[0]["others"]["notes"]

    def test_what_was_asked_for_waits_until_it_is_answered(self, house: House) -> None:
        one = lived(house, "answered")
        at = f"/api/v1/staff/interviews/{one.id}"
        for what, text in (("correction", "My name is Anne."), ("erasure", "")):
            assert one.client().post(f"{OWN}/claim", json={"what": what, "text": text}).status_code == 200
        with house.admin() as admin:
            assert due(admin)[one.id] == ["erasure", "correction"]
            answered = {"what": "correction", "text": "It is Anne now.", "command": "once"}
            for _ in range(2):
                claims = admin.post(f"{at}/answer", json=answered).json()["claims"]
                assert [(told["what"], told["answer"]) for told in claims] == [
                    ("erasure", ""), ("correction", "It is Anne now."),
                ]  # fmt: skip
            assert due(admin)[one.id] == ["erasure"]
            again = admin.post(f"{at}/answer", json={"what": "correction", "text": "Once more."})
            assert (again.status_code, again.json()["kind"]) == (409, "conflict")
            assert admin.post(f"{at}/answer", json={"what": "erasure", "text": " "}).status_code == 422
        assert one.client().get(OWN).json()["claims"][1]["answer"] == "It is Anne now."
        data, page = taken(one.client())
        assert data["timeline"][-1]["text"] == "It is Anne now."
        assert "It is Anne now." in page

    def test_nobody_waits_for_a_card_for_ever(self, house: House, clock: Clock) -> None:
        one = lived(house, "for-ever")
        clock.now = NOW + keeping.LATEST
        with house.admin() as admin:
            assert admin.post(f"/api/v1/staff/interviews/{one.id}/release", json={}).status_code == 200

    def test_who_still_has_to_judge_reads_no_others(self, house: House) -> None:
        both = Person("both", "Bo", "bo@rounds.test", frozenset({Duty.INTERVIEWER, Duty.RECRUITER}))
        with house.office.records.work() as work:
            work.people.add(both, NOW)
        one = held(
            house, "judge", (*WORKED, acts.Ended(), acts.Submitted(told(CARD)), acts.Decided("hold", "x")), lead=BEN
        )
        mine = Seat("judge-p", one.id, Role.PANEL, "Bo", "both")
        with house.office.records.work() as work:
            work.seat(mine, NOW)
        client = Held(house, one.id, one.candidate, mine, one.browser).client("staff")
        data, page = taken(client, f"/api/v1/staff/interviews/{one.id}/export")
        assert data["others"] is None
        assert "SEALED" not in page, "nor why there are accommodations"

    def test_the_page_needs_nothing_and_runs_nothing(self, house: House) -> None:
        one = lived(house, "page", acts.Released(), acts.Noted("<script>alert(1)</script>", (), 1))
        _, page = taken(one.client())
        assert "<script" not in page
        assert "&lt;script&gt;" in page
        assert re.findall(r"(?:src|href)=|url\(|@import", page) == []


class TestWishes:
    def test_a_consent_is_taken_back_and_given_again(self, house: House) -> None:
        one = lived(house, "consent")
        one.do(acts.Consented({"policy": True, "record": True, "training": True}, "1"), seat=one.candidate)
        for given in (False, True):
            body = {"consent": "training", "given": given}
            assert one.client().post(f"{OWN}/consent", json=body).json()["consents"]["training"] is given
        assert one.client().get(OWN).json()["consents"]["policy"]
        assert one.client().post(f"{OWN}/consent", json={"consent": "policy", "given": False}).status_code == 422

    def test_what_rested_on_it_goes_with_it(self, house: House) -> None:
        one = lived(house, "rested")
        with house.office.records.work() as work:
            work.clips.add(Clip("rested", one.id, 1, "", 0.0, 1.0, "A good pivot", "", "ben", NOW))
            work.calibrations.add(Round("2026-Q1", 1, NOW, NOW, (one.id,)))
        for consent in ("training", "calibration"):
            assert one.client().post(f"{OWN}/consent", json={"consent": consent, "given": False}).status_code == 200
        with house.office.records.look() as look:
            assert look.clips.all() == []
            assert not look.calibrations.is_rated(one.id)

    def test_without_the_record_it_is_to_be_erased(self, house: House) -> None:
        one = lived(house, "no-record")
        found = one.client().post(f"{OWN}/consent", json={"consent": "record", "given": False, "command": "c"}).json()
        assert [told["what"] for told in found["claims"]] == ["erasure"]
        with house.admin() as admin:
            assert due(admin)["no-record"] == ["erasure"]

    @pytest.mark.parametrize("body", [{"what": "money"}, {"what": "correction"}, {"what": "copy", "text": "x" * 2001}])
    def test_what_cannot_be_asked_for(self, house: House, body: dict[str, str]) -> None:
        one = held(house, f"odd-{len(str(body))}", IN)
        assert one.client().post(f"{OWN}/claim", json=body).status_code == 422


def due(admin: TestClient) -> dict[str, list[str]]:
    return {row["interview"]: row["claims"] for row in admin.get("/api/v1/staff/retention").json()["due"]}


class TestRetention:
    def test_each_day_what_is_due_is_erased_and_nothing_else(self, house: House, clock: Clock) -> None:
        lived(house, "due-old")
        lived(house, "due-held")
        lived(house, "due-us")
        with house.admin() as admin:
            for name, path, body in (
                ("due-held", "hold", {"reason": "A suit."}),
                ("due-us", "region", {"region": "US"}),
            ):
                assert admin.post(f"/api/v1/staff/interviews/{name}/{path}", json=body).status_code == 200
        clock.now = NOW + 365 * DAY - MINUTE
        assert keeping.sweep(house.office) == []
        with house.admin() as admin:
            shown = admin.get("/api/v1/staff/interviews/due-old/data").json()
            assert shown["soon"]
            rows = {row["interview"]: row["hold"] for row in admin.get("/api/v1/staff/retention").json()["due"]}
            assert (rows["due-old"], rows["due-held"]) == (False, True)
        clock.now = NOW + 365 * DAY
        done = keeping.sweep(house.office)
        assert "due-old" in done
        assert not {"due-held", "due-us"} & {*done}
        with house.office.records.look() as look:
            assert look.interview("due-old").candidate == "Candidate -old"
            assert [one.person for one in look.audit.of("due-old", "erased")] == ["retention"]
        clock.now = NOW + 400 * DAY
        assert "due-us" in keeping.sweep(house.office)

    def test_days_are_the_organisations(self, house: House) -> None:
        with house.admin() as admin:
            kept = {"region": "DE", "days": {"DE": 90}, "audit": 200}
            assert admin.put("/api/v1/staff/retention", json=kept).json()["days"]["DE"] == 90
            refused = admin.put("/api/v1/staff/retention", json={**kept, "days": {"US": 10}})
            assert (refused.status_code, refused.json()["field"]) == (422, "days.US")
            usual = {"region": "other", "days": {"DE": 180}, "audit": 400}
            assert admin.put("/api/v1/staff/retention", json=usual).status_code == 200

    def test_what_came_back_with_a_backup_is_erased_again(self, house: House) -> None:
        lived(house, "came-back")
        with house.admin() as admin:
            answer = admin.post("/api/v1/staff/retention/again", json={"interviews": ["came-back", "never-was"]})
            assert answer.json()["interviews"] == ["came-back"]
            assert "came-back" in admin.get("/api/v1/staff/retention/erased").json()["erased"]

    def test_accesses_have_days_of_their_own(self, house: House, clock: Clock) -> None:
        with house.office.records.work() as work:
            work.audit.add(Access(NOW - 401 * DAY, "ben", "old", "record"))
            work.audit.add(Access(NOW - 399 * DAY, "ben", "new", "record"))
        keeping.sweep(house.office)
        with house.office.records.look() as look:
            assert (len(look.audit.of("old")), len(look.audit.of("new"))) == (0, 1)


def test_states_that_are_over_can_be_read(house: House) -> None:
    for state, last in (
        (State.CANCELLED, acts.Cancelled("x")),
        (State.MISSED, acts.Missed()),
        (State.ABORTED, acts.Aborted("x")),
    ):
        one = held(house, f"over-{state}", (*IN, last) if state is State.ABORTED else (last,))
        assert one.client().get(f"{OWN}/timeline").status_code == 200


def test_files_of_the_house_hold_no_copy(house: House) -> None:
    """They are made as they are asked for."""
    lived(house, "no-file", acts.Released())
    before = files(house.office.places.data)
    with house.admin() as admin:
        taken(admin, "/api/v1/staff/interviews/no-file/export")
    assert files(house.office.places.data) == before


def files(folder: Path) -> set[str]:
    return {str(path) for path in folder.rglob("*") if path.is_file() and "telemetry" not in path.parts}
