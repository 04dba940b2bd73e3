"""Telemetry of one incident, read as a candidate could read it: from its tables alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from rounds.incidents.built import Built
from rounds.signals.tables import Signals
from rounds.signals.time import to_ns

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Labels = dict[str, str]


@dataclass(frozen=True)
class Telemetry:
    """Moments are nanoseconds since the incident's window began; scrapes are numbered from 0."""

    signals: Signals
    began: datetime
    step_seconds: int
    known: dict[str, list[tuple[Labels, Floats]]] = field(default_factory=dict)

    # --- metrics ------------------------------------------------------------------------------

    @cached_property
    def epoch(self) -> int:
        return to_ns(self.began)

    @cached_property
    def by_metric(self) -> dict[str, list[tuple[int, Labels]]]:
        series = self.signals.series
        found: dict[str, list[tuple[int, Labels]]] = {}
        for number, name, labels in zip(
            series["Series"].to_pylist(), series["Metric"].to_pylist(), series["Labels"].to_pylist(), strict=True
        ):
            found.setdefault(name, []).append((number, dict(labels)))
        return found

    @cached_property
    def scrapes(self) -> int:
        """How many there are; a series that began later or ended earlier has NaN where it was not."""
        return int(self.places.max(initial=-1)) + 1

    @cached_property
    def places(self) -> Ints:
        moments = values_of(self.signals.samples["Time"]).view(np.int64) * 1_000_000 - self.epoch
        places: Ints = moments // (self.step_seconds * 1_000_000_000) - 1
        return places

    @cached_property
    def bounds(self) -> Ints:
        """Where the samples of each series begin; the last one is where they end."""
        numbers = values_of(self.signals.samples["Series"])
        return np.searchsorted(numbers, np.arange(self.signals.series.num_rows + 1))

    @cached_property
    def values(self) -> Floats:
        found: Floats = values_of(self.signals.samples["Value"])
        return found

    def series(self, metric: str, **labels: str) -> Iterator[tuple[Labels, Floats]]:
        value = self.values
        for number, known in self.by_metric.get(metric, []):
            if all(known.get(name) == wanted for name, wanted in labels.items()):
                here = slice(self.bounds[number], self.bounds[number + 1])
                whole = np.full(self.scrapes, np.nan)
                whole[self.places[here]] = value[here]
                yield known, whole

    def total(self, metric: str, **labels: str) -> Floats:
        """The sum of the series; nought where there is none."""
        added = np.zeros(self.scrapes)
        for _, values in self.series(metric, **labels):
            added += np.nan_to_num(values)
        return added

    def quantile(self, q: float, metric: str, scrapes: int, **labels: str) -> Floats:
        """At each scrape over the last `scrapes` of them, as `histogram_quantile` works it out; NaN before that."""
        buckets: dict[float, Floats] = {}
        for known, values in self.series(f"{metric}_bucket", **labels):
            bound = float(known["le"])
            buckets[bound] = buckets.get(bound, np.zeros(self.scrapes)) + values
        bounds = sorted(buckets)
        grown = np.stack([late(buckets[bound], scrapes) for bound in bounds])
        return np.array([interpolated(q, bounds, column) for column in grown.T])

    # --- spans and log records ----------------------------------------------------------------

    def spans(self, *columns: str, **wanted: Any) -> pa.Table:
        return chosen(self.signals.spans, columns, wanted)

    def logs(self, *columns: str, **wanted: Any) -> pa.Table:
        return chosen(self.signals.logs, columns, wanted)

    def moments(self, column: Any) -> Ints:
        moments: Ints = column.cast("int64").to_numpy() - self.epoch
        return moments


def telemetry(built: Built) -> Telemetry:
    return Telemetry(built.signals, built.began, built.step_seconds)


def values_of(column: Any) -> Any:
    """The numbers of a column without absent ones. (Arrow's own way imports pandas, which takes a second.)"""
    whole = column.combine_chunks()
    kind = np.dtype(f"<{'f' if pa.types.is_floating(whole.type) else 'i'}{whole.type.bit_width // 8}")
    return np.frombuffer(whole.buffers()[1], kind)[whole.offset : whole.offset + len(whole)]


def late(values: Floats, scrapes: int) -> Floats:
    """How much a counter has grown over the last `scrapes`."""
    grown = np.full(len(values), np.nan)
    grown[scrapes:] = values[scrapes:] - values[:-scrapes]
    return grown


def interpolated(q: float, bounds: list[float], counts: Floats) -> float:
    if not counts[-1] > 0:
        return float("nan")
    rank = q * counts[-1]
    place = int(np.searchsorted(counts, rank))
    low, below = (bounds[place - 1], counts[place - 1]) if place else (0.0, 0.0)
    if np.isinf(bounds[place]):
        return low
    return float(low + (bounds[place] - low) * (rank - below) / (counts[place] - below))


def chosen(table: pa.Table, columns: tuple[str, ...], wanted: dict[str, Any]) -> pa.Table:
    """These columns of the rows in which each of the others has its value.

    `retry_count=6` and `server__address="…"` stand for the columns `@retry_count` and `@server.address`;
    a column that no row has is null in all of them.
    """
    missing = [column for column in columns if column not in table.column_names]
    whole = table.select([column for column in columns if column not in missing])
    for column in missing:
        whole = whole.append_column(column, pa.nulls(table.num_rows))
    keep = pa.repeat(True, table.num_rows)
    for name, value in wanted.items():
        column = name if name in table.column_names else "@" + name.replace("__", ".")
        same = pc.equal(table[column], value) if column in table.column_names else pa.scalar(False)
        keep = pc.and_(keep, pc.fill_null(same, False))
    return whole.filter(keep)
