"""Where to go on from a line or a span: its trace, its lines, what shares an identifier, its service's metrics.

Titles say what is there and nothing of what it may mean.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rounds.store import Key, Reader
from rounds.store.questions import attributes as of_attributes
from rounds.store.questions import database as of_databases
from rounds.store.questions import filled
from rounds.store.questions import logs as of_logs
from rounds.store.questions import metrics as of_metrics
from rounds.store.questions import traces as of_traces
from rounds.tools.asked import Value
from rounds.tools.moments import counted, spelled
from rounds.tools.searches import STORED, attributes_of, term

MOST_SHARED = 6
MOST_TOLD = 60  # signs of a statement
TEXT_FIELDS = ("db.query.text", "db.statement")  # OpenTelemetry's name, and the one it had before
MOST_LISTED = 50_000  # values; of keys with more, the incident has no list
SERVICE_LABELS = ("service", "service_name", "job")
OUTCOME_LABELS = ("outcome", "status_code", "http_response_status_code", "code", "status")
TABLES = {"logs": "otel_logs", "traces": "otel_traces"}
HOME = {"line": "logs", "span": "traces"}
FLOWS = ("requests", "attempts", "calls", "messages", "jobs")  # what a service does, in the order of telling most


@dataclass(frozen=True, slots=True)
class Related:
    """Where to go on from here, with what is there."""

    kind: str  # trace, logs, traces, metrics, statement
    title: str
    detail: str  # "9 spans, 108 ms", "311 lines"
    query: str = ""  # a search, PromQL, or a statement's id
    trace_id: str = ""
    span_id: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """What the person looks at: a line or a span."""

    kind: str
    service: str
    trace_id: str
    span_id: str
    fields: Mapping[str, Value]


def related_to(reader: Reader, origin: Origin, tag: str = "") -> tuple[Related, ...]:
    found = [
        *of_its_trace(reader, origin, tag),
        *of_its_statement(reader, origin, tag),
        *sharing(reader, origin, tag),
        *of_its_service(reader, origin, tag),
    ]
    return tuple(found)


def of_its_trace(reader: Reader, origin: Origin, tag: str) -> Iterator[Related]:
    if not origin.trace_id:
        return
    bound = {"trace": origin.trace_id, "span": origin.span_id}
    if origin.kind == "line":
        for trace in reader.rows(of_traces.SUMMARY, {"trace": origin.trace_id}, tag=tag):
            detail = f"{counted(trace['Spans'], 'span')}, {spelled(trace['Duration'])}"
            title = f"Trace {trace['RootService']} {trace['RootName']}"
            yield Related("trace", title, detail, trace_id=origin.trace_id, span_id=origin.span_id)
    lines = reader.rows(of_logs.OF_TRACE, bound, tag=tag)[0]
    if origin.span_id and lines["OfSpan"] > (origin.kind == "line"):
        yield Related("logs", "Lines of this span", counted(lines["OfSpan"], "line"), term("span", origin.span_id))
    if lines["Lines"] > max(lines["OfSpan"], 1):
        yield Related("logs", "Lines of this trace", counted(lines["Lines"], "line"), term("trace", origin.trace_id))


def of_its_statement(reader: Reader, origin: Origin, tag: str) -> Iterator[Related]:
    """The statement a span ran, where a database of the incident knows it by its text."""
    text = next((str(origin.fields[name]) for name in TEXT_FIELDS if origin.fields.get(name)), "")
    if origin.kind != "span" or not text:
        return
    for row in reader.rows(of_databases.OF_TEXT, {"query": text}, tag=tag):
        brief = text if len(text) <= MOST_TOLD else f"{text[: MOST_TOLD - 1]}…"
        yield Related("statement", brief, row["Database"], str(row["QueryId"]))


def sharing(reader: Reader, origin: Origin, tag: str) -> list[Related]:
    """The lines and spans that have one of its identifiers; the rarest identifier first."""
    counts = {
        (name, kind): many
        for kind in TABLES
        for name, many in shared(reader, kind, origin, tag).items()
        if many > (kind == HOME[origin.kind])  # more than what the person looks at
    }
    rarest = {name: min(many for (other, _), many in counts.items() if other == name) for name, _ in counts}
    order = sorted(counts, key=lambda one: (rarest[one[0]], one))
    return [pivot(kind, name, origin.fields[name], counts[name, kind]) for name, kind in order][:MOST_SHARED]


def pivot(kind: str, name: str, value: Value, many: int) -> Related:
    what = "line" if kind == "logs" else "span"
    return Related(kind, f"{what.capitalize()}s with {name} {value}", counted(many, what), term(name, value))


def shared(reader: Reader, kind: str, origin: Origin, tag: str) -> dict[str, int]:
    """How many rows have the same value, for each identifier the origin has.

    The values of most keys are counted when an incident is sealed; the others' are counted now.
    """
    keys = {name: key for name, key in attributes_of(reader, kind).items() if name in origin.fields and identifies(key)}
    listed = [name for name, key in keys.items() if key.distinct <= MOST_LISTED]
    values = {name: str(origin.fields[name]) for name in keys}
    bound = {"signal": STORED[kind], "keys": listed, "values": [values[name] for name in listed]}
    rows = reader.rows(of_attributes.ROWS_WITH, bound, tag=tag) if listed else []
    others = {name: key for name, key in keys.items() if name not in listed}
    own = {row["Key"]: row["Rows"] for row in rows if row["Value"] == values[row["Key"]]}
    return own | counted_now(reader, kind, others, origin, tag)


def counted_now(reader: Reader, kind: str, keys: Mapping[str, Key], origin: Origin, tag: str) -> dict[str, int]:
    if not keys:
        return {}
    places = {name: f"v{place}" for place, name in enumerate(keys)}
    counts = ", ".join(
        filled(of_attributes.COUNT_WITH, table=TABLES[kind], column=keys[name].column, value=place, name=place)
        for name, place in places.items()
    )
    bound = {place: str(origin.fields[name]) for name, place in places.items()}
    row = reader.rows(f"SELECT {counts}", bound, tag=tag)[0]
    return {name: row[place] for name, place in places.items()}


def identifies(key: Key) -> bool:
    """An identifier is a text whose name says so ."""
    named = key.name.lower().endswith(("id", "key", "uuid", "token"))
    return key.type == "string" and key.scope == "attribute" and named


def of_its_service(reader: Reader, origin: Origin, tag: str) -> Iterator[Related]:
    metrics = reader.rows(of_metrics.COUNTERS_OF, {"service": origin.service, "labels": list(SERVICE_LABELS)}, tag=tag)
    for metric in [metric for metric in sorted(metrics, key=flow) if flow(metric)[0] < len(FLOWS)][:2]:
        yield Related(
            "metrics",
            f"{metric['Metric']} of {origin.service}",
            counted(metric["Series"], "series"),
            rate(metric, origin.service),
        )


def flow(metric: Mapping[str, Any]) -> tuple[int, str]:
    name = metric["Metric"]
    return next((place for place, word in enumerate(FLOWS) if word in name), len(FLOWS)), name


def rate(metric: Mapping[str, Any], service: str) -> str:
    label = next(label for label in SERVICE_LABELS if label in metric["Labels"])
    return rate_of(metric["Metric"], metric["Labels"], {label: service})


def rate_of(metric: str, labels: Collection[str], matched: Mapping[str, str]) -> str:
    """The rate of a counter where labels have these values, by what became of it as far as a label says so."""
    by = next((label for label in OUTCOME_LABELS if label in labels and label not in matched), "")
    pairs = ", ".join(f'{label}="{escaped(value)}"' for label, value in matched.items())
    return f"sum{f' by ({by})' if by else ''} (rate({metric}{{{pairs}}}[5m]))"


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
