"""Chance: every draw of the simulator, from named streams of whole numbers.

Each step of each journey draws from a stream of its own name, so a change in one place leaves every
other draw as it was. NumPy promises the raw bits of a bit generator for ever, but neither its
distributions between versions nor `exp` and `log` between processors; so a distribution is a table
of 4,096 whole numbers (see durations.py) and a draw is a look-up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.random import SFC64

from .arrays import Bools, Ints
from .durations import BELL, CELLS, Spread, table

T = TypeVar("T")
ONE = 1 << 20  # "1.0" of the fixed-point tables
TWELVE, FIFTEEN = (1 << 12) - 1, (1 << 15) - 1
# One 63-bit draw serves a whole step; these bits of it answer the questions the step asks.
GRAIN, LUCK, POD, QUEUE, LATENCY = 0, 12, 27, 39, 51
ALL_BITS = (1 << LATENCY) - 1  # those below the bits of the latency


@dataclass(slots=True)
class Chance:
    seed: int
    streams: dict[str, SFC64] = field(default_factory=dict)
    firsts: dict[str, Ints] = field(default_factory=dict)

    def apart(self, name: str) -> Chance:
        """The streams of one part of the story, which share nothing with those of another."""
        return Chance(self.number(f"{name}/apart", 0, 1 << 62))

    def draw(self, name: str, count: int) -> Ints:
        """The next `count` whole numbers below 2^63 of the stream called `name`."""
        stream = self.streams.get(name)
        if stream is None:
            key = blake2b(f"{self.seed}/{name}".encode(), digest_size=16).digest()
            stream = self.streams[name] = SFC64(int.from_bytes(key, "big"))
        drawn: Ints = (stream.random_raw(count) >> np.uint64(1)).view(np.int64)
        return drawn

    def fixed(self, name: str, count: int) -> Ints:
        """The first `count` numbers of the stream, the same ones each time."""
        known = self.firsts.get(name)
        if known is None or len(known) < count:
            known = self.firsts[name] = Chance(self.seed).draw(f"{name}/fixed", max(count, 1024))
        return known[:count]

    def number(self, name: str, low: int, high: int) -> int:
        """One whole number from `low` to `high`, both included."""
        return low + int(self.draw(name, 1)[0]) % (high - low + 1)

    def one(self, name: str, things: Sequence[T]) -> T:
        return things[self.number(name, 0, len(things) - 1)]

    def word(self, name: str, letters: int) -> str:
        """As Kubernetes spells the ends of pod names."""
        return "".join("bcdfghjklmnpqrstvwxz2456789"[n % 27] for n in self.draw(name, letters).tolist())

    def token(self, name: str, letters: int) -> str:
        """As services write the ids they hand out."""
        signs = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789"
        return "".join(signs[n % len(signs)] for n in self.draw(f"{name}/token", letters).tolist())

    def several(self, name: str, things: Sequence[T], count: int) -> list[T]:
        order = np.argsort(self.draw(name, len(things)), kind="stable")
        return [things[i] for i in order[:count]]


def lasting(spread: Spread, draw: Ints) -> Ints:
    """Nanoseconds; the lowest bits keep two draws of one cell from being the same number."""
    lengths: Ints = table(spread)[draw >> LATENCY] + (draw & TWELVE)
    return lengths


def spread_out(spread: Spread, draws: Ints) -> Ints:
    """Durations for the columns of each row, each from a part of the spread of its own, in any order.

    One by one they are distributed as `lasting` has them; together they vary less, so that what grows from a few
    of them grows alike whatever the seed.
    """
    count = draws.shape[1]
    part = np.argsort(np.argsort(draws & ALL_BITS, axis=1, kind="stable"), axis=1, kind="stable")
    cell = (part * CELLS + (draws >> LATENCY)) // count
    lengths: Ints = table(spread)[cell] + (draws & TWELVE)
    return lengths


def queueing(mean: Ints, draw: Ints) -> Ints:
    """Exponentially distributed waits with the given means."""
    waits: Ints = mean * exponential()[draw >> QUEUE & TWELVE] >> 20
    return waits


def which(count: int, draw: Ints) -> Ints:
    chosen: Ints = (draw >> POD & TWELVE) * count >> 12
    return chosen


def in_turn(count: int, draw: Ints) -> Ints:
    """Like `which`, for those who take from a queue when they are free: each once in every `count`, in any order."""
    rounds = -(-len(draw) // count)
    filled = np.concatenate((draw, np.arange(rounds * count - len(draw))))
    order: Ints = np.argsort(filled.reshape(rounds, count) & ALL_BITS, axis=1, kind="stable").ravel()
    return order[: len(draw)]


def happens(share: float, draw: Ints) -> Bools:
    lucky: Bools = (draw >> LUCK & FIFTEEN) < round(share * (FIFTEEN + 1))
    return lucky


def weighted(weights: Sequence[int]) -> Ints:
    """A table of 4,096 indices in which index i stands in proportion to its weight."""
    reach = np.cumsum(np.array(weights, dtype=np.int64))
    chosen: Ints = np.searchsorted(reach * CELLS, np.arange(CELLS) * reach[-1], side="right")
    return chosen


@cache
def exponential() -> Ints:
    """Unit exponential quantiles in fixed point, scaled so that their mean is exactly one.

    -ln(1-u) at the middle of each cell, by summing 1/k: integers only.
    """
    gaps = [0] * (CELLS + 1)
    for cell in range(1, CELLS + 1):
        gaps[cell] = gaps[cell - 1] + (ONE << 20) // (CELLS - cell + 1)
    middles = [(a + b) // 2 for a, b in pairwise(gaps)]
    total = sum(middles)
    return np.array([m * ONE * CELLS // total for m in middles], dtype=np.int64)


@cache
def bell() -> Ints:
    """Standard normal quantiles in fixed point."""
    return table(Spread(tuple((part, round(float(z) * ONE)) for part, z in BELL.items())))
