"""The metrics lens over the shop: counters that rise by 1 and 2 a second, a histogram, two gauges."""

from __future__ import annotations

from typing import Any

import pytest

from rounds import tools
from rounds.kit.errors import Invalid, TooMuch
from rounds.store import Reader
from rounds.tools import incident, metrics
from tests.tools import shop
from tests.tools.shop import END_MS, START_MS


def curves(reader: Reader, expression: str, **rest: Any) -> metrics.Curves:
    window = {"start": START_MS, "end": END_MS, "step_ms": 60_000} | rest
    answer: metrics.Curves = tools.ask(reader, metrics.RangeQuestion(expression=expression, **window))
    return answer


def test_a_histogram_is_one_metric(reader: Reader) -> None:
    answer = tools.ask(reader, metrics.CatalogueQuestion())
    assert [(m.name, m.type, m.unit, m.series, m.labels) for m in answer.metrics] == [
        ("http_requests_total", "counter", "", 4, ("service", "status_code")),
        ("memory_bytes", "gauge", "bytes", 2, ("pod", "service")),
        ("request_duration_seconds", "histogram", "seconds", 5, ("service",)),
    ]
    assert [m.name for m in tools.ask(reader, metrics.CatalogueQuestion(find="memory in")).metrics] == ["memory_bytes"]


def test_labels_and_their_values(reader: Reader) -> None:
    answer = tools.ask(reader, metrics.LabelsQuestion(metric="http_requests_total"))
    assert {label.name: {v.value: v.series for v in label.values} for label in answer.labels} == {
        "service": {"cart": 2, "web": 2},
        "status_code": {"200": 2, "503": 2},
    }
    assert [
        label.name for label in tools.ask(reader, metrics.LabelsQuestion(metric="request_duration_seconds")).labels
    ] == [
        "le",
        "service",
    ]


def test_a_rate_over_time(reader: Reader) -> None:
    answer = curves(reader, "sum by (status_code) (rate(http_requests_total[1m]))")
    by_code = {curve.labels["status_code"]: curve.values for curve in answer.series}
    assert by_code["200"][0] is None
    assert by_code["200"][1:] == pytest.approx([2.0] * 10)
    assert by_code["503"][1:6] == pytest.approx([0.0] * 5)
    assert by_code["503"][6:] == pytest.approx([4.0] * 5)
    assert (answer.unit, answer.points, answer.step_ms, answer.start) == ("per second", 11, 60_000, START_MS)
    assert answer.samples == 4 * 41


def test_a_quantile_of_a_histogram(reader: Reader) -> None:
    answer = curves(reader, "histogram_quantile(0.7, sum by (le) (rate(request_duration_seconds_bucket[5m])))")
    assert answer.unit == "seconds"
    assert answer.series[0].values[-1] == pytest.approx(0.1 + 0.9 * 0.5)


@pytest.mark.parametrize(
    ("expression", "series"),
    [
        ('memory_bytes{pod=~"web-[0]"}', 1),
        ('memory_bytes{pod=~"web"}', 0),  # a regular expression must match the whole value
        ('memory_bytes{pod!~"web-.*"}', 0),
        ('{__name__=~"memory.*|http.*",service="web"}', 4),
        ('http_requests_total{pod=""}', 4),
        ('http_requests_total{status_code!="200"}', 2),
        ('memory_bytes{pod=~"(?i)WEB-1"}', 1),
    ],
)
def test_selectors(reader: Reader, expression: str, series: int) -> None:
    assert curves(reader, expression).series_total == series


def test_the_largest_series_are_shown(reader: Reader) -> None:
    answer = curves(reader, "http_requests_total", limit=2)
    assert answer.series_total == 4
    assert {curve.values[-1] for curve in answer.series} == {600.0}


def test_without_a_step_there_are_about_240_round_ones(reader: Reader) -> None:
    answer = curves(reader, "memory_bytes", step_ms=None)
    assert answer.step_ms == 2000
    assert answer.start % 2000 == 0
    assert answer.points == 301


def test_a_number_is_one_curve_and_no_value_is_null(reader: Reader) -> None:
    assert curves(reader, "1 + 1").series[0].values == (2.0,) * 11
    assert curves(reader, "0 / (memory_bytes - memory_bytes)").series[0].values == (None,) * 11
    assert curves(reader, "1 / 0").series[0].values == (1.7976931348623157e308,) * 11


def test_what_finds_nothing_says_so(reader: Reader) -> None:
    assert curves(reader, "memory_byte").warnings == ("No metric is named memory_byte. Did you mean memory_bytes?",)
    assert curves(reader, 'memory_bytes{pod="x"}').warnings == ("No series of memory_bytes has these labels.",)
    assert curves(reader, "memory_bytes").warnings == ()


@pytest.mark.parametrize(
    ("expression", "labels"),
    [
        ("sum by (query, service) (rate(http_requests_total[1m]))", ["query"]),
        ("sum without (query) (http_requests_total) / sum by (service) (http_requests_total)", ["query"]),
        ('http_requests_total{query!="x"}', ["query"]),
        ('http_requests_total{pod=""}', []),
        ('sum by (query) (label_replace(memory_bytes, "query", "$1", "pod", "(.*)"))', []),
        ("sum by (pod) (sum by (service) (http_requests_total) + on (service) group_right () memory_bytes)", []),
        ("sum by (query) (vector(1))", []),
    ],
)
def test_a_label_that_no_series_has_is_said_to_be_none(reader: Reader, expression: str, labels: list[str]) -> None:
    assert curves(reader, expression).warnings == tuple(f"No series has a label {label}." for label in labels)


@pytest.mark.parametrize("step_ms", [1e300, -1.0, 0.0, 0.4, float("nan"), float("inf"), 604_800_001.0])
def test_a_step_lies_between_a_millisecond_and_a_week(reader: Reader, step_ms: float) -> None:
    with pytest.raises(Invalid) as refused:
        curves(reader, "1", step_ms=step_ms)
    assert refused.value.field == "step_ms"


def test_a_step_longer_than_a_short_range_gives_its_first_moment(reader: Reader) -> None:
    """As when a chart is zoomed in further than anything was measured."""
    assert curves(reader, "1", end=START_MS + 6000, step_ms=15_000).series[0].values == (1.0,)


def test_an_answer_has_a_size(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics, "MOST_VALUES", 4 * 11)
    assert curves(reader, "http_requests_total").series_total == 4
    monkeypatch.setattr(metrics, "MOST_VALUES", 4 * 11 - 1)
    with pytest.raises(TooMuch, match=r"44 values\. Take a longer step"):
        curves(reader, "http_requests_total")


def test_an_answer_takes_a_time(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics, "MOST_SECONDS", 0.0)
    with pytest.raises(TooMuch, match="takes too long"):
        curves(reader, "http_requests_total")


def test_a_mistake_has_its_place(reader: Reader) -> None:
    with pytest.raises(Invalid) as refused:
        curves(reader, "sum(rat(memory_bytes[1m]))")
    assert (refused.value.start, refused.value.end, refused.value.suggestion) == (4, 7, "rate")


def test_exemplars_lead_to_traces(reader: Reader) -> None:
    expression = "histogram_quantile(0.9, sum by (le) (rate(request_duration_seconds_bucket[1m])))"
    answer = tools.ask(reader, metrics.ExemplarsQuestion(expression=expression, start=START_MS, end=END_MS))
    assert len(answer.exemplars) == 30
    first = answer.exemplars[0]
    assert (first.trace_id, first.root_name, first.error) == (shop.trace_id(30), "GET /cart", True)
    assert first.labels["__name__"] == "request_duration_seconds_bucket"
    counted = metrics.ExemplarsQuestion(
        expression="rate(request_duration_seconds_count[1m])", start=START_MS, end=END_MS
    )
    assert tools.ask(reader, counted).exemplars == answer.exemplars
    few = tools.ask(reader, metrics.ExemplarsQuestion(expression=expression, start=START_MS, end=END_MS, limit=5))
    assert len(few.exemplars) == 5


def test_the_incident_itself(reader: Reader) -> None:
    answer = tools.ask(reader, incident.IncidentQuestion())
    assert (answer.spans, answer.log_lines, answer.metric_series) == (253, 103, 11)
    assert answer.services == ("web", "cart", "jobs")  # the busiest first
    assert answer.metric_step_ms == 15_000
    assert [event.title for event in answer.events] == ["web v1.4", "Cart errors"]
    assert answer.start == START_MS


def test_what_has_not_happened_yet_is_not_told(reader: Reader) -> None:
    answer = tools.ask(reader, incident.IncidentQuestion(title="Slow", start=START_MS, now=START_MS + 300_000))
    assert [event.title for event in answer.events] == ["web v1.4"]
    assert (answer.title, answer.now) == ("Slow", START_MS + 300_000)
