"""What is written down of questions to the service graph: who was asked about, and what changed in the answer.

Of a graph only what the person narrowed it to counts as come back because it was asked for: what Find matches, or
without it the calls that changed between the two stretches. An opened call counts whole, and so does the way of a
trace.
"""

from __future__ import annotations

from typing import Any

from rounds.tools.service_graph import Traffic
from rounds.tools.services import (
    Call,
    CallDetails,
    CallQuestion,
    FailingCalls,
    GraphQuestion,
    ServiceGraph,
    TracePath,
)

MOST_CALLS = 20
MOST_NAMES = 12


def of_question(question: GraphQuestion | CallQuestion) -> dict[str, Any]:
    made: dict[str, Any] = {}
    if question.before_start is not None and question.before_end is not None:
        made["before"] = [question.before_start, question.before_end]
    match question:
        case GraphQuestion():
            return made | {"find": question.find[:400], "hide": question.hide[:400]}
        case CallQuestion():
            names = {"callers": question.callers, "callees": question.callees}
            return made | {what: [name[:120] for name in given[:MOST_NAMES]] for what, given in names.items()}


def of_graph(answer: ServiceGraph, _: set[str]) -> dict[str, Any]:
    told = [call for call in answer.calls if not call.hidden and (call.found if answer.found else call.changes)]
    told.sort(key=lambda call: -call.during.rate)
    return {
        "nodes": len(answer.nodes),
        "rows": sum(not call.hidden for call in answer.calls),
        "found": answer.found,
        "calls": [of_edge(call) for call in told[:MOST_CALLS]],
    }


def of_edge(call: Call) -> dict[str, Any]:
    made = {"from": call.caller[:120], "to": call.callee[:120], "changes": list(call.changes)}
    return made | {"during": figures(call.during)} | ({"before": figures(call.before)} if call.before else {})


def figures(traffic: Traffic) -> list[float | None]:
    """Calls per second, the share that failed, and the 95th percentile in nanoseconds."""
    return [round(traffic.rate, 3), None if traffic.errors is None else round(traffic.errors, 4), traffic.p95_ns]


def of_call(answer: CallDetails, _: set[str]) -> dict[str, Any]:
    errors = [share for share in answer.errors if share is not None]
    p95 = [latency for latency in answer.p95_ns if latency is not None]
    return {
        "step_ms": answer.step_ms,
        "query": answer.query[:400],
        "rate": ends(answer.rate),
        "errors": ends([round(share, 4) for share in errors]),
        "p95_ns": ends(p95),
        "statuses": {one.status: [one.before, one.during] for one in answer.statuses},
    }


def ends(values: Any) -> dict[str, float]:
    return {"first": values[0], "last": values[-1], "max": max(values)} if values else {}


def of_failing(answer: FailingCalls, _: set[str]) -> dict[str, Any]:
    return {"step_ms": answer.step_ms, "total": sum(answer.total), "failed": sum(answer.failed)}


def of_path(answer: TracePath, _: set[str]) -> dict[str, Any]:
    """The calls of a trace, those that took most first: who, whom, how many, how many failed, self and critical time."""
    return {
        "trace": answer.trace_id,
        "root": [answer.root_service[:120], answer.root_name[:120]],
        "spans": answer.spans,
        "error": answer.errors > 0,
        "duration_ns": answer.duration_ns,
        "rows": len(answer.calls),
        "calls": [
            {
                "from": call.caller[:120],
                "to": call.callee[:120],
                "calls": call.calls,
                "failed": call.failed,
                "self_ns": call.self_ns,
                "critical_ns": call.critical_ns,
            }
            for call in answer.calls[:MOST_CALLS]
        ],
    }
