"""What a candidate does around the scenarios of an interview with a clock: before, waiting, in the introduction, after."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rounds.actions import acting
from rounds.actions.live import What
from rounds.incidents.library import TUTORIAL
from rounds.interviews import Duty, Kind, Person, acts
from rounds.interviews.access import access_of
from rounds.interviews.welcome import VERSION
from rounds.signals import to_ns
from tests.incidents import small
from tests.web.clocked import STARTS, Clock, Hour, install_tutorial, reach
from tests.web.conftest import NOW, opened
from tests.web.questions import BODIES, QUERIES, STRETCH, body, filled, routes, tail

API = "/api/v1/candidate"
RITA = Person("rita", "Rita", "rita@rounds.test", frozenset({Duty.RECRUITER}))
POLICY = {"consents": {"policy": True, "training": True}, "version": VERSION}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hour]:
    clock = Clock()
    with opened(tmp_path_factory.mktemp("hour"), now=clock) as house:
        install_tutorial(house)
        with house.office.records.work() as work:
            work.people.add(RITA, NOW)
        yield Hour(house, clock)


@pytest.fixture
def hour(made: Hour) -> Hour:
    made.begin()
    return made


@pytest.fixture
def anna(hour: Hour) -> Iterator[TestClient]:
    with hour.candidate() as client:
        yield client


def around(client: TestClient) -> dict[str, Any]:
    answer = client.get(f"{API}/access")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def send(client: TestClient, what: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    answer = client.post(f"{API}/access/{what}", json=body)
    return answer.status_code, answer.json()


class TestBefore:
    def test_a_check_is_kept_with_its_colour(self, hour: Hour, anna: TestClient) -> None:
        assert (around(anna)["checks"], around(anna)["colour"]) == ([], "")
        checks = {"zoom": {"word": "fair", "text": "125 %"}, "browser": {"word": "good", "text": "Chrome 148"}}
        status, told = send(anna, "checks", {"checks": checks})
        assert (status, told["colour"]) == (200, "amber")
        assert [one["name"] for one in told["checks"]] == ["browser", "zoom"]
        with hour.house.office.records.look() as look:
            found = access_of(look.done(hour.id))
        assert found is not None
        assert (found.colour.value, found.at) == ("amber", NOW)
        checks["zoom"] = {"word": "good", "text": "100 %"}
        assert send(anna, "checks", {"checks": checks})[1]["colour"] == "green"

    @pytest.mark.parametrize(
        "checks",
        [{}, {"height": {"word": "good", "text": ""}}, {"zoom": {"word": "excellent", "text": ""}}],
    )
    def test_what_is_no_check_is_not_kept(self, hour: Hour, anna: TestClient, checks: dict[str, Any]) -> None:
        assert send(anna, "checks", {"checks": checks})[0] == 422
        assert hour.record() == []

    def test_the_same_press_is_done_once(self, hour: Hour, anna: TestClient) -> None:
        for _ in range(2):
            assert send(anna, "tour", {"stop": "logs", "command": "press-1"})[0] == 200
        assert hour.record() == ["toured"]

    def test_the_policy_is_needed_and_the_others_are_a_choice(self, hour: Hour, anna: TestClient) -> None:
        assert send(anna, "consents", {**POLICY, "consents": {"training": True}})[0] == 422
        assert send(anna, "consents", {**POLICY, "version": "old"})[0] == 422
        assert hour.record() == []
        hour.do(acts.Invited("one"))
        status, told = send(anna, "consents", POLICY)
        assert (status, told["agreed"]) == (200, True)
        given = {one["name"]: one["given"] for one in told["consents"]}
        assert given == {"policy": True, "record": True, "calibration": False, "training": True}
        assert anna.get(f"{API}/interview").json()["state"] == "ready"

    def test_the_questions_of_the_guide_have_its_answers(self, anna: TestClient) -> None:
        told = {one["question"]: one["answer"] for one in around(anna)["questions"]}
        assert told["Can I look at the code?"] == (
            "The observability platform is all you need. In production, you wouldn't have immediate code access either."
        )
        assert told["What if I can't solve one?"].startswith("That's okay!")
        assert told["Can I use external resources?"].startswith("This is a conversation, not a test. If you want to")
        assert "customer" not in told["Is this data real?"]

    def test_what_is_said_of_the_data_is_what_its_bundle_says(self, hour: Hour, anna: TestClient) -> None:
        known = hour.house.office.library.public(hour.house.incident)
        assert known is not None
        assert around(anna)["reality"] == "Nothing is said of where this data is from."
        hour.house.office.library.said[hour.house.incident] = replace(
            known, public=replace(known.public, provenance="Recorded at Oakline, who agreed.")
        )
        assert around(anna)["reality"] == "Recorded at Oakline, who agreed."
        hour.house.office.library.said[hour.house.incident] = known

    def test_who_asks_for_more_time_is_read_by_who_arranges_alone(self, hour: Hour, anna: TestClient) -> None:
        status, told = send(anna, "request", {"text": "I read slowly: dyslexia.", "command": "r"})
        assert (status, told["requested"] is not None) == (200, True)
        assert send(anna, "request", {"text": "I read slowly: dyslexia.", "command": "r"})[0] == 200
        assert told["contact"] == {"name": "Rita", "mail": "rita@rounds.test"}
        with hour.house.office.records.look() as look:
            assert look.reason(hour.id).count("dyslexia") == 1
            assert "dyslexia" not in repr(look.record(hour.id))
        assert send(anna, "request", {"text": "  "})[0] == 422

    def test_the_lead_sees_that_it_was_asked_for_and_chosen_and_not_why(self, hour: Hour, anna: TestClient) -> None:
        send(anna, "request", {"text": "I read slowly: dyslexia."})
        send(anna, "display", {"choices": ["hidden timer"]})
        with hour.house.interviewer() as ben:
            seen = ben.get(f"/api/v1/staff/interviews/{hour.id}/arrangement")
            record = ben.get(f"/api/v1/staff/interviews/{hour.id}/record")
        assert [one["what"] for one in seen.json()["happened"]] == [
            "chose hidden timer", "asked for more time or another format",
        ]  # fmt: skip
        assert record.status_code == 200
        assert "dyslexia" not in seen.text + record.text

    def test_how_pages_are_displayed_is_told_as_its_effect(self, hour: Hour, anna: TestClient) -> None:
        assert send(anna, "display", {"choices": ["hidden timer"]})[1]["display"] == ["hidden timer"]
        assert send(anna, "display", {"choices": ["louder"]})[0] == 422
        assert hour.record() == ["displayed"]

    def test_the_tour_is_kept_stop_by_stop_and_starts_over(self, anna: TestClient) -> None:
        send(anna, "tour", {"stop": "metrics"})
        _, told = send(anna, "tour", {"stop": "metrics", "skipped": True})
        assert told["tutorial"]["stops"][:2] == [
            {"stop": "metrics", "state": "done"},
            {"stop": "traces", "state": "open"},
        ]
        assert send(anna, "tour", {"stop": "kitchen"})[0] == 422
        _, told = send(anna, "tour", {"stop": ""})
        assert {one["state"] for one in told["tutorial"]["stops"]} == {"open"}

    def test_a_channel_beats_as_often_as_it_is_asked_to(self, anna: TestClient) -> None:
        answer = anna.get(f"{API}/access/beats?beats=3&apart_ms=1")
        assert [line for line in answer.text.splitlines() if line.startswith("data")] == [
            f'data: {{"beat": {n}}}' for n in (1, 2, 3)
        ]
        assert anna.get(f"{API}/access/beats?beats=9999").status_code == 422
        assert anna.get(f"{API}/access/clock").json() == {"now": NOW.timestamp() * 1000}


class TestEntering:
    def test_the_waiting_room_opens_ten_minutes_before(self, hour: Hour, anna: TestClient) -> None:
        send(anna, "consents", POLICY)
        hour.clock.now = STARTS - timedelta(minutes=11)
        assert send(anna, "entrance", {})[0] == 409
        hour.clock.now = STARTS - timedelta(minutes=10)
        assert send(anna, "entrance", {})[0] == 200
        assert anna.get(f"{API}/interview").json()["state"] == "lobby"
        assert send(anna, "entrance", {})[0] == 200  # once more changes nothing
        assert hour.record().count("entered") == 1

    def test_nobody_waits_who_has_not_accepted_the_policy(self, hour: Hour, anna: TestClient) -> None:
        hour.clock.now = STARTS
        status, told = send(anna, "entrance", {})
        assert (status, told["kind"]) == (409, "conflict")
        assert "Accept" in told["message"]

    def test_what_was_moved_is_said_without_a_reason(self, hour: Hour, anna: TestClient) -> None:
        assert around(anna)["moved"] is None
        hour.do(acts.Rescheduled(STARTS.isoformat(), "the lead is ill"))
        told = anna.get(f"{API}/access")
        assert told.json()["moved"] == NOW.timestamp() * 1000
        assert "the lead is" not in told.text

    def test_there_is_nothing_to_wait_for_in_a_practice(self, made: Hour) -> None:
        made.begin(kind=Kind.PRACTICE)
        with made.candidate() as anna:
            assert send(anna, "entrance", {})[0] == 409

    def test_nobody_waits_for_what_was_called_off(self, hour: Hour, anna: TestClient) -> None:
        send(anna, "consents", POLICY)
        hour.do(acts.Cancelled("moved"))
        hour.clock.now = STARTS
        for what in ("entrance", "checks", "tour"):
            assert send(anna, what, BODIES[f"access/{what}"])[0] == 409, what


EARLY = ("scheduled", "invited", "lobby", "introduction")
LATE = ("work", "paused", "discussion", "wrap_up", "ended", "cancelled", "missed", "aborted")


class TestAProgram:
    """That holds the link of a candidate, and presses what there is to press."""

    def test_presses_no_oftener_than_a_hand(
        self, hour: Hour, anna: TestClient, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        at = [0.0]
        monkeypatch.setattr(hour.house.office.paces, "clock", lambda: at[0])
        stop, wish = {"stop": "logs"}, {"text": "More time"}
        assert {send(anna, "tour", stop)[0] for _ in range(60)} == {200}
        assert [send(anna, "tour", stop)[0], send(anna, "request", wish)[0]] == [429, 429]
        reach(hour, "lobby")
        assert anna.post(f"{API}/requests", json={"what": "help"}).status_code == 429
        at[0] += 1
        assert anna.post(f"{API}/requests", json={"what": "help"}).status_code == 204
        assert hour.record().count("toured") == 60

    def test_makes_no_record_without_end(self, hour: Hour, anna: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(acting, "MOST", 2)
        told = [send(anna, "tour", {"stop": stop, "command": stop})[0] for stop in ("logs", "logs", "heap", "traces")]
        assert told == [200, 200, 200, 409], "the same press sent again is still answered"
        assert send(anna, "consents", POLICY)[0] == 200

    def test_tells_nothing_of_what_was_seen_long_after_the_end(self, hour: Hour, anna: TestClient) -> None:
        reach(hour, "work")
        began = to_ns(hour.clock.now) / 1e6
        view = {"address": "/interview/1/logs", "visible_from": began, "visible_to": began + 60_000}
        hour.clock.now += timedelta(minutes=10)
        hour.do(acts.Ended())
        for minutes in (1, 10):
            hour.clock.now += timedelta(minutes=minutes)
            assert anna.post(f"{API}/views", json={"views": [view]}).status_code == 204
        assert hour.record().count("view") == 1


class TestTutorial:
    @pytest.mark.parametrize("state", EARLY)
    def test_it_is_open_before_the_interview_and_nothing_is_written_down(
        self, hour: Hour, anna: TestClient, state: str
    ) -> None:
        reach(hour, state)
        before = hour.record()
        assert around(anna)["tutorial"]["open"] is True
        assert anna.get(f"{API}/tutorial/incident").json()["title"] == "Prints are late"
        answer = anna.post(f"{API}/tutorial/logs/search", json={"query": "level:error", **STRETCH})
        assert (answer.status_code, answer.json()["total"]) == (200, 10)
        assert anna.get(f"{API}/tutorial/briefing").json()["briefing"] == small.PUBLIC.briefing
        assert anna.post(f"{API}/tutorial/logs/search", json={"query": "(", **STRETCH}).status_code == 422
        assert hour.record() == before
        assert anna.post(f"{API}/scenarios/1/logs/search", json=STRETCH).status_code == 409

    @pytest.mark.parametrize("state", LATE)
    def test_it_is_closed_from_then_on(self, hour: Hour, anna: TestClient, state: str) -> None:
        reach(hour, state)
        assert around(anna)["tutorial"]["open"] is False
        assert anna.get(f"{API}/tutorial/briefing").status_code == 409
        assert anna.post(f"{API}/tutorial/logs/search", json=STRETCH).status_code == 409

    def test_all_of_it_is_closed(self, hour: Hour, anna: TestClient) -> None:
        reach(hour, "work")
        for method, path in routes("candidate"):
            if "/tutorial/" in path:
                address = filled(path, hour.house.incident) + QUERIES.get(tail(path), "")
                answer = anna.get(address) if method == "GET" else anna.post(address, json=body(path))
                assert answer.status_code == 409, (address, answer.text)

    def test_a_practice_has_it_at_any_time(self, made: Hour) -> None:
        made.begin(kind=Kind.PRACTICE)
        with made.candidate() as anna:
            reach(made, "work")
            assert anna.get(f"{API}/tutorial/incident").status_code == 200

    def test_it_is_not_there_for_who_is_interviewed_about_it(self, made: Hour) -> None:
        made.begin()
        with made.house.office.records.work() as work:
            work.repin(made.id, replace(made.interview().pins[0], scenario=TUTORIAL))
        with made.candidate() as anna:
            assert around(anna)["tutorial"] is None
            assert anna.get(f"{API}/tutorial/incident").status_code == 404

    def test_the_lead_presents_it_while_it_is_open(self, hour: Hour) -> None:
        reach(hour, "introduction")
        office = hour.house.office
        name = office.library.prepared(office.library.find(TUTORIAL))
        show = f"/api/v1/staff/interviews/{hour.id}/live/view"
        told = {"seq": 1, "address": f"/staff/incidents/{name}/logs?q=level%3Aerror", "state": {"q": "level:error"}}
        with hour.house.interviewer() as ben:
            assert ben.get(f"/api/v1/staff/incidents/{name}/incident").status_code == 200
            hour.do(acts.Presented(True))
            assert ben.post(show, json=told).status_code == 204
            assert ben.post(show, json={**told, "address": "/interview/tutorial/kitchen", "seq": 2}).status_code == 422
            shown = office.live.showing(hour.id, What.PRESENTED)
            assert shown is not None
            assert shown.address == "/interview/tutorial/logs?q=level%3Aerror"
            hour.do(acts.Begun(1))
            hour.clock.now += timedelta(minutes=1)
            assert ben.post(show, json={**told, "seq": 3}).status_code == 409


class TestAfter:
    COMMENT: dict[str, Any] = {"answers": {"fair": "Yes", "better": "More tea."}}  # noqa: RUF012

    @pytest.mark.parametrize("state", ["scheduled", "lobby", "work", "paused", "cancelled", "missed"])
    def test_how_it_was_is_said_when_it_is_over(self, hour: Hour, anna: TestClient, state: str) -> None:
        reach(hour, state)
        assert send(anna, "comment", self.COMMENT)[0] == 409

    def test_what_is_said_is_kept_and_can_be_said_again(self, hour: Hour, anna: TestClient) -> None:
        reach(hour, "ended")
        _, told = send(anna, "comment", self.COMMENT)
        assert {one["name"]: one["answer"] for one in told["wondered"]} == {
            "fair": "Yes", "tools": "", "better": "More tea.",
        }  # fmt: skip
        assert send(anna, "comment", {"answers": {"fair": "Perhaps"}})[0] == 422
        assert send(anna, "comment", {"answers": {"pay": "Yes"}})[0] == 422
        assert send(anna, "comment", {"answers": {}})[0] == 422
        assert hour.record().count("commented") == 1

    def test_a_consent_of_choice_is_taken_back_also_afterwards(self, hour: Hour, anna: TestClient) -> None:
        send(anna, "consents", POLICY)
        reach(hour, "ended")
        _, told = send(anna, "consents", {**POLICY, "consents": {"policy": True}})
        assert {one["name"]: one["given"] for one in told["consents"]}["training"] is False
        assert send(anna, "checks", BODIES["access/checks"])[0] == 409

    @pytest.mark.parametrize("state", ["scheduled", "lobby", "work", "ended"])
    def test_nothing_sealed_is_around_in_any_state(self, hour: Hour, anna: TestClient, state: str) -> None:
        reach(hour, state)
        for path in ("interview", "access", "tutorial/briefing", "tutorial/incident", "scenarios/1/briefing"):
            assert "SEALED" not in anna.get(f"{API}/{path}").text, path
        for name in (one for one in BODIES if one.startswith("access/")):
            assert "SEALED" not in anna.post(f"{API}/{name}", json=BODIES[name]).text, name
