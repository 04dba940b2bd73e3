"""Metrics: what was metered and what pods and databases say of themselves, as series, samples and exemplars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from rounds.signals.tables import EMPTY, SCHEMAS
from rounds.signals.tables import MS as MILLISECONDS

from .arrays import Floats, Ints
from .catalogue import GAUGE, GENERAL, HISTOGRAM
from .columns import hexes, maps, numbers, texts
from .durations import SECOND
from .meters import Labels
from .recording import ROUTE, Shelf
from .run import Run
from .runtime import Gauge, Watch, database_gauges, pod_gauges, replicas
from .sessions import STATES
from .statements import Figures, figures, query_id, sizes
from .world import Database, Metric, Operation, Statement

EXEMPLIFIED = "http_server_request_duration_seconds"


@dataclass(frozen=True, slots=True)
class Measured:
    series: pa.Table
    samples: pa.Table
    exemplars: pa.Table


def metrics(run: Run, epoch: int) -> Measured:
    counters = older(run, (*counted(run), *statistics(run)))
    gauges = sorted((*counters, *observed(run, epoch)), key=lambda gauge: gauge[:2])
    number = {(name, labels): place for place, (name, labels, _) in enumerate(gauges)}
    return Measured(series_of(gauges, run), samples_of(gauges, run, epoch), exemplars(run, epoch, number))


def series_of(gauges: list[Gauge], run: Run) -> pa.Table:
    known = descriptions(run)
    described = [described_as(name, known) for name, _, _ in gauges]
    return pa.table({
        "Series": numbers(np.arange(len(gauges), dtype=np.uint32)),
        "Metric": texts([name for name, _, _ in gauges]),
        "Type": texts([metric.kind for metric in described]),
        "Unit": texts([metric.unit for metric in described]),
        "Help": texts([metric.help for metric in described]),
        "Labels": maps([sorted(labels) for _, labels, _ in gauges]),
    }, schema=SCHEMAS["series"])  # fmt: skip


def described_as(name: str, known: dict[str, Metric]) -> Metric:
    if name in known:
        return known[name]
    metric = known[name.rpartition("_")[0]]
    if metric.kind != HISTOGRAM:
        raise KeyError(name)
    return metric


def samples_of(gauges: list[Gauge], run: Run, epoch: int) -> pa.Table:
    """A pod says nothing before it starts and after it stops: those samples are NaN, and left out."""
    scrapes, step = run.incident.now // run.incident.step, run.incident.step
    moments = (epoch + (np.arange(scrapes, dtype=np.int64) + 1) * step) // 1_000_000
    values = np.concatenate([values for _, _, values in gauges])
    there = np.flatnonzero(~np.isnan(values))
    return pa.table({
        "Series": numbers(np.repeat(np.arange(len(gauges), dtype=np.uint32), scrapes)[there]),
        "Time": numbers(np.tile(moments, len(gauges))[there], MILLISECONDS),
        "Value": numbers(values[there]),
    }, schema=SCHEMAS["samples"])  # fmt: skip


# --- what was metered -------------------------------------------------------------------------


def counted(run: Run) -> Iterator[Gauge]:
    """Counters, levels and histograms."""
    meters = run.recording.meters
    for (name, labels), added in meters.series.items():
        yield name, labels, meters.total(added) + base(run, name, labels)
    for (name, labels), known in meters.histograms.items():
        total = meters.total(np.cumsum(known.counts, axis=1))
        for bound, values in zip(known.names, total.T, strict=True):
            yield f"{name}_bucket", tuple(sorted((*labels, ("le", bound)))), values
        yield f"{name}_count", labels, total[:, -1]
        yield f"{name}_sum", labels, meters.total(known.sums) / SECOND


def older(run: Run, gauges: Iterable[Gauge]) -> Iterator[Gauge]:
    """Counters are older than the recording: they start at what such days add up to."""
    known, incident = descriptions(run), run.incident
    age, before = run.chance.number("age", 9, 40), max(incident.onset // incident.step - 1, 0)
    for name, labels, values in gauges:
        older_by = 0 if described_as(name, known).kind == GAUGE else age * values[before]
        yield name, labels, values + older_by


def descriptions(run: Run) -> dict[str, Metric]:
    return {metric.name: metric for metric in (*GENERAL, *run.incident.world.metrics)}


def base(run: Run, name: str, labels: Labels) -> int:
    """What a level stands at when the recording begins."""
    tables = run.incident.world.tables
    return next((table.rows for table in tables if (table.gauge, tuple(sorted(table.labels))) == (name, labels)), 0)


def statistics(run: Run) -> Iterator[Gauge]:
    """What the databases count: statements, transactions, blocks, rows, write-ahead log."""
    known, statements = figures(run), run.recording.sessions.statements
    for database in run.incident.world.databases:
        theirs = {name: known[name] for name, step in statements.items() if step.database == database}
        if database.system == "redis":
            yield from of_redis(database, theirs, statements)
        else:
            yield from of_postgres(run, database, theirs)
    for table in run.incident.world.tables:
        labels = (("relname", table.name), ("server", table.database.name))
        yield "pg_stat_user_tables_n_live_tup", labels, sizes(run, table)


def of_postgres(run: Run, database: Database, known: dict[str, Figures]) -> Iterator[Gauge]:
    labels, meters = (("datname", database.holds), ("server", database.name)), run.recording.meters
    nothing = np.zeros(meters.scrapes)

    def adding_up(metric: str, columns: Iterable[Floats]) -> Gauge:
        return metric, labels, np.cumsum(sum(columns, nothing))

    yield from sessions_of(run, database)
    commits = run.recording.sessions.commits.get(database.name)
    yield "pg_stat_database_xact_commit_total", labels, nothing if commits is None else meters.total(commits)
    yield "pg_stat_database_deadlocks_total", labels, nothing
    yield adding_up("pg_wal_bytes_total", (f.wal for f in known.values()))
    yield adding_up("pg_stat_database_blks_hit_total", (f.hit for f in known.values()))
    yield adding_up("pg_stat_database_blks_read_total", (f.read for f in known.values()))
    yield adding_up("pg_stat_database_temp_bytes_total", (f.temp for f in known.values()))
    steps = run.recording.sessions.statements
    yield adding_up("pg_stat_database_tup_fetched_total", (f.rows for n, f in known.items() if not steps[n].writes))
    yield adding_up("pg_stat_database_tup_written_total", (f.rows for n, f in known.items() if steps[n].writes))
    for name, figure in known.items():
        own = (("queryid", str(query_id(steps[name]))), ("server", database.name), ("statement", name))
        yield "pg_stat_statements_calls_total", own, np.cumsum(figure.calls)
        yield "pg_stat_statements_seconds_total", own, np.cumsum(figure.time) / SECOND


def sessions_of(run: Run, database: Database) -> Iterator[Gauge]:
    """Sessions in each state at each scrape: the same that are seen one by one."""
    start, end, _, _, _, number, state = run.recording.sessions.seen()
    here = np.array([step.database == database for step in run.recording.sessions.statements.values()], bool)[number]
    scrapes, step = run.recording.meters.scrapes, run.incident.step
    for place, name in enumerate(STATES):
        those = here & (state == place)
        # There at a scrape is who began at or before it and ends after it.
        first, last = -(-start[those] // step), -(-end[those] // step)
        changes = np.bincount(np.minimum(first, scrapes + 1), minlength=scrapes + 2) - np.bincount(
            np.minimum(last, scrapes + 1), minlength=scrapes + 2
        )
        labels = (("datname", database.holds), ("server", database.name), ("state", name))
        yield "pg_stat_activity_count", labels, np.cumsum(changes)[1:-1].astype(np.float64)


def of_redis(database: Database, known: dict[str, Figures], steps: dict[str, Statement]) -> Iterator[Gauge]:
    labels = (("server", database.name),)
    calls = [np.cumsum(figure.calls) for figure in known.values()]
    if not calls:
        return
    hits = sum((np.cumsum(f.calls) for n, f in known.items() if steps[n].text.startswith("GET")), calls[0] * 0)
    yield "redis_commands_processed_total", labels, sum(calls[1:], calls[0])
    yield "redis_keyspace_hits_total", labels, np.floor(hits * 0.94)
    yield "redis_keyspace_misses_total", labels, hits - np.floor(hits * 0.94)


# --- what is observed -------------------------------------------------------------------------


def observed(run: Run, epoch: int) -> Iterator[Gauge]:
    incident, pods = run.incident, run.fleet.pods
    watch = Watch(run.loads, run.chance, incident.step, run.recording.meters.scrapes, epoch)
    gaps = {number: tuple(gap for gap in run.gaps if gap.pod == number) for number in range(len(pods))}
    for number, pod in enumerate(pods):
        lives = (watch.moments > pod.since) & (watch.moments <= pod.until)
        for name, labels, values in pod_gauges(watch, pod, number, gaps[number]):
            yield name, labels, np.where(lives, values, np.nan)
    for service in {pod.service.name: pod.service for pod in pods}.values():
        yield replicas(watch, service, [(p, gaps[i]) for i, p in enumerate(pods) if p.service.name == service.name])
    for database in incident.world.databases:
        yield from database_gauges(watch, database, run.server[database.name])


# --- exemplars --------------------------------------------------------------------------------


def exemplars(run: Run, epoch: int, number: dict[tuple[str, Labels], int]) -> pa.Table:
    """For each bucket of a request histogram, the first kept trace between two scrapes."""
    tables = [table for shelf in run.recording.spans.values() if is_route(shelf)
              for table in of_shelf(run, shelf, epoch, number)]  # fmt: skip
    if not tables:
        return EMPTY["exemplars"]
    return pa.concat_tables(tables).combine_chunks()


def is_route(shelf: Shelf) -> bool:
    return shelf.kind == "Server" and isinstance(shelf.step, Operation) and ROUTE in shelf.step.name


def of_shelf(run: Run, shelf: Shelf, epoch: int, number: dict[tuple[str, Labels], int]) -> Iterator[pa.Table]:
    columns, step = shelf.columns(), run.incident.step
    name = str(getattr(shelf.step, "name", ""))
    method, route = name.split(" ", 1)
    for status in np.unique(columns["status"]).tolist():
        labels = (("method", method), ("route", route), ("service", shelf.service.name), ("status_code", str(status)))
        known = run.recording.meters.histogram(EXEMPLIFIED, labels)
        rows = np.flatnonzero(columns["status"] == status)
        length = columns["end"][rows] - columns["start"][rows]
        bucket = np.searchsorted(known.edges, length)
        _, first = np.unique(columns["end"][rows] // step * 64 + bucket, return_index=True)
        series = [number[f"{EXEMPLIFIED}_bucket", tuple(sorted((*labels, ("le", le))))] for le in known.names]
        yield exemplar_rows(columns, rows[first], length[first], np.array(series)[bucket[first]], epoch)


def exemplar_rows(columns: dict[str, Ints], rows: Ints, length: Ints, series: Ints, epoch: int) -> pa.Table:
    return pa.table({
        "Series": numbers(series.astype(np.uint32)),
        "Time": numbers((epoch + columns["end"][rows]) // 1_000_000, MILLISECONDS),
        "Value": numbers(length / SECOND),
        "TraceId": hexes(columns["high"][rows], columns["low"][rows]),
        "SpanId": hexes(columns["span"][rows]),
        "Labels": maps([()] * len(rows)),
    }, schema=SCHEMAS["exemplars"])  # fmt: skip
