"""The traces lens: traces that a search finds, their durations over time, one trace whole, one span whole."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from rounds.kit.errors import Invalid, NotFound
from rounds.store import Key, Reader
from rounds.store.questions import filled
from rounds.store.questions import logs as of_logs
from rounds.store.questions import traces as statements
from rounds.tools.asked import FacetQuestion, Facets, Value
from rounds.tools.facets import counted_facets
from rounds.tools.logs import Line, line_of, own_keys
from rounds.tools.moments import nice_above, nice_below, to_ms, to_ns, window
from rounds.tools.related import Origin, Related, related_to
from rounds.tools.searches import Search, attributes_of, column_of, present, searched, selected


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


MOST_TRACES = 1000
MOST_POINTS = 2000
MOST_CELLS = 40_000
OCTAVE_PARTS = 4
MOST_LOGS_OF_SPAN = 200


def search(reader: Reader, question: TracesQuestion, tag: str = "") -> Traces:
    """Traces with a span that starts in the range and matches; without a search, traces that start in it.

    Raises:
        Invalid: the search, the range, the order or a column.
    """
    if question.sort not in statements.ORDERS:
        raise Invalid(f"Traces are sorted by {', '.join(statements.ORDERS)}.", field="sort")
    found = searched(reader, "traces", question.query, tag)
    bound = window(question.start, question.end) | found.values
    bound |= {"limit": min(max(question.limit, 0), MOST_TRACES), "offset": max(question.offset, 0)}
    shown = columns(reader, found, question.columns)
    statement = statements.ALL_TRACES if found.everything else statements.TRACES
    rows = reader.rows(filled(statement, where=found.where, order=statements.ORDERS[question.sort]), bound, tag=tag)
    counts = (
        rows[0]
        if rows
        else reader.rows(
            filled(statements.COUNTS, traces=filled(statement, where=found.where, order="TraceNo")),
            {**bound, "limit": 1, "offset": 0},
            tag=tag,
        )[0]
    )
    spans = first_spans(reader, found, bound, shown, [row["TraceNo"] for row in rows], tag)
    return Traces(
        tuple(trace_row(row, spans[row["TraceNo"]]) for row in rows), rows=counts["Rows"], total=counts["Total"]
    )


def columns(reader: Reader, found: Search, names: Sequence[str]) -> dict[str, Key]:
    """What to show beside each trace, under the names that were asked for."""
    keys = attributes_of(reader, "traces")
    shown = {}
    for name in names[:20]:
        field = column_of(found.fields, name)
        shown[name] = keys.get(field.name) or Key(field.name, field.column, "string", "field", 0, 0)
    return shown


def first_spans(
    reader: Reader,
    found: Search,
    bound: Mapping[str, object],
    keys: Mapping[str, Key],
    traces: Sequence[int],
    tag: str,
) -> dict[int, First]:
    """For each trace the first span that matches, or its root, with the values asked for."""
    if not traces:
        return {}
    matching, roots = statements.FIRST_SPANS, statements.FIRST_OF_TRACES if keys else statements.ROOTS
    statement = filled(roots if found.everything else matching, where=found.where, columns=selected(keys))
    rows = reader.rows(statement, {**bound, "traces": list(traces)}, tag=tag)
    return {row["TraceNo"]: First(row["SpanId"], row["Matches"], present(keys, row)) for row in rows}


@dataclass(frozen=True, slots=True)
class First:
    """The first matching span of a trace, and how many match."""

    span_id: str
    matches: int
    values: dict[str, Value]


def trace_row(row: Mapping[str, Any], first: First) -> TraceRow:
    return TraceRow(
        trace_id=row["TraceId"],
        start=to_ms(row["Time"]),
        duration_ns=row["Duration"],
        root_service=row["RootService"],
        root_name=row["RootName"],
        spans=row["Spans"],
        errors=row["Errors"],
        services=tuple(row["Services"]),
        matches=first.matches,
        span_id=first.span_id,
        values=first.values,
        sample_rate=row["SampleRate"],
    )


def durations(reader: Reader, question: DurationsQuestion, tag: str = "") -> Durations:
    """How long spans (or whole traces, without a search) took, on a grid of time and the logarithm of duration.

    Raises:
        Invalid: the search, the range, or a grid of no or too many cells.
    """
    if question.columns < 1 or question.rows < 1 or question.columns * question.rows > MOST_CELLS:
        raise Invalid(f"A grid has 1 to {MOST_CELLS:,} cells.", field="columns")
    found = searched(reader, "traces", question.query, tag)
    table = statements.WHOLE_TRACES if found.everything else statements.SPANS
    bound = window(question.start, question.end) | found.values
    bounds = reader.rows(filled(statements.DURATION_BOUNDS, table=table, where=found.where), bound, tag=tag)[0]
    low, high = nice_below(bounds["Least"]), nice_above(bounds["Greatest"])
    step = (to_ns(question.end) - to_ns(question.start)) / question.columns
    grid = {"step": max(math.ceil(step), 1), "rows": question.rows, "low": float(low)}
    grid |= {"height": math.log(high / low) / question.rows}
    cells = reader.columns(filled(statements.DURATION_GRID, table=table, where=found.where), {**bound, **grid}, tag=tag)
    points = single(reader, table, found, bound, tag) if bounds["Rows"] <= MOST_POINTS else ()
    return Durations(
        start=question.start,
        step_ms=grid["step"] / 1e6,
        columns=question.columns,
        rows=question.rows,
        low_ns=low,
        high_ns=high,
        counts=spread(cells, "Total", question),
        errors=spread(cells, "Errors", question),
        points=points,
        total=bounds["Total"],
    )


def spread(cells: Mapping[str, Any], what: str, question: DurationsQuestion) -> tuple[int, ...]:
    grid = np.zeros(question.columns * question.rows, "i8")
    grid[cells["Column"].astype("i8") * question.rows + cells["Row"]] = cells[what]
    return tuple(grid.tolist())


def single(reader: Reader, table: str, found: Search, bound: Mapping[str, object], tag: str) -> tuple[Point, ...]:
    rows = reader.rows(filled(statements.DURATION_POINTS, table=table, where=found.where), bound, tag=tag)
    return tuple(
        Point(to_ms(row["Time"]), row["Duration"], bool(row["Failed"]), row["TraceId"], row["SpanId"]) for row in rows
    )


def facets(reader: Reader, question: FacetQuestion, tag: str = "") -> Facets:
    return counted_facets(reader, "traces", question, tag)


def trace(reader: Reader, question: TraceQuestion, tag: str = "") -> Trace:
    """The skeleton of one trace.

    Raises:
        NotFound: no such trace is stored.
    """
    summary = summary_of(reader, question.trace_id, tag)
    spans = reader.table(statements.SKELETON, {"trace": summary["TraceNo"], "start": summary["Time"]}, tag=tag)
    lines = reader.rows(of_logs.OF_TRACE, {"trace": summary["TraceId"], "span": ""}, tag=tag)[0]["Lines"]
    texts, places = together([spans[name] for name in ("ServiceName", "SpanName", "SpanKind", "StatusCode")])
    depth = numbers(spans, "Depth")
    return Trace(
        trace_id=summary["TraceId"],
        start=to_ms(summary["Time"]),
        start_ns=str(summary["Time"]),
        duration_ns=summary["Duration"],
        texts=texts,
        span_id=tuple(f"{number:016x}" for number in numbers(spans, "SpanId")),
        parent=parents(depth),
        depth=depth,
        descendants=numbers(spans, "Descendants"),
        service=places[0],
        name=places[1],
        kind=places[2],
        status=places[3],
        begin_ns=numbers(spans, "Begin"),
        length_ns=numbers(spans, "Duration"),
        self_ns=numbers(spans, "SelfTime"),
        critical_ns=numbers(spans, "Critical"),
        orphans=summary["Orphans"],
        sample_rate=summary["SampleRate"],
        logs=lines,
    )


def summary_of(reader: Reader, trace_id: str, tag: str) -> Mapping[str, Any]:
    rows = reader.rows(statements.SUMMARY, {"trace": trace_id.strip().lower()}, tag=tag)
    if not rows:
        raise NotFound("No such trace is stored here.")
    return rows[0]


def numbers(table: pa.Table, name: str) -> tuple[int, ...]:
    return tuple(values(pa.concat_arrays(table[name].chunks)).tolist())


def values(array: pa.Array) -> Any:
    """The numbers of a column without absent ones. (Arrow's own way imports pandas, which takes a second.)"""
    return np.frombuffer(array.buffers()[1], str(array.type))[array.offset : array.offset + len(array)]


def together(texts: Sequence[pa.ChunkedArray]) -> tuple[tuple[str, ...], list[tuple[int, ...]]]:
    """All texts of some columns once, and for each column the places of its values among them."""
    found, places = coded(texts)
    return found, [tuple(row.tolist()) for row in places]


def coded(texts: Sequence[pa.ChunkedArray]) -> tuple[tuple[str, ...], Any]:
    """The same, with the places in one array: a row a column."""
    both = pa.concat_arrays([chunk.cast(pa.string()) for column in texts for chunk in column.chunks])
    found = both.dictionary_encode()
    return tuple(found.dictionary.to_pylist()), values(found.indices).reshape(len(texts), -1)


def parents(depth: Sequence[int]) -> tuple[int, ...]:
    """The place of each span's parent: in pre-order, the last one before it that is one level up."""
    latest = [-1] * (max(depth, default=0) + 2)
    found = []
    for place, level in enumerate(depth):
        found.append(latest[level])
        latest[level + 1] = place
    return tuple(found)


def span(reader: Reader, question: SpanQuestion, tag: str = "") -> SpanDetails:
    """One span with everything it holds, its rank among its like, and where to go on from it.

    Raises:
        NotFound: no such span is stored.
    """
    keys = attributes_of(reader, "traces")
    row = whole_span(reader, question, keys, tag)
    found = present(keys, row)
    own = {name: value for name, value in found.items() if keys[name].scope == "attribute"}
    span_id = {"span": row["SpanId"]}
    sources = reader.rows(statements.LINKED_FROM, span_id, tag=tag)
    lines = reader.rows(
        filled(of_logs.OF_SPAN, columns=selected(own_keys(reader))),
        {**span_id, "trace": row["TraceId"], "limit": MOST_LOGS_OF_SPAN},
        tag=tag,
    )
    return SpanDetails(
        trace_id=row["TraceId"],
        span_id=row["SpanId"],
        parent_span_id=row["ParentSpanId"],
        name=row["SpanName"],
        service=row["ServiceName"],
        kind=row["SpanKind"],
        status=row["StatusCode"],
        status_message=row["StatusMessage"],
        scope=row["ScopeName"],
        start=to_ms(row["Time"]),
        duration_ns=row["Duration"],
        self_ns=row["SelfTime"],
        attributes=own,
        resource={name.removeprefix("resource."): value for name, value in found.items() if name not in own},
        events=events_of(row),
        links=links(row["LinkTraces"], row["LinkSpans"], row["LinkAttributes"]),
        linked_from=tuple(SpanLink(one["TraceId"], one["SpanId"], one["Attributes"]) for one in sources),
        logs=tuple(line_of(line, own_keys(reader)) for line in lines),
        rank=rank(reader, row, tag),
        related=related_to(reader, Origin("span", row["ServiceName"], row["TraceId"], row["SpanId"], found), tag),
    )


def whole_span(reader: Reader, question: SpanQuestion, keys: Mapping[str, Key], tag: str) -> Mapping[str, Any]:
    span_id = question.span_id.strip().lower()
    written_right = len(span_id) == 16 and not set(span_id) - set("0123456789abcdef")
    bound = {"trace": question.trace_id.strip().lower(), "span": span_id}
    rows = reader.rows(filled(statements.SPAN, columns=selected(keys)), bound, tag=tag) if written_right else []
    if not rows:
        raise NotFound("No such span is stored here.")
    return rows[0]


def events_of(row: Mapping[str, Any]) -> tuple[SpanEvent, ...]:
    parts = zip(row["EventTimes"], row["EventNames"], row["EventAttributes"], strict=True)
    return tuple(SpanEvent(to_ms(time), name, attributes) for time, name, attributes in parts)


def links(traces: Sequence[str], spans: Sequence[str], attributes: Sequence[dict[str, str]]) -> tuple[SpanLink, ...]:
    return tuple(SpanLink(*link) for link in zip(traces, spans, attributes, strict=True))


def rank(reader: Reader, row: Mapping[str, Any], tag: str) -> Rank:
    """Where the span stands among all of its service and name; durations in quarters of an octave."""
    like = {"service": row["ServiceName"], "name": row["SpanName"], "duration": row["Duration"], "step": OCTAVE_PARTS}
    cells = reader.columns(statements.RANK, like, tag=tag)
    first, last = int(cells["Cell"].min()), int(cells["Cell"].max())
    counts = np.zeros(last - first + 1, "i8")
    counts[cells["Cell"] - first] = cells["Spans"]
    edges = tuple(round(2 ** (place / OCTAVE_PARTS)) for place in range(first, last + 2))
    spans = int(counts.sum())
    return Rank(spans, int(cells["Faster"].sum()) / spans, edges, tuple(counts.tolist()))
