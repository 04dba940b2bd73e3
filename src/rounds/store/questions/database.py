"""Statements about databases, over what PostgreSQL says of itself: pg_stat_activity, pg_stat_statements, plans.

Moments are milliseconds since 1970. Rows of activity stand for a moment, those of statement statistics for the step
that ends at their Time.
"""

from __future__ import annotations

DATABASES = """
SELECT Database, count() AS Samples, max(length(BlockedBy)) > 0 AS Blocked,
    toUnixTimestamp64Milli(min(Time)) AS First, toUnixTimestamp64Milli(max(Time)) AS Last
FROM db_activity
GROUP BY Database
"""

NAMED = """
SELECT Database, sum(Statements) AS Statements, sum(Plans) AS Plans
FROM (
    SELECT Database, count() AS Statements, sum(QueryId IN (SELECT QueryId FROM db_plans)) AS Plans
    FROM db_queries GROUP BY Database
    UNION ALL
    SELECT DISTINCT Database, 0, 0 FROM db_relations
)
GROUP BY Database
"""

KNOWN = """
SELECT {database:String} IN (SELECT Database FROM db_queries)
    OR {database:String} IN (SELECT DISTINCT Database FROM db_activity)
    OR {database:String} IN (SELECT DISTINCT Database FROM db_relations) AS Known
"""

# The processors of a server, by whichever exporter told them.
PROCESSORS = """
SELECT Series, argMax(Value, Time) AS Processors
FROM metric_samples
WHERE Series IN {series:Array(UInt32)}
GROUP BY Series
"""

WAIT = "if(WaitEventType = '', 'CPU', concat(WaitEventType, ':', WaitEvent))"
KEYS = {"wait": WAIT, "statement": "toString(QueryId)", "user": "UserName", "application": "ApplicationName"}
OF = "Database = {database:String} AND State = 'active'"
BETWEEN = "Time >= fromUnixTimestamp64Milli({start:Int64}) AND Time < fromUnixTimestamp64Milli({end:Int64})"
BEFORE = "Time >= fromUnixTimestamp64Milli({base_start:Int64}) AND Time < fromUnixTimestamp64Milli({base_end:Int64})"

LOAD = f"""
SELECT intDiv(toUnixTimestamp64Milli(Time) - {{start:Int64}}, {{step:Int64}}) AS Bucket, $key AS Layer, count() AS Sessions
FROM db_activity
WHERE {OF} AND {BETWEEN}
GROUP BY Bucket, Layer
"""

PROFILE = f"""
SELECT $key AS Layer, countIf({BETWEEN}) AS During, countIf({BEFORE}) AS Earlier
FROM db_activity
WHERE {OF} AND ({BETWEEN} OR {BEFORE})
GROUP BY Layer
HAVING During + Earlier > 0
"""

WAITS_OF_STATEMENTS = f"""
SELECT QueryId, {WAIT} AS Layer, countIf({BETWEEN}) AS During, countIf({BEFORE}) AS Earlier
FROM db_activity
WHERE {OF} AND ({BETWEEN} OR {BEFORE})
GROUP BY QueryId, Layer
HAVING During + Earlier > 0
"""

LOAD_OF_STATEMENTS = f"""
SELECT intDiv(toUnixTimestamp64Milli(Time) - {{start:Int64}}, {{step:Int64}}) AS Bucket, QueryId, count() AS Sessions
FROM db_activity
WHERE {OF} AND {BETWEEN}
GROUP BY Bucket, QueryId
"""

# Steps that end after the start and not after the end.
DURING_STEPS = "Time > fromUnixTimestamp64Milli({start:Int64}) AND Time <= fromUnixTimestamp64Milli({end:Int64})"
BEFORE_STEPS = (
    "Time > fromUnixTimestamp64Milli({base_start:Int64}) AND Time <= fromUnixTimestamp64Milli({base_end:Int64})"
)
OF_DATABASE = "QueryId IN (SELECT QueryId FROM db_queries WHERE Database = {database:String})"

TEXTS = """
SELECT QueryId, Query FROM db_queries WHERE Database = {database:String}
"""

OF_TEXT = """
SELECT QueryId, Database FROM db_queries WHERE Query = {query:String} ORDER BY Database, QueryId LIMIT 3
"""

# Both stretches and the whole time in one look at the statistics, which takes longest: a row may be in all three.
STATISTICS = f"""
SELECT
    QueryId, intDiv(toUnixTimestamp64Milli(Time) - 1 - {{whole_start:Int64}}, {{step:Int64}}) AS Bucket,
    Time > fromUnixTimestamp64Milli({{whole_start:Int64}}) AND Time <= fromUnixTimestamp64Milli({{whole_end:Int64}}) AS Inside,
    {DURING_STEPS} AS During, {BEFORE_STEPS} AS Earlier,
    sum(Calls) AS Calls, sum(TotalMs) AS TotalMs, sum(Rows) AS RowsGiven
FROM db_query_stats
WHERE {OF_DATABASE} AND (Inside OR During OR Earlier)
GROUP BY QueryId, Bucket, Inside, During, Earlier
"""

STATEMENT = """
SELECT Database, Query FROM db_queries WHERE QueryId = {id:Int64} ORDER BY Database LIMIT 1
"""

STATISTICS_OF_STATEMENT = f"""
SELECT
    sumIf(Calls, {DURING_STEPS}) AS Calls, sumIf(TotalMs, {DURING_STEPS}) AS TotalMs, sumIf(Rows, {DURING_STEPS}) AS RowsGiven,
    sumIf(Calls, {BEFORE_STEPS}) AS CallsBefore, sumIf(TotalMs, {BEFORE_STEPS}) AS TotalMsBefore,
    sumIf(Rows, {BEFORE_STEPS}) AS RowsBefore
FROM db_query_stats
WHERE QueryId = {{id:Int64}} AND ({DURING_STEPS} OR {BEFORE_STEPS})
"""

WAITS_OF_STATEMENT = f"""
SELECT {WAIT} AS Layer, countIf({BETWEEN}) AS During, countIf({BEFORE}) AS Earlier
FROM db_activity
WHERE {OF} AND QueryId = {{id:Int64}} AND ({BETWEEN} OR {BEFORE})
GROUP BY Layer
HAVING During + Earlier > 0
"""

STATEMENT_OVER_TIME = f"""
SELECT intDiv(toUnixTimestamp64Milli(Time) - 1 - {{start:Int64}}, {{step:Int64}}) AS Bucket,
    sum(Calls) AS Calls, sum(TotalMs) AS TotalMs, sum(Rows) AS RowsGiven, max(MaxMs) AS Slowest, min(MinMs) AS Fastest,
    sum(SharedBlksRead) AS BlocksRead, sum(SharedBlksHit) AS BlocksHit, sum(TempBytes) AS TempBytes,
    sum(WalBytes) AS WalBytes
FROM db_query_stats
WHERE QueryId = {{id:Int64}} AND {DURING_STEPS}
GROUP BY Bucket
"""

LOAD_OF_STATEMENT = f"""
SELECT intDiv(toUnixTimestamp64Milli(Time) - {{start:Int64}}, {{step:Int64}}) AS Bucket, count() AS Sessions
FROM db_activity
WHERE {OF} AND QueryId = {{id:Int64}} AND {BETWEEN}
GROUP BY Bucket
"""

PLANS = """
SELECT PlanId, toUnixTimestamp64Milli(FirstSeen) AS First, toUnixTimestamp64Milli(LastSeen) AS Last, Plan
FROM db_plans
WHERE QueryId = {id:Int64}
ORDER BY FirstSeen, PlanId
LIMIT {limit:UInt32}
"""

# Executions that were looked at, by their plans.
PLAN_TIMES = """
SELECT PlanId, count() AS Executions, avg(DurationMs) AS Mean, max(DurationMs) AS Slowest
FROM db_samples
WHERE QueryId = {id:Int64}
GROUP BY PlanId
"""

SLOWEST = f"""
SELECT toUnixTimestamp64Milli(Time) AS Time, PlanId, DurationMs, Parameters, TraceId, SpanId
FROM db_samples
WHERE QueryId = {{id:Int64}} AND {DURING_STEPS}
ORDER BY DurationMs DESC, Time
LIMIT {{limit:UInt32}}
"""

SPANS_DURING = (
    "Timestamp >= fromUnixTimestamp64Milli({start:Int64}) AND Timestamp < fromUnixTimestamp64Milli({end:Int64})"
)
SPANS_BEFORE = (
    "Timestamp >= fromUnixTimestamp64Milli({base_start:Int64})"
    " AND Timestamp < fromUnixTimestamp64Milli({base_end:Int64})"
)

# Spans that say they ran this text, by who ran it. $text is the column of the attribute.
CALLERS = f"""
SELECT ServiceName, SpanName,
    countIf({SPANS_DURING}) AS Spans, sumIf(SampleRate, {SPANS_DURING}) AS Calls,
    sumIf(SampleRate, {SPANS_DURING} AND StatusCode = 'Error') AS Errors,
    sumIf(Duration * SampleRate, {SPANS_DURING}) AS Time,
    quantileTDigestIf(0.95)(Duration, {SPANS_DURING}) AS Slow,
    sumIf(SampleRate, {SPANS_BEFORE}) AS CallsBefore, sumIf(Duration * SampleRate, {SPANS_BEFORE}) AS TimeBefore
FROM otel_traces
WHERE $text = {{query:String}} AND ({SPANS_DURING} OR {SPANS_BEFORE})
GROUP BY ServiceName, SpanName
ORDER BY Calls DESC, ServiceName, SpanName
LIMIT 20
"""

SESSIONS = """
SELECT Pid, State, WaitEventType, WaitEvent, QueryId, BackendType, ApplicationName, UserName,
    toUnixTimestamp64Milli(XactStart) AS XactStart, toUnixTimestamp64Milli(QueryStart) AS QueryStart, BlockedBy
FROM db_activity
WHERE Database = {database:String} AND Time = fromUnixTimestamp64Milli({at:Int64})
  AND (notEmpty(BlockedBy) OR Pid IN (
    SELECT arrayJoin(BlockedBy) FROM db_activity
    WHERE Database = {database:String} AND Time = fromUnixTimestamp64Milli({at:Int64})
  ))
ORDER BY Pid
LIMIT {limit:UInt32}
"""

LOCKS = """
SELECT Pid, LockType, Mode, Granted, Relation, Tuple, toUnixTimestamp64Milli(WaitStart) AS WaitStart
FROM db_locks
WHERE Database = {database:String} AND Time = fromUnixTimestamp64Milli({at:Int64}) AND Pid IN {pids:Array(UInt32)}
ORDER BY Pid, Granted, Relation, Mode
"""

QUERY_TEXTS = """
SELECT QueryId, Query FROM db_queries WHERE Database = {database:String} AND QueryId IN {ids:Array(Int64)}
"""

# The most that were blocked at one look of each bucket, and when that was: the last time, when they waited longest.
BLOCKED = f"""
SELECT intDiv(toUnixTimestamp64Milli(Time) - {{start:Int64}}, {{step:Int64}}) AS Bucket,
    max(Blocked) AS Most, toUnixTimestamp64Milli(argMax(Time, (Blocked, Time))) AS At, max(Idle) AS Idle
FROM (
    SELECT Time, countIf(notEmpty(BlockedBy)) AS Blocked, countIf(State LIKE 'idle in transaction%') AS Idle
    FROM db_activity
    WHERE Database = {{database:String}} AND {BETWEEN}
    GROUP BY Time
)
GROUP BY Bucket
"""

DEADLOCKS = f"""
SELECT toUnixTimestamp64Milli(Time) AS Time, Victim, Detail
FROM db_deadlocks
WHERE Database = {{database:String}} AND {BETWEEN}
ORDER BY db_deadlocks.Time
LIMIT 100
"""

# Counters count up; the first look at or after the start is what they count from.
RELATIONS = f"""
SELECT Relation, any(Kind) AS Kind,
    argMin(Scans, Time) AS FirstScans, argMax(Scans, Time) AS LastScans,
    argMin(RowsRead, Time) AS FirstRead, argMax(RowsRead, Time) AS LastRead,
    argMin(LiveRows, Time) AS FirstLive, argMax(LiveRows, Time) AS LastLive,
    argMin(DeadRows, Time) AS FirstDead, argMax(DeadRows, Time) AS LastDead,
    argMin(Bytes, Time) AS FirstBytes, argMax(Bytes, Time) AS LastBytes
FROM db_relations
WHERE Database = {{database:String}} AND {BETWEEN}
GROUP BY Relation
ORDER BY Relation
LIMIT {{limit:UInt32}}
"""

SERIES_OF = """
SELECT Series, Metric, Labels FROM metric_series WHERE Metric IN {metrics:Array(String)} ORDER BY Series LIMIT 2000
"""

# Clients that were at work in any of the databases, by the names they connect under.
CLIENTS = f"""
SELECT DISTINCT ApplicationName AS Client FROM db_activity
WHERE {BETWEEN} AND BackendType = 'client backend' AND ApplicationName != ''
ORDER BY Client
LIMIT 100
"""

POOL_SAMPLES = f"""
SELECT Series, intDiv(toUnixTimestamp64Milli(Time) - {{start:Int64}}, {{step:Int64}}) AS Bucket,
    max(Value) AS Most, argMin(Value, Time) AS First, argMax(Value, Time) AS Last
FROM metric_samples
WHERE Series IN {{series:Array(UInt32)}} AND {BETWEEN}
GROUP BY Series, Bucket
ORDER BY Series, Bucket
"""
