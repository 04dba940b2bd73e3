"""Statements about log lines."""

from __future__ import annotations

# Columns: further columns, each after a comma. Page: a condition on No. Order: DESC or ASC.
LINES = """
SELECT No, toUnixTimestamp64Nano(Timestamp) AS Time, SeverityText, ServiceName, Body, TraceId, SpanId, SampleRate$columns
FROM otel_logs
WHERE $window AND $where AND $page
ORDER BY Timestamp $order, No $order
LIMIT {limit:UInt32}
"""

COUNTS = """
SELECT count() AS Rows, sum(SampleRate) AS Total
FROM otel_logs
WHERE $window AND $where
"""

HISTOGRAM = """
SELECT
    lower(SeverityText) AS Level,
    intDiv(toUnixTimestamp64Nano(Timestamp) - {origin:Int64}, {step:Int64}) AS Step,
    sum(SampleRate) AS Total
FROM otel_logs
WHERE $window AND $where
GROUP BY Level, Step
"""

LINE = """
SELECT
    No, toUnixTimestamp64Nano(Timestamp) AS Time, SeverityText, SeverityNumber, ServiceName, ScopeName, Body,
    TraceId, SpanId, SampleRate$columns
FROM otel_logs
WHERE No = {no:UInt32}
"""

AROUND = """
SELECT No, toUnixTimestamp64Nano(Timestamp) AS Time, SeverityText, ServiceName, Body, TraceId, SpanId, SampleRate$columns
FROM otel_logs
WHERE $window AND $where
ORDER BY abs(toInt64(No) - {no:Int64})
LIMIT {limit:UInt32}
"""

OF_SPAN = """
SELECT No, toUnixTimestamp64Nano(Timestamp) AS Time, SeverityText, ServiceName, Body, TraceId, SpanId, SampleRate$columns
FROM otel_logs
WHERE TraceId = {trace:String} AND SpanId = {span:String}
ORDER BY Timestamp, No
LIMIT {limit:UInt32}
"""

OF_TRACE = """
SELECT count() AS Lines, countIf(SpanId = {span:String}) AS OfSpan
FROM otel_logs
WHERE TraceId = {trace:String}
"""
