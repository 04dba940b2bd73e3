"""Laws of what cards come to, whatever they say."""

from __future__ import annotations

from itertools import permutations
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as some

from rounds.interviews import Level
from rounds.interviews.rubric import CRITERIA
from rounds.interviews.scorecard import Solution
from rounds.interviews.verdict import (
    PRIOR,
    Basis,
    Circumstances,
    Verdict,
    Word,
    agreement_of,
    pooled,
    process_of,
    verdict_of,
)

WORDS = [*Word]
AROUND = Circumstances((1, 2, 3))
POINTS = some.tuples(*[some.integers(0, 3)] * 3)
RATED = some.fixed_dictionaries({one.id: some.integers(0, 6).map(lambda half: half / 2) for one in CRITERIA})
OBSERVED = some.fixed_dictionaries(
    {one.id: some.none() | some.integers(0, 6).map(lambda half: half / 2) for one in CRITERIA}
)


def basis(points: tuple[float, ...], criteria: dict[str, float | None] | None = None) -> Basis:
    rated = criteria or {one.id: 2.0 for one in CRITERIA}
    return Basis(dict(enumerate(points, start=1)), rated, {}, frozenset(), {})


def verdict(one: Basis, around: Circumstances = AROUND) -> Verdict:
    found = verdict_of(one, around, Level.MID)
    assert found
    return found


@given(POINTS, RATED)
def test_a_point_more_never_makes_it_worse(points: tuple[int, ...], rated: dict[str, float | None]) -> None:
    before = verdict(basis(points, rated))
    for place in range(3):
        if points[place] < 3:
            more = tuple(one + (place == at) for at, one in enumerate(points))
            after = verdict(basis(more, rated))
            assert WORDS.index(after.word) >= WORDS.index(before.word)
            assert after.outcome > before.outcome
            assert all(a.meets >= b.meets for a, b in zip(after.levels, before.levels, strict=True))


@given(POINTS, OBSERVED)
def test_the_order_of_scenarios_changes_no_outcome(points: tuple[int, ...], rated: dict[str, float | None]) -> None:
    """It does for a junior, of whom the first two are looked at."""
    same = {
        (one.outcome, one.word, one.uneven, one.borderline, one.discordance)
        for order in permutations(points)
        for one in [verdict(basis(order, rated))]
    }
    assert len(same) == 1


@given(OBSERVED)
def test_process_lies_between_its_criteria(rated: dict[str, float | None]) -> None:
    found, seen = process_of(rated), [one for one in rated.values() if one is not None]
    assert (found.points is None) == (not seen)
    if found.points is not None:
        assert min(seen) - 1e-9 <= found.points <= max(seen) + 1e-9
    assert found.observed == pytest.approx(sum(one.weight for one in CRITERIA if rated[one.id] is not None) / 100)


def test_weights_are_the_guides() -> None:
    assert [one.weight for one in CRITERIA] == [30, 25, 25, 15, 5]
    rated = dict(zip((one.id for one in CRITERIA), (3.0, 2.0, 1.5, 2.5, 0.0), strict=True))
    assert process_of(rated).points == pytest.approx(0.3 * 3 + 0.25 * 2 + 0.25 * 1.5 + 0.15 * 2.5)


@pytest.mark.parametrize(("raters", "reliability"), [(1, 0.44), (2, 0.6111), (3, 0.7021)])
def test_error_by_how_many_raters(raters: int, reliability: float) -> None:
    """Two raters by Spearman and Brown have the .61 that is stated."""
    assert PRIOR.of(raters) == pytest.approx(reliability, abs=1e-4)
    assert PRIOR.error(raters, 3) == pytest.approx(2 * sqrt(1 - reliability), abs=1e-3)


@given(some.lists(POINTS, min_size=1, max_size=4), some.randoms())
def test_raters_count_alike_in_any_order(panel: list[tuple[int, ...]], by_chance: object) -> None:
    bases = [basis(points) for points in panel]
    whole = verdict(pooled(bases))
    assert whole.outcome == pytest.approx(sum(sum(one) for one in panel) / len(panel))
    assert whole.n_raters == len(panel)
    by_chance.shuffle(bases)  # type: ignore[attr-defined]
    assert verdict(pooled(bases)).outcome == pytest.approx(whole.outcome)
    again = [basis(one).points for one in reversed(panel)]
    assert agreement_of(again) == agreement_of([basis(one).points for one in panel])


def test_several_are_put_together_mechanically() -> None:
    one = Basis(
        {1: 3.0, 2: 2.0}, {"tools": 2.0, "cause": None}, {1: Solution.WORKING}, frozenset({"monitoring"}), {1: 300}
    )
    two = Basis(
        {1: 2.0, 2: 0.0}, {"tools": 3.0, "cause": 1.0}, {1: Solution.NONE}, frozenset({"monitoring", "x"}), {1: 400}
    )
    both = pooled([one, two])
    assert both.points == {1: 2.5, 2: 1.0}
    assert both.criteria == {"tools": 2.5, "cause": 1.0}
    assert both.solutions == {1: Solution.NONE}
    assert both.signals == {"monitoring"}
    assert both.causes == {1: 350}


def test_agreement_counts_pairs() -> None:
    found = agreement_of([{1: 3.0, 2: 2.0}, {1: 2.0, 2: 2.0}, {1: 1.0, 2: 2.0}])
    assert (found.pairs, found.exact, found.within_one) == (6, pytest.approx(50.0), pytest.approx(100 * 5 / 6))
    assert found.disputed == (1,)
    assert agreement_of([{1: 3.0}]).exact is None


def test_a_mean_of_a_panel_is_held_to_the_same_thresholds() -> None:
    assert verdict(pooled([basis((3, 3, 3)), basis((3, 2, 2))])).word is Word.STRONG
    assert verdict(pooled([basis((3, 2, 2)), basis((2, 2, 1))])).word is Word.PASS
    assert verdict(pooled([basis((2, 2, 1)), basis((2, 2, 2))])).word is Word.BELOW


def test_juniors_are_not_timed() -> None:
    timed = Basis({1: 2.0, 2: 2.0, 3: 2.0}, {one.id: 2.0 for one in CRITERIA}, {}, frozenset(), {1: 300.0})
    found = {level: verdict_of(timed, AROUND, level) for level in Level}
    assert {level for level, one in found.items() if one and one.ttrc} == {*Level} - {Level.JUNIOR}
