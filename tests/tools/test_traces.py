"""The traces lens over the shop: 60 requests of 4 spans, 3 linked attempts, 10 health checks of 100 each."""

from __future__ import annotations

from typing import Any

import pytest

from rounds import tools
from rounds.kit.errors import Invalid, NotFound
from rounds.store import Reader
from rounds.tools import traces
from rounds.tools.asked import FacetQuestion
from tests.tools import shop
from tests.tools.shop import END_MS, START_MS


def found(reader: Reader, query: str = "", **rest: Any) -> traces.Traces:
    window = {"start": START_MS, "end": END_MS} | rest
    answer: traces.Traces = tools.ask(reader, traces.TracesQuestion(query=query, **window))
    return answer


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("", 73),
        ("status:error", 33),
        ("service:cart", 60),
        ("service:cart status:error", 30),
        ("-status:error service:cart", 30),
        ("status:503", 30),
        ("status:5xx", 30),
        ("status:[200 TO 299] path:/health", 10),
        ("duration:>1s", 30),
        ("duration:>=2s kind:client", 30),
        ("self:>1.5s", 30),
        ("retry_count:>0", 2),
        ("delay_ms:>=3s", 1),
        ("body_bytes:>1MiB", 3),
        ("final:true", 1),
        ("pod:web-1", 30),
        ("root:true service:jobs", 3),
        ("event:exception", 30),
        ("link:*", 2),
        ("items", 60),
        ("order_7", 3),
        ("timed", 30),
        ("503", 33),  # a status code as a whole, or "503 from partner"
        ("50", 3),  # "503 from partner"
        ("level:error", 30),
        ("body:delivery", 3),
        ("trace.spans:>3 trace.errors:0", 30),
        ("trace.service:jobs", 3),
        ('"from partner"', 3),
        ("customer:cus_2 OR order_id:*", 18),
    ],
)
def test_a_search_finds_traces_with_such_a_span(reader: Reader, query: str, rows: int) -> None:
    answer = found(reader, query)
    assert answer.rows == rows
    assert len(answer.traces) == min(rows, 100)


def test_a_sampled_trace_counts_as_often_as_it_stands_for(reader: Reader) -> None:
    assert found(reader).total == 63 + 1000
    assert found(reader, "path:/health").total == 1000


def test_a_row_tells_of_the_whole_trace_and_of_what_matched(reader: Reader) -> None:
    row = found(reader, "service:cart status:error", limit=1, columns=("http.response.status_code", "name")).traces[0]
    assert row.trace_id == shop.trace_id(59)
    assert (row.root_service, row.root_name) == ("web", "GET /cart")
    assert (row.spans, row.errors, row.matches) == (4, 4, 2)
    assert row.services == ("cart", "web")
    assert row.span_id == shop.span_id(59, 2)
    assert row.values == {"http.response.status_code": 503, "name": "GET /items"}
    assert row.duration_ns == 2_040_000_000


@pytest.mark.parametrize("sort", ["newest", "oldest", "longest", "shortest", "spans", "errors"])
def test_traces_are_sorted(reader: Reader, sort: str) -> None:
    keys = {
        "newest": lambda row: -row.start,
        "oldest": lambda row: row.start,
        "longest": lambda row: -row.duration_ns,
        "shortest": lambda row: row.duration_ns,
        "spans": lambda row: -row.spans,
        "errors": lambda row: -row.errors,
    }
    for query in ("", "status:*"):
        rows = found(reader, query, sort=sort).traces
        assert [keys[sort](row) for row in rows] == sorted(keys[sort](row) for row in rows)


def test_pages_follow_each_other(reader: Reader) -> None:
    whole = [row.trace_id for row in found(reader, "service:web").traces]
    pages = [
        row.trace_id for offset in (0, 30, 60) for row in found(reader, "service:web", limit=30, offset=offset).traces
    ]
    assert pages == whole
    assert found(reader, "service:web", limit=30, offset=90).rows == 70


def test_an_unknown_order_or_column_is_refused(reader: Reader) -> None:
    with pytest.raises(Invalid, match="sorted by"):
        found(reader, sort="random")
    with pytest.raises(Invalid, match="No field nope"):
        found(reader, columns=("nope",))
    with pytest.raises(Invalid, match="not shown or counted"):
        found(reader, columns=("level",))


def test_facets_of_identifiers_and_of_what_cannot_be_counted(reader: Reader) -> None:
    ids = FacetQuestion(start=START_MS, end=END_MS, fields=("trace", "duration", "root"), values=3)
    answer = tools.ask(reader, ids, signal="traces")
    assert [(facet.field, facet.distinct) for facet in answer.facets] == [("trace", 73), ("duration", 10), ("root", 2)]
    assert [len(facet.values) for facet in answer.facets] == [3, 3, 2]
    with pytest.raises(Invalid, match="not shown or counted"):
        tools.ask(reader, FacetQuestion(start=START_MS, end=END_MS, fields=("level",)), signal="traces")


def test_durations_count_every_span_in_its_cell(reader: Reader) -> None:
    answer = tools.ask(
        reader, traces.DurationsQuestion(query="name:GET", start=START_MS, end=END_MS, columns=10, rows=4)
    )
    assert (answer.low_ns, answer.high_ns) == (20_000_000, 5_000_000_000)
    grid = [answer.counts[column * 4 : column * 4 + 4] for column in range(10)]
    assert grid == [(6, 0, 0, 0)] * 5 + [(0, 0, 0, 6)] * 5
    assert sum(answer.errors) == 30
    assert answer.total == 60
    assert len(answer.points) == 60


def test_durations_without_a_search_are_of_whole_traces(reader: Reader) -> None:
    answer = tools.ask(reader, traces.DurationsQuestion(start=START_MS, end=END_MS))
    assert answer.total == 1063
    assert sum(answer.counts) == 1063
    assert sum(answer.errors) == 33


def test_durations_of_nothing(reader: Reader) -> None:
    answer = tools.ask(reader, traces.DurationsQuestion(query="service:nobody", start=START_MS, end=END_MS))
    assert (answer.total, sum(answer.counts), answer.points) == (0, 0, ())
    assert answer.low_ns < answer.high_ns


def test_facets_of_spans(reader: Reader) -> None:
    question = FacetQuestion(query="service:cart", start=START_MS, end=END_MS)
    answer = tools.ask(reader, question, signal="traces")
    counts = {facet.field: {value.value: value.total for value in facet.values} for facet in answer.facets}
    assert counts["service"] == {"web": 1120, "cart": 120, "jobs": 3}
    assert counts["status"] == {"error": 60, "unset": 60}
    assert counts["http.response.status_code"] == {200: 30, 503: 30}
    assert [facet.field for facet in answer.facets][:4] == ["service", "status", "name", "kind"]


def test_a_trace_is_a_tree_in_pre_order(reader: Reader) -> None:
    answer = tools.ask(reader, traces.TraceQuestion(trace_id=shop.trace_id(35).upper()))
    assert [answer.texts[name] for name in answer.name] == ["GET /cart", "GET", "GET /items", "SELECT items"]
    assert [answer.texts[service] for service in answer.service] == ["web", "web", "cart", "cart"]
    assert answer.parent == (-1, 0, 1, 2)
    assert answer.descendants == (3, 2, 1, 0)
    assert answer.begin_ns == (0, 5_000_000, 8_000_000, 10_000_000)
    assert answer.self_ns == (15_000_000, 15_000_000, 10_000_000, 2_000_000_000)
    assert sum(answer.critical_ns) == answer.duration_ns
    assert (answer.logs, answer.orphans, answer.sample_rate) == (2, 0, 1)
    assert int(answer.start_ns) == shop.START_NS + 350_000 * shop.MS


def test_a_span_tells_everything(reader: Reader) -> None:
    question = traces.SpanQuestion(trace_id=shop.trace_id(101), span_id=shop.span_id(101, 0))
    span = tools.ask(reader, question)
    assert span.attributes == {
        "order_id": "order_7",
        "retry_count": 1,
        "delay_ms": 1500,
        shop.ODD: "odd 1",
        shop.BROKEN: "broken 1",
        "body_bytes": 2_000_000,
        "final": False,
    }
    assert (span.service, span.name, span.kind, span.status) == ("jobs", "job.process", "Consumer", "Error")
    assert [link.span_id for link in span.links] == [shop.span_id(100, 0)]
    assert [link.span_id for link in span.linked_from] == [shop.span_id(102, 0)]
    assert span.links[0].attributes == {"link.kind": "parent attempt"}
    assert [line.body for line in span.logs] == ["delivery failed, trying again"]
    pivots = {related.title: related.detail for related in span.related}
    assert pivots["Spans with order_id order_7"] == "3 spans"


def test_a_spans_resource_and_events(reader: Reader) -> None:
    span = tools.ask(reader, traces.SpanQuestion(trace_id=shop.trace_id(35), span_id=shop.span_id(35, 3)))
    assert span.resource == {"k8s.pod.name": "cart-0"}
    assert [(event.name, event.attributes) for event in span.events] == [
        ("exception", {"exception.type": "TimeoutError"})
    ]
    assert span.events[0].time == START_MS + 350_000 + 2010


def test_a_span_has_a_rank_among_its_like(reader: Reader) -> None:
    slow = tools.ask(reader, traces.SpanQuestion(trace_id=shop.trace_id(35), span_id=shop.span_id(35, 3))).rank
    assert (slow.spans, slow.slower_than) == (60, 0.5)
    assert sum(slow.counts) == 60
    assert len(slow.bounds_ns) == len(slow.counts) + 1
    assert slow.bounds_ns[0] <= 20_000_000
    assert slow.bounds_ns[-1] >= 2_000_000_000


@pytest.mark.parametrize("span_id", ["0" * 16, "nonsense", "", shop.span_id(40, 0)])
def test_there_is_no_such_span(reader: Reader, span_id: str) -> None:
    with pytest.raises(NotFound):
        tools.ask(reader, traces.SpanQuestion(trace_id=shop.trace_id(35), span_id=span_id))


def test_there_is_no_such_trace(reader: Reader) -> None:
    with pytest.raises(NotFound):
        tools.ask(reader, traces.TraceQuestion(trace_id="f" * 32))
