"""Ordinary traffic: requests, deliveries and polls of a few seconds of Loomwork, spread over the whole window.

The simulator lives them through in a world in which nothing is wrong. Each trace is moved, whole, to the moment of an
arrival that was counted, one in so many.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rounds.incidents.scenarios.loomwork.world import loomwork
from rounds.signals.tables import NS, SPAN_LINK, Signals
from rounds.simulator import SECOND, Chance, Incident, simulate
from rounds.simulator.arrays import Ints
from rounds.simulator.columns import hexes, lists, numbers, texts
from rounds.simulator.sampling import RANDOM, threshold, trace_state

from .counts import Counts, every, moments
from .grid import seconds
from .rows import Place
from .story import Story

LASTS = 10 * SECOND
# One in so many arrivals: of requests, of deliveries and of polls of the schedules.
ONE_IN = {"requests": 240_000, "deliveries": 240_000, "schedules": 24_000}


@dataclass(frozen=True)
class Ordinary:
    spans: pa.Table
    logs: pa.Table
    samples: pa.Table
    queries: pa.Table
    plans: pa.Table
    places: Mapping[str, tuple[Place, ...]]  # the pods of each service


def ordinary(told: Story, counts: Counts) -> Ordinary:
    day = seconds_of_an_ordinary_day(told)
    moved = Moved.of(day, told, counts)
    return Ordinary(
        spans=moved.spans(), logs=moved.lines(), samples=moved.samples(),
        queries=day.db_queries, plans=day.db_plans, places=places(day.spans),
    )  # fmt: skip


def seconds_of_an_ordinary_day(told: Story) -> Signals:
    usual = loomwork(told.cast)
    names = {*ONE_IN, "executions"}
    flows = tuple(replace(flow, keep=1, tell=1) for flow in usual.flows if flow.name in names)
    noon = datetime(told.began.year, told.began.month, told.began.day, 11, tzinfo=told.began.tzinfo)
    short = Incident(told.seed, replace(usual, flows=flows), noon, onset=LASTS // 2, now=LASTS, step=LASTS // 2)
    return simulate(short)


def places(spans: pa.Table) -> dict[str, tuple[Place, ...]]:
    """The pods of each service, by name."""
    # Not `group_by`: that imports pandas, which takes a second.
    keys = [name for name in spans.column_names if name.startswith("res@")]
    pods = spans["res@k8s.pod.name"].to_pylist()
    first = {pod: row for row, pod in reversed(list(enumerate(pods)))}
    rows = spans.select(["ServiceName", *keys]).take(numbers(np.array([first[pod] for pod in sorted(first)], np.int64)))
    found: dict[str, tuple[Place, ...]] = {}
    for row in rows.to_pylist():
        service = row.pop("ServiceName")
        found[service] = (*found.get(service, ()), Place(service, row))
    return found


@dataclass(frozen=True)
class Moved:
    """Which trace goes where: by its old id, its new one, its flow, and by how many nanoseconds it moves."""

    day: Signals
    old: Any  # texts, in order
    new: Any
    shift: Ints
    rate: Ints

    @classmethod
    def of(cls, day: Signals, told: Story, counts: Counts) -> Moved:
        chance = Chance(told.seed).apart("workflows-slow/ordinary")
        arrivals = {"requests": counts.requests, "deliveries": 4 * counts.executions, "schedules": np.rint(seconds())}
        known = roots(day.spans)
        parts = [part(*known[flow], arrivals[flow], one_in, chance.apart(flow)) for flow, one_in in ONE_IN.items()]
        old, new, moment, rate, start = (np.concatenate(column) for column in zip(*parts, strict=True))
        order = np.argsort(old, kind="stable")
        shift = to_ns(told.began) + moment - start
        return cls(day, old[order], new[order], shift[order], rate[order])

    def at(self, trace: Any) -> tuple[Ints, Ints]:
        """Rows of those that move, and the place of each among them."""
        known = np.array(trace.to_pylist())
        place = np.minimum(np.searchsorted(self.old, known), len(self.old) - 1)
        rows = np.flatnonzero(self.old[place] == known)
        return rows, place[rows]

    def moved(self, table: pa.Table, column: str, kind: Any) -> tuple[pa.Table, Ints]:
        rows, place = self.at(table["TraceId"])
        found = table.take(numbers(rows))
        divisor = 1 if kind == NS else 1_000_000
        moment = found[column].cast("int64").combine_chunks()
        later = np.frombuffer(moment.buffers()[1], np.int64)[: len(moment)] + self.shift[place] // divisor
        found = put(found, column, numbers(later, kind))
        return put(found, "TraceId", texts(self.new[place].tolist())), place

    def spans(self) -> pa.Table:
        found, place = self.moved(self.day.spans, "Timestamp", NS)
        rates = self.rate[place]
        found = put(found, "SampleRate", numbers(rates.astype(np.uint32)))
        found = put(found, "TraceState", texts([trace_state(rate) for rate in rates.tolist()]))
        none = lists(np.zeros(len(rates), bool), pa.nulls(0, SPAN_LINK), pa.list_(SPAN_LINK))
        return put(found, "Links", none)  # what put a delivery in line is hardly ever among the kept

    def lines(self) -> pa.Table:
        found, place = self.moved(self.day.logs, "Timestamp", NS)
        return put(found, "SampleRate", numbers(self.rate[place].astype(np.uint32)))

    def samples(self) -> pa.Table:
        return self.moved(self.day.db_samples, "Time", pa.timestamp("ms", "UTC"))[0]


def put(table: pa.Table, name: str, column: Any) -> pa.Table:
    return table.set_column(table.column_names.index(name), name, column)


def roots(spans: pa.Table) -> dict[str, tuple[Any, Any, Ints]]:
    """Traces of each flow: their ids, the names of their roots, and when they began."""
    outermost = spans.filter(pc.equal(spans["ParentSpanId"], texts([""])[0]))
    names = np.array(outermost["SpanName"].to_pylist())
    traces = np.array(outermost["TraceId"].to_pylist())
    moments = outermost["Timestamp"].cast("int64").combine_chunks()
    starts = np.frombuffer(moments.buffers()[1], np.int64)[: len(moments)]
    of = {"deliveries": names == "job.process", "schedules": names == "schedules.poll"}
    of["requests"] = ~of["deliveries"] & ~of["schedules"] & (names != "workflow.execute")
    return {flow: (traces[those], names[those], starts[those]) for flow, those in of.items()}


def part(ids: Any, names: Any, starts: Ints, counted: Any, one_in: int, chance: Chance) -> tuple[Any, ...]:
    """For as many as were counted, one in so many: old id, new id, moment, rate, and when it began."""
    scrape, _ = every(counted, one_in, chance.number("offset", 0, one_in - 1))
    count = min(len(scrape), len(ids))
    shuffled = np.lexsort((chance.draw("which", len(ids)), names))
    # Evenly through all kinds of them, so that a rare kind is there as often as its share says.
    chosen = shuffled[np.arange(count) * len(ids) // max(count, 1)]
    places = np.sort(np.argsort(chance.draw("when", len(scrape)), kind="stable")[:count])
    moment = moments(scrape[places], chance.draw("moment", count))
    return ids[chosen], trace_ids(chance, "traces", count, one_in), moment, np.full(count, one_in), starts[chosen]


def trace_ids(chance: Chance, name: str, count: int, one_in: int) -> Any:
    """Such ids as are kept, one in so many."""
    low = chance.draw(f"{name}/low", count)
    reached = threshold(one_in) + (low & RANDOM) % ((1 << 56) - threshold(one_in))
    return np.array(hexes(chance.draw(f"{name}/high", count), (low >> 56 << 56) | reached).to_pylist())


def to_ns(moment: datetime) -> int:
    return int(moment.timestamp()) * SECOND + timedelta(0).microseconds
