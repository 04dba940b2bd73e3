"""What an object alone keeps alive, and what alone keeps it alive."""

from __future__ import annotations

from rounds.heapsnapshot.answers import Things
from rounds.heapsnapshot.heap import Heap


def dominated(heap: Heap, node: int, *, limit: int, offset: int) -> Things:
    """Its children in the dominator tree, most retained first."""
    raise NotImplementedError


def dominators(heap: Heap, node: int) -> Things:
    """The chain of dominators: the node first, the root last."""
    raise NotImplementedError
