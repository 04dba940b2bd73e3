"""Webhook deliveries fail and everything is slow."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from rounds.incidents.built import Built, Check, Progress, quiet
from rounds.incidents.checks.telemetry import Telemetry
from rounds.incidents.checks.webhooks_slow import checks
from rounds.incidents.scenarios.loomwork import alerts
from rounds.signals.tables import Signals
from rounds.simulator import SECOND, Incident, add_events, simulate

from .incident import SHARES, incident
from .public import TITLE, public
from .sealed import sealed
from .story import story

__all__ = ["WebhooksSlow"]


@dataclass(frozen=True)
class WebhooksSlow:
    name: str = "webhooks-slow"
    version: str = "1.0.0"
    title: str = TITLE

    def build(self, seed: int, progress: Progress = quiet, *, fault: bool = True) -> Built:
        """Without the fault the endpoint stays well; everything else happens as it does with it."""
        told = story(seed)
        plot = incident(told, fault=fault)
        onset, now = (told.began + timedelta(seconds=moment // SECOND) for moment in (plot.onset, plot.now))
        return Built(
            name=self.name,
            version=self.version,
            seed=seed,
            signals=alerted(plot, simulate(plot, progress)),
            began=told.began,
            onset=onset,
            now=now,
            step_seconds=plot.step // SECOND,
            public=public(now, onset),
            sealed=sealed(told),
            shares=SHARES,
        )

    def check(self, built: Built) -> list[Check]:
        return checks(built)


def alerted(plot: Incident, signals: Signals) -> Signals:
    seen = Telemetry(signals, plot.began, plot.step // SECOND)
    return replace(signals, events=add_events(signals.events, alerts(seen), plot.began))
