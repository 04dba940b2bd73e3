"""What the candidate's pages ask as they are opened, before anybody has typed or clicked.

Much of it a page asks of itself, and tells so; traces and logs ask what stands in their field, which is nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rounds.incidents.solving import Answer, Investigation
from rounds.proving.lanes import Catalogue, first_lanes, window_for

OF_ITSELF = "opening.~page"  # the name of a pane that asks of itself, as pages tell it
HOUR = 3_600_000.0
POINTS = 360  # of a lane
SECONDS = (1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400)
CALLS = 10_000.0  # milliseconds that the service graph sums up
COLUMNS = ("http.response.status_code", "http.route", "server.address")  # beside each trace, where there are such

Question = dict[str, Any]


@dataclass(frozen=True)
class Opening:
    """Opens pages one by one. `look` asks as one who typed nothing, `itself` as a page that asks of itself."""

    look: Investigation
    itself: Investigation

    @property
    def began(self) -> float:
        return float(self.look.incident["start"])

    @property
    def now(self) -> float:
        return float(self.look.incident["now"])

    @property
    def range(self) -> Question:
        """The last hour, or all of a shorter incident."""
        return {"start": max(self.began, self.now - HOUR), "end": self.now}

    def metrics(self) -> None:
        catalogue = self.look.ask("metrics.catalogue")["metrics"]
        step = self.step()
        start = -(-self.range["start"] // step) * step
        for lane in first_lanes(catalogue, window_for(self.began, self.now)):
            for expression in lane:
                question = {"expression": expression, "start": start, "end": self.now, "step_ms": step, "limit": 100}
                self.itself.ask("metrics.range", **question)
            if lane[0].startswith("histogram_quantile"):
                self.itself.ask("metrics.exemplars", expression=lane[0], **self.range, limit=200)

    def step(self) -> float:
        rough = max((self.range["end"] - self.range["start"]) / POINTS, self.look.incident["metric_step_ms"])
        return next((step * 1000.0 for step in SECONDS if step * 1000 >= rough * 0.999), -(-rough // HOUR) * HOUR)

    def traces(self) -> None:
        found = self.look.ask("traces.facets", **self.range)
        fields = {*found["others"], *(facet["field"] for facet in found["facets"])}
        columns = [name for name in COLUMNS if name in fields]
        self.look.ask("traces.traces", **self.range, sort="newest", limit=200, columns=columns)
        self.look.ask("traces.durations", **self.range, columns=120, rows=38)

    def logs(self) -> None:
        self.look.ask("logs.facets", **self.range)
        self.look.ask("logs.lines", **self.range, limit=200)
        self.look.ask("logs.histogram", **self.range, buckets=60)

    def services(self) -> None:
        start, length = self.range["start"], self.now - self.range["start"]
        during = whole(self.now - length / 12, self.now)
        before = whole(start + length / 5, start + length / 2)
        self.itself.ask("services.graph", start=during[0], end=during[1], before_start=before[0], before_end=before[1])
        self.itself.ask("services.failing", **self.range)

    def database(self) -> None:
        databases = self.look.ask("database.databases")["databases"]
        if not databases:
            return
        of = {"database": databases[0]["name"]}
        self.itself.ask("database.load", **of, by="wait", **self.range)
        self.itself.ask("database.profile", **of, by="wait", **self.stretches())
        whole_range = {"whole_start": self.range["start"], "whole_end": self.now}
        self.itself.ask("database.statements", **of, **self.stretches(), **whole_range, sort="load", limit=100)
        blocked = self.itself.ask("database.blocked", **of, **self.range, buckets=120)
        self.itself.ask("database.blocking", **of, at=blocked["most_at"] or self.now)

    def stretches(self) -> Question:
        """The last eighth of the range, against all of it up to its middle."""
        start, length = self.range["start"], self.now - self.range["start"]
        during = {"start": round(self.now - length / 8), "end": self.now}
        return {**during, "base_start": start, "base_end": round(start + length / 2)}

    def heap(self) -> None:
        """The pod with most snapshots: its last against its first."""
        snapshots = self.look.ask("heap.snapshots")["snapshots"]
        pods: dict[str, list[Answer]] = {}
        for one in sorted(snapshots, key=lambda one: one["time"]):
            pods.setdefault(one["pod"], []).append(one)
        if not pods:
            return
        names = [one["name"] for one in min(pods.items(), key=lambda pod: (-len(pod[1]), pod[0]))[1]]
        if len(names) > 1:
            self.itself.ask("heap.compare", base=names[0], snapshot=names[-1], sort="retained_delta")
        else:
            self.itself.ask("heap.summary", snapshot=names[0])
        self.memory(snapshots[0]["pod"])

    def memory(self, pod: str) -> None:
        """The picture over the snapshots."""
        catalogue = Catalogue(self.look.ask("metrics.catalogue")["metrics"], "")
        used = catalogue.find(r"^v8js_memory_heap_used(_bytes)?$", r"^nodejs_heap_size_used_bytes$", r"heap_used")
        if used:
            expression = f'sum({used["name"]}{{pod="{pod}"}})'
            self.itself.ask("metrics.range", expression=expression, **self.range, step_ms=self.step(), limit=5)

    def pages(self) -> Mapping[str, Callable[[], None]]:
        names = ("metrics", "traces", "logs", "services", "database", "heap")
        return {name: getattr(self, name) for name in names}


def whole(start: float, end: float) -> tuple[float, float]:
    """To whole steps of the service graph, at least one."""
    first = start // CALLS * CALLS
    return first, max(first + CALLS, -(-end // CALLS) * CALLS)
