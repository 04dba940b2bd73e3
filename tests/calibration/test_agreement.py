from __future__ import annotations

from importlib import import_module
from types import ModuleType

import numpy as np
import pytest

from rounds.calibration.agreement import Table, ac2, alpha, bootstrapped, icc, kappa, kappa_interval, stepped_up, within
from tests.calibration.tables import fixture, random_table

TABLES = 40


@pytest.fixture(scope="module")
def oracles() -> ModuleType:
    """Not imported by who only looks which tests there are."""
    return import_module("tests.calibration.oracles")


class TestTheFixture:
    def test_has_the_figures_that_are_known(self) -> None:
        table = fixture()
        found = icc(table)
        assert found.single == pytest.approx(0.304584, abs=1e-6)
        assert found.average == pytest.approx(0.636621, abs=1e-6)
        assert alpha(table) == pytest.approx(0.291483, abs=1e-6)
        assert kappa(table[:, 0], table[:, 3]) == pytest.approx(0.113300, abs=1e-6)
        assert ac2(table) == pytest.approx(0.74387, abs=1e-5)

    def test_two_who_are_stepped_up_are_the_average_of_two(self) -> None:
        assert stepped_up(0.44, 2) == pytest.approx(0.611, abs=1e-3)


class TestReferences:
    def test_icc_equals_pingouin(self, oracles: ModuleType) -> None:
        random = np.random.default_rng(1)
        for _ in range(12):
            table = random_table(random)
            found = icc(table)
            assert (found.single, found.average) == pytest.approx(oracles.icc(table), abs=1e-6)

    def test_alpha_equals_krippendorff_also_with_missing_values(self, oracles: ModuleType) -> None:
        random = np.random.default_rng(2)
        for _ in range(TABLES):
            table = random_table(random, missing=0.25)
            assert alpha(table) == pytest.approx(oracles.alpha(table), abs=1e-12, nan_ok=True)

    def test_kappa_equals_scikit_learn(self, oracles: ModuleType) -> None:
        random = np.random.default_rng(3)
        for _ in range(TABLES):
            table = random_table(random, missing=0.1)
            one, other = table[:, 0], table[:, 1]
            assert kappa(one, other) == pytest.approx(oracles.kappa(one, other), abs=1e-12, nan_ok=True)

    def test_the_interval_of_kappa_is_that_of_its_bootstrap(self) -> None:
        """All draws at once, or one by one: the same rows give the same."""
        table = random_table(np.random.default_rng(6))[:, :2]
        found = kappa_interval(table[:, 0], table[:, 1], seed=9)
        drawn = bootstrapped(table, lambda one: kappa(one[:, 0], one[:, 1]), seed=9)
        assert (found.value, found.low, found.high, found.n) == pytest.approx(
            (drawn.value, drawn.low, drawn.high, drawn.n), abs=1e-9
        )


class TestByHand:
    def test_ac2_of_two_raters(self) -> None:
        """Three targets 3 3, 0 0, 1 2. Weights: 1 on the diagonal, 5/6 one apart, 1/2 two, 0 three apart. Agreement is
        (1 + 1 + 5/6) / 3. Shares are 1/3, 1/6, 1/6, 1/3, so Σ π(1 − π) = 2·2/9 + 2·5/36 = 13/18; the weights add up to
        4 + 6·5/6 + 4·1/2 = 11, and chance is 11/12 · 13/18.
        """
        table = np.array([[3.0, 3.0], [0.0, 0.0], [1.0, 2.0]])
        agreeing, chance = 17 / 18, 11 / 12 * 13 / 18
        assert ac2(table) == pytest.approx((agreeing - chance) / (1 - chance))

    def test_ac2_takes_a_target_with_one_rating_for_the_shares_alone(self) -> None:
        whole = np.array([[3.0, 3.0], [0.0, 0.0], [1.0, np.nan]])
        shares = np.array([1, 1, 0, 1]) / 3
        chance = 11 / 12 * float(np.sum(shares * (1 - shares)))
        assert ac2(whole) == pytest.approx((1 - chance) / (1 - chance))

    def test_everybody_agrees_nearly_always(self) -> None:
        """The paradox of prevalence: alpha is nothing where nearly all are the same, and AC2 says that they agree."""
        table = np.full((20, 3), 2.0)
        table[3, 0] = 1.0
        assert alpha(table) < 0.05
        assert ac2(table) > 0.95
        assert within(table) == pytest.approx(58 / 60)
        assert within(table, 1) == 1.0

    @pytest.mark.parametrize(
        "table", [np.empty((0, 2)), np.array([[1.0, 2.0]]), np.full((3, 1), 2.0), np.full((5, 3), 2.0)]
    )
    def test_what_a_table_cannot_tell_is_not_told(self, table: Table) -> None:
        assert np.isnan(icc(table).single)

    def test_half_points_are_no_scores(self) -> None:
        with pytest.raises(ValueError, match="whole numbers from 0 to 3"):
            kappa(np.array([1.5, 2.0]), np.array([1.0, 2.0]))


class TestIntervals:
    def test_the_same_seed_gives_the_same(self) -> None:
        first, second = (bootstrapped(fixture(), alpha, seed=4, draws=100) for _ in range(2))
        assert first == second
        assert first.low < first.value < first.high

    def test_below_ten_targets_no_figure_is_shown(self) -> None:
        assert not bootstrapped(fixture()[:9], alpha, seed=1, draws=50).shown
        assert bootstrapped(fixture()[:10], alpha, seed=1, draws=50).shown
