"""One customer's workflows take more than ten minutes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from rounds.incidents.built import Built, Check, Progress, quiet
from rounds.incidents.solving import Investigation

TITLE = "One customer's workflows take more than ten minutes"
TITLE_2 = "One customer's workflows take ten minutes, all of them"

__all__ = ["WorkflowsSlow"]


@dataclass(frozen=True)
class WorkflowsSlow:
    """`interleaved` is the hard variant. What it is called costs nothing; the simulator is imported where it is built."""

    name: str = "workflows-slow"
    version: str = "1.0.0"
    interleaved: bool = False

    @property
    def title(self) -> str:
        return TITLE_2 if self.interleaved else TITLE

    def build(self, seed: int, progress: Progress = quiet, *, fault: bool = True) -> Built:
        """Without the fault the setting stays as it was; everything else happens as it does with it."""
        from .building import built  # noqa: PLC0415

        return built(self.name, self.version, seed, progress, interleaved=self.interleaved, fault=fault)

    def check(self, built: Built) -> list[Check]:
        from .building import claims  # noqa: PLC0415

        return claims(built)

    def solve(self, look: Investigation) -> dict[str, Any]:
        from .solving import solve  # noqa: PLC0415

        return solve(look)
