"""sum by (…), topk(…) and their like."""

from __future__ import annotations

import numpy as np

from rounds.query.promql.sums import grouped_sum, grouped_variance
from rounds.query.promql.tree import Aggregate
from rounds.query.promql.values import NAME, Array, Labels, Vector, without
from rounds.query.promql.windows import beyond


def aggregated(node: Aggregate, vector: Vector, parameter: Array | None) -> Vector:
    """The vector by groups. `parameter`: one value a step, for topk, bottomk and quantile."""
    labels, groups = grouped(node, vector.labels)
    if node.operator in ("topk", "bottomk"):
        return chosen(vector, groups, len(labels), parameter, largest=node.operator == "topk")
    present = counts(vector, groups, len(labels)) > 0
    values = of_groups(node.operator, vector, groups, len(labels), parameter)
    return Vector(labels, values, present)


def grouped(node: Aggregate, labels: list[Labels]) -> tuple[list[Labels], Array]:
    """The labels of the groups, and the group of each series."""
    found: dict[tuple[tuple[str, str], ...], int] = {}
    known: dict[tuple[str | None, ...], int] = {}  # by what the series says of the labels: thousands share a few groups
    groups = np.empty(len(labels), "i8")
    for row, own in enumerate(labels):
        if node.without:
            groups[row] = found.setdefault(tuple(sorted(without(own, NAME, *node.labels).items())), len(found))
            continue
        said = tuple(map(own.get, node.labels))
        if said not in known:
            key = tuple((name, value) for name, value in zip(node.labels, said, strict=True) if value)
            known[said] = found.setdefault(key, len(found))
        groups[row] = known[said]
    return [dict(key) for key in found], groups


def of_groups(operator: str, vector: Vector, groups: Array, count: int, parameter: Array | None) -> Array:
    match operator:
        case "sum":
            total, carry = grouped_sum(vector.values, vector.present, groups, count)
            return total + carry
        case "avg":
            total, carry = grouped_sum(vector.values, vector.present, groups, count)
            many = counts(vector, groups, count)
            with np.errstate(all="ignore"):
                return total / many + carry / many
        case "count":
            return counts(vector, groups, count).astype(float)
        case "group":
            return np.ones((count, vector.values.shape[1]))
        case "min":
            return extreme(vector, groups, count, np.fmin)
        case "max":
            return extreme(vector, groups, count, np.fmax)
        case "stdvar":
            return grouped_variance(vector.values, vector.present, groups, count)
        case "stddev":
            return np.sqrt(grouped_variance(vector.values, vector.present, groups, count))
        case _:
            return quantiles(vector, groups, count, parameter)


def by_group(groups: Array, count: int) -> tuple[Array, Array]:
    """The rows in the order of their groups, and where each group begins."""
    order = np.argsort(groups, kind="stable")
    return order, np.searchsorted(groups[order], np.arange(count))


def counts(vector: Vector, groups: Array, count: int) -> Array:
    if not count:
        return np.zeros((0, vector.values.shape[1]), "i8")
    order, first = by_group(groups, count)
    return np.add.reduceat(vector.present[order].astype("i8"), first, axis=0)


def extreme(vector: Vector, groups: Array, count: int, choose: np.ufunc) -> Array:
    """The least or greatest value; NaN only where there is nothing else."""
    if not count:
        return np.empty((0, vector.values.shape[1]))
    order, first = by_group(groups, count)
    return choose.reduceat(np.where(vector.present, vector.values, np.nan)[order], first, axis=0)


def quantiles(vector: Vector, groups: Array, count: int, wanted: Array | None) -> Array:
    """The quantile of each group's values at each step, between two of them in proportion."""
    q = wanted if wanted is not None else np.full(vector.values.shape[1], np.nan)
    values = np.empty((count, vector.values.shape[1]))
    order, first = by_group(groups, count)
    for group, rows in enumerate(np.split(order, first[1:]) if count else []):
        values[group] = quantile(q, vector.values[rows], vector.present[rows])
    return values


def quantile(q: Array, values: Array, present: Array) -> Array:
    many = present.sum(axis=0)
    low_first = np.where(np.isnan(values), -np.inf, values)
    ordered = np.sort(np.where(present, low_first, np.inf), axis=0)
    rank = np.clip(np.nan_to_num(q), 0, 1) * np.maximum(many - 1, 0)
    low = np.floor(rank).astype("i8")
    high = np.minimum(np.maximum(many - 1, 0), low + 1)
    weight, steps = rank - low, np.arange(len(q))
    with np.errstate(invalid="ignore"):
        return beyond(q, ordered[low, steps] * (1 - weight) + ordered[high, steps] * weight)


def chosen(vector: Vector, groups: Array, count: int, parameter: Array | None, *, largest: bool) -> Vector:
    """At each step the k largest or smallest of each group, under their own labels."""
    k = np.zeros(vector.values.shape[1]) if parameter is None else np.nan_to_num(parameter)
    present = np.zeros_like(vector.present)
    order, first = by_group(groups, count)
    for rows in np.split(order, first[1:]) if count else []:
        present[rows] = ranks(vector.values[rows], vector.present[rows], largest=largest) < np.floor(k)
    return vector.with_values(vector.values, present & vector.present).alive()


def ranks(values: Array, present: Array, *, largest: bool) -> Array:
    """The place of each row at each step, the wanted end first; NaN after all numbers, what is absent last."""
    key = np.where(np.isnan(values), np.inf, -values if largest else values)
    order = np.lexsort((key, np.isnan(values), ~present), axis=0)
    places = np.empty_like(order)
    np.put_along_axis(places, order, np.broadcast_to(np.arange(len(order))[:, None], order.shape), axis=0)
    return places
