"""Objects by the way they are held."""

from __future__ import annotations

import numpy as np

from rounds.heapsnapshot.answers import PathGroups
from rounds.heapsnapshot.heap import Heap


def groups(heap: Heap, key: str, *, keep: np.ndarray | None = None, limit: int = 50) -> PathGroups:
    """The objects of a class, or those of them that `keep` (bool[N]) marks, by their shortest paths."""
    raise NotImplementedError
