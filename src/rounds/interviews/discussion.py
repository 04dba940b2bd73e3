"""The questions of a discussion: which were asked, and how quickly each was marked. What was not asked is no failure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rounds.interviews import acts
from rounds.interviews.acts import Done
from rounds.interviews.interview import Level

CORE = 2  # questions that are asked of everybody
MARKS = range(4)
# What an answer is about first by level: the guide looks for production thinking at mid level, for architecture,
# prevention and monitoring at senior, and beyond the fix at staff.
LOOKED_FOR: dict[Level, tuple[str, ...]] = {
    Level.JUNIOR: ("rca", "solution"),
    Level.MID: ("solution", "tradeoff", "prevention"),
    Level.SENIOR: ("tradeoff", "architecture", "prevention", "monitoring"),
    Level.STAFF: ("architecture", "monitoring", "prevention", "organisation", "tradeoff"),
}


@dataclass(frozen=True, slots=True)
class Asking:
    """What became of a question. `mark` is from 0 to 3, and `by` the seat that gave it."""

    asked: bool = False
    mark: int | None = None
    by: str = ""


def discussed_of(done: Iterable[Done], scenario: int) -> dict[int, Asking]:
    """By the question's place."""
    found: dict[int, Asking] = {}
    for one in done:
        if isinstance(one.act, acts.Discussed) and one.act.scenario == scenario:
            found[one.act.topic] = Asking(one.act.asked, one.act.mark if one.act.asked else None, one.seat)
    return found


def order(topics: Iterable[tuple[tuple[str, ...], bool]], level: Level) -> list[int]:
    """The places of questions, given as (tags, is core), in the order to ask them in: the core ones first as the
    guide has them, then what the level is about.
    """
    wanted = LOOKED_FOR[level]

    def rank(one: tuple[int, tuple[tuple[str, ...], bool]]) -> tuple[bool, int, int]:
        place, (tags, core) = one
        looked_for = min((wanted.index(tag) for tag in tags if tag in wanted), default=len(wanted))
        return not core, 0 if core else looked_for, place

    return [place for place, _ in sorted(enumerate(topics), key=rank)]
