"""Connection pools: first come, first served, exactly, and never more than there are connections.

As long as nobody has to wait there is nothing to compute: a sort finds the first who must, and only
from there on is the line walked.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heapify, heapreplace

import numpy as np

from .arrays import Ints
from .world import Pool, Service

GAVE_UP = -1


@dataclass(slots=True)
class Claim:
    """Rows of a journey that need a connection of their pod's pool."""

    service: Service
    pod: Ints
    arrive: Ints
    hold: Ints


@dataclass(slots=True)
class Line:
    """The pool of one pod: until when its connections are taken."""

    pool: Pool
    taken_until: Ints = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    def admit(self, arrive: Ints, hold: Ints) -> Ints:
        """When each gets a connection, or GAVE_UP. Arrivals are in order."""
        taken, leave, start = self.taken_until, arrive + hold, arrive.copy()
        left = np.sort(np.concatenate((taken, leave)))
        inside = len(taken) + np.arange(len(arrive)) - np.searchsorted(left, arrive, side="right")
        crowded = np.flatnonzero(inside >= self.pool.size)
        if len(crowded):
            first = int(crowded[0])
            earlier = np.concatenate((taken, leave[:first]))
            start[first:], left = self.walk(arrive[first:], hold[first:], earlier[earlier > arrive[first]])
        self.taken_until = left[left > arrive[-1]]
        return start

    def walk(self, arrive: Ints, hold: Ints, taken: Ints) -> tuple[list[int], Ints]:
        ends = taken.tolist() + [0] * (self.pool.size - len(taken))
        heapify(ends)
        starts: list[int] = []
        for moment, length in zip(arrive.tolist(), hold.tolist(), strict=True):
            start = max(ends[0], moment)
            if start - moment > self.pool.patience:
                start = GAVE_UP
            else:
                heapreplace(ends, start + length)
            starts.append(start)
        return starts, np.sort(np.array(ends, dtype=np.int64))


def admit(lines: dict[int, Line], claims: list[Claim]) -> list[Ints]:
    """What each claim on one service's pool is answered, all of them together in order of arrival."""
    pod, arrive, hold = (np.concatenate([getattr(c, name) for c in claims]) for name in ("pod", "arrive", "hold"))
    granted = np.empty_like(arrive)
    for number in np.flatnonzero(np.bincount(pod)).tolist():
        mine = np.flatnonzero(pod == number)
        mine = mine[np.argsort(arrive[mine], kind="stable")]
        line = line_of(lines, number, claims[0].service)
        granted[mine] = line.admit(arrive[mine], hold[mine])
    return np.split(granted, np.cumsum([len(claim.arrive) for claim in claims])[:-1])


def line_of(lines: dict[int, Line], number: int, service: Service) -> Line:
    if service.pool is None:
        raise ValueError(f"{service.name} asks for a connection and has no pool")
    return lines.setdefault(number, Line(service.pool))
