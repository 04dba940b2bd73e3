"""Statements: what each one added up to between two scrapes, in the figures of pg_stat_statements."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

import numpy as np

from .arrays import Floats, Ints
from .run import Run
from .world import Statement, Table

WORK_MEM = 4_000_000  # bytes a sort may use before it writes to temporary files
PAGE = 8192
MISSES = 50  # one block in so many is not in the cache


@dataclass(frozen=True, slots=True)
class Figures:
    """One number a step. Times are nanoseconds; `least` and `most` mean nothing where there were no calls."""

    calls: Floats
    time: Floats
    least: Ints
    most: Ints
    rows: Floats
    hit: Floats
    read: Floats
    dirtied: Floats
    temp: Floats
    wal: Floats


def figures(run: Run) -> dict[str, Figures]:
    """By the names of the statements, in the order in which they were first used."""
    return {name: figures_of(run, step) for name, step in run.recording.sessions.statements.items()}


def figures_of(run: Run, step: Statement) -> Figures:
    tally, weight = run.recording.sessions.tallies[step.name], run.incident.weight
    calls, time = tally.calls[1:-1] * weight, tally.time[1:-1] * weight
    size = sizes(run, step.scans) if step.scans else np.zeros(len(calls))
    width = step.scans.width if step.scans else 0
    rows: Floats = calls * float(step.rows)
    if step.scans:
        rows = run.taken[step.scans.name][1:-1].astype(np.float64) * weight
    blocks = calls * (step.blocks + np.floor(size * width / PAGE))
    read = np.floor(blocks / MISSES)
    return Figures(
        calls=calls,
        time=time,
        least=tally.least[1:-1],
        most=tally.most[1:-1],
        rows=rows,
        hit=blocks - read,
        read=read,
        dirtied=calls * (2.0 if step.writes else 0.0),
        temp=np.where(size * width > WORK_MEM, calls * size * width, 0.0),
        wal=calls * float(step.wal),
    )


def sizes(run: Run, table: Table) -> Floats:
    """Rows in the table at each scrape: those of its gauge, where it has one."""
    meters = run.recording.meters
    added = meters.series.get((table.gauge, tuple(sorted(table.labels))))
    return table.rows + (np.zeros(meters.scrapes) if added is None else meters.total(added))


def query_id(statement: Statement) -> int:
    """As PostgreSQL has it: a number that follows from the text alone."""
    return number_of(statement.text)


@cache
def number_of(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big", signed=True)
