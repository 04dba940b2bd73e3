"""Metrics: what was counted, and what pods and databases say of themselves, as series and samples."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa

from rounds.incidents.scenarios.loomwork.world import METRICS, SERVICES, engine
from rounds.signals.tables import MS as MILLISECONDS
from rounds.signals.tables import SCHEMAS
from rounds.simulator import SECOND
from rounds.simulator.arrays import Floats, Ints
from rounds.simulator.catalogue import GENERAL
from rounds.simulator.columns import maps, numbers, texts
from rounds.simulator.runtime import rough
from rounds.simulator.statements import query_id
from rounds.simulator.world import Metric

from .counts import BOUNDS, MIDDLES, OTHER, Counts, counted
from .grid import scrapes, seconds, seen, spent, stored
from .runs import SMALL, parsing
from .statements import Figures, vacuums
from .story import DAY, ENGINE, PODS

Labels = tuple[tuple[str, str], ...]
Gauge = tuple[str, Labels, Floats]
OWN = (
    Metric("workflow_run_seconds", "histogram", "seconds", "Time executions ran, without what they waited before."),
    Metric("workflow_queue_wait_seconds", "histogram", "seconds", "Time executions waited before they ran."),
    Metric("workflow_state_size_bytes", "gauge", "bytes", "Size of the state that was loaded last."),
    Metric("container_cpu_cfs_throttled_seconds_total", "counter", "seconds", "Time the container was kept from running by its CPU quota."),
    Metric("node_network_transmit_bytes_total", "counter", "bytes", "Bytes the server sent."),
    Metric("machine_cpu_cores", "gauge", "", "Processors of the server."),
    Metric("pg_stat_user_tables_n_dead_tup", "gauge", "", "Estimated dead rows of a table."),
    Metric("pg_stat_user_tables_autovacuum_count", "counter", "", "Times a table was vacuumed by autovacuum."),
)  # fmt: skip
WAIT_BOUNDS, RUN_BOUNDS = (1, 60, 240, 480, 600), (2, 4, 16, 60)
GC_BOUNDS = (0.1, 1)
HTTP_BOUNDS = (0.01, 0.05, 0.1, 0.25, 0.5, 1)
HTTP_MIDDLES = (0.006, 0.026, 0.07, 0.15, 0.33, 0.7, 1.6)
# Requests of each to a request at the front door, or to a usual execution, and the share no slower than each bound.
HTTP = {
    "api-gateway": ("requests", 1.0, (0.16, 0.56, 0.82, 0.985, 0.9985, 0.9998)),
    "workflow-api": ("requests", 0.8, (0.2, 0.6, 0.86, 0.99, 0.999, 0.9999)),
    "template-service": ("executions", 0.6, (0.55, 0.94, 0.985, 0.998, 0.9997, 1.0)),
    "connectors": ("executions", 1.6, (0.12, 0.72, 0.9, 0.99, 0.9993, 1.0)),
}
SLOWER = (0.55, 0.93, 0.971, 0.998, 0.9997, 1.0)  # template-service, since three days before now
LIMIT, HEAP_LIMIT = 0.5, 1536 << 20
LONGEST = 2.48  # seconds that the loop stands still for one parse


@dataclass(frozen=True)
class Measures:
    counts: Counts
    figures: tuple[Figures, ...]
    pods: tuple[str, ...]
    of_api: tuple[str, ...]  # pods of workflow-api, each with a pool of connections

    def gauges(self) -> Iterator[Gauge]:
        yield from self.of_executions()
        yield from self.of_waiting()
        yield from self.of_http()
        for number in range(PODS):
            yield from Pod(self, number).gauges()
        yield from self.of_services()
        yield from self.of_pools()
        yield from self.of_databases()

    def wander(self, name: str, parts: int) -> Floats:
        return rough(self.counts.chance, name, len(scrapes()), parts)

    # --- executions ---------------------------------------------------------------------------

    @cached_property
    def customers(self) -> tuple[str, ...]:
        told = self.counts.told
        return (told.customer.name, *(one.name for one in told.tracked), OTHER)

    def buckets(self, customer: str) -> Floats:
        """[bounds + 1, scrapes] of executions that ended, each in its own."""
        if customer == self.customers[0]:
            return self.of_victim(self.counts.runs.end - self.counts.runs.due, BOUNDS)
        return sum((g.buckets for g in self.counts.groups if g.customer == customer), np.zeros((len(BOUNDS) + 1, 1)))

    def of_victim(self, lengths: Ints, bounds: tuple[int, ...]) -> Floats:
        place = np.searchsorted(np.array(bounds) * SECOND, lengths.ravel())
        ends = self.counts.runs.end.ravel()
        return np.stack([seen(ends[place == bucket], scrapes()) for bucket in range(len(bounds) + 1)])

    def of_executions(self) -> Iterator[Gauge]:
        for customer in self.customers:
            labels = (("customer", customer), ("service", engine.name))
            own = self.buckets(customer)
            sums = (own * np.array(MIDDLES)[:, None]).sum(axis=0) * self.wander(f"{customer}/sum", 30)
            if customer == self.customers[0]:
                known = self.counts.runs
                sums = seen(known.end.ravel(), scrapes(), (known.end - known.due).ravel()) / SECOND
            yield from histogram("workflow_execution_duration_seconds", labels, BOUNDS, own, sums)
            done = (("customer", customer), ("outcome", "succeeded"), ("service", engine.name))
            yield "workflow_executions_total", done, np.cumsum(own.sum(axis=0))
            yield "workflow_state_size_bytes", labels, self.state(customer)

    def state(self, customer: str) -> Floats:
        if customer != self.customers[0]:
            return np.rint(0.94 * SMALL * self.wander(f"{customer}/state", 400))
        known = self.counts.runs
        order = np.argsort(known.parse_start.ravel(), kind="stable")
        place = np.searchsorted(known.parse_start.ravel()[order], scrapes(), side="right") - 1
        return np.where(place >= 0, known.state.ravel()[order][np.maximum(place, 0)], float(SMALL))

    def of_waiting(self) -> Iterator[Gauge]:
        """What others wait is a few milliseconds: nobody has so many at once."""
        known = self.counts.runs
        for customer in self.customers:
            labels = (("customer", customer), ("service", engine.name))
            if customer == self.customers[0]:
                waits = self.of_victim(known.start - known.due, WAIT_BOUNDS)
                waited = seen(known.end.ravel(), scrapes(), (known.start - known.due).ravel()) / SECOND
                ran = self.of_victim(known.end - known.start, RUN_BOUNDS)
                running = seen(known.end.ravel(), scrapes(), (known.end - known.start).ravel()) / SECOND
            else:
                own = self.buckets(customer)
                waits = np.vstack([own.sum(axis=0), np.zeros((len(WAIT_BOUNDS), own.shape[1]))])
                waited = own.sum(axis=0) * 0.004
                ran = np.stack(
                    [own[:2].sum(axis=0), own[2], own[3:5].sum(axis=0), own[5:7].sum(axis=0), own[7:].sum(axis=0)]
                )
                running = (own * np.array(MIDDLES)[:, None]).sum(axis=0)
            yield from histogram("workflow_queue_wait_seconds", labels, WAIT_BOUNDS, waits, waited)
            yield from histogram("workflow_run_seconds", labels, RUN_BOUNDS, ran, running)

    # --- requests and services ----------------------------------------------------------------

    def of_http(self) -> Iterator[Gauge]:
        late = scrapes() > 11 * DAY
        for service, (source, times, usual) in HTTP.items():
            count = counted(getattr(self.counts, source) * times)
            below = np.array(usual)[:, None] * np.ones(len(count))
            if service == "template-service":
                below = np.where(late, np.array(SLOWER)[:, None], below)
            above = [count]
            for place, share in enumerate(1 - below):
                wander = self.wander(f"{service}/{place}", 120)
                above.append(np.minimum(above[-1], counted(count * share * wander)))
            own = -np.diff(np.stack([*above, np.zeros_like(count)]), axis=0)
            sums = (own * np.array(HTTP_MIDDLES)[:, None]).sum(axis=0)
            yield from histogram(
                "http_server_request_duration_seconds", (("service", service),), HTTP_BOUNDS, own, sums
            )

    def of_services(self) -> Iterator[Gauge]:
        level = self.counts.level
        for service in SERVICES:
            if service is not engine:
                cores = service.pods * (service.idle + 0.16 * level * self.wander(f"{service.name}/cpu", 80))
                yield (
                    "container_cpu_usage_seconds_total",
                    (("service", service.name),),
                    rounded(np.cumsum(cores * seconds()), 1),
                )

    def of_pools(self) -> Iterator[Gauge]:
        """A request holds a connection for 40 ms or so: of twenty a pod, two are in use, and nobody waits."""
        asked = self.counts.requests / seconds() * 0.8 / len(self.of_api)
        for pod in self.of_api:
            labels = (("pod", pod), ("service", "workflow-api"))
            yield "db_client_connections_max", labels, np.full(len(asked), 20.0)
            yield "db_client_connections_pending", labels, np.zeros(len(asked))
            yield "db_client_connections_usage", labels, np.rint(asked * 0.042 * self.wander(f"{pod}/usage", 900))

    # --- databases ----------------------------------------------------------------------------

    def of_databases(self) -> Iterator[Gauge]:
        level, nightly, wander = self.counts.level, self.counts.nightly(), self.wander
        primary, replica = ("server", "postgres-primary"), ("server", "postgres-replica")
        for server in (primary, replica):
            yield "machine_cpu_cores", (server,), np.full(len(level), 8.0)
            yield "pg_up", (server,), np.ones(len(level))
        yield (
            "pg_cpu_utilization",
            (primary,),
            rounded((0.07 + 0.16 * level) * wander("pg/cpu", 60) + self.loading * 0.004, 4),
        )
        yield (
            "pg_cpu_utilization",
            (replica,),
            rounded((0.03 + 0.05 * level + 0.42 * nightly) * wander("replica/cpu", 60), 4),
        )
        yield "pg_disk_utilization", (primary,), rounded((0.05 + 0.2 * level) * wander("pg/disk", 60), 4)
        lag = (0.05 + 0.1 * level) * wander("lag", 300) + nightly * 38 * wander("lag at night", 400)
        yield "pg_stat_replication_lag_seconds", (replica,), rounded(lag, 3)
        yield "node_network_transmit_bytes_total", (primary,), np.cumsum(self.sent())
        yield "node_network_transmit_bytes_total", (replica,), np.cumsum(np.rint((6e4 + nightly * 9e5) * seconds()))
        yield from self.of_tables(primary)
        yield from self.of_statements()

    @cached_property
    def loading(self) -> Floats:
        """Loads of the victim's state a second."""
        large = self.counts.runs.large
        return seen((self.counts.runs.begin + self.counts.runs.answered)[large].ravel(), scrapes()) / seconds()

    def sent(self) -> Floats:
        known = self.counts.runs
        states = seen((known.begin + known.answered).ravel(), scrapes(), known.state.ravel())
        return 1e3 * np.rint(320 * (0.25 + self.counts.level) * seconds() * self.wander("sent", 80)) + states

    def of_tables(self, primary: tuple[str, str]) -> Iterator[Gauge]:
        labels = (("relname", "workflow_state"), primary)
        yield "pg_stat_user_tables_n_live_tup", labels, np.full(len(scrapes()), 96_000.0)
        done = vacuums(self.counts)
        count = np.searchsorted(done, scrapes(), side="right")
        since = scrapes() - np.where(count > 0, done[np.maximum(count - 1, 0)], -2 * 3600 * SECOND)
        yield "pg_stat_user_tables_n_dead_tup", labels, np.rint(since / SECOND * 0.9)
        yield "pg_stat_user_tables_autovacuum_count", labels, (count + 211).astype(np.float64)
        yield "pg_database_size_bytes", (primary,), np.rint(412e9 + scrapes() / SECOND * 2_300)

    def of_statements(self) -> Iterator[Gauge]:
        commits = np.cumsum(sum((f.calls for f in self.figures), np.zeros(len(scrapes()))))
        yield "pg_stat_database_xact_commit_total", (("datname", "loomwork"), ("server", "postgres-primary")), commits
        for known in self.figures[:8]:
            labels = (("queryid", str(query_id(known.step))), ("server", known.step.database.name),
                      ("statement", known.step.name))  # fmt: skip
            yield "pg_stat_statements_calls_total", labels, np.cumsum(known.calls)
            yield "pg_stat_statements_seconds_total", labels, rounded(np.cumsum(known.total_ms) / 1000, 3)


@dataclass(frozen=True)
class Pod:
    """One engine."""

    of: Measures
    number: int

    @property
    def labels(self) -> Labels:
        return (("pod", self.of.pods[self.number]), ("service", engine.name))

    def wander(self, name: str, parts: int) -> Floats:
        return self.of.wander(f"{self.number}/{name}", parts)

    @cached_property
    def parsing(self) -> Floats:
        """The share of the time that a large state was being parsed."""
        if self.number != ENGINE:
            return np.zeros(len(scrapes()))
        return spent(*parsing(self.of.counts.runs), scrapes()) / seconds()

    @cached_property
    def sweep(self) -> Floats:
        pace = 29 + 2 * self.of.counts.chance.number(f"{self.number}/pace", 0, 4)
        saw: Floats = (np.arange(len(scrapes())) * pace % 97) / 97
        return saw

    @property
    def since(self) -> Floats:
        """The release starts each process anew, one after the other."""
        age: Floats = (scrapes() - (self.of.counts.told.release + self.number * 45 * SECOND)) / SECOND
        return age

    def counter(self, name: str, steps: Floats, **more: str) -> Gauge:
        total = np.cumsum(steps)
        before = int(np.searchsorted(self.since, 0))
        total[before:] -= total[before - 1]
        return name, tuple(sorted((*self.labels, *more.items()))), rounded(total, 2)

    def gauges(self) -> Iterator[Gauge]:
        yield from self.of_loop()
        yield from self.of_memory()
        yield from self.of_container()
        start = np.where(self.since >= 0, self.of.counts.told.release + self.number * 45 * SECOND, -5 * DAY)
        began = self.of.counts.told.began.timestamp()
        yield "process_start_time_seconds", self.labels, began + start // SECOND
        yield "workflow_executions_inflight", self.labels, self.inflight()

    def of_loop(self) -> Iterator[Gauge]:
        busy, level = self.parsing, self.of.counts.level
        usual = (0.05 + 0.11 * level) * self.wander("loop", 80)
        stuck = busy > 0.03
        long, middle = (27.0, 3.8) if self.of.counts.interleaved else (LONGEST, 0.0108)
        p99 = np.where(
            stuck, long * self.wander("p99 stuck", 25), 0.0095 + 0.005 * self.wander("p99", 300) * (0.6 + level)
        )
        p50 = np.where(stuck, middle * self.wander("p50 stuck", 80), 0.0102 + 0.001 * usual)
        yield "nodejs_eventloop_delay_p99_seconds", self.labels, rounded(p99, 4)
        yield "nodejs_eventloop_delay_p50_seconds", self.labels, rounded(p50, 5)
        yield (
            "nodejs_eventloop_utilization",
            self.labels,
            rounded(np.minimum(busy + (1 - busy) * usual * (1 + 2 * busy), 1), 4),
        )

    def of_memory(self) -> Iterator[Gauge]:
        old, new = self.heap()
        yield "v8js_memory_heap_used_bytes", tuple(sorted((*self.labels, ("space", "old_space")))), old
        yield "v8js_memory_heap_used_bytes", tuple(sorted((*self.labels, ("space", "new_space")))), new
        most = np.maximum(old, 2.6e8 + np.zeros_like(old)) + 6e7
        yield "process_resident_memory_bytes", self.labels, np.rint(most * self.wander("rss", 8) / 1e5) * 1e5
        usual = counted(seconds() / 45 * self.wander("gc", 900))
        large = counted(self.parsing * seconds() / 5)
        own = np.stack([usual, large * 0.9 // 1, large - large * 0.9 // 1])
        sums = usual * 0.041 + large * 0.47
        for place, bound in enumerate((*GC_BOUNDS, "+Inf")):
            yield self.counter(
                "v8js_gc_duration_seconds_bucket", own[: place + 1].sum(axis=0), le=f"{bound}", type="major"
            )
        yield self.counter("v8js_gc_duration_seconds_count", own.sum(axis=0), type="major")
        yield self.counter("v8js_gc_duration_seconds_sum", sums, type="major")

    def heap(self) -> tuple[Floats, Floats]:
        """Old and new space: a saw-tooth that always comes back to where it was."""
        low, high = (0.72e9, 1.4e9) if self.of.counts.interleaved else (0.34e9, 0.8e9)
        usual = (0.206e9 + 0.048e9 * self.sweep) * self.wander("heap", 12)
        busy = self.parsing > 0.03
        old = np.where(busy, (low + (high - low) * self.sweep) * self.wander("large heap", 15), usual)
        return np.rint(old / 1e5) * 1e5, np.rint(90 * self.wander("new", 500)) * 1e5

    def of_container(self) -> Iterator[Gauge]:
        busy, level = self.parsing, self.of.counts.level
        usual = (0.04 + 0.075 * level) * self.wander("cpu", 60)
        cores = np.minimum(usual * (1 - busy) + LIMIT * busy * 0.99, LIMIT)
        yield self.counter("container_cpu_usage_seconds_total", cores * seconds())
        yield self.counter("container_cpu_cfs_periods_total", 10 * seconds())
        few = counted(0.03 * seconds() * self.wander("throttled", 900))
        yield self.counter("container_cpu_cfs_throttled_periods_total", few + counted(9.3 * busy * seconds()))
        yield self.counter("container_cpu_cfs_throttled_seconds_total", few * 0.02 + 0.5 * busy * seconds())
        yield "kube_pod_container_resource_limits_cpu_cores", self.labels, np.full(len(busy), LIMIT)
        yield self.counter("container_network_receive_bytes_total", self.received())

    def received(self) -> Floats:
        usual = 1e3 * np.rint(41 * (0.25 + self.of.counts.level) * seconds() * self.wander("received", 80))
        if self.number != ENGINE:
            return usual
        known = self.of.counts.runs
        return usual + seen((known.begin + known.answered).ravel(), scrapes(), known.state.ravel())

    def inflight(self) -> Floats:
        ended = sum((g.ended for g in self.of.counts.groups if g.pod == self.number), np.zeros(len(scrapes())))
        usual = np.rint(ended / seconds() * 0.45 * self.wander("inflight", 700))
        if self.number != ENGINE:
            return usual
        known = self.of.counts.runs
        begun = np.searchsorted(np.sort(known.due.ravel()), scrapes(), side="right")
        ended = np.searchsorted(np.sort(known.end.ravel()), scrapes(), side="right").astype(np.float64)
        return usual + begun - ended


def histogram(name: str, labels: Labels, bounds: tuple[float, ...], own: Floats, sums: Floats) -> Iterator[Gauge]:
    """`own` are the counts of each bucket alone, [bounds + 1, scrapes]."""
    total = np.cumsum(np.cumsum(own, axis=0), axis=1)
    for bound, values in zip((*(f"{bound:g}" for bound in bounds), "+Inf"), total, strict=True):
        yield f"{name}_bucket", tuple(sorted((*labels, ("le", bound)))), values
    yield f"{name}_count", labels, total[-1]
    yield f"{name}_sum", labels, rounded(np.cumsum(sums), 2)


def rounded(values: Floats, digits: int) -> Floats:
    return np.round(values, digits)


def series_of(gauges: list[Gauge]) -> pa.Table:
    known = {metric.name: metric for metric in (*GENERAL, *METRICS, *OWN)}
    described = [known.get(name) or known[name.rpartition("_")[0]] for name, _, _ in gauges]
    return pa.table({
        "Series": numbers(np.arange(len(gauges), dtype=np.uint32)),
        "Metric": texts([name for name, _, _ in gauges]),
        "Type": texts([metric.kind for metric in described]),
        "Unit": texts([metric.unit for metric in described]),
        "Help": texts([metric.help for metric in described]),
        "Labels": maps([sorted(labels) for _, labels, _ in gauges]),
    }, schema=SCHEMAS["series"])  # fmt: skip


def samples_of(gauges: list[Gauge], counts: Counts) -> pa.Table:
    epoch = int(counts.told.began.timestamp()) * 1000
    kept = stored()
    times = epoch + scrapes()[kept] // 1_000_000
    return pa.table({
        "Series": numbers(np.repeat(np.arange(len(gauges), dtype=np.uint32), len(times))),
        "Time": numbers(np.tile(times, len(gauges)), MILLISECONDS),
        "Value": numbers(np.concatenate([values[kept] for _, _, values in gauges])),
    }, schema=SCHEMAS["samples"])  # fmt: skip


def exemplars(gauges: list[Gauge], ended: list[tuple[str, int, int, str, str]], of: Measures) -> pa.Table:
    """The kept executions, each on the bucket it fell into."""
    name = "workflow_execution_duration_seconds"
    number = {gauge[:2]: place for place, gauge in enumerate(gauges)}
    names = (*(f"{bound:g}" for bound in BOUNDS), "+Inf")
    series, times, values = [], [], []
    for customer, end, length, _, _ in ended:
        told = customer if customer in of.customers else OTHER
        le = names[int(np.searchsorted(np.array(BOUNDS) * SECOND, length))]
        labels = (("customer", told), ("le", le), ("service", engine.name))
        series.append(number[f"{name}_bucket", labels])
        times.append(end // 1_000_000)
        values.append(length / SECOND)
    epoch = int(of.counts.told.began.timestamp()) * 1000
    return pa.table({
        "Series": numbers(np.array(series, np.uint32)),
        "Time": numbers(epoch + np.array(times, np.int64), MILLISECONDS),
        "Value": numbers(np.array(values)),
        "TraceId": texts([trace for *_, trace, _ in ended]),
        "SpanId": texts([span for *_, span in ended]),
        "Labels": maps([()] * len(ended)),
    }, schema=SCHEMAS["exemplars"])  # fmt: skip
