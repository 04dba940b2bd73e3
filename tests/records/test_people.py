"""Accounts in the records: found by mail, void by signing out, and their places in interviews."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from rounds.interviews import Duty, Interview, Person, Pin, Role, Seat, State, fit_60
from rounds.kit.errors import Conflict, NotFound
from rounds.records import Records
from rounds.records.people import Place

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
ADA = Person("a1", "Ada", "Ada@Example.org", frozenset({Duty.ADMIN, Duty.INTERVIEWER}))
BO = Person("b1", "Bo", "", frozenset({Duty.COMMITTEE}))


@pytest.fixture(autouse=True)
def both(records: Records) -> None:
    with records.work() as work:
        work.people.add(ADA, NOW)
        work.people.add(BO, NOW)


def test_are_found_by_their_mail_in_any_letters(records: Records) -> None:
    with records.look() as look:
        found = look.people.by_mail(" ADA@example.ORG")
        assert found
        assert found.person == replace(ADA, mail="ada@example.org")
        assert (found.created, found.password, found.signed_out) == (NOW, None, None)
        assert look.people.by_mail("") is None, "who has none is nobody's"
        assert [one.name for one in look.people.all()] == ["Ada", "Bo"]


def test_two_have_two_addresses(records: Records) -> None:
    other = replace(BO, id="c1", mail="ADA@example.org")
    for change in ("add", "change"):
        with pytest.raises(Conflict), records.work() as work:
            work.people.add(other, NOW) if change == "add" else work.people.change(replace(other, id="b1"))
    with records.work() as work:
        work.people.change(replace(ADA, name="Ada L."))
        assert work.people.of("a1").name == "Ada L."


def test_signing_out_is_later_each_time_whatever_the_clock_says(records: Records) -> None:
    seen = []
    for moment in (NOW, NOW, NOW - timedelta(days=1), NOW + timedelta(days=1)):
        with records.work() as work:
            work.people.sign_out("a1", moment)
        with records.look() as look:
            seen.append(look.people.signed_out("a1"))
    step = timedelta(microseconds=1)
    assert seen == [NOW, NOW + step, NOW + 2 * step, NOW + timedelta(days=1)]


def test_a_password_signs_out(records: Records) -> None:
    with records.work() as work:
        work.people.set_password("a1", "hash", NOW)
    with records.look() as look:
        account = look.people.account("a1")
    assert (account.password, account.signed_out) == ("hash", NOW)


def test_nobody_is_changed_who_is_not_there(records: Records) -> None:
    for change in ("of", "signed_out"):
        with pytest.raises(NotFound), records.look() as look:
            getattr(look.people, change)("nobody")
    with pytest.raises(NotFound), records.work() as work:
        work.people.set_password("nobody", "hash", NOW)


def test_places_are_told_with_the_incident_and_the_state(records: Records) -> None:
    pins = (Pin(1, "a", "1", 1, "a-1"), Pin(2, "b", "1", 1))
    with records.work() as work:
        work.add(Interview("i1", "Anna", "Ada", NOW, fit_60(2), pins))
        work.seat(Seat("i1-l", "i1", Role.LEAD, "Ada", "a1"), NOW)
        work.keep_state("i1", State.ENDED)
    with records.look() as look:
        assert look.people.pinned("a1") == [Place("a-1", "i1", Role.LEAD, State.ENDED)]
        assert look.people.places_on("a1", "a-1") == look.people.pinned("a1")
        assert look.people.places_on("a1", "") == []
        assert look.people.places_on("b1", "a-1") == []
