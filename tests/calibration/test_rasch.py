from __future__ import annotations

import numpy as np
import pytest

from rounds.calibration.rasch import Rated, connected, fitted, likely

HARD, SEVERE, STEPS = (-0.5, 0.0, 0.5), (0.8, -0.3, 0.1, -0.6), np.array([-1.2, 0.0, 1.2])


def ratings(random: np.random.Generator, candidates: int = 24) -> list[Rated]:
    able = random.normal(0.5, 1.2, candidates)
    found = []
    for candidate, scenario, rater in np.ndindex(candidates, len(HARD), len(SEVERE)):
        if random.random() < 0.3:
            continue
        at = np.array([able[candidate] - HARD[scenario] - SEVERE[rater]])
        points = int(random.choice(4, p=likely(at, STEPS)[0]))
        found.append(Rated(f"c{candidate:02}", f"s{scenario}", f"r{rater}", points))
    return found


class TestRasch:
    def test_finds_who_is_severe_within_its_errors(self) -> None:
        random, hits = np.random.default_rng(21), []
        for _ in range(50):
            fit = fitted(ratings(random))
            assert fit is not None
            hits += [abs(one.logits - truth) <= 1.96 * one.error for one, truth in zip(fit.raters, SEVERE, strict=True)]
        assert 0.9 <= float(np.mean(hits)) <= 0.99

    def test_places_average_nothing_and_ratings_of_the_model_fit(self) -> None:
        fit = fitted(ratings(np.random.default_rng(22), 60))
        assert fit is not None
        for facet in (fit.scenarios, fit.raters):
            assert sum(one.logits for one in facet) == pytest.approx(0, abs=1e-9)
            assert all(one.fits for one in facet)
        assert [*fit.steps] == sorted(fit.steps)

    def test_a_severe_rater_does_not_lower_the_fair_average(self) -> None:
        """Two candidates of the same strength, one rated by the severe, one by the lenient; the others by both."""
        found = [Rated(f"c{no}", "s", rater, points) for no in range(12) for rater, points in pair(no)]
        found += [Rated("x", "s", "severe", 1), Rated("y", "s", "lenient", 2)]
        fit = fitted(found)
        assert fit is not None
        assert fit.fair["x"] == pytest.approx(fit.fair["y"], abs=0.35)
        assert fit.fair["x"] > 1.2

    def test_a_rater_who_answers_at_random_does_not_fit(self) -> None:
        random = np.random.default_rng(23)
        wild = [
            Rated(
                one.candidate, one.scenario, one.rater, int(random.integers(0, 4)) if one.rater == "r1" else one.points
            )
            for one in ratings(random, 60)
        ]
        fit = fitted(wild)
        assert fit is not None
        assert max(fit.raters, key=lambda one: one.infit).name == "r1"
        assert not fit.raters[1].fits

    def test_groups_that_never_met_are_not_compared(self) -> None:
        apart = [Rated("a", "s", "r", 1), Rated("b", "s", "r", 2), Rated("c", "s", "q", 1), Rated("d", "s", "q", 3)]
        assert not connected(apart)
        assert fitted(apart) is None
        assert fitted([*apart, Rated("a", "s", "q", 2)]) is not None


def pair(no: int) -> list[tuple[str, int]]:
    points = no % 3
    return [("severe", points), ("lenient", points + 1)]
