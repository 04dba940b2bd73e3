"""Feedback: paragraphs with seconds of the interview in them, and its draft from one's own notes.

A second is written `[1, 3:04]`: three minutes and four seconds since scenario 1 was opened, without pauses; with 0 since
the interview began.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rounds.interviews.scorecard import Cited

LINK = re.compile(r"\[(\d{1,4}),[ \u00a0]?(\d{1,3}):([0-5]\d)\]")
BREAK = re.compile(r"\n[ \t]*\n")
LEAST, SHORTEST = 2, 200  # paragraphs, and characters of each


@dataclass(frozen=True, slots=True)
class Link:
    """Where it stands in the text, and the second it points to."""

    start: int
    end: int
    scenario: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Noted:
    """A note on a second of a scenario, or of the interview (0); None where it was written outside its clock."""

    scenario: int
    seconds: float | None
    text: str


def links(text: str) -> list[Link]:
    return [
        Link(*found.span(), scenario=int(found[1]), seconds=int(found[2]) * 60.0 + int(found[3]))
        for found in LINK.finditer(text)
    ]


def cited(text: str) -> list[Cited]:
    return [Cited(one.scenario, one.seconds) for one in links(text)]


def paragraphs(text: str) -> list[str]:
    """Those with something in them."""
    return [one for part in BREAK.split(text.replace("\r\n", "\n")) if (one := part.strip())]


def length(paragraph: str) -> int:
    """Characters of what is said: links, and white space at both ends and twice in a row, are none."""
    return len(" ".join(LINK.sub("", paragraph).split()))


def link(scenario: int, seconds: float) -> str:
    whole = max(0, int(seconds))
    return f"[{scenario}, {whole // 60}:{whole % 60:02d}]"


def draft(notes: Iterable[Noted]) -> str:
    """A paragraph for each scenario with its notes in their order, each with its second, and one for the rest at the
    end: something to write on, that no check takes for finished.
    """
    said: dict[int, list[Noted]] = {}
    for note in notes:
        said.setdefault(note.scenario, []).append(note)
    ordered = sorted(said, key=lambda scenario: (scenario == 0, scenario))
    return "\n\n".join(
        " ".join(told(note) for note in sorted(said[one], key=lambda note: note.seconds or 0.0)) for one in ordered
    )


def told(note: Noted) -> str:
    text = " ".join(note.text.split())
    ended = text if text.endswith((".", "!", "?", "…", ":", ";", ",")) else f"{text}."
    if note.seconds is None:
        return ended
    return f"{ended[:-1]} {link(note.scenario, note.seconds)}{ended[-1]}"
