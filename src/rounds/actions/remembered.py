"""What is dear to make and stays the same as long as what it is made from does, kept in this process."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar, cast

MOST = 500

Made = TypeVar("Made")


class Remembered:
    """Safe to use from many threads: two that ask at once for what is not there both make it."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self.lock = threading.Lock()
        self.kept: OrderedDict[str, tuple[object, object]] = OrderedDict()

    def of(self, name: str, made_from: object, make: Callable[[], Made]) -> Made:
        with self.lock:
            known = self.kept.get(name)
            if known is not None and known[0] == made_from:
                self.kept.move_to_end(name)
                return cast("Made", known[1])
        made = make()
        with self.lock:
            self.kept[name] = made_from, made
            self.kept.move_to_end(name)
            while len(self.kept) > self.most:
                self.kept.popitem(last=False)
        return made

    def forget(self, name: str) -> None:
        with self.lock:
            self.kept.pop(name, None)
