from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from rounds.interviews import (
    START,
    Cause,
    Entry,
    Interview,
    Pin,
    Question,
    Role,
    View,
    commitment,
    fit_60,
    link,
    verified,
)
from rounds.kit.errors import NotFound

NOW = datetime(2026, 5, 12, 14, tzinfo=UTC)


def chained(*contents: str) -> list[Entry]:
    entries, previous = [], START
    for no, content in enumerate(contents, start=1):
        salt, time = bytes([no]) * 16, NOW + timedelta(seconds=no)
        committed = commitment(salt, content)
        previous = link(previous, time, "question", committed)
        entries.append(Entry(no, time, "question", committed, previous, salt, content))
    return entries


def test_a_whole_chain_holds() -> None:
    entries = chained("a", "b", "c")
    assert verified(entries, entries[-1].link) is None
    assert verified([], START) is None


def test_erased_words_leave_the_chain_whole() -> None:
    first, second, third = chained("a", "b", "c")
    erased = replace(second, salt=None, content=None)
    assert erased.erased
    assert verified([first, erased, third], third.link) is None


def test_every_kind_of_change_shows_where_it_was_made() -> None:
    first, second, third = chained("a", "b", "c")
    head = third.link
    changed = [
        ([first, replace(second, content="x"), third], 2),
        ([first, replace(second, salt=b"x"), third], 2),
        ([first, replace(second, time=NOW), third], 2),
        ([first, replace(second, kind="view"), third], 2),
        ([first, third], 2),
        ([first, second], 3),
        ([second, first, third], 1),
        ([first, second, third, third], 4),
    ]
    assert [verified(entries, head) for entries, _ in changed] == [place for _, place in changed]


def test_the_same_facts_are_always_written_the_same() -> None:
    one = Question(cause=Cause.CANDIDATE, seat="s", incident="i", asked="a", question={"b": 1, "a": "ü"})
    two = Question(cause=Cause.CANDIDATE, seat="s", incident="i", asked="a", question={"a": "ü", "b": 1})
    assert one.content() == two.content()
    assert '"ü"' in one.content()


def test_a_view_says_that_the_browser_reported_it() -> None:
    view = View(seat="s", page="logs", scenario=1, address="/", state={}, visible_from=1, visible_to=2)
    assert json.loads(view.content())["reported_by"] == "browser"


def test_the_fit_60_is_an_hour_for_three_scenarios() -> None:
    plan = fit_60(3)
    assert plan.length == timedelta(minutes=60)
    assert [segment.scenario for segment in plan.segments] == [None, 1, 2, 3, None]


def test_an_interview_has_its_own_scenarios_only() -> None:
    interview = Interview("i", "Anna", "Ben", NOW, fit_60(1), (Pin(1, "webhooks-slow", "1", 1),))
    assert interview.pin(1).scenario == "webhooks-slow"
    with pytest.raises(NotFound):
        interview.pin(2)


def test_staff_are_those_who_do_not_sit_the_interview() -> None:
    assert {role for role in Role if not role.is_staff} == {Role.CANDIDATE, Role.SOLVER}
