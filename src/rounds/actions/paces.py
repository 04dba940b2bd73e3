"""How often a seat may have something written down: a steady pace, and a store of turns for when more comes at once."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from rounds.kit.errors import TooMuch

PACE = 1.0  # a second
STORE = 60.0


class TooOften(TooMuch):
    """More in a short time than any page sends; the same may be sent again in a moment."""


class Paces:
    """Safe to use from many threads. Kept by this process alone: a new one starts with full stores."""

    def __init__(self, pace: float = PACE, store: float = STORE, clock: Callable[[], float] = time.monotonic) -> None:
        self.pace = pace
        self.store = store
        self.clock = clock
        self.left: dict[str, tuple[float, float]] = {}  # by seat: turns, and when they were counted
        self.lock = threading.Lock()

    def take(self, seat: str, wanted: int) -> int:
        """How many of these the seat may have written down now."""
        now = self.clock()
        with self.lock:
            turns, counted = self.left.get(seat, (self.store, now))
            turns = min(self.store, turns + (now - counted) * self.pace)
            given = min(wanted, int(turns))
            self.left[seat] = (turns - given, now)
        return given

    def takes(self, seat: str, wanted: int) -> bool:
        """Whether it may have all of these."""
        return self.take(seat, wanted) == wanted
