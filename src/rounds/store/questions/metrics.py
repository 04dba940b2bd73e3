"""Statements about time series."""

from __future__ import annotations

CATALOGUE = """
SELECT Metric, any(Type) AS Type, any(Unit) AS Unit, any(Help) AS Help, count() AS Series,
    arrayDistinct(arrayFlatten(groupArray(mapKeys(Labels)))) AS Labels
FROM metric_series
GROUP BY Metric
ORDER BY Metric
"""

LABELS = """
SELECT Label, Value, count() AS Series
FROM (
    SELECT arrayJoin(Labels) AS Pair, tupleElement(Pair, 1) AS Label, tupleElement(Pair, 2) AS Value
    FROM metric_series WHERE has({metrics:Array(String)}, Metric)
)
GROUP BY Label, Value
ORDER BY Label, Series DESC, Value
"""

# Where: conditions on Metric and Labels. In the order of their labels, which is the order of sums.
SERIES = """
SELECT Series, Metric, Labels
FROM metric_series
WHERE $where
ORDER BY Series
LIMIT {limit:UInt32}
"""

# Times in milliseconds since 1970; both ends inside. $series is one of the two below, $steps 1 or the condition below.
SAMPLES = """
SELECT Series, Time, Value
FROM metric_samples
WHERE $series
  AND Time >= fromUnixTimestamp64Milli({start:Int64}) AND Time <= fromUnixTimestamp64Milli({end:Int64})
  AND $steps
ORDER BY Series, Time
"""
SOME = "Series IN {series:Array(UInt32)}"
# All series of a metric follow each other: to look only at their ends takes a fifth less.
NEIGHBOURS = "Series >= {first:UInt32} AND Series <= {last:UInt32}"
# The beginning of each step alone.
STARTS = "(toUnixTimestamp64Milli(Time) - {start:Int64}) % {step:Int64} < {width:Int64}"

UNITS = """
SELECT Metric, any(Unit) AS Unit
FROM metric_series
WHERE Metric IN {metrics:Array(String)}
GROUP BY Metric
"""

EXEMPLARS = """
SELECT Series, toUnixTimestamp64Milli(Time) AS Time, Value, TraceId, SpanId
FROM metric_exemplars
WHERE Series IN {series:Array(UInt32)}
  AND Time >= fromUnixTimestamp64Milli({start:Int64}) AND Time < fromUnixTimestamp64Milli({end:Int64})
ORDER BY cityHash64(TraceId, SpanId, Value)
LIMIT {limit:UInt32}
"""

ROOTS = """
SELECT TraceId, RootName, Duration, Errors > 0 AS Failed
FROM trace_summaries
WHERE TraceNo IN (SELECT TraceNo FROM trace_ids WHERE TraceId IN {traces:Array(String)})
"""

# Counters that have a series of the service, under one of the labels that name services.
COUNTERS_OF = """
SELECT Metric, count() AS Series, arrayDistinct(arrayFlatten(groupArray(mapKeys(Labels)))) AS Labels
FROM metric_series
WHERE Type = 'counter' AND arrayExists(label -> Labels[label] = {service:String}, {labels:Array(String)})
GROUP BY Metric
"""
