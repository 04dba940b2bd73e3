"""The objects of a class, or of any list, sorted and in pages."""

from __future__ import annotations

import numpy as np

from rounds.heapsnapshot.answers import Things
from rounds.heapsnapshot.heap import Heap

SORTS = ("retained", "shallow", "distance", "id", "name")


def instances(
    heap: Heap,
    key: str,
    *,
    keep: np.ndarray | None = None,
    sort: str = "retained",
    descending: bool = True,
    limit: int,
    offset: int,
) -> Things:
    """The members of the class that has this key; with `keep` (bool[N]) those that it marks. Raises NotFound."""
    raise NotImplementedError


def listed(
    heap: Heap, nodes: np.ndarray, *, sort: str = "retained", descending: bool = True, limit: int, offset: int
) -> Things:
    """The same of any nodes: of those new or deleted between two snapshots. Raises Invalid for an unknown sort."""
    raise NotImplementedError
