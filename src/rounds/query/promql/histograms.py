"""histogram_quantile over classic buckets, as Prometheus 3 computes it."""

from __future__ import annotations

import numpy as np

from rounds.query.promql.values import NAME, Array, Labels, Vector, without
from rounds.query.promql.windows import beyond

SMALL_DELTA = 1e-12  # Prometheus's: differences of counts below it come from adding floats in another order
SMALLEST_NORMAL = 2.2250738585072014e-308


def histogram_quantile(q: Array, vector: Vector) -> Vector:
    """`q`: one quantile a step. Series without a readable `le` are left out."""
    families: dict[tuple[tuple[str, str], ...], list[tuple[float, int]]] = {}
    for row, labels in enumerate(vector.labels):
        bound = parsed(labels.get("le", ""))
        if bound is not None:
            key = tuple(sorted(without(labels, "le", NAME).items()))
            families.setdefault(key, []).append((bound, row))
    steps = vector.values.shape[1]
    values, present = np.full((len(families), steps), np.nan), np.zeros((len(families), steps), bool)
    alike: dict[tuple[float, ...], list[tuple[int, Array]]] = {}
    for place, buckets in enumerate(families.values()):
        buckets.sort()
        rows, bounds = np.array([row for _, row in buckets]), tuple(bound for bound, _ in buckets)
        here = vector.present[rows]
        present[place] = here.any(axis=0)
        if (here == here[0]).all():  # as nearly always; finding the patterns takes longer than all else
            alike.setdefault(bounds, []).append((place, rows))
        else:
            values[place] = by_patterns(q, np.array(bounds), vector.values[rows], here)
    for bounds, found in alike.items():
        together(q, np.array(bounds), found, vector, values, present)
    return Vector([Labels(key) for key in families], values, present)


def together(
    q: Array, bounds: Array, found: list[tuple[int, Array]], vector: Vector, values: Array, present: Array
) -> None:
    """Histograms with the same bounds, worked out side by side, into their rows of `values`: (place, rows) of each."""
    there = [present[place] for place, _ in found]
    counts = [vector.values[rows][:, here] for (_, rows), here in zip(found, there, strict=True)]
    result = quantile(np.concatenate([q[here] for here in there]), bounds, np.concatenate(counts, axis=1))
    ends = np.cumsum([here.sum() for here in there])
    for (place, _), here, part in zip(found, there, np.split(result, ends[:-1]), strict=True):
        values[place, here] = part


def parsed(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def by_patterns(q: Array, bounds: Array, counts: Array, present: Array) -> Array:
    """One histogram over all steps. Steps at which the same buckets are present are worked out together."""
    values = np.full(counts.shape[1], np.nan)
    patterns, which = np.unique(present, axis=1, return_inverse=True)
    for place in range(patterns.shape[1]):
        rows, steps = np.flatnonzero(patterns[:, place]), np.flatnonzero(which == place)
        if len(rows):
            values[steps] = quantile(q[steps], bounds[rows], counts[np.ix_(rows, steps)])
    return values


def quantile(q: Array, bounds: Array, counts: Array) -> Array:
    bounds, counts = coalesced(bounds, counts)
    if len(bounds) < 2 or not np.isposinf(bounds[-1]):
        return beyond(q, np.full(len(q), np.nan))
    counts = monotonic(counts)
    with np.errstate(all="ignore"):
        result = interpolated(q, bounds, counts)
    return beyond(q, np.where(counts[-1] == 0, np.nan, result))


def coalesced(bounds: Array, counts: Array) -> tuple[Array, Array]:
    """Buckets with the same bound as one (`le="1"` and `le="1.0"`)."""
    unique, first = np.unique(bounds, return_index=True)
    return (bounds, counts) if len(unique) == len(bounds) else (unique, np.add.reduceat(counts, first, axis=0))


def monotonic(counts: Array) -> Array:
    """Counts that never fall from one bound to the next; tiny differences are no differences."""
    fixed = counts.copy()
    with np.errstate(all="ignore"):
        for place in range(1, len(fixed)):
            before, here = fixed[place - 1], fixed[place]
            fixed[place] = np.where(almost_equal(before, here) | (here < before), before, here)
    return fixed


def almost_equal(a: Array, b: Array) -> Array:
    total, apart = np.abs(a) + np.abs(b), np.abs(a - b)
    tiny = (a == 0) | (b == 0) | (total < SMALLEST_NORMAL)
    near = np.where(
        tiny, apart < SMALL_DELTA * SMALLEST_NORMAL, apart / np.minimum(total, np.finfo(float).max) < SMALL_DELTA
    )
    return (a == b) | near


def interpolated(q: Array, bounds: Array, counts: Array) -> Array:
    """Linear inside the bucket the rank falls into; the last finite bound above it, the first bound below zero."""
    steps = np.arange(len(q))
    rank = q * counts[-1]
    reached = counts[:-1] >= rank
    bucket = np.where(reached.any(axis=0), reached.argmax(axis=0), len(bounds) - 1)
    below = np.maximum(bucket - 1, 0)
    start = np.where(bucket > 0, bounds[below], 0.0)
    before = np.where(bucket > 0, counts[below, steps], 0.0)
    inside = counts[bucket, steps] - before
    result = start + (bounds[bucket] - start) * ((rank - before) / inside)
    result = np.where((bucket == 0) & (bounds[0] <= 0), bounds[0], result)
    return np.where(bucket == len(bounds) - 1, bounds[-2], result)
