"""What an object refers to."""

from __future__ import annotations

from rounds.heapsnapshot.answers import Things
from rounds.heapsnapshot.heap import Heap


def fields(heap: Heap, node: int, *, limit: int, offset: int) -> Things:
    """The edges that leave a node, in the order of the file; of the root (node 0), what DevTools' Containment shows."""
    raise NotImplementedError
