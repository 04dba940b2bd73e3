"""Texts that stand in the heap more than once."""

from __future__ import annotations

from rounds.heapsnapshot.answers import Duplicates
from rounds.heapsnapshot.heap import Heap


def duplicates(heap: Heap, *, find: str = "", limit: int, offset: int) -> Duplicates:
    """Most wasted bytes first; `find` as in the summary, over the texts."""
    raise NotImplementedError
