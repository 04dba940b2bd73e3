"""Statements: what each one added up to between two scrapes, in the figures of pg_stat_statements."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b

import numpy as np

from .arrays import Floats, Ints
from .run import Run, all_steps
from .world import Enqueue, Statement, Table, World

Versions = tuple[tuple[int, Statement], ...]
"""A statement as the database has it, and from which moment on: first as it was, then as changes made it."""

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
    passes: Floats  # rows that each call reads one after the other


def figures(run: Run) -> dict[str, Figures]:
    """By the names of the statements, in the order in which they were first used."""
    return {name: figures_of(run, known) for name, known in versions(run).items()}


def figures_of(run: Run, known: Versions) -> Figures:
    step = known[0][1]
    tally, weight = run.recording.sessions.tallies[step.name], run.incident.weight
    calls, time = tally.calls[1:-1] * weight, tally.time[1:-1] * weight
    size = sizes(run, step.scans) if step.scans else np.zeros(len(calls))
    width = step.scans.width if step.scans else 0
    rows = calls * over_time(run, known, lambda version: version.rows)
    if step.scans:
        rows = run.taken[step.scans.name][1:-1].astype(np.float64) * weight
    blocks = calls * (over_time(run, known, lambda version: version.blocks) + np.floor(size * width / PAGE))
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
        wal=calls * over_time(run, known, lambda version: version.wal),
        passes=size if step.scans else over_time(run, known, lambda version: version.passes),
    )


def versions(run: Run) -> dict[str, Versions]:
    """Of each statement that was used, in that order. How long it takes is not the database's to say: that is seen."""
    found: dict[str, list[tuple[int, Statement]]] = {}
    for since, world in worlds(run):
        for step in statements_of(world):
            known = found.setdefault(step.name, [(0, step)])
            if planned(step) != planned(known[-1][1]):
                known.append((since, step))
    used = run.recording.sessions.statements
    return {name: tuple(found.get(name, [(0, step)])) for name, step in used.items()}


def worlds(run: Run) -> Iterator[tuple[int, World]]:
    """Each world that differs from the one before, and from which moment on."""
    before: World | None = None
    for world, start, _ in run.chapters:
        if world is not before:
            yield start, world
        before = world


def statements_of(world: World) -> Iterator[Statement]:
    for flow in world.flows:
        for step in all_steps(flow):
            if isinstance(step, Statement | Enqueue):
                yield step.by if isinstance(step, Enqueue) else step


def planned(step: Statement) -> tuple[object, ...]:
    return step.rows, step.blocks, step.wal, step.index, step.passes, step.plans


def over_time(run: Run, known: Versions, of: Callable[[Statement], float]) -> Floats:
    """What the statement has of something, at each scrape."""
    values = np.zeros(run.recording.meters.scrapes)
    for since, step in known:
        values[since // run.incident.step :] = of(step)
    return values


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
