"""When each person last looked at each thing, as far as this process knows.

A page that stays open asks again and again: what goes on without a pause of a minute is written once, and once more each
hour.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime, timedelta

PAUSE, AGAIN = timedelta(minutes=1), timedelta(hours=1)
REMEMBERED = 10_000

Looked = tuple[str, str, str, str]  # person, interview, what, detail


class Accesses:
    """Of this process: when each person last looked at each thing, and when that was written. Safe from many threads."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.known: OrderedDict[Looked, tuple[datetime, datetime]] = OrderedDict()

    def is_new(self, looked: Looked, now: datetime) -> bool:
        """Whether it is to be written; a clock that was set back does not hide anything."""
        with self.lock:
            seen, written = self.known.pop(looked, (None, None))
            new = not (seen and written) or not seen <= now < seen + PAUSE or now >= written + AGAIN
            self.known[looked] = now, now if new or written is None else written
            while len(self.known) > REMEMBERED:
                self.known.popitem(last=False)
            return new
