"""What is written down of a comparison of two traces: both ids, the paths that came first, what differed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rounds.tools import compare, differences

FIRST = 20  # paths and attributes, as many as a page shows without scrolling
LONGEST = 80

Digest = dict[str, Any]


def of_two_traces(answer: compare.TwoTraces) -> Digest:
    changed = sorted(answer.paths, key=lambda path: -abs(path.b.self_ns - path.a.self_ns))
    return {
        "traces": [answer.a.trace_id, answer.b.trace_id],
        "roots": [[short(one.root_service), short(one.root_name)] for one in (answer.a, answer.b)],
        "duration_ns": [answer.a.duration_ns, answer.b.duration_ns],
        "spans": [answer.a.spans, answer.b.spans],
        "errors": [answer.a.errors, answer.b.errors],
        "both": answer.both,
        "only": [answer.only_a, answer.only_b],
        "paths": [of_path(path) for path in changed[:FIRST]],
    }


def of_path(path: compare.AlignedPath) -> Digest:
    return {
        "service": short(path.service),
        "name": short(path.name),
        "spans": [path.a.spans, path.b.spans],
        "errors": [path.a.errors, path.b.errors],
        "self_ns": [path.a.self_ns, path.b.self_ns],
    }


def of_same_path(answer: differences.SamePath) -> Digest:
    differing = [one for one in answer.attributes if one.found == "differs"]
    return {
        "service": short(answer.service),
        "name": short(answer.name),
        "spans": [answer.a.total, answer.b.total],
        "longest_ns": [max(side.length_ns, default=None) for side in (answer.a, answer.b)],
        "differs": [of_attribute(one) for one in differing[:FIRST]],
    }


def of_attribute(one: differences.ComparedAttribute) -> list[Any]:
    """Name, of which operation, and the commonest value of each side; of numbers the mean."""
    return [short(one.name), short(one.operation), said(one.a), said(one.b)]


def said(side: differences.ValuesOf) -> Any:
    if side.mean is not None:
        return round(side.mean, 3)
    return short(str(side.values[0].value)) if side.values else None


def of_partners(answer: compare.Partners) -> Digest:
    return {
        "root": [short(answer.root_service), short(answer.root_name)],
        "rows": answer.traces,
        "suggested": {one.why: one.trace_id for one in answer.partners},
    }


ANSWERS: Mapping[type[Any], Callable[[Any], Digest]] = {
    compare.Partners: of_partners,
    compare.TwoTraces: of_two_traces,
    differences.SamePath: of_same_path,
}


def of_question(question: Any) -> Digest:
    return {name: short(getattr(question, name)) for name in ("a", "b", "path", "trace_id") if hasattr(question, name)}


def short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
