"""Statements about the incident itself."""

from __future__ import annotations

COUNTS = """
SELECT
    (SELECT count() FROM otel_traces) AS Spans,
    (SELECT count() FROM otel_logs) AS LogLines,
    (SELECT count() FROM metric_series) AS Series
"""

# Milliseconds since 1970, and between two looks.
RHYTHMS = """
SELECT Signal, toUnixTimestamp64Milli(First) AS First, toUnixTimestamp64Milli(Last) AS Last, Step
FROM rhythms
"""

# The busiest first: they get the colours that differ most, and those after the ninth share one.
SERVICES = """
SELECT Value AS Service
FROM attribute_values
WHERE Scope = 'field' AND Key = 'ServiceName' AND Value != ''
GROUP BY Value
ORDER BY sum(Scaled) DESC, Value
"""

EVENTS = """
SELECT toUnixTimestamp64Milli(Time) AS Time, Kind, ServiceName, Title, Attributes
FROM events
ORDER BY events.Time, Title
"""

SHARES = """
SELECT Signal, SampleRate, count() AS Rows
FROM (
    SELECT 'traces' AS Signal, SampleRate FROM trace_summaries
    UNION ALL
    SELECT 'logs', SampleRate FROM otel_logs
)
GROUP BY Signal, SampleRate
ORDER BY Signal DESC, SampleRate
"""
