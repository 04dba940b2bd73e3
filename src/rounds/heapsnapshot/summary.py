"""The classes of a heap: how many objects they have, how much they take and hold."""

from __future__ import annotations

import numpy as np

from rounds.heapsnapshot.answers import ClassRows
from rounds.heapsnapshot.heap import Heap

SORTS = ("name", "count", "shallow", "retained", "distance")


def summary(
    heap: Heap,
    *,
    find: str = "",
    keep: np.ndarray | None = None,
    sort: str = "retained",
    descending: bool = True,
    limit: int,
    offset: int,
) -> ClassRows:
    """The classes that `find` finds, of all objects or of those that `keep` (bool[N]) marks. Raises Invalid."""
    raise NotImplementedError
