"""A scenario that has been built: its signals, what a candidate may see of it, and what stays sealed.

The public and the sealed part are different types and hold nothing of each other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from rounds.signals.tables import Signals

Progress = Callable[[float, str], None]
"""Called with the share done, from 0 to 1, and what is being done."""


def quiet(_done: float, _doing: str) -> None:
    """For callers who do not want to know."""


@dataclass(frozen=True, slots=True)
class Ticket:
    """A report from a user. Neither its author nor its text names a cause."""

    at: datetime
    author: str
    plan_tier: str
    text: str


@dataclass(frozen=True, slots=True)
class Public:
    """What a candidate is told: symptoms in the words of those who have them.

    `suspects` says whether they may ask what in a heap snapshot looks like a leak, which may give the answer away.
    """

    title: str
    symptom: str
    quote: str
    reporter: str
    briefing: str
    tickets: tuple[Ticket, ...]
    services: tuple[str, ...]  # in the order in which a request passes them
    suspects: bool = False


@dataclass(frozen=True, slots=True)
class Hint:
    """What an interviewer may say from this minute of the segment on."""

    minute: int
    text: str


@dataclass(frozen=True, slots=True)
class RedHerring:
    """Something that looks like the cause, and what in the tools shows that it is not."""

    looks_like: str
    refuted_by: str


@dataclass(frozen=True, slots=True)
class Sealed:
    """What only interviewers and authors may see."""

    cause: str
    path: tuple[str, ...]
    hints: tuple[Hint, ...]
    discussion: tuple[str, ...]
    notes: tuple[str, ...]
    red_herrings: tuple[RedHerring, ...]
    strong_answers: tuple[str, ...] = ()
    start: str = ""  # what the interviewer says first


@dataclass(frozen=True, slots=True)
class Built:
    """Times are UTC. `shares` says in words what of each signal is kept.

    `heap` holds the files of `signals.heap_snapshots` by their names, packed as `rounds.incidents.snapshots` does.
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
