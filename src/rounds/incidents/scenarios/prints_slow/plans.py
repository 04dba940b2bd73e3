"""Plans of the statement that finds a price, as EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) writes them."""

from __future__ import annotations

from typing import Any

RULES, RULES_WIDTH = 1_840_000, 230  # rows of price_rules, and bytes of each
FOUND = 4
WIDTH = 20
CONDITION = "((paper_id = $1) AND (size_id = $2))"


def by_index(_rows: int) -> dict[str, Any]:
    scan = node("Index Scan", 8.46, 3, FOUND, 0.9, hit=5, read=1) | {
        "Relation Name": "price_rules",
        "Index Name": "price_rules_paper_id_size_id_idx",
        "Scan Direction": "Forward",
        "Index Cond": CONDITION,
        "Filter": "(min_copies <= $3)",
        "Rows Removed by Filter": 1,
    }
    return explained(scan, 1.1)


def one_by_one(_rows: int) -> dict[str, Any]:
    blocks = RULES * RULES_WIDTH // 8192
    scan = node("Seq Scan", 83_861.0, 3, FOUND, 846.0, hit=blocks * 49 // 50, read=blocks // 50) | {
        "Relation Name": "price_rules",
        "Filter": "((paper_id = $1) AND (size_id = $2) AND (min_copies <= $3))",
        "Rows Removed by Filter": RULES - FOUND,
    }
    return explained(scan, 846.4)


def explained(scan: dict[str, Any], until: float) -> dict[str, Any]:
    """The dearest of the rules that were found."""
    buffers = {name: scan[name] for name in ("Shared Hit Blocks", "Shared Read Blocks")}
    ordered = node("Sort", scan["Total Cost"] + 0.04, 3, 1, until - 0.05) | buffers | {
        "Sort Key": ["min_copies DESC"], "Sort Method": "top-N heapsort", "Sort Space Used": 25,
        "Sort Space Type": "Memory", "Plans": [scan],
    }  # fmt: skip
    limit = node("Limit", scan["Total Cost"] + 0.05, 1, 1, until) | buffers | {"Plans": [ordered]}
    return {"Plan": limit, "Planning Time": 0.14, "Execution Time": round(until + 0.05, 3)}


def node(kind: str, cost: float, planned: int, rows: int, until: float, hit: int = 0, read: int = 0) -> dict[str, Any]:
    return {
        "Node Type": kind,
        "Startup Cost": 0.43 if kind == "Index Scan" else 0.0,
        "Total Cost": round(cost, 2),
        "Plan Rows": planned,
        "Plan Width": WIDTH,
        "Actual Startup Time": round(until * 0.4, 3),
        "Actual Total Time": round(until, 3),
        "Actual Rows": rows,
        "Actual Loops": 1,
        "Shared Hit Blocks": hit,
        "Shared Read Blocks": read,
    }
