"""Two heap snapshots of one pod of the render worker, which is well: before the release of pricing, and near the end.

What its program holds was captured in Loomwork's dispatcher, a worker of the same build: a queue, a registry, a log.
Here it speaks of prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import pyarrow as pa

from rounds.heapsnapshot import writing
from rounds.incidents.checks.telemetry import Telemetry
from rounds.incidents.scenarios.loomwork.heap.captured import Captured, captured, text_node
from rounds.incidents.scenarios.loomwork.heap.dispatcher import (
    ENDPOINTS,
    Deliveries,
    Jobs,
    Shift,
    drawn,
    ids,
    variants_of,
)
from rounds.incidents.scenarios.loomwork.heap.grafting import Graph, Process, Some
from rounds.incidents.scenarios.loomwork.heap.lines import line
from rounds.incidents.snapshots import packed
from rounds.signals.tables import MS, SCHEMAS
from rounds.simulator import MINUTE, SECOND, Chance
from rounds.simulator.columns import numbers, texts

from .story import NOW, Story

SERVICE = "render-worker"
LATE = NOW - 2 * MINUTE
PRINTS = 1.0  # a second and pod
WORDS = {
    "EventSchemas": "ColorProfiles", "event schema": "color profile", "schemas": "profiles", "schema-": "profile-",
    "RecentDeliveries": "RecentPrints", "Deliveries": "Prints", "deliveries": "prints", "Delivery": "Print",
    "delivery": "print", "delivered": "rendered", "deliver": "render", "Webhook": "Layout", "webhooks": "prints",
    "webhook": "layout", "EndpointRegistry": "LayoutRegistry", "Endpoint": "Layout", "endpoints": "layouts",
    "endpoint": "layout", "loomwork": "darkroom", "customers": "accounts", "customer": "account",
    "eventId": "photoId", "event_id": "photo_id", "evt_": "ph_", "wh_": "ly_", "execution.succeeded": "print.matte",
    "execution.failed": "print.gloss", "step.completed": "print.square", "approval.requested": "print.panorama",
    "record.updated": "print.canvas", "approval": "color", "EVENTS": "FORMATS",
}  # fmt: skip
SPOKEN = re.compile("|".join(sorted(map(re.escape, WORDS), key=len, reverse=True)))
OURS = re.compile(r"/app/dist|^'use strict'|^\.\.?/|^\{\"|^[A-Za-z_ .()]{2,60}$|endpoint|webhook|customer-")


@dataclass(frozen=True)
class Taken:
    """The table of snapshots, and their files by name."""

    table: pa.Table
    files: dict[str, bytes]


def taken(seen: Telemetry, told: Story) -> Taken:
    pod = min(str(labels["pod"]) for labels, values in seen.series("up", service=SERVICE) if values[-1] == 1)
    shifts = [shift(seen, pod, moment) for moment in (early(seen, pod, told), LATE)]
    files, rows = {}, []
    for one, graph in zip(shifts, healthy(told.seed, shifts), strict=True):
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


def early(seen: Telemetry, pod: str, told: Story) -> int:
    """The moment before the release of pricing at which the heap was nearest to what it is at the end."""
    used = seen.total("v8js_memory_heap_used_bytes", pod=pod)
    first, last = (scrape_at(seen, moment) for moment in (told.renderer + 3 * MINUTE, told.release - 2 * MINUTE))
    nearest = int(np.argmin(np.abs(used[first:last] - 0.97 * used[scrape_at(seen, LATE)])))
    return (first + nearest + 1) * seen.step_seconds * SECOND


def scrape_at(seen: Telemetry, moment: int) -> int:
    return moment // (seen.step_seconds * SECOND) - 1


def shift(seen: Telemetry, pod: str, moment: int) -> Shift:
    scrape = scrape_at(seen, moment)
    at = seen.began + timedelta(seconds=moment // SECOND)
    age = at.timestamp() - seen.total("process_start_time_seconds", pod=pod)[scrape]
    return Shift(
        at=at,
        heap_bytes=int(seen.total("v8js_memory_heap_used_bytes", pod=pod)[scrape]),
        delivered=2_400 + int(PRINTS * age),
        in_flight=int(seen.total("nodejs_active_requests", pod=pod)[scrape]),
        rates=(1.0,) * ENDPOINTS,
    )


def healthy(seed: int, shifts: list[Shift]) -> Iterator[Graph]:
    of = captured("dispatcher")
    chance = Chance(seed).apart("render heap")
    process = Process(of, renamed=of_prints(of))
    prints, jobs = Prints(of, chance, shifts[-1].delivered), Layouts(of, chance)
    for one in shifts:
        under_way = jobs.under_way(one)
        room = one.heap_bytes - int(process.base_sizes().sum()) - int(of.units["job"].bytes * under_way.count)
        yield process.snapshot({
            "delivery": prints.kept(one, room),
            "job": under_way,
            "line": prints.lines(one),
        })  # fmt: skip


def of_prints(of: Captured) -> dict[str, str]:
    """Texts of the program in the words of this shop; those of Node.js itself stay."""
    renamed = {}
    for text in of.base.strings:
        if OURS.search(text) and (said := SPOKEN.sub(lambda found: WORDS[found[0]], text)) != text:
            renamed[text] = said
    return renamed


class Prints(Deliveries):
    """What it rendered last."""

    def __init__(self, of: Captured, chance: Chance, count: int) -> None:
        super().__init__(of, chance, count)
        self.events = [event.replace("evt_", "ph_") for event in self.events]

    def line(self, shift: Shift, number: int) -> str:
        print_, second = divmod(number, 2)
        at = shift.at - timedelta(seconds=(shift.delivered - print_) / PRINTS) + second * timedelta(milliseconds=160)
        message = "print rendered" if second else "job picked up"
        return line(at, message, queue="prints", photo_id=self.events[print_])


class Layouts(Jobs):
    """Those that are being rendered."""

    def under_way(self, shift: Shift) -> Some:
        first, self.begun = self.begun, self.begun + shift.in_flight
        variants = variants_of(self.of, self.unit)[drawn(self.chance, "jobs", shift.in_flight, shift.rates)]
        texts = {
            text_node(self.of, self.unit, captured_as): ids(self.chance, f"ids {ours}", ours, shift.in_flight)
            for captured_as, ours in (("job_", "job_"), ("evt_", "ph_"))
        }
        return Some(first, self.begun, variants, texts, self.unit.size[variants])
