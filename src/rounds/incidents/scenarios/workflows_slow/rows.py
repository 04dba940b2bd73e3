"""Spans and log lines, put down one by one, as the tables they become."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from rounds.signals.tables import NS, SPAN_EVENT, SPAN_LINK
from rounds.simulator.arrays import Ints
from rounds.simulator.columns import Column, flags, lists, maps, numbers, same, texts
from rounds.simulator.rows import SEVERITY
from rounds.simulator.sampling import trace_state

Value = str | int
Attributes = Mapping[str, Value]
ZERO_EVENTS, ZERO_LINKS = pa.nulls(0, SPAN_EVENT), pa.nulls(0, SPAN_LINK)


@dataclass(frozen=True)
class Place:
    """Where something runs: its service and what its resource says, by `res@` columns."""

    service: str
    resource: Mapping[str, str]


@dataclass(slots=True)
class Rows:
    """Moments are nanoseconds since the window began."""

    epoch: int
    columns: dict[str, list[Value]] = field(default_factory=dict)
    attributes: list[Attributes] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def put(self, place: Place, attributes: Attributes, **row: Value) -> None:
        for name, value in row.items():
            self.columns.setdefault(name, []).append(value)
        self.attributes.append(attributes)
        self.places.append(place)

    def __len__(self) -> int:
        return len(self.places)

    def moments(self) -> Column:
        return numbers(self.epoch + np.array(self.columns["moment"], np.int64), NS)

    def text(self, name: str) -> Column:
        return texts([str(value) for value in self.columns[name]])

    def rates(self) -> Column:
        return numbers(np.array(self.columns["rate"], np.uint32))

    def wide(self) -> dict[str, Column]:
        """Attributes and resources, a column a key, null where there is none."""
        found = {f"@{key}": column for key, column in columns(self.attributes).items()}
        distinct = {id(place): place for place in self.places}
        number = {known: place for place, known in enumerate(distinct)}
        which = numbers(np.array([number[id(place)] for place in self.places], np.int64))
        return found | {
            key: column.take(which) for key, column in columns([p.resource for p in distinct.values()]).items()
        }

    def spans(self) -> pa.Table:
        rates = [int(rate) for rate in self.columns["rate"]]
        none = np.zeros(len(self), bool)
        fixed = {
            "Timestamp": self.moments(),
            "TraceId": self.text("trace"),
            "SpanId": self.text("span"),
            "ParentSpanId": self.text("parent"),
            "TraceState": texts([trace_state(rate) for rate in rates]),
            "SpanName": self.text("name"),
            "SpanKind": self.text("kind"),
            "ServiceName": texts([place.service for place in self.places]),
            "ScopeName": self.text("scope"),
            "Duration": numbers(np.array(self.columns["length"], np.uint64)),
            "StatusCode": same("Unset", len(self)),
            "StatusMessage": same("", len(self)),
            "SampleRate": self.rates(),
            "Events": lists(none, ZERO_EVENTS, pa.list_(SPAN_EVENT)),
            "Links": lists(none, ZERO_LINKS, pa.list_(SPAN_LINK)),
        }
        return pa.table(fixed | self.wide())

    def lines(self) -> pa.Table:
        fixed = {
            "Timestamp": self.moments(),
            "TraceId": self.text("trace"),
            "SpanId": self.text("span"),
            "SeverityText": self.text("level"),
            "SeverityNumber": numbers(np.array([SEVERITY[str(level)] for level in self.columns["level"]], np.uint8)),
            "ServiceName": texts([place.service for place in self.places]),
            "ScopeName": same("pino", len(self)),
            "Body": self.text("body"),
            "SampleRate": self.rates(),
        }
        return pa.table(fixed | self.wide())


def columns(rows: Sequence[Attributes]) -> dict[str, Column]:
    """Most rows have few of the keys, so that only what is there is looked at."""
    found: dict[str, tuple[list[int], list[Value]]] = {}
    for number, row in enumerate(rows):
        for key, value in row.items():
            places, values = found.get(key) or found.setdefault(key, ([], []))
            places.append(number)
            values.append(value)
    return {key: column(len(rows), np.array(places, np.int64), values) for key, (places, values) in found.items()}


def column(count: int, places: Ints, values: Sequence[Value]) -> Column:
    """These values at their places among so many, and nothing elsewhere."""
    there = np.zeros(count, bool)
    there[places] = True
    whole = spread(count, places, values)
    if there.all():
        return whole
    return pa.Array.from_buffers(whole.type, count, [flags(there).buffers()[1], *whole.buffers()[1:]])


def spread(count: int, places: Ints, values: Sequence[Value]) -> Column:
    if all(isinstance(value, int) for value in values):
        whole = np.zeros(count, np.int64)
        whole[places] = values
        return numbers(whole)
    encoded = [str(value).encode() for value in values]
    ends = np.zeros(count + 1, np.int32)
    ends[places + 1] = [len(one) for one in encoded]
    np.cumsum(ends, out=ends)
    return pa.StringArray.from_buffers(count, pa.py_buffer(ends), pa.py_buffer(b"".join(encoded)))


def together(parts: Sequence[pa.Table], fixed: Sequence[str]) -> pa.Table:
    """One below the other, in order of time: fixed columns, then attributes by name."""
    whole = pa.concat_tables(parts, promote_options="default")
    own = sorted(name for name in whole.column_names if name not in set(fixed))
    return whole.select([*fixed, *own]).combine_chunks()


__all__ = ["Attributes", "Place", "Rows", "maps", "together"]
