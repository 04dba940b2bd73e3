"""All draws at once give what they give one by one."""

from __future__ import annotations

import numpy as np
import pytest

from rounds.calibration.agreement import Interval, Table, ac2, alpha, bootstrapped, icc, within
from rounds.calibration.raters import alike
from rounds.calibration.resampled import ac2s, alphas, halo, iccs, withins
from tests.calibration.tables import fixture, random_table

DRAWS = 60


def several(table: Table) -> Table:
    found: Table = table[(~np.isnan(table)).sum(axis=1) >= 2]
    return found


TABLES = [fixture(), *(several(random_table(np.random.default_rng(no), missing=no % 3 / 8)) for no in range(12))]


def same(one: Interval, other: Interval) -> bool:
    wanted = pytest.approx((other.value, other.low, other.high), abs=1e-9, nan_ok=True)
    return one.n == other.n and (one.value, one.low, one.high) == wanted


@pytest.mark.parametrize("no", range(len(TABLES)))
def test_intervals_are_those_of_the_bootstrap(no: int) -> None:
    table = TABLES[no]
    whole = table[~np.isnan(table).any(axis=1)]
    single, average = iccs(whole, no, DRAWS)
    assert same(single, bootstrapped(whole, lambda one: icc(one).single, no, DRAWS))
    assert same(average, bootstrapped(whole, lambda one: icc(one).average, no, DRAWS))
    assert same(alphas(table, no, DRAWS), bootstrapped(table, alpha, no, DRAWS))
    assert same(ac2s(table, no, DRAWS), bootstrapped(table, ac2, no, DRAWS))
    assert same(withins(table, no, DRAWS), bootstrapped(table, within, no, DRAWS))
    assert same(withins(table, no, DRAWS, 1), bootstrapped(table, lambda one: within(one, 1), no, DRAWS))


@pytest.mark.parametrize("no", range(8))
def test_the_interval_of_halo_is_that_of_its_bootstrap(no: int) -> None:
    random = np.random.default_rng(no)
    ratings = np.round(2 * np.clip(1.6 + random.normal(0, 0.6, (12, 1)) + random.normal(0, 0.5, (12, 4)), 0, 3)) / 2
    ratings[random.random(ratings.shape) < no / 40] = np.nan
    ratings[:, 3] = 2.0 if no == 5 else ratings[:, 3]
    assert same(halo(ratings, no, DRAWS), bootstrapped(ratings, alike, no, DRAWS))


def test_of_nothing_there_is_no_figure() -> None:
    nothing = np.empty((0, 3))
    for one in (
        halo(nothing, 1, 9),
        *iccs(nothing, 1, 9),
        alphas(nothing, 1, 9),
        ac2s(nothing, 1, 9),
        withins(nothing, 1, 9),
    ):
        assert np.isnan([one.value, one.low, one.high]).all()
        assert one.n == 0
