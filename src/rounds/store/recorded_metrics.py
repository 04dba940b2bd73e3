"""Recorded metric points as Prometheus's series and samples.

* A gauge, and a sum that may fall, is a gauge; a monotonic sum a counter `…_total`.
* A histogram is NAME_bucket with `le`, NAME_count and NAME_sum. An exponential one gets explicit bounds: its buckets
  are merged two and two, which is exact, until at most 40 remain over the whole series; zero and what is below it
  count as `le="0"`.
* A summary is NAME with `quantile`, a gauge, and NAME_count and NAME_sum, counters.
* Counts since the point before (delta temporality) are added up, so that every counter rises.
* Labels are the point's attributes, `service` (the resource's service.name) and `instance` (its service.instance.id,
  else k8s.pod.name, else host.name). Where two scopes have the same metric and labels, `otel_scope_name` too.
  An attribute of one of these names becomes `exported_service`, as in Prometheus.
* Exemplars of a histogram stand with the bucket their value falls into.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from rounds.signals import SCHEMAS
from rounds.store.metric_names import label_name, metric_name, unit_words
from rounds.store.values import text

BUCKETS = 40  # of an exponential histogram, after merging
TYPES = {"gauge": "gauge", "summary": "gauge", "histogram": "histogram", "exponential": "histogram"}
INSTANCE = ("service.instance.id", "k8s.pod.name", "host.name")
PER_POINT = {
    name: f"`{name}`"
    for name in (
        "Value", "Count", "Counts", "Bounds", "Values", "Scale", "Zero", "Offset", "Below",
        "Exemplars.Value", "Exemplars.TraceId", "Exemplars.SpanId", "Exemplars.Attributes",
    )
} | {
    "Time": "toUnixTimestamp64Milli(toDateTime64(Time, 3, 'UTC'))",
    "Exemplars.Time": "arrayMap(t -> toUnixTimestamp64Milli(toDateTime64(t, 3, 'UTC')), `Exemplars.Time`)",
}  # fmt: skip
# One thread, so that every list keeps the order of time.
POINTS = f"""
SELECT
    Metric, Kind, Delta, Monotonic, Unit, any(Description) AS Description, ScopeName,
    mapSort(ResourceAttributes) AS Resource, mapSort(Attributes) AS Labels,
    {", ".join(f"groupArray({expression}) AS `{name}`" for name, expression in PER_POINT.items())}
FROM (SELECT * FROM points ORDER BY Metric, Time)
GROUP BY Metric, Kind, Delta, Monotonic, Unit, ScopeName, Resource, Labels
ORDER BY Metric, Resource, Labels, Kind
SETTINGS max_threads = 1, prefer_column_name_to_alias = 1
"""


@dataclass(frozen=True, slots=True)
class Metrics:
    """Three tables of `Signals`."""

    series: pa.Table
    samples: pa.Table
    exemplars: pa.Table


@dataclass(frozen=True, slots=True)
class Line:
    """One time series; times in milliseconds."""

    metric: str
    type: str
    unit: str
    help: str
    labels: dict[str, str]
    times: Any
    values: Any
    exemplars: list[dict[str, Any]] = field(default_factory=list)

    @property
    def key(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        return self.metric, tuple(sorted(self.labels.items()))


def tables(points: pa.Table) -> Metrics:
    """Series, samples and exemplars of recorded points, one row of `points` a stream of them."""
    found = sorted(merged(distinct([Stream(row) for row in points.to_pylist()])), key=lambda line: line.key)
    series = [
        {
            "Series": number,
            "Metric": line.metric,
            "Type": line.type,
            "Unit": line.unit,
            "Help": line.help,
            "Labels": sorted(line.labels.items()),
        }
        for number, line in enumerate(found)
    ]
    exemplars = [{"Series": number, **each} for number, line in enumerate(found) for each in line.exemplars]
    return Metrics(
        series=pa.Table.from_pylist(series, SCHEMAS["series"]),
        samples=samples(found),
        exemplars=pa.Table.from_pylist(exemplars, SCHEMAS["exemplars"]),
    )


def samples(found: list[Line]) -> pa.Table:
    if not found:
        return SCHEMAS["samples"].empty_table()
    numbers = np.repeat(np.arange(len(found), dtype="u4"), [len(line.times) for line in found])
    times, values = (np.concatenate([getattr(line, name) for line in found]) for name in ("times", "values"))
    return pa.table(
        [pa.array(numbers), pa.array(times, SCHEMAS["samples"].field("Time").type), pa.array(values)],
        schema=SCHEMAS["samples"],
    )


class Stream:
    """The points of one metric with one set of attributes, in order of time."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.row = row
        self.kind = row["Kind"]
        self.delta = bool(row["Delta"])
        resource = {key: text(value) for key, value in row["Resource"]}
        given = {label_name(key): text(value) for key, value in row["Labels"]}
        own = {"service": resource.get("service.name", "")}
        own["instance"] = next((resource[key] for key in INSTANCE if resource.get(key)), "")
        own = {name: value for name, value in own.items() if value}
        self.labels = {f"exported_{k}" if k in own else k: v for k, v in given.items() if v} | own
        times = np.array(row["Time"], "i8")
        self.kept = np.flatnonzero(np.r_[times[1:] != times[:-1], True])  # of points in the same moment, the last
        self.all_times = times
        self.times = times[self.kept]

    @property
    def key(self) -> tuple[Any, ...]:
        return self.row["Metric"], self.kind, tuple(sorted(self.labels.items()))

    def scoped(self) -> None:
        self.labels["otel_scope_name"] = self.row["ScopeName"]

    def lines(self) -> Iterator[Line]:
        match self.kind:
            case "gauge":
                yield self.line("", "gauge", self.numbers("Value"), exemplars=self.exemplars())
            case "sum":
                values = self.numbers("Value")
                kind = "counter" if self.row["Monotonic"] else "gauge"
                yield self.line("", kind, self.added(values), exemplars=self.exemplars())
            case "histogram":
                yield from self.histogram(*self.explicit())
            case "exponential":
                yield from self.histogram(*self.exponential())
            case _:
                yield from self.summary()

    def name(self, kind: str) -> str:
        return metric_name(self.row["Metric"], self.row["Unit"], counter=kind == "counter", gauge=kind == "gauge")

    def line(
        self,
        suffix: str,
        kind: str,
        values: Any,
        labels: Mapping[str, str] | None = None,
        exemplars: list[dict[str, Any]] | None = None,
        base: str = "",
    ) -> Line:
        name = (base or self.name(kind)) + suffix
        return Line(
            metric=name,
            type=kind,
            unit=unit_words(self.row["Unit"]),
            help=self.row["Description"],
            labels={**self.labels, **(labels or {})},
            times=self.times,
            values=np.asarray(values, float)[self.kept],
            exemplars=exemplars or [],
        )

    def numbers(self, column: str) -> Any:
        return np.array(self.row[column], float)

    def added(self, values: Any) -> Any:
        """What was counted until each point, also where each holds only what came since the one before."""
        return np.cumsum(values, axis=0) if self.delta else values

    def explicit(self) -> tuple[list[float], Any]:
        """Bounds, and the counts of the buckets they end, a row a point. A point with other bounds adds its own."""
        rows = self.row["Bounds"]
        bounds = sorted({bound for row in rows for bound in row})
        counts = np.zeros((len(rows), len(bounds) + 1))
        for number, (own, given) in enumerate(zip(rows, self.row["Counts"], strict=True)):
            if given:
                counts[number, np.searchsorted(bounds, [*own, np.inf])] = given
        return bounds, counts

    def exponential(self) -> tuple[list[float], Any]:
        row = self.row
        scale, spans = min(row["Scale"]), []
        for own, offset, counts in zip(row["Scale"], row["Offset"], row["Counts"], strict=True):
            first, last = offset >> (own - scale), (offset + max(len(counts), 1) - 1) >> (own - scale)
            spans.append((first, last) if counts else None)
        present = [span for span in spans if span]
        low, high = min((s[0] for s in present), default=0), max((s[1] for s in present), default=-1)
        while high - low >= BUCKETS:
            scale, low, high = scale - 1, low >> 1, high >> 1
        base = 2.0 ** (2.0**-scale)
        bounds = [0.0] + [float(base ** (index + 1)) for index in range(low, high + 1)]
        counts = np.zeros((len(self.all_times), len(bounds) + 1))
        counts[:, 0] = self.numbers("Zero") + self.numbers("Below")
        for number, (own, offset, given) in enumerate(zip(row["Scale"], row["Offset"], row["Counts"], strict=True)):
            index = (offset + np.arange(len(given))) >> (own - scale)
            np.add.at(counts[number], index - low + 1, np.array(given, float))
        return bounds, counts

    def histogram(self, bounds: list[float], counts: Any) -> Iterator[Line]:
        name = self.name("histogram")
        cumulative = self.added(np.cumsum(counts, axis=1)) if counts.any() or bounds else None
        total = self.added(self.numbers("Count"))
        taken = self.by_bucket(bounds)
        if cumulative is not None:
            for place, bound in enumerate(bounds):
                labels = {"le": written(bound)}
                yield self.line("_bucket", "histogram", cumulative[:, place], labels, taken[place], name)
        yield self.line("_bucket", "histogram", total, {"le": "+Inf"}, taken[len(bounds)], name)
        yield self.line("_count", "histogram", total, base=name)
        yield self.line("_sum", "histogram", self.added(self.numbers("Value")), base=name)

    def by_bucket(self, bounds: list[float]) -> dict[int, list[dict[str, Any]]]:
        found: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for each in self.exemplars():
            found[int(np.searchsorted(bounds, each["Value"]))].append(each)
        return found

    def summary(self) -> Iterator[Line]:
        name = self.name("histogram")
        quantiles = sorted({quantile for row in self.row["Bounds"] for quantile in row})
        for quantile in quantiles:
            pairs = zip(self.row["Bounds"], self.row["Values"], strict=True)
            values = [dict(zip(own, given, strict=True)).get(quantile, np.nan) for own, given in pairs]
            yield self.line("", "gauge", values, {"quantile": written(quantile)}, base=name)
        yield self.line("_count", "counter", self.numbers("Count"), base=name)
        yield self.line("_sum", "counter", self.numbers("Value"), base=name)

    def exemplars(self) -> list[dict[str, Any]]:
        row = self.row
        columns = [row[f"Exemplars.{name}"] for name in ("Time", "Value", "TraceId", "SpanId", "Attributes")]
        found = {}
        for times, values, traces, spans, labels in zip(*columns, strict=True):
            for time, value, trace, span, own in zip(times, values, traces, spans, labels, strict=True):
                found[time, trace, span, value] = {
                    "Time": time,
                    "Value": value,
                    "TraceId": trace,
                    "SpanId": span,
                    "Labels": sorted((label_name(key), text(worth)) for key, worth in own),
                }
        return [found[key] for key in sorted(found)]


def distinct(streams: list[Stream]) -> Iterable[Stream]:
    """The streams, with the scope's name among the labels of those that are alike without it."""
    alike = Counter((stream.key, stream.row["ScopeName"]) for stream in streams)
    scopes = Counter(key for key, _ in alike)
    for stream in streams:
        if scopes[stream.key] > 1 and stream.row["ScopeName"]:
            stream.scoped()
    return streams


def merged(streams: Iterable[Stream]) -> list[Line]:
    """Their series; those of the same name and labels, as when a unit's note changed, as one in order of time."""
    found: dict[Any, list[Line]] = defaultdict(list)
    for stream in streams:
        for line in stream.lines():
            found[line.key].append(line)
    return [lines[0] if len(lines) == 1 else joined(lines) for lines in found.values()]


def joined(lines: list[Line]) -> Line:
    times, values = (np.concatenate([getattr(line, name) for line in lines]) for name in ("times", "values"))
    order = np.argsort(times, kind="stable")
    kept = order[np.r_[times[order][1:] != times[order][:-1], True]]
    first = lines[0]
    exemplars = [each for line in lines for each in line.exemplars]
    return Line(first.metric, first.type, first.unit, first.help, first.labels, times[kept], values[kept], exemplars)


def written(number: float) -> str:
    """A bound as Prometheus writes it: 0.005, 1, 1e+06."""
    return str(int(number)) if number == int(number) and abs(number) < 1e15 else repr(float(number))
