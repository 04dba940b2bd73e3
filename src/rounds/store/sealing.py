"""A recording as the tables of an incident: attribute maps become one typed column a key.

A key's type is the one its values have: all ints are int64, ints and doubles float64, bools bool, all else text.
Severities get OpenTelemetry's short names, metrics Prometheus's (see `rounds.store.recorded_metrics`).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from clickhouse_connect.driver.client import Client

from rounds.signals import SCHEMAS, Signals
from rounds.store import recorded_metrics
from rounds.store.columns import coded, whole
from rounds.store.values import text

KINDS = ["Unspecified", "Internal", "Server", "Client", "Producer", "Consumer"]
STATUSES = ["Unset", "Ok", "Error"]
SEVERITIES = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"]  # four numbers each, from 1
WRITTEN = {
    "WARNING": "WARN",
    "CRITICAL": "FATAL",
    "ERR": "ERROR",
    "INFORMATION": "INFO",
    "NOTICE": "INFO",
    "PANIC": "FATAL",
}

# A sender that lost an answer sends the same spans again; a log line sent twice cannot be told from two.
SPANS = """
SELECT * FROM traces
ORDER BY Timestamp, TraceId, SpanId
LIMIT 1 BY Timestamp, TraceId, SpanId, SpanKind
"""
LINES = "SELECT * FROM logs ORDER BY Timestamp"


def signals(client: Client) -> Signals:
    """Everything the recording of the client's database holds."""
    return Signals(spans=spans(read(client, SPANS)), logs=lines(read(client, LINES)), **metrics(client))


def metrics(client: Client) -> dict[str, pa.Table]:
    found = recorded_metrics.tables(read(client, recorded_metrics.POINTS))
    return {"series": found.series, "samples": found.samples, "exemplars": found.exemplars}


def read(client: Client, sql: str) -> pa.Table:
    data = client.raw_query(sql, fmt="ArrowStream")
    return pa.ipc.open_stream(data).read_all()


def spans(table: pa.Table) -> pa.Table:
    count = table.num_rows
    own = wide(
        {
            "@": [table["SpanAttributes"], named("otel.scope.version", table["ScopeVersion"])],
            "res@": [table["ResourceAttributes"]],
        },
        count,
    )
    columns = {
        **{name: table[name] for name in SCHEMAS["spans"].names if name in table.column_names},
        "SpanKind": chosen(KINDS, table["SpanKind"]),
        "StatusCode": chosen(STATUSES, table["StatusCode"]),
        "SampleRate": pa.array(np.ones(count, "u4")),
        "Events": members(table, "Events", ("Timestamp", "Name", "Attributes")),
        "Links": members(table, "Links", ("TraceId", "SpanId", "Attributes")),
    }
    return ordered("spans", columns, own)


def lines(table: pa.Table) -> pa.Table:
    numbers, texts = severities(table["SeverityNumber"], table["SeverityText"])
    own = wide(
        {
            "@": [
                table["LogAttributes"],
                named("event.name", table["EventName"]),
                named("otel.scope.version", table["ScopeVersion"]),
                named("trace.flags", table["TraceFlags"], "i"),
            ],
            "res@": [table["ResourceAttributes"]],
        },
        table.num_rows,
    )
    columns = {
        **{name: table[name] for name in SCHEMAS["logs"].names if name in table.column_names},
        "SeverityNumber": numbers,
        "SeverityText": texts,
        "Body": unmarked(table["Body"]),
        "SampleRate": pa.array(np.ones(table.num_rows, "u4")),
    }
    return ordered("logs", columns, own)


def ordered(name: str, columns: dict[str, Any], own: dict[str, pa.Array]) -> pa.Table:
    schema = SCHEMAS[name]
    fixed = [
        whole(pa.chunked_array([columns[f.name]]) if isinstance(columns[f.name], pa.Array) else columns[f.name]).cast(
            f.type
        )
        for f in schema
    ]
    keys = sorted(own)
    return pa.table([*fixed, *(own[key] for key in keys)], names=[*schema.names, *keys])


def chosen(names: list[str], numbers: pa.ChunkedArray) -> pa.Array:
    """A text for each number; those past the list are its first."""
    places = whole(numbers).to_numpy(zero_copy_only=False).astype("i4")
    return pa.array(names).take(pa.array(np.where(places < len(names), places, 0)))


def severities(numbers: pa.ChunkedArray, texts: pa.ChunkedArray) -> tuple[pa.Array, pa.Array]:
    """Number and short name of each line's severity, each from the other where it is missing."""
    given = np.minimum(whole(numbers).to_numpy(zero_copy_only=False), 24)
    said = coded(texts.cast(pa.string()))
    plain = [WRITTEN.get(word.upper(), word.upper()) for word in said.values.to_pylist()]
    known = np.array([4 * SEVERITIES.index(word) + 1 if word in SEVERITIES else 0 for word in plain], "i8")
    number = np.where(given > 0, given, known[said.places]).astype("u1")
    short = pa.array(["", *SEVERITIES]).take(pa.array((number.astype("i4") + 3) // 4))
    own = pa.array(plain, pa.string()).take(pa.array(said.places))
    return pa.array(number), pc.if_else(pa.array(number > 0), short, own)


def unmarked(column: pa.ChunkedArray) -> pa.Array:
    """Values as text, without the letters of their types."""
    array = whole(column.cast(pa.string()))
    plain = pc.utf8_slice_codeunits(array, 1)
    nested = pc.match_substring_regex(array, "^[am]")
    if not pc.any(nested).as_py():
        return plain
    deep = [text(value) if flag else None for value, flag in zip(array.to_pylist(), nested.to_pylist(), strict=True)]
    return pc.if_else(nested, pa.array(deep, pa.string()), plain)


def members(table: pa.Table, name: str, fields: tuple[str, ...]) -> pa.Array:
    """Events or links as one list of structs a span."""
    lists = {field: whole(table[f"{name}.{field}"]) for field in fields}
    kind = SCHEMAS["spans"].field(name).type
    first = next(iter(lists.values()))
    values = [member(pc.list_flatten(lists[field]), kind.value_type.field(field).type) for field in fields]
    ends = np.r_[0, np.cumsum(pc.list_value_length(first).to_numpy(zero_copy_only=False))].astype("i4")
    structs = pa.StructArray.from_arrays(values, fields=list(kind.value_type))
    return pa.ListArray.from_arrays(pa.array(ends), structs).cast(kind)


def member(column: pa.Array, kind: pa.DataType) -> pa.Array:
    if not pa.types.is_map(kind):
        return column.cast(kind)
    pairs = Pairs.of(column)
    return pa.MapArray.from_arrays(pairs.ends.astype("i4"), pairs.keys, unmarked(pa.chunked_array([pairs.values])))


class Pairs:
    """Keys and values of a column of maps, one behind the other, and where each row's end."""

    def __init__(self, ends: Any, keys: pa.Array, values: pa.Array) -> None:
        self.ends = ends
        self.keys = keys
        self.values = values

    @classmethod
    def of(cls, column: pa.ChunkedArray | pa.Array) -> Pairs:
        maps = whole(column)
        offsets = maps.offsets.to_numpy() if len(maps) else np.zeros(1, "i4")
        keys, values = (side.slice(offsets[0], offsets[-1] - offsets[0]) for side in (maps.keys, maps.items))
        return cls(offsets - offsets[0], keys.cast(pa.string()), values.cast(pa.string()))

    @property
    def rows(self) -> Any:
        return np.repeat(np.arange(len(self.ends) - 1), np.diff(self.ends))


def named(key: str, column: pa.ChunkedArray, mark: str = "s") -> pa.Array:
    """A column as maps of one key, empty where it has nothing to say."""
    values = whole(column.cast(pa.string()))
    here = pc.and_(pc.not_equal(values, ""), pc.not_equal(values, "0"))
    kept = pc.filter(values, here)
    ends = np.r_[0, np.cumsum(here.to_numpy(zero_copy_only=False))].astype("i4")
    marks = pc.binary_join_element_wise(pa.scalar(mark), kept, "")
    return pa.MapArray.from_arrays(pa.array(ends), pa.array([key] * len(kept), pa.string()), marks)


def wide(maps: dict[str, Iterable[pa.ChunkedArray]], rows: int) -> dict[str, pa.Array]:
    """One typed column for each key of the maps, named `@key` or `res@key`."""
    out: dict[str, pa.Array] = {}
    for prefix, columns in maps.items():
        for column in columns:
            pairs = Pairs.of(column)
            keys, row = coded(pairs.keys), pairs.rows
            for place, key in enumerate(keys.values.to_pylist()):
                at = np.flatnonzero(keys.places == place)
                if key and prefix + key not in out:
                    out[prefix + key] = typed(pairs.values.take(pa.array(at)), row[at], rows)
    return out


def typed(values: pa.Array, row: Any, rows: int) -> pa.Array:
    """The column with these values in these rows, in the narrowest type that holds them all."""
    marks = set(pc.unique(pc.utf8_slice_codeunits(values, 0, 1)).to_pylist())
    place = np.full(rows, -1, "i8")
    place[row] = np.arange(len(row))  # of a key given twice, the last
    where = pa.array(place, mask=place < 0)
    plain = unmarked(pa.chunked_array([values]))
    match marks:
        case _ if marks == {"i"}:
            return plain.cast(pa.int64()).take(where)
        case _ if marks <= {"i", "d"}:
            return plain.cast(pa.float64()).take(where)
        case _ if marks == {"b"}:
            return pc.equal(plain, "true").take(where)
        case _:
            return plain.take(where)
