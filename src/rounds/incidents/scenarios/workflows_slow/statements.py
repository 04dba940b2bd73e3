"""Statements: how often each was asked since the scrape before, and how long the databases needed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rounds.incidents.scenarios.loomwork import queries as sql
from rounds.incidents.scenarios.loomwork.world import REQUESTS
from rounds.simulator import SECOND, Statement
from rounds.simulator.arrays import Floats
from rounds.simulator.durations import mean, table
from rounds.simulator.run import all_steps
from rounds.simulator.runtime import rough

from .counts import Counts, counted
from .grid import scrapes, seconds, seen
from .story import DAY

# A scan of the whole table for a report on the replica, a hundred times each night.
report = Statement(
    "SELECT report", sql.replica, sql.usage.takes * 900,
    "SELECT customer_id, date_trunc('day', started_at), count(*) FROM executions GROUP BY 1, 2",
    rows=4_000, blocks=90_000, table="executions", index="executions_pkey",
)  # fmt: skip
POLLS = 9.0  # a second, of the queue of webhook jobs
STEPS_OF_OTHERS = 4
PAGES = (
    sql.workflows, sql.workflow, sql.executions, sql.execution, sql.new_execution, sql.save_workflow, sql.api_key,
    sql.usage, sql.invoices,
)  # fmt: skip


@dataclass(frozen=True)
class Figures:
    """One number a scrape: calls, milliseconds in all, and of the slowest call."""

    step: Statement
    calls: Floats
    total_ms: Floats
    most_ms: Floats


def figures(counts: Counts) -> tuple[Figures, ...]:
    return tuple(figure(counts, step, calls) for step, calls in asked(counts))


def asked(counts: Counts) -> Iterator[tuple[Statement, Floats]]:
    """Calls by everyone but the victim's workflow."""
    steps = STEPS_OF_OTHERS * counts.executions + 20 * counts.syncs
    yield sql.load_state, steps
    yield sql.save_state, steps
    yield sql.insert_job, 4 * counts.executions
    yield sql.delivered, counted(3.99 * counts.executions)
    yield sql.next_jobs, np.rint(POLLS * seconds())
    yield sql.finish_jobs, np.rint(POLLS * seconds())
    yield sql.schedules, np.rint(seconds())
    yield report, counted(2.5 * seconds() / 60 * counts.nightly())
    for step, share in shares().items():
        yield step, counted(counts.requests * share)


def shares() -> dict[Statement, float]:
    """How many of each there are to a request, of those that ask PostgreSQL."""
    known = dict.fromkeys(PAGES, 0.0)
    whole = sum(weight for weight, _ in REQUESTS)
    for weight, operation in REQUESTS:
        inside = set(all_steps(operation))
        for step in known:
            part = 0.35 if step is sql.workflow and "GET /v1/workflows/:id" in operation.name else 1.0
            known[step] += part * weight / whole if step in inside and step is not sql.api_key else 0.0
    return known | {sql.api_key: 0.07}


def figure(counts: Counts, step: Statement, calls: Floats) -> Figures:
    usual = mean(step.takes) / 1e6 * rough(counts.chance, f"{step.name}/mean", len(calls), 60)
    most = slowest(counts, step, calls)
    total = calls * usual
    if step is sql.load_state:
        moments, took = loads(counts)
        calls = calls + seen(moments, scrapes())
        total = total + seen(moments, scrapes(), took) / 1e6
        place = np.searchsorted(scrapes(), moments)
        np.maximum.at(most, place, took / 1e6)
    if step is sql.save_state:
        moments = counts.runs.step_end.ravel()
        calls = calls + seen(moments, scrapes())
        total = total + seen(moments, scrapes(), counts.runs.save.ravel()) / 1e6
    return Figures(step, calls, total, np.where(calls > 0, most, 0.0))


def loads(counts: Counts) -> tuple[np.ndarray, np.ndarray]:
    """When the database had answered the victim's loads, and the nanoseconds it took: the client may look later."""
    known = counts.runs
    return (known.begin + known.answered).ravel(), known.answered.ravel()


def slowest(counts: Counts, step: Statement, calls: Floats) -> Floats:
    """Of so many draws the slowest stands in the last cells of the table."""
    cells = table(step.takes)
    rank = 4096 - 4096 / (np.maximum(calls, 1) + 1) * (
        0.3 + counts.chance.draw(f"{step.name}/most", len(calls)) % 1000 / 700
    )
    chosen: Floats = cells[np.clip(rank.astype(np.int64), 0, 4095)] / 1e6
    return chosen


def vacuums(counts: Counts) -> np.ndarray:
    """When autovacuum was done with workflow_state: about every six hours, all along."""
    first = counts.chance.number("vacuum", 1, 5) * 3600 * SECOND
    moments = first + 6 * 3600 * SECOND * np.arange(57, dtype=np.int64)
    moments += counts.chance.draw("vacuums", len(moments)) % (40 * 60 * SECOND)
    return moments[moments < 14 * DAY]
