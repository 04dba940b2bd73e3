"""What the candidate's pages ask as they are opened, before anybody has typed or clicked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rounds.incidents.solving import Investigation

QUARTER = 0.25  # of the window: the stretch that a page sets against the one before it


def opening(look: Investigation) -> Mapping[str, list[tuple[str, dict[str, Any]]]]:
    """Page → kinds of questions with their fields."""
    began, now = look.incident["start"], look.incident["now"]
    middle = now - (now - began) * QUARTER
    before = {"before_start": began, "before_end": middle}
    return {
        "metrics": [("metrics.catalogue", {})],
        "traces": [("traces.traces", {}), ("traces.durations", {}), ("traces.facets", {})],
        "logs": [("logs.lines", {}), ("logs.histogram", {}), ("logs.facets", {})],
        "services": [("services.graph", {"start": middle, **before})],
        "database": [("database.databases", {})],
        "heap": [("heap.snapshots", {})],
    }
