"""Statements about traces and spans."""

from __future__ import annotations

NEWEST_FIRST = "TraceNo DESC"  # TraceNo rises with the start
ORDERS = {
    "newest": NEWEST_FIRST,
    "oldest": "TraceNo",
    "longest": "Duration DESC, TraceNo DESC",
    "shortest": "Duration, TraceNo DESC",
    "spans": "Spans DESC, TraceNo DESC",
    "errors": "Errors DESC, TraceNo DESC",
}

ALL_TRACES = """
SELECT
    TraceNo, TraceId, toUnixTimestamp64Nano(Start) AS Time, Duration, RootService, RootName, Spans, Errors, Services, SampleRate,
    Spans AS Matches
FROM trace_summaries
WHERE Start >= fromUnixTimestamp64Nano({start:Int64}) AND Start < fromUnixTimestamp64Nano({end:Int64})
ORDER BY $order
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
"""

ALL_COUNTS = """
SELECT count() AS Rows, sum(SampleRate) AS Total
FROM trace_summaries
WHERE Start >= fromUnixTimestamp64Nano({start:Int64}) AND Start < fromUnixTimestamp64Nano({end:Int64})
"""

# `Matching` counts spans by trace; the summaries of those traces are sorted, and how many there are stands in each row.
TRACES = """
WITH Matching AS (
    SELECT TraceNo, count() AS Matches
    FROM otel_traces
    WHERE $window AND $where
    GROUP BY TraceNo
)
SELECT
    TraceNo, TraceId, toUnixTimestamp64Nano(Start) AS Time, Duration, RootService, RootName, Spans, Errors, Services, SampleRate,
    Matches, count() OVER () AS Rows, sum(SampleRate) OVER () AS Total
FROM trace_summaries INNER JOIN Matching USING TraceNo
ORDER BY $order
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
"""

# The first matching span of each listed trace.
FIRST_SPANS = """
SELECT TraceNo, SpanId$columns
FROM otel_traces
WHERE TraceNo IN {traces:Array(UInt32)} AND $window AND $where
ORDER BY Timestamp, SpanId
LIMIT 1 BY TraceNo
"""

FIRST_OF_TRACES = """
SELECT TraceNo, SpanId$columns
FROM otel_traces
WHERE TraceNo IN {traces:Array(UInt32)}
ORDER BY ParentSpanId != '', Timestamp, SpanId
LIMIT 1 BY TraceNo
"""

DURATION_BOUNDS = """
SELECT count() AS Rows, sum(SampleRate) AS Total, min(Duration) AS Least, max(Duration) AS Greatest
FROM $table
WHERE $window AND $where
"""

DURATION_GRID = """
SELECT
    intDiv(toUnixTimestamp64Nano(Timestamp) - {start:Int64}, {step:Int64}) AS Column,
    least({rows:UInt32} - 1, toUInt32(greatest(0, log(greatest(Duration, 1) / {low:Float64}) / {height:Float64}))) AS Row,
    sum(SampleRate) AS Total,
    sumIf(SampleRate, Failed) AS Errors
FROM $table
WHERE $window AND $where
GROUP BY Column, Row
"""

DURATION_POINTS = """
SELECT toUnixTimestamp64Nano(Timestamp) AS Time, Duration, Failed, TraceId, SpanId
FROM $table
WHERE $window AND $where
ORDER BY Timestamp
"""

SPANS = "(SELECT *, StatusCode = 'Error' AS Failed FROM otel_traces)"
WHOLE_TRACES = "(SELECT Start AS Timestamp, Duration, SampleRate, TraceId, '' AS SpanId, Errors > 0 AS Failed FROM trace_summaries)"

SUMMARY = """
SELECT
    TraceNo, TraceId, toUnixTimestamp64Nano(Start) AS Time, Duration, RootService, RootName, Spans, Errors, Orphans, SampleRate
FROM trace_summaries
WHERE TraceNo IN (SELECT TraceNo FROM trace_ids WHERE TraceId = {trace:String})
"""

SKELETON = """
SELECT
    SpanId, ParentSpanId, Depth, Descendants, ServiceName, SpanName, SpanKind, StatusCode,
    toUnixTimestamp64Nano(Timestamp) - {start:Int64} AS Begin, Duration, SelfTime, Critical
FROM otel_traces_by_trace
WHERE TraceNo = {trace:UInt32}
ORDER BY Position
"""

# Where the span stands in the key of otel_traces, which is found in no other way.
PLACE = """
SELECT ServiceName, SpanName, toUnixTimestamp64Nano(Timestamp) AS Time, lower(hex(ParentSpanId)) AS Parent
FROM otel_traces_by_trace
WHERE TraceNo = {trace:UInt32} AND SpanId = reinterpretAsUInt64(reverse(unhex({span:String})))
"""

SPAN = """
SELECT
    SpanId, ParentSpanId, SpanName, ServiceName, SpanKind, StatusCode, StatusMessage, ScopeName,
    toUnixTimestamp64Nano(Timestamp) AS Time, Duration, SelfTime,
    arrayMap(t -> toUnixTimestamp64Nano(t), Events.Timestamp) AS EventTimes, Events.Name AS EventNames,
    Events.Attributes AS EventAttributes, Links.TraceId AS LinkTraces, Links.SpanId AS LinkSpans,
    Links.Attributes AS LinkAttributes$columns
FROM otel_traces
WHERE ServiceName = {service:String} AND SpanName = {name:String}
  AND Timestamp = fromUnixTimestamp64Nano({time:Int64}) AND SpanId = {span:String}
LIMIT 1
"""

LINKED_FROM = """
SELECT TraceId, SpanId, Links.Attributes[indexOf(Links.SpanId, {span:String})] AS Attributes
FROM otel_traces
WHERE has(Links.SpanId, {span:String})
ORDER BY Timestamp
LIMIT 100
"""

RANK = """
SELECT
    count() AS Spans, countIf(Duration < {duration:UInt64}) AS Faster, min(Duration) AS Least, max(Duration) AS Greatest
FROM otel_traces
WHERE ServiceName = {service:String} AND SpanName = {name:String}
"""

RANK_HISTOGRAM = """
SELECT
    least({rows:UInt32} - 1, toUInt32(greatest(0, log(greatest(Duration, 1) / {low:Float64}) / {height:Float64}))) AS Row,
    count() AS Spans
FROM otel_traces
WHERE ServiceName = {service:String} AND SpanName = {name:String}
GROUP BY Row
"""

WITH_VALUES = """
SELECT $sums
FROM otel_traces
"""
