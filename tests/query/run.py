"""Runs the case files of this folder: what was typed in, what comes out."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from rounds.kit.errors import Invalid
from rounds.query import promql, search
from rounds.query.promql.values import NAME, STALE
from rounds.query.search.tree import All, Either, Match, Not, Text, Tree
from rounds.query.search.write import of_test, with_filter

ATTRIBUTES = [
    search.Attribute("retry_count", "`@retry_count`", "int", rows=900),
    search.Attribute("customer.id", "`@customer.id`", "string", rows=800),
    search.Attribute("http.response.status_code", "`@http.response.status_code`", "int", rows=700),
    search.Attribute("url.path", "`@url.path`", "string", rows=600),
    search.Attribute("webhook_id", "`@webhook_id`", "string", rows=500),
    search.Attribute("delay_ms", "`@delay_ms`", "int", rows=400),
    search.Attribute("state_size_bytes", "`@state_size_bytes`", "int", rows=300),
    search.Attribute("load", "`@load`", "float", rows=200),
    search.Attribute("final", "`@final`", "bool", rows=100),
    search.Attribute("k8s.pod.name", "`res@k8s.pod.name`", "string", resource=True, rows=50),
    search.Attribute("odd `key`", "`@odd \\`key\\``", "string", rows=1),
]
FIELDS = {signal: search.Fields(signal, ATTRIBUTES) for signal in ("traces", "logs")}


def tree(typed: str) -> str:
    """The tree in brackets, and the canonical text when it differs from what was typed."""
    parsed = search.parse(typed)
    canonical = search.written(parsed)
    assert search.written(search.parse(canonical)) == canonical
    return drawn(parsed) if canonical == typed else f"{drawn(parsed)}\n{canonical}"


def drawn(parsed: Tree) -> str:
    match parsed:
        case All(parts):
            return f"[all {' '.join(map(drawn, parts))}]" if parts else "[everything]"
        case Either(parts):
            return f"[either {' '.join(map(drawn, parts))}]"
        case Not(part):
            return f"[not {drawn(part)}]"
        case Text(phrase=phrase):
            return f"[{'phrase' if phrase else 'word'} {parsed.text}]"
        case Match(field, tests):
            kinds = " ".join(f"{type(test).__name__.lower()} {of_test(test)}" for test in tests)
            return f"[{field} {kinds}]"


def plan(typed: str) -> str:
    """The condition of `signal: search`, then the values bound in it."""
    signal, _, text = typed.partition(": ")
    made = search.condition(search.parse(text), FIELDS[signal], {"acme": ("customer.id", "retry_count")})
    bound = " | ".join(f"{value}" for value in made.values.values())
    return f"{made.sql}\n{bound}" if bound else made.sql


def refused(typed: str) -> str:
    """The message, then the text with what it is about marked by carets, then the suggestion."""
    signal, _, text = typed.partition(": ")
    try:
        search.condition(search.parse(text), FIELDS[signal])
    except Invalid as problem:
        return complaint(text, problem)
    return "nothing is wrong"


def complaint(text: str, problem: Invalid) -> str:
    assert problem.start is not None
    assert problem.end is not None
    marked = f"{text[: problem.start]}<{text[problem.start : problem.end]}>{text[problem.end :]}"
    return "\n".join(filter(None, (problem.message, marked.strip(), problem.suggestion)))


def filtered(typed: str) -> str:
    """`keep|drop|clear field=value in search`; the search may be empty."""
    how, wanted, text = re.fullmatch(r"(\w+) (.+?) in ?(.*)", typed).groups()  # type: ignore[union-attr]
    field, _, value = wanted.partition("=")
    return with_filter(text, field, value, how) or "(nothing)"


# PromQL


@dataclass(frozen=True)
class Loaded:
    """Samples that a case loads, for the evaluator: none that it does not need.

    Regular expressions are Python's here, which the cases keep simple.
    """

    series: list[tuple[promql.Labels, list[tuple[int, float]]]]

    def samples(self, matchers: Sequence[promql.Matcher], looked: promql.Looked) -> promql.Samples:
        found = [one for one in self.series if all(matches(one[0], matcher) for matcher in matchers)]
        flat = [(n, *sample) for n, (_, samples) in enumerate(found) for sample in samples if needed(sample[0], looked)]
        number, time, value = zip(*flat, strict=True) if flat else ((), (), ())
        labels = [labels for labels, _ in found]
        return promql.Samples(labels, np.array(number, "i8"), np.array(time, "i8"), np.array(value, float))


def needed(time: int, looked: promql.Looked) -> bool:
    inside = looked.start <= time <= looked.end
    return inside and (not looked.step or (time - looked.start) % looked.step < looked.width)


def matches(labels: promql.Labels, matcher: promql.Matcher) -> bool:
    value = labels.get(matcher.label, "")
    regular = matcher.operator in ("=~", "!~")
    same = bool(re.fullmatch(matcher.value, value)) if regular else value == matcher.value
    return same != matcher.operator.startswith("!")


def evaluated(given: str) -> str:
    """`load STEP`, series below it, then `eval instant at T EXPR` or `eval range from T to T step T EXPR`."""
    lines = [line.strip() for line in given.splitlines()]
    step = milliseconds(lines[0].removeprefix("load ")) if lines[0].startswith("load ") else 0
    source = Loaded(sorted((loaded(line, step) for line in lines[1 if step else 0 : -1]), key=by_labels))
    asked = re.fullmatch(r"eval (?:instant at (\S+)|range from (\S+) to (\S+) step (\S+)) (.+)", lines[-1])
    assert asked, lines[-1]
    instant, start, end, every, expression = asked.groups()
    if instant:
        return shown(expression, source, promql.Grid(milliseconds(instant), 1, 1))
    first, last, step = (milliseconds(text) for text in (start, end, every))
    return shown(expression, source, promql.Grid(first, step, (last - first) // step + 1), last)


def by_labels(series: tuple[promql.Labels, list[tuple[int, float]]]) -> list[tuple[str, str]]:
    return sorted(series[0].items())


def shown(expression: str, source: Loaded, grid: promql.Grid, end: int | None = None) -> str:
    try:
        value = promql.evaluate(promql.parse(expression), source, grid, end)
    except Invalid as problem:
        return f"refused: {problem.message}"
    if isinstance(value, promql.Scalar):
        return " ".join(map(number, value.values))
    rows = range(len(value.labels))
    lines = [f"{labelled(value.labels[row])} {' '.join(cells(value, row))}" for row in rows if value.present[row].any()]
    return "\n".join(lines if "sort" in expression else sorted(lines)) or "nothing"


def cells(vector: promql.Vector, row: int) -> list[str]:
    pairs = zip(vector.values[row], vector.present[row], strict=True)
    return [number(value) if there else "_" for value, there in pairs]


def number(value: float) -> str:
    return f"{value:.12g}"


def labelled(labels: promql.Labels) -> str:
    others = ", ".join(f'{name}="{value}"' for name, value in sorted(labels.items()) if name != NAME)
    return labels.get(NAME, "") + ("{" + others + "}" if others or NAME not in labels else "")


def milliseconds(text: str) -> int:
    units = {"ms": 1, "s": 1000, "m": 60_000, "h": 3_600_000}
    return sum(int(many) * units[unit] for many, unit in re.findall(r"(\d+)(ms|s|m|h)", text))


def loaded(line: str, step: int) -> tuple[promql.Labels, list[tuple[int, float]]]:
    name, _, labels, values = re.fullmatch(r"(\w+)(\{(.*?)\})? (.+)", line).groups()  # type: ignore[union-attr]
    pairs = dict(re.findall(r'(\w+)="(.*?)"', labels or ""))
    points = enumerate(value for word in values.split() for value in expanded(word))
    return {NAME: name, **pairs}, [(place * step, value) for place, value in points if value is not None]


def expanded(word: str) -> list[float | None]:
    """`0+10x3` is 0 10 20 30, `5x2` is 5 5 5, `_x2` two gaps, `stale` the end of the series."""
    if word == "stale":
        return [float(np.array([STALE], "u8").view("f8")[0])]
    ramp = re.fullmatch(r"(-?[\d.]+)([+-][\d.]+)?x(\d+)", word)
    if ramp:
        start, slope = float(ramp.group(1)), float(ramp.group(2) or 0)
        return [start + slope * place for place in range(int(ramp.group(3)) + 1)]
    if word.startswith("_"):
        return [None] * int(word[2:] or 1)
    return [float(word.replace("Inf", "inf")) if word != "NaN" else math.nan]


def promql_refused(given: str) -> str:
    try:
        parsed = promql.parse(given)
    except Invalid as problem:
        return complaint(given, problem)
    return f"nothing is wrong: {promql.written(parsed)}"


def promql_written(given: str) -> str:
    parsed = promql.parse(given)
    canonical = promql.written(parsed)
    assert promql.written(promql.parse(canonical)) == canonical
    units = {
        "http_requests_total": "",
        "memory_bytes": "bytes",
        "wait_seconds_bucket": "seconds",
        "wait_seconds_sum": "seconds",
    }
    return f"{canonical}\n{promql.unit(parsed, units) or 'no unit'}"


RUN: dict[str, Callable[[str], str]] = {
    "search_trees": tree,
    "search_plans": plan,
    "search_refused": refused,
    "search_filters": filtered,
    "promql_values": evaluated,
    "promql_histograms": evaluated,
    "promql_matching": evaluated,
    "promql_refused": promql_refused,
    "promql_written": promql_written,
}
