"""How an interview stands, which is kept in memory, is what its tables and its record say, whoever wrote there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from rounds.interviews import (
    Cause,
    Done,
    Hour,
    Interview,
    Kind,
    Pin,
    Question,
    Role,
    Seat,
    State,
    acts,
    fit_60,
    hour_of,
)
from rounds.interviews.acts import Act
from rounds.kit.errors import Conflict, NotFound
from rounds.records import Records
from rounds.records.browsers import Browser
from rounds.records.prepared import Prepared
from rounds.records.tables import entries

NOW = datetime(2026, 5, 12, 14, 2, 3, 123456, tzinfo=UTC)
PINS = (Pin(1, "webhooks-slow", "1", 7), Pin(2, "workflows-slow", "1", 2**40, "workflows-slow-1"))
ANNA = Interview(id="i1", candidate="Anna", interviewer="Ben", created=NOW, plan=fit_60(2), pins=PINS, kind=Kind.LIVE)
SEAT = Seat("s1", "i1", Role.CANDIDATE, "Anna")
BEGINS: tuple[Act, ...] = (acts.Consented({"policy": True}, "1"), acts.Entered(), acts.Admitted())


@pytest.fixture
def sat(records: Records) -> Records:
    with records.work() as work:
        work.add(ANNA)
        work.seat(SEAT, NOW)
    return records


@pytest.fixture
def other(url: str, sat: Records) -> Iterator[Records]:
    """As of another process."""
    opened = Records.open(url)
    yield opened
    opened.close()


def do(records: Records, *done: Act, minute: int = 0) -> None:
    with records.work() as work:
        for act in done:
            work.append("i1", Done(act, "s1"), NOW + timedelta(minutes=minute))


def paused_in_vain(records: Records) -> None:
    with records.work() as work:
        work.append("i1", Done(acts.Paused("never"), "s1"), NOW)
        assert work.hour("i1").state is State.PAUSED
        raise Conflict("no")


def hour(records: Records) -> Hour:
    """What is kept, after it was held against the whole record read anew."""
    with records.look() as look:
        kept = look.hour("i1")
        assert kept == hour_of(look.interview("i1"), look.done("i1"))
    return kept


class TestHour:
    def test_goes_on_from_where_it_was(self, sat: Records) -> None:
        assert hour(sat).state is State.SCHEDULED
        for minute, act in enumerate((*BEGINS, acts.Begun(1), acts.Paused("a call"), acts.Resumed(), acts.Begun(2))):
            do(sat, act, minute=minute)
            hour(sat)
        assert hour(sat).scenario == 1

    def test_is_not_changed_by_questions_and_other_acts(self, sat: Records) -> None:
        do(sat, *BEGINS)
        before = hour(sat)
        with sat.work() as work:
            work.append("i1", asked(), NOW)
        do(sat, acts.Said("hello"))
        assert hour(sat) == before

    def test_is_what_another_process_wrote(self, sat: Records, other: Records) -> None:
        for minute, act in enumerate((*BEGINS, acts.Begun(1))):
            do(other if minute % 2 else sat, act, minute=minute)
            assert hour(sat) == hour(other)
        assert hour(sat).state is State.LIVE

    def test_keeps_nothing_of_a_unit_that_failed(self, sat: Records) -> None:
        do(sat, *BEGINS)
        hour(sat)
        with pytest.raises(Conflict, match="no"):
            paused_in_vain(sat)
        do(sat, acts.Begun(1), minute=1)
        assert hour(sat).state is State.LIVE
        assert hour(sat).pauses == ()

    def test_is_seen_within_the_unit_that_writes_it(self, sat: Records) -> None:
        with sat.work() as work:
            for act in BEGINS:
                work.append("i1", Done(act, "s1"), NOW)
            assert work.hour("i1").state is State.LIVE

    def test_is_another_without_words_that_are_erased(self, sat: Records, other: Records) -> None:
        do(sat, *BEGINS)
        hour(sat)
        with other.work() as work:
            work.keeping.erase("i1", named="somebody", but=0, now=NOW)
        with sat.look() as look:
            assert look.interview("i1").candidate == "somebody"
        assert hour(sat).state is hour(other).state


class TestArrangement:
    @pytest.mark.parametrize(
        "change", [{"call": "https://call"}, {"starts": NOW}, {"plan": fit_60(3)}, {"candidate": "A"}]
    )
    def test_that_another_process_changed_is_known(
        self, sat: Records, other: Records, change: dict[str, object]
    ) -> None:
        hour(sat)
        changed = replace(ANNA, **change)  # type: ignore[arg-type]
        with other.work() as work:
            work.change(changed)
        with sat.look() as look:
            assert look.interview("i1") == changed
        hour(sat)

    def test_of_pins_is_known(self, sat: Records, other: Records) -> None:
        hour(sat)
        with other.work() as work:
            work.pin_incident("webhooks-slow", "1", 7, "webhooks-slow-1")
            work.repin("i1", replace(PINS[1], seed=5, incident=""))
        with sat.look() as look:
            assert look.interview("i1").pins == (
                replace(PINS[0], incident="webhooks-slow-1"),
                Pin(2, "workflows-slow", "1", 5),
            )

    def test_of_what_is_gone_is_not_found(self, sat: Records) -> None:
        with sat.look() as look, pytest.raises(NotFound):
            look.standing("i2")


class TestSeated:
    def test_is_the_seat_and_the_browser_that_is_shown(self, sat: Records) -> None:
        browser = Browser("b1", "s1", NOW, "Firefox", admitted=NOW)
        with sat.work() as work:
            work.browsers.add(browser)
        with sat.look() as look:
            shown, alone = look.seated("s1", "b1"), look.seated("s1", "b2")
            assert look.seated("s2", "b1") is None
        assert shown is not None
        assert alone is not None
        assert (shown.seat, shown.kind, shown.browser) == (SEAT, Kind.LIVE, browser)
        assert (alone.seat, alone.browser) == (SEAT, None)


def test_a_statement_made_ready_answers_as_any(sat: Records) -> None:
    do(sat, *BEGINS)
    statement = sa.select(entries).where(entries.c.no == sa.bindparam("no", 0))
    with sat.look() as look:
        assert Prepared(statement).first(look.connection, no=2) == list(
            look.connection.execute(statement, {"no": 2}).one()
        )
        assert Prepared(statement).first(look.connection, no=9) is None


def test_what_a_person_is_told_of_one_that_fails_is_a_sentence(sat: Records) -> None:
    broken = Prepared(sa.select(sa.literal_column("secret")).select_from(sa.text("nowhere")))
    with pytest.raises((Conflict, sat.engine.dialect.loaded_dbapi.ProgrammingError)) as told, sat.look() as look:
        broken.first(look.connection)
    assert "nowhere" not in getattr(told.value, "message", "")


def test_what_the_chain_commits_to_is_all_of_a_question() -> None:
    assert json.loads(asked().content()) == json.loads(json.dumps(asdict(asked())))


def asked() -> Question:
    given = {"query": "level:error", "path": ("a", "b"), "limits": {"most": 3}}
    return Question(
        cause=Cause.CANDIDATE,
        seat="s1",
        incident="i",
        asked="logs.lines",
        question=given,
        digest={"rows": 3},
        window=(1.0, 2.5),
    )
