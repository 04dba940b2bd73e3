"""The lanes that the metrics page opens with, chosen by what the catalogue has: as the interface chooses them.

The page opens over an hour, where points stand as close as samples: how lanes look farther back over longer ranges is
the interface's alone. `frontend/src/features/metrics/first-lanes.json` holds catalogues with their lanes; both sides
are tested against it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from rounds.incidents.solving import Answer

ENOUGH, FILLED = 4, 6  # lanes; with fewer than enough, other metrics fill them up
MOST_SERIES = 50  # of a gauge that fills up
DAY = 86_400_000.0
SPLITS = (
    "status_code",
    "http_response_status_code",
    "outcome",
    "status",
    "queue",
    "state",
    "service",
    "instance",
    "pod",
)  # what a metric is split by, best first
SPACES = ("space", "v8js_heap_space_name", "heap_space_name")

Expressions = list[str]
Choice = Callable[["Catalogue"], Expressions]


class Catalogue:
    """The metrics of an incident, and how far back rates look."""

    def __init__(self, metrics: Sequence[Answer], window: str) -> None:
        self.metrics = metrics
        self.window = window

    def find(self, *names: str) -> Answer | None:
        """The first metric that one of these forms is found in, the earlier form first."""
        found = (metric for name in names for metric in self.metrics if re.search(name, metric["name"]))
        return next(found, None)

    def rate(self, selector: str) -> str:
        return f"rate({selector}[{self.window}])"


def window_for(start: float, now: float) -> str:
    """What is kept for days has a sample a minute, and a rate needs some of them."""
    return "5m" if now - start > DAY else "1m"


def first_lanes(metrics: Sequence[Answer], window: str) -> list[Expressions]:
    catalogue = Catalogue(metrics, window)
    chosen = [lane for choice in CHOICES if (lane := choice(catalogue))]
    room = 0 if len(chosen) >= ENOUGH else FILLED - len(chosen)
    return [*chosen, *([usual(metric, catalogue) for metric in others(metrics, chosen)][:room])]


def others(metrics: Sequence[Answer], chosen: Sequence[Expressions]) -> Iterator[Answer]:
    text = "\n".join(expression for lane in chosen for expression in lane)
    for metric in metrics:
        shown = re.search(rf"(?<!\w){re.escape(metric['name'])}(_bucket|_count|_sum)?(?!\w)", text)
        if not shown and (metric["type"] != "gauge" or metric["series"] <= MOST_SERIES):
            yield metric


def usual(metric: Answer, catalogue: Catalogue) -> Expressions:
    """The first expressions of a metric: counters as rates, histograms as p95 and p50."""
    name, labels = metric["name"], metric["labels"]
    if metric["type"] == "gauge" and any(space in labels for space in SPACES):
        by = first_of(("pod", "instance", "service"), labels)
        return [f"sum by ({by}) ({name})" if by else f"sum({name})"]
    gauge = metric["type"] == "gauge"
    by = first_of(("queue", "service", *SPLITS) if gauge else SPLITS, labels)
    match metric["type"]:
        case "histogram":
            return quantiles(metric, catalogue)
        case "counter":
            return [f"sum {f'by ({by}) ' if by else ''}({catalogue.rate(name)})"]
    return [f"max by ({by}) ({name})" if by else name]


def quantiles(metric: Answer, catalogue: Catalogue) -> Expressions:
    by = "le, service" if "service" in metric["labels"] else "le"
    rate = catalogue.rate(f"{metric['name']}_bucket")
    return [f"histogram_quantile({q}, sum by ({by}) ({rate}))" for q in (0.95, 0.5)]


def first_of(wanted: Sequence[str], labels: Sequence[str]) -> str | None:
    return next((label for label in wanted if label in labels), None)


# Choices, in the order of the lanes


def outbound(catalogue: Catalogue) -> Expressions:
    found = catalogue.find(r"^http_client_requests_total$", r"^rpc_client_.*requests_total$")
    return usual(found, catalogue) if found else []


def failing(catalogue: Catalogue) -> Expressions:
    found = catalogue.find(r"^http_client_requests_total$")
    status = next((label for label in found["labels"] if "status" in label), None) if found else None
    if not found or not status:
        return []
    failed = catalogue.rate(f'{found["name"]}{{{status}=~"5.."}}')
    return [f"sum({failed}) / sum({catalogue.rate(found['name'])})"]


def pending(catalogue: Catalogue) -> Expressions:
    found = catalogue.find(r"(jobs|queue|messages)_(pending|depth|size|length|waiting)$")
    return usual(found, catalogue) if found else []


def connections(catalogue: Catalogue) -> Expressions:
    used = catalogue.find(r"^db_client_connections_usage$")
    waiting = catalogue.find(r"^db_client_connections_pending(_requests)?$")
    return [of_connections(one) for one in (used, waiting) if one]


def of_connections(metric: Answer) -> str:
    labels: list[str] = metric["labels"]
    by = "service" if "service" in labels else next(iter(labels), None)
    used = '{state="used"}' if "state" in labels and "usage" in metric["name"] else ""
    selector = f"{metric['name']}{used}"
    return f"sum by ({by}) ({selector})" if by else selector


def latency(catalogue: Catalogue) -> Expressions:
    found = catalogue.find(r"^http_server_request_duration", r"^http_server_duration")
    return quantiles(found, catalogue) if found and found["type"] == "histogram" else []


def delay(catalogue: Catalogue) -> Expressions:
    found = catalogue.find(r"eventloop_delay_p99", r"eventloop_delay")
    return usual(found, catalogue) if found else []


def processor(catalogue: Catalogue) -> Expressions:
    found = catalogue.find(
        r"^container_cpu_usage_seconds_total$", r"^process_cpu_seconds_total$", r"cpu_utili[sz]ation$"
    )
    if not found:
        return []
    name, by = found["name"], first_of(("service", "container", "instance", "pod"), found["labels"])
    if found["type"] == "counter":
        return [f"sum {f'by ({by}) ' if by else ''}({catalogue.rate(name)})"]
    return [f"max by ({by}) ({name})" if by else name]


CHOICES: tuple[Choice, ...] = (outbound, failing, pending, connections, latency, delay, processor)
