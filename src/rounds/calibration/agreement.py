"""How far raters agree: a table of targets by raters, each value a score of 0 to 3, missing where somebody did not rate.

Tables are float64 of shape (targets, raters) with NaN for what is missing. A figure that a table cannot give (one rater,
no variance, missing values where there may be none) is NaN, never an error: who shows it says why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Table = NDArray[np.float64]
LEVELS = 4  # 0, 1, 2, 3
FEWEST = 10  # targets below which no single figure is shown
NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Icc:
    """`single` is the reliability of one rater, ICC(2,1), `average` that of the mean of all of them, ICC(2,k)."""

    single: float
    average: float


def icc(table: Table) -> Icc:
    """Intraclass correlation, two-way random effects, absolute agreement; targets with a missing value are left out.

    ICC(2,1) = (MSR − MSE) / (MSR + (k−1) MSE + k/n (MSC − MSE)) and ICC(2,k) = (MSR − MSE) / (MSR + (MSC − MSE)/n):
    Shrout and Fleiss 1979, McGraw and Wong 1996.
    """
    whole = table[~np.isnan(table).any(axis=1)]
    n, k = whole.shape
    if n < 2 or k < 2:
        return Icc(NAN, NAN)
    mean, rows, columns = whole.mean(), whole.mean(axis=1), whole.mean(axis=0)
    rest = whole - rows[:, None] - columns[None, :] + mean
    msr = k * np.sum((rows - mean) ** 2) / (n - 1)
    msc = n * np.sum((columns - mean) ** 2) / (k - 1)
    mse = np.sum(rest**2) / ((n - 1) * (k - 1))
    single = ratio(msr - mse, msr + (k - 1) * mse + k / n * (msc - mse))
    return Icc(single, ratio(msr - mse, msr + (msc - mse) / n))


def stepped_up(reliability: float, raters: float) -> float:
    """The reliability of the mean of so many raters, from that of one: Spearman and Brown 1910."""
    return raters * reliability / (1 + (raters - 1) * reliability)


def alpha(table: Table, levels: int = LEVELS) -> float:
    """Krippendorff's alpha for ordinal values, 1 − Do/De, from the coincidences of values within a target.

    The distance of two values is (sum of n_g from c to k, less half of n_c and n_k)²: Krippendorff 2011.
    """
    counts = counted(table, levels)
    counts = counts[counts.sum(axis=1) >= 2]
    if not len(counts):
        return NAN
    weights = 1 / (counts.sum(axis=1) - 1)
    together = np.einsum("t,tc,tk->ck", weights, counts, counts)
    together -= np.diag(np.einsum("t,tc->c", weights, counts))
    values = together.sum(axis=0)
    upto, lower = np.cumsum(values), np.minimum(*np.indices((levels, levels)))
    from_to = np.abs(upto[:, None] - upto[None, :]) + values[lower]
    distance = (from_to - (values[:, None] + values[None, :]) / 2) ** 2
    total = values.sum()
    observed = np.sum(together * distance) / total
    expected = np.sum((np.outer(values, values) - np.diag(values)) * distance) / (total * (total - 1))
    return 1 - ratio(observed, expected) if expected else NAN


def kappa(one: Table, other: Table, levels: int = LEVELS) -> float:
    """Quadratic weighted kappa of two raters over the targets that both rated: Cohen 1968.

    1 − Σ w O / Σ w E with w = (i − j)² / (levels − 1)²; it tends to the intraclass correlation (Fleiss and Cohen 1973).
    """
    both = ~(np.isnan(one) | np.isnan(other))
    if not both.any():
        return NAN
    seen = np.zeros((levels, levels))
    np.add.at(seen, (placed(one[both], levels), placed(other[both], levels)), 1)
    expected = np.outer(seen.sum(axis=1), seen.sum(axis=0)) / seen.sum()
    weights = np.subtract.outer(np.arange(levels), np.arange(levels)) ** 2
    return 1 - ratio(float(np.sum(weights * seen)), float(np.sum(weights * expected)))


def kappa_interval(one: Table, other: Table, seed: int, draws: int = 1000) -> Interval:
    """The same with its bootstrap interval, over the targets that both rated.

    All draws at once: what is expected of two raters by chance is the sum of their variances and of the square of how
    far apart their means are.
    """
    both = ~(np.isnan(one) | np.isnan(other))
    a, b = one[both], other[both]
    if not len(a):
        return Interval(NAN, NAN, NAN, 0)
    rows = np.random.default_rng(seed).integers(len(a), size=(draws, len(a)))
    a, b = a[rows], b[rows]
    by_chance = a.var(axis=1) + b.var(axis=1) + (a.mean(axis=1) - b.mean(axis=1)) ** 2
    known = by_chance > 0
    found = 1 - ((a - b) ** 2).mean(axis=1)[known] / by_chance[known]
    low, high = np.percentile(found, [2.5, 97.5]) if len(found) else (NAN, NAN)
    return Interval(kappa(one, other), float(low), float(high), int(both.sum()))


def ac2(table: Table, levels: int = LEVELS) -> float:
    """Gwet's AC2 with ordinal weights, for any number of raters and missing values: Gwet 2014, chapters 3 and 4.

    It stays meaningful where nearly everybody gives the same score and alpha and kappa fall to nothing.
    """
    counts = counted(table, levels)
    rated = counts[counts.sum(axis=1) >= 1]
    several = counts[counts.sum(axis=1) >= 2]
    if not len(several):
        return NAN
    weights = ordinal_weights(levels)
    raters = several.sum(axis=1)
    agreeing = np.sum(several * (several @ weights - 1), axis=1) / (raters * (raters - 1))
    shares = (rated / rated.sum(axis=1, keepdims=True)).mean(axis=0)
    chance = weights.sum() / (levels * (levels - 1)) * np.sum(shares * (1 - shares))
    return ratio(agreeing.mean() - chance, 1 - chance)


def ordinal_weights(levels: int) -> Table:
    """1 − C(|i − j| + 1, 2) / C(levels, 2)."""
    apart = np.abs(np.subtract.outer(np.arange(levels), np.arange(levels)))
    weights: Table = 1 - apart * (apart + 1) / (levels * (levels - 1))
    return weights


def within(table: Table, apart: float = 0.0) -> float:
    """The share of pairs of ratings of one target that are at most so far apart: 0 for exactly the same."""
    pairs = [np.abs(table[:, a] - table[:, b]) for a, b in combinations(range(table.shape[1]), 2)]
    differences = np.concatenate(pairs) if pairs else np.empty(0)
    differences = differences[~np.isnan(differences)]
    return float(np.mean(differences <= apart)) if len(differences) else NAN


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with the middle 95 % of what it is when targets are drawn anew. Without a value where `n` is too small."""

    value: float
    low: float
    high: float
    n: int

    @property
    def shown(self) -> bool:
        return self.n >= FEWEST and not np.isnan(self.value)


def bootstrapped(table: Table, figure: Callable[[Table], float], seed: int, draws: int = 1000) -> Interval:
    """The percentile bootstrap over targets (Efron 1979). The same seed gives the same interval."""
    if not len(table):
        return Interval(NAN, NAN, NAN, 0)
    drawn = np.random.default_rng(seed).integers(len(table), size=(draws, len(table)))
    found = np.array([figure(table[rows]) for rows in drawn])
    found = found[~np.isnan(found)]
    low, high = np.percentile(found, [2.5, 97.5]) if len(found) else (NAN, NAN)
    return Interval(figure(table), float(low), float(high), len(table))


def counted(table: Table, levels: int) -> Table:
    """How often each target was given each value: (targets, levels)."""
    return np.stack([(table == level).sum(axis=1) for level in range(levels)], axis=1).astype(np.float64)


def placed(values: Table, levels: int) -> NDArray[np.int64]:
    places = values.astype(np.int64)
    if (places != values).any() or (places < 0).any() or (places >= levels).any():
        raise ValueError(f"scores must be whole numbers from 0 to {levels - 1}")
    return places


def ratio(above: float, below: float) -> float:
    return float(above / below) if below else NAN
