"""What a program that investigates an incident can do: ask what a candidate can ask, of what a candidate can reach."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from rounds.interviews.patterns import MOMENT, Moments

Answer = dict[str, Any]
Send = Callable[[str, str, Answer | None], Answer]
"""Sends a method, a path and a body to the candidate's tools, and gives back the JSON of the answer."""

# Each kind of question of the record, and the address it is asked at.
QUESTIONS: Mapping[str, str] = {
    "metrics.catalogue": "GET metrics/catalogue",
    "metrics.labels": "GET metrics/labels?metric={metric}",
    "metrics.range": "POST metrics/range",
    "metrics.exemplars": "POST metrics/exemplars",
    "traces.traces": "POST traces/search",
    "traces.durations": "POST traces/durations",
    "traces.facets": "POST traces/facets",
    "traces.trace": "GET traces/{trace_id}",
    "traces.span": "GET traces/{trace_id}/spans/{span_id}",
    "compare.partners": "POST traces/partners",
    "compare.twotraces": "POST traces/compare",
    "compare.samepath": "POST traces/compare/path",
    "logs.lines": "POST logs/search",
    "logs.histogram": "POST logs/histogram",
    "logs.facets": "POST logs/facets",
    "logs.line": "GET logs/lines/{no}",
    "logs.around": "POST logs/around",
    "database.databases": "GET database/databases",
    "database.load": "POST database/load",
    "database.profile": "POST database/profile",
    "database.statements": "POST database/statements",
    "database.statement": "POST database/statement",
    "database.plans": "POST database/plans",
    "database.compareplans": "POST database/compare",
    "database.blocking": "POST database/blocking",
    "database.blocked": "POST database/blocked",
    "database.relations": "POST database/relations",
    "database.pools": "POST database/pools",
    "heap.snapshots": "GET heap/snapshots",
    "heap.summary": "POST heap/summary",
    "heap.objects": "POST heap/objects",
    "heap.compare": "POST heap/compare",
    "heap.changed": "POST heap/changed",
    "heap.growth": "POST heap/growth",
    "heap.object": "POST heap/object",
    "heap.fields": "POST heap/fields",
    "heap.retainers": "POST heap/retainers",
    "heap.path": "POST heap/path",
    "heap.paths": "POST heap/paths",
    "heap.groups": "POST heap/groups",
    "heap.dominated": "POST heap/dominated",
    "heap.dominators": "POST heap/dominators",
    "heap.statistics": "POST heap/statistics",
    "heap.duplicates": "POST heap/duplicates",
    "heap.suspects": "POST heap/suspects",
    "services.graph": "POST services/graph",
    "services.call": "POST services/call",
    "services.tracepath": "POST services/path",
    "services.failing": "POST services/failing",
}
WITHOUT_STRETCH = (
    "heap.",
    "compare.",
    "services.tracepath",
    "logs.around",
    "database.plans",
    "database.compareplans",
    "database.blocking",
)


@dataclass
class Investigation:
    """Asks through the candidate's own API, and counts its questions. It knows the incident as a candidate does: its
    window, services and events, and the texts of the briefing.

    In questions a moment may be written as `now-15m` or `began+2h`; a stretch that is left out is the whole window.
    """

    send: Send
    incident: Answer
    briefing: Answer
    asked: list[str] = field(default_factory=list)

    @property
    def moments(self) -> Moments:
        """When it began to go wrong is for the investigation to find."""
        return Moments(self.incident["start"], float("nan"), self.incident["now"])

    def ask(self, kind: str, **question: Any) -> Answer:
        """
        Raises:
            KeyError: there is no such question. As `send`: it was refused.
        """
        self.asked.append(kind)
        return self.send(*addressed(kind, question, self.moments))

    def curves(self, expression: str, **question: Any) -> list[Answer]:
        """Each series of an expression, with `labels` and `values`."""
        return list(self.ask("metrics.range", expression=expression, **question)["series"])

    def traces(self, query: str, **question: Any) -> list[Answer]:
        return list(self.ask("traces.traces", query=query, **question)["traces"])

    def trace(self, trace_id: str) -> Answer:
        return self.ask("traces.trace", trace_id=trace_id)

    def span(self, trace_id: str, span_id: str) -> Answer:
        return self.ask("traces.span", trace_id=trace_id, span_id=span_id)

    def lines(self, query: str, **question: Any) -> list[Answer]:
        return list(self.ask("logs.lines", query=query, **question)["lines"])


def addressed(kind: str, question: Mapping[str, Any], moments: Moments) -> tuple[str, str, Answer | None]:
    """Method, path and body of a question."""
    method, _, path = QUESTIONS[kind].partition(" ")
    told = {name: moment(value, moments) for name, value in question.items()}
    if method == "GET":
        return method, path.format(**{name: quote(str(value), safe="") for name, value in told.items()}), None
    if not kind.startswith(WITHOUT_STRETCH):
        told = {"start": moments.began, "end": moments.now, **told}
    return method, path, told


def moment(value: Any, moments: Moments) -> Any:
    return moments.at(value) if isinstance(value, str) and MOMENT.fullmatch(value) else value
