"""How an object is held: the ways from it up to a root."""

from __future__ import annotations

from collections.abc import Sequence

from rounds.heapsnapshot.answers import Path, Paths
from rounds.heapsnapshot.heap import Heap


def shortest(heap: Heap, node: int, *, ignore: Sequence[int] = ()) -> Path:
    """A shortest path that passes none of the nodes to ignore; empty when there is none."""
    raise NotImplementedError


def alternatives(heap: Heap, node: int, *, ignore: Sequence[int] = (), limit: int = 10) -> Paths:
    """The shortest paths by number, each through other objects; what was left out is said in `limits`."""
    raise NotImplementedError
