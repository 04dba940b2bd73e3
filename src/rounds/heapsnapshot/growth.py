"""Classes over several snapshots of one process."""

from __future__ import annotations

from collections.abc import Sequence

from rounds.heapsnapshot.answers import GrowthRows
from rounds.heapsnapshot.heap import Heap

SORTS = ("name", "count", "shallow", "retained")


def growth(
    heaps: Sequence[Heap],
    *,
    find: str = "",
    sort: str = "retained",
    descending: bool = True,
    limit: int,
    offset: int,
) -> GrowthRows:
    """Heaps in the order of time; sorted by how much they grew from the first to the last."""
    raise NotImplementedError
