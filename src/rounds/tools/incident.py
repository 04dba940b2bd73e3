"""What every lens shows of the incident itself: its window, its services and what people know happened."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Happening:
    """A deploy, a configuration or flag change, an alert, a restart or a note."""

    time: float
    kind: str  # deploy, config, flag, alert, restart, note
    service: str
    title: str
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Share:
    """How much of a signal is stored, in words: "deliveries to …: every one", "the rest: 1 in 100"."""

    signal: str
    text: str


@dataclass(frozen=True, slots=True)
class Incident:
    """`now` is where the frozen clock of the incident stands; the window ends there."""

    title: str
    start: float
    now: float
    metric_step_ms: int
    services: tuple[str, ...]  # in the order of their colours, fixed when the incident was sealed
    events: tuple[Happening, ...]
    shares: tuple[Share, ...]
    spans: int
    log_lines: int
    metric_series: int
    took_ms: float = 0
