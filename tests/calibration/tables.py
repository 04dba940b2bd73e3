"""Tables of ratings: one that is known by heart, random ones, and those of simulated raters."""

from __future__ import annotations

import numpy as np

from rounds.calibration.agreement import Table

# 18 targets by 4 raters, one target a word.
FIXTURE = (
    "2221 3311 2222 2001 3321 2211 1111 3222 2221 3122 1121 2222 1101 2111 2210 2222 1122 1111"
)  # fmt: skip
LENIENT = np.array([0.35, -0.2, 0.0, 0.0, -0.15, 0.0])  # points of six raters, before rounding


def fixture() -> Table:
    return np.array([[float(value) for value in target] for target in FIXTURE.split()])


def random_table(random: np.random.Generator, missing: float = 0.0) -> Table:
    """Scores that hang together a little: a target's own level with noise."""
    targets, raters = random.integers(4, 20), random.integers(2, 6)
    level = random.normal(1.5, 0.9, (targets, 1))
    table = np.clip(np.round(level + random.normal(0, 0.7, (targets, raters))), 0, 3)
    table[random.random(table.shape) < missing] = np.nan
    return table


def round_of_six(random: np.random.Generator, targets: int, drift: float = 0.0) -> Table:
    """Six raters of known leniency score three scenarios a target, whole points each; the third drifts so many points a
    target.
    """
    able = random.normal(1.8, 0.7, (targets, 3))
    scores = able[:, :, None] + LENIENT + random.normal(0, 0.5, (targets, 3, 6))
    scores[:, :, 2] += drift * np.arange(targets)[:, None]
    found: Table = np.clip(np.round(scores), 0, 3).mean(axis=1)
    return found
