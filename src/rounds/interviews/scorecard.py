"""A scorecard: what one person judged of one interview, with what each judgement rests on.

Everything in it is a person's: nothing is filled in by the record. The draft that the cockpit keeps is one too, so every
part may be missing until it is handed in.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Solution(StrEnum):
    """What the candidate proposed: nothing that works, a fix that works, or mitigation, fix and prevention together."""

    NONE = "none"
    WORKING = "working"
    COMPREHENSIVE = "comprehensive"


class Seen(StrEnum):
    """Whether a signal of the level was there; not asked is neither."""

    SEEN = "seen"
    NOT_SEEN = "not_seen"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Cited:
    """A second of the interview: `seconds` since the scenario was opened, without pauses (scenario 0: since the
    interview began), and in a few words what was there.
    """

    scenario: int
    seconds: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Score:
    """`points` are 0 to 3 by the guide's anchors. `cause` is when the root cause was understood, by the rater's word;
    `explained` that it was understood after an explanation. `reason` is why the points are above what the hints allow.
    """

    scenario: int
    points: int | None = None
    cause: float | None = None  # seconds since the scenario was opened, without pauses
    explained: bool = False
    solution: Solution | None = None
    reason: str = ""
    cited: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Rating:
    """A criterion in one scenario, or with scenario 0 in the whole interview: 0 to 3 in half steps, or not observed."""

    criterion: str
    scenario: int = 0
    points: float | None = None
    observed: bool = True


@dataclass(frozen=True, slots=True)
class Signal:
    signal: str  # architecture, prevention, monitoring, tradeoffs, system_design, organisation
    seen: Seen
    text: str = ""


@dataclass(frozen=True, slots=True)
class Raised:
    """A flag of the guide, confirmed, with the second that it refers to."""

    flag: str
    scenario: int = 0
    seconds: float = 0.0
    text: str = ""


@dataclass(frozen=True, slots=True)
class Scorecard:
    """`feedback` is paragraphs with an empty line between; `[1, 3:04]` in them points to a second of scenario 1."""

    scores: tuple[Score, ...] = ()
    ratings: tuple[Rating, ...] = ()
    signals: tuple[Signal, ...] = ()
    flags: tuple[Raised, ...] = ()
    feedback: str = ""


def told(card: Scorecard) -> dict[str, Any]:
    """As it is written down."""
    return asdict(card)


WORDS = frozenset({"text", "reason", "feedback"})  # of a card, wherever they stand in it


def wordless(card: Any) -> Any:
    """What was written down of a card, without what somebody said in it: figures alone."""
    match card:
        case dict():
            return {
                name: "" if name in WORDS and isinstance(value, str) else wordless(value)
                for name, value in card.items()
            }
        case list() | tuple():
            return [wordless(one) for one in card]
    return card
