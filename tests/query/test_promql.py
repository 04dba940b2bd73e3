"""What case files cannot say about PromQL: places in any text, limits, and the order of sums."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rounds.kit.errors import Invalid, TooMuch
from rounds.query import promql
from rounds.query.promql.evaluate import MOST_STEPS
from tests.query.run import Loaded
from tests.query.test_search import placed

words = st.sampled_from(
    [
        "sum",
        "rate",
        "x",
        "by",
        "(",
        ")",
        "[",
        "5m",
        "]",
        "{",
        "}",
        "a",
        "=",
        '"b"',
        "=~",
        ",",
        "+",
        "-",
        "/",
        "on",
        "group_left",
        "bool",
        ">",
        "1",
        "offset",
        "@",
        "unless",
        "topk",
        "histogram_quantile",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(words, max_size=9).map(" ".join) | st.text(max_size=15))
def test_any_text_is_an_expression_or_a_complaint_with_a_place(text: str) -> None:
    try:
        parsed = promql.parse(text)
    except Invalid as problem:
        placed(problem, text)
        return
    assert promql.written(promql.parse(promql.written(parsed))) == promql.written(parsed)


def test_places_are_those_of_the_text() -> None:
    text = 'sum by (x) (rate(x{x="rate"}[5m])) / on (x) {__name__="y"}'
    expression = promql.parse(text)
    places = [text[s.place.start : s.place.end] for s in promql.selectors(expression)]
    assert places == ["x", "{"]
    assert [s.place.start for s in promql.selectors(expression)] == [17, text.rindex("{")]


@pytest.mark.parametrize(
    ("expression", "complaint"), [('"text"', "A text has no curve"), ("x[5m]", "A range has no curve")]
)
def test_what_is_no_curve(expression: str, complaint: str) -> None:
    with pytest.raises(Invalid, match=complaint):
        promql.evaluate(promql.parse(expression), Loaded([]), promql.Grid(0, 1000, 2))


def test_a_range_has_so_many_steps_and_no_more() -> None:
    with pytest.raises(Invalid, match="11,000 steps"):
        promql.evaluate(promql.parse("1"), Loaded([]), promql.Grid(0, 1000, MOST_STEPS + 1))


def test_a_subquery_that_is_too_fine_is_too_much() -> None:
    with pytest.raises(TooMuch, match="subquery"):
        promql.evaluate(promql.parse("max_over_time(x[1h:1ms])"), Loaded([]), promql.Grid(0, 1000, 2))


def test_a_rate_is_the_same_for_one_series_and_for_many() -> None:
    """Series are worked on 16 at a time; none may notice its neighbours."""
    random = np.random.default_rng(5)
    series = []
    for number in range(37):
        times = np.cumsum(random.integers(5_000, 40_000, 200))
        steps = np.where(random.random(200) < 0.02, -1e9, random.random(200) * 10)
        values = np.maximum(np.cumsum(steps), random.random(200))
        labels = {"__name__": "x", "n": f"{number:02d}"}
        series.append((labels, list(zip(times.tolist(), values.tolist(), strict=True))))
    grid = promql.Grid(60_000, 7_000, 300)
    for expression in ("rate(x[2m])", "avg_over_time(x[3m])", "quantile_over_time(0.3, x[2m])", "x"):
        together = promql.evaluate(promql.parse(expression), Loaded(series), grid)
        assert isinstance(together, promql.Vector)
        for row, labels in enumerate(together.labels):
            alone = promql.evaluate(promql.parse(expression), Loaded([series[int(labels["n"])]]), grid)
            assert isinstance(alone, promql.Vector)
            np.testing.assert_array_equal(alone.present[0], together.present[row])
            there = alone.present[0]
            np.testing.assert_array_equal(alone.values[0][there], together.values[row][there])


FUNCTIONS = ("rate(x[2m])", "increase(x[1m])", "delta(x[2m])", "irate(x[2m])", "changes(x[2m])", "max_over_time(x[1m])")


@pytest.mark.parametrize("expression", [*FUNCTIONS, "deriv(x[2m])", "stddev_over_time(x[2m])", "x", "x offset 3m"])
def test_series_sampled_at_the_same_moments_get_what_each_gets_alone(expression: str) -> None:
    """To the last bit, also at the ends, across a gap and a counter that begins anew."""
    random = np.random.default_rng(3)
    times = [*range(0, 900_000, 15_000), *range(1_200_000, 1_800_000, 15_000)]
    series = []
    for number in range(40):
        values = np.cumsum(random.random(len(times)))
        values[70 + number % 20 :] -= values[70 + number % 20]
        labels = {"__name__": "x", "n": f"{number:02}"}
        series.append((labels, list(zip(times, values.tolist(), strict=True))))
    grid = promql.Grid(-60_000, 20_000, 110)
    together = promql.evaluate(promql.parse(expression), Loaded(series), grid)
    assert isinstance(together, promql.Vector)
    for row, one in enumerate(series):
        alone = promql.evaluate(promql.parse(expression), Loaded([one]), grid)
        assert isinstance(alone, promql.Vector)
        np.testing.assert_array_equal(alone.present[0], together.present[row])
        there = alone.present[0]
        assert there.any()
        np.testing.assert_array_equal(alone.values[0][there], together.values[row][there])


@dataclass(frozen=True)
class All:
    """Every sample of the series, whatever an expression looks at; it writes down how many it needs."""

    loaded: Loaded
    needed: list[int]

    def samples(self, matchers: Sequence[promql.Matcher], looked: promql.Looked) -> promql.Samples:
        self.needed.append(len(self.loaded.samples(matchers, looked).time))
        return self.loaded.samples(matchers, promql.Looked(-(10**15), 10**15))


@pytest.mark.parametrize("expression", [*FUNCTIONS, "x", "x offset 7m", "max_over_time(rate(x[1m])[20m:1m])"])
def test_samples_between_windows_are_not_looked_at(expression: str) -> None:
    random = np.random.default_rng(4)
    times = random.integers(0, 36_000_000, 2000)
    times.sort()
    samples = list(zip(times.tolist(), random.random(2000).tolist(), strict=True))
    loaded = Loaded([({"__name__": "x"}, samples)])
    everything, grid = All(loaded, []), promql.Grid(600_000, 3_600_000, 10)
    with_all = promql.evaluate(promql.parse(expression), everything, grid)
    with_few = promql.evaluate(promql.parse(expression), loaded, grid)
    assert isinstance(with_all, promql.Vector)
    assert isinstance(with_few, promql.Vector)
    np.testing.assert_array_equal(with_all.present, with_few.present)
    np.testing.assert_array_equal(with_all.values[with_all.present], with_few.values[with_few.present])
    assert with_few.present.any()
    if "[20m:" not in expression:
        assert sum(everything.needed) < 300


def test_too_many_samples_in_all_windows_together_are_too_much() -> None:
    samples = [(second * 1000, 1.0) for second in range(40_000)]
    grid = promql.Grid(0, 3_600, 11_000)
    with pytest.raises(TooMuch, match="too many samples"):
        promql.evaluate(promql.parse("max_over_time(x[12h])"), Loaded([({"__name__": "x"}, samples)]), grid)


@pytest.mark.parametrize(
    ("expression", "complaint"),
    [
        ("1" + "+1" * 900, "at most 100 operators"),
        ("-" * 900 + "x", "at most 100 operators"),
        ("x" + " or x" * 101, "at most 100 operators"),
        ("x{" + 'a!="b",' * 101 + "}", "at most 100 operators and matchers"),
        ("(" * 51 + "x" + ")" * 51, "50 deep"),
        ("x" * 4001, "4,000 characters"),
        ("x @ 0x" + "f" * 900, "between 1970 and 9999"),
        ("x @ " + "9" * 900, "between 1970 and 9999"),
        ("x,a[" * 999, "deep"),
        ("sum(x) by (" + "a," * 1900, "never closed"),
    ],
)
def test_what_would_be_too_much_is_refused_before_it_is_read(expression: str, complaint: str) -> None:
    with pytest.raises(Invalid, match=complaint) as refused:
        promql.parse(expression)
    placed(refused.value, expression)


def test_the_deepest_that_is_read_is_also_answered() -> None:
    deepest = "abs(" * 49 + "1 + (" + "-" * 49 + "x" + "+1" * 49 + ")" * 50
    expression = promql.parse(deepest)
    assert promql.written(expression).count("abs(") == 49
    value = promql.evaluate(expression, Loaded([({"__name__": "x"}, [(0, 2.0)])]), promql.Grid(0, 1000, 1))
    assert value.values.tolist() == [[48.0]]
    assert promql.unit(expression, {"x": "bytes"}) == "bytes"


def test_labels_that_double_stop_before_they_are_made() -> None:
    source = Loaded([({"__name__": "x", "a": "twenty letters or so"}, [(0, 1.0)])])
    for how in ('label_replace({}, "a", "$1$1", "a", "(.*)")', 'label_join({}, "a", "", "a", "a")'):
        expression = "x"
        for _ in range(25):
            expression = how.format(expression)
        with pytest.raises(TooMuch, match="4,000 bytes"):
            promql.evaluate(promql.parse(expression), source, promql.Grid(0, 1000, 1))


def test_windows_that_must_be_sorted_are_fewer() -> None:
    """All samples of all windows lie in memory at once there."""
    expression = promql.parse("quantile_over_time(0.5, vector(1)[30h:1s])")
    with pytest.raises(TooMuch, match="too many samples"):
        promql.evaluate(expression, Loaded([]), promql.Grid(0, 1000, 1000))


def test_half_a_regular_expression_cannot_get_around_its_anchors() -> None:
    source = Loaded([({"__name__": "x", "a": "b"}, [(0, 1.0)])])
    expression = promql.parse('label_replace(x, "a", "c", "a", "z)|(?s:.*")')
    with pytest.raises(Invalid, match="not a regular expression"):
        promql.evaluate(expression, source, promql.Grid(0, 1000, 1))


def test_many_alternatives_are_put_together_once(monkeypatch: pytest.MonkeyPatch) -> None:
    source = Loaded([({"__name__": "x", "a": f"{n:03d}"}, [(0, float(n))]) for n in range(500)])
    wanted = " or ".join(f'label_replace(x, "z", "{n}", "", "")' for n in range(60))
    value = promql.evaluate(promql.parse(wanted), source, promql.Grid(0, 1000, 1))
    assert isinstance(value, promql.Vector)
    assert len(value.labels) == 60 * 500
    monkeypatch.setattr(import_module("rounds.query.promql.evaluate"), "MOST_RESULTS", 2 * 60 * 500)
    with pytest.raises(TooMuch, match="too many values"):
        promql.evaluate(promql.parse(wanted), source, promql.Grid(0, 1000, 1))


def test_an_expression_stops_when_its_time_is_up() -> None:
    asked = iter([True] * 5 + [False])
    with pytest.raises(TooMuch, match="too long"):
        promql.evaluate(promql.parse("1" + "+1" * 50), Loaded([]), promql.Grid(0, 1, 1), allowed=lambda: next(asked))
