"""An incident of one database in which more and more sessions wait for one that holds a row, small enough to count.

    python -m tests.incidents.waiting FOLDER

A look at the sessions each second of half an hour. At each, two sessions run `ITEMS` on the CPU and one runs `REPORT`,
which reads from disk. From minute 20 on, session 8812 has a row locked and its transaction open; the first session that
wants the row waits for it, and the others wait for that one: one in the first minute, one more in each further minute.
In the last ten seconds of a minute nobody waits. From minute 25 on, 4410 waits for 7204 as well.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from rounds.incidents import bundles
from rounds.incidents.built import Built, Check, Progress, quiet
from rounds.incidents.public import Public, Ticket
from rounds.incidents.sealed import Hint, RedHerring, Sealed, Solution, Step, Topic
from rounds.signals import Signals

from .small import line, table

BEGAN = datetime(2026, 5, 12, 14, 2, tzinfo=UTC)
ONSET = BEGAN + timedelta(minutes=20)
NOW = BEGAN + timedelta(minutes=30)
LOOKS, STEPS = 1800, 180  # a second, and ten, each
DATABASE = "orders-db"
ITEMS, REPORT, PAY = 11, -22, 2**62 + 1  # PostgreSQL's ids are 64 bits wide and may be negative
QUERIES = {
    ITEMS: "SELECT * FROM items WHERE cart_id = $1",
    REPORT: "SELECT o.id, sum(i.price) FROM orders o JOIN items i ON i.order_id = o.id WHERE o.day = $1 GROUP BY o.id",
    PAY: "UPDATE orders SET paid = true WHERE id = $1",
}
HOLDER, FIRST, READER, VACUUM = 8812, 8790, 7204, 4410


def waiting_at(second: int) -> int:
    """How many want the row at that look."""
    minute, within = divmod(second, 60)
    return minute - 19 if minute >= 20 and within < 50 else 0


def sessions(second: int) -> Iterator[dict[str, Any]]:
    now = BEGAN + timedelta(seconds=second)
    for pid in (101, 102):
        yield session(now, pid, ITEMS, "", "", began=now - timedelta(milliseconds=4))
    yield session(now, 103, REPORT, "IO", "DataFileRead", began=now - timedelta(seconds=1))
    many = waiting_at(second)
    if not many:
        return
    since = now.replace(second=0)
    held = session(now, HOLDER, PAY, "Client", "ClientRead", began=since - timedelta(seconds=2))
    yield held | {"State": "idle in transaction"}
    yield session(now, FIRST, PAY, "Lock", "transactionid", began=since, by=[HOLDER])
    for number in range(1, many):
        yield session(now, FIRST + number, PAY, "Lock", "tuple", began=since, by=[FIRST])
    if second >= 25 * 60:
        yield session(now, READER, REPORT, "IO", "DataFileRead", began=since - timedelta(seconds=40))
        yield session(now, VACUUM, 0, "Lock", "relation", began=since, by=[READER]) | {
            "BackendType": "autovacuum worker",
            "ApplicationName": "",
        }


def session(
    now: datetime, pid: int, query: int, kind: str, wait: str, *, began: datetime, by: list[int] | None = None
) -> dict[str, Any]:
    service = {ITEMS: "web", REPORT: "reports", PAY: "billing"}.get(query, "")
    return {
        "Time": now, "Database": DATABASE, "Pid": pid, "State": "active", "WaitEventType": kind, "WaitEvent": wait,
        "QueryId": query, "BackendType": "client backend", "ApplicationName": service, "UserName": f"{service or 'postgres'}_user",
        "XactStart": began, "QueryStart": began, "BlockedBy": by or [],
    }  # fmt: skip


def locks(second: int) -> Iterator[dict[str, Any]]:
    many, now = waiting_at(second), BEGAN + timedelta(seconds=second)
    if not many:
        return
    since = now.replace(second=0)
    yield lock(now, HOLDER, "transactionid", "ExclusiveLock", None)
    yield lock(now, FIRST, "transactionid", "ShareLock", since)
    for number in range(1, many):
        yield lock(now, FIRST + number, "tuple", "ExclusiveLock", since) | {"Relation": "orders", "Tuple": "(3,7)"}


def lock(now: datetime, pid: int, kind: str, mode: str, since: datetime | None) -> dict[str, Any]:
    return {
        "Time": now, "Database": DATABASE, "Pid": pid, "LockType": kind, "Mode": mode, "Granted": since is None,
        "Relation": "", "Tuple": "", "WaitStart": since,
    }  # fmt: skip


def stats(step: int) -> Iterator[dict[str, Any]]:
    """Ten seconds each: ITEMS 100 calls of 2 ms; REPORT one of 800 ms, from the onset of 4 s; PAY ten of 3 ms, then 150."""
    late = step > STEPS * 2 // 3
    for query, calls, mean in (
        (ITEMS, 100, 2.0),
        (REPORT, 1, 4000.0 if late else 800.0),
        (PAY, 10, 150.0 if late else 3.0),
    ):
        yield {
            "Time": BEGAN + timedelta(seconds=10 * step), "QueryId": query, "Calls": calls, "TotalMs": calls * mean,
            "Rows": calls * 5, "SharedBlksHit": 90, "SharedBlksRead": 10, "SharedBlksDirtied": 1,
            "TempBytes": 8 << 20 if query == REPORT and late else 0, "WalBytes": 100, "MinMs": mean / 2, "MaxMs": mean * 3,
        }  # fmt: skip


def scan(kind: str, table: str, rows: int, took: float, **more: Any) -> dict[str, Any]:
    return {
        "Node Type": kind, "Relation Name": table, "Startup Cost": 0.0, "Total Cost": took * 10, "Plan Rows": rows,
        "Plan Width": 40, "Actual Startup Time": 0.1, "Actual Total Time": took, "Actual Rows": rows, "Actual Loops": 1,
        "Shared Hit Blocks": 100, "Shared Read Blocks": 10, **more,
    }  # fmt: skip


BEFORE_PLAN = {
    "Node Type": "Aggregate", "Strategy": "Sorted", "Group Key": ["o.id"], "Startup Cost": 0.0, "Total Cost": 9000.0,
    "Plan Rows": 200, "Plan Width": 12, "Actual Startup Time": 1.0, "Actual Total Time": 800.0, "Actual Rows": 210,
    "Actual Loops": 1, "Shared Hit Blocks": 4200, "Shared Read Blocks": 300,
    "Plans": [{
        "Node Type": "Nested Loop", "Join Type": "Inner", "Startup Cost": 0.0, "Total Cost": 8500.0, "Plan Rows": 1000,
        "Plan Width": 12, "Actual Startup Time": 1.0, "Actual Total Time": 790.0, "Actual Rows": 1050, "Actual Loops": 1,
        "Shared Hit Blocks": 4200, "Shared Read Blocks": 300,
        "Plans": [
            scan("Index Scan", "orders", 210, 90.0, **{"Index Name": "orders_day_idx", "Index Cond": "(day = $1)"}),
            scan("Index Scan", "items", 5, 3.0, **{
                "Index Name": "items_order_id_idx", "Actual Loops": 210, "Index Cond": "(order_id = o.id)", "Shared Hit Blocks": 4100,
                "Shared Read Blocks": 290,
            }),
        ],
    }],
}  # fmt: skip

AFTER_PLAN = {
    "Node Type": "Aggregate", "Strategy": "Sorted", "Group Key": ["o.id"], "Startup Cost": 0.0, "Total Cost": 90000.0,
    "Plan Rows": 200, "Plan Width": 12, "Actual Startup Time": 1.0, "Actual Total Time": 4000.0, "Actual Rows": 48000,
    "Actual Loops": 1, "Shared Hit Blocks": 900, "Shared Read Blocks": 64000, "Temp Written Blocks": 5300,
    "Plans": [{
        "Node Type": "Sort", "Sort Key": ["o.id"], "Sort Method": "external merge", "Sort Space Used": 42392,
        "Sort Space Type": "Disk", "Startup Cost": 0.0, "Total Cost": 88000.0, "Plan Rows": 1000, "Plan Width": 12,
        "Actual Startup Time": 3000.0, "Actual Total Time": 3900.0, "Actual Rows": 240000, "Actual Loops": 1,
        "Shared Hit Blocks": 900, "Shared Read Blocks": 64000, "Temp Written Blocks": 5300,
        "Plans": [{
            "Node Type": "Hash Join", "Join Type": "Inner", "Hash Cond": "(i.order_id = o.id)", "Startup Cost": 0.0,
            "Total Cost": 70000.0, "Plan Rows": 1000, "Plan Width": 12, "Actual Startup Time": 90.0, "Actual Total Time": 1900.0,
            "Actual Rows": 240000, "Actual Loops": 1, "Shared Hit Blocks": 900, "Shared Read Blocks": 64000,
            "Plans": [
                scan("Seq Scan", "items", 2_400_000, 1200.0, **{"Shared Hit Blocks": 500, "Shared Read Blocks": 62000}),
                {
                    "Node Type": "Hash", "Startup Cost": 0.0, "Total Cost": 900.0, "Plan Rows": 200, "Plan Width": 8,
                    "Actual Startup Time": 80.0, "Actual Total Time": 80.0, "Actual Rows": 48000, "Actual Loops": 1,
                    "Hash Buckets": 65536, "Hash Batches": 1, "Peak Memory Usage": 2400, "Shared Hit Blocks": 400, "Shared Read Blocks": 2000,
                    "Plans": [scan("Seq Scan", "orders", 48000, 70.0, **{
                        "Plan Rows": 200, "Filter": "(day = $1)", "Rows Removed by Filter": 952000, "Shared Hit Blocks": 400,
                        "Shared Read Blocks": 2000,
                    })],
                },
            ],
        }],
    }],
}  # fmt: skip


def plans() -> list[dict[str, Any]]:
    def written(plan: dict[str, Any]) -> str:
        return json.dumps([{"Plan": plan, "Planning Time": 0.4, "Execution Time": plan["Actual Total Time"] + 1}])

    lookup = scan("Index Scan", "items", 5, 2.0, **{"Index Name": "items_cart_id_idx", "Index Cond": "(cart_id = $1)"})
    return [
        {"QueryId": ITEMS, "PlanId": 1, "FirstSeen": BEGAN, "LastSeen": NOW, "Plan": written(lookup)},
        {"QueryId": REPORT, "PlanId": 2, "FirstSeen": BEGAN, "LastSeen": ONSET, "Plan": written(BEFORE_PLAN)},
        {"QueryId": REPORT, "PlanId": -3, "FirstSeen": ONSET, "LastSeen": NOW, "Plan": written(AFTER_PLAN)},
    ]


def span(number: int) -> dict[str, Any]:
    """One a minute and statement; ITEMS is also run by the worker, one time in two."""
    minute, place = divmod(number, 3)
    query = (ITEMS, REPORT, PAY)[place]
    service = ("worker" if minute % 2 else "web", "reports", "billing")[place]
    late = BEGAN + timedelta(minutes=minute) >= ONSET
    took = {ITEMS: 2, REPORT: 4000 if late else 800, PAY: 150 if late else 3}[query]
    return {
        "Timestamp": BEGAN + timedelta(minutes=minute, seconds=5 + place), "TraceId": trace_id(number), "SpanId": f"{number + 1:016x}",
        "ParentSpanId": "", "TraceState": "", "SpanName": f"db {service}", "SpanKind": "Client", "ServiceName": service,
        "ScopeName": "pg", "Duration": took * 1_000_000, "StatusCode": "Error" if query == PAY and late else "Unset",
        "StatusMessage": "", "SampleRate": 10, "Events": [], "Links": [], "@db.query.text": QUERIES[query],
    }  # fmt: skip


def trace_id(number: int) -> str:
    return f"{0xDB0000 + number:032x}"


def executions() -> Iterator[dict[str, Any]]:
    for number in range(90):
        one = span(number)
        query = (ITEMS, REPORT, PAY)[number % 3]
        late = one["Timestamp"] >= ONSET
        yield {
            "Time": one["Timestamp"], "QueryId": query, "PlanId": {ITEMS: 1, REPORT: -3 if late else 2, PAY: 0}[query],
            "DurationMs": one["Duration"] / 1e6, "Parameters": f"$1 = '{number}'", "TraceId": one["TraceId"], "SpanId": one["SpanId"],
        }  # fmt: skip


def relations() -> Iterator[dict[str, Any]]:
    for minute in range(31):
        for name, kind, scans, live, dead, size in (
            ("orders", "table", 1, 1_000_000, 2_000 * minute, 200 << 20),
            ("orders_pkey", "index", 60, 1_000_000, 0, 30 << 20),
            ("items", "table", 2, 2_400_000, 0, (500 << 20) + (minute << 20)),
        ):
            yield {
                "Time": BEGAN + timedelta(minutes=minute), "Database": DATABASE, "Relation": name, "Kind": kind,
                "Scans": 1000 + scans * minute, "RowsRead": 5000 + scans * minute * 10, "LiveRows": live, "DeadRows": dead, "Bytes": size,
            }  # fmt: skip


GAUGES: list[tuple[str, dict[str, str], list[float]]] = [
    ("db_client_connections_max", {"pod": "web-0", "service": "web"}, [10.0] * 31),
    ("db_client_connections_max", {"pod": "web-1", "service": "web"}, [10.0] * 31),
    ("db_client_connections_pending", {"pod": "web-0", "service": "web"}, [0.0] * 20 + [float(n) for n in range(11)]),
    ("db_client_connections_timeouts_total", {"service": "web"}, [7.0] * 25 + [7.0 + 2 * n for n in range(6)]),
    ("db_client_connections_usage", {"pod": "web-0", "service": "web"}, [3.0] * 20 + [10.0] * 11),
    ("db_client_connections_usage", {"pod": "web-1", "service": "web"}, [2.0] * 31),
    ("machine_cpu_cores", {"server": DATABASE}, [4.0] * 31),
]


def signals() -> Signals:
    series = [
        {
            "Series": number,
            "Metric": metric,
            "Type": "counter" if metric.endswith("_total") else "gauge",
            "Unit": "",
            "Help": "",
            "Labels": sorted(labels.items()),
        }
        for number, (metric, labels, _) in enumerate(GAUGES)
    ]
    samples = [
        {"Series": number, "Time": BEGAN + timedelta(minutes=minute), "Value": value}
        for number, (_, _, values) in enumerate(GAUGES)
        for minute, value in enumerate(values)
    ]
    deadlock = {"Time": ONSET + timedelta(minutes=5), "Database": DATABASE, "Victim": 8805, "Detail": "8805 and 8806 waited for each other."}  # fmt: skip
    return Signals(
        spans=table("spans", [span(number) for number in range(90)], **{"@db.query.text": pa.string()}),
        logs=table("logs", [line(n, BEGAN + timedelta(minutes=n)) for n in range(30)], **{"@order": pa.int64()}),
        series=table("series", series),
        samples=table("samples", samples),
        db_activity=table("db_activity", [one for second in range(LOOKS) for one in sessions(second)]),
        db_locks=table("db_locks", [one for second in range(LOOKS) for one in locks(second)]),
        db_queries=table(
            "db_queries", [{"QueryId": id_, "Database": DATABASE, "Query": q} for id_, q in QUERIES.items()]
        ),
        db_query_stats=table("db_query_stats", [one for step in range(1, STEPS + 1) for one in stats(step)]),
        db_plans=table("db_plans", plans()),
        db_samples=table("db_samples", list(executions())),
        db_relations=table("db_relations", list(relations())),
        db_deadlocks=table("db_deadlocks", [deadlock]),
    )


@dataclass(frozen=True)
class Waiting:
    """As a shipped scenario."""

    name: str = "orders-wait"
    version: str = "1"
    title: str = "Paying takes long"

    def build(self, seed: int, progress: Progress = quiet) -> Built:
        progress(0.5, "sessions")
        shares = {"traces": "a few", "logs": "a few"}
        return Built(self.name, self.version, seed, signals(), BEGAN, ONSET, NOW, 60, PUBLIC, SEALED, shares)

    def check(self, built: Built) -> list[Check]:
        return [Check("sessions are there", built.signals.db_activity.num_rows > 0, "")]


PUBLIC = Public(
    title="Paying takes long",
    symptom="Orders cannot be paid",
    quote="The button turns and turns.",
    reporter="Ines, Business plan",
    briefing="A shop. Orders are paid through `billing`.",
    tickets=(Ticket(NOW - timedelta(minutes=4), "Ines", "Business", "Paying takes minutes."),),
    services=("web", "billing", "reports", "worker"),
)
SEALED = Sealed(
    start="Paying takes long.",
    steps=(
        Step("1", "Load grows"),
        Step("2", "Sessions wait for a row"),
        Step("3", "Their root is idle in transaction"),
    ),
    hints=(Hint(3, 1, "What do sessions wait for?", "2", "2"),),
    discussion=(Topic("How would you bound it?"),),
    solution=Solution(cause="A transaction is held open.", prevention=("A timeout for idle transactions.",)),
    red_herrings=(RedHerring("The report got slow", "It does not hold the row."),),
    notes=("idle in transaction",),
)


def main(folder: str) -> None:
    bundles.write(Path(folder), Waiting().build(1), "test")


if __name__ == "__main__":
    main(*sys.argv[1:])
