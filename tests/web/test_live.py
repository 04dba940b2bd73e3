"""The live channel of both surfaces, over real connections, by a clock that the test moves."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx2
import pytest

from rounds.actions import people
from rounds.actions.links import Surface
from rounds.interviews import OPERATOR, Duty, Person, Role, Seat, acts
from rounds.interviews.acts import Done
from rounds.web import channel
from rounds.web.app import application
from rounds.web.doors import STAFF
from rounds.web.settings import Serving
from tests.web.conftest import NOW, URL, House, opened
from tests.web.hours import IN, Held, held
from tests.web.served import Stream, served, until

CANDIDATE = "/api/v1/candidate"
LIVE = f"{CANDIDATE}/live"
WHO_INTERVIEW = frozenset({Duty.INTERVIEWER})
VIEW = {"seq": 1, "address": "/interview/1/logs?q=level%3Aerror", "state": {"q": "level:error"}}


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def goes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[House]:
    with opened(tmp_path_factory.mktemp("live"), now=clock) as house:
        yield house


@pytest.fixture(scope="module")
def base(house: House) -> Iterator[str]:
    with served(house.app) as address:
        yield address


@pytest.fixture
def interview(house: House, request: pytest.FixtureRequest) -> Held:
    return held(house, f"live-{abs(hash(request.node.name)) % 10**8}", (*IN, acts.Begun(1)))


@pytest.fixture
def anna(interview: Held, base: str) -> Iterator[httpx2.Client]:
    with browsing(interview, base, "candidate") as client:
        yield client


@pytest.fixture
def ben(interview: Held, base: str) -> Iterator[httpx2.Client]:
    with browsing(interview, base, "staff") as client:
        yield client


def browsing(interview: Held, base: str, surface: str) -> httpx2.Client:
    cookies = dict(interview.client(surface).cookies)
    return httpx2.Client(base_url=base, headers={"Origin": base}, cookies=cookies, timeout=30)


def staff(interview: Held) -> str:
    return f"/api/v1/staff/interviews/{interview.id}"


class TestWhole:
    def test_is_told_at_the_start_as_it_is_read(self, anna: httpx2.Client) -> None:
        with Stream(anna, LIVE) as stream:
            assert stream.wait("interview") == anna.get(f"{CANDIDATE}/interview").json()
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert (stream.headers["x-accel-buffering"], stream.headers["cache-control"]) == ("no", "no-store")
        assert "content-length" not in stream.headers

    def test_is_told_again_as_it_changes(self, anna: httpx2.Client, ben: httpx2.Client, interview: Held) -> None:
        with Stream(anna, LIVE) as stream:
            assert stream.wait("interview")["phase"]["running"]
            assert ben.post(f"{staff(interview)}/commands/pause", json={"reason": "tea"}).status_code == 204
            whole = stream.wait("interview", lambda one: one["state"] == "paused", within=3)
            assert whole["pause"] is not None
            assert "tea" not in str(whole)

    def test_tells_what_the_lead_sent_and_what_was_taken_back(self, anna: httpx2.Client, interview: Held) -> None:
        with Stream(anna, LIVE) as stream:
            stream.wait("interview")
            interview.do(acts.Hinted(1, 0, 1, "Look there."))
            sent = stream.wait("interview", lambda one: one["delivered"], within=3)["delivered"]
            assert [one["text"] for one in sent] == ["Look there."]
            interview.do(acts.Unhinted(sent[0]["no"]))
            until(lambda: not stream.named("interview")[-1]["delivered"], 3)

    def test_no_event_says_when_something_was_noted_or_recognised(self, anna: httpx2.Client, interview: Held) -> None:
        with Stream(anna, LIVE) as stream:
            stream.wait("interview")
            for act in (acts.Noted("x"), acts.Recognised(1, "a"), acts.Flagged("clicking"), acts.Mitigated(1)):
                interview.do(act)
                time.sleep(0.2)  # each had its chance to be told
            interview.do(acts.Hinted(1, 0, 1, "Look there."))
            stream.wait("interview", lambda one: one["delivered"], within=3)
            assert len(stream.named("interview")) == 2

    def test_of_many_changes_at_once_the_cockpit_is_told_twice_a_second(
        self, ben: httpx2.Client, interview: Held
    ) -> None:
        with Stream(ben, f"{staff(interview)}/live") as stream:
            stream.wait("cockpit")
            began = time.monotonic()
            while time.monotonic() - began < 1.6:
                interview.do(acts.Noted("x"))
            interview.do(acts.Noted("the last one"))
            stream.wait("cockpit", lambda one: "the last one" in str(one), within=5)
            times = [at for at, name, _ in stream.came if name == "cockpit"]
        assert len(times) - 2 <= (times[-1] - times[0]) / 0.5


class TestFollowing:
    def test_a_view_shows_at_once_and_is_known_to_who_comes_later(
        self, anna: httpx2.Client, ben: httpx2.Client, interview: Held
    ) -> None:
        with Stream(ben, f"{staff(interview)}/live") as stream:
            stream.wait("cockpit")
            assert anna.post(f"{LIVE}/view", json=VIEW).status_code == 204
            view = stream.wait("view", within=1)
            assert {name: view[name] for name in VIEW} == VIEW
        with Stream(ben, f"{staff(interview)}/live") as later:
            assert later.wait("view", within=3)["address"] == VIEW["address"]

    @pytest.mark.parametrize(
        "address",
        [
            "javascript:alert(1)", "//elsewhere.example/interview/1", "https://elsewhere.example", "/staff/people",
            "/api/v1/candidate/session", "/interview/1/../../staff", "/interview/9/logs", "/interview/1/unknown",
            "/interview/1/logs\n", "/interview/1/logs#x", "data:text/html,x", "", " /interview/1",
            "/interview/1/notebook/write",
        ],
    )  # fmt: skip
    def test_what_is_no_page_of_the_interview_is_dropped(
        self, anna: httpx2.Client, interview: Held, address: str
    ) -> None:
        assert anna.post(f"{LIVE}/view", json={**VIEW, "address": address}).status_code == 422
        assert interview.house.office.live.showing(interview.id) is None

    def test_more_views_than_a_page_sends_are_refused(self, anna: httpx2.Client) -> None:
        told = [anna.post(f"{LIVE}/view", json={**VIEW, "seq": seq}) for seq in range(1, 60)]
        late = [answer for answer in told if answer.status_code != 204]
        assert late
        assert {(answer.status_code, answer.headers["retry-after"]) for answer in late} == {(429, "1")}

    def test_a_view_that_was_overtaken_is_not_shown(self, anna: httpx2.Client, interview: Held, clock: Clock) -> None:
        for seq, address in ((5, "/interview/1/logs"), (4, "/interview/1/traces")):
            anna.post(f"{LIVE}/view", json={**VIEW, "seq": seq, "address": address})
        live = interview.house.office.live
        assert (shown := live.showing(interview.id))
        assert shown.address == "/interview/1/logs"
        clock.goes(3)  # a page that was loaded anew counts from one
        anna.post(f"{LIVE}/view", json={**VIEW, "seq": 1, "address": "/interview/1/heap"})
        assert (shown := live.showing(interview.id))
        assert shown.address == "/interview/1/heap"

    def test_following_adds_nothing_to_the_record(
        self, anna: httpx2.Client, ben: httpx2.Client, interview: Held
    ) -> None:
        here = interview.house.office
        with Stream(anna, LIVE) as own, Stream(ben, f"{staff(interview)}/live") as stream:
            own.wait("interview")
            stream.wait("cockpit")
            with here.records.look() as look:
                before = len(look.record(interview.id))
            anna.post(f"{LIVE}/view", json=VIEW)
            stream.wait("view")
            with here.records.look() as look:
                assert len(look.record(interview.id)) == before


class TestPresenting:
    def test_the_candidate_is_shown_the_leads_view(
        self, anna: httpx2.Client, ben: httpx2.Client, interview: Held
    ) -> None:
        at = f"{staff(interview)}/live/view"
        shown = {**VIEW, "address": f"/staff/incidents/{interview.house.incident}/metrics?q=up"}
        assert ben.post(at, json=shown).status_code == 409
        with Stream(anna, LIVE) as stream:
            assert ben.post(f"{staff(interview)}/commands/present", json={"on": True}).status_code == 204
            assert ben.post(at, json=shown).status_code == 204
            assert stream.wait("present", within=3)["address"] == "/interview/1/metrics?q=up"
            until(lambda: stream.named("interview")[-1]["presenting"], 3)
            assert anna.get(f"{CANDIDATE}/interview").json()["presented"] == "/interview/1/metrics?q=up"
            interview.do(acts.Begun(2))
            until(lambda: not stream.named("interview")[-1]["presenting"], 3)

    @pytest.mark.parametrize(("address", "status"), [("javascript:alert(1)", 422), ("/interview/2/logs", 409)])
    def test_nothing_but_the_open_scenario_is_presented(
        self, ben: httpx2.Client, interview: Held, address: str, status: int
    ) -> None:
        interview.do(acts.Presented(True))
        answer = ben.post(f"{staff(interview)}/live/view", json={**VIEW, "address": address})
        assert answer.status_code == status

    def test_what_a_presented_view_asks_is_not_the_candidates_asking(
        self, anna: httpx2.Client, interview: Held
    ) -> None:
        anna.get(f"{CANDIDATE}/scenarios/1/metrics/catalogue", headers={"Rounds-View": "page.!read-1"})
        with interview.house.office.records.look() as look:
            (question,) = [one for one in look.record(interview.id) if one.kind == "question"]
        assert question.facts["cause"] == "presented"


class TestPresence:
    def test_gone_for_longer_than_a_moment_is_written_down_with_the_return(
        self, anna: httpx2.Client, interview: Held, clock: Clock
    ) -> None:
        seat, presence = interview.candidate.id, interview.house.office.presence
        with Stream(anna, LIVE) as stream:
            stream.wait("interview")
        until(lambda: seat in presence.gone)
        left = clock.now
        clock.goes(8)
        time.sleep(0.7)
        assert away(interview) == []
        clock.goes(4)
        until(lambda: len(away(interview)) == 1, 5)
        assert away(interview)[0].act == acts.Left(left.isoformat())
        assert away(interview)[0].seat == ""
        clock.goes(30)
        with Stream(anna, LIVE) as stream:
            stream.wait("interview")
        until(lambda: len(away(interview)) == 2, 5)
        assert away(interview)[1].act == acts.Returned(42)

    def test_back_within_a_moment_is_nothing(self, anna: httpx2.Client, interview: Held, clock: Clock) -> None:
        seat, presence = interview.candidate.id, interview.house.office.presence
        with Stream(anna, LIVE) as stream:
            stream.wait("interview")
        until(lambda: seat in presence.gone)
        clock.goes(9)
        with Stream(anna, LIVE) as stream:
            stream.wait("interview")
            clock.goes(20)
            time.sleep(0.7)
            assert presence.is_here(seat)
        assert away(interview) == []

    def test_who_was_there_as_the_process_ended_is_waited_for(self, interview: Held, clock: Clock) -> None:
        """Another process has not seen them leave."""
        presence = interview.house.office.presence
        presence.expect()
        clock.goes(11)
        until(lambda: len(away(interview)) == 1, 5)


def away(interview: Held) -> list[Done]:
    with interview.house.office.records.look() as look:
        return [one for one in look.done(interview.id) if isinstance(one.act, acts.Left | acts.Returned)]


class TestEnds:
    def test_a_seat_has_four_channels_at_most(self, anna: httpx2.Client) -> None:
        streams = [Stream(anna, LIVE).__enter__() for _ in range(channel.MOST)]
        with anna.stream("GET", LIVE) as one_more:
            assert (one_more.status_code, one_more.headers["retry-after"]) == (503, "1")
        streams[0].leave()
        until(lambda: opens(anna))
        for stream in streams:
            stream.leave()

    def test_a_badge_that_is_void_ends_it(self, anna: httpx2.Client, interview: Held) -> None:
        with Stream(anna, LIVE) as stream:
            stream.wait("interview")
            here = interview.house.office
            with here.records.work() as work:
                work.browsers.end(interview.candidate.id, here.now())
            here.live.changed(interview.id)
            assert stream.wait("closed", within=5) == "signed_out"
            until(lambda: stream.ended)

    def test_an_account_that_is_closed_follows_nothing_from_then_on(
        self, interview: Held, base: str, anna: httpx2.Client
    ) -> None:
        here, pia = interview.house.office, Person(interview.id, "Pia", f"{interview.id}@x.test", WHO_INTERVIEW)
        with here.records.work() as work:
            work.people.add(pia, here.now())
            work.seat(Seat(f"{interview.id}-p", interview.id, Role.PANEL, "Pia", pia.id), here.now())
        cookies = {STAFF.cookie: here.links.badge(Surface.STAFF, pia.id)}
        with (
            httpx2.Client(base_url=base, cookies=cookies, timeout=30) as client,
            Stream(client, f"{staff(interview)}/live") as stream,
        ):
            stream.wait("cockpit")
            people.close(here, OPERATOR, pia.id)
            assert stream.wait("closed", within=5) == "signed_out"
            anna.post(f"{LIVE}/view", json=VIEW)
            assert not stream.named("view")

    def test_an_interview_that_is_long_over_ends_it(self, anna: httpx2.Client, interview: Held, clock: Clock) -> None:
        with Stream(anna, LIVE) as stream:
            interview.do(acts.Ended())
            stream.wait("interview", lambda one: one["state"] == "ended", within=5)
            clock.goes(3601)
            interview.house.office.live.changed(interview.id)
            assert stream.wait("closed", within=5) == "over"

    def test_a_process_that_ends_lets_go_of_them_at_once(self, house: House, interview: Held) -> None:
        with served(application(house.office, Serving(url=URL))) as address:
            client = browsing(interview, address, "candidate")
            stream = Stream(client, LIVE).__enter__()
            stream.wait("interview")
            began = time.monotonic()
        assert time.monotonic() - began < 2.5
        until(lambda: stream.ended)
        assert stream.named("closed") == ["stopping"]
        client.close()

    def test_signs_of_life_come_while_nothing_else_does(
        self, anna: httpx2.Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(channel, "BEAT", 0.1)
        with Stream(anna, LIVE) as stream:
            stream.wait("interview")
            until(lambda: stream.beats >= 3)

    def test_nobody_elses_is_told(self, anna: httpx2.Client, ben: httpx2.Client, interview: Held, house: House) -> None:
        other = held(house, f"{interview.id}-other", IN)
        with Stream(anna, LIVE) as stream, Stream(ben, f"{staff(interview)}/live") as leads:
            stream.wait("interview")
            leads.wait("cockpit")
            before = len(stream.came), len(leads.came)
            with browsing(other, str(ben.base_url), "candidate") as stranger:
                stranger.post(f"{LIVE}/view", json=VIEW)
                other.do(acts.Paused("tea"))
            time.sleep(0.3)
            assert (len(stream.came), len(leads.came)) == before
        assert anna.get(f"{staff(interview)}/live").status_code == 401


def opens(client: httpx2.Client) -> bool:
    with client.stream("GET", LIVE) as answer:
        return answer.status_code == 200
