"""The logs lens: lines that a search finds, their histogram, one line whole, the lines around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rounds.kit.errors import NotFound
from rounds.query.search.write import name
from rounds.store import Key, Reader
from rounds.store.questions import filled
from rounds.store.questions import logs as statements
from rounds.tools.asked import FacetQuestion, Facets, Value
from rounds.tools.facets import counted_facets
from rounds.tools.moments import nice_step, to_ms, to_ns, window
from rounds.tools.related import Origin, Related, related_to
from rounds.tools.searches import Search, attributes_of, present, searched, selected, term


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


LEVELS = ("fatal", "error", "warn", "info", "debug", "trace")
MOST_LINES = 2000


def lines(reader: Reader, question: LinesQuestion, tag: str = "") -> Lines:
    """A page of the lines found, newest first, and how many are found in all.

    Raises:
        Invalid: the search, or the range.
    """
    found = searched(reader, "logs", question.query, tag)
    bound = window(question.start, question.end) | found.values
    rows = page(reader, found, question, bound, tag)
    counts = reader.rows(filled(statements.COUNTS, where=found.where), bound, tag=tag)[0]
    return Lines(rows, rows=counts["Rows"], total=counts["Total"])


def page(
    reader: Reader, found: Search, question: LinesQuestion, bound: Mapping[str, object], tag: str
) -> tuple[Line, ...]:
    keys = own_keys(reader)
    forwards = question.after is not None
    where, number = ("No > {no:UInt32}", question.after) if forwards else ("No < {no:UInt32}", question.before)
    statement = filled(
        statements.LINES,
        where=found.where,
        page="1" if number is None else where,
        order="ASC" if forwards else "DESC",
        columns=selected(keys),
    )
    limit = {"limit": min(max(question.limit, 0), MOST_LINES)}
    rows = reader.rows(statement, {**bound, **limit, **({} if number is None else {"no": max(number, 0)})}, tag=tag)
    return tuple(line_of(row, keys) for row in (reversed(rows) if forwards else rows))


def own_keys(reader: Reader) -> dict[str, Key]:
    return {known: key for known, key in attributes_of(reader, "logs").items() if key.scope == "attribute"}


def line_of(row: Mapping[str, Any], keys: Mapping[str, Key]) -> Line:
    return Line(
        no=row["No"],
        time=to_ms(row["Time"]),
        level=row["SeverityText"].lower(),
        service=row["ServiceName"],
        body=row["Body"],
        trace_id=row["TraceId"],
        span_id=row["SpanId"],
        fields=present(keys, row),
        sample_rate=row["SampleRate"],
    )


def histogram(reader: Reader, question: HistogramQuestion, tag: str = "") -> Histogram:
    """The lines found, counted by level in round steps; the first step begins at or before the range."""
    found = searched(reader, "logs", question.query, tag)
    bound = window(question.start, question.end) | found.values
    step = nice_step(question.start, question.end, min(max(question.buckets, 1), 2000))
    origin = question.start // step * step
    many = int(-(-(question.end - origin) // step))
    statement = filled(statements.HISTOGRAM, where=found.where)
    rows = reader.rows(statement, {**bound, "origin": to_ns(origin), "step": to_ns(step)}, tag=tag)
    return Histogram(origin, step, by_level(rows, many))


def by_level(rows: Sequence[Mapping[str, Any]], many: int) -> dict[str, tuple[int, ...]]:
    counts: dict[str, list[int]] = {}
    for row in rows:
        counts.setdefault(row["Level"], [0] * many)[row["Step"]] += row["Total"]
    order = [level for level in LEVELS if level in counts] + sorted(set(counts) - set(LEVELS))
    return {level: tuple(counts[level]) for level in order}


def facets(reader: Reader, question: FacetQuestion, tag: str = "") -> Facets:
    return counted_facets(reader, "logs", question, tag)


def line(reader: Reader, question: LineQuestion, tag: str = "") -> LineDetails:
    """One line with everything it holds, and where to go on from it.

    Raises:
        NotFound: there is no line of that number.
    """
    keys = attributes_of(reader, "logs")
    row, found = line_numbered(reader, question.no, keys, tag)
    own = {known: value for known, value in found.fields.items() if keys[known].scope == "attribute"}
    resource = {known.removeprefix("resource."): value for known, value in found.fields.items() if known not in own}
    shown = Line(
        found.no,
        found.time,
        found.level,
        found.service,
        found.body,
        found.trace_id,
        found.span_id,
        own,
        found.sample_rate,
    )
    origin = Origin("line", found.service, found.trace_id, found.span_id, found.fields)
    pivots = related_to(reader, origin, tag)
    return LineDetails(shown, row["SeverityNumber"], row["ScopeName"], resource, pivots)


def line_numbered(reader: Reader, no: int, keys: Mapping[str, Key], tag: str) -> tuple[Mapping[str, Any], Line]:
    bound = {"no": no if 0 <= no < 2**32 else 2**32 - 1}
    rows = reader.rows(filled(statements.LINE, columns=selected(keys)), bound, tag=tag)
    if not rows:
        raise NotFound(f"There is no line {no}.")
    return rows[0], line_of(rows[0], keys)


def around(reader: Reader, question: AroundQuestion, tag: str = "") -> Lines:
    """The lines near one, newest first: within a time, and alike in the fields of `same`.

    Raises:
        NotFound: there is no line of that number.
        Invalid: a field of `same` that is not known.
    """
    keys = attributes_of(reader, "logs")
    _, middle = line_numbered(reader, question.no, keys, tag)
    alike = " ".join(same(middle, field) for field in question.same)
    found = searched(reader, "logs", alike, tag)
    reach = max(question.within_ms, 0.001)
    bound = window(middle.time - reach, middle.time + reach + 0.001) | found.values
    own = own_keys(reader)
    statement = filled(statements.AROUND, where=found.where, columns=selected(own))
    rows = reader.rows(statement, {**bound, "no": middle.no, "limit": min(max(question.limit, 1), MOST_LINES)}, tag=tag)
    counts = reader.rows(filled(statements.COUNTS, where=found.where), bound, tag=tag)[0]
    nearest = sorted((line_of(row, own) for row in rows), key=lambda near: -near.no)
    return Lines(tuple(nearest), rows=counts["Rows"], total=counts["Total"])


def same(middle: Line, field: str) -> str:
    """The search for lines that have this line's value in a field, or lack it as it does."""
    known: dict[str, Value] = {
        "service": middle.service,
        "level": middle.level,
        "trace": middle.trace_id,
        "span": middle.span_id,
    }
    value = (known | middle.fields).get(field)
    return f"-{name(field)}:*" if value is None else term(field, value)
