"""The tables of an incident's database.

Names follow the OpenTelemetry Collector's ClickHouse exporter. Spans and logs hold one typed column an attribute
key (`wide` in the statements below, made by `rounds.store.attributes`); the exporter's attribute maps stand beside
them as ALIAS columns, which cost nothing on disk. Spans have no index on attributes: measured, wide columns are
faster than maps with a text index in nearly every question, and seal 2 to 4 times faster.
"""

from __future__ import annotations

VERSION = 6  # raise it when a table changes: incidents of another version count as not installed

TRACES = """
CREATE TABLE otel_traces (
    Timestamp DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
    TraceId String CODEC(ZSTD(1)),
    TraceNo UInt32 CODEC(ZSTD(1)),  -- rank of the trace by its start: the newest have the largest
    SpanId String CODEC(ZSTD(1)),
    ParentSpanId String CODEC(ZSTD(1)),
    TraceState String CODEC(ZSTD(1)),
    SpanName LowCardinality(String),
    SpanKind LowCardinality(String),
    ServiceName LowCardinality(String),
    ScopeName LowCardinality(String),
    Duration UInt64 CODEC(ZSTD(1)),  -- nanoseconds
    SelfTime UInt64 CODEC(ZSTD(1)),  -- Duration without the time its children cover
    StatusCode LowCardinality(String),
    StatusMessage String CODEC(ZSTD(1)),
    SampleRate UInt32 CODEC(ZSTD(1)),  -- how many real spans this one stands for
    `Events.Timestamp` Array(DateTime64(9, 'UTC')) CODEC(ZSTD(1)),
    `Events.Name` Array(LowCardinality(String)),
    `Events.Attributes` Array(Map(LowCardinality(String), String)) CODEC(ZSTD(1)),
    `Links.TraceId` Array(String) CODEC(ZSTD(1)),
    `Links.SpanId` Array(String) CODEC(ZSTD(1)),
    `Links.Attributes` Array(Map(LowCardinality(String), String)) CODEC(ZSTD(1)),
    Rest Map(String, String) CODEC(ZSTD(1)),  -- odd and rare keys under the name their column would have
    {wide}
    SpanAttributes Map(String, String) ALIAS {attributes},
    ResourceAttributes Map(String, String) ALIAS {resource}
) ENGINE = MergeTree ORDER BY (ServiceName, SpanName, Timestamp)
SETTINGS min_compressed_bytes_to_fsync_after_merge = 1
"""

LOGS = """
CREATE TABLE otel_logs (
    Timestamp DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
    No UInt32 CODEC(ZSTD(1)),  -- rank by time
    TraceId String CODEC(ZSTD(1)),
    SpanId String CODEC(ZSTD(1)),
    SeverityText LowCardinality(String),
    SeverityNumber UInt8,
    ServiceName LowCardinality(String),
    ScopeName LowCardinality(String),
    Body String CODEC(ZSTD(1)),
    PatternId UInt32 CODEC(ZSTD(1)),
    SampleRate UInt32 CODEC(ZSTD(1)),
    Rest Map(String, String) CODEC(ZSTD(1)),
    {wide}
    LogAttributes Map(String, String) ALIAS {attributes},
    ResourceAttributes Map(String, String) ALIAS {resource},
    INDEX words lower(Body) TYPE text(tokenizer = 'splitByNonAlpha'),
    INDEX trace TraceId TYPE bloom_filter(0.01) GRANULARITY 1
    {indexes}
) ENGINE = MergeTree ORDER BY (Timestamp, No)
SETTINGS min_compressed_bytes_to_fsync_after_merge = 1
"""

OTHERS: dict[str, str] = {
    # What a waterfall draws, a trace's spans together. Position counts in pre-order inside the trace, so a span and
    # all below it are Position … Position + Descendants. Critical is the part of Duration on the critical path.
    "otel_traces_by_trace": """
CREATE TABLE otel_traces_by_trace (
    TraceNo UInt32 CODEC(ZSTD(1)),
    Timestamp DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
    Duration UInt64 CODEC(ZSTD(1)),
    SpanId UInt64,  -- the 16 hexadecimal digits as a number: lower(hex(SpanId)), padded to 16
    ParentSpanId UInt64,  -- 0 for none
    ServiceName LowCardinality(String),
    SpanName LowCardinality(String),
    SpanKind LowCardinality(String),
    StatusCode LowCardinality(String),
    ParentService LowCardinality(Nullable(String)),  -- NULL for a root
    Depth UInt32 CODEC(ZSTD(1)),
    Position UInt32 CODEC(ZSTD(1)),
    Descendants UInt32 CODEC(ZSTD(1)),
    SelfTime UInt64 CODEC(ZSTD(1)),
    Critical UInt64 CODEC(ZSTD(1)),
    SampleRate UInt32 CODEC(ZSTD(1))
) ENGINE = MergeTree ORDER BY (TraceNo, Timestamp)
SETTINGS min_compressed_bytes_to_fsync_after_merge = 1
""",
    "trace_summaries": """
CREATE TABLE trace_summaries (
    TraceNo UInt32,
    TraceId String CODEC(ZSTD(1)),
    Start DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),
    Duration UInt64 CODEC(ZSTD(1)),  -- from the first span's start to the last one's end
    RootService LowCardinality(String),
    RootName LowCardinality(String),
    RootStatus LowCardinality(String),
    Spans UInt32 CODEC(ZSTD(1)),
    Errors UInt32 CODEC(ZSTD(1)),
    Depth UInt32 CODEC(ZSTD(1)),  -- levels: 1 for a root alone
    Orphans UInt32 CODEC(ZSTD(1)),  -- spans whose parent is missing
    SampleRate UInt32 CODEC(ZSTD(1)),
    Services Array(LowCardinality(String))
) ENGINE = MergeTree ORDER BY TraceNo
""",
    "trace_ids": """
CREATE TABLE trace_ids (TraceId String, TraceNo UInt32)
ENGINE = MergeTree ORDER BY TraceId SETTINGS index_granularity = 1024
""",
    # Kinds: service, database, messaging, external. An empty Caller is the world outside.
    "service_edges": """
CREATE TABLE service_edges (
    Time DateTime('UTC') CODEC(Delta(4), ZSTD(1)),  -- start of 10 s
    Caller LowCardinality(String),
    Callee LowCardinality(String),
    CallerKind LowCardinality(String),
    CalleeKind LowCardinality(String),
    Rows UInt64 CODEC(ZSTD(1)),  -- calls that are stored
    FailedRows UInt64 CODEC(ZSTD(1)),
    Calls UInt64 CODEC(ZSTD(1)),  -- real calls: scaled by SampleRate
    Errors UInt64 CODEC(ZSTD(1)),
    Total UInt64 CODEC(ZSTD(1)),  -- nanoseconds
    Traces UInt64 CODEC(ZSTD(1)),  -- of those stored, whose first such call is here
    Squares Float64 CODEC(ZSTD(1)),  -- of how many real calls each of these traces stands for in all
    Latency AggregateFunction(quantilesTDigestWeighted(0.5, 0.95, 0.99), UInt64, UInt64)
) ENGINE = MergeTree ORDER BY (Time, Caller, Callee, CalleeKind)
""",
    "log_patterns": """
CREATE TABLE log_patterns (
    PatternId UInt32,  -- 0 has most lines
    Template String,  -- with <*> for what varies
    ServiceName LowCardinality(String),
    SeverityText LowCardinality(String),
    Rows UInt64,
    Scaled UInt64,
    First DateTime64(9, 'UTC'),
    Last DateTime64(9, 'UTC')
) ENGINE = MergeTree ORDER BY PatternId
""",
    # The histogram every page of logs opens with.
    "log_histogram": """
CREATE TABLE log_histogram (
    Time DateTime('UTC') CODEC(Delta(4), ZSTD(1)),  -- start of 10 s
    ServiceName LowCardinality(String),
    SeverityText LowCardinality(String),
    Rows UInt64 CODEC(ZSTD(1)),
    Scaled UInt64 CODEC(ZSTD(1))
) ENGINE = MergeTree ORDER BY (Time, ServiceName, SeverityText)
""",
    "metric_series": """
CREATE TABLE metric_series (
    Series UInt32,
    Metric LowCardinality(String),
    Type LowCardinality(String),
    Unit LowCardinality(String),
    Help String,
    Labels Map(LowCardinality(String), LowCardinality(String))  -- sent and read as places in a list of the distinct ones
) ENGINE = MergeTree ORDER BY (Metric, Series)
""",
    "metric_samples": """
CREATE TABLE metric_samples (
    Series UInt32 CODEC(Delta(4), LZ4),
    Time DateTime64(3, 'UTC') CODEC(Delta(8), LZ4),  -- read twice as fast as DoubleDelta and Gorilla, in the same room
    Value Float64 CODEC(Delta(8), LZ4)
) ENGINE = MergeTree ORDER BY (Series, Time)
SETTINGS min_compressed_bytes_to_fsync_after_merge = 1
""",
    "metric_exemplars": """
CREATE TABLE metric_exemplars (
    Series UInt32,
    Time DateTime64(3, 'UTC'),
    Value Float64,
    TraceId String,
    SpanId String,
    Labels Map(LowCardinality(String), String)
) ENGINE = MergeTree ORDER BY (Series, Time)
""",
    # Signal: spans, logs. Scope: field (a column every row has), attribute, resource. Expression reads the key.
    "attribute_keys": """
CREATE TABLE attribute_keys (
    Signal LowCardinality(String),
    Scope LowCardinality(String),
    Key String,
    Expression String,
    Type LowCardinality(String),  -- string, int, float, bool
    Storage LowCardinality(String),  -- LowCardinality, String, Number, Rest
    Rows UInt64,
    Distinct UInt64,
    Least Nullable(Float64),
    Greatest Nullable(Float64)
) ENGINE = MergeTree ORDER BY (Signal, Scope, Key)
""",
    # Every value of each key that has at most 50,000 of them.
    "attribute_values": """
CREATE TABLE attribute_values (
    Signal LowCardinality(String),
    Scope LowCardinality(String),
    Key LowCardinality(String),
    Value String,
    Rows UInt64,
    Scaled UInt64
) ENGINE = MergeTree ORDER BY (Signal, Key, Scope, Value)
""",
    # Signals: traces (by their start), spans, logs, metrics, db_activity, db_query_stats; those without rows are not there.
    "rhythms": """
CREATE TABLE rhythms (
    Signal LowCardinality(String),
    First DateTime64(3, 'UTC'),
    Last DateTime64(3, 'UTC'),
    Step UInt32  -- milliseconds between two looks, 0 where there are none; of spans and logs, of facet_counts
) ENGINE = MergeTree ORDER BY Signal
""",
    # Of each field with at most 1,000 values, as Expression in attribute_keys names it. Signals: spans, logs.
    "facet_counts": """
CREATE TABLE facet_counts (
    Signal LowCardinality(String),
    Time DateTime64(9, 'UTC') CODEC(Delta(8), ZSTD(1)),  -- start of the step
    Field LowCardinality(String),
    Value LowCardinality(String),
    Total UInt64 CODEC(ZSTD(1))
) ENGINE = MergeTree ORDER BY (Signal, Time, Field, Value)
""",
    "events": """
CREATE TABLE events (
    Time DateTime64(3, 'UTC'),
    Kind LowCardinality(String),
    ServiceName LowCardinality(String),
    Title String,
    Attributes Map(LowCardinality(String), String)
) ENGINE = MergeTree ORDER BY Time
""",
    "db_activity": """
CREATE TABLE db_activity (
    Time DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    Database LowCardinality(String),
    Pid UInt32 CODEC(ZSTD(1)),
    State LowCardinality(String),
    WaitEventType LowCardinality(String),
    WaitEvent LowCardinality(String),
    QueryId Int64 CODEC(ZSTD(1)),
    BackendType LowCardinality(String),
    ApplicationName LowCardinality(String),
    UserName LowCardinality(String),
    XactStart Nullable(DateTime64(3, 'UTC')) CODEC(ZSTD(1)),
    QueryStart Nullable(DateTime64(3, 'UTC')) CODEC(ZSTD(1)),
    BlockedBy Array(UInt32)
) ENGINE = MergeTree ORDER BY (Time, Database, Pid)
""",
    "db_locks": """
CREATE TABLE db_locks (
    Time DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    Database LowCardinality(String),
    Pid UInt32,
    LockType LowCardinality(String),
    Mode LowCardinality(String),
    Granted Bool,
    Relation LowCardinality(String),
    Tuple String,
    WaitStart Nullable(DateTime64(3, 'UTC'))
) ENGINE = MergeTree ORDER BY (Time, Database, Pid)
""",
    "db_queries": """
CREATE TABLE db_queries (QueryId Int64, Database LowCardinality(String), Query String)
ENGINE = MergeTree ORDER BY (QueryId, Database)
""",
    "db_query_stats": """
CREATE TABLE db_query_stats (
    Time DateTime64(3, 'UTC') CODEC(Delta(8), ZSTD(1)),
    QueryId Int64 CODEC(ZSTD(1)),
    Calls UInt64 CODEC(ZSTD(1)),
    TotalMs Float64 CODEC(ZSTD(1)),
    Rows UInt64 CODEC(ZSTD(1)),
    SharedBlksHit UInt64 CODEC(ZSTD(1)),
    SharedBlksRead UInt64 CODEC(ZSTD(1)),
    SharedBlksDirtied UInt64 CODEC(ZSTD(1)),
    TempBytes UInt64 CODEC(ZSTD(1)),
    WalBytes UInt64 CODEC(ZSTD(1)),
    MinMs Float64 CODEC(ZSTD(1)),
    MaxMs Float64 CODEC(ZSTD(1))
) ENGINE = MergeTree ORDER BY (QueryId, Time)
""",
    "db_plans": """
CREATE TABLE db_plans (
    QueryId Int64,
    PlanId Int64,
    FirstSeen DateTime64(3, 'UTC'),
    LastSeen DateTime64(3, 'UTC'),
    Plan String CODEC(ZSTD(3))
) ENGINE = MergeTree ORDER BY (QueryId, PlanId)
""",
    "db_samples": """
CREATE TABLE db_samples (
    Time DateTime64(3, 'UTC'),
    QueryId Int64,
    PlanId Int64,
    DurationMs Float64,
    Parameters String,
    TraceId String,
    SpanId String
) ENGINE = MergeTree ORDER BY (QueryId, Time)
""",
    "db_relations": """
CREATE TABLE db_relations (
    Time DateTime64(3, 'UTC'),
    Database LowCardinality(String),
    Relation LowCardinality(String),
    Kind LowCardinality(String),
    Scans UInt64,
    RowsRead UInt64,
    LiveRows UInt64,
    DeadRows UInt64,
    Bytes UInt64
) ENGINE = MergeTree ORDER BY (Database, Relation, Time)
""",
    "db_deadlocks": """
CREATE TABLE db_deadlocks (
    Time DateTime64(3, 'UTC'),
    Database LowCardinality(String),
    Victim UInt32,
    Detail String
) ENGINE = MergeTree ORDER BY Time
""",
    "heap_snapshots": """
CREATE TABLE heap_snapshots (
    Time DateTime64(3, 'UTC'),
    ServiceName LowCardinality(String),
    Pod LowCardinality(String),
    Name String,
    Bytes UInt64
) ENGINE = MergeTree ORDER BY (ServiceName, Time)
""",
}

# Tables of `Signals` that are stored as they come, and under which name.
AS_THEY_COME = {
    "series": "metric_series",
    "samples": "metric_samples",
    "exemplars": "metric_exemplars",
} | {name: name for name in OTHERS if name in ("events", "heap_snapshots") or name.startswith("db_")}
