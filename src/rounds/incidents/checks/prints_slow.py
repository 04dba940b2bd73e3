"""What must be true of `prints-slow`, for every seed, and is not true when the release changes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rounds.incidents.built import Built, Check
from rounds.incidents.checks import counts
from rounds.incidents.checks.plans import plans_agree
from rounds.incidents.checks.telemetry import Floats, Telemetry, late, telemetry

SECOND = 1_000_000_000
PER_MINUTE = 4  # scrapes
DURATION = "http_server_request_duration_seconds"
PRICE = "SELECT price_rules"
ROWS = 1_840_000
UNTOUCHED = ("/prints", "/photos", "/photos/:id", "/orders")
SERVERS = {"postgres", "redis"}


@dataclass(frozen=True)
class Facts:
    """What several checks ask of the telemetry."""

    seen: Telemetry
    built: Built

    @cached_property
    def onset(self) -> int:
        """The scrape at the onset."""
        return int((self.built.onset - self.built.began) / timedelta(seconds=self.built.step_seconds)) - 1

    @cached_property
    def before(self) -> slice:
        return slice(PER_MINUTE, self.onset + 1)

    @cached_property
    def during(self) -> slice:
        """From two minutes after the onset on."""
        return slice(self.onset + 1 + 2 * PER_MINUTE, None)

    def p95(self, **labels: str) -> Floats:
        return self.seen.quantile(0.95, DURATION, 2 * PER_MINUTE, service="storefront", **labels)

    def middle(self, values: Floats, when: slice) -> float:
        return float(np.nanmedian(values[when]))

    def grown(self, metric: str, when: slice, **labels: str) -> float:
        """How much a counter grew a second."""
        values = self.seen.total(metric, **labels)[when]
        return float(values[-1] - values[0]) / max((len(values) - 1) * self.built.step_seconds, 1)

    def mean_ms(self, when: slice, statement: str) -> float:
        calls = self.grown("pg_stat_statements_calls_total", when, statement=statement)
        return 1000 * self.grown("pg_stat_statements_seconds_total", when, statement=statement) / max(calls, 1e-9)

    def at(self, scrape: int) -> int:
        """Its moment."""
        return (scrape + 1) * self.built.step_seconds * SECOND

    @cached_property
    def query(self) -> int:
        labels = next((known for known, _ in self.seen.series("pg_stat_statements_calls_total", statement=PRICE)), {})
        return int(labels.get("queryid", 0))

    @cached_property
    def prices(self) -> pa.Table:
        return self.seen.spans("Timestamp", "Duration", "TraceId", SpanName=PRICE)


def checks(built: Built) -> list[Check]:
    facts = Facts(telemetry(built), built)
    return [check for part in PARTS for check in part(facts)]


def between(claim: str, low: float, value: float, high: float, unit: str = "") -> Check:
    return Check(f"{claim}: {low:g} to {high:g}{unit}", bool(low <= value <= high), f"{value:,.4g}{unit}")


# --- what is slow, and what is not ------------------------------------------------------------


def slow(facts: Facts) -> Iterator[Check]:
    checkout, quote = facts.p95(route="/checkout"), facts.p95(route="/basket/quote")
    yield between("p95 of the checkout before", 0.12, facts.middle(checkout, facts.before), 0.24, " s")
    yield between("p95 of the checkout since", 1.5, facts.middle(checkout, facts.during), 2.6, " s")
    yield between("p95 of a quote since, against before, times", 20, times(facts, quote), 200)
    others = [times(facts, facts.p95(route=route)) for route in UNTOUCHED]
    yield between("p95 of the other routes since, against before, times", 0.7, max(others), 1.6)
    first = int(np.argmax(np.nan_to_num(facts.seen.quantile(0.95, DURATION, 1, service="storefront", route="/checkout"))
                          [facts.onset - 4 :] > 0.8)) - 3  # fmt: skip
    yield between("scrapes from the release to the first slow one", 1, first, 3)
    failed = facts.grown(f"{DURATION}_count", facts.during, service="storefront", status_code="500")
    share = 100 * failed / facts.grown(f"{DURATION}_count", facts.during, service="storefront")
    yield between("requests that fail since", 0, share, 1, " %")
    waited = facts.seen.total("db_client_connections_pending").max()
    yield Check("nobody waits for a connection", waited == 0, f"{waited:g}")


def times(facts: Facts, values: Floats) -> float:
    return facts.middle(values, facts.during) / max(facts.middle(values, facts.before), 1e-9)


# --- the statement ----------------------------------------------------------------------------


def statement(facts: Facts) -> Iterator[Check]:
    yield between("mean of SELECT price_rules before", 1.5, facts.mean_ms(facts.before, PRICE), 6, " ms")
    yield between("mean of SELECT price_rules since", 650, facts.mean_ms(facts.during, PRICE), 1_300, " ms")
    calls = [
        facts.grown("pg_stat_statements_calls_total", when, statement=PRICE) for when in (facts.before, facts.during)
    ]
    yield between("its calls since, against before, times", 0.85, calls[1] / calls[0], 1.4)
    plans = sorted((row for row in facts.seen.signals.db_plans.to_pylist() if row["QueryId"] == facts.query),
                   key=lambda row: row["FirstSeen"])  # fmt: skip
    kinds = [scan_of(row["Plan"]) for row in plans]
    yield Check(
        "its plans: an index scan, then a sequential scan", kinds == ["Index Scan", "Seq Scan"], ", ".join(kinds)
    )
    apart = [row["FirstSeen"] for row in plans[1:]] + [row["LastSeen"] for row in plans[:1]]
    near = all(abs(moment - facts.built.onset) <= timedelta(seconds=60) for moment in apart)
    yield Check("which follow each other at the release", near and len(plans) == 2, f"{len(plans)} plans")
    read = rows_a_call(facts)
    yield between("rows of price_rules that each call reads since", 0.98 * ROWS, read, 1.02 * ROWS)
    yield index_gone(facts)
    yield load(facts)
    yield longest_span(facts)
    yield samples(facts)


def scan_of(plan: str) -> str:
    (top,) = json.loads(plan)
    node = top["Plan"]
    while "Plans" in node:
        (node,) = node["Plans"]
    return str(node["Node Type"])


def relation(facts: Facts, name: str) -> pa.Table:
    rows = facts.seen.signals.db_relations
    return rows.filter(pc.equal(rows["Relation"], name))


def rows_a_call(facts: Facts) -> float:
    read = relation(facts, "price_rules")["RowsRead"].to_numpy().astype(np.float64)[facts.during]
    calls = facts.seen.total("pg_stat_statements_calls_total", statement=PRICE)[facts.during]
    return float(read[-1] - read[0]) / max(float(calls[-1] - calls[0]), 1)


def index_gone(facts: Facts) -> Check:
    times = relation(facts, "price_rules_paper_id_size_id_idx")["Time"].to_pylist()
    last = max(times, default=facts.built.began)
    gone = timedelta(0) <= facts.built.onset - last < timedelta(seconds=facts.built.step_seconds)
    return Check("the index is there until the release", gone, f"{last:%H:%M:%S}")


def load(facts: Facts) -> Check:
    """Average active sessions, of which the statement has most."""
    activity = facts.seen.signals.db_activity
    since = pc.greater(
        activity["Time"].cast("int64"), facts.seen.epoch // 1_000_000 + facts.at(facts.onset) // 1_000_000
    )
    active = activity.filter(pc.and_(since, pc.equal(activity["State"], "active")))
    mine = pc.sum(pc.equal(active["QueryId"], facts.query)).as_py() or 0
    share = 100 * mine / max(active.num_rows, 1)
    return between("of the database's active sessions since, those with this statement", 85, share, 100, " %")


def longest_span(facts: Facts) -> Check:
    """In the traces of slow checkouts."""
    roots = facts.seen.spans("Timestamp", "Duration", "TraceId", SpanName="POST /checkout", ServiceName="storefront")
    late_ones = facts.seen.moments(roots["Timestamp"]) > facts.at(facts.onset)
    roots = roots.filter(pa.array(late_ones))
    took = dict(zip(facts.prices["TraceId"].to_pylist(), facts.prices["Duration"].to_pylist(), strict=True))
    shares = [took.get(row["TraceId"], 0) / row["Duration"] for row in roots.to_pylist()]
    middle = 100 * float(np.median(shares)) if len(shares) > 20 else 0.0
    return between(f"the statement's part of a slow checkout's time, of {len(shares)} traces", 70, middle, 98, " %")


def samples(facts: Facts) -> Check:
    known = facts.seen.signals.db_samples
    mine = known.filter(pc.equal(known["QueryId"], facts.query))
    plans = set(mine["PlanId"].to_pylist())
    return Check(
        "single executions of it, with both plans", len(plans) == 2 and mine.num_rows > 100, f"{mine.num_rows}"
    )


# --- signals agree ----------------------------------------------------------------------------


def agreement(facts: Facts) -> Iterator[Check]:
    seen = facts.seen
    server = seen.total("pg_stat_statements_calls_total", statement=PRICE)
    clients = seen.total("db_client_operation_duration_seconds_count", operation=PRICE)
    stats = seen.signals.db_query_stats
    rows = int(pc.sum(stats.filter(pc.equal(stats["QueryId"], facts.query))["Calls"].slice(1)).as_py() or 0)
    three = rows, int(server[-1] - server[0]), int(clients[-1] - clients[0])
    claim = "SELECT price_rules: statement statistics = the server's metric = its clients' metric"
    yield Check(claim, three[0] == three[1] == three[2] > 0, " = ".join(map(str, three)))
    pending = seen.total("render_jobs_pending", queue="prints")
    jobs = relation(facts, "render_jobs")
    live = jobs["LiveRows"].to_numpy().astype(np.float64)
    same = len(live) == len(pending) and bool((live == pending).all()) and pending.max() > 0
    yield Check("render_jobs_pending = rows of render_jobs, at every scrape", same, f"{live[-1:]} = {pending[-1:]}")
    placed, rendered = (seen.total(name) for name in ("orders_total", "prints_rendered_total"))
    left = int((placed - placed[0])[-1] - (rendered - rendered[0])[-1])
    yield between("orders that are not rendered yet", -8, left - int(pending[0]), 40)
    yield from counted(facts)
    yield from warnings(facts)


def counted(facts: Facts) -> Iterator[Check]:
    """Requests, orders and prints, of which traces and lines are kept in part."""
    seen = facts.seen
    yield counts.requests(seen, "storefront", "request completed")
    spans = seen.spans(*counts.SPAN, SpanName="POST /checkout", ServiceName="storefront")
    lines = counts.saying(seen.logs(*counts.LINE, ServiceName="storefront"), "order placed")
    yield counts.agree_between(counts.WHOLE, "orders", seen, seen.total("orders_total"), spans=spans, lines=lines)
    spans = seen.spans(*counts.SPAN, SpanName="print.render")
    lines = counts.saying(seen.logs(*counts.LINE, ServiceName="render-worker"), "print rendered")
    yield counts.agree_between(
        counts.WHOLE, "prints", seen, seen.total("prints_rendered_total"), spans=spans, lines=lines
    )


def warnings(facts: Facts) -> Iterator[Check]:
    """Of a slow statement: as many as there are slow calls, and none before the release."""
    columns = ("Timestamp", "TraceId", "SampleRate")
    lines = facts.seen.logs(*columns, Body="slow statement: SELECT price_rules", SeverityText="WARN")
    moments = facts.seen.moments(lines["Timestamp"])
    late_ones = bool(len(moments)) and int(moments.min()) > facts.at(facts.onset)
    yield Check("warnings of a slow statement, all since the release", late_ones, f"{len(moments)}")
    calls = facts.seen.total("pg_stat_statements_calls_total", statement=PRICE)
    yield counts.agree_between(
        slice(facts.onset, -2), "slow calls of SELECT price_rules", facts.seen, calls, lines=lines
    )


# --- red herrings -----------------------------------------------------------------------------


def red_herrings(facts: Facts) -> Iterator[Check]:
    seen = facts.seen
    mailed, rendered = (place_of(seen, title) for title in ("June newsletter", "render-worker 0.32.0"))
    inbound = late(seen.total(f"{DURATION}_count", service="storefront"), PER_MINUTE)
    ratio = float(np.nanmean(inbound[mailed + 16 : facts.onset]) / np.nanmean(inbound[mailed - 60 : mailed]))
    yield between("newsletter: requests after against before, times", 1.06, ratio, 1.28)
    p95 = facts.p95(route="/checkout")
    ratio = float(np.nanmedian(p95[mailed + 12 : facts.onset]) / np.nanmedian(p95[mailed - 60 : mailed]))
    yield between("newsletter: p95 of the checkout after against before, times", 0.85, ratio, 1.15)
    took = seen.quantile(0.95, "job_duration_seconds", 8, service="render-worker")
    ratio = float(np.nanmedian(took[rendered + 8 :]) / np.nanmedian(took[8:rendered]))
    yield between("render-worker: p95 of a print after its release against before, times", 0.8, ratio, 1.25)
    yield from waiting(facts)


def place_of(seen: Telemetry, title: str) -> int:
    """The scrape at an event."""
    events = seen.signals.events
    moments = events["Time"].cast("int64").to_numpy() * 1_000_000 - seen.epoch
    place = next(place for place, known in enumerate(events["Title"].to_pylist()) if known.startswith(title))
    return int(moments[place] // (seen.step_seconds * SECOND)) - 1


def waiting(facts: Facts) -> Iterator[Check]:
    activity = facts.seen.signals.db_activity
    blocked = activity.filter(pc.greater(pc.list_value_length(activity["BlockedBy"]), 0))
    moments = blocked["Time"].cast("int64").to_numpy() * 1_000_000 - facts.seen.epoch
    lasts = (int(moments.max()) - int(moments.min())) / SECOND if len(moments) else 0.0
    yield between("sessions wait for others, for", 4, lasts, 9, " s")
    early = bool(len(moments)) and int(moments.max()) < facts.at(facts.onset) - 540 * SECOND
    yield Check("and not for nine minutes before the release", early, f"{len(moments)} looks at one")
    rows = facts.seen.signals.db_activity.filter(pc.is_in(activity["Time"], value_set=blocked["Time"].combine_chunks()))
    there = {(row["Time"], row["Pid"]) for row in rows.to_pylist()}
    wanted = {(row["Time"], pid) for row in blocked.to_pylist() for pid in row["BlockedBy"]}
    yield Check("whom they wait for is there", bool(wanted) and wanted <= there, f"{len(wanted)} looks")
    locks = facts.seen.signals.db_locks
    waits = {(row["Time"], row["Pid"]) for row in locks.filter(pc.invert(locks["Granted"])).to_pylist()}
    same = waits == {(row["Time"], row["Pid"]) for row in blocked.to_pylist()}
    yield Check("each has a lock that it is not granted", same and bool(waits), f"{len(waits)} locks")
    orders = facts.seen.spans("Duration", SpanName="UPDATE stock", SampleRate=1)
    long = int((orders["Duration"].to_numpy() > 3 * SECOND).sum())
    yield Check("three orders took that long", long == 3, f"{long} spans")


# --- heap, and what is there ------------------------------------------------------------------


def heap(facts: Facts) -> Iterator[Check]:
    rows = facts.built.signals.heap_snapshots.to_pylist()
    names = {row["Name"] for row in rows}
    yield Check("two heap snapshots, each with its file", len(rows) == 2 and names == set(facts.built.heap),
                ", ".join(sorted(names)))  # fmt: skip
    early = sum(row["Time"] < facts.built.onset for row in rows)
    yield Check(
        "one before the onset, one after", early == 1 and all(r["Time"] <= facts.built.now for r in rows), str(early)
    )
    totals = []
    for row in rows:
        used = facts.seen.total("v8js_memory_heap_used_bytes", pod=row["Pod"])[scrape_of(facts.seen, row["Time"])]
        size, total = measured(facts.built.heap[row["Name"]])
        yield between("a snapshot's total against v8js_memory_heap_used_bytes, times", 0.97, total / used, 1.03)
        yield Check("its size is what the table says, and small", size == row["Bytes"] < 8_000_000, f"{size:,}")
        totals.append(total)
    yield between("the later heap against the earlier, times", 0.9, totals[-1] / totals[0], 1.15)


def scrape_of(seen: Telemetry, moment: datetime) -> int:
    return int((moment - seen.began) / timedelta(seconds=seen.step_seconds)) - 1


def measured(packed: bytes) -> tuple[int, int]:
    """Bytes of the file as V8 wrote it, and of the heap."""
    from rounds.heapsnapshot.reading import read  # noqa: PLC0415 - compiled code, which building has no use for

    with pa.CompressedInputStream(pa.BufferReader(packed), "zstd") as stream:
        whole = pa.BufferReader(stream.read())
    return whole.size(), int(read(whole.read).self_size.sum())


def contents(facts: Facts) -> Iterator[Check]:
    tables = facts.built.signals.tables()
    for name, most in (("spans", 40_000), ("logs", 40_000), ("samples", 1_000_000), ("db_activity", 40_000)):
        yield Check(f"{name}: at most {most:,}", 0 < tables[name].num_rows <= most, f"{tables[name].num_rows:,}")
    services = set(pc.unique(facts.built.signals.spans["ServiceName"]).to_pylist())
    missing = [name for name in facts.built.public.services if name not in services | SERVERS]
    yield Check("every service has kept traces", not missing, ", ".join(missing) or f"{len(services)} services")
    alerts = [row["Time"] for row in tables["events"].to_pylist() if row["Kind"] == "alert"]
    fires = bool(alerts) and timedelta(0) < min(alerts) - facts.built.onset < timedelta(minutes=4)
    yield Check("an alert fires within four minutes", fires, f"{len(alerts)} changes of state")


def plans(facts: Facts) -> Iterator[Check]:
    yield from plans_agree(facts.seen.signals)


PARTS = (slow, statement, agreement, red_herrings, heap, plans, contents)
