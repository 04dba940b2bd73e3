"""The words a world is written in: the things that run, and the steps of what they do.

A world is a value. A fault is the same thing defined differently from a moment on: `redefined` gives
the world in which every mention of that thing is the new one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Any, TypeVar

import numpy as np

from .arrays import Ints
from .durations import SECOND, Spread, us

Text = tuple[tuple[str, str], ...]
"""Attributes or labels. A value may have blanks, filled from the request: `{retry_count}`, `{endpoint.host}`."""

# --- things -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Database:
    """Shared by everyone who queries it: the busier its storage, the longer each statement takes.

    `slowest` bounds how many times longer: its clients are a closed circle, and one who waits asks nothing new.
    """

    name: str
    system: str
    version: str
    cores: int = 2
    connections: int = 100
    slowest: float = 40.0
    holds: str = "app"  # the database on it


@dataclass(frozen=True)
class Pool:
    """The connections of one pod; who waits longer than `patience` gets an error."""

    database: Database
    size: int = 20
    patience: int = 5 * SECOND


@dataclass(frozen=True)
class Service:
    """Software that runs in pods, each on `cores` cores. `idle` is what a pod does anyway, as a share of one core."""

    name: str
    version: str
    pods: int = 2
    language: str = "nodejs"
    cores: int = 1
    pool: Pool | None = None
    memory: int = 210 << 20
    idle: float = 0.02


@dataclass(frozen=True)
class Table:
    """Rows in a database, of `width` bytes each. Flows add to it and take from it; `gauge` is the metric of its size."""

    name: str
    database: Database
    rows: int
    width: int = 400
    indexes: tuple[str, ...] = ()
    gauge: str = ""
    labels: Text = ()


Plan = Callable[[int], dict[str, Any]]
"""The plan of a statement over a table of so many rows, as EXPLAIN writes it in JSON."""


@dataclass(frozen=True)
class Statement:
    """One query, named as its span is.

    `weighs` is how long it keeps the storage to itself, as a share of its time: little for what is in memory,
    and more than one for what leaves something to be written behind it.
    """

    name: str
    database: Database
    takes: Spread
    text: str
    rows: int = 1
    weighs: float = 0.05
    blocks: int = 5
    wal: int = 0  # bytes it writes ahead
    table: str = ""
    index: str = ""  # by which it finds its rows; usually that of the primary key
    scans: Table | None = None
    each: int = 0  # nanoseconds more for each row of the table it scans
    passes: int = 0  # rows of its table that it reads one after the other, where no index leads to its own
    plans: tuple[tuple[int, Plan], ...] = ()  # each from so many rows on
    parameters: str = ""

    @property
    def writes(self) -> bool:
        return self.text.startswith(("INSERT", "UPDATE", "DELETE"))


@dataclass(frozen=True)
class Endpoint:
    """Somebody else's web server: how it answers, in parts of a thousand."""

    name: str
    customer: str
    customer_name: str
    webhook: str
    takes: Spread
    path: str = "/webhooks"
    answers: tuple[tuple[int, int], ...] = ((200, 848), (202, 149), (500, 1), (429, 1), (408, 1))

    def answering(self, status: int, takes: Spread) -> Endpoint:
        return replace(self, answers=((status, 1000),), takes=takes)


# --- steps ------------------------------------------------------------------------------------

NETWORK = us(350, 1400)


@dataclass(frozen=True)
class Failure:
    """What the SDK writes on a span that fails: an exception event, and the status message."""

    kind: str
    message: str
    stack: tuple[str, ...] = ()
    code: str = ""  # the `error.type`, if it is another than the kind


@dataclass(frozen=True)
class Operation:
    """What a service does when asked. Among the steps of another operation it is a call."""

    service: Service
    name: str
    takes: Spread
    steps: tuple[Step, ...] = ()
    kind: str = "Server"
    breaks: float = 0.0
    status: int = 200
    line: Say | None = None  # written when it ends, however it ends
    attributes: Text = ()
    network: Spread = NETWORK
    inflight: str = ""  # the gauge that counts those under way
    failure: Failure | None = None


@dataclass(frozen=True)
class Work:
    """A stretch of the service's own work that is worth a span."""

    name: str
    takes: Spread
    steps: tuple[Step, ...] = ()
    attributes: Text = ()
    failure: Failure | None = None


@dataclass(frozen=True)
class Connection:
    """Steps that hold one connection of the service's pool; a journey asks once for each pool."""

    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Send:
    """POST to the endpoint named by the batch's `endpoint`."""

    attributes: Text = ()


@dataclass(frozen=True)
class Wait:
    takes: Spread


@dataclass(frozen=True)
class Maybe:
    share: float
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Outcome:
    """Steps for those whose delivery failed, or for those whose delivery did not."""

    failed: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Repeat:
    times: int
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Enqueue:
    """Put `times` new requests into a flow, each by its own statement, unless they would be deeper than `limit`.

    Without a `flow` they go into the flow they come from, as follow-ups: they keep the fields of their request.
    """

    name: str
    times: int
    after: Spread
    by: Statement
    flow: str = ""
    limit: int | None = None


@dataclass(frozen=True)
class Take:
    """Remove the row that this journey is about from the queue of its flow."""


@dataclass(frozen=True)
class Say:
    level: str
    body: str
    attributes: Text = ()


@dataclass(frozen=True)
class Count:
    metric: str
    labels: Text


@dataclass(frozen=True)
class Measure:
    """How long it has been, at this step, since the request was due: a histogram."""

    metric: str
    labels: Text


Step = (
    Operation
    | Statement
    | Work
    | Connection
    | Send
    | Wait
    | Maybe
    | Outcome
    | Repeat
    | Enqueue
    | Take
    | Say
    | Count
    | Measure
)


def call(service: Service, name: str, takes: Spread, *steps: Step, **more: Any) -> Operation:
    return Operation(service, name, takes, steps, **more)


def work(name: str, takes: Spread, /, *steps: Step, **attributes: str) -> Work:
    return Work(name, takes, steps, text(attributes))


def raising(failure: Failure, step: Work) -> Work:
    """The step, which writes this failure on its span when something in it goes wrong."""
    return replace(step, failure=failure)


def connection(*steps: Step) -> Connection:
    return Connection(steps)


def maybe(share: float, *steps: Step) -> Maybe:
    return Maybe(share, steps)


def repeat(times: int, *steps: Step) -> Repeat:
    return Repeat(times, steps)


def when_failed(*steps: Step) -> Outcome:
    return Outcome(True, steps)


def when_done(*steps: Step) -> Outcome:
    return Outcome(False, steps)


def send(**attributes: str) -> Send:
    return Send(text(attributes))


def say(level: str, body: str, /, **attributes: str) -> Say:
    return Say(level, body, text(attributes))


def count(metric: str, /, **labels: str) -> Count:
    return Count(metric, text(labels))


def measure(metric: str, /, **labels: str) -> Measure:
    return Measure(metric, text(labels))


def text(attributes: dict[str, str]) -> Text:
    """Keywords as attributes; a double underscore stands for the dot of `http.request.method`."""
    return tuple((name.replace("__", "."), value) for name, value in attributes.items())


# --- flows ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pick:
    """A field that is one of several things, each as often as its weight says."""

    name: str
    things: tuple[Any, ...]
    weights: tuple[int, ...]


@dataclass(frozen=True)
class Id:
    """A field that is a new identifier of `digits` hexadecimal digits; follow-ups keep it, unless it is `fresh`."""

    name: str
    prefix: str
    fresh: bool = False


@dataclass(frozen=True)
class Parent:
    """In a follow-up, what `of` was one attempt earlier."""

    name: str
    of: str


@dataclass(frozen=True)
class Depth:
    """Nought at first, one more in each follow-up."""

    name: str


Field = Pick | Id | Parent | Depth


@dataclass(frozen=True)
class Rate:
    """Arrivals a second at the busiest hour."""

    name: str
    peak: float


@dataclass(frozen=True)
class Every:
    """Each pod on its own beat, up to `jitter` early or late; with a `phase`, at that time of each interval.

    With `loops`, that many at once in each pod, and each pauses for the interval after it has finished.
    """

    interval: int
    jitter: int = 0
    loops: int = 0
    phase: int | None = None
    pods: int = 0  # how many of the service's pods have one; 0 is all


@dataclass(frozen=True)
class Never:
    """Nothing comes from outside: all requests are put in by other flows."""


@dataclass(frozen=True, eq=False)
class Listed:
    """These arrivals and no others: those of a long recording whose traces are kept, counted elsewhere.

    Each is one in the flow's `keep`, and its trace id says so. `columns` are fields of the requests, and may be
    `pod`, which of the service's pods each is for, and `until`, when what is not done by then is never done.
    """

    time: Ints  # nanoseconds, in order
    columns: dict[str, Ints] = field(default_factory=dict)

    def between(self, start: int, end: int) -> tuple[Ints, dict[str, Ints]]:
        first, last = np.searchsorted(self.time, (start, end))
        return self.time[first:last], {name: column[first:last] for name, column in self.columns.items()}


@dataclass(frozen=True)
class Flow:
    """One kind of work that comes in from outside, by itself, or as follow-ups of other work.

    Of its traces one in `keep` is kept, and one in `tell` has its log lines, both by the trace id. `keep` is a
    multiple of `tell`, so a kept trace has its lines. Metrics and database statistics count all of them.
    """

    name: str
    arrives: Rate | Every | Never | Listed
    mix: tuple[tuple[int, Operation], ...]
    fields: tuple[Field, ...] = ()
    queue: Table | None = None
    keep: int = 100
    tell: int = 20
    traced: bool = True

    def __post_init__(self) -> None:
        if self.keep % self.tell:
            raise ValueError(f"{self.name}: keep must be a multiple of tell, and {self.keep} is none of {self.tell}")

    def field(self, name: str) -> Field:
        return next(known for known in self.fields if known.name == name)


@dataclass(frozen=True)
class Metric:
    """What a metric is: `kind` is counter, gauge or histogram; its help names what it counts, never why."""

    name: str
    kind: str
    unit: str
    help: str
    bounds: tuple[int, ...] = ()  # of a histogram, in milliseconds


@dataclass(frozen=True)
class World:
    services: tuple[Service, ...]
    databases: tuple[Database, ...]
    tables: tuple[Table, ...]
    flows: tuple[Flow, ...]
    day: tuple[int, ...]  # of each hour, in hundredths of the busiest
    metrics: tuple[Metric, ...] = ()  # those of its own; the others are in catalogue.py
    resource: Text = ()  # what all spans and log records say of where they come from


Thing = TypeVar("Thing")


def redefined(whole: Thing, *parts: Any) -> Thing:
    """`whole`, in which everything that has the identity of one of `parts` is that part."""
    if not parts:
        return whole
    known = {identity(part): part for part in parts}
    changed: Thing = Edit(lambda thing: known.get(identity(thing), thing) if hasattr(thing, "name") else thing).of(
        whole
    )
    return changed


def edited(whole: Thing, kind: type[Any], edit: Callable[[Any], Any]) -> Thing:
    """`whole`, in which everything of this kind has been edited: `edited(deliver, Say, quieter)`."""
    changed: Thing = Edit(lambda thing: edit(thing) if isinstance(thing, kind) else thing).of(whole)
    return changed


def identity(thing: Any) -> tuple[str, ...]:
    return (type(thing).__name__, thing.name, *((thing.service.name,) if isinstance(thing, Operation) else ()))


@dataclass(slots=True)
class Edit:
    """What does not change is kept as the object it is, and what stands in many places is looked at once."""

    change: Callable[[Any], Any]
    done: dict[int, Any] = field(default_factory=dict)

    def of(self, whole: Any) -> Any:
        if not isinstance(whole, tuple) and not names_of(type(whole)):
            return whole
        if id(whole) not in self.done:
            self.done[id(whole)] = self.changed(whole)
        return self.done[id(whole)]

    def changed(self, whole: Any) -> Any:
        if isinstance(whole, tuple):
            items = tuple(self.of(item) for item in whole)
            return items if any(a is not b for a, b in zip(whole, items, strict=True)) else whole
        other = self.change(whole)
        if other is not whole:
            return other
        old = [(name, getattr(whole, name)) for name in names_of(type(whole))]
        new = {name: value for name, before in old if (value := self.of(before)) is not before}
        return replace(whole, **new) if new else whole


NAMES: dict[type[Any], tuple[str, ...]] = {}


def names_of(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a dataclass; none of anything else."""
    if kind not in NAMES:
        NAMES[kind] = tuple(one.name for one in fields(kind)) if is_dataclass(kind) else ()
    return NAMES[kind]
