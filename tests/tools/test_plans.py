"""Plans as EXPLAIN writes them: times of the steps themselves, wrong estimates, what is worth a look, two compared."""

from __future__ import annotations

import json
from typing import Any

import pytest

from rounds.kit.errors import Invalid
from rounds.tools import plans
from rounds.tools.database import PlanNode
from tests.incidents import waiting


def parsed(plan: dict[str, Any]) -> tuple[PlanNode, ...]:
    return plans.parse(json.dumps([{"Plan": plan}])).nodes


def step(kind: str, took: float | None = None, *below: dict[str, Any], **more: Any) -> dict[str, Any]:
    told = {} if took is None else {"Actual Total Time": took, "Actual Rows": 1, "Actual Loops": 1}
    return {
        "Node Type": kind,
        "Plan Rows": 1,
        "Total Cost": 10.0 + 10 * len(below),
        **told,
        **more,
        "Plans": list(below),
    }


def test_a_step_s_own_time_is_without_that_of_the_steps_below() -> None:
    nodes = parsed(waiting.BEFORE_PLAN)
    assert [(node.kind, node.total_ms, node.self_ms) for node in nodes] == [
        ("GroupAggregate", 800.0, 10.0),
        ("Nested Loop", 790.0, 70.0),
        ("Index Scan", 90.0, 90.0),
        ("Index Scan", 630.0, 630.0),  # 3 ms in each of 210 loops
    ]
    assert [node.parent for node in nodes] == [-1, 0, 1, 1]
    assert nodes[3].rows == 5 * 210
    assert sum(node.share for node in nodes) == pytest.approx(1, abs=1e-3)
    assert nodes[0].blocks_hit == 0
    assert nodes[1].blocks_read == 0
    assert (nodes[3].on, nodes[3].detail) == ("items, items_order_id_idx", "(order_id = o.id)")


def test_below_a_gather_the_workers_work_at_the_same_time() -> None:
    plan = step("Gather", 100.0, step("Seq Scan", 90.0, **{"Actual Loops": 3}), **{"Workers Launched": 2})
    gather, scan = parsed(plan)
    assert (scan.total_ms, gather.self_ms) == (90.0, 10.0)


def test_what_a_cte_took_is_counted_where_it_is_scanned() -> None:
    cte = step("Aggregate", 40.0, **{"Parent Relationship": "InitPlan", "Subplan Name": "CTE sums"})
    plan = step("Sort", 60.0, cte, step("CTE Scan", 50.0, **{"CTE Name": "sums"}))
    sort, inner, scan = parsed(plan)
    assert (sort.self_ms, inner.self_ms, scan.self_ms) == (10.0, 40.0, 10.0)


@pytest.mark.parametrize(
    ("plan", "estimate", "under"),
    [
        (step("Seq Scan", 1, **{"Plan Rows": 10, "Actual Rows": 950}), 95.0, True),
        (step("Seq Scan", 1, **{"Plan Rows": 950, "Actual Rows": 0}), 950.0, False),
        (step("Seq Scan", 1, **{"Plan Rows": 5, "Actual Rows": 5, "Actual Loops": 70}), 1.0, False),
        (step("Seq Scan", None), None, False),
        (step("Seq Scan", 1, **{"Actual Loops": 0}), None, False),
    ],
)
def test_how_far_off_an_estimate_was(plan: dict[str, Any], estimate: float | None, under: bool) -> None:
    (node,) = parsed(plan)
    assert (node.estimate, node.under) == (estimate, under)


def test_below_a_limit_fewer_rows_than_planned_are_no_mistake() -> None:
    few = {"Plan Rows": 1000, "Actual Rows": 1}
    _, under_limit = parsed(step("Limit", 1, step("Index Scan", 1, **few)))
    assert under_limit.estimate is None
    *_, under_sort = parsed(step("Limit", 2, step("Sort", 1, step("Index Scan", 1, **few))))
    assert under_sort.estimate == 1000


@pytest.mark.parametrize(
    ("plan", "said"),
    [
        (step("Seq Scan", 1, **{"Actual Rows": 10_000, "Plan Rows": 9_000}), ["reads all 10\u2009000 rows"]),
        (step("Seq Scan", 1, **{"Actual Rows": 9_999, "Plan Rows": 9_000}), []),
        (
            step("Index Scan", 1, **{"Rows Removed by Filter": 5_000}),
            ["the filter drops 5\u2009000 of 5\u2009001 rows"],
        ),
        (step("Index Scan", 1, **{"Rows Removed by Filter": 999}), []),
        (step("Sort", 1, **{"Sort Space Type": "Disk", "Sort Space Used": 42_392}), ["sorts on disk, 41 MB"]),
        (step("Sort", 1, **{"Sort Space Type": "Memory", "Sort Space Used": 42_392}), []),
        (step("Hash", 1, **{"Hash Batches": 4}), ["hashes in 4 batches on disk"]),
        (step("Index Only Scan", 1, **{"Heap Fetches": 4_000}), ["4\u2009000 heap fetches"]),
        (step("Index Scan", 0.1, **{"Actual Loops": 1_000}), ["runs 1\u2009000 times"]),
        (step("Index Scan", 1, **{"Plan Rows": 10, "Actual Rows": 950}), ["rows underestimated ×95"]),
    ],
)
def test_what_is_worth_a_look(plan: dict[str, Any], said: list[str]) -> None:
    (node,) = parsed(plan)
    assert list(node.warnings) == said


def test_a_plan_that_was_not_run_is_told_by_cost() -> None:
    root, scan = parsed(step("Limit", None, step("Seq Scan")))
    assert (root.total_ms, root.self_ms, root.rows) == (None, None, None)
    assert (root.self_cost, scan.self_cost, root.share) == (10.0, 10.0, 0.5)


def test_a_plan_as_text() -> None:
    text = plans.parse(json.dumps([{"Plan": waiting.AFTER_PLAN, "Execution Time": 4001.0}])).text
    assert text.splitlines()[0].startswith(
        "GroupAggregate  (cost=0.00..90000.00 rows=200 width=12) (actual time=1.000..4000.000"
    )
    assert "  ->  Sort  (cost=" in text
    assert "Rows Removed by Filter: 952000" in text
    assert text.endswith("Execution Time: 4001.000 ms")


@pytest.mark.parametrize("written", ["", "x", "[]", "{}", '[{"Plan": 3}]', "[1]", "[" * 100_000, "null"])
def test_what_is_no_plan_is_refused(written: str) -> None:
    with pytest.raises(Invalid):
        plans.parse(written)


@pytest.mark.parametrize(
    "plan",
    [
        {"Node Type": None, "Plan Rows": "x", "Plans": [3, None, {"Node Type": 7}]},
        {"Node Type": "Gather", "Workers Launched": "two", "Actual Total Time": True},
        {"Node Type": "Sort", "Sort Key": {"a": 1}, "Sort Space Used": "much", "Sort Space Type": "Disk"},
        {"Node Type": "Index Scan", "Actual Rows": 1e308, "Actual Loops": 1e308},
    ],
)
def test_odd_plans_are_read_as_far_as_they_go(plan: dict[str, Any]) -> None:
    assert parsed(plan)


def test_a_deep_plan_is_read() -> None:
    plan = step("Result", 1.0)
    for _ in range(300):
        plan = step("Result", 1.0, plan)
    assert len(parsed(plan)) == 301


def test_two_plans_step_beside_step() -> None:
    before, after = parsed(waiting.BEFORE_PLAN), parsed(waiting.AFTER_PLAN)
    pairs = plans.compared(before, after)
    assert [pair.what for pair in pairs] == ["slower", "changed", "changed", "new", "new", "new", "gone"]
    assert (before[pairs[1].before].kind, after[pairs[1].after].kind) == ("Nested Loop", "Sort")
    assert sorted(pair.before for pair in pairs if pair.before >= 0) == list(range(len(before)))
    assert sorted(pair.after for pair in pairs if pair.after >= 0) == list(range(len(after)))
    assert {pair.what for pair in plans.compared(after, after)} == {"same"}
    turned = [pair.what for pair in plans.compared(after, before)]
    assert (turned.count("gone"), turned.count("new")) == (3, 1)
    assert plans.compared((), after) == ()
