"""Scorecards as they are handed in: read from what was sent, checked, and told by the acts that submitted them.

A card that was handed in is never changed: from the second version on it is amended, with a reason, and what is
different is said in words. Whether its author could have read others' cards by then is said too.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import isfinite
from typing import Any, TypeVar

from rounds.interviews import feedback
from rounds.interviews.acts import Done, Submitted
from rounds.interviews.flags import KNOWN
from rounds.interviews.rubric import CRITERIA
from rounds.interviews.scorecard import Cited, Raised, Rating, Score, Scorecard, Seen, Signal, Solution, told
from rounds.interviews.verdict import Circumstances, ceiling, clock, is_said
from rounds.kit.errors import Invalid

DUE = timedelta(hours=24)  # after the end: the guide wants the rubric by then
LONGEST_TEXT = 1_000  # characters of what is said to one thing
LONGEST_REASON = 500
LONGEST_FEEDBACK = 20_000
MOST_CITED, MOST_FLAGS = 30, 60
LATEST = 24 * 3600.0  # seconds
MOST = 3

SIGNALS = {
    "architecture": "Architecture",
    "prevention": "Prevention",
    "monitoring": "Monitoring",
    "tradeoffs": "Tradeoffs",
    "system_design": "System design",
    "organisation": "Organisation and process",
}
TITLES = {one.id: one.title for one in CRITERIA}
PACKET = "packet"  # among what somebody could have read

Part = TypeVar("Part")


# From what was sent


def card_of(content: Mapping[str, Any], numbers: Collection[int]) -> Scorecard:
    """A card from JSON, over these scenarios. Parts that are missing are not filled in yet.

    Raises:
        Invalid: names the field that is wrong, as in "scores.0.points".
    """
    card = Scorecard(
        scores=parts(content, "scores", score_of, len(numbers)),
        ratings=parts(content, "ratings", rating_of, len(CRITERIA) * (len(numbers) + 1)),
        signals=parts(content, "signals", signal_of, len(SIGNALS)),
        flags=parts(content, "flags", raised_of, MOST_FLAGS),
        feedback=text(content, "feedback", "", LONGEST_FEEDBACK),
    )
    check(card, numbers)
    return card


def parts(
    content: Mapping[str, Any], name: str, part: Callable[[Mapping[str, Any], str], Part], most: int
) -> tuple[Part, ...]:
    told = content.get(name) or ()
    if not isinstance(told, list | tuple) or not all(isinstance(one, Mapping) for one in told):
        raise Invalid(f"{name} is a list.", field=name)
    if len(told) > most:
        raise Invalid(f"{name} are at most {most}.", field=name)
    return tuple(part(one, f"{name}.{place}") for place, one in enumerate(told))


def score_of(told: Mapping[str, Any], field: str) -> Score:
    return Score(
        scenario=whole(told, "scenario", field),
        points=None if told.get("points") is None else whole(told, "points", field, MOST),
        cause=None if told.get("cause") is None else seconds(told, "cause", field),
        explained=told.get("explained") is True,
        solution=None if told.get("solution") is None else one_of(told, "solution", field, Solution),
        reason=text(told, "reason", field, LONGEST_REASON),
        cited=tuple(
            cited_of(one, f"{field}.cited.{place}")
            for place, one in enumerate(listed(told, "cited", field, MOST_CITED))
        ),
    )


def cited_of(told: Mapping[str, Any], field: str) -> Cited:
    return Cited(
        whole(told, "scenario", field), seconds(told, "seconds", field), text(told, "text", field, LONGEST_TEXT)
    )


def rating_of(told: Mapping[str, Any], field: str) -> Rating:
    criterion = str(told.get("criterion", ""))
    if criterion not in TITLES:
        raise Invalid(f"There is no criterion {criterion[:40]!r}.", field=f"{field}.criterion")
    observed = told.get("observed") is not False
    points = None if told.get("points") is None else number(told, "points", field, MOST)
    if points is not None and not (points * 2).is_integer():
        raise Invalid("A criterion is rated in half steps from 0 to 3.", field=f"{field}.points")
    if points is not None and not observed:
        raise Invalid("What was not observed has no points.", field=f"{field}.points")
    return Rating(criterion, whole(told, "scenario", field, default=0), points, observed)


def signal_of(told: Mapping[str, Any], field: str) -> Signal:
    signal = str(told.get("signal", ""))
    if signal not in SIGNALS:
        raise Invalid(f"There is no signal {signal[:40]!r}.", field=f"{field}.signal")
    return Signal(signal, one_of(told, "seen", field, Seen), text(told, "text", field, LONGEST_TEXT))


def raised_of(told: Mapping[str, Any], field: str) -> Raised:
    flag = str(told.get("flag", ""))
    if flag not in KNOWN:
        raise Invalid(f"There is no flag {flag[:40]!r}.", field=f"{field}.flag")
    at = seconds(told, "seconds", field) if "seconds" in told else 0.0
    return Raised(flag, whole(told, "scenario", field, default=0), at, text(told, "text", field, LONGEST_TEXT))


def listed(told: Mapping[str, Any], name: str, field: str, most: int) -> Sequence[Mapping[str, Any]]:
    found = told.get(name) or ()
    if not isinstance(found, list | tuple) or not all(isinstance(one, Mapping) for one in found):
        raise Invalid(f"{name} is a list.", field=f"{field}.{name}")
    if len(found) > most:
        raise Invalid(f"{name} are at most {most}.", field=f"{field}.{name}")
    return found


def text(told: Mapping[str, Any], name: str, field: str, longest: int) -> str:
    found, field = told.get(name) or "", f"{field}.{name}".lstrip(".")
    if not isinstance(found, str):
        raise Invalid(f"{name} is a text.", field=field)
    if len(found) > longest:
        raise Invalid(f"{name.capitalize()} has at most {longest:,} characters.", field=field)
    return found


def number(told: Mapping[str, Any], name: str, field: str, most: float) -> float:
    found = told.get(name)
    if isinstance(found, bool) or not isinstance(found, int | float) or not isfinite(found) or not 0 <= found <= most:
        raise Invalid(f"{name.capitalize()} is a number from 0 to {most:g}.", field=f"{field}.{name}")
    return float(found)


def whole(told: Mapping[str, Any], name: str, field: str, most: int = 9999, default: int | None = None) -> int:
    if default is not None and told.get(name) is None:
        return default
    found = number(told, name, field, most)
    if not found.is_integer():
        raise Invalid(f"{name.capitalize()} is a whole number from 0 to {most}.", field=f"{field}.{name}")
    return int(found)


def seconds(told: Mapping[str, Any], name: str, field: str) -> float:
    return number(told, name, field, LATEST)


def one_of(told: Mapping[str, Any], name: str, field: str, kinds: type[Kind]) -> Kind:
    try:
        return kinds(str(told.get(name, "")))
    except ValueError:
        there = ", ".join(str(one.value) for one in kinds)
        raise Invalid(f"{name.capitalize()} is one of {there}.", field=f"{field}.{name}") from None


Kind = TypeVar("Kind", Solution, Seen)


def check(card: Scorecard, numbers: Collection[int]) -> None:
    """
    Raises:
        Invalid: it speaks of a scenario that the interview has not, or of one thing twice.
    """
    for place, score in enumerate(card.scores):
        known(score.scenario, numbers, f"scores.{place}.scenario")
        for no, cited in enumerate(score.cited):
            known(cited.scenario, {0, *numbers}, f"scores.{place}.cited.{no}.scenario")
    for place, rating in enumerate(card.ratings):
        known(rating.scenario, {0, *numbers}, f"ratings.{place}.scenario")
    for place, flag in enumerate(card.flags):
        known(flag.scenario, {0, *numbers}, f"flags.{place}.scenario")
    once([one.scenario for one in card.scores], "scores", "scenario")
    once([(one.criterion, one.scenario) for one in card.ratings], "ratings", "criterion")
    once([one.signal for one in card.signals], "signals", "signal")


def known(scenario: int, numbers: Collection[int], field: str) -> None:
    if scenario not in numbers:
        raise Invalid(f"This interview has no scenario {scenario}.", field=field)


def once(keys: Sequence[object], name: str, field: str) -> None:
    for place, key in enumerate(keys):
        if key in keys[:place]:
            raise Invalid(f"There are two {name} of one {field}.", field=f"{name}.{place}.{field}")


def read(content: Mapping[str, Any], numbers: Collection[int]) -> Scorecard:
    """The same of what was kept before, as far as it is understood: what scenarios are there may have changed since."""
    try:
        return card_of(content, numbers)
    except Invalid:
        return Scorecard()


# Handed in


class Standing(StrEnum):
    OPEN = "open"
    LATE = "late"
    SUBMITTED = "submitted"


def standing(submitted: bool, ended: datetime | None, now: datetime) -> Standing:
    if submitted:
        return Standing.SUBMITTED
    return Standing.LATE if ended and now >= ended + DUE else Standing.OPEN


@dataclass(frozen=True, slots=True)
class Handed:
    """A version of a card. `seen` are the seats whose cards its author could have read by then, or `PACKET`."""

    no: int
    time: datetime
    version: int
    card: Scorecard
    reason: str = ""
    seen: tuple[str, ...] = ()


def handed_of(done: Iterable[Done], numbers: Collection[int]) -> dict[str, list[Handed]]:
    """By seat, the versions of each card, the first first."""
    found: dict[str, list[Handed]] = {}
    for one in done:
        match one.act:
            case Submitted() as act if one.time:
                card = card_of(act.card, numbers)
                made = Handed(one.no, one.time, act.version, card, act.reason, tuple(act.seen))
                found.setdefault(one.seat, []).append(made)
    return found


def submitted(card: Scorecard, version: int = 1, reason: str = "", seen: Iterable[str] = ()) -> Submitted:
    return Submitted(told(card), version, reason, tuple(seen))


@dataclass(frozen=True, slots=True)
class Difference:
    """`what` a person would call it, with what stood there and what does; empty for nothing."""

    what: str
    before: str
    after: str


def differences(before: Scorecard, after: Scorecard) -> list[Difference]:
    """Between two versions, in the order of a card."""
    was, now = dict(lines(before)), dict(lines(after))
    these = dict.fromkeys((*was, *now))
    found = [Difference(what, was.get(what, ""), now.get(what, "")) for what in these]
    return [one for one in found if one.before != one.after]


def lines(card: Scorecard) -> Iterator[tuple[str, str]]:
    """A card as lines: what is said of what."""
    for score in sorted(card.scores, key=lambda one: one.scenario):
        yield from score_lines(score)
    for rating in sorted(card.ratings, key=lambda one: ([*TITLES].index(one.criterion), one.scenario)):
        where = f"scenario {rating.scenario}" if rating.scenario else "overall"
        yield f"{TITLES[rating.criterion]}, {where}", rated(rating)
    for signal in card.signals:
        yield f"Signal {SIGNALS[signal.signal]}", joined(signal.seen.value.replace("_", " "), signal.text)
    for place, flag in enumerate(card.flags, start=1):
        yield f"Flag {place}", joined(KNOWN[flag.flag].text, second(flag.scenario, flag.seconds), flag.text)
    for place, paragraph in enumerate(feedback.paragraphs(card.feedback), start=1):
        yield f"Feedback, paragraph {place}", paragraph


def score_lines(score: Score) -> Iterator[tuple[str, str]]:
    name = f"Scenario {score.scenario}"
    yield f"{name}, points", "" if score.points is None else str(score.points)
    yield f"{name}, cause understood", "" if score.cause is None else clock(score.cause)
    yield f"{name}, understood after an explanation", "yes" if score.explained else ""
    yield f"{name}, solution", score.solution.value if score.solution else ""
    yield f"{name}, reason", score.reason
    yield f"{name}, evidence", "; ".join(joined(second(one.scenario, one.seconds), one.text) for one in score.cited)


def rated(rating: Rating) -> str:
    if not rating.observed:
        return "not observed"
    return "" if rating.points is None else f"{rating.points:g}"


def joined(*words: str) -> str:
    return " ".join(one for one in words if one)


def second(scenario: int, seconds: float) -> str:
    return feedback.link(scenario, seconds)


# Before it is handed in


@dataclass(frozen=True, slots=True)
class Check:
    """`ok` or what is missing, in words; one that is not `needed` is information and stops nothing."""

    id: str
    ok: bool
    text: str
    needed: bool = True


@dataclass(frozen=True, slots=True)
class Checking:
    """What a card is held against: the record, and whether a second of a scenario was there."""

    around: Circumstances
    is_there: Callable[[int, float], bool]
    read: Collection[int] = ()  # scenarios whose solution document they read before

    def of(self, card: Scorecard) -> list[Check]:
        return [
            self.scores(card),
            self.evidence(card),
            self.ceilings(card),
            self.criteria(card),
            self.signals(card),
            *([self.flags(card)] if card.flags else []),
            self.feedback(card),
            self.documents(),
        ]

    def by_scenario(self, card: Scorecard) -> dict[int, Score]:
        found = {one.scenario: one for one in card.scores}
        return {number: found.get(number, Score(number)) for number in self.around.worked}

    def scores(self, card: Scorecard) -> Check:
        scores = self.by_scenario(card)
        missing = [number for number, one in scores.items() if one.points is None]
        left_out = f"; {numbered(sorted(self.around.skipped))} left out" if self.around.skipped else ""
        if missing:
            return Check("scores", False, f"No points for {numbered(missing)}{left_out}")
        return Check("scores", bool(scores), f"{count(len(scores), 'score')}{left_out}")

    def evidence(self, card: Scorecard) -> Check:
        """A score rests on a second of its scenario or of the interview that was there."""
        missing = [
            number
            for number, score in self.by_scenario(card).items()
            if not any(one.scenario in (0, number) and self.is_there(one.scenario, one.seconds) for one in score.cited)
        ]
        if missing:
            return Check("evidence", False, f"No evidence for {numbered(missing)}")
        return Check("evidence", True, "Each score with evidence")

    def ceilings(self, card: Scorecard) -> Check:
        above = [
            number
            for number, one in self.by_scenario(card).items()
            if one.points is not None
            and one.points > ceiling(self.around.hints(number), one).points
            and not one.reason.strip()
        ]
        if above:
            return Check("ceiling", False, f"Say why {numbered(above)} has more than hints and solution allow")
        return Check("ceiling", True, "Within what hints and solution allow, or with a reason")

    def criteria(self, card: Scorecard) -> Check:
        worked = self.around.worked
        missing, twice = [], []
        for criterion in CRITERIA:
            places = {one.scenario for one in card.ratings if one.criterion == criterion.id and is_said(one)}
            if 0 in places and places & {*worked}:
                twice.append(criterion.title)
            elif 0 not in places and not places >= {*worked}:
                missing.append(criterion.title)
        if twice:
            return Check("criteria", False, f"{', '.join(twice)}: rate each scenario or overall, not both")
        if missing:
            return Check("criteria", False, f"Not rated in every scenario or overall: {', '.join(missing)}")
        return Check("criteria", True, f"{count(len(CRITERIA), 'criterion')} rated or not observed")

    def signals(self, card: Scorecard) -> Check:
        missing = [title for signal, title in SIGNALS.items() if all(one.signal != signal for one in card.signals)]
        if missing:
            return Check("signals", False, f"Level signals to answer: {', '.join(missing)}")
        return Check("signals", True, "Level signals answered")

    def flags(self, card: Scorecard) -> Check:
        for one in card.flags:
            if not self.is_there(one.scenario, one.seconds):
                text = f"Flag “{KNOWN[one.flag].text}”: {second(one.scenario, one.seconds)} is not in this interview"
                return Check("flags", False, text)
        return Check("flags", True, f"{count(len(card.flags), 'flag')} with the second it refers to")

    def feedback(self, card: Scorecard) -> Check:
        """Two paragraphs that say something, each with a second of the interview; shorter ones may stand besides."""
        told = feedback.paragraphs(card.feedback)
        wanting = [(place, want) for place, one in enumerate(told, start=1) if (want := self.wanting(one))]
        good = len(told) - len(wanting)
        if good >= feedback.LEAST:
            return Check("feedback", True, f"{count(good, 'paragraph')}, each with a second of the interview")
        if wanting:
            return Check("feedback", False, f"Paragraph {wanting[0][0]}: {wanting[0][1]}")
        return Check("feedback", False, f"{count(len(told), 'paragraph')} of {feedback.LEAST}")

    def wanting(self, paragraph: str) -> str:
        short = feedback.SHORTEST - feedback.length(paragraph)
        linked = feedback.links(paragraph)
        there = any(self.is_there(one.scenario, one.seconds) for one in linked)
        said = [f"{count(short, 'character')} to go"] if short > 0 else []
        if not there:
            said.append("its second is not in this interview" if linked else "a second of the interview to cite")
        return " and ".join(said)

    def documents(self) -> Check:
        missing = [one for one in self.around.worked if one not in self.read]
        text = "Solution documents read before the interview"
        if missing:
            text = f"Solution document of {numbered(missing)} not marked as read before the interview"
        return Check("documents", not missing, text, needed=False)


def is_ready(checks: Iterable[Check]) -> bool:
    return all(one.ok for one in checks if one.needed)


def count(many: int, what: str) -> str:
    return f"{many} {what if many == 1 else PLURALS.get(what, f'{what}s')}"


PLURALS = {"criterion": "criteria", "hypothesis": "hypotheses", "entry": "entries", "query": "queries"}


def numbered(numbers: Sequence[int]) -> str:
    told = [str(one) for one in numbers]
    return f"scenario {told[0]}" if len(told) == 1 else f"scenarios {', '.join(told[:-1])} and {told[-1]}"
