"""Plans as EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) writes them, of statements that find their rows through an index.

What a plan says of rows and time is what the statistics of the same statement say of one call.
"""

from __future__ import annotations

import re
from typing import Any

from .durations import mean
from .world import Statement

Node = dict[str, Any]
"""A step of a plan; times are milliseconds, costs the planner's own unit."""

WHERE = re.compile(r" WHERE (.+?)(?= GROUP BY | ORDER BY | LIMIT | FOR UPDATE|$)")
ORDER = re.compile(r" ORDER BY (.+?)(?= LIMIT | FOR UPDATE|$)")
GROUP = re.compile(r" GROUP BY (.+?)(?= ORDER BY | LIMIT |$)")
LIMIT = re.compile(r" LIMIT (\d+)")
WHOLE = ("Sort", "Aggregate")  # give nothing until they have read everything
PAGES_OF_INDEX = 4  # that lead from its root to a row
RANDOM_PAGE, OF_A_ROW = 4.0, 0.0125  # costs: a page that is read somewhere, and a row of it


def lookup(step: Statement, rows: float | None = None, took: float | None = None) -> Node:
    """The plan of a call that gives or changes `rows` rows in `took` ms; usually those of the statement."""
    given = step.rows if rows is None else round(rows)
    until = mean(step.takes) / 1e6 if took is None else took
    if step.text.startswith("INSERT"):
        top = changing(step, until, node("Result", given, 0.01 * max(given, 1), until * 0.1, 0))
    elif step.writes:
        top = changing(step, until, index_scan(step, given, until * 0.6))
    else:
        top = reading(step, given, until)
    return {"Plan": top, "Planning Time": 0.08, "Execution Time": round(until, 3)}


def found(step: Statement, rows: float | None = None) -> float:
    """Rows its index leads to. Where it gives no more than a LIMIT, there are more to choose from: one a page it reads."""
    given = float(step.rows if rows is None else rows)
    return max(given, step.blocks - PAGES_OF_INDEX) if given == limit_of(step) else given


def limit_of(step: Statement) -> int | None:
    asked = LIMIT.search(step.text)
    return int(asked[1]) if asked else None


def index_of(step: Statement) -> str:
    """The index by which it finds its rows; of what only adds rows none."""
    return "" if step.text.startswith("INSERT") else step.index or f"{step.table}_pkey"


def agreeing(plan: Node, given: int, took: float) -> Node:
    """The same plan of a call that gave so many rows in so many milliseconds: each step has its share of them."""
    top, usual = plan["Plan"], plan.get("Execution Time")
    if not isinstance(top, dict) or not usual:
        return plan
    top = fewer(top, given) if top["Actual Rows"] > given else top
    return {**plan, "Plan": stretched(top, took / usual), "Execution Time": round(took, 3)}


def fewer(step: Node, given: int) -> Node:
    """Less than the limit was given. What lies below a sort was read and sorted all the same."""
    if step["Node Type"] not in ("Limit", "LockRows"):
        return step
    return {**step, "Actual Rows": given, "Plans": [fewer(one, given) for one in step["Plans"]]}


def stretched(step: Node, share: float) -> Node:
    times: Node = {
        key: round(step[key] * share, 3) for key in ("Actual Startup Time", "Actual Total Time") if key in step
    }
    inner = {"Plans": [stretched(one, share) for one in step["Plans"]]} if "Plans" in step else {}
    return {**step, **times, **inner}


def reading(step: Statement, given: int, until: float) -> Node:
    grouped, ordered, most = GROUP.search(step.text), ORDER.search(step.text), limit_of(step)
    top = index_scan(step, round(found(step, given)), until * (0.9 if grouped or ordered else 0.97))
    if grouped:
        top = over(top, "Aggregate", given, until * 0.98) | {"Strategy": "Hashed", "Group Key": grouped[1].split(", ")}
    if ordered:
        top = over(top, "Sort", given if most else top["Actual Rows"], until * 0.98) | sorting(ordered[1], most)
    if "FOR UPDATE" in step.text:
        top = over(top, "LockRows", given, until * 0.99)
    return over(top, "Limit", given, until * 0.995) if most else top


def sorting(key: str, most: int | None) -> Node:
    method = "top-N heapsort" if most else "quicksort"
    return {"Sort Key": [key], "Sort Method": method, "Sort Space Used": 38, "Sort Space Type": "Memory"}


def index_scan(step: Statement, rows: int, until: float) -> Node:
    condition = WHERE.search(step.text)
    cost = 0.43 + RANDOM_PAGE * max(rows, 1) + OF_A_ROW * rows
    scan = node("Index Scan", rows, cost, until, step.blocks, startup=0.43)
    told = {"Relation Name": step.table, "Index Name": index_of(step), "Scan Direction": "Forward"}
    return scan | told | ({"Index Cond": f"({condition[1]})"} if condition else {})


def changing(step: Statement, until: float, inner: Node) -> Node:
    """What changes rows gives none back, so its own count is 0: those it changes are of the step below."""
    verb = step.text.split(" ")[0].capitalize()
    top = over(inner, "ModifyTable", 0, until * 0.99)
    return top | {"Operation": verb, "Relation Name": step.table, "Plan Rows": 0, "Shared Hit Blocks": step.blocks}


def over(inner: Node, kind: str, rows: int, until: float) -> Node:
    cost = inner["Total Cost"] + OF_A_ROW * max(inner["Actual Rows"], 1)
    top = node(kind, rows, cost, until, inner["Shared Hit Blocks"], inner["Startup Cost"]) | {"Plans": [inner]}
    first = {"Startup Cost": inner["Total Cost"], "Actual Startup Time": inner["Actual Total Time"]}
    return top | first if kind in WHOLE else top


def node(kind: str, rows: int, cost: float, until: float, blocks: int, startup: float = 0.0) -> Node:
    return {
        "Node Type": kind,
        "Startup Cost": startup,
        "Total Cost": round(cost, 2),
        "Plan Rows": max(rows, 1),
        "Plan Width": 64,
        "Actual Startup Time": round(until * 0.4, 3),
        "Actual Total Time": round(until, 3),
        "Actual Rows": rows,
        "Actual Loops": 1,
        "Shared Hit Blocks": blocks,
        "Shared Read Blocks": 0,
    }
