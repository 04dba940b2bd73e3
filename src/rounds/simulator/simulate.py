"""Simulate: an incident in, its signals out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import numpy as np
import pyarrow as pa

from rounds.signals.tables import MS as MILLISECONDS
from rounds.signals.tables import SCHEMAS, Signals
from rounds.signals.time import to_ns

from . import databases, rows
from .columns import maps, numbers, texts
from .incident import Happening, Incident
from .metrics import metrics
from .run import Progress, Run, silent

RUNNING = 0.7  # of the whole time; the rest writes tables


def simulate(incident: Incident, progress: Progress = silent) -> Signals:
    """Live the incident through. The same incident gives the same tables, down to the byte."""
    run = Run(incident).to_the_end(lambda done, doing: progress(done * RUNNING, doing))
    epoch = to_ns(incident.began)
    progress(RUNNING, "writing metrics")
    measured = metrics(run, epoch)
    progress(0.75, "writing database samples")
    activity, locks = databases.activity_and_locks(run, epoch)
    progress(0.8, "writing spans and log records")
    return Signals(
        spans=rows.spans(run, epoch),
        logs=rows.logs(run, epoch),
        series=measured.series,
        samples=measured.samples,
        exemplars=measured.exemplars,
        events=events((*incident.happenings, *restarts(run)), epoch),
        db_activity=activity,
        db_locks=locks,
        db_queries=databases.queries(run),
        db_query_stats=databases.query_stats(run, epoch),
        db_plans=databases.plans(run, epoch),
        db_samples=databases.samples(run, epoch),
        db_relations=databases.relations(run, epoch),
    )


def restarts(run: Run) -> Iterator[Happening]:
    for gap, restart in zip(run.gaps, run.incident.restarts, strict=True):
        pod = run.fleet.pods[gap.pod].name
        attributes = (("exit_code", str(restart.exit_code)), ("pod", pod), ("reason", restart.reason))
        yield Happening(restart.moment, "restart", restart.service, f"{pod} restarted", attributes)


def events(happenings: tuple[Happening, ...], epoch: int) -> pa.Table:
    ordered = sorted(happenings, key=lambda happening: happening.moment)
    return pa.table({
        "Time": numbers(np.array([(epoch + happening.moment) // 1_000_000 for happening in ordered], np.int64), MILLISECONDS),
        "Kind": texts([happening.kind for happening in ordered]),
        "ServiceName": texts([happening.service for happening in ordered]),
        "Title": texts([happening.title for happening in ordered]),
        "Attributes": maps([happening.attributes for happening in ordered]),
    }, schema=SCHEMAS["events"])  # fmt: skip


def add_events(known: pa.Table, happenings: tuple[Happening, ...], began: datetime) -> pa.Table:
    """More events among those that are known, in order of time."""
    more = events(happenings, to_ns(began))
    return pa.concat_tables([known, more]).sort_by([("Time", "ascending"), ("Title", "ascending")]).combine_chunks()
