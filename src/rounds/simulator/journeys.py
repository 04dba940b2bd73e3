"""Journeys: a batch of requests on its way through the steps of an operation.

A batch is walked twice. `draw` decides what happens: who takes which branch, on which pod, how much
work it is, how it ends. `place` decides when: it lays the same visits along time, behind whatever
keeps the pods, the databases and the pools busy. Chance is only in the first, waiting only in the
second.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from .arrays import Bools, Ints, Rows
from .chance import LATENCY, POD, TWELVE, Chance, happens, in_turn, lasting, queueing, spread_out, weighted, which
from .durations import MS, table
from .loads import Loads
from .pools import GAVE_UP, Claim
from .traffic import Arrivals
from .world import (
    Connection,
    Endpoint,
    Enqueue,
    Flow,
    Maybe,
    Operation,
    Outcome,
    Pick,
    Repeat,
    Send,
    Service,
    Statement,
    Step,
    Wait,
    Work,
)  # fmt: skip

ALL = slice(None)
NONE = np.empty(0, dtype=np.int64)


@dataclass(slots=True)
class Visit:
    """One step, for the rows of the batch that take it; the columns have an entry for each of these rows."""

    step: Step
    path: str
    rows: Rows
    service: Service
    caller: Service | None = None
    caller_pod: Ints = field(default_factory=lambda: NONE)
    pod: Ints = field(default_factory=lambda: NONE)
    bits: Ints = field(default_factory=lambda: NONE)
    work: Ints = field(default_factory=lambda: NONE)
    due: Ints = field(default_factory=lambda: NONE)
    start: Ints = field(default_factory=lambda: NONE)
    end: Ints = field(default_factory=lambda: NONE)
    network: Ints | None = None
    waited: Ints | None = None
    failed: Bools | None = None
    sends: bool = False
    children: list[Visit] = field(default_factory=list)

    def leave_out(self, gone: Bools) -> None:
        """Keep only the rows that are not `gone`."""
        here = ~gone[self.rows]
        if here.all():
            return
        self.rows = only(self.rows, here)
        for name in ("pod", "caller_pod", "bits", "work", "network", "start", "end", "waited", "failed"):
            column = getattr(self, name)
            if column is not None and len(column):
                setattr(self, name, column[here])

    def inside(self) -> Iterator[Visit]:
        for child in self.children:
            yield child
            yield from child.inside()


@dataclass(frozen=True, slots=True)
class Gap:
    """A pod that serves nothing for a while: its requests go to the next one."""

    pod: int
    start: int
    end: int
    exit_code: int = 0


@dataclass(slots=True)
class Ground:
    """What all journeys of a stride stand on."""

    chance: Chance
    loads: Loads
    first_pod: dict[str, int]
    server: dict[str, int]
    sizes: dict[str, int]
    gaps: tuple[Gap, ...] = ()


@dataclass(slots=True)
class Journey:
    flow: Flow
    root: Operation
    batch: Arrivals
    ground: Ground
    now: Ints = field(init=False)
    status: Ints = field(init=False)
    failed: Bools | None = None
    dead: Bools | None = None
    visit: Visit = field(init=False)

    # --- what happens -------------------------------------------------------------------------

    def draw(self) -> None:
        self.now = self.batch.time.copy()
        self.status = np.full(len(self.batch), self.root.status)
        self.visit = self.visit_of(self.root, ALL, self.root.service, None, f"{self.flow.name}/{self.root.name}")

    def visit_of(self, step: Step, rows: Rows, service: Service, pod: Ints | None, path: str) -> Visit:
        """`pod` is where the enclosing operation of each row of the whole batch runs."""
        visit = Visit(step, path, rows, service, pod=NONE if pod is None else pod[rows])
        inner, steps = rows, getattr(step, "steps", ())
        match step:
            case Operation():
                visit.caller, visit.caller_pod = (None if pod is None else service), visit.pod
                service = visit.service = step.service
                self.draw_operation(visit, step, called=pod is not None)
                pod = self.whole(visit.pod, rows)
            case Work(takes=takes):
                visit.bits = self.bits(visit)
                visit.work = lasting(takes, visit.bits)
                self.book_pod(visit)
            case Statement():
                self.draw_statement(visit, step)
            case Send():
                self.draw_answer(visit)
            case Wait(takes=takes):
                visit.work = lasting(takes, self.bits(visit))
                self.now[rows] += visit.work
            case Maybe(share=share):
                inner = only(rows, happens(share, self.bits(visit)))
            case Outcome(failed=failed):
                inner = only(rows, self.has_failed()[rows] == failed)
            case Repeat(times=times):
                steps = steps * times
            case Enqueue(by=by, times=times):
                inner = visit.rows = self.shallow(visit, step.limit)
                visit.pod = NONE if pod is None else pod[inner]
                steps = (by,) * times
                self.draw_delays(visit, step)
        visit.children = [self.visit_of(child, inner, service, pod, f"{path}/{i}") for i, child in enumerate(steps)]
        if isinstance(step, Enqueue):
            visit.due = self.now[visit.rows][:, None] + visit.work
        visit.sends = isinstance(step, Send) or any(child.sends for child in visit.children)
        return visit

    def bits(self, visit: Visit) -> Ints:
        return self.ground.chance.draw(visit.path, self.size(visit.rows))

    def size(self, rows: Rows) -> int:
        return len(self.batch) if isinstance(rows, slice) else len(rows)

    def whole(self, values: Ints, rows: Rows) -> Ints:
        """The values at their rows of the whole batch."""
        if isinstance(rows, slice):
            return values
        full = np.zeros(len(self.batch), dtype=values.dtype)
        full[rows] = values
        return full

    def draw_operation(self, visit: Visit, step: Operation, called: bool) -> None:
        visit.bits = self.bits(visit)
        visit.work = lasting(step.takes, visit.bits)
        visit.network = table(step.network)[visit.bits & TWELVE] if called else None
        visit.pod = self.pods_for(visit, called)
        self.book_pod(visit)

    def pods_for(self, visit: Visit, called: bool) -> Ints:
        own = self.batch.columns.get("pod")
        first = self.ground.first_pod[visit.service.name]
        if not called and self.flow.queue:
            chosen = first + in_turn(visit.service.pods, visit.bits)
        else:
            chosen = first + (which(visit.service.pods, visit.bits) if called or own is None else own)
        for gap in self.ground.gaps:
            if first <= gap.pod < first + visit.service.pods:
                away = (chosen == gap.pod) & (self.now[visit.rows] >= gap.start) & (self.now[visit.rows] < gap.end)
                chosen[away] = first + (gap.pod - first + 1) % visit.service.pods
        return chosen

    def book_pod(self, visit: Visit) -> None:
        first, count = self.ground.first_pod[visit.service.name], visit.service.pods
        self.ground.loads.book(first, count, visit.pod, self.now[visit.rows], visit.work)
        self.now[visit.rows] += visit.work

    def draw_statement(self, visit: Visit, step: Statement) -> None:
        visit.work = lasting(step.takes, self.bits(visit))
        heavy = visit.work * round(step.weighs * 1000) // 1000
        if step.scans:
            scan = step.each * self.ground.sizes[step.scans.name]
            visit.work, heavy = visit.work + scan, heavy + scan
        server = self.ground.server[step.database.name]
        self.ground.loads.book(server, 1, server, self.now[visit.rows], heavy)
        self.now[visit.rows] += visit.work

    def draw_answer(self, visit: Visit) -> None:
        bits = self.bits(visit)
        chosen = self.batch.columns["endpoint"][visit.rows]
        pick = self.flow.field("endpoint")
        takes, answers = tables(pick.things if isinstance(pick, Pick) else ())
        visit.work = takes[chosen, bits >> LATENCY] + (bits & TWELVE)
        response = answers[chosen, bits >> POD & TWELVE]
        self.batch.columns["response"] = self.whole(response, visit.rows)
        self.failed = self.whole(response, visit.rows) >= 400
        self.now[visit.rows] += visit.work

    def has_failed(self) -> Bools:
        return np.zeros(len(self.batch), dtype=bool) if self.failed is None else self.failed

    def shallow(self, visit: Visit, limit: int | None) -> Rows:
        if limit is None:
            return visit.rows
        return only(visit.rows, self.batch.columns["retry_count"][visit.rows] < limit)

    def draw_delays(self, visit: Visit, step: Enqueue) -> None:
        draws = self.ground.chance.draw(f"{visit.path}/after", self.size(visit.rows) * step.times)
        visit.work = spread_out(step.after, draws.reshape(-1, step.times))
        self.batch.columns["scheduled"] = np.full(len(self.batch), step.times)
        self.batch.columns["delay_ms"] = self.whole(visit.work.min(axis=1, initial=1 << 62) // MS, visit.rows)

    # --- when it happens ----------------------------------------------------------------------

    def place(self) -> Generator[Claim, Ints, None]:
        self.now = self.batch.time.copy()
        yield from self.lay(self.visit)

    def lay(self, visit: Visit) -> Generator[Claim, Ints, None]:
        if self.dead is not None:
            visit.leave_out(self.dead)
        rows, now = visit.rows, self.now
        visit.start = now[rows].copy()
        match visit.step:
            case Operation(breaks=breaks):
                yield from self.lay_operation(visit, breaks)
            case Work():
                now[rows] += self.turn(visit) + (visit.work >> 1)
                yield from self.lay_all(visit)
                now[visit.rows] += visit.work - (visit.work >> 1)
            case Statement(database=database):
                stretch = self.ground.loads.stretch[:, self.ground.server[database.name]]
                now[rows] += visit.work * stretch[self.ground.loads.when(visit.start)] >> 20
            case Send() | Wait():
                now[rows] += visit.work
            case Connection():
                yield from self.lay_connection(visit)
            case _:
                yield from self.lay_all(visit)
        visit.end = now[visit.rows].copy()
        visit.failed = self.trouble(visit)

    def lay_all(self, visit: Visit) -> Generator[Claim, Ints, None]:
        for child in visit.children:
            yield from self.lay(child)

    def lay_operation(self, visit: Visit, breaks: float) -> Generator[Claim, Ints, None]:
        now, rows = self.now, visit.rows
        now[rows] += 0 if visit.network is None else visit.network
        now[rows] += self.turn(visit) + (visit.work >> 1)
        if breaks:
            self.die(only(rows, happens(breaks, visit.bits)), 500)
        yield from self.lay_all(visit)
        now[rows] += visit.work - (visit.work >> 1)
        now[rows] += 0 if visit.network is None else visit.network

    def lay_connection(self, visit: Visit) -> Generator[Claim, Ints, None]:
        """Lay the inside as if nobody waited, ask, then move the inside to behind the wait."""
        rows, asked, pool = visit.rows, visit.start, visit.service.pool
        assert pool is not None
        yield from self.lay_all(visit)
        granted = yield Claim(visit.service, visit.pod, asked, self.now[rows] - asked)
        late = granted == GAVE_UP
        visit.waited = np.where(late, pool.patience, granted - asked)
        if not visit.waited.any():
            return
        shift = self.whole(visit.waited, rows)
        self.now += shift
        if late.any():
            gone = only(rows, late)
            self.now[gone] = asked[late] + pool.patience
            self.die(gone, 503)
        for inner in visit.inside():
            inner.start = inner.start + shift[inner.rows]
            inner.end = inner.end + shift[inner.rows]
            if self.dead is not None:
                inner.leave_out(self.dead)

    def turn(self, visit: Visit) -> Ints:
        """How long each row waits for its pod to have time for it."""
        loads = self.ground.loads
        return queueing(loads.delay[loads.when(self.now[visit.rows]), visit.pod], visit.bits)

    def die(self, gone: Ints, status: int) -> None:
        """These rows go no further; everything that encloses them ends with an error."""
        if not len(gone):
            return
        if self.dead is None:
            self.dead = np.zeros(len(self.batch), dtype=bool)
        self.dead[gone] = True
        self.status[gone] = status

    def trouble(self, visit: Visit) -> Bools | None:
        """Which rows failed inside the visit: all of them were well when it began."""
        dead = None if self.dead is None else self.dead[visit.rows]
        sent = self.has_failed()[visit.rows] if visit.sends else None
        if dead is None or sent is None:
            return sent if dead is None else dead
        return dead | sent


def only(rows: Rows, chosen: Bools) -> Ints:
    return np.flatnonzero(chosen) if isinstance(rows, slice) else rows[chosen]


@cache
def tables(endpoints: tuple[Endpoint, ...]) -> tuple[Ints, Ints]:
    """How long each endpoint takes and what it answers, one row an endpoint."""
    takes = np.stack([table(endpoint.takes) for endpoint in endpoints])
    answers = [np.array([a for a, _ in e.answers])[weighted([w for _, w in e.answers])] for e in endpoints]
    return takes, np.stack(answers)
