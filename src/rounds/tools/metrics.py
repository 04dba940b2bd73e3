"""The metrics lens: what is measured, PromQL over a stretch of time, exemplars."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Metric:
    name: str
    type: str  # counter, gauge, histogram
    unit: str
    help: str
    series: int
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    metrics: tuple[Metric, ...]  # by name; a histogram once, under its name without _bucket, _count, _sum
    series: int
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueQuestion:
    find: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelsQuestion:
    metric: str


@dataclass(frozen=True, slots=True)
class LabelValue:
    value: str
    series: int


@dataclass(frozen=True, slots=True)
class Label:
    name: str
    distinct: int
    values: tuple[LabelValue, ...]  # at most 200, most series first


@dataclass(frozen=True, slots=True)
class Labels:
    metric: str
    labels: tuple[Label, ...]
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RangeQuestion:
    """PromQL evaluated at `start`, `start` + `step_ms`, … up to `end`. Without a step, about 240 points.

    At most `limit` series come back: those with the largest values at the end of the range.
    """

    expression: str
    start: float
    end: float
    step_ms: float | None = None
    limit: int = 100


@dataclass(frozen=True, slots=True)
class Curve:
    labels: dict[str, str]
    values: tuple[float | None, ...]  # None where there is no value; infinities as ±1.7976931348623157e308


@dataclass(frozen=True, slots=True)
class Curves:
    expression: str
    start: float
    step_ms: float
    points: int
    unit: str  # as far as the expression says: seconds, bytes, per second, … or empty
    series: tuple[Curve, ...]
    series_total: int
    samples: int  # how many were read
    warnings: tuple[str, ...]
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ExemplarsQuestion:
    expression: str
    start: float
    end: float
    limit: int = 200


@dataclass(frozen=True, slots=True)
class Exemplar:
    time: float
    value: float
    trace_id: str
    span_id: str
    labels: dict[str, str]  # of its series
    root_name: str  # of the trace, if it is stored
    duration_ns: int
    error: bool


@dataclass(frozen=True, slots=True)
class Exemplars:
    exemplars: tuple[Exemplar, ...]
    took_ms: float = 0
