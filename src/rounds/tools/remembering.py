"""Answers that are worth keeping for the next click, the most recent of them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import numpy as np

Made = TypeVar("Made")
ROW_BYTES = 500  # what one value of a list is taken for


class Remembered:
    """What was made for a key, as long as there is room for it. Safe to use from many threads.

    There is nothing to forget but for room: snapshots are sealed, and a key names the incident, which is named by its
    content. Two who ask for the same thing at once wait for one making of it, which others' makings do not hold up.
    """

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.kept: OrderedDict[Hashable, Any] = OrderedDict()
        self.making: dict[Hashable, threading.Lock] = {}
        self.lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gave for this key, now or earlier. What it raises is raised, and nothing is kept."""
        with self.lock:
            if key in self.kept:
                self.kept.move_to_end(key)
                found: Made = self.kept[key]
                return found
            making = self.making.setdefault(key, threading.Lock())
        with making:
            return self._made(key, make)

    def _made(self, key: Hashable, make: Callable[[], Made]) -> Made:
        with self.lock:
            if key in self.kept:  # by whoever was first
                found: Made = self.kept[key]
                return found
        try:
            made = make()
            with self.lock:
                self.kept[key] = made
                self._make_room()
        finally:
            with self.lock:
                self.making.pop(key, None)
        return made

    def _make_room(self) -> None:
        while len(self.kept) > 1 and sum(map(weight, self.kept.values())) > self.most_bytes:
            self.kept.popitem(last=False)


def weight(value: Any) -> int:
    """About how many bytes it holds."""
    if isinstance(value, np.ndarray):
        return value.nbytes
    if isinstance(value, tuple | list):
        return (
            sum(weight(one) for one in value)
            if any(isinstance(one, np.ndarray) for one in value)
            else len(value) * ROW_BYTES
        )
    return ROW_BYTES
