"""Which objects are looked at: all, or those of a named filter."""

from __future__ import annotations

import numpy as np

from rounds.heapsnapshot.heap import Heap

KEEP = ("all", "new", "duplicate strings", "detached", "held by contexts", "held by event handlers")


def kept(heap: Heap, keep: str, base: Heap | None = None) -> np.ndarray | None:
    """bool[N], or None for all. `new` needs a base. Raises Invalid for an unknown filter or a missing base."""
    raise NotImplementedError
