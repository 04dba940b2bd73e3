"""The logs lens over the shop: 60 served requests, 30 timeouts, 3 failed deliveries, 10 health checks of 100 each."""

from __future__ import annotations

from typing import Any

import pytest

from rounds import tools
from rounds.kit.errors import Invalid, NotFound
from rounds.store import Reader
from rounds.tools import logs
from rounds.tools.asked import FacetQuestion
from tests.tools import shop
from tests.tools.shop import END_MS, START_MS


def found(reader: Reader, query: str = "", **rest: Any) -> logs.Lines:
    window = {"start": START_MS, "end": END_MS} | rest
    answer: logs.Lines = tools.ask(reader, logs.LinesQuestion(query=query, **window))
    return answer


def facets(reader: Reader, query: str = "", **rest: Any) -> dict[str, dict[Any, int]]:
    answer = tools.ask(reader, FacetQuestion(query=query, start=START_MS, end=END_MS, **rest), signal="logs")
    return {facet.field: {value.value: value.total for value in facet.values} for facet in answer.facets}


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", 103),
        ("level:error", 30),
        ("level:>=warn", 33),
        ("-level:(info OR debug)", 33),
        ("timeout", 30),
        ("TIMEOUT pool", 30),
        ("time", 0),
        ("time*", 30),
        ('"acquiring connection from"', 30),
        ('"ring connection fr"', 30),
        ('"Acquiring  connection"', 0),
        ("-timeout -served", 13),
        ("(timeout OR delivery) service:(cart OR jobs)", 33),
        ("customer.id:cus_1", 15),
        ("customer:cus_*", 60),
        ("-customer:*", 43),
        ("waiting:>20", 14),
        ("waiting:[5 TO 10]", 6),
        ("waiting:{5 TO 10}", 4),
        ("retry_count:0", 1),
        ("status:5xx", 3),
        ("body:health", 10),
        ("/cart", 60),
        ("duration:>1s", 60),
        ("name:job.process", 3),
        (f"trace:{shop.trace_id(40)}", 2),
        ("pool:items level:error waiting:34", 1),
    ],
)
def test_a_search_finds_what_it_says(reader: Reader, query: str, rows: int) -> None:
    assert found(reader, query).rows == rows


def test_lines_come_newest_first_with_their_fields(reader: Reader) -> None:
    newest = found(reader, "level:error", limit=1).lines[0]
    assert newest.level == "error"
    assert newest.service == "cart"
    assert newest.time == START_MS + 59 * 10_000 + 2010
    assert newest.fields == {"pool": "items", "waiting": 34}
    assert newest.trace_id == shop.trace_id(59)


def test_a_sampled_line_counts_as_often_as_it_stands_for(reader: Reader) -> None:
    answer = found(reader)
    assert (answer.rows, answer.total) == (103, 93 + 1000)


def test_pages_go_back_and_forth_without_a_gap(reader: Reader) -> None:
    first = found(reader, "level:error", limit=10).lines
    second = found(reader, "level:error", limit=10, before=first[-1].no).lines
    back = found(reader, "level:error", limit=10, after=second[0].no).lines
    assert [line.no for line in first + second] == [line.no for line in found(reader, "level:error", limit=20).lines]
    assert back == first


def test_a_range_holds_its_start_and_not_its_end(reader: Reader) -> None:
    moment = START_MS + 30  # the first line
    assert found(reader, start=moment, end=moment + 1).rows == 1
    assert found(reader, start=START_MS, end=moment).rows == 0


def test_a_range_that_ends_before_it_starts_is_refused(reader: Reader) -> None:
    with pytest.raises(Invalid, match="must end after it starts"):
        found(reader, start=END_MS, end=START_MS)


def test_the_histogram_counts_every_line_once(reader: Reader) -> None:
    answer = tools.ask(reader, logs.HistogramQuestion(start=START_MS, end=END_MS, buckets=10))
    assert answer.step_ms == 60_000
    assert answer.levels["info"] == (6,) * 10
    assert answer.levels["error"] == (0,) * 5 + (6,) * 5
    assert answer.levels["debug"] == (100,) * 10
    assert list(answer.levels) == ["error", "warn", "info", "debug"]


def test_a_histogram_of_part_of_a_step_starts_before_it(reader: Reader) -> None:
    answer = tools.ask(reader, logs.HistogramQuestion(start=START_MS + 30_000, end=END_MS, buckets=10))
    assert answer.start == START_MS
    assert answer.levels["info"] == (3, *(6,) * 9)


def test_facets_count_exactly_and_leave_their_own_choice_open(reader: Reader) -> None:
    counts = facets(reader, "level:error")
    assert counts["level"] == {"error": 30, "info": 60, "warn": 3, "debug": 1000}
    assert counts["service"] == {"cart": 30}
    assert counts["pool"] == {"items": 30}


def test_a_chosen_value_stays_in_sight_when_nothing_has_it(reader: Reader) -> None:
    answer = tools.ask(
        reader,
        FacetQuestion(query="service:nobody level:error", start=START_MS, end=END_MS, fields=("service",)),
        signal="logs",
    )
    assert [(value.value, value.total, value.chosen) for value in answer.facets[0].values] == [
        ("cart", 30, False),
        ("nobody", 0, True),
    ]


def test_a_chosen_value_is_counted_when_others_are_more_frequent(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rounds.tools.facets.FEW", 0)  # as for a field with more values than are sent
    question = FacetQuestion(query="customer.id:cus_2", start=START_MS, end=END_MS, fields=("customer.id",), values=1)
    facet = tools.ask(reader, question, signal="logs").facets[0]
    assert ("cus_2", 15, True) in [(value.value, value.total, value.chosen) for value in facet.values]


def test_facets_can_be_found_by_a_value(reader: Reader) -> None:
    assert facets(reader, find="cus_2")["customer.id"] == {"cus_2": 15}
    assert set(facets(reader, find="retry")["retry_count"]) == {0, 1, 2}


def test_a_line_tells_where_to_go_on(reader: Reader) -> None:
    no = found(reader, "retry_count:1").lines[0].no
    details = tools.ask(reader, logs.LineQuestion(no=no))
    assert details.severity_number == 13
    pivots = {related.title: (related.detail, related.query) for related in details.related}
    assert pivots["Trace jobs job.process"] == ("1 span, 100 ms", "")
    assert pivots["Lines with order_id order_7"] == ("3 lines", "order_id:order_7")
    assert pivots["Spans with order_id order_7"] == ("3 spans", "order_id:order_7")


def test_a_pivot_finds_what_it_counts(reader: Reader) -> None:
    no = found(reader, f"trace:{shop.trace_id(40)} level:error").lines[0].no
    for related in tools.ask(reader, logs.LineQuestion(no=no)).related:
        if related.kind == "logs":
            assert related.detail == f"{found(reader, related.query).rows} lines"
        if related.kind == "metrics":
            assert "cart" in related.query


def test_there_is_no_line_of_that_number(reader: Reader) -> None:
    for no in (5000, -1, 2**40):
        with pytest.raises(NotFound):
            tools.ask(reader, logs.LineQuestion(no=no))


def test_the_lines_around_one_are_near_and_alike(reader: Reader) -> None:
    middle = found(reader, "retry_count:1").lines[0]
    near = tools.ask(reader, logs.AroundQuestion(no=middle.no, within_ms=15_000))
    assert [line.fields["retry_count"] for line in near.lines] == [2, 1, 0]
    every = tools.ask(reader, logs.AroundQuestion(no=middle.no, within_ms=5_000, same=()))
    assert {line.service for line in every.lines} == {"jobs", "web", "cart"}
    order = tools.ask(reader, logs.AroundQuestion(no=middle.no, within_ms=60_000, same=("order_id", "level")))
    assert order.rows == 3


def test_a_mistake_in_a_search_has_its_place(reader: Reader) -> None:
    with pytest.raises(Invalid) as refused:
        found(reader, "service:web retry_cuont:>3")
    problem = refused.value
    assert (problem.field, problem.start, problem.end, problem.suggestion) == ("query", 12, 23, "retry_count")
