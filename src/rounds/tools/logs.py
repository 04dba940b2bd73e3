"""The logs lens: lines that a search finds, their histogram, one line whole, the lines around it."""

from __future__ import annotations

from dataclasses import dataclass, field

from rounds.tools.asked import Value


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesQuestion:
    """A page of lines. `before` and `after` are numbers of lines (`Line.no`) to page from."""

    query: str = ""
    start: float
    end: float
    limit: int = 200
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    no: int  # its place in the incident, in order of time: the address of a line
    time: float
    level: str  # error, warn, info, debug, trace, fatal
    service: str
    body: str
    trace_id: str
    span_id: str
    fields: dict[str, Value]  # its attributes, without the resource's
    sample_rate: int


@dataclass(frozen=True, slots=True)
class Lines:
    """Newest first."""

    lines: tuple[Line, ...]
    rows: int
    total: int
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class HistogramQuestion:
    query: str = ""
    start: float
    end: float
    buckets: int = 60


@dataclass(frozen=True, slots=True)
class Histogram:
    """Lines by level in equal steps. `levels` has one list a level that occurs, each as long as the others."""

    start: float
    step_ms: float
    levels: dict[str, tuple[int, ...]]
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LineQuestion:
    no: int


@dataclass(frozen=True, slots=True)
class Related:
    """Where to go on from here, with what is there."""

    kind: str  # trace, logs, traces, metrics
    title: str
    detail: str  # "9 spans, 108 ms", "311 lines"
    query: str = ""  # a search, or PromQL
    trace_id: str = ""
    span_id: str = ""


@dataclass(frozen=True, slots=True)
class LineDetails:
    line: Line
    severity_number: int
    scope: str
    resource: dict[str, Value]
    related: tuple[Related, ...]
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AroundQuestion:
    """The lines within `within_ms` of a line, of those that have the same values in `same` (field names)."""

    no: int
    within_ms: float = 1000
    same: tuple[str, ...] = field(default=("service",))
    limit: int = 200
