"""When metrics are scraped: every two minutes, in the last two days each minute, in the last six hours every fifteen seconds.

Everything is counted by the minute, which is how often databases are looked at.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from rounds.simulator import MINUTE, SECOND
from rounds.simulator.arrays import Floats, Ints

from .story import DAY, NOW

FINE = 6 * 60 * MINUTE
STEP, FINE_STEP = MINUTE, 15 * SECOND
OLD_STEP = 2 * MINUTE  # a rate over five minutes, which is what people write, has two or three of them


@cache
def scrapes() -> Ints:
    """Nanoseconds since the window began: when things are counted."""
    return np.concatenate([
        np.arange(STEP, NOW - FINE + 1, STEP, dtype=np.int64),
        np.arange(NOW - FINE + FINE_STEP, NOW + 1, FINE_STEP, dtype=np.int64),
    ])  # fmt: skip


@cache
def stored() -> Ints:
    """Places of those that metrics keep."""
    return np.flatnonzero((scrapes() % OLD_STEP == 0) | (scrapes() > NOW - 2 * DAY))


@cache
def minutes() -> Ints:
    """When databases are looked at."""
    return np.arange(STEP, NOW + 1, STEP, dtype=np.int64)


@cache
def seconds() -> Floats:
    """How long it has been since the scrape before."""
    gaps: Floats = np.diff(scrapes(), prepend=0) / SECOND
    return gaps


def seen(moments: Ints, grid: Ints, amounts: Ints | None = None) -> Floats:
    """How much of it there was since the scrape before; what comes after the last is nobody's."""
    place = np.searchsorted(grid, moments, side="left")
    counted: Floats = np.bincount(place, amounts, len(grid) + 1)[: len(grid)].astype(np.float64)
    return counted


def spent(starts: Ints, ends: Ints, grid: Ints) -> Floats:
    """Seconds of these stretches, none of which overlap and which are in order, since the scrape before."""
    edges = np.column_stack([starts, ends]).ravel()
    total = np.column_stack([np.zeros(len(starts), np.int64), ends - starts]).ravel().cumsum()
    upto = np.interp(grid, edges, total) if len(edges) else np.zeros(len(grid))
    since: Floats = np.diff(upto, prepend=0) / SECOND
    return since
