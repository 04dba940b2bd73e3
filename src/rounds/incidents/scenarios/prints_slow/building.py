"""What happens in it, simulated: the one module here that imports the simulator."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from rounds.incidents.built import Built, Check, Progress
from rounds.incidents.checks.prints_slow import checks
from rounds.incidents.checks.telemetry import Telemetry
from rounds.incidents.scenarios.shuffled import shuffled
from rounds.incidents.texts import public_text, sealed_text
from rounds.signals.tables import Signals
from rounds.simulator import SECOND, Chance, Incident, add_events, simulate
from rounds.simulator.databases import plan_id
from rounds.simulator.statements import query_id

from .alerts import alerts
from .heap import taken
from .incident import SHARES, incident
from .queries import PAPER_INDEX, price
from .story import Story, story
from .waiting import with_waiting

FOLDER = Path(__file__).parent


def built(name: str, version: str, seed: int, progress: Progress, *, fault: bool) -> Built:
    told = story(seed)
    plot = incident(told, fault=fault)
    signals = alerted(plot, with_waiting(simulate(plot, progress)))
    heap = taken(Telemetry(signals, told.began, plot.step // SECOND), told)
    facts = facts_of(told)
    sealed, written = shuffled(*sealed_text(FOLDER, facts), Chance(seed).apart("prints-slow sealed"))
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
        "version": told.version,
        "migration": f"{told.migration}_price_rules_region",
        "index": PAPER_INDEX,
        "statement": str(query_id(price)),
        "plan_before": str(plan_id(price, 0)),
        "plan_after": str(plan_id(price, 1)),
        "account": told.cast.accounts[0].name,
        "second_account": told.cast.accounts[1].name,
        "third_account": told.cast.accounts[2].name,
    }


def claims(built: Built) -> list[Check]:
    return checks(built)


def alerted(plot: Incident, signals: Signals) -> Signals:
    seen = Telemetry(signals, plot.began, plot.step // SECOND)
    return replace(signals, events=add_events(signals.events, alerts(seen), plot.began))
