"""What looks like a leak, and why."""

from __future__ import annotations

from rounds.heapsnapshot.answers import Suspects
from rounds.heapsnapshot.heap import Heap


def suspects(heap: Heap, base: Heap | None = None) -> Suspects:
    """What holds more than its share; with a base, judged by what is new since then."""
    raise NotImplementedError
