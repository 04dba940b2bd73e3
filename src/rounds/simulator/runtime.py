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
HEAP_LIMIT = 1536 << 20
PILED_UP = 0.92  # a loop busier than this takes no more from its queue than it can do
COLLECTIONS = (("minor", 0.0021, 3.6), ("major", 0.034, 0.05))  # type, seconds each, times a busy second
COLLECTION_BOUNDS = (0.01, 0.1, 1.0, 10.0)  # OpenTelemetry's


def rough(chance: Chance, name: str, count: int, parts: int) -> Floats:
    """Factors around one that wander up to `parts` of a thousand."""
    draws = chance.draw(name, count + 4) % 2001 - 1000
    wander = (draws[:-4] + draws[1:-3] + draws[2:-2] + draws[3:-1] + draws[4:]) / 5
    factors: Floats = 1 + wander * parts / 1_000_000
    return factors


@dataclass(frozen=True, slots=True)
class Watch:
    """The scrapes of a recording, and what they see of the loads in the ticks before each."""

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

    def flat(self, value: float) -> Floats:
        return np.full(self.scrapes, float(value))

    @property
    def seconds(self) -> float:
        return self.step / SECOND

    @property
    def moments(self) -> Ints:
        return (np.arange(self.scrapes, dtype=np.int64) + 1) * self.step


# --- pods -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Container:
    """One pod under watch. `busy` is in cores; `sweep` is a saw-tooth, as heaps have."""

    watch: Watch
    pod: Pod
    server: int
    gaps: tuple[Gap, ...]
    up: Bools
    busy: Floats
    sweep: Floats

    @property
    def labels(self) -> Labels:
        return (("pod", self.pod.name), ("service", self.pod.service.name))

    def gauge(self, metric: str, values: Floats, parts: int = 20, **more: str) -> Gauge:
        labels = tuple(sorted((*self.labels, *more.items())))
        wander = rough(self.watch.chance, f"{self.pod.name}/{metric}/{more}", self.watch.scrapes, parts)
        return metric, labels, values * self.up * wander

    def flat(self, metric: str, value: float) -> Gauge:
        return metric, self.labels, self.watch.flat(value)

    def counter(self, metric: str, steps: Floats, **more: str) -> Gauge:
        """It begins anew after a restart, and is as old as its process."""
        total = np.cumsum(steps) + np.rint(steps[0] * (max(-self.pod.started, 0) // self.watch.step))
        for gap in self.gaps:
            after = np.flatnonzero(self.watch.moments >= gap.end)
            if len(after):
                total[after] -= total[after[0] - 1]
        return metric, tuple(sorted((*self.labels, *more.items()))), total


def pod_gauges(watch: Watch, pod: Pod, server: int, gaps: tuple[Gap, ...]) -> Iterator[Gauge]:
    it = container(watch, pod, server, gaps)
    yield from of_process(it)
    yield from of_container(it)
    yield from of_kubernetes(it)
    if pod.service.pool:
        yield it.flat("db_client_connections_max", pod.service.pool.size)
    yield from of_nodejs(it) if pod.service.language == "nodejs" else of_go(it)


def container(watch: Watch, pod: Pod, server: int, gaps: tuple[Gap, ...]) -> Container:
    up = alive(watch.moments, gaps)
    busy = (watch.busy(server) * pod.service.cores + pod.service.idle) * up
    busy = busy * rough(watch.chance, f"{pod.name}/cpu", watch.scrapes, 60)
    pace = 3 + watch.chance.number(f"{pod.name}/sweep", 0, 4)
    return Container(watch, pod, server, gaps, up, busy, (np.arange(watch.scrapes) * pace % 97) / 97)


def of_process(it: Container) -> Iterator[Gauge]:
    yield it.gauge("process_resident_memory_bytes", resident(it), 6)
    yield "process_start_time_seconds", it.labels, started(it)
    yield it.flat("process_max_fds", 1 << 20)
    yield it.counter("process_cpu_seconds_total", it.busy * it.watch.seconds)


def resident(it: Container) -> Floats:
    return it.pod.service.memory * (1.35 + 0.08 * it.sweep + 0.10 * np.minimum(it.busy, 1))


def of_container(it: Container) -> Iterator[Gauge]:
    seconds = it.watch.seconds
    throttled = np.rint(np.maximum(it.busy / it.pod.service.cores - 0.92, 0) * 40 * seconds)
    traffic = np.rint(it.busy * 6e5 * seconds)
    yield it.gauge("container_memory_working_set_bytes", resident(it) * 1.05, 6)
    yield it.counter("container_cpu_usage_seconds_total", it.busy * 1.02 * seconds)
    yield it.counter("container_cpu_cfs_periods_total", it.watch.flat(10 * seconds))
    yield it.counter("container_cpu_cfs_throttled_periods_total", throttled)
    yield it.counter("container_network_receive_bytes_total", traffic)
    yield it.counter("container_network_transmit_bytes_total", np.rint(traffic * 0.8))


def of_kubernetes(it: Container) -> Iterator[Gauge]:
    limit = max(512, 4 * it.pod.service.memory >> 20) << 20
    yield it.flat("kube_pod_container_resource_limits_cpu_cores", it.pod.service.cores)
    yield it.flat("kube_pod_container_resource_limits_memory_bytes", limit)
    yield "kube_pod_container_status_ready", it.labels, it.up.astype(np.float64)
    yield "kube_pod_container_status_restarts_total", it.labels, restarts(it)
    yield "up", it.labels, it.up.astype(np.float64)
    for gap in it.gaps:
        exits = np.where(it.watch.moments >= gap.start, float(gap.exit_code), np.nan)
        yield "kube_pod_container_status_last_terminated_exitcode", it.labels, exits


def of_nodejs(it: Container) -> Iterator[Gauge]:
    memory, busy = it.pod.service.memory, it.busy / it.pod.service.cores
    wait = it.watch.mean(it.watch.loads.delay[:, it.server]) / SECOND
    crowd = busy * busy / (1 - np.minimum(busy, PILED_UP))
    yield it.gauge("process_open_fds", 46 + 42 * busy + 900 * wait, 30)
    # The loop is looked at every 10 ms or so. Work comes in batches, which pile up long before the loop is full.
    yield it.gauge("nodejs_eventloop_delay_p50_seconds", 0.0101 + 0.004 * crowd)
    yield it.gauge("nodejs_eventloop_delay_p99_seconds", 0.0088 + 0.031 * crowd, 30)
    yield it.gauge("nodejs_eventloop_utilization", np.minimum(busy * 1.02, 1.0), 8)
    yield it.gauge("nodejs_active_handles", np.rint(40 + 60 * busy + 900 * wait), 0)
    yield it.gauge("nodejs_active_requests", np.rint(2 + 6 * busy), 0)
    heap = memory * (0.42 + 0.3 * it.sweep + 0.12 * np.minimum(busy, 1))
    yield it.gauge("v8js_memory_heap_used_bytes", heap, space="old_space")
    yield it.gauge("v8js_memory_heap_used_bytes", memory * (0.02 + 0.03 * it.sweep), 300, space="new_space")
    yield it.gauge("v8js_memory_heap_used_bytes", it.watch.flat(memory * 0.03), 4, space="code_space")
    yield it.flat("v8js_memory_heap_limit_bytes", HEAP_LIMIT)
    for kind, each, rate in COLLECTIONS:
        yield from collections(it, kind, each, np.maximum(np.rint(busy * rate * it.watch.seconds), 1))


def collections(it: Container, kind: str, each: float, times: Floats) -> Iterator[Gauge]:
    """Garbage collections as a histogram; its bounds are so coarse that all of a type fall between the same two."""
    name, none = "v8js_gc_duration_seconds", np.zeros_like(times)
    for bound in COLLECTION_BOUNDS:
        yield it.counter(f"{name}_bucket", times if bound > each else none, type=kind, le=f"{bound:g}")
    yield it.counter(f"{name}_bucket", times, type=kind, le="+Inf")
    yield it.counter(f"{name}_count", times, type=kind)
    yield it.counter(f"{name}_sum", times * each, type=kind)


def of_go(it: Container) -> Iterator[Gauge]:
    yield it.gauge("process_open_fds", 38 + 30 * it.busy, 30)
    yield it.gauge("go_goroutines", np.rint(60 + 300 * it.busy), 0)
    yield it.gauge("go_memstats_heap_inuse_bytes", it.pod.service.memory * (0.42 + 0.3 * it.sweep))
    yield it.counter("go_gc_duration_seconds_sum", 0.002 * it.busy * it.watch.seconds)


def alive(moments: Ints, gaps: tuple[Gap, ...]) -> Bools:
    up = np.ones(len(moments), bool)
    for gap in gaps:
        up &= (moments < gap.start) | (moments >= gap.end)
    return up


def restarts(it: Container) -> Floats:
    counted = it.watch.flat(0)
    for gap in it.gaps:
        counted += it.watch.moments >= gap.start
    return counted


def started(it: Container) -> Floats:
    start = it.watch.flat((it.watch.epoch + it.pod.started) // SECOND)
    for gap in it.gaps:
        start = np.where(it.watch.moments >= gap.end, float((it.watch.epoch + gap.end) // SECOND), start)
    return start


def replicas(watch: Watch, service: Service, pods: list[tuple[Pod, tuple[Gap, ...]]]) -> Gauge:
    """How many pods of a service are there and ready."""
    there = watch.flat(0)
    for pod, gaps in pods:
        there += alive(watch.moments, gaps) & (watch.moments > pod.since) & (watch.moments <= pod.until)
    return "kube_deployment_status_replicas_available", (("service", service.name),), there


# --- databases --------------------------------------------------------------------------------


def database_gauges(watch: Watch, database: Database, server: int) -> Iterator[Gauge]:
    labels, busy = (("server", database.name),), watch.busy(server)

    def gauge(metric: str, values: Floats, parts: int = 20) -> Gauge:
        return metric, labels, values * rough(watch.chance, f"{database.name}/{metric}", watch.scrapes, parts)

    if database.system == "redis":
        evicted = np.rint(18 * rough(watch.chance, f"{database.name}/evicted", watch.scrapes, 250))
        yield gauge("redis_connected_clients", watch.flat(64), 0)
        yield "redis_evicted_keys_total", labels, np.cumsum(evicted)
        yield gauge("redis_memory_used_bytes", watch.flat(3.19 * 2**30), 2)
        yield gauge("redis_memory_max_bytes", watch.flat(3.2 * 2**30), 0)
        yield gauge("redis_up", watch.flat(1), 0)
        return
    yield gauge("pg_up", watch.flat(1), 0)
    yield gauge("pg_cpu_utilization", np.minimum(0.09 + 0.68 * busy, 1), 40)
    yield gauge("pg_disk_utilization", np.minimum(0.03 + 0.94 * busy, 1), 30)
    yield gauge("machine_cpu_cores", watch.flat(database.cores), 0)
    yield gauge("pg_settings_max_connections", watch.flat(database.connections), 0)
    yield gauge("pg_database_size_bytes", watch.flat(412e9) + 2e5 * np.arange(watch.scrapes), 0)
    if "replica" in database.name:
        yield gauge("pg_stat_replication_lag_seconds", 0.04 + 0.6 * busy, 300)
