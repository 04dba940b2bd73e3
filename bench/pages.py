"""What the pages ask: when they are opened, and at the first clicks along the expected path of each scenario.

As `frontend/src/features/` asks it, with the same steps, columns and stretches.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rounds import tools
from rounds.store import Reader
from rounds.tools import Heaps, compare, database, heap, incident, logs, metrics, services, traces
from rounds.tools.asked import FacetQuestion, SuggestQuestion

DURATION = "http_server_request_duration_seconds"
HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
STEPS = [
    1000 * s for s in (1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400)
]  # of the metrics page


@dataclass(frozen=True, slots=True)
class Asked:
    """`signal` is the lens of a question about facets."""

    name: str
    question: Any
    signal: str = ""


@dataclass(frozen=True, slots=True)
class Path:
    """What somebody types on the way to the cause, and the trace that they open."""

    search: str
    lines: str
    expressions: Mapping[str, str]
    trace: str  # a search
    sort: str = "longest"
    by: str = ""  # the column it is found by


def of_workflows(window: str = "5m") -> Path:
    buckets = "workflow_execution_duration_seconds_bucket"
    return Path(
        search="step.type:parse duration:>1s",
        lines='"state loaded"',
        expressions={
            "latency by customer": f"histogram_quantile(0.95, sum by (customer, le) (rate({buckets}[{window}])))",
            "the same, p50": f"histogram_quantile(0.5, sum by (le, customer) (rate({buckets}[{window}])))",
            "queue wait": f"histogram_quantile(0.95, sum by (customer, le) (rate(workflow_queue_wait_seconds_bucket[{window}])))",
            "size of the state": "max by (customer) (workflow_state_size_bytes)",
            "event loop": "max by (pod) (nodejs_eventloop_delay_p99_seconds)",
        },
        trace="name:workflow.execute",
    )


PATHS = {
    "webhooks-slow": Path(
        search="retry_count:>=3 status:error",
        lines='"timeout acquiring connection"',
        expressions={
            "outbound by outcome": "sum by (outcome) (rate(http_client_requests_total[1m]))",
            "p95 of 1,720 buckets": "histogram_quantile(0.95, sum by (le) (rate(http_server_request_duration_seconds_bucket[2m])))",
            "attempts by customer": "sum by (customer) (rate(webhook_delivery_attempts_total[1m]))",
            "jobs pending": "max by (queue) (webhook_jobs_pending)",
        },
        trace="retry_count:>=3",
        sort="newest",
        by="webhook_id",
    ),
    "workflows-slow": of_workflows(),
    "workflows-slow-2": of_workflows(),
    "service-restarts": Path(
        search="listener_count:>1000",
        lines="level:>=warn EventEmitter",
        expressions={
            "memory by pod": "max by (pod) (process_resident_memory_bytes)",
            "heap by pod": "sum by (pod) (v8js_memory_heap_used_bytes)",
            "heap of the whole": 'sum(v8js_memory_heap_used_bytes{space="old_space"})',
            "time in collections": "sum by (pod) (rate(v8js_gc_duration_seconds_sum[5m]))",
            "collections by type": "sum by (type) (rate(v8js_gc_duration_seconds_count[5m]))",
            "freed by a collection": "avg by (pod) (v8js_gc_freed_ratio)",
            "p95 of collections": "histogram_quantile(0.95, sum by (le, service) (rate(v8js_gc_duration_seconds_bucket[5m])))",
            "restarts": "sum by (pod) (kube_pod_container_status_restarts_total)",
        },
        trace="name:workflow.execute",
    ),
}

OTHER = Path(
    search="status:error", lines="level:>=warn", expressions={}, trace="", sort="newest"
)  # of one that is new here


@dataclass(frozen=True, slots=True)
class Page:
    """Moments are ms since 1970. `start` and `end` are the range that is looked at, `first` that of the incident."""

    reader: Reader
    path: Path
    first: float
    start: float
    end: float
    sampled_ms: float
    heaps: Heaps | None = None

    @property
    def range(self) -> dict[str, float]:
        return {"start": self.start, "end": self.end}

    @property
    def window(self) -> str:
        return "5m" if self.end - self.first > DAY_MS else "1m"

    def ask(self, question: Any) -> Any:
        return tools.ask(self.reader, question, heaps=self.heaps)

    def curves(self, expression: str) -> metrics.RangeQuestion:
        """A lane's question: at most 360 round steps at round moments, not finer than the samples."""
        rough = max((self.end - self.start) / 360, self.sampled_ms)
        step = next((step for step in STEPS if step >= rough * 0.999), math.ceil(rough / HOUR_MS) * HOUR_MS)
        start = math.ceil(self.start / step) * step
        return metrics.RangeQuestion(expression=expression, start=start, end=self.end, step_ms=step, limit=100)


def asked(page: Page) -> list[Asked]:
    """All of them, tool by tool."""
    parts = (of_incident, of_metrics, of_traces, of_two_traces, of_services, of_logs, of_database, of_heaps)
    return [one for part in parts for one in part(page)]


def of_incident(_: Page) -> Iterator[Asked]:
    yield Asked("incident", incident.IncidentQuestion())


def of_metrics(page: Page) -> Iterator[Asked]:
    known = {metric.name: metric for metric in page.ask(metrics.CatalogueQuestion()).metrics}
    yield Asked("metrics: catalogue", metrics.CatalogueQuestion())
    for name, expression in {**lanes(page, known), **page.path.expressions}.items():
        yield Asked(f"metrics: {name}", page.curves(expression))
    if DURATION in known:
        slow = latency(known, page.window)
        yield Asked("metrics: exemplars", metrics.ExemplarsQuestion(expression=slow, **page.range))
        yield Asked("metrics: labels", metrics.LabelsQuestion(metric=DURATION))
    yield Asked("metrics: typing", SuggestQuestion(signal="metrics", text="sum(rate(ht", cursor=11))


def lanes(page: Page, known: Mapping[str, metrics.Metric]) -> dict[str, str]:
    """The first lanes, as `features/metrics/defaults.ts` chooses them for these metrics."""
    window = page.window
    found = {
        "lane, outbound": ("http_client_requests_total", f"sum by (status_code) (rate({{}}[{window}]))"),
        "lane, outbound errors": (
            "http_client_requests_total",
            f'sum(rate({{}}{{{{status_code=~"5.."}}}}[{window}])) / sum(rate({{}}[{window}]))',
        ),
        "lane, jobs": ("webhook_jobs_pending", "max by (queue) ({})"),
        "lane, connections": ("db_client_connections_usage", "sum by (service) ({})"),
        "lane, pending": ("db_client_connections_pending", "sum by (service) ({})"),
        "lane, event loop": ("nodejs_eventloop_delay_p99_seconds", "max by (service) ({})"),
        "lane, CPU": ("container_cpu_usage_seconds_total", f"sum by (service) (rate({{}}[{window}]))"),
    }
    made = {name: expression.format(metric, metric) for name, (metric, expression) in found.items() if metric in known}
    return {"lane, p95": latency(known, window), **made} if DURATION in known else made


def latency(known: Mapping[str, metrics.Metric], window: str) -> str:
    by = "le, service" if "service" in known[DURATION].labels else "le"
    return f"histogram_quantile(0.95, sum by ({by}) (rate({DURATION}_bucket[{window}])))"


def of_traces(page: Page) -> Iterator[Asked]:
    found = FacetQuestion(**page.range)
    yield Asked("traces: facets", found, "traces")
    yield Asked("traces: newest", traces.TracesQuestion(limit=200, **page.range))
    yield Asked("traces: durations", traces.DurationsQuestion(columns=120, rows=38, **page.range))
    query = page.path.search
    yield Asked("traces: searched, facets", FacetQuestion(query=query, **page.range), "traces")
    yield Asked("traces: searched", traces.TracesQuestion(query=query, limit=200, **page.range))
    yield Asked(
        "traces: searched, durations", traces.DurationsQuestion(query=query, columns=120, rows=38, **page.range)
    )
    yield Asked("traces: longest", traces.TracesQuestion(sort="longest", limit=200, **page.range))
    yield Asked("traces: typing", SuggestQuestion(signal="traces", text="service:w", cursor=9))


def of_two_traces(page: Page) -> Iterator[Asked]:
    """A trace, what is written of its longest span, and beside it the usual one of its root."""
    columns = (page.path.by,) if page.path.by else ()
    question = traces.TracesQuestion(
        query=page.path.trace, sort=page.path.sort, limit=1, columns=columns, start=page.first, end=page.end
    )
    row = page.ask(question).traces[0]
    partners = compare.PartnersQuestion(trace_id=row.trace_id)
    others = page.ask(partners).partners
    yield Asked("traces: one trace", traces.TraceQuestion(trace_id=row.trace_id))
    yield Asked("traces: one span", traces.SpanQuestion(trace_id=row.trace_id, span_id=row.span_id))
    yield Asked("traces: what to compare with", partners)
    for usual in others[:1]:
        yield Asked("traces: two compared", compare.TwoTracesQuestion(a=usual.trace_id, b=row.trace_id))
        yield Asked("traces: what a path differs in", compare.SamePathQuestion(a=usual.trace_id, b=row.trace_id))
    yield Asked(
        "logs: of a trace",
        logs.LinesQuestion(query=f"trace:{row.trace_id}", start=page.first, end=page.end, limit=1000),
    )
    if value := row.values.get(page.path.by):
        yield Asked("logs: one identifier", logs.LinesQuestion(query=f"{page.path.by}:{value}", **page.range))


def of_services(page: Page) -> Iterator[Asked]:
    """The stretches of the page: the last twelfth of the range, against a fifth to half of it."""
    length = page.end - page.start
    during = {"start": page.end - length / 12, "end": page.end}
    before = {"before_start": page.start + length / 5, "before_end": page.start + length / 2}
    graph = services.GraphQuestion(**during, **before)
    calls = page.ask(graph).calls
    busiest = max(calls, key=lambda call: call.during.total if call.during else 0)
    yield Asked("services: graph", graph)
    yield Asked("services: filtered", services.GraphQuestion(find="errors > 5%", **during, **before))
    yield Asked("services: failing calls", services.FailingQuestion(**page.range))
    yield Asked(
        "services: one call",
        services.CallQuestion(
            callers=(busiest.caller,),
            callees=(busiest.callee,),
            from_time=page.start,
            to_time=page.end,
            **during,
            **before,
        ),
    )


def of_logs(page: Page) -> Iterator[Asked]:
    query = page.path.lines
    yield Asked("logs: newest", logs.LinesQuestion(limit=200, **page.range))
    yield Asked("logs: histogram", logs.HistogramQuestion(buckets=60, **page.range))
    yield Asked("logs: facets", FacetQuestion(**page.range), "logs")
    yield Asked("logs: searched", logs.LinesQuestion(query=query, limit=200, **page.range))
    yield Asked("logs: searched, histogram", logs.HistogramQuestion(query=query, buckets=60, **page.range))
    yield Asked("logs: searched, facets", FacetQuestion(query=query, **page.range), "logs")
    yield Asked("logs: warnings", logs.LinesQuestion(query="level:>=warn", limit=200, **page.range))
    yield Asked("logs: warnings, facets", FacetQuestion(query="level:>=warn", **page.range), "logs")


def of_database(page: Page) -> Iterator[Asked]:
    """The first server; the last eighth of the range, against all of it up to its middle."""
    name = page.ask(database.DatabasesQuestion()).databases[0].name
    of = {"database": name}
    stretches = {
        "start": page.end - (page.end - page.start) / 8,
        "end": page.end,
        "base_start": page.start,
        "base_end": (page.start + page.end) / 2,
    }
    over = {"whole_start": page.start, "whole_end": page.end}
    listed = database.StatementsQuestion(**of, **stretches, **over, limit=100)
    id_ = page.ask(listed).rows[0].id
    yield Asked("database: databases", database.DatabasesQuestion())
    yield Asked("database: load", database.LoadQuestion(**of, **page.range))
    yield Asked("database: load by statement", database.LoadQuestion(**of, by="statement", **page.range))
    yield Asked("database: a stretch and before", database.ProfileQuestion(**of, **stretches))
    yield Asked("database: statements", listed)
    yield Asked("database: one statement", database.StatementQuestion(id=id_, **stretches, **over))
    yield Asked("database: plans", database.PlansQuestion(id=id_))
    yield Asked("database: blocking tree", database.BlockingQuestion(**of, at=page.end))
    yield Asked("database: blocked over time", database.BlockedQuestion(**of, **page.range, buckets=120))
    yield Asked("database: tables", database.RelationsQuestion(**of, **page.range))
    yield Asked("database: pools", database.PoolsQuestion(**page.range))


def of_heaps(page: Page) -> Iterator[Asked]:
    """The last snapshot of the pod that has most, against its first."""
    taken = page.ask(heap.SnapshotsQuestion()).snapshots
    if page.heaps is None or not taken:
        return
    pods = [one.pod for one in taken]
    own = [one for one in taken if one.pod == max(pods, key=pods.count)]
    base, last = own[0].name, own[-1].name
    yield Asked("heap: snapshots", heap.SnapshotsQuestion())
    yield Asked("heap: memory of its pod", page.curves(f'sum(v8js_memory_heap_used_bytes{{pod="{own[0].pod}"}})'))
    yield Asked("heap: summary", heap.SummaryQuestion(snapshot=last))
    if base != last:
        yield Asked("heap: comparison", heap.CompareQuestion(base=base, snapshot=last))
    yield Asked("heap: statistics", heap.StatisticsQuestion(snapshot=last))
