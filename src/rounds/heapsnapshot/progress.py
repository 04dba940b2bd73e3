"""How far along a long reading or analysis is: called with what is being done and how much of the whole, 0 to 1."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, float], None]


def quiet(doing: str, share: float) -> None:
    """Tells nobody."""
