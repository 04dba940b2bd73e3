"""One interviewer's own notes and flags, also of who rates from the replay, told by their acts. Nobody else reads them before cards are handed in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from rounds.interviews import acts
from rounds.interviews.acts import Done

CRITERIA = ("systematic", "tools", "correlation", "cause", "solution")  # by their keys 1 to 5
SIGNALS = ("architecture", "prevention", "monitoring", "organisation", "production", "communication", "learning")
TAGS = frozenset(CRITERIA) | frozenset(SIGNALS)


@dataclass(frozen=True, slots=True)
class Note:
    """`time` is the second it is on; `afterwards` whether it was written later, over the replay."""

    no: int
    time: datetime
    text: str
    criteria: tuple[str, ...] = ()
    scenario: int = 0
    edited: bool = False
    afterwards: bool = False


@dataclass(frozen=True, slots=True)
class Raised:
    """A flag somebody raised. `support` is what the record said for it, empty where it is their own observation."""

    no: int
    time: datetime
    flag: str
    scenario: int = 0
    support: str = ""


def notes_of(done: Iterable[Done], seat: str) -> list[Note]:
    """By the second they are on, the last first."""
    found: dict[int, Note] = {}
    for one in done:
        act = one.act
        if not isinstance(act, acts.Noted) or one.seat != seat or not one.time:
            continue
        if act.of is None:
            found[one.no] = Note(
                one.no, on(act, one.time), act.text, tuple(act.criteria), act.scenario, afterwards=act.at is not None
            )
        elif not act.text:
            found.pop(act.of, None)
        elif act.of in found:
            known = found[act.of]
            found[act.of] = replace(known, text=act.text, criteria=tuple(act.criteria), edited=True)
    return sorted(found.values(), key=lambda note: (note.time, note.no), reverse=True)


def on(act: acts.Noted, written: datetime) -> datetime:
    return written if act.at is None else second(act.at)


def second(at: float) -> datetime:
    """From milliseconds since 1970."""
    return datetime.fromtimestamp(at / 1000, UTC)


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
