"""Arithmetic, comparisons and set operators between numbers and vectors."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from rounds.kit.errors import Invalid
from rounds.query.promql.tree import Binary, Expression, Matching
from rounds.query.promql.values import NAME, Array, Labels, Scalar, Vector, without

ARITHMETIC: Mapping[str, Callable[[Array, Array], Array]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.divide,
    "%": np.fmod,
    "^": np.power,
    "atan2": np.arctan2,
}
COMPARISONS: Mapping[str, Callable[[Array, Array], Array]] = {
    "==": np.equal,
    "!=": np.not_equal,
    ">": np.greater,
    "<": np.less,
    ">=": np.greater_equal,
    "<=": np.less_equal,
}
SETS = frozenset({"and", "or", "unless"})


def combined(node: Binary, left: Scalar | Vector, right: Scalar | Vector) -> Scalar | Vector:
    """The value of a binary expression.

    Raises:
        Invalid: several series of one side match one of the other where only one may.
    """
    with np.errstate(all="ignore"):
        match left, right:
            case Scalar(a), Scalar(b):
                return Scalar(of_numbers(node, a, b))
            case Vector(), Scalar(b):
                return with_number(node, left, left.values, b, left.values)
            case Scalar(a), Vector():
                return with_number(node, right, a, right.values, right.values)
            case Vector(), Vector():
                return of_sets(node, left, right) if node.operator in SETS else of_vectors(node, left, right)
    raise AssertionError(node)


def of_numbers(node: Binary, a: Array, b: Array) -> Array:
    if node.operator in ARITHMETIC:
        return ARITHMETIC[node.operator](a, b)
    return COMPARISONS[node.operator](a, b).astype(float)


def with_number(node: Binary, vector: Vector, a: Array, b: Array, own: Array) -> Vector:
    if node.operator in ARITHMETIC:
        return nameless(vector.with_values(ARITHMETIC[node.operator](a, b)))
    holds = COMPARISONS[node.operator](a, b)
    if node.as_number:
        return nameless(vector.with_values(holds.astype(float)))
    return vector.with_values(own, vector.present & holds)


def nameless(vector: Vector) -> Vector:
    """The vector without metric names.

    Raises:
        Invalid: two series have a value at the same step and differ by their names alone.
    """
    plain = Vector([without(labels, NAME) for labels in vector.labels], vector.values, vector.present)
    alike = len({labels.get(NAME) for labels in vector.labels}) <= 1  # then they differ without it too
    return plain if alike else merged(plain)


def merged(vector: Vector) -> Vector:
    """Rows with the same labels as one."""
    groups = numbered([key(labels) for labels in vector.labels])
    count = int(groups.max(initial=-1)) + 1
    if count == len(groups):
        return vector
    values, present = np.zeros((count, vector.values.shape[1])), np.zeros((count, vector.values.shape[1]), bool)
    labels: list[Labels] = [{} for _ in range(count)]
    for row, group in enumerate(groups):
        here = vector.present[row]
        if (present[group] & here).any():
            raise Invalid("Two series with the same labels would come out of this.", field="expression")
        values[group] = np.where(here, vector.values[row], values[group])
        present[group] |= here
        labels[group] = vector.labels[row]
    return Vector(labels, values, present)


def key(labels: Labels) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(labels.items()))


def numbered(keys: Sequence[object]) -> Array:
    """The same number for the same key, from 0 in order of appearance."""
    found: dict[object, int] = {}
    return np.array([found.setdefault(one, len(found)) for one in keys], "i8")


def signature(matching: Matching, labels: Labels) -> tuple[tuple[str, str], ...]:
    """The labels by which two vectors find each other."""
    if matching.on:
        return tuple((name, labels.get(name, "")) for name in sorted(matching.labels))
    return key(without(labels, NAME, *matching.labels))


def of_vectors(node: Binary, left: Vector, right: Vector) -> Vector:
    """One series of one side with one of the other, or with many of it where `group_left` or `group_right` says so."""
    swapped = node.matching.side == "right"
    many, one = (right, left) if swapped else (left, right)
    single = by_signature(node, one)
    rows = [(row, single.get(signature(node.matching, labels))) for row, labels in enumerate(many.labels)]
    pairs = [(row, partner) for row, found in rows if found is not None for partner in found]
    if not pairs:
        return Vector.empty(left.values.shape[1])
    a, b = (np.array(column) for column in zip(*pairs, strict=True))
    mine, other = (many.values[a], one.values[b])
    x, y = (other, mine) if swapped else (mine, other)
    present = many.present[a] & one.present[b]
    if node.operator in ARITHMETIC:
        values = ARITHMETIC[node.operator](x, y)
    else:
        holds = COMPARISONS[node.operator](x, y)
        values, present = (holds.astype(float), present) if node.as_number else (x, present & holds)
    labels = [result_labels(node, many.labels[row], one.labels[partner]) for row, partner in pairs]
    check_one_to_one(node, present, many, a)
    return merged(Vector(labels, values, present))


def by_signature(node: Binary, one: Vector) -> dict[object, list[int]]:
    """The rows of the side that has one; several under a signature only if they never meet at a step."""
    found: dict[object, list[int]] = {}
    for row, labels in enumerate(one.labels):
        found.setdefault(signature(node.matching, labels), []).append(row)
    for rows in found.values():
        if len(rows) > 1 and (one.present[rows].sum(axis=0) > 1).any():
            raise ambiguous(node, "the right" if node.matching.side != "right" else "the left")
    return found


def check_one_to_one(node: Binary, present: Array, many: Vector, rows: Array) -> None:
    if node.matching.side:
        return
    own = np.unique(rows)
    groups = numbered([signature(node.matching, many.labels[row]) for row in own])
    for group in np.flatnonzero(np.bincount(groups) > 1):
        alike = own[groups == group]
        if (many.present[alike].sum(axis=0) > 1).any() and present[np.isin(rows, alike)].any():
            raise ambiguous(node, "the left")


def ambiguous(node: Binary, side: str) -> Invalid:
    message = f"Several series on {side} of {node.operator} match one on the other side: say on(…), ignoring(…) or group_left."
    return Invalid(message, field="expression", start=node.place.start, end=node.place.end)


def result_labels(node: Binary, many: Labels, one: Labels) -> Labels:
    matching = node.matching
    drops_name = node.operator in ARITHMETIC or node.as_number
    labels = without(many, NAME) if drops_name else dict(many)
    if not matching.side:
        if matching.on:
            return {name: value for name, value in labels.items() if name in matching.labels}
        return without(labels, *matching.labels)
    for name in matching.group:
        if one.get(name):
            labels[name] = one[name]
        else:
            labels.pop(name, None)
    return labels


def of_sets(node: Binary, left: Vector, right: Vector) -> Vector:
    """Series of the left where the right has one too (and) or has none (unless)."""
    mine, theirs = signed(node.matching, [left, right])
    count = 1 + max(int(mine.max(initial=-1)), int(theirs.max(initial=-1)))
    there = anywhere(right, theirs, count)[mine]
    kept = left.with_values(left.values, left.present & (there if node.operator == "and" else ~there))
    return kept.alive()


def alternatives(node: Expression) -> list[Expression]:
    """a, b and c of `a or b or c`, where all are matched alike."""
    found: list[Expression] = []
    inner = node
    while isinstance(inner, Binary) and inner.operator == "or" and isinstance(node, Binary):
        if inner.matching != node.matching:
            break
        found.append(inner.right)
        inner = inner.left
    return [inner, *reversed(found)]


def either(matching: Matching, vectors: Sequence[Vector]) -> Vector:
    """The series of each vector where none before it has one, put together once."""
    groups = signed(matching, vectors)
    count = 1 + max(int(own.max(initial=-1)) for own in groups)
    there = np.zeros((count, vectors[0].values.shape[1]), bool)
    kept: list[Vector] = []
    for vector, own in zip(vectors, groups, strict=True):
        extra = vector.with_values(vector.values, vector.present & ~there[own])
        np.logical_or.at(there, own, vector.present)
        kept.append(extra.alive() if kept else extra)
    return together(kept)


def signed(matching: Matching, vectors: Sequence[Vector]) -> list[Array]:
    """The group of each vector's rows: the same for those that match."""
    groups = numbered([signature(matching, labels) for vector in vectors for labels in vector.labels])
    return np.split(groups, np.cumsum([len(vector.labels) for vector in vectors])[:-1])


def anywhere(vector: Vector, groups: Array, count: int) -> Array:
    """Whether a group has a value, step by step."""
    found = np.zeros((count, vector.values.shape[1]), bool)
    np.logical_or.at(found, groups, vector.present)
    return found


def together(vectors: Sequence[Vector]) -> Vector:
    whole = Vector(
        [labels for vector in vectors for labels in vector.labels],
        np.concatenate([vector.values for vector in vectors]),
        np.concatenate([vector.present for vector in vectors]),
    )
    return merged(whole)
