"""Which steps of the expected path a candidate's questions reached, and what of the record says so.

A rule is data: on which page, what was asked, what must have come back, and how long it was on the screen at least.
Only what came back because a person asked for it counts. A page's own questions (its first lanes, a picture in small,
what scrolling fetches), names and counts that are listed for choosing, rows further down than a page shows, more
curves than an eye can tell apart, and what was refused never do.

What a browser reports of its screen may withhold a step and never gives one. Time begins when the answer was there and
is counted once, however many pages showed it. Where no browser reports, the step is exposed with the note that the
time on screen is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import inf
from typing import Any

from rounds.interviews.patterns import Moments, matches
from rounds.interviews.record import Cause
from rounds.interviews.screens import PAGES, Asked, Screen, Shown, Stretch, Viewed

__all__ = ["LEAST", "LISTED", "PAGES", "UNKNOWN", "Asked", "Evidence", "Exposure", "Rule", "Step", "Viewed"]

LEAST = 4.0  # seconds on screen
UNKNOWN = "time on screen unknown"
MOST_CURVES = 20
# Views that are compared with questions, for a step. Who asks and reports as nobody does by hand may lose what is beyond.
MOST_COMPARED = 300_000
LISTED = (
    "logs.facets",
    "metrics.catalogue",
    "metrics.exemplars",
    "metrics.labels",
    "services.failing",
    "suggest",
    "traces.facets",
)  # what only lists names and counts to choose from, or draws them in small: no rule can be reached by it


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to reach a step. `asked` names kinds of questions ("metrics.range"), any of which will do, `page` the
    page that shows it, `where` is a pattern of the digest (`rounds.interviews.patterns`).
    """

    asked: tuple[str, ...]
    page: tuple[str, ...]
    where: dict[str, Any]
    seconds: float = LEAST


@dataclass(frozen=True, slots=True)
class Step:
    """One item of the expected path. A bonus step is not needed for the cause; a stated one is said and not shown, so
    only an interviewer can confirm it.
    """

    id: str
    text: str
    reached_by: tuple[Rule, ...] = ()
    bonus: bool = False
    stated: bool = False


@dataclass(frozen=True, slots=True)
class Exposure:
    """A step that was reached: by which entry of the record, and for how many seconds it was seen.

    `time` is when that had been on the screen for long enough; where nobody knows, when it was asked.
    """

    step: str
    no: int
    time: float
    seconds: float | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Of one scenario in one interview, in the order of the record.

    `asked` is of this scenario; `viewed` is all that was reported, of which that of `scenario` counts. `causes` are
    whose questions count. `until` is when the record was read, milliseconds since 1970: what was asked a moment
    before may yet be reported on.
    """

    asked: Sequence[Asked]
    viewed: Sequence[Viewed]
    moments: Moments
    causes: frozenset[Cause] = field(default=frozenset({Cause.CANDIDATE}))
    scenario: int | None = None
    until: float = inf

    def exposures(self, steps: Iterable[Step]) -> list[Exposure]:
        """The first moment at which each step was reached, of those that were."""
        screen = Screen.of(self.viewed, self.moments)
        asked = [question for question in self.asked if question.cause in self.causes and is_answer(question)]
        found = (self._exposure(step, asked, screen) for step in steps)
        return [one for one in found if one is not None]

    def _exposure(self, step: Step, asked: Sequence[Asked], screen: Screen) -> Exposure | None:
        """The earliest; one of which the time on screen is known before any other."""
        best: Exposure | None = None
        left = MOST_COMPARED
        for question, rule in ((one, rule) for one in asked for rule in step.reached_by):
            if best is not None and best.seconds is not None and question.time >= best.time:
                continue  # cannot have been seen earlier
            if question.asked not in rule.asked or not matches(rule.where, question.digest, self.moments):
                continue
            views = screen.after(question, rule.page, self.scenario)
            left -= len(views)
            if left < 0:
                break
            if found := self._reached(step, rule, question, screen, views):
                best = min(best or found, found, key=rank)
        return best

    def _reached(
        self, step: Step, rule: Rule, question: Asked, screen: Screen, views: Sequence[Shown]
    ) -> Exposure | None:
        seen = screen.seen(question, views)
        if (enough := reached_at(seen, rule.seconds)) is not None:
            return Exposure(step.id, question.no, enough, seconds(seen))
        if screen.is_silent(question.time, self.until):
            return Exposure(step.id, question.no, question.time, None, UNKNOWN)
        return None


def rank(one: Exposure) -> tuple[bool, float]:
    return one.seconds is None, one.time


def is_answer(question: Asked) -> bool:
    """Whether something came back that a person may have asked for and seen."""
    digest = question.digest
    return (
        bool(digest)
        and "refused" not in digest
        and question.asked not in LISTED
        and not question.question.get("offset")
        and digest.get("series_total", 0) <= MOST_CURVES
    )


def seconds(seen: Iterable[Stretch]) -> float:
    return round(sum(end - start for start, end in seen) / 1000, 3)


def reached_at(seen: Sequence[Stretch], least: float) -> float | None:
    """The moment by which so many seconds had been seen, in milliseconds since 1970."""
    left = least * 1000
    for start, end in seen:
        if end - start >= left - 0.5:  # clocks that are set by each other are no finer
            return start + left
        left -= end - start
    return None
