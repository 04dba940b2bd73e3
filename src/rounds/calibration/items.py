"""How a scenario does: its mean, spread and discrimination, and whether it is solved faster as time goes by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from rounds.calibration.agreement import FEWEST, Interval
from rounds.calibration.raters import correlation, mean_of, slope_of

LEAST = 0.2  # of discrimination; below it a scenario does not tell candidates apart
FASTER = 0.02  # of the time to root cause, lost with each interview: a scenario that may have become known


@dataclass(frozen=True, slots=True)
class Played:
    """A scenario in one interview: its points, those of all others together, and seconds to the root cause, if found.
    In the order of interviews.
    """

    points: float
    others: float
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """`discrimination` is the correlation of its points with the others'; `faster` how much quicker the root cause is
    found with each interview, as a share, by a line through the logarithms of the times.
    """

    n: int
    points: Interval
    spread: float
    discrimination: Interval
    seconds: Interval
    faster: Interval
    advice: tuple[str, ...]


def item_of(played: Iterable[Played]) -> Item:
    known = [*played]
    points = np.array([one.points for one in known], dtype=np.float64)
    others = np.array([one.others for one in known], dtype=np.float64)
    found = [(place, one.seconds) for place, one in enumerate(known) if one.seconds]
    at, seconds = (np.array([one[side] for one in found], dtype=np.float64) for side in (0, 1))
    line = slope_of(at, np.log(seconds)) if len(found) else Interval(float("nan"), float("nan"), float("nan"), 0)
    value, low, high = (1 - float(np.exp(one)) for one in (line.value, line.high, line.low))
    faster = Interval(value, low, high, line.n)
    discrimination = correlation(points, others)
    spread = float(points.std(ddof=1)) if len(points) > 1 else float("nan")
    return Item(
        len(known), mean_of(points), spread, discrimination, mean_of(seconds), faster,
        tuple(advice(discrimination, faster)),
    )  # fmt: skip


def advice(discrimination: Interval, faster: Interval) -> Iterable[str]:
    """Only where there are enough interviews to say anything."""
    if discrimination.shown and discrimination.value < LEAST and discrimination.low < LEAST:
        yield (
            f"It does not tell candidates apart: correlation {signed(discrimination.value)} with their other points in "
            f"{discrimination.n} interviews. Look at what is unclear in it, or take another."
        )
    if faster.n >= FEWEST and faster.value > FASTER and faster.low > 0:
        yield (
            f"The cause is found {faster.value:.0%} faster with each interview. It may have become known: take another "
            "variant, or another scenario."
        )


def signed(value: float) -> str:
    """With a minus sign, as everywhere on the page."""
    return f"{value:.2f}".replace("-", "−")
