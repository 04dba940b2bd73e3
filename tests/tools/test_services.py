"""The services lens over the shop, whose calls can be counted on paper; and over hosts made for one test each.

Before, from 0 to 5 min: 30 requests that succeed. During, from 5 to 10 min: 30 that fail after 2 s. The cart's
database spans name nobody, so nobody was called. Jobs are taken from a queue that is not named.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from rounds import tools
from rounds.kit.errors import Invalid, NotFound
from rounds.signals import Signals
from rounds.store import Reader, Telemetry
from rounds.tools import services
from rounds.tools.digests import digest
from rounds.tools.service_graph import Traffic, changes
from tests.store.engines import ENGINES, opened
from tests.tools import shop
from tests.tools.shop import END_MS, MS, START_MS, START_NS

MINUTE = 60_000.0
HALF = START_MS + 5 * MINUTE
BEFORE = {"before_start": START_MS, "before_end": HALF}
DURING = {"start": HALF, "end": END_MS}


def graph(reader: Reader, **rest: Any) -> services.ServiceGraph:
    answer: services.ServiceGraph = tools.ask(reader, services.GraphQuestion(**DURING | BEFORE | rest))
    return answer


def named(found: services.ServiceGraph, caller: str, callee: str) -> services.Call:
    return next(call for call in found.calls if (call.caller, call.callee) == (caller, callee))


def details(reader: Reader, **rest: Any) -> services.CallDetails:
    curves = {"from_time": START_MS, "to_time": END_MS}
    answer: services.CallDetails = tools.ask(reader, services.CallQuestion(**curves | DURING | BEFORE | rest))
    return answer


def test_calls_are_counted_as_often_as_their_sample_rate_says(reader: Reader) -> None:
    found = graph(reader)
    assert {(node.name, node.kind) for node in found.nodes} == {("web", "service"), ("cart", "service")}
    call = named(found, "web", "cart")
    assert call.before == Traffic(30, 0, 30, 0.1, 0.0, *[pytest.approx(30 * MS, rel=0.01)] * 3, 30, 30.0)
    assert (call.during.total, call.during.rate, call.during.errors) == (30, 0.1, 1.0)
    assert call.during.p95_ns == pytest.approx(2010 * MS, rel=0.01)
    outside = named(found, "", "web")
    assert (outside.during.traces, outside.during.scatter) == (35, 30 + 5 * 100**2)
    assert (found.rows, found.total) == (130, 1120)
    # 30 requests and 5 health checks that stand for 100 each.
    assert (outside.during.rows, outside.during.total, outside.during.errors) == (35, 530, pytest.approx(30 / 530))


def test_what_changed_is_told_apart_from_what_did_not(reader: Reader) -> None:
    found = graph(reader)
    assert named(found, "web", "cart").changes == ("more_errors", "slower")
    same = graph(reader, start=START_MS + MINUTE, end=START_MS + 3 * MINUTE)
    assert named(same, "web", "cart").changes == ()
    assert graph(reader, before_start=None, before_end=None).nodes[0].before is None


def test_traces_that_may_not_have_ended_are_not_taken_for_gone(reader: Reader) -> None:
    """The shop's failing requests take two seconds, and nearly all spans are in them or in shorter traces."""
    found = graph(reader)
    last = END_MS - 10_000 + 2040  # when the last request ends
    assert found.complete_until == pytest.approx(last - 2040)
    asked = services.asking(reader, services.GraphQuestion(**DURING | BEFORE), "")
    whole, none = services.graphs.traffic(300, None), traffic(50)
    until = {END_MS: ("gone",), END_MS - 20_000: ("gone",), END_MS - 60_000: ()}
    for at, said in until.items():
        assert services.changed(replace(asked, complete_until=at), none, whole) == said


def test_the_shape_is_that_of_the_whole_incident_whatever_is_looked_at(reader: Reader) -> None:
    shapes = {
        tuple((call.caller, call.callee) for call in graph(reader, start=at, end=at + 1, **BEFORE).calls)
        for at in (START_MS, HALF, END_MS - 1, END_MS + 40 * MINUTE)
    }
    assert shapes == {(("", "web"), ("web", "cart"))}


def test_stretches_are_whole_tens_of_seconds_that_were_recorded(reader: Reader) -> None:
    found = graph(reader, start=HALF + 1, end=END_MS + 60 * MINUTE)
    assert (found.start, found.end) == (HALF, END_MS)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("errors > 50%", {"cart", "web > cart"}),
        ("errors > 1%", {"web", "cart", "outside > web", "web > cart"}),
        ("p95 > 1s and name ~ car", {"cart", "web > cart"}),
        ("rate < 0.2", {"cart", "web > cart"}),
        ("name = web and not errors > 50%", {"web", "outside > web"}),
        ("change:slower rate < 1", {"cart", "web > cart"}),
        ("kind:database", set()),
        ("(p50 < 1s or rate > 1) errors:[1% TO 6%]", {"web", "outside > web"}),
    ],
)
def test_find_marks_what_matches_and_hide_takes_it_away(reader: Reader, text: str, names: set[str]) -> None:
    found, rest = graph(reader, find=text), graph(reader, hide=text)
    for answer, marks in ((found, "found"), (rest, "hidden")):
        marked = {node.name for node in answer.nodes if getattr(node, marks)}
        marked |= {f"{call.caller or 'outside'} > {call.callee}" for call in answer.calls if getattr(call, marks)}
        assert marked == names
    assert found.found == len(names)
    assert graph(reader, find=text, hide=text).found == 0


@pytest.mark.parametrize(
    ("text", "marked", "message"),
    [
        ("errr > 5%", "errr", "Did you mean errors?"),
        ("rate > 1 and p95 > fast", "fast", "p95 is a duration"),
        ("rate > 1 and errors >  five", "five", "errors is a share"),
        ("(errors > 5 %", "(", "never closed"),
        ("name ~ web and rate >", "rate >", "must follow"),
        ("p99 = *", None, None),
    ],
)
def test_a_filter_that_cannot_be_read_says_where(
    reader: Reader, text: str, marked: str | None, message: str | None
) -> None:
    for field in ("find", "hide"):
        if marked is None or message is None:
            graph(reader, **{field: text})
            continue
        with pytest.raises(Invalid, match=message.replace("?", r"\?")) as wrong:
            graph(reader, **{field: text})
        problem = wrong.value
        assert (problem.field, text[problem.start : problem.end]) == (field, marked)


def test_one_call_over_time_with_its_spans_and_lines(reader: Reader) -> None:
    found = details(reader, callers=("web",), callees=("cart",), points=10)
    assert (found.step_ms, found.start, len(found.rate)) == (MINUTE, START_MS, 10)
    assert found.rate == (0.1,) * 10
    assert found.errors == (0.0,) * 5 + (1.0,) * 5
    assert found.p95_ns[-1] == pytest.approx(2010 * MS, rel=0.01)
    assert (found.query, found.exact, found.status_field) == (
        "service:web server.address:cart",
        True,
        "http.response.status_code",
    )
    assert [(one.status, one.before, one.during) for one in found.statuses] == [("200", 30, 0), ("503", 0, 30)]
    spans = tools.ask(reader, tools.traces.TracesQuestion(query=found.query, **DURING))
    assert spans.rows == 30


def test_a_node_is_asked_about_by_whom_it_is_called_or_by_whom_it_calls(reader: Reader) -> None:
    cart = details(reader, callees=("cart",))
    assert (cart.query, cart.exact) == ("service:cart kind:(server OR consumer)", True)
    assert ("Lines of cart", "30 lines") in {(one.title, one.detail) for one in cart.related}
    assert any(one.kind == "metrics" for one in cart.related)
    assert details(reader, callers=("web",)).query == "service:web"


def test_questions_without_sense_are_refused(reader: Reader) -> None:
    with pytest.raises(NotFound, match="No such call"):
        details(reader, callers=("cart",), callees=("web",))
    with pytest.raises(Invalid, match="names"):
        details(reader)
    with pytest.raises(Invalid, match="points"):
        details(reader, callees=("cart",), points=100_000)
    with pytest.raises(Invalid, match="end after"):
        graph(reader, start=END_MS, end=START_MS)


def test_failing_calls_over_time(reader: Reader) -> None:
    answer: services.FailingCalls = tools.ask(reader, services.FailingQuestion(start=START_MS, end=END_MS, points=10))
    assert answer.step_ms == MINUTE
    assert answer.failed == (0,) * 5 + (12,) * 5  # web and cart, six times a minute
    assert answer.total == (112,) * 10


def test_without_spans_there_is_an_empty_graph(empty: Reader) -> None:
    found = graph(empty)
    assert (found.nodes, found.calls, found.found) == ((), (), 0)
    with pytest.raises(NotFound):
        details(empty, callees=("cart",))
    assert sum(tools.ask(empty, services.FailingQuestion(start=START_MS, end=END_MS)).total) == 0


def test_a_digest_holds_what_was_narrowed_to_and_no_more(reader: Reader) -> None:
    question = services.GraphQuestion(**DURING | BEFORE, find="errors > 50%")
    made = digest(question, tools.ask(reader, question), reader)
    assert made["question"] == "services.graph"
    assert made["find"] == "errors > 50%"
    assert [(call["from"], call["to"], call["changes"]) for call in made["calls"]] == [
        ("web", "cart", ["more_errors", "slower"])
    ]
    opened_call = services.CallQuestion(
        callers=("web",), callees=("cart",), from_time=START_MS, to_time=END_MS, **DURING | BEFORE
    )
    made = digest(opened_call, tools.ask(reader, opened_call), reader)
    assert (made["question"], made["callers"], made["callees"]) == ("services.call", ["web"], ["cart"])
    assert made["errors"] == {"first": 0.0, "last": 1.0, "max": 1.0}
    assert made["statuses"] == {"200": [30, 0], "503": [0, 30]}


def path(reader: Reader, trace_id: str) -> services.TracePath:
    answer: services.TracePath = tools.ask(reader, services.TracePathQuestion(trace_id=trace_id))
    return answer


def told(answer: services.TracePath) -> dict[str, tuple[int, ...]]:
    """Calls, failed ones, and in milliseconds their time, their own and what of it is on the critical path."""
    return {
        f"{one.caller or 'outside'} > {one.callee}": (
            one.calls,
            one.failed,
            *(ns // MS for ns in (one.total_ns, one.self_ns, one.critical_ns)),
        )
        for one in answer.calls
    }


def test_a_trace_goes_the_way_that_the_graph_has(reader: Reader) -> None:
    found = path(reader, shop.trace_id(40))
    assert (found.root_service, found.root_name, found.spans, found.errors) == ("web", "GET /cart", 4, 4)
    assert (found.start, found.duration_ns) == (START_MS + 400_000, 2040 * MS)
    # Of 2040 ms the web spends 15 around its call and 15 inside of it; the cart's silent database is the cart's own.
    assert told(found) == {"outside > web": (1, 1, 2040, 30, 30), "web > cart": (1, 1, 2010, 2010, 2010)}
    assert [(node.name, node.kind, node.spans, node.self_ns // MS) for node in found.nodes] == [
        ("cart", "service", 2, 2010),
        ("web", "service", 2, 30),
    ]
    assert found.self_ns == sum(node.self_ns for node in found.nodes) == found.duration_ns
    drawn = {(call.caller, call.callee) for call in graph(reader).calls}
    assert {(call.caller, call.callee) for call in found.calls} <= drawn
    with pytest.raises(NotFound, match="No such trace"):
        path(reader, shop.trace_id(99))


def test_the_digest_of_a_trace_that_was_opened_has_its_calls(reader: Reader) -> None:
    question = services.TracePathQuestion(trace_id=shop.trace_id(40).upper())
    made = digest(question, tools.ask(reader, question), reader)
    assert (made["question"], made["trace"], made["rows"]) == ("services.tracepath", shop.trace_id(40), 2)
    assert made["calls"][0] == {
        "from": "web",
        "to": "cart",
        "calls": 1,
        "failed": 1,
        "self_ns": 2010 * MS,
        "critical_ns": 2010 * MS,
    }


HOSTS = [f"host-{number:02}.example" for number in range(12)]


def delivery(number: int, host: str, at_ms: float, **rest: Any) -> dict[str, Any]:
    names = {"ServiceName": "sender", "SpanName": "POST", "SpanKind": "Client", "@server.address": host}
    return shop.span(number, 0, None, at_ms, 50, **names | rest)


def deliveries() -> Iterator[dict[str, Any]]:
    """Ten a minute to the first host, one less to each after it; host 9 fails from 5 min on."""
    number = 0
    for minute in range(10):
        for place, host in enumerate(HOSTS):
            for _ in range(max(1, 10 - place)):
                failed = {"StatusCode": "Error"} if place == 9 and minute >= 5 else {}
                yield delivery(number, host, minute * MINUTE + 100 * (number % 500), **failed)
                number += 1


@pytest.fixture(scope="module", params=ENGINES)
def sender(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Telemetry]:
    with opened(str(request.param), tmp_path_factory.mktemp("hosts"), clients=1) as telemetry:
        spans = sorted(deliveries(), key=lambda span: span["Timestamp"])
        telemetry.install("hosts", Signals(spans=shop.wide("spans", spans)))
        yield telemetry


def test_many_hosts_of_one_service_are_one_but_for_the_busiest_and_those_that_fail(sender: Telemetry) -> None:
    found = graph(sender.reader("hosts"))
    together = next(node for node in found.nodes if node.hosts)
    assert together.name == "9 other hosts"
    alone = {node.name for node in found.nodes if not node.hosts}
    assert alone == {"sender", *HOSTS[:2], HOSTS[9]}
    call = named(found, "sender", together.id)
    assert call.during.total == 5 * sum(max(1, 10 - place) for place in range(2, 12) if place != 9)
    assert call.during.p95_ns == pytest.approx(50 * MS, rel=0.01)
    assert next(node for node in found.nodes if node.name == "sender").sends


def test_a_host_that_fails_in_one_stretch_only_stands_beside_its_group(sender: Telemetry) -> None:
    """Over ten minutes of many more calls it would not stand alone: the group keeps its place and gives it up."""
    reader = sender.reader("hosts")
    quiet = graph(reader, start=START_MS, end=START_MS + 2 * MINUTE, before_start=None, before_end=None)
    assert {node.group for node in quiet.nodes} == {""}
    everyone = details(reader, callers=("sender",), callees=tuple(HOSTS))
    assert everyone.exact
    assert everyone.query.startswith("service:sender server.address:(host-00.example OR ")


def fan(trace: int, orders: int) -> Iterator[dict[str, Any]]:
    """A request that takes orders one by one; each is answered by a shop, which asks a database and puts a job."""
    at = trace * 10_000.0
    front, shops = {"ServiceName": "front"}, {"ServiceName": "shops"}
    yield shop.span(trace, 0, None, at, 10 * orders + 5, SpanName="POST /all", SpanKind="Server", **front)
    for order in range(orders):
        begin, place = at + 10 * order, 10 * order + 1
        where = {"@server.address": "postgres", "@db.system.name": "postgresql"}
        queue = {"@messaging.system": "kafka", "@messaging.destination.name": "jobs"}
        failed = {"StatusCode": "Error"} if order == 0 else {}
        yield shop.span(trace, place, 0, begin, 9, SpanName="call", SpanKind="Client", **front, **failed)
        yield shop.span(trace, place + 1, place, begin + 1, 7, SpanName="order", SpanKind="Server", **shops)
        yield shop.span(trace, place + 2, place + 1, begin + 1, 4, SpanName="work", **shops)
        yield shop.span(
            trace, place + 3, place + 2, begin + 2, 3, SpanName="SELECT", SpanKind="Client", **shops, **where
        )
        yield shop.span(
            trace, place + 4, place + 1, begin + 6, 1, SpanName="put", SpanKind="Producer", **shops, **queue
        )
    # Its caller was not stored; who called it is not known.
    lost = {"ParentSpanId": shop.span_id(trace, 9_999_999), "ServiceName": "late", "SpanKind": "Server"}
    yield shop.span(trace, 10 * orders + 9, None, at + 5, 2, SpanName="late", **lost)


@pytest.fixture(scope="module", params=ENGINES)
def fanned(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Telemetry]:
    with opened(str(request.param), tmp_path_factory.mktemp("fan"), clients=1) as telemetry:
        spans = sorted([*fan(0, 3), *fan(1, 2)], key=lambda span: span["Timestamp"])
        telemetry.install("fan", Signals(spans=shop.wide("spans", spans)))
        yield telemetry


def test_each_nanosecond_of_a_trace_belongs_to_one_call_or_to_nobody(fanned: Telemetry) -> None:
    found = path(fanned.reader("fan"), shop.trace_id(0))
    assert told(found) == {
        "outside > front": (1, 0, 35, 14, 14),  # 8 of its own and 2 around each answer
        "front > shops": (3, 1, 21, 9, 9),  # 3 beside the database and the queue, the work among them
        "shops > postgres": (3, 0, 9, 9, 9),
        "shops > jobs": (3, 0, 3, 3, 3),
    }
    kinds = {node.name: (node.kind, node.spans, node.errors) for node in found.nodes}
    assert kinds == {
        "front": ("service", 4, 1),
        "shops": ("service", 6, 0),
        "postgres": ("database", 3, 0),
        "jobs": ("messaging", 3, 0),
        "late": ("service", 1, 0),
    }
    assert found.self_ns == sum(node.self_ns for node in found.nodes) == 37 * MS
    calls = {(call.caller, call.callee) for call in graph(fanned.reader("fan")).calls}
    assert {(call.caller, call.callee) for call in found.calls} == calls


def traffic(
    rows: int, errors: float = 0, p95_ms: float = 10, seconds: float = 60, scale: int = 1, each: int = 1
) -> Traffic:
    """So many calls, `each` of them of one trace, which stands for `scale` others."""
    latency = [round(p95_ms * MS)] * 3
    total, traces = rows * scale, rows // each
    share = errors if rows else None
    scatter = traces * (each * scale) ** 2.0
    return Traffic(rows, round(rows * errors), total, total / seconds, share, *latency, traces, scatter)


@pytest.mark.parametrize(
    ("before", "during", "seconds", "said"),
    [
        (traffic(0), traffic(5), (60, 60), ("new",)),
        (traffic(0), traffic(3), (60, 60), ()),  # as many come by chance
        (traffic(0), traffic(3), (600, 60), ()),  # too few to say
        (traffic(0), traffic(2000, each=2000), (60, 60), ()),  # all of them in one trace
        (traffic(2000, each=1000), traffic(0), (60, 60), ()),
        (traffic(400, each=100), traffic(4000, each=100), (60, 60), ()),
        (traffic(500, each=50), traffic(1000, each=50), (60, 60), ()),  # ten traces and twenty come by chance
        (traffic(2000, each=50), traffic(4500, each=50), (60, 60), ("more_calls",)),
        (traffic(600, scale=3), traffic(600, scale=9), (60, 60), ("more_calls",)),  # as many are stored, of more
        (traffic(400, each=40), traffic(400, each=40, errors=0.1), (60, 60), ()),  # ten traces, one of which failed
        (traffic(400, each=40), traffic(400, each=40, p95_ms=40), (60, 60), ()),
        (traffic(8), traffic(0), (60, 60), ("gone",)),
        (traffic(8), traffic(0), (600, 60), ()),
        (traffic(100), traffic(110), (60, 60), ()),
        (traffic(100), traffic(300), (60, 60), ("more_calls",)),
        (traffic(300), traffic(100), (60, 60), ("fewer_calls",)),
        (traffic(3, scale=100), traffic(6, scale=100), (60, 60), ()),  # 300 and 600 calls, but nine are stored
        (traffic(200), traffic(200, errors=0.1), (60, 60), ("more_errors",)),
        (traffic(200, errors=0.1), traffic(200), (60, 60), ("fewer_errors",)),
        (traffic(20), traffic(20, errors=0.05), (60, 60), ()),
        (traffic(200), traffic(200, p95_ms=40), (60, 60), ("slower",)),
        (traffic(200, p95_ms=40), traffic(200), (60, 60), ("faster",)),
        (traffic(200), traffic(200, p95_ms=13), (60, 60), ()),
        (traffic(12), traffic(12, p95_ms=40), (60, 60), ()),
    ],
)
def test_only_what_chance_does_not_explain_is_a_change(
    before: Traffic, during: Traffic, seconds: tuple[float, float], said: tuple[str, ...]
) -> None:
    assert changes(before, during, *seconds) == said


def test_what_is_not_stored_where_hardly_anything_is_is_not_new_elsewhere() -> None:
    few, many = traffic(0), traffic(150)
    said = {weight: changes(few, many, 60, 60, (weight, 1.0)) for weight in (1.0, 20.0, 40.0, None)}
    assert said == {1.0: ("new",), 20.0: ("new",), 40.0: (), None: ()}
    assert changes(many, few, 60, 60, (1.0, None)) == ()


def test_times_are_those_of_the_shop(reader: Reader) -> None:
    assert int(HALF) * MS == START_NS + 300_000 * MS
    assert graph(reader).before_start == START_MS
