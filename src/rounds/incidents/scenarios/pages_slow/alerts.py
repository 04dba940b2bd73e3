"""Loomwork's alerts, and the one of those who look after its search. They fire when the metrics say so."""

from __future__ import annotations

from rounds.incidents.checks.telemetry import Floats, Telemetry
from rounds.incidents.scenarios import loomwork
from rounds.incidents.scenarios.loomwork.alerts import MINUTE_OF_SCRAPES, Alert
from rounds.simulator import Happening


def search_p95(seen: Telemetry) -> Floats:
    return seen.quantile(
        0.95, "http_server_request_duration_seconds", MINUTE_OF_SCRAPES, service="search", route="/v1/search"
    )


SEARCH = Alert("Search p95 above 400 ms", "search", search_p95, 0.4, 4, "{:.2f} s")


def alerts(seen: Telemetry) -> tuple[Happening, ...]:
    return (*loomwork.alerts(seen), *SEARCH.happenings(seen))
