"""Sampling: which traces are kept, by their own id, as OpenTelemetry's consistent probability sampling does it.

A trace id's last 56 bits are random; a trace is kept when they reach a threshold. So every service decides the
same, traces kept one in a hundred are among those kept one in ten, and `tracestate` says what a span stands for.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from .arrays import Bools, Ints

RANDOM = (1 << 56) - 1


@cache
def threshold(one_in: int) -> int:
    return (1 << 56) - (1 << 56) // one_in


def kept(low: Ints, one_in: int) -> Bools:
    """`low` is the second half of the trace ids."""
    reached: Bools = (low & np.int64(RANDOM)) >= threshold(one_in)
    return reached


def among_kept(low: Ints, one_in: int) -> Ints:
    """Such trace ids as are kept: what was drawn from all of them, drawn from those."""
    raised: Ints = (low & ~np.int64(RANDOM)) | (threshold(one_in) + (low & np.int64(RANDOM)) // one_in)
    return raised


@cache
def trace_state(one_in: int) -> str:
    """The `ot` entry of `tracestate`: the threshold without its last noughts. Empty where all is kept."""
    return f"ot=th:{threshold(one_in):014x}".rstrip("0") if one_in > 1 else ""
