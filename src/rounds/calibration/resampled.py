"""Bootstrap intervals of figures of agreement and of halo, every draw at once: a report takes 43 ms of processor time where
it took 580. The draws, and so the intervals, are those of `agreement.bootstrapped`.

A draw is how often each target is in it, (draws, targets); each figure is a ratio of sums over targets, so that one
product of matrices gives the sums of all draws.
"""

from __future__ import annotations

from itertools import combinations

import numpy as np

from rounds.calibration.agreement import (
    LEVELS,
    NAN,
    Interval,
    Table,
    ac2,
    alpha,
    counted,
    icc,
    ordinal_weights,
    within,
)
from rounds.calibration.raters import Vector, alike

NOTHING = 1e-9  # what is left of a sum of squares that is none


def drawn(targets: int, seed: int, draws: int) -> Table:
    rows = np.random.default_rng(seed).integers(targets, size=(draws, targets))
    found = np.zeros((draws, targets))
    np.add.at(found, (np.arange(draws)[:, None], rows), 1)
    return found


def iccs(table: Table, seed: int, draws: int) -> tuple[Interval, Interval]:
    """Of a table without a gap: that of one rater and that of the mean."""
    n, k = table.shape
    if n < 2 or k < 2:
        return interval(NAN, np.empty(0), n), interval(NAN, np.empty(0), n)
    often, known = drawn(n, seed, draws), icc(table)
    columns = often @ table / n
    mean = columns.mean(axis=1)
    between = k * (often @ table.mean(axis=1) ** 2 - n * mean**2)
    raters = n * (np.sum(columns**2, axis=1) - k * mean**2)
    rest = often @ np.sum(table**2, axis=1) - n * k * mean**2 - between - raters
    msr, msc, mse = between / (n - 1), raters / (k - 1), rest / ((n - 1) * (k - 1))
    single = ratios(msr - mse, msr + (k - 1) * mse + k / n * (msc - mse))
    average = ratios(msr - mse, msr + (msc - mse) / n)
    return interval(known.single, single, n), interval(known.average, average, n)


def alphas(table: Table, seed: int, draws: int) -> Interval:
    """Of targets that several rated."""
    if not len(table):
        return interval(NAN, np.empty(0), 0)
    counts = counted(table, LEVELS)
    pairs = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(LEVELS)
    pairs /= np.maximum(counts.sum(axis=1) - 1, 1)[:, None, None]
    together = (drawn(len(table), seed, draws) @ pairs.reshape(len(table), -1)).reshape(-1, LEVELS, LEVELS)
    values = together.sum(axis=1)
    upto, lower = np.cumsum(values, axis=1), np.minimum(*np.indices((LEVELS, LEVELS)))
    from_to = np.abs(upto[:, :, None] - upto[:, None, :]) + values[:, lower]
    distance = (from_to - (values[:, :, None] + values[:, None, :]) / 2) ** 2
    total = values.sum(axis=1)
    observed = np.sum(together * distance, axis=(1, 2)) * (total - 1)
    by_chance = np.sum(values[:, :, None] * values[:, None, :] * distance, axis=(1, 2))
    return interval(alpha(table), 1 - ratios(observed, by_chance), len(table))


def ac2s(table: Table, seed: int, draws: int) -> Interval:
    """Of targets that several rated."""
    counts, n = counted(table, LEVELS), len(table)
    if not n:
        return interval(NAN, np.empty(0), 0)
    weights, raters = ordinal_weights(LEVELS), counts.sum(axis=1)
    alike = np.sum(counts * (counts @ weights - 1), axis=1) / (raters * (raters - 1))
    often = drawn(n, seed, draws)
    shares = often @ (counts / raters[:, None]) / n
    chance = weights.sum() / (LEVELS * (LEVELS - 1)) * np.sum(shares * (1 - shares), axis=1)
    return interval(ac2(table), ratios(often @ alike / n - chance, 1 - chance), n)


def withins(table: Table, seed: int, draws: int, apart: float = 0.0) -> Interval:
    pairs = [np.abs(table[:, a] - table[:, b]) for a, b in combinations(range(table.shape[1]), 2)]
    if not len(table) or not pairs:
        return interval(NAN, np.empty(0), len(table))
    differences = np.stack(pairs, axis=1)
    close, known = np.sum(differences <= apart, axis=1), np.sum(~np.isnan(differences), axis=1)
    often = drawn(len(table), seed, draws)
    return interval(within(table, apart), ratios(often @ close, often @ known), len(table))


def halo(ratings: Table, seed: int, draws: int = 1000) -> Interval:
    """Of one rater: the mean correlation between criteria over what they rated, (rated, criteria).

    High where a good impression of one thing colours all the others; to be read beside the same of the pool.
    """
    known = np.isnan(ratings).sum(axis=1) == 0
    if not len(ratings):
        return interval(NAN, np.empty(0), 0)
    values = np.where(known[:, None], ratings, 0.0)
    often = drawn(len(ratings), seed, draws) * known
    n = np.maximum(often.sum(axis=1), 1)[:, None]
    mean = often @ values / n
    products = (often @ (values[:, :, None] * values[:, None, :]).reshape(len(values), -1)) / n
    together = products.reshape(draws, *[ratings.shape[1]] * 2) - mean[:, :, None] * mean[:, None, :]
    spread = np.sqrt(np.maximum(np.einsum("dcc->dc", together), 0.0))
    moved = (spread > NOTHING) & (often.sum(axis=1) > 2)[:, None]
    alone = np.where(moved, 1 / np.where(moved, spread, 1.0), 0.0)
    correlations = np.sum(together * alone[:, :, None] * alone[:, None, :], axis=(1, 2))
    many = moved.sum(axis=1)
    return interval(alike(ratings), ratios(correlations - many, 1.0 * many * (many - 1)), len(ratings))


def interval(value: float, found: Vector, n: int) -> Interval:
    known = found[~np.isnan(found)]
    low, high = np.percentile(known, [2.5, 97.5]) if len(known) else (NAN, NAN)
    return Interval(value, float(low), float(high), n)


def ratios(above: Vector, below: Vector) -> Vector:
    some = np.abs(below) > NOTHING
    found: Vector = np.where(some, above / np.where(some, below, 1.0), NAN)
    return found
