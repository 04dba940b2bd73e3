"""What case files cannot say about PromQL: places in any text, limits, and the order of sums."""

from __future__ import annotations

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


def test_too_many_samples_in_all_windows_together_are_too_much() -> None:
    samples = [(second * 1000, 1.0) for second in range(40_000)]
    grid = promql.Grid(0, 3_600, 11_000)
    with pytest.raises(TooMuch, match="too many samples"):
        promql.evaluate(promql.parse("max_over_time(x[12h])"), Loaded([({"__name__": "x"}, samples)]), grid)
