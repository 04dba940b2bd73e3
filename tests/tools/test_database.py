"""The database lens over `tests.incidents.waiting`: its sessions, statements and plans can be counted on paper."""

from __future__ import annotations

import json
from typing import Any

import pytest

from rounds import tools
from rounds.kit.errors import Invalid, NotFound
from rounds.signals import to_ns
from rounds.store import Reader, Telemetry
from rounds.tools import database, traces
from tests.incidents import waiting

START, END, ONSET = (to_ns(moment) / 1e6 for moment in (waiting.BEGAN, waiting.NOW, waiting.ONSET))
DATABASE = waiting.DATABASE
WHOLE = {"start": START, "end": END}
# The last five minutes against the first ten.
STRETCHES = {"start": END - 300_000, "end": END, "base_start": START, "base_end": START + 600_000}
OVER = {"whole_start": START, "whole_end": END}


@pytest.fixture(scope="module")
def orders(telemetry: Telemetry) -> Reader:
    telemetry.install("orders", waiting.signals())
    return telemetry.reader("orders")


def statements(orders: Reader, **rest: Any) -> database.Statements:
    answer: database.Statements = tools.ask(
        orders, database.StatementsQuestion(database=DATABASE, **(STRETCHES | OVER | rest))
    )
    return answer


def blocking(orders: Reader, minute: float) -> database.Blocking:
    answer: database.Blocking = tools.ask(
        orders, database.BlockingQuestion(database=DATABASE, at=START + minute * 60_000)
    )
    return answer


def test_which_databases_there_are(orders: Reader, empty: Reader) -> None:
    (found,) = tools.ask(orders, database.DatabasesQuestion()).databases
    assert (found.name, found.sample_ms, found.processors) == (DATABASE, 1000, 4.0)
    assert (found.statements, found.plans, found.blocked) == (3, 2, True)
    assert tools.ask(empty, database.DatabasesQuestion()).databases == ()


def test_load_is_the_active_sessions_of_a_look_on_average(orders: Reader) -> None:
    answer = tools.ask(orders, database.LoadQuestion(database=DATABASE, **WHOLE, buckets=30))
    assert (answer.step_ms, answer.points, answer.processors) == (60_000, 30, 4.0)
    layers = {layer.key: layer.values for layer in answer.layers}
    assert set(layers["CPU"]) == {2.0}
    assert set(layers["IO:DataFileRead"][:25]) == {1.0}
    # In minute 24 five want the row for 50 of its 60 s: one waits for its holder, four for that one. The holder only
    # has its transaction open, so it is not active.
    assert layers["Lock:transactionid"][24] == pytest.approx(50 / 60, abs=1e-3)
    assert layers["Lock:tuple"][24] == pytest.approx(4 * 50 / 60, abs=1e-3)
    assert "Client:ClientRead" not in layers


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("statement", {*waiting.QUERIES.values(), "no statement"}),
        ("user", {"web_user", "reports_user", "billing_user", "postgres_user"}),
        ("application", {"web", "reports", "billing", ""}),
    ],
)
def test_load_is_grouped_by_other_things(orders: Reader, by: str, names: set[str]) -> None:
    answer = tools.ask(orders, database.LoadQuestion(database=DATABASE, by=by, **WHOLE))
    assert {layer.name for layer in answer.layers} == names
    profile = tools.ask(orders, database.ProfileQuestion(database=DATABASE, by=by, **STRETCHES))
    assert {row.name for row in profile.rows} == names


def test_a_stretch_stands_beside_its_baseline(orders: Reader) -> None:
    answer = tools.ask(orders, database.ProfileQuestion(database=DATABASE, **STRETCHES))
    rows = {row.key: (row.during, row.before) for row in answer.rows}
    assert rows["CPU"] == (2.0, 2.0)
    assert rows["Lock:tuple"] == (pytest.approx((5 + 6 + 7 + 8 + 9) * 50 / 300, abs=1e-3), 0)
    assert answer.before == 3.0
    assert answer.during == pytest.approx(sum(row.during for row in answer.rows), abs=1e-2)
    assert answer.rows[0].key == "Lock:tuple"


def test_statements_during_and_before(orders: Reader) -> None:
    rows = {row.query: row for row in statements(orders).rows}
    pay, items = rows[waiting.QUERIES[waiting.PAY]], rows[waiting.QUERIES[waiting.ITEMS]]
    assert (pay.during.calls, pay.before.calls) == (1.0, 1.0)
    assert (pay.during.mean_ms, pay.before.mean_ms, pay.change) == (150.0, 3.0, 50.0)
    assert (items.during.calls, items.during.mean_ms, items.during.rows, items.change) == (10.0, 2.0, 50.0, 1.0)
    assert items.during.load == items.before.load == 2.0
    assert [one.name for one in pay.waits] == ["Lock:tuple", "Lock:transactionid"]
    assert pay.id == str(waiting.PAY)
    assert set(items.sparks.load) == {2.0}
    assert items.sparks.mean_ms[0] == items.sparks.mean_ms[-1] == 2.0


@pytest.mark.parametrize(
    ("sort", "first"), [("load", "PAY"), ("calls", "ITEMS"), ("mean", "REPORT"), ("rows", "ITEMS"), ("change", "PAY")]
)
def test_statements_are_sorted(orders: Reader, sort: str, first: str) -> None:
    assert statements(orders, sort=sort).rows[0].id == str(getattr(waiting, first))


def test_statements_are_found_by_words_and_given_by_pages(orders: Reader) -> None:
    found = statements(orders, find="ORDERS o")
    assert [row.id for row in found.rows] == [str(waiting.REPORT)]
    page = statements(orders, limit=1, offset=1)
    assert (len(page.rows), page.total) == (1, 4)  # with those sessions that told no statement


def test_a_stretch_shorter_than_a_step_is_the_steps_it_touches(orders: Reader) -> None:
    short = statements(orders, start=ONSET + 3_000, end=ONSET + 4_000)
    assert {row.id: row.during.calls for row in short.rows}[str(waiting.ITEMS)] == 10.0


def test_one_statement(orders: Reader) -> None:
    question = database.StatementQuestion(id=str(waiting.PAY), **STRETCHES, **OVER, buckets=30)
    answer = tools.ask(orders, question)
    assert (answer.database, answer.query, answer.text_field) == (
        DATABASE,
        waiting.QUERIES[waiting.PAY],
        "db.query.text",
    )
    assert (answer.points, answer.step_ms) == (30, 60_000)
    assert (answer.series.mean_ms[0], answer.series.mean_ms[-1], answer.series.slowest_ms[-1]) == (3.0, 150.0, 450.0)
    assert set(answer.series.calls) == {1.0}
    assert answer.series.load[24] == pytest.approx(5 * 50 / 60, abs=1e-3)
    # One span a minute stands for ten calls.
    (caller,) = answer.callers
    assert (caller.service, caller.spans, caller.calls) == ("billing", 5, pytest.approx(50 / 300, abs=1e-3))
    assert (caller.mean_ms, caller.mean_before_ms, caller.errors) == (150.0, 3.0, 50)
    assert len(answer.slowest) == 5
    assert {one.duration_ms for one in answer.slowest} == {150.0}
    trace = tools.ask(orders, traces.TraceQuestion(trace_id=answer.slowest[0].trace_id))
    assert len(trace.name) == 1


def test_who_calls_a_statement(orders: Reader) -> None:
    answer = tools.ask(orders, database.StatementQuestion(id=str(waiting.ITEMS), **STRETCHES, **OVER))
    assert {one.service for one in answer.callers} == {"web", "worker"}


def test_a_span_leads_to_its_statement(orders: Reader) -> None:
    span = waiting.span(2)
    answer = tools.ask(orders, traces.SpanQuestion(trace_id=span["TraceId"], span_id=span["SpanId"]))
    (found,) = [one for one in answer.related if one.kind == "statement"]
    assert (found.query, found.detail) == (str(waiting.PAY), DATABASE)


def test_the_plans_of_a_statement(orders: Reader) -> None:
    answer = tools.ask(orders, database.PlansQuestion(id=str(waiting.REPORT)))
    before, after = answer.plans
    assert [before.executions, after.executions] == [20, 10]
    assert (before.mean_ms, after.mean_ms) == (800.0, 4000.0)
    assert [node.kind for node in after.nodes] == [
        "GroupAggregate", "Sort", "Hash Join", "Seq Scan", "Hash", "Seq Scan",
    ]  # fmt: skip
    assert tools.ask(orders, database.PlansQuestion(id=str(waiting.PAY))).plans == ()


def test_two_plans_beside_each_other(orders: Reader) -> None:
    answer = tools.ask(orders, database.ComparePlansQuestion(id=str(waiting.REPORT), before="2", after="-3"))
    assert (answer.before.id, answer.after.id) == ("2", "-3")
    assert [pair.what for pair in answer.pairs][:2] == ["slower", "changed"]
    with pytest.raises(NotFound, match="no such plan"):
        tools.ask(orders, database.ComparePlansQuestion(id=str(waiting.REPORT), before="2", after="4"))


def test_who_waits_for_whom(orders: Reader) -> None:
    answer = blocking(orders, 26.5)  # seven want the row, and one more waits for another
    assert (answer.blocked, answer.roots) == (8, 2)
    tree = [(one.pid, one.depth, one.blocks) for one in answer.sessions]
    assert tree[:3] == [(8812, 0, 7), (8790, 1, 6), (8791, 2, 0)]
    assert tree[-2:] == [(7204, 0, 1), (4410, 1, 0)]
    root, first, second = answer.sessions[:3]
    assert (root.state, root.wait, root.query) == (
        "idle in transaction",
        "Client:ClientRead",
        waiting.QUERIES[waiting.PAY],
    )
    assert (root.age_ms, root.blocked_by) == (32_000, ())
    assert (first.age_ms, first.blocked_by, first.mode, first.lock) == (30_000, (8812,), "ShareLock", "transactionid")
    assert (second.relation, second.mode) == ("orders", "ExclusiveLock")


def test_nobody_waits(orders: Reader) -> None:
    answer = blocking(orders, 26 + 55 / 60)
    assert (answer.sessions, answer.blocked, answer.roots) == ((), 0, 0)


def test_how_many_were_blocked_over_time(orders: Reader) -> None:
    answer = tools.ask(orders, database.BlockedQuestion(database=DATABASE, **WHOLE, buckets=30))
    assert answer.blocked == (*[0] * 20, 1, 2, 3, 4, 5, 7, 8, 9, 10, 11)
    assert (answer.most, answer.most_at) == (11, START + 29 * 60_000 + 49_000)
    assert answer.at[19] is None
    assert answer.idle_in_transaction[29] == 1
    (deadlock,) = answer.deadlocks
    assert (deadlock.victim, deadlock.time) == (8805, ONSET + 300_000)


def test_tables_and_indexes(orders: Reader) -> None:
    answer = tools.ask(orders, database.RelationsQuestion(database=DATABASE, **WHOLE))
    found = {one.name: one for one in answer.relations}
    assert list(found) == ["items", "orders", "orders_pkey"]
    orders_ = found["orders"]
    assert (orders_.scans, orders_.rows_read, orders_.dead_before, orders_.dead_rows) == (29, 290, 0, 58_000)
    assert found["items"].bytes - found["items"].bytes_before == 29 << 20


def test_pools_of_connections(orders: Reader, empty: Reader) -> None:
    answer = tools.ask(orders, database.PoolsQuestion(**WHOLE, buckets=30))
    (pool,) = answer.pools
    assert (pool.service, pool.pods, pool.size) == ("web", 2, 20.0)
    assert (pool.used[0], pool.used[-1], pool.pending[-1], pool.timeouts) == (5.0, 12.0, 9.0, 8.0)
    profile = tools.ask(orders, database.ProfileQuestion(database=DATABASE, by="application", **STRETCHES))
    assert set(answer.without) == {row.key for row in profile.rows if row.key} - {"web"} != set()
    assert tools.ask(empty, database.PoolsQuestion(**WHOLE)).pools == ()


@pytest.mark.parametrize(
    ("question", "error"),
    [
        (database.LoadQuestion(database="nobody", **WHOLE), NotFound),
        (database.LoadQuestion(database=DATABASE, by="pid", **WHOLE), Invalid),
        (database.LoadQuestion(database=DATABASE, start=END, end=START), Invalid),
        (database.StatementsQuestion(database=DATABASE, **STRETCHES, **OVER, sort="size"), Invalid),
        (database.PlansQuestion(id="99"), NotFound),
        (database.PlansQuestion(id="'; DROP TABLE db_plans"), Invalid),
        (database.PlansQuestion(id="9" * 19), Invalid),
        (database.BlockingQuestion(database=DATABASE, at=float("nan")), Invalid),
    ],
)
def test_what_cannot_be_asked(orders: Reader, question: Any, error: type[Exception]) -> None:
    with pytest.raises(error):
        tools.ask(orders, question)


def test_digests_say_what_came_back(orders: Reader) -> None:
    question = database.StatementsQuestion(database=DATABASE, **STRETCHES, **OVER)
    made = tools.digest(question, tools.ask(orders, question), orders)
    assert (made["question"], made["database"]) == ("database.statements", DATABASE)
    assert (made["window"], made["baseline"]) == ([END - 300_000, END], [START, START + 600_000])
    assert made["statements"][0]["mean_ms"] == [3.0, 150.0]
    one = database.StatementQuestion(id=str(waiting.PAY), **STRETCHES, **OVER, buckets=30)
    found = tools.ask(orders, one)
    made = tools.digest(one, found, orders)
    assert [client["mean_ms"][1] for client in made["clients"]] == [caller.mean_ms for caller in found.callers]
    assert made["most_ms"] == max(value for value in found.series.slowest_ms if value is not None)
    tree = blocking(orders, 29.5)
    made = tools.digest(database.BlockingQuestion(database=DATABASE, at=END), tree, orders)
    assert made["sessions"][0]["pid"] == 8812
    assert len(json.dumps(made)) < 8000
    plans = database.PlansQuestion(id=str(waiting.REPORT))
    made = tools.digest(plans, tools.ask(orders, plans), orders)
    assert "sorts on disk, 41 MB" in made["plans"][1]["warnings"]
