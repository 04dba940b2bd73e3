from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from rounds.interviews import Duty, Interview, Kind, Person, Pin, fit_60
from rounds.kit.errors import Conflict, NotFound
from rounds.records import Records
from rounds.records.calibrations import Rerated, Round
from rounds.records.clips import Clip
from rounds.records.edge_cases import EdgeCase, Remark

NOW = datetime(2026, 11, 26, 9, tzinfo=UTC)
ROUND = Round("2026-Q4", 7, NOW, NOW + timedelta(days=14), ("second", "first"), frozenset({"first"}))


@pytest.fixture
def sat(records: Records) -> Records:
    with records.work() as work:
        for name in ("ben", "eva"):
            work.people.add(Person(name, name.title(), f"{name}@rounds.test", frozenset({Duty.INTERVIEWER})), NOW)
        for name in ("first", "second"):
            pins = (Pin(1, "orders-slow", "1", 1, "orders-slow-1"),)
            work.add(Interview(name, "Anna", "Ben", NOW, fit_60(1), pins, kind=Kind.LIVE))
        work.calibrations.add(ROUND)
    return records


class TestRounds:
    def test_keep_the_order_in_which_they_are_rated(self, sat: Records) -> None:
        with sat.look() as look:
            assert look.calibrations.of("2026-Q4") == ROUND
            assert look.calibrations.all() == [ROUND]
            with pytest.raises(NotFound):
                look.calibrations.of("2026-Q3")
        with sat.work() as work, pytest.raises(Conflict):
            work.calibrations.add(ROUND)

    def test_a_card_is_locked_once_it_is_submitted(self, sat: Records) -> None:
        draft = Rerated("2026-Q4", "first", "ben", {"feedback": "x"}, NOW)
        with sat.work() as work:
            work.calibrations.keep(draft)
            work.calibrations.keep(replace(draft, submitted=NOW))
            work.calibrations.keep(replace(draft, person="eva"))
        with sat.work() as work, pytest.raises(Conflict):
            work.calibrations.keep(draft)
        with sat.look() as look:
            assert [one.person for one in look.calibrations.cards("2026-Q4")] == ["ben", "eva"]
            assert [one.submitted for one in look.calibrations.cards("2026-Q4", "ben")] == [NOW]
            assert look.calibrations.card("2026-Q4", "second", "ben") is None


class TestEdgeCases:
    def test_a_ruling_binds_its_scenario_and_rubric(self, sat: Records) -> None:
        case = EdgeCase("c1", "orders-slow", "1", "1", "points 2", "Names the table, not the index", "ben", NOW)
        with sat.work() as work:
            work.edge_cases.add(case)
            work.edge_cases.say("c1", Remark(NOW, "eva", "A two, I think."))
            work.edge_cases.say("c1", Remark(NOW, "ben", "Agreed."))
            assert work.edge_cases.rulings("orders-slow", "1") == []
            work.edge_cases.rule("c1", "It is a two.", "eva", NOW)
        with sat.look() as look:
            ruled = replace(case, ruling="It is a two.", ruled=NOW, ruled_by="eva")
            assert look.edge_cases.rulings("orders-slow", "1") == [ruled] == look.edge_cases.all()
            assert look.edge_cases.rulings("orders-slow", "2") == []
            assert [one.text for one in look.edge_cases.said("c1")] == ["A two, I think.", "Agreed."]


class TestClips:
    def test_are_found_by_what_they_are_of(self, sat: Records) -> None:
        strip = ((0.0, 400.0, "metrics"), (400.0, 1000.0, "logs"))
        older = Clip("k1", "first", 1, "curve", 1.0, 1001.0, "Two tools", "Why", "ben", NOW, strip, 60_000.0)
        newer = replace(older, id="k2", scenario=9, created=NOW + timedelta(days=1), strip=(), worked=0.0)
        with sat.work() as work:
            for clip in (older, newer):
                work.clips.add(clip)
            work.clips.reword("k2", "A pivot", "")
        with sat.look() as look:
            assert look.clips.of("k1") == older
            assert [one.clip.id for one in look.clips.of_interview("first")] == ["k2", "k1"]
            assert look.clips.pinned("k1").scenario == "orders-slow"
            assert look.clips.pinned("k2").scenario == "", "no pin is its own"
            assert look.clips.of("k2").title == "A pivot"
            assert look.clips.interviews_on("orders-slow-1") == ["first"]
            assert look.clips.interviews_on("orders-slow-2") == []

    def test_go_with_their_interview(self, sat: Records) -> None:
        clip = Clip("k1", "first", 1, "", 1.0, 2.0, "Two tools", "", "ben", NOW)
        with sat.work() as work:
            work.clips.add(clip)
            work.clips.add(replace(clip, id="k2", interview="second"))
            work.clips.remove_of("first")
        with sat.look() as look:
            assert [one.clip.id for one in look.clips.all()] == ["k2"]
            with pytest.raises(NotFound):
                look.clips.of("k1")
