"""How leads give hints: as the ladder says, and more or fewer than others do for the same progress."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from rounds.calibration.agreement import NAN, Interval
from rounds.calibration.raters import Vector, mean_of, means

QUIET = 30.0  # seconds of silence before a hint
NORMAL = 1.959964  # the 97.5 % quantile of the normal distribution
NOTHING = Interval(NAN, NAN, NAN, 0)


@dataclass(frozen=True, slots=True)
class Hinted:
    """A hint that was given: whether its minute had come, whether its evidence was there already, and how long the
    candidate had been quiet, in seconds.
    """

    due: bool
    moot: bool
    quiet: float

    @property
    def is_kept(self) -> bool:
        """At its time, for something not found yet, after thirty seconds of silence."""
        return self.due and not self.moot and self.quiet >= QUIET


@dataclass(frozen=True, slots=True)
class Led:
    """A scenario somebody led: the share of its steps that the candidate reached alone, 0 to 1, the load of hints given,
    and the points that they gave.
    """

    interview: str
    reached: float
    load: float
    points: float


@dataclass(frozen=True, slots=True)
class Hinting:
    """Of one lead, or of all together. `kept` is the share of hints as the ladder has them; `early`, `moot` and `busy`
    how many of them were before their minute, not needed, or into somebody's thinking: one hint may be all three.
    `load` is the mean a scenario, `more` what of it is beyond what all leads give for the same progress, and `beyond`
    the points that are, after as many hints.
    """

    lead: str
    kept: Interval
    early: int
    moot: int
    busy: int
    load: Interval
    more: Interval
    beyond: Interval


def hinting(led: Mapping[str, Sequence[Led]], given: Mapping[str, Sequence[Hinted]]) -> tuple[Hinting, list[Hinting]]:
    """All together, then each lead of a scenario. What goes by the others is unknown of one who leads alone."""
    names = sorted(led)
    more, beyond = biases(led), adjusted(led)
    every = [one for name in names for one in led[name]]
    return hinted("", [one for name in names for one in given.get(name, ())], every), [
        replace(hinted(name, given.get(name, ()), led[name]), more=more[name], beyond=beyond[name]) for name in names
    ]


def hinted(lead: str, given: Iterable[Hinted], led: Sequence[Led]) -> Hinting:
    hints = [*given]
    return Hinting(
        lead,
        fidelity(hints),
        sum(not one.due for one in hints),
        sum(one.moot for one in hints),
        sum(one.quiet < QUIET for one in hints),
        over_interviews(np.array([one.load for one in led], dtype=np.float64), led),
        NOTHING,
        NOTHING,
    )


def fidelity(hints: Iterable[Hinted]) -> Interval:
    """The share of hints given as the ladder has them, with Wilson's interval (1927)."""
    kept = [one.is_kept for one in hints]
    return share_of(sum(kept), len(kept))


def share_of(many: int, n: int) -> Interval:
    if not n:
        return NOTHING
    share, square = many / n, NORMAL**2 / n
    middle, reach = share + square / 2, NORMAL * ((share * (1 - share) + square / 4) / n) ** 0.5
    return Interval(share, max(0.0, (middle - reach) / (1 + square)), min(1.0, (middle + reach) / (1 + square)), n)


def biases(led: Mapping[str, Sequence[Led]]) -> dict[str, Interval]:
    """Of each lead: how much more hint load they gave a scenario than all leads together do for a candidate who got as
    far alone, by a straight line through load over progress.
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
    """The slope of the line is that within each lead's own scenarios, so that what leads differ by does not bend it."""
    if len(led) < 2:
        return dict.fromkeys(led, NOTHING)
    x, y = ({name: np.array([take(one) for one in these]) for name, these in led.items()} for take in (at, of))
    centred = [(x[name] - x[name].mean(), y[name] - y[name].mean()) for name in led]
    below = float(sum(np.sum(one**2) for one, _ in centred))
    slope = float(sum(np.sum(one * other) for one, other in centred)) / below if below else 0.0
    centre, level = (float(np.mean(np.concatenate([*one.values()]))) for one in (x, y))
    return {name: over_interviews(y[name] - level - slope * (x[name] - centre), these) for name, these in led.items()}


def over_interviews(values: Vector, led: Sequence[Led]) -> Interval:
    """The mean, with what is of one interview counted once; `n` is scenarios."""
    found, _ = means(values, [one.interview for one in led])
    return replace(mean_of(found), n=len(values))
