"""Milliseconds of the browser, nanoseconds of the store, and steps that people count in."""

from __future__ import annotations

import math

from rounds.kit.errors import Invalid

NICE_MS = [
    1, 2, 5, 10, 20, 50, 100, 200, 500,
    *(seconds * 1000 for seconds in (1, 2, 5, 10, 15, 30)),
    *(minutes * 60_000 for minutes in (1, 2, 5, 10, 15, 30)),
    *(hours * 3_600_000 for hours in (1, 2, 3, 6, 12, 24, 48, 168)),
]  # fmt: skip


def to_ns(ms: float) -> int:
    """Whole microseconds, in nanoseconds."""
    return round(ms * 1000) * 1000


def to_ms(ns: int) -> float:
    return ns // 1000 / 1000


def window(start: float, end: float) -> dict[str, object]:
    """The bounds of a question, bound as the statements want them.

    Raises:
        Invalid: the end does not come after the start, or one is no moment.
    """
    if not (math.isfinite(start) and math.isfinite(end)) or max(abs(start), abs(end)) > 9e15 / 1000:
        raise Invalid("A time range needs two moments.", field="start")
    if end <= start:
        raise Invalid("A time range must end after it starts.", field="end")
    return {"start": to_ns(start), "end": to_ns(end)}


def nice_step(start: float, end: float, most: int) -> float:
    """The smallest round step, in milliseconds, of which at most `most` cover the range."""
    wanted = (end - start) / max(1, most)
    return next((float(step) for step in NICE_MS if step >= wanted), math.ceil(wanted / NICE_MS[-1]) * NICE_MS[-1])


def nice_below(value: float) -> int:
    """The largest of 1, 2, 5, 10, 20, … that is not above a value of at least 1."""
    power = 10 ** math.floor(math.log10(max(value, 1)))
    return int(next(power * factor for factor in (5, 2, 1) if power * factor <= max(value, 1)))


def nice_above(value: float) -> int:
    """The smallest of 2, 5, 10, 20, … that is above a value."""
    below, value = nice_below(value), max(value, 1)
    return next(step for step in (below, below * 2, below * 5 // 2, below * 5) if is_nice(step) and step > value)


def is_nice(value: int) -> bool:
    digits = str(value).rstrip("0")
    return digits in ("1", "2", "5")


def spelled(ns: int) -> str:
    """A duration in three digits: `108 ms`, `2.41 s`, `3 min 20 s`."""
    for unit, size in (("s", 10**9), ("ms", 10**6), ("µs", 10**3)):
        if ns >= size:
            return f"{ns / size:.3g} {unit}" if ns < 100 * 10**9 else f"{ns // (60 * 10**9)} min {ns // 10**9 % 60} s"
    return f"{ns} ns"


def counted(many: int, one: str) -> str:
    """`3 253 lines`, with the thin spaces of every number people read."""
    return f"{many:,} {one}".replace(",", "\N{THIN SPACE}") + ("" if many == 1 or one.endswith("s") else "s")
