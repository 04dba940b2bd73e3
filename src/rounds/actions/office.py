"""What the actions work with, put together once where the process starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rounds.actions.links import Links


@dataclass(frozen=True, slots=True)
class Office:
    records: Any
    telemetry: Any
    library: Any
    links: Links
    now: Callable[[], datetime]
