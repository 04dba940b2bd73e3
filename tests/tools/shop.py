"""A small incident written by hand: three services, ten minutes, numbers that can be counted on paper.

Every 10 s (60 times) one visitor's request: `web GET /cart` (server) → `web GET` (client) → `cart GET /items`
(server) → `cart SELECT items` (client). From the fifth minute on, the cart's database times out: its spans fail
after 2 s and the cart logs an error. From 7 min on the job `order_7` is tried three times, each try linked to the
one before. Health checks stand for 100 each.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from rounds.signals import SCHEMAS, Signals

ODD = 'a `b` \\ "c" {p0:String} $where'  # a key that a column has
BROKEN = "line\nbreak"  # one that no column should have
START = datetime(2026, 5, 12, 14, 0, tzinfo=UTC)
START_MS = START.timestamp() * 1000
END_MS = START_MS + 600_000
MS = 1_000_000
START_NS = int(START_MS) * MS


def hexed(number: int, digits: int) -> str:
    return f"{number:0{digits}x}"


def trace_id(number: int) -> str:
    return hexed(0xABC000 + number, 32)


def span_id(trace: int, place: int) -> str:
    return hexed(0x1000 * (trace + 1) + place, 16)


def span(trace: int, place: int, parent: int | None, begin_ms: float, took_ms: float, **rest: Any) -> dict[str, Any]:
    """A span of the trace, begun so many milliseconds after the incident's start; attributes as `@key`."""
    return {
        "Timestamp": START_NS + round(begin_ms * MS),
        "TraceId": trace_id(trace),
        "SpanId": span_id(trace, place),
        "ParentSpanId": "" if parent is None else span_id(trace, parent),
        "TraceState": "",
        "SpanKind": "Internal",
        "ScopeName": "shop",
        "Duration": round(took_ms * MS),
        "StatusCode": "Unset",
        "StatusMessage": "",
        "SampleRate": 1,
        "Events": [],
        "Links": [],
    } | rest


def request(trace: int) -> list[dict[str, Any]]:
    begin, broken = trace * 10_000.0, trace >= 30
    took = 2000.0 if broken else 20.0
    failed = {"StatusCode": "Error", "StatusMessage": "connection timed out"} if broken else {}
    code = {"@http.response.status_code": 503 if broken else 200}
    customer = {"@customer.id": f"cus_{trace % 4}"}
    web, cart = (
        {"ServiceName": "web", "res@k8s.pod.name": f"web-{trace % 2}"},
        {"ServiceName": "cart", "res@k8s.pod.name": "cart-0"},
    )
    timeout = {
        "Events": [
            {
                "Timestamp": START_NS + round((begin + 10 + took) * MS),
                "Name": "exception",
                "Attributes": {"exception.type": "TimeoutError"},
            }
        ]
    }
    return [
        span(
            trace,
            0,
            None,
            begin,
            took + 40,
            SpanName="GET /cart",
            SpanKind="Server",
            **web,
            **code,
            **customer,
            **{"@url.path": "/cart"},
            **failed,
        ),
        span(
            trace,
            1,
            0,
            begin + 5,
            took + 25,
            SpanName="GET",
            SpanKind="Client",
            **web,
            **code,
            **{"@server.address": "cart"},
            **failed,
        ),
        span(
            trace,
            2,
            1,
            begin + 8,
            took + 10,
            SpanName="GET /items",
            SpanKind="Server",
            **cart,
            **code,
            **customer,
            **{"@url.path": "/items"},
            **failed,
        ),
        span(
            trace,
            3,
            2,
            begin + 10,
            took,
            SpanName="SELECT items",
            SpanKind="Client",
            **cart,
            **{"@db.query.text": "SELECT * FROM items WHERE cart_id = $1"},
            **failed,
            **(timeout if broken else {}),
        ),
    ]


def attempt(number: int) -> dict[str, Any]:
    trace = 100 + number
    links = [
        {"TraceId": trace_id(trace - 1), "SpanId": span_id(trace - 1, 0), "Attributes": {"link.kind": "parent attempt"}}
    ]
    return span(
        trace,
        0,
        None,
        420_000.0 + number * 15_000,
        100.0,
        SpanName="job.process",
        SpanKind="Consumer",
        ServiceName="jobs",
        StatusCode="Error",
        StatusMessage="503 from partner",
        Links=links if number else [],
        **{
            "@order_id": "order_7",
            "@retry_count": number,
            "@delay_ms": 1500 * number,
            "@body_bytes": 2_000_000,
            "@final": number == 2,
            f"@{ODD}": f"odd {number}",
            f"@{BROKEN}": f"broken {number}",
        },
    )


def health(number: int) -> dict[str, Any]:
    return span(
        200 + number,
        0,
        None,
        number * 60_000.0 + 500,
        1.0,
        SpanName="GET /health",
        SpanKind="Server",
        ServiceName="web",
        SampleRate=100,
        **{"@url.path": "/health", "@http.response.status_code": 200},
    )


def line(
    begin_ms: float, level: str, service: str, body: str, trace: int | None = None, place: int = 0, **rest: Any
) -> dict[str, Any]:
    return {
        "Timestamp": START_NS + round(begin_ms * MS),
        "TraceId": "" if trace is None else trace_id(trace),
        "SpanId": "" if trace is None else span_id(trace, place),
        "SeverityText": level,
        "SeverityNumber": {"DEBUG": 5, "INFO": 9, "WARN": 13, "ERROR": 17}[level],
        "ServiceName": service,
        "ScopeName": "",
        "Body": body,
        "SampleRate": 1,
    } | rest


def lines() -> list[dict[str, Any]]:
    found = [
        line(
            t * 10_000 + 30,
            "INFO",
            "web",
            f"served /cart for cus_{t % 4} in {2040 if t >= 30 else 60} ms",
            t,
            0,
            **{"@customer.id": f"cus_{t % 4}"},
        )
        for t in range(60)
    ]
    found += [
        line(
            t * 10_000 + 2010,
            "ERROR",
            "cart",
            "timeout acquiring connection from pool (2000ms)",
            t,
            3,
            **{"@pool": "items", "@waiting": t - 25},
        )
        for t in range(30, 60)
    ]
    found += [
        line(
            420_000 + n * 15_000 + 90,
            "WARN",
            "jobs",
            "delivery failed, trying again",
            100 + n,
            0,
            **{"@order_id": "order_7", "@retry_count": n, "@status": 503},
        )
        for n in range(3)
    ]
    found += [line(m * 60_000 + 900, "DEBUG", "web", "GET /health 200", SampleRate=100) for m in range(10)]
    return sorted(found, key=lambda one: one["Timestamp"])


def wide(name: str, rows: list[dict[str, Any]]) -> pa.Table:
    """Rows as a table of the contract, with a column for each attribute in the order of their names."""
    kinds: dict[str, pa.DataType] = {}
    for row in rows:
        for key, value in row.items():
            if "@" in key:
                kinds[key] = {bool: pa.bool_(), int: pa.int64(), float: pa.float64(), str: pa.string()}[type(value)]
    schema = pa.schema([*SCHEMAS[name], *(pa.field(key, kinds[key]) for key in sorted(kinds))])
    return pa.Table.from_pylist(rows, schema)


def metrics() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Samples every 15 s. Requests: 1/s with code 200, and from 5 min on 2/s with 503. Durations: a histogram."""
    series: list[tuple[str, str, str, str, dict[str, str], Any]] = []
    for service in ("cart", "web"):
        for code in ("200", "503"):
            value = (lambda t: t) if code == "200" else (lambda t: 2.0 * max(0, t - 300))
            labels = {"service": service, "status_code": code}
            series.append(("http_requests_total", "counter", "", "Requests served.", labels, value))
    for bound, share in (("0.1", 0.5), ("1", 0.9), ("+Inf", 1.0)):
        labels = {"le": bound, "service": "web"}
        series.append(
            (
                "request_duration_seconds_bucket",
                "histogram",
                "seconds",
                "How long requests took.",
                labels,
                lambda t, share=share: 10 * t * share,
            )
        )
    series.append(
        (
            "request_duration_seconds_count",
            "histogram",
            "seconds",
            "How long requests took.",
            {"service": "web"},
            lambda t: 10.0 * t,
        )
    )
    series.append(
        (
            "request_duration_seconds_sum",
            "histogram",
            "seconds",
            "How long requests took.",
            {"service": "web"},
            lambda t: 3.0 * t,
        )
    )
    series += [
        ("memory_bytes", "gauge", "bytes", "Memory in use.", {"pod": pod, "service": "web"}, lambda t: 1e6 + t)
        for pod in ("web-0", "web-1")
    ]
    series.sort(key=lambda one: (one[0], sorted(one[4].items())))
    rows = [
        {"Series": n, "Metric": m, "Type": k, "Unit": u, "Help": h, "Labels": sorted(labels.items())}
        for n, (m, k, u, h, labels, _) in enumerate(series)
    ]
    samples = [
        {"Series": n, "Time": int(START_MS) + t * 1000, "Value": float(value(t))}
        for n, (*_, value) in enumerate(series)
        for t in range(0, 601, 15)
    ]
    return rows, samples


def events() -> list[dict[str, Any]]:
    return [
        {
            "Time": int(START_MS) + 240_000,
            "Kind": "deploy",
            "ServiceName": "web",
            "Title": "web v1.4",
            "Attributes": [("version", "v1.4")],
        },
        {
            "Time": int(START_MS) + 320_000,
            "Kind": "alert",
            "ServiceName": "cart",
            "Title": "Cart errors",
            "Attributes": [("state", "firing")],
        },
    ]


def signals() -> Signals:
    spans = [one for trace in range(60) for one in request(trace)]
    spans += [attempt(number) for number in range(3)] + [health(number) for number in range(10)]
    series, samples = metrics()
    exemplars = [
        {
            "Series": 7,
            "Time": int(START_MS) + t * 10_000 + 100,
            "Value": 2.04,
            "TraceId": trace_id(t),
            "SpanId": span_id(t, 0),
            "Labels": [],
        }
        for t in range(30, 60)
    ]
    return Signals(
        spans=wide("spans", spans),
        logs=wide("logs", lines()),
        series=pa.Table.from_pylist(series, SCHEMAS["series"]),
        samples=pa.Table.from_pylist(samples, SCHEMAS["samples"]),
        exemplars=pa.Table.from_pylist(exemplars, SCHEMAS["exemplars"]),
        events=pa.Table.from_pylist(events(), SCHEMAS["events"]),
    )
