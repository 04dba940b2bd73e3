"""Databases: the tables of their own statistics, from what the sessions did."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np
import pyarrow as pa

from rounds.signals.tables import EMPTY, SCHEMAS
from rounds.signals.tables import MS as MILLISECONDS

from .arrays import Bools, Floats, Ints
from .chance import ONE
from .columns import flags, hexes, lists, numbers, same, texts, words
from .durations import SECOND
from .plans import agreeing, found, index_of, lookup
from .recording import Shelf
from .rows import told
from .run import Run
from .sessions import IDLE, STATES, backends
from .statements import PAGE, Figures, Versions, figures, number_of, query_id, sizes, versions, worlds
from .world import Plan, Statement, Table

CPU = ("", "")
CLIENT = ("Client", "ClientRead")
READING = (("IO", "DataFileRead"), ("IO", "DataFileRead"), ("IO", "DataFileRead"), ("LWLock", "BufferContent"))
WRITING = (("LWLock", "WALWrite"), ("LWLock", "WALWrite"), ("IO", "WALSync"), ("LWLock", "BufferContent"))
SORTING = (("IO", "BufFileWrite"), ("IO", "BufFileRead"), ("IO", "DataFileRead"), ("LWLock", "BufferMapping"))
WAITS = (CPU, CLIENT, *READING, *WRITING, *SORTING)
FIRST_PID, PIDS_OF_A_POD = 2000, 64
MODES = {"INSERT": "RowExclusiveLock", "UPDATE": "RowExclusiveLock", "DELETE": "RowExclusiveLock"}
USUAL, SLOWEST = 600, 200  # samples kept of each statement
LATE = 20  # steps at the end of a plan's use whose calls it is like


def moments_ms(epoch: int, moments: Ints) -> Any:
    return numbers((epoch + moments) // 1_000_000, MILLISECONDS)


# --- sessions ---------------------------------------------------------------------------------


def activity_and_locks(run: Run, epoch: int) -> tuple[pa.Table, pa.Table]:
    """One row for each session that is doing something, or holding something up, on a whole second."""
    start, end, pod, session, begun, number, state = run.recording.sessions.seen()
    if not len(start):
        return EMPTY["db_activity"], EMPTY["db_locks"]
    pid = FIRST_PID + pod * PIDS_OF_A_POD + backends(start, end, pod, session)
    row, second = looked_at(start, end, run.incident.now)
    order = np.argsort(second, kind="stable")
    row, second = row[order], second[order]
    steps = list(run.recording.sessions.statements.values())
    wait = waits(run, steps, number[row], state[row], second)
    services = [p.service.name for p in run.fleet.pods]
    servers = [step.database.name for step in steps]
    time, count = moments_ms(epoch, second * SECOND), len(row)
    activity = pa.table({
        "Time": time,
        "Database": words(servers, number[row]),
        "Pid": numbers(pid[row].astype(np.uint32)),
        "State": words(STATES, state[row]),
        "WaitEventType": words([kind for kind, _ in WAITS], wait),
        "WaitEvent": words([name for _, name in WAITS], wait),
        "QueryId": numbers(np.array([query_id(step) for step in steps])[number[row]]),
        "BackendType": same("client backend", count),
        "ApplicationName": words(services, pod[row]),
        "UserName": words([name.replace("-", "_") for name in services], pod[row]),
        "XactStart": moments_ms(epoch, begun[row]),
        "QueryStart": moments_ms(epoch, start[row]),
        "BlockedBy": lists(np.zeros(count, bool), pa.nulls(0, pa.uint32()), pa.list_(pa.uint32())),
    }, schema=SCHEMAS["db_activity"])  # fmt: skip
    return activity, locks(steps, number[row], pid[row], time)


def looked_at(start: Ints, end: Ints, now: int) -> tuple[Ints, Ints]:
    """Rows and seconds: each row at every whole second between its start and its end."""
    first = -(-start // SECOND)
    times = np.maximum(-(-np.minimum(end, now + 1) // SECOND) - first, 0)
    row = np.repeat(np.arange(len(start)), times)
    return row, first[row] + np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)


def waits(run: Run, steps: list[Statement], number: Ints, state: Ints, second: Ints) -> Ints:
    """Which of WAITS each is in: a stretched statement waits for what its own work would not need."""
    server = np.array([run.server[step.database.name] for step in steps])[number]
    tick = np.minimum(second * SECOND // run.loads.tick, run.loads.ticks - 1)
    draw = np.empty(len(number), np.int64)
    for place, step in enumerate(steps):
        those = np.flatnonzero(number == place)
        draw[those] = run.chance.draw(f"{step.name}/waits", len(those))
    works = (draw % 1000) * run.loads.stretch[tick, server] < 1000 * ONE * 4 // 5
    kinds = np.array([2 + 4 * (2 if step.scans else int(step.writes)) for step in steps])[number]
    waiting = np.where(works, 0, kinds + (draw >> 20) % 4)
    return np.where(state == IDLE, 1, waiting)


def locks(steps: list[Statement], number: Ints, pid: Ints, time: Any) -> pa.Table:
    """Each session's lock on the table it is at; nobody waits for one."""
    rows = np.flatnonzero(np.array([bool(step.table) for step in steps])[number])
    count = len(rows)
    return pa.table({
        "Time": time.take(numbers(rows)),
        "Database": words([step.database.name for step in steps], number[rows]),
        "Pid": numbers(pid[rows].astype(np.uint32)),
        "LockType": same("relation", count),
        "Mode": words([mode(step) for step in steps], number[rows]),
        "Granted": flags(np.ones(count, bool)),
        "Relation": words([step.table for step in steps], number[rows]),
        "Tuple": same("", count),
        "WaitStart": pa.nulls(count, MILLISECONDS),
    }, schema=SCHEMAS["db_locks"])  # fmt: skip


def mode(step: Statement) -> str:
    return MODES.get(step.text.split(" ")[0], "RowShareLock" if "FOR UPDATE" in step.text else "AccessShareLock")


# --- statements -------------------------------------------------------------------------------


def of_postgres(run: Run) -> list[Statement]:
    return [step for step in run.recording.sessions.statements.values() if step.database.system == "postgresql"]


def queries(run: Run) -> pa.Table:
    steps = of_postgres(run)
    return pa.table({
        "QueryId": numbers(np.array([query_id(step) for step in steps], np.int64)),
        "Database": texts([step.database.name for step in steps]),
        "Query": texts([step.text for step in steps]),
    }, schema=SCHEMAS["db_queries"])  # fmt: skip


def query_stats(run: Run, epoch: int) -> pa.Table:
    known = figures(run)
    tables = [stats_of(run, step, known[step.name], epoch) for step in of_postgres(run)]
    return pa.concat_tables(tables).combine_chunks() if tables else EMPTY["db_query_stats"]


def stats_of(run: Run, step: Statement, known: Figures, epoch: int) -> pa.Table:
    looks = np.flatnonzero(known.calls)

    def whole(values: Floats) -> Any:
        return numbers(values[looks].astype(np.uint64))

    return pa.table({
        "Time": moments_ms(epoch, (looks + 1) * run.incident.step),
        "QueryId": numbers(np.full(len(looks), query_id(step))),
        "Calls": whole(known.calls),
        "TotalMs": numbers(known.time[looks] / 1e6),
        "Rows": whole(known.rows),
        "SharedBlksHit": whole(known.hit),
        "SharedBlksRead": whole(known.read),
        "SharedBlksDirtied": whole(known.dirtied),
        "TempBytes": whole(known.temp),
        "WalBytes": whole(known.wal),
        "MinMs": numbers(known.least[looks] / 1e6),
        "MaxMs": numbers(known.most[looks] / 1e6),
    }, schema=SCHEMAS["db_query_stats"])  # fmt: skip


def plans(run: Run, epoch: int) -> pa.Table:
    known, told = versions(run), figures(run)
    rows = [row for step in of_postgres(run) for row in plans_of(run, known[step.name], told[step.name])]
    columns: list[Any] = list(zip(*rows, strict=True)) or [[], [], [], [], []]
    step = run.incident.step
    return pa.table({
        "QueryId": numbers(np.array(columns[0], np.int64)),
        "PlanId": numbers(np.array(columns[1], np.int64)),
        "FirstSeen": moments_ms(epoch, (np.array(columns[2], np.int64) + 1) * step),
        "LastSeen": moments_ms(epoch, (np.array(columns[3], np.int64) + 1) * step),
        "Plan": texts(columns[4]),
    }, schema=SCHEMAS["db_plans"])  # fmt: skip


def plans_of(run: Run, known: Versions, told: Figures) -> Iterator[tuple[int, int, int, int, str]]:
    """Each plan with the first and the last step it was in use, written for the table and the calls of the last ones."""
    step = known[0][1]
    size = sizes(run, step.scans) if step.scans else np.zeros(run.recording.meters.scrapes)
    used = np.flatnonzero(told.calls)
    which = plan_at(run, known, size)
    for number, (_, plan) in enumerate(plans_for(known)):
        those = used[which[used] == number]
        if len(those):
            late = those[-LATE:]
            calls = float(told.calls[late].sum())
            given, took = round(float(told.rows[late].sum()) / calls), float(told.time[late].sum()) / calls / 1e6
            plan_then = agreeing(plan(int(size[those[-1]])), given, took)
            written = json.dumps([plan_then], separators=(",", ":"))
            yield query_id(step), plan_id(step, number), int(those[0]), int(those[-1]), written


def plans_for(known: Versions) -> tuple[tuple[int, Plan], ...]:
    """All plans of all versions, numbered in this order."""
    return tuple(plan for _, step in known for plan in step.plans or ((0, partial(found_by_index, step)),))


def plan_at(run: Run, known: Versions, size: Floats) -> Ints:
    """Which plan is used at each scrape: that of the version, at the size of the table."""
    chosen, first = np.zeros(len(size), np.int64), 0
    for since, step in known:
        rows = np.array([rows for rows, _ in step.plans or ((0, lookup),)])
        here = slice(since // run.incident.step, None)
        chosen[here] = first + np.searchsorted(rows, size[here], side="right") - 1
        first += len(rows)
    return chosen


def plan_id(step: Statement, number: int) -> int:
    return number_of(f"{step.text}/{number}")


def found_by_index(step: Statement, _size: int) -> dict[str, Any]:
    return lookup(step)


def samples(run: Run, epoch: int) -> pa.Table:
    """Single executions, from the kept traces: some usual ones of each statement, and its slowest."""
    known = versions(run)
    tables = [samples_of(run, shelf, known[step.name], epoch) for shelf, step in statement_shelves(run)]
    return pa.concat_tables(tables).combine_chunks() if tables else EMPTY["db_samples"]


def statement_shelves(run: Run) -> Iterator[tuple[Shelf, Statement]]:
    for shelf in run.recording.spans.values():
        if isinstance(shelf.step, Statement) and shelf.step.database.system == "postgresql":
            yield shelf, shelf.step


def samples_of(run: Run, shelf: Shelf, known: Versions, epoch: int) -> pa.Table:
    step, columns = known[0][1], shelf.columns()
    took = columns["end"] - columns["start"]
    slow = np.argsort(took, kind="stable")[-SLOWEST // 4 :]
    usual = np.arange(0, len(took), max(1, 4 * len(took) // USUAL))
    chosen = np.union1d(usual, slow)
    columns = {name: column[chosen] for name, column in columns.items()}
    size = sizes(run, step.scans) if step.scans else np.zeros(run.recording.meters.scrapes)
    look = np.minimum(columns["end"] // run.incident.step, len(size) - 1)
    number = plan_at(run, known, size)[look]
    return pa.table({
        "Time": moments_ms(epoch, columns["end"]),
        "QueryId": numbers(np.full(len(chosen), query_id(step))),
        "PlanId": numbers(np.array([plan_id(step, n) for n in range(len(plans_for(known)))], np.int64)[number]),
        "DurationMs": numbers((columns["end"] - columns["start"]) / 1e6),
        "Parameters": told(shelf, columns, step.parameters),
        "TraceId": hexes(columns["high"], columns["low"]),
        "SpanId": hexes(columns["span"]),
    }, schema=SCHEMAS["db_samples"])  # fmt: skip


# --- relations --------------------------------------------------------------------------------


def relations(run: Run, epoch: int) -> pa.Table:
    known, world = figures(run), run.incident.world
    tables = [part for table in world.tables for part in relations_of(run, table, known, epoch)]
    return pa.concat_tables(tables).combine_chunks() if tables else EMPTY["db_relations"]


def relations_of(run: Run, table: Table, known: dict[str, Figures], epoch: int) -> Iterator[pa.Table]:
    """The table and its indexes at each scrape. Scans and rows read count up from the beginning of the recording."""
    steps = [(step, known[step.name]) for step in of_postgres(run) if step.table == table.name]
    live, nothing = sizes(run, table), np.zeros(run.recording.meters.scrapes)
    sequential = np.cumsum(sum((np.where(f.passes > 0, f.calls, 0) for _, f in steps), nothing))
    seen = np.cumsum(sum((f.calls * f.passes for _, f in steps), nothing))
    dead = recently(run.taken[table.name][1:-1])
    size = pages(live + dead, table.width)
    yield relation(run, epoch, table, table.name, "table", sequential, seen, live, dead, size)
    for index in table.indexes:
        through = [(step, np.where(f.passes > 0, 0, f.calls)) for step, f in steps
                   if index_of(step) == index and not step.scans]  # fmt: skip
        scans = np.cumsum(sum((calls for _, calls in through), nothing))
        read = np.cumsum(sum((calls * found(step) for step, calls in through), nothing))
        rows = relation(run, epoch, table, index, "index", scans, read, live, nothing, pages(live, table.width // 6))
        yield rows.filter(flags(has_index(run, table, index)))


def has_index(run: Run, table: Table, index: str) -> Bools:
    """Whether the table has it, at each scrape."""
    there = np.zeros(run.recording.meters.scrapes, bool)
    for since, world in worlds(run):
        now = next(one for one in world.tables if one.name == table.name)
        there[since // run.incident.step :] = index in now.indexes
    return there


def recently(taken: Ints) -> Floats:
    """Rows that went since the table was last vacuumed, some minutes ago."""
    total = np.concatenate((np.zeros(16), np.cumsum(taken).astype(np.float64)))
    recent: Floats = total[16:] - total[:-16]
    return recent


def pages(rows: Floats, width: int) -> Floats:
    """A table does not give its pages back."""
    return np.maximum.accumulate(np.ceil(rows * width / PAGE) + 2) * PAGE


def relation(
    run: Run, epoch: int, table: Table, name: str, kind: str,
    scans: Floats, read: Floats, live: Floats, dead: Floats, size: Floats,
) -> pa.Table:  # fmt: skip
    scrapes = run.recording.meters.scrapes
    return pa.table({
        "Time": moments_ms(epoch, (np.arange(scrapes, dtype=np.int64) + 1) * run.incident.step),
        "Database": same(table.database.name, scrapes),
        "Relation": same(name, scrapes),
        "Kind": same(kind, scrapes),
        "Scans": numbers(scans.astype(np.uint64)),
        "RowsRead": numbers(read.astype(np.uint64)),
        "LiveRows": numbers(live.astype(np.uint64)),
        "DeadRows": numbers(dead.astype(np.uint64)),
        "Bytes": numbers(size.astype(np.uint64)),
    }, schema=SCHEMAS["db_relations"])  # fmt: skip
