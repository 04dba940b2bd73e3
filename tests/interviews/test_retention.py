from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rounds.interviews.figures import Figures, Helped, Played, Rated, Rater, read, told
from rounds.interviews.retention import PACKS, Policy, policy, policy_of
from rounds.interviews.scorecard import wordless
from rounds.kit.errors import Invalid

LAST = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize(("region", "days"), [("", 365), ("US", 400), ("FR", 730), ("DE", 180), ("other", 365)])
def test_an_interview_is_due_by_its_region(region: str, days: int) -> None:
    assert Policy().until(LAST, region) == LAST + timedelta(days=days)


def test_where_a_law_wants_it_kept_nobody_erases_it_before() -> None:
    assert Policy().since(LAST, "US") == LAST + timedelta(days=366)
    assert Policy().since(LAST, "FR") == LAST


@pytest.mark.parametrize(("region", "days"), [("US", 300), ("FR", 800), ("DE", 400), ("other", 0), ("other", 5000)])
def test_days_beyond_the_law_are_refused_with_its_name(region: str, days: int) -> None:
    with pytest.raises(Invalid, match=PACKS[region].title) as refused:
        policy("other", {region: days}, 400)
    assert refused.value.field == f"days.{region}"


def test_what_else_is_refused() -> None:
    with pytest.raises(Invalid, match="183 to 3650"):
        policy("other", {}, 100)
    with pytest.raises(Invalid, match="regions"):
        policy("Mars", {}, 400)
    with pytest.raises(Invalid, match="no region Mars"):
        policy("other", {"Mars": 3}, 400)


def test_what_was_decided_is_read_again() -> None:
    decided = policy("DE", {"DE": 150}, 200)
    assert policy_of(decided.told()) == decided
    assert policy_of({**decided.told(), "days": {}}).days["DE"] == 180, "a region that was not known then"
    assert policy_of(None) == Policy()


def test_figures_are_read_again() -> None:
    rater = Rater("ben", "lead", False, False, True, {1: 2}, {1: 300.0}, (Rated("tools", 0, None),), ("clicking",))
    made = Figures(
        "i", "mid", "2026-06", (Played(1, "a", "1", 7, 14.5, 0.6),), (rater,), (Helped(1, 5.0, 2, True, True, 31.0),),
        {1: 300.0}, "hold", 41,
    )  # fmt: skip
    assert read(told(made)) == made


def test_figures_from_before_hints_were_kept_so_are_read_too() -> None:
    kept = told(Figures("i", "mid", "2026-06", (Played(1, "a", "1", 7, 14.5),), (), (Helped(1, 5.0, 2, True),), {}))
    del kept["until"], kept["scenarios"][0]["reached"], kept["hints"][0]["due"], kept["hints"][0]["quiet"]
    found = read(kept)
    assert (found.until, found.scenarios[0].reached, found.hints[0].due, found.hints[0].quiet) == (0, None, None, None)


def test_a_card_without_words_keeps_its_figures() -> None:
    card = {
        "scores": [{"scenario": 1, "points": 2, "reason": "x", "cited": [{"seconds": 3.0, "text": "y"}]}],
        "ratings": [{"criterion": "tools", "points": 1.5}],
        "feedback": "z",
    }
    assert wordless(card) == {
        "scores": [{"scenario": 1, "points": 2, "reason": "", "cited": [{"seconds": 3.0, "text": ""}]}],
        "ratings": [{"criterion": "tools", "points": 1.5}],
        "feedback": "",
    }
