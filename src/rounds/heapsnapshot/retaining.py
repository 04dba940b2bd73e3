"""What refers to an object."""

from __future__ import annotations

from collections.abc import Sequence

from rounds.heapsnapshot.answers import Things
from rounds.heapsnapshot.heap import Heap


def retainers(heap: Heap, node: int, *, ignore: Sequence[int] = (), limit: int, offset: int) -> Things:
    """Who holds it, nearest to the roots first; `ignore` are nodes. As in DevTools neither weakly nor the root."""
    raise NotImplementedError
