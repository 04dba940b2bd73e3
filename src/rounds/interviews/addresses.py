"""Where a question is asked on a page: its tool's address with what was asked in it, as pages read it.

The other way round than `screens`, which says whether a page showed an answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from rounds.interviews.patterns import Moments

Pairs = list[tuple[str, str]]
SAFE = ":/,=@~()*;$[]"  # left as they are, as the interface writes them


def address_of(asked: str, question: Mapping[str, Any], moments: Moments) -> str:
    """Behind the address of the incident, such as `metrics?q=up&from=…`; empty where no page shows it."""
    tool, _, kind = asked.partition(".")
    made = PAGES.get(tool)
    if made is None:
        return ""
    path, pairs = made(kind, question, moments)
    written = "&".join(f"{name}={quote(value, safe=SAFE)}" for name, value in pairs if value)
    return f"{path}?{written}" if written else path


def metrics(_: str, question: Mapping[str, Any], moments: Moments) -> tuple[str, Pairs]:
    return "metrics", [("q", text(question, "expression")), *stretch(question, moments)]


def traces(kind: str, question: Mapping[str, Any], moments: Moments) -> tuple[str, Pairs]:
    if kind in ("trace", "span"):
        return f"traces/{text(question, 'trace_id')}", same(question, {"span": "span_id"})
    return "traces", [*same(question, {"q": "query", "sort": "sort"}), *stretch(question, moments)]


def compare(_: str, question: Mapping[str, Any], __: Moments) -> tuple[str, Pairs]:
    return "traces/compare", same(question, {"a": "a", "b": "b", "path": "path"})


def logs(kind: str, question: Mapping[str, Any], moments: Moments) -> tuple[str, Pairs]:
    pairs = [*same(question, {"q": "query", "line": "no"}), *stretch(question, moments)]
    return "logs", [*pairs, ("tab", "around")] if kind == "around" else pairs


LOWER = {"blocking": "", "blocked": "", "relations": "tables", "pools": "pools"}
OF_STATEMENT = ("statement", "plans", "compareplans")


def database(kind: str, question: Mapping[str, Any], moments: Moments) -> tuple[str, Pairs]:
    if kind in OF_STATEMENT:
        chosen: Pairs = [("show", "compare")] if kind == "compareplans" else []
        return f"database/{text(question, 'id')}", [*chosen, *brushed(question, moments)]
    pairs = same(question, {"db": "database", "by": "by", "find": "find"})
    if kind in ("profile", "statements"):
        return "database", [*pairs, *same(question, {"sort": "sort"}), *brushed(question, moments)]
    return "database", [*pairs, ("lower", LOWER.get(kind, "")), *stretch(question, moments)]


HEAP = {"compare": "compare", "growth": "compare", "changed": "compare", "dominated": "dominators",
        "statistics": "statistics", "duplicates": "statistics", "suspects": "suspects"}  # fmt: skip


def heap(kind: str, question: Mapping[str, Any], _: Moments) -> tuple[str, Pairs]:
    view = HEAP.get(kind, "summary" if kind in ("summary", "objects", "groups") else "")
    base = question.get("base") or question.get("since")
    pairs: Pairs = [("view", view), *same(question, {"snapshot": "snapshot", "find": "find", "sort": "sort"})]
    pairs += [("base", str(base or "")), *same(question, {"id": "id", "cls": "key"})]
    extra: dict[str, Pairs] = {
        "growth": [("over", "all")],
        "duplicates": [("part", "duplicates")],
        "groups": [("tab", "all"), ("ways", "groups")],
        "paths": [("tab", "all"), ("ways", "paths")],
        "retainers": [("tab", "all")],
    }
    return "heap", [*pairs, *extra.get(kind, [])]


def services(kind: str, question: Mapping[str, Any], moments: Moments) -> tuple[str, Pairs]:
    if kind == "tracepath":
        return "services", same(question, {"trace": "trace_id"})
    pairs = same(question, {"find": "find", "hide": "hide"})
    pairs += [("during", two(question, "start", "end", moments))]
    pairs += [("before", two(question, "before_start", "before_end", moments))]
    if kind == "call":
        ends = [str(next(iter(question.get(name) or ()), "")) for name in ("callers", "callees")]
        pairs.append(("open", " > ".join(ends) if all(ends) else "".join(ends)))
    return "services", pairs


PAGES: Mapping[str, Callable[[str, Mapping[str, Any], Moments], tuple[str, Pairs]]] = {
    "metrics": metrics,
    "traces": traces,
    "compare": compare,
    "logs": logs,
    "database": database,
    "heap": heap,
    "services": services,
}


def text(question: Mapping[str, Any], name: str) -> str:
    found = question.get(name)
    return "" if found is None else str(found)


def same(question: Mapping[str, Any], names: Mapping[str, str]) -> Pairs:
    """The parameters that hold what was asked as something else."""
    return [(parameter, text(question, of)) for parameter, of in names.items()]


def stretch(question: Mapping[str, Any], moments: Moments) -> Iterable[tuple[str, str]]:
    """From where the question began, else from the beginning: a page without an address shows the last hour."""
    yield "from", moment(question.get("start", "began"), moments)
    if "end" in question:
        yield "to", moment(question["end"], moments)


def brushed(question: Mapping[str, Any], moments: Moments) -> Pairs:
    """The stretch that was asked about, in a range that holds it."""
    if "start" not in question and "end" not in question:
        return []
    whole = question.get("whole_start", "began"), question.get("whole_end", "now")
    pairs = [("from", moment(whole[0], moments)), ("to", moment(whole[1], moments))]
    return [*pairs, ("sel", two({"start": "began", "end": "now", **question}, "start", "end", moments))]


def two(question: Mapping[str, Any], start: str, end: str, moments: Moments) -> str:
    ends = [moment(question.get(name), moments) for name in (start, end)]
    return "~".join(ends) if all(ends) else ""


def moment(told: Any, moments: Moments) -> str:
    """As pages write it: ISO in UTC, to the second. Questions say it in milliseconds or as `now-15m`."""
    if told is None or isinstance(told, bool):
        return ""
    at = float(told) if isinstance(told, int | float) else moments.at(str(told))
    return datetime.fromtimestamp(round(at / 1000), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
