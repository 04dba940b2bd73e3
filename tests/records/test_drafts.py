"""Drafts of scorecards on both databases, and how many entries still have their words."""

from __future__ import annotations

from datetime import timedelta

from rounds.interviews import Done, Duty, Person, acts
from rounds.records import Records
from rounds.records.drafts import Draft
from tests.records.test_records import ANNA, NOW, SEAT

BEN = Person("ben", "Ben", "ben@rounds.test", frozenset({Duty.INTERVIEWER}))
EVA = Person("eva", "Eva", "eva@rounds.test", frozenset({Duty.INTERVIEWER}))


def begun(records: Records) -> None:
    with records.work() as work:
        work.add(ANNA)
        work.seat(SEAT, NOW)
        for person in (BEN, EVA):
            work.people.add(person, NOW)


def test_a_draft_is_its_authors_and_the_last_one_counts(records: Records) -> None:
    begun(records)
    for minute, score in enumerate((1, 3)):
        with records.work() as work:
            work.drafts.keep("i1", "ben", {"scores": {"1": score}, "text": "„Ä“"}, NOW + timedelta(minutes=minute))
    with records.look() as look:
        assert look.drafts.of("i1", "ben") == Draft({"scores": {"1": 3}, "text": "„Ä“"}, NOW + timedelta(minutes=1))
        assert look.drafts.of("i1", "eva") == Draft({})


def test_words_are_counted_up_to_an_entry(records: Records) -> None:
    begun(records)
    with records.work() as work:
        for text in ("a", "b", "c"):
            work.append("i1", Done(acts.Noted(text), "s1"), NOW)
    with records.work() as work:
        work.erase("i1", 2)
        assert [work.words("i1", until) for until in range(4)] == [0, 1, 1, 2]
