"""Metrics: every two minutes, in the last 48 hours each minute, and for the engine every 15 seconds in these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from rounds.signals.tables import MS as MILLISECONDS
from rounds.signals.tables import SCHEMAS
from rounds.signals.time import to_ns
from rounds.simulator import SECOND, Chance, Metric
from rounds.simulator.arrays import Floats, Ints
from rounds.simulator.catalogue import GENERAL, HISTOGRAM
from rounds.simulator.columns import maps, numbers, texts
from rounds.simulator.fleet import Fleet, Pod
from rounds.simulator.meters import Labels
from rounds.simulator.metrics import is_route, of_shelf
from rounds.simulator.run import Run
from rounds.simulator.runtime import rough

from .incident import Plot
from .lives import A_DAY, A_MINUTE, CELL, CELLS, by_minute
from .process import CODE, LIMIT, SECONDS, Slot
from .story import WINDOW
from .world import ENGINES, KNOWN

EVERY_MINUTE = np.arange(A_MINUTE - 1, CELLS, A_MINUTE)
OFTEN = np.union1d(EVERY_MINUTE, np.arange(CELLS - 2 * A_DAY, CELLS))
# At the ends of which cells anything is kept. A rate over five minutes, which is what people write, has two of them.
KEPT = (np.arange(1, CELLS + 1) % (2 * A_MINUTE) == 0) | (np.arange(CELLS) >= CELLS - 2 * A_DAY)
MEMORY_LIMIT = 2 << 30  # of the engine's container
DURATION = "http_server_request_duration_seconds"
FRONT = "api-gateway"
COLLECTION_BOUNDS = (0.1, 1.0)  # seconds


@dataclass(frozen=True)
class Curve:
    """One series: its values at the ends of these cells. NaN is nothing."""

    name: str
    labels: Labels
    cells: Ints
    values: Floats


PAGE = 4096
FINENESS = {  # what the kernel and the runtime count in; noise below it would only take room
    "process_resident_memory_bytes": PAGE, "container_memory_working_set_bytes": PAGE, "process_cpu_seconds_total": 0.01,
    "nodejs_external_memory_bytes": 8, "nodejs_array_buffers_bytes": 8, "v8js_memory_heap_used_bytes": 8,
    "nodejs_eventloop_utilization": 1e-4, "nodejs_eventloop_delay_p50_seconds": 1e-6, "v8js_gc_freed_ratio": 1e-4,
    "nodejs_eventloop_delay_p99_seconds": 1e-6, "v8js_gc_duration_seconds_sum": 1e-4, "job_duration_seconds_sum": 1e-3,
    f"{DURATION}_sum": 1e-3, "pg_cpu_utilization": 1e-4, "pg_disk_utilization": 1e-4, "redis_memory_used_bytes": 1024,
    "workflow_template_cache_bytes": 8, "pg_stat_statements_seconds_total": 1e-6, "pg_stat_replication_lag_seconds": 1e-4,
}  # fmt: skip


def fine(curve: Curve) -> Floats:
    each = FINENESS.get(curve.name)
    if each is None:
        return curve.values
    whole: Floats = np.rint(curve.values / each)
    return whole * each if each > 1 else whole / round(1 / each)


def tables(curves: list[Curve], began_ms: int) -> tuple[pa.Table, pa.Table]:
    """Series and samples."""
    ordered = sorted(curves, key=lambda curve: (curve.name, curve.labels))
    described = [described_as(curve.name) for curve in ordered]
    there = [np.flatnonzero(KEPT[curve.cells] & ~np.isnan(curve.values)) for curve in ordered]
    series = pa.table({
        "Series": numbers(np.arange(len(ordered), dtype=np.uint32)),
        "Metric": texts([curve.name for curve in ordered]),
        "Type": texts([metric.kind for metric in described]),
        "Unit": texts([metric.unit for metric in described]),
        "Help": texts([metric.help for metric in described]),
        "Labels": maps([curve.labels for curve in ordered]),
    }, schema=SCHEMAS["series"])  # fmt: skip
    cells = np.concatenate([curve.cells[rows] for curve, rows in zip(ordered, there, strict=True)])
    samples = pa.table({
        "Series": numbers(np.repeat(np.arange(len(ordered), dtype=np.uint32), [len(rows) for rows in there])),
        "Time": numbers(began_ms + (cells + 1) * (CELL // 1_000_000), MILLISECONDS),
        "Value": numbers(np.concatenate([fine(curve)[rows] for curve, rows in zip(ordered, there, strict=True)])),
    }, schema=SCHEMAS["samples"])  # fmt: skip
    return series, samples


def described_as(name: str) -> Metric:
    known = {metric.name: metric for metric in (*GENERAL, *KNOWN)}
    if name in known:
        return known[name]
    metric = known[name.rpartition("_")[0]]
    if metric.kind != HISTOGRAM:
        raise KeyError(name)
    return metric


# --- the engine -----------------------------------------------------------------------------------


def of_engine(slot: Slot, fleet: Fleet, chance: Chance) -> Iterator[Curve]:
    """Each value once for the place, then cut into the pods that follow each other there."""
    for name, extra, values, often in (*memory(slot, chance), *collections(slot), *running(slot, chance)):
        for pod, first, last in pods(slot):
            cells = within(OFTEN if often else EVERY_MINUTE, first, last)
            if len(cells):
                yield Curve(name, labelled(fleet.pods[pod], extra), cells, values[cells].astype(np.float64))
    yield from kubernetes(slot, fleet)


def pods(slot: Slot) -> Iterator[tuple[int, int, int]]:
    """Each pod, its first cell and the first that is no longer its."""
    numbered = list(dict.fromkeys(process.pod for process in slot.processes))
    starts = [next(p.first for p in slot.processes if p.pod == pod) for pod in numbered]
    yield from zip(numbered, starts, [*starts[1:], CELLS], strict=True)


def labelled(pod: Pod, extra: Mapping[str, str]) -> Labels:
    return tuple(sorted({"pod": pod.name, "service": pod.service.name, **extra}.items()))


Values = tuple[str, dict[str, str], Floats | Ints, bool]
"""A metric, its own labels, its values in all cells, and whether it is kept often."""


def memory(slot: Slot, chance: Chance) -> Iterator[Values]:
    def wander(name: str, parts: int) -> Floats:
        return rough(chance, f"{slot.number}/{name}", CELLS, parts)

    gone = np.where(slot.up, 1.0, np.nan)
    new = np.where(slot.garbage > 0, 9e6 * wander("new space", 600), 3e6)
    resident = (slot.used * 1.035 + 92e6 * wander("resident", 20)) * gone
    heap = "v8js_memory_heap_used_bytes"
    yield heap, {"space": "old_space"}, (slot.used - new - CODE) * gone, True
    yield heap, {"space": "new_space"}, new * gone, False
    yield heap, {"space": "code_space"}, CODE * gone, False
    yield "v8js_memory_heap_limit_bytes", {}, LIMIT * gone, False
    yield "process_resident_memory_bytes", {}, resident, True
    yield "container_memory_working_set_bytes", {}, (resident + 14e6) * gone, True
    yield "nodejs_external_memory_bytes", {}, 21e6 * wander("external", 120) * gone, False
    yield "nodejs_array_buffers_bytes", {}, 6.4e6 * wander("buffers", 250) * gone, False
    yield "workflow_template_cache_bytes", {}, slot.cache * gone, False


def collections(slot: Slot) -> Iterator[Values]:
    gone = np.where(slot.up, 1.0, np.nan)
    whole = np.floor(slot.majors)
    steady = slot.up & np.concatenate((slot.up[:1], slot.up[:-1]))  # in its first cell a process has collected nothing
    majors = np.maximum(np.diff(whole, prepend=whole[0]), 0) * steady
    minors = np.maximum(np.rint(3.4 * slot.busy * SECONDS), 1) * slot.up
    for kind, times, takes in (("major", majors, slot.major_takes), ("minor", minors, np.full(CELLS, 0.0023))):
        name = "v8js_gc_duration_seconds"
        often = kind == "major"
        for bound in COLLECTION_BOUNDS:
            counted = slot.counting(np.where(takes <= bound, times, 0.0))
            yield f"{name}_bucket", {"type": kind, "le": f"{bound:g}"}, counted * gone, False
        total = slot.counting(times)
        yield f"{name}_bucket", {"type": kind, "le": "+Inf"}, total * gone, False
        yield f"{name}_count", {"type": kind}, total * gone, often
        yield f"{name}_sum", {"type": kind}, slot.counting(times * takes) * gone, often
    yield "v8js_gc_freed_ratio", {"type": "major"}, slot.freed * gone, True


def running(slot: Slot, chance: Chance) -> Iterator[Values]:
    def wander(name: str, parts: int) -> Floats:
        return rough(chance, f"{slot.number}/{name}", CELLS, parts)

    gone = np.where(slot.up, 1.0, np.nan)
    busy = np.minimum(slot.busy * wander("busy", 40), 1)
    yield "nodejs_eventloop_utilization", {}, busy * gone, True
    yield "nodejs_eventloop_delay_p50_seconds", {}, 0.0102 * wander("p50", 30) * gone, False
    slow = 0.0105 + 0.012 * busy + 0.42 * slot.full * slot.full * slot.full
    yield "nodejs_eventloop_delay_p99_seconds", {}, slow * wander("p99", 80) * gone, True
    yield "process_cpu_seconds_total", {}, slot.counting((busy + 0.02 + 0.12 * slot.full) * SECONDS) * gone, True
    yield "process_open_fds", {}, np.rint(58 + 20 * busy) * gone, False
    yield "process_start_time_seconds", {}, (to_ns(slot.plot.told.began) + slot.started) / SECOND * gone, True
    yield "workflow_executions_inflight", {}, slot.under_way * gone, True
    yield "workflow_executions_started_total", {}, slot.since * gone, True
    yield "workflow_executions_total", {"outcome": "succeeded"}, slot.ended * gone, False


def kubernetes(slot: Slot, fleet: Fleet) -> Iterator[Curve]:
    for pod, first, last in pods(slot):
        labels = labelled(fleet.pods[pod], {})
        cells, often = within(EVERY_MINUTE, first, last), within(OFTEN, first, last)
        ends = ended(slot, pod)
        counted = np.searchsorted(ends, (often + 1) * CELL, side="right").astype(np.float64)
        yield Curve("kube_pod_container_status_restarts_total", labels, often, counted)
        exits = np.where(np.searchsorted(ends, (cells + 1) * CELL, side="right") > 0, 134.0, np.nan)
        yield Curve("kube_pod_container_status_last_terminated_exitcode", labels, cells, exits)
        limit = np.full(len(cells), float(MEMORY_LIMIT))
        yield Curve("kube_pod_container_resource_limits_memory_bytes", labels, cells, limit)
        yield Curve("up", labels, often, slot.up[often].astype(np.float64))


def within(cells: Ints, first: int, last: int) -> Ints:
    return cells[np.searchsorted(cells, first) : np.searchsorted(cells, last)]


def ended(slot: Slot, pod: int) -> Ints:
    """The moments at which a process of that pod crashed."""
    lives = [process.life for process in slot.processes if process.pod == pod]
    return np.array([life.crash for life in lives if life and life.crash < WINDOW], np.int64)


def of_all(slots: tuple[Slot, ...], plot: Plot) -> Iterator[Curve]:
    """Of the engine as a whole."""
    labels: Labels = (("service", "workflow-engine"),)
    there = np.sum([slot.up for slot in slots], axis=0).astype(np.float64)
    yield Curve("kube_deployment_status_replicas_available", labels, OFTEN, there[OFTEN])
    yield Curve("workflow_executions_stuck", labels, EVERY_MINUTE, plot.stuck[EVERY_MINUTE].astype(np.float64))
    for name, each in (("workflow_steps_total", 20), ("workflow_events_total", 4)):
        total = np.cumsum(plot.told.counted.begun.sum(axis=1)) * each
        yield Curve(name, labels, EVERY_MINUTE, 41_000_000 * each + total[EVERY_MINUTE].astype(np.float64))


# --- the others -----------------------------------------------------------------------------------

LOADS = {"api-gateway": 0.2, "auth": 0.1, "workflow-api": 0.31, "webhook-dispatcher": 0.24, "scheduler": 0.04,
         "template-service": 0.2, "billing": 0.06, "connectors": 0.33}  # fmt: skip


def of_others(fleet: Fleet, plot: Plot) -> Iterator[Curve]:
    for pod in fleet.pods:
        if pod.service.name not in {service.name for service in ENGINES.values()} and not pod.since:
            yield from of_pod(pod, plot)


def of_pod(pod: Pod, plot: Plot) -> Iterator[Curve]:
    def wander(name: str, parts: int) -> Floats:
        return rough(plot.chance, f"{pod.name}/{name}", len(EVERY_MINUTE), parts)

    labels = labelled(pod, {})
    busy = LOADS.get(pod.service.name, 0.05) * load(plot) * wander("busy", 120) + pod.service.idle
    memory = pod.service.memory
    yield Curve("process_cpu_seconds_total", labels, EVERY_MINUTE, 90_000 + np.cumsum(busy * 60))
    resident = memory * (1.3 + 0.1 * busy) * wander("memory", 12)
    yield Curve("process_resident_memory_bytes", labels, EVERY_MINUTE, resident)
    none = np.zeros(len(EVERY_MINUTE))
    yield Curve("kube_pod_container_status_restarts_total", labels, EVERY_MINUTE, none)
    yield Curve("up", labels, EVERY_MINUTE, none + 1)
    if pod.service.pool:
        used = np.rint(0.2 * pod.service.pool.size * load(plot) * wander("connections", 400))
        yield Curve("db_client_connections_usage", labels, EVERY_MINUTE, used)
        yield Curve("db_client_connections_pending", labels, EVERY_MINUTE, none)
        yield Curve("db_client_connections_max", labels, EVERY_MINUTE, none + pod.service.pool.size)
    if pod.service.language == "nodejs":
        sweep = np.arange(len(EVERY_MINUTE)) * 37 % 97 / 97
        heap = memory * (0.42 + 0.3 * sweep) * wander("heap", 20)
        space = labelled(pod, {"space": "old_space"})
        yield Curve("v8js_memory_heap_used_bytes", space, EVERY_MINUTE, heap)
        yield Curve("nodejs_eventloop_utilization", labels, EVERY_MINUTE, busy * 1.02)


def load(plot: Plot) -> Floats:
    """Of the average, at the end of each minute."""
    first = plot.told.began.hour * 60 + plot.told.began.minute
    return by_minute()[(first + np.arange(len(EVERY_MINUTE))) % 1440]


def measured(run: Run, total: Floats, arrivals: int) -> Iterator[Curve]:
    """Histograms of all work, which is like the part of it that was lived through.

    `total` is how much there was by the end of each minute, `arrivals` how many of them the run has.
    """
    for (name, labels), known in run.recording.meters.histograms.items():
        if name == "job_duration_seconds" or (name == DURATION and ("service", FRONT) in labels):
            share = np.cumsum(known.counts.sum(axis=0)) / arrivals
            for bound, part in zip(known.names, share.tolist(), strict=True):
                above = tuple(sorted((*labels, ("le", bound))))
                yield Curve(f"{name}_bucket", above, EVERY_MINUTE, np.floor(total * part))
            yield Curve(f"{name}_count", labels, EVERY_MINUTE, np.floor(total * float(share[-1])))
            yield Curve(f"{name}_sum", labels, EVERY_MINUTE, total * (float(known.sums.sum()) / arrivals / SECOND))


OUTBOUND = ("http_client_requests_total", "webhook_delivery_attempts_total")


def outbound(run: Run, total: Floats, arrivals: int) -> Iterator[Curve]:
    """Calls to customers' endpoints by how they were answered, of all endpoints together."""
    found: dict[tuple[str, Labels], float] = {}
    for (name, labels), added in run.recording.meters.series.items():
        if name in OUTBOUND:
            kept = tuple(label for label in labels if label[0] in ("outcome", "service", "status_code"))
            found[name, kept] = found.get((name, kept), 0.0) + float(added.sum())
    for (name, labels), times in found.items():
        yield Curve(name, labels, EVERY_MINUTE, np.floor(total * (times / arrivals)))


def exemplars(run: Run, series: pa.Table, epoch: int) -> pa.Table:
    """Of the requests at the front door: the first kept trace of each hour and bucket."""
    names, labels = series["Metric"].to_pylist(), series["Labels"].to_pylist()
    number = {(name, tuple(sorted(known))): place for place, (name, known) in enumerate(zip(names, labels, strict=True))
              if name == f"{DURATION}_bucket"}  # fmt: skip
    shelves = [shelf for shelf in run.recording.spans.values() if is_route(shelf) and shelf.service.name == FRONT]
    found = [table for shelf in shelves for table in of_shelf(run, shelf, epoch, number)]
    return pa.concat_tables(found).combine_chunks()
