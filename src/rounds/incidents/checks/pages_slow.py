"""What must be true of `office-pages-slow`, for every seed: the system is well, and one office's line is not.

Without the fault the line is well too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

import numpy as np
import pyarrow.compute as pc

from rounds.incidents.built import Built, Check
from rounds.incidents.checks import counts
from rounds.incidents.checks.plans import plans_agree
from rounds.incidents.checks.prints_slow import between, measured, place_of, scrape_of
from rounds.incidents.checks.telemetry import Bools, Floats, Ints, Telemetry, late, telemetry

SECOND = 1_000_000_000
PER_MINUTE = 4  # scrapes
DURATION = "http_server_request_duration_seconds"
SERVERS = {"postgres-primary", "postgres-replica", "redis"}
ADDRESS, ROUND_TRIP, SEND, RECEIVE = (
    "@client.address",
    "@client.round_trip_ms",
    "@http.response.send_ms",
    "@http.request.receive_ms",
)


@dataclass(frozen=True)
class Requests:
    """Server spans of the gateway: when each began, and what it says. Moments are nanoseconds of the recording."""

    moment: Ints
    seconds: Floats
    address: list[str]
    customer: list[str]
    failed: Bools
    trip: Floats
    send: Floats
    receive: Floats

    def of(self, *addresses: str) -> Bools:
        return np.array([address in addresses for address in self.address])


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
        return slice(self.onset + 1 + PER_MINUTE, None)

    @cached_property
    def requests(self) -> Requests:
        columns = ("Timestamp", "Duration", "StatusCode", ADDRESS, "@customer.id", ROUND_TRIP, SEND, RECEIVE)
        spans = self.seen.spans(*columns, ServiceName="api-gateway", SpanKind="Server")
        spans = spans.filter(pc.is_valid(spans[ADDRESS]))
        trip, send, receive = (spans[name].to_numpy().astype(np.float64) for name in (ROUND_TRIP, SEND, RECEIVE))
        return Requests(
            moment=self.seen.moments(spans["Timestamp"]),
            seconds=spans["Duration"].to_numpy().astype(np.float64) / SECOND,
            address=spans[ADDRESS].to_pylist(),
            customer=spans["@customer.id"].to_pylist(),
            failed=np.array(spans["StatusCode"].to_pylist()) == "Error",
            trip=trip,
            send=send,
            receive=receive,
        )

    @cached_property
    def since(self) -> Bools:
        """Requests since the onset."""
        return self.requests.moment > (self.onset + 1) * self.built.step_seconds * SECOND

    @cached_property
    def office(self) -> str:
        """The address with the longest round trips since the onset."""
        known = self.requests
        most = {}
        for address in set(known.address):
            those = known.of(address) & self.since
            most[address] = middle(known.trip[those]) if those.sum() >= 5 else 0.0
        return max(most, key=lambda address: most[address], default="")

    @cached_property
    def customer(self) -> str:
        known = self.requests
        return known.customer[known.address.index(self.office)] if self.office in known.address else ""

    def growth(self, values: Floats) -> float:
        """The middle since the onset against that before it."""
        return float(np.nanmedian(values[self.during]) / max(float(np.nanmedian(values[self.before])), 1e-9))

    def rate(self, metric: str, **labels: str) -> Floats:
        return late(self.seen.total(metric, **labels), PER_MINUTE) / 60


def checks(built: Built) -> list[Check]:
    facts = Facts(telemetry(built), built)
    return [check for part in PARTS for check in part(facts)]


def middle(values: Floats) -> float:
    """NaN where there is nothing, which is between no bounds."""
    return float(np.median(values)) if len(values) else float("nan")


# --- the system is well -----------------------------------------------------------------------


def well(facts: Facts) -> Iterator[Check]:
    seen = facts.seen
    p95 = seen.quantile(0.95, DURATION, 2 * PER_MINUTE, service="api-gateway")
    yield between("p95 of the gateway since, against before, times", 0.85, facts.growth(p95), 1.15)
    yield between("p95 of the gateway at any time", 0, float(np.nanmax(p95)), 0.4, " s")
    grown = {
        name: facts.growth(seen.quantile(0.95, DURATION, 4 * PER_MINUTE, service=name)) for name in services(facts)
    }
    worst = max(grown, key=lambda name: grown[name])
    yield between(f"p95 of any service since, against before, times (most: {worst})", 0.5, grown[worst], 1.6)
    inbound = facts.rate(f"{DURATION}_count", service="api-gateway")
    yield between("requests since, against before, times", 0.8, facts.growth(inbound), 1.25)
    errors = facts.rate(f"{DURATION}_count", service="api-gateway", status_code="500")
    share = 100 * float(np.nansum(errors[facts.during]) / np.nansum(inbound[facts.during]))
    yield between("requests that fail since", 0, share, 0.6, " %")
    waiting = seen.total("db_client_connections_pending").max()
    yield Check("nobody waits for a connection", waiting == 0, f"{waiting:g}")
    busiest = max(float(np.nanmax(v)) for _, v in seen.series("pg_disk_utilization"))
    yield between("disk of the busiest database", 0, 100 * busiest, 40, " %")
    restarts = seen.total("kube_pod_container_status_restarts_total").max()
    yield Check("no pod restarts", restarts == 0, f"{restarts:g}")
    sessions = seen.signals.db_activity
    blocked = pc.sum(pc.greater(pc.list_value_length(sessions["BlockedBy"]), 0)).as_py()
    yield Check("no session waits for another", not blocked, f"{blocked}")


def services(facts: Facts) -> list[str]:
    known = {
        labels["service"] for _, labels in facts.seen.by_metric[f"{DURATION}_count"] if labels["route"] != "/healthz"
    }
    return sorted(known - {"search", "billing"})  # which had their minutes: see the red herrings


# --- one office is not ------------------------------------------------------------------------


def office(facts: Facts) -> Iterator[Check]:
    known, since = facts.requests, facts.since
    mine = known.of(facts.office)
    others = ~mine
    yield Check("many requests of the office are kept", bool((mine & since).sum() > 60), f"{int((mine & since).sum())}")
    usual = middle(known.seconds[mine & since]) / middle(known.seconds[others & since])
    yield between("the middle duration of its requests against others', times", 0.6, usual, 1.6)
    slow = np.quantile(known.seconds[mine & since], 0.95) / np.quantile(known.seconds[others & since], 0.95)
    yield between("the slowest in twenty of its requests against others', times", 0.6, float(slow), 1.6)
    yield between("its customer's requests that fail", 0, int(known.failed[mine & since].sum()), 4)
    taken = facts.rate("gateway_requests_total", customer=facts.customer)
    yield between("its customer's requests since, against before, times", 0.4, facts.growth(taken), 0.8)
    took = mean_duration(facts, facts.customer)
    yield between("their mean duration by metric since, against before, times", 0.8, facts.growth(took), 1.25)
    yield from of_line(facts, mine)
    yield from beside(facts)


def mean_duration(facts: Facts, customer: str) -> Floats:
    name = "gateway_request_duration_seconds"
    mean: Floats = late(facts.seen.total(f"{name}_sum", customer=customer), 5 * PER_MINUTE) / np.maximum(
        late(facts.seen.total(f"{name}_count", customer=customer), 5 * PER_MINUTE), 1
    )
    return mean


def of_line(facts: Facts, mine: Bools) -> Iterator[Check]:
    known, since = facts.requests, facts.since
    for claim, values, low, high in (
        ("round trips to the office", known.trip, 6, 14),
        ("time to send it its answers", known.send, 5, 25),
        ("time to receive its requests", known.receive, 20, 300),
    ):
        after, usual = middle(values[mine & since]), middle(values[mine & ~since])
        yield between(f"{claim} since, against before, times", low, after / max(usual, 1), high)
    slow = slow_addresses(facts)
    yield Check("no other address has long round trips", slow == {facts.office}, ", ".join(sorted(slow)))
    yield lines_agree(facts)


def slow_addresses(facts: Facts) -> set[str]:
    known = facts.requests
    slow = facts.since & (known.trip > 450)
    return {address for address, is_slow in zip(known.address, slow.tolist(), strict=True) if is_slow}


def lines_agree(facts: Facts) -> Check:
    """The gateway's span and its line of the same request say the same of the wire."""
    columns = ("TraceId", ROUND_TRIP, SEND)
    spans = facts.seen.spans(*columns, ServiceName="api-gateway", SpanKind="Server")
    lines = facts.seen.logs(*columns, ServiceName="api-gateway", Body="request")
    said = {row["TraceId"]: (row[ROUND_TRIP], row[SEND]) for row in lines.to_pylist()}
    same = [
        said.get(row["TraceId"]) == (row[ROUND_TRIP], row[SEND])
        for row in spans.to_pylist()
        if row[ROUND_TRIP] is not None
    ]
    return Check("round trips: span = log line, of every kept request", all(same) and len(same) > 500, f"{len(same)}")


def beside(facts: Facts) -> Iterator[Check]:
    """Those who share something with the office: its customer's programs, and offices of its city."""
    known, since = facts.requests, facts.since
    programs = {a for a, c in zip(known.address, known.customer, strict=True) if c == facts.customer} - {facts.office}
    yield Check("its customer is seen from another address too", len(programs) == 1, ", ".join(sorted(programs)))
    usual = middle(known.trip[known.of(facts.office) & ~since])
    away = {a: middle(known.trip[known.of(a) & ~since]) for a in set(known.address) if known.of(a).sum() > 100}
    near = min((a for a in away if a not in {facts.office, *programs}), key=lambda a: abs(away[a] - usual), default="")
    yield between(
        "another office as far away: its usual round trip against the office's", 0.85, away.get(near, 0) / usual, 1.15
    )
    for who, addresses in (("programs", programs), ("that other office", {near})):
        those = known.of(*addresses)
        ratio = middle(known.trip[those & since]) / middle(known.trip[those & ~since])
        yield between(f"round trips to {who} since, against before, times", 0.9, ratio, 1.1)


# --- signals agree ----------------------------------------------------------------------------


def agreement(facts: Facts) -> Iterator[Check]:
    seen = facts.seen
    by_customer = seen.total("gateway_requests_total")
    served = seen.total(f"{DURATION}_count", service="api-gateway") - seen.total(
        f"{DURATION}_count", service="api-gateway", route="/healthz"
    )
    off = abs(float((by_customer - by_customer[0])[-1] - (served - served[0])[-1]))
    yield Check("requests by customer = requests of the gateway, but for those under way", off < 15, f"{off:g} apart")
    yield counts.requests(seen, "api-gateway", "request")
    yield counts.deliveries(seen, "delivered")
    yield counts.executions(seen)
    pending = seen.total("webhook_jobs_pending", queue="webhook")
    relations = seen.signals.db_relations
    jobs = relations.filter(pc.and_(pc.equal(relations["Relation"], "jobs"), pc.equal(relations["Kind"], "table")))
    same = bool((jobs["LiveRows"].to_numpy() == pending).all())
    yield Check("webhook_jobs_pending = rows of jobs, at every scrape", same, f"{pending[-1]:g}")


# --- red herrings -----------------------------------------------------------------------------


def red_herrings(facts: Facts) -> Iterator[Check]:
    yield from release(facts)
    p95 = facts.seen.quantile(0.95, DURATION, PER_MINUTE, service="search", route="/v1/search")
    note = place_of(facts.seen, "Search: weekly")
    yield between(
        "p95 of searches during their reorganisation", 0.4, float(np.nanmax(p95[note : note + 20])), 2.5, " s"
    )
    after = float(np.nanmedian(p95[note + 24 :]))
    yield between("p95 of searches after it", 0, after, 0.25, " s")
    states = [
        dict(row["Attributes"])["state"] for row in facts.seen.signals.events.to_pylist() if row["Kind"] == "alert"
    ]
    yield Check("one alert, which fires and resolves", states == ["firing", "resolved"], ", ".join(states))
    last = max(
        (row["Time"] for row in facts.seen.signals.events.to_pylist() if row["Kind"] == "alert"),
        default=facts.built.now,
    )
    yield Check("over ten minutes ago", facts.built.now - last > timedelta(minutes=10), f"{last:%H:%M}")
    report = place_of(facts.seen, "Usage reports")
    loop = np.nanmax([v for _, v in facts.seen.series("nodejs_eventloop_delay_p99_seconds", service="billing")], axis=0)
    yield between(
        "billing: event loop delay during its reports", 0.0105, float(loop[report : report + 16].max()), 0.06, " s"
    )
    yield between("billing: event loop delay after them", 0, float(loop[report + 20 :].max()), 0.0104, " s")
    gc = late(facts.seen.total("v8js_gc_duration_seconds_count", service="billing"), PER_MINUTE)
    ratio = float(np.nanmax(gc[report : report + 16]) / max(float(np.nanmedian(gc[:report])), 1e-9))
    yield between("billing: collections during its reports against before, times", 1.5, ratio, 60)


def release(facts: Facts) -> Iterator[Check]:
    known = facts.requests
    moment = (place_of(facts.seen, "api-gateway 3.14.3") + 1) * facts.built.step_seconds * SECOND
    mine, others, early = known.of(facts.office), ~known.of(facts.office), ~facts.since
    after = known.moment > moment
    ratio = middle(known.trip[mine & after & early]) / middle(known.trip[mine & ~after])
    yield between(
        "release of the gateway: the office's round trips until the onset, against before, times", 0.9, ratio, 1.1
    )
    ratio = middle(known.seconds[others & after]) / middle(known.seconds[others & ~after])
    yield between("release of the gateway: others' durations after against before, times", 0.7, ratio, 1.4)
    apart = [middle(known.trip[known.of(a) & after]) / middle(known.trip[known.of(a) & ~after])
             for a in set(known.address) - {facts.office} if min((known.of(a) & after).sum(), (known.of(a) & ~after).sum()) > 20]  # fmt: skip
    worst = max(apart, default=9.0)
    yield between("release of the gateway: others' round trips after against before, times", 0.9, float(worst), 1.15)


# --- heap, and what is there ------------------------------------------------------------------


def heap(facts: Facts) -> Iterator[Check]:
    rows = facts.built.signals.heap_snapshots.to_pylist()
    same = len(rows) == 2 and {row["Name"] for row in rows} == set(facts.built.heap)
    yield Check("two heap snapshots, each with its file", same, ", ".join(sorted(facts.built.heap)))
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
    yield between("the later heap against the earlier, times", 0.9, totals[-1] / totals[0], 1.1)


def contents(facts: Facts) -> Iterator[Check]:
    tables = facts.built.signals.tables()
    for name, most in (("spans", 40_000), ("logs", 80_000), ("samples", 1_000_000), ("db_activity", 40_000)):
        yield Check(f"{name}: at most {most:,}", 0 < tables[name].num_rows <= most, f"{tables[name].num_rows:,}")
    known = set(pc.unique(facts.built.signals.spans["ServiceName"]).to_pylist())
    missing = [name for name in facts.built.public.services if name not in known | SERVERS]
    yield Check("every service has kept traces", not missing, ", ".join(missing) or f"{len(known)} services")


def plans(facts: Facts) -> Iterator[Check]:
    yield from plans_agree(facts.seen.signals)


PARTS = (well, office, agreement, red_herrings, heap, plans, contents)
