"""What happens in it, simulated: the one module here that imports the simulator."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from rounds.incidents.built import Built, Check, Progress
from rounds.incidents.checks.telemetry import Telemetry
from rounds.incidents.checks.webhooks_slow import checks
from rounds.incidents.scenarios.loomwork import alerts
from rounds.incidents.scenarios.shuffled import shuffled
from rounds.incidents.texts import public_text, sealed_text
from rounds.signals.tables import Signals
from rounds.simulator import SECOND, Chance, Incident, add_events, simulate

from .heap import snapshots
from .incident import SHARES, incident
from .story import Story, story

FOLDER = Path(__file__).parent


def built(name: str, version: str, seed: int, progress: Progress, *, fault: bool) -> Built:
    told = story(seed)
    plot = incident(told, fault=fault)
    signals = alerted(plot, simulate(plot, progress))
    heap = snapshots(Telemetry(signals, told.began, plot.step // SECOND), seed, told.cast.endpoints)
    onset, now = (told.began + timedelta(seconds=moment // SECOND) for moment in (plot.onset, plot.now))
    facts = facts_of(told, onset)
    sealed, written = shuffled(*sealed_text(FOLDER, facts), Chance(seed).apart("webhooks-slow/sealed"))
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


def facts_of(told: Story, onset: datetime) -> dict[str, Any]:
    """What the texts may name."""
    return {
        "host": told.endpoint.name,
        "webhook": told.endpoint.webhook,
        "customer": told.endpoint.customer,
        "company": told.endpoint.customer_name,
        "witness": told.cast.endpoints[told.witness].name,
        "onset": f"{onset:%H:%M}",
    }


def claims(built: Built) -> list[Check]:
    return checks(built)


def alerted(plot: Incident, signals: Signals) -> Signals:
    seen = Telemetry(signals, plot.began, plot.step // SECOND)
    return replace(signals, events=add_events(signals.events, alerts(seen), plot.began))
