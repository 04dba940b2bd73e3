"""A bundle of one pod whose heap grows until it crashes, with three heap snapshots of its last life.

    python -m tests.incidents.leaking FOLDER [SCALE]

`SCALE` makes all of it smaller: 0.05 has a twentieth of the executions and of the bytes they hold.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from rounds.heapsnapshot import writing
from rounds.incidents import bundles, snapshots
from rounds.incidents.built import Built, Check, Progress, quiet
from rounds.incidents.public import Public, Ticket
from rounds.incidents.scenarios.loomwork.heap import Moment, leaking
from rounds.incidents.sealed import Hint, RedHerring, Sealed, Solution, Step, Topic
from rounds.signals import Signals

from .small import line, span, table

BEGAN = datetime(2026, 5, 12, 2, tzinfo=UTC)
NOW = BEGAN + timedelta(hours=8)
STEP = timedelta(seconds=60)
LIVES = (BEGAN - timedelta(hours=1, minutes=20), BEGAN + timedelta(hours=3, minutes=40))  # starts of the process
SERVICE, POD = "workflow-engine", "workflow-engine-7c9f-x2k8q"
RATE = 3.0  # executions a second
EXECUTION, BASE, CACHE, LIMIT = 23_550, 94_300_000, 120_000_000, 1536 << 20
CACHE_FILLS = timedelta(minutes=30)
TAKEN = (timedelta(minutes=10), timedelta(hours=2), timedelta(hours=4))


@dataclass(frozen=True)
class Leaking:
    """As a shipped scenario."""

    scale: float = 1.0
    name: str = "engine-restarts"
    version: str = "1"
    title: str = "Workflows stop half way"

    def build(self, seed: int, progress: Progress = quiet) -> Built:
        rows, heap = [], {}
        for name, at, file, size in self.snapshots(seed):
            rows.append({"Time": at, "ServiceName": SERVICE, "Pod": POD, "Name": name, "Bytes": size})
            heap[name] = file
            progress(len(rows) / len(TAKEN), "heap snapshots")
        signals = self.signals(table("heap_snapshots", rows))
        onset = LIVES[0]
        return Built(
            self.name, self.version, seed, signals, BEGAN, max(onset, BEGAN), NOW, 60, PUBLIC, SEALED,
            {"traces": "a few", "logs": "a few"}, heap,
        )  # fmt: skip

    def check(self, built: Built) -> list[Check]:
        return [Check("snapshots are there", len(built.heap) == len(TAKEN), str(len(built.heap)))]

    def snapshots(self, seed: int) -> list[tuple[str, datetime, bytes, int]]:
        wanted = moments(self.scale)
        found = []
        for moment, graph in zip(wanted, leaking(seed, wanted, [f"cust_{2001 + n}" for n in range(38)]), strict=True):
            file, size = snapshots.packed(writing.write(graph))
            found.append((f"{POD}-{moment.at:%H%M}", moment.at, file, size))
        return found

    def signals(self, taken: pa.Table) -> Signals:
        moments = [BEGAN + STEP * n for n in range(1, int((NOW - BEGAN) / STEP) + 1)]
        ages = [moment - max(start for start in LIVES if start <= moment) for moment in moments]
        heap = np.array([heap_bytes(age, self.scale) for age in ages])
        columns = {
            ("v8js_memory_heap_used_bytes", "space", "old_space"): heap * 0.985,
            ("v8js_memory_heap_used_bytes", "space", "new_space"): heap * 0.015,
            ("v8js_memory_heap_limit_bytes", "", ""): np.full(len(heap), float(LIMIT)),
            ("process_resident_memory_bytes", "", ""): heap * 1.08 + 90e6,
            ("kube_pod_container_status_restarts_total", "", ""): np.array([float(m >= LIVES[1]) for m in moments]),
        }
        series, samples = [], []
        for number, ((metric, label, value), values) in enumerate(sorted(columns.items(), key=lambda one: one[0])):
            labels = {"pod": POD, "service": SERVICE, **({label: value} if label else {})}
            kind = "counter" if metric.endswith("_total") else "gauge"
            unit = "bytes" if metric.endswith("_bytes") else ""
            series.append({
                "Series": number, "Metric": metric, "Type": kind, "Unit": unit, "Help": "", "Labels": sorted(labels.items()),
            })  # fmt: skip
            samples += [
                {"Series": number, "Time": m, "Value": v} for m, v in zip(moments, values.tolist(), strict=True)
            ]
        return Signals(
            spans=table("spans", list(spans()), **{"@http.status": pa.int64(), "res@pod": pa.string()}),
            logs=table("logs", list(lines()), **{"@order": pa.int64()}),
            series=table("series", series),
            samples=table("samples", samples),
            events=table("events", [restart(LIVES[1])]),
            heap_snapshots=taken,
        )


def moments(scale: float) -> list[Moment]:
    return [Moment(LIVES[1] + age, executions(age, scale), int(heap_bytes(age, scale))) for age in TAKEN]


def executions(age: timedelta, scale: float) -> int:
    return int(RATE * scale * age.total_seconds())


def heap_bytes(age: timedelta, scale: float) -> float:
    """In use, by a process of that age."""
    return BASE + CACHE * min(age / CACHE_FILLS, 1.0) + EXECUTION * executions(age, scale)


def spans() -> list[dict[str, Any]]:
    named = {"SpanName": "workflow.execute", "ServiceName": SERVICE, "res@pod": POD}
    return [span(n, BEGAN + timedelta(minutes=20 * n)) | named for n in range(24)]


def lines() -> list[dict[str, Any]]:
    named = {"ServiceName": SERVICE, "SeverityText": "INFO", "SeverityNumber": 9, "Body": "execution finished"}
    return [line(n, BEGAN + timedelta(minutes=20 * n)) | named for n in range(24)]


def restart(at: datetime) -> dict[str, Any]:
    attributes = [("pod", POD), ("reason", "Error"), ("exit_code", "134")]
    return {
        "Time": at,
        "Kind": "restart",
        "ServiceName": SERVICE,
        "Title": f"{POD} restarted",
        "Attributes": attributes,
    }


PUBLIC = Public(
    title="Workflows stop half way",
    symptom="Some workflows do not complete",
    quote="It stops in the middle, and an hour later another one does.",
    reporter="Admin, Business plan",
    briefing="Pods of `workflow-engine` restart every few hours. Three heap snapshots of one of them were taken.",
    tickets=(Ticket(NOW - timedelta(minutes=9), "Admin", "Business", "A workflow has been running for an hour."),),
    services=(SERVICE,),
)
SEALED = Sealed(
    start="Workflows stop half way.",
    steps=(Step("1", "Memory grows"), Step("2", "Two snapshots compared"), Step("3", "The bus holds the executions")),
    hints=(Hint(3, 1, "What does memory do over time?", "1", "1"),),
    discussion=(Topic("How would you find it?"),),
    solution=Solution(
        cause="Handlers are registered for each execution and never removed.",
        prevention=("Remove the handlers in a finally block.",),
    ),
    red_herrings=(RedHerring("The template cache grows", "It stays at 120 MB."),),
    notes=("exit code 134",),
)


def main(folder: str, scale: str = "1") -> None:
    bundles.write(Path(folder), Leaking(float(scale)).build(1), "test")


if __name__ == "__main__":
    main(*sys.argv[1:])
