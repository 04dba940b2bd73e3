"""The metrics lens: what is measured, PromQL over a stretch of time, exemplars."""

from __future__ import annotations

import difflib
import math
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from rounds.kit.errors import Invalid, TooMuch
from rounds.query import promql
from rounds.query.promql import Grid, Looked, Matcher, Samples, Vector
from rounds.query.promql.values import NAME
from rounds.store import Limits, Reader
from rounds.store.questions import filled
from rounds.store.questions import metrics as statements
from rounds.tools.moments import NICE_MS, window


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


ENDINGS = ("_bucket", "_count", "_sum")
POINTS = 240
MOST_LABEL_VALUES = 200
MOST_CURVES = 1000
MOST_SERIES = 50_000
MOST_EXEMPLARS = 2000
MOST_VALUES = 2_000_000  # in one answer: 20 MB of JSON
MOST_SECONDS = 5.0
SAMPLES_LIMITS = Limits(seconds=10, result_rows=8_000_000, result_bytes=256 << 20, block_rows=1_000_000)
YEAR_2262_MS = 9_214_646_400_000  # beyond, the engine has no times
LARGEST = 1.7976931348623157e308  # JSON has no infinity


def catalogue(reader: Reader, question: CatalogueQuestion, tag: str = "") -> Catalogue:
    """Every metric that has the text in its name or help; a histogram once."""
    rows = reader.rows(statements.CATALOGUE, tag=tag)
    histograms = {row["Metric"].removesuffix("_bucket") for row in rows if row["Metric"].endswith("_bucket")}
    found: dict[str, Metric] = {}
    for row in rows:
        name = base(row["Metric"], histograms)
        known = found.get(name)
        labels = {label for label in row["Labels"] if not (label == "le" and name in histograms)}
        found[name] = Metric(
            name=name,
            type="histogram" if name in histograms else row["Type"],
            unit=row["Unit"],
            help=row["Help"],
            series=row["Series"] + (known.series if known else 0),
            labels=tuple(sorted(labels | set(known.labels if known else ()))),
        )
    wanted = question.find.lower()
    shown = [metric for name, metric in sorted(found.items()) if wanted in f"{name} {metric.help}".lower()]
    return Catalogue(tuple(shown), sum(metric.series for metric in shown))


def base(name: str, histograms: set[str]) -> str:
    """The histogram a series belongs to, else its own name."""
    stem = next((name.removesuffix(ending) for ending in ENDINGS if name.endswith(ending)), name)
    return stem if stem in histograms else name


def labels(reader: Reader, question: LabelsQuestion, tag: str = "") -> Labels:
    """The labels of a metric with their values; of a histogram, those of its buckets."""
    names = [question.metric, f"{question.metric}_bucket"]
    rows = reader.rows(statements.LABELS, {"metrics": names}, tag=tag)
    values: dict[str, list[LabelValue]] = {}
    for row in rows:
        values.setdefault(row["Label"], []).append(LabelValue(row["Value"], row["Series"]))
    found = (Label(name, len(of), tuple(of[:MOST_LABEL_VALUES])) for name, of in values.items())
    return Labels(question.metric, tuple(found))


@dataclass(slots=True)
class Stored:
    """The samples of an incident, as PromQL asks for them. Counts what it read."""

    reader: Reader
    tag: str
    read: int = 0
    selected: dict[Sequence[Matcher], list[Mapping[str, Any]]] = field(default_factory=dict)

    def series(self, matchers: Sequence[Matcher]) -> list[Mapping[str, Any]]:
        """The series that match, in the order of their labels."""
        found = self.selected.get(matchers)
        if found is None:
            conditions, bound = matching(matchers)
            statement = filled(statements.SERIES, where=" AND ".join(conditions))
            rows = self.reader.rows(statement, {**bound, "limit": MOST_SERIES}, tag=self.tag)
            found = self.selected[matchers] = list(rows)
        return found

    def samples(self, matchers: Sequence[Matcher], looked: Looked) -> Samples:
        found = self.series(tuple(matchers))
        numbers = np.array([row["Series"] for row in found], "u4")
        named = [{NAME: row["Metric"], **row["Labels"]} for row in found]
        if not found:
            return Samples([], np.empty(0, "i8"), np.empty(0, "i8"), np.empty(0))
        statement, bound = samples_of(numbers, looked)
        columns = self.reader.columns(statement, bound, tag=self.tag, limits=SAMPLES_LIMITS)
        self.read += len(columns["Value"])
        return Samples(named, placed(numbers, columns["Series"]), columns["Time"], columns["Value"])


def placed(numbers: Any, series: Any) -> Any:
    """The place of each sample's series among `numbers`, which rise."""
    if neighbours(numbers):
        return series.astype("i8") - int(numbers[0])
    places = np.zeros(int(numbers[-1]) + 1, "i8")  # a table is 10 times faster than a search a sample
    places[numbers] = np.arange(len(numbers))
    return places[series]


def neighbours(numbers: Any) -> bool:
    return int(numbers[-1]) - int(numbers[0]) == len(numbers) - 1


def samples_of(numbers: Any, looked: Looked) -> tuple[str, dict[str, object]]:
    """The statement for the samples of these series, and what is bound in it. `numbers` rise."""
    bound: dict[str, object] = {"start": max(looked.start, 0), "end": max(min(looked.end, YEAR_2262_MS), 0)}
    series, steps = statements.SOME, "1"
    if neighbours(numbers):
        series = statements.NEIGHBOURS
        bound |= {"first": int(numbers[0]), "last": int(numbers[-1])}
    else:
        bound["series"] = numbers.tolist()
    if looked.step and looked.start >= 0:
        steps = statements.STARTS
        bound |= {"step": looked.step, "width": looked.width}
    return filled(statements.SAMPLES, series=series, steps=steps), bound


def matching(matchers: Sequence[Matcher]) -> tuple[list[str], dict[str, object]]:
    """Conditions on the series' table. A label that a series lacks is empty; a regular expression must match whole."""
    conditions, bound = ["1"], dict[str, object]()
    for place, matcher in enumerate(matchers):
        column = "Metric" if matcher.label == NAME else f"Labels[{{l{place}:String}}]"
        if matcher.label != NAME:
            bound[f"l{place}"] = matcher.label
        regular = matcher.operator in ("=~", "!~")
        bound[f"v{place}"] = f"^(?s:{matcher.value})$" if regular else matcher.value
        test = f"match({column}, {{v{place}:String}})" if regular else f"{column} = {{v{place}:String}}"
        conditions.append(f"NOT {test}" if matcher.operator.startswith("!") else test)
    return conditions, bound


def curves(reader: Reader, question: RangeQuestion, tag: str = "") -> Curves:
    """The expression at every step.

    Raises:
        Invalid: what is wrong with the expression, with its place; or the range.
        TooMuch: too many series or samples, or more than five seconds.
    """
    began = time.monotonic()
    expression = promql.parse(question.expression)
    grid = grid_of(question)
    source = Stored(reader, tag)
    value = promql.evaluate(
        expression, source, grid, round(question.end), lambda: time.monotonic() - began < MOST_SECONDS
    )
    vector = value if isinstance(value, Vector) else Vector([{}], value.values[None, :], np.ones((1, grid.steps), bool))
    shown = leading(vector, min(max(question.limit, 1), MOST_CURVES))
    if len(shown) * grid.steps > MOST_VALUES:
        raise TooMuch(f"The answer has {len(shown) * grid.steps:,} values. Take a longer step or fewer series.")
    return Curves(
        expression=question.expression,
        start=float(grid.start),
        step_ms=float(grid.step),
        points=grid.steps,
        unit=promql.unit(expression, units(expression, reader, tag)),
        series=tuple(curve(vector, row) for row in shown),
        series_total=len(vector.labels),
        samples=source.read,
        warnings=warnings(expression, source),
    )


def grid_of(question: RangeQuestion) -> Grid:
    """The steps of a question. Without a step: a round one that gives about 240 points, at round moments."""
    window(question.start, question.end)
    if question.step_ms is not None:
        if not 1 <= question.step_ms <= max(question.end - question.start, NICE_MS[-1]):
            raise Invalid("A step is a millisecond or longer, and at most the range or a week.", field="step_ms")
        step, start = round(question.step_ms), round(question.start)
        return Grid(start, step, int((round(question.end) - start) // step) + 1)
    wanted = (question.end - question.start) / POINTS
    step = min(NICE_MS, key=lambda nice: abs(math.log(nice / max(wanted, 1))))
    start = math.ceil(question.start / step) * step
    return Grid(start, step, max(1, int((question.end - start) // step) + 1))


def leading(vector: Vector, limit: int) -> list[int]:
    """The rows with the largest last values, in the order of their labels."""
    rows = range(len(vector.labels))
    largest = sorted(rows, key=lambda row: (-last_value(vector, row), row))[:limit]
    return sorted(largest, key=lambda row: sorted(vector.labels[row].items()))


def last_value(vector: Vector, row: int) -> float:
    there = np.flatnonzero(vector.present[row])
    value = float(vector.values[row, there[-1]]) if len(there) else math.nan
    return -math.inf if math.isnan(value) else value


def curve(vector: Vector, row: int) -> Curve:
    values = np.clip(vector.values[row], -LARGEST, LARGEST)
    there = vector.present[row] & ~np.isnan(values)
    listed = values.tolist()
    if not there.all():
        listed = [value if known else None for value, known in zip(listed, there.tolist(), strict=True)]
    return Curve(vector.labels[row], tuple(listed))


def units(expression: promql.Expression, reader: Reader, tag: str) -> dict[str, str]:
    """Of the metrics in the expression, and of the buckets beside those that may belong to a histogram."""
    names = {selector.metric for selector in promql.selectors(expression)} - {""}
    stems = {name.removesuffix(ending) for name in names for ending in ENDINGS if name.endswith(ending)}
    asked = sorted(names | {f"{stem}_bucket" for stem in stems})
    return {row["Metric"]: row["Unit"] for row in reader.rows(statements.UNITS, {"metrics": asked}, tag=tag)}


def warnings(expression: promql.Expression, source: Stored) -> tuple[str, ...]:
    """Selectors that found nothing, metrics nobody knows, and labels that no series has."""
    said = [nothing_found(selector, source) for selector in promql.selectors(expression)]
    lacking = [f"No series has a label {label}." for label in unknown_labels(expression, source)]
    return tuple(dict.fromkeys(filter(None, said + lacking)))


def nothing_found(selector: promql.Selector, source: Stored) -> str:
    if source.series(selector.matchers):
        return ""
    names = [row["Metric"] for row in source.reader.rows(statements.CATALOGUE, tag=source.tag)]
    if selector.metric and selector.metric not in names:
        near = difflib.get_close_matches(selector.metric, names, n=1)
        return f"No metric is named {selector.metric}." + (f" Did you mean {near[0]}?" if near else "")
    return f"No series of {selector.metric or 'any metric'} has these labels."


def unknown_labels(expression: promql.Expression, source: Stored) -> list[str]:
    """Labels that are asked for, of series or in `by` and `without`, and none of the series looked at has."""
    asked = [pair for part in promql.parts(expression) for pair in labels_asked(part, source)]
    return [label for label, known in asked if known and label not in known and label != NAME]


def labels_asked(part: promql.Expression, source: Stored) -> list[tuple[str, set[str]]]:
    """What one part of an expression asks for, each with the labels there are."""
    match part:
        case promql.Selector(matchers):
            known = labels_of([Matcher(NAME, "=", part.metric)] if part.metric else [], source)
            return [(m.label, known) for m in matchers if (m.operator, m.value) != ("=", "")]
        case promql.Aggregate(_, inner, _, labels):
            known = {label for one in promql.selectors(inner) for label in labels_of(one.matchers, source)}
            return [(label, known | promql.made_labels(inner)) for label in labels if known]
        case _:
            return []


def labels_of(matchers: Sequence[Matcher], source: Stored) -> set[str]:
    return {label for row in source.series(tuple(matchers)) for label in row["Labels"]}


def alike(selector: promql.Selector) -> list[tuple[Matcher, ...]]:
    """The series a selector means, and the buckets of the same histogram, which are those that have exemplars."""
    stem = next((selector.metric.removesuffix(ending) for ending in ENDINGS if selector.metric.endswith(ending)), "")
    others = tuple(m for m in selector.matchers if m.label not in (NAME, "le"))
    return [selector.matchers] + ([(Matcher(NAME, "=", f"{stem}_bucket"), *others)] if stem else [])


def exemplars(reader: Reader, question: ExemplarsQuestion, tag: str = "") -> Exemplars:
    """Exemplars of every series that the expression looks at; of a histogram, those of all its series.

    Raises:
        Invalid: what is wrong with the expression, with its place; or the range.
    """
    source = Stored(reader, tag)
    window(question.start, question.end)
    asked = [
        matchers for selector in promql.selectors(promql.parse(question.expression)) for matchers in alike(selector)
    ]
    found = {row["Series"]: row for matchers in asked for row in source.series(matchers)}
    bound = {
        "series": sorted(found),
        "start": round(question.start),
        "end": round(question.end),
        "limit": min(max(question.limit, 0), MOST_EXEMPLARS),
    }
    rows = reader.rows(statements.EXEMPLARS, bound, tag=tag) if found else []
    roots = {
        row["TraceId"]: row
        for row in reader.rows(statements.ROOTS, {"traces": sorted({row["TraceId"] for row in rows})}, tag=tag)
    }
    return Exemplars(
        tuple(
            exemplar(row, found[row["Series"]], roots.get(row["TraceId"]))
            for row in sorted(rows, key=lambda row: row["Time"])
        )
    )


def exemplar(row: Mapping[str, Any], series: Mapping[str, Any], root: Mapping[str, Any] | None) -> Exemplar:
    return Exemplar(
        time=float(row["Time"]),
        value=row["Value"],
        trace_id=row["TraceId"],
        span_id=row["SpanId"],
        labels={NAME: series["Metric"], **series["Labels"]},
        root_name=root["RootName"] if root else "",
        duration_ns=root["Duration"] if root else 0,
        error=bool(root["Failed"]) if root else False,
    )
