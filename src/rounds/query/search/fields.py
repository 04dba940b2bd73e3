"""What can be asked for by name: the fields every signal has, and the attributes of this incident."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from rounds.kit.errors import Invalid
from rounds.query.search.tree import Span

PLAIN = "{}"
OF_ITS_TRACE = "TraceNo IN (SELECT TraceNo FROM trace_summaries WHERE {})"
OF_ITS_SPAN = "(TraceId, SpanId) IN (SELECT TraceId, SpanId FROM otel_traces WHERE {})"
OF_ITS_LINES = "(TraceId, SpanId) IN (SELECT TraceId, SpanId FROM otel_logs WHERE {})"

LEVELS = {"trace": 1, "debug": 5, "info": 9, "warn": 13, "error": 17, "fatal": 21}
LEVEL_NAMES = {level: level for level in LEVELS} | {"warning": "warn", "err": "error", "critical": "fatal"}
STATUSES = ("error", "ok", "unset")
KINDS = ("server", "client", "producer", "consumer", "internal", "unspecified")


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute key of the incident. `column` is its expression in a statement, already quoted."""

    name: str
    column: str
    type: str  # string, int, float, bool
    resource: bool = False
    rows: int = 0
    distinct: int = 0


@dataclass(frozen=True, slots=True)
class Field:
    """Something a search can ask for.

    `type`: text, integer, number, bool, duration, bytes, body, level, status, word (one of `words`, kept with
    a capital). `unit`: how many nanoseconds or bytes one in the column is. `wrap`: the statement that a
    condition on the column stands in.
    """

    name: str
    type: str
    column: str
    unit: float = 1
    words: tuple[str, ...] = ()
    optional: bool = False
    resource: bool = False
    wrap: str = PLAIN
    number: Field | None = None  # where the numbers of `status` stand
    rows: int = 0
    distinct: int = 0


TRACES = (
    Field("service", "text", "ServiceName"),
    Field("name", "text", "SpanName"),
    Field("kind", "word", "SpanKind", words=KINDS),
    Field("status", "status", "StatusCode", words=STATUSES),
    Field("status_message", "text", "StatusMessage"),
    Field("duration", "duration", "Duration"),
    Field("self", "duration", "SelfTime"),
    Field("trace", "text", "TraceId"),
    Field("span", "text", "SpanId"),
    Field("parent", "text", "ParentSpanId"),
    Field("scope", "text", "ScopeName"),
    Field("root", "bool", "toBool(ParentSpanId = '')"),
    Field("event", "text", "event", wrap="arrayExists(event -> {}, Events.Name)"),
    Field("link", "text", "link", wrap="arrayExists(link -> {}, Links.SpanId)"),
    Field("trace.duration", "duration", "Duration", wrap=OF_ITS_TRACE),
    Field("trace.spans", "integer", "Spans", wrap=OF_ITS_TRACE),
    Field("trace.errors", "integer", "Errors", wrap=OF_ITS_TRACE),
    Field("trace.service", "text", "RootService", wrap=OF_ITS_TRACE),
    Field("trace.name", "text", "RootName", wrap=OF_ITS_TRACE),
    Field("level", "level", "SeverityText", wrap=OF_ITS_LINES),
    Field("body", "body", "Body", wrap=OF_ITS_LINES),
)
LOGS = (
    Field("service", "text", "ServiceName"),
    Field("level", "level", "SeverityText"),
    Field("body", "body", "Body"),
    Field("trace", "text", "TraceId"),
    Field("span", "text", "SpanId"),
    Field("scope", "text", "ScopeName"),
    Field("line", "integer", "No"),
    Field("name", "text", "SpanName", wrap=OF_ITS_SPAN),
    Field("kind", "word", "SpanKind", words=KINDS, wrap=OF_ITS_SPAN),
    Field("duration", "duration", "Duration", wrap=OF_ITS_SPAN),
)
SAME = {
    "message": "body",
    "msg": "body",
    "severity": "level",
    "trace_id": "trace",
    "span_id": "span",
    "operation": "name",
}
STATUS_KEYS = ("http.response.status_code", "http.status_code", "status_code", "status")
DURATIONS = {
    "ns": 1,
    "nanos": 1,
    "us": 10**3,
    "micros": 10**3,
    "ms": 10**6,
    "millis": 10**6,
    "seconds": 10**9,
    "secs": 10**9,
}


class Fields:
    """The fields of one signal (`traces` or `logs`) of one incident, by name."""

    def __init__(self, signal: str, attributes: Iterable[Attribute]) -> None:
        self.signal = signal
        found = {a.name: field_of(a) for a in attributes}
        self.attributes = found
        own = {field.name: field for field in (TRACES if signal == "traces" else LOGS)}
        if "status" in own:
            own["status"] = with_numbers(own["status"], found)
        self.own = {name: said_by_itself(field, found) for name, field in own.items()}
        if signal == "logs" and "status" not in found:
            self.own |= logs_status(found)
        self.known = found | self.own

    def find(self, name: str, at: Span) -> Field:
        """The field of that name: its own name, another word for it, or the end of one attribute's name.

        Raises:
            Invalid: there is none; the nearest name is suggested.
        """
        field = self.look(name)
        if field is not None:
            return field
        near = difflib.get_close_matches(name.lower(), self.names(), n=1, cutoff=0.6)
        ends = self.ending(name)
        suggestion = near[0] if near else (ends[0] if ends else "")
        hint = f" Did you mean {suggestion}?" if suggestion else ""
        raise Invalid(
            f"No field {name} in {self.signal}.{hint}", field="query", start=at.start, end=at.end, suggestion=suggestion
        )

    def look(self, name: str) -> Field | None:
        for candidate in (name, SAME.get(name.lower(), ""), name.lower()):
            if candidate in self.known:
                return self.known[candidate]
        for prefix in ("attributes.", "resource.", "@"):
            bare = name.removeprefix(prefix)
            if bare != name and bare in self.attributes and self.attributes[bare].resource == (prefix == "resource."):
                return self.attributes[bare]
        ends = self.ending(name)
        return self.attributes[ends[0]] if len(ends) == 1 else None

    def ending(self, name: str) -> list[str]:
        """Attributes whose name ends with `.name`, else begins with `name.`, else has it between two dots."""
        low = name.lower()
        ends = [key for key in self.attributes if key.lower().endswith(f".{low}")]
        begins = [key for key in self.attributes if key.lower().startswith(f"{low}.")]
        return ends or begins or [key for key in self.attributes if f".{low}." in key.lower()]

    def names(self) -> list[str]:
        return [*self.own, *sorted(self.attributes, key=lambda key: -self.attributes[key].rows)]


def field_of(attribute: Attribute) -> Field:
    """An attribute as a field; the name of a number says its unit (`delay_ms`, `state_size_bytes`)."""
    types = {"string": "text", "int": "integer", "float": "number", "bool": "bool"}
    kind, unit = types[attribute.type], 1.0
    if kind in ("integer", "number"):
        ending = attribute.name.replace(".", "_").rsplit("_", 1)[-1].lower()
        if ending in DURATIONS:
            kind, unit = "duration", DURATIONS[ending]
        elif ending in ("bytes", "size"):
            kind = "bytes"
    return Field(
        attribute.name,
        kind,
        attribute.column,
        unit=unit,
        optional=True,
        resource=attribute.resource,
        rows=attribute.rows,
        distinct=attribute.distinct,
    )


def said_by_itself(field: Field, attributes: dict[str, Field]) -> Field:
    """What a line says of itself (`duration`, `duration_ms`) goes before what its span says of it."""
    if field.wrap not in (OF_ITS_SPAN, OF_ITS_LINES):
        return field
    names = (field.name, *(f"{field.name}_{unit}" for unit in DURATIONS))
    return next((attributes[name] for name in names if name in attributes), field)


def with_numbers(status: Field, attributes: dict[str, Field]) -> Field:
    """`status` with the attribute that its numbers mean, if the incident has one."""
    numbers = next((attributes[key] for key in STATUS_KEYS if key in attributes), None)
    return Field(status.name, status.type, status.column, words=status.words, number=numbers)


def logs_status(attributes: dict[str, Field]) -> dict[str, Field]:
    """`status` of a line: the attribute that holds a status code under a longer name, or its span's status."""
    number = next((attributes[key] for key in STATUS_KEYS if key in attributes), None)
    if number is not None:
        return {"status": number}
    return {"status": Field("status", "status", "StatusCode", words=STATUSES, wrap=OF_ITS_SPAN)}
