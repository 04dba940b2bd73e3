"""Practice runs and game days as they are served: their rooms, what they are compared with, and whose they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rounds.actions import interviews
from rounds.actions.drills import drilling
from rounds.actions.links import Surface
from rounds.incidents.built import Built
from rounds.incidents.library import Offered
from rounds.incidents.sealed import Link, Proof, RedHerring, Solution
from rounds.interviews import Duty, Person, Role
from rounds.interviews.rights import ALWAYS, Right
from rounds.signals import to_ns
from tests import postgresql
from tests.incidents.small import Small
from tests.programs import POSTGRESQL
from tests.web.conftest import House, joined, opened
from tests.web.hours import events, text_of
from tests.web.questions import QUERIES, STRETCH, body, filled, routes, tail
from tests.web.test_cockpit import HINTS, STEPS, Clock

STAFF, CANDIDATE = "/api/v1/staff", "/api/v1/candidate"
ANA = Person("ana", "Ana", "ana@rounds.test", frozenset({Duty.ENGINEER}))
BO = Person("bo", "Bo", "bo@rounds.test", frozenset({Duty.ENGINEER}))
CY = Person("cy", "Cy", "cy@rounds.test", frozenset({Duty.ENGINEER}))
WORDS = "SEALED"
METRICS, LOGS = "/interview/1/metrics?q=http_requests_total", "/interview/1/logs?q=level%3Aerror"
POOL = RedHerring(
    f"{WORDS}: the pool of connections is exhausted",
    f"{WORDS}: it fills later",
    (Proof("metrics.range", {"expression": "db_client_connections_pending"}, {"rows": 1}, "nobody waits"),),
)
CURVE = Proof(
    "metrics.range", {"expression": "http_requests_total"}, {"series": {"some": {"last": {"at_least": 9}}}}, "they grow"
)


@dataclass(frozen=True)
class Drilled(Small):
    """With a path and hints as an interview's, all of whose words are sealed."""

    def build(self, seed: int, progress: Callable[[float, str], None] = lambda _done, _doing: None) -> Built:
        built = super().build(seed, progress)
        told = replace(
            built.sealed,
            steps=tuple(replace(one, text=f"{WORDS} {one.text}") for one in STEPS),
            hints=tuple(replace(one, text=f"{WORDS} {one.text}") for one in HINTS),
            red_herrings=(POOL,),
            solution=Solution(f"{WORDS}: orders wait for an index scan", (Link(f"{WORDS} link", (CURVE,)),)),
        )
        return replace(built, sealed=told)


@dataclass
class Team:
    """A house, its people's browsers on the staff's surface, and one each on the candidate's."""

    house: House
    clock: Clock
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    browsers: dict[str, TestClient] = field(default_factory=dict)

    def staff(self, who: Person) -> TestClient:
        if who.id not in self.browsers:
            link = self.house.office.links.link(Surface.STAFF, who.id, "")
            self.browsers[who.id] = joined(self.house.client(), "staff", link)
        return self.browsers[who.id]

    def somebody(self) -> Person:
        """Somebody new."""
        name = f"new{next(self.numbers)}"
        who = Person(name, name, f"{name}@rounds.test", frozenset({Duty.ENGINEER}))
        with self.house.office.records.work() as work:
            work.people.add(who, self.clock.now)
        return who

    def clear(self) -> None:
        """Nobody is in anything any more."""
        with self.house.office.records.look() as look:
            known = look.drills.all()
        for drill in known:
            drilling.remove(self.house.office, drill)

    def begin(self, who: Person, *, ready: bool = True, **wanted: Any) -> dict[str, Any]:
        told = {"scenarios": ["orders-slow"], "seed": 1, "command": f"begin-{next(self.numbers)}"} | wanted
        answer = self.staff(who).post(f"{STAFF}/drills", json=told)
        assert answer.status_code == 200, answer.text
        if ready:
            for seed in self.seeds(answer.json()["id"]):
                interviews.prepared(self.house.office, replace(OFFERED, seed=seed), self.house.incident)
        found: dict[str, Any] = answer.json()
        return found

    def seeds(self, drill: str) -> list[int]:
        with self.house.office.records.look() as look:
            return [pin.seed for pin in look.interview(drill).pins]

    def inside(self, begun: dict[str, Any]) -> Inside:
        return Inside(joined(self.house.client(), "candidate", begun["link"]), self.clock, self.numbers)

    def joins(self, who: Person, drill: str) -> Inside:
        answer = self.staff(who).post(f"{STAFF}/drills/{drill}/join", json={})
        assert answer.status_code == 200, answer.text
        return self.inside(answer.json())

    def report(self, who: Person, drill: str) -> dict[str, Any]:
        answer = self.staff(who).get(f"{STAFF}/drills/{drill}")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


@dataclass
class Inside:
    """One member's own side."""

    client: TestClient
    clock: Clock
    numbers: Iterator[int]

    def room(self) -> dict[str, Any]:
        answer = self.client.get(f"{CANDIDATE}/drill")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def does(self, what: str, **told: Any) -> Any:
        return self.client.post(f"{CANDIDATE}/drill/{what}", json={"command": f"press-{next(self.numbers)}"} | told)

    def did(self, what: str, **told: Any) -> dict[str, Any]:
        answer = self.does(what, **told)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def asks(self, path: str, **question: Any) -> None:
        headers = {"Rounds-View": "page1.pane"}
        answer = self.client.post(f"{CANDIDATE}/scenarios/1/{path}", json={**STRETCH, **question}, headers=headers)
        assert answer.status_code == 200, answer.text

    def shows(self, address: str, seconds: float, **state: Any) -> None:
        start = to_ns(self.clock.now) / 1e6
        self.clock.goes(seconds)
        view = {"address": address, "state": state, "visible_from": start, "visible_to": start + seconds * 1000}
        assert self.client.post(f"{CANDIDATE}/views", json={"views": [view]}).status_code == 204

    def writes(self, what: str, **told: Any) -> dict[str, Any]:
        told |= {"command": f"write-{next(self.numbers)}"}
        answer = self.client.post(f"{CANDIDATE}/scenarios/1/notebook/{what}", json=told)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def looks_at_the_curve(self) -> None:
        self.asks("metrics/range", expression="http_requests_total", step_ms=60_000)
        self.shows(METRICS, 6, q=["http_requests_total"])

    def looks_at_the_lines(self) -> None:
        self.asks("logs/search", query="level:error")
        self.shows(LOGS, 6, q="level:error")


OFFERED = Offered("orders-slow", "1", "Orders are slow")
HARDER = Offered("orders-slower", "1", "Orders are slower")
PRIVATE = Offered("secret-slow", "1", "Ours", place=Path("nowhere"))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What the records are asked for is asked on either database: that is of tests with `teams`."""
    if "place" in metafunc.fixturenames:
        both = ["sqlite", "postgresql"] if "teams" in metafunc.fixturenames else ["sqlite"]
        metafunc.parametrize("place", both, indirect=True, scope="module")


@pytest.fixture(scope="module")
def server() -> Iterator[postgresql.Server]:
    with postgresql.running(POSTGRESQL.wanted()) as started:
        yield started


@pytest.fixture(scope="module")
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    records = request.getfixturevalue("server").emptied() if request.param == "postgresql" else ""
    clock = Clock()
    with opened(tmp_path_factory.mktemp("drills"), now=clock, small=Drilled(), records=records) as house:
        house.office.library.known = (OFFERED, HARDER, PRIVATE)
        with house.office.records.work() as work:
            for person in (ANA, BO, CY):
                work.people.add(person, clock.now)
        yield Team(house, clock)


@pytest.fixture
def team(place: Team) -> Team:
    place.clear()
    return place


@pytest.fixture
def teams(team: Team) -> Team:
    return team


def solved(team: Team, who: Person, *, hints: bool = True, **wanted: Any) -> str:
    """A run alone: the curve at 0:10, a hint at 3:16, the lines, a dead end, ended at 13 minutes."""
    begun = team.begin(who, **wanted)
    alone = team.inside(begun)
    alone.did("begin")
    team.clock.goes(10)
    alone.looks_at_the_curve()
    alone.writes("write", entry="h1", kind="hypothesis", text="The connections' pool is exhausted")
    team.clock.goes(180)
    if hints:
        alone.did("hint", place=0)
    team.clock.goes(60)
    alone.looks_at_the_lines()
    alone.writes("judge", entry="h1", state="refuted")
    team.clock.goes(300)
    alone.writes("write", entry="h2", kind="hypothesis", text="Orders wait for an index")
    alone.did("finish")
    team.clock.goes(120)
    return str(begun["id"])


class TestRoom:
    def test_hints_come_by_the_clock_and_in_order(self, team: Team) -> None:
        alone = team.inside(team.begin(ANA))
        room = alone.room()
        assert (room["state"], room["may_begin"], room["hints"], room["team"]) == ("lobby", True, [], False)
        room = alone.did("begin")
        assert (room["state"], room["scenario"], room["length"]) == ("live", 1, 14 * 60_000)
        assert [one["standing"] for one in room["hints"]] == ["later", "order", "order", "order"]
        assert [one["minute"] / 60_000 for one in room["hints"]] == [3, 6, 9, 15]
        assert alone.does("hint", place=1).status_code == 409
        assert alone.does("hint", place=0).status_code == 422
        team.clock.goes(181)
        assert [one["standing"] for one in alone.room()["hints"]][:2] == ["offered", "order"]
        taken = alone.did("hint", place=0)["hints"]
        assert (taken[0]["standing"], taken[0]["text"]) == ("taken", f"{WORDS} {HINTS[0].text}")
        assert [one["text"] for one in taken[1:]] == ["", "", ""]
        assert alone.does("hint", place=0).status_code == 409
        early = alone.did("hint", place=1, reason="asked early")["hints"][1]
        assert (early["standing"], early["taken"], early["by"]) == ("taken", 181_000, "Ana")
        assert alone.does("hint", place=9).status_code == 404

    def test_a_press_sent_twice_is_one(self, team: Team) -> None:
        alone = team.inside(team.begin(ANA))
        for _ in range(2):
            assert alone.does("begin", command="same").status_code == 200
        assert alone.does("begin").status_code == 409
        assert alone.does("next").status_code == 409, "there is one scenario"

    def test_scenarios_follow_each_other_once_they_are_prepared(self, team: Team) -> None:
        begun = team.begin(ANA, scenarios=["orders-slow", "orders-slower"], minutes=5)
        two = team.inside(begun)
        room = two.did("begin")
        assert ([one["state"] for one in room["scenarios"]], room["has_next"]) == (["now", "preparing"], True)
        assert room["length"] == 300_000
        assert two.does("next").status_code == 409
        interviews.prepared(team.house.office, replace(HARDER, seed=1), team.house.incident)
        room = two.did("next")
        assert ([one["state"] for one in room["scenarios"]], room["has_next"]) == (["over", "now"], False)
        assert two.client.post(f"{CANDIDATE}/scenarios/1/logs/search", json=STRETCH).status_code == 409
        assert two.did("finish")["state"] == "ended"
        assert two.does("hint", place=0).status_code == 409

    def test_nothing_begins_before_it_is_prepared(self, team: Team) -> None:
        alone = team.inside(team.begin(ANA, ready=False, seed=77))
        assert alone.room()["may_begin"] is False
        assert alone.does("begin").status_code == 409

    def test_other_interviews_have_no_such_room(self, team: Team) -> None:
        with team.house.candidate() as anna:
            assert anna.get(f"{CANDIDATE}/drill").status_code == 404
            for what in ("begin", "next", "finish"):
                assert anna.post(f"{CANDIDATE}/drill/{what}", json={}).status_code == 404

    def test_the_whole_interview_is_told_as_of_any(self, team: Team) -> None:
        alone = team.inside(team.begin(ANA))
        alone.did("begin")
        found = alone.client.get(f"{CANDIDATE}/interview").json()
        assert (found["kind"], found["state"], found["interviewer"]) == ("drill", "live", "")
        assert [(one["part"], one["scenario"]) for one in found["phases"]] == [("work", 1)]


class TestGameDay:
    def test_a_notebook_is_shared_and_says_who_wrote(self, team: Team) -> None:
        begun = team.begin(ANA, team=True)
        ana, bo = team.inside(begun), team.joins(BO, begun["id"])
        ana.did("begin")
        ana.writes("write", entry="h1", kind="hypothesis", text="It is the pool")
        book = bo.writes("pin", pin="p1", entry="h1", address=LOGS, title="Lines", mark={})
        [entry] = book["entries"]
        assert (entry["by"], [pin["by"] for pin in entry["pins"]]) == ("Ana", ["Bo"])
        assert bo.room()["written"] > 0

    def test_two_who_press_at_once_go_on_once(self, team: Team, monkeypatch: pytest.MonkeyPatch) -> None:
        third = replace(HARDER, name="orders-slowest")
        monkeypatch.setattr(team.house.office.library, "known", (OFFERED, HARDER, third, PRIVATE))
        begun = team.begin(ANA, team=True, scenarios=["orders-slow", "orders-slower", "orders-slowest"])
        ana, bo = team.inside(begun), team.joins(BO, begun["id"])
        for one in (HARDER, third):
            interviews.prepared(team.house.office, replace(one, seed=1), team.house.incident)
        ana.did("begin")
        assert ana.did("next", scenario=1)["scenario"] == 2
        for what, told in (("next", {}), ("hint", {"place": 0, "reason": "asked early"})):
            answer = bo.does(what, scenario=1, **told)
            assert (answer.status_code, answer.json()["message"]) == (409, "Another scenario runs by now."), what
        assert (bo.room()["scenario"], bo.room()["hints"][0]["text"]) == (2, "")
        assert bo.did("next", scenario=2)["scenario"] == 3

    def test_who_is_where(self, team: Team) -> None:
        begun = team.begin(ANA, team=True)
        ana, bo = team.inside(begun), team.joins(BO, begun["id"])
        ana.did("begin")
        shown = {"seq": 1, "address": LOGS, "state": {"q": "level:error"}}
        assert ana.client.post(f"{CANDIDATE}/live/view", json=shown).status_code == 204
        shown = {"seq": 1, "address": METRICS, "state": {}}
        assert bo.client.post(f"{CANDIDATE}/live/view", json=shown).status_code == 204
        members = {one["name"]: one for one in bo.room()["members"]}
        assert (members["Ana"]["tool"], members["Ana"]["address"]) == ("logs", LOGS)
        assert (members["Bo"]["tool"], members["Bo"]["you"], members["Ana"]["you"]) == ("metrics", True, False)

    def test_the_channel_tells_each_change_of_the_room(self, team: Team) -> None:
        begun = team.begin(ANA, team=True)
        bo = team.joins(BO, begun["id"])
        team.inside(begun).did("begin")
        status, told = events(team.house.app, f"{CANDIDATE}/live", dict(bo.client.cookies), wanted=2)
        assert status == 200
        assert "event: interview" in told
        assert "event: drill" in told

    def test_it_is_listed_until_it_ends_and_joined_by_whoever_practises(self, teams: Team) -> None:
        begun = teams.begin(ANA, team=True)
        [listed] = [one for one in teams.staff(CY).get(f"{STAFF}/drills").json()["open"] if one["id"] == begun["id"]]
        assert (listed["by"], listed["members"], listed["joined"]) == ("Ana", ["Ana"], False)
        again = teams.joins(CY, begun["id"])
        teams.joins(CY, begun["id"])
        assert [one["name"] for one in again.room()["members"]] == ["Ana", "Cy"]
        again.did("begin")
        again.did("finish")
        assert begun["id"] not in [one["id"] for one in teams.staff(BO).get(f"{STAFF}/drills").json()["open"]]
        assert teams.staff(BO).post(f"{STAFF}/drills/{begun['id']}/join", json={}).status_code == 409

    def test_a_run_alone_is_nobody_elses_to_join(self, team: Team) -> None:
        begun = team.begin(ANA)
        assert team.staff(BO).post(f"{STAFF}/drills/{begun['id']}/join", json={}).status_code == 404
        assert team.joins(ANA, begun["id"]).room()["state"] == "lobby"

    def test_the_comparison_says_who_saw_what(self, teams: Team) -> None:
        begun = teams.begin(ANA, team=True)
        ana, bo = teams.inside(begun), teams.joins(BO, begun["id"])
        ana.did("begin")
        teams.clock.goes(20)
        bo.looks_at_the_curve()
        ana.looks_at_the_lines()
        ana.writes("pin", pin="p1", address=LOGS, title="Errors", mark={})
        bo.did("finish")
        teams.clock.goes(120)
        [found] = teams.report(BO, begun["id"])["compared"]
        steps = {one["id"]: one for one in found["steps"]}
        assert steps["curve"]["exposed"]["by"] == "Bo"
        assert (steps["lines"]["exposed"]["by"], steps["lines"]["cited"]["by"]) == ("Ana", "Ana")
        assert {(one["tool"], one["by"]) for one in found["line"]} == {("metrics", "Bo"), ("logs", "Ana")}
        assert {one["by"] for one in found["facts"]} == {"Ana", "Bo"}
        own = teams.staff(ANA)
        for seat in (one["seat"] for one in teams.report(ANA, begun["id"])["members"]):
            found = own.get(f"{STAFF}/interviews/{begun['id']}/replay?seat={seat}").json()
            assert len({one["page"] for one in found["scenes"]}) == 1


class TestComparison:
    def test_the_path_beside_the_pace(self, team: Team) -> None:
        drill = solved(team, ANA)
        report = team.report(ANA, drill)
        [found] = report["compared"]
        steps = {one["id"]: one for one in found["steps"]}
        assert (steps["curve"]["exposed"]["at"], steps["curve"]["expected"]) == (14_000, 180_000)
        assert steps["curve"]["exposed"]["address"].startswith(f"/staff/incidents/{team.house.incident}/metrics?")
        assert steps["curve"]["exposed"]["by"] == "", "who was alone needs no name"
        assert steps["curve"]["shown_by"][0] == {
            "shows": "they grow",
            "address": steps["curve"]["shown_by"][0]["address"],
        }
        assert steps["lines"]["shown_by"] == [{"shows": "", "address": f"/staff/incidents/{team.house.incident}/logs"}]
        assert (found["run"]["reached"], found["run"]["steps"]) == (2, 2)
        assert (found["run"]["first"], found["run"]["last"]) == (14_000, steps["lines"]["exposed"]["at"])
        assert found["quick"] == 540_000
        assert found["cause"].startswith(WORDS)
        assert found["solution"]["cause"] == found["cause"]
        assert [one["points"] for one in report["anchors"]] == [3, 2, 1, 0]

    def test_hints_count(self, team: Team) -> None:
        [found] = team.report(ANA, solved(team, ANA))["compared"]
        [hint] = found["hints"]
        assert (hint["at"], hint["minute"], hint["early"], hint["moot"], hint["load"]) == (
            196_000, 180_000, False, True, 0.0
        ), "the curve had been seen by then"  # fmt: skip
        assert (found["allowed"]["points"], found["run"]["load"]) == (3, 0.0)

    def test_where_the_time_went(self, team: Team) -> None:
        [found] = team.report(ANA, solved(team, ANA))["compared"]
        assert [one["tool"] for one in found["line"]] == ["metrics", "logs"]
        assert found["line"][0] == {"tool": "metrics", "since": 10_000, "until": 16_000, "by": ""}
        assert {one["tool"]: one["time"] for one in found["tools"]} == {"metrics": 6_000, "logs": 6_000}
        kinds = [one["kind"] for one in found["marks"]]
        assert sorted(kinds) == ["exposed", "exposed", "hint", "hypothesis", "hypothesis", "judged"]
        assert found["quiet"]["until"] - found["quiet"]["since"] == 300_000
        assert {"First tools", "Questions", "With a filter", "Hypotheses"} <= {one["name"] for one in found["facts"]}

    def test_dead_ends_and_hypotheses(self, team: Team) -> None:
        [found] = team.report(ANA, solved(team, ANA))["compared"]
        [dead] = found["dead_ends"]
        assert (dead["looks_like"], dead["refuted_by"]) == (POOL.looks_like, POOL.refuted_by)
        assert dead["followed"] == "“The connections' pool is exhausted”"
        assert (dead["since"], dead["refuted"], dead["until"]) == (16_000, 262_000, 262_000)
        assert [(one["text"], one["standing"]) for one in found["hypotheses"]] == [
            ("The connections' pool is exhausted", "refuted"),
            ("Orders wait for an index", "open"),
        ]

    def test_nothing_of_it_is_told_before_the_end(self, team: Team) -> None:
        begun = team.begin(ANA)
        alone = team.inside(begun)
        alone.did("begin")
        alone.looks_at_the_curve()
        ana = team.staff(ANA)
        before = ana.get(f"{STAFF}/drills/{begun['id']}")
        assert WORDS not in before.text
        assert WORDS not in ana.get(f"{STAFF}/drills").text
        assert (before.json()["compared"], before.json()["run"]["scenarios"][0]["reached"]) == ([], 0)
        refused = {
            path: ana.get(f"{STAFF}/interviews/{begun['id']}/{path}").status_code for path in ("replay", "evidence")
        }
        assert refused == {"replay": 403, "evidence": 403}
        alone.did("finish")
        for path in ("replay", "evidence", "notebook"):
            assert ana.get(f"{STAFF}/interviews/{begun['id']}/{path}").status_code == 200, path
        looked = ana.get(f"{STAFF}/incidents/{team.house.incident}/incident")
        assert looked.status_code == 200


class TestScore:
    def test_ones_own_and_amendable(self, teams: Team) -> None:
        drill = solved(teams, ANA)
        ana = teams.staff(ANA)
        for points in (3, 2):
            told = {"scenario": 1, "points": points, "criteria": {"tools": 2.5}, "text": " Too many lanes. "}
            answer = ana.post(f"{STAFF}/drills/{drill}/score", json=told)
            assert answer.status_code == 200, answer.text
            run = answer.json()["compared"][0]["run"]
            assert (run["points"], run["criteria"], run["text"]) == (points, {"tools": 2.5}, "Too many lanes.")
        [row] = [one for one in ana.get(f"{STAFF}/drills").json()["runs"] if one["id"] == drill]
        assert row["scenarios"][0]["points"] == 2

    @pytest.mark.parametrize(
        ("wrong", "status"),
        [
            ({"points": 4}, 422),
            ({"criteria": {"tools": 2.3}}, 422),
            ({"criteria": {"charm": 2}}, 422),
            ({"scenario": 2}, 404),
        ],
    )
    def test_what_is_no_score(self, team: Team, wrong: dict[str, Any], status: int) -> None:
        drill = solved(team, BO, hints=False)
        answer = team.staff(BO).post(f"{STAFF}/drills/{drill}/score", json={"scenario": 1, "points": 2, **wrong})
        assert answer.status_code == status, answer.text

    def test_not_before_the_end(self, team: Team) -> None:
        begun = team.begin(CY)
        answer = team.staff(CY).post(f"{STAFF}/drills/{begun['id']}/score", json={"scenario": 1, "points": 2})
        assert answer.status_code == 409
        team.staff(CY).request("DELETE", f"{STAFF}/drills/{begun['id']}", json={})


class TestList:
    def test_what_can_be_practised(self, team: Team) -> None:
        found = team.staff(CY).get(f"{STAFF}/drills").json()
        assert [one["name"] for one in found["offered"]] == ["orders-slow", "orders-slower"], "no private ones"
        assert found["untried"] == ["orders-slower"] or found["untried"] == ["orders-slow", "orders-slower"]

    def test_progress_over_runs(self, teams: Team) -> None:
        who = teams.somebody()
        solved(teams, who)
        first = teams.staff(who).get(f"{STAFF}/drills").json()["progress"]
        assert [len(one["attempts"]) for one in first] == [1]
        assert (first[0]["changes"], first[0]["means"]) == ([], {})
        alone = teams.inside(teams.begin(who, seed=2))
        alone.did("begin")
        alone.looks_at_the_lines()
        alone.did("hint", place=0, reason="asked early")
        alone.did("finish")
        [second] = teams.staff(who).get(f"{STAFF}/drills").json()["progress"]
        assert [one["run"]["seed"] for one in second["attempts"]] == [1, 2]
        told = ["first step 0:10 earlier", "1 of 2 steps, before 2 of 2", "hint load 0.5, before 0"]
        assert second["changes"] == told
        solved(teams, who)
        [third] = teams.staff(who).get(f"{STAFF}/drills").json()["progress"]
        assert third["means"]["share"] == [pytest.approx(5 / 6), 3]
        assert "last" not in third["means"], "two runs alone reached all"

    @pytest.mark.parametrize(
        "wrong",
        [
            {"scenarios": ["secret-slow"]},
            {"scenarios": ["nothing"]},
            {"scenarios": []},
            {"scenarios": ["orders-slow", "orders-slow"]},
            {"minutes": 2},
            {"seed": 0},
        ],
    )
    def test_what_cannot_be(self, team: Team, wrong: dict[str, Any]) -> None:
        answer = team.staff(CY).post(f"{STAFF}/drills", json={"scenarios": ["orders-slow"], **wrong})
        assert answer.status_code == 422, answer.text

    def test_five_at_once(self, team: Team) -> None:
        who = team.somebody()
        begun = [team.begin(who)["id"] for _ in range(drilling.MOST)]
        told = {"scenarios": ["orders-slow"], "seed": 1}
        assert team.staff(who).post(f"{STAFF}/drills", json=told).status_code == 422
        assert team.staff(who).request("DELETE", f"{STAFF}/drills/{begun[0]}", json={}).status_code == 204
        assert team.staff(who).post(f"{STAFF}/drills", json=told).status_code == 200


class TestWhose:
    def test_nobody_elses_whatever_they_do_here(self, team: Team) -> None:
        drill = solved(team, ANA)
        with team.house.admin() as admin, team.house.interviewer() as ben:
            for other in (admin, ben, team.staff(BO)):
                assert other.get(f"{STAFF}/drills/{drill}").status_code == 404
                assert other.request("DELETE", f"{STAFF}/drills/{drill}", json={}).status_code == 404
                for path in ("", "/replay", "/record", "/notebook", "/cockpit", "/evidence", "/data", "/packet"):
                    assert other.get(f"{STAFF}/interviews/{drill}{path}").status_code == 404, path
            for path in ("interviews", "board", "retention", "audit", "doctor", "calibration/scenarios"):
                found = admin.get(f"{STAFF}/{path}")
                assert found.status_code == 200
                assert drill not in found.text, path

    def test_members_may_look_and_do_nothing_else(self, team: Team) -> None:
        drill = solved(team, ANA)
        ana = team.staff(ANA)
        assert ana.get(f"{STAFF}/interviews").status_code == 403
        for path in ("cockpit", "data", "packet", "card", "export"):
            assert ana.get(f"{STAFF}/interviews/{drill}/{path}").status_code == 403, path
        for what in ("commands/reopen", "erase", "release"):
            told = body(f"/api/v1/staff/interviews/{{interview_id}}/{what}")
            assert ana.post(f"{STAFF}/interviews/{drill}/{what}", json=told).status_code == 403, what

    def test_who_began_it_deletes_it_for_everybody(self, teams: Team) -> None:
        begun = teams.begin(ANA, team=True)
        bo = teams.joins(BO, begun["id"])
        bo.did("begin")
        bo.looks_at_the_curve()
        assert teams.staff(BO).request("DELETE", f"{STAFF}/drills/{begun['id']}", json={}).status_code == 403
        assert teams.staff(ANA).request("DELETE", f"{STAFF}/drills/{begun['id']}", json={}).status_code == 204
        assert teams.staff(ANA).get(f"{STAFF}/drills/{begun['id']}").status_code == 404
        assert bo.client.get(f"{CANDIDATE}/drill").status_code == 401
        with teams.house.office.records.look() as look:
            assert not look.has(begun["id"])

    def test_it_goes_with_the_organisations_days(self, teams: Team) -> None:
        drill, before = solved(teams, ANA), teams.clock.now
        assert drilling.sweep(teams.house.office) == 0
        teams.clock.now += timedelta(days=4000)
        assert drilling.sweep(teams.house.office) > 0
        teams.clock.now = before
        with teams.house.office.records.look() as look:
            assert not look.has(drill)

    def test_one_that_nobody_came_back_to_is_ended(self, team: Team) -> None:
        begun = team.begin(ANA)
        team.inside(begun).did("begin")
        team.clock.goes(13 * 3600)
        drilling.sweep(team.house.office)
        assert team.report(ANA, begun["id"])["run"]["state"] == "ended"

    def test_the_operators_link_is_nobody_who_practises(self, team: Team) -> None:
        begun, case = team.begin(ANA, team=True), {"scenario": "orders-slow", "anchor": "points 2", "title": "One"}
        with team.house.admin() as operator:
            for path, told in (
                ("drills", {"scenarios": ["orders-slow"]}),
                (f"drills/{begun['id']}/join", {}),
                ("edge-cases", case | {"text": "Which?"}),
            ):
                answer = operator.post(f"{STAFF}/{path}", json=told)
                assert (answer.status_code, answer.json()["kind"]) == (403, "forbidden"), path
                assert "Add an account" in answer.json()["message"]

    def test_an_engineer_practises_and_no_more(self, team: Team) -> None:
        me = team.staff(ANA).get(f"{STAFF}/me").json()
        assert me["duties"] == ["engineer"]
        for path in ("interviews", "board", "people", "calibration", "audit", "plans", "gallery"):
            assert team.staff(ANA).get(f"{STAFF}/{path}").status_code == 403, path


@pytest.mark.parametrize("state", ["lobby", "hinted", "ended"])
def test_nothing_sealed_is_on_the_candidates_surface(team: Team, state: str) -> None:
    """In every state, but for the words of a hint that was taken."""
    begun = team.begin(ANA, team=state == "hinted")
    alone = team.inside(begun)
    if state != "lobby":
        alone.did("begin")
        alone.looks_at_the_curve()
    if state == "hinted":
        alone.did("hint", place=0, reason="asked early")
    if state == "ended":
        alone.did("finish")
    taken = f"{WORDS} {HINTS[0].text}" if state == "hinted" else ""
    asked = 0
    for method, path in routes("candidate"):
        if tail(path) in ("drill/begin", "drill/hint", "drill/next", "drill/finish"):
            continue
        address = filled(path, team.house.incident) + QUERIES.get(tail(path), "")
        answer = alone.client.request(method, address, json=None if method == "GET" else body(path))
        asked += answer.status_code == 200
        assert WORDS not in (text_of(answer).replace(taken, "") if taken else text_of(answer)), address
    assert asked > 5
    with team.house.office.records.look() as look:
        assert all(one.role is Role.CANDIDATE for one in look.seats_of(begun["id"]))


def test_every_duty_practises() -> None:
    assert all(Right.PRACTISE in ALWAYS[duty] for duty in Duty)
