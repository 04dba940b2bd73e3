"""Arrays: NumPy's types by the names the simulator uses."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Rows = slice | Ints
"""Rows of a batch: all of them, or those with these numbers."""
