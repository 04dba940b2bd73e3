"""One process that analyses for many tests: to start one takes more than to analyse what tests have."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from rounds.heapcache import Limits, heaps
from rounds.heapcache.analysts import Analyst, Analysts


class Shared(Analysts):
    """Not for tests of the processes themselves. Where the process stands is not where its test does."""

    asked = 0  # how often something was given to it

    def one(self, *, again: bool = False) -> AbstractContextManager[Analyst]:
        self.asked += 1
        return super().one(again=True)

    def stop(self) -> None:
        """Others go on with it."""


@contextmanager
def shared() -> Iterator[Shared]:
    made = Shared(Limits())
    with made.starting():
        yield made


def used(made: Shared, patch: pytest.MonkeyPatch) -> None:
    """By all `Heaps` that are made from here on."""
    patch.setattr(heaps, "Analysts", lambda _limits: made)
