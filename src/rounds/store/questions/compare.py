"""Statements that compare traces. Their summaries and skeletons are those of one trace."""

from __future__ import annotations

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

# Orders for PARTNER: the nearest to a duration without errors, the slowest, the newest that failed.
NEAREST = "Errors > 0, abs(toInt64(Duration) - {median:Int64}), TraceNo DESC"
SLOWEST = "Duration DESC, TraceNo DESC"
FAILED = "Errors = 0, TraceNo DESC"

PARTNER = """
SELECT
    TraceNo, TraceId, toUnixTimestamp64Nano(Start) AS Time, Duration, RootService, RootName, Spans, Errors, SampleRate
FROM trace_summaries
WHERE RootService = {service:String} AND RootName = {name:String} AND TraceNo != {trace:UInt32}
ORDER BY $order
LIMIT 1
"""
