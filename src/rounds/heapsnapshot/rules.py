"""What Chrome DevTools does to a heap before it counts, so that numbers are about what people can change."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rules:
    """memlab does none of this, and is compared without."""

    pages: bool = True  # what belongs to a page is not held by what does not
    ephemerons: bool = True  # a value in a WeakMap is held by its key alone
    folding: bool = True  # arrays and hidden nodes count to their one owner


DEVTOOLS = Rules()
