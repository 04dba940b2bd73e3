"""What the gateway sees of the line to a client: the kernel's round trip, and how long a request and its answer took.

The simulator knows a request from when it was taken in until its answer was ready. What happened before and after
that is written down here, by trace id: a span and its log line say the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pyarrow as pa

from rounds.incidents.checks.telemetry import Ints, values_of
from rounds.signals.tables import SCHEMAS, Signals
from rounds.signals.time import to_ns
from rounds.simulator import Chance, Spread
from rounds.simulator.arrays import Bools
from rounds.simulator.columns import numbers
from rounds.simulator.durations import table

from .story import Story

ADDRESS = "@client.address"
ROUND_TRIP, RECEIVE, SEND = "@client.round_trip_ms", "@http.request.receive_ms", "@http.response.send_ms"
# Thousandths of the usual: a good line varies little; on the bad one packets are lost, and what waits for them queues.
GOOD = Spread(((0, 940), (500, 1_000), (900, 1_090), (990, 1_400), (1000, 2_000)))
BAD = Spread(((0, 3_800), (250, 6_400), (500, 9_200), (750, 13_500), (950, 21_000), (1000, 28_000)))
ROUNDS = {"GET /v1/workflows": 4, "GET /v1/executions": 4, "GET /v1/files/:id": 6, "GET /v1/audit": 3}  # of an answer
CELLS = 4096


def with_wire(signals: Signals, told: Story, *, fault: bool) -> Signals:
    line = Line(told, fault=fault, begun=begun(signals.spans))
    return replace(signals, spans=line.along(signals.spans, "spans"), logs=line.along(signals.logs, "logs"))


def begun(spans: pa.Table) -> dict[str, int]:
    """When each request that is kept was taken in, in nanoseconds, by trace: its line was written when it was answered."""
    taken = spans.filter(spans[ADDRESS].is_valid()).select(["TraceId", "Timestamp"])
    return dict(zip(taken["TraceId"].to_pylist(), values_of(taken["Timestamp"].cast(pa.int64())).tolist(), strict=True))


class Line:
    """The lines of all clients."""

    def __init__(self, told: Story, *, fault: bool, begun: Mapping[str, int]) -> None:
        visitors = (*told.cast.customers, told.office, told.elsewhere, told.neighbour)
        self.away = {visitor.address: visitor.away for visitor in visitors}
        self.office = told.office.address
        self.bad_since = to_ns(told.began) + told.onset if fault else 1 << 62
        self.begun = begun
        self.salt = Chance(told.seed).number("wire", 1, 1 << 40)

    def along(self, whole: pa.Table, name: str) -> pa.Table:
        """The table with the columns of the wire, in their places."""
        rows, columns = self.columns(whole, name)
        there = np.zeros(whole.num_rows, bool)
        there[rows] = True
        for column, values in columns.items():
            whole = whole.append_column(column, spread(there, values))
        fixed = SCHEMAS[name].names
        return whole.select([*fixed, *sorted(column for column in whole.column_names if column not in set(fixed))])

    def columns(self, whole: pa.Table, name: str) -> tuple[Ints, dict[str, Ints]]:
        rows = np.flatnonzero(values_of(whole[ADDRESS].is_valid().cast(pa.uint8())))
        chosen = whole.select([ADDRESS, "TraceId", "Timestamp"]).take(numbers(rows))
        where = chosen[ADDRESS].to_pylist()
        away = np.array([self.away[address] for address in where], np.int64)
        traces = chosen["TraceId"].to_pylist()
        written = values_of(chosen["Timestamp"].cast(pa.int64())).tolist()
        moments = [self.begun.get(trace, moment) for trace, moment in zip(traces, written, strict=True)]
        bad = np.array([address == self.office for address in where]) & (np.array(moments, np.int64) >= self.bad_since)
        first, second, third = self.draws(traces)
        trip = away * factor(bad, first) // 1000
        rounds = np.array([ROUNDS.get(route, 1) for route in routes(whole, rows, name)], np.int64)
        return rows, {
            ROUND_TRIP: trip,
            RECEIVE: trip * (second % np.where(bad, 1_400, 120)) // 1_000,
            SEND: trip * rounds + trip * (third % np.where(bad, 2_600, 300)) // 1_000,
        }

    def draws(self, traces: list[str]) -> tuple[Ints, Ints, Ints]:
        """Three whole numbers that a trace id has, the same wherever it stands."""
        ids = np.frombuffer(bytes.fromhex("".join(traces)), ">u8").reshape(-1, 2).sum(axis=1, dtype=np.uint64)
        mixed = (ids ^ np.uint64(self.salt)) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
        parts = [(mixed >> np.uint64(shift) & np.uint64(0xFFFFF)).view(np.int64) for shift in (0, 20, 40)]
        return parts[0], parts[1], parts[2]


def factor(bad: Bools, draws: Ints) -> Ints:
    return np.where(bad, table(BAD)[draws % CELLS], table(GOOD)[draws % CELLS])


ROUTE = {"spans": ("@http.request.method", "@http.route"), "logs": ("@method", "@path")}


def routes(whole: pa.Table, rows: Ints, name: str) -> list[str]:
    """Method and route of each, as spans and lines have them."""
    method, path = (whole[column].take(numbers(rows)).to_pylist() for column in ROUTE[name])
    return [f"{one} {other}" for one, other in zip(method, path, strict=True)]


def spread(there: Bools, values: Ints) -> Any:
    """The values at their rows, and null elsewhere."""
    full = np.zeros(len(there), np.int64)
    full[there] = values
    packed = pa.py_buffer(np.packbits(there, bitorder="little"))
    return pa.Array.from_buffers(pa.int64(), len(full), [packed, pa.py_buffer(full)])
