"""Statements about the incident itself."""

from __future__ import annotations

COUNTS = """
SELECT
    (SELECT count() FROM otel_traces) AS Spans,
    (SELECT count() FROM otel_logs) AS LogLines,
    (SELECT count() FROM metric_series) AS Series
"""

# The window as the signals themselves span it, for an incident of which no more is known.
WINDOW = """
SELECT min(Least) AS Start, max(Greatest) AS End
FROM (
    SELECT toUnixTimestamp64Milli(min(Start)) AS Least, toUnixTimestamp64Milli(max(Start)) AS Greatest
    FROM trace_summaries HAVING count() > 0
    UNION ALL
    SELECT toUnixTimestamp64Milli(min(Timestamp)), toUnixTimestamp64Milli(max(Timestamp)) FROM otel_logs HAVING count() > 0
    UNION ALL
    SELECT toUnixTimestamp64Milli(min(Time)), toUnixTimestamp64Milli(max(Time)) FROM metric_samples HAVING count() > 0
)
"""

# Of a long recording the older part is often kept more coarsely than the newer one: then it is the finer step.
STEP = """
SELECT quantileExact(0.25)(Step) AS Step
FROM (
    SELECT
        toUnixTimestamp64Milli(Time)
            - lagInFrame(toUnixTimestamp64Milli(Time)) OVER (PARTITION BY Series ORDER BY Time) AS Step
    FROM metric_samples WHERE Series < 32
)
WHERE Step > 0 AND Step < 86400000
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
