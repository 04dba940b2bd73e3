"""Readers of incidents, kept: finding an incident costs a question of its own, and a reader learns its attribute keys."""

from __future__ import annotations

import threading
import time

from rounds.incidents.library import Library
from rounds.store import Reader, Telemetry

FRESH = 2.0  # seconds that a recorded incident is taken for the same one: it may be sealed anew under its name


class Readers:
    """Safe to use from many threads."""

    def __init__(self, telemetry: Telemetry, library: Library) -> None:
        self.telemetry = telemetry
        self.library = library
        self.kept: dict[str, tuple[Reader, float]] = {}
        self.lock = threading.Lock()

    def of(self, name: str) -> Reader:
        """
        Raises:
            NotFound: no such incident is installed.
        """
        now = time.monotonic()
        with self.lock:
            reader, until = self.kept.get(name, (None, 0.0))
        if reader is not None and now < until:
            return reader
        reader = self.telemetry.reader(name)
        named_by_content = self.library.public(name) is not None
        with self.lock:
            self.kept[name] = (reader, float("inf") if named_by_content else now + FRESH)
        return reader

    def forget(self, name: str) -> None:
        """Another incident has that name now."""
        with self.lock:
            self.kept.pop(name, None)
