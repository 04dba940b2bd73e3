"""An expression over a grid of steps. Samples come from a source; everything else is arithmetic.

The dialect is Prometheus 3: windows and lookback leave their left end out, sums are compensated, and a counter is
not extrapolated below zero. A series is looked for up to five minutes back.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from rounds.kit.errors import Invalid, TooMuch
from rounds.query.promql import functions, windows
from rounds.query.promql.aggregates import aggregated
from rounds.query.promql.histograms import histogram_quantile
from rounds.query.promql.operators import alternatives, combined, either, nameless
from rounds.query.promql.tree import (
    Aggregate,
    At,
    Binary,
    Call,
    Expression,
    Negative,
    Number,
    Range,
    Selector,
    String,
    Subquery,
)
from rounds.query.promql.values import NAME, Array, Grid, Labels, Looked, Samples, Scalar, Source, Vector, stale

LOOKBACK = 300_000
MOST_STEPS = 11_000  # as Prometheus
MOST_VALUES = 10_000_000  # series times steps of one selector: 80 MB, a few times over
MOST_RESULTS = 50_000_000  # series times steps of every part of an expression together
SUBQUERY_STEP = 60_000  # Prometheus's default evaluation interval
KEEP_NAMES = frozenset({"last_over_time", "first_over_time"})
Value = Scalar | Vector | str


def evaluate(
    expression: Expression,
    source: Source,
    grid: Grid,
    end: int | None = None,
    allowed: Callable[[], bool] = lambda: True,
) -> Scalar | Vector:
    """The value of the expression at every step.

    `end`: of the range asked for, where it is not the last step. `allowed`: whether there is still time; it is asked
    before every part of the expression.

    Raises:
        Invalid: the expression is a text or a range, matches ambiguously, or asks for too many steps.
        TooMuch: it has too many series or samples, or takes too long.
    """
    if not 1 <= grid.steps <= MOST_STEPS or grid.step < 1:
        raise Invalid(f"A range has 1 to {MOST_STEPS:,} steps: take a longer step or a shorter range.", field="step_ms")
    whole = (grid.start, grid.end if end is None else end)
    value = Evaluation(source, grid, whole, Budget(allowed)).of(expression)
    if isinstance(value, str):
        raise Invalid("A text has no curve.", field="expression")
    return value


@dataclass(slots=True)
class Budget:
    """What an expression may still cost, over all its parts."""

    allowed: Callable[[], bool]
    results: int = field(default=0)

    def check_time(self) -> None:
        if not self.allowed():
            raise TooMuch(f"The expression takes too long. {NARROW}")

    def spend(self, value: Value) -> None:
        self.results += value.values.size if isinstance(value, Vector) else 0
        if self.results > MOST_RESULTS:
            raise TooMuch(f"The expression calculates too many values. {NARROW}")


NARROW = "Take a shorter range, a longer step or fewer series, or a part of the expression."


@dataclass(slots=True)
class Evaluation:
    """`whole`: start and end of the range asked for, which `start()` and `end()` mean also inside subqueries."""

    source: Source
    grid: Grid
    whole: tuple[int, int]
    budget: Budget

    def of(self, node: Expression) -> Value:
        self.budget.check_time()
        value = self.value(node)
        self.budget.spend(value)
        return value

    def value(self, node: Expression) -> Value:
        match node:
            case Number(value):
                return Scalar(np.full(self.grid.steps, value))
            case String(text):
                return text
            case Selector():
                return self.selected(node)
            case Negative(inner):
                return self.negative(inner)
            case Call():
                return self.call(node)
            case Aggregate():
                parameter = self.number(node.parameter) if node.parameter is not None else None
                return aggregated(node, self.vector(node.expression), parameter)
            case Binary("or"):
                return either(node.matching, [self.vector(part) for part in alternatives(node)])
            case Binary():
                return combined(node, self.side(node.left), self.side(node.right))
            case Range() | Subquery():
                raise Invalid("A range has no curve of its own; use it in a function such as rate.", field="expression")

    # Kinds of values

    def vector(self, node: Expression) -> Vector:
        value = self.of(node)
        if not isinstance(value, Vector):
            raise Invalid("A vector is needed here.", field="expression")
        return value

    def number(self, node: Expression) -> Array:
        value = self.of(node)
        if not isinstance(value, Scalar):
            raise Invalid("A number is needed here.", field="expression")
        return value.values

    def side(self, node: Expression) -> Scalar | Vector:
        value = self.of(node)
        if isinstance(value, str):
            raise Invalid("A text cannot be calculated with.", field="expression")
        return value

    def text(self, node: Expression) -> str:
        value = self.of(node)
        if not isinstance(value, str):
            raise Invalid("A text is needed here.", field="expression")
        return value

    def negative(self, inner: Expression) -> Scalar | Vector:
        value = self.side(inner)
        if isinstance(value, Scalar):
            return Scalar(-value.values)
        return nameless(value.with_values(-value.values))

    # Samples

    def fixed(self, at: At | None) -> Grid:
        """The grid a selector is looked at: one moment for `@`, else the steps."""
        match at:
            case None:
                return self.grid
            case At("start"):
                return Grid(self.whole[0], 1, 1)
            case At("end"):
                return Grid(self.whole[1], 1, 1)
            case At(moment):
                return Grid(int(moment), 1, 1)

    def spread(self, vector: Vector) -> Vector:
        """A vector of one moment at every step."""
        if vector.values.shape[1] == self.grid.steps:
            return vector
        shape = (len(vector.labels), self.grid.steps)
        return Vector(
            vector.labels, np.broadcast_to(vector.values, shape).copy(), np.broadcast_to(vector.present, shape).copy()
        )

    def samples(self, selector: Selector, grid: Grid, width: int) -> Samples:
        """The selector's samples that any window of that width can hold."""
        found = self.source.samples(selector.matchers, looked(grid, width, selector.offset))
        if found.count * self.grid.steps > MOST_VALUES:
            raise TooMuch(f"The expression has {found.count:,} series. Add a label or take a longer step.")
        return found

    def selected(self, selector: Selector) -> Vector:
        values, _ = self.latest(selector)
        return values

    def latest(self, selector: Selector) -> tuple[Vector, Array]:
        """The latest value of each series at each step, and when it was measured (seconds)."""
        grid = self.fixed(selector.at)
        samples = self.samples(selector, grid, LOOKBACK)
        found = windows.windows(samples, grid, LOOKBACK, selector.offset)
        shape = (samples.count, grid.steps)
        values, times, present = np.zeros(shape), np.zeros(shape), np.zeros(shape, bool)
        values.ravel()[found.cell] = samples.value[found.last]
        times.ravel()[found.cell] = samples.time[found.last] / 1000
        present.ravel()[found.cell] = ~stale(samples.value)[found.last]
        vector = Vector(samples.labels, values, present).alive()
        measured = Vector(samples.labels, times, present).alive()
        return self.spread(vector), self.spread(measured).values

    def ranged(self, node: Expression) -> tuple[Samples, Grid, int, int]:
        """Samples for the windows of a range or subquery: samples, grid, width, offset."""
        match node:
            case Range(selector, width):
                grid = self.fixed(selector.at)
                samples = fresh_only(self.samples(selector, grid, width))
                return samples, grid, width, selector.offset
            case Subquery(inner, width, step, offset, at):
                grid = self.fixed(at)
                return self.resampled(inner, grid, width, step or SUBQUERY_STEP, offset), grid, width, offset
            case _:
                raise Invalid("A range such as [5m] is needed here.", field="expression")

    def resampled(self, inner: Expression, grid: Grid, width: int, step: int, offset: int) -> Samples:
        """An expression's values at multiples of the step, as samples."""
        first = (grid.start - offset - width) // step * step + step
        steps = (grid.end - offset - first) // step + 1
        if steps > 10 * MOST_STEPS:
            raise TooMuch("The subquery has too many steps. Take a longer one.")
        if steps < 1:
            return Samples([], np.empty(0, "i8"), np.empty(0, "i8"), np.empty(0))
        finer = Grid(first, step, int(steps))
        value = Evaluation(self.source, finer, self.whole, self.budget).side(inner)
        if isinstance(value, Scalar):
            value = Vector([{}], value.values[None, :], np.ones((1, finer.steps), bool))
        series, place = np.nonzero(value.present)
        return Samples(value.labels, series, finer.times[place], value.values[series, place])

    # Functions

    def call(self, node: Call) -> Value:
        name, given = node.function, node.arguments
        if name in windows.PLAIN:
            return self.over(node, windows.PLAIN[name])
        if name in functions.PLAIN:
            vector = self.vector(given[0])
            with np.errstate(all="ignore"):
                return nameless(vector.with_values(functions.PLAIN[name](vector.values)))
        with np.errstate(all="ignore"):
            return getattr(self, f"_{name}")(*given)  # type: ignore[no-any-return]

    def over(self, node: Call, function: windows.Function) -> Vector:
        """A function of a range: the argument that is one."""
        argument = next(a for a in node.arguments if isinstance(a, Range | Subquery))
        samples, grid, width, offset = self.ranged(argument)
        values, present = windows.over(samples, grid, width, offset, function)
        vector = self.spread(Vector(samples.labels, values, present).alive())
        return vector if node.function in KEEP_NAMES else nameless(vector)

    def _quantile_over_time(self, q: Expression, node: Expression) -> Vector:
        samples, grid, width, offset = self.ranged(node)
        wanted = self.number(q)[: grid.steps]
        values, present = windows.over(samples, grid, width, offset, lambda w: windows.quantile_over_time(w, wanted))
        return nameless(self.spread(Vector(samples.labels, values, present).alive()))

    def _predict_linear(self, node: Expression, seconds: Expression) -> Vector:
        """So many seconds after the step, also where the samples are those of another time."""
        samples, grid, width, offset = self.ranged(node)
        slopes, present = windows.over(samples, grid, width, offset, windows.slope_at_end)
        levels, _ = windows.over(samples, grid, width, offset, windows.level_at_end)
        slope = self.spread(Vector(samples.labels, slopes, present).alive())
        level = self.spread(Vector(samples.labels, levels, present).alive())
        ahead = self.number(seconds) + (self.grid.times - (grid.times - offset)) / 1000
        return nameless(slope.with_values(slope.values * ahead + level.values))

    def _absent_over_time(self, node: Expression) -> Vector:
        samples, grid, width, offset = self.ranged(node)
        _, present = windows.over(samples, grid, width, offset, windows.present_over_time)
        labels = implied(node.selector) if isinstance(node, Range) else {}
        return self.where_nothing(self.spread(Vector(samples.labels, present.astype(float), present)), labels)

    def _absent(self, node: Expression) -> Vector:
        return self.where_nothing(self.vector(node), implied(node) if isinstance(node, Selector) else {})

    def where_nothing(self, vector: Vector, labels: Labels) -> Vector:
        missing = ~vector.present.any(axis=0)
        if not missing.any():
            return Vector.empty(self.grid.steps)
        return Vector([labels], np.ones((1, self.grid.steps)), missing[None, :])

    def _histogram_quantile(self, q: Expression, node: Expression) -> Vector:
        return histogram_quantile(self.number(q), self.vector(node))

    def _round(self, node: Expression, nearest: Expression | None = None) -> Vector:
        vector = self.vector(node)
        to = np.ones(self.grid.steps) if nearest is None else self.number(nearest)
        return nameless(vector.with_values(functions.rounded(vector.values, to)))

    def _clamp(self, node: Expression, least: Expression, most: Expression) -> Vector:
        return nameless(functions.clamped(self.vector(node), self.number(least), self.number(most)))

    def _clamp_min(self, node: Expression, least: Expression) -> Vector:
        return nameless(functions.clamped(self.vector(node), self.number(least), np.full(self.grid.steps, np.inf)))

    def _clamp_max(self, node: Expression, most: Expression) -> Vector:
        return nameless(functions.clamped(self.vector(node), np.full(self.grid.steps, -np.inf), self.number(most)))

    def _sort(self, node: Expression) -> Vector:
        return self.sorted(node, 1)

    def _sort_desc(self, node: Expression) -> Vector:
        return self.sorted(node, -1)

    def sorted(self, node: Expression, sign: int) -> Vector:
        """By the value at the last step; those without one come last."""
        vector = self.vector(node)
        last = np.where(vector.present[:, -1], sign * vector.values[:, -1], np.nan)
        return vector.rows(np.argsort(last, kind="stable"))

    def _scalar(self, node: Expression) -> Scalar:
        """The value where there is exactly one, else NaN."""
        vector = self.vector(node)
        total = np.where(vector.present, vector.values, 0).sum(axis=0)
        return Scalar(np.where(vector.present.sum(axis=0) == 1, total, np.nan))

    def _vector(self, node: Expression) -> Vector:
        return Vector([{}], self.number(node)[None, :].copy(), np.ones((1, self.grid.steps), bool))

    def _time(self) -> Scalar:
        return Scalar(self.grid.times / 1000)

    def _pi(self) -> Scalar:
        return Scalar(np.full(self.grid.steps, np.pi))

    def _timestamp(self, node: Expression) -> Vector:
        if isinstance(node, Selector):
            vector, times = self.latest(node)
            return nameless(vector.with_values(times))
        vector = self.vector(node)
        return nameless(vector.with_values(np.broadcast_to(self.grid.times / 1000, vector.values.shape).copy()))

    def _label_replace(self, node: Expression, *given: Expression) -> Vector:
        target, template, source, pattern = (self.text(one) for one in given)
        return functions.label_replaced(self.vector(node), target, template, source, pattern)

    def _label_join(self, node: Expression, *given: Expression) -> Vector:
        target, separator, *sources = (self.text(one) for one in given)
        return functions.label_joined(self.vector(node), target, separator, sources)


def fresh_only(samples: Samples) -> Samples:
    """The samples without the marks of a series' end."""
    ended = stale(samples.value)
    if not ended.any():
        return samples
    kept = ~ended
    return replace(samples, series=samples.series[kept], time=samples.time[kept], value=samples.value[kept])


def looked(grid: Grid, width: int, offset: int) -> Looked:
    """What windows of that width hold: without what is between two of them, where that is as much again."""
    start, end = grid.start - offset - width + 1, grid.end - offset
    return Looked(start, end, grid.step, width) if 2 * width <= grid.step else Looked(start, end)


def implied(selector: Selector) -> Labels:
    """The labels that a selector demands with =, each asked of once."""
    asked = [m.label for m in selector.matchers]
    return {
        m.label: m.value
        for m in selector.matchers
        if m.operator == "=" and asked.count(m.label) == 1 and m.label != NAME
    }
