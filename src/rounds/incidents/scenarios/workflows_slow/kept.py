"""Traces and log lines of executions: which are kept, and what is in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from rounds.incidents.scenarios.loomwork import queries as sql
from rounds.incidents.scenarios.loomwork.world import WHERE, engine
from rounds.simulator import MS, SECOND, US, Chance, ms
from rounds.simulator.arrays import Ints
from rounds.simulator.chance import lasting
from rounds.simulator.durations import Spread

from .counts import OTHER, Counts, Group, every, moments
from .grid import scrapes
from .ordinary import to_ns, trace_ids
from .rows import Attributes, Place, Rows
from .runs import PARSE_SMALL, SMALL, WORK, crowded
from .story import ENGINE, NOW, PODS, RUNS, STEPS, Story

EARLY = 20  # runs of the victim kept from before the change
ONE_IN = {"usual": 24_000, "sync": 600}
TOLD = 30 * MS  # what telling somebody takes, which one in ten does
WHOLE = 120 * SECOND  # of engine-7, at the end
STEP_TYPES = ("fetch", "transform", "filter", "map", "merge")
FOUR = ("http.request", "transform", "condition", "emit")
LOAD, SAVE = ms(1.9, 6), ms(1.9, 5)
STUCK = 1_000  # milliseconds of a parse from which on the engine says so
SCOPE_PG, SCOPE_HTTP = "@opentelemetry/instrumentation-pg", "@opentelemetry/instrumentation-http"
CALLS = {
    "connectors": ("POST /internal/fetch", ms(24, 90)), "template-service": ("POST /internal/render", ms(6, 30)),
    "notifier": ("POST /internal/notify", ms(4, 30)), "audit-log": ("POST /internal/entries", ms(1, 6)),
}  # fmt: skip


@dataclass(frozen=True)
class Plan:
    """One execution as it went: moments since the window began, lengths, all nanoseconds.

    `load` is what the client sees of the statement, `answered` what the database needs for it.
    """

    customer: str
    pod: int
    workflow: str
    workflow_id: str
    rate: int
    due: int
    start: int
    begin: Sequence[int]
    load: Sequence[int]
    answered: Sequence[int]
    parse: Sequence[int]
    work: Sequence[int]
    save: Sequence[int]
    state: Sequence[int]
    types: Sequence[str]
    tail: int = MS  # from the end of its last step to its own
    calls: bool = False  # whether its steps call other services; those of the synced workflow do not

    @property
    def end(self) -> int:
        return self.begin[-1] + self.load[-1] + self.parse[-1] + self.work[-1] + self.save[-1]


@dataclass
class Kept:
    """Writes executions down."""

    told: Story
    counts: Counts
    services: dict[str, tuple[Place, ...]]
    pods: tuple[Place, ...]  # before the release, then after it
    spans: Rows = field(init=False)
    lines: Rows = field(init=False)
    chance: Chance = field(init=False)
    # When the database had answered a load, how long it needed, trace, span, workflow.
    loads: list[tuple[int, int, str, str, str]] = field(default_factory=list)
    ended: list[tuple[str, int, int, str, str]] = field(default_factory=list)  # customer, end, length, trace, root
    ids: Iterator[str] = field(init=False)

    def __post_init__(self) -> None:
        epoch = to_ns(self.told.began)
        self.spans, self.lines = Rows(epoch), Rows(epoch)
        self.chance = Chance(self.told.seed).apart("workflows-slow/kept")
        self.ids = endless(self.chance)

    def everything(self) -> Kept:
        for plan in (*self.of_victim(), *self.of_others(), *self.whole()):
            self.write(plan)
        return self

    # --- which --------------------------------------------------------------------------------

    def of_victim(self) -> Iterator[Plan]:
        """The last two batches, and some runs from before the change."""
        known = self.counts.runs
        early = np.flatnonzero(known.due[:, 0] < self.told.onset)
        days = np.unique(np.linspace(0, len(early) - 1, EARLY).astype(np.int64))
        chosen = [(int(early[day]), place % RUNS) for place, day in enumerate(days.tolist())]
        chosen += [(batch, place) for batch in (len(known.due) - 2, len(known.due) - 1) for place in range(RUNS)]
        for batch, place in chosen:
            steps = {
                name: getattr(known, name) for name in ("begin", "load", "answered", "parse", "work", "save", "state")
            }
            yield Plan(
                self.told.customer.name, ENGINE, self.told.workflow, self.told.workflow_ids[place], 1,
                int(known.due[batch, place]), int(known.start[batch, place]),
                **{name: column[batch, place].tolist() for name, column in steps.items()}, types=types_of(STEPS),
            )  # fmt: skip

    def of_others(self) -> Iterator[Plan]:
        """One in so many of each kind, wherever they ran; those of the last minutes on engine-7 are kept whole."""
        for kind, one_in in ONE_IN.items():
            groups = [group for group in self.counts.groups if group.kind == kind]
            counted = [np.where(self.last(group), 0, group.ended) for group in groups]
            total = sum(counted, np.zeros(len(scrapes())))
            scrape, place = every(total, one_in, self.chance.number(f"{kind}/offset", 0, one_in - 1))
            reach = np.cumsum(np.stack([ended[scrape] for ended in counted]), axis=0)
            which = (reach <= place).sum(axis=0)
            ends = moments(scrape, self.chance.draw(f"{kind}/moment", len(scrape)))
            for number, end in zip(which.tolist(), ends.tolist(), strict=True):
                yield self.plan(groups[number], end, one_in)

    def last(self, group: Group) -> np.ndarray:
        return (scrapes() > NOW - WHOLE) & (group.pod == ENGINE)

    def whole(self) -> Iterator[Plan]:
        """Everything that ended on engine-7 in the last minutes."""
        for group in self.counts.groups:
            if group.pod != ENGINE:
                continue
            scrape = np.repeat(np.arange(len(scrapes())), np.where(self.last(group), group.ended, 0).astype(np.int64))
            ends = moments(scrape, self.chance.draw(f"{group.customer}/{group.kind}/last", len(scrape)))
            for end in ends.tolist():
                yield self.plan(group, end, 1)

    def plan(self, group: Group, end: int, rate: int) -> Plan:
        """An execution of somebody else that ends then; beside a large state it waits for the loop twice a step."""
        count = STEPS if group.kind == "sync" else len(FOUR)
        slow = self.is_crowded(group.pod, end)
        longest = (15_000 if self.counts.interleaved else 2_600) * MS
        waits = self.chance.draw("waits", 2 * count) % longest if slow else np.zeros(2 * count, np.int64)
        answered = self.lasting("load", LOAD, count)
        load = answered + waits[:count]
        parse = self.lasting("parse", PARSE_SMALL, count)
        work = self.lasting("work", WORK, count) + waits[count:]
        save = self.lasting("save", SAVE, count)
        length = load + parse + work + save
        sync = group.kind == "sync"
        tail = TOLD if not sync and self.chance.number("notify", 0, 9) == 0 else MS
        begin = end - tail - int(length.sum()) + np.cumsum(length) - length
        wait = 2 * MS + self.chance.number("wait", 0, 4) * MS
        customer = self.customer_on(group)
        number = self.chance.number("workflow", 0, (1 << 48) - 1)
        state = SMALL - 30_000 + self.chance.draw("state", count) % 60_000
        return Plan(
            customer, group.pod, self.told.workflow if sync else NAMES[number % len(NAMES)], f"wf_{number:012x}", rate,
            int(begin[0]) - wait, int(begin[0]), begin.tolist(), load.tolist(), answered.tolist(), parse.tolist(),
            work.tolist(), save.tolist(), state.tolist(), types_of(STEPS) if sync else FOUR, tail=tail, calls=not sync,
        )  # fmt: skip

    def is_crowded(self, pod: int, moment: int) -> bool:
        starts, ends = crowded(self.counts.runs)
        place = int(np.searchsorted(starts, moment)) - 1
        return pod == ENGINE and place >= 0 and moment < ends[place]

    def customer_on(self, group: Group) -> str:
        if group.customer != OTHER:
            return group.customer
        known = {self.told.customer.name, *(one.name for one in self.told.tracked)}
        there = [
            c.name for c in self.told.cast.customers if c.name not in known and self.told.pods[c.name] == group.pod
        ]
        return self.chance.one("customer", there)

    def lasting(self, name: str, spread: Spread, count: int) -> Ints:
        return lasting(spread, self.chance.draw(name, count))

    # --- what is in them ----------------------------------------------------------------------

    def write(self, plan: Plan) -> None:
        place = self.pods[plan.pod + (PODS if plan.due >= self.told.release + plan.pod * 45 * SECOND else 0)]
        trace = str(trace_ids(self.chance, "traces", 1, plan.rate)[0])
        root, run = next(self.ids), next(self.ids)
        execution = f"exec_{self.chance.number('execution', 0, (1 << 48) - 1):012x}"
        about: Attributes = {"customer.id": plan.customer, "execution.id": execution, "workflow.id": plan.workflow_id,
                 "workflow.name": plan.workflow}  # fmt: skip
        tail = plan.tail
        into = Trace(self, plan, place, trace)
        into.span(root, "", "workflow.execute", plan.due, plan.end + tail, about, kind="Consumer")
        into.span(next(self.ids), root, "queue.wait", plan.due, max(plan.start, plan.due + 200 * US), about)
        into.span(run, root, "workflow.run", plan.start, plan.end + tail // 2, {"steps": len(plan.begin), **about})
        into.line(plan.start, run, "INFO", "execution started", about)
        for number in range(len(plan.begin)):
            into.step(number, run, {"customer.id": plan.customer, "workflow.id": plan.workflow_id})
        if plan.tail == TOLD:
            into.call("notifier", root, plan.end + MS, TOLD)
        into.line(plan.end + tail, root, "INFO", "execution finished",
                  {"duration_ms": (plan.end + tail - plan.due) // MS, **about})  # fmt: skip
        self.ended.append((plan.customer, plan.end, plan.end + tail - plan.due, trace, root))

    def called(self, service: str) -> Place:
        return self.chance.one(f"{service}/pod", self.services[service])


@dataclass
class Trace:
    """One execution being written down."""

    of: Kept
    plan: Plan
    place: Place
    trace: str

    def span(
        self, span: str, parent: str, name: str, start: int, end: int, attributes: Attributes,
        kind: str = "Internal", scope: str = "", place: Place | None = None,
    ) -> None:  # fmt: skip
        at = place or self.place
        self.of.spans.put(
            at, attributes, moment=start, trace=self.trace, span=span, parent=parent, name=name, kind=kind,
            scope=scope or at.service, length=end - start, rate=self.plan.rate,
        )  # fmt: skip

    def line(self, moment: int, span: str, level: str, body: str, attributes: Attributes) -> None:
        self.of.lines.put(
            self.place, attributes, moment=moment, trace=self.trace, span=span, level=level, body=body,
            rate=self.plan.rate,
        )  # fmt: skip

    def step(self, number: int, run: str, about: Attributes) -> None:
        plan, ids = self.plan, self.of.ids
        begin, state = plan.begin[number], plan.state[number]
        loaded = begin + plan.load[number]
        parsed = loaded + plan.parse[number]
        worked = parsed + plan.work[number]
        saved = worked + plan.save[number]
        mine = {"step.index": number, "step.type": plan.types[number], "state_size_bytes": state, **about}
        sized = {"state_size_bytes": state, **about}
        step, load, work = next(ids), next(ids), next(ids)
        self.span(step, run, "workflow.step", begin, saved, mine)
        self.span(load, step, "state.load", begin, loaded, sized)
        query = self.statement(sql.load_state, load, begin + 30 * US, loaded - 20 * US)
        answered = plan.answered[number]
        self.of.loads.append((begin + answered, answered - 50 * US, self.trace, query, plan.workflow_id))
        code = {"code.function": "parseState", "code.filepath": "/app/dist/engine/state.js"}
        self.span(next(ids), step, "JSON.parse", loaded, parsed, {**sized, **code})
        self.span(
            work, step, "step.run", parsed, worked, {"step.index": number, "step.type": plan.types[number], **about}
        )
        if plan.calls and number % 2 == 0:
            self.call("connectors" if number % 4 else "template-service", work, parsed + MS, plan.work[number] // 2)
        self.statement(sql.save_state, step, worked + 20 * US, saved - 20 * US)
        told = {"step.index": number, "bytes": state, **about}
        self.line(loaded, load, "INFO", "state loaded", {"ms": (loaded - begin) // MS, **told})
        if plan.parse[number] >= STUCK * MS:
            blocked = plan.parse[number] // MS
            pod = {"pod": str(self.place.resource["res@k8s.pod.name"])}
            self.line(parsed, step, "WARN", f"event loop blocked for {blocked}ms", {"blocked_ms": blocked, **pod})
            if number % 3 == 2:
                self.line(parsed + 2 * MS, step, "WARN", "step heartbeat late", {"late_ms": blocked - 1000, **told})

    def statement(self, statement: object, parent: str, start: int, end: int) -> str:
        step = statement if statement in (sql.load_state, sql.save_state) else sql.load_state
        span = next(self.of.ids)
        attributes: Attributes = {
            "db.system.name": "postgresql", "db.operation.name": step.name.split(" ")[0], "db.query.text": step.text,
            "db.collection.name": step.table, "server.address": step.database.name,
        }  # fmt: skip
        self.span(span, parent, step.name, start, max(end, start + 1), attributes, kind="Client", scope=SCOPE_PG)
        return span

    def call(self, service: str, parent: str, start: int, most: int) -> None:
        name, spread = CALLS[service]
        method, route = name.split(" ", 1)
        length = max(2 * MS, min(int(self.of.lasting(f"{service}/call", spread, 1)[0]), most - 2 * MS))
        outer, inner, network = next(self.of.ids), next(self.of.ids), 500 * US
        http: dict[str, str | int] = {
            "http.request.method": method,
            "http.response.status_code": 200,
            "server.address": service,
        }
        self.span(outer, parent, method, start, start + length, {**http, "url.full": f"http://{service}:8080{route}"},
                  kind="Client", scope=SCOPE_HTTP)  # fmt: skip
        self.span(inner, outer, name, start + network, start + length - network, {**http, "http.route": route, "url.path": route},
                  kind="Server", scope=SCOPE_HTTP, place=self.of.called(service))  # fmt: skip


NAMES = ("lead-routing", "invoice-approval", "ticket-triage", "stock-alert", "onboarding-mail", "refund-check")


def types_of(count: int) -> tuple[str, ...]:
    return tuple(STEP_TYPES[number % len(STEP_TYPES)] for number in range(count))


def endless(chance: Chance) -> Iterator[str]:
    """Span ids."""
    while True:
        yield from (f"{number | 1:016x}" for number in chance.draw("spans", 4096).tolist())


def engine_pods(told: Story) -> tuple[Place, ...]:
    """The engines, before the release and after it."""
    chance = Chance(told.seed).apart("workflows-slow/pods")
    uids = [f"{chance.number(f'uid/{n}', 0, (1 << 48) - 1):012x}" for n in range(2 * PODS)]
    nodes = [f"node-{chance.number(f'node/{n}', 1, 6)}" for n in range(PODS)]
    return tuple(
        Place(engine.name, resource(number % PODS, version, uids[number], nodes[number % PODS]))
        for number, version in enumerate((BEFORE,) * PODS + (AFTER,) * PODS)
    )


BEFORE, AFTER = engine.version, "3.8.1"


def resource(number: int, version: str, uid: str, node: str) -> dict[str, str]:
    name = f"{engine.name}-{number}"
    own = {
        "container.image.tag": version, "k8s.statefulset.name": engine.name, "k8s.node.name": node, "k8s.pod.name": name,
        "k8s.pod.uid": uid, "service.instance.id": name, "service.version": version, "telemetry.sdk.language": "nodejs",
        "telemetry.sdk.name": "opentelemetry", "telemetry.sdk.version": "2.2.0",
    }  # fmt: skip
    return {f"res@{key}": value for key, value in (own | dict(WHERE)).items()}
