"""OTLP requests for tests, made from OpenTelemetry's own messages."""

from __future__ import annotations

from typing import Any

from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

START = 1_793_491_200_000_000_000  # 2026-11-01 00:00 UTC
PROTOBUF, JSON = "application/x-protobuf", "application/json"


def value(message: Any, given: Any) -> None:
    """Set an AnyValue from Python's own values."""
    match given:
        case bool():
            message.bool_value = given
        case int():
            message.int_value = given
        case float():
            message.double_value = given
        case str():
            message.string_value = given
        case bytes():
            message.bytes_value = given
        case list():
            message.array_value.SetInParent()
            for each in given:
                value(message.array_value.values.add(), each)
        case dict():
            message.kvlist_value.SetInParent()
            attributes(message.kvlist_value.values, given)


def attributes(pairs: Any, given: dict[str, Any]) -> None:
    for key, each in given.items():
        pair = pairs.add()
        pair.key = key
        value(pair.value, each)


def traces(spans: list[dict[str, Any]], service: str = "shop", **resource: Any) -> bytes:
    request = ExportTraceServiceRequest()
    group = request.resource_spans.add()
    attributes(group.resource.attributes, {"service.name": service, **resource})
    scope = group.scope_spans.add()
    scope.scope.name = "shop.instrumentation"
    scope.scope.version = "1.10"
    for given in spans:
        add_span(scope.spans.add(), **given)
    return bytes(request.SerializeToString())


def add_span(
    span: Any, trace: int, number: int, parent: int = 0, *, at: int = 0, took: int = 1000, own: dict[str, Any] | None = None,
    events: list[dict[str, Any]] | None = None, links: list[dict[str, Any]] | None = None, **fields: Any,
) -> None:  # fmt: skip
    span.trace_id = trace.to_bytes(16, "big")
    span.span_id = number.to_bytes(8, "big")
    if parent:
        span.parent_span_id = parent.to_bytes(8, "big")
    span.start_time_unix_nano = START + at
    span.end_time_unix_nano = START + at + took
    attributes(span.attributes, own or {})
    for event in events or []:
        added = span.events.add(name=event["name"], time_unix_nano=START + event["at"])
        attributes(added.attributes, event.get("own", {}))
    for link in links or []:
        ids = {"trace_id": link["trace"].to_bytes(16, "big"), "span_id": link["number"].to_bytes(8, "big")}
        attributes(span.links.add(**ids).attributes, link.get("own", {}))
    for name, given in fields.items():
        if name == "status":
            span.status.code, span.status.message = given
        else:
            setattr(span, name, given)


def logs(lines: list[dict[str, Any]], service: str = "shop", **resource: Any) -> bytes:
    request = ExportLogsServiceRequest()
    group = request.resource_logs.add()
    attributes(group.resource.attributes, {"service.name": service, **resource})
    scope = group.scope_logs.add()
    scope.scope.name = "shop.log"
    for given in lines:
        given = dict(given)
        record = scope.log_records.add()
        record.time_unix_nano = START + given.pop("at", 0)
        value(record.body, given.pop("body", ""))
        attributes(record.attributes, given.pop("own", {}))
        for name, each in given.items():
            setattr(record, name, each)
    return bytes(request.SerializeToString())


def metrics(*given: Any, service: str = "shop", scope: str = "shop.meter", **resource: Any) -> bytes:
    """A request of metrics, each a function that fills one `Metric`."""
    request = ExportMetricsServiceRequest()
    group = request.resource_metrics.add()
    attributes(group.resource.attributes, {"service.name": service, **resource})
    inner = group.scope_metrics.add()
    inner.scope.name = scope
    for fill in given:
        fill(inner.metrics.add())
    return bytes(request.SerializeToString())
