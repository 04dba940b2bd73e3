"""Answers that are worth keeping for the next click, the most recent of them."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

import numpy as np

Made = TypeVar("Made")
SMALL = 64  # bytes of what is one number or word
SAMPLE = 8  # values of a list that are weighed for all of it


class Remembered:
    """What was made for a key, as long as there is room for it. Safe to use from many threads.

    There is nothing to forget but for room: snapshots are sealed, and a key names the incident, which is named by its
    content. Two who ask for the same thing at once wait for one making of it, which others' makings do not hold up.
    """

    def __init__(self, most_bytes: int, most: int = 512) -> None:
        self.most_bytes = most_bytes
        self.most = most
        self.kept: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self.making: dict[Hashable, threading.Lock] = {}
        self.lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` gave for this key, now or earlier. What it raises is raised, and nothing is kept."""
        with self.lock:
            if key in self.kept:
                return cast("Made", self._found(key))
            making = self.making.setdefault(key, threading.Lock())
        with making:
            return self._made(key, make)

    def forget(self) -> None:
        with self.lock:
            self.kept.clear()

    def _found(self, key: Hashable) -> Any:
        self.kept.move_to_end(key)
        return self.kept[key][0]

    def _made(self, key: Hashable, make: Callable[[], Made]) -> Made:
        with self.lock:
            if key in self.kept:  # made by whoever was first
                return cast("Made", self._found(key))
        try:
            made = make()
            with self.lock:
                self.kept[key] = (made, weight(made))
                self._make_room()
        finally:
            with self.lock:
                self.making.pop(key, None)
        return made

    def _make_room(self) -> None:
        """What was made last stays, whatever it weighs: whoever asked for it asks again at the next click."""
        while len(self.kept) > 1 and (len(self.kept) > self.most or self._weight() > self.most_bytes):
            self.kept.popitem(last=False)

    def _weight(self) -> int:
        return sum(weight for _, weight in self.kept.values())


def weight(value: Any) -> int:
    """About how many bytes it holds."""
    match value:
        case np.ndarray():
            return value.nbytes
        case str():
            return SMALL + len(value)
        case tuple() | list():
            some = value[:: max(1, len(value) // SAMPLE)]
            return SMALL + len(value) * sum(map(weight, some)) // max(1, len(some))
        case _:
            return SMALL + sum(weight(getattr(value, name)) for name in getattr(value, "__slots__", ()))
