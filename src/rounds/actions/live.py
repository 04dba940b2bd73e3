"""Who watches an interview is told at once when something in it changed, and which view the candidate has open.

What is told is only *that* something changed, or the whole of a view: who listens then reads the whole state. So a
message that is lost, or somebody who comes late, does no harm.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

Listener = Callable[["News"], None]


@dataclass(frozen=True, slots=True)
class Showing:
    """What somebody's page shows: an address and its typed state. `seq` grows with each of one page."""

    seat: str
    address: str
    state: dict[str, Any] = field(default_factory=dict)
    seq: int = 0
    at: float = 0.0  # milliseconds since 1970, by our clock


@dataclass(frozen=True, slots=True)
class News:
    """Of one interview. Without a view: something in its record changed."""

    interview: str
    showing: Showing | None = None


class Live:
    """Of this process. Listeners are called in the thread that tells, and must not wait."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.listeners: dict[str, list[Listener]] = defaultdict(list)
        self.latest: dict[tuple[str, str], Showing] = {}  # by interview and seat

    def changed(self, interview: str) -> None:
        self._tell(News(interview))

    def show(self, interview: str, showing: Showing) -> None:
        self.latest[interview, showing.seat] = showing
        self._tell(News(interview, showing))

    def showing(self, interview: str, seat: str) -> Showing | None:
        """The last view told."""
        return self.latest.get((interview, seat))

    @contextmanager
    def listening(self, interview: str, listener: Listener) -> Iterator[None]:
        with self.lock:
            self.listeners[interview].append(listener)
        try:
            yield
        finally:
            with self.lock:
                self.listeners[interview].remove(listener)
                if not self.listeners[interview]:
                    del self.listeners[interview]

    def _tell(self, news: News) -> None:
        with self.lock:
            these = list(self.listeners.get(news.interview, ()))
        for listener in these:
            listener(news)
