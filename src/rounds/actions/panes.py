"""Panes of open pages: a newer question of a pane stops the older one that still runs."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from rounds.store import Telemetry


class Panes:
    """Which tags are being asked under, in this process."""

    def __init__(self, telemetry: Telemetry) -> None:
        self.telemetry = telemetry
        self.asking: Counter[str] = Counter()
        self.lock = threading.Lock()

    @contextmanager
    def newest(self, tag: str) -> Iterator[None]:
        """For the time of one question. The engine is told to stop others only when there are any: that costs 10 ms."""
        with self.lock:
            older = self.asking[tag]
            self.asking[tag] += 1
        try:
            if older and tag:
                self.telemetry.cancel(tag)
            yield
        finally:
            with self.lock:
                self.asking[tag] -= 1
                self.asking += Counter()  # drops those that are at zero
