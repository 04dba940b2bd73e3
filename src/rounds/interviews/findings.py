"""What a check of the whole installation found: part by part a colour, what was seen, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from rounds.interviews.access import Colour

WORST = (Colour.RED, Colour.AMBER, Colour.GREEN)
PARTS = ("records", "telemetry", "bundles", "live channel", "mail", "clock", "disk", "secret", "settings")
"""In the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`part` is one of `PARTS`. `do` says what helps; empty where nothing is to be done."""

    part: str
    colour: Colour
    says: str
    do: str = ""


@dataclass(frozen=True, slots=True)
class Preflight:
    """What was found before an interview, and when."""

    time: datetime
    findings: tuple[Finding, ...]

    @property
    def colour(self) -> Colour:
        return colour_of(self.findings)

    @property
    def red(self) -> list[Finding]:
        return [one for one in self.findings if one.colour is Colour.RED]


def colour_of(findings: Iterable[Finding]) -> Colour:
    """That of the whole: the worst."""
    seen = {one.colour for one in findings}
    return next((colour for colour in WORST if colour in seen), Colour.GREEN)


def green(part: str, says: str) -> Finding:
    return Finding(part, Colour.GREEN, says)


def amber(part: str, says: str, do: str) -> Finding:
    return Finding(part, Colour.AMBER, says, do)


def red(part: str, says: str, do: str) -> Finding:
    return Finding(part, Colour.RED, says, do)


def as_told(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """As they are kept, and as `rounds doctor --json` prints them."""
    return [{**asdict(one), "colour": one.colour.value} for one in findings]


def as_found(told: Sequence[dict[str, Any]]) -> tuple[Finding, ...]:
    return tuple(Finding(**{**one, "colour": Colour(one["colour"])}) for one in told)
