"""Statements that compare traces: two at once, since each statement waits for its turn."""

from __future__ import annotations

SUMMARIES = """
SELECT
    TraceNo, TraceId, toUnixTimestamp64Nano(Start) AS Time, Duration, RootService, RootName, Spans, Errors, Orphans, SampleRate
FROM trace_summaries
WHERE TraceNo IN (SELECT TraceNo FROM trace_ids WHERE TraceId IN {traces:Array(String)})
"""

SKELETONS = """
SELECT
    TraceNo, SpanId, Depth, ServiceName, SpanName, StatusCode, toUnixTimestamp64Nano(Timestamp) AS Moment,
    Duration, SelfTime
FROM otel_traces_by_trace
WHERE TraceNo IN {traces:Array(UInt32)}
ORDER BY TraceNo = {last:UInt32}, Position
"""

# What the attributes of some spans are, by the places they have in two traces.
ATTRIBUTES = """
SELECT TraceNo, SpanId, StatusCode, StatusMessage$columns
FROM otel_traces
WHERE TraceNo IN {traces:Array(UInt32)} AND SpanId IN {spans:Array(String)} AND (ServiceName, SpanName, Timestamp) IN (
    SELECT ServiceName, SpanName, Timestamp
    FROM otel_traces_by_trace
    WHERE TraceNo IN {traces:Array(UInt32)} AND SpanId IN {numbers:Array(UInt64)}
)
"""

# How traces of one root went; a stored one counts as often as its sample rate says.
LIKE = """
SELECT
    count() AS Rows, countIf(Errors = 0) AS Clean, countIf(Errors > 0) AS Failed,
    toUInt64(quantileExactWeightedIf(0.5)(Duration, SampleRate, Errors = 0)) AS CleanMedian,
    toUInt64(quantileExactWeighted(0.5)(Duration, SampleRate)) AS Median
FROM trace_summaries
WHERE RootService = {service:String} AND RootName = {name:String} AND TraceNo != {trace:UInt32}
"""

# One trace for each reason, where there is one: the nearest to a duration, without errors if any has none; the
# slowest; the newest that failed.
PARTNERS = """
WITH like AS (
    SELECT TraceNo, TraceId, toUnixTimestamp64Nano(Start) AS Time, Duration, Spans, Errors
    FROM trace_summaries
    WHERE RootService = {service:String} AND RootName = {name:String} AND TraceNo != {trace:UInt32}
)
SELECT * FROM (
    SELECT 'usual' AS Why, * FROM like
    ORDER BY Errors > 0, abs(toInt64(Duration) - {median:Int64}), TraceNo DESC LIMIT 1
)
UNION ALL
SELECT * FROM (SELECT 'slowest' AS Why, * FROM like ORDER BY Duration DESC, TraceNo DESC LIMIT 1)
UNION ALL
SELECT * FROM (SELECT 'failed' AS Why, * FROM like WHERE Errors > 0 ORDER BY TraceNo DESC LIMIT 1)
"""
