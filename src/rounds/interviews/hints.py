"""Hints: scripted nudges, each with a minute before which it is not offered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reached(StrEnum):
    """How far a step is: shown to the candidate, cited by them, recognised by the interviewer."""

    EXPOSED = "exposed"
    CITED = "cited"
    RECOGNISED = "recognised"


@dataclass(frozen=True, slots=True)
class Hint:
    """What an interviewer may say from this minute of the segment on: word for word, vague (1) to telling (5).

    `target` is the step it leads to. It is moot, and not offered, once the step in `moot` is at least `moot_if`.
    """

    minute: int
    level: int
    text: str
    target: str
    moot: str
    moot_if: Reached = Reached.EXPOSED
