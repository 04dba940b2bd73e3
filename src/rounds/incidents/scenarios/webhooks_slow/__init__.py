"""Webhook deliveries fail and everything is slow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rounds.incidents.built import Built, Check, Progress, quiet
from rounds.incidents.solving import Investigation

TITLE = "Webhook deliveries fail and everything is slow"

__all__ = ["WebhooksSlow"]


@dataclass(frozen=True)
class WebhooksSlow:
    """What it is called costs nothing; the simulator is imported where it is built or checked."""

    name: str = "webhooks-slow"
    version: str = "1.0.0"
    title: str = TITLE

    def build(self, seed: int, progress: Progress = quiet, *, fault: bool = True) -> Built:
        """Without the fault the endpoint stays well; everything else happens as it does with it."""
        from .building import built  # noqa: PLC0415

        return built(self.name, self.version, seed, progress, fault=fault)

    def check(self, built: Built) -> list[Check]:
        from .building import claims  # noqa: PLC0415

        return claims(built)

    def solve(self, look: Investigation) -> dict[str, Any]:
        from .solving import solve  # noqa: PLC0415

        return solve(look)
