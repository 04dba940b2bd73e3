"""Rows: spans and log records as wide Arrow tables, one typed column an attribute."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
import pyarrow as pa

from rounds.kit.errors import Invalid
from rounds.signals.tables import NS, SCHEMAS, SPAN_EVENT, SPAN_LINK

from .arrays import Bools, Ints
from .columns import (
    Column,
    fill,
    hexes,
    ids,
    lists,
    maps,
    numbers,
    same,
    same_number,
    texts,
    where,
    words,
    written,
)
from .durations import SECOND
from .fleet import Pod
from .journeys import Gap
from .recording import BROKEN, LOST, ROUTE, Shelf
from .run import Run
from .sampling import trace_state
from .world import Connection, Enqueue, Failure, Id, Operation, Parent, Pick, Send, Statement, Work

ID_DIGITS = 12
SEVERITY = {"TRACE": 1, "DEBUG": 5, "INFO": 9, "WARN": 13, "ERROR": 17, "FATAL": 21}
SDK = {"nodejs": "2.2.0", "go": "1.38.0"}
LIBRARY = {
    ("nodejs", "http"): "@opentelemetry/instrumentation-http",
    ("nodejs", "postgresql"): "@opentelemetry/instrumentation-pg",
    ("nodejs", "redis"): "@opentelemetry/instrumentation-ioredis",
    ("go", "http"): "go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp",
    ("go", "postgresql"): "github.com/exaring/otelpgx",
    ("go", "redis"): "github.com/redis/go-redis/extra/redisotel/v9",
}
LOGGER = {"nodejs": "pino", "go": "log/slog"}


Part = tuple[pa.Table, Ints]
"""Rows of one kind, and the pod that each comes from."""


def spans(run: Run, epoch: int) -> pa.Table:
    return stacked("spans", [span_rows(shelf, run, epoch) for shelf in run.recording.spans.values()], run)


def logs(run: Run, epoch: int) -> pa.Table:
    parts = [line_rows(shelf, run, epoch) for shelf in run.recording.lines.values()]
    return stacked("logs", [*parts, *(restart_lines(run, gap, epoch) for gap in run.gaps)], run)


def stacked(name: str, parts: list[Part], run: Run) -> pa.Table:
    """One below the other: fixed columns, then the attributes that any has, null where one has them not.

    The columns stay in pieces, one a kind of row: whoever writes them puts them together.
    """
    fixed = SCHEMAS[name].names
    try:
        whole = pa.concat_tables([table for table, _ in parts], promote_options="default")
    except (pa.ArrowInvalid, pa.ArrowTypeError) as problem:
        raise Invalid(f"{name}: an attribute has two types. {problem}", field=name) from problem
    for key, column in resource(run, np.concatenate([pod for _, pod in parts])).items():
        whole = whole.append_column(key, column)
    own = sorted(column for column in whole.column_names if column not in set(fixed))
    return whole.select([*fixed, *own])


# --- spans ------------------------------------------------------------------------------------


def span_rows(shelf: Shelf, run: Run, epoch: int) -> Part:
    """The spans of one step."""
    columns = shelf.columns()
    count, failed = len(columns["start"]), columns["failed"] == 1
    failure, raised = failure_of(shelf), failed
    if isinstance(shelf.step, Operation):
        raised = columns["status"] == BROKEN  # what failed in a called service or a pool is written there
    message = told(shelf, columns, failure.message) if failure else same("", count)
    fixed = {
        "Timestamp": numbers(epoch + columns["start"], NS),
        "TraceId": hexes(columns["high"], columns["low"]),
        "SpanId": hexes(columns["span"]),
        "ParentSpanId": written(ids(columns["parent"])),
        "TraceState": same(trace_state(shelf.flow.keep), count),
        "SpanName": same(span_name(shelf), count),
        "SpanKind": same(shelf.kind, count),
        "ServiceName": same(shelf.service.name, count),
        "ScopeName": same(scope(shelf), count),
        "Duration": numbers((columns["end"] - columns["start"]).astype(np.uint64)),
        "StatusCode": words(("Unset", "Error"), columns["failed"]),
        "StatusMessage": where(raised, message, ""),
        "SampleRate": same_number(shelf.flow.keep * run.incident.weight, count, pa.uint32()),
        "Events": events(shelf, columns, raised, failure, epoch),
        "Links": links(columns, count),
    }
    own = {f"@{name}": column for name, column in span_attributes(shelf, columns, failed, failure)}
    return pa.table(fixed | own), columns["pod"]


def told(shelf: Shelf, columns: dict[str, Ints], template: str) -> Column:
    filled = fill(template, len(columns["start"]), partial(word_of, shelf, columns))
    return written(filled)


def failure_of(shelf: Shelf) -> Failure | None:
    if isinstance(shelf.step, Connection):
        return LOST
    if isinstance(shelf.step, Operation) and shelf.kind == "Client":
        return None
    return getattr(shelf.step, "failure", None)


def events(shelf: Shelf, columns: dict[str, Ints], raised: Bools, failure: Failure | None, epoch: int) -> Column:
    """A span in which something was raised ends with an exception event, as an SDK records it."""
    kind, count = pa.list_(SPAN_EVENT), len(raised)
    if failure is None or not raised.any():
        return lists(np.zeros(count, bool), SPAN_EVENT_NONE, kind)
    rows = np.flatnonzero(raised)
    chosen = {name: column[rows] for name, column in columns.items()}
    messages = told(shelf, chosen, failure.message).dictionary_encode()
    attributes = maps([exception(failure, message) for message in messages.dictionary.to_pylist()])
    parts = [
        numbers(epoch + chosen["end"] - np.minimum(20_000, chosen["end"] - chosen["start"]), NS),
        same("exception", len(rows)),
        attributes.take(messages.indices),
    ]
    structs = pa.StructArray.from_arrays(parts, fields=list(SPAN_EVENT))
    return lists(raised, structs, kind)


SPAN_EVENT_NONE = pa.nulls(0, SPAN_EVENT)  # `pa.array` imports pandas, which takes a second of every start


def exception(failure: Failure, message: str) -> list[tuple[str, str]]:
    trace = "\n    at ".join((f"{failure.kind}: {message}", *failure.stack))
    return [("exception.type", failure.kind), ("exception.message", message), ("exception.stacktrace", trace)]


def links(columns: dict[str, Ints], count: int) -> Column:
    """A request from a queue points back at what put it there."""
    has = columns["link_span"] != 0 if "link_span" in columns else np.zeros(count, bool)
    if not has.any():
        return lists(has, SPAN_LINK_NONE, pa.list_(SPAN_LINK))
    high, low, span = (columns[name][has] for name in ("link_high", "link_low", "link_span"))
    parts = [hexes(high, low), hexes(span), maps([()] * len(span))]
    structs = pa.StructArray.from_arrays(parts, fields=list(SPAN_LINK))
    return lists(has, structs, pa.list_(SPAN_LINK))


SPAN_LINK_NONE = pa.nulls(0, SPAN_LINK)


def span_name(shelf: Shelf) -> str:
    match shelf.step:
        case Send():
            return "POST"
        case Connection():
            return "pg-pool.connect"
        case Operation(name=name) if shelf.kind == "Client":
            return name.split(" ")[0]
        case step:
            return str(getattr(step, "name", ""))


def scope(shelf: Shelf) -> str:
    language = shelf.service.language
    match shelf.step:
        case Statement(database=database):
            return LIBRARY[language, database.system]
        case Connection():
            return LIBRARY[language, "postgresql"]
        case Send():
            return LIBRARY[language, "http"]
        case Operation(name=name) if ROUTE in name:
            return LIBRARY[language, "http"]
        case _:
            return shelf.service.name


def span_attributes(
    shelf: Shelf, columns: dict[str, Ints], failed: Bools, failure: Failure | None
) -> Iterator[tuple[str, Column]]:
    count, word = len(failed), partial(word_of, shelf, columns)
    for name, value in getattr(shelf.step, "attributes", ()):
        yield name, fill(value, count, word)
    constant = partial(same, count=count)
    match shelf.step:
        case Operation(name=name) as step if ROUTE in name:
            yield from of_http(shelf, step, columns)
        case Operation() | Work() if failure:
            yield "error.type", where(failed, told(shelf, columns, failure.code or failure.kind))
        case Connection():
            yield "error.type", where(failed, constant(LOST.kind))
            yield "db.system.name", constant("postgresql")
        case Enqueue():
            yield "scheduled", word("scheduled")
        case Statement() as step:
            yield "db.system.name", constant(step.database.system)
            yield "db.operation.name", constant(step.name.split(" ")[0])
            yield "db.query.text", constant(step.text)
            yield "server.address", constant(step.database.name)
            if step.table:
                yield "db.collection.name", constant(step.table)
        case Send():
            resent = columns["retry_count"]
            yield "http.request.method", constant("POST")
            yield "http.request.resend_count", where(resent > 0, numbers(resent))
            yield "http.response.status_code", word("response")
            yield "server.address", word("endpoint.name")
            yield "server.port", same_number(443, count, pa.int64())
            yield "url.full", told(shelf, columns, "https://{endpoint.name}{endpoint.path}")
            yield "error.type", where(failed, word("response").cast(pa.string()))


def of_http(shelf: Shelf, step: Operation, columns: dict[str, Ints]) -> Iterator[tuple[str, Column]]:
    method, route = step.name.split(" ", 1)
    status = columns["status"]
    constant = partial(same, count=len(status))
    yield "http.request.method", constant(method)
    yield "http.response.status_code", numbers(status)
    yield "error.type", where(status >= 500, numbers(status).cast(pa.string()))
    yield "server.address", constant(step.service.name)
    if shelf.kind == "Server":
        yield "http.route", constant(route)
        yield "url.path", constant(route)
    else:
        yield "url.full", constant(f"http://{step.service.name}:8080{route}")


# --- log records ------------------------------------------------------------------------------


def line_rows(shelf: Shelf, run: Run, epoch: int) -> Part:
    columns = shelf.columns()
    rows = np.flatnonzero(columns["start"] <= run.incident.now)
    columns = {name: column[rows] for name, column in columns.items()}
    count, traced, step = len(rows), shelf.flow.traced, shelf.step
    level = str(getattr(step, "level", ""))
    none = same("", count)
    fixed = {
        "Timestamp": numbers(epoch + columns["start"], NS),
        "TraceId": hexes(columns["high"], columns["low"]) if traced else none,
        "SpanId": written(ids(columns["span"])) if traced else none,
        "SeverityText": same(level, count),
        "SeverityNumber": same_number(SEVERITY[level], count, pa.uint8()),
        "ServiceName": same(shelf.service.name, count),
        "ScopeName": same(LOGGER[shelf.service.language], count),
        "Body": told(shelf, columns, str(getattr(step, "body", ""))),
        "SampleRate": same_number(shelf.flow.tell * run.incident.weight, count, pa.uint32()),
    }
    word = partial(word_of, shelf, columns)
    own = {f"@{name}": fill(value, count, word) for name, value in getattr(step, "attributes", ())}
    return pa.table(fixed | own), columns["pod"]


def restart_lines(run: Run, gap: Gap, epoch: int) -> Part:
    """What a pod leaves behind when its liveness probe fails three times and it is started anew."""
    service = run.fleet.pods[gap.pod].service
    probes = [(gap.start - n * PROBE_EVERY, "WARN", "liveness probe failed: timeout after 1000ms") for n in (2, 1, 0)]
    said = [*probes, (gap.end, "INFO", f"Starting {service.name}")]
    said = [line for line in said if line[0] <= run.incident.now]
    moments, levels, bodies = (list(column) for column in zip(*said, strict=True))
    fixed = {
        "Timestamp": numbers(epoch + np.array(moments, np.int64), NS),
        "TraceId": same("", len(said)),
        "SpanId": same("", len(said)),
        "SeverityText": texts(levels),
        "SeverityNumber": numbers(np.array([SEVERITY[level] for level in levels], np.uint8)),
        "ServiceName": same(service.name, len(said)),
        "ScopeName": same(LOGGER[service.language], len(said)),
        "Body": texts(bodies),
        "SampleRate": same_number(1, len(said), pa.uint32()),
    }
    return pa.table(fixed), np.full(len(said), gap.pod)


PROBE_EVERY = 10 * SECOND

# --- both -------------------------------------------------------------------------------------


def word_of(shelf: Shelf, columns: dict[str, Ints], name: str) -> Column:
    """A field for each row: text of a thing or an id, or a number. One that the request lacks is null."""
    field, _, part = name.partition(".")
    if field not in columns:
        return pa.nulls(len(columns["start"]), pa.string())
    values = columns[field]
    match next((f for f in shelf.flow.fields if f.name == field), None):
        case Pick(things=things):
            return words([str(getattr(thing, part or "name")) for thing in things], values)
        case Id(prefix=prefix):
            return hexes(values, prefix=prefix, digits=ID_DIGITS)
        case Parent(of=of):
            origin = shelf.flow.field(of)
            return ids(values, origin.prefix if isinstance(origin, Id) else "", ID_DIGITS)
        case _:
            return numbers(values)


def resource(run: Run, pod: Ints) -> dict[str, Column]:
    lives, which = np.unique(pod, return_inverse=True)
    known = [dict(resource_of(run.fleet.pods[number]) + run.incident.world.resource) for number in lives.tolist()]
    keys = known[0] if known else {}
    return {f"res@{key}": words([attributes[key] for attributes in known], which) for key in keys}


def resource_of(pod: Pod) -> tuple[tuple[str, str], ...]:
    service = pod.service
    return (
        ("container.image.tag", service.version),
        ("k8s.deployment.name", service.name),
        ("k8s.node.name", pod.node),
        ("k8s.pod.name", pod.name),
        ("k8s.pod.uid", pod.uid),
        ("service.instance.id", pod.name),
        ("service.version", service.version),
        ("telemetry.sdk.language", service.language),
        ("telemetry.sdk.name", "opentelemetry"),
        ("telemetry.sdk.version", SDK[service.language]),
    )
