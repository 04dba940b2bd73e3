"""What the databases say of themselves: statements and sessions every minute, tables at first every ten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa

from rounds.incidents.scenarios.loomwork import queries as sql
from rounds.incidents.scenarios.loomwork.plans import due_jobs
from rounds.incidents.scenarios.loomwork.world import engine
from rounds.signals.tables import EMPTY, SCHEMAS
from rounds.signals.tables import MS as MILLISECONDS
from rounds.simulator import MINUTE, SECOND, Chance, Database, Statement
from rounds.simulator import databases as simulated
from rounds.simulator.arrays import Floats, Ints
from rounds.simulator.columns import flags, lists, numbers, same, texts, words
from rounds.simulator.databases import CLIENT, FIRST_PID, PIDS_OF_A_POD, READING, WRITING, mode, plan_id
from rounds.simulator.durations import table as durations
from rounds.simulator.meters import Labels
from rounds.simulator.plans import agreeing, found, index_of, lookup
from rounds.simulator.run import Run
from rounds.simulator.runtime import rough
from rounds.simulator.statements import query_id

from .incident import Plot
from .metrics import EVERY_MINUTE, Curve, load
from .process import Slot
from .world import HEARTBEATS, heartbeat, queue_due, watched

MINUTES = len(EVERY_MINUTE)
# At the ends of which minutes tables are looked at: every ten minutes, in the last six hours each.
LOOKS = np.flatnonzero((np.arange(1, MINUTES + 1) % 10 == 0) | (np.arange(MINUTES) >= MINUTES - 360))
DAY_ROWS = {"executions": 1.0, "deliveries": 4.0}  # rows a table gets for each execution
LATE = 20  # looks at the end of a plan's use whose calls it is like
WAITS = (("", ""), *dict.fromkeys((*READING, *WRITING)), CLIENT)


@dataclass(frozen=True)
class Lived:
    """A run that lived through some of the work, how many arrivals it had, and how much work there was in each cell."""

    run: Run
    arrivals: int
    counted: Ints

    def total(self) -> Floats:
        whole: Floats = np.cumsum(self.counted)[EVERY_MINUTE].astype(np.float64)
        return whole


@dataclass(frozen=True)
class Usage:
    """What one statement adds up to by the end of each minute. Times are seconds; `least` and `most` of one call."""

    step: Statement
    calls: Floats
    time: Floats
    rows: Floats
    least: float
    most: float
    services: tuple[str, ...]


def usages(lived: dict[str, Lived], slots: tuple[Slot, ...], plot: Plot) -> list[Usage]:
    names = {name: step for one in lived.values() for name, step in one.run.recording.sessions.statements.items()}
    known = [usage(name, step, lived, plot) for name, step in names.items()]
    known.append(heartbeats(slots, plot))
    given = rows_given({one.step.name: one for one in known}, plot)
    return [replace(one, rows=given.get(one.step.name, one.rows)) for one in known]


def heartbeats(slots: tuple[Slot, ...], plot: Plot) -> Usage:
    """What each process writes of the executions it has under way."""
    calls = np.arange(1, MINUTES + 1, dtype=np.float64) * (HEARTBEATS * len(slots))
    under_way = np.stack([slot.under_way for slot in slots]).sum(axis=0)[EVERY_MINUTE]
    known = durations(heartbeat.takes)
    mean = float(known.mean()) / SECOND
    spent: Floats = np.full(MINUTES, calls[0] * mean) * rough(plot.chance, f"{heartbeat.name}/time", MINUTES, 60)
    rows = np.cumsum(HEARTBEATS * under_way).astype(np.float64)
    time: Floats = np.cumsum(spent)
    return Usage(heartbeat, calls, time, rows, float(known.min()) / 1e6, float(known.max()) / 1e6, (engine.name,))


def rows_given(known: dict[str, Usage], plot: Plot) -> dict[str, Floats]:
    """Rows of the statements whose calls do not all give as many: what there was to look for, to start or to deliver."""

    def total(counted: Ints) -> Floats:
        whole: Floats = np.cumsum(counted)[EVERY_MINUTE].astype(np.float64)
        return whole

    looks = np.diff(known[watched.name].calls, prepend=0)
    started, by_hand = (np.diff(values, prepend=0) for values in (
        total(plot.told.counted.begun.sum(axis=1)), known[sql.new_execution.name].calls))  # fmt: skip
    due, delivered = np.cumsum(np.maximum(started - by_hand, 0)), total(plot.deliveries)
    return {
        watched.name: np.cumsum(looks * plot.stuck[EVERY_MINUTE]),
        sql.schedules.name: due,
        queue_due.name: due,
        sql.next_jobs.name: delivered,
        sql.finish_jobs.name: delivered,
    }


def usage(name: str, step: Statement, lived: dict[str, Lived], plot: Plot) -> Usage:
    calls, time = np.zeros(MINUTES), np.zeros(MINUTES)
    least, most, callers = [], [], []
    for one in lived.values():
        tally = one.run.recording.sessions.tallies.get(name)
        if tally is None or not tally.calls.sum():
            continue
        here = np.floor(one.total() * float(tally.calls.sum()) / one.arrivals)
        calls += here
        time += here * float(tally.time.sum() / tally.calls.sum()) / SECOND
        least.append(int(tally.least.min()))
        most.append(int(tally.most.max()))
        callers.append(caller(one.run, step))
    steady = time * 1.0
    spent = np.diff(steady, prepend=0) * rough(plot.chance, f"{name}/time", MINUTES, 60)
    rows = calls * float(step.rows)
    return Usage(step, calls, np.cumsum(spent), rows, min(least) / 1e6, max(most) / 1e6, tuple(dict.fromkeys(callers)))


def caller(run: Run, step: Statement) -> str:
    shelves = run.recording.spans.values()
    return next((shelf.service.name for shelf in shelves if getattr(shelf.step, "name", "") == step.name), "")


def moments(epoch: int) -> Any:
    return numbers((epoch + (np.arange(MINUTES, dtype=np.int64) + 1) * MINUTE) // 1_000_000, MILLISECONDS)


def of_postgres(known: list[Usage]) -> list[Usage]:
    return [one for one in known if one.step.database.system == "postgresql"]


# --- statements -----------------------------------------------------------------------------------


def queries(known: list[Usage]) -> pa.Table:
    steps = [one.step for one in of_postgres(known)]
    return pa.table({
        "QueryId": numbers(np.array([query_id(step) for step in steps], np.int64)),
        "Database": texts([step.database.name for step in steps]),
        "Query": texts([step.text for step in steps]),
    }, schema=SCHEMAS["db_queries"])  # fmt: skip


def query_stats(known: list[Usage], epoch: int) -> pa.Table:
    return pa.concat_tables([stats_of(one, epoch) for one in of_postgres(known)]).combine_chunks()


def stats_of(one: Usage, epoch: int) -> pa.Table:
    step = one.step
    calls, spent, rows = (np.diff(values, prepend=0) for values in (one.calls, one.time, one.rows))
    looks = np.flatnonzero(calls)
    blocks = calls * step.blocks
    read = np.floor(blocks / 50)

    def whole(values: Floats) -> Any:
        return numbers(values[looks].astype(np.uint64))

    mean = 1000 * spent[looks] / calls[looks]
    return pa.table({
        "Time": moments(epoch).take(numbers(looks)),
        "QueryId": numbers(np.full(len(looks), query_id(step))),
        "Calls": whole(calls),
        "TotalMs": numbers(1000 * spent[looks]),
        "Rows": whole(rows),
        "SharedBlksHit": whole(blocks - read),
        "SharedBlksRead": whole(read),
        "SharedBlksDirtied": whole(calls * (2.0 if step.writes else 0.0)),
        "TempBytes": whole(calls * 0),
        "WalBytes": whole(calls * float(step.wal)),
        "MinMs": numbers(np.minimum(one.least, mean)),
        "MaxMs": numbers(np.maximum(one.most * (1 - 0.5 / np.sqrt(np.maximum(calls[looks], 1))), mean)),
    }, schema=SCHEMAS["db_query_stats"])  # fmt: skip


def plans(known: list[Usage], plot: Plot, epoch: int) -> pa.Table:
    """One of each statement over all the time it was in use, as its last calls were."""
    known = of_postgres(known)
    used = [np.flatnonzero(np.diff(one.calls, prepend=0)) for one in known]
    waiting = int(live_rows("jobs", plot)[-1])
    return pa.table({
        "QueryId": numbers(np.array([query_id(one.step) for one in known], np.int64)),
        "PlanId": numbers(np.array([plan_id(one.step, 0) for one in known], np.int64)),
        "FirstSeen": moments(epoch).take(numbers(np.array([looks[0] for looks in used], np.int64))),
        "LastSeen": moments(epoch).take(numbers(np.array([looks[-1] for looks in used], np.int64))),
        "Plan": texts([json.dumps([plan_of(one, looks[-LATE:], waiting)], separators=(",", ":"))
                       for one, looks in zip(known, used, strict=True)]),
    }, schema=SCHEMAS["db_plans"])  # fmt: skip


def plan_of(one: Usage, late: Ints, waiting: int) -> dict[str, Any]:
    calls, time, rows = (float(np.diff(values, prepend=0)[late].sum()) for values in (one.calls, one.time, one.rows))
    given, took = round(rows / calls), 1000 * time / calls
    if one.step.plans:
        return agreeing(due_jobs(given, waiting), given, took)
    return lookup(one.step, given, took)


def samples(runs: list[Run], epoch: int) -> pa.Table:
    return pa.concat_tables([simulated.samples(run, epoch) for run in runs]).combine_chunks()


# --- tables ---------------------------------------------------------------------------------------


def relations(known: list[Usage], slots: tuple[Slot, ...], plot: Plot, epoch: int) -> pa.Table:
    parts = [part for table in sql.TABLES for part in relations_of(table.name, known, plot)]
    parts.append(running(known, slots, plot))
    return pa.concat_tables([relation(epoch, *part) for part in parts]).combine_chunks()


Relation = tuple[str, str, str, Floats, Floats, Floats, Floats]
"""Server, name, kind, scans, rows read by them, rows and bytes."""


def relations_of(name: str, known: list[Usage], plot: Plot) -> Iterator[Relation]:
    table = next(table for table in sql.TABLES if table.name == name)
    asked = [one for one in known if (one.step.table, one.step.database) == (name, table.database)]
    rows, none = live_rows(name, plot), np.zeros(MINUTES)
    size = np.ceil(rows * table.width / 8192) * 8192
    scans = sum((one.calls for one in asked if reads_all(one)), none)
    passed = np.cumsum(np.diff(scans, prepend=0) * rows)
    yield table.database.name, name, "table", scans, passed, rows, size
    for index in table.indexes:
        through = [one for one in asked if index_of(one.step) == index and not reads_all(one)]
        scans, read = (
            sum(values, none) for values in ([one.calls for one in through], [read_of(one) for one in through])
        )
        yield table.database.name, index, "index", scans, read, rows, np.ceil(rows * (table.width // 6) / 8192) * 8192


def reads_all(one: Usage) -> bool:
    """No index leads to the rows of what has plans of its own: the whole queue is read."""
    return bool(one.step.plans)


def read_of(one: Usage) -> Floats:
    """Rows of an index: those the statement gives, and those among which it chooses them."""
    rows: Floats = one.rows + one.calls * (found(one.step) - one.step.rows)
    return rows


def live_rows(name: str, plot: Plot) -> Floats:
    table = next(table for table in sql.TABLES if table.name == name)
    if name == "jobs":
        wander = rough(Chance(plot.chance.seed), "jobs", MINUTES, 140)  # the same each time it is asked
        return np.rint(table.rows * 0.62 * load(plot) * wander)
    begun = np.cumsum(plot.told.counted.begun.sum(axis=1))[EVERY_MINUTE]
    rows: Floats = table.rows + DAY_ROWS.get(name, 0.0) * begun
    return rows


def running(known: list[Usage], slots: tuple[Slot, ...], plot: Plot) -> Relation:
    """The index over executions that are running: those under way, and those that nobody will end."""
    look = next(one for one in known if one.step.name == watched.name)
    under_way = sum(slot.under_way for slot in slots)
    rows = (under_way + plot.lost)[EVERY_MINUTE].astype(np.float64)
    return "postgres-primary", watched.index, "index", look.calls, look.rows, rows, np.ceil(rows * 48 / 8192 + 1) * 8192


def relation(
    epoch: int, server: str, name: str, kind: str, scans: Floats, read: Floats, rows: Floats, size: Floats
) -> pa.Table:
    scans, read, rows, count = scans[LOOKS], read[LOOKS], rows[LOOKS], len(LOOKS)
    return pa.table({
        "Time": moments(epoch).take(numbers(LOOKS)),
        "Database": same(server, count),
        "Relation": same(name, count),
        "Kind": same(kind, count),
        "Scans": numbers(scans.astype(np.uint64)),
        "RowsRead": numbers(read.astype(np.uint64)),
        "LiveRows": numbers(rows.astype(np.uint64)),
        "DeadRows": numbers((rows * 0.004).astype(np.uint64)),
        "Bytes": numbers(size[LOOKS].astype(np.uint64)),
    }, schema=SCHEMAS["db_relations"])  # fmt: skip


# --- sessions -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sessions:
    """Who is active at the end of each minute: as many as a statement's calls a second take seconds."""

    minute: Ints
    step: Ints
    slot: Ints
    ago: Ints  # nanoseconds since the statement began
    draw: Ints


def sessions(known: list[Usage], chance: Chance) -> Sessions:
    found = []
    for number, one in enumerate(known):
        mean = np.diff(one.time, prepend=0) / 60
        draw = chance.draw(f"{one.step.name}/sessions", MINUTES)
        there = (mean * 4096 + draw % 4096).astype(np.int64) // 4096
        spread = 1 + (draw >> 13) % 3 - 1  # some at once, some not at all
        there = np.where(mean > 1, np.maximum(there + spread - 1 + (draw >> 17) % 2, 0), there)
        minute = np.repeat(np.arange(MINUTES), there)
        drawn = chance.draw(f"{one.step.name}/session", len(minute))
        each = max(int(1e9 * float(one.time[-1] / max(one.calls[-1], 1))), 1)
        found.append(np.stack((minute, np.full(len(minute), number), drawn % 8, drawn % each, drawn >> 20)))
    minute, step, slot, ago, draw = np.concatenate(found, axis=1)
    order = np.lexsort((step, minute))
    return Sessions(*(column[order] for column in (minute, step, slot, ago, draw)))


def activity_and_locks(known: list[Usage], chance: Chance, epoch: int) -> tuple[pa.Table, pa.Table]:
    known = of_postgres(known)
    seen = sessions(known, chance)
    count = len(seen.minute)
    if not count:
        return EMPTY["db_activity"], EMPTY["db_locks"]
    writes = np.array([one.step.writes for one in known])[seen.step]
    kinds = np.where(writes, 3, 1) + seen.draw % 2
    wait = np.where(seen.draw // 7 % 5 < 3, 0, kinds)
    place = np.arange(count) - np.searchsorted(seen.minute, seen.minute)
    pid = (FIRST_PID + (seen.slot + 2) * PIDS_OF_A_POD + place).astype(np.uint32)
    callers = [one.services[0] if one.services else "" for one in known]
    end = epoch + (seen.minute + 1) * MINUTE
    began = numbers((end - seen.ago) // 1_000_000, MILLISECONDS)
    time = numbers(end // 1_000_000, MILLISECONDS)
    activity = pa.table({
        "Time": time,
        "Database": words([one.step.database.name for one in known], seen.step),
        "Pid": numbers(pid),
        "State": same("active", count),
        "WaitEventType": words([kind for kind, _ in WAITS], wait),
        "WaitEvent": words([name for _, name in WAITS], wait),
        "QueryId": numbers(np.array([query_id(one.step) for one in known])[seen.step]),
        "BackendType": same("client backend", count),
        "ApplicationName": words(callers, seen.step),
        "UserName": words([name.replace("-", "_") for name in callers], seen.step),
        "XactStart": began,
        "QueryStart": began,
        "BlockedBy": lists(np.zeros(count, bool), pa.nulls(0, pa.uint32()), pa.list_(pa.uint32())),
    }, schema=SCHEMAS["db_activity"])  # fmt: skip
    return activity, locks(known, seen, pid, time)


def locks(known: list[Usage], seen: Sessions, pid: Any, time: Any) -> pa.Table:
    """Each session's lock on the table it is at; nobody waits for one."""
    count = len(seen.minute)
    return pa.table({
        "Time": time,
        "Database": words([one.step.database.name for one in known], seen.step),
        "Pid": numbers(pid),
        "LockType": same("relation", count),
        "Mode": words([mode(one.step) for one in known], seen.step),
        "Granted": flags(np.ones(count, bool)),
        "Relation": words([one.step.table for one in known], seen.step),
        "Tuple": same("", count),
        "WaitStart": pa.nulls(count, MILLISECONDS),
    }, schema=SCHEMAS["db_locks"])  # fmt: skip


# --- metrics --------------------------------------------------------------------------------------


def curves(known: list[Usage], plot: Plot) -> Iterator[Curve]:
    for database in (sql.postgres, sql.replica):
        yield from of_server(database, [one for one in known if one.step.database == database], plot)
    for one in of_postgres(known):
        step = one.step
        labels: Labels = (("queryid", str(query_id(step))), ("server", step.database.name), ("statement", step.name))
        yield Curve("pg_stat_statements_calls_total", labels, EVERY_MINUTE, one.calls)
        yield Curve("pg_stat_statements_seconds_total", labels, EVERY_MINUTE, one.time)
    for table in sql.TABLES:
        labels = (("relname", table.name), ("server", table.database.name))
        yield Curve("pg_stat_user_tables_n_live_tup", labels, EVERY_MINUTE, live_rows(table.name, plot))
    yield Curve("webhook_jobs_pending", (("queue", "webhook"),), EVERY_MINUTE, live_rows("jobs", plot))
    yield from of_redis([one for one in known if one.step.database == sql.redis], plot)


def of_server(database: Database, known: list[Usage], plot: Plot) -> Iterator[Curve]:
    labels: Labels = (("server", database.name),)
    whole = (("datname", database.holds), *labels)
    none = np.zeros(MINUTES)
    level = load(plot) * rough(plot.chance, f"{database.name}/cpu", MINUTES, 60)
    blocks = sum((one.calls * one.step.blocks for one in known), none)
    yield Curve("pg_up", labels, EVERY_MINUTE, none + 1)
    yield Curve("pg_cpu_utilization", labels, EVERY_MINUTE, 0.09 + 0.13 * level)
    yield Curve("pg_disk_utilization", labels, EVERY_MINUTE, 0.05 + 0.16 * level)
    yield Curve("pg_database_size_bytes", labels, EVERY_MINUTE, 412e9 + 8e5 * np.arange(MINUTES, dtype=np.float64))
    yield Curve("pg_settings_max_connections", labels, EVERY_MINUTE, none + database.connections)
    yield Curve("pg_stat_database_deadlocks_total", whole, EVERY_MINUTE, none)
    calls: Floats = sum((one.calls for one in known), none)
    yield Curve("pg_stat_database_xact_commit_total", whole, EVERY_MINUTE, calls)
    yield Curve("pg_stat_database_blks_hit_total", whole, EVERY_MINUTE, np.floor(blocks * 0.98))
    yield Curve("pg_stat_database_blks_read_total", whole, EVERY_MINUTE, np.floor(blocks * 0.02))
    wal: Floats = sum((one.calls * float(one.step.wal) for one in known), none)
    yield Curve("pg_wal_bytes_total", labels, EVERY_MINUTE, wal)
    if database is sql.replica:
        lag = 0.05 * rough(plot.chance, "lag", MINUTES, 400)
        yield Curve("pg_stat_replication_lag_seconds", labels, EVERY_MINUTE, lag)


def of_redis(known: list[Usage], plot: Plot) -> Iterator[Curve]:
    labels: Labels = (("server", sql.redis.name),)
    commands = sum((one.calls for one in known), np.zeros(MINUTES))
    grown = 1.92 * 2**30 + np.arange(MINUTES) * 4.6e4  # sessions: more people stay logged in
    yield Curve("redis_up", labels, EVERY_MINUTE, np.ones(MINUTES))
    yield Curve("redis_commands_processed_total", labels, EVERY_MINUTE, commands)
    yield Curve("redis_evicted_keys_total", labels, EVERY_MINUTE, np.zeros(MINUTES))
    memory = grown * rough(plot.chance, "redis memory", MINUTES, 6)
    yield Curve("redis_memory_used_bytes", labels, EVERY_MINUTE, memory)
    yield Curve("redis_memory_max_bytes", labels, EVERY_MINUTE, np.full(MINUTES, 3.2 * 2**30))
