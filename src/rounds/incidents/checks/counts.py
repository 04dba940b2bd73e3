"""That tools which count the same thing agree.

Metrics count everything. Of spans and log lines a share is kept, chosen by trace id, and each row says how many it stands
for: where that is one, they must be as many as the metric counts; else within four standard deviations of a binomial
draw. It is traces that are drawn, and with each all its rows: rows of one trace come or stay away together.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rounds.incidents.built import Check
from rounds.incidents.checks.telemetry import Floats, Telemetry, values_of

SIGMAS = 4
SECOND = 1_000_000_000
WHOLE = slice(0, -2)  # of the scrapes
SPAN = ("TraceId", "SampleRate", "Timestamp", "Duration")
LINE = ("TraceId", "SampleRate", "Timestamp", "Body")


@dataclass(frozen=True, slots=True)
class Standing:
    """What kept rows say of all: how many there are, and the standard deviation of that number."""

    total: float
    deviation: float

    def agrees(self, counted: float) -> bool:
        return self.total > 0 and abs(self.total - counted) <= max(SIGMAS * self.deviation, 0.5)

    def off(self, counted: float) -> str:
        away = f" ({(self.total - counted) / self.deviation:+.1f} sigma)" if self.deviation else ""
        return f"{self.total:,.0f}{away}"


def standing(rows: pa.Table) -> Standing:
    """Of rows with `TraceId` and `SampleRate`.

    A trace that is kept with probability 1 / r and has c of the rows adds r c to the sum; over all traces the variance
    of the sum is that of (r - 1) c², which the kept ones, each for r, show as r (r - 1) c².
    """
    rates = values_of(rows["SampleRate"]).astype(np.float64)
    traces = rows["TraceId"].combine_chunks().dictionary_encode().indices.to_numpy(zero_copy_only=False)
    count = np.bincount(traces)
    rate = np.bincount(traces, rates) / np.maximum(count, 1)
    return Standing(float(rates.sum()), float(np.sqrt((rate * (rate - 1) * count**2).sum())))


def agree(what: str, counted: float, **tools: pa.Table) -> Check:
    """Each tool's rows stand for as many as the metric counts."""
    known = {name: standing(rows) for name, rows in tools.items()}
    holds = counted > 0 and all(one.agrees(counted) for one in known.values())
    shown = ", ".join(f"{name} {one.off(counted)}" for name, one in known.items())
    claim = f"{what}: metric = {' = '.join(known)}, exactly or within {SIGMAS} sigma of their share"
    return Check(claim, holds, f"{counted:,.0f}: {shown}")


def agree_between(part: slice, what: str, seen: Telemetry, counter: Floats, **tools: pa.Table) -> Check:
    """Between two scrapes. The last is too late, for traces that are under way at the end are not kept.

    Rows also have `Timestamp`; spans, which count when they end, `Duration`.
    """
    first, last, _ = part.indices(seen.scrapes)
    rows = {name: ended(seen, rows, first, last) for name, rows in tools.items()}
    return agree(what, float(counter[last] - counter[first]), **rows)


def ended(seen: Telemetry, rows: pa.Table, first: int, last: int) -> pa.Table:
    moments = seen.moments(rows["Timestamp"])
    if "Duration" in rows.column_names:
        moments = moments + values_of(rows["Duration"]).astype(np.int64)
    step = seen.step_seconds * SECOND
    return rows.filter(pa.array((moments > (first + 1) * step) & (moments <= (last + 1) * step)))


# --- what is counted by all tools ------------------------------------------------------------------


def requests(seen: Telemetry, service: str, line: str = "", part: slice = WHOLE) -> Check:
    """Those of a service, but for the probes of its health, which have no spans; `line` is said of each, if any is."""
    name = "http_server_request_duration_seconds_count"
    counted = seen.total(name, service=service) - seen.total(name, service=service, route="/healthz")
    tools = {"spans": seen.spans(*SPAN, ServiceName=service, SpanKind="Server")}
    if line:
        tools["lines"] = seen.logs(*LINE, ServiceName=service, Body=line)
    return agree_between(part, f"requests of {service}", seen, counted, **tools)


def statements(seen: Telemetry) -> Check:
    """The calls of each: what the database's statistics have from scrape to scrape is what its metric counts."""
    stats = seen.signals.db_query_stats
    numbers, calls = values_of(stats["QueryId"]), values_of(stats["Calls"])
    late = values_of(stats["Time"]).view(np.int64) * 1_000_000 - seen.epoch > seen.step_seconds * SECOND
    known = list(seen.series("pg_stat_statements_calls_total"))
    wrong = [
        labels["statement"]
        for labels, counted in known
        if calls[late & (numbers == int(labels["queryid"]))].sum() != counted[-1] - counted[0]
    ]
    claim = "calls of every statement: statistics = metric"
    return Check(claim, bool(known) and not wrong, ", ".join(wrong) or f"{len(known)} statements")


def whole(seen: Telemetry) -> Check:
    """A trace is kept with all its spans, or not at all."""
    spans = seen.signals.spans
    parents = spans["ParentSpanId"].filter(pc.not_equal(spans["ParentSpanId"], ""))
    known = pc.is_in(parents.combine_chunks(), value_set=spans["SpanId"].combine_chunks())
    missing = len(known) - (pc.sum(known).as_py() or 0)
    return Check(
        "every span's parent is kept with it", len(known) > 0 and not missing, f"{missing} of {len(known)} not"
    )


def deliveries(seen: Telemetry, outcome: str, part: slice = WHOLE) -> Check:
    """Attempts to deliver a webhook that went well, or did not: `delivered`, `failed`."""
    said = {"delivered": "webhook delivered", "failed": "webhook delivery failed"}[outcome]
    spans = seen.spans(*SPAN, "StatusCode", SpanName="webhook.deliver")
    wrong = pc.equal(spans["StatusCode"], "Error")
    spans = spans.filter(wrong if outcome == "failed" else pc.invert(wrong))
    lines = saying(seen.logs(*LINE, ServiceName="webhook-dispatcher"), said)
    counted = seen.total("webhook_delivery_attempts_total", outcome=outcome)
    return agree_between(part, f"attempts {outcome}", seen, counted, spans=spans, lines=lines)


def executions(seen: Telemetry) -> Check:
    spans = seen.spans(*SPAN, SpanName="workflow.execute")
    lines = seen.logs(*LINE, Body="execution finished")
    counted = seen.total("workflow_execution_duration_seconds_count")
    return agree_between(WHOLE, "executions", seen, counted, spans=spans, lines=lines)


def saying(rows: pa.Table, body: str) -> pa.Table:
    """Log lines that begin so: what writes plain text has the fields behind it."""
    return rows.filter(pc.starts_with(rows["Body"], body))
