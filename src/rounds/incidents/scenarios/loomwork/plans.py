"""Plans of the statement that takes the next jobs, as EXPLAIN (ANALYZE, BUFFERS) writes them."""

from __future__ import annotations

from typing import Any

WIDTH = 420
PAGE = 8192
ESTIMATED = 1_040  # rows, when the table was last analyzed


def sorted_in_memory(rows: int) -> dict[str, Any]:
    kilobytes = 25 + rows * WIDTH // 1000
    return jobs_in_order(rows, {"Sort Method": "quicksort", "Sort Space Used": kilobytes, "Sort Space Type": "Memory"})


def sorted_on_disk(rows: int) -> dict[str, Any]:
    kilobytes = rows * WIDTH // 1000
    return jobs_in_order(
        rows, {"Sort Method": "external merge", "Sort Space Used": kilobytes, "Sort Space Type": "Disk"}
    )


def due_jobs(due: int, waiting: int) -> dict[str, Any]:
    """Of a short queue most wait for their time: the filter lets only those through that are due."""
    plan, pages = sorted_in_memory(due), waiting * WIDTH // PAGE + 1
    limit = plan["Plan"]
    (locked,) = limit["Plans"]
    (ordered,) = locked["Plans"]
    (scan,) = ordered["Plans"]
    for step, more in ((scan, 0), (ordered, 0), (locked, due), (limit, due)):
        cost = pages + 0.0125 * waiting
        step |= {"Shared Hit Blocks": pages + more, "Shared Read Blocks": 0, "Total Cost": round(cost + 0.01 * more, 2)}
    scan["Rows Removed by Filter"] = max(waiting - due, 0)
    return plan


def jobs_in_order(rows: int, sort: dict[str, Any]) -> dict[str, Any]:
    """The whole table is read and sorted, however few rows are wanted."""
    pages, taken = rows * WIDTH // PAGE + 1, min(rows, 100)
    read, sorting = round(0.0016 * rows, 3), round(0.0023 * rows, 3)
    scan = node("Seq Scan", rows, rows, read, pages) | {"Relation Name": "jobs", "Filter": "(run_at <= $1)"}
    ordered = node("Sort", rows, rows, read + sorting, pages) | {"Sort Key": ["run_at"]} | sort | {"Plans": [scan]}
    locked = node("LockRows", taken, rows, read + sorting + 0.3, pages + taken) | {"Plans": [ordered]}
    limit = node("Limit", taken, rows, read + sorting + 0.31, pages + taken) | {"Plans": [locked]}
    limit["Plan Rows"] = 100
    return {"Plan": limit, "Planning Time": 0.11, "Execution Time": round(read + sorting + 0.4, 3)}


def node(kind: str, rows: int, table: int, until: float, pages: int) -> dict[str, Any]:
    """A step that gives `rows` of a table of so many."""
    return {
        "Node Type": kind,
        "Startup Cost": 0.0 if kind == "Seq Scan" else round(pages + 0.0125 * table, 2),
        "Total Cost": round(pages + 0.0125 * table + 0.01 * (kind != "Seq Scan"), 2),
        "Plan Rows": ESTIMATED,
        "Plan Width": WIDTH,
        "Actual Startup Time": round(until * 0.9, 3),
        "Actual Total Time": round(until, 3),
        "Actual Rows": rows,
        "Actual Loops": 1,
        "Shared Hit Blocks": pages - pages // 9,
        "Shared Read Blocks": pages // 9,
    }
