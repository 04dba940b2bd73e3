"""Who calls whom, from spans: services, what has no spans of its own, and the world outside."""

from __future__ import annotations

from typing import Any

import pytest

from rounds.store import Telemetry
from tests.store.incidents import SECOND, incident, span

EDGES = """
SELECT Caller, Callee, CallerKind, CalleeKind, sum(Calls) AS Calls, sum(Errors) AS Errors, sum(Total) AS Total
FROM service_edges GROUP BY ALL ORDER BY Caller, Callee, CalleeKind
"""


def edges(telemetry: Telemetry, *spans: dict[str, Any]) -> list[tuple[Any, ...]]:
    telemetry.install("edges", incident(spans))
    return [tuple(row.values()) for row in telemetry.reader("edges").rows(EDGES)]


def client(trace: int, number: int, parent: int, **more: Any) -> dict[str, Any]:
    return span(trace, number, parent, SpanKind="Client", ServiceName="web", **more)


ROOT = span(1, 1, SpanKind="Server", ServiceName="web", Duration=100)
OUTSIDE = ("", "web", "", "service", 1, 0, 100)


def test_a_client_and_its_server_are_one_call(telemetry: Telemetry) -> None:
    found = edges(
        telemetry,
        ROOT,
        client(1, 2, 1, at=10, Duration=50, **{"@server.address": "cart.internal"}),
        span(1, 3, 2, at=20, Duration=30, SpanKind="Server", ServiceName="cart"),
    )
    assert found == [OUTSIDE, ("web", "cart", "service", "service", 1, 0, 30)]


@pytest.mark.parametrize(("caller", "callee"), [("Error", "Unset"), ("Unset", "Error"), ("Error", "Error")])
def test_a_call_fails_when_either_side_says_so(caller: str, callee: str, telemetry: Telemetry) -> None:
    found = edges(
        telemetry,
        ROOT,
        client(1, 2, 1, StatusCode=caller),
        span(1, 3, 2, SpanKind="Server", ServiceName="cart", StatusCode=callee, Duration=30),
    )
    assert found == [OUTSIDE, ("web", "cart", "service", "service", 1, 1, 30)]


def test_databases_queues_and_hosts_are_told_by_their_callers(telemetry: Telemetry) -> None:
    found = edges(
        telemetry,
        ROOT,
        client(1, 2, 1, Duration=5, **{"@db.system.name": "postgresql", "@server.address": "postgres-primary"}),
        client(1, 3, 1, Duration=6, **{"@db.system.name": "redis"}),
        client(1, 4, 1, Duration=7, StatusCode="Error", **{"@server.address": "hooks.acme-crm.example"}),
        client(1, 5, 1, Duration=8, **{"@peer.service": "billing", "@server.address": "10.0.0.1"}),
        span(1, 6, 1, SpanKind="Producer", ServiceName="web", Duration=9, **{"@messaging.system": "kafka", "@messaging.destination.name": "jobs"}),
        client(1, 7, 1, Duration=10),  # nothing says what it calls
        span(1, 8, 1, Duration=11, **{"@server.address": "inside.example"}),  # not a call
    )  # fmt: skip
    assert found == [
        OUTSIDE,
        ("web", "api", "service", "service", 1, 0, 11),
        ("web", "billing", "service", "external", 1, 0, 8),
        ("web", "hooks.acme-crm.example", "service", "external", 1, 1, 7),
        ("web", "jobs", "service", "messaging", 1, 0, 9),
        ("web", "postgres-primary", "service", "database", 1, 0, 5),
        ("web", "redis", "service", "database", 1, 0, 6),
    ]


def test_a_named_service_whose_own_spans_were_not_kept_is_still_a_service(telemetry: Telemetry) -> None:
    found = edges(
        telemetry,
        client(1, 1, 0, Duration=5, **{"@peer.service": "cart"}),
        span(2, 2, SpanKind="Internal", ServiceName="cart"),
    )
    assert found == [("web", "cart", "service", "service", 1, 0, 5)]


def test_a_consumer_is_called_by_its_queue_or_by_the_producer_it_continues(telemetry: Telemetry) -> None:
    queue = {"@messaging.destination.name": "jobs", "@messaging.system": "kafka"}
    found = edges(
        telemetry,
        span(1, 1, SpanKind="Consumer", ServiceName="worker", Duration=5, **queue),
        span(2, 2, SpanKind="Producer", ServiceName="web", **queue),
        span(2, 3, 2, SpanKind="Consumer", ServiceName="worker", Duration=7, **queue),
    )
    assert found == [
        ("jobs", "worker", "messaging", "service", 1, 0, 5),
        ("web", "worker", "service", "service", 1, 0, 7),
    ]


def test_a_server_whose_caller_is_missing_is_not_a_call_from_outside(telemetry: Telemetry) -> None:
    assert edges(telemetry, span(1, 1, 99, SpanKind="Server", ServiceName="cart")) == []


def test_calls_are_scaled_by_their_sample_rate_and_kept_per_10_s(telemetry: Telemetry) -> None:
    spans = [span(n, n, at=n * 4 * SECOND, SpanKind="Server", Duration=n * 100, SampleRate=10) for n in range(1, 6)]
    telemetry.install("edges", incident([*spans, span(9, 9, at=4 * SECOND, SpanKind="Server", Duration=100)]))
    reader = telemetry.reader("edges")
    rows = reader.rows("SELECT Calls, Total FROM service_edges ORDER BY Time")
    assert [tuple(row.values()) for row in rows] == [(21, 3100), (20, 7000), (10, 5000)]
    merged = "SELECT quantilesTDigestWeightedMerge(0.5, 0.95, 0.99)(Latency) AS q FROM service_edges"
    (row,) = reader.rows(merged)
    assert 200 <= row["q"][0] <= 300
    assert row["q"][2] == 500
