"""Spans as they are stored: numbered by trace, with their place in it, and each trace in one line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rounds.kit.errors import Invalid
from rounds.store import attributes, facet_counts, trees
from rounds.store.attributes import Attribute, attribute
from rounds.store.columns import coded, hexadecimal, integers, text, whole, words
from rounds.store.edges import calls

NS = pa.timestamp("ns", "UTC")
FIELDS = ("ServiceName", "SpanName", "SpanKind", "StatusCode", "ScopeName")


@dataclass(frozen=True, slots=True)
class Spans:
    """Everything the store keeps of spans, ready to insert."""

    attributes: list[Attribute]
    traces: pa.Table  # otel_traces
    by_trace: pa.Table
    summaries: pa.Table
    ids: pa.Table
    calls: pa.Table  # one row a call between services, to be summed into service_edges
    values: pa.Table  # attribute_values
    keys: pa.Table  # attribute_keys
    facets: pa.Table  # facet_counts


def prepared(table: pa.Table) -> Spans:
    """The spans of `Signals`, with trees, summaries and calls.

    Raises:
        Invalid: a trace's or span's id is not written as it must be.
    """
    keys = attributes.found(table)
    fields = [attribute(name, filled(table, name)) for name in FIELDS]
    traces = Traces.of(table)
    rates = sample_rates(table)
    names, start = (field.values for field in fields), integers(table["Timestamp"])
    duration = integers(table["Duration"])
    own, _ = hexadecimal(table["SpanId"], "spans.SpanId")
    parent, child = hexadecimal(table["ParentSpanId"], "spans.ParentSpanId")
    forest = trees.grow(traces.number, own, parent, child, start, duration)
    service, name, kind, status, _ = names
    rows = np.lexsort((forest.position, start, traces.number))
    by_trace = pa.table(
        {
            "TraceNo": traces.number.astype("u4"),
            "Timestamp": pa.array(start, NS),
            "Duration": duration.astype("u8"),
            "SpanId": own,
            "ParentSpanId": parent,
            "ServiceName": words(service),
            "SpanName": words(name),
            "SpanKind": words(kind),
            "StatusCode": words(status),
            "ParentService": words(service, np.where(forest.parent < 0, -1, service.places[forest.parent])),
            "Depth": forest.depth.astype("u4"),
            "Position": forest.position.astype("u4"),
            "Descendants": forest.descendants.astype("u4"),
            "SelfTime": forest.self_time.astype("u8"),
            "Critical": forest.critical.astype("u8"),
            "SampleRate": rates,
        }
    ).take(pa.array(rows))
    stored = attributes.without_rest(attributes.dictionaries(flat(table), fields), keys)
    stored = stored.set_column(stored.schema.get_field_index("SampleRate"), "SampleRate", pa.array(rates))
    return Spans(
        attributes=keys,
        traces=stored.append_column("TraceNo", pa.array(traces.number.astype("u4"))).append_column(
            "SelfTime", pa.array(forest.self_time.astype("u8"))
        ),
        by_trace=by_trace,
        summaries=summaries(by_trace, traces, forest.orphan[rows]),
        ids=traces.ids,
        calls=calls(table, service, status, forest, traces.number, start, duration, rates),
        values=attributes.values_table("spans", [*fields, *keys], rates),
        keys=attributes.keys_table("spans", [*fields, *keys]),
        facets=facet_counts.counted("spans", [*fields, *keys], start, rates),
    )


@dataclass(frozen=True, slots=True)
class Traces:
    """Traces numbered by their start, from 0; of those that start together, by their ids."""

    number: Any  # of each span's trace
    ids: pa.Table  # TraceId, TraceNo in order of TraceNo

    @classmethod
    def of(cls, table: pa.Table) -> Traces:
        found = coded(filled(table, "TraceId"))
        if not pc.all(pc.match_substring_regex(found.values, "^[0-9a-f]{32}$")).as_py() and len(found.values):
            raise Invalid("spans.TraceId must be 32 lower-case hexadecimal digits", field="spans.TraceId")
        begins = np.full(len(found.values), np.iinfo("i8").max)
        np.minimum.at(begins, found.places, integers(table["Timestamp"]))
        by_text = np.argsort(pc.sort_indices(found.values).to_numpy())
        order = np.lexsort((by_text, begins))
        rank = np.argsort(order)
        ids = pa.table({"TraceId": found.values.take(pa.array(order)), "TraceNo": np.arange(len(order), dtype="u4")})
        return cls(rank[found.places], ids)


def summaries(by_trace: pa.Table, traces: Traces, orphan: Any) -> pa.Table:
    """One row a trace, from its spans in order of trace and start."""
    number, start = integers(by_trace["TraceNo"]), integers(by_trace["Timestamp"])
    first = np.flatnonzero(np.r_[True, number[1:] != number[:-1]][: len(number)])
    if not len(first):
        return SUMMARIES.empty_table()
    depth = integers(by_trace["Depth"])
    failed = pc.equal(by_trace["StatusCode"].cast(pa.string()), "Error").to_numpy()
    root = by_trace.select(["ServiceName", "SpanName", "StatusCode", "SampleRate"]).take(
        pa.array(roots(number, depth, orphan))
    )
    end = np.maximum.reduceat(start + integers(by_trace["Duration"]), first)
    return pa.table(
        {
            "TraceNo": number[first].astype("u4"),
            "TraceId": traces.ids["TraceId"],
            "Start": pa.array(start[first], NS),
            "Duration": (end - start[first]).astype("u8"),
            "RootService": root["ServiceName"].cast(pa.string()),
            "RootName": root["SpanName"].cast(pa.string()),
            "RootStatus": root["StatusCode"].cast(pa.string()),
            "Spans": np.diff(np.r_[first, len(number)]).astype("u4"),
            "Errors": np.add.reduceat(failed.astype("u4"), first),
            "Depth": (np.maximum.reduceat(depth, first) + 1).astype("u4"),
            "Orphans": np.add.reduceat(orphan.astype("u4"), first),
            "SampleRate": root["SampleRate"],
            "Services": services(number, by_trace["ServiceName"], len(first)),
        },
        schema=SUMMARIES,
    )


SUMMARIES = pa.schema(
    [
        ("TraceNo", pa.uint32()),
        ("TraceId", pa.string()),
        ("Start", NS),
        ("Duration", pa.uint64()),
        ("RootService", pa.string()),
        ("RootName", pa.string()),
        ("RootStatus", pa.string()),
        ("Spans", pa.uint32()),
        ("Errors", pa.uint32()),
        ("Depth", pa.uint32()),
        ("Orphans", pa.uint32()),
        ("SampleRate", pa.uint32()),
        ("Services", pa.list_(pa.string())),
    ]
)


def roots(number: Any, depth: Any, orphan: Any) -> Any:
    """The row of each trace's root: the first without a parent, else the first whose parent is missing."""
    at = np.flatnonzero(depth == 0)
    at = at[np.lexsort((at, orphan[at], number[at]))]
    return at[np.r_[True, number[at][1:] != number[at][:-1]]]


def services(number: Any, column: pa.ChunkedArray, traces: int) -> pa.Array:
    """The services of each trace, each once, in order of their names."""
    names = coded(column.cast(pa.string()))
    order = pc.sort_indices(names.values)
    rank = np.argsort(order.to_numpy())
    width = max(len(names.values), 1)
    pairs = np.unique(number * width + rank[names.places])
    ends = np.r_[0, np.cumsum(np.bincount(pairs // width, minlength=traces))].astype("i4")
    return pa.ListArray.from_arrays(pa.array(ends), names.values.take(order).take(pa.array(pairs % width)))


def filled(table: pa.Table, name: str) -> pa.ChunkedArray:
    """The column, with an empty text where nothing is."""
    return pc.fill_null(text(table[name]), "") if table[name].null_count else table[name]


def sample_rates(table: pa.Table) -> Any:
    """How many real rows each stands for, at least 1."""
    return np.maximum(integers(table["SampleRate"], "u4"), 1).astype("u4")


def flat(table: pa.Table) -> pa.Table:
    """Events and links as one list a member, as the exporter stores them."""
    for name, members in (
        ("Events", ("Timestamp", "Name", "Attributes")),
        ("Links", ("TraceId", "SpanId", "Attributes")),
    ):
        lists = whole(table[name])
        lists = pc.if_else(pc.is_null(lists), pa.scalar([], lists.type), lists) if lists.null_count else lists
        inner = pc.list_flatten(lists)
        lengths = pc.list_value_length(lists).to_numpy(zero_copy_only=False)
        ends = pa.array(np.r_[0, np.cumsum(lengths)].astype("i4"))
        table = table.drop_columns(name)
        for member in members:
            values = pc.struct_field(inner, member)
            table = table.append_column(f"{name}.{member}", pa.ListArray.from_arrays(ends, values))
    return table
