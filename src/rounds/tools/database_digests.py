"""What is written down of a question about a database: which one, over which stretches, and the first rows that came."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rounds.tools import database

FIRST = 20  # rows, as many as a page shows
ASKED = ("database", "by", "sort", "find", "id", "before", "after", "at")
LONGEST = 120

Digest = dict[str, Any]


def of_question(question: Any) -> Digest:
    """What was asked for; the stretch stands in the digest already, the baseline beside it."""
    made = {name: short(getattr(question, name)) for name in ASKED if getattr(question, name, "") not in ("", None)}
    if hasattr(question, "base_start"):
        made["baseline"] = [question.base_start, question.base_end]
    if getattr(question, "offset", 0):
        made["offset"] = question.offset
    return made


def short(value: Any) -> Any:
    return value if not isinstance(value, str) or len(value) <= LONGEST else value[: LONGEST - 1] + "…"


def of_databases(answer: database.Databases) -> Digest:
    return {"databases": [one.name for one in answer.databases[:FIRST]]}


def of_load(answer: database.Load) -> Digest:
    return {
        "processors": answer.processors,
        "layers": [
            {"name": short(one.name), "mean": one.mean, "last": one.values[-1], "max": max(one.values)}
            for one in answer.layers
        ],
    }


def of_profile(answer: database.Profile) -> Digest:
    rows = [{"name": short(row.name), "during": row.during, "before": row.before} for row in answer.rows[:FIRST]]
    return {"during": answer.during, "before": answer.before, "rows": rows}


def of_statements(answer: database.Statements) -> Digest:
    return {"total": answer.total, "statements": [of_row(row) for row in answer.rows[:FIRST]]}


def of_row(row: database.StatementRow) -> Digest:
    return {"id": row.id, "query": short(row.query)} | of_measures(row.during, row.before)


def of_measures(during: database.Measures, before: database.Measures) -> Digest:
    return {
        "load": [before.load, during.load],
        "calls": [before.calls, during.calls],
        "mean_ms": [before.mean_ms, during.mean_ms],
    }


def of_statement(answer: database.StatementDetails) -> Digest:
    return {
        "statement": answer.id,
        "query": answer.query[:1000],
        "waits": {one.name: one.load for one in answer.waits[:FIRST]},
        "callers": [one.service for one in answer.callers[:FIRST]],
        "clients": [of_caller(one) for one in answer.callers[:FIRST]],
        "most_ms": most(answer.series.slowest_ms),
        "traces": [one.trace_id for one in answer.slowest[:FIRST]],
        "slowest_ms": answer.slowest[0].duration_ms if answer.slowest else None,
    } | of_measures(answer.during, answer.before)


def of_caller(caller: database.Caller) -> Digest:
    """How long its spans say that the statement took, which is not how long the database says it did."""
    return {
        "service": short(caller.service),
        "name": short(caller.name),
        "mean_ms": [caller.mean_before_ms, caller.mean_ms],
        "p95_ms": caller.p95_ms,
    }


def of_plans(answer: database.Plans) -> Digest:
    return {"statement": answer.id, "plans": [of_plan(one) for one in answer.plans[:FIRST]]}


def of_plan(plan: database.PlanTree) -> Digest:
    return {
        "id": plan.id,
        "nodes": [node.kind for node in plan.nodes[:FIRST]],
        "warnings": [short(warning) for node in plan.nodes for warning in node.warnings][:FIRST],
        "mean_ms": plan.mean_ms,
    }


def of_comparison(answer: database.PlanComparison) -> Digest:
    return {
        "plans": [of_plan(answer.before), of_plan(answer.after)],
        "changed": [pair.what for pair in answer.pairs[:FIRST]],
    }


def of_blocking(answer: database.Blocking) -> Digest:
    return {
        "look": answer.at,
        "blocked": answer.blocked,
        "roots": answer.roots,
        "sessions": [
            {"pid": one.pid, "depth": one.depth, "blocks": one.blocks, "wait": one.wait, "query": short(one.query)}
            for one in answer.sessions[:FIRST]
        ],
    }


def of_blocked(answer: database.BlockedSessions) -> Digest:
    return {"most": answer.most, "most_at": answer.most_at, "deadlocks": len(answer.deadlocks)}


def of_relations(answer: database.Relations) -> Digest:
    return {
        "relations": [
            {"name": one.name, "scans": one.scans, "live": one.live_rows, "dead": one.dead_rows, "bytes": one.bytes}
            for one in answer.relations[:FIRST]
        ]
    }


def of_pools(answer: database.Pools) -> Digest:
    return {
        "pools": [
            {"service": one.service, "size": one.size, "used": most(one.used), "pending": most(one.pending)}
            for one in answer.pools[:FIRST]
        ]
    }


def most(values: tuple[float | None, ...]) -> float | None:
    return max((value for value in values if value is not None), default=None)


ANSWERS: Mapping[type[Any], Callable[[Any], Digest]] = {
    database.BlockedSessions: of_blocked,
    database.Blocking: of_blocking,
    database.Databases: of_databases,
    database.Load: of_load,
    database.PlanComparison: of_comparison,
    database.Plans: of_plans,
    database.Pools: of_pools,
    database.Profile: of_profile,
    database.Relations: of_relations,
    database.StatementDetails: of_statement,
    database.Statements: of_statements,
}
