"""What is asked in the walks of `walks.case`, with what was written down of the answers; and the steps they may reach."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from rounds.interviews import Moments, Rule, Step
from rounds.signals import to_ns

NOW = datetime(2026, 5, 12, 14, tzinfo=UTC)
START, ONSET, END = (to_ns(NOW - timedelta(minutes=back)) / 1e6 for back in (60, 15, 0))
MOMENTS = Moments(to_ns(NOW - timedelta(hours=6)) / 1e6, ONSET, END)
TOLD = "Customer cust_2207 says that webhook wh_7 comes late."  # by the briefing
HOUR = {"start": START, "end": END}
QUARTER = {"start": ONSET, "end": END}

Question = tuple[str, dict[str, Any], dict[str, Any]]

RULES = {
    "growth": Rule(
        ("metrics.range",),
        ("metrics",),
        {
            "metrics": {"some": "http_client_requests_total"},
            "window": {"covers": ["onset", "now-1m"]},
            "series": {"some": {"ratio": {"of": "last", "to": "first", "at_least": 3}}},
        },
    ),
    "memory": Rule(("metrics.range",), ("metrics",), {"metrics": {"some": "v8js_memory_heap_used_bytes"}}),
    "catalogued": Rule(("metrics.catalogue",), ("metrics",), {"rows": {"at_least": 1}}),
    "retries": Rule(
        ("traces.traces",), ("traces",), {"filters": {"some": {0: "retry_count"}}, "rows": {"at_least": 1}}
    ),
    "span": Rule(("traces.span",), ("trace",), {"attributes": {"retry_count": {"at_least": 3}}}),
    "trace": Rule(("traces.trace",), ("trace",), {"names": {"some": {1: "webhook.deliver", 2: {"at_least": 2}}}}),
    "lines": Rule(
        ("logs.lines",), ("logs",), {"filters": {"some": {0: "webhook_id", 1: "="}}, "shown": {"at_least": 5}}
    ),
    "line": Rule(("logs.line",), ("logs",), {"body": {"contains": "retry"}}, 2.0),
    "counted": Rule(("logs.facets",), ("logs",), {"values": {"webhook_id": {"wh_1": {"at_least": 5}}}}),
    "class": Rule(("heap.summary", "heap.compare"), ("heap",), {"first": {"some": {"class": "EventEmitter"}}}),
    "new": Rule(("heap.changed", "heap.groups"), ("heap",), {"key": {"contains": "Function"}}),
    "largest": Rule(("heap.dominated",), ("heap",), {"first": {"some": {"class": "EventEmitter"}}}),
    "path": Rule(("heap.path",), ("heap",), {"path": {"some": {"class": "EventEmitter"}}}),
    "call": Rule(
        ("services.call",), ("services",), {"callees": {"some": "hooks.example"}, "errors": {"max": {"at_least": 0.9}}}
    ),
    "changed": Rule(("services.graph",), ("services",), {"calls": {"some": {"changes": {"some": "failing"}}}}),
    "way": Rule(
        ("services.tracepath",), ("services",), {"calls": {"some": {"to": "hooks.example", "failed": {"at_least": 1}}}}
    ),
    "calmed": Rule(("logs.lines",), ("logs",), {"not": {"total": {"at_least": 1}}}),
    "compared": Rule(("compare.twotraces",), ("compare",), {"both": {"at_least": 1}}),
    "statement": Rule(("database.statement",), ("database",), {"query": {"contains": "jobs"}}),
    "grown": Rule(("database.statements",), ("database",), {"statements": {0: {"query": {"contains": "jobs"}}}}),
    "pools": Rule(("database.pools",), ("database",), {"pools": {"some": {"pending": {"at_least": 20}}}}),
}
OUTBOUND = "sum by (status_code) (rate(http_client_requests_total[1m]))"
STEPS = [Step(name, name, (rule,)) for name, rule in RULES.items()]


def curves(
    expression: str, metric: str, *, total: int = 2, first: float = 0.5, last: float = 100.0, **more: Any
) -> Question:
    question = {"expression": expression, **HOUR, "step_ms": 10_000, "limit": 100, **more}
    series = [{"labels": {"status_code": "503"}, "first": first, "last": last, "max": max(first, last)}] * min(
        total, 20
    )
    window = [question["start"], question["end"]]
    return (
        "metrics.range",
        question,
        {
            "question": "metrics.range",
            "expression": expression,
            "metrics": [metric],
            "filters": [],
            "window": window,
            "step_ms": 10_000,
            "series_total": total,
            "series": series,
        },
    )


def two_curves() -> Question:
    """Of which one grows."""
    kind, question, digest = curves(OUTBOUND, "http_client_requests_total")
    grown, steady = digest["series"][0], {"labels": {"status_code": "200"}, "first": 9.0, "last": 9.0, "max": 9.0}
    return kind, question, digest | {"series": [grown, steady]}


def found(lens: str, query: str, filters: list[list[str]], **more: Any) -> Question:
    window = {name: more.pop(name, value) for name, value in HOUR.items()}
    question = {"query": query, **window, **({"sort": more.pop("sort")} if "sort" in more else {})}
    digest = {"question": lens, "query": query, "filters": filters, "window": list(window.values()), **more}
    return lens, question, digest


def heap(what: str, question: dict[str, Any], **digest: Any) -> Question:
    return f"heap.{what}", question, {"question": f"heap.{what}", **question, **digest}


BY_HOST = "sum by (server_address) (rate(http_client_requests_total[1m]))"
TWO_HOSTS = 'sum(rate(http_client_requests_total{server_address=~"a;b|c"}[1m]))'
HEAP_USED = 'sum(v8js_memory_heap_used_bytes{pod="api-1"})'
TRACE, OTHER = "0af7651916cd43dd8448eb211c80319c", "1af7651916cd43dd8448eb211c80319c"
SPAN = "b7ad6b7169203331"
OTHERS = [{"class": f"Class{number}", "count": 1, "retained": 9} for number in range(20)]
EMITTERS = [{"class": "EventEmitter", "count": 9000, "retained": 9_000_000}, *OTHERS[1:]]
BEFORE_DURING = {"before_start": START, "before_end": ONSET, "start": ONSET, "end": END}
STATEMENTS = {"database": "jobs-db", "start": END - 450_000, "end": END, "sort": "change", "find": ""}

CALL = {"from": "dispatcher", "to": "hooks.example", "changes": ["failing"]}

ASKED: dict[str, Question] = {
    "outbound": curves(OUTBOUND, "http_client_requests_total"),
    "outbound with two answers": two_curves(),
    "outbound of a quarter": curves(OUTBOUND, "http_client_requests_total", **QUARTER),
    "outbound of an hour ago": curves(OUTBOUND, "http_client_requests_total", start=START - 3_600_000, end=START),
    "outbound of each host": curves(BY_HOST, "http_client_requests_total", total=60),
    "outbound of 20 hosts": curves(f"topk(20, {BY_HOST})", "http_client_requests_total", total=20),
    "outbound of the day": curves(OUTBOUND, "http_client_requests_total", start=MOMENTS.began, step_ms=60_000),
    "outbound of two": curves(TWO_HOSTS, "http_client_requests_total"),
    "evictions": curves("sum(rate(redis_evicted_keys_total[1m]))", "redis_evicted_keys_total"),
    "memory of a pod": curves(HEAP_USED, "v8js_memory_heap_used_bytes"),
    "metrics": ("metrics.catalogue", {"find": "http_client"}, {"question": "metrics.catalogue", "rows": 91}),
    "all traces": found(
        "traces.traces", "", [], sort="newest", rows=9000, traces=[TRACE], values={"retry_count": {"3": 9}}
    ),
    "traces with retries": found(
        "traces.traces", "retry_count:>2", [["retry_count", ">", "2"]], sort="newest", rows=20
    ),
    "longest with retries": found(
        "traces.traces", "retry_count:>2", [["retry_count", ">", "2"]], sort="longest", rows=20
    ),
    "a trace": (
        "traces.trace",
        {"trace_id": TRACE},
        {"question": "traces.trace", "trace": TRACE, "names": [["d", "webhook.deliver", 2]]},
    ),
    "a span": (
        "traces.span",
        {"trace_id": TRACE, "span_id": SPAN},
        {"question": "traces.span", "trace": TRACE, "span": SPAN, "attributes": {"retry_count": 3}},
    ),
    "lines": found("logs.lines", "", [], shown=200, total=300_000, values={}),
    "lines of a webhook": found("logs.lines", "webhook_id:wh_1", [["webhook_id", "=", "wh_1"]], shown=12, total=12),
    "lines of the webhook of the briefing": found(
        "logs.lines", "webhook_id:wh_7", [["webhook_id", "=", "wh_7"]], shown=12, total=12
    ),
    "lines that are not of a webhook": found(
        "logs.lines", "-webhook_id:wh_1", [["webhook_id", "!=", "wh_1"]], shown=12, total=12
    ),
    "lines of none": found("logs.lines", "webhook_id:wh_9", [["webhook_id", "=", "wh_9"]], shown=0, total=0),
    "lines that are refused": ("logs.lines", {"query": "level:("}, {"refused": "invalid"}),
    "lines that are erased": ("logs.lines", {}, {}),
    "a line": ("logs.line", {"no": 7}, {"question": "logs.line", "no": 7, "body": "retry scheduled", "fields": {}}),
    "fields": found("logs.facets", "", [], values={"webhook_id": {"wh_1": 4000}}),
    "classes": heap(
        "summary", {"snapshot": "s2", "sort": "retained", "keep": "all", "find": ""}, rows=900, first=EMITTERS
    ),
    "classes by name": heap(
        "summary", {"snapshot": "s2", "sort": "name", "keep": "all", "find": ""}, rows=900, first=OTHERS
    ),
    "more classes by name": heap(
        "summary",
        {"snapshot": "s2", "sort": "name", "keep": "all", "find": "", "offset": 200},
        rows=900,
        first=EMITTERS,
    ),
    "growth of classes": heap(
        "compare", {"base": "s1", "snapshot": "s2", "sort": "retained_delta", "find": ""}, rows=80, first=EMITTERS
    ),
    "what holds it": heap(
        "path", {"snapshot": "s2", "id": 41}, rows=2, path=[{"class": "Socket"}, {"class": "EventEmitter"}]
    ),
    "new objects": heap(
        "changed", {"base": "s1", "snapshot": "s2", "key": "7,Function", "which": "new"}, rows=9000, first=[]
    ),
    "ways it is held": heap(
        "groups", {"snapshot": "s2", "key": "7,Function", "since": "s1"}, rows=2, total=9000, first=[]
    ),
    "the largest of all": heap("dominated", {"snapshot": "s2", "id": None}, rows=40, first=EMITTERS),
    "the call": (
        "services.call",
        {"callers": ["dispatcher"], "callees": ["hooks.example"], **BEFORE_DURING},
        {"question": "services.call", "callers": ["dispatcher"], "callees": ["hooks.example"], "errors": {"max": 1.0}},
    ),
    "the graph": (
        "services.graph",
        {"find": "", "hide": "", **BEFORE_DURING},
        {"question": "services.graph", "calls": [CALL]},
    ),
    "the way of a trace": (
        "services.tracepath",
        {"trace_id": TRACE},
        {"question": "services.tracepath", "calls": [{"to": "hooks.example", "calls": 2, "failed": 1}]},
    ),
    "two traces": ("compare.twotraces", {"a": TRACE, "b": OTHER}, {"question": "compare.twotraces", "both": 7}),
    "a statement": (
        "database.statement",
        {"id": "-42", "start": END - 450_000, "end": END},
        {"question": "database.statement", "query": "SELECT FROM jobs"},
    ),
    "statements by change": (
        "database.statements",
        STATEMENTS,
        {
            "question": "database.statements",
            "statements": [{"id": "-42", "query": "SELECT FROM jobs"}, {"id": "17", "query": "SELECT FROM users"}],
        },
    ),
    "connections": ("database.pools", HOUR, {"question": "database.pools", "pools": [{"pending": 300}]}),
}
