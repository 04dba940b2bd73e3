"""Every page takes ages for one office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rounds.incidents.built import Built, Check, Progress, quiet
from rounds.incidents.solving import Investigation

TITLE = "Every page takes ages for one office"

__all__ = ["PagesSlow"]


@dataclass(frozen=True)
class PagesSlow:
    """What it is called costs nothing; the simulator is imported where it is built or checked."""

    name: str = "office-pages-slow"
    version: str = "1.0.1"
    title: str = TITLE

    def build(self, seed: int, progress: Progress = quiet, *, fault: bool = True) -> Built:
        """Without the fault the office's network stays well; everything else happens as it does with it."""
        from .building import built  # noqa: PLC0415

        return built(self.name, self.version, seed, progress, fault=fault)

    def check(self, built: Built) -> list[Check]:
        from .building import claims  # noqa: PLC0415

        return claims(built)

    def solve(self, look: Investigation) -> dict[str, Any]:
        from .solving import solve  # noqa: PLC0415

        return solve(look)
