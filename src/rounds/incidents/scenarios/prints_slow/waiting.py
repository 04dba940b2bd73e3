"""Who waits for whom in the database: the orders of a paper while somebody counts it.

The simulator knows how long each of them took; what they waited for is written down here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rounds.incidents.checks.telemetry import Bools, values_of
from rounds.signals.tables import MS, SCHEMAS, Signals
from rounds.simulator.columns import flags, lists, numbers, texts
from rounds.simulator.statements import query_id

from .queries import count_stock, postgres, reserve

Lock = tuple[int, int, str, str, bool, str, str, int | None]
AWHILE = 1000  # milliseconds, as all moments here
ASKED = ("Time", "Pid", "State", "QueryId", "QueryStart")
ROW = "(14,22)"  # of the paper, as PostgreSQL names a row's place
TRANSACTION, TUPLE = "transactionid", "tuple"


@dataclass(frozen=True)
class Waiter:
    """A session at one look, and which row of the activity it is. The first in line waits for the transaction that
    has the row, the others for the first."""

    row: int
    at: int
    pid: int
    since: int
    first: bool
    behind: int


def with_waiting(signals: Signals) -> Signals:
    waiters = sorted(waiting(signals.db_activity), key=lambda waiter: waiter.row)
    if not waiters:
        return signals
    holders = {waiter.at: waiter.behind for waiter in waiters if waiter.first}
    return replace(
        signals,
        db_activity=marked(signals.db_activity, waiters),
        db_locks=pa.concat_tables([signals.db_locks, locks(waiters, holders)]).sort_by("Time").combine_chunks(),
    )


def waiting(activity: pa.Table) -> Iterator[Waiter]:
    """At each look at which the row is kept: the sessions that want it and are not there for a moment only."""
    ids = values_of(activity["QueryId"])
    places = np.flatnonzero((ids == query_id(count_stock)) | (ids == query_id(reserve)))
    rows = list(zip(places.tolist(), told(activity.select(ASKED).take(numbers(places))), strict=True))
    keeping = {row["Time"]: row["Pid"] for _, row in rows if row["State"] == "idle in transaction"}
    wanting = [(number, row) for number, row in rows if row["QueryId"] == query_id(reserve)]
    lasting = {(row["Pid"], row["QueryStart"]) for _, row in wanting if row["Time"] - row["QueryStart"] > AWHILE}
    for moment, holder in keeping.items():
        line = sorted(
            (row["QueryStart"], row["Pid"], number) for number, row in wanting
            if row["Time"] == moment and (row["Pid"], row["QueryStart"]) in lasting
        )  # fmt: skip
        for place, (since, pid, number) in enumerate(line):
            yield Waiter(number, moment, pid, since, place == 0, holder if place == 0 else line[0][1])


def told(activity: pa.Table) -> Iterator[dict[str, Any]]:
    """Row by row, with moments as numbers: as times, pyarrow imports pandas for them."""
    for name in ("Time", "QueryStart"):
        place = activity.schema.get_field_index(name)
        activity = activity.set_column(place, name, activity[name].cast(pa.int64()))
    yield from activity.to_pylist()


def marked(activity: pa.Table, waiters: list[Waiter]) -> pa.Table:
    there = np.zeros(activity.num_rows, bool)
    there[[waiter.row for waiter in waiters]] = True
    events = [TRANSACTION if waiter.first else TUPLE for waiter in waiters]
    behind = numbers(np.array([waiter.behind for waiter in waiters], np.uint32))
    changed = {
        "WaitEventType": instead(activity["WaitEventType"], there, ["Lock"] * len(waiters)),
        "WaitEvent": instead(activity["WaitEvent"], there, events),
        "BlockedBy": lists(there, behind, pa.list_(pa.uint32())),
    }
    return pa.table({name: changed.get(name, activity[name]) for name in activity.column_names}, activity.schema)


def instead(column: Any, there: Bools, words: list[str]) -> Any:
    return pc.replace_with_mask(column.combine_chunks(), flags(there), texts(words))


def locks(waiters: list[Waiter], holders: dict[int, int]) -> pa.Table:
    """What the holder has, what the first in line waits for and has, and what the others wait for."""
    rows: list[Lock] = [(at, pid, TRANSACTION, "ExclusiveLock", True, "", "", None) for at, pid in holders.items()]
    for one in waiters:
        if one.first:
            rows.append((one.at, one.pid, TRANSACTION, "ShareLock", False, "", "", one.since))
        rows.append(
            (one.at, one.pid, TUPLE, "ExclusiveLock", one.first, "stock", ROW, None if one.first else one.since)
        )
    times, pids, kinds, modes, granted, relations, tuples, since = zip(*rows, strict=True)
    return pa.table({
        "Time": moments(times),
        "Database": texts([postgres.name] * len(rows)),
        "Pid": numbers(np.array(pids, np.uint32)),
        "LockType": texts(kinds),
        "Mode": texts(modes),
        "Granted": flags(np.array(granted)),
        "Relation": texts(relations),
        "Tuple": texts(tuples),
        "WaitStart": moments(since),
    }, schema=SCHEMAS["db_locks"])  # fmt: skip


def moments(values: tuple[int | None, ...]) -> Any:
    there = np.array([value is not None for value in values])
    column = numbers(np.array([value or 0 for value in values], np.int64), MS)
    return column if there.all() else pc.if_else(flags(there), column, pa.nulls(len(values), MS))
