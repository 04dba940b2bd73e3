"""What happens in it, simulated: the one module here that imports the simulator."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from rounds.incidents.built import Built, Check, Progress
from rounds.incidents.checks.pages_slow import checks
from rounds.incidents.checks.telemetry import Telemetry
from rounds.incidents.scenarios.shuffled import shuffled
from rounds.incidents.texts import public_text, sealed_text
from rounds.signals.tables import Signals
from rounds.simulator import SECOND, Chance, Incident, add_events, simulate

from .alerts import alerts
from .heap import taken
from .incident import SHARES, incident
from .story import Story, story
from .wire import with_wire

FOLDER = Path(__file__).parent


def built(name: str, version: str, seed: int, progress: Progress, *, fault: bool) -> Built:
    told = story(seed)
    plot = incident(told, fault=fault)
    signals = alerted(plot, with_wire(simulate(plot, progress), told, fault=fault))
    heap = taken(Telemetry(signals, told.began, plot.step // SECOND), told)
    facts = facts_of(told)
    sealed, written = shuffled(*sealed_text(FOLDER, facts), Chance(seed).apart("pages-slow sealed"))
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
        public=public_text(FOLDER, facts, now),
        sealed=sealed,
        shares=SHARES,
        heap=heap.files,
        written=written,
    )


def facts_of(told: Story) -> dict[str, Any]:
    """What the texts may name."""
    return {
        "customer": told.office.name,
        "company": told.office.company,
        "city": told.city.name,
        "address": told.office.address,
        "away": told.office.away,
        "since": f"{told.began + timedelta(seconds=told.onset // SECOND):%H:%M}",
        "elsewhere": told.elsewhere.address,
        "neighbour": told.neighbour.address,
        "neighbour_customer": told.neighbour.name,
    }


def claims(built: Built) -> list[Check]:
    return checks(built)


def alerted(plot: Incident, signals: Signals) -> Signals:
    seen = Telemetry(signals, plot.began, plot.step // SECOND)
    return replace(signals, events=add_events(signals.events, alerts(seen), plot.began))
