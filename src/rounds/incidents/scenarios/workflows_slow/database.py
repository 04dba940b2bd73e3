"""What the databases say of themselves: statements each minute, sessions that were active then, tables now and then."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from rounds.incidents.scenarios.loomwork import queries as sql
from rounds.incidents.scenarios.loomwork.plans import due_jobs
from rounds.signals.tables import MS as MILLISECONDS
from rounds.signals.tables import SCHEMAS
from rounds.simulator import MINUTE, SECOND, Statement
from rounds.simulator.arrays import Floats, Ints
from rounds.simulator.columns import flags, lists, numbers, same, texts, words
from rounds.simulator.databases import CPU, READING, WRITING, mode, plan_id
from rounds.simulator.plans import agreeing, found, index_of, lookup, over
from rounds.simulator.statements import query_id

from .counts import Counts, by_minute
from .grid import minutes
from .kept import Kept
from .ordinary import Ordinary, to_ns
from .runs import SMALL
from .statements import Figures, report, vacuums
from .story import NOW

APPLICATIONS = {
    sql.load_state: "workflow-engine", sql.save_state: "workflow-engine", sql.insert_job: "workflow-engine",
    sql.delivered: "webhook-dispatcher", sql.next_jobs: "webhook-dispatcher", sql.finish_jobs: "webhook-dispatcher",
    sql.schedules: "scheduler", sql.usage: "billing", sql.invoices: "billing",
}  # fmt: skip
WAITS = (CPU, CPU, *READING[:2], *WRITING[:2], ("Timeout", "VacuumDelay"))
TEN_MINUTES = 10
TOAST = "pg_toast.pg_toast_16482"  # of workflow_state
TOAST_BYTES = 37_900_000_000
CHUNK = 1_996  # bytes of a value that a row of it holds
NO_STATEMENT = 0
EXECUTIONS = 42_600_000  # rows of the table


@dataclass(frozen=True)
class Databases:
    counts: Counts
    figures: tuple[Figures, ...]
    kept: Kept
    day: Ordinary

    @cached_property
    def epoch(self) -> int:
        return to_ns(self.counts.told.began) // 1_000_000

    def tables(self) -> dict[str, pa.Table]:
        activity, locks = self.activity()
        return {
            "db_queries": self.queries(),
            "db_query_stats": self.query_stats(),
            "db_plans": self.plans(),
            "db_samples": self.samples(),
            "db_relations": self.relations(),
            "db_activity": activity,
            "db_locks": locks,
        }

    # --- statements ---------------------------------------------------------------------------

    def queries(self) -> pa.Table:
        steps = [known.step for known in self.figures]
        return pa.table({
            "QueryId": numbers(np.array([query_id(step) for step in steps], np.int64)),
            "Database": texts([step.database.name for step in steps]),
            "Query": texts([step.text for step in steps]),
        }, schema=SCHEMAS["db_queries"])  # fmt: skip

    def query_stats(self) -> pa.Table:
        return pa.concat_tables([self.stats_of(known) for known in self.figures]).combine_chunks()

    def stats_of(self, known: Figures) -> pa.Table:
        step, calls, total = known.step, by_minute(known.calls), by_minute(known.total_ms)
        most = highest(known.most_ms)
        looks = np.flatnonzero(calls)
        calls, total = calls[looks], total[looks]
        mean: Floats = total / calls
        states = self.toasted()[looks] if step is sql.load_state else np.zeros(len(looks))
        blocks = calls * step.blocks + states
        read = np.floor(blocks / 50)
        return pa.table({
            "Time": self.moments((looks + 1) * MINUTE),
            "QueryId": numbers(np.full(len(looks), query_id(step))),
            "Calls": numbers(calls.astype(np.uint64)),
            "TotalMs": numbers(np.round(total, 3)),
            "Rows": numbers((calls * step.rows).astype(np.uint64)),
            "SharedBlksHit": numbers((blocks - read).astype(np.uint64)),
            "SharedBlksRead": numbers(read.astype(np.uint64)),
            "SharedBlksDirtied": numbers((calls * 2 * step.writes).astype(np.uint64)),
            "TempBytes": numbers(np.zeros(len(looks), np.uint64)),
            "WalBytes": numbers((calls * step.wal).astype(np.uint64)),
            "MinMs": numbers(np.round(np.minimum(mean, mean * 0.3), 3)),
            "MaxMs": numbers(np.round(np.maximum(most[looks], mean * 1.01), 3)),
        }, schema=SCHEMAS["db_query_stats"])  # fmt: skip

    def toasted(self) -> Floats:
        """Blocks of 8 KiB that the victim's states were read from, each minute."""
        known = self.counts.runs
        place = np.searchsorted(minutes(), (known.begin + known.answered).ravel())
        read = np.bincount(place, known.state.ravel() / 8192, len(minutes()) + 1)[: len(minutes())]
        blocks: Floats = np.floor(read)
        return blocks

    def moments(self, since: Ints) -> Any:
        return numbers(self.epoch + since // 1_000_000, MILLISECONDS)

    def plans(self) -> pa.Table:
        steps = [known.step for known in self.figures]
        used = [np.flatnonzero(by_minute(known.calls)) for known in self.figures]
        return pa.table({
            "QueryId": numbers(np.array([query_id(step) for step in steps], np.int64)),
            "PlanId": numbers(np.array([plan_id(step, 0) for step in steps], np.int64)),
            "FirstSeen": self.moments(np.array([(int(at[0]) + 1) * MINUTE for at in used], np.int64)),
            "LastSeen": self.moments(np.array([(int(at[-1]) + 1) * MINUTE for at in used], np.int64)),
            "Plan": texts([json.dumps([plan_of(known)], separators=(",", ":")) for known in self.figures]),
        }, schema=SCHEMAS["db_plans"])  # fmt: skip

    def samples(self) -> pa.Table:
        """Single executions: those of the kept executions, some of each trace, and those of ordinary traffic."""
        rows = [row for number, row in enumerate(self.kept.loads) if number % 2 == 0 or row[1] > 20_000_000]
        end, length, trace, span, workflow = (list(column) for column in zip(*rows, strict=True))
        step = sql.load_state
        own = pa.table({
            "Time": self.moments(np.array(end, np.int64)),
            "QueryId": numbers(np.full(len(rows), query_id(step))),
            "PlanId": numbers(np.full(len(rows), plan_id(step, 0))),
            "DurationMs": numbers(np.array(length) / 1e6),
            "Parameters": texts([f"$1 = '{one}'" for one in workflow]),
            "TraceId": texts([str(one) for one in trace]),
            "SpanId": texts([str(one) for one in span]),
        }, schema=SCHEMAS["db_samples"])  # fmt: skip
        known = np.array([query_id(known.step) for known in self.figures])
        rows_of = np.isin(np.array(self.day.samples["QueryId"].to_pylist()), known)
        return pa.concat_tables([own, self.day.samples.filter(flags(rows_of))]).combine_chunks()

    # --- tables and indexes -------------------------------------------------------------------

    def relations(self) -> pa.Table:
        looks = np.arange(TEN_MINUTES, len(minutes()) + 1, TEN_MINUTES, dtype=np.int64)
        parts = [part for table in sql.TABLES for part in self.relation(table, looks)]
        return pa.concat_tables([*parts, *self.toast(looks)]).combine_chunks()

    def relation(self, table: Any, looks: Ints) -> Iterator[pa.Table]:
        none, nothing = np.zeros(len(looks)), np.zeros(len(minutes()))
        steps = [(f.step, by_minute(f.calls)) for f in self.figures
                 if (f.step.table, f.step.database) == (table.name, table.database)]  # fmt: skip
        live, size = np.full(len(looks), float(table.rows)), table.rows * table.width * np.ones(len(looks))
        dead = self.dead(looks) if table.name == "workflow_state" else np.rint(live * 0.0004)
        scans = np.cumsum(sum((calls for step, calls in steps if reads_all(step)), nothing))[looks - 1]
        yield self.rows_of(table.database.name, table.name, "table", looks, scans, scans * table.rows, live, dead, size)
        for index in table.indexes:
            through = [(step, calls) for step, calls in steps if index_of(step) == index and not reads_all(step)]
            scans = np.cumsum(sum((calls for _, calls in through), nothing))[looks - 1]
            read = np.cumsum(sum((calls * found(step) for step, calls in through), nothing))[looks - 1]
            yield self.rows_of(table.database.name, index, "index", looks, scans, read, live, none, size / 9)

    def toast(self, looks: Ints) -> Iterator[pa.Table]:
        """Where large states lie: twelve of them are little beside all the others."""
        known = self.counts.runs
        moments = (
            np.sort(known.parse_start[known.large][:, 0].ravel())[:12] if known.large.any() else np.empty(0, np.int64)
        )
        grown = np.searchsorted(moments, looks * MINUTE) * float(self.counts.told.state_bytes) * 0.9
        size = TOAST_BYTES + looks * 9_000.0 + grown
        loads = by_minute(next(f.calls for f in self.figures if f.step is sql.load_state))
        scans = np.cumsum(loads)[looks - 1]
        read = np.cumsum(loads * SMALL // CHUNK + self.toasted() * 8192 // CHUNK)[looks - 1]
        server, none = "postgres-primary", np.zeros(len(looks))
        yield self.rows_of(
            server, f"{TOAST} (workflow_state)", "table", looks, none, none, size / CHUNK, self.dead(looks), size
        )
        yield self.rows_of(server, f"{TOAST}_index", "index", looks, scans, read, size / CHUNK, none, size / 90)

    def dead(self, looks: Ints) -> Floats:
        done = vacuums(self.counts)
        count = np.searchsorted(done, looks * MINUTE, side="right")
        since = looks * MINUTE - np.where(count > 0, done[np.maximum(count - 1, 0)], -2 * 3600 * SECOND)
        return np.rint(since / SECOND * 0.9)

    def rows_of(
        self, server: str, name: str, kind: str, looks: Ints, scans: Floats, read: Floats, live: Floats, dead: Floats,
        size: Floats,
    ) -> pa.Table:  # fmt: skip
        count = len(looks)
        return pa.table({
            "Time": self.moments(looks * MINUTE),
            "Database": same(server, count),
            "Relation": same(name, count),
            "Kind": same(kind, count),
            "Scans": numbers(np.floor(scans).astype(np.uint64)),
            "RowsRead": numbers(np.floor(read).astype(np.uint64)),
            "LiveRows": numbers(live.astype(np.uint64)),
            "DeadRows": numbers(dead.astype(np.uint64)),
            "Bytes": numbers((size // 8192 * 8192).astype(np.uint64)),
        }, schema=SCHEMAS["db_relations"])  # fmt: skip

    # --- sessions -----------------------------------------------------------------------------

    def activity(self) -> tuple[pa.Table, pa.Table]:
        """Who was at it on each whole minute: as many as the statements' time says, and the vacuum."""
        steps = [known.step for known in self.figures]
        parts = [self.active(place, known) for place, known in enumerate(self.figures)]
        large = self.large_loads()
        number = np.concatenate(
            [np.full(len(look), place) for place, (look, _) in enumerate(parts)] + [np.zeros(len(large[0]), np.int64)]
        )
        look = np.concatenate([look for look, _ in parts] + [large[0]])
        age = np.concatenate([age for _, age in parts] + [large[1]])
        vacuum = self.vacuuming()
        number = np.concatenate([number, np.full(len(vacuum), len(steps))])
        look, age = np.concatenate([look, vacuum]), np.concatenate([age, np.full(len(vacuum), 70_000_000_000)])
        order = np.lexsort((number, look))
        return self.rows(steps, number[order], look[order], age[order])

    def active(self, place: int, known: Figures) -> tuple[Ints, Ints]:
        """Minutes, and for how long each had been at it."""
        usual = by_minute(known.total_ms) / MINUTE * 1e6
        if known.step is sql.load_state:
            usual = usual - self.loading() / MINUTE
        draws = self.counts.chance.draw(f"active/{place}", len(usual))
        count = np.floor(usual + draws % 10_000 / 10_000).astype(np.int64)
        look = np.repeat(minutes(), count)
        mean = float(known.total_ms.sum() / max(known.calls.sum(), 1)) * 1e6
        return look, (self.counts.chance.draw(f"age/{place}", len(look)) % max(int(mean), 1)).astype(np.int64)

    def loading(self) -> Floats:
        known = self.counts.runs
        place = np.searchsorted(minutes(), (known.begin + known.answered).ravel())
        spent = np.bincount(place, known.answered.ravel(), len(minutes()) + 1)[: len(minutes())]
        return spent.astype(np.float64)

    def large_loads(self) -> tuple[Ints, Ints]:
        """The victim's own loads that were under way on a whole minute."""
        known = self.counts.runs
        start, end = known.begin.ravel(), (known.begin + known.answered).ravel()
        look = -(-start // MINUTE) * MINUTE
        those = (look < end) & (look <= NOW)
        return look[those], (look - start)[those]

    def vacuuming(self) -> Ints:
        """Autovacuum takes four minutes each time."""
        done = vacuums(self.counts)
        looks = (done[:, None] // MINUTE - np.arange(4)).ravel() * MINUTE
        return np.sort(looks[(looks > 0) & (looks <= NOW)])

    def rows(self, steps: list[Statement], number: Ints, look: Ints, age: Ints) -> tuple[pa.Table, pa.Table]:
        count, chance = len(number), self.counts.chance
        draws = chance.draw("waits", count)
        writes = np.array([step.writes for step in steps] + [False])[number]
        wait = np.where(writes, draws % 2 * 4 + (draws >> 8) % 2, draws % 2 * 2 + (draws >> 8) % 2)
        wait = np.where(number == len(steps), len(WAITS) - 1, wait)
        ids = np.array([query_id(step) for step in steps] + [NO_STATEMENT])
        names = [APPLICATIONS.get(step, "workflow-api") for step in steps] + [""]
        pid = 2_000 + number * 64 + (draws >> 20) % 16
        time = self.moments(look)
        activity = pa.table({
            "Time": time,
            "Database": words([step.database.name for step in steps] + ["postgres-primary"], number),
            "Pid": numbers(pid.astype(np.uint32)),
            "State": same("active", count),
            "WaitEventType": words([kind for kind, _ in WAITS], wait),
            "WaitEvent": words([name for _, name in WAITS], wait),
            "QueryId": numbers(ids[number]),
            "BackendType": words(["client backend"] * len(steps) + ["autovacuum worker"], number),
            "ApplicationName": words(names, number),
            "UserName": words([name.replace("-", "_") for name in names[:-1]] + ["postgres"], number),
            "XactStart": self.moments(look - age),
            "QueryStart": self.moments(look - age),
            "BlockedBy": lists(np.zeros(count, bool), pa.nulls(0, pa.uint32()), pa.list_(pa.uint32())),
        }, schema=SCHEMAS["db_activity"])  # fmt: skip
        modes = [mode(step) for step in steps] + ["ShareUpdateExclusiveLock"]
        locks = pa.table({
            "Time": time,
            "Database": activity["Database"],
            "Pid": activity["Pid"],
            "LockType": same("relation", count),
            "Mode": words(modes, number),
            "Granted": flags(np.ones(count, bool)),
            "Relation": words([step.table for step in steps] + ["workflow_state"], number),
            "Tuple": same("", count),
            "WaitStart": pa.nulls(count, MILLISECONDS),
        }, schema=SCHEMAS["db_locks"])  # fmt: skip
        return activity, locks


def reads_all(step: Statement) -> bool:
    """No index leads to its rows."""
    return step.scans is not None or step is report


def plan_of(known: Figures) -> dict[str, Any]:
    """Of a call that takes as long as they do on average."""
    step, took = known.step, float(known.total_ms.sum() / max(known.calls.sum(), 1))
    if step.scans:
        return agreeing(due_jobs(step.rows, step.scans.rows), step.rows, took)
    if step is not report:
        return lookup(step, took=took)
    plan = lookup(replace(step, text="SELECT customer_id, started_at FROM executions", rows=EXECUTIONS), took=took)
    scan = plan["Plan"] | {"Node Type": "Seq Scan", "Startup Cost": 0.0, "Total Cost": 1_965_040.0}
    scan = {key: value for key, value in scan.items() if key not in ("Index Name", "Scan Direction")}
    top = over(scan, "Aggregate", step.rows, took * 0.99)
    return {**plan, "Plan": top | {"Strategy": "Hashed", "Group Key": ["customer_id", "date_trunc('day', started_at)"]}}


def highest(values: Floats) -> Floats:
    """Of what was slowest at each scrape, the slowest at each minute."""
    whole = len(values) - 6 * 60 * 4
    return np.concatenate([values[:whole], values[whole:].reshape(-1, 4).max(axis=1)])
