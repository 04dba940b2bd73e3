"""OTLP in, as SDKs send it; out as an incident. In Protobuf and JSON, which must come out alike."""

from __future__ import annotations

import gzip
import itertools
import json
import threading
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from google.protobuf.json_format import MessageToDict
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceRequest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from rounds.kit.errors import Conflict, Invalid, NotFound
from rounds.store import Reader, Recorded, Recording, Telemetry, recordings
from tests.store import otlp_requests as otlp
from tests.store.otlp_requests import JSON, PROTOBUF, START

SECOND = 10**9
MESSAGES: dict[str, Any] = {
    "traces": ExportTraceServiceRequest,
    "logs": ExportLogsServiceRequest,
    "metrics": ExportMetricsServiceRequest,
}
NAMES = itertools.count()


def as_json(signal: str, body: bytes) -> bytes:
    """The same request in OTLP's JSON: ids in hexadecimal, enumerations as numbers."""
    written = MessageToDict(MESSAGES[signal].FromString(body), use_integers_for_enums=True)
    return json.dumps(hexed(written)).encode()


def hexed(value: Any) -> Any:
    if isinstance(value, list):
        return [hexed(each) for each in value]
    if isinstance(value, dict):
        return {
            key: decoded(each) if key in ("traceId", "spanId", "parentSpanId") else hexed(each)
            for key, each in value.items()
        }
    return value


def decoded(base64: str) -> str:
    import base64 as coding  # noqa: PLC0415

    return coding.b64decode(base64).hex()


def accept(recording: Recording, encoding: str, signal: str, body: bytes) -> None:
    if encoding == "json":
        recording.accept(signal, as_json(signal, body), content_type="application/json; charset=utf-8")
    else:
        recording.accept(signal, body, content_type=PROTOBUF)


@pytest.fixture
def recording(telemetry: Telemetry) -> Recording:
    return telemetry.record(f"r{next(NAMES)}")


@pytest.fixture(scope="module")
def shared(telemetry: Telemetry) -> Recording:
    """One recording for what is refused."""
    return telemetry.record("shared")


def sealed(telemetry: Telemetry, recording: Recording) -> Reader:
    telemetry.seal(recording.name, "sealed")
    return telemetry.reader("sealed")


def content(telemetry: Telemetry, recording: Recording) -> Recorded:
    (found,) = [each for each in telemetry.recordings() if each.name == recording.name]
    return found


@pytest.fixture(scope="module", params=["protobuf", "json"])
def incident(request: pytest.FixtureRequest, telemetry: Telemetry) -> Reader:
    """Everything below, sent in one encoding and sealed."""
    recording = telemetry.record(f"all-{request.param}")
    accept(recording, request.param, "traces", otlp.traces(SPANS, **{"k8s.pod.name": "web-1", "process.pid": 7}))
    accept(recording, request.param, "logs", otlp.logs(LINES))
    accept(recording, request.param, "logs", seen_only())
    accept(recording, request.param, "metrics", otlp.metrics(*METRICS, **{"service.instance.id": "i-1"}))
    telemetry.seal(recording.name, f"incident-{request.param}")
    return telemetry.reader(f"incident-{request.param}")


# -- spans and lines ------------------------------------------------------------------------------

VALUES = {"text": "1.10", "int": 2**60, "double": 2.0, "bool": False, "empty": "", "zero": 0, "bytes": b"\x00\xff"}
NESTED = {"list": [1, "a", True, 0.5], "map": {"a": [1, {"b": [[]]}], "c": None}, "none": []}
SPANS: list[dict[str, Any]] = [
    {
        "trace": 1, "number": 1, "name": "GET /", "kind": 2, "took": 500, "own": VALUES | NESTED | {"mixed": 1, "number": 1},
        "status": (2, "it broke"), "trace_state": "a=b",
        "events": [{"name": "exception", "at": 7, "own": {"exception.type": "E", "n": [1]}}],
        "links": [{"trace": 5, "number": 6, "own": {"why": "retry"}}],
    },
    {
        "trace": 1, "number": 2, "parent": 1, "name": "work", "at": 100, "took": 50, "kind": 3,
        "own": {"mixed": "1", "number": 0.5},
    },
    {"trace": 2, "number": 3, "name": "backwards", "at": 900, "took": -5},
]  # fmt: skip
LINES: list[dict[str, Any]] = [
    {"body": "plain", "severity_number": 10, "severity_text": "information"},
    {"at": 1, "body": {"a": [1, 2]}, "severity_text": "Warning", "own": {"webhook_id": "wh_1"}},
    {"at": 2, "body": 42, "severity_text": "weird", "trace_id": bytes(15) + b"\1", "span_id": bytes(7) + b"\2", "flags": 1},
    {"at": 3, "body": "", "severity_number": 24, "event_name": "crash"},
]  # fmt: skip


def seen_only() -> bytes:
    """A line without a time of its own."""
    message = ExportLogsServiceRequest.FromString(otlp.logs([{"body": "seen"}]))
    record = message.resource_logs[0].scope_logs[0].log_records[0]
    record.time_unix_nano, record.observed_time_unix_nano = 0, START + 9
    return bytes(message.SerializeToString())


def test_a_span_keeps_all_it_came_with(incident: Reader) -> None:
    first, second, _ = incident.rows("SELECT * FROM otel_traces ORDER BY SpanId")
    assert {key: first[f"@{key}"] for key in VALUES} == VALUES | {"bytes": "AP8="}
    assert json.loads(first["@list"]) == [1, "a", True, 0.5]
    assert json.loads(first["@map"]) == {"a": [1, {"b": [[]]}], "c": None}
    assert first["@none"] == "[]"
    assert (first["TraceId"], first["SpanId"], first["ParentSpanId"]) == (f"{1:032x}", f"{1:016x}", "")
    assert (first["SpanKind"], first["StatusCode"], first["StatusMessage"]) == ("Server", "Error", "it broke")
    assert (first["ServiceName"], first["ScopeName"], first["TraceState"]) == ("shop", "shop.instrumentation", "a=b")
    assert (first["res@k8s.pod.name"], first["res@process.pid"], first["@otel.scope.version"]) == ("web-1", 7, "1.10")
    assert (first["Duration"], first["SelfTime"]) == (500, 450)
    assert (first["Events.Name"], first["Events.Timestamp"]) == (["exception"], [START + 7])
    assert first["Events.Attributes"] == [{"exception.type": "E", "n": "[1]"}]
    assert (first["Links.TraceId"], first["Links.SpanId"]) == ([f"{5:032x}"], [f"{6:016x}"])
    assert first["Links.Attributes"] == [{"why": "retry"}]
    assert (second["ParentSpanId"], second["@text"], second["SpanKind"]) == (f"{1:016x}", None, "Client")


def test_a_span_that_ends_before_it_starts_lasts_no_time(incident: Reader) -> None:
    assert incident.rows("SELECT Duration FROM otel_traces WHERE SpanName = 'backwards'") == [{"Duration": 0}]


def test_a_key_has_the_type_of_all_its_values(incident: Reader) -> None:
    keys = incident.keys("spans")
    expected = {"int": "int", "mixed": "string", "number": "float", "bool": "bool", "double": "float", "text": "string"}
    assert {name: keys[name].type for name in expected} == expected


def test_log_lines_of_every_severity_and_kind_of_body(incident: Reader) -> None:
    rows = incident.rows("SELECT *, toUnixTimestamp64Nano(Timestamp) AS ns FROM otel_logs ORDER BY No")
    assert [row["Body"] for row in rows] == ["plain", '{"a":[1,2]}', "42", "", "seen"]
    assert [row["SeverityText"] for row in rows] == ["INFO", "WARN", "WEIRD", "FATAL", ""]
    assert [row["SeverityNumber"] for row in rows] == [10, 13, 0, 24, 0]
    assert [row["ns"] - START for row in rows] == [0, 1, 2, 3, 9]
    assert rows[1]["@webhook_id"] == "wh_1"
    assert (rows[2]["TraceId"], rows[2]["SpanId"], rows[2]["@trace.flags"]) == (f"{1:032x}", f"{2:016x}", 1)
    assert rows[3]["@event.name"] == "crash"


# -- metrics --------------------------------------------------------------------------------------


def points(kind: str, name: str, unit: str, values: list[dict[str, Any]], **fields: Any) -> Callable[[Any], None]:
    def fill(metric: Any) -> None:
        metric.name, metric.unit, metric.description = name, unit, "what it is"
        data = getattr(metric, kind)
        for key, value in fields.items():
            setattr(data, key, value)
        for given in map(dict, values):
            point = data.data_points.add()
            point.time_unix_nano = START + int(given.pop("at", 0) * SECOND)
            otlp.attributes(point.attributes, given.pop("own", {}))
            for exemplar in given.pop("exemplars", []):
                point.exemplars.add(**exemplar)
            for key, value in given.items():
                spread(point, key, value)

    return fill


def spread(point: Any, key: str, value: Any) -> None:
    if isinstance(value, list):
        getattr(point, key).extend(value)
    elif isinstance(value, dict):
        for inner, each in value.items():
            spread(getattr(point, key), inner, each)
    else:
        setattr(point, key, value)


THREE = [(0, 10), (1, 20), (2, 5)]
EXEMPLAR = {"time_unix_nano": START, "as_double": 0.3, "trace_id": bytes(15) + b"\1", "span_id": bytes(7) + b"\2"}


def steps(count: int = 3) -> list[dict[str, Any]]:
    return [{"at": at, "as_int": value} for at, value in THREE[:count]]


def histogram() -> list[dict[str, Any]]:
    return [
        {"count": 6, "sum": 2.5, "explicit_bounds": [0.1, 1.0], "bucket_counts": [1, 2, 3], "exemplars": [EXEMPLAR]},
        {"at": 1, "count": 8, "sum": 4.5, "explicit_bounds": [0.1, 1.0], "bucket_counts": [2, 3, 3]},
    ]


def summary(metric: Any) -> None:
    metric.name, metric.unit = "gc.pause", "ms"
    for at in range(2):
        point = metric.summary.data_points.add(time_unix_nano=START + at * SECOND, count=5 + at, sum=10.0 + at)
        point.quantile_values.add(quantile=0.5, value=1.0 + at)
        point.quantile_values.add(quantile=0.99, value=4.0)


FINER = {
    "at": 1, "count": 12, "sum": 40.0, "scale": 1, "zero_count": 1, "positive": {"offset": 1, "bucket_counts": [2, 1, 1, 2, 3]},
    "negative": {"offset": 0, "bucket_counts": [2]},
}  # fmt: skip
COARSE = {"count": 7, "sum": 20.0, "scale": 0, "zero_count": 1, "positive": {"offset": 0, "bucket_counts": [1, 2, 3]}}
WIDE = {"count": 160, "sum": 1.0, "scale": 3, "positive": {"offset": -80, "bucket_counts": [1] * 160}}
POOL = {"pool.name": "a"}
METRICS = [
    points("gauge", "mem.used", "By", [{"as_double": 1.5, "own": POOL}, {"at": 1, "as_int": 0, "own": POOL}]),
    points("sum", "jobs.done", "{job}", steps(2), aggregation_temporality=2, is_monotonic=True),
    points("sum", "jobs.open", "{job}", steps(), aggregation_temporality=2),
    points("sum", "sent", "By", steps(), aggregation_temporality=1, is_monotonic=True),
    points("gauge", "load", "1", [{"as_double": 0.5, "flags": 1}, {"at": 1, "as_double": 0.25}]),
    points("histogram", "http.server.request.duration", "s", histogram(), aggregation_temporality=2),
    points("histogram", "waits", "s", histogram(), aggregation_temporality=1),
    points("exponential_histogram", "size", "By", [COARSE, FINER], aggregation_temporality=2),
    points("exponential_histogram", "t", "s", [WIDE], aggregation_temporality=2),
    summary,
]
OWN = "instance=i-1 service=shop"

SERIES = """
SELECT Metric, Type, arrayStringConcat(arrayMap((k, v) -> concat(k, '=', v), mapKeys(Labels), mapValues(Labels)), ' ') AS labels,
    arraySort(groupArray((toUnixTimestamp64Milli(Time), Value))) AS samples
FROM metric_samples INNER JOIN metric_series USING (Series)
WHERE startsWith(Metric, {metric:String})
GROUP BY ALL ORDER BY Metric, labels
"""


def series(reader: Reader, metric: str) -> dict[str, list[float]]:
    rows = reader.rows(SERIES, {"metric": metric})
    found = {
        f"{row['Metric']}{{{row['labels']}}} {row['Type']}": [value for _, value in row["samples"]] for row in rows
    }
    return {key.replace(OWN, "…"): values for key, values in found.items()}


def test_gauges_and_sums(incident: Reader) -> None:
    assert series(incident, "jobs") == {"jobs_done_total{…} counter": [10, 20], "jobs_open{…} gauge": [10, 20, 5]}
    assert series(incident, "load") == {"load_ratio{…} gauge": [0.25]}
    assert series(incident, "mem") == {"mem_used_bytes{instance=i-1 pool_name=a service=shop} gauge": [1.5, 0]}
    assert series(incident, "sent") == {"sent_bytes_total{…} counter": [10, 30, 35]}
    unit = "SELECT DISTINCT Unit, Help FROM metric_series WHERE Metric = 'mem_used_bytes'"
    assert incident.rows(unit) == [{"Unit": "bytes", "Help": "what it is"}]


@pytest.mark.parametrize(("name", "rise"), [("http_server_request_duration_seconds", False), ("waits_seconds", True)])
def test_histograms(name: str, rise: bool, incident: Reader) -> None:
    assert series(incident, name) == {
        f"{name}_bucket{{instance=i-1 le=+Inf service=shop}} histogram": [6, 14 if rise else 8],
        f"{name}_bucket{{instance=i-1 le=0.1 service=shop}} histogram": [1, 3 if rise else 2],
        f"{name}_bucket{{instance=i-1 le=1 service=shop}} histogram": [3, 8 if rise else 5],
        f"{name}_count{{…}} histogram": [6, 14 if rise else 8],
        f"{name}_sum{{…}} histogram": [2.5, 7.0 if rise else 4.5],
    }
    found = incident.rows(
        "SELECT s.Labels['le'] AS le, e.Value AS value, e.TraceId AS trace FROM metric_exemplars AS e INNER JOIN"
        " (SELECT Series, Labels FROM metric_series WHERE Metric = {m:String}) AS s USING (Series)",
        {"m": f"{name}_bucket"},
    )
    assert found == [{"le": "1", "value": 0.3, "trace": f"{1:032x}"}]


def test_exponential_histograms_get_explicit_bounds(incident: Reader) -> None:
    """Scale 0: buckets end at 2, 4, 8 …; the second point is finer and is merged exactly."""
    assert series(incident, "size_bytes") == {
        "size_bytes_bucket{instance=i-1 le=+Inf service=shop} histogram": [7, 12],
        "size_bytes_bucket{instance=i-1 le=0 service=shop} histogram": [1, 3],
        "size_bytes_bucket{instance=i-1 le=2 service=shop} histogram": [2, 5],
        "size_bytes_bucket{instance=i-1 le=4 service=shop} histogram": [4, 7],
        "size_bytes_bucket{instance=i-1 le=8 service=shop} histogram": [7, 12],
        "size_bytes_count{…} histogram": [7, 12],
        "size_bytes_sum{…} histogram": [20, 40],
    }


def test_a_wide_exponential_histogram_is_merged_until_it_is_handy(incident: Reader) -> None:
    buckets = series(incident, "t_seconds_bucket")
    assert 20 <= len(buckets) <= 42
    middle = "t_seconds_bucket{instance=i-1 le=1 service=shop} histogram"
    assert buckets[middle] == [80], "the middle of the range stays exact"


def test_summaries_are_their_quantiles(incident: Reader) -> None:
    assert series(incident, "gc") == {
        "gc_pause_milliseconds{instance=i-1 quantile=0.5 service=shop} gauge": [1, 2],
        "gc_pause_milliseconds{instance=i-1 quantile=0.99 service=shop} gauge": [4, 4],
        "gc_pause_milliseconds_count{…} counter": [5, 6],
        "gc_pause_milliseconds_sum{…} counter": [10, 11],
    }


def test_alike_series_of_two_scopes_and_labels_that_are_taken(telemetry: Telemetry, recording: Recording) -> None:
    for scope, value in (("one", 1), ("two", 2)):
        body = otlp.metrics(points("gauge", "g", "", [{"as_int": value, "own": {"service": "mine"}}]), scope=scope)
        recording.accept("metrics", body, content_type=PROTOBUF)
    assert series(sealed(telemetry, recording), "g") == {
        "g{exported_service=mine otel_scope_name=one service=shop} gauge": [1],
        "g{exported_service=mine otel_scope_name=two service=shop} gauge": [2],
    }


# -- bad input ------------------------------------------------------------------------------------

GOOD = otlp.traces([{"trace": 1, "number": 1, "name": "good"}])


def spoiled(**fields: Any) -> bytes:
    message = ExportTraceServiceRequest.FromString(GOOD)
    for name, value in fields.items():
        setattr(message.resource_spans[0].scope_spans[0].spans[0], name, value)
    return bytes(message.SerializeToString())


BAD: list[tuple[str, bytes, str, str, str]] = [
    ("traces", b"\xff\xff", PROTOBUF, "", "not a ExportTraceServiceRequest in Protobuf"),
    ("traces", GOOD[:-3], PROTOBUF, "", "not a ExportTraceServiceRequest"),
    ("traces", GOOD.replace(b"good", b"\xff\xfe\xfd\xfc"), PROTOBUF, "", "not a ExportTraceServiceRequest"),
    ("traces", GOOD, "text/plain", "", "Content-Type must be application/x-protobuf or application/json"),
    ("traces", GOOD, "", "", "Content-Type must be"),
    ("traces", GOOD, PROTOBUF, "br", "Content-Encoding must be gzip"),
    ("traces", GOOD, PROTOBUF, "gzip", "The body is not gzip"),
    ("traces", gzip.compress(GOOD)[:-9], PROTOBUF, "gzip", "cut short"),
    ("traces", gzip.compress(bytes(65 << 20), 1), PROTOBUF, "gzip", "larger than 64 MiB"),
    ("traces", spoiled(start_time_unix_nano=0), PROTOBUF, "", r"spans\[0\].start_time_unix_nano must be"),
    ("traces", spoiled(start_time_unix_nano=2**63 + 1), PROTOBUF, "", "before 2262"),
    ("traces", spoiled(trace_id=b"short"), PROTOBUF, "", "trace_id must be 16 bytes, not 5"),
    ("traces", spoiled(parent_span_id=b"123456789"), PROTOBUF, "", "parent_span_id must be 8 bytes, not 9"),
    ("logs", otlp.logs([{"at": -START}]), PROTOBUF, "", r"log_records\[0\].time_unix_nano"),
    ("metrics", otlp.metrics(points("gauge", "g", "", [{"at": -START // SECOND, "as_int": 1}])), PROTOBUF, "", r"data_points\[0\].time_unix_nano"),
    ("metrics", otlp.metrics(points("gauge", "", "", [])), PROTOBUF, "", "name is missing"),
    ("traces", b"{", JSON, "", "The body is not JSON: Expecting property name"),
    ("traces", b"[" * 100_000, JSON, "", "The body is not JSON"),
    ("traces", b"[]", JSON, "", "one JSON object"),
    ("traces", b'{"resourceSpans": {}}', JSON, "", "resourceSpans must be a list"),
    ("traces", b'{"resourceSpans": [1]}', JSON, "", r"resourceSpans\[0\] must be an object"),
    ("traces", as_json("traces", GOOD).replace(b"0" * 15 + b"1", b"xyz"), JSON, "", "hexadecimal digits"),
    ("traces", as_json("traces", spoiled(start_time_unix_nano=0)), JSON, "", r"spans\[0\].startTimeUnixNano must be"),
    ("traces", as_json("traces", GOOD).replace(b'"good"', b'"good", "kind": "SERVER"'), JSON, "", "another type"),
    ("traces", as_json("traces", GOOD).replace(b'"good"', b'{"a": 1}'), JSON, "", r"spans\[0\].name must be text"),
    ("metrics", b'{"resourceMetrics": [{"scopeMetrics": [{"metrics": [{"unit": "s"}]}]}]}', JSON, "", "name is missing"),
    ("profiles", GOOD, PROTOBUF, "", "no profiles"),
]  # fmt: skip


def test_what_is_malformed_is_refused_with_its_reason_and_nothing_of_it_is_stored(
    telemetry: Telemetry, shared: Recording
) -> None:
    for signal, body, kind, encoding, reason in BAD:
        with pytest.raises(Invalid, match=reason):
            shared.accept(signal, body, content_type=kind, encoding=encoding)
    found = content(telemetry, shared)
    assert (found.spans, found.lines, found.points, found.first) == (0, 0, 0, None)
    with pytest.raises(Invalid, match="no telemetry yet"):
        telemetry.seal(shared.name, "sealed")


def test_bodies_come_packed_and_may_be_empty(telemetry: Telemetry, recording: Recording) -> None:
    packed: list[tuple[str, Callable[[bytes], bytes]]] = [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("identity", bytes),
    ]
    for encoding, pack in packed:
        recording.accept("traces", pack(GOOD), content_type=PROTOBUF, encoding=encoding)
        recording.accept("traces", pack(as_json("traces", GOOD)), content_type=JSON, encoding=encoding)
    for signal in MESSAGES:
        recording.accept(signal, b"", content_type=PROTOBUF)
        recording.accept(signal, b'{\n  "unknown": [1]\n}', content_type=JSON)
    found = content(telemetry, recording)
    assert (found.spans, found.lines, found.points) == (6, 0, 0)


# -- many at once ---------------------------------------------------------------------------------


def test_many_senders_share_inserts_and_a_bad_one_fails_alone(telemetry: Telemetry, recording: Recording) -> None:
    wrong_type = as_json("traces", GOOD).replace(b'"good"', b'"good", "kind": "SERVER"')
    answers: list[str] = []

    def sender(number: int) -> None:
        body = otlp.traces([{"trace": number + 1, "number": each + 1, "name": f"s{number}"} for each in range(10)])
        for turn in range(5):
            try:
                if number == 3:
                    recording.accept("traces", wrong_type, content_type=JSON)
                elif number % 2:
                    recording.accept("traces", as_json("traces", body), content_type=JSON)
                else:
                    recording.accept("traces", body, content_type=PROTOBUF)
                answers.append("stored")
            except Invalid:
                answers.append(f"refused {number} {turn}")

    threads = [threading.Thread(target=sender, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = content(telemetry, recording)
    assert found.spans == 7 * 5 * 10
    assert sorted(each for each in answers if each != "stored") == [f"refused 3 {turn}" for turn in range(5)]


def test_a_recording_goes_on_after_sealing_and_can_be_forgotten(telemetry: Telemetry, recording: Recording) -> None:
    recording.accept("traces", GOOD, content_type=PROTOBUF)
    reader = sealed(telemetry, recording)
    assert telemetry.record(recording.name) is recording
    recording.accept("traces", otlp.traces([{"trace": 2, "number": 2}]), content_type=PROTOBUF)
    assert reader.rows("SELECT count() AS n FROM otel_traces") == [{"n": 1}]
    assert sealed(telemetry, recording).rows("SELECT count() AS n FROM otel_traces") == [{"n": 2}]
    found = content(telemetry, recording)
    assert found.first is not None
    assert int(found.first.timestamp()) == START // SECOND
    telemetry.forget(recording.name)
    assert recording.name not in [each.name for each in telemetry.recordings()]
    assert "sealed" in telemetry.incidents()
    with pytest.raises(Conflict):
        recording.accept("traces", GOOD, content_type=PROTOBUF)
    for missing in (lambda: telemetry.forget("none"), lambda: telemetry.seal("none", "x")):
        with pytest.raises(NotFound):
            missing()
    with pytest.raises(Invalid):
        telemetry.record("a b")


def test_spans_sent_twice_are_there_once(telemetry: Telemetry, recording: Recording) -> None:
    for _ in range(2):
        recording.accept("traces", GOOD, content_type=PROTOBUF)
    assert sealed(telemetry, recording).rows("SELECT count() AS n FROM otel_traces") == [{"n": 1}]


def test_a_full_disk_is_told_and_what_came_before_stays(
    telemetry: Telemetry, recording: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    recording.accept("traces", GOOD, content_type=PROTOBUF)

    def full(*_: object) -> None:
        raise RuntimeError("Code: 243. DB::Exception: Cannot reserve 1.00 MiB, not enough space. (NOT_ENOUGH_SPACE)")

    with monkeypatch.context() as patched:
        patched.setattr(type(telemetry.engine), "insert", full)
        with pytest.raises(Conflict, match="disk is full"):
            recording.accept("traces", GOOD, content_type=PROTOBUF)
    recording.accept("traces", GOOD, content_type=PROTOBUF)
    found = content(telemetry, recording)
    assert found.spans == 2


def test_a_length_goes_before_each_message() -> None:
    assert [recordings.varint(n).hex() for n in (0, 1, 127, 128, 300, 1 << 20)] == [
        "00",
        "01",
        "7f",
        "8001",
        "ac02",
        "808040",
    ]


def test_recording_leaves_nothing_in_the_working_folder(
    recording: Recording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    recording.accept("traces", GOOD, content_type=PROTOBUF)
    assert list(tmp_path.iterdir()) == []
