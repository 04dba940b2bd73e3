"""Telemetry of somebody's own systems: refused as OTLP says, or kept and found in all three tools."""

from __future__ import annotations

import gzip
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from fastapi.testclient import TestClient
from google.rpc import status_pb2
from opentelemetry.proto.collector.logs.v1.logs_service_pb2 import ExportLogsServiceResponse
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceResponse
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import (
    ExportTraceServiceRequest,
    ExportTraceServiceResponse,
)

from rounds.web import otlp
from tests.web.conftest import House

PROTOBUF, JSON = "application/x-protobuf", "application/json"
RESPONSES = {
    "traces": ExportTraceServiceResponse,
    "metrics": ExportMetricsServiceResponse,
    "logs": ExportLogsServiceResponse,
}


def request(name: str = "GET /") -> ExportTraceServiceRequest:
    made = ExportTraceServiceRequest()
    span = made.resource_spans.add().scope_spans.add().spans.add()
    span.trace_id, span.span_id, span.name = bytes(range(16)), bytes(range(8)), name
    span.start_time_unix_nano, span.end_time_unix_nano = 1_778_000_000_000_000_000, 1_778_000_000_100_000_000
    return made


SPAN = request().SerializeToString()
SPAN_JSON = json.dumps(
    {
        "resourceSpans": [
            {
                "scopeSpans": [
                    {
                        "spans": [
                            {
                                "traceId": "0af7651916cd43dd8448eb211c80319c",
                                "spanId": "b7ad6b7169203331",
                                "name": "GET /",
                                "startTimeUnixNano": "1778000000000000000",
                                "endTimeUnixNano": "1778000000100000000",
                            }
                        ]
                    }
                ]
            }
        ]
    }
).encode()


@pytest.fixture
def token(house: House, admin: TestClient, request: pytest.FixtureRequest) -> str:
    """Of a recording of its own."""
    name = "rec" + str(abs(hash(request.node.nodeid)))
    answer = admin.post("/api/v1/staff/recordings", json={"name": name})
    assert answer.json()["endpoint"] == "http://rounds.test"
    return str(answer.json()["token"])


def send(
    client: TestClient, token: str, body: bytes, kind: str = PROTOBUF, signal: str = "traces", **headers: str
) -> Any:
    told = {"Content-Type": kind, "Authorization": f"Bearer {token}", **headers}
    return client.post(f"/v1/{signal}", content=body, headers=told)


def spans(house: House, token: str) -> int:
    name = house.office.links.recorded(token)
    return next(one.spans for one in house.office.telemetry.recordings() if one.name == name)


class TestAccepted:
    @pytest.mark.parametrize("signal", RESPONSES)
    def test_with_the_signals_own_message(self, stranger: TestClient, token: str, signal: str) -> None:
        answer = send(stranger, token, b"", signal=signal)
        assert (answer.status_code, answer.headers["content-type"]) == (200, PROTOBUF)
        assert RESPONSES[signal].FromString(answer.content) == RESPONSES[signal]()
        answer = send(stranger, token, b"{}", JSON, signal)
        assert (answer.status_code, answer.headers["content-type"], answer.json()) == (200, JSON, {})

    def test_and_kept_in_both_encodings_packed_or_not(self, house: House, stranger: TestClient, token: str) -> None:
        for kind, body in ((PROTOBUF, SPAN), (JSON, SPAN_JSON)):
            assert send(stranger, token, body, kind).status_code == 200
            packed = {"Content-Encoding": "gzip"}
            assert send(stranger, token, gzip.compress(body), kind, **packed).status_code == 200
        assert spans(house, token) == 4


class TestRefused:
    @pytest.mark.parametrize(
        ("body", "kind", "headers"),
        [
            (b"\xff\xff\xff", PROTOBUF, {}),
            (SPAN[:-3], PROTOBUF, {}),
            (b"{", JSON, {}),
            (b"[]", JSON, {}),
            (SPAN_JSON.replace(b"0af7651916cd43dd8448eb211c80319c", b"xyz"), JSON, {}),
            (SPAN, PROTOBUF, {"Content-Encoding": "gzip"}),
            (gzip.compress(SPAN)[:-4], PROTOBUF, {"Content-Encoding": "gzip"}),
            (SPAN, PROTOBUF, {"Content-Encoding": "br"}),
            (gzip.compress(bytes(100 << 20), 1), PROTOBUF, {"Content-Encoding": "gzip"}),
        ],
        ids=["noise", "cut", "half JSON", "a list", "wrong id", "not gzip", "cut gzip", "brotli", "bomb"],
    )
    def test_with_the_reason_and_nothing_is_kept(
        self, house: House, stranger: TestClient, token: str, body: bytes, kind: str, headers: dict[str, str]
    ) -> None:
        answer = send(stranger, token, body, kind, **headers)
        assert answer.status_code == 400
        told = reason(answer, kind)
        assert (told["code"], bool(told["message"])) == (3, True)
        assert spans(house, token) == 0

    def test_with_the_place_of_what_is_wrong(self, stranger: TestClient, token: str) -> None:
        wrong = request()
        wrong.resource_spans[0].scope_spans[0].spans[0].span_id = b"123"
        answer = send(stranger, token, wrong.SerializeToString())
        assert "resource_spans[0].scope_spans[0].spans[0].span_id" in reason(answer, PROTOBUF)["message"]

    @pytest.mark.parametrize("shown", ["", "Bearer ", "Bearer nonsense", "Basic dXNlcjpwYXNz"])
    @pytest.mark.parametrize("kind", [PROTOBUF, JSON])
    def test_without_a_recordings_token(self, stranger: TestClient, shown: str, kind: str) -> None:
        answer = send(stranger, "", b"", kind, Authorization=shown)
        assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")
        assert reason(answer, kind)["code"] == 16

    def test_with_the_token_of_a_link_or_a_forgotten_recording(self, house: House, stranger: TestClient) -> None:
        for token in (house.invitation.candidate, house.invitation.interviewer, house.office.links.recording("gone")):
            assert send(stranger, token, SPAN).status_code == 401
        assert all(one.name != "gone" for one in house.office.telemetry.recordings())

    def test_when_it_is_too_large(self, stranger: TestClient, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(otlp, "LARGEST", 1000)
        answer = send(stranger, token, bytes(1001))
        assert (answer.status_code, reason(answer, PROTOBUF)["code"]) == (413, 3)
        told = {"Content-Type": PROTOBUF, "Authorization": f"Bearer {token}"}
        streamed = stranger.post("/v1/traces", content=iter([bytes(600)] * 2), headers=told)  # tells no length before
        assert streamed.status_code == 413

    def test_for_a_moment_when_there_are_too_many(self, house: House, stranger: TestClient, token: str) -> None:
        with house.app.state.taking.of(otlp.MOST):
            answer = send(stranger, token, SPAN)
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
        assert reason(answer, PROTOBUF)["code"] == 8
        assert send(stranger, token, SPAN).status_code == 200

    def test_for_an_unknown_signal(self, stranger: TestClient, token: str) -> None:
        assert send(stranger, token, b"", signal="profiles").status_code == 404


def reason(answer: Any, kind: str) -> dict[str, Any]:
    """`google.rpc.Status`, written as the request was."""
    assert answer.headers["content-type"] == kind
    if kind == JSON:
        return dict(answer.json())
    status = status_pb2.Status.FromString(answer.content)
    return {"code": status.code, "message": status.message}


@pytest.fixture(scope="module")
def sent(house: House) -> Iterator[tuple[TestClient, str]]:
    with house.admin() as client, listening(house) as address:
        token = client.post("/api/v1/staff/recordings", json={"name": "bakery"}).json()["token"]
        environment = os.environ | {
            "OTEL_EXPORTER_OTLP_ENDPOINT": address,
            "OTEL_EXPORTER_OTLP_HEADERS": f"Authorization=Bearer%20{token}",
            "OTEL_EXPORTER_OTLP_COMPRESSION": "gzip",
        }
        command = [sys.executable, "-m", "tests.web.otel_program"]
        ran = subprocess.run(
            command, env=environment, cwd=Path(__file__).parents[2], capture_output=True, text=True, timeout=60
        )
        assert ran.returncode == 0, ran.stderr
        sealed = client.post("/api/v1/staff/recordings/bakery/seal", json={})
        assert sealed.json() == {"incident": "bakery"}, sealed.text
        yield client, ran.stdout.strip()


class TestARealProgram:
    """`otel_program` with the real SDK sends, the recording is sealed, and what it did is found."""

    def test_its_trace_crosses_from_client_to_server_with_the_error(self, sent: tuple[TestClient, str]) -> None:
        client, trace_id = sent
        trace = client.get(f"/api/v1/staff/incidents/bakery/traces/{trace_id}").json()
        assert [trace["texts"][name] for name in trace["name"]] == ["order bread", "POST /orders"]
        assert trace["parent"] == [-1, 0]
        assert {trace["texts"][status] for status in trace["status"]} == {"Error"}
        span = client.get(f"/api/v1/staff/incidents/bakery/traces/{trace_id}/spans/{trace['span_id'][1]}").json()
        assert span["attributes"]["order.loaves"] == 11
        assert span["resource"]["host.name"] == "oven-1"
        assert [event["attributes"]["exception.type"] for event in span["events"]] == ["ValueError"]
        assert [line["body"] for line in span["logs"]] == ["order refused"]

    def test_its_traces_are_found_by_search(self, sent: tuple[TestClient, str]) -> None:
        client, trace_id = sent
        found = asked(client, "traces/search", {"query": "status:error order.loaves:>10"})
        assert [row["trace_id"] for row in found["traces"]] == [trace_id]

    def test_its_lines_are_found(self, sent: tuple[TestClient, str]) -> None:
        client, trace_id = sent
        found = asked(client, "logs/search", {"query": "service:bakery level:error"})
        assert [(line["body"], line["trace_id"]) for line in found["lines"]] == [("order refused", trace_id)]
        assert asked(client, "logs/search", {"query": '"order baked" loaves:3'})["rows"] == 1

    def test_its_metrics_are_there(self, sent: tuple[TestClient, str]) -> None:
        client, _ = sent
        catalogue = client.get("/api/v1/staff/incidents/bakery/metrics/catalogue").json()
        kinds = {metric["name"]: metric["type"] for metric in catalogue["metrics"]}
        named = {
            kind: [name for name, found in kinds.items() if found == kind] for kind in ("counter", "gauge", "histogram")
        }
        assert any("orders" in name for name in named["counter"])
        assert any("temperature" in name for name in named["gauge"])
        assert any("duration" in name for name in named["histogram"])
        (gauge,) = (name for name in named["gauge"] if "temperature" in name)
        curves = asked(client, "metrics/range", {"expression": gauge, "step_ms": 1000})
        assert {value for value in curves["series"][0]["values"] if value is not None} == {220}

    def test_it_is_listed_beside_the_scenarios(self, house: House, sent: tuple[TestClient, str]) -> None:
        client, _ = sent
        listed = client.get("/api/v1/staff/incidents").json()
        assert {one["name"]: one["scenario"] for one in listed} == {"bakery": "", house.incident: "orders-slow"}
        (recorded,) = [one for one in client.get("/api/v1/staff/recordings").json() if one["name"] == "bakery"]
        assert (recorded["spans"], recorded["lines"]) == (24, 12)

    def test_it_cannot_take_a_scenarios_name(self, house: House, sent: tuple[TestClient, str]) -> None:
        client, _ = sent
        answer = client.post("/api/v1/staff/recordings/bakery/seal", json={"incident": house.incident})
        assert (answer.status_code, answer.json()["kind"]) == (409, "conflict")


def asked(client: TestClient, path: str, question: dict[str, Any]) -> Any:
    about = client.get("/api/v1/staff/incidents/bakery/incident").json()
    stretch = {"start": about["start"], "end": about["now"]}
    answer = client.post(f"/api/v1/staff/incidents/bakery/{path}", json={**stretch, **question})
    assert answer.status_code == 200, answer.text
    return answer.json()


@contextmanager
def listening(house: House) -> Iterator[str]:
    """The application on a real port, since the exporter is a real client."""
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(house.app, log_config=None, access_log=False))
        thread = threading.Thread(target=server.run, args=([made],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{made.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)
