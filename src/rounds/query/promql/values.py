"""What expressions are worth: vectors of series over a grid of steps, scalars, samples inside windows.

A vector holds one row a series and one column a step. Prometheus tells "no value" from the value NaN, so whether a
value is there stands beside it in `present`; where it is not, the value itself means nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

from rounds.query.promql.tree import Matcher

Array = Any  # numpy.ndarray
Labels = dict[str, str]
NAME = "__name__"
STALE = 0x7FF0000000000002  # the NaN by which Prometheus marks that a series ended


@dataclass(frozen=True, slots=True)
class Grid:
    """The steps an expression is evaluated at, in milliseconds: `start`, `start` + `step`, …"""

    start: int
    step: int
    steps: int

    @property
    def times(self) -> Array:
        return self.start + self.step * np.arange(self.steps, dtype="i8")

    @property
    def end(self) -> int:
        return self.start + self.step * (self.steps - 1)


@dataclass(frozen=True, slots=True)
class Vector:
    labels: list[Labels]
    values: Array  # (series, steps) float64
    present: Array  # (series, steps) bool

    def alive(self) -> Vector:
        """The series that have a value at any step."""
        kept = np.flatnonzero(self.present.any(axis=1))
        return self if len(kept) == len(self.labels) else self.rows(kept)

    @classmethod
    def empty(cls, steps: int) -> Vector:
        return cls([], np.empty((0, steps)), np.empty((0, steps), bool))

    def with_values(self, values: Array, present: Array | None = None) -> Vector:
        return Vector(self.labels, values, self.present if present is None else present)

    def rows(self, chosen: Array) -> Vector:
        """Some of the series, each at most once, in the order given."""
        return Vector([self.labels[row] for row in chosen], self.values[chosen], self.present[chosen])


@dataclass(frozen=True, slots=True)
class Scalar:
    values: Array  # (steps,)


@dataclass(frozen=True, slots=True)
class Samples:
    """Samples of some series, flat and sorted by (series, time); `series` counts from 0."""

    labels: list[Labels]
    series: Array
    time: Array  # milliseconds
    value: Array

    @property
    def count(self) -> int:
        return len(self.labels)

    def fresh(self) -> Array:
        """Whether a sample is the first of its series."""
        return np.r_[True, self.series[1:] != self.series[:-1]][: len(self.series)]


@dataclass(frozen=True, slots=True)
class Looked:
    """When an expression looks at samples: from `start` to `end`, both inside, milliseconds.

    With a `step`, only at the first `width` of each step from `start` on: `rate(x[5m])` each hour.
    """

    start: int
    end: int
    step: int = 0
    width: int = 0


class Source(Protocol):
    """Where samples come from. Series of one selection come in the order of their labels."""

    def samples(self, matchers: Sequence[Matcher], looked: Looked) -> Samples:
        """All samples then, and perhaps others, of the series that match."""


def without(labels: Labels, *names: str) -> Labels:
    left = dict(labels)
    for name in names:
        left.pop(name, None)
    return left


def stale(value: Array) -> Array:
    return value.view("u8") == STALE
