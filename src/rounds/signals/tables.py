"""An incident's telemetry as Arrow tables: what the simulator makes, a bundle holds and the store installs.

Column names follow the OpenTelemetry Collector's ClickHouse exporter. Attributes are wide: one typed,
nullable column a key, `@key` for the attributes of a span or log record and `res@key` for those of its
resource. Times are UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any

import pyarrow as pa

from rounds.kit.errors import Invalid

NS = pa.timestamp("ns", "UTC")
MS = pa.timestamp("ms", "UTC")
TEXT = pa.string()
WORDS = pa.map_(pa.string(), pa.string())
SPAN_EVENT = pa.struct([("Timestamp", NS), ("Name", TEXT), ("Attributes", WORDS)])
SPAN_LINK = pa.struct([("TraceId", TEXT), ("SpanId", TEXT), ("Attributes", WORDS)])

SCHEMAS: dict[str, pa.Schema] = {
    # Plus any number of `@key` and `res@key` columns: string, int64, float64 or bool, nullable.
    "spans": pa.schema([
        ("Timestamp", NS),
        ("TraceId", TEXT),  # 32 lower-case hex digits
        ("SpanId", TEXT),  # 16
        ("ParentSpanId", TEXT),  # 16, or empty for a root
        ("TraceState", TEXT),
        ("SpanName", TEXT),
        ("SpanKind", TEXT),  # Internal, Server, Client, Producer, Consumer, Unspecified
        ("ServiceName", TEXT),
        ("ScopeName", TEXT),
        ("Duration", pa.uint64()),  # nanoseconds
        ("StatusCode", TEXT),  # Unset, Ok, Error
        ("StatusMessage", TEXT),
        ("SampleRate", pa.uint32()),  # how many real spans this one stands for; 1 = kept whole
        ("Events", pa.list_(SPAN_EVENT)),
        ("Links", pa.list_(SPAN_LINK)),
    ]),
    # Plus `@key` and `res@key` columns.
    "logs": pa.schema([
        ("Timestamp", NS),
        ("TraceId", TEXT),
        ("SpanId", TEXT),
        ("SeverityText", TEXT),  # TRACE, DEBUG, INFO, WARN, ERROR, FATAL
        ("SeverityNumber", pa.uint8()),  # 1 to 24, OpenTelemetry's
        ("ServiceName", TEXT),
        ("ScopeName", TEXT),
        ("Body", TEXT),
        ("SampleRate", pa.uint32()),
    ]),
    # One row a time series, numbered from 0 in order of metric and labels. A histogram is its
    # Prometheus series: NAME_bucket with `le`, NAME_count, NAME_sum, each of Type histogram.
    "series": pa.schema([
        ("Series", pa.uint32()),
        ("Metric", TEXT),
        ("Type", TEXT),  # counter, gauge, histogram
        ("Unit", TEXT),  # seconds, bytes, … or empty
        ("Help", TEXT),
        ("Labels", WORDS),
    ]),
    "samples": pa.schema([("Series", pa.uint32()), ("Time", MS), ("Value", pa.float64())]),
    "exemplars": pa.schema([
        ("Series", pa.uint32()),
        ("Time", MS),
        ("Value", pa.float64()),
        ("TraceId", TEXT),
        ("SpanId", TEXT),
        ("Labels", WORDS),
    ]),
    # Deploys, configuration and flag changes, alerts, restarts, notes: what people know of.
    # Attributes by Kind: deploy version, previous, note; config and flag who, key, before, after;
    # alert rule, state (firing, resolved), value; restart pod, reason, exit_code.
    "events": pa.schema([
        ("Time", MS),
        ("Kind", TEXT),  # deploy, config, flag, alert, restart, note
        ("ServiceName", TEXT),
        ("Title", TEXT),
        ("Attributes", WORDS),
    ]),
    "db_activity": pa.schema([
        ("Time", MS),
        ("Database", TEXT),  # the server: postgres-primary
        ("Pid", pa.uint32()),
        ("State", TEXT),  # active, idle, idle in transaction
        ("WaitEventType", TEXT),
        ("WaitEvent", TEXT),
        ("QueryId", pa.int64()),
        ("BackendType", TEXT),
        ("ApplicationName", TEXT),
        ("UserName", TEXT),
        ("XactStart", MS),
        ("QueryStart", MS),
        ("BlockedBy", pa.list_(pa.uint32())),
    ]),
    "db_locks": pa.schema([
        ("Time", MS),
        ("Database", TEXT),
        ("Pid", pa.uint32()),
        ("LockType", TEXT),
        ("Mode", TEXT),
        ("Granted", pa.bool_()),
        ("Relation", TEXT),
        ("Tuple", TEXT),
        ("WaitStart", MS),
    ]),
    "db_queries": pa.schema([("QueryId", pa.int64()), ("Database", TEXT), ("Query", TEXT)]),
    # Deltas over the step that ends at Time, as pg_stat_statements counts them.
    "db_query_stats": pa.schema([
        ("Time", MS),
        ("QueryId", pa.int64()),
        ("Calls", pa.uint64()),
        ("TotalMs", pa.float64()),
        ("Rows", pa.uint64()),
        ("SharedBlksHit", pa.uint64()),
        ("SharedBlksRead", pa.uint64()),
        ("SharedBlksDirtied", pa.uint64()),
        ("TempBytes", pa.uint64()),
        ("WalBytes", pa.uint64()),
        ("MinMs", pa.float64()),
        ("MaxMs", pa.float64()),
    ]),
    "db_plans": pa.schema([
        ("QueryId", pa.int64()),
        ("PlanId", pa.int64()),
        ("FirstSeen", MS),
        ("LastSeen", MS),
        ("Plan", TEXT),  # EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON)
    ]),
    "db_samples": pa.schema([
        ("Time", MS),
        ("QueryId", pa.int64()),
        ("PlanId", pa.int64()),
        ("DurationMs", pa.float64()),
        ("Parameters", TEXT),
        ("TraceId", TEXT),
        ("SpanId", TEXT),
    ]),
    "db_relations": pa.schema([
        ("Time", MS),
        ("Database", TEXT),
        ("Relation", TEXT),
        ("Kind", TEXT),  # table, index
        ("Scans", pa.uint64()),
        ("RowsRead", pa.uint64()),
        ("LiveRows", pa.uint64()),
        ("DeadRows", pa.uint64()),
        ("Bytes", pa.uint64()),
    ]),
    "db_deadlocks": pa.schema([("Time", MS), ("Database", TEXT), ("Victim", pa.uint32()), ("Detail", TEXT)]),
    "heap_snapshots": pa.schema([
        ("Time", MS),
        ("ServiceName", TEXT),
        ("Pod", TEXT),
        ("Name", TEXT),  # the file in the bundle's heap/ folder
        ("Bytes", pa.uint64()),
    ]),
}  # fmt: skip

# Not `schema.empty_table()`: that imports pandas, which takes a second of every start.
EMPTY: dict[str, pa.Table] = {name: pa.Table.from_batches([], schema) for name, schema in SCHEMAS.items()}
WIDE = frozenset({"spans", "logs"})
ATTRIBUTE_TYPES = (pa.string(), pa.int64(), pa.float64(), pa.bool_())


def empty(name: str) -> Any:
    return field(default_factory=lambda: EMPTY[name])


@dataclass(frozen=True, slots=True)
class Signals:
    """All tables of one incident, each in the columns of `SCHEMAS`; those left out are empty.

    Columns of texts may be Arrow dictionaries of texts where they are to be installed, and nothing else.
    """

    spans: pa.Table = empty("spans")
    logs: pa.Table = empty("logs")
    series: pa.Table = empty("series")
    samples: pa.Table = empty("samples")
    exemplars: pa.Table = empty("exemplars")
    events: pa.Table = empty("events")
    db_activity: pa.Table = empty("db_activity")
    db_locks: pa.Table = empty("db_locks")
    db_queries: pa.Table = empty("db_queries")
    db_query_stats: pa.Table = empty("db_query_stats")
    db_plans: pa.Table = empty("db_plans")
    db_samples: pa.Table = empty("db_samples")
    db_relations: pa.Table = empty("db_relations")
    db_deadlocks: pa.Table = empty("db_deadlocks")
    heap_snapshots: pa.Table = empty("heap_snapshots")

    def __post_init__(self) -> None:
        for name, table in self.tables().items():
            checked(name, table)

    def tables(self) -> dict[str, pa.Table]:
        return {column.name: getattr(self, column.name) for column in fields(self)}


def plain(kind: Any) -> Any:
    """The type of what stands in the rows: a text may be a number into a list of distinct ones."""
    return kind.value_type if pa.types.is_dictionary(kind) else kind


def checked(name: str, table: pa.Table) -> pa.Table:
    """The table, if it has the columns of `SCHEMAS[name]` in their order, then attributes in the order of their names.

    Raises:
        Invalid: names the column that is missing, superfluous or of another type.
    """
    wanted = SCHEMAS[name]
    for place, column in enumerate(wanted):
        if place >= table.num_columns or table.schema.field(place).name != column.name:
            raise Invalid(f"{name}: column {place + 1} must be {column.name}", field=f"{name}.{column.name}")
        found = plain(table.schema.field(place).type)
        if found != column.type:
            raise Invalid(f"{name}.{column.name} must be {column.type}, not {found}", field=f"{name}.{column.name}")
    own = [table.schema.field(place) for place in range(len(wanted), table.num_columns)]
    for column in own:
        if name not in WIDE or not column.name.startswith(("@", "res@")):
            raise Invalid(f"{name} has no column {column.name}", field=f"{name}.{column.name}")
        if plain(column.type) not in ATTRIBUTE_TYPES:
            raise Invalid(
                f"{name}.{column.name} must be string, int64, double or bool, not {column.type}",
                field=f"{name}.{column.name}",
            )
    if [column.name for column in own] != sorted({column.name for column in own}):
        raise Invalid(f"{name}: attribute columns must stand in the order of their names, each once", field=name)
    return table
