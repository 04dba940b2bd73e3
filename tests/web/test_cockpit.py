"""The cockpit as it is served: the whole of it, its commands and their gates, and what nobody else sees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rounds.actions import interviews
from rounds.actions.acting import act
from rounds.actions.links import Surface
from rounds.incidents.built import Built
from rounds.incidents.library import Offered
from rounds.incidents.sealed import Topic
from rounds.interviews import Accommodations, Act, Duty, Hint, Kind, Person, Reached, Role, Rule, Seat, Step, acts
from rounds.records.edge_cases import EdgeCase
from rounds.records.invitations import Invited
from rounds.signals import to_ns
from tests.incidents.small import Small
from tests.web.conftest import BEN, LATER, NOW, House, joined, opened
from tests.web.hours import held
from tests.web.questions import STRETCH

CANDIDATE = "/api/v1/candidate"
STEPS = (
    Step(
        "curve", "Requests", (Rule(("metrics.range",), ("metrics",), {"series": {"some": {"last": {"at_least": 9}}}}),)
    ),
    Step("lines", "Errors", (Rule(("logs.lines",), ("logs",), {"rows": 10}),)),
    Step("said", "The cause", stated=True),
)
HINTS = (
    Hint(3, 1, "What would you expect?", "curve", "curve"),
    Hint(6, 2, "Look at the errors", "lines", "lines"),
    Hint(9, 3, "Think of the cause", "said", "said", Reached.RECOGNISED),
    Hint(15, 5, "It is this", "said", "said", Reached.RECOGNISED),
)
TOPICS = (
    Topic("How would you prevent it?", ("prevention",)),
    Topic("What is it?", ("rca",), core=True),
    Topic("How would you fix it?", ("solution",), core=True),
)
CLARA = Person("clara", "Clara", "clara@rounds.test", frozenset({Duty.INTERVIEWER}))
DORA = Person("dora", "Dora", "dora@rounds.test", frozenset({Duty.INTERVIEWER}))


@dataclass(frozen=True)
class Laddered(Small):
    """With a path, hints and questions."""

    def build(self, seed: int, progress: Callable[[float, str], None] = lambda _done, _doing: None) -> Built:
        built = super().build(seed, progress)
        return replace(built, sealed=replace(built.sealed, steps=STEPS, hints=HINTS, discussion=TOPICS))


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def goes(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@dataclass
class Hour:
    """An interview that runs: the browsers of its lead, panel and shadow, and a candidate's, which reports."""

    house: House
    clock: Clock
    name: str
    lead: TestClient
    panel: TestClient
    shadow: TestClient
    candidate: TestClient
    numbers: Iterator[int]

    @property
    def path(self) -> str:
        return f"/api/v1/staff/interviews/{self.name}"

    def seen_by(self, client: TestClient) -> dict[str, Any]:
        answer = client.get(f"{self.path}/cockpit")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    @property
    def cockpit(self) -> dict[str, Any]:
        return self.seen_by(self.lead)

    @property
    def desk(self) -> dict[str, Any]:
        found: dict[str, Any] = self.cockpit["scenarios"][0]
        return found

    def does(self, what: str, who: TestClient | None = None, **told: Any) -> Any:
        told = {"command": f"press-{next(self.numbers)}"} | told
        return (who or self.lead).post(f"{self.path}/{what}", json=told)

    def did(self, what: str, who: TestClient | None = None, **told: Any) -> dict[str, Any]:
        answer = self.does(what, who, **told)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def refused(self, what: str, **told: Any) -> str:
        answer = self.does(what, **told)
        assert answer.status_code == 409, answer.text
        return str(answer.json()["message"])

    def acts(self, seat: str, what: Act) -> int:
        role, name, person = {"l": (Role.LEAD, "Ben", "ben"), "c": (Role.CANDIDATE, "Anna", "")}[seat]
        return act(self.house.office, Seat(f"{self.name}-{seat}", self.name, role, name, person), what)

    def begins(self, phase: int) -> None:
        self.acts("l", acts.Begun(phase))

    def asks(self, path: str, **question: Any) -> None:
        headers = {"Rounds-View": "page1.pane"}
        answer = self.candidate.post(f"{CANDIDATE}/scenarios/1/{path}", json={**STRETCH, **question}, headers=headers)
        assert answer.status_code == 200, answer.text

    def shows(self, address: str, seconds: float, **state: Any) -> None:
        """The page is on screen from now on for so long, and then reported."""
        start = to_ns(self.clock.now) / 1e6
        self.clock.goes(seconds)
        view = {"address": address, "state": state, "visible_from": start, "visible_to": start + seconds * 1000}
        assert self.candidate.post(f"{CANDIDATE}/views", json={"views": [view]}).status_code == 204

    def standings(self) -> list[str]:
        return [hint["standing"] for hint in self.desk["hints"]]


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[House]:
    with opened(tmp_path_factory.mktemp("house"), now=clock, small=Laddered()) as house:
        with house.office.records.work() as work:
            for person in (CLARA, DORA):
                work.people.add(person, NOW)
        yield house


@pytest.fixture
def hour(house: House, clock: Clock, numbers: Iterator[int]) -> Iterator[Hour]:
    """An interview of its own, in its introduction."""
    office, name = house.office, f"hour{next(numbers)}"
    chosen = [Offered(Laddered.name, Laddered.version, Laddered.title), LATER]
    interviews.arrange(office, chosen, candidate="Anna", interviewer=BEN, interview_id=name)
    interviews.prepared(office, chosen[0], house.incident)
    with office.records.work() as work:
        work.change(replace(work.interview(name), kind=Kind.LIVE))
        work.invitations.add(Invited(f"{name}-i", name, NOW))
        work.seat(Seat(f"{name}-p", name, Role.PANEL, "Clara", "clara"), NOW)
        work.seat(Seat(f"{name}-s", name, Role.SHADOW, "Dora", "dora"), NOW)
    with house.client() as candidate, house.interviewer() as lead, house.client() as panel, house.client() as shadow:
        joined(candidate, "candidate", office.links.invitation(f"{name}-c", name, f"{name}-i"))
        joined(panel, "staff", office.links.link(Surface.STAFF, "clara", ""))
        joined(shadow, "staff", office.links.link(Surface.STAFF, "dora", ""))
        hour = Hour(house, clock, name, lead, panel, shadow, candidate, numbers)
        hour.acts("c", acts.Entered())
        hour.acts("l", acts.Admitted())
        yield hour


@pytest.fixture(scope="module")
def numbers() -> Iterator[int]:
    return count(1)


class TestWhole:
    def test_the_introduction_has_its_script_and_no_hints(self, hour: Hour) -> None:
        found = hour.cockpit
        assert (found["state"], found["clock"]["phase"], found["clock"]["running"]) == ("live", 0, True)
        assert found["you"] == {
            "seat": f"{hour.name}-l", "name": "Ben", "role": "lead", "runs": True, "notes": True, "scores": True, "read": []
        }  # fmt: skip
        assert (
            next(line["text"] for line in found["script"] if line["manner"] == "ask")
            == "Any questions about the tools?"
        )
        assert hour.standings() == ["over", "over", "over", "discussion"]

    def test_the_clock_goes_and_drift_is_taken_from_the_wrap_up(self, hour: Hour) -> None:
        hour.clock.goes(250)
        hour.begins(1)
        hour.clock.goes(60)
        clock = hour.cockpit["clock"]
        assert (clock["elapsed"], clock["length"], clock["drift"]) == (60_000, 840_000, 10_000)
        assert (clock["wrap_up_keeps"], clock["wrap_up"]) == (290_000, 300_000)

    def test_the_wrap_ups_row_has_what_is_left_for_it(self, hour: Hour) -> None:
        def row() -> tuple[float, str]:
            one = hour.cockpit["phases"][-1]
            return one["length"] / 60_000, one["state"]

        hour.clock.goes(240)
        hour.begins(1)
        assert row() == (5, "coming")
        hour.acts("l", acts.Extended(1, 2))
        assert row() == (3, "coming")
        assert hour.cockpit["clock"]["wrap_up_keeps"] == 180_000
        hour.clock.goes(17 * 60)
        assert row() == (2, "coming")
        hour.begins(len(hour.cockpit["phases"]) - 1)
        assert row()[1] == "now"

    def test_of_a_missed_interview_nothing_was_left_out(self, hour: Hour) -> None:
        made = f"{hour.name}-missed"
        held(hour.house, made, (acts.Invited("one"), acts.Missed()))
        found = hour.lead.get(f"/api/v1/staff/interviews/{made}/cockpit").json()
        assert {(one["state"], one["at"]) for one in found["phases"]} == {("coming", None)}
        assert {one["state"] for one in found["scenarios"]} == {"waiting"}

    def test_panel_and_shadow_see_the_same_but_do_nothing(self, hour: Hour) -> None:
        hour.begins(1)
        for client in (hour.panel, hour.shadow):
            found = hour.seen_by(client)
            assert found["scenarios"][0]["steps"] == hour.desk["steps"]
            assert (found["you"]["runs"], found["you"]["notes"]) == (False, True)
            for what, told in COMMANDS.items():
                assert hour.does(what, client, **told).status_code == 403, what

    def test_the_candidate_reaches_none_of_it(self, hour: Hour) -> None:
        for path in ("cockpit", "cockpit/rubric", "cockpit/solution/1", "card"):
            assert hour.candidate.get(f"{hour.path}/{path}").status_code == 401


METRICS = "/interview/1/metrics?q=http_requests_total"
COMMANDS: dict[str, dict[str, Any]] = {
    "say": {"line": "intro.self"},
    "prompt": {"phrase": "good"},
    "silence": {},
    "hint": {"scenario": 1, "hint": 0, "reason": "stuck", "hold": True},
    "unhint": {"no": 1},
    "reveal": {"scenario": 1},
    "recognise": {"scenario": 1, "step": "said"},
    "mitigated": {"scenario": 1},
    "discuss": {"scenario": 1, "topic": 0},
    "sharing": {"on": True},
}


class TestScript:
    def test_a_line_is_ticked_and_the_tick_taken_back(self, hour: Hour) -> None:
        assert said(hour.did("say", line="intro.self")) == ["intro.self"]
        assert said(hour.did("say", line="intro.self", said=False)) == []

    def test_a_line_that_is_not_there_is_not_found(self, hour: Hour) -> None:
        assert hour.does("say", line="intro.else").status_code == 404

    def test_one_press_that_comes_twice_counts_once(self, hour: Hour) -> None:
        for _ in range(2):
            found = hour.did("prompt", phrase="good", command="twice")
        assert {one["id"]: one["count"] for one in found["prompts"]}["good"] == 1

    def test_a_question_of_the_wrap_up_is_a_line_of_the_script(self, hour: Hour) -> None:
        hour.begins(5)
        found = hour.did("discuss", scenario=0, topic=1, mark=2)
        assert said(found) == ["wrap.1"]
        assert [(one["asked"], one["mark"]) for one in found["wrap_up"]] == [(False, None), (True, 2)]


def said(cockpit: dict[str, Any]) -> list[str]:
    return [line["id"] for line in cockpit["script"] if line["said"]]


class TestHints:
    def test_each_waits_for_its_minute_and_the_last_is_for_the_discussion(self, hour: Hour) -> None:
        hour.begins(1)
        hour.clock.goes(179)
        assert hour.standings() == ["later", "later", "later", "discussion"]
        hour.clock.goes(1)
        assert hour.standings() == ["eligible", "later", "later", "discussion"]
        hour.clock.goes(180)
        assert hour.standings() == ["eligible", "order", "later", "discussion"]

    def test_an_early_one_needs_a_reason_which_is_kept(self, hour: Hour) -> None:
        hour.begins(1)
        hour.clock.goes(60)
        assert "before its minute" in hour.refused("hint", scenario=1, hint=0)
        given = hour.did("hint", scenario=1, hint=0, reason="asks for one")["scenarios"][0]["hints"][0]
        assert (given["standing"], given["given"]["reason"], given["given"]["at"]) == ("sent", "asks for one", 60_000)

    def test_one_out_of_order_needs_a_reason(self, hour: Hour) -> None:
        hour.begins(1)
        hour.clock.goes(400)
        assert "out of order" in hour.refused("hint", scenario=1, hint=1)
        assert hour.does("hint", scenario=1, hint=1, reason="has the metric").status_code == 200

    def test_an_active_candidate_is_left_to_think(self, hour: Hour) -> None:
        hour.begins(1)
        hour.clock.goes(200)
        hour.asks("logs/search", query="level:error")
        hour.clock.goes(29)
        assert hour.standings()[0] == "quiet"
        assert "active 29 s ago" in hour.refused("hint", scenario=1, hint=0)
        assert hour.does("hint", scenario=1, hint=0, hold=True).status_code == 200

    def test_thirty_seconds_without_an_act_are_enough(self, hour: Hour) -> None:
        hour.begins(1)
        hour.clock.goes(200)
        hour.asks("logs/search", query="level:error")
        hour.clock.goes(30)
        assert hour.does("hint", scenario=1, hint=0).status_code == 200

    def test_the_lead_may_count_the_silence_from_now(self, hour: Hour) -> None:
        hour.begins(1)
        hour.clock.goes(200)
        assert hour.did("silence")["candidate"]["counted"]
        hour.clock.goes(10)
        assert hour.standings()[0] == "quiet"

    def test_what_the_page_asks_of_itself_is_no_act(self, hour: Hour) -> None:
        hour.begins(1)
        hour.clock.goes(200)
        answer = hour.candidate.post(
            f"{CANDIDATE}/scenarios/1/logs/search", json=STRETCH, headers={"Rounds-View": "page1.~first"}
        )
        assert answer.status_code == 200
        assert hour.standings()[0] == "eligible"

    def test_evidence_makes_one_moot_and_it_does_not_count(self, hour: Hour) -> None:
        hour.begins(1)
        hour.asks("metrics/range", expression="http_requests_total", step_ms=60_000)
        hour.shows(METRICS, 5, q=["http_requests_total"])
        hour.clock.goes(300)
        desk = hour.desk
        assert desk["steps"][0]["exposed"] == {
            "time": desk["steps"][0]["exposed"]["time"], "at": 4_000.0, "no": desk["steps"][0]["exposed"]["no"],
            "address": METRICS, "seconds": 5.0, "note": "",
        }  # fmt: skip
        assert desk["hints"][0]["standing"] == "moot"
        found = hour.did("hint", scenario=1, hint=0, reason="lost it again")
        assert found["scenarios"][0]["load"] == 0

    def test_a_hint_is_taken_back_within_five_seconds(self, hour: Hour) -> None:
        hour.begins(1)
        hour.clock.goes(200)
        found = hour.did("hint", scenario=1, hint=0)
        assert found["scenarios"][0]["load"] == 0.5
        hour.clock.goes(5)
        back = hour.did("unhint", no=found["scenarios"][0]["hints"][0]["given"]["no"])
        assert (back["scenarios"][0]["load"], back["scenarios"][0]["hints"][0]["standing"]) == (0, "eligible")

    def test_and_not_later(self, hour: Hour) -> None:
        hour.begins(1)
        hour.clock.goes(200)
        given = hour.did("hint", scenario=1, hint=0)["scenarios"][0]["hints"][0]["given"]
        hour.clock.goes(5.1)
        assert "5 seconds" in hour.refused("unhint", no=given["no"])

    def test_none_is_given_in_the_discussion_where_the_answer_may_be_told(self, hour: Hour) -> None:
        hour.begins(1)
        hour.clock.goes(840)
        assert "after the last hint" in hour.refused("reveal", scenario=1)
        hour.begins(2)
        assert "worked on" in hour.refused("hint", scenario=1, hint=0, reason="late", hold=True)
        assert hour.did("reveal", scenario=1, hint=3)["scenarios"][0]["revealed"] is not None
        assert hour.desk["load"] == 0

    def test_two_presses_of_one_button_give_one_hint(self, hour: Hour) -> None:
        hour.begins(1)
        hour.clock.goes(200)
        for _ in range(2):
            hour.did("hint", scenario=1, hint=0, command="once")
        assert hour.desk["load"] == 0.5

    def test_minutes_are_longer_for_who_has_more_time(self, hour: Hour) -> None:
        with hour.house.office.records.work() as work:
            work.change(replace(work.interview(hour.name), accommodations=Accommodations(time=1.5)))
        hour.begins(1)
        hour.clock.goes(269)
        assert (hour.desk["hints"][0]["minute"], hour.standings()[0]) == (270_000, "later")
        hour.clock.goes(1)
        assert hour.standings() == ["eligible", "later", "later", "discussion"]


class TestPath:
    def test_only_the_leads_hand_recognises(self, hour: Hour) -> None:
        hour.begins(1)
        hour.clock.goes(125)
        found = hour.did("recognise", scenario=1, step="said")
        assert found["scenarios"][0]["steps"][2]["recognised"]["at"] == 125_000
        assert hour.did("recognise", scenario=1, step="said", recognised=False)["scenarios"][0]["steps"][2][
            "recognised"
        ] is None  # fmt: skip
        assert hour.does("recognise", scenario=1, step="none").status_code == 404

    def test_a_glance_under_four_seconds_is_no_exposure(self, hour: Hour) -> None:
        hour.begins(1)
        hour.asks("metrics/range", expression="http_requests_total", step_ms=60_000)
        hour.shows(METRICS, 3.5, q=["http_requests_total"])
        hour.clock.goes(10)
        assert hour.desk["steps"][0]["exposed"] is None

    def test_a_mitigation_has_its_time(self, hour: Hour) -> None:
        hour.begins(1)
        hour.clock.goes(90)
        assert hour.did("mitigated", scenario=1)["scenarios"][0]["mitigated"] == 90_000
        assert hour.did("mitigated", scenario=1, proposed=False)["scenarios"][0]["mitigated"] is None


class TestDiscussion:
    def test_core_questions_come_first_and_unasked_ones_stay_unasked(self, hour: Hour) -> None:
        hour.begins(2)
        found = hour.did("discuss", scenario=1, topic=2, mark=3)["scenarios"][0]["topics"]
        assert [(one["place"], one["core"], one["asked"], one["mark"]) for one in found] == [
            (1, True, False, None),
            (2, True, True, 3),
            (0, False, False, None),
        ]

    def test_what_was_not_asked_has_no_mark(self, hour: Hour) -> None:
        hour.begins(2)
        assert hour.does("discuss", scenario=1, topic=0, asked=False, mark=1).status_code == 422
        assert hour.does("discuss", scenario=1, topic=3).status_code == 404


class TestNotes:
    def test_a_note_has_its_second_and_the_view_of_then(self, hour: Hour) -> None:
        hour.begins(1)
        hour.shows("/interview/1/logs?q=level:error", 10)
        note = hour.did("note", text=" Filters at once ", criteria=["tools"])["notes"][0]
        assert (note["text"], note["criteria"], note["scenario"], note["at"]) == (
            "Filters at once",
            ["tools"],
            1,
            10_000,
        )
        assert note["address"] == "/interview/1/logs?q=level:error"

    def test_it_is_its_authors_alone(self, hour: Hour) -> None:
        hour.did("note", text="Mine")
        hour.did("note", hour.panel, text="Clara's")
        assert [one["text"] for one in hour.cockpit["notes"]] == ["Mine"]
        assert [one["text"] for one in hour.seen_by(hour.panel)["notes"]] == ["Clara's"]
        mine = hour.cockpit["notes"][0]["no"]
        assert hour.does("note", hour.panel, text="Changed", of=mine).status_code == 404

    def test_it_is_changed_and_erased(self, hour: Hour) -> None:
        note = hour.did("note", text="Frist")["notes"][0]
        changed = hour.did("note", text="First", criteria=["cause"], of=note["no"])["notes"][0]
        assert (changed["text"], changed["edited"], changed["time"]) == ("First", True, note["time"])
        assert hour.did("note", text="", of=note["no"])["notes"] == []

    def test_one_that_says_nothing_is_refused(self, hour: Hour) -> None:
        assert hour.does("note", text="  ").status_code == 422
        assert hour.does("note", text="x", criteria=["looks"]).status_code == 422

    def test_flags_are_raised_taken_back_and_dismissed(self, hour: Hour) -> None:
        raised = hour.did("flag", flag="tradeoffs")["flags"]
        assert [(one["flag"], one["support"]) for one in raised] == [("tradeoffs", "")]
        assert hour.did("flag", flag="tradeoffs", of=raised[0]["no"])["flags"] == []
        assert hour.does("flag", flag="handsome").status_code == 404

    def test_a_flag_is_suggested_where_the_record_supports_it(self, hour: Hour) -> None:
        hour.begins(1)
        hour.shows("/interview/1", 2)
        hour.shows("/interview/1/logs", 20)
        (suggested,) = hour.desk["suggested"]
        assert (suggested["flag"], suggested["how"]) == (
            "symptoms",
            "The symptoms were on the screen for 2 s before the first tool.",
        )
        assert hour.did("dismiss", flag="symptoms", scenario=1)["scenarios"][0]["suggested"] == []
        assert hour.seen_by(hour.panel)["scenarios"][0]["suggested"] == [suggested]

    def test_nothing_is_described_of_who_has_other_conditions(self, hour: Hour) -> None:
        with hour.house.office.records.work() as work:
            work.change(replace(work.interview(hour.name), accommodations=Accommodations(high_contrast=True)))
        hour.begins(1)
        hour.shows("/interview/1", 2)
        hour.shows("/interview/1/logs", 20)
        assert not hour.cockpit["described"]
        assert (hour.desk["suggested"], {one["fact"] for one in hour.desk["watch"]}) == ([], {""})


class TestDraft:
    def test_it_is_there_from_minute_0_and_ones_own(self, hour: Hour) -> None:
        first = hour.lead.get(f"{hour.path}/card").json()
        assert (first["card"]["scores"], first["changed"], first["standing"]) == ([], None, "draft")
        kept = hour.lead.put(f"{hour.path}/card", json=scored(2)).json()
        assert hour.lead.get(f"{hour.path}/card").json()["card"] == kept["card"]
        assert [(one["scenario"], one["points"]) for one in kept["card"]["scores"]] == [(1, 2)]
        assert hour.panel.get(f"{hour.path}/card").json()["card"]["scores"] == []

    def test_one_that_another_page_kept_since_is_not_written_over(self, hour: Hour) -> None:
        first = hour.lead.put(f"{hour.path}/card", json=scored(2) | {"since": 0}).json()
        assert hour.lead.put(f"{hour.path}/card", json=scored(3) | {"since": 0}).status_code == 409
        assert hour.lead.get(f"{hour.path}/card").json()["card"]["scores"][0]["points"] == 2
        next_one = hour.lead.put(f"{hour.path}/card", json=scored(3) | {"since": first["changed"]})
        assert (next_one.status_code, next_one.json()["card"]["scores"][0]["points"]) == (200, 3)

    def test_one_that_is_too_large_is_refused(self, hour: Hour) -> None:
        answer = hour.lead.put(f"{hour.path}/card", json={"card": {"feedback": "x" * 110_000}})
        assert (answer.status_code, answer.json()["kind"]) == (422, "too_much")

    @pytest.mark.parametrize("value", ['"\\ud800"', "1e999", "[" * 900 + "]" * 900])
    def test_one_that_could_not_be_read_again_is_refused(self, hour: Hour, value: str) -> None:
        kept, json = hour.lead.get(f"{hour.path}/card").json()["card"], {"Content-Type": "application/json"}
        answer = hour.lead.put(f"{hour.path}/card", content=f'{{"card": {{"feedback": {value}}}}}', headers=json)
        assert (answer.status_code, answer.json()["kind"]) == (422, "invalid")
        assert hour.lead.get(f"{hour.path}/card").json()["card"] == kept


def scored(points: int) -> dict[str, Any]:
    return {"card": {"scores": [{"scenario": 1, "points": points}]}}


class TestWords:
    def test_an_erased_word_is_forgotten_at_once(self, hour: Hour) -> None:
        hour.did("note", text="Not for long")
        no = hour.cockpit["notes"][0]["no"]  # a look is written down, and waits for its turn
        with hour.house.office.records.work() as work:
            work.erase(hour.name, no)
        assert hour.cockpit["notes"] == []

    def test_what_was_ruled_stands_beside_the_rubric(self, hour: Hour) -> None:
        """In the cockpit, and the day before; nothing of it where another scenario or rubric is meant."""
        case = EdgeCase("c", "orders-slow", "1", "1", "points 2", "Names the table only", BEN.id, NOW)
        with hour.house.office.records.work() as work:
            for one in (case, replace(case, id="d", scenario="else"), replace(case, id="e", rubric="0")):
                work.edge_cases.add(one)
                work.edge_cases.rule(one.id, "A two.", BEN.id, NOW)
        ruled = hour.lead.get(f"{hour.path}/cockpit/rubric").json()["ruled"]
        told = [(one["number"], [it["ruling"] for it in one["rulings"]]) for one in ruled]
        assert told == [(1, ["A two."]), (2, [])]
        assert hour.lead.get(f"{hour.path}/preparation").json()["ruled"] == ruled

    def test_the_solution_is_for_those_who_sit_in_it(self, hour: Hour) -> None:
        for client in (hour.lead, hour.panel, hour.shadow):
            assert client.get(f"{hour.path}/cockpit/solution/1").json()["cause"]
            assert len(client.get(f"{hour.path}/cockpit/rubric").json()["criteria"]) == 5
        assert hour.lead.get(f"{hour.path}/cockpit/solution/2").status_code == 409
