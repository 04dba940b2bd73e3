"""What is written down of a question and its answer, so that rules about evidence can be run later, and run anew.

A digest is plain JSON of at most 8 kB: what was asked in one canonical form, over which window, how much came back,
and the values that a rule may ask about. It holds nothing that the person who asked did not receive.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from math import inf
from typing import Any

from rounds.kit.errors import Invalid
from rounds.query import promql, search
from rounds.query.search.fields import SAME
from rounds.query.search.tree import Between, Compares, Equals, Exists, Like, Match, Not, Test, Text, Tree
from rounds.query.search.write import of_test
from rounds.store import Reader
from rounds.tools import (
    compare_digests,
    database_digests,
    heap_digests,
    logs,
    metrics,
    service_digests,
    services,
    traces,
)
from rounds.tools.asked import FacetQuestion, Facets, SuggestQuestion, Value
from rounds.tools.searches import fields_of

MOST_BYTES = 8000
MOST_SERIES = 20
MOST_VALUES = 12
MOST_LINES = 20  # of a list that was narrowed, whose words are read: as many as a page shows
MOST_OPERATIONS = 12  # of a trace, by their self time
LONGEST = 160

Filter = list[str]  # field, operator, value


def digest(question: Any, answer: Any, reader: Reader | None = None, *, signal: str = "") -> dict[str, Any]:
    """The digest. With a reader, fields stand under their full names also where they were typed in short.

    `signal` says which lens a question about facets belongs to, as in `ask`.
    """
    made: dict[str, Any] = {"question": name_of(question, signal)}
    if hasattr(question, "query"):
        lens = signal or (
            "traces" if isinstance(question, traces.TracesQuestion | traces.DurationsQuestion) else "logs"
        )
        made |= of_search(question.query, search_names(reader, lens))
    if hasattr(question, "expression"):
        made |= of_expression(question.expression)
    if hasattr(question, "start") and hasattr(question, "end"):
        made["window"] = [question.start, question.end]
    if isinstance(question, services.GraphQuestion | services.CallQuestion):
        made |= service_digests.of_question(question)
    if of_heap := heap_digests.ANSWERS.get(type(answer)):
        made |= heap_digests.of_question(question) | of_heap(answer)
    elif of_comparison := compare_digests.ANSWERS.get(type(answer)):
        made |= compare_digests.of_question(question) | of_comparison(answer)
    elif of_database := database_digests.ANSWERS.get(type(answer)):
        made |= database_digests.of_question(question) | of_database(answer)
    elif of_answer := ANSWERS.get(type(answer)):
        made |= of_answer(answer, {filtered[0] for filtered in made.get("filters", ())})
    return fitting(made)


def name_of(question: Any, signal: str) -> str:
    """`logs.lines`, `traces.span`, … : the lens, and what was asked of it."""
    lens = signal or (
        "suggest" if isinstance(question, SuggestQuestion) else type(question).__module__.rsplit(".", 1)[-1]
    )
    what = type(question).__name__.removesuffix("Question").lower()
    return lens if lens == "suggest" else f"{lens}.{'facets' if isinstance(question, FacetQuestion) else what}"


# Questions


def search_names(reader: Reader | None, lens: str) -> Callable[[str], str]:
    """From a typed field to its full name."""
    if reader is None:
        return lambda typed: SAME.get(typed.lower(), typed)
    fields = fields_of(reader, lens)

    def full(typed: str) -> str:
        field = fields.look(typed)
        return field.name if field else typed

    return full


def of_search(text: str, full: Callable[[str], str]) -> dict[str, Any]:
    try:
        tree = search.parse(text)
    except Invalid:
        return {"query": cut(text), "filters": []}
    return {"query": cut(search.written(tree), 1000), "filters": list(filters(tree, full))[:40]}


def filters(tree: Tree, full: Callable[[str], str], *, no: str = "") -> Iterator[Filter]:
    """Everything a search asks for, as (field, operator, value); of a text the field is empty."""
    match tree:
        case Text():
            yield ["", f"{no}~", cut(tree.text)]
        case Match(field, tests):
            for test in tests:
                yield from ([full(field), f"{no}{operator}", cut(value)] for operator, value in parts(test))
        case Not(part):
            yield from filters(part, full, no="" if no else "!")
        case _:
            for part in tree.parts:
                yield from filters(part, full, no=no)


def parts(test: Test) -> Iterator[tuple[str, str]]:
    match test:
        case Equals(value):
            yield "=", value.text
        case Compares(operator, value):
            yield operator, value.text
        case Like():
            yield "~", of_test(test)
        case Exists():
            yield "exists", ""
        case Between(low, high, low_inside, high_inside):
            if low is not None:
                yield (">=" if low_inside else ">"), low.text
            if high is not None:
                yield ("<=" if high_inside else "<"), high.text


def of_expression(text: str) -> dict[str, Any]:
    try:
        expression = promql.parse(text)
    except Invalid:
        return {"expression": cut(text), "metrics": [], "filters": []}
    asked = list(promql.selectors(expression))
    matchers = [
        [m.label, m.operator, cut(m.value)] for selector in asked for m in selector.matchers if m.label != "__name__"
    ]
    return {
        "expression": cut(promql.written(expression), 1500),
        "metrics": list(dict.fromkeys(selector.metric for selector in asked if selector.metric))[:20],
        "filters": matchers[:40],
    }


# Answers


def of_lines(answer: logs.Lines, asked: set[str]) -> dict[str, Any]:
    numbers = [line.no for line in answer.lines]
    return {
        "rows": answer.rows,
        "total": answer.total,
        "shown": len(numbers),
        "first": min(numbers, default=None),
        "last": max(numbers, default=None),
        "values": {field: counts(value_of(line, field) for line in answer.lines) for field in sorted(asked) if field},
        "bodies": counts(line.body for line in answer.lines[:MOST_LINES]) if asked else {},
    }


def value_of(line: logs.Line, field: str) -> Value | None:
    own = {"service": line.service, "level": line.level, "trace": line.trace_id, "span": line.span_id}
    return own.get(field, line.fields.get(field))


def counts(values: Iterable[Value | None]) -> dict[str, int]:
    """The most frequent values and how often each came."""
    found = Counter(cut(str(value)) for value in values if value is not None)
    return dict(found.most_common(MOST_VALUES))


def of_line(answer: logs.LineDetails, _: set[str]) -> dict[str, Any]:
    line = answer.line
    return {
        "no": line.no,
        "service": line.service,
        "level": line.level,
        "body": cut(line.body, 400),
        "trace": line.trace_id,
        "fields": short(line.fields),
    }


def of_histogram(answer: logs.Histogram, _: set[str]) -> dict[str, Any]:
    return {
        "step_ms": answer.step_ms,
        "levels": {level: {"total": sum(steps), "max": max(steps)} for level, steps in answer.levels.items()},
    }


def of_facets(answer: Facets, _: set[str]) -> dict[str, Any]:
    return {
        "values": {facet.field: {cut(str(v.value)): v.total for v in facet.values[:8]} for facet in answer.facets[:20]}
    }


def of_traces(answer: traces.Traces, _: set[str]) -> dict[str, Any]:
    columns = {name for row in answer.traces for name in row.values}
    return {
        "rows": answer.rows,
        "total": answer.total,
        "traces": [row.trace_id for row in answer.traces[:MOST_SERIES]],
        "errors": sum(row.errors > 0 for row in answer.traces),
        "longest_ns": max((row.duration_ns for row in answer.traces), default=None),
        "values": {name: counts(row.values.get(name) for row in answer.traces) for name in sorted(columns)[:8]},
        "greatest": greatest(row.values for row in answer.traces),
    }


def greatest(rows: Iterable[Mapping[str, Value]]) -> dict[str, float]:
    """Of each column of numbers the largest."""
    found: dict[str, float] = {}
    for name, value in (one for row in rows for one in sorted(row.items())[:8]):
        if isinstance(value, int | float) and not isinstance(value, bool):
            found[name] = max(value, found.get(name, value))
    return found


def of_durations(answer: traces.Durations, _: set[str]) -> dict[str, Any]:
    return {"total": answer.total, "errors": sum(answer.errors), "low_ns": answer.low_ns, "high_ns": answer.high_ns}


def of_trace(answer: traces.Trace, _: set[str]) -> dict[str, Any]:
    names = Counter(zip(answer.service, answer.name, strict=True))
    own = self_times(answer).most_common(MOST_OPERATIONS)
    return {
        "trace": answer.trace_id,
        "root": [answer.texts[answer.service[0]], answer.texts[answer.name[0]]] if answer.name else [],
        "spans": len(answer.name),
        "error": any(answer.texts[status] == "Error" for status in set(answer.status)),
        "duration_ns": answer.duration_ns,
        "names": [[answer.texts[s], answer.texts[n], many] for (s, n), many in names.most_common(MOST_SERIES)],
        "operations": [
            [cut(answer.texts[s], 80), cut(answer.texts[n], 80), names[s, n], spent] for (s, n), spent in own
        ],
    }


def self_times(answer: traces.Trace) -> Counter[tuple[int, int]]:
    """Of each operation, in nanoseconds: what a trace's page lists beside its pictures, the most first."""
    spent: Counter[tuple[int, int]] = Counter()
    for service, name, length in zip(answer.service, answer.name, answer.self_ns, strict=True):
        spent[service, name] += length
    return spent


def of_span(answer: traces.SpanDetails, _: set[str]) -> dict[str, Any]:
    return {
        "trace": answer.trace_id,
        "span": answer.span_id,
        "service": answer.service,
        "name": answer.name,
        "status": answer.status,
        "duration_ns": answer.duration_ns,
        "attributes": short(answer.attributes),
        "links": [link.span_id for link in (*answer.links, *answer.linked_from)][:10],
    }


def of_curves(answer: metrics.Curves, _: set[str]) -> dict[str, Any]:
    return {
        "step_ms": answer.step_ms,
        "series_total": answer.series_total,
        "series": sorted(map(of_curve, answer.series), key=height, reverse=True)[:MOST_SERIES],
    }


def of_curve(curve: metrics.Curve) -> dict[str, Any]:
    there = [value for value in curve.values if value is not None]
    ends = {"first": there[0], "last": there[-1], "min": min(there), "max": max(there)} if there else {}
    return {"labels": {name: cut(value, 80) for name, value in curve.labels.items()}} | ends


def height(curve: dict[str, Any]) -> float:
    """The highest curves are those that are seen; a legend begins with them."""
    return float(curve.get("max", -inf))


def of_exemplars(answer: metrics.Exemplars, _: set[str]) -> dict[str, Any]:
    return {"rows": len(answer.exemplars), "traces": [one.trace_id for one in answer.exemplars[:MOST_SERIES]]}


def of_catalogue(answer: metrics.Catalogue, _: set[str]) -> dict[str, Any]:
    return {"rows": len(answer.metrics)}


ANSWERS: Mapping[type[Any], Callable[[Any, set[str]], dict[str, Any]]] = {
    Facets: of_facets,
    logs.Histogram: of_histogram,
    logs.LineDetails: of_line,
    logs.Lines: of_lines,
    metrics.Catalogue: of_catalogue,
    metrics.Curves: of_curves,
    metrics.Exemplars: of_exemplars,
    services.CallDetails: service_digests.of_call,
    services.FailingCalls: service_digests.of_failing,
    services.ServiceGraph: service_digests.of_graph,
    services.TracePath: service_digests.of_path,
    traces.Durations: of_durations,
    traces.SpanDetails: of_span,
    traces.Trace: of_trace,
    traces.Traces: of_traces,
}


# Sizes


def cut(text: str, longest: int = LONGEST) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def short(values: Mapping[str, Value]) -> dict[str, Value]:
    return {name: cut(value) if isinstance(value, str) else value for name, value in list(values.items())[:60]}


def fitting(made: dict[str, Any]) -> dict[str, Any]:
    """The digest within its size: what is largest is halved until it is."""
    while len(json.dumps(made).encode()) > MOST_BYTES:
        largest = max(made, key=lambda name: len(json.dumps(made[name])))
        made = made | {largest: halved(made[largest])}
    return made


def halved(value: Any) -> Any:
    match value:
        case dict():
            return dict(list(value.items())[: len(value) // 2])
        case list() | str():
            return value[: len(value) // 2]
        case _:
            return None
