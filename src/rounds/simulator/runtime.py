"""What every pod and database says about itself at each scrape, worked out from how busy it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .arrays import Bools, Floats, Ints
from .chance import Chance
from .durations import SECOND
from .fleet import Pod
from .journeys import Gap
from .loads import Loads
from .meters import Labels
from .world import Database, Service

Gauge = tuple[str, Labels, Floats]
MINOR_MS, MAJOR_MS = 2.1, 34.0  # a usual collection


def rough(chance: Chance, name: str, count: int, parts: int) -> Floats:
    """Factors around one that wander up to `parts` of a thousand."""
    draws = chance.draw(name, count + 4) % 2001 - 1000
    wander = (draws[:-4] + draws[1:-3] + draws[2:-2] + draws[3:-1] + draws[4:]) / 5
    return 1 + wander * parts / 1_000_000


@dataclass(frozen=True, slots=True)
class Watch:
    """The scrapes of one server: means over the ticks before each of them."""

    loads: Loads
    chance: Chance
    step: int
    scrapes: int
    epoch: int

    def mean(self, values: Floats | Ints) -> Floats:
        ticks = self.step // self.loads.tick
        whole = values[: ticks * self.scrapes].reshape(self.scrapes, ticks)
        # Column by column: the order of a sum over rows depends on the processor's vectors.
        added = np.zeros(self.scrapes)
        for tick in range(ticks):
            added += whole[:, tick]
        return added / ticks

    def busy(self, server: int) -> Floats:
        return self.mean(self.loads.busy[:, server])

    @property
    def seconds(self) -> float:
        return self.step / SECOND

    @property
    def moments(self) -> Ints:
        return (np.arange(self.scrapes, dtype=np.int64) + 1) * self.step


def pod_gauges(watch: Watch, pod: Pod, server: int, gaps: tuple[Gap, ...]) -> Iterator[Gauge]:
    service, chance, scrapes = pod.service, watch.chance, watch.scrapes
    labels = (("pod", pod.name), ("service", service.name))
    busy = (watch.busy(server) + service.idle) * rough(chance, f"{pod.name}/cpu", scrapes, 60)
    up = alive(watch.moments, gaps)
    busy = busy * up

    def gauge(metric: str, values: Floats, parts: int = 20, **more: str) -> Gauge:
        every = tuple(sorted((*labels, *more.items())))
        return metric, every, values * up * rough(chance, f"{pod.name}/{metric}/{more}", scrapes, parts)

    def flat(metric: str, value: float) -> Gauge:
        return metric, labels, np.full(scrapes, value)

    sweep = (np.arange(scrapes) * (3 + chance.number(f"{pod.name}/sweep", 0, 4)) % 97) / 97
    resident = service.memory * (1.35 + 0.08 * sweep + 0.10 * np.minimum(busy, 1))
    yield gauge("process_resident_memory_bytes", resident, 6)
    yield gauge("container_memory_working_set_bytes", resident * 1.05, 6)
    yield "process_start_time_seconds", labels, started(watch, pod, gaps)
    yield flat("process_max_fds", 1_048_576.0)
    cpu = busy * service.cores * watch.seconds
    yield since_start(watch, gaps, labels, "process_cpu_seconds_total", cpu)
    yield since_start(watch, gaps, labels, "container_cpu_usage_seconds_total", cpu * 1.02)
    throttled = np.rint(np.maximum(busy - 0.92, 0) * 600)
    yield since_start(watch, gaps, labels, "container_cpu_cfs_periods_total", np.full(scrapes, 10 * watch.seconds))
    yield since_start(watch, gaps, labels, "container_cpu_cfs_throttled_periods_total", throttled)
    traffic = np.rint(busy * 6e5 * watch.seconds)
    yield since_start(watch, gaps, labels, "container_network_receive_bytes_total", traffic)
    yield since_start(watch, gaps, labels, "container_network_transmit_bytes_total", np.rint(traffic * 0.8))
    yield flat("kube_pod_container_resource_limits_cpu_cores", float(service.cores))
    yield flat("kube_pod_container_resource_limits_memory_bytes", float(max(512, 4 * service.memory >> 20) << 20))
    yield "kube_pod_container_status_ready", labels, up.astype(np.float64)
    yield "kube_pod_container_status_restarts_total", labels, restarts(watch.moments, gaps)
    if gaps:
        exits = np.where(watch.moments >= gaps[0].start, float(gaps[0].exit_code), 0.0)
        yield "kube_pod_container_status_last_terminated_exitcode", labels, exits
    yield "up", labels, up.astype(np.float64)
    if service.pool:
        yield flat("db_client_connections_max", float(service.pool.size))
    inside = nodejs if service.language == "nodejs" else golang
    yield from inside(watch, pod, server, labels, busy, sweep, gaps, gauge)


def nodejs(watch, pod, server, labels, busy, sweep, gaps, gauge) -> Iterator[Gauge]:  # type: ignore[no-untyped-def]
    service = pod.service
    wait = watch.mean(watch.loads.delay[:, server] / SECOND)
    yield gauge("process_open_fds", 46 + 42 * busy + 1500 * wait, 30)
    yield gauge("nodejs_eventloop_delay_p50_seconds", 0.0101 + 0.7 * wait, 20)
    yield gauge("nodejs_eventloop_delay_p99_seconds", 0.0106 + 4.6 * wait, 30)
    yield gauge("nodejs_eventloop_utilization", np.minimum(busy * 1.02, 1.0), 8)
    yield gauge("nodejs_active_handles", np.rint(40 + 60 * busy + 900 * wait), 0)
    yield gauge("nodejs_active_requests", np.rint(2 + 6 * busy), 0)
    heap = service.memory * (0.42 + 0.3 * sweep + 0.12 * np.minimum(busy, 1))
    yield gauge("v8js_memory_heap_used_bytes", heap, space="old_space")
    yield gauge("v8js_memory_heap_used_bytes", service.memory * (0.02 + 0.03 * sweep), 300, space="new_space")
    yield gauge("v8js_memory_heap_used_bytes", service.memory * 0.03 * np.ones(len(busy)), 4, space="code_space")
    yield "v8js_memory_heap_limit_bytes", labels, np.full(watch.scrapes, 1536.0 * 2**20)
    for kind, each, rate in (("minor", MINOR_MS, 0.9), ("major", MAJOR_MS, 0.012)):
        yield from collections(watch, gaps, labels, kind, each, np.maximum(np.rint(busy * rate * watch.seconds * 4), 1))


COLLECTION_BOUNDS = (0.01, 0.1, 1.0, 10.0)


def collections(  # noqa: D417
    watch: Watch, gaps: tuple[Gap, ...], labels: Labels, kind: str, each: float, times: Floats
) -> Iterator[Gauge]:
    """Garbage collections as OpenTelemetry's histogram of them, whose bounds are coarse."""
    name, every = "v8js_gc_duration_seconds", tuple(sorted((*labels, ("type", kind))))
    usual = each / 1000
    for bound in (*COLLECTION_BOUNDS, None):
        le = "+Inf" if bound is None else f"{bound:g}"
        inside = times if bound is None or bound > usual else np.zeros_like(times)
        bucket = tuple(sorted((*every, ("le", le))))
        yield since_start(watch, gaps, bucket, f"{name}_bucket", inside)
    yield since_start(watch, gaps, every, f"{name}_count", times)
    yield since_start(watch, gaps, every, f"{name}_sum", times * usual)


def golang(watch, pod, server, labels, busy, sweep, gaps, gauge) -> Iterator[Gauge]:  # type: ignore[no-untyped-def]  # noqa: ARG001
    yield gauge("process_open_fds", 38 + 30 * busy, 30)
    yield gauge("go_goroutines", np.rint(60 + 300 * busy), 0)
    yield gauge("go_memstats_heap_inuse_bytes", pod.service.memory * (0.42 + 0.3 * sweep))
    yield since_start(watch, gaps, labels, "go_gc_duration_seconds_sum", 0.002 * busy * watch.seconds)


def alive(moments: Ints, gaps: tuple[Gap, ...]) -> Bools:
    up = np.ones(len(moments), bool)
    for gap in gaps:
        up &= (moments < gap.start) | (moments >= gap.end)
    return up


def restarts(moments: Ints, gaps: tuple[Gap, ...]) -> Floats:
    return sum((np.where(moments >= gap.start, 1.0, 0.0) for gap in gaps), np.zeros(len(moments)))


def started(watch: Watch, pod: Pod, gaps: tuple[Gap, ...]) -> Floats:
    start = np.full(watch.scrapes, float((watch.epoch + pod.started) // SECOND))
    for gap in gaps:
        start = np.where(watch.moments >= gap.end, float((watch.epoch + gap.end) // SECOND), start)
    return start


def since_start(watch: Watch, gaps: tuple[Gap, ...], labels: Labels, metric: str, steps: Floats) -> Gauge:
    """A counter of one process: it begins anew after a restart."""
    total = np.cumsum(steps)
    for gap in gaps:
        after = np.flatnonzero(watch.moments >= gap.end)
        if len(after):
            total[after] -= total[after[0] - 1]
    return metric, labels, total


def replicas(watch: Watch, service: Service, pods: list[tuple[Pod, tuple[Gap, ...]]]) -> Gauge:
    """How many pods of a service are there and ready."""
    there = np.zeros(watch.scrapes)
    for pod, gaps in pods:
        there += alive(watch.moments, gaps) & (watch.moments > pod.since) & (watch.moments <= pod.until)
    return "kube_deployment_status_replicas_available", (("service", service.name),), there


def database_gauges(watch: Watch, database: Database, server: int) -> Iterator[Gauge]:
    name, chance, scrapes = database.name, watch.chance, watch.scrapes
    labels = (("server", name),)
    busy = watch.busy(server)

    def gauge(metric: str, values: Floats, parts: int = 20) -> Gauge:
        return metric, labels, values * rough(chance, f"{name}/{metric}", scrapes, parts)

    if database.system == "redis":
        yield gauge("redis_connected_clients", np.full(scrapes, 64.0), 0)
        yield (
            "redis_evicted_keys_total",
            labels,
            np.cumsum(np.rint(18 * rough(chance, f"{name}/evicted", scrapes, 400))),
        )
        yield gauge("redis_memory_used_bytes", np.full(scrapes, 3.1 * 2**30), 6)
        yield gauge("redis_memory_max_bytes", np.full(scrapes, 3.2 * 2**30), 0)
        yield gauge("redis_up", np.ones(scrapes), 0)
        return
    yield gauge("pg_up", np.ones(scrapes), 0)
    yield gauge("pg_cpu_utilization", np.minimum(0.09 + 0.68 * busy, 1), 40)
    yield gauge("pg_disk_utilization", np.minimum(0.03 + 0.94 * busy, 1), 30)
    yield gauge("pg_settings_max_connections", np.full(scrapes, float(database.connections)), 0)
    yield gauge("pg_database_size_bytes", 412e9 + 2e5 * np.arange(scrapes), 0)
    if "replica" in name:
        yield gauge("pg_stat_replication_lag_seconds", 0.04 + 0.6 * busy, 300)
