"""The database lens: what is asked of databases and what comes back.

What it shows is what PostgreSQL says of itself: looks at its sessions (pg_stat_activity, pg_locks), statement
statistics as deltas of a step (pg_stat_statements), plans as EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) writes them,
statistics of tables and indexes. Load is average active sessions: of the looks in a stretch, how many sessions were
active at each on average. A session that only holds a transaction open is not active; it is seen among the locks.

A statement's id is PostgreSQL's 64-bit queryid as text: a browser's numbers end at 2⁵³.
"""

from __future__ import annotations

from dataclasses import dataclass

# Questions


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabasesQuestion:
    """Which databases the incident has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadQuestion:
    """Load over time by `by`: wait, statement, user or application; at most `buckets` steps."""

    database: str
    by: str = "wait"
    start: float
    end: float
    buckets: int = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileQuestion:
    """Load of one stretch against a baseline stretch, by `by` as in the load chart."""

    database: str
    by: str = "wait"
    start: float
    end: float
    base_start: float
    base_end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementsQuestion:
    """Statements in a stretch against a baseline. `find` keeps those whose text contains it.

    `sort`: load, calls, mean, rows, change. Sparklines reach over `whole_start` … `whole_end`.
    """

    database: str
    start: float
    end: float
    base_start: float
    base_end: float
    whole_start: float
    whole_end: float
    sort: str = "load"
    find: str = ""
    limit: int = 50
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementQuestion:
    """One statement: over time in `whole_start` … `whole_end`, by callers in a stretch against a baseline."""

    id: str
    start: float
    end: float
    base_start: float
    base_end: float
    whole_start: float
    whole_end: float
    buckets: int = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class PlansQuestion:
    """The plans of a statement, as trees."""

    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePlansQuestion:
    """Two plans of a statement, node beside node."""

    id: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockingQuestion:
    """Who waits for whom at the last look at the sessions that is not after `at`."""

    database: str
    at: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockedQuestion:
    """How many sessions are blocked over time."""

    database: str
    start: float
    end: float
    buckets: int = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationsQuestion:
    """Tables and indexes: what was read of them in the stretch, and how large they are at its end."""

    database: str
    start: float
    end: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolsQuestion:
    """Connection pools of the clients, by service, where metrics tell of them."""

    start: float
    end: float
    buckets: int = 60


# Answers


@dataclass(frozen=True, slots=True)
class Server:
    name: str
    sessions: int  # rows in the looks at its sessions
    sample_ms: int  # between two looks; 0 where there are none
    processors: float | None  # where a metric tells them
    statements: int
    plans: int  # statements with a plan
    blocked: bool  # some session waited for another at some time


@dataclass(frozen=True, slots=True)
class Databases:
    databases: tuple[Server, ...]  # the busiest first
    took_ms: float = 0


@dataclass(frozen=True, slots=True)
class LoadLayer:
    key: str  # as in the profile: a wait event, a statement's id, a user, an application; empty for all others
    name: str  # what people read
    values: tuple[float, ...]
    mean: float


@dataclass(frozen=True, slots=True)
class Load:
    start: float
    step_ms: float
    points: int
    layers: tuple[LoadLayer, ...]  # most load first, then the others as one
    sessions: int  # active sessions seen
    processors: float | None
    took_ms: float = 0


@dataclass(frozen=True, slots=True)
class ProfileRow:
    key: str
    name: str
    during: float  # average active sessions
    before: float


@dataclass(frozen=True, slots=True)
class Profile:
    rows: tuple[ProfileRow, ...]  # most load in the stretch first
    during: float
    before: float
    took_ms: float = 0


@dataclass(frozen=True, slots=True)
class WaitShare:
    name: str
    load: float


@dataclass(frozen=True, slots=True)
class Measures:
    """What a statement did in a stretch. `mean_ms` is None without a call."""

    load: float
    calls: float  # a second
    mean_ms: float | None
    rows: float  # a second


@dataclass(frozen=True, slots=True)
class Sparks:
    """Over the whole of what is looked at, in equal steps."""

    load: tuple[float, ...]
    calls: tuple[float, ...]
    mean_ms: tuple[float | None, ...]
    rows: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class StatementRow:
    id: str
    query: str
    during: Measures
    before: Measures
    change: float | None  # of the mean: during ÷ before
    waits: tuple[WaitShare, ...]  # of the stretch, most first
    sparks: Sparks


@dataclass(frozen=True, slots=True)
class Statements:
    rows: tuple[StatementRow, ...]
    total: int
    load: float  # of all statements in the stretch
    took_ms: float = 0


@dataclass(frozen=True, slots=True)
class Caller:
    """A service that ran the statement, as its spans tell; numbers stand for what happened."""

    service: str
    name: str  # of the spans
    spans: int  # stored
    calls: float  # a second
    calls_before: float
    mean_ms: float | None
    mean_before_ms: float | None
    p95_ms: float | None
    errors: int


@dataclass(frozen=True, slots=True)
class Execution:
    time: float
    duration_ms: float
    plan: str
    parameters: str
    trace_id: str
    span_id: str


@dataclass(frozen=True, slots=True)
class StatementSeries:
    calls: tuple[float, ...]  # a second
    mean_ms: tuple[float | None, ...]
    slowest_ms: tuple[float | None, ...]
    fastest_ms: tuple[float | None, ...]
    rows: tuple[float, ...]  # a second
    load: tuple[float, ...]
    blocks_read: tuple[float, ...]  # a second
    temp_bytes: tuple[float, ...]  # a second
    wal_bytes: tuple[float, ...]  # a second


@dataclass(frozen=True, slots=True)
class StatementDetails:
    id: str
    database: str
    query: str
    start: float
    step_ms: float
    points: int
    series: StatementSeries
    during: Measures
    before: Measures
    waits: tuple[WaitShare, ...]
    callers: tuple[Caller, ...]
    text_field: str  # the attribute by which spans name their statement; empty where none does
    slowest: tuple[Execution, ...]  # of the stretch
    took_ms: float = 0


@dataclass(frozen=True, slots=True)
class PlanNode:
    """A step of a plan. Times, rows and blocks are of all its loops together; `self` is without what is below it."""

    parent: int  # its place in `nodes`; -1 for the root
    depth: int
    kind: str  # Seq Scan, Hash Join, …
    on: str  # table, index, function it works on
    detail: str  # the one thing to know: sort key and method, condition
    total_ms: float | None  # None where the plan was not run
    self_ms: float | None
    share: float  # self time ÷ the whole plan's; of cost where the plan was not run
    rows: float | None
    rows_planned: float
    estimate: float | None  # how many times the estimate is off, at least 1; None where it cannot be said
    under: bool  # fewer rows were estimated than came
    loops: float
    cost: float
    self_cost: float
    blocks_hit: int  # self
    blocks_read: int
    temp_blocks: int
    warnings: tuple[str, ...]
    fields: dict[str, str]  # everything else it says


@dataclass(frozen=True, slots=True)
class PlanTree:
    id: str
    first_seen: float
    last_seen: float
    executions: int  # that were looked at
    mean_ms: float | None  # of these
    planning_ms: float | None
    execution_ms: float | None
    nodes: tuple[PlanNode, ...]  # a parent before its children
    text: str  # as EXPLAIN writes it
    problem: str  # why there are no nodes


@dataclass(frozen=True, slots=True)
class Plans:
    id: str
    plans: tuple[PlanTree, ...]  # oldest first
    took_ms: float = 0


@dataclass(frozen=True, slots=True)
class PlanPair:
    """A node of one plan beside its counterpart of the other; -1 where there is none."""

    depth: int
    before: int
    after: int
    what: str  # same, slower, faster, changed, new, gone


@dataclass(frozen=True, slots=True)
class PlanComparison:
    before: PlanTree
    after: PlanTree
    pairs: tuple[PlanPair, ...]
    took_ms: float = 0


@dataclass(frozen=True, slots=True)
class Blocked:
    """A session in the blocking tree: in front of the sessions that wait for it."""

    pid: int
    depth: int  # 0 for a root blocker
    blocked_by: tuple[int, ...]
    blocks: int  # sessions that wait for it, directly or not
    statement: str
    query: str
    state: str  # unknown where the look did not see it
    wait: str
    application: str
    user: str
    backend: str
    age_ms: float | None  # how long it waits; of a root, how old its transaction is
    transaction_ms: float | None
    mode: str  # the lock it waits for, or holds on what others wait for
    lock: str  # relation, transactionid, tuple, …
    relation: str
    cycle: bool  # it waits for one that waits for it


@dataclass(frozen=True, slots=True)
class Blocking:
    at: float  # the look
    sessions: tuple[Blocked, ...]  # roots with most victims first, each followed by who waits for it
    blocked: int
    roots: int
    took_ms: float = 0


@dataclass(frozen=True, slots=True)
class Deadlock:
    time: float
    victim: int
    detail: str


@dataclass(frozen=True, slots=True)
class BlockedSessions:
    start: float
    step_ms: float
    points: int
    blocked: tuple[int, ...]  # the most at one look of each step
    at: tuple[float | None, ...]  # that look
    idle_in_transaction: tuple[int, ...]
    most: int
    most_at: float | None
    deadlocks: tuple[Deadlock, ...]
    sample_ms: int
    took_ms: float = 0


@dataclass(frozen=True, slots=True)
class Relation:
    name: str
    kind: str  # table, index
    scans: float  # in the stretch
    rows_read: float
    live_rows: int
    dead_rows: int
    dead_before: int
    bytes: int
    bytes_before: int


@dataclass(frozen=True, slots=True)
class Relations:
    relations: tuple[Relation, ...]
    took_ms: float = 0


@dataclass(frozen=True, slots=True)
class Pool:
    """A service's connections, all its pods together."""

    service: str
    pods: int
    size: float | None
    used: tuple[float | None, ...]  # the most in each step
    pending: tuple[float | None, ...]
    timeouts: float  # in the stretch


@dataclass(frozen=True, slots=True)
class Pools:
    start: float
    step_ms: float
    pools: tuple[Pool, ...]
    without: tuple[str, ...]  # clients that were at work in the stretch and have no pool metrics
    took_ms: float = 0
