"""The alerts of this scenario: they fire when the numbers say so."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rounds.simulator import Happening
from rounds.simulator.arrays import Floats

from .incident import Plot
from .lives import A_DAY, CELL, CELLS
from .metrics import EVERY_MINUTE
from .story import WINDOW

RESTARTS_A_DAY, STUCK = 30, 10_000


def alerts(plot: Plot) -> Iterator[Happening]:
    yield from crossing(f"Restarts of workflow-engine above {RESTARTS_A_DAY} in 24 h", restarts(plot), RESTARTS_A_DAY)
    stuck = plot.stuck[EVERY_MINUTE].astype(np.float64)
    yield from crossing(f"Executions without heartbeat above {STUCK:,}", stuck, STUCK)


def restarts(plot: Plot) -> Floats:
    """In the 24 hours before the end of each minute."""
    crashes = np.zeros(CELLS, np.int64)
    for life in plot.told.lives:
        if life.crash < WINDOW:
            crashes[life.crash // CELL] += 1
    total = np.concatenate((np.zeros(A_DAY, np.int64), np.cumsum(crashes)))
    recent: Floats = (total[A_DAY:] - total[:-A_DAY])[EVERY_MINUTE].astype(np.float64)
    return recent


def crossing(rule: str, values: Floats, above: float) -> Iterator[Happening]:
    """It fires the first time; it has not resolved since."""
    high = np.flatnonzero(values > above)
    if len(high):
        moment = int((EVERY_MINUTE[high[0]] + 1) * CELL)
        attributes = (("rule", rule), ("state", "firing"), ("value", f"{values[high[0]]:,.0f}"))
        yield Happening(moment, "alert", "workflow-engine", f"{rule}: firing", attributes)
