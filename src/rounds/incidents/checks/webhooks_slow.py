"""What must be true of `webhooks-slow`, for every seed, and is not true when the endpoint stays well."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rounds.incidents.built import Built, Check
from rounds.incidents.checks import counts
from rounds.incidents.checks.plans import plans_agree
from rounds.incidents.checks.telemetry import Floats, Ints, Telemetry, late, telemetry

SECOND = 1_000_000_000
PER_MINUTE = 4  # scrapes
OLDEST_CHILD = 235 * SECOND  # the longest delay, and what running late adds to it
FAN_OUT, MAX_RETRIES = 5, 5
POOL = 20
DURATION = "http_server_request_duration_seconds"


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
    def host(self) -> str:
        """The address that answered with the most errors since the onset."""
        errors = self.since_onset_by_host(outcome="error")
        return max(errors, key=lambda host: errors[host], default="")

    def since_onset_by_host(self, **labels: str) -> dict[str, float]:
        grown: dict[str, float] = {}
        for known, values in self.seen.series("http_client_requests_total", service="webhook-dispatcher", **labels):
            host = known["server_address"]
            grown[host] = grown.get(host, 0.0) + float(values[-1] - values[self.onset])
        return grown

    @cached_property
    def by_minute(self) -> Floats:
        """Attempts a second at the host, in each minute since the onset."""
        attempts = self.seen.total("http_client_requests_total", server_address=self.host)
        rates: Floats = np.diff(attempts[self.onset :: PER_MINUTE]) / 60
        return rates

    @cached_property
    def outbound(self) -> Floats:
        """Requests a second that the dispatcher sent in the minute before each scrape."""
        return late(self.seen.total("http_client_requests_total", service="webhook-dispatcher"), PER_MINUTE) / 60

    @cached_property
    def p95(self) -> Floats:
        return self.seen.quantile(0.95, DURATION, PER_MINUTE, service="workflow-api")

    @cached_property
    def attempts(self) -> pa.Table:
        """Spans of attempts at the host."""
        columns = ("Timestamp", "Duration", "StatusCode", "@attempt_id", "@parent_attempt_id", "@retry_count")
        return self.seen.spans(*columns, SpanName="webhook.deliver", server__address=self.host)

    @cached_property
    def pool_full(self) -> int:
        """The first scrape at which a pool of the API is full; the number of scrapes if none is."""
        return first_above(np.max([v for _, v in self.usage], axis=0), POOL - 0.5)

    @cached_property
    def usage(self) -> list[tuple[dict[str, str], Floats]]:
        return list(self.seen.series("db_client_connections_usage", service="workflow-api"))

    @cached_property
    def grown(self) -> int:
        """The scrape from which on outbound requests have grown by 15 %."""
        usual = float(np.nanmean(self.outbound[self.onset - 40 : self.onset]))
        below = np.flatnonzero(self.outbound < 1.15 * usual)
        return int(below[-1]) + 1 if len(below) else 0


def checks(built: Built) -> list[Check]:
    facts = Facts(telemetry(built), built)
    return [check for part in PARTS for check in part(facts)]


def first_above(values: Floats, limit: float) -> int:
    above = np.flatnonzero(np.nan_to_num(values) > limit)
    return int(above[0]) if len(above) else len(values)


def between(claim: str, low: float, value: float, high: float, unit: str = "") -> Check:
    return Check(f"{claim}: {low:g} to {high:g}{unit}", bool(low <= value <= high), f"{value:,.4g}{unit}")


# --- growth -----------------------------------------------------------------------------------


def growth(facts: Facts) -> Iterator[Check]:
    rates = facts.by_minute
    shown = " ".join(f"{rate:.2g}" for rate in rates)
    ratios = rates[11:] / np.maximum(rates[8:-3], 1e-9)
    holds = bool(len(ratios)) and bool(np.all((ratios >= 4) & (ratios <= 6)))
    yield Check("attempts grow 4 to 6 fold in 180 s, from minute 8 on", holds, shown)
    yield between("attempts a second in the last minute", 158, float(rates[-1]), 190, "/s")
    yield between("attempts since the onset", 23_000, float(rates.sum() * 60), 26_300)
    slope = float(np.polyfit(np.arange(7, 15), np.log2(np.maximum(rates[7:], 1e-9)), 1)[0])
    yield between("attempts double every", 71, 60 / max(slope, 1e-9), 84, " s")
    pending = facts.seen.total("webhook_jobs_pending", queue="webhook")
    yield between("pending jobs before the onset", 1_000, float(pending[facts.onset]), 1_500)
    yield between("pending jobs now", 93_000, float(pending[-1]), 106_500)


def tree(facts: Facts) -> Iterator[Check]:
    own, parent = (column(facts.attempts, name) for name in ("@attempt_id", "@parent_attempt_id"))
    depth = facts.attempts["@retry_count"].to_numpy()
    known = {name: place for place, name in enumerate(own)}
    children = counted(known, parent)
    ended = facts.seen.moments(facts.attempts["Timestamp"]) + facts.attempts["Duration"].to_numpy().astype(np.int64)
    now = int((facts.built.now - facts.built.began).total_seconds()) * SECOND
    failed = np.array(column(facts.attempts, "StatusCode")) == "Error"
    old = failed & (ended < now - OLDEST_CHILD)
    # Of what was put in long ago all children have come; of a delivery that went well there are none.
    right = children[old] == FAN_OUT
    enough = bool(old.sum() > 100)
    yield Check("every failed attempt older than 235 s has exactly 5 children", enough and bool(right.all()),
                f"{int(right.sum())} of {int(old.sum())}")  # fmt: skip
    yield Check("no attempt that went well has children", not children[~failed].any(), f"{int((~failed).sum())}")
    places = np.array([known.get(name, -1) for name in parent])
    retries = depth > 0
    orphans = int((places[retries] < 0).sum())
    deeper = depth[retries] == depth[places[retries]] + 1
    yield Check("every retry's parent is there, one less deep", bool(retries.any()) and not orphans and deeper.all(),
                f"{int(retries.sum())} retries, {orphans} without parent")  # fmt: skip
    spread = np.bincount(depth[failed], minlength=MAX_RETRIES + 2)
    yield Check("retry_count passes its maximum of 5", bool(spread[MAX_RETRIES + 1 :].sum() > 0),
                " ".join(map(str, spread.tolist())))  # fmt: skip
    first = int((failed & (depth == 0)).sum())
    yield between("events that failed", 85, first, 96)
    endless = int(depth.max(initial=0)) <= MAX_RETRIES + 2
    yield Check("no event is more than 7 retries deep", endless, str(depth.max(initial=0)))


def column(table: pa.Table, name: str) -> list[Any]:
    values: list[Any] = table[name].to_pylist()
    return values


def counted(known: dict[str, int], parent: list[Any]) -> Ints:
    """How many of the others name each as their parent."""
    places = [known[name] for name in parent if name in known]
    return np.bincount(np.array(places, np.int64), minlength=len(known))


# --- how things were, and what else is well ---------------------------------------------------


def usual(facts: Facts) -> Iterator[Check]:
    before = slice(20, facts.onset)
    yield between("outbound requests before the onset", 38, float(np.nanmean(facts.outbound[before])), 42.5, "/s")
    errors = late(facts.seen.total("http_client_requests_total", service="webhook-dispatcher", outcome="error"), 4) / 60
    share = float(np.nansum(errors[before]) / np.nansum(facts.outbound[before]))
    yield between("of which fail", 0.1, 100 * share, 0.6, " %")
    all_of, wrong = facts.since_onset_by_host(), facts.since_onset_by_host(outcome="error")
    others = [host for host in all_of if host != facts.host]
    worst = max((wrong.get(host, 0.0) / all_of[host] for host in others if all_of[host] > 0), default=1.0)
    together = sum(wrong.get(host, 0.0) for host in others) / max(sum(all_of[host] for host in others), 1.0)
    yield between("other endpoints since the onset fail, together", 0, 100 * together, 1, " %")
    yield between("the worst of them", 0, 100 * worst, 3, " %")
    yield Check("the host fails altogether", wrong.get(facts.host, 0) > 0.99 * all_of.get(facts.host, 0),
                f"{wrong.get(facts.host, 0):,.0f} of {all_of.get(facts.host, 0):,.0f}")  # fmt: skip
    yield retries_before(facts)


def retries_before(facts: Facts) -> Check:
    spans = facts.seen.spans("Timestamp", "@retry_count", "SampleRate", SpanName="webhook.deliver")
    early = facts.seen.moments(spans["Timestamp"]) < (facts.onset + 1) * facts.built.step_seconds * SECOND
    retried = early & (spans["@retry_count"].to_numpy() > 0)
    seconds = (facts.onset + 1) * facts.built.step_seconds
    rate = float(spans["SampleRate"].to_numpy()[retried].sum()) / seconds
    return between("retries before the onset", 0.25, rate, 1.0, "/s")


# --- effects ----------------------------------------------------------------------------------


def effects(facts: Facts) -> Iterator[Check]:
    seen, onset = facts.seen, facts.onset
    most = max((float(np.nanmax(values)) for _, values in facts.usage), default=0.0)
    yield Check("connections in use reach 20 and never pass it", most == POOL, f"{most:g}")
    lag = (facts.pool_full - facts.grown) * facts.built.step_seconds / 60
    yield between("the pools are full after outbound requests have grown by 15 %", 1.5, lag, 6, " min")
    yield between("p95 of the API before the onset", 0.12, float(np.nanmedian(facts.p95[20:onset])), 0.24, " s")
    yield between("p95 of the API in the last minute", 5, float(facts.p95[-1]), 7.5, " s")
    loop = worst_pod(seen, "nodejs_eventloop_delay_p99_seconds")
    yield between("event loop delay of the dispatcher before", 0.009, loop[onset], 0.016, " s")
    yield between("event loop delay of the dispatcher in the last minute", 0.2, float(loop[-4:].max()), 0.6, " s")
    cpu = cpu_of(seen, "webhook-dispatcher")
    yield between("CPU of the dispatcher before", 18, float(100 * np.nanmean(cpu[20:onset])), 27, " %")
    yield between("CPU of the dispatcher in the last minute", 75, float(100 * np.nanmean(cpu[-PER_MINUTE:])), 99, " %")
    yield times(facts, "write-ahead log", "pg_wal_bytes_total", 7.5, 11)
    yield times(facts, "INSERT jobs", "pg_stat_statements_calls_total", 19, 27, statement="INSERT jobs")
    yield times(facts, "commits", "pg_stat_database_xact_commit_total", 3, 6)
    mean = mean_of(seen, "SELECT jobs")
    yield between("mean of SELECT jobs before the onset", 1.2, 1000 * float(np.nanmedian(mean[20:onset])), 3.5, " ms")
    yield between("mean of SELECT jobs now", 280, 1000 * float(mean[-1]), 620, " ms")
    yield tenants(facts)


def worst_pod(seen: Telemetry, metric: str) -> Floats:
    worst: Floats = np.nanmax([v for _, v in seen.series(metric, service="webhook-dispatcher")], axis=0)
    return worst


def cpu_of(seen: Telemetry, service: str) -> Floats:
    """Cores in use, on average over the pods."""
    used = [late(v, 1) / seen.step_seconds for _, v in seen.series("process_cpu_seconds_total", service=service)]
    with np.errstate(invalid="ignore"):
        there = ~np.isnan(np.array(used))
    mean: Floats = np.where(there, np.nan_to_num(used), 0).sum(axis=0) / np.maximum(there.sum(axis=0), 1)
    return np.where(there.any(axis=0), mean, np.nan)


def times(facts: Facts, what: str, metric: str, low: float, high: float, **labels: str) -> Check:
    rate = late(facts.seen.total(metric, server="postgres-primary", **labels), PER_MINUTE)
    before = float(np.nanmean(rate[20 : facts.onset]))
    return between(f"{what}, last minute against before, times", low, float(rate[-1]) / max(before, 1e-9), high)


def mean_of(seen: Telemetry, statement: str) -> Floats:
    calls = late(seen.total("pg_stat_statements_calls_total", statement=statement), PER_MINUTE)
    spent = late(seen.total("pg_stat_statements_seconds_total", statement=statement), PER_MINUTE)
    mean: Floats = spent / np.maximum(calls, 1)
    return mean


def tenants(facts: Facts) -> Check:
    columns = ("Timestamp", "Duration", "@customer.id")
    spans = facts.seen.spans(*columns, ServiceName="api-gateway", SpanKind="Server")
    now = int((facts.built.now - facts.built.began).total_seconds()) * SECOND
    late_ones = facts.seen.moments(spans["Timestamp"]) > now - 180 * SECOND
    slow = late_ones & (spans["Duration"].to_numpy() > 2 * SECOND)
    customers = set(spans["@customer.id"].filter(pa.array(slow)).to_pylist())
    return Check("requests of many customers take over 2 s", len(customers) >= 15, f"{len(customers)} customers")


# --- signals agree ----------------------------------------------------------------------------


def agreement(facts: Facts) -> Iterator[Check]:
    seen, host = facts.seen, facts.host
    # Traces under way at the end are not kept, so the two are compared at the scrape before the last.
    refused = since(facts, "http_client_requests_total", server_address=host, status_code="503")
    posts = ended(facts, seen.spans("Timestamp", "Duration", SpanName="POST", server__address=host,
                                    http__response__status_code=503))  # fmt: skip
    yield Check("503s of the host: metric = spans", refused == posts > 0, f"{refused} = {posts}")
    failed = since(facts, "webhook_delivery_attempts_total", endpoint_host=host, outcome="failed")
    spans = ended(facts, seen.spans("Timestamp", "Duration", SpanName="webhook.deliver", server__address=host,
                                    http__response__status_code=503))  # fmt: skip
    lines = ended(facts, seen.logs("Timestamp", Body="webhook delivery failed", server__address=host, status=503))
    yield Check("failed attempts at the host: metric = spans = log lines", failed == spans == lines > 0,
                f"{failed} = {spans} = {lines}")  # fmt: skip
    yield five_inserts(facts)
    calls = statement_rows(seen, "INSERT jobs")["Calls"].to_pylist()
    server = seen.total("pg_stat_statements_calls_total", statement="INSERT jobs")
    clients = seen.total("db_client_operation_duration_seconds_count", operation="INSERT jobs")
    three = int(sum(calls[1:])), int(server[-1] - server[0]), int(clients[-1] - clients[0])
    claim = "INSERT jobs: statement statistics = the server's metric = its clients' metric"
    yield Check(claim, three[0] == three[1] == three[2] > 0, " = ".join(map(str, three)))
    yield pending_rows(facts)
    yield counts.requests(seen, "api-gateway", "request")
    yield counts.deliveries(seen, "delivered")
    yield counts.deliveries(seen, "failed")
    yield counts.executions(seen)


def since(facts: Facts, metric: str, **labels: str) -> int:
    """How much a counter has grown from the onset to the scrape before the last."""
    values = facts.seen.total(metric, **labels)
    return int(values[-2] - values[facts.onset])


def ended(facts: Facts, rows: pa.Table) -> int:
    """How many of the spans had ended, or the lines been written, by the scrape before the last."""
    moments = facts.seen.moments(rows["Timestamp"])
    if "Duration" in rows.column_names:
        moments = moments + rows["Duration"].to_numpy().astype(np.int64)
    return int((moments <= (facts.seen.scrapes - 1) * facts.built.step_seconds * SECOND).sum())


def statement_rows(seen: Telemetry, name: str) -> pa.Table:
    wanted = seen.total("pg_stat_statements_calls_total", statement=name)
    labels = next((known for known, _ in seen.series("pg_stat_statements_calls_total", statement=name)), {})
    stats = seen.signals.db_query_stats
    return stats.filter(pc.equal(stats["QueryId"], int(labels.get("queryid", 0)))) if len(wanted) else stats.slice(0, 0)


def five_inserts(facts: Facts) -> Check:
    """Of each trace that is kept whole and has ended."""
    scheduled = facts.seen.spans("SpanId", SpanName="scheduleRetries", SampleRate=1)
    inserts = facts.seen.spans("ParentSpanId", SpanName="INSERT jobs", SampleRate=1, ServiceName="webhook-dispatcher")
    mothers = pc.value_counts(inserts["ParentSpanId"].combine_chunks())
    ended = pc.is_in(mothers.field("values"), value_set=scheduled["SpanId"])
    right = pc.and_(ended, pc.equal(mothers.field("counts"), FAN_OUT))
    found, wanted = pc.sum(right).as_py() or 0, scheduled.num_rows
    return Check("INSERT jobs spans: 5 in each scheduleRetries", found == wanted > 0, f"{found} of {wanted}")


def pending_rows(facts: Facts) -> Check:
    relations = facts.seen.signals.db_relations
    jobs = relations.filter(pc.and_(pc.equal(relations["Relation"], "jobs"), pc.equal(relations["Kind"], "table")))
    rows = jobs["LiveRows"].to_numpy().astype(np.float64)
    pending = facts.seen.total("webhook_jobs_pending", queue="webhook")
    same = len(rows) == len(pending) and bool((rows == pending).all())
    last = (rows[-1:].tolist(), pending[-1])
    return Check("webhook_jobs_pending = rows of jobs, at every scrape", same, f"{last[0]} = {last[1]:g} at the last")


# --- red herrings -----------------------------------------------------------------------------


def red_herrings(facts: Facts) -> Iterator[Check]:
    seen, onset = facts.seen, facts.onset
    deploy, campaign = (place_of(facts, title) for title in ("webhook-dispatcher 2.41.0", "Spring campaign"))
    errors = late(seen.total("http_client_requests_total", service="webhook-dispatcher", outcome="error"), 1)
    ratio = float(np.nanmean(errors[deploy:onset]) / max(float(np.nanmean(errors[:deploy])), 1e-9))
    yield between("deploy of the dispatcher: errors after against before, times", 0.6, ratio, 1.6)
    outbound = facts.outbound
    ratio = float(np.nanmean(outbound[deploy + 4 : onset]) / np.nanmean(outbound[8:deploy]))
    yield between("deploy of the dispatcher: outbound after against before, times", 0.94, ratio, 1.06)
    inbound = late(seen.total(f"{DURATION}_count", service="api-gateway"), PER_MINUTE)
    ratio = float(np.nanmean(inbound[campaign + 24 :]) / np.nanmean(inbound[campaign - 60 : campaign]))
    yield between("campaign: inbound requests after against before, times", 1.12, ratio, 1.24)
    calm = float(np.nanmedian(facts.p95[campaign + 20 : onset]) / np.nanmedian(facts.p95[campaign - 60 : campaign]))
    yield between("campaign: p95 until the onset against before, times", 0.85, calm, 1.2)
    evicted = late(seen.total("redis_evicted_keys_total"), 60)
    spread = float(np.nanmax(evicted) / max(float(np.nanmin(evicted)), 1e-9))
    yield between("redis: the quarter hour with most evictions against that with fewest, times", 1, spread, 1.15)
    slow = facts.onset + first_above(facts.p95[onset:], 1.0)
    restart = restarted(facts)
    yield Check("the restart comes after p95 has passed 1 s", slow < restart < len(facts.p95), f"{slow} < {restart}")
    statements = seen.total("pg_stat_statements_calls_total", statement="SELECT workflows")
    calls = late(statements, PER_MINUTE)
    ratio = float(calls[-1] / np.nanmean(calls[campaign + 24 : onset]))
    yield between("pool: the API's own statements, last minute against before, times", 0.5, ratio, 1.15)


def place_of(facts: Facts, title: str) -> int:
    """The scrape at an event."""
    events = facts.seen.signals.events
    titles = events["Title"].to_pylist()
    moments = events["Time"].cast("int64").to_numpy() * 1_000_000 - facts.seen.epoch
    place = next(place for place, known in enumerate(titles) if known.startswith(title))
    return int(moments[place] // (facts.built.step_seconds * SECOND)) - 1


def restarted(facts: Facts) -> int:
    """The first scrape that counts a restart; the number of scrapes if none does."""
    return first_above(facts.seen.total("kube_pod_container_status_restarts_total"), 0.5)


def heap(facts: Facts) -> Iterator[Check]:
    rows = facts.built.signals.heap_snapshots.to_pylist()
    names = {row["Name"] for row in rows}
    same = len(rows) == len(names) == 2 and names == set(facts.built.heap)
    yield Check("two heap snapshots, each with its file", same, ", ".join(sorted(names)))
    one = {(row["ServiceName"], row["Pod"]) for row in rows}
    yield Check("of one pod of the dispatcher", {service for service, _ in one} == {"webhook-dispatcher"} and len(one) == 1,
                ", ".join(pod for _, pod in one))  # fmt: skip
    early = sum(row["Time"] < facts.built.onset for row in rows)
    yield Check(
        "one before the onset, one after", early == 1 and all(r["Time"] <= facts.built.now for r in rows), str(early)
    )
    totals = []
    for row in rows:
        used = facts.seen.total("v8js_memory_heap_used_bytes", pod=row["Pod"])[scrape_of(facts, row["Time"])]
        size, total = measured(facts.built.heap[row["Name"]])
        yield between("a snapshot's total against v8js_memory_heap_used_bytes, times", 0.97, total / used, 1.03)
        yield Check("its size is what the table says", size == row["Bytes"], f"{size:,}")
        totals.append(total)
    yield between("the later heap against the earlier, times", 1.02, totals[-1] / totals[0], 1.2)


def scrape_of(facts: Facts, moment: datetime) -> int:
    return int((moment - facts.built.began) / timedelta(seconds=facts.built.step_seconds)) - 1


def measured(packed: bytes) -> tuple[int, int]:
    """Bytes of the file as V8 wrote it, and of the heap."""
    from rounds.heapsnapshot.reading import read  # noqa: PLC0415 - compiled code, which building has no use for

    with pa.CompressedInputStream(pa.BufferReader(packed), "zstd") as stream:
        whole = pa.BufferReader(stream.read())
    return whole.size(), int(read(whole.read).self_size.sum())


# --- what is there ----------------------------------------------------------------------------


def contents(facts: Facts) -> Iterator[Check]:
    tables = facts.built.signals.tables()
    for name, most in (("spans", 400_000), ("logs", 400_000), ("samples", 10_000_000), ("db_activity", 400_000)):
        yield Check(f"{name}: at most {most:,}", 0 < tables[name].num_rows <= most, f"{tables[name].num_rows:,}")
    mute = pc.sum(pc.equal(tables["logs"]["Body"], "")).as_py()
    yield Check("every line says something", mute == 0, f"{mute:,} empty lines")
    services = set(pc.unique(facts.built.signals.spans["ServiceName"]).to_pylist())
    missing = [name for name in facts.built.public.services if name not in services | SERVERS]
    yield Check("every service has kept traces", not missing, ", ".join(missing) or f"{len(services)} services")
    metrics = len(facts.seen.by_metric)
    yield between("metrics", 60, metrics, 140)
    yield Check("no deadlocks", tables["db_deadlocks"].num_rows == 0, "none")
    yield timeouts(facts)
    firing = [kind for kind in facts.seen.signals.events["Kind"].to_pylist() if kind == "alert"]
    yield Check("alerts fire", len(firing) >= 2, f"{len(firing)} changes of state")


SERVERS = {"postgres-primary", "postgres-replica", "redis"}


def timeouts(facts: Facts) -> Check:
    body = "timeout acquiring connection from pool (5000ms)"
    lines = facts.seen.logs("Timestamp", "SampleRate", Body=body, ServiceName="workflow-api", SeverityText="ERROR")
    moments = facts.seen.moments(lines["Timestamp"])
    full = (facts.pool_full - 1) * facts.built.step_seconds * SECOND
    holds = len(moments) > 20 and int(moments.min()) > full
    return Check("timeouts of the pool, and only when it is full", bool(holds), f"{len(moments)} lines")


def plans(facts: Facts) -> Iterator[Check]:
    yield from plans_agree(facts.seen.signals)


PARTS = (growth, tree, usual, effects, agreement, red_herrings, heap, plans, contents)
