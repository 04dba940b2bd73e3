"""Putting an incident in place: built aside as `_new_NAME`, then renamed, so that it is complete or not there."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial

import pyarrow as pa

from rounds.kit.errors import Conflict
from rounds.signals import Signals
from rounds.store import attributes, logs, rhythms, spans
from rounds.store.attributes import Attribute
from rounds.store.columns import stream
from rounds.store.engine import Engine, EngineError, Into
from rounds.store.limits import FULL, code_of
from rounds.store.names import BUILDING, literal, quoted
from rounds.store.pool import Pool
from rounds.store.schema import AS_THEY_COME, LOGS, OTHERS, TRACES, VERSION

NEW, OLD = "_new_", "_old_"
SEALED = f"Rounds incident, tables {VERSION}"

Progress = Callable[[str, float], None]  # what is being done, and the share that is
Last = Callable[[], object]  # called when all is written and checked, and the incident is not there yet

# One part a table, so that nothing has to be merged: a block may be as large as what comes.
BLOCKS = {
    "min_insert_block_size_rows": 4_000_000,
    "min_insert_block_size_bytes": 8_000_000_000,
    "max_insert_block_size": 4_000_000,
    "max_insert_threads": 1,
}

EDGES = """
INSERT INTO service_edges
SELECT
    toDateTime(toStartOfInterval(Start, INTERVAL 10 SECOND), 'UTC') AS Time,
    Caller, Callee, CallerKind, CalleeKind,
    count() AS Rows,
    countIf(Failed) AS FailedRows,
    sum(SampleRate) AS Calls,
    sumIf(SampleRate, Failed) AS Errors,
    sum(Duration * SampleRate) AS Total,
    countIf(Square > 0) AS Traces,
    sum(Square) AS Squares,
    quantilesTDigestWeightedState(0.5, 0.95, 0.99)(Duration, toUInt64(SampleRate)) AS Latency
FROM calls
GROUP BY ALL
"""
CALLS = """
CREATE TABLE calls (
    Start DateTime64(9, 'UTC'), Caller LowCardinality(String), Callee LowCardinality(String),
    CallerKind LowCardinality(String), CalleeKind LowCardinality(String),
    Failed Bool, Duration UInt64, SampleRate UInt32, Square Float64
) ENGINE = Memory
"""
LEFT = """
SELECT name, comment FROM system.databases
WHERE comment = {building:String} OR comment = {sealed:String} AND (startsWith(name, {new:String}) OR startsWith(name, {old:String}))
ORDER BY comment != {building:String}, name
"""
EXISTS = "SELECT count() FROM system.databases WHERE name = {name:String}"


def silent(step: str, share: float) -> None:
    """Nobody watches."""


def nothing() -> None:
    """Nobody else has something to do with it."""


def clear(control: Pool, *, shared: bool) -> None:
    """Mend what a process left that died while it installed: half an incident goes, a whole one takes its place.

    On a server another process may be installing right now, so what is half built stays until its name is
    installed again.
    """
    with control.client() as client:
        names = {"building": BUILDING, "sealed": SEALED, "new": NEW, "old": OLD}
        for name, comment in client.query(LEFT, parameters=names).result_rows:
            if comment == BUILDING:
                if not shared:
                    client.command(f"DROP DATABASE {quoted(name)} SYNC")
                continue
            place = name.removeprefix(NEW).removeprefix(OLD)
            if client.query(EXISTS, parameters={"name": place}).result_rows[0][0]:
                client.command(f"DROP DATABASE {quoted(name)} SYNC")
            else:
                client.command(f"RENAME DATABASE {quoted(name)} TO {quoted(place)}")


def install(engine: Engine, control: Pool, name: str, signals: Signals, progress: Progress, last: Last) -> None:
    """Build the incident's database and publish it. On any failure, also of `last`, nothing of it stays."""
    database = NEW + name
    progress("tables", 0.0)
    try:
        with control.client() as client:
            client.command(f"DROP DATABASE IF EXISTS {quoted(database)} SYNC")
            client.command(f"CREATE DATABASE {quoted(database)} COMMENT {literal(BUILDING)}")
        Build(engine, control, database, progress).all(signals)
        last()
        publish(control, name)
    except BaseException as error:
        with suppress(*EngineError), control.client() as client:
            client.command(f"DROP DATABASE IF EXISTS {quoted(database)} SYNC")
        if isinstance(error, EngineError) and code_of(error) in FULL:
            raise Conflict(
                f"{name} could not be written: the disk is full or not writable. Nothing of it stays."
            ) from error
        raise
    progress("ready", 1.0)


def publish(control: Pool, name: str) -> None:
    """Rename what was built to what it is; one of that name stands aside until the new one is in place."""
    with control.client() as client:
        client.command(f"ALTER DATABASE {quoted(NEW + name)} MODIFY COMMENT {literal(SEALED)}")
        replaced = client.query(EXISTS, parameters={"name": name}).result_rows[0][0]
        if replaced:
            client.command(f"DROP DATABASE IF EXISTS {quoted(OLD + name)} SYNC")
            client.command(f"RENAME DATABASE {quoted(name)} TO {quoted(OLD + name)}")
        client.command(f"RENAME DATABASE {quoted(NEW + name)} TO {quoted(name)}")
        if replaced:
            client.command(f"DROP DATABASE {quoted(OLD + name)} SYNC")


class Build:
    """The steps that fill one database."""

    def __init__(self, engine: Engine, control: Pool, database: str, progress: Progress) -> None:
        self.engine = engine
        self.control = control
        self.database = database
        self.progress = progress
        self.inserted: Counter[str] = Counter()
        self.lock = threading.Lock()
        self.done = 0.0

    def all(self, signals: Signals) -> None:
        """Every table: what comes of spans in one thread, the rest in another."""
        for statement in OTHERS.values():
            self.run(statement)
        self.told("tables", 0.05)
        with ThreadPoolExecutor(2) as threads:
            for done in [threads.submit(self.spans, signals), threads.submit(self.others, signals)]:
                done.result()
        self.told("checking", 0.0)
        self.check()

    def spans(self, signals: Signals) -> None:
        found = spans.prepared(signals.spans)
        self.told("span trees", 0.2)
        self.run(wide(TRACES, found.attributes))
        self.insert("otel_traces", found.traces)
        self.told("spans", 0.2)
        self.insert("otel_traces_by_trace", found.by_trace)
        self.insert("trace_summaries", found.summaries)
        self.insert("rhythms", rhythms.of_spans(signals.spans, found.summaries))
        self.insert("trace_ids", found.ids)
        self.insert("attribute_keys", found.keys)
        self.insert("attribute_values", found.values)
        self.insert("facet_counts", found.facets)
        self.run(CALLS)
        self.insert("calls", found.calls)
        self.run(EDGES)
        self.run("DROP TABLE calls SYNC")
        del self.inserted["calls"]
        self.told("traces and service edges", 0.1)

    def others(self, signals: Signals) -> None:
        found = logs.prepared(signals.logs)
        self.told("log patterns", 0.1)
        self.run(wide(LOGS, found.attributes))
        self.insert("otel_logs", found.lines)
        self.insert("log_histogram", found.histogram)
        self.insert("log_patterns", found.patterns)
        self.insert("attribute_keys", found.keys)
        self.insert("attribute_values", found.values)
        self.insert("facet_counts", found.facets)
        self.told("log lines", 0.2)
        self.insert("rhythms", rhythms.of_others(signals.tables()))
        for name, table in AS_THEY_COME.items():
            self.insert(table, signals.tables()[name])
        self.told("metrics and database samples", 0.1)

    def told(self, step: str, share: float) -> None:
        """What is done now, and the share of the whole that it was."""
        with self.lock:
            self.done += share
            self.progress(step, self.done)

    def insert(self, table: str, rows: pa.Table) -> None:
        if rows.num_rows:
            into = Into(self.database, table, "ArrowStream", rows.column_names, BLOCKS)
            self.engine.insert(into, partial(stream, rows))
            with self.lock:
                self.inserted[table] += rows.num_rows

    def check(self) -> None:
        """Ask that every table holds as many rows as were inserted.

        What they hold is not read again: an insert that cannot be written fails (`rounds.store.engine`), and what was
        written a moment ago would come from memory.
        """
        if not self.inserted:
            return
        counts = " UNION ALL ".join(f"SELECT {literal(t)}, count() FROM {quoted(t)}" for t in self.inserted)
        with self.control.client(self.database) as client:
            stored = {str(table): rows for table, rows in client.query(counts).result_rows}
        if stored != self.inserted:
            raise Conflict(f"{self.database.removeprefix(NEW)} could not be written whole, and was removed.")

    def run(self, statement: str) -> None:
        with self.control.client(self.database) as client:
            client.command(statement)


def wide(statement: str, keys: list[Attribute]) -> str:
    """The statement with a column for each key, the exporter's maps and, for logs, indexes."""
    columns = "\n    ".join(key.ddl for key in keys if key.storage != "Rest")
    return statement.format(
        wide=columns,
        attributes=attributes.alias(keys, "attribute"),
        resource=attributes.alias(keys, "resource"),
        indexes=attributes.indexes(keys),
    )
