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

# How traces of one root went; a stored one counts as often as its sample rate says. Ties go to the newest.
LIKE = """
SELECT
    count() AS Rows, countIf(Errors = 0) AS Clean,
    toUInt64(quantileExactWeightedIf(0.5)(Duration, SampleRate, Errors = 0)) AS CleanMedian,
    toUInt64(quantileExactWeighted(0.5)(Duration, SampleRate)) AS Median,
    argMax(TraceNo, (Duration, TraceNo)) AS Slowest,
    maxIf(TraceNo, Errors > 0) AS Failed
FROM trace_summaries
WHERE RootService = {service:String} AND RootName = {name:String} AND TraceNo != {trace:UInt32}
"""

# Some traces, and that of the root which lasted nearest to a duration: without errors, if any has none.
PARTNERS = """
WITH (
    SELECT argMin(TraceNo, (Errors > 0, abs(toInt64(Duration) - {median:Int64}), -toInt64(TraceNo)))
    FROM trace_summaries
    WHERE RootService = {service:String} AND RootName = {name:String} AND TraceNo != {trace:UInt32}
) AS usual
SELECT TraceNo, TraceId, toUnixTimestamp64Nano(Start) AS Time, Duration, Spans, Errors, TraceNo = usual AS Usual
FROM trace_summaries
WHERE TraceNo IN {traces:Array(UInt32)} OR TraceNo = usual
"""
