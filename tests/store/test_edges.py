"""Calls between services as they are summed up; who calls whom is in `calls.case`."""

from __future__ import annotations

from rounds.store import Telemetry
from tests.store.incidents import SECOND, incident, span


def test_calls_are_scaled_by_their_sample_rate_and_kept_per_10_s(telemetry: Telemetry) -> None:
    spans = [span(n, n, at=n * 4 * SECOND, SpanKind="Server", Duration=n * 100, SampleRate=10) for n in range(1, 6)]
    failed = span(9, 9, at=4 * SECOND, SpanKind="Server", Duration=100, StatusCode="Error")
    telemetry.install("edges", incident([*spans, failed]))
    reader = telemetry.reader("edges")
    rows = reader.rows(
        "SELECT Caller, Callee, CalleeKind, Rows, FailedRows, Calls, Errors, Total FROM service_edges ORDER BY Time"
    )
    assert [tuple(row.values()) for row in rows] == [
        ("", "api", "service", 3, 1, 21, 1, 3100),
        ("", "api", "service", 2, 0, 20, 0, 7000),
        ("", "api", "service", 1, 0, 10, 0, 5000),
    ]
    (row,) = reader.rows("SELECT quantilesTDigestWeightedMerge(0.5, 0.95, 0.99)(Latency) AS q FROM service_edges")
    assert 200 <= row["q"][0] <= 300
    assert row["q"][2] == 500
