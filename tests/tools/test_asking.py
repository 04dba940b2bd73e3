"""What every lens shares: nasty texts, suggestions, digests."""

from __future__ import annotations

import json
from typing import Any

import pytest

from rounds import tools
from rounds.kit.errors import Invalid, TooMuch
from rounds.query.search.write import name, quoted, value
from rounds.store import QuestionFailed, Reader
from rounds.tools import incident, logs, metrics, traces
from rounds.tools.asked import FacetQuestion, SuggestQuestion
from tests.tools import shop
from tests.tools.shop import END_MS, START_MS

WINDOW = {"start": START_MS, "end": END_MS}
NASTY = [
    "'; DROP TABLE otel_logs; --",
    "' OR 1=1 --",
    "\\",
    "\\'",
    "`",
    '"',
    "{p0:String}",
    "{start:Int64}",
    "$where $window $$ ${columns}",
    "%",
    "_",
    "a\nb\tc\rd",
    "\0",
    "NULL",
    "\\N",
    "🦀 ünï\u202ecödé",
    "x" * 1000,
    "]]>){}[",
    "/* */ # -- ;",
]


@pytest.mark.parametrize("text", NASTY)
def test_nasty_texts_are_looked_for_and_nothing_else(reader: Reader, text: str) -> None:
    typed = value(text)
    bodies = [line["Body"].lower() for line in shop.lines()]
    rows = {
        f"service:{typed}": 0,
        f"customer.id:{typed}": 0,
        f"customer.id:(cus_1 OR {typed})": 15,
        quoted(text): sum(text.lower() in body for body in bodies),
    }
    for query, many in rows.items():
        assert tools.ask(reader, logs.LinesQuestion(query=query, **WINDOW)).rows == many
        spans = tools.ask(reader, traces.TracesQuestion(query=query, **WINDOW)).rows
        assert spans == many or query.startswith('"')
    facets = tools.ask(reader, FacetQuestion(find=text, query=f"-service:{typed}", **WINDOW), signal="logs")
    listed = [(facet.field, value.value) for facet in facets.facets for value in facet.values]
    assert all(text in field or text.lower() in str(found).lower() for field, found in listed)


@pytest.mark.parametrize("text", NASTY)
def test_nasty_labels_and_regular_expressions(reader: Reader, text: str) -> None:
    quoted = json.dumps(text) if text.isascii() and "\0" not in text else '"☃"'
    assert tools.ask(reader, metrics.RangeQuestion(expression=f"memory_bytes{{pod={quoted}}}", **WINDOW)).series == ()
    assert (
        len(tools.ask(reader, metrics.RangeQuestion(expression=f"memory_bytes{{pod!={quoted}}}", **WINDOW)).series) == 2
    )


@pytest.mark.parametrize(
    "text", ["x " * 20, "-" * 40 + "x", '-"a b" ' * 20, "service:x OR " * 99 + "service:x", "a*b " * 20]
)
def test_the_longest_searches_are_answered(reader: Reader, text: str) -> None:
    for question in (traces.TracesQuestion, logs.LinesQuestion):
        tools.ask(reader, question(query=text, **WINDOW))


def test_what_is_too_long_is_refused(reader: Reader) -> None:
    with pytest.raises(Invalid, match="at most 20 words") as refused:
        tools.ask(reader, traces.TracesQuestion(query="x " * 21, **WINDOW))
    assert (refused.value.field, refused.value.start, refused.value.end) == ("query", 40, 41)
    assert tools.ask(reader, logs.LinesQuestion(query="x " * 100, **WINDOW)).rows == 0
    for signal in ("traces", "logs", "metrics"):
        with pytest.raises(Invalid, match="8,000 characters"):
            tools.ask(reader, SuggestQuestion(signal=signal, text="a" * 8001, cursor=3))


@pytest.mark.parametrize("key", [shop.ODD, shop.BROKEN])
def test_an_attribute_may_have_any_name(reader: Reader, key: str) -> None:
    what = "odd" if key == shop.ODD else "broken"
    for test in (f'"{what} 1"', f"{what}*1", f'("{what} 1" OR x)', f'["{what} 1" TO "{what} 1"]'):
        found = tools.ask(reader, traces.TracesQuestion(query=f"{name(key)}:{test}", columns=(key,), **WINDOW))
        assert [row.values for row in found.traces] == [{key: f"{what} 1"}]
    assert tools.ask(reader, traces.TracesQuestion(query=f'"{what} 1"', **WINDOW)).rows == 1
    facets = tools.ask(reader, FacetQuestion(fields=(key, "order_id"), **WINDOW), signal="traces").facets
    assert {value.value: value.total for value in facets[0].values} == {f"{what} {n}": 1 for n in range(3)}
    typed = f"{name(key)}:{what}"
    assert suggested(reader, "traces", typed)[0] == (f'"{what} 0"', len(typed) - len(what), len(typed))


def test_a_field_of_any_name_is_known_or_refused(reader: Reader) -> None:
    for text in NASTY:
        with pytest.raises(Invalid):
            tools.ask(reader, logs.LinesQuestion(query=f"{name(text)}:1", **WINDOW))


def suggested(reader: Reader, signal: str, text: str) -> list[tuple[str, int, int]]:
    answer = tools.ask(reader, SuggestQuestion(signal=signal, text=text, cursor=len(text)))
    return [(found.text, found.start, found.end) for found in answer.suggestions]


@pytest.mark.parametrize(
    ("signal", "text", "first"),
    [
        ("traces", "ret", ("retry_count:", 0, 3)),
        ("traces", "a -retr", ("retry_count:", 3, 7)),
        ("traces", "service:", ("web", 8, 8)),
        ("traces", "service:ca", ("cart", 8, 10)),
        ("traces", "service:(web OR ca", ("cart", 16, 18)),
        ("traces", "status:e", ("error", 7, 8)),
        ("traces", "status:50", ("503", 7, 9)),
        ("traces", "name:sel", ('"SELECT items"', 5, 8)),
        ("traces", "customer:cus_3", ("cus_3", 9, 14)),
        ("logs", "level:w", ("warn", 6, 7)),
        ("logs", "final:", None),
        ("logs", "a O", ("OR", 2, 3)),
        ("metrics", "mem", ("memory_bytes", 0, 3)),
        ("metrics", "rat", ("rate(", 0, 3)),
        ("metrics", "sum(rate(http", ("http_requests_total", 9, 13)),
        ("metrics", "rate(http_requests_total{sta", ("status_code", 25, 28)),
        ("metrics", 'rate(http_requests_total{status_code="5', ('"503"', 37, 39)),
        ("metrics", "rate(http_requests_total{status_code=", ('"200"', 37, 37)),
        ("metrics", "rate(http_requests_total[", ("1m", 25, 25)),
        ("metrics", "sum(http_requests_total) by (ser", ("service", 29, 32)),
        # After an operand no metric can follow, and what is whole is asked, not added to.
        ("metrics", "sum(rate(http_requests_total[1m]))", None),
        ("metrics", "sum(rate(http_requests_total[1m])) ", None),
        ("metrics", "http_requests_total ", None),
        ("metrics", "http_requests_total offset 5m", None),
        ("metrics", "sum(http_requests_total) un", ("unless", 25, 27)),
        ("metrics", "sum(http_requests_total) / mem", ("memory_bytes", 27, 30)),
        ("metrics", "sum by (service) (mem", ("memory_bytes", 18, 21)),
    ],
)
def test_suggestions(reader: Reader, signal: str, text: str, first: tuple[str, int, int] | None) -> None:
    found = suggested(reader, signal, text)
    assert (found[0] if first else found) == (first or [])


def test_every_suggestion_of_a_field_can_be_asked_for(reader: Reader) -> None:
    for signal, question in (("traces", traces.TracesQuestion), ("logs", logs.LinesQuestion)):
        for text, _, _ in suggested(reader, signal, ""):
            tools.ask(reader, question(query=f"{text}*", **WINDOW))


def digest(reader: Reader, question: Any, signal: str = "") -> dict[str, Any]:
    made = tools.digest(question, tools.ask(reader, question, signal=signal), reader, signal=signal)
    assert len(json.dumps(made)) <= 8000
    return made


def test_the_digest_of_lines(reader: Reader) -> None:
    made = digest(
        reader, logs.LinesQuestion(query="customer:cus_1 AND -level:debug retry_count:[0 TO 2} OR timeout", **WINDOW)
    )
    assert made["question"] == "logs.lines"
    assert made["query"] == "(customer:cus_1 -level:debug retry_count:[0 TO 2}) OR timeout"
    assert made["filters"] == [
        ["customer.id", "=", "cus_1"],
        ["level", "!=", "debug"],
        ["retry_count", ">=", "0"],
        ["retry_count", "<", "2"],
        ["", "~", "timeout"],
    ]
    assert (made["rows"], made["window"]) == (30, [START_MS, END_MS])
    attempts = digest(reader, logs.LinesQuestion(query="order_id:order_7", **WINDOW))
    assert attempts["values"] == {"order_id": {"order_7": 3}}
    assert attempts["first"] < attempts["last"]
    assert sum(attempts["bodies"].values()) == 3
    assert digest(reader, logs.LinesQuestion(query="", **WINDOW))["bodies"] == {}


def test_the_digest_of_curves(reader: Reader) -> None:
    made = digest(
        reader,
        metrics.RangeQuestion(expression='rate(http_requests_total{service="web"}[1m])', step_ms=60_000, **WINDOW),
    )
    assert made["metrics"] == ["http_requests_total"]
    assert made["filters"] == [["service", "=", "web"]]
    last = {one["labels"]["status_code"]: one["last"] for one in made["series"]}
    assert last == pytest.approx({"200": 1.0, "503": 2.0})
    assert all(one["min"] <= one["last"] <= one["max"] for one in made["series"])


def test_the_digest_of_a_trace_and_a_span(reader: Reader) -> None:
    trace = digest(reader, traces.TraceQuestion(trace_id=shop.trace_id(35)))
    assert (trace["root"], trace["error"], trace["spans"]) == (["web", "GET /cart"], True, 4)
    own = [spent for *_, spent in trace["operations"]]
    assert (sum(many for _, _, many, _ in trace["operations"]), own) == (4, sorted(own, reverse=True))
    assert ["web", "GET /cart", 1] in [told[:3] for told in trace["operations"]]
    span = digest(reader, traces.SpanQuestion(trace_id=shop.trace_id(101), span_id=shop.span_id(101, 0)))
    assert span["attributes"]["retry_count"] == 1
    listed = digest(reader, traces.TracesQuestion(query="retry_count:*", columns=("retry_count",), **WINDOW))
    assert listed["greatest"] == {"retry_count": max(map(int, listed["values"]["retry_count"]))}


def test_every_question_has_a_digest(reader: Reader) -> None:
    questions: list[tuple[Any, str]] = [
        (logs.HistogramQuestion(**WINDOW), "levels"),
        (logs.LineQuestion(no=3), "body"),
        (logs.AroundQuestion(no=3), "rows"),
        (traces.TracesQuestion(query="retry_count:*", columns=("retry_count",), **WINDOW), "values"),
        (traces.DurationsQuestion(**WINDOW), "total"),
        (metrics.CatalogueQuestion(), "rows"),
        (metrics.LabelsQuestion(metric="memory_bytes"), "question"),
        (metrics.ExemplarsQuestion(expression="request_duration_seconds_bucket", **WINDOW), "traces"),
        (incident.IncidentQuestion(), "question"),
        (SuggestQuestion(signal="logs", text="", cursor=0), "question"),
    ]
    for question, holds in questions:
        assert holds in digest(reader, question)
    for signal in ("traces", "logs"):
        assert digest(reader, FacetQuestion(**WINDOW), signal)["question"] == f"{signal}.facets"


def test_a_digest_of_wide_values_stays_small(reader: Reader) -> None:
    question = traces.SpanQuestion(trace_id="a", span_id="b")
    answer = tools.ask(reader, traces.SpanQuestion(trace_id=shop.trace_id(101), span_id=shop.span_id(101, 0)))
    wide = {f"key{number}": "ü" * 5000 for number in range(300)}
    made = tools.digest(
        question, type(answer)(**{field: getattr(answer, field) for field in answer.__slots__} | {"attributes": wide})
    )
    assert len(json.dumps(made)) <= 8000
    assert made["attributes"]


def test_an_incident_without_anything_answers_every_question(empty: Reader) -> None:
    assert tools.ask(empty, incident.IncidentQuestion()).spans == 0
    assert tools.ask(empty, logs.LinesQuestion(query="timeout level:error", **WINDOW)).lines == ()
    assert tools.ask(empty, logs.HistogramQuestion(**WINDOW)).levels == {}
    assert tools.ask(empty, traces.TracesQuestion(query="status:error timeout", **WINDOW)).rows == 0
    assert tools.ask(empty, traces.TracesQuestion(**WINDOW)).traces == ()
    assert tools.ask(empty, traces.DurationsQuestion(**WINDOW)).total == 0
    assert tools.ask(empty, metrics.CatalogueQuestion()).metrics == ()
    assert tools.ask(empty, metrics.RangeQuestion(expression="rate(x[5m])", **WINDOW)).series == ()
    assert tools.ask(empty, metrics.RangeQuestion(expression="absent(x)", step_ms=300_000, **WINDOW)).series[
        0
    ].values == (1, 1, 1)
    assert tools.ask(empty, metrics.ExemplarsQuestion(expression="x", **WINDOW)).exemplars == ()
    for signal in ("traces", "logs"):
        assert tools.ask(empty, FacetQuestion(**WINDOW), signal=signal).facets == ()
    for signal in ("traces", "logs", "metrics"):
        assert tools.ask(empty, SuggestQuestion(signal=signal, text="", cursor=0)).suggestions


@pytest.mark.parametrize("sql", ["SELECT " + "1+" * 60_000 + "1", "SELECT " + "NOT " * 5000 + "1"])
def test_a_statement_too_large_for_the_engine_is_too_much(reader: Reader, sql: str) -> None:
    with pytest.raises(TooMuch, match="Take parts of it away"):
        reader.rows(sql)


def test_what_the_engine_says_of_a_mistake_goes_with_its_code(reader: Reader) -> None:
    with pytest.raises(QuestionFailed, match=r"ClickHouse's code 47\)$"):
        reader.rows("SELECT nothing FROM otel_traces")
