"""How the cause is found with a candidate's tools alone."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from rounds.incidents.solving import Answer, Investigation

HOUR = 3600
UNDER_WAY = 120_000  # milliseconds: what was begun before a release ends as it was begun
ENGINE = 'service="workflow-engine"'


def solve(look: Investigation) -> dict[str, Any]:
    snapshots = look.ask("heap.snapshots")["snapshots"]
    first, last, pod = snapshots[0]["name"], snapshots[-1]["name"], snapshots[-1]["pod"]
    memory = look.curves(f"sum by (pod) (v8js_memory_heap_used_bytes{{{ENGINE}}})", start="now-24h")
    freed = look.curves(f"v8js_gc_freed_ratio{{{ENGINE}}}", start="now-24h")
    starts = look.curves(f"process_start_time_seconds{{{ENGINE}}}", start="now-48h")
    begun = look.curves(f"workflow_executions_started_total{{{ENGINE}}}", start="now-24h")
    ended = look.curves("kube_pod_container_status_last_terminated_exitcode", start="now-24h")
    stuck = look.curves("workflow_executions_stuck")
    hours = [life for curve in starts for life in lives(curve)]
    release = deployed(look.incident, before=first_crash(look.incident))
    return {
        "pod": pod,
        "first_bad_version": release["attributes"]["version"],
        "climbs": min(max(values(curve)) / min(values(curve)) for curve in memory),
        "freed": max(min(values(curve)) for curve in freed),
        "shortest_hours": min(hours),
        "longest_hours": max(hours),
        "executions_of_a_process": max(max(values(curve)) for curve in begun),
        "exit_code": int(one({value for curve in ended for value in values(curve)})),
        "stuck": values(stuck[0])[-1],
        **growth(look, first, last),
        **holding(look, first, last),
        **handling(look, release["time"]),
        "warned_of": warning(look),
    }


# Metrics and events


def values(curve: Answer) -> list[float]:
    return [value for value in curve["values"] if value is not None]


def lives(curve: Answer) -> list[float]:
    """Hours of each process that began and ended in this stretch."""
    starts = sorted({round(start) for start in values(curve)})
    return [(later - start) / HOUR for start, later in pairwise(starts)]


def first_crash(incident: Answer) -> float:
    return min(float(event["time"]) for event in incident["events"] if event["kind"] == "restart")


def deployed(incident: Answer, *, before: float) -> Answer:
    """The last deploy before that moment."""
    deploys = [event for event in incident["events"] if event["kind"] == "deploy" and event["time"] < before]
    return max(deploys, key=lambda event: event["time"])


def one(found: set[float]) -> float:
    (only,) = found
    return only


# Heap snapshots


def growth(look: Investigation, first: str, last: str) -> dict[str, Any]:
    """What there is more of in the last snapshot, for each execution that there is more of."""
    compared = look.ask("heap.compare", base=first, snapshot=last, sort="delta")["rows"]
    more = {row["name"]: row for row in compared}
    executions = more["WorkflowExecution"]["delta"]
    keeps = max((row for row in compared if row["count_after"] == 1), key=lambda row: row["retained_delta"])
    return {
        "closures_of_an_execution": more["Function"]["delta"] / executions,
        "kilobytes_of_an_execution": keeps["retained_delta"] / executions / 1000,
        "held_by": keeps["name"],
    }


def holding(look: Investigation, first: str, last: str) -> dict[str, Any]:
    """What the new functions are called, and by what one of them is held."""
    fresh = look.ask("heap.changed", base=first, snapshot=last, key=",Function")["things"]
    steps = look.ask("heap.path", snapshot=last, id=fresh[0]["id"])["path"]["steps"]
    return {
        "handlers": sorted({thing["name"] for thing in fresh}),
        "path": [text for step in steps for text in (step["edge"], step["class_name"])],
    }


# Traces and logs


def handling(look: Investigation, release: float) -> dict[str, Any]:
    """Whether what is registered is removed, since the release and before it."""
    opened = look.trace(look.traces("name:workflow.execute", start="now-30m", limit=1)[0]["trace_id"])
    names = [opened["texts"][name] for name in opened["name"]]
    span = look.span(opened["trace_id"], opened["span_id"][names.index("registerEventHandlers")])
    later = look.ask("traces.traces", query="name:removeEventHandlers", start=release + UNDER_WAY)
    before = look.ask("traces.traces", query="name:removeEventHandlers", end=release)
    return {
        "registered": names.count("registerEventHandlers"),
        "removed": names.count("removeEventHandlers") + later["rows"],
        "removed_before": before["rows"],
        "listeners": attribute(span, "listener_count"),
    }


def attribute(span: Answer, name: str) -> Any:
    return span["attributes"][name]


def warning(look: Investigation) -> str:
    said = look.lines("EventEmitter step.completed", limit=1)[0]["body"]
    return re.search(r"\d+ \S+ listeners added to \S+", said)[0].removesuffix(".")  # type: ignore[index]
