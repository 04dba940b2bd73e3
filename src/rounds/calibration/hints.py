"""How a lead gives hints: as the ladder says, and more or fewer than others do for the same progress."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rounds.calibration.agreement import NAN, Interval
from rounds.calibration.raters import mean_of, slope_of

QUIET = 30.0  # seconds of silence before a hint
FEWEST_FOR_A_LINE = 3


@dataclass(frozen=True, slots=True)
class Hinted:
    """A hint that was given: whether its minute had come, whether its evidence was there already, and how long the
    candidate had been quiet, in seconds.
    """

    due: bool
    moot: bool
    quiet: float


@dataclass(frozen=True, slots=True)
class Led:
    """A scenario somebody led: the share of its steps that the candidate reached alone, 0 to 1, the load of hints given,
    and the points.
    """

    reached: float
    load: float
    points: float


def fidelity(hints: Iterable[Hinted]) -> float:
    """The share of hints given at their time, for something not found yet, after thirty seconds of silence."""
    kept = [one.due and not one.moot and one.quiet >= QUIET for one in hints]
    return float(np.mean(kept)) if kept else NAN


def biases(led: Mapping[str, Sequence[Led]]) -> dict[str, Interval]:
    """Of each lead: how much more hint load they gave than all leads together do for a candidate who got as far alone,
    by a straight line through load over progress.
    """
    return residuals(led, lambda one: one.reached, lambda one: one.load)


def adjusted(led: Mapping[str, Sequence[Led]]) -> dict[str, Interval]:
    """Of each lead: how many points more they gave than all leads together do after as many hints: leniency that hints
    do not explain.
    """
    return residuals(led, lambda one: one.load, lambda one: one.points)


def residuals(
    led: Mapping[str, Sequence[Led]], at: Callable[[Led], float], of: Callable[[Led], float]
) -> dict[str, Interval]:
    every = [one for those in led.values() for one in those]
    x, y = (np.array([take(one) for one in every], dtype=np.float64) for take in (at, of))
    level = float(y.mean()) if len(y) else NAN
    slope = slope_of(x, y).value if len(x) >= FEWEST_FOR_A_LINE and x.std() else 0.0
    centre = float(x.mean()) if len(x) else 0.0
    return {
        name: mean_of(np.array([of(one) - level - slope * (at(one) - centre) for one in those], dtype=np.float64))
        for name, those in led.items()
    }
