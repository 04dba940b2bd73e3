"""Every question to the lens that answers it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from rounds.store import Reader
from rounds.tools import (
    compare,
    database,
    database_load,
    database_locks,
    database_statements,
    differences,
    heap,
    incident,
    logs,
    metrics,
    service_path,
    services,
    snapshots,
    suggest,
    traces,
    warming,
)
from rounds.tools.asked import FacetQuestion, SuggestQuestion
from rounds.tools.snapshots import Heaps

ANSWERS: dict[type[Any], Callable[[Reader, Any, str], Any]] = {
    compare.PartnersQuestion: compare.partners,
    compare.SamePathQuestion: differences.same_path,
    compare.TwoTracesQuestion: compare.two_traces,
    database.BlockedQuestion: database_locks.blocked,
    database.BlockingQuestion: database_locks.blocking,
    database.ComparePlansQuestion: database_statements.compare_plans,
    database.DatabasesQuestion: database_load.databases,
    database.LoadQuestion: database_load.load,
    database.PlansQuestion: database_statements.plans,
    database.PoolsQuestion: database_locks.pools,
    database.ProfileQuestion: database_load.profile,
    database.RelationsQuestion: database_locks.relations,
    database.StatementQuestion: database_statements.statement,
    database.StatementsQuestion: database_load.statement_rows,
    incident.IncidentQuestion: incident.incident,
    logs.AroundQuestion: logs.around,
    logs.HistogramQuestion: logs.histogram,
    logs.LineQuestion: logs.line,
    logs.LinesQuestion: logs.lines,
    metrics.CatalogueQuestion: metrics.catalogue,
    metrics.ExemplarsQuestion: metrics.exemplars,
    metrics.LabelsQuestion: metrics.labels,
    metrics.RangeQuestion: metrics.curves,
    services.CallQuestion: services.call,
    services.FailingQuestion: services.failing,
    services.GraphQuestion: services.graph,
    services.TracePathQuestion: service_path.trace_path,
    traces.DurationsQuestion: traces.durations,
    traces.SpanQuestion: traces.span,
    traces.TraceQuestion: traces.trace,
    traces.TracesQuestion: traces.search,
    SuggestQuestion: suggest.suggest,
}
FACETS = {"logs": logs.facets, "traces": traces.facets}


def ask(reader: Reader, question: Any, tag: str = "", *, signal: str = "", heaps: Heaps | None = None) -> Any:
    """The answer to any lens's question, with how long it took in `took_ms`.

    A question about facets belongs to a lens: `signal` says which, traces or logs, and is needed for it alone.
    `heaps` is what questions about heap snapshots look at; without it the incident has none.

    Raises:
        Invalid, NotFound, TooMuch, Cancelled: as the question's own function.
    """
    began = time.perf_counter()
    answer = answered(reader, question, tag, signal, heaps)
    return replace(answer, took_ms=round((time.perf_counter() - began) * 1000, 1))


def answered(reader: Reader, question: Any, tag: str, signal: str, heaps: Heaps | None) -> Any:
    if isinstance(question, FacetQuestion):
        return FACETS[signal](reader, question, tag)
    if snapshots.is_of_heaps(question):
        return of_heaps(snapshots.shelf(reader, heaps, tag), question)
    return ANSWERS[type(question)](reader, question, tag)


def of_heaps(shelf: snapshots.Shelf, question: Any) -> Any:
    if isinstance(question, heap.SnapshotsQuestion):
        warming.warm(shelf)
        return snapshots.snapshots(shelf, question)
    from rounds.tools import heap_answers  # noqa: PLC0415 - compiled loops take half a second of a start

    return heap_answers.answer(shelf, question)
