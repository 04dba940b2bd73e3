"""Two heap snapshots of engine-7: between two batches, and in the middle of the last, when states are in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import numpy as np

from rounds.incidents.scenarios.loomwork.heap import Load, healthy_engine
from rounds.incidents.scenarios.loomwork.world import engine
from rounds.incidents.scenarios.taken import Taken, taken
from rounds.simulator import MINUTE, SECOND
from rounds.simulator.arrays import Floats

from .counts import Counts
from .grid import scrapes
from .measured import Gauge
from .story import ENGINE

REST = 186_000_000  # bytes: what it always has, and templates, of which there may be more and fewer
STATE = 147_000_000  # the text of one large state and what was parsed from it
HELD = {False: 1, True: 5}  # large states at a moment: of one execution, or of those that are at work of twelve


def snapshots(counts: Counts, gauges: list[Gauge], pod: str) -> Taken:
    told = counts.told
    loads = [load(counts, gauges, pod, *where) for where in moments(counts)]
    customers = [customer.name for customer in told.cast.customers if customer != told.customer]
    graphs = healthy_engine(
        told.seed, loads, state_bytes=told.state_bytes, tenant=told.customer.name, workflow=told.workflow,
        customers=customers,
    )  # fmt: skip
    return taken(engine.name, pod, [one.at for one in loads], graphs)


def moments(counts: Counts) -> Iterator[tuple[int, int, int]]:
    """Between which moments each is taken, and how many large states it holds."""
    batch = counts.told.last_batch
    yield batch - 42 * MINUTE, batch - 20 * MINUTE, 0
    large = HELD[counts.interleaved] if counts.runs.large[-1] else 0
    yield batch + 2 * MINUTE, batch + 9 * MINUTE, large


def load(counts: Counts, gauges: list[Gauge], pod: str, start: int, end: int, large: int) -> Load:
    """When the heap is nearest to what it would be just after a collection, and what the metrics say then."""
    heap = total(gauges, "v8js_memory_heap_used_bytes", pod)
    within = np.flatnonzero((scrapes() > start) & (scrapes() < end))
    scrape = int(within[np.argmin(np.abs(heap[within] - REST - large * STATE))])
    ended = sum((group.ended for group in counts.groups if group.pod == ENGINE), np.zeros(len(scrapes())))
    since = scrapes() >= counts.told.release
    inflight = int(total(gauges, "workflow_executions_inflight", pod)[scrape])
    known = counts.runs
    waiting = int(((known.due <= scrapes()[scrape]) & (known.end > scrapes()[scrape])).sum())
    return Load(
        at=counts.told.began + timedelta(seconds=int(scrapes()[scrape]) // SECOND),
        heap_bytes=int(heap[scrape]),
        executions=int(ended[since & (np.arange(len(since)) <= scrape)].sum()),
        running=min(max(inflight - waiting, 0), 8),
        large=large,
    )


def total(gauges: list[Gauge], name: str, pod: str) -> Floats:
    found = [values for known, labels, values in gauges if known == name and ("pod", pod) in labels]
    return sum(found, np.zeros(len(scrapes())))
