"""A scenario that has been built: its signals, what a candidate may see of it, and what stays sealed.

The public and the sealed part are different types and hold nothing of each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from rounds.incidents.public import Public
from rounds.incidents.sealed import Sealed
from rounds.incidents.solving import Investigation
from rounds.signals.tables import Signals

Progress = Callable[[float, str], None]
"""Called with the share done, from 0 to 1, and what is being done."""


def quiet(_done: float, _doing: str) -> None:
    """For callers who do not want to know."""


@dataclass(frozen=True, slots=True)
class Built:
    """Times are UTC. `shares` says in words what of each signal is kept.

    `heap` holds the files of `signals.heap_snapshots` by their names, packed as `rounds.incidents.snapshots` does.
    `written` says where each part of the texts stands ("sealed.yaml:41"), by its place in them ("sealed.hints.0").
    """

    name: str
    version: str
    seed: int
    signals: Signals
    began: datetime
    onset: datetime
    now: datetime
    step_seconds: int
    public: Public
    sealed: Sealed
    shares: dict[str, str] = field(default_factory=dict)
    heap: Mapping[str, bytes] = field(default_factory=dict)
    written: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Check:
    """A claim about a built scenario, whether it holds, and what was found."""

    claim: str
    holds: bool
    shown: str


class Scenario(Protocol):
    """A scenario that can be built from a seed: same seed, same bytes."""

    @property
    def name(self) -> str: ...

    @property
    def version(self) -> str: ...

    @property
    def title(self) -> str: ...

    def build(self, seed: int, progress: Progress = quiet) -> Built: ...

    def check(self, built: Built) -> list[Check]: ...

    def solve(self, look: Investigation) -> dict[str, Any]:
        """The facts that lead to the cause, found as a candidate could find them; by the names in `sealed.facts`."""
        ...
