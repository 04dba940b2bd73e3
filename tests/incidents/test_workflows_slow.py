"""Scenario 2, core and hard, as its checks see it, as a candidate reads it, and as the same bytes for everyone."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from rounds.incidents import tables
from rounds.incidents.built import Built
from rounds.incidents.scenarios import SHIPPED
from rounds.incidents.scenarios.workflows_slow import WorkflowsSlow

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


def test_both_ship_under_their_public_names() -> None:
    assert SHIPPED["workflows-slow"].title == "One customer's workflows take more than ten minutes"
    assert SHIPPED["workflows-slow-2"].title == "One customer's workflows take ten minutes, all of them"


# --- what is true -----------------------------------------------------------------------------


def test_everything_that_must_be_true_is(core: Built) -> None:
    assert failing(core) == []


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
        "spans stand for",
        "statistics = metric",
        "spans = lines",
        "replica:",
        "autovacuum",
        "a snapshot's total",
    ):
        assert holds not in failed.replace("long parses: spans = lines", "")


def test_two_processes_make_the_same_bytes(core: Built) -> None:
    script = (
        "import json; from tests.incidents.test_workflows_slow import CORE, digests;"
        "print(json.dumps(digests(CORE.build(1))))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "4711"}
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment)
    assert json.loads(told.stdout) == digests(core)


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
    assert "executions: spans stand for what the metric counts" in failed
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
    assert {hint.minute: hint.text for hint in sealed.hints} == {
        3: "Compare a slow trace to a normal one - what's different?",
        6: "Look at the span timings in the traces",
        9: "What's the state_size_bytes tag showing?",
        12: "How many times is JSON.parse called per workflow?",
    }
    assert tuple(topic.text for topic in sealed.discussion) == (
        "Why is it so slow?",
        "How would you optimize this?",
        "Parse once vs streaming vs different storage?",
        "What limits would you add?",
    )
    assert [step.text for step in sealed.steps if not step.bonus][
        -1
    ] == "Count steps → 20 steps × 2.5s parsing = 50s overhead"
    assert sum(not step.bonus for step in sealed.steps) == 5
    assert len(sealed.red_herrings) >= 4
    assert all(herring.refuted_by for herring in sealed.red_herrings)


def test_seeds_differ_in_names_and_order_not_in_size(core: Built, hard: Built) -> None:
    looks = [[herring.looks_like for herring in built.sealed.red_herrings] for built in (core, hard)]
    assert sorted(looks[0]) == sorted(looks[1])
    assert looks[0] != looks[1]
    ids = [set(built.signals.spans["@customer.id"].unique().to_pylist()) for built in (core, hard)]
    assert len(ids[0] & ids[1]) < len(ids[0]) / 4
