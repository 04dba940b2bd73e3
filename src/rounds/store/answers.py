"""Answers kept in memory, within a number of bytes. Sealed telemetry never changes, so none grows old."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable

OVERHEAD = 500  # bytes for a key and its place, so that many tiny answers count too


class Answers:
    """The bytes of answers by question, the least recently used leaving first."""

    def __init__(self, ceiling: int) -> None:
        self.ceiling = ceiling
        self.size = 0
        self.kept: OrderedDict[Hashable, bytes] = OrderedDict()
        self.lock = threading.Lock()

    def get(self, question: Hashable) -> bytes | None:
        with self.lock:
            found = self.kept.get(question)
            if found is not None:
                self.kept.move_to_end(question)
            return found

    def put(self, question: Hashable, answer: bytes) -> None:
        """Keep the answer, unless it alone would fill more than a quarter of the room."""
        if len(answer) > self.ceiling // 4:
            return
        with self.lock:
            previous = self.kept.pop(question, None)
            self.size += len(answer) - (len(previous) if previous is not None else -OVERHEAD)
            self.kept[question] = answer
            while self.size > self.ceiling:
                _, dropped = self.kept.popitem(last=False)
                self.size -= len(dropped) + OVERHEAD
