"""The two halves of a scenario beside its telemetry. They share no type, no file and no reader.

`PublicPart` is all a candidate may receive. `SealedPart` is what the interviewer knows; nothing that serves a
candidate imports it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Ticket:
    """What a user of the sick system wrote. `plan` is what they pay for: "Free", "Business"."""

    time: datetime
    author: str
    plan: str
    text: str


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a signal (traces, logs, metrics) is kept, in words: "the rest: 1 in 100"."""

    signal: str
    text: str


@dataclass(frozen=True, slots=True)
class PublicPart:
    """`symptom` is a quote by `reporter`. The clock of the incident stands at `now`; its window begins at `start`."""

    title: str
    symptom: str
    reporter: str
    briefing: str
    start: datetime
    now: datetime
    tickets: tuple[Ticket, ...] = ()
    shares: tuple[Share, ...] = ()


@dataclass(frozen=True, slots=True)
class Hint:
    after: timedelta  # not offered before
    text: str


@dataclass(frozen=True, slots=True)
class SealedPart:
    """Texts are Markdown."""

    solution: str
    path: tuple[str, ...]  # the steps of the expected debugging path
    hints: tuple[Hint, ...] = ()
    discussion: tuple[str, ...] = ()
    rubric: str = ""
    onset: datetime | None = None
