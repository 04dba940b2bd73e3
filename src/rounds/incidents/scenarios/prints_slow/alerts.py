"""Darkroom's alerts. They fire when the metrics say so."""

from __future__ import annotations

import numpy as np

from rounds.incidents.checks.telemetry import Floats, Telemetry, late
from rounds.incidents.scenarios.loomwork.alerts import MINUTE_OF_SCRAPES, Alert
from rounds.simulator import Happening

DURATION = "http_server_request_duration_seconds"
FIVE_MINUTES = 5 * MINUTE_OF_SCRAPES


def checkout_p95(seen: Telemetry) -> Floats:
    return seen.quantile(0.95, DURATION, MINUTE_OF_SCRAPES, service="storefront", route="/checkout")


def failed_requests(seen: Telemetry) -> Floats:
    """Percent over five minutes."""
    failed = late(seen.total(f"{DURATION}_count", service="storefront", status_code="500"), FIVE_MINUTES)
    return 100 * failed / np.maximum(late(seen.total(f"{DURATION}_count", service="storefront"), FIVE_MINUTES), 1)


ALERTS = (
    Alert("Checkout p95 above 1 s", "storefront", checkout_p95, 1.0, 4, "{:.2f} s"),
    Alert("Failed requests above 2 %", "storefront", failed_requests, 2.0, 4, "{:.1f} %"),
)


def alerts(seen: Telemetry) -> tuple[Happening, ...]:
    return tuple(happening for alert in ALERTS for happening in alert.happenings(seen))
