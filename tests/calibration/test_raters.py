"""Simulated raters are found again: over 200 rounds the intervals of 95 % hold what is so in 90 to 99 % of them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest

from rounds.calibration.agreement import Interval, Table
from rounds.calibration.raters import Drift, alike, apart, centrality, contrast, drift, leniencies
from rounds.calibration.resampled import halo
from tests.calibration.tables import round_of_six

ROUNDS = 200


def holds(found: Iterable[Interval], truth: float) -> float:
    """The share of intervals with the truth in them."""
    return float(np.mean([one.low <= truth <= one.high for one in found]))


class TestLeniency:
    def test_is_found_within_its_intervals_and_six_anchors_tell_it_to_an_eighth_of_a_point(self) -> None:
        random = np.random.default_rng(11)
        truth = np.nanmean(apart(round_of_six(random, 20_000)), axis=0)
        rounds = [leniencies(round_of_six(random, 6)) for _ in range(ROUNDS)]
        for rater in range(6):
            assert 0.9 <= holds((one[rater].plain for one in rounds), truth[rater]) <= 0.99
        errors = [one[rater].shrunk - truth[rater] for one in rounds for rater in range(6)]
        assert float(np.sqrt(np.mean(np.square(errors)))) == pytest.approx(0.12, abs=0.02)

    def test_only_a_lenient_rater_is_flagged(self) -> None:
        table = round_of_six(np.random.default_rng(5), 40)
        table[:, 0] = np.minimum(3, table[:, 0] + 0.3)
        found = leniencies(table)
        assert found[0].flagged
        assert not any(found[rater].flagged for rater in (2, 3, 5))

    def test_who_rated_alone_is_not_compared(self) -> None:
        table = np.array([[2.0, np.nan], [np.nan, 1.0]])
        assert all(np.isnan(one.plain.value) for one in leniencies(table))


class TestDrift:
    def test_is_found_within_its_intervals(self) -> None:
        random = np.random.default_rng(12)
        found = [third(round_of_six(random, 30, drift=0.02)).slope for _ in range(ROUNDS)]
        truth = float(np.mean([third(round_of_six(random, 30, drift=0.02)).slope.value for _ in range(600)]))
        assert truth > 0.01
        assert 0.9 <= holds(found, truth) <= 0.99

    def test_a_step_is_seen_after_it_came(self) -> None:
        table = round_of_six(np.random.default_rng(13), 40)
        assert third(table).since is None
        table[20:, 2] = np.minimum(3, table[20:, 2] + 1)
        since = third(table).since
        assert since is not None
        assert 20 <= since <= 30


class TestHalo:
    def test_is_found_within_its_intervals(self) -> None:
        random = np.random.default_rng(14)
        many = coloured(random, 50_000)
        truth = alike(many)
        assert truth == pytest.approx(np.atleast_2d(np.corrcoef(many, rowvar=False))[np.triu_indices(5, 1)].mean())
        found = [halo(coloured(random, 24), seed, draws=200) for seed in range(ROUNDS)]
        assert truth > 0.5
        assert 0.9 <= holds(found, truth) <= 0.99


class TestContrast:
    def test_is_found_within_its_intervals(self) -> None:
        random = np.random.default_rng(15)
        truth = contrast(after_another(random, 50_000)).value
        found = [contrast(after_another(random, 24)) for _ in range(ROUNDS)]
        assert truth < -0.3
        assert 0.9 <= holds(found, truth) <= 0.99


def test_who_gives_everybody_a_two_scores_narrowly() -> None:
    table = np.array([[0.0, 2.0], [1.0, 2.0], [2.0, 2.0], [3.0, 3.0]])
    wide, narrow = centrality(table)
    assert wide > 1 > narrow


def coloured(random: np.random.Generator, targets: int) -> Table:
    """Five criteria of which two thirds is one impression, in half steps."""
    own, common = random.normal(0, 0.8, (targets, 5)), random.normal(0, 0.8, (targets, 1))
    return np.clip(np.round(2 * (1.6 + 0.58 * own + 0.82 * common)) / 2, 0, 3)


def after_another(random: np.random.Generator, targets: int) -> tuple[Table, Table]:
    """Each score is pushed away from the one before it: what it is more than the others', and the score."""
    able, noise = random.normal(1.6, 0.7, targets), random.normal(0, 0.4, targets)
    scores = able.copy()
    for place in range(1, targets):
        scores[place] += noise[place] - 0.4 * (scores[place - 1] - 1.6)
    given: Table = np.clip(np.round(scores), 0, 3)
    return given - able, given


def third(table: Table) -> Drift:
    return drift(apart(table)[:, 2])
