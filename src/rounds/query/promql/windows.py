"""Functions of samples inside a window that moves along the steps: `rate(x[5m])`, `max_over_time(x[5m])`.

A window of step t holds the samples with t - width < time <= t, as in Prometheus 3. Its samples are found by
counting: each sample enters at one step and leaves at another, so that `bincount` and `cumsum` give all windows
without a search. Series go a few at a time, so that the temporaries stay in the processor's cache (measured: 2.5
times faster for 500 series of 1,440 steps). Where all of them were sampled at the same moments, as what is scraped
together is, the windows are found once for all, and so is what depends on times alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from rounds.kit.errors import TooMuch
from rounds.query.promql.sums import kahan
from rounds.query.promql.values import Array, Grid, Samples

FEWEST = 16  # series at a time
CELLS = 24_000  # windows at a time
MOST_SORTED = 10_000_000  # samples of the windows that are sorted at once: 400 MB
MOST_WORK = 150_000_000  # samples looked at, over all windows: a few seconds


@dataclass(frozen=True, slots=True)
class Windows:
    """All windows that hold at least one sample: first and last sample row, and the cell (series * steps + step).

    `alike`: how many times the windows of the first series come again, one series after the other, at the same times.
    """

    samples: Samples
    grid: Grid
    width: int
    offset: int
    cell: Array
    first: Array
    last: Array
    alike: int = 1

    @property
    def many(self) -> Array:
        return self.last - self.first + 1

    @property
    def end(self) -> Array:
        """The end of each window in the samples' own time."""
        return self.grid.start + (self.cell % self.grid.steps) * self.grid.step - self.offset

    def of_several(self) -> Windows:
        """Those with two samples or more."""
        wanted = self.last > self.first
        if wanted.all():
            return self
        return replace(self, cell=self.cell[wanted], first=self.first[wanted], last=self.last[wanted])

    def once(self) -> Windows:
        """Those of the first of series that are alike: their times are those of all."""
        count = len(self.cell) // self.alike
        return replace(self, cell=self.cell[:count], first=self.first[:count], last=self.last[:count], alike=1)

    def rounds(self) -> Iterator[tuple[Array, Array]]:
        """The first sample of each window, then the second of those that have one, …: (places of windows, rows).

        Windows are sorted by size once, so that a round is a slice.
        """
        order = np.argsort(-self.many, kind="stable")
        first, sizes = self.first[order], self.many[order]
        for nth in range(int(sizes[0]) if len(sizes) else 0):
            live = np.searchsorted(-sizes, -nth, side="left")
            yield order[:live], first[:live] + nth


def windows(samples: Samples, grid: Grid, width: int, offset: int = 0) -> Windows:
    """The windows of every series and step."""
    many = samples_alike(samples)
    if many and samples.count > 1:
        one = of_series(samples.series[:many], samples.time[:many], 1, grid, width, offset)
        cell, first, last = (each.ravel() for each in repeated(one, samples.count, grid.steps, many))
        return Windows(samples, grid, width, offset, cell, first, last, samples.count)
    return Windows(
        samples, grid, width, offset, *of_series(samples.series, samples.time, samples.count, grid, width, offset)
    )


def samples_alike(samples: Samples) -> int:
    """How many samples each series has, where all have the same times; else 0."""
    many, rest = divmod(len(samples.time), max(samples.count, 1))
    if rest or not many:
        return 0
    series, time = (each.reshape(samples.count, many) for each in (samples.series, samples.time))
    numbers = np.arange(samples.count)
    whole = (series[:, 0] == numbers).all() and (series[:, -1] == numbers).all()
    return many if whole and (time == time[0]).all() else 0


def repeated(one: Found, count: int, steps: int, many: int) -> Iterator[Array]:
    """The windows of one series, moved on to each of the others: as (series, windows)."""
    numbers = np.arange(count)[:, None]
    for each, size in zip(one, (steps, many, many), strict=True):
        yield each + numbers * size


def of_series(series: Array, time: Array, count: int, grid: Grid, width: int, offset: int) -> Found:
    """Cells, first and last rows."""
    steps = grid.steps
    begin = np.searchsorted(series, np.arange(count + 1))
    passed = time + offset - grid.start

    def rows_before(shift: int) -> Array:
        """How many of a series' samples have `time + shift <= step`, for each series and step."""
        step = np.clip((passed + shift - 1) // grid.step + 1, 0, steps)
        cells = np.bincount(series * (steps + 1) + step, minlength=count * (steps + 1)).reshape(count, steps + 1)
        return begin[:-1, None] + np.cumsum(cells[:, :steps], axis=1)

    low, high = rows_before(width).ravel(), rows_before(0).ravel()
    cell = np.flatnonzero(high > low)
    return cell, low[cell], high[cell] - 1


Found = tuple[Array, Array, Array]  # cells of windows, their first and last rows
Function = Callable[[Windows], tuple[Array, Array]]  # cells and their values


def over(samples: Samples, grid: Grid, width: int, offset: int, function: Function) -> tuple[Array, Array]:
    """A function of every window, as values and presence of (series, steps).

    Raises:
        TooMuch: it would look at too many samples, each once in every window that holds it.
    """
    if function not in AT_THE_ENDS and len(samples.time) * min(width // grid.step + 1, grid.steps) > MOST_WORK:
        raise TooMuch("The expression looks at too many samples. Take a shorter range or fewer series.")
    values, present = np.zeros((samples.count, grid.steps)), np.zeros((samples.count, grid.steps), bool)
    many = max(FEWEST, CELLS // grid.steps)
    edges = np.searchsorted(samples.series, np.arange(0, samples.count + many, many))
    for number, (a, b) in enumerate(pairwise(edges)):
        low = number * many
        labels = samples.labels[low : low + many]
        part = Samples(labels, samples.series[a:b] - low, samples.time[a:b], samples.value[a:b])
        with np.errstate(all="ignore"):
            cell, found = function(windows(part, grid, width, offset))
        if len(cell) == len(labels) * grid.steps:  # cells rise, so these are all
            values[low : low + many] = found.reshape(-1, grid.steps)
            present[low : low + many] = True
            continue
        values[low : low + many].ravel()[cell] = found
        present[low : low + many].ravel()[cell] = True
    return values, present


def rate(found: Windows) -> tuple[Array, Array]:
    return extrapolated(found, counter=True, per_second=True)


def increase(found: Windows) -> tuple[Array, Array]:
    return extrapolated(found, counter=True, per_second=False)


def delta(found: Windows) -> tuple[Array, Array]:
    return extrapolated(found, counter=False, per_second=False)


def extrapolated(found: Windows, *, counter: bool, per_second: bool) -> tuple[Array, Array]:
    """Prometheus's extrapolation of what two or more samples in a window say to its whole width.

    The ends are reached only if they are nearer than 1.1 times the average distance of two samples, else half that
    distance is added; a counter is not extrapolated below zero.
    """
    found = found.of_several()
    time, value, shape = found.samples.time, found.samples.value, (found.alike, -1)
    first_value = value[found.first]
    result = value[found.last] - first_value
    if counter:
        add_resets(found, result)
    first_value, result = first_value.reshape(shape), result.reshape(shape)  # series that are alike one below the other
    once = found.once()
    first_time, last_time, end = time[once.first], time[once.last], once.end
    to_start = (first_time - (end - found.width)) / 1000
    to_end = (end - last_time) / 1000
    sampled = (last_time - first_time) / 1000
    average = sampled / (once.last - once.first)
    threshold = average * 1.1
    to_start = np.where(to_start >= threshold, average / 2, to_start)
    if counter:
        to_zero = np.where((result > 0) & (first_value >= 0), sampled * (first_value / result), np.inf)
        to_start = np.minimum(to_start, to_zero)
    to_end = np.where(to_end >= threshold, average / 2, to_end)
    factor = (sampled + to_start + to_end) / sampled
    if per_second:
        factor = factor / (found.width / 1000)
    return found.cell, (result * factor).ravel()


def add_resets(found: Windows, result: Array) -> None:
    """Add the value before each reset inside a window to its result, in order, so that sums agree to the last bit."""
    value = found.samples.value
    series = found.samples.series
    at = np.flatnonzero(value[1:] < value[:-1]) + 1
    at = at[series[at] == series[at - 1]]
    if not len(at):
        return
    index, after = np.searchsorted(at, found.first + 1), np.searchsorted(at, found.last + 1)
    many = after - index
    for nth in range(int(many.max(initial=0))):
        live = np.flatnonzero(many > nth)
        result[live] += value[at[index[live] + nth] - 1]


def instant(found: Windows, *, rate: bool) -> tuple[Array, Array]:
    """irate and idelta: from the last two samples."""
    found = found.of_several()
    time, value = found.samples.time, found.samples.value
    last, before = value[found.last], value[found.last - 1]
    result = np.where(last < before, last, last - before) if rate else last - before
    seconds = (time[found.last] - time[found.last - 1]) / 1000
    return found.cell, result / seconds if rate else result


def irate(found: Windows) -> tuple[Array, Array]:
    return instant(found, rate=True)


def idelta(found: Windows) -> tuple[Array, Array]:
    return instant(found, rate=False)


def counted(found: Windows, happens: Array) -> tuple[Array, Array]:
    """How often something happens from one sample to the next inside a window."""
    before = np.r_[0, np.cumsum(happens & ~found.samples.fresh())]
    return found.cell, (before[found.last + 1] - before[found.first + 1]).astype(float)


def resets(found: Windows) -> tuple[Array, Array]:
    value = found.samples.value
    return counted(found, np.r_[False, value[1:] < value[:-1]][: len(value)])


def changes(found: Windows) -> tuple[Array, Array]:
    value = found.samples.value
    differ = (value[1:] != value[:-1]) & ~(np.isnan(value[1:]) & np.isnan(value[:-1]))
    return counted(found, np.r_[False, differ][: len(value)])


def first_over_time(found: Windows) -> tuple[Array, Array]:
    return found.cell, found.samples.value[found.first]


def last_over_time(found: Windows) -> tuple[Array, Array]:
    return found.cell, found.samples.value[found.last]


def present_over_time(found: Windows) -> tuple[Array, Array]:
    return found.cell, np.ones(len(found.cell))


def count_over_time(found: Windows) -> tuple[Array, Array]:
    return found.cell, found.many.astype(float)


def extreme(found: Windows, choose: Callable[[Array, Array], Array]) -> tuple[Array, Array]:
    """Minimum or maximum, which NaN loses to any number."""
    best = found.samples.value[found.first].copy()
    for live, rows in found.rounds():
        best[live] = choose(best[live], found.samples.value[rows])
    return found.cell, best


def min_over_time(found: Windows) -> tuple[Array, Array]:
    return extreme(found, np.fmin)


def max_over_time(found: Windows) -> tuple[Array, Array]:
    return extreme(found, np.fmax)


def summed(found: Windows) -> tuple[Array, Array]:
    total, carry = np.zeros(len(found.cell)), np.zeros(len(found.cell))
    for live, rows in found.rounds():
        total[live], carry[live] = kahan(found.samples.value[rows], total[live], carry[live])
    return total, carry


def sum_over_time(found: Windows) -> tuple[Array, Array]:
    total, carry = summed(found)
    return found.cell, total + carry


def avg_over_time(found: Windows) -> tuple[Array, Array]:
    total, carry = summed(found)
    return found.cell, total / found.many + carry / found.many


def variance(found: Windows) -> Array:
    """Welford's way with compensated sums, as Prometheus does it."""
    zero = np.zeros(len(found.cell))
    mean, mean_carry, squares, squares_carry = zero.copy(), zero.copy(), zero.copy(), zero.copy()
    for nth, (live, rows) in enumerate(found.rounds(), start=1):
        x = found.samples.value[rows]
        delta = x - (mean[live] + mean_carry[live])
        mean[live], mean_carry[live] = kahan(delta / nth, mean[live], mean_carry[live])
        step = delta * (x - (mean[live] + mean_carry[live]))
        squares[live], squares_carry[live] = kahan(step, squares[live], squares_carry[live])
    return (squares + squares_carry) / found.many


def stdvar_over_time(found: Windows) -> tuple[Array, Array]:
    return found.cell, variance(found)


def stddev_over_time(found: Windows) -> tuple[Array, Array]:
    return found.cell, np.sqrt(variance(found))


def regression(found: Windows, intercept: Array) -> tuple[Array, Array, Windows]:
    """Slope and intercept of the straight line through each window's samples, at a moment a window."""
    found, intercept = found.of_several(), intercept[found.last > found.first]
    sums = [(np.zeros(len(found.cell)), np.zeros(len(found.cell))) for _ in range(4)]
    initial = found.samples.value[found.first]
    constant = np.ones(len(found.cell), bool)
    for live, rows in found.rounds():
        y = found.samples.value[rows]
        x = (found.samples.time[rows] - intercept[live]) / 1000
        constant[live] &= y == initial[live]
        for (total, carry), part in zip(sums, (x, y, x * y, x * x), strict=True):
            total[live], carry[live] = kahan(part, total[live], carry[live])
    x, y, xy, xx = (total + carry for total, carry in sums)
    n = found.many
    slope = (xy - x * y / n) / (xx - x * x / n)
    level = y / n - slope * x / n
    flat = np.where(np.isinf(initial), np.nan, 0.0)
    return np.where(constant, flat, slope), np.where(constant, initial + flat, level), found


def deriv(found: Windows) -> tuple[Array, Array]:
    slope, _, found = regression(found, found.samples.time[found.first])
    return found.cell, slope


def slope_at_end(found: Windows) -> tuple[Array, Array]:
    slope, _, found = regression(found, found.end)
    return found.cell, slope


def level_at_end(found: Windows) -> tuple[Array, Array]:
    _, level, found = regression(found, found.end)
    return found.cell, level


def quantile_over_time(found: Windows, wanted: Array) -> tuple[Array, Array]:
    """`wanted`: the quantile at each step."""
    q = wanted[found.cell % found.grid.steps]
    values, many = sorted_windows(found), found.many
    start = np.cumsum(many) - many
    rank = np.clip(np.nan_to_num(q), 0, 1) * (many - 1)
    low = np.maximum(0, np.floor(rank)).astype("i8")
    high = np.minimum(many - 1, low + 1)
    weight = rank - np.floor(rank)
    result = values[start + low] * (1 - weight) + values[start + high] * weight
    return found.cell, beyond(q, result)


def sorted_windows(found: Windows) -> Array:
    """The values of all windows one after another, each window's in order of size, NaN first."""
    many = found.many
    if many.sum() > MOST_SORTED:
        raise TooMuch("The expression looks at too many samples. Take a shorter range or fewer series.")
    owner = np.repeat(np.arange(len(many)), many)
    row = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many) + np.repeat(found.first, many)
    value = found.samples.value[row]
    return value[np.lexsort((np.where(np.isnan(value), -np.inf, value), owner))]


def beyond(q: Array, result: Array) -> Array:
    """Below 0 a quantile is -∞, above 1 ∞, and NaN of NaN."""
    result = np.where(q < 0, -np.inf, np.where(q > 1, np.inf, result))
    return np.where(np.isnan(q), np.nan, result)


PLAIN: dict[str, Function] = {
    "rate": rate,
    "increase": increase,
    "delta": delta,
    "irate": irate,
    "idelta": idelta,
    "resets": resets,
    "changes": changes,
    "deriv": deriv,
    "first_over_time": first_over_time,
    "last_over_time": last_over_time,
    "present_over_time": present_over_time,
    "count_over_time": count_over_time,
    "min_over_time": min_over_time,
    "max_over_time": max_over_time,
    "sum_over_time": sum_over_time,
    "avg_over_time": avg_over_time,
    "stdvar_over_time": stdvar_over_time,
    "stddev_over_time": stddev_over_time,
}

# These look at the ends of a window, or at sums made once, however many samples are between.
AT_THE_ENDS = frozenset(
    {rate, increase, delta, irate, idelta, resets, changes}
    | {first_over_time, last_over_time, present_over_time, count_over_time}
)
