"""Webhook deliveries fail and everything is slow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from rounds.incidents.built import Built, Check, Progress, Public, Sealed, quiet
from rounds.simulator import SECOND, simulate

from .incident import incident, story

__all__ = ["WebhooksSlow"]


@dataclass(frozen=True)
class WebhooksSlow:
    name: str = "webhooks-slow"
    version: str = "1.0.0"
    title: str = "Webhook deliveries fail and everything is slow"

    def build(self, seed: int, progress: Progress = quiet, *, fault: bool = True) -> Built:
        told = story(seed)
        plot = incident(told, fault=fault)
        signals = simulate(plot, progress)
        return Built(
            self.name, self.version, seed, signals,
            began=told.began,
            onset=told.began + timedelta(seconds=plot.onset // SECOND),
            now=told.began + timedelta(seconds=plot.now // SECOND),
            step_seconds=plot.step // SECOND,
            public=Public(self.title, "", "", "", "", (), ()),
            sealed=Sealed("", (), (), (), (), ()),
        )  # fmt: skip

    def check(self, built: Built) -> list[Check]:
        return []
