"""How one rater differs from the others: leniency, how widely they score, halo, contrast and drift.

Tables are those of `agreement`: float64 of shape (targets, raters), NaN where missing. Every figure has an interval of
95 % by Student's t or Fisher's z and the number of targets it rests on.

`blocks`, one a target, say which targets are of one interview. Three scenarios of one interview are rated in one sitting
and of one candidate: their errors hang together, so that an interval over single targets would be too narrow. Where
there are blocks, the mean of each counts once. Without them each target is one of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from rounds.calibration.agreement import NAN, Interval, Table
from rounds.calibration.students import quantile

NOTED = 0.3  # points of leniency from which on it is worth a talk
Vector = NDArray[np.float64]
Blocks = Sequence[str]
SLACK, LIMIT = 0.5, 4.0  # of the cumulative sums, in standard deviations: Montgomery, Statistical Quality Control, 9.1


@dataclass(frozen=True, slots=True)
class Leniency:
    """Points that a rater gives more than the others do for the same. `shrunk` is drawn to nothing as far as the
    ratings are few; the interval is that of the figure itself.
    """

    plain: Interval
    shrunk: float

    @property
    def flagged(self) -> bool:
        return abs(self.shrunk) > NOTED and not self.plain.low <= 0.0 <= self.plain.high


def leniencies(table: Table, blocks: Blocks | None = None) -> list[Leniency]:
    """Of each rater: the mean over blocks of their score less the mean of the others' scores, SE = sd / √n.

    Shrunk by n / (n + σ²ₑ/σ²ₗ), an empirical Bayes estimate; σ²ₑ is pooled over raters, and σ²ₗ what their means vary
    beyond it.
    """
    by_target = apart(table)
    differences = [means(one, blocks)[0] for one in by_target.T]
    targets = (~np.isnan(by_target)).sum(axis=0)
    plain = [replace(mean_of(one), n=int(n)) for one, n in zip(differences, targets, strict=True)]
    several = [one for one in differences if len(one) >= 2]
    if len(several) < 2:
        return [Leniency(one, NAN) for one in plain]
    within = float(np.average([one.var(ddof=1) for one in several], weights=[len(one) - 1 for one in several]))
    noise = float(np.mean([within / len(one) for one in several]))
    between = max(0.0, float(np.var([one.mean() for one in several], ddof=1)) - noise)
    return [
        Leniency(one, shrunk(one.value, len(these), within, between))
        for one, these in zip(plain, differences, strict=True)
    ]


def means(values: Vector, blocks: Blocks | None = None) -> tuple[Vector, Vector]:
    """Of each block with a value the mean, in the order in which blocks first come, and how many values are in it."""
    known = np.flatnonzero(~np.isnan(values))
    if blocks is None:
        return values[known], np.ones(len(known))
    within: dict[str, list[float]] = {}
    for place in known:
        within.setdefault(blocks[int(place)], []).append(values[place])
    return np.array([np.mean(one) for one in within.values()]), np.array([len(one) for one in within.values()])


def apart(table: Table) -> Table:
    """Each score less the mean of the others' for the same target; NaN where nobody else rated it."""
    rated = ~np.isnan(table)
    others = rated.sum(axis=1, keepdims=True) - rated
    sums = np.nansum(table, axis=1, keepdims=True) - np.where(rated, table, 0.0)
    found: Table = np.where(rated & (others > 0), table - sums / np.maximum(others, 1), NAN)
    return found


def shrunk(value: float, n: int, within: float, between: float) -> float:
    if np.isnan(value):
        return NAN
    return value * n / (n + within / between) if between else 0.0


def mean_of(values: NDArray[np.float64]) -> Interval:
    """The mean with its t interval."""
    n = len(values)
    if n < 2:
        return Interval(float(values[0]) if n else NAN, NAN, NAN, n)
    mean, reach = float(values.mean()), quantile(n - 1) * float(values.std(ddof=1)) / n**0.5
    return Interval(mean, mean - reach, mean + reach, n)


def centrality(table: Table) -> list[float]:
    """How widely each rater scores: their standard deviation over that of all scores of the targets they rated."""
    return [spread_of(table, rater) for rater in range(table.shape[1])]


def spread_of(table: Table, rater: int) -> float:
    mine = ~np.isnan(table[:, rater])
    pool = table[mine][~np.isnan(table[mine])]
    own = table[mine, rater]
    return float(own.std(ddof=1) / pool.std(ddof=1)) if len(own) > 1 and pool.std() else NAN


def alike(ratings: Table) -> float:
    """The mean of the correlations between criteria over the targets where all were rated; those without spread are
    left out.
    """
    whole = ratings[~np.isnan(ratings).any(axis=1)]
    moved = whole[:, whole.std(axis=0) > 0] if len(whole) > 2 else whole[:, :0]
    if moved.shape[1] < 2:
        return NAN
    # The mean of all pairs' correlations, by the variance of the sum of standardised columns: k + k (k − 1) of the mean.
    many, alone = moved.shape[1], (moved - moved.mean(axis=0)) / moved.std(axis=0)
    return float((alone.sum(axis=1).var() - many) / (many * (many - 1)))


def contrast(*sittings: tuple[Vector, Vector]) -> Interval:
    """Of one rater: the correlation of how much more than the others they gave with the score they gave before it. Below
    zero, a strong candidate makes the next one look weak.

    Each sitting has these two of what was rated in it, in the rater's order. How strong a candidate is is taken out, and
    what is of one candidate is one (`means`): two scenarios of somebody are alike by themselves. `n` is the pairs.
    """
    more, before = (
        np.concatenate([np.empty(0), *these])
        for these in ([more[1:] for more, _ in sittings], [scores[:-1] for _, scores in sittings])
    )
    return correlation(more, before)


def correlation(one: NDArray[np.float64], other: NDArray[np.float64]) -> Interval:
    """Pearson's, with Fisher's z interval (SE = 1/√(n − 3))."""
    both = ~(np.isnan(one) | np.isnan(other))
    one, other = one[both], other[both]
    if len(one) < 4 or not one.std() or not other.std():
        return Interval(NAN, NAN, NAN, len(one))
    return around(float(np.arctanh(np.clip(np.corrcoef(one, other)[0, 1], -0.999, 0.999))), len(one))


def around(z: float, n: int) -> Interval:
    reach = 1.959964 / (n - 3) ** 0.5
    return Interval(float(np.tanh(z)), float(np.tanh(z - reach)), float(np.tanh(z + reach)), n)


@dataclass(frozen=True, slots=True)
class Drift:
    """`slope` is points of leniency a block; `since` is the place of the block from which on the cumulative sum of one
    side stays above its limit, None where it does not.
    """

    slope: Interval
    since: int | None


def drift(apart: Vector, blocks: Blocks | None = None) -> Drift:
    """Whether one rater's leniency moves over what they rated, in their order: a straight line through it, and two-sided
    cumulative sums (Page 1954) about the mean of their first half.
    """
    values, sizes = means(apart, blocks)
    slope = slope_of(np.arange(len(values), dtype=np.float64), values)
    return Drift(replace(slope, n=int(sizes.sum())), shifted(values))


def slope_of(at: NDArray[np.float64], values: NDArray[np.float64]) -> Interval:
    """By least squares, with its t interval."""
    n = len(at)
    if n < 3:
        return Interval(NAN, NAN, NAN, n)
    centred = at - at.mean()
    below = float(np.sum(centred**2))
    slope = float(np.sum(centred * values)) / below
    rest = values - values.mean() - slope * centred
    reach = quantile(n - 2) * float(np.sqrt(np.sum(rest**2) / (n - 2) / below))
    return Interval(slope, slope - reach, slope + reach, n)


def shifted(values: Vector) -> int | None:
    first = values[: max(3, len(values) // 2)]
    if len(values) < 6 or not first.std(ddof=1):
        return None
    above = below = 0.0
    for place, one in enumerate((values - first.mean()) / first.std(ddof=1)):
        above, below = max(0.0, above + one - SLACK), max(0.0, below - one - SLACK)
        if max(above, below) > LIMIT:
            return place
    return None
