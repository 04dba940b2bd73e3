"""What a heap is made of, in DevTools' shares."""

from __future__ import annotations

from rounds.heapsnapshot.answers import Statistics
from rounds.heapsnapshot.heap import Heap


def statistics(heap: Heap) -> Statistics:
    """Shares that sum up to the total: the root's retained size and what the file says is held outside."""
    raise NotImplementedError
