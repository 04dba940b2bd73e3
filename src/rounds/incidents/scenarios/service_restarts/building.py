"""What happens in it, simulated: the one module here that imports the simulator."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa

from rounds.incidents.built import Built, Check, Progress
from rounds.incidents.checks.service_restarts import checks
from rounds.incidents.scenarios.shuffled import shuffled
from rounds.incidents.texts import texts
from rounds.signals.tables import Signals
from rounds.signals.time import to_ns
from rounds.simulator import SECOND, Chance
from rounds.simulator import rows as simulated
from rounds.simulator.arrays import Ints
from rounds.simulator.run import Run
from rounds.simulator.simulate import events

from . import database, metrics
from .alerts import alerts
from .heap import snapshots
from .incident import SHARES, Plot, happenings, incident
from .lines import of_processes
from .metrics import Curve, measured
from .process import Slot, slots
from .story import Story, story
from .world import ENGINES, FIRST, RELEASED, UPGRADED

FOLDER = Path(__file__).parent


def built(name: str, version: str, seed: int, progress: Progress, *, fault: bool) -> Built:
    told = story(seed, fault=fault)
    making = Making(told, progress)
    signals = making.signals()
    slot = making.slots[told.watched]
    pod = making.pod_names()[told.watched]
    heap = snapshots(slot, pod)
    said = texts(FOLDER, facts_of(told, pod, list(heap.files)), told.now)
    sealed, written = shuffled(said.sealed, said.written, Chance(seed).apart("service-restarts/texts"))
    progress(1.0, "heap snapshots")
    return Built(
        name=name,
        version=version,
        seed=seed,
        signals=replace(signals, heap_snapshots=heap.table),
        began=told.began,
        onset=told.began + timedelta(seconds=told.release // SECOND),
        now=told.now,
        step_seconds=15,
        public=said.public,
        sealed=sealed,
        shares=SHARES,
        heap=heap.files,
        written=written,
    )


def facts_of(told: Story, pod: str, taken: list[str]) -> dict[str, Any]:
    """What the texts may name. `taken` are the snapshots of the pod, the oldest first."""
    released = told.began + timedelta(seconds=told.release // SECOND)
    customer, endpoint = told.cast.customers[0], told.cast.endpoints[0]
    return {
        "pod": pod,
        **dict(zip(("first", "second", "last"), taken, strict=True)),
        "release": RELEASED,
        "upgraded": UPGRADED,
        "released": f"on {released.day} {released:%B} at {released:%H:%M}",
        "customer": customer.name,
        "host": endpoint.name,
        "webhook": endpoint.webhook,
    }


class Making:
    """One incident's tables, from the numbers of its story."""

    def __init__(self, told: Story, progress: Progress) -> None:
        self.told, self.progress = told, progress
        self.plot = Plot(told, Chance(told.seed).apart("service-restarts/telemetry"))
        self.epoch = to_ns(told.began)
        kept = self.plot.kept()
        self.progress(0.02, "counting")
        self.main = {name: Run(incident(self.plot, arrivals[:1])).to_the_end() for name, arrivals in kept.items()}
        self.progress(0.15, "simulating")
        self.more = Run(incident(self.plot, tuple(one for few in kept.values() for one in few[1:]))).to_the_end()
        self.lived = {
            name: database.Lived(run, len(kept[name][0].arrivals.time), counted)
            for (name, run), counted in zip(self.main.items(), self.counted(), strict=True)
        }
        fleet = self.more.fleet
        first = (fleet.number(ENGINES[FIRST]), fleet.number(ENGINES[UPGRADED]), fleet.number(ENGINES[RELEASED]))
        self.slots: tuple[Slot, ...] = slots(self.plot, first)

    def signals(self) -> Signals:
        self.progress(0.25, "writing spans and log records")
        spans, logs = self.spans(), self.logs()
        self.progress(0.45, "writing database samples")
        known = database.usages(self.lived, self.slots, self.plot)
        activity, locks = database.activity_and_locks(known, self.plot.chance, self.epoch)
        self.progress(0.55, "writing metrics")
        series, samples = metrics.tables(list(self.curves(known)), self.epoch // 1_000_000)
        self.progress(0.75, "heap snapshots")
        return Signals(
            spans=spans,
            logs=logs,
            series=series,
            samples=samples,
            exemplars=metrics.exemplars(self.main["requests"], series, self.epoch),
            events=events((*happenings(self.told, self.pod_names()), *alerts(self.plot)), self.epoch),
            db_activity=activity,
            db_locks=locks,
            db_queries=database.queries(known),
            db_query_stats=database.query_stats(known, self.epoch),
            db_plans=database.plans(known, self.plot, self.epoch),
            db_samples=database.samples(self.runs, self.epoch),
            db_relations=database.relations(known, self.slots, self.plot, self.epoch),
        )

    @property
    def runs(self) -> list[Run]:
        return [*self.main.values(), self.more]

    def pod_names(self) -> tuple[str, ...]:
        """The engine's pods since the release."""
        first = self.more.fleet.number(ENGINES[RELEASED])
        return tuple(pod.name for pod in self.more.fleet.pods[first : first + 8])

    def counted(self) -> Iterator[Ints]:
        """How much of each kind of work there is in each cell, as `kept` has them."""
        yield self.plot.told.counted.begun.sum(axis=1)
        yield self.plot.requests
        yield self.plot.deliveries
        yield from self.plot.beats()

    def spans(self) -> pa.Table:
        parts = [
            simulated.span_rows(shelf, run, self.epoch)
            for run in self.runs for shelf in run.recording.spans.values()
        ]  # fmt: skip
        return simulated.stacked("spans", parts, self.more)

    def logs(self) -> pa.Table:
        parts = [
            simulated.line_rows(shelf, run, self.epoch)
            for run in self.runs for shelf in run.recording.lines.values()
        ]  # fmt: skip
        parts.append(of_processes(self.slots, self.plot.chance).table(self.epoch))
        return simulated.stacked("logs", parts, self.more)

    def curves(self, known: list[database.Usage]) -> Iterator[Curve]:
        fleet, chance = self.more.fleet, self.plot.chance
        for slot in self.slots:
            yield from metrics.of_engine(slot, fleet, chance)
        yield from metrics.of_all(self.slots, self.plot)
        yield from metrics.of_others(fleet, self.plot)
        for one in self.lived.values():
            yield from measured(one.run, one.total(), one.arrivals)
        sent = self.lived["deliveries"]
        yield from metrics.outbound(sent.run, sent.total(), sent.arrivals)
        yield from database.curves(known, self.plot)


def claims(built: Built) -> list[Check]:
    return checks(built)
