"""How the cause is found with a candidate's tools alone."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from rounds.incidents.solving import Answer, Investigation

P95 = 'histogram_quantile(0.95, sum by (route, le) (rate(http_server_request_duration_seconds_bucket{service="storefront"}[2m])))'
GREW, SLOW_MS = 5, 250
TOGETHER_MS = 60_000  # what happens so soon after a release is of it


def solve(look: Investigation) -> dict[str, Any]:
    routes = look.curves(P95)
    slow_routes = sorted(one["labels"]["route"] for one in routes if last(one) > GREW * first(one))
    since = began(
        look.ask("metrics.range", expression=P95.replace("route, ", "").replace("{", '{route="/checkout",', 1))
    )
    release = before(look, since)
    at = float(release["time"])
    checkouts = 'name:"POST /checkout"'
    slow = look.trace(look.traces(checkouts, sort="longest", start=at)[0]["trace_id"])
    usual = look.trace(look.traces(checkouts, end=at)[0]["trace_id"])
    name, spent = longest(slow)
    look.ask("compare.twotraces", a=usual["trace_id"], b=slow["trace_id"])
    stretches = {"start": at + TOGETHER_MS, "end": "now", "base_start": "began", "base_end": at}
    stretches |= {"whole_start": "began", "whole_end": "now"}
    listed = look.ask("database.statements", database="postgres", find=name.split(" ")[-1], **stretches)
    told = look.ask("database.statement", id=listed["rows"][0]["id"], **stretches)
    plans = look.ask("database.plans", id=told["id"])["plans"]
    blocked = look.ask("database.blocked", database="postgres")
    look.ask("database.blocking", database="postgres", at=blocked["most_at"])
    warned = look.lines("level:warn", end=at)
    look.lines("level:warn")
    return {
        "slow_routes": slow_routes,
        "statement": name,
        "share_of_a_slow_checkout": spent / slow["duration_ns"],
        "share_of_a_usual_checkout": dict(own_times(usual)).get(name, 0) / usual["duration_ns"],
        "warned_since_the_release": not warned,
        "mean_ms_before": told["before"]["mean_ms"],
        "mean_ms": told["during"]["mean_ms"],
        "calls_grew": told["during"]["calls"] / told["before"]["calls"],
        "plans": [scan_of(plan) for plan in sorted(plans, key=lambda plan: float(plan["first_seen"]))],
        "release": release["title"],
        "slow_calls": slow_calls(look, at),
        "most_waiting": blocked["most"],
    }


def there(curve: Answer) -> list[float]:
    return [float(value) for value in curve["values"] if value is not None]


def first(curve: Answer) -> float:
    """Before anything happened: the middle of its first third."""
    values = there(curve)
    return sorted(values[: len(values) // 3])[len(values) // 6]


def last(curve: Answer) -> float:
    values = there(curve)
    return sorted(values[-len(values) // 6 :])[len(values) // 12]


def began(answer: Answer) -> float:
    """When the curve first went up to several times what it was the moment before."""
    values = [float(value or 0) for value in answer["series"][0]["values"]]
    usual = first(answer["series"][0])
    place = next(n for n, (one, other) in enumerate(pairwise(values)) if max(one, other) > GREW * usual)
    return float(answer["start"] + (place + 1) * answer["step_ms"])


def before(look: Investigation, moment: float) -> Answer:
    """The last release until then."""
    releases = [one for one in look.incident["events"] if one["kind"] == "deploy" and one["time"] <= moment]
    return max(releases, key=lambda one: float(one["time"]))


def longest(trace: Answer) -> tuple[str, int]:
    """The operation with most time of its own, and how much."""
    return max(own_times(trace), key=lambda one: one[1])


def own_times(trace: Answer) -> list[tuple[str, int]]:
    return [(trace["texts"][name], own) for name, own in zip(trace["name"], trace["self_ns"], strict=True)]


def scan_of(plan: Answer) -> str:
    return next(str(node["kind"]) for node in plan["nodes"] if str(node["kind"]).endswith("Scan"))


def slow_calls(look: Investigation, at: float) -> list[str]:
    """Who is called and became slow."""
    stretches = {"start": at + TOGETHER_MS, "before_start": "began", "before_end": at}
    found = look.ask("services.graph", find=f"p95 > {SLOW_MS}ms", **stretches)
    look.ask(
        "services.call", callers=["storefront"], callees=["pricing"], from_time="began", to_time="now", **stretches
    )
    return [call["callee"] for call in found["calls"] if call["found"]]
