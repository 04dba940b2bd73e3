"""What happens in it, simulated: the one module here that imports the simulator."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from rounds.incidents.built import Built, Check, Progress
from rounds.incidents.checks.pages_slow import checks
from rounds.incidents.checks.telemetry import Telemetry
from rounds.signals.tables import Signals
from rounds.simulator import SECOND, Incident, add_events, simulate

from .alerts import alerts
from .heap import taken
from .incident import SHARES, incident
from .public import public
from .sealed import sealed
from .story import story
from .wire import with_wire


def built(name: str, version: str, seed: int, progress: Progress, *, fault: bool) -> Built:
    told = story(seed)
    plot = incident(told, fault=fault)
    signals = alerted(plot, with_wire(simulate(plot, progress), told, fault=fault))
    heap = taken(Telemetry(signals, told.began, plot.step // SECOND), told)
    onset, now = (told.began + timedelta(seconds=moment // SECOND) for moment in (plot.onset, plot.now))
    return Built(
        name=name,
        version=version,
        seed=seed,
        signals=replace(signals, heap_snapshots=heap.table),
        began=told.began,
        onset=onset,
        now=now,
        step_seconds=plot.step // SECOND,
        public=public(told, now),
        sealed=sealed(told),
        shares=SHARES,
        heap=heap.files,
    )


def claims(built: Built) -> list[Check]:
    return checks(built)


def alerted(plot: Incident, signals: Signals) -> Signals:
    seen = Telemetry(signals, plot.began, plot.step // SECOND)
    return replace(signals, events=add_events(signals.events, alerts(seen), plot.began))
