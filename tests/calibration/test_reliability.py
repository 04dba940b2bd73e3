"""What an installation's own verdicts are computed from."""

from __future__ import annotations

import numpy as np
import pytest

from rounds.calibration.agreement import icc
from rounds.calibration.reliability import own, shared
from rounds.calibration.report import Scored


def rated(seed: int, interviews: int, raters: str = "abc", scenarios: int = 3) -> list[Scored]:
    random, found = np.random.default_rng(seed), []
    for interview in range(interviews):
        skill = random.normal(1.5, 0.8)
        for scenario in range(scenarios):
            for rater in raters:
                points = int(np.clip(round(skill + random.normal(0, 0.5)), 0, 3))
                found.append(Scored(f"{seed} {interview}", str(scenario), rater, points))
    return found


def test_one_round_gives_the_correlation_of_its_table_and_the_spread_of_its_sums() -> None:
    scored = rated(1, 7)
    found = own([scored])
    assert found is not None
    table = np.array([one.points for one in scored], dtype=float).reshape(21, 3)
    assert found.single == pytest.approx(icc(table).single)
    assert found.targets == 21
    assert found.spread == pytest.approx(np.std(table.reshape(7, 9).mean(axis=1) * 3, ddof=1))


def test_rounds_weigh_by_their_targets_and_few_targets_say_nothing() -> None:
    one, two = rated(1, 7), rated(2, 4)
    both, first, second = own([one, two]), own([one]), own([two])
    assert both
    assert first
    assert second
    assert both.single == pytest.approx((first.single * 21 + second.single * 12) / 33)
    assert own([rated(3, 3)]) is None, "nine targets"
    assert own([rated(3, 7, raters="a")]) is None, "nobody beside whom"
    assert own([]) is None
    same = [Scored(one.interview, one.scenario, one.rater, 2) for one in rated(1, 7)]
    assert own([same]) is None, "everybody the same"


def test_who_rated_little_takes_no_targets_from_the_others() -> None:
    scored = rated(1, 7)
    late = [Scored(one.interview, one.scenario, "late", 1) for one in scored[:2]]
    table = shared([*scored, *late])
    assert table is not None
    assert table.shape == (21, 3)
