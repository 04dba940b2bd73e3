"""Every question to the lens that answers it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from rounds.store import Reader
from rounds.tools import incident, logs, metrics, suggest, traces
from rounds.tools.asked import FacetQuestion, SuggestQuestion

ANSWERS: dict[type[Any], Callable[[Reader, Any, str], Any]] = {
    incident.IncidentQuestion: incident.incident,
    logs.AroundQuestion: logs.around,
    logs.HistogramQuestion: logs.histogram,
    logs.LineQuestion: logs.line,
    logs.LinesQuestion: logs.lines,
    metrics.CatalogueQuestion: metrics.catalogue,
    metrics.ExemplarsQuestion: metrics.exemplars,
    metrics.LabelsQuestion: metrics.labels,
    metrics.RangeQuestion: metrics.curves,
    traces.DurationsQuestion: traces.durations,
    traces.SpanQuestion: traces.span,
    traces.TraceQuestion: traces.trace,
    traces.TracesQuestion: traces.search,
    SuggestQuestion: suggest.suggest,
}
FACETS = {"logs": logs.facets, "traces": traces.facets}


def ask(reader: Reader, question: Any, tag: str = "", *, signal: str = "") -> Any:
    """The answer to any lens's question, with how long it took in `took_ms`.

    A question about facets belongs to a lens: `signal` says which, traces or logs, and is needed for it alone.

    Raises:
        Invalid, NotFound, TooMuch, Cancelled: as the question's own function.
    """
    began = time.perf_counter()
    answer = (FACETS[signal] if isinstance(question, FacetQuestion) else ANSWERS[type(question)])(reader, question, tag)
    return replace(answer, took_ms=round((time.perf_counter() - began) * 1000, 1))
