"""Finding classes by what a person types: a text, /an expression/, or conditions such as `size>1MB distance<5`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def named(names: Sequence[str], find: str) -> np.ndarray:
    """bool, of each name whether it contains the text (case aside) or matches the /expression/. Raises Invalid."""
    raise NotImplementedError
