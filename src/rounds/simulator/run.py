"""A run: an incident, lived through from its beginning to its now.

Time passes in chapters of a few minutes, and in a chapter each flow is one table of requests. Flows
that feed on themselves (retries, a query over a growing queue) pass the chapter in strides, never
longer than the shortest delay of a follow-up.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .arrays import Ints
from .chance import Chance
from .fleet import Fleet, fleet
from .incident import Incident
from .journeys import Gap, Ground, Journey, Visit
from .loads import Loads
from .meters import Meters
from .pools import GAVE_UP, Claim, Line, admit
from .recording import Recording
from .sampling import among_kept, kept
from .sessions import Sessions
from .traffic import LINK, Arrivals, Traffic, follow_ups, fresh_fields, joined
from .world import Connection, Enqueue, Flow, Listed, Operation, Statement, Table, Take, World

Progress = Callable[[float, str], None]


def silent(_done: float, _doing: str) -> None:
    """Nobody wants to know."""


@dataclass(slots=True)
class Run:
    incident: Incident
    chapters: list[tuple[World, int, int]] = field(init=False)
    chance: Chance = field(init=False)
    fleet: Fleet = field(init=False)
    loads: Loads = field(init=False)
    recording: Recording = field(init=False)
    server: dict[str, int] = field(init=False)
    gaps: tuple[Gap, ...] = field(init=False)
    lines: dict[int, Line] = field(default_factory=dict)
    waiting: dict[str, list[Arrivals]] = field(default_factory=dict)
    queued: dict[str, Ints] = field(init=False)
    taken: dict[str, Ints] = field(init=False)
    round: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        incident, world = self.incident, self.incident.world
        self.chance = Chance(incident.seed)
        self.chapters = list(incident.chapters())
        self.fleet = fleet(self.chapters, self.chance)
        pods, ticks, scrapes = self.fleet.pods, incident.now // incident.tick + 1, incident.now // incident.step
        self.server = {database.name: len(pods) + i for i, database in enumerate(world.databases)}
        self.gaps = tuple(self.restarted())
        cores = [float(pod.service.cores) for pod in pods] + [1.0] * len(world.databases)
        slowest = [float(ticks)] * len(pods) + [database.slowest for database in world.databases]
        self.loads = Loads(np.array(cores), np.array(slowest), ticks, incident.tick, incident.weight)
        self.queued = {table.name: np.zeros(ticks, dtype=np.int64) for table in world.tables}
        self.taken = {table.name: np.zeros(scrapes + 2, dtype=np.int64) for table in world.tables}
        bounds = {metric.name: metric.bounds for metric in world.metrics if metric.bounds}
        meters = Meters(incident.step, scrapes, incident.weight, bounds)
        self.recording = Recording(incident.now, meters, Sessions(meters))

    def restarted(self) -> Iterator[Gap]:
        for restart in self.incident.restarts:
            lives = [i for i, pod in enumerate(self.fleet.pods)
                     if pod.service.name == restart.service and pod.since <= restart.moment < pod.until]  # fmt: skip
            yield Gap(lives[restart.pod], restart.moment, restart.moment + restart.lasts, restart.exit_code)

    def to_the_end(self, progress: Progress = silent) -> Run:
        for world, start, end in self.chapters:
            progress(start / self.incident.now, "simulating")
            restless = fed_back(world.flows)
            others = [flow for flow in world.flows if flow not in restless]
            self.loads.forget()
            journeys = self.drawn(world, others, start, end)
            for begin, finish in self.incident.strides(start, end):
                quick = self.drawn(world, restless, begin, finish)
                self.loads.settle(begin, finish)
                self.finish(quick)
            self.finish(journeys)
        return self

    # --- what comes in ------------------------------------------------------------------------

    def drawn(self, world: World, flows: list[Flow], start: int, end: int) -> list[Journey]:
        first = {service.name: self.fleet.number(service) for service in world.services}
        sizes = {table.name: self.size(table, start) for table in world.tables}
        ground = Ground(self.chance, self.loads, first, self.server, sizes, self.gaps)
        # Queues last: what is put into them now may be due before the stretch ends.
        journeys: list[Journey] = []
        for flow in sorted(flows, key=lambda flow: flow.queue is not None):
            for journey in self.journeys(world, flow, ground, start, end):
                journey.draw()
                self.hand_over(world, journey)
                journeys.append(journey)
        return journeys

    def hand_over(self, world: World, journey: Journey) -> None:
        """Put what this journey asks of other flows in line there."""
        flows = {flow.name: flow for flow in world.flows}
        for visit in journey.visit.inside():
            if isinstance(visit.step, Enqueue) and visit.step.flow and len(visit.due):
                flow = flows[visit.step.flow]
                columns = self.put_in(flow, journey, visit, visit.step)
                self.waiting.setdefault(flow.name, []).append(Arrivals(visit.due.ravel(), columns))
                self.resize(flow.queue, (visit.due - visit.work).ravel(), 1)

    def journeys(self, world: World, flow: Flow, ground: Ground, start: int, end: int) -> Iterator[Journey]:
        """The flow's arrivals in the stretch, one journey for each operation of its mix."""
        traffic = Traffic(world.day, self.incident.since_midnight(), self.incident.weight, self.chance)
        fresh = traffic.arrivals(flow, start, end, self.round.get(flow.name, 0))
        batch = joined([fresh, *self.due(flow, end)])
        for name in ("high", "low", "span"):
            batch.columns[name] = self.chance.draw(f"{flow.name}/{name}", len(batch))
        if isinstance(flow.arrives, Listed):
            batch.columns["low"] = among_kept(batch.columns["low"], flow.keep)
        share = np.repeat(np.arange(len(flow.mix)), [weight for weight, _ in flow.mix])
        chosen = share[self.chance.draw(f"{flow.name}/mix", len(batch)) % len(share)]
        for number, (_, operation) in enumerate(flow.mix):
            part = batch.of(np.flatnonzero(chosen == number)) if len(flow.mix) > 1 else batch
            if len(part):
                yield Journey(flow, operation, part, ground)

    def due(self, flow: Flow, end: int) -> list[Arrivals]:
        """The follow-ups whose time comes before `end`; the others go on waiting."""
        waiting = self.waiting.get(flow.name, [])
        later = [batch.of(np.flatnonzero(batch.time >= end)) for batch in waiting]
        self.waiting[flow.name] = [batch for batch in later if len(batch)]
        return [batch.of(np.flatnonzero(batch.time < end)) for batch in waiting]

    # --- what comes of it ---------------------------------------------------------------------

    def finish(self, journeys: list[Journey]) -> None:
        self.place(journeys)
        for journey in journeys:
            self.recording.take(journey)
            self.hand_on(journey)

    def place(self, journeys: list[Journey]) -> None:
        """Take every journey to where it needs a connection, let the pool decide for all at once, go on."""
        walks = {journey.place(): None for journey in journeys}
        claims = {walk: claim for walk in walks if (claim := next(walk, None))}
        while claims:
            pool = min(self.fleet.number(claim.service) for claim in claims.values())
            asking = [walk for walk, claim in claims.items() if self.fleet.number(claim.service) == pool]
            asked = [claims.pop(walk) for walk in asking]
            for walk, claim, granted in zip(asking, asked, admit(self.lines, asked), strict=True):
                self.meter(claim, granted)
                if following := answered(walk, granted):
                    claims[walk] = following

    def meter(self, claim: Claim, granted: Ints) -> None:
        served = granted != GAVE_UP
        patience = claim.service.pool.patience if claim.service.pool else 0
        ready = np.where(served, granted, claim.arrive + patience)
        waited = ready > claim.arrive
        for pod in np.flatnonzero(np.bincount(claim.pod)).tolist():
            labels = (("pod", self.fleet.pods[pod].name), ("service", claim.service.name))
            meters, used, held = self.recording.meters, served & (claim.pod == pod), waited & (claim.pod == pod)
            meters.level("db_client_connections_usage", labels, ready[used], (ready + claim.hold)[used])
            meters.level("db_client_connections_pending", labels, claim.arrive[held], ready[held])

    def hand_on(self, journey: Journey) -> None:
        """Put the follow-ups of a journey in line, and keep count of what waits in the queues."""
        took = int((journey.visit.end - journey.visit.start).sum()) // len(journey.batch)
        self.round[journey.flow.name] = (self.round.get(journey.flow.name, took) + took) // 2
        for visit in journey.visit.inside():
            match visit.step:
                case Enqueue(flow="", times=times) as step if len(visit.end):
                    columns = self.put_in(journey.flow, journey, visit, step)
                    due = (visit.end[:, None] + visit.work).ravel()
                    self.waiting.setdefault(journey.flow.name, []).append(Arrivals(due, columns))
                    self.resize(journey.flow.queue, np.repeat(visit.end, times), 1)
                case Take():
                    self.resize(journey.flow.queue, visit.start, -1)

    def put_in(self, flow: Flow, journey: Journey, visit: Visit, step: Enqueue) -> dict[str, Ints]:
        """The fields of new requests, each linked to the trace that put it in, if that is kept."""
        parents = {name: values[visit.rows] for name, values in journey.batch.columns.items()}
        if step.flow:
            columns = fresh_fields(flow, len(parents["span"]) * step.times, self.chance)
        else:
            columns = follow_ups(flow, parents, step.times, self.chance)
        there = kept(parents["low"], journey.flow.keep)
        return columns | {name: np.repeat(parents[of] * there, step.times) for name, of in LINK.items()}

    def size(self, table: Table, moment: int) -> int:
        return table.rows + int(self.queued[table.name][: moment // self.incident.tick].sum())

    def resize(self, table: Table | None, moments: Ints, by: int) -> None:
        if table is None or not len(moments):
            return
        loads, meters = self.loads, self.recording.meters
        tick = np.minimum(moments // loads.tick, loads.ticks - 1)
        self.queued[table.name] += by * np.bincount(tick, minlength=loads.ticks)
        meters.count(table.gauge, table.labels, moments, np.full(len(moments), by))
        if by < 0:
            when, first, width = meters.when(moments)
            self.taken[table.name][first : first + width] += np.bincount(when, None, width)


def answered(walk: Generator[Claim, Ints, None], granted: Ints) -> Claim | None:
    try:
        return walk.send(granted)
    except StopIteration:
        return None


def fed_back(flows: tuple[Flow, ...]) -> list[Flow]:
    """Flows that depend on what they did a moment ago, and those that share a pool with one of them."""
    restless = [flow for flow in flows if any(isinstance(step, Take) or scans(step) for step in all_steps(flow))]
    shared = {pool for flow in restless for pool in pools_of(flow)}
    return [flow for flow in flows if flow in restless or shared & pools_of(flow)]


def all_steps(thing: Any) -> Iterator[Any]:
    for step in (operation for _, operation in thing.mix) if isinstance(thing, Flow) else getattr(thing, "steps", ()):
        yield step
        yield from all_steps(step)


def scans(step: Any) -> bool:
    return isinstance(step, Statement) and step.scans is not None


def pools_of(flow: Flow) -> set[str]:
    operations = [step for step in all_steps(flow) if isinstance(step, Operation)]
    return {o.service.name for o in operations if any(isinstance(step, Connection) for step in o.steps)}
