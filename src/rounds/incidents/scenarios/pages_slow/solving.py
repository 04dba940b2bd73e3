"""How it is found, with a candidate's tools alone, that nothing is wrong."""

from __future__ import annotations

import re
from statistics import median
from typing import Any

from rounds.incidents.solving import Answer, Investigation

BY_SERVICE = "sum by (service, le) (rate(http_server_request_duration_seconds_bucket[10m]))"
COLUMNS = ["customer.id", "client.address", "client.round_trip_ms"]
LONG_MS, MUCH = 450, 2.5


def solve(look: Investigation) -> dict[str, Any]:
    (customer,) = {found[0] for one in look.briefing["tickets"] if (found := re.search(r"cust_\d+", str(one)))}
    durations = look.curves(f"histogram_quantile(0.95, {BY_SERVICE})", start="began+11m")
    slower = [one for one in durations if values(one)[-1] > MUCH * median(values(one))]
    failed = look.curves(
        'sum(rate(http_server_request_duration_seconds_count{service="api-gateway",status_code="500"}[20m]))'
        ' / sum(rate(http_server_request_duration_seconds_count{service="api-gateway"}[20m]))'
    )
    taken = look.curves(
        "sum by (customer) (rate(gateway_request_duration_seconds_sum[20m]))"
        " / sum by (customer) (rate(gateway_request_duration_seconds_count[20m]))"
    )
    own = {one["labels"]["customer"]: values(one)[-1] for one in taken}
    came = values(look.curves(f'sum(rate(gateway_requests_total{{customer="{customer}"}}[10m]))', start="began+11m")[0])
    theirs = look.traces(f"service:api-gateway customer.id:{customer}", columns=COLUMNS)
    look.ask("traces.durations", query=f"service:api-gateway customer.id:{customer}")
    long = look.traces(f"client.round_trip_ms:>{LONG_MS}", columns=COLUMNS, limit=200)
    (address,) = {one["values"]["client.address"] for one in long}
    since = min(one["start"] for one in look.traces(f"client.round_trip_ms:>{LONG_MS}", sort="oldest", columns=COLUMNS))
    usual = look.traces(f"client.address:{address}", end=since, columns=COLUMNS)
    opened = look.trace(long[0]["trace_id"])
    look.span(opened["trace_id"], opened["span_id"][0])
    others = {one["values"]["client.address"] for one in theirs} - {address}
    for other in sorted(others):
        look.traces(f"client.address:{other}", columns=COLUMNS)
    elsewhere = look.traces(f"client.round_trip_ms:>{LONG_MS} -client.address:{address}")
    deploys = [one["time"] for one in look.incident["events"] if one["kind"] == "deploy"]
    return {
        "customer": customer,
        "slower_services": len(slower),
        "failed_share": values(failed[0])[-1],
        "their_duration_against_others": own[customer] / median(v for name, v in own.items() if name != customer),
        "their_requests_since": came[-1] / came[0],
        "address": address,
        "long_round_trips_elsewhere": len(elsewhere),
        "round_trips_grew": trip(long) / trip(usual),
        "other_addresses_of_theirs": sorted(others),
        "release_was_before": max(deploys) < since - 5 * 60_000,
    }


def values(curve: Answer) -> list[float]:
    return [float(value) for value in curve["values"] if value is not None]


def trip(traces: list[Answer]) -> float:
    """The middle round trip, in milliseconds."""
    return float(median(one["values"]["client.round_trip_ms"] for one in traces))
