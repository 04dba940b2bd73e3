"""A small scenario that is made in a moment, for tests of bundles, installing and the interfaces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pyarrow as pa

from rounds.incidents.built import Built, Check
from rounds.incidents.public import Public, Ticket
from rounds.incidents.sealed import (
    Canary,
    Hint,
    Level,
    Link,
    Misconception,
    Proof,
    RedHerring,
    Sealed,
    Solution,
    Source,
    Step,
    Topic,
)
from rounds.incidents.solving import Investigation
from rounds.interviews import Rule
from rounds.signals import SCHEMAS, Signals

BEGAN = datetime(2026, 5, 12, 13, tzinfo=UTC)
ONSET = BEGAN + timedelta(minutes=45)
NOW = BEGAN + timedelta(hours=1)
TRACE = "0af7651916cd43dd8448eb211c80319c"


def table(name: str, rows: list[dict[str, Any]], **attributes: pa.DataType) -> pa.Table:
    """Rows as the table of that name, with attribute columns of these types."""
    own = [pa.field(key, kind) for key, kind in sorted(attributes.items())]
    return pa.Table.from_pylist(rows, pa.schema([*SCHEMAS[name], *own]))


def span(number: int, moment: datetime, *, error: bool = False) -> dict[str, Any]:
    return {
        "Timestamp": moment,
        "TraceId": TRACE if number < 3 else f"{number:032x}",
        "SpanId": f"{number + 1:016x}",
        "ParentSpanId": f"{number:016x}" if 0 < number < 3 else "",
        "TraceState": "",
        "SpanName": "POST /orders",
        "SpanKind": "Server",
        "ServiceName": "shop",
        "ScopeName": "http",
        "Duration": 1_000_000 * (number + 1),
        "StatusCode": "Error" if error else "Unset",
        "StatusMessage": "",
        "SampleRate": 1,
        "Events": [],
        "Links": [],
        "@http.status": 503 if error else 200,
        "res@pod": "shop-1",
    }


def line(number: int, moment: datetime) -> dict[str, Any]:
    return {
        "Timestamp": moment,
        "TraceId": TRACE if number == 0 else "",
        "SpanId": f"{1:016x}" if number == 0 else "",
        "SeverityText": "ERROR" if number % 2 else "INFO",
        "SeverityNumber": 17 if number % 2 else 9,
        "ServiceName": "shop",
        "ScopeName": "app",
        "Body": f"order {number} taken",
        "SampleRate": 1,
        "@order": number,
    }


def activity(number: int) -> dict[str, Any]:
    """A session of a look: one that works, and the one that waits for it."""
    look = ONSET + timedelta(seconds=number // 2)
    return {
        "Time": look,
        "Database": DATABASE,
        "Pid": 100 + number % 2,
        "State": "active",
        "WaitEventType": "Lock" if number % 2 else "",
        "WaitEvent": "transactionid" if number % 2 else "",
        "QueryId": STATEMENT,
        "BackendType": "client backend",
        "ApplicationName": "shop",
        "UserName": "shop",
        "XactStart": look - timedelta(seconds=2),
        "QueryStart": look - timedelta(seconds=1),
        "BlockedBy": [100] if number % 2 else [],
    }


def databases() -> dict[str, pa.Table]:
    """One statement of one database, run and waited for."""
    query = {"QueryId": STATEMENT, "Database": DATABASE, "Query": "UPDATE orders SET paid = true WHERE id = $1"}
    counts = {"SharedBlksHit": 9, "SharedBlksRead": 1, "SharedBlksDirtied": 1, "TempBytes": 0, "WalBytes": 80}
    stats = {"QueryId": STATEMENT, "Calls": 3, "TotalMs": 9.0, "Rows": 3, "MinMs": 1.0, "MaxMs": 6.0, **counts}
    return {
        "db_activity": table("db_activity", [activity(number) for number in range(20)]),
        "db_queries": table("db_queries", [query]),
        "db_query_stats": table("db_query_stats", [{"Time": BEGAN + timedelta(minutes=n), **stats} for n in range(60)]),
        "db_plans": table(
            "db_plans",
            [{"QueryId": STATEMENT, "PlanId": n, "FirstSeen": BEGAN, "LastSeen": NOW, "Plan": PLAN} for n in (1, 2)],
        ),
    }


DATABASE, STATEMENT = "orders-db", 42
PLAN = '[{"Plan": {"Node Type": "Index Scan", "Relation Name": "orders", "Plan Rows": 1, "Total Cost": 8.3}}]'


def signals(seed: int = 1, rows: int = 20) -> Signals:
    moments = [BEGAN + timedelta(minutes=3 * number, seconds=seed) for number in range(rows)]
    labels = [("service", "shop"), ("status", "200")]
    series = [
        {
            "Series": 0,
            "Metric": "http_requests_total",
            "Type": "counter",
            "Unit": "",
            "Help": "Requests.",
            "Labels": labels,
        }
    ]
    return Signals(
        **databases(),
        spans=table(
            "spans",
            [span(n, moment, error=n % 4 == 3) for n, moment in enumerate(moments)],
            **{"@http.status": pa.int64(), "res@pod": pa.string()},
        ),
        logs=table("logs", [line(n, moment) for n, moment in enumerate(moments)], **{"@order": pa.int64()}),
        series=table("series", series),
        samples=table(
            "samples",
            [{"Series": 0, "Time": BEGAN + timedelta(seconds=15 * n), "Value": float(n * 3)} for n in range(240)],
        ),
        events=table(
            "events",
            [
                {
                    "Time": ONSET,
                    "Kind": "alert",
                    "ServiceName": "shop",
                    "Title": "Orders are slow",
                    "Attributes": [("rule", "p95 > 2 s"), ("state", "firing")],
                }
            ],
        ),
    )


PUBLIC = Public(
    title="Orders are slow",
    symptom="Orders take seconds",
    quote="I press the button and wait.",
    reporter="Mia, Oakline",
    briefing="A shop. Orders come in by HTTP.",
    tickets=(Ticket(ONSET + timedelta(minutes=2), "Mia", "Business", "Everything hangs when I order."),),
    services=("shop",),
)
SEALED = Sealed(
    start="SEALED-start",
    steps=(
        Step("SEALED-step", "SEALED-path", (Rule(("logs.lines",), ("logs",), {"query": {"contains": "SEALED-rule"}}),)),
    ),
    hints=(Hint(3, 1, "SEALED-hint", "SEALED-step", "SEALED-step"),),
    discussion=(Topic("SEALED-discussion", ("rca",), core=True, answers={Level.MID: "SEALED-model"}),),
    solution=Solution(
        cause="SEALED-cause",
        chain=(Link("SEALED-link", (Proof("logs.lines", {"query": "SEALED-query"}, {"rows": 1}, "SEALED-proof"),)),),
        accepted=("SEALED-accepted",),
        mitigation=("SEALED-mitigation",),
        fix=("SEALED-fix",),
        prevention=("SEALED-prevention",),
        misconceptions=(Misconception("SEALED-says", "SEALED-truth"),),
        sources=(Source("SEALED-source", "https://example.org/SEALED", "SEALED-told"),),
    ),
    red_herrings=(RedHerring("SEALED-herring", "SEALED-refuted"),),
    notes=("SEALED-notes",),
    giveaways=("SEALED-giveaway",),
    facts={"service": "SEALED-fact"},
    canaries=(Canary("SEALED-where", "SEALED-canary"),),
)


@dataclass(frozen=True)
class Small:
    """As a shipped scenario. `holds` is what its one check finds."""

    name: str = "orders-slow"
    version: str = "1"
    title: str = "Orders are slow"
    holds: bool = True

    def build(self, seed: int, progress: Callable[[float, str], None] = lambda _done, _doing: None) -> Built:
        progress(0.5, "half of it")
        shares = {"logs": "every line", "traces": "every trace"}
        public = replace(PUBLIC, title=self.title)
        return Built(self.name, self.version, seed, signals(seed), BEGAN, ONSET, NOW, 15, public, SEALED, shares)

    def check(self, built: Built) -> list[Check]:
        return [Check("spans are there", self.holds, f"{built.signals.spans.num_rows} spans")]

    def solve(self, look: Investigation) -> dict[str, Any]:
        return {"services": look.incident["services"]}
