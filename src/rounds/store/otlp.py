"""OTLP decoded by the engine itself: a Null table that takes requests, and a view that writes their rows.

ClickHouse reads Protobuf and JSON at about 200,000 spans a second and core; walking the messages in Python manages
50,000. Both encodings share one statement a signal, written here with OTLP's own field names: JSON has them in
camelCase, and its ids as hexadecimal text.

Values keep their type in the first letter of their text, since `"1.10"` and `1.1` differ: `s` string, `i` int,
`d` double, `b` bool, `x` bytes in base64, `a` an array and `m` a map, both as they came, in base64. Reading arrays and
maps here would double the time of every insert for what is rare; `rounds.store.sealing` reads them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

MAP = "Map(LowCardinality(String), String)"
PLACE = "CODEC(ZSTD(1))"
SCHEMA = Path(__file__).with_name("otlp.proto")

# -- what arrives ---------------------------------------------------------------------------------

VALUE = (
    "Tuple(string_value Nullable(String), bool_value Nullable(Bool), int_value Nullable(Int64), "
    "double_value Nullable(Float64), bytes_value Nullable(String), array_value Nullable(String), "
    "kvlist_value Nullable(String))"
)
PAIRS = f"Array(Tuple(key String, value {VALUE}))"
RESOURCE = f"resource Tuple(attributes {PAIRS})"
SCOPE = "scope Tuple(name String, version String)"

EVENTS = f"Array(Tuple(time_unix_nano UInt64, name String, attributes {PAIRS}))"
LINKS = f"Array(Tuple(trace_id String, span_id String, attributes {PAIRS}))"
SPAN = (
    "Tuple(trace_id String, span_id String, trace_state String, parent_span_id String, name String, kind UInt8, "
    f"start_time_unix_nano UInt64, end_time_unix_nano UInt64, attributes {PAIRS}, events {EVENTS}, links {LINKS}, "
    "status Tuple(message String, code UInt8))"
)
LOG = (
    "Tuple(time_unix_nano UInt64, observed_time_unix_nano UInt64, severity_number UInt8, severity_text String, "
    f"body {VALUE}, attributes {PAIRS}, flags UInt32, trace_id String, span_id String, event_name String)"
)
EXEMPLARS = (
    f"exemplars Array(Tuple(filtered_attributes {PAIRS}, time_unix_nano UInt64, as_double Nullable(Float64), "
    "as_int Nullable(Int64), span_id String, trace_id String))"
)
POINT = f"attributes {PAIRS}, time_unix_nano UInt64, flags UInt32"
NUMBERS = f"Array(Tuple({POINT}, as_double Nullable(Float64), as_int Nullable(Int64), {EXEMPLARS}))"
HISTOGRAMS = (
    f"Array(Tuple({POINT}, count UInt64, sum Float64, bucket_counts Array(UInt64), "
    f"explicit_bounds Array(Float64), {EXEMPLARS}))"
)
BUCKETS = "Tuple(offset Int32, bucket_counts Array(UInt64))"
EXPONENTIALS = (
    f"Array(Tuple({POINT}, count UInt64, sum Float64, scale Int32, zero_count UInt64, positive {BUCKETS}, "
    f"negative {BUCKETS}, {EXEMPLARS}))"
)
SUMMARIES = (
    f"Array(Tuple({POINT}, count UInt64, sum Float64, quantile_values Array(Tuple(quantile Float64, value Float64))))"
)
METRIC = (
    f"Tuple(name String, description String, unit String, gauge Tuple(data_points {NUMBERS}), "
    f"sum Tuple(data_points {NUMBERS}, aggregation_temporality UInt8, is_monotonic Bool), "
    f"histogram Tuple(data_points {HISTOGRAMS}, aggregation_temporality UInt8), "
    f"exponential_histogram Tuple(data_points {EXPONENTIALS}, aggregation_temporality UInt8), "
    f"summary Tuple(data_points {SUMMARIES}))"
)


def request(signal: str, scoped: str, records: str, record: str) -> str:
    """The columns of one request: `resource_spans` of `scope_spans` of `spans`."""
    return f"{signal} Array(Tuple({RESOURCE}, {scoped} Array(Tuple({SCOPE}, {records} Array({record})))))"


# -- how a value becomes text ---------------------------------------------------------------------


def marked(v: str) -> str:
    """A value as text behind the letter of its type."""
    return (
        f"coalesce(concat('s', {v}.string_value), concat('i', toString({v}.int_value)), "
        f"concat('d', toString({v}.double_value)), concat('b', toString({v}.bool_value)), "
        f"concat('x', BYTES({v}.bytes_value)), concat('a', base64Encode({v}.array_value)), "
        f"concat('m', base64Encode({v}.kvlist_value)), 's')"
    )


def attributes(pairs: str) -> str:
    return f"mapFromArrays({pairs}.key, arrayMap(v -> {marked('v')}, {pairs}.value))::{MAP}"


def moment(nanoseconds: str) -> str:
    return f"fromUnixTimestamp64Nano(toInt64({nanoseconds}), 'UTC')"


def identity(column: str) -> str:
    """An id as lower-case hexadecimal text; in JSON it comes as such, as bytes come in base64."""
    return f"HEX({column})"


# -- what is stored -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Signal:
    """One kind of telemetry: its recording table, what arrives, and how the one becomes the other."""

    table: str
    columns: str
    order: str
    message: str
    request: str
    select: str


TRACES = Signal(
    table="traces",
    columns=f"""
    Timestamp DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
    TraceId String {PLACE},
    SpanId String {PLACE},
    ParentSpanId String {PLACE},
    TraceState String {PLACE},
    SpanName LowCardinality(String),
    SpanKind UInt8,
    ServiceName LowCardinality(String),
    ScopeName LowCardinality(String),
    ScopeVersion LowCardinality(String),
    ResourceAttributes {MAP} {PLACE},
    SpanAttributes {MAP} {PLACE},
    Duration UInt64 {PLACE},
    StatusCode UInt8,
    StatusMessage String {PLACE},
    `Events.Timestamp` Array(DateTime64(9, 'UTC')),
    `Events.Name` Array(LowCardinality(String)),
    `Events.Attributes` Array({MAP}),
    `Links.TraceId` Array(String),
    `Links.SpanId` Array(String),
    `Links.Attributes` Array({MAP})""",
    order="Timestamp",
    message="ExportTraceServiceRequest",
    request=request("resource_spans", "scope_spans", "spans", SPAN),
    select=f"""
SELECT
    {moment("s.start_time_unix_nano")} AS Timestamp,
    {identity("s.trace_id")} AS TraceId,
    {identity("s.span_id")} AS SpanId,
    {identity("s.parent_span_id")} AS ParentSpanId,
    s.trace_state AS TraceState,
    s.name AS SpanName,
    s.kind AS SpanKind,
    substring(resource['service.name'], 2) AS ServiceName,
    c.scope.name AS ScopeName,
    c.scope.version AS ScopeVersion,
    resource AS ResourceAttributes,
    {attributes("s.attributes")} AS SpanAttributes,
    if(s.end_time_unix_nano > s.start_time_unix_nano, s.end_time_unix_nano - s.start_time_unix_nano, 0) AS Duration,
    s.status.code AS StatusCode,
    s.status.message AS StatusMessage,
    arrayMap(t -> {moment("t")}, s.events.time_unix_nano) AS `Events.Timestamp`,
    s.events.name AS `Events.Name`,
    arrayMap(a -> {attributes("a")}, s.events.attributes) AS `Events.Attributes`,
    arrayMap(i -> {identity("i")}, s.links.trace_id) AS `Links.TraceId`,
    arrayMap(i -> {identity("i")}, s.links.span_id) AS `Links.SpanId`,
    arrayMap(a -> {attributes("a")}, s.links.attributes) AS `Links.Attributes`
FROM (
    SELECT arrayJoin(c.spans) AS s, c, resource
    FROM (
        SELECT arrayJoin(r.scope_spans) AS c, {attributes("r.resource.attributes")} AS resource
        FROM (SELECT arrayJoin(resource_spans) AS r FROM ARRIVING)
    )
)""",
)

LOGS = Signal(
    table="logs",
    columns=f"""
    Timestamp DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
    TraceId String {PLACE},
    SpanId String {PLACE},
    TraceFlags UInt8,
    SeverityText LowCardinality(String),
    SeverityNumber UInt8,
    ServiceName LowCardinality(String),
    ScopeName LowCardinality(String),
    ScopeVersion LowCardinality(String),
    EventName LowCardinality(String),
    Body String {PLACE},
    ResourceAttributes {MAP} {PLACE},
    LogAttributes {MAP} {PLACE}""",
    order="Timestamp",
    message="ExportLogsServiceRequest",
    request=request("resource_logs", "scope_logs", "log_records", LOG),
    select=f"""
SELECT
    {moment("if(l.time_unix_nano > 0, l.time_unix_nano, l.observed_time_unix_nano)")} AS Timestamp,
    {identity("l.trace_id")} AS TraceId,
    {identity("l.span_id")} AS SpanId,
    toUInt8(bitAnd(l.flags, 255)) AS TraceFlags,
    l.severity_text AS SeverityText,
    l.severity_number AS SeverityNumber,
    substring(resource['service.name'], 2) AS ServiceName,
    c.scope.name AS ScopeName,
    c.scope.version AS ScopeVersion,
    l.event_name AS EventName,
    {marked("l.body")} AS Body,
    resource AS ResourceAttributes,
    {attributes("l.attributes")} AS LogAttributes
FROM (
    SELECT arrayJoin(c.log_records) AS l, c, resource
    FROM (
        SELECT arrayJoin(r.scope_logs) AS c, {attributes("r.resource.attributes")} AS resource
        FROM (SELECT arrayJoin(resource_logs) AS r FROM ARRIVING)
    )
)""",
)

NO_COUNTS, NO_BOUNDS = "[]::Array(UInt64)", "[]::Array(Float64)"
NO_BUCKETS = "(0::Int32, []::Array(UInt64))"


def points(kind: str, path: str, value: str, temporality: str = "0", monotonic: str = "false", **more: str) -> str:
    """The points of one kind of metric as tuples of the same members, so that all kinds are one list."""
    members = {
        "kind": f"'{kind}'",
        "attributes": "d.attributes",
        "time": "d.time_unix_nano",
        "flags": "d.flags",
        "temporality": f"toUInt8({temporality})",
        "monotonic": f"toBool({monotonic})",
        "value": f"toFloat64({value})",
        "count": more.get("count", "toUInt64(0)"),
        "counts": more.get("counts", NO_COUNTS),
        "bounds": more.get("bounds", NO_BOUNDS),
        "values": more.get("values", NO_BOUNDS),
        "scale": more.get("scale", "toInt32(0)"),
        "zero": more.get("zero", "toUInt64(0)"),
        "offset": more.get("offset", "toInt32(0)"),
        "below": more.get("below", "toUInt64(0)"),
        "exemplars": more.get("exemplars", "d.exemplars"),
    }
    return f"arrayMap(d -> tuple({', '.join(members.values())}), {path})"


MEMBERS = [
    "kind",
    "attributes",
    "time",
    "flags",
    "temporality",
    "monotonic",
    "value",
    "count",
    "counts",
    "bounds",
    "values",
    "scale",
    "zero",
    "offset",
    "below",
    "exemplars",
]
NUMBER = "coalesce(d.as_double, toFloat64(d.as_int), 0.)"
ALL_POINTS = ",\n            ".join(
    [
        points("gauge", "m.gauge.data_points", NUMBER),
        points("sum", "m.sum.data_points", NUMBER, "m.sum.aggregation_temporality", "m.sum.is_monotonic"),
        points(
            "histogram",
            "m.histogram.data_points",
            "d.sum",
            "m.histogram.aggregation_temporality",
            count="d.count",
            counts="d.bucket_counts",
            bounds="d.explicit_bounds",
        ),
        points(
            "exponential",
            "m.exponential_histogram.data_points",
            "d.sum",
            "m.exponential_histogram.aggregation_temporality",
            count="d.count",
            counts="d.positive.bucket_counts",
            scale="d.scale",
            zero="d.zero_count",
            offset="d.positive.offset",
            below="arraySum(d.negative.bucket_counts)",
        ),
        points(
            "summary",
            "m.summary.data_points",
            "d.sum",
            count="d.count",
            bounds="d.quantile_values.quantile",
            values="d.quantile_values.value",
            exemplars="arraySlice(m.gauge.data_points.exemplars, 1, 0)[1]",
        ),
    ]
)


def member(name: str) -> str:
    return f"p.{MEMBERS.index(name) + 1}"


METRICS = Signal(
    table="points",
    columns=f"""
    Time DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
    Metric LowCardinality(String),
    Kind LowCardinality(String),  -- gauge, sum, histogram, exponential, summary
    Delta Bool,  -- counts since the point before, not since the start
    Monotonic Bool,
    Unit LowCardinality(String),
    Description LowCardinality(String),
    ScopeName LowCardinality(String),
    ResourceAttributes {MAP} {PLACE},
    Attributes {MAP} {PLACE},
    Value Float64,  -- of a gauge or sum; the sum of the others
    Count UInt64,
    Counts Array(UInt64),  -- of buckets
    Bounds Array(Float64),  -- of a histogram's buckets, or a summary's quantiles
    Values Array(Float64),  -- of a summary's quantiles
    Scale Int32,  -- of an exponential histogram, with the next three
    Zero UInt64,
    Offset Int32,
    Below UInt64,
    `Exemplars.Time` Array(DateTime64(9, 'UTC')),
    `Exemplars.Value` Array(Float64),
    `Exemplars.TraceId` Array(String),
    `Exemplars.SpanId` Array(String),
    `Exemplars.Attributes` Array({MAP})""",
    order="Metric, Time",
    message="ExportMetricsServiceRequest",
    request=request("resource_metrics", "scope_metrics", "metrics", METRIC),
    select=f"""
SELECT
    {moment(member("time"))} AS Time,
    m.name AS Metric,
    {member("kind")} AS Kind,
    {member("temporality")} = 1 AS Delta,
    {member("monotonic")} AS Monotonic,
    m.unit AS Unit,
    m.description AS Description,
    c.scope.name AS ScopeName,
    resource AS ResourceAttributes,
    {attributes(f"({member('attributes')})")} AS Attributes,
    {member("value")} AS Value,
    {member("count")} AS Count,
    {member("counts")} AS Counts,
    {member("bounds")} AS Bounds,
    {member("values")} AS Values,
    {member("scale")} AS Scale,
    {member("zero")} AS Zero,
    {member("offset")} AS Offset,
    {member("below")} AS Below,
    arrayMap(e -> {moment("e.time_unix_nano")}, {member("exemplars")}) AS `Exemplars.Time`,
    arrayMap(e -> coalesce(e.as_double, toFloat64(e.as_int), 0.), {member("exemplars")}) AS `Exemplars.Value`,
    arrayMap(e -> {identity("e.trace_id")}, {member("exemplars")}) AS `Exemplars.TraceId`,
    arrayMap(e -> {identity("e.span_id")}, {member("exemplars")}) AS `Exemplars.SpanId`,
    arrayMap(e -> {attributes("(e.filtered_attributes)")}, {member("exemplars")}) AS `Exemplars.Attributes`
FROM (
    SELECT
        m, c, resource,
        arrayJoin(arrayConcat(
            {ALL_POINTS}
        )) AS p
    FROM (
        SELECT arrayJoin(c.metrics) AS m, c, resource
        FROM (
            SELECT arrayJoin(r.scope_metrics) AS c, {attributes("r.resource.attributes")} AS resource
            FROM (SELECT arrayJoin(resource_metrics) AS r FROM ARRIVING)
        )
    )
)
WHERE bitAnd({member("flags")}, 1) = 0  -- a point of "no recorded value" holds none""",
)

SIGNALS = {"traces": TRACES, "logs": LOGS, "metrics": METRICS}
DURABLE = "fsync_after_insert = 1, fsync_part_directory = 1"  # acknowledged means: on the disk


def tables(signal: Signal) -> list[str]:
    """The statements that make one signal's recording: its table, and for either encoding what takes requests."""
    stored = f"CREATE TABLE {signal.table} ({signal.columns}\n) ENGINE = MergeTree ORDER BY ({signal.order})"
    return [f"{stored} SETTINGS {DURABLE}", *arriving(signal, "protobuf"), *arriving(signal, "json")]


def arriving(signal: Signal, encoding: str) -> list[str]:
    request, select = signal.request, signal.select
    if encoding == "json":
        names = set(re.findall(r"\b[a-z]+(?:_[a-z]+)+\b", request))
        renamed = re.compile(r"\b(?:" + "|".join(sorted(names, key=len, reverse=True)) + r")\b")
        request, select = (renamed.sub(lambda found: camel(found.group()), text) for text in (request, select))
    for mark, binary in (("HEX", r"lower(hex(\1))"), ("BYTES", r"base64Encode(\1)")):
        text = r"lower(\1)" if mark == "HEX" else r"\1"
        select = re.sub(mark + r"\(([^()]+)\)", text if encoding == "json" else binary, select)
    select = select.replace("ARRIVING", f"{signal.table}_{encoding}")
    return [
        f"CREATE TABLE {signal.table}_{encoding} ({request}) ENGINE = Null",
        f"CREATE MATERIALIZED VIEW {signal.table}_{encoding}_view TO {signal.table} AS {select}",
    ]


def camel(name: str) -> str:
    """`time_unix_nano` → `timeUnixNano`."""
    return re.sub(r"_([a-z])", lambda found: found.group(1).upper(), name)


def formatted(signal: Signal, encoding: str, *, shared: bool) -> tuple[str, dict[str, object]]:
    """The format of an insert of requests, and its settings. To a shared server the schema travels with it.

    An engine in this process reads our own file: of a schema as text, chDB leaves a copy in the working folder.
    """
    if encoding == "json":
        return "JSONEachRow", JSON
    schema = {"format_schema_source": "string", "format_schema": SCHEMA.read_text()}
    source = schema if shared else {"format_schema": str(SCHEMA)}
    return "Protobuf", {"format_schema_message_name": signal.message, **source, **ONE_BLOCK}


# A batch becomes one part, so that it is there whole or not at all.
ONE_BLOCK: dict[str, object] = {
    "max_insert_block_size": 100_000_000,
    "min_insert_block_size_bytes": 8_000_000_000,
    "max_insert_threads": 1,
}
JSON: dict[str, object] = {
    "input_format_skip_unknown_fields": 1,
    "input_format_json_ignore_unknown_keys_in_named_tuple": 1,
    "input_format_json_defaults_for_missing_elements_in_named_tuple": 1,
    "input_format_json_read_objects_as_strings": 1,
    "input_format_json_read_arrays_as_strings": 1,
    "input_format_parallel_parsing": 0,
    **ONE_BLOCK,
}
