"""Two heap snapshots of one pod of the dispatcher, which is well in both: before the office's line was bad, and now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pyarrow as pa

from rounds.heapsnapshot import writing
from rounds.incidents.checks.telemetry import Telemetry, late
from rounds.incidents.scenarios.loomwork.heap import Shift, healthy
from rounds.incidents.snapshots import packed
from rounds.signals.tables import MS, SCHEMAS
from rounds.simulator import MINUTE, SECOND
from rounds.simulator.columns import numbers, texts

from .story import NOW, Story

SERVICE = "webhook-dispatcher"
LATE = NOW - 2 * MINUTE
DELIVERED = 24_000  # since it started, before the recording
DELIVERIES = 4  # a second and pod


@dataclass(frozen=True)
class Taken:
    """The table of snapshots, and their files by name."""

    table: pa.Table
    files: dict[str, bytes]


def taken(seen: Telemetry, told: Story) -> Taken:
    pod = min(str(labels["pod"]) for labels, values in seen.series("up", service=SERVICE) if values[-1] == 1)
    shifts = [shift(seen, told, pod, moment) for moment in (early(seen, told, pod), LATE)]
    files, rows = {}, []
    for one, graph in zip(shifts, healthy(told.seed, shifts, told.cast.endpoints), strict=True):
        name = f"{pod}-{one.at:%H%M}"
        files[name], size = packed(writing.write(graph))
        rows.append((one, name, size))
    return Taken(table(rows, pod), files)


def table(rows: list[tuple[Shift, str, int]], pod: str) -> pa.Table:
    return pa.table({
        "Time": numbers(np.array([int(one.at.timestamp()) * 1000 for one, _, _ in rows], np.int64), MS),
        "ServiceName": texts([SERVICE] * len(rows)),
        "Pod": texts([pod] * len(rows)),
        "Name": texts([name for _, name, _ in rows]),
        "Bytes": numbers(np.array([size for *_, size in rows], np.uint64)),
    }, schema=SCHEMAS["heap_snapshots"])  # fmt: skip


def early(seen: Telemetry, told: Story, pod: str) -> int:
    """The moment before the office's line was bad at which the heap was nearest to what it is at the end."""
    used = seen.total("v8js_memory_heap_used_bytes", pod=pod)
    first, last = (scrape_at(seen, moment) for moment in (2 * MINUTE, told.onset - MINUTE))
    nearest = int(np.argmin(np.abs(used[first:last] - used[scrape_at(seen, LATE)])))
    return (first + nearest + 1) * seen.step_seconds * SECOND


def scrape_at(seen: Telemetry, moment: int) -> int:
    return moment // (seen.step_seconds * SECOND) - 1


def shift(seen: Telemetry, told: Story, pod: str, moment: int) -> Shift:
    """What the metrics say of the pod at that moment."""
    scrape = scrape_at(seen, moment)
    hosts = [endpoint.name for endpoint in told.cast.endpoints]
    requests = [late(seen.total("http_client_requests_total", server_address=host), 4)[scrape] for host in hosts]
    return Shift(
        at=seen.began + timedelta(seconds=moment // SECOND),
        heap_bytes=int(seen.total("v8js_memory_heap_used_bytes", pod=pod)[scrape]),
        delivered=DELIVERED + DELIVERIES * (moment // SECOND),
        in_flight=int(seen.total("nodejs_active_requests", pod=pod)[scrape]),
        rates=np.nan_to_num(requests).tolist(),
    )
