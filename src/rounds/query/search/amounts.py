"""Numbers, durations and bytes as people type them."""

from __future__ import annotations

import math
import re

NANOSECONDS = {
    "ns": 1,
    "us": 10**3,
    "µs": 10**3,  # the micro sign, as keyboards have it
    "μs": 10**3,  # the Greek letter, as Unicode folds it
    "ms": 10**6,
    "s": 10**9,
    "m": 60 * 10**9,
    "h": 3600 * 10**9,
    "d": 86400 * 10**9,
}
BYTES = {"b": 1} | {
    f"{letter}{ending}": base**power
    for power, letter in enumerate("kmgtp", start=1)
    for ending, base in (("b", 1000), ("ib", 1024))
}
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?", re.I)
DURATION_PART = re.compile(r"(\d+(?:\.\d+)?|\.\d+)(ns|us|µs|μs|ms|s|m|h|d)")
SIZE = re.compile(r"(\d+(?:\.\d+)?|\.\d+)\s?([kmgtp]?i?b)", re.I)


def number(text: str) -> int | float | None:
    """`-3`, `0.5`, `1e3`; whole numbers stay whole. None for anything else, and for what no float can hold."""
    if not NUMBER.fullmatch(text) or not math.isfinite(float(text)):
        return None
    try:
        return int(text)
    except ValueError:
        return float(text)


def duration(text: str) -> int | None:
    """Nanoseconds of `2s`, `150ms`, `1m30s`, `1.5h`; None for anything else."""
    place, total = 0, 0.0
    sign, rest = (-1, text[1:]) if text.startswith("-") else (1, text)
    while found := DURATION_PART.match(rest, place):
        total += float(found.group(1)) * NANOSECONDS[found.group(2)]
        place = found.end()
    return round(sign * total) if place and place == len(rest) and math.isfinite(total) else None


def size(text: str) -> int | None:
    """Bytes of `50MB`, `1.5 GiB`, `512B`; None for anything else."""
    found = SIZE.fullmatch(text)
    amount = float(found.group(1)) * BYTES[found.group(2).lower()] if found else math.inf
    return round(amount) if math.isfinite(amount) else None
