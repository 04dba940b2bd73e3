"""Recording: what the journeys of a stride leave behind in each tool.

Spans, log lines and increments come from the same visits, so they agree: everything is metered, and of
the traces one in `keep` is kept, each with the rate it stands for.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

import numpy as np

from .arrays import Bools, Ints
from .columns import BLANK, blanks
from .durations import MS
from .journeys import NONE, Journey, Visit
from .meters import Labels, Meters
from .sampling import kept
from .sessions import Sessions
from .world import (
    Connection,
    Count,
    Enqueue,
    Failure,
    Flow,
    Measure,
    Operation,
    Pick,
    Say,
    Send,
    Service,
    Statement,
    Step,
    Work,
    say,
)  # fmt: skip

OUT_OF_PATIENCE = say(
    "ERROR", "timeout acquiring connection from pool ({patience_ms}ms)",
    error__type="PoolTimeoutError", pool__size="{pool_size}", customer__id="{customer.name}",
)  # fmt: skip
LOST = Failure(
    "PoolTimeoutError", "timeout acquiring connection from pool ({patience_ms}ms)",
    ("Pool.pendingTimeout (node_modules/pg-pool/index.js:222:21)", "listOnTimeout (node:internal/timers:581:17)"),
)  # fmt: skip
ROUTE = " /"
BROKEN = 500  # the status of an operation that broke by itself


@dataclass(slots=True)
class Shelf:
    """Rows of one kind, put down piece by piece, taken up as whole columns."""

    step: Step
    flow: Flow
    service: Service
    kind: str
    wants: tuple[str, ...]
    pieces: dict[str, list[Ints]] = field(default_factory=dict)

    def put(self, columns: dict[str, Ints]) -> None:
        for name, column in columns.items():
            self.pieces.setdefault(name, []).append(column)

    def columns(self) -> dict[str, Ints]:
        return {name: np.concatenate(pieces) for name, pieces in self.pieces.items()}


@dataclass(slots=True)
class Recording:
    now: int
    meters: Meters
    sessions: Sessions
    spans: dict[object, Shelf] = field(default_factory=dict)
    lines: dict[object, Shelf] = field(default_factory=dict)

    def take(self, journey: Journey) -> None:
        low = journey.batch.columns["low"]
        Page(
            self,
            journey,
            # A trace is kept when it is complete, as a collector does that waits for its root.
            keeps=kept(low, journey.flow.keep) & (journey.visit.end <= self.until(journey)),
            tells=kept(low, journey.flow.tell),
            span=journey.batch.columns["span"].copy(),
        ).write(journey.visit)

    def until(self, journey: Journey) -> Ints | int:
        """Nobody hears of what comes after it."""
        return journey.batch.columns.get("until", self.now)


@dataclass(slots=True)
class Page:
    """One journey being written down."""

    recording: Recording
    journey: Journey
    keeps: Bools  # whose spans are kept
    tells: Bools  # whose lines are: theirs, and of some more
    span: Ints  # the span that each row of the batch is in at the moment
    begun: Ints = field(default_factory=lambda: NONE)  # the transaction each row is in, by its beginning

    def write(self, visit: Visit) -> None:
        if not len(visit.start):
            return
        at = np.flatnonzero(self.keeps[visit.rows])
        rows = at if isinstance(visit.rows, slice) else visit.rows[at]
        around = self.span[rows]
        match visit.step:
            case Operation() as step:
                self.operation(visit, step, at, rows)
            case Work() | Enqueue() as step:
                self.span[rows] = self.put_span(visit, step, "Internal", at, rows)
            case Statement() as step:
                self.statement(visit, step, at, rows)
            case Send() as step:
                self.put_span(visit, step, "Client", at, rows)
                self.sent(visit)
            case Connection() as step:
                self.connected(visit, step, at, rows)
            case Say() as step:
                self.put_line(visit, step, visit.start)
            case Count() | Measure() as step:
                self.counted(visit, step)
        for child in visit.children:
            self.write(child)
        if isinstance(visit.step, Operation) and visit.step.line:
            self.put_line(visit, visit.step.line, visit.end)
        if isinstance(visit.step, Connection):
            self.begun = NONE
        self.span[rows] = around

    # --- what each kind of step leaves --------------------------------------------------------

    def operation(self, visit: Visit, step: Operation, at: Ints, rows: Ints) -> None:
        start, end, status = visit.start, visit.end, self.status(visit)
        if visit.network is not None and visit.caller is not None:
            self.span[rows] = self.put_span(visit, step, "Client", at, rows, caller=True)
            self.called(visit, visit.caller)
            start, end = start + visit.network, end - visit.network
        self.span[rows] = self.put_span(visit, step, step.kind, at, rows, times=(start, end))
        self.served(visit, step, start, end, status)
        if step.failure:
            broken = say("ERROR", f"unhandled {step.failure.kind}: {step.failure.message}",
                         error__type=step.failure.kind)  # fmt: skip
            self.put_line(visit, broken, end, status == BROKEN)

    def served(self, visit: Visit, step: Operation, start: Ints, end: Ints, status: Ints) -> None:
        meters, service = self.recording.meters, ("service", visit.service.name)
        if step.inflight:
            meters.level(step.inflight, (service,), start, end)
        if ROUTE not in step.name:
            meters.durations("job_duration_seconds", (("job", step.name), service), end, end - start)
            return
        method, route = step.name.split(" ", 1)
        meters.level("http_server_active_requests", (service,), start, end)
        common = (("method", method), ("route", route), service)
        meters.durations_by("http_server_request_duration_seconds", common, status, end, end - start, status_of)

    def called(self, visit: Visit, caller: Service) -> None:
        both = (("server_address", visit.service.name), ("service", caller.name))
        meters = self.recording.meters
        meters.durations("http_client_request_duration_seconds", both, visit.end, visit.end - visit.start)

    def statement(self, visit: Visit, step: Statement, at: Ints, rows: Ints) -> None:
        self.put_span(visit, step, "Client", at, rows)
        labels = (("db_system", step.database.system), ("operation", step.name), ("service", visit.service.name))
        taken = visit.end - visit.start
        self.recording.meters.durations("db_client_operation_duration_seconds", labels, visit.end, taken)
        session = self.journey.batch.columns["span"][visit.rows]
        begun = self.begun[visit.rows] if len(self.begun) else visit.start
        self.recording.sessions.take(step, visit.start, visit.end, visit.pod, session, begun)
        if not len(self.begun):
            self.recording.sessions.commit(step.database, visit.end)

    def connected(self, visit: Visit, step: Connection, at: Ints, rows: Ints) -> None:
        """The span of the wait, for those who had to, and a line for those who gave up."""
        if visit.waited is None or visit.service.pool is None:
            return
        ready, patience = visit.start + visit.waited, visit.service.pool.patience
        lost = visit.waited >= patience
        waited = np.flatnonzero(visit.waited[at] > 0)
        at, rows = at[waited], rows[waited]
        inner = self.put_span(visit, step, "Client", at, rows, times=(visit.start, ready), failed=lost)
        outer, self.span[rows] = self.span[rows], inner
        self.put_line(visit, OUT_OF_PATIENCE, ready, lost)
        self.span[rows] = outer
        labels = (("service", visit.service.name),)
        meters = self.recording.meters
        meters.durations("db_client_connections_wait_time_seconds", labels, ready, visit.waited)
        meters.count("db_client_connections_timeouts_total", labels, ready[lost])
        self.begun = self.journey.whole(ready, visit.rows)
        self.recording.sessions.commit(visit.service.pool.database, visit.end[~lost])
        self.idle_between(visit)

    def idle_between(self, visit: Visit) -> None:
        """A transaction stays open while its connection is held for something else than a statement."""
        session = self.journey.batch.columns["span"]
        for query, other in pairwise(visit.children):
            if isinstance(query.step, Statement) and isinstance(other.step, Operation | Work) and len(other.start):
                rows, pod = other.rows, self.journey.whole(query.pod, query.rows)
                self.recording.sessions.idle(
                    query.step, other.start, other.end, pod[rows], session[rows], self.begun[rows]
                )

    def sent(self, visit: Visit) -> None:
        batch, meters, service = self.journey.batch.columns, self.recording.meters, ("service", visit.service.name)
        pick = self.journey.flow.field("endpoint")
        hosts = [thing.name for thing in pick.things] if isinstance(pick, Pick) else []

        def labels(pair: int) -> Labels:
            host, code = divmod(pair, 1000)
            return (("server_address", hosts[host]), *outcome_of(code))

        endpoint, took = batch["endpoint"][visit.rows], visit.end - visit.start
        pairs = endpoint * 1000 + batch["response"][visit.rows]
        meters.count_by("http_client_requests_total", (service,), pairs, visit.end, labels)
        address = partial(address_of, hosts)
        meters.durations_by("http_client_request_duration_seconds", (service,), endpoint, visit.end, took, address)

    def counted(self, visit: Visit, step: Count | Measure) -> None:
        """Labels without a blank are the same for all; those with one go by the fields in it."""
        common = tuple(label for label in step.labels if not blanks(label[1]))
        filled = [label for label in step.labels if blanks(label[1])]
        names = list(dict.fromkeys(blank.split(".")[0] for _, value in filled for blank in blanks(value)))
        codes = np.zeros(len(visit.start), dtype=np.int64)
        for name in names:
            codes = codes << 10 | self.journey.batch.columns[name][visit.rows]

        def labels(code: int) -> Labels:
            chosen = {name: self.thing(name, code >> 10 * i & 1023) for i, name in enumerate(reversed(names))}
            return tuple((label, BLANK.sub(partial(word, chosen), value)) for label, value in filled)

        meters, whose = self.recording.meters, self.journey.flow.name
        if isinstance(step, Count):
            meters.count_by(step.metric, common, codes, visit.start, labels, whose)
        else:
            age = visit.start - self.journey.batch.time[visit.rows]
            meters.durations_by(step.metric, common, codes, visit.start, age, labels, whose)

    def thing(self, name: str, number: int) -> object:
        return getattr(self.journey.flow.field(name), "things", range(1024))[number]

    # --- writing down -------------------------------------------------------------------------

    def put_span(
        self,
        visit: Visit,
        step: Step,
        kind: str,
        at: Ints,
        rows: Ints,
        times: tuple[Ints, Ints] | None = None,
        failed: Bools | None = None,
        caller: bool = False,
    ) -> Ints:
        """Returns the ids of the new spans; the outermost of a row has its id since the row arrived."""
        parent = self.span[rows]
        if not (len(at) and self.journey.flow.traced):
            return parent
        start, end = times or (visit.start, visit.end)
        failed = visit.failed if failed is None else failed
        outermost = visit is self.journey.visit
        span = parent if outermost else self.journey.ground.chance.draw(f"{visit.path}/{kind}/span", len(at))
        wants = (*of_text(step), *of_kind(step))
        shelf = self.shelf(self.recording.spans, visit, step, kind, wants, caller)
        own = {"start": start[at], "end": end[at], "span": span}
        own["failed"] = np.zeros(len(at), np.int64) if failed is None else failed[at].astype(np.int64)
        own["parent"] = np.zeros_like(parent) if outermost else parent
        if outermost and "link_span" in self.journey.batch.columns:
            own |= {name: self.journey.batch.columns[name][rows] for name in ("link_high", "link_low", "link_span")}
        shelf.put(own | self.common(shelf, visit, at, rows, caller))
        return span

    def put_line(self, visit: Visit, step: Say, moment: Ints, those: Bools | None = None) -> None:
        told = self.tells[visit.rows] if those is None else self.tells[visit.rows] & those
        if "until" in self.journey.batch.columns:
            told = told & (moment <= self.journey.batch.columns["until"][visit.rows])
        at = np.flatnonzero(told)
        rows = at if isinstance(visit.rows, slice) else visit.rows[at]
        if len(at):
            wants = (*blanks(step.body), *of_text(step))
            shelf = self.shelf(self.recording.lines, visit, step, step.level, wants)
            span = np.where(self.keeps[rows], self.span[rows], 0)
            shelf.put({"start": moment[at], "span": span} | self.common(shelf, visit, at, rows))

    def shelf(
        self,
        shelves: dict[object, Shelf],
        visit: Visit,
        step: Step,
        kind: str,
        wants: tuple[str, ...],
        caller: bool = False,
    ) -> Shelf:
        name, attributes = getattr(step, "name", getattr(step, "body", "")), getattr(step, "attributes", ())
        flow = self.journey.flow
        key = (visit.path, kind, name, attributes, caller, visit.service.version, flow.keep, flow.tell)
        if key not in shelves:
            names = tuple(dict.fromkeys(name.split(".")[0] for name in wants))
            names = tuple(name for name in names if name in DERIVED or name in self.journey.batch.columns)
            service = visit.caller if caller and visit.caller else visit.service
            shelves[key] = Shelf(step, self.journey.flow, service, kind, names)
        return shelves[key]

    def common(self, shelf: Shelf, visit: Visit, at: Ints, rows: Ints, caller: bool = False) -> dict[str, Ints]:
        batch = self.journey.batch.columns
        pod = visit.caller_pod if caller else visit.pod
        columns = {"pod": pod[at], "high": batch["high"][rows], "low": batch["low"][rows]}
        return columns | {name: self.value(name, visit, at, rows) for name in shelf.wants}

    def value(self, name: str, visit: Visit, at: Ints, rows: Ints) -> Ints:
        pool = visit.service.pool
        match name:
            case "status":
                return self.status(visit)[at]
            case "duration_ms":
                return (visit.end - visit.start)[at] // MS
            case "patience_ms":
                return np.full(len(at), pool.patience // MS if pool else 0)
            case "pool_size":
                return np.full(len(at), pool.size if pool else 0)
            case _:
                return self.journey.batch.columns[name][rows]

    def status(self, visit: Visit) -> Ints:
        """What each row was answered: rows that died later, in another visit, were answered as usual."""
        usual = np.full(len(visit.start), getattr(visit.step, "status", 200))
        if self.journey.dead is None or visit.failed is None:
            return usual
        return np.where(visit.failed, self.journey.status[visit.rows], usual)


DERIVED = frozenset({"status", "duration_ms", "patience_ms", "pool_size"})


def word(chosen: dict[str, object], blank: re.Match[str]) -> str:
    """What stands for `{endpoint.webhook}`, or for `{endpoint}`: its name."""
    thing, _, part = blank[1].partition(".")
    return str(getattr(chosen[thing], part or "name", chosen[thing]))


def status_of(code: int) -> Labels:
    return (("status_code", str(code)),)


def address_of(hosts: list[str], host: int) -> Labels:
    return (("server_address", hosts[host]),)


def outcome_of(code: int) -> Labels:
    return (("outcome", "error" if code >= 400 else "ok"), ("status_code", str(code)))


def of_text(step: Step) -> tuple[str, ...]:
    """The fields that the step's own attributes, and what it writes when it fails, are made of."""
    failure, parameters = getattr(step, "failure", None), getattr(step, "parameters", "")
    texts = [value for _, value in getattr(step, "attributes", ())]
    texts += [failure.message, failure.code] if failure else []
    return tuple(blank for value in (*texts, parameters) for blank in blanks(value))


def of_kind(step: Step) -> tuple[str, ...]:
    """The fields that the attributes of every span of this kind are made of."""
    match step:
        case Operation():
            return ("status",)
        case Send():
            return ("endpoint", "response", "retry_count")
        case Enqueue():
            return ("scheduled",)
        case Connection():
            return ("patience_ms",)
        case _:
            return ()
