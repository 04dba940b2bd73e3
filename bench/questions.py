"""Typical questions of the lenses, each asked anew many times: how long p50 and p95 of them take.

The budget is 150 ms of server time at p95 for a lens's first answer on the largest shipped incident.
Run as `python -m bench.questions [SCENARIO]`.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from rounds import tools
from rounds.incidents.scenarios import SHIPPED
from rounds.store import Reader, Telemetry
from rounds.store.answers import Answers
from rounds.tools import compare, database, logs, metrics, services, traces
from rounds.tools.asked import FacetQuestion

BUDGET_MS = 150
ROUNDS = 20
HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True)
class Measured:
    question: str
    p50_ms: float
    p95_ms: float


def typical(now: float, trace: traces.TraceRow) -> dict[str, tuple[Any, str]]:
    """The questions a person opens the lenses with, and those of the expected path: name → question, lens."""
    whole = {"start": now - 2 * HOUR_MS, "end": now}
    rates = "sum by (outcome) (rate(http_client_requests_total[1m]))"
    early = {"before_start": now - HOUR_MS, "before_end": now - HOUR_MS / 2}
    late = {"start": now - HOUR_MS / 12, "end": now}
    halves = {"before_start": now - 2 * HOUR_MS, "before_end": now - HOUR_MS, "start": now - HOUR_MS, "end": now}
    called = services.CallQuestion(
        callers=("webhook-dispatcher",),
        callees=("postgres-primary",),
        from_time=now - HOUR_MS,
        to_time=now,
        **early,
        **late,
    )
    slow = "histogram_quantile(0.95, sum by (le) (rate(http_server_request_duration_seconds_bucket[2m])))"
    return {
        "metrics: catalogue": (metrics.CatalogueQuestion(), ""),
        "metrics: rate by outcome": (metrics.RangeQuestion(expression=rates, **whole), ""),
        "metrics: p95 of 1,720 buckets": (metrics.RangeQuestion(expression=slow, **whole), ""),
        "metrics: exemplars": (metrics.ExemplarsQuestion(expression=slow, **whole), ""),
        "traces: newest": (traces.TracesQuestion(**whole), ""),
        "traces: search by attribute": (traces.TracesQuestion(query="retry_count:>=3 status:error", **whole), ""),
        "traces: durations": (traces.DurationsQuestion(query="service:webhook-dispatcher", **whole), ""),
        "traces: facets": (FacetQuestion(**whole), "traces"),
        "traces: one trace": (traces.TraceQuestion(trace_id=trace.trace_id), ""),
        "traces: one span": (traces.SpanQuestion(trace_id=trace.trace_id, span_id=trace.span_id), ""),
        "services: difference": (services.GraphQuestion(find="errors > 5%", **early, **late), ""),
        "services: two halves": (services.GraphQuestion(**halves), ""),
        "services: one call": (called, ""),
        "services: failing calls": (services.FailingQuestion(**whole), ""),
        "logs: newest": (logs.LinesQuestion(**whole), ""),
        "logs: a phrase": (logs.LinesQuestion(query='"timeout acquiring connection"', **whole), ""),
        "logs: one identifier": (
            logs.LinesQuestion(query=f"webhook_id:{trace.values.get('webhook_id', '*')}", **whole),
            "",
        ),
        "logs: histogram": (logs.HistogramQuestion(**whole), ""),
        "logs: facets": (FacetQuestion(query="level:>=warn", **whole), "logs"),
    }


def of_database(reader: Reader, now: float) -> dict[str, tuple[Any, str]]:
    """Those of the database page: the busiest server, its last minutes against the hour before, one statement."""
    name = tools.ask(reader, database.DatabasesQuestion()).databases[0].name
    whole = {"start": now - 2 * HOUR_MS, "end": now}
    stretches = {"start": now - HOUR_MS / 8, "end": now, "base_start": now - HOUR_MS, "base_end": now - HOUR_MS / 2}
    over = {"whole_start": whole["start"], "whole_end": now}
    listed = database.StatementsQuestion(database=name, **stretches, **over, sort="calls")
    id_ = tools.ask(reader, listed).rows[0].id
    return {
        "database: databases": (database.DatabasesQuestion(), ""),
        "database: load": (database.LoadQuestion(database=name, **whole), ""),
        "database: load by statement": (database.LoadQuestion(database=name, by="statement", **whole), ""),
        "database: a stretch and before": (database.ProfileQuestion(database=name, **stretches), ""),
        "database: statements": (listed, ""),
        "database: one statement": (database.StatementQuestion(id=id_, **stretches, **over), ""),
        "database: plans": (database.PlansQuestion(id=id_), ""),
        "database: blocking tree": (database.BlockingQuestion(database=name, at=now), ""),
        "database: blocked over time": (database.BlockedQuestion(database=name, **whole, buckets=120), ""),
        "database: tables": (database.RelationsQuestion(database=name, **whole), ""),
        "database: pools": (database.PoolsQuestion(**whole), ""),
    }


def measure(telemetry: Telemetry, incident: str, now: float, rounds: int = ROUNDS) -> list[Measured]:
    """Ask each question of an installed incident `rounds` times, no answer from memory. `now`: ms since 1970."""
    reader = telemetry.reader(incident)
    window = {"start": now - 2 * HOUR_MS, "end": now}
    question = traces.TracesQuestion(query="retry_count:>=3", columns=("webhook_id",), limit=1, **window)
    trace = tools.ask(reader, question).traces[0]
    with forgetful(telemetry):
        return [measured(reader, name, *asked, rounds) for name, asked in asked_of(reader, now, trace).items()]


def asked_of(reader: Reader, now: float, trace: traces.TraceRow) -> dict[str, tuple[Any, str]]:
    return typical(now, trace) | of_two_traces(reader, trace.trace_id) | of_database(reader, now)


def of_two_traces(reader: Reader, trace_id: str) -> dict[str, tuple[Any, str]]:
    """A trace beside the usual one of its root."""
    partners = compare.PartnersQuestion(trace_id=trace_id)
    usual = tools.ask(reader, partners).partners[0].trace_id
    return {
        "traces: what to compare with": (partners, ""),
        "traces: two compared": (compare.TwoTracesQuestion(a=usual, b=trace_id), ""),
        "traces: what a path differs in": (compare.SamePathQuestion(a=usual, b=trace_id), ""),
    }


@contextmanager
def forgetful(telemetry: Telemetry) -> Iterator[None]:
    """No answer is kept, and none is there from before."""
    kept, telemetry.answers = telemetry.answers, Answers(0)
    try:
        yield
    finally:
        telemetry.answers = kept


def measured(reader: Reader, name: str, question: Any, lens: str, rounds: int) -> Measured:
    times = sorted(timed(reader, question, lens) for _ in range(rounds))
    return Measured(name, times[rounds // 2], times[min(rounds - 1, int(rounds * 0.95))])


def timed(reader: Reader, question: Any, lens: str) -> float:
    began = time.perf_counter()
    tools.ask(reader, question, signal=lens)
    return (time.perf_counter() - began) * 1000


def report(measured: list[Measured]) -> list[Mapping[str, Any]]:
    """Rows for the table: what was asked, p50 and p95, and whether it is within its budget."""
    return [
        {
            "what": f"{one.question}",
            "p50 ms": round(one.p50_ms),
            "p95 ms": round(one.p95_ms),
            "within": one.p95_ms <= BUDGET_MS,
        }
        for one in measured
    ]


def main(scenario: str = "webhooks-slow") -> None:
    built = SHIPPED[scenario].build(1)
    with tempfile.TemporaryDirectory() as folder:
        telemetry = Telemetry.open(f"chdb:///{folder}/telemetry")
        telemetry.install(scenario, built.signals)
        for row in report(measure(telemetry, scenario, built.now.timestamp() * 1000)):
            print(
                f"  {row['what']:32} p50 {row['p50 ms']:4} ms   p95 {row['p95 ms']:4} ms   {'' if row['within'] else 'over'}"
            )
        telemetry.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
