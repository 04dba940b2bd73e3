"""One interviewer's own notes and flags, told by their acts. Nobody else reads them before cards are handed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from rounds.interviews import acts
from rounds.interviews.acts import Done

CRITERIA = ("systematic", "tools", "correlation", "cause", "solution")  # by their keys 1 to 5
SIGNALS = ("architecture", "prevention", "monitoring", "organisation", "production", "communication", "learning")
TAGS = frozenset(CRITERIA) | frozenset(SIGNALS)


@dataclass(frozen=True, slots=True)
class Note:
    no: int
    time: datetime
    text: str
    criteria: tuple[str, ...] = ()
    scenario: int = 0
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Raised:
    """A flag somebody raised. `support` is what the record said for it, empty where it is their own observation."""

    no: int
    time: datetime
    flag: str
    scenario: int = 0
    support: str = ""


def notes_of(done: Iterable[Done], seat: str) -> list[Note]:
    """Newest first."""
    found: dict[int, Note] = {}
    for one in done:
        act = one.act
        if not isinstance(act, acts.Noted) or one.seat != seat or not one.time:
            continue
        if act.of is None:
            found[one.no] = Note(one.no, one.time, act.text, tuple(act.criteria), act.scenario)
        elif not act.text:
            found.pop(act.of, None)
        elif act.of in found:
            known = found[act.of]
            found[act.of] = replace(known, text=act.text, criteria=tuple(act.criteria), edited=True)
    return [*reversed(found.values())]


def raised_of(done: Iterable[Done], seat: str) -> list[Raised]:
    """Newest first, without those that were taken back."""
    found: dict[int, Raised] = {}
    for one in done:
        act = one.act
        if not isinstance(act, acts.Flagged) or one.seat != seat or not one.time:
            continue
        if act.raised:
            found[one.no] = Raised(one.no, one.time, act.flag, act.scenario, act.support)
        elif act.of is not None:
            found.pop(act.of, None)
    return [*reversed(found.values())]


def dismissed_of(done: Iterable[Done], seat: str) -> set[tuple[str, int]]:
    """The suggestions that were none, by flag and scenario."""
    return {
        (one.act.flag, one.act.scenario) for one in done if isinstance(one.act, acts.Dismissed) and one.seat == seat
    }
