"""Scenario 2, core and hard, as its checks see it, as a candidate reads it, and as the same bytes for everyone."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from tests.incidents import shipped

from rounds.incidents import tables
from rounds.incidents.built import Built
from rounds.incidents.scenarios import SHIPPED, workflows_slow
from rounds.incidents.scenarios.workflows_slow import WorkflowsSlow
from rounds.incidents.soundness import flaws, public_flaws
from rounds.interviews import Asked, Cause, Evidence, Moments

CORE = WorkflowsSlow()
HARD = WorkflowsSlow("workflows-slow-2", interleaved=True)
# Words that name the cause. Names of spans, metrics and attributes are part of the system, not of what we say of it.
GIVEAWAYS = re.compile(
    r"json|pars|\bstates?\b|50 ?mb|payload|seriali|event.?loop|block|starv|root.?cause|\bcause|\bbug|fault",
    re.IGNORECASE,
)
NAMES_OF_THE_SYSTEM = {
    "workflow_state_size_bytes",
    "nodejs_eventloop_delay_p50_seconds",
    "nodejs_eventloop_delay_p99_seconds",
    "nodejs_eventloop_utilization",
}


@pytest.fixture(scope="module")
def core() -> Built:
    return CORE.build(1)


@pytest.fixture(scope="module")
def hard() -> Built:
    return HARD.build(2)


def failing(built: Built) -> list[str]:
    return [f"{check.claim}: {check.shown}" for check in CORE.check(built) if not check.holds]


def digests(built: Built) -> dict[str, str]:
    known = {name: tables.contents(table) for name, table in built.signals.tables().items() if table.num_rows}
    return known | {name: hashlib.sha256(file).hexdigest() for name, file in built.heap.items()}


def with_table(built: Built, name: str, table: pa.Table) -> Built:
    return replace(built, signals=replace(built.signals, **{name: table}))


def test_both_ship_under_their_public_names(core: Built, hard: Built) -> None:
    titles = [SHIPPED[built.name].title for built in (core, hard)]
    assert titles == [built.public.title for built in (core, hard)]
    assert titles == [
        "One customer's workflows take more than ten minutes",
        "One customer's workflows take ten minutes, all of them",
    ]


# --- what is true -----------------------------------------------------------------------------


def test_it_is_true_of_the_hard_variant_and_another_seed(core: Built, hard: Built) -> None:
    assert failing(hard) == []
    assert hard.now != core.now
    assert hard.public.reporter != core.public.reporter
    assert hard.sealed.solution.cause != core.sealed.solution.cause


def test_without_the_change_nobody_is_slow_and_the_checks_say_so() -> None:
    failed = "\n".join(failing(CORE.build(1, fault=False)))
    for claim in (
        "p95 of the victim's executions in the last day",
        "an execution of the victim runs, now",
        "the victim's state now",
        "and all of one together",
        "state_size_bytes of an execution",
        "the last of the batch takes",
        "p99 of the loop's delay on the victim's pod in a batch",
        "of its periods are throttled in a batch",
        "its slowest call in each minute of the batch",
        "the database sends, in a batch",
        "large states in it: 1",
        "alerts fire",
    ):
        assert claim in failed
    for holds in (
        "metric = spans = lines",
        "statistics = metric",
        "spans = lines",
        "replica:",
        "autovacuum",
        "a snapshot's total",
    ):
        assert holds not in failed.replace("long parses: spans = lines", "")


def test_two_processes_make_the_same_bytes(core: Built, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert digests(core) == shipped.digests_of(shipped.bundle("workflows-slow", tmp_path_factory))


def test_the_window_is_fourteen_days_and_holds_everything(core: Built) -> None:
    assert core.now - core.began == timedelta(days=14)
    assert timedelta(days=9) < core.now - core.onset < timedelta(days=9, hours=1)
    for name, column in (("spans", "Timestamp"), ("logs", "Timestamp"), ("samples", "Time"), ("db_activity", "Time")):
        moments = core.signals.tables()[name][column].combine_chunks()
        assert pc.min(moments).as_py() >= core.began
        assert pc.max(moments).as_py() <= core.now


# --- what breaks it ---------------------------------------------------------------------------


def test_lines_that_are_missing_are_missed(core: Built) -> None:
    logs = core.signals.logs
    fewer = logs.filter(pc.not_equal(logs["Body"], "state loaded"))
    assert [claim.split(":")[0] for claim in failing(with_table(core, "logs", fewer))] == ["state.load"]


def test_spans_that_stand_for_too_many_are_noticed(core: Built) -> None:
    spans = core.signals.spans
    place = spans.column_names.index("SampleRate")
    doubled = spans.set_column(place, "SampleRate", pc.multiply(spans["SampleRate"], pa.scalar(2, pa.uint32())))
    failed = "\n".join(failing(with_table(core, "spans", doubled)))
    assert "executions: metric = spans = lines" in failed
    assert "the last two minutes of the victim's pod are kept whole" in failed


def test_a_parse_less_in_each_execution_is_noticed(core: Built) -> None:
    spans = core.signals.spans
    last = pc.and_(pc.equal(spans["SpanName"], "JSON.parse"), pc.equal(pc.hour(spans["Timestamp"]), core.now.hour))
    failed = "\n".join(failing(with_table(core, "spans", spans.filter(pc.invert(last)))))
    assert "JSON.parse in an execution" in failed
    assert "and all of one together" in failed


def test_a_heap_that_is_not_what_the_metric_says_is_noticed(core: Built) -> None:
    first, second = sorted(core.heap)
    swapped = replace(core, heap={first: core.heap[second], second: core.heap[first]})
    assert any("a snapshot's total" in claim for claim in failing(swapped))


def test_a_deploy_before_the_change_would_be_no_red_herring(core: Built) -> None:
    events = core.signals.events
    early = [core.began if title.startswith("workflow-engine") else at
             for title, at in zip(events["Title"].to_pylist(), events["Time"].to_pylist(), strict=True)]  # fmt: skip
    moved = events.set_column(0, "Time", pa.array(early, events.schema.field("Time").type))
    assert any("deploy of the engine" in claim for claim in failing(with_table(core, "events", moved)))


def test_a_lock_that_somebody_waits_for_is_noticed(core: Built) -> None:
    locks = core.signals.db_locks
    place = locks.column_names.index("Granted")
    waiting = locks.set_column(place, "Granted", pa.array([False] * locks.num_rows))
    assert any("nobody waits for a lock" in claim for claim in failing(with_table(core, "db_locks", waiting)))


# --- what is said -----------------------------------------------------------------------------


def public_words(built: Built) -> Iterator[str]:
    public = built.public
    yield from (public.title, public.symptom, public.quote, public.reporter, public.briefing, *public.services)
    yield from (f"{ticket.author} {ticket.plan_tier} {ticket.text}" for ticket in public.tickets)
    yield from (built.name, *built.shares, *built.shares.values(), *built.heap)
    yield from built.signals.events["Title"].to_pylist()
    yield from set(built.signals.series["Metric"].to_pylist()) - NAMES_OF_THE_SYSTEM


@pytest.mark.parametrize("which", ["core", "hard"])
def test_nothing_public_names_the_cause(which: str, request: pytest.FixtureRequest) -> None:
    built: Built = request.getfixturevalue(which)
    assert [words for words in public_words(built) if GIVEAWAYS.search(words)] == []


def test_reports_come_before_now_and_in_order(core: Built) -> None:
    times = [ticket.at for ticket in core.public.tickets]
    assert len(times) == 4
    assert times == sorted(times)
    assert core.onset < times[0]
    assert times[-1] < core.now


@pytest.mark.parametrize("which", ["core", "hard"])
def test_the_interview_guide_is_quoted_word_for_word(which: str, request: pytest.FixtureRequest) -> None:
    sealed = request.getfixturevalue(which).sealed
    assert sealed.start == (
        "Scenario 2. Users report workflows running extremely slowly. One customer's workflows are taking 10+ minutes "
        "when they used to take seconds. How would you investigate?"
    )
    needed = [(step.id, step.text, step.stated) for step in sealed.steps if not step.bonus]
    assert needed == [
        ("E2.1", "Check metrics → see latency spike for specific customer", False),
        ("E2.2", "Look at traces → see JSON.parse taking 2-3 seconds per step", False),
        ("E2.3", "Check state_size_bytes tag → it's 50MB", False),
        ("E2.4", "Realize: parsing 50MB JSON on every step", True),
        ("E2.5", "Count steps → 20 steps × 2.5s parsing = 50s overhead", False),
    ]
    assert [(hint.minute, hint.level, hint.text, hint.target, hint.moot) for hint in sealed.hints] == [
        (3, 1, "Compare a slow trace to a normal one - what's different?", "E2.2", "E2.6"),
        (6, 2, "Look at the span timings in the traces", "E2.2", "E2.7"),
        (9, 3, "What's the state_size_bytes tag showing?", "E2.3", "E2.3"),
        (12, 4, "How many times is JSON.parse called per workflow?", "E2.5", "E2.5"),
    ]
    assert [(topic.text, topic.tags, topic.core) for topic in sealed.discussion] == [
        ("Why is it so slow?", ("rca",), True),
        ("How would you optimize this?", ("solution",), True),
        ("Parse once vs streaming vs different storage?", ("solution", "tradeoff"), False),
        ("What limits would you add?", ("prevention", "monitoring"), False),
    ]


@pytest.mark.parametrize("which", ["core", "hard"])
def test_the_sealed_texts_are_whole(which: str, request: pytest.FixtureRequest) -> None:
    built: Built = request.getfixturevalue(which)
    assert flaws(built.sealed) == []
    assert public_flaws(built.public) == []
    assert len(built.sealed.red_herrings) == 7


def test_what_both_variants_share_is_the_same(core: Built, hard: Built) -> None:
    """Two files hold it, so that each can be read from the top to the end."""
    one, other = core.sealed, hard.sealed
    assert [step.id for step in one.steps] == [step.id for step in other.steps]
    assert one.hints == other.hints
    assert (one.solution.fix, one.solution.prevention) == (other.solution.fix, other.solution.prevention)
    assert (one.solution.sources, one.giveaways) == (other.solution.sources, other.giveaways)


def test_red_herrings_are_shuffled_with_where_they_are_written(core: Built) -> None:
    file = Path(workflows_slow.__file__).with_name("sealed.yaml").read_text(encoding="utf-8").splitlines()
    for place, herring in enumerate(core.sealed.red_herrings):
        name, _, line = core.written[f"sealed.red_herrings.{place}.looks_like"].partition(":")
        said = file[int(line) - 1].partition("looks_like: ")[2]
        assert (name, said.replace("$pod", "workflow-engine-7")) == ("sealed.yaml", herring.looks_like)


# --- what reaches a step ----------------------------------------------------------------------

P95 = "workflow_execution_duration_seconds_bucket"
DAY = 86_400_000.0
OPERATIONS = [["workflow-engine", "queue.wait", 1, 579e9], ["workflow-engine", "JSON.parse", 20, 49.4e9]]
SIDES = {"roots": [["workflow-engine", "workflow.execute"]] * 2, "duration_ns": [2e9, 632e9]}


def reached(built: Built, asked: str, digest: dict[str, Any]) -> set[str]:
    """Steps that somebody reached who asked this; how long it was on the screen nobody knows."""
    moments = Moments(*(moment.timestamp() * 1000 for moment in (built.began, built.onset, built.now)))
    evidence = Evidence([Asked(1, moments.now, Cause.CANDIDATE, asked, {}, digest)], (), moments)
    return {exposure.step for exposure in evidence.exposures(built.sealed.steps)}


def curve(labels: dict[str, str], first: float, most: float, last: float) -> dict[str, Any]:
    return {"labels": labels, "first": first, "max": most, "last": last}


def test_latency_by_customer_reaches_the_first_step_and_totals_do_not(core: Built) -> None:
    victim = dict(core.sealed.facts)["customer"]
    mine, others = {"customer": victim}, {"customer": "other"}

    def asked(expression_of: str, labels: dict[str, str], most: float, filters: Any = ()) -> set[str]:
        series = [curve(labels, 1.0, most, most), curve(others, 1.0, 1.8, 1.4)]
        told = {"metrics": [expression_of], "filters": list(filters), "series": series, "window": [0.0, 0.0]}
        return reached(core, "metrics.range", told)

    assert asked(P95, mine, 648.0) == {"E2.1"}
    assert asked("workflow_run_seconds_sum", mine, 53.0) == {"E2.1"}
    assert asked(P95, {}, 648.0, [["customer", "=~", f"{victim}|x"]]) == {"E2.1"}
    assert "E2.8" in asked("workflow_queue_wait_seconds_sum", mine, 290.0)
    assert asked(P95, {"service": "workflow-engine"}, 648.0) == set()
    assert asked(P95, {**mine, "le": "600"}, 648.0) == set()
    assert asked("workflow_execution_duration_seconds_sum", mine, 1_400_000.0) == set()
    assert asked("http_server_request_duration_seconds_bucket", mine, 648.0) == set()


def test_an_opened_trace_shows_the_parses_and_longer_their_number(core: Built) -> None:
    slow = {"operations": OPERATIONS}
    assert reached(core, "traces.trace", slow) == {"E2.2", "E2.5"}
    seconds = {step.id: step.reached_by[0].seconds for step in core.sealed.steps if step.id in ("E2.2", "E2.5")}
    assert seconds["E2.2"] < seconds["E2.5"]
    usual = {"operations": [["workflow-engine", "JSON.parse", 20, 0.2e9]]}
    assert reached(core, "traces.trace", usual) == set()
    listed = {"filters": [["duration", ">", "5m"]], "traces": ["t"], "values": {}, "longest_ns": 632e9, "rows": 24}
    assert reached(core, "traces.traces", listed) == set()


def test_a_span_a_column_or_a_filter_show_the_size(core: Built) -> None:
    span = {"span": "s", "name": "state.load", "attributes": {"state_size_bytes": 50_229_105}, "duration_ns": 80e6}
    assert reached(core, "traces.span", span) == {"E2.3"}
    assert reached(core, "traces.span", {**span, "name": "JSON.parse", "duration_ns": 2.5e9}) == {
        "E2.2", "E2.3", "E2.7",
    }  # fmt: skip
    assert reached(core, "traces.span", {**span, "attributes": {"state_size_bytes": 200_000}}) == set()
    asked = {"filters": [["state_size_bytes", ">", "10MB"]], "rows": 24, "longest_ns": 632e9, "values": {}}
    assert reached(core, "traces.traces", asked) == {"E2.3"}
    assert reached(core, "traces.traces", {**asked, "rows": 561}) == set()
    column = {"filters": [], "greatest": {"state_size_bytes": 50_229_105}, "values": {}, "rows": 100}
    assert reached(core, "traces.traces", column) == {"E2.3"}
    assert reached(core, "traces.facets", {"values": {"state_size_bytes": {"50229105": 20}}}) == set()


def test_a_comparison_shows_what_differs(core: Built) -> None:
    parse = {"name": "JSON.parse", "spans": [20, 20], "self_ns": [0.2e9, 49.4e9]}
    assert reached(core, "compare.twotraces", {**SIDES, "paths": [parse]}) == {"E2.2", "E2.5", "E2.6"}
    alike = {**SIDES, "duration_ns": [631e9, 632e9], "paths": []}
    assert reached(core, "compare.twotraces", alike) == set()
    path = {"name": "JSON.parse", "spans": [4, 20], "longest_ns": [12e6, 2.6e9]}
    differs = {**path, "differs": [["state_size_bytes", "JSON.parse", 204_637.9, 50_229_105.5]]}
    assert reached(core, "compare.samepath", differs) == {"E2.3", "E2.5", "E2.7"}


def test_the_hard_variant_is_explained_by_what_the_database_says_of_a_statement(core: Built, hard: Built) -> None:
    query = "SELECT state FROM workflow_state WHERE workflow_id = $1"
    client = {"service": "workflow-engine", "mean_ms": [2.1, 4757.0], "p95_ms": 16_544.0}
    digest = {"query": query, "mean_ms": [2.0, 3.4], "clients": [client], "most_ms": 195.0}
    assert reached(hard, "database.statement", digest) == {"E2.8", "E2.12"}
    assert reached(core, "database.statement", digest) == {"E2.12"}
    assert reached(hard, "database.statement", {**digest, "query": "SELECT 1"}) == set()


def test_the_change_is_found_where_one_looks_near_it(core: Built) -> None:
    onset = core.onset.timestamp() * 1000
    state = {"metrics": ["workflow_state_size_bytes"], "filters": [], "series": [curve({}, 2e5, 5e7, 5e7)]}
    near, far = [onset - DAY, onset + DAY], [onset - 5 * DAY, onset + 9 * DAY]
    assert reached(core, "metrics.range", {**state, "window": near}) == {"E2.3", "E2.11"}
    assert reached(core, "metrics.range", {**state, "window": far}) == {"E2.3"}


def test_seeds_differ_in_names_and_order_not_in_size(core: Built, hard: Built) -> None:
    looks = [[herring.looks_like for herring in built.sealed.red_herrings] for built in (core, hard)]
    assert sorted(looks[0]) == sorted(looks[1])
    assert looks[0] != looks[1]
    ids = [set(built.signals.spans["@customer.id"].unique().to_pylist()) for built in (core, hard)]
    assert len(ids[0] & ids[1]) < len(ids[0]) / 4
