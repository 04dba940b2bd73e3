"""."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Seen:
    address: str
    state: dict[str, Any]
    visible_from: float
    visible_to: float
