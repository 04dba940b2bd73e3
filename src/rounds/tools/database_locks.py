"""Who waits for whom in a database, at a moment and over time; its tables; and the pools of connections to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rounds.store import Reader
from rounds.store.questions import database as statements
from rounds.tools.database import (
    Blocked,
    BlockedQuestion,
    BlockedSessions,
    Blocking,
    BlockingQuestion,
    Deadlock,
    Pool,
    Pools,
    PoolsQuestion,
    Relation,
    Relations,
    RelationsQuestion,
)
from rounds.tools.database_load import Rhythm, activity_rhythm, known, steps
from rounds.tools.incident import metric_step
from rounds.tools.moments import window

MOST_SESSIONS = 2_000
MOST_RELATIONS = 1_000
SIZE = ("db_client_connections_max", "db_client_connection_max")
USED = ("db_client_connections_usage", "db_client_connection_count")
PENDING = (
    "db_client_connections_pending",
    "db_client_connections_pending_requests",
    "db_client_connection_pending_requests",
)
TIMEOUTS = ("db_client_connections_timeouts_total", "db_client_connection_timeouts_total")

Row = Mapping[str, Any]


def blocking(reader: Reader, question: BlockingQuestion, tag: str = "") -> Blocking:
    """The blocking tree at the last look that is not after the moment.

    Raises:
        NotFound: no such database.
        Invalid: the moment is none.
    """
    known(reader, question.database, tag)
    window(question.at - 1, question.at)
    at = activity_rhythm(reader, tag).before(question.at)
    bound: dict[str, object] = {"database": question.database, "at": at}
    sessions = {row["Pid"]: row for row in reader.rows(statements.SESSIONS, bound | {"limit": MOST_SESSIONS}, tag=tag)}
    if not sessions:
        return Blocking(float(at), (), 0, 0)
    forest = Forest.of({pid: row["BlockedBy"] for pid, row in sessions.items()})
    locks = locks_of(reader, bound, forest.blocks, tag)
    ids = sorted({row["QueryId"] for row in sessions.values()})
    texts = {row["QueryId"]: row["Query"] for row in reader.rows(statements.QUERY_TEXTS, bound | {"ids": ids}, tag=tag)}
    waiters = {pid: row for pid, row in sessions.items() if row["BlockedBy"]}
    contended = {
        (lock["LockType"], lock["Relation"]) for pid in waiters for lock in locks.get(pid, ()) if not lock["Granted"]
    }
    return Blocking(
        at=float(at),
        sessions=tuple(
            session(pid, depth, forest, sessions.get(pid, {}), texts, locks.get(pid, ()), contended, at)
            for pid, depth in forest.walk()
        ),
        blocked=len(waiters),
        roots=len(forest.roots),
    )


def locks_of(reader: Reader, bound: dict[str, object], pids: Iterable[int], tag: str) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in reader.rows(statements.LOCKS, bound | {"pids": sorted(pids)}, tag=tag):
        found[row["Pid"]].append(row)
    return found


@dataclass(slots=True)
class Forest:
    """Who stands below whom. A session that waits for several stands below the first that is known.

    Sessions that wait for each other in a circle have no root: the one with the smallest pid is taken for it.
    """

    below: dict[int, list[int]]
    blocks: dict[int, int]  # by pid: how many wait for it, directly or not
    roots: list[int]
    cycles: set[int] = field(default_factory=set)

    @staticmethod
    def of(blocked_by: Mapping[int, Sequence[int]]) -> Forest:
        parent = {pid: by[0] for pid, by in blocked_by.items() if by}
        cycles = {pid for pid in parent if in_circle(pid, parent)}
        tops = {circle_top(pid, parent) for pid in cycles}
        below: dict[int, list[int]] = defaultdict(list)
        for pid, above in parent.items():
            if pid not in tops:
                below[above].append(pid)
        roots = ({above for above in parent.values() if above not in parent}) | tops
        blocks = victims(blocked_by)
        forest = Forest(below, blocks, [], cycles)
        forest.roots = sorted(roots, key=forest.rank)
        for waiting in below.values():
            waiting.sort(key=forest.rank)
        return forest

    def rank(self, pid: int) -> tuple[int, int]:
        return -self.blocks.get(pid, 0), pid

    def walk(self) -> Iterator[tuple[int, int]]:
        """Every session with its depth, a blocker before those that wait for it."""
        waiting = [(pid, 0) for pid in reversed(self.roots)]
        while waiting:
            pid, depth = waiting.pop()
            yield pid, depth
            waiting += [(one, depth + 1) for one in reversed(self.below.get(pid, []))]


def in_circle(pid: int, parent: Mapping[int, int]) -> bool:
    seen, at = set[int](), parent.get(pid)
    while at is not None and at not in seen:
        if at == pid:
            return True
        seen.add(at)
        at = parent.get(at)
    return False


def circle_top(pid: int, parent: Mapping[int, int]) -> int:
    least, at = pid, parent[pid]
    while at != pid:
        least, at = min(least, at), parent[at]
    return least


def victims(blocked_by: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """How many sessions wait for each, along any way; of itself none."""
    waiting: dict[int, set[int]] = defaultdict(set)
    for pid, by in blocked_by.items():
        for blocker in by:
            waiting[blocker].add(pid)
    return {pid: len(reached(pid, waiting)) for pid in waiting.keys() | blocked_by.keys()}


def reached(pid: int, waiting: Mapping[int, set[int]]) -> set[int]:
    found, ahead = set[int](), [pid]
    while ahead:
        for one in waiting.get(ahead.pop(), ()):
            if one not in found and one != pid:
                found.add(one)
                ahead.append(one)
    return found


def session(
    pid: int,
    depth: int,
    forest: Forest,
    row: Row,
    texts: Mapping[int, str],
    locks: Sequence[Row],
    contended: set[tuple[str, str]],
    at: int,
) -> Blocked:
    lock = lock_shown(locks, contended)
    waits_since = lock["WaitStart"] if lock and not lock["Granted"] else None
    began = row.get("XactStart") if depth == 0 and not row.get("BlockedBy") else waits_since or row.get("QueryStart")
    wait = f"{row['WaitEventType']}:{row['WaitEvent']}" if row.get("WaitEventType") else "CPU" if row else ""
    return Blocked(
        pid=pid,
        depth=depth,
        blocked_by=tuple(row.get("BlockedBy", ())),
        blocks=forest.blocks.get(pid, 0),
        statement=str(row["QueryId"]) if row else "",
        query=texts.get(row.get("QueryId", 0), ""),
        state=row.get("State", "unknown"),
        wait=wait,
        application=row.get("ApplicationName", ""),
        user=row.get("UserName", ""),
        backend=row.get("BackendType", ""),
        age_ms=None if began is None else float(max(0, at - began)),
        transaction_ms=None if row.get("XactStart") is None else float(max(0, at - row["XactStart"])),
        mode=lock["Mode"] if lock else "",
        lock=lock["LockType"] if lock else "",
        relation=lock["Relation"] if lock else "",
        cycle=pid in forest.cycles,
    )


def lock_shown(locks: Sequence[Row], contended: set[tuple[str, str]]) -> Row | None:
    """The lock it waits for; else one it holds where others wait."""
    waited = next((lock for lock in locks if not lock["Granted"]), None)
    return waited or next((lock for lock in locks if (lock["LockType"], lock["Relation"]) in contended), None)


def blocked(reader: Reader, question: BlockedQuestion, tag: str = "") -> BlockedSessions:
    """How many were blocked, the most at one look of each step.

    Raises:
        NotFound: no such database.
        Invalid: the stretch.
    """
    known(reader, question.database, tag)
    looks = activity_rhythm(reader, tag)
    grid = steps(question.start, question.end, question.buckets, looks)
    bound = grid.bound() | {"database": question.database}
    rows = {row["Bucket"]: row for row in reader.rows(statements.BLOCKED, bound, tag=tag)}
    most = max(rows.values(), key=lambda row: (row["Most"], row["At"]), default=None)
    places = range(grid.points)
    return BlockedSessions(
        start=float(grid.start),
        step_ms=float(grid.step),
        points=grid.points,
        blocked=tuple(rows[place]["Most"] if place in rows else 0 for place in places),
        at=tuple(float(rows[place]["At"]) if place in rows and rows[place]["Most"] else None for place in places),
        idle_in_transaction=tuple(rows[place]["Idle"] if place in rows else 0 for place in places),
        most=most["Most"] if most else 0,
        most_at=float(most["At"]) if most and most["Most"] else None,
        deadlocks=tuple(
            Deadlock(float(row["Time"]), row["Victim"], row["Detail"])
            for row in reader.rows(statements.DEADLOCKS, bound, tag=tag)
        ),
        sample_ms=looks.step,
    )


# Tables


def relations(reader: Reader, question: RelationsQuestion, tag: str = "") -> Relations:
    """Tables and indexes, the largest first.

    Raises:
        NotFound: no such database.
        Invalid: the stretch.
    """
    known(reader, question.database, tag)
    window(question.start, question.end)
    bound = {"start": int(question.start), "end": int(question.end), "database": question.database}
    rows = reader.rows(statements.RELATIONS, {**bound, "limit": MOST_RELATIONS}, tag=tag)
    found = [
        Relation(
            name=row["Relation"],
            kind=row["Kind"],
            scans=counted(row["FirstScans"], row["LastScans"]),
            rows_read=counted(row["FirstRead"], row["LastRead"]),
            live_rows=row["LastLive"],
            dead_rows=row["LastDead"],
            dead_before=row["FirstDead"],
            bytes=row["LastBytes"],
            bytes_before=row["FirstBytes"],
        )
        for row in rows
    ]
    return Relations(tuple(sorted(found, key=lambda one: (-one.bytes, one.name))))


def counted(first: int, last: int) -> float:
    """What a counter counted; one that is smaller than before began anew."""
    return float(last - first if last >= first else last)


# Pools


def pools(reader: Reader, question: PoolsQuestion, tag: str = "") -> Pools:
    """Connection pools of the services, as their own metrics tell.

    Raises:
        Invalid: the stretch.
    """
    grid = steps(question.start, question.end, question.buckets, Rhythm(metric_step(reader, tag), 0))
    metrics = [*SIZE, *USED, *PENDING, *TIMEOUTS]
    found = {row["Series"]: row for row in reader.rows(statements.SERIES_OF, {"metrics": metrics}, tag=tag)}
    services: dict[str, PoolFigures] = defaultdict(lambda: PoolFigures(grid.points))
    if found:
        bound = grid.bound() | {"series": sorted(found)}
        for row in reader.rows(statements.POOL_SAMPLES, bound, tag=tag):
            of = found[row["Series"]]
            services[owner(of["Labels"])].add(of["Metric"], of["Labels"].get("pod", ""), row)
    made = [figures.pool(name) for name, figures in sorted(services.items())]
    clients = [row["Client"] for row in reader.rows(statements.CLIENTS, grid.bound(), tag=tag)]
    without = tuple(name for name in clients if name not in services)
    return Pools(float(grid.start), float(grid.step), tuple(made), without)


def owner(labels: Mapping[str, str]) -> str:
    return next((labels[name] for name in ("service", "service_name", "job", "pool_name") if labels.get(name)), "")


@dataclass(slots=True)
class PoolFigures:
    """What the series of one service add up to."""

    points: int
    pods: set[str] = field(default_factory=set)
    size: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    used: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    pending: dict[int, float] = field(default_factory=lambda: defaultdict(float))
    timeouts: float = 0.0
    counters: dict[int, float] = field(default_factory=dict)

    def add(self, metric: str, pod: str, row: Row) -> None:
        place = min(row["Bucket"], self.points - 1)
        if metric in TIMEOUTS:
            before = self.counters.get(row["Series"], row["First"])
            self.timeouts += row["Last"] - before if row["Last"] >= before else row["Last"]
            self.counters[row["Series"]] = row["Last"]
            return
        self.pods.add(pod)
        of = self.size if metric in SIZE else self.used if metric in USED else self.pending
        of[place] += row["Most"]

    def pool(self, service: str) -> Pool:
        return Pool(
            service=service,
            pods=len(self.pods),
            size=self.size[max(self.size)] if self.size else None,
            used=tuple(self.used.get(place) for place in range(self.points)),
            pending=tuple(self.pending.get(place) for place in range(self.points)),
            timeouts=round(self.timeouts, 3),
        )
