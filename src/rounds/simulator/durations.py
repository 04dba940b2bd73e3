"""Durations: whole nanoseconds, and spreads of them.

Virtual time is counted in whole nanoseconds from the start of the recording, never in floats: two
machines agree on integers, and do not agree on the last bit of `np.exp`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

import numpy as np

from .arrays import Ints

US = 1_000
MS = 1_000_000
SECOND = 1_000_000_000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR

CELLS = 4096
# Standard normal quantiles at these parts of a thousand; 0 and 1000 are cut at three and a half sigma.
BELL = {0: "-3.5", 10: "-2.3263", 50: "-1.6449", 100: "-1.2816", 250: "-0.6745", 500: "0",
        750: "0.6745", 900: "1.2816", 950: "1.6449", 990: "2.3263", 999: "3.0902", 1000: "3.5"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spread:
    """How long something takes: (parts of a thousand, nanoseconds), straight lines between them."""

    knots: tuple[tuple[int, int], ...]

    def __mul__(self, factor: float) -> Spread:
        return Spread(tuple((part, round(value * factor)) for part, value in self.knots))


def us(middle: float, slow: float | None = None) -> Spread:
    return usually(round(middle * US), round((slow or middle) * US))


def ms(middle: float, slow: float | None = None) -> Spread:
    return usually(round(middle * MS), round((slow or middle) * MS))


def seconds(middle: float, slow: float | None = None) -> Spread:
    return usually(round(middle * SECOND), round((slow or middle) * SECOND))


def between(low: int, high: int) -> Spread:
    return Spread(((0, low), (1000, high)))


@cache
def usually(middle: int, slow: int) -> Spread:
    """Log-normal through its middle and the slowest in a hundred.

    Decimal powers are computed in integers, so that the knots are the same on every machine.
    """
    ratio = Decimal(slow) / Decimal(middle)
    top = Decimal(BELL[990])
    return Spread(tuple((part, round(middle * ratio ** (Decimal(z) / top))) for part, z in BELL.items()))


@cache
def table(spread: Spread) -> Ints:
    """The spread as 4,096 equally likely values, lowest first."""
    middle_of_cell = (2 * np.arange(CELLS, dtype=np.int64) + 1) * 1000
    parts = np.array([part for part, _ in spread.knots], dtype=np.int64) * 2 * CELLS
    values = np.array([value for _, value in spread.knots], dtype=np.int64)
    left = np.searchsorted(parts, middle_of_cell, side="right") - 1
    width = parts[left + 1] - parts[left]
    rows: Ints = values[left] + (values[left + 1] - values[left]) * (middle_of_cell - parts[left]) // width
    return rows


@cache
def mean(spread: Spread) -> int:
    return int(table(spread).sum()) // CELLS
