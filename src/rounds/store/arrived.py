"""OTLP requests as they come in: unpacked, and refused with a reason before anything is stored.

Protobuf is checked by OpenTelemetry's own messages (0.5 ms for 1,000 spans): the engine would store broken UTF-8 as it
is, and one bad request would fail those that share its insert.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from google.protobuf.message import DecodeError, Message
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from rounds.kit.errors import Invalid

CEILING = 64 << 20  # bytes of one request, unpacked
LATEST = (1 << 63) - 1  # nanoseconds that the engine's times hold: the year 2262
ENCODINGS = {"application/x-protobuf": "protobuf", "application/protobuf": "protobuf", "application/json": "json"}
MESSAGES: dict[str, Callable[[], Message]] = {
    "traces": ExportTraceServiceRequest,
    "logs": ExportLogsServiceRequest,
    "metrics": ExportMetricsServiceRequest,
}


def checked(signal: str, body: bytes, *, content_type: str, encoding: str) -> tuple[str, bytes]:
    """How the request is written, `protobuf` or `json`, and its bytes unpacked.

    Raises:
        Invalid: it is not such a request; the message says where and what would be right.
    """
    written = ENCODINGS.get(content_type.partition(";")[0].strip().lower())
    if written is None:
        raise Invalid(
            f"Content-Type must be application/x-protobuf or application/json, not {content_type or 'missing'}.",
            field="Content-Type",
        )
    plain = unpacked(body, encoding.strip().lower())
    if written == "protobuf":
        check_protobuf(signal, plain)
    else:
        check_json(signal, plain)
    return written, plain


def unpacked(body: bytes, encoding: str) -> bytes:
    if encoding in ("", "identity"):
        if len(body) > CEILING:
            raise too_large()
        return body
    if encoding not in ("gzip", "deflate"):
        raise Invalid(f"Content-Encoding must be gzip, deflate or identity, not {encoding}.", field="Content-Encoding")
    stream = zlib.decompressobj(31 if encoding == "gzip" else 15)
    try:
        plain = stream.decompress(body, CEILING + 1)
    except zlib.error:
        raise Invalid(f"The body is not {encoding}.", field="body") from None
    if len(plain) > CEILING:
        raise too_large()
    if not stream.eof:
        raise Invalid(f"The {encoding} body is cut short.", field="body")
    return plain


def too_large() -> Invalid:
    return Invalid(f"The body is larger than {CEILING >> 20} MiB unpacked: send smaller batches.", field="body")


# -- Protobuf -------------------------------------------------------------------------------------


def check_protobuf(signal: str, body: bytes) -> None:
    message = MESSAGES[signal]()
    try:
        message.ParseFromString(body)
    except DecodeError:
        raise Invalid(f"The body is not a {message.DESCRIPTOR.name} in Protobuf.", field="body") from None
    PROTOBUF_CHECKS[signal](message)


def check_spans(request: Any) -> None:
    for r, resource in enumerate(request.resource_spans):
        for s, scope in enumerate(resource.scope_spans):
            for n, span in enumerate(scope.spans):
                if (
                    0 < span.start_time_unix_nano <= LATEST
                    and len(span.trace_id) == 16
                    and len(span.span_id) == 8
                    and len(span.parent_span_id) in (0, 8)
                    and span.end_time_unix_nano <= LATEST
                ):
                    continue
                raise wrong_span(f"resource_spans[{r}].scope_spans[{s}].spans[{n}]", span)


def wrong_span(place: str, span: Any) -> Invalid:
    for name, sizes in (("trace_id", (16,)), ("span_id", (8,)), ("parent_span_id", (0, 8))):
        if len(getattr(span, name)) not in sizes:
            found = len(getattr(span, name))
            return Invalid(f"{place}.{name} must be {sizes[-1]} bytes, not {found}.", field=f"{place}.{name}")
    name = "end_time_unix_nano" if 0 < span.start_time_unix_nano <= LATEST else "start_time_unix_nano"
    return wrong_time(f"{place}.{name}")


def wrong_time(place: str) -> Invalid:
    return Invalid(f"{place} must be nanoseconds since 1970, after 1970 and before 2262.", field=place)


def check_lines(request: Any) -> None:
    for r, resource in enumerate(request.resource_logs):
        for s, scope in enumerate(resource.scope_logs):
            for n, line in enumerate(scope.log_records):
                place = f"resource_logs[{r}].scope_logs[{s}].log_records[{n}]"
                if not 0 < (line.time_unix_nano or line.observed_time_unix_nano) <= LATEST:
                    raise wrong_time(f"{place}.time_unix_nano")
                if len(line.trace_id) not in (0, 16) or len(line.span_id) not in (0, 8):
                    raise Invalid(f"{place}: trace_id must be 16 bytes and span_id 8, or empty.", field=place)


def check_points(request: Any) -> None:
    for r, resource in enumerate(request.resource_metrics):
        for s, scope in enumerate(resource.scope_metrics):
            for n, metric in enumerate(scope.metrics):
                kind = metric.WhichOneof("data")
                place = f"resource_metrics[{r}].scope_metrics[{s}].metrics[{n}]"
                if not metric.name:
                    raise Invalid(f"{place}.name is missing.", field=f"{place}.name")
                for p, point in enumerate(getattr(metric, kind).data_points if kind else ()):
                    check_point(f"{place}.{kind}.data_points[{p}]", kind, point)


def check_point(place: str, kind: str, point: Any) -> None:
    if not 0 < point.time_unix_nano <= LATEST:
        raise wrong_time(f"{place}.time_unix_nano")
    if kind == "histogram" and len(point.bucket_counts) not in (0, len(point.explicit_bounds) + 1):
        raise Invalid(f"{place} must have one more bucket count than bounds, or none.", field=f"{place}.bucket_counts")


PROTOBUF_CHECKS: dict[str, Callable[[Any], None]] = {
    "traces": check_spans,
    "logs": check_lines,
    "metrics": check_points,
}

# -- JSON -----------------------------------------------------------------------------------------

TRACE, SPAN = re.compile(r"[0-9a-fA-F]{32}"), re.compile(r"[0-9a-fA-F]{16}")


def check_json(signal: str, body: bytes) -> None:
    try:
        request = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Invalid(f"The body is not JSON: {str(error)[:200]}.", field="body") from None
    if not isinstance(request, dict):
        raise Invalid("The body must be one JSON object.", field="body")
    JSON_CHECKS[signal](request)


def each(parents: Iterable[tuple[str, Any]], name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The members of a list of every parent, each with its place: `resourceSpans[0].scopeSpans[2]`."""
    for place, parent in parents:
        members = parent.get(name)
        members = [] if members is None else members
        if not isinstance(members, list):
            raise Invalid(f"{place}{name} must be a list.", field=f"{place}{name}")
        for number, member in enumerate(members):
            if not isinstance(member, dict):
                raise Invalid(f"{place}{name}[{number}] must be an object.", field=f"{place}{name}[{number}]")
            yield f"{place}{name}[{number}].", member


def identified(place: str, record: dict[str, Any], name: str, form: re.Pattern[str], *, may_lack: bool) -> None:
    value = record.get(name) or ""
    if (value or not may_lack) and not (isinstance(value, str) and form.fullmatch(value)):
        digits = 32 if form is TRACE else 16
        raise Invalid(f"{place}{name} must be {digits} hexadecimal digits.", field=f"{place}{name}")


def timed(place: str, record: dict[str, Any], *names: str) -> None:
    """The first of these times that is given must be one."""
    for name in names:
        value = record.get(name)
        if value in (None, 0, "0", "") and name != names[-1]:
            continue
        if isinstance(value, bool) or not isinstance(value, int | str) or not 0 < whole(value) <= LATEST:
            raise wrong_time(f"{place}{names[0]}")
        return


def whole(value: int | str) -> int:
    try:
        return int(value)
    except ValueError:
        return 0


def check_json_spans(request: dict[str, Any]) -> None:
    for place, span in each(each(each([("", request)], "resourceSpans"), "scopeSpans"), "spans"):
        identified(place, span, "traceId", TRACE, may_lack=False)
        identified(place, span, "spanId", SPAN, may_lack=False)
        identified(place, span, "parentSpanId", SPAN, may_lack=True)
        timed(place, span, "startTimeUnixNano")
        if not isinstance(span.get("name") or "", str):
            raise Invalid(f"{place}name must be text.", field=f"{place}name")


def check_json_lines(request: dict[str, Any]) -> None:
    for place, line in each(each(each([("", request)], "resourceLogs"), "scopeLogs"), "logRecords"):
        timed(place, line, "timeUnixNano", "observedTimeUnixNano")
        identified(place, line, "traceId", TRACE, may_lack=True)
        identified(place, line, "spanId", SPAN, may_lack=True)


def check_json_points(request: dict[str, Any]) -> None:
    for place, metric in each(each(each([("", request)], "resourceMetrics"), "scopeMetrics"), "metrics"):
        if not isinstance(metric.get("name"), str) or not metric["name"]:
            raise Invalid(f"{place}name is missing.", field=f"{place}name")
        for kind in ("gauge", "sum", "histogram", "exponentialHistogram", "summary"):
            for spot, point in each([(f"{place}{kind}.", metric.get(kind) or {})], "dataPoints"):
                timed(spot, point, "timeUnixNano")


JSON_CHECKS: dict[str, Callable[[dict[str, Any]], None]] = {
    "traces": check_json_spans,
    "logs": check_json_lines,
    "metrics": check_json_points,
}
