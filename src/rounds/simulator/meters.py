"""Meters: every increment of every series, added up at the scrapes.

An increment is a moment and a series. A counter at a scrape is the sum of the increments up to it,
and so is a level (connections in use, jobs pending) that went up by one and down by one. Everything
that happens is metered, whether its trace is kept or not.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

import numpy as np

from .arrays import Floats, Ints
from .durations import MS

Labels = tuple[tuple[str, str], ...]
BOUNDS_MS = (5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000)  # OpenTelemetry's for requests
FINE_MS = (5, 10, 25, 50, 75, 100, 150, 200, 300, 500, 750, 1000, 1500, 2500, 4000, 5000, 6000, 8000, 10000)
BOUNDS = {"http_server_request_duration_seconds": FINE_MS}  # where a quantile is worth an alert


@dataclass(slots=True)
class Histogram:
    """Each length in its own bucket; they are made cumulative at the end. Sums are whole nanoseconds."""

    bounds: tuple[int, ...]  # milliseconds
    counts: Floats
    sums: Floats

    @property
    def edges(self) -> Ints:
        return edges_of(self.bounds)

    @property
    def names(self) -> tuple[str, ...]:
        """The bounds as Prometheus writes them."""
        return (*(f"{bound / 1000:g}" for bound in self.bounds), "+Inf")


@cache
def edges_of(bounds: tuple[int, ...]) -> Ints:
    return np.array(bounds, dtype=np.int64) * MS


@dataclass(slots=True)
class Meters:
    step: int
    scrapes: int
    weight: int = 1  # how many real requests each increment stands for
    bounds: dict[str, tuple[int, ...]] = field(default_factory=dict)
    series: dict[tuple[str, Labels], Floats] = field(default_factory=dict)
    coded: dict[tuple[str, Labels, str, int], Floats] = field(default_factory=dict)
    histograms: dict[tuple[str, Labels], Histogram] = field(default_factory=dict)
    grouped: dict[tuple[str, Labels, str, int], Histogram] = field(default_factory=dict)

    def count(self, name: str, labels: Labels, moments: Ints, amounts: Ints | None = None) -> None:
        """Amounts are whole numbers: floats add those up exactly, in any order, below 2^53."""
        when, first, width = self.when(moments)
        known = self.series.get((name, labels))
        if known is None:
            known = self.series[name, labels] = np.zeros(self.scrapes + 2)
        known[first : first + width] += np.bincount(when, amounts, width)

    def count_by(
        self, name: str, common: Labels, codes: Ints, moments: Ints, labels: Callable[[int], Labels], whose: str = ""
    ) -> None:
        """One series for each code that occurs: the common labels and those that stand for the code.

        What a code stands for is the same for all who are the same `whose`.
        """
        when, first, width = self.when(moments)
        there = np.bincount(codes)
        different = np.flatnonzero(there)
        cell = when * len(different) + (np.cumsum(there > 0) - 1)[codes]
        added = np.bincount(cell, None, width * len(different)).reshape(width, -1)
        for code, column in zip(different.tolist(), added.T, strict=True):
            known = self.coded.get((name, common, whose, code))
            if known is None:
                every = tuple(sorted((*common, *labels(code))))
                known = self.series.setdefault((name, every), np.zeros(self.scrapes + 2))
                self.coded[name, common, whose, code] = known
            known[first : first + width] += column

    def level(self, name: str, labels: Labels, up: Ints, down: Ints) -> None:
        self.count(name, labels, up)
        self.count(name, labels, down, np.full(len(down), -1))

    def durations(self, name: str, labels: Labels, moments: Ints, lengths: Ints) -> None:
        if not len(moments):
            return
        when, first, width = self.when(moments)
        known = self.histogram(name, labels)
        buckets = len(known.bounds) + 1
        cell = when * buckets + np.searchsorted(known.edges, lengths)
        known.counts[first : first + width] += np.bincount(cell, None, width * buckets).reshape(width, -1)
        known.sums[first : first + width] += np.bincount(when, lengths, width)

    def durations_by(
        self,
        name: str,
        common: Labels,
        codes: Ints,
        moments: Ints,
        lengths: Ints,
        labels: Callable[[int], Labels],
        whose: str = "",
    ) -> None:
        """One histogram for each code that occurs."""
        if not len(moments):
            return
        when, first, width = self.when(moments)
        there = np.bincount(codes)
        different = np.flatnonzero(there).tolist()
        known = [self.histogram_of(name, common, code, labels, whose) for code in different]
        group = (np.cumsum(there > 0) - 1)[codes] * width + when
        buckets = len(known[0].bounds) + 1
        cell = group * buckets + np.searchsorted(known[0].edges, lengths)
        counts = np.bincount(cell, None, len(known) * width * buckets).reshape(len(known), width, buckets)
        sums = np.bincount(group, lengths, len(known) * width).reshape(len(known), width)
        for histogram, counted, summed in zip(known, counts, sums, strict=True):
            histogram.counts[first : first + width] += counted
            histogram.sums[first : first + width] += summed

    def histogram_of(
        self, name: str, common: Labels, code: int, labels: Callable[[int], Labels], whose: str
    ) -> Histogram:
        known = self.grouped.get((name, common, whose, code))
        if known is None:
            known = self.histogram(name, tuple(sorted((*common, *labels(code)))))
            self.grouped[name, common, whose, code] = known
        return known

    def histogram(self, name: str, labels: Labels) -> Histogram:
        known = self.histograms.get((name, labels))
        if known is None:
            bounds = self.bounds[name] if name in self.bounds else BOUNDS.get(name, BOUNDS_MS)
            counts, sums = np.zeros((self.scrapes + 2, len(bounds) + 1)), np.zeros(self.scrapes + 2)
            known = self.histograms[name, labels] = Histogram(bounds, counts, sums)
        return known

    def when(self, moments: Ints) -> tuple[Ints, int, int]:
        """The scrape that first sees each moment, from the first of them on, and how many there are.

        The last cell is for what comes after the last scrape, which nobody sees.
        """
        if not len(moments):
            return np.empty(0, dtype=np.int64), 0, 0
        scrape = np.minimum((moments + self.step - 1) // self.step, self.scrapes + 1)
        first = int(scrape.min())
        return scrape - first, first, int(scrape.max()) - first + 1

    def total(self, added: Floats) -> Floats:
        """What something has come to at each scrape."""
        summed: Floats = np.cumsum(added, axis=0)[1:-1] * self.weight
        return summed
