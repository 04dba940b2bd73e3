"""Two heap snapshots of one pod of the dispatcher: while all was well, and at the end, when a little more is in it."""

from __future__ import annotations

from datetime import timedelta

import numpy as np

from rounds.incidents.checks.telemetry import Telemetry, late
from rounds.incidents.scenarios.loomwork.heap import Shift, healthy
from rounds.incidents.scenarios.taken import Taken, taken
from rounds.simulator import MINUTE, SECOND, Endpoint

from .incident import NOW, ONSET

SERVICE = "webhook-dispatcher"
EARLY, LATE = (ONSET - 20 * MINUTE, ONSET - 6 * MINUTE), NOW - MINUTE
LESS = 0.93  # of the later heap: it swings by half of its size in a few minutes, which would hide the load
DELIVERIES = 13  # a second and pod


def snapshots(seen: Telemetry, seed: int, endpoints: tuple[Endpoint, ...]) -> Taken:
    pod = min(str(labels["pod"]) for labels, values in seen.series("up", service=SERVICE) if values[-1] == 1)
    shifts = [shift(seen, pod, moment, endpoints) for moment in (well(seen, pod), LATE)]
    return taken(SERVICE, pod, [one.at for one in shifts], healthy(seed, shifts, endpoints))


def well(seen: Telemetry, pod: str) -> int:
    """The moment at which the heap was nearest to what it is at the end, but for a little."""
    used = seen.total("v8js_memory_heap_used_bytes", pod=pod)
    first, last = (scrape_at(seen, moment) for moment in EARLY)
    nearest = int(np.argmin(np.abs(used[first:last] - LESS * used[scrape_at(seen, LATE)])))
    return (first + nearest + 1) * seen.step_seconds * SECOND


def scrape_at(seen: Telemetry, moment: int) -> int:
    return moment // (seen.step_seconds * SECOND) - 1


def shift(seen: Telemetry, pod: str, moment: int, endpoints: tuple[Endpoint, ...]) -> Shift:
    """What the metrics say of the pod at that moment."""
    scrape = scrape_at(seen, moment)
    at = seen.began + timedelta(seconds=moment // SECOND)
    requests = [late(seen.total("http_client_requests_total", server_address=one.name), 4)[scrape] for one in endpoints]
    age = at.timestamp() - seen.total("process_start_time_seconds", pod=pod)[scrape]
    return Shift(
        at=at,
        heap_bytes=int(seen.total("v8js_memory_heap_used_bytes", pod=pod)[scrape]),
        delivered=int(DELIVERIES * age),
        in_flight=int(seen.total("nodejs_active_requests", pod=pod)[scrape]),
        rates=np.nan_to_num(requests).tolist(),
    )
