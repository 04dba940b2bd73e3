"""Heaps of `webhook-dispatcher`, which is well: what was delivered last, jobs under way, and its log."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

import numpy as np

from rounds.simulator import Chance, Endpoint

from .captured import Captured, Unit, captured, text_node
from .grafting import Graph, Process, Some, aligned
from .lines import LINES, line

ENDPOINTS = 38  # of the program that was captured
SMALLEST_BODY, LARGEST_BODY = 12_000, 36_000
LINES_A_DELIVERY = 2
BETWEEN_DELIVERIES = timedelta(milliseconds=74)


@dataclass(frozen=True, slots=True)
class Shift:
    """When a snapshot is taken, how large the heap is, and what the process has done and is doing.

    `rates` are those of requests to each endpoint, in any unit.
    """

    at: datetime
    heap_bytes: int
    delivered: int
    in_flight: int
    rates: Sequence[float]


def healthy(seed: int, shifts: Sequence[Shift], endpoints: Sequence[Endpoint]) -> Iterator[Graph]:
    """Snapshots of one process, oldest first. The bodies it keeps of past deliveries fill what is left of its heap.

    Raises:
        ValueError: a heap is smaller than what the process always has.
    """
    of = captured("dispatcher")
    chance = Chance(seed).apart("dispatcher heap")
    process = Process(of, renamed=names(endpoints))
    deliveries = Deliveries(of, chance, shifts[-1].delivered)
    jobs = Jobs(of, chance)
    for shift in shifts:
        under_way = jobs.under_way(shift)
        room = shift.heap_bytes - int(process.base_sizes().sum()) - int(of.units["job"].bytes * under_way.count)
        yield process.snapshot({
            "delivery": deliveries.kept(shift, room),
            "job": under_way,
            "line": deliveries.lines(shift),
        })  # fmt: skip


def names(endpoints: Sequence[Endpoint]) -> dict[str, str]:
    renamed = {}
    for number, endpoint in enumerate(endpoints[:ENDPOINTS]):
        renamed[f"host-{number}.endpoint.example"] = endpoint.name
        renamed[f"customer-{number}"] = endpoint.customer_name
        renamed[f"wh_endpoint{number:02d}"] = endpoint.webhook
    return renamed


def variants_of(of: Captured, unit: Unit) -> np.ndarray:
    """The variant that leads to each endpoint: the program took them in turn."""
    event = text_node(of, unit, "evt_")
    turns = [int(of.base.strings[name].removeprefix("evt_")) % ENDPOINTS for name in unit.name[:, event].tolist()]
    return np.argsort(np.array(turns), kind="stable")


def drawn(chance: Chance, name: str, count: int, rates: Sequence[float]) -> np.ndarray:
    """Endpoints, each as often as its rate says."""
    parts = np.cumsum([max(round(1000 * rate), 0) for rate in rates[:ENDPOINTS]])
    return np.searchsorted(parts, chance.draw(name, count) % max(int(parts[-1]), 1), side="right")


def ids(chance: Chance, name: str, prefix: str, count: int) -> list[str]:
    return [f"{prefix}{number:012x}" for number in (chance.draw(name, count) & ((1 << 48) - 1)).tolist()]


class Deliveries:
    """All of a process by their numbers."""

    def __init__(self, of: Captured, chance: Chance, count: int) -> None:
        self.of = of
        self.unit = of.units["delivery"]
        self.events = ids(chance, "events", "evt_", count)
        self.bodies = SMALLEST_BODY + chance.draw("bodies", count) % (LARGEST_BODY - SMALLEST_BODY)
        self.bodies = np.array([aligned(size) for size in self.bodies.tolist()], np.int64)
        self.chance = chance
        self.endpoints = np.empty(0, np.int64)

    @cached_property
    def rest(self) -> int:
        """Bytes of one without its body."""
        return int(self.unit.size[0].sum() - self.unit.size[0, self.body])

    @cached_property
    def body(self) -> int:
        return text_node(self.of, self.unit, '{"type":')

    def kept(self, shift: Shift, room: int) -> Some:
        """The newest, as many as there is room for."""
        if room < 0:
            raise ValueError(f"a heap of {shift.heap_bytes:,} bytes is smaller than what the process always has")
        sizes = np.cumsum(self.bodies[: shift.delivered][::-1] + self.rest)
        count = int(np.searchsorted(sizes, room))
        return self.between(shift.delivered - count, shift)

    def between(self, first: int, shift: Shift) -> Some:
        count = shift.delivered - first
        fresh = drawn(self.chance, "endpoints", shift.delivered - len(self.endpoints), shift.rates)
        self.endpoints = np.concatenate([self.endpoints, fresh])
        variants = variants_of(self.of, self.unit)[self.endpoints[first:]]
        sizes = self.unit.size[variants]
        sizes[:, self.body] = self.bodies[first : shift.delivered]
        event = text_node(self.of, self.unit, "evt_")
        return Some(first, shift.delivered, variants, {event: self.events[first : first + count]}, sizes)

    def lines(self, shift: Shift) -> Some:
        """The last of the log: a job that was picked up, then delivered."""
        end = LINES_A_DELIVERY * shift.delivered
        first = max(end - LINES, 0)
        written = [self.line(shift, number) for number in range(first, end)]
        return Some(first, end, np.zeros(len(written), np.int64), {0: written})

    def line(self, shift: Shift, number: int) -> str:
        delivery, second = divmod(number, LINES_A_DELIVERY)
        at = shift.at - BETWEEN_DELIVERIES * (shift.delivered - delivery) + second * BETWEEN_DELIVERIES
        if second:
            return line(at, "webhook delivered", event_id=self.events[delivery], status=200)
        return line(at, "job picked up", queue="webhook", event_id=self.events[delivery])


class Jobs:
    """Those under way are others at each moment: none takes as long as it is from one snapshot to the next."""

    def __init__(self, of: Captured, chance: Chance) -> None:
        self.of = of
        self.unit = of.units["job"]
        self.chance = chance
        self.begun = 0

    def under_way(self, shift: Shift) -> Some:
        first, self.begun = self.begun, self.begun + shift.in_flight
        variants = variants_of(self.of, self.unit)[drawn(self.chance, "jobs", shift.in_flight, shift.rates)]
        texts = {
            text_node(self.of, self.unit, prefix): ids(self.chance, f"ids {prefix}", prefix, shift.in_flight)
            for prefix in ("job_", "evt_")
        }
        return Some(first, self.begun, variants, texts, self.unit.size[variants])
