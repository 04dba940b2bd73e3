"""Statements about calls between services, summed up per 10 s when an incident is sealed.

Times are seconds since 1970 and multiples of ten; the end is not inside. An empty Caller stands for the outside.
"""

from __future__ import annotations

BUCKET = 10  # seconds; what the rollup is summed over

# Every call there was in the incident: what is drawn, and where, does not depend on the stretches looked at.
WHOLE = """
SELECT
    Caller, Callee, max(CallerKind) AS CallerKind, min(CalleeKind) AS CalleeKind,
    sum(Calls) AS Total, sum(Rows) AS Stored, sum(FailedRows) AS Failed,
    toUnixTimestamp(min(Time)) AS First, toUnixTimestamp(max(Time)) + 10 AS Last
FROM service_edges
GROUP BY Caller, Callee
ORDER BY Caller, Callee
"""

# In which of the two stretches a row is: 0 before, 1 during; in both where they overlap.
STRETCH = """arrayJoin(arrayFilter(stretch ->
    Time >= toDateTime({starts:Array(UInt32)}[stretch + 1]) AND Time < toDateTime({ends:Array(UInt32)}[stretch + 1]),
    [0, 1]))"""

# Each call in each stretch: what is stored and what it stands for; p50, p95 and p99.
CALLS = """
SELECT
    $stretch AS Stretch, Caller, Callee,
    sum(Rows) AS Stored, sum(FailedRows) AS Failed, sum(Calls) AS Total, sum(Errors) AS Errors,
    sum(Traces) AS StoredTraces, sum(Squares) AS Scatter,
    quantilesTDigestWeightedMerge(0.5, 0.95, 0.99)(Latency) AS Quantiles
FROM service_edges
WHERE Time >= toDateTime({first:UInt32}) AND Time < toDateTime({last:UInt32})
GROUP BY Stretch, Caller, Callee
"""

# The same percentiles of several calls together, by what is called (Caller is empty then) and of hosts that are drawn
# as one also by caller. Only of `callees`, where that is not the same as the above.
LATENCIES = """
SELECT
    Stretch, grouping(Caller) = 1 AS OfNode, Caller, To,
    quantilesTDigestWeightedMerge(0.5, 0.95, 0.99)(Latency) AS Quantiles
FROM (
    SELECT
        $stretch AS Stretch, Caller, Latency,
        transform(toString(Callee), {hosts:Array(String)}, {groups:Array(String)}, toString(Callee)) AS To
    FROM service_edges
    WHERE Time >= toDateTime({first:UInt32}) AND Time < toDateTime({last:UInt32}) AND has({callees:Array(String)}, Callee)
)
GROUP BY GROUPING SETS ((Stretch, Caller, To), (Stretch, To))
"""

# When the last stored trace ends, and how long those traces take in which nearly all spans are. Traces are stored when
# they end, so those that began so late may not be there.
LONG = """
SELECT
    toUnixTimestamp64Milli(max(Start + toIntervalNanosecond(Duration))) AS Last,
    quantileExactWeighted(0.95)(Duration, Spans) / 1e6 AS Long
FROM trace_summaries
"""

# What some services send, for those that nothing calls.
SENT = """
SELECT $stretch AS Stretch, Caller, quantilesTDigestWeightedMerge(0.5, 0.95, 0.99)(Latency) AS Quantiles
FROM service_edges
WHERE Time >= toDateTime({first:UInt32}) AND Time < toDateTime({last:UInt32}) AND has({callers:Array(String)}, Caller)
GROUP BY Stretch, Caller
"""

CURVES = """
SELECT
    intDiv(toUnixTimestamp(Time) - {start:UInt32}, {step:UInt32}) AS Step,
    sum(Calls) AS Total, sum(Errors) AS Failed,
    quantilesTDigestWeightedMerge(0.5, 0.95, 0.99)(Latency) AS Quantiles
FROM service_edges
WHERE Time >= toDateTime({start:UInt32}) AND Time < toDateTime({end:UInt32})
  AND (empty({callers:Array(String)}) OR has({callers:Array(String)}, Caller))
  AND (empty({callees:Array(String)}) OR has({callees:Array(String)}, Callee))
GROUP BY Step
ORDER BY Step
"""

FAILING = """
SELECT intDiv(toUnixTimestamp(Time) - {start:UInt32}, {step:UInt32}) AS Step, sum(Calls) AS Total, sum(Errors) AS Failed
FROM service_edges
WHERE Time >= toDateTime({start:UInt32}) AND Time < toDateTime({end:UInt32})
GROUP BY Step
ORDER BY Step
"""

# Which attribute of a caller's spans names what they call: the place of it, from the first span found that has it.
NAMED_BY = """
SELECT $place AS Place
FROM otel_traces
WHERE (empty({callers:Array(String)}) OR has({callers:Array(String)}, ServiceName)) AND $window AND $place >= 0
LIMIT 1
"""

# What a call answered, in two stretches; `$status` is the attribute that holds a status code.
STATUSES = """
SELECT toString($status) AS Status, sumIf(SampleRate, NOT IsDuring) AS Before, sumIf(SampleRate, IsDuring) AS During
FROM (
    SELECT *, Timestamp >= fromUnixTimestamp64Nano({start:Int64}) AND Timestamp < fromUnixTimestamp64Nano({end:Int64}) AS IsDuring
    FROM otel_traces
    WHERE (
        Timestamp >= fromUnixTimestamp64Nano({start:Int64}) AND Timestamp < fromUnixTimestamp64Nano({end:Int64})
        OR Timestamp >= fromUnixTimestamp64Nano({before_start:Int64}) AND Timestamp < fromUnixTimestamp64Nano({before_end:Int64})
    ) AND $where
)
WHERE isNotNull($status)
GROUP BY Status
ORDER BY During + Before DESC, Status
LIMIT 12
"""

# Counters with a label whose value is the host.
COUNTERS_NAMING = """
SELECT Metric, Label, groupUniqArrayArray(Names) AS Labels, count() AS Series
FROM (
    SELECT Metric, mapKeys(Labels) AS Names, arrayFirst(label -> Labels[label] = {name:String}, Names) AS Label
    FROM metric_series
    WHERE Type = 'counter' AND has(mapValues(Labels), {name:String})
)
GROUP BY Metric, Label
ORDER BY Metric
LIMIT 3
"""

# Spans of one trace that may call something which sends no spans, with what names it. A trace's spans do not lie
# together here: its operations and its time find them.
CALLING = """
SELECT reinterpretAsUInt64(reverse(unhex(SpanId))) AS Span$columns
FROM otel_traces
WHERE TraceNo = {trace:UInt32} AND SpanKind IN ('Client', 'Producer', 'Consumer')
  AND Timestamp >= fromUnixTimestamp64Nano({start:Int64}) AND Timestamp <= fromUnixTimestamp64Nano({end:Int64})
  AND (ServiceName, SpanName) IN (
    SELECT DISTINCT ServiceName, SpanName
    FROM otel_traces_by_trace
    WHERE TraceNo = {trace:UInt32} AND SpanKind IN ('Client', 'Producer', 'Consumer')
)
"""
