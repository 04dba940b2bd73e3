"""The traces lens: traces that a search finds, their durations over time, one trace whole, one span whole."""

from __future__ import annotations

from dataclasses import dataclass

from rounds.tools.asked import Value
from rounds.tools.logs import Line, Related


@dataclass(frozen=True, slots=True, kw_only=True)
class TracesQuestion:
    """Traces with at least one span that matches. Answered from summaries, never by loading spans.

    `sort`: newest, oldest, longest, shortest, spans, errors. `columns`: attributes of the first matching
    span to show beside each trace.
    """

    query: str = ""
    start: float
    end: float
    sort: str = "newest"
    limit: int = 100
    offset: int = 0
    columns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TraceRow:
    trace_id: str
    start: float
    duration_ns: int
    root_service: str
    root_name: str
    spans: int
    errors: int
    services: tuple[str, ...]
    matches: int  # spans of it that match
    span_id: str  # the first of them
    values: dict[str, Value]  # of that span, for `columns`
    sample_rate: int


@dataclass(frozen=True, slots=True)
class Traces:
    traces: tuple[TraceRow, ...]
    rows: int
    total: int
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DurationsQuestion:
    """How long the matching spans took, over time; with an empty search, how long whole traces took."""

    query: str = ""
    start: float
    end: float
    columns: int = 120
    rows: int = 40


@dataclass(frozen=True, slots=True)
class Point:
    time: float
    duration_ns: int
    error: bool
    trace_id: str
    span_id: str


@dataclass(frozen=True, slots=True)
class Durations:
    """A grid of counts, `columns` steps of time by `rows` logarithmic steps from `low_ns` to `high_ns`.

    `counts` and `errors` run column by column, lowest duration first. `points` holds every single one when
    there are at most 2,000, and is empty above.
    """

    start: float
    step_ms: float
    columns: int
    rows: int
    low_ns: int
    high_ns: int
    counts: tuple[int, ...]
    errors: tuple[int, ...]
    points: tuple[Point, ...]
    total: int
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceQuestion:
    trace_id: str


@dataclass(frozen=True, slots=True)
class Trace:
    """The skeleton of a trace in columns, in pre-order: a span's descendants follow it.

    All lists have one entry a span. `service`, `name`, `kind` and `status` point into `texts`. `parent` is the
    place of the parent, -1 for a root. Times are nanoseconds after `start_ns` (text, since it is larger than
    a browser's numbers are exact).
    """

    trace_id: str
    start: float
    start_ns: str
    duration_ns: int
    texts: tuple[str, ...]
    span_id: tuple[str, ...]
    parent: tuple[int, ...]
    depth: tuple[int, ...]
    descendants: tuple[int, ...]
    service: tuple[int, ...]
    name: tuple[int, ...]
    kind: tuple[int, ...]
    status: tuple[int, ...]  # Unset, Ok, Error
    begin_ns: tuple[int, ...]
    length_ns: tuple[int, ...]
    self_ns: tuple[int, ...]
    critical_ns: tuple[int, ...]  # of it, on the critical path
    orphans: int  # spans whose parent was not stored
    sample_rate: int
    logs: int  # log lines of the trace
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SpanQuestion:
    trace_id: str
    span_id: str


@dataclass(frozen=True, slots=True)
class SpanEvent:
    time: float
    name: str
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class SpanLink:
    trace_id: str
    span_id: str
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Rank:
    """This span among all stored spans of the same service and name."""

    spans: int
    slower_than: float  # share of them that were faster, 0 to 1
    bounds_ns: tuple[int, ...]  # edges of the histogram, one more than counts
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SpanDetails:
    trace_id: str
    span_id: str
    parent_span_id: str
    name: str
    service: str
    kind: str
    status: str
    status_message: str
    scope: str
    start: float
    duration_ns: int
    self_ns: int
    attributes: dict[str, Value]
    resource: dict[str, Value]
    events: tuple[SpanEvent, ...]
    links: tuple[SpanLink, ...]  # what it points at
    linked_from: tuple[SpanLink, ...]  # what points at it
    logs: tuple[Line, ...]
    rank: Rank
    related: tuple[Related, ...]
    took_ms: float = 0
