"""How the cause is found with a candidate's tools alone, along the expected path.

Everything is derived from answers, nothing from the sealed texts; each seed takes as many questions.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from rounds.incidents.solving import Answer, Investigation

P95 = "histogram_quantile(0.95, sum by (le, service) (rate(http_server_request_duration_seconds_bucket[1m])))"


def solve(look: Investigation) -> dict[str, Any]:
    service = slowest(look)
    longest = look.traces(f"service:{service}", sort="longest")[0]
    trace = look.trace(longest["trace_id"])
    names = Counter(trace["texts"][name] for name in trace["name"])
    release = [event for event in look.incident["events"] if event["service"] == service][-1]
    busiest = statements(look, release["time"])[0]
    return {
        "service": service,
        "version": release["attributes"]["version"],
        "repeated": names.most_common(1)[0][1],
        "calls": busiest["during"]["calls"],
    }


def slowest(look: Investigation) -> str:
    """The service whose latency has grown most, times, over the window."""
    grown: dict[str, float] = {}
    for curve in look.curves(P95):
        values = [value for value in curve["values"] if value is not None]
        grown[curve["labels"]["service"]] = values[-1] / values[0]
    return max(grown, key=lambda service: grown[service])


def statements(look: Investigation, since: float) -> list[Answer]:
    """Those of the database since that moment against before, the most frequent first."""
    whole = {"whole_start": "began", "whole_end": "now"}
    stretches = {"start": since, "end": "now", "base_start": "began", "base_end": since}
    return list(look.ask("database.statements", database="library-db", sort="calls", **stretches, **whole)["rows"])
