"""Rows: spans and log records as wide Arrow tables, one typed column an attribute."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rounds.kit.errors import Invalid
from rounds.signals.tables import NS, SCHEMAS, SPAN_EVENT, SPAN_LINK, WORDS

from .arrays import Bools, Ints
from .durations import SECOND
from .fleet import Pod
from .journeys import Gap
from .recording import BROKEN, LOST, ROUTE, Shelf
from .run import Run
from .sampling import trace_state
from .text import Column, fill, hexes, ids, where, words
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
    message = told(shelf, columns, failure.message) if failure else pa.repeat("", count)
    fixed = {
        "Timestamp": pa.array(epoch + columns["start"], NS),
        "TraceId": hexes(columns["high"], columns["low"]),
        "SpanId": hexes(columns["span"]),
        "ParentSpanId": pc.fill_null(ids(columns["parent"]), ""),
        "TraceState": pa.repeat(trace_state(shelf.flow.keep), count),
        "SpanName": pa.repeat(span_name(shelf), count),
        "SpanKind": pa.repeat(shelf.kind, count),
        "ServiceName": pa.repeat(shelf.service.name, count),
        "ScopeName": pa.repeat(scope(shelf), count),
        "Duration": (columns["end"] - columns["start"]).astype(np.uint64),
        "StatusCode": words(("Unset", "Error"), columns["failed"]),
        "StatusMessage": pc.if_else(pa.array(raised), message, ""),
        "SampleRate": pa.repeat(pa.scalar(shelf.flow.keep * run.incident.weight, pa.uint32()), count),
        "Events": events(shelf, columns, raised, failure, epoch),
        "Links": links(columns, count),
    }
    own = {f"@{name}": column for name, column in span_attributes(shelf, columns, failed, failure)}
    return pa.table(fixed | own), columns["pod"]


def told(shelf: Shelf, columns: dict[str, Ints], template: str) -> Column:
    filled = fill(template, len(columns["start"]), partial(word_of, shelf, columns)).cast(pa.string())
    return pc.fill_null(filled, "")


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
        return pa.ListArray.from_arrays(pa.array(np.zeros(count + 1, np.int32)), SPAN_EVENT_NONE, type=kind)
    rows = np.flatnonzero(raised)
    chosen = {name: column[rows] for name, column in columns.items()}
    messages = told(shelf, chosen, failure.message).dictionary_encode()
    maps = pa.array([exception(failure, message) for message in messages.dictionary.to_pylist()], WORDS)
    parts = [
        pa.array(epoch + chosen["end"] - np.minimum(20_000, chosen["end"] - chosen["start"]), NS),
        pa.repeat("exception", len(rows)),
        maps.take(messages.indices),
    ]
    structs = pa.StructArray.from_arrays(parts, fields=list(SPAN_EVENT))
    return pa.ListArray.from_arrays(pa.array(offsets(raised)), structs, type=kind)


SPAN_EVENT_NONE = pa.nulls(0, SPAN_EVENT)  # `pa.array` imports pandas, which takes a second of every start


def exception(failure: Failure, message: str) -> list[tuple[str, str]]:
    trace = "\n    at ".join((f"{failure.kind}: {message}", *failure.stack))
    return [("exception.type", failure.kind), ("exception.message", message), ("exception.stacktrace", trace)]


def links(columns: dict[str, Ints], count: int) -> Column:
    """A request from a queue points back at what put it there."""
    has = columns["link_span"] != 0 if "link_span" in columns else np.zeros(count, bool)
    high, low, span = (columns[name][has] if has.any() else EMPTY for name in ("link_high", "link_low", "link_span"))
    parts = [hexes(high, low), hexes(span), pa.array([[]] * len(span), WORDS)]
    structs = pa.StructArray.from_arrays(parts, fields=list(SPAN_LINK))
    return pa.ListArray.from_arrays(pa.array(offsets(has)), structs, type=pa.list_(SPAN_LINK))


EMPTY = np.empty(0, np.int64)


def offsets(there: Bools) -> Ints:
    """Of lists that hold one thing where it is there, and else nothing."""
    return np.concatenate(([0], np.cumsum(there))).astype(np.int32)


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
    constant = partial(pa.repeat, size=count)
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
            yield "http.request.resend_count", where(resent > 0, pa.array(resent))
            yield "http.response.status_code", word("response")
            yield "server.address", word("endpoint.name")
            yield "server.port", pa.repeat(pa.scalar(443, pa.int64()), count)
            yield "url.full", told(shelf, columns, "https://{endpoint.name}/webhooks/loomwork")
            yield "error.type", where(failed, word("response").cast(pa.string()))


def of_http(shelf: Shelf, step: Operation, columns: dict[str, Ints]) -> Iterator[tuple[str, Column]]:
    method, route = step.name.split(" ", 1)
    status = columns["status"]
    constant = partial(pa.repeat, size=len(status))
    yield "http.request.method", constant(method)
    yield "http.response.status_code", pa.array(status)
    yield "error.type", where(status >= 500, pa.array(status).cast(pa.string()))
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
    none = pa.repeat("", count)
    fixed = {
        "Timestamp": pa.array(epoch + columns["start"], NS),
        "TraceId": hexes(columns["high"], columns["low"]) if traced else none,
        "SpanId": pc.fill_null(ids(columns["span"]), "") if traced else none,
        "SeverityText": pa.repeat(level, count),
        "SeverityNumber": pa.repeat(pa.scalar(SEVERITY[level], pa.uint8()), count),
        "ServiceName": pa.repeat(shelf.service.name, count),
        "ScopeName": pa.repeat(LOGGER[shelf.service.language], count),
        "Body": told(shelf, columns, str(getattr(step, "body", ""))),
        "SampleRate": pa.repeat(pa.scalar(shelf.flow.tell * run.incident.weight, pa.uint32()), count),
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
        "Timestamp": pa.array(epoch + np.array(moments, np.int64), NS),
        "TraceId": pa.repeat("", len(said)),
        "SpanId": pa.repeat("", len(said)),
        "SeverityText": pa.array(levels),
        "SeverityNumber": pa.array([SEVERITY[str(level)] for level in levels], pa.uint8()),
        "ServiceName": pa.repeat(service.name, len(said)),
        "ScopeName": pa.repeat(LOGGER[service.language], len(said)),
        "Body": pa.array(bodies),
        "SampleRate": pa.repeat(pa.scalar(1, pa.uint32()), len(said)),
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
            return pa.array(values)


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
