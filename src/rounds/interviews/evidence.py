"""Which steps of the expected path a candidate's questions reached, and what of the record says so.

A rule is data: on which page, what was asked, what must have come back, and how long it was on the screen at least.
Only what came back because it was asked for is in a digest, so a name scrolled past or a row among results is no
evidence. What a browser reports of its screen may withhold a step and never gives one; where nothing was reported,
the step is exposed with the note that the time on screen is unknown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from rounds.interviews.patterns import Moments, matches
from rounds.interviews.record import Cause

LEAST = 4.0  # seconds on screen
EARLY = 1_500.0  # milliseconds by which a page may show its address before its question is written down
UNKNOWN = "time on screen unknown"
PAGES = (
    "dashboard",
    "briefing",
    "metrics",
    "traces",
    "trace",
    "compare",
    "logs",
    "database",
    "heap",
    "services",
)  # of a candidate, as their views are recorded


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
class Asked:
    """A question of the record, by the server's clock in milliseconds since 1970."""

    no: int
    time: float
    cause: Cause
    asked: str
    question: dict[str, Any]
    digest: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Viewed:
    """What a browser says it showed, from and to by its own clock; `received` is by the server's."""

    page: str
    address: str
    state: dict[str, Any]
    visible_from: float
    visible_to: float
    received: float


@dataclass(frozen=True, slots=True)
class Exposure:
    """A step that was reached: by which entry of the record, when, and for how many seconds it was seen."""

    step: str
    no: int
    time: float
    seconds: float | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Of one scenario in one interview, in the order of the record. `causes` are whose questions count."""

    asked: Sequence[Asked]
    viewed: Sequence[Viewed]
    moments: Moments
    causes: frozenset[Cause] = field(default=frozenset({Cause.CANDIDATE}))

    def exposures(self, steps: Iterable[Step]) -> list[Exposure]:
        """The first moment at which each step was reached, of those that were."""
        found = (self.exposure(step) for step in steps)
        return [one for one in found if one is not None]

    def exposure(self, step: Step) -> Exposure | None:
        for question in self.asked:
            if question.cause not in self.causes:
                continue
            for rule in step.reached_by:
                if reached := self.reached(step, rule, question):
                    return reached
        return None

    def reached(self, step: Step, rule: Rule, question: Asked) -> Exposure | None:
        if question.asked not in rule.asked or not matches(rule.where, question.digest, self.moments):
            return None
        if not self.viewed:
            return Exposure(step.id, question.no, question.time, None, UNKNOWN)
        seconds = on_screen(question, rule.page, self.viewed)
        return Exposure(step.id, question.no, question.time, seconds) if seconds >= rule.seconds else None


def on_screen(question: Asked, pages: Sequence[str], viewed: Sequence[Viewed]) -> float:
    """Seconds for which a page showed this answer: never longer than from its question to what the browser said last."""
    shift = min((view.received - view.visible_to for view in viewed), default=0.0)
    shown = [view for view in viewed if view.page in pages and shows(view, question)]
    return sum(seen_since(view, question.time - EARLY, shift) for view in shown) / 1000


def seen_since(view: Viewed, since: float, shift: float) -> float:
    """Milliseconds, with the browser's clock set by the server's: a report cannot come before what it tells of."""
    start, end = view.visible_from + shift, min(view.visible_to + shift, view.received)
    return max(0.0, end - max(start, since))


def shows(view: Viewed, question: Asked) -> bool:
    """Whether the view's address is one that shows this answer, as far as the address tells."""
    told = SHOWN.get(view.page)
    return told is None or told(view, question)


def of_trace(view: Viewed, question: Asked) -> bool:
    span = question.digest.get("span")
    path = view.address.partition("?")[0]
    return path.endswith(str(question.digest.get("trace", ""))) and (span is None or view.state.get("span") == span)


def of_comparison(view: Viewed, question: Asked) -> bool:
    wanted = {question.question.get("a"), question.question.get("b")}
    return {view.state.get("a"), view.state.get("b")} == wanted


def of_search(view: Viewed, question: Asked) -> bool:
    """What is typed; the page adds to it what is brushed in a chart."""
    return str(view.state.get("q") or "") in str(question.question.get("query", ""))


def of_curves(view: Viewed, question: Asked) -> bool:
    """A page without lanes of its own shows those it opens with."""
    typed = view.state.get("q")
    lanes = typed if isinstance(typed, list) else [typed] if typed else []
    metrics = question.digest.get("metrics", [])
    return not lanes or any(metric in str(lane) for lane in lanes for metric in metrics)


SHOWN: Mapping[str, Callable[[Viewed, Asked], bool]] = {
    "trace": of_trace,
    "compare": of_comparison,
    "traces": of_search,
    "logs": of_search,
    "metrics": of_curves,
}
