"""Sums as Prometheus 3 makes them: in order, with Kahan's compensation in Neumaier's form, so that they agree to the last bit."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rounds.query.promql.values import Array


def kahan(increment: Array, total: Array, carry: Array) -> tuple[Array, Array]:
    """The new sum and what it lost; an infinite sum loses nothing."""
    with np.errstate(invalid="ignore", over="ignore"):
        return added(increment, total, carry)


def added(increment: Array, total: Array, carry: Array) -> tuple[Array, Array]:
    """The same where warnings are silent already."""
    new = total + increment
    lost = np.where(np.abs(total) >= np.abs(increment), (total - new) + increment, (increment - new) + total)
    return new, np.where(np.isinf(new), 0.0, carry + lost)


def turns(groups: Array, count: int) -> Iterator[tuple[Array, Array]]:
    """Rows one turn after another, so that no turn holds two rows of one group: (rows, their groups).

    Inside a group rows come in their order, which is the order of its sum.
    """
    order = np.argsort(groups, kind="stable")
    sizes = np.bincount(groups, minlength=count)
    first = np.cumsum(sizes) - sizes
    for turn in range(int(sizes.max(initial=0))):
        live = np.flatnonzero(sizes > turn)
        yield order[first[live] + turn], live


def grouped_sum(values: Array, present: Array, groups: Array, count: int) -> tuple[Array, Array]:
    """Sum and carry of each group's rows, column by column, as (groups, columns)."""
    total, carry = np.zeros((count, values.shape[1])), np.zeros((count, values.shape[1]))
    everywhere = bool(present.all())  # as nearly always: then nothing has to be chosen
    with np.errstate(invalid="ignore", over="ignore"):
        for rows, live in turns(groups, count):
            if everywhere:
                total[live], carry[live] = added(values[rows], total[live], carry[live])
                continue
            here = present[rows]
            new, lost = added(np.where(here, values[rows], 0.0), total[live], carry[live])
            total[live] = np.where(here, new, total[live])
            carry[live] = np.where(here, lost, carry[live])
    return total, carry


def grouped_variance(values: Array, present: Array, groups: Array, count: int) -> Array:
    """Population variance of each group's rows, by Welford's way."""
    shape = (count, values.shape[1])
    many, mean, squares = np.zeros(shape), np.zeros(shape), np.zeros(shape)
    with np.errstate(invalid="ignore", divide="ignore"):
        for rows, live in turns(groups, count):
            here, x = present[rows], values[rows]
            many[live] += here
            delta = x - mean[live]
            new = mean[live] + delta / many[live]
            squares[live] = np.where(here, squares[live] + delta * (x - new), squares[live])
            mean[live] = np.where(here, new, mean[live])
        return squares / many
