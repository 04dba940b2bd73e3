"""What preflights and rehearsals leave in the records, and what they do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from rounds.interviews import (
    Cause,
    Done,
    Duty,
    Interview,
    Kind,
    Person,
    Pin,
    Question,
    Role,
    Seat,
    State,
    View,
    acts,
    fit_60,
)
from rounds.interviews.findings import Colour, amber, green, red
from rounds.kit.errors import Conflict, NotFound
from rounds.records import Records, health
from rounds.records.audit import Access
from rounds.records.browsers import Browser
from rounds.records.invitations import Invited
from rounds.records.mails import Mail
from rounds.records.tables import metadata

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def interview(name: str, **different: object) -> Interview:
    pins = (Pin(1, "orders-slow", "1", 1, "orders-slow-1"),)
    made = Interview(name, "Anna", "Ben", NOW, fit_60(1), pins, starts=NOW + timedelta(hours=20), kind=Kind.LIVE)
    return replace(made, **different)  # type: ignore[arg-type]


def filled(records: Records, name: str, kind: Kind) -> None:
    """With a row in every table that knows interviews."""
    candidate = Seat(f"{name}-c", name, Role.CANDIDATE, f"Anna {name}")
    with records.work() as work:
        work.add(interview(name, kind=kind, created=NOW))
        work.seat(candidate, NOW)
        asked = Question(
            cause=Cause.CANDIDATE, seat=candidate.id, incident="i", asked="logs.lines", question={"q": name}
        )
        work.append(name, asked, NOW)
        seen = View(
            seat=candidate.id,
            page="logs",
            scenario=1,
            address="/interview/1/logs",
            state={},
            visible_from=0.0,
            visible_to=1.0,
        )
        work.append(name, seen, NOW)
        work.append(name, Done(acts.Entered(), candidate.id, f"{name}-command"), NOW)
        work.browsers.add(Browser(f"{name}-b", candidate.id, NOW, "test"))
        work.invitations.add(Invited(f"{name}-i", name, NOW))
        work.mails.add(Mail(f"{name}-m", name, "invitation", "anna@example.org", name, "", "", "", NOW, NOW))
        work.preflights.begin(name, NOW)
        work.drafts.keep(name, "ben", {"text": name}, NOW)
        work.audit.add(Access(NOW, "ben", name, "packet read"))
        work.figures.keep(name, {"scores": [2, 2, 2]})


def rows(records: Records) -> dict[str, list[str]]:
    """All of every table, as text."""
    with records.look() as look:
        return {
            table.name: [str(tuple(row)) for row in look.connection.execute(sa.select(table))]
            for table in metadata.sorted_tables
        }


# What a rehearsal is never in: it has no candidate who could consent.
CALIBRATION = {"calibrations", "calibrated", "calibration_cards", "edge_cases", "remarks", "clips"}
NEVER = {"people", "plans", "policies"} | CALIBRATION


class TestRehearsals:
    def test_nothing_of_one_is_left_in_any_table(self, records: Records) -> None:
        with records.work() as work:
            work.people.add(Person("ben", "Ben", "ben@rounds.test", frozenset({Duty.INTERVIEWER})), NOW)
        filled(records, "thereal", Kind.LIVE)
        before = rows(records)
        filled(records, "rehears", Kind.REHEARSAL)
        full = rows(records)
        grown = {name for name in full if len(full[name]) > len(before[name])}
        assert grown == set(full) - NEVER, "a table is not looked at"
        with records.work() as work:
            work.rehearsals.remove("rehears")
        assert rows(records) == before

    def test_an_interview_that_counts_is_never_removed(self, records: Records) -> None:
        for kind in (Kind.LIVE, Kind.PRACTICE):
            with records.work() as work:
                work.add(interview(kind.value, kind=kind))
            with pytest.raises(Conflict), records.work() as work:
                work.rehearsals.remove(kind.value)
            with records.look() as look:
                assert look.has(kind.value)

    def test_what_is_not_there_is_not_found(self, records: Records) -> None:
        with pytest.raises(NotFound), records.work() as work:
            work.rehearsals.remove("nothing")

    def test_old_ones_are_known_by_when_they_were_begun(self, records: Records) -> None:
        with records.work() as work:
            work.add(interview("old", kind=Kind.REHEARSAL, created=NOW - DAY))
            work.add(interview("new", kind=Kind.REHEARSAL, created=NOW))
            work.add(interview("real", created=NOW - DAY))
        with records.look() as look:
            assert look.rehearsals.begun(NOW - DAY) == ["old"]
            assert look.rehearsals.begun() == ["new", "old"]


class TestPreflights:
    def test_those_to_come_are_live_and_start_soon(self, records: Records) -> None:
        with records.work() as work:
            work.add(interview("soon"))
            work.add(interview("later", starts=NOW + timedelta(hours=30)))
            work.add(interview("past", starts=NOW - timedelta(hours=1)))
            work.add(interview("unset", starts=None))
            work.add(interview("practice", kind=Kind.PRACTICE))
            work.add(interview("gone"))
            work.keep_state("gone", State.CANCELLED)
        with records.look() as look:
            assert look.preflights.to_come(NOW, DAY) == [("soon", NOW + timedelta(hours=20))]

    def test_the_latest_that_is_done_counts(self, records: Records) -> None:
        with records.work() as work:
            work.add(interview("one"))
            work.preflights.begin("one", NOW)
            work.preflights.keep("one", NOW, [green("disk", "room"), red("mail", "silent", "look")])
            work.preflights.begin("one", NOW + DAY)
        with records.look() as look:
            latest = look.preflights.latest()["one"]
            assert (latest.time, latest.colour) == (NOW, Colour.RED)
            assert latest.red == [red("mail", "silent", "look")]
            assert [one.time for one in look.preflights.of("one")] == [NOW + DAY, NOW]

    def test_the_worst_is_the_colour(self, records: Records) -> None:
        with records.work() as work:
            work.add(interview("one"))
            work.preflights.begin("one", NOW)
            work.preflights.keep("one", NOW, [green("disk", "room"), amber("clock", "off", "set it")])
        with records.look() as look:
            assert look.preflights.latest()["one"].colour is Colour.AMBER


class TestHealth:
    def test_records_are_at_the_newest_version(self, records: Records) -> None:
        found, newest = health.version(records)
        assert found == newest

    def test_writing_is_tried_and_leaves_nothing(self, records: Records) -> None:
        before = rows(records)
        health.try_writing(records)
        assert rows(records) == before

    def test_a_message_goes_round_where_there_can_be_other_processes(self, records: Records) -> None:
        took = health.round_trip(records)
        assert (took is None) == (records.engine.dialect.name == "sqlite")
        assert took is None or 0 <= took < 5

    def test_only_a_server_has_a_clock_of_its_own(self, records: Records) -> None:
        ahead = health.ahead(records, datetime.now(UTC))
        assert (ahead is None) == (records.engine.dialect.name == "sqlite")
        assert ahead is None or abs(ahead) < timedelta(seconds=30)
