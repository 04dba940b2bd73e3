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
    count() OVER () AS Rows, sum(SampleRate) OVER () AS Total
FROM trace_summaries
WHERE Start >= fromUnixTimestamp64Nano({start:Int64}) AND Start < fromUnixTimestamp64Nano({end:Int64})
ORDER BY $order
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
"""

# Traces of spans that match: found by number, then sorted by their summaries.
TRACES = """
SELECT
    TraceNo, TraceId, toUnixTimestamp64Nano(Start) AS Time, Duration, RootService, RootName, Spans, Errors, Services, SampleRate,
    count() OVER () AS Rows, sum(SampleRate) OVER () AS Total
FROM trace_summaries
WHERE TraceNo IN (SELECT TraceNo FROM otel_traces WHERE $window AND $where)
ORDER BY $order
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
"""

# For a page after the last one, which has no row to say how many there are.
COUNTS = """
SELECT any(Rows) AS Rows, any(Total) AS Total FROM ($traces)
"""

# The first matching span of each listed trace, and how many match.
FIRST_SPANS = """
SELECT TraceNo, SpanId, count() OVER (PARTITION BY TraceNo) AS Matches$columns
FROM otel_traces
WHERE TraceNo IN {traces:Array(UInt32)} AND $window AND $where
ORDER BY Timestamp, SpanId
LIMIT 1 BY TraceNo
"""

FIRST_OF_TRACES = """
SELECT TraceNo, SpanId, count() OVER (PARTITION BY TraceNo) AS Matches$columns
FROM otel_traces
WHERE TraceNo IN {traces:Array(UInt32)}
ORDER BY ParentSpanId != '', Timestamp, SpanId
LIMIT 1 BY TraceNo
"""

# The same without columns, from where a trace's spans lie together.
ROOTS = """
SELECT TraceNo, lower(leftPad(hex(SpanId), 16, '0')) AS SpanId, Descendants + 1 AS Matches
FROM otel_traces_by_trace
WHERE TraceNo IN {traces:Array(UInt32)}
ORDER BY Position
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

# The key of otel_traces does not hold the trace: where the span stands there is looked up by trace first.
SPAN = """
SELECT
    TraceId, SpanId, ParentSpanId, SpanName, ServiceName, SpanKind, StatusCode, StatusMessage, ScopeName,
    toUnixTimestamp64Nano(Timestamp) AS Time, Duration, SelfTime,
    arrayMap(t -> toUnixTimestamp64Nano(t), Events.Timestamp) AS EventTimes, Events.Name AS EventNames,
    Events.Attributes AS EventAttributes, Links.TraceId AS LinkTraces, Links.SpanId AS LinkSpans,
    Links.Attributes AS LinkAttributes$columns
FROM otel_traces
WHERE SpanId = {span:String} AND TraceId = {trace:String} AND (ServiceName, SpanName, Timestamp) IN (
    SELECT ServiceName, SpanName, Timestamp
    FROM otel_traces_by_trace
    WHERE SpanId = reinterpretAsUInt64(reverse(unhex({span:String})))
      AND TraceNo IN (SELECT TraceNo FROM trace_ids WHERE TraceId = {trace:String})
)
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
    toInt32(floor(log2(greatest(Duration, 1)) * {step:UInt8})) AS Cell,
    count() AS Spans, countIf(Duration < {duration:UInt64}) AS Faster
FROM otel_traces
WHERE ServiceName = {service:String} AND SpanName = {name:String}
GROUP BY Cell
"""
