"""Student's t distribution: its 97.5 % quantile, for intervals of 95 %."""

from __future__ import annotations

from functools import cache
from math import atan, cos, exp, lgamma, pi, sqrt

WANTED = 0.975
STEPS = 2_000


@cache
def quantile(freedom: int) -> float:
    """By bisection of the integrated density; right to 1e-6 from one degree of freedom on."""
    low, high = 1.9, 13.0
    while high - low > 1e-9:
        middle = (low + high) / 2
        low, high = (middle, high) if upto(middle, freedom) < WANTED else (low, middle)
    return (low + high) / 2


def upto(t: float, freedom: int) -> float:
    """The share below t > 0, by Simpson's rule over the angle whose tangent is t / √freedom: smooth for every freedom."""
    end = atan(t / sqrt(freedom))
    width = end / STEPS
    inner = sum((4 if step % 2 else 2) * cos(step * width) ** (freedom - 1) for step in range(1, STEPS))
    area = width / 3 * (1 + inner + cos(end) ** (freedom - 1))
    return 0.5 + area * exp(lgamma((freedom + 1) / 2) - lgamma(freedom / 2)) / sqrt(pi)
