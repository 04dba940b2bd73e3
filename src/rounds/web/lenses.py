"""The tools' questions, the same for both surfaces: of a scenario of the candidate's, or any incident for staff.

Each surface includes this router under a prefix of its own, with a dependency that says who asks of what
(`request.state.asking`). Answers go out as they are, without being validated again: a trace of 100,000 spans
is written in 40 ms.
"""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import APIRouter, Depends, Request, Response

from rounds.tools import asked, compare, database, differences, heap, incident, logs, metrics, services, traces
from rounds.web.answers import Asking

router = APIRouter(tags=["tools"])


def asking(request: Request) -> Asking:
    # None where the address or a header is misshapen: nothing is asked then, and what is wrong is told.
    return cast("Asking", getattr(request.state, "asking", None))


Ask = Annotated[Asking, Depends(asking)]


@router.get("/incident", response_model=incident.Incident)
def about(ask: Ask) -> Response:
    return ask.about()


@router.get("/metrics/catalogue", response_model=metrics.Catalogue)
def metrics_catalogue(ask: Ask, find: str = "") -> Response:
    return ask(metrics.CatalogueQuestion(find=find))


@router.get("/metrics/labels", response_model=metrics.Labels)
def metrics_labels(ask: Ask, metric: str) -> Response:
    return ask(metrics.LabelsQuestion(metric=metric))


@router.post("/metrics/range", response_model=metrics.Curves)
def metrics_range(ask: Ask, question: metrics.RangeQuestion) -> Response:
    return ask(question)


@router.post("/metrics/exemplars", response_model=metrics.Exemplars)
def metrics_exemplars(ask: Ask, question: metrics.ExemplarsQuestion) -> Response:
    return ask(question)


@router.post("/traces/search", response_model=traces.Traces)
def traces_search(ask: Ask, question: traces.TracesQuestion) -> Response:
    return ask(question)


@router.post("/traces/durations", response_model=traces.Durations)
def traces_durations(ask: Ask, question: traces.DurationsQuestion) -> Response:
    return ask(question)


@router.post("/traces/facets", response_model=asked.Facets)
def traces_facets(ask: Ask, question: asked.FacetQuestion) -> Response:
    return ask(question, lens="traces")


@router.post("/traces/compare", response_model=compare.TwoTraces)
def traces_compare(ask: Ask, question: compare.TwoTracesQuestion) -> Response:
    return ask(question)


@router.post("/traces/compare/path", response_model=differences.SamePath)
def traces_compare_path(ask: Ask, question: compare.SamePathQuestion) -> Response:
    return ask(question)


@router.post("/traces/partners", response_model=compare.Partners)
def traces_partners(ask: Ask, question: compare.PartnersQuestion) -> Response:
    return ask(question)


@router.get("/traces/{trace_id}", response_model=traces.Trace)
def trace(ask: Ask, trace_id: str) -> Response:
    return ask(traces.TraceQuestion(trace_id=trace_id))


@router.get("/traces/{trace_id}/spans/{span_id}", response_model=traces.SpanDetails)
def span(ask: Ask, trace_id: str, span_id: str) -> Response:
    return ask(traces.SpanQuestion(trace_id=trace_id, span_id=span_id))


@router.post("/logs/search", response_model=logs.Lines)
def logs_search(ask: Ask, question: logs.LinesQuestion) -> Response:
    return ask(question)


@router.post("/logs/histogram", response_model=logs.Histogram)
def logs_histogram(ask: Ask, question: logs.HistogramQuestion) -> Response:
    return ask(question)


@router.post("/logs/facets", response_model=asked.Facets)
def logs_facets(ask: Ask, question: asked.FacetQuestion) -> Response:
    return ask(question, lens="logs")


@router.get("/logs/lines/{no}", response_model=logs.LineDetails)
def logs_line(ask: Ask, no: int) -> Response:
    return ask(logs.LineQuestion(no=no))


@router.post("/logs/around", response_model=logs.Lines)
def logs_around(ask: Ask, question: logs.AroundQuestion) -> Response:
    return ask(question)


@router.post("/suggest", response_model=asked.Suggestions)
def suggest(ask: Ask, question: asked.SuggestQuestion) -> Response:
    return ask(question)


@router.get("/database/databases", response_model=database.Databases)
def database_databases(ask: Ask) -> Response:
    return ask(database.DatabasesQuestion())


@router.post("/database/load", response_model=database.Load)
def database_load(ask: Ask, question: database.LoadQuestion) -> Response:
    return ask(question)


@router.post("/database/profile", response_model=database.Profile)
def database_profile(ask: Ask, question: database.ProfileQuestion) -> Response:
    return ask(question)


@router.post("/database/statements", response_model=database.Statements)
def database_statements(ask: Ask, question: database.StatementsQuestion) -> Response:
    return ask(question)


@router.post("/database/statement", response_model=database.StatementDetails)
def database_statement(ask: Ask, question: database.StatementQuestion) -> Response:
    return ask(question)


@router.post("/database/plans", response_model=database.Plans)
def database_plans(ask: Ask, question: database.PlansQuestion) -> Response:
    return ask(question)


@router.post("/database/compare", response_model=database.PlanComparison)
def database_compare(ask: Ask, question: database.ComparePlansQuestion) -> Response:
    return ask(question)


@router.post("/database/blocking", response_model=database.Blocking)
def database_blocking(ask: Ask, question: database.BlockingQuestion) -> Response:
    return ask(question)


@router.post("/database/blocked", response_model=database.BlockedSessions)
def database_blocked(ask: Ask, question: database.BlockedQuestion) -> Response:
    return ask(question)


@router.post("/database/relations", response_model=database.Relations)
def database_relations(ask: Ask, question: database.RelationsQuestion) -> Response:
    return ask(question)


@router.post("/database/pools", response_model=database.Pools)
def database_pools(ask: Ask, question: database.PoolsQuestion) -> Response:
    return ask(question)


@router.get("/heap/snapshots", response_model=heap.Snapshots)
def heap_snapshots(ask: Ask) -> Response:
    return ask(heap.SnapshotsQuestion())


@router.post("/heap/summary", response_model=heap.Summary)
def heap_summary(ask: Ask, question: heap.SummaryQuestion) -> Response:
    return ask(question)


@router.post("/heap/objects", response_model=heap.Objects)
def heap_objects(ask: Ask, question: heap.ObjectsQuestion) -> Response:
    return ask(question)


@router.post("/heap/compare", response_model=heap.Comparison)
def heap_compare(ask: Ask, question: heap.CompareQuestion) -> Response:
    return ask(question)


@router.post("/heap/changed", response_model=heap.Objects)
def heap_changed(ask: Ask, question: heap.ChangedQuestion) -> Response:
    return ask(question)


@router.post("/heap/growth", response_model=heap.Growth)
def heap_growth(ask: Ask, question: heap.GrowthQuestion) -> Response:
    return ask(question)


@router.post("/heap/object", response_model=heap.ObjectDetails)
def heap_object(ask: Ask, question: heap.ObjectQuestion) -> Response:
    return ask(question)


@router.post("/heap/fields", response_model=heap.Objects)
def heap_fields(ask: Ask, question: heap.FieldsQuestion) -> Response:
    return ask(question)


@router.post("/heap/retainers", response_model=heap.Objects)
def heap_retainers(ask: Ask, question: heap.RetainersQuestion) -> Response:
    return ask(question)


@router.post("/heap/path", response_model=heap.HeldBy)
def heap_path(ask: Ask, question: heap.PathQuestion) -> Response:
    return ask(question)


@router.post("/heap/paths", response_model=heap.AllPaths)
def heap_paths(ask: Ask, question: heap.PathsQuestion) -> Response:
    return ask(question)


@router.post("/heap/groups", response_model=heap.Groups)
def heap_groups(ask: Ask, question: heap.GroupsQuestion) -> Response:
    return ask(question)


@router.post("/heap/dominated", response_model=heap.Objects)
def heap_dominated(ask: Ask, question: heap.DominatedQuestion) -> Response:
    return ask(question)


@router.post("/heap/dominators", response_model=heap.Objects)
def heap_dominators(ask: Ask, question: heap.DominatorsQuestion) -> Response:
    return ask(question)


@router.post("/heap/statistics", response_model=heap.HeapStatistics)
def heap_statistics(ask: Ask, question: heap.StatisticsQuestion) -> Response:
    return ask(question)


@router.post("/heap/duplicates", response_model=heap.DuplicateStrings)
def heap_duplicates(ask: Ask, question: heap.DuplicatesQuestion) -> Response:
    return ask(question)


@router.post("/heap/suspects", response_model=heap.LeakSuspects)
def heap_suspects(ask: Ask, question: heap.SuspectsQuestion) -> Response:
    return ask(question)


@router.post("/services/graph", response_model=services.ServiceGraph)
def services_graph(ask: Ask, question: services.GraphQuestion) -> Response:
    return ask(question)


@router.post("/services/call", response_model=services.CallDetails)
def services_call(ask: Ask, question: services.CallQuestion) -> Response:
    return ask(question)


@router.post("/services/path", response_model=services.TracePath)
def services_path(ask: Ask, question: services.TracePathQuestion) -> Response:
    return ask(question)


@router.post("/services/failing", response_model=services.FailingCalls)
def services_failing(ask: Ask, question: services.FailingQuestion) -> Response:
    return ask(question)
