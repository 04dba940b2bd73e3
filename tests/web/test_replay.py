"""An interview afterwards: everything at its second, for who may see it, and presenting, which nobody is credited with."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from rounds.actions.links import Surface
from rounds.interviews import Accommodations, Cause, Duty, Person, Question, Role, Seat, View, acts, script
from rounds.signals import to_ns
from tests.web.conftest import NOW, House, joined
from tests.web.questions import STRETCH
from tests.web.test_cockpit import CANDIDATE, METRICS, Hour, clock, hour, house, numbers

__all__ = ["clock", "hour", "house", "numbers"]
ERIC = Person("eric", "Eric", "eric@rounds.test", frozenset({Duty.COMMITTEE}))
LOGS = "/interview/1/logs?q=level%3Aerror"
LINES = {"query": "level:error"}


@pytest.fixture
def committee(house: House, hour: Hour) -> Iterator[TestClient]:
    with house.office.records.work() as work:
        if all(person.id != "eric" for person in work.people.all()):
            work.people.add(ERIC, NOW)
        work.seat(Seat(f"{hour.name}-e", hour.name, Role.COMMITTEE, "Eric", "eric"), NOW)
    with house.client() as client:
        links = house.office.links
        yield joined(client, "staff", links.link(Surface.STAFF, "eric", ""))


def replay(hour: Hour, who: TestClient | None = None) -> dict[str, Any]:
    answer = (who or hour.lead).get(f"{hour.path}/replay")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def at(found: dict[str, Any], *kinds: str) -> list[tuple[int, str, str]]:
    """Whole seconds since it began, kind and text."""
    return [
        (round((one["at"] - found["began"]) / 1000), one["kind"], one["text"])
        for one in found["marks"]
        if one["kind"] in kinds
    ]


def writes(hour: Hour, what: str, **told: Any) -> None:
    told |= {"command": f"write-{next(hour.numbers)}"}
    answer = hour.candidate.post(f"{CANDIDATE}/scenarios/1/notebook/{what}", json=told)
    assert answer.status_code == 200, answer.text


def work_a_while(hour: Hour) -> None:
    """Four minutes of introduction; then a chart at 0:10 of the work, its pin, a hint, a pause, and an end at 21:00."""
    hour.clock.goes(240)
    hour.begins(1)
    hour.clock.goes(10)
    hour.asks("metrics/range", expression="http_requests_total", step_ms=60_000)
    hour.shows(METRICS, 6, q=["http_requests_total"])
    writes(hour, "write", entry="h1", kind="hypothesis", text="It is the pool")
    writes(
        hour, "pin", pin="p1", entry="h1", address=METRICS, title="Requests", line="they grow", mark={}, against=False
    )
    hour.clock.goes(184)
    hour.did("hint", scenario=1, hint=1, reason="has the metric")
    hour.did("note", text="Reads the axis first", criteria=["systematic"])
    hour.clock.goes(40)
    hour.acts("l", acts.Paused("tea"))
    hour.clock.goes(60)
    hour.acts("l", acts.Resumed())
    hour.did("recognise", scenario=1, step="curve")
    writes(hour, "judge", entry="h1", state="refuted")


def test_everything_stands_at_its_second(hour: Hour) -> None:
    work_a_while(hour)
    found = replay(hour)
    started = 250  # of the chart
    assert [(round((s["since"] - found["began"]) / 1000), s["address"]) for s in found["scenes"]] == [
        (started, METRICS)
    ]
    assert at(found, "exposed", "cited", "recognised", "hint", "note", "hypothesis", "pin", "pause", "judged") == [
        (started + 4, "exposed", "Requests"),
        (started + 6, "hypothesis", "It is the pool"),
        (started + 6, "pin", "Requests"),
        (started + 6, "cited", "Requests"),
        (started + 190, "hint", "Look at the errors"),
        (started + 190, "note", "Reads the axis first"),
        (started + 230, "pause", "tea"),
        (started + 290, "recognised", "Requests"),
        (started + 290, "judged", "refuted"),
    ]
    assert [(one["part"], one["scenario"]) for one in found["phases"]] == [("introduction", None), ("work", 1)]
    assert [(one["reason"], one["until"] - one["since"]) for one in found["pauses"]] == [("tea", 60_000)]
    book = found["notebooks"][0]["entries"][0]
    assert [one["standing"] for one in book["judged"]] == ["refuted"]
    assert book["pins"][0]["line"] == "they grow"


def test_how_they_worked_is_described_and_not_scored(hour: Hour) -> None:
    work_a_while(hour)
    found = replay(hour)
    [facts] = found["facts"]
    assert found["described"]
    assert (facts["scenario"], facts["first_query"], facts["queries"], facts["first_tools"]) == (1, 10, 1, ["metrics"])
    assert (facts["hypotheses"], facts["pins"], facts["reached"], facts["steps"]) == (1, 1, 1, 3)
    assert not {"score", "rating"} & facts.keys()


def test_what_was_asked_in_the_discussion_has_its_mark(hour: Hour) -> None:
    hour.begins(1)
    hour.begins(2)
    hour.clock.goes(10)
    started = round(hour.clock.now.timestamp())
    asks = hour.does("discuss", scenario=1, topic=0, asked=True, mark=None)
    assert asks.status_code == 200, asks.text
    hour.clock.goes(30)
    for topic, asked, mark in ((0, True, 2), (1, True, 1), (1, False, None)):
        hour.does("discuss", scenario=1, topic=topic, asked=asked, mark=mark)
    hour.does("discuss", scenario=0, topic=1, asked=True, mark=None)
    found = replay(hour)
    talked = [one for one in found["marks"] if one["kind"] == "discussed"]
    assert [(one["text"], one["scenario"], one["detail"]) for one in talked] == [
        ("How would you prevent it?", 1, "mark 2 of 3"),
        (script.QUESTIONS[1], None, ""),
    ]
    assert round(talked[0]["at"] / 1000) == started


def test_what_was_left_out_is_told_and_counts_for_nothing(hour: Hour) -> None:
    work_a_while(hour)
    hour.acts("l", acts.Extended(1, 2))
    hour.acts("l", acts.Skipped(1, "the tools failed"))
    hour.begins(3)
    assert [one["state"] for one in hour.cockpit["phases"] if one["scenario"] == 1] == ["skipped", "skipped"]
    found = replay(hour)
    assert [one[1:] for one in at(found, "extended", "skipped")] == [
        ("extended", "by 2 min"),
        ("skipped", "Scenario 1: the tools failed"),
    ]
    assert [one["scenario"] for one in found["facts"]] == [2]


def test_who_has_other_conditions_is_not_described(hour: Hour) -> None:
    work_a_while(hour)
    with hour.house.office.records.work() as work:
        work.change(replace(work.interview(hour.name), accommodations=Accommodations(time=1.5)))
    found = replay(hour)
    assert (found["described"], found["facts"]) == (False, [])


def test_it_adds_nothing_to_the_record(hour: Hour) -> None:
    work_a_while(hour)
    with hour.house.office.records.look() as look:
        before = [(one.no, one.kind) for one in look.record(hour.name)]
    replay(hour)
    incident = hour.house.incident
    answer = hour.lead.post(f"/api/v1/staff/incidents/{incident}/logs/search", json={**STRETCH, **LINES})
    assert answer.status_code == 200  # as a follower's frame asks
    with hour.house.office.records.look() as look:
        assert [(one.no, one.kind) for one in look.record(hour.name)] == before


def test_notes_are_their_authors_alone(hour: Hour) -> None:
    work_a_while(hour)
    assert at(replay(hour), "note") != []
    assert at(replay(hour, hour.panel), "note", "flag") == []


def test_a_committee_sees_it_once_it_has_ended(hour: Hour, committee: TestClient) -> None:
    work_a_while(hour)
    assert committee.get(f"{hour.path}/replay").status_code == 403
    hour.acts("l", acts.Ended())
    found = replay(hour, committee)
    assert (found["state"], found["candidate"]) == ("ended", f"Candidate {hour.name[-4:]}")
    assert at(found, "exposed", "hint") != []
    assert at(found, "note", "flag") == []


def test_a_hint_that_was_taken_back_was_never_there(hour: Hour) -> None:
    hour.begins(1)
    hour.clock.goes(200)
    no = hour.did("hint", scenario=1, hint=0)["scenarios"][0]["hints"][0]["given"]["no"]
    hour.did("unhint", no=no)
    assert at(replay(hour), "hint") == []


def test_who_was_away_was_away(hour: Hour) -> None:
    hour.begins(1)
    hour.clock.goes(30)
    hour.acts("c", acts.Left(hour.clock.now.isoformat()))
    hour.clock.goes(25)
    hour.acts("c", acts.Returned(25))
    found = replay(hour)
    assert [(one["away"], one["until"] - one["since"]) for one in found["pauses"]] == [(True, 25_000)]
    assert [kind for _, kind, _ in at(found, "left", "returned")] == ["left", "returned"]


# Presenting


def present(hour: Hour, *, on: bool) -> None:
    answer = hour.does("commands/present", on=on)
    assert answer.status_code == 204, answer.text


def test_what_is_presented_is_credited_to_nobody(hour: Hour) -> None:
    """Whatever the candidate's page calls what it asks, and however long it is looked at."""
    hour.begins(1)
    hour.clock.goes(5)
    present(hour, on=True)
    for address, pane in ((METRICS, "page1.!metrics"), (METRICS, "page1.pane"), (METRICS, "page1.~pane")):
        told = {**STRETCH, "expression": "http_requests_total", "step_ms": 60_000}
        answer = hour.candidate.post(f"{CANDIDATE}/scenarios/1/metrics/range", json=told, headers={"Rounds-View": pane})
        assert answer.status_code == 200, answer.text
        hour.shows(address, 6, q=["http_requests_total"])
    writes(hour, "pin", pin="p1", address=METRICS, title="Requests", line="as shown", mark={}, against=False)
    present(hour, on=False)
    hour.clock.goes(60)
    hour.shows(METRICS, 10, q=["http_requests_total"])

    with hour.house.office.records.look() as look:
        causes = [one.facts["cause"] for one in look.record(hour.name) if one.kind == "question"]
    assert causes == ["presented"] * 3
    assert [(one["exposed"], one["cited"], one["recognised"]) for one in hour.desk["steps"]] == [(None,) * 3] * 3
    found = replay(hour)
    assert at(found, "question", "exposed", "cited") == []
    assert [round((until - since) / 1000) for since, until in found["presented"]] == [18]
    [facts] = found["facts"]
    assert (facts["queries"], facts["first_query"], facts["carried"]) == (0, None, [])


def test_what_is_looked_at_afterwards_is_ones_own(hour: Hour) -> None:
    hour.begins(1)
    present(hour, on=True)
    present(hour, on=False)
    hour.asks("metrics/range", expression="http_requests_total", step_ms=60_000)
    hour.shows(METRICS, 6, q=["http_requests_total"])
    assert hour.desk["steps"][0]["exposed"] is not None


def test_the_screen_counts_as_shared_as_long_as_somebody_presents(hour: Hour) -> None:
    hour.begins(1)
    present(hour, on=True)
    assert (hour.cockpit["sharing"], hour.cockpit["presenting"]) == (True, True)
    present(hour, on=False)
    assert (hour.cockpit["sharing"], hour.cockpit["presenting"]) == (False, False)


# How much of it


def test_an_hour_is_read_quickly(hour: Hour) -> None:
    """700 questions and 700 views, as somebody makes who never rests; read for the first time."""
    hour.begins(1)
    of, seat, began = hour.house.office, f"{hour.name}-c", hour.clock.now
    digest = {"series": [{"labels": {"service": f"s{n}"}, "last": n, "max": n} for n in range(20)], "window": [1, 2]}
    with of.records.work() as work:
        for n in range(700):
            now = began + timedelta(seconds=n)
            asked = {"expression": f"up_{n % 50}"}
            question = Question(
                cause=Cause.CANDIDATE, seat=seat, incident=hour.house.incident, asked="metrics.range",
                question=asked, digest=digest, window=None,
            )  # fmt: skip
            work.append(hour.name, question, now)
            start = to_ns(now) / 1e6
            view = View(
                seat=seat, page="metrics", scenario=1, address=f"/interview/1/metrics?q=up_{n % 50}",
                state={"q": f"up_{n % 50}"}, visible_from=start, visible_to=start + 900,
            )  # fmt: skip
            work.append(hour.name, view, now + timedelta(seconds=1))
    hour.clock.goes(800)
    before = used()
    found = replay(hour)
    assert len(at(found, "question")) == 700
    assert used() - before < 2.5


def used() -> float:
    """Processor time of this process."""
    told = resource.getrusage(resource.RUSAGE_SELF)
    return told.ru_utime + told.ru_stime
