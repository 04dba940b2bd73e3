"""Loomwork's alerts. They fire when the metrics say so, whatever the scenario means to show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from rounds.incidents.checks.telemetry import Floats, Telemetry, late
from rounds.simulator import SECOND, Happening

MINUTE_OF_SCRAPES = 4


@dataclass(frozen=True)
class Alert:
    """Fires when the value has been above its limit for so many scrapes, resolves at the first that is not."""

    rule: str
    service: str
    value: Callable[[Telemetry], Floats]
    above: float
    scrapes: int
    shown: str

    def happenings(self, seen: Telemetry) -> Iterator[Happening]:
        values = self.value(seen)
        above = np.nan_to_num(values) > self.above
        streak, firing = 0, False
        for scrape, high in enumerate(above.tolist()):
            streak = streak + 1 if high else 0
            if firing != (streak >= self.scrapes) and (not high or streak >= self.scrapes):
                firing = not firing
                yield self.happening((scrape + 1) * seen.step_seconds * SECOND, firing, float(values[scrape]))

    def happening(self, moment: int, firing: bool, value: float) -> Happening:
        state = "firing" if firing else "resolved"
        attributes = (("rule", self.rule), ("state", state), ("value", self.shown.format(value)))
        return Happening(moment, "alert", self.service, f"{self.rule}: {state}", attributes)


def api_p95(seen: Telemetry) -> Floats:
    return seen.quantile(0.95, "http_server_request_duration_seconds", MINUTE_OF_SCRAPES, service="api-gateway")


def failed_deliveries(seen: Telemetry) -> Floats:
    """Percent of attempts over five minutes."""
    failed = late(seen.total("webhook_delivery_attempts_total", outcome="failed"), 5 * MINUTE_OF_SCRAPES)
    return 100 * failed / np.maximum(late(seen.total("webhook_delivery_attempts_total"), 5 * MINUTE_OF_SCRAPES), 1)


ALERTS = (
    Alert("API p95 above 1 s", "api-gateway", api_p95, 1.0, 3, "{:.2f} s"),
    Alert("Failed webhook deliveries above 5 %", "webhook-dispatcher", failed_deliveries, 5.0, 4, "{:.1f} %"),
)


def alerts(seen: Telemetry) -> tuple[Happening, ...]:
    return tuple(happening for alert in ALERTS for happening in alert.happenings(seen))
