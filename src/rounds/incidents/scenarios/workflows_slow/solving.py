"""How the cause is found with a candidate's tools alone."""

from __future__ import annotations

from statistics import mean
from typing import Any

from rounds.incidents.solving import Answer, Investigation

MINUTE_MS, HOUR_MS = 60_000, 3_600_000
SECOND = 1_000_000_000  # nanoseconds
SLOW = 4.0  # seconds, of what usually takes one
LATE = 1.0  # seconds, of what usually takes hundredths
LARGE = 10_000_000  # bytes of a state
PARSE = "JSON.parse"


def solve(look: Investigation) -> dict[str, Any]:
    slowest, next_one = latencies(look)
    customer = slowest["labels"]["customer"]
    executions = look.traces(
        f"name:workflow.execute customer.id:{customer}", sort="longest", columns=["workflow.name", "k8s.pod.name"]
    )
    slow, usual = executions[0], executions[-1]
    lengths = spans_of(look.trace(slow["trace_id"]))
    parses = [seconds for _, seconds in lengths[PARSE]]
    parse = look.span(slow["trace_id"], lengths[PARSE][0][0])
    compared = look.ask("compare.twotraces", a=usual["trace_id"], b=slow["trace_id"])
    grown, before = growth(look, customer)
    at_once = [one for one in executions if abs(one["start"] - slow["start"]) < MINUTE_MS]
    longest = slow["duration_ns"] / SECOND
    ran = averages(look, "workflow_run_seconds", customer)
    told, seen = statement(look)
    pod = slow["values"]["k8s.pod.name"]
    return {
        "customer": customer,
        "workflow": slow["values"]["workflow.name"],
        "pod": pod,
        "steps": len(parses),
        "parse_seconds": mean(parses),
        "parsing_seconds": sum(parses),
        "parsing_times_as_long": times_as_long(compared),
        "state_bytes": parse["attributes"]["state_size_bytes"],
        "usual_state_bytes": before,
        "setting": setting(look, grown),
        "neighbour": next_one["labels"]["customer"] if peak(next_one) > SLOW else "",
        "late_pods": len(late(look)),
        "executions_at_once": len(at_once),
        "run_seconds": ran,
        "waited_seconds": averages(look, "workflow_queue_wait_seconds", customer),
        "runs_until_the_last_ended": longest / ran,
        "rounds": longest / (len(at_once) * mean(parses)),
        "statement_ms": told,
        "statement_seen_seconds": seen,
        "heap_after_a_batch": after_a_batch(look, pod),
    }


def latencies(look: Investigation) -> list[Answer]:
    """p95 by customer, the slowest two first."""
    curves = look.curves(
        "histogram_quantile(0.95, sum by (customer, le) (rate(workflow_execution_duration_seconds_bucket[2h])))"
    )
    return sorted((one for one in curves if one["labels"]["customer"] != "other"), key=peak, reverse=True)[:2]


def peak(curve: Answer) -> float:
    return max(float(value) for value in curve["values"] if value is not None)


def spans_of(trace: Answer) -> dict[str, list[tuple[str, float]]]:
    """By name: each one's id, and its seconds."""
    found: dict[str, list[tuple[str, float]]] = {}
    for span, name, length in zip(trace["span_id"], trace["name"], trace["length_ns"], strict=True):
        found.setdefault(trace["texts"][name], []).append((span, length / SECOND))
    return found


def times_as_long(compared: Answer) -> float:
    path = next(path for path in compared["paths"] if path["name"] == PARSE)
    return float(path["b"]["self_ns"] / path["a"]["self_ns"])


def growth(look: Investigation, customer: str) -> tuple[float, float]:
    """When the customer's state grew, to a few minutes, and its bytes before."""
    expression = f'max(workflow_state_size_bytes{{customer="{customer}"}})'
    near = first_large(look.ask("metrics.range", expression=expression))
    answer = look.ask("metrics.range", expression=expression, start=near - 6 * HOUR_MS, end=near + HOUR_MS)
    return first_large(answer), float(answer["series"][0]["values"][0])


def first_large(answer: Answer) -> float:
    values = answer["series"][0]["values"]
    place = next(place for place, value in enumerate(values) if value is not None and value > LARGE)
    return float(answer["start"] + place * answer["step_ms"])


def setting(look: Investigation, grown: float) -> str:
    """Which one the customer that complains changed last before its state grew."""
    changed = [
        one
        for one in look.incident["events"]
        if one["kind"] == "config" and one["time"] <= grown and is_of(one["title"], look.briefing["reporter"])
    ]
    return str(max(changed, key=lambda one: float(one["time"]))["attributes"]["key"])


def is_of(title: str, reporter: str) -> bool:
    return title.partition(" changed ")[0] in reporter


def late(look: Investigation) -> list[str]:
    """Pods whose loop was late in the last batch."""
    curves = look.curves("max by (pod) (nodejs_eventloop_delay_p99_seconds)", start="now-12m")
    return [one["labels"]["pod"] for one in curves if peak(one) > LATE]


def averages(look: Investigation, metric: str, customer: str) -> float:
    of = f'{{customer="{customer}"}}[2h]'
    curves = look.curves(f"sum(rate({metric}_sum{of})) / sum(rate({metric}_count{of}))", start="now-1h")
    return float(curves[0]["values"][-1])


def statement(look: Investigation) -> tuple[float, float]:
    """Of the load of a state in the last batch: milliseconds in the database, and the seconds that a client sees."""
    during, before = {"start": "now-12m"}, {"base_start": "began", "base_end": "now-12d"}
    stretches = {**during, **before, "whole_start": "now-1d", "whole_end": "now"}
    listed = look.ask("database.statements", database="postgres-primary", find="FROM workflow_state", **stretches)
    found = look.ask("database.statement", id=listed["rows"][0]["id"], **stretches)
    return float(found["during"]["mean_ms"]), max(float(one["p95_ms"]) for one in found["callers"]) / 1000


def after_a_batch(look: Investigation, pod: str) -> float:
    """The heap now, as a share of its peak in the last hours."""
    curve = look.curves(f'sum(v8js_memory_heap_used_bytes{{pod="{pod}"}})', start="now-6h")[0]
    return float(curve["values"][-1]) / peak(curve)
