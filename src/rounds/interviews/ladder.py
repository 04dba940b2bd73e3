"""The ladder of hints: how each stands at this moment, and what it takes to give it all the same.

A hint is offered from its minute on, in order, while what it leads to is missing, and after thirty seconds without an
act of the candidate's. What is early or out of order needs a reason, what comes into somebody's thinking a held key.
Minutes count from the start of the work and are as much longer as the candidate's time is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rounds.interviews import acts
from rounds.interviews.acts import Done
from rounds.interviews.hints import Hint, Reached
from rounds.interviews.plan import MINUTE, Part
from rounds.kit.errors import Conflict

QUIET = timedelta(seconds=30)
UNDONE = timedelta(seconds=5)  # how long a hint may be taken back
LOAD = 0.5  # of a hint, times its level: .5 for the first, 2.5 for the fifth
FOR_THREE, FOR_TWO = 0.5, 1.5  # the load up to which a scenario is worth 3, or 2
ROUNDED = 0.001  # of a minute: an act tells it to three places
NOW = timedelta()


class Standing(StrEnum):
    SENT = "sent"
    MOOT = "moot"  # not needed: what it leads to is there
    DISCUSSION = "discussion"  # its minute is that of the discussion or later: told there, and not counted
    OVER = "over"  # the work is not running
    LATER = "later"
    ORDER = "order"  # one before it was not given
    QUIET = "quiet"  # the candidate is at something
    ELIGIBLE = "eligible"


REASONS = (Standing.MOOT, Standing.LATER, Standing.ORDER)  # given with a reason alone


@dataclass(frozen=True, slots=True)
class Reach:
    """When a step was exposed, cited and recognised."""

    exposed: datetime | None = None
    cited: datetime | None = None
    recognised: datetime | None = None

    def at_least(self, far: Reached) -> datetime | None:
        """Since when it has been so far: what is cited was seen, and what is recognised was both."""
        known = {
            Reached.EXPOSED: (self.exposed, self.cited, self.recognised),
            Reached.CITED: (self.cited, self.recognised),
            Reached.RECOGNISED: (self.recognised,),
        }
        return min((one for one in known[far] if one), default=None)


UNREACHED = Reach()


@dataclass(frozen=True, slots=True)
class Given:
    """A hint that was given, word for word. `no` is its entry of the record, `moot` whether it was not needed then, and
    `due` whether its minute had come.
    """

    no: int
    hint: int
    level: int
    text: str
    time: datetime
    aloud: bool = False
    reason: str = ""
    quiet: float = 0.0
    minute: float = 0.0
    moot: bool = False
    due: bool = True


@dataclass(frozen=True, slots=True)
class Rung:
    """A hint with how it stands. `wait` is how long until its minute, `why` says in words what the standing rests on."""

    place: int
    hint: Hint
    standing: Standing
    at: timedelta
    wait: timedelta = NOW
    why: str = ""
    given: Given | None = None

    @property
    def is_open(self) -> bool:
        """Neither given, nor not needed, nor for the discussion: what comes after it comes out of order."""
        return self.standing not in (Standing.SENT, Standing.MOOT, Standing.DISCUSSION)


@dataclass(frozen=True, slots=True)
class Work:
    """Where the work of a scenario stands. `part` is None while neither it nor its discussion runs."""

    elapsed: timedelta
    length: timedelta
    quiet: timedelta
    part: Part | None = Part.WORK
    longer: float = 1.0  # the candidate's time multiplier


def given_of(
    done: Iterable[Done], scenario: int, hints: Sequence[Hint], reached: Mapping[str, Reach], longer: float = 1.0
) -> list[Given]:
    """The hints that were given in a scenario's work and not taken back, in their order. `longer` is as in `Work`."""
    found: dict[int, Given] = {}
    for one in done:
        match one.act:
            case acts.Hinted() if one.act.scenario == scenario and one.time:
                found[one.no] = of_act(one, one.act, hints, reached, longer)
            case acts.Unhinted():
                found.pop(one.act.no, None)
    return [*found.values()]


def of_act(one: Done, act: acts.Hinted, hints: Sequence[Hint], reached: Mapping[str, Reach], longer: float) -> Given:
    assert one.time
    moot = act.hint < len(hints) and is_moot(hints[act.hint], reached, one.time)
    due = act.hint >= len(hints) or act.minute + ROUNDED >= hints[act.hint].minute * longer
    return Given(
        no=one.no,
        hint=act.hint,
        level=act.level,
        text=act.text,
        time=one.time,
        aloud=act.aloud,
        reason=act.reason,
        quiet=act.quiet,
        minute=act.minute,
        moot=moot,
        due=due,
    )


def is_moot(hint: Hint, reached: Mapping[str, Reach], by: datetime | None = None) -> bool:
    """Whether what it leads to is there, or was by a moment."""
    since = reached.get(hint.moot, UNREACHED).at_least(hint.moot_if)
    return since is not None and (by is None or since <= by)


def ladder(hints: Sequence[Hint], reached: Mapping[str, Reach], given: Iterable[Given], work: Work) -> list[Rung]:
    """How each hint stands now."""
    sent = {one.hint: one for one in given}
    rungs: list[Rung] = []
    for place, hint in enumerate(hints):
        rungs.append(rung(place, hint, reached, sent.get(place), work, rungs))
    return rungs


def rung(
    place: int, hint: Hint, reached: Mapping[str, Reach], sent: Given | None, work: Work, before: Sequence[Rung]
) -> Rung:
    at = hint.minute * MINUTE * work.longer
    wait = max(NOW, at - work.elapsed)
    standing, why = standing_of(hint, reached, sent, work, at, before)
    return Rung(place, hint, standing, at, wait, why, sent)


def standing_of(
    hint: Hint, reached: Mapping[str, Reach], sent: Given | None, work: Work, at: timedelta, before: Sequence[Rung]
) -> tuple[Standing, str]:
    if sent:
        return Standing.SENT, "read aloud" if sent.aloud else "shown"
    if is_moot(hint, reached):
        return Standing.MOOT, f"step {hint.moot} is {hint.moot_if.value}"
    if at >= work.length:
        return Standing.DISCUSSION, "for the discussion; it does not count as a hint"
    if work.part is not Part.WORK:
        return Standing.OVER, "hints are given while the scenario is worked on"
    if work.elapsed < at:
        return Standing.LATER, f"step {hint.target} is missing"
    missing = next((one for one in before if one.is_open), None)
    if missing:
        return Standing.ORDER, f"hint {missing.place + 1} comes first"
    said = f"step {hint.target} is missing; quiet for {seconds(work.quiet)} s, {seconds(QUIET)} needed"
    return (Standing.QUIET if work.quiet < QUIET else Standing.ELIGIBLE), said


def seconds(time: timedelta) -> int:
    return int(time.total_seconds())


def check(rung: Rung, work: Work, *, reason: str, hold: bool) -> None:
    """Whether this hint may be given now.

    Raises:
        Conflict: it may not, or only with a reason, or with the key held.
    """
    match rung.standing:
        case Standing.SENT:
            raise Conflict("This hint was given already.")
        case Standing.DISCUSSION:
            raise Conflict("This hint belongs to the discussion: reveal it there. It does not count as a hint.")
        case Standing.OVER:
            raise Conflict("Hints are given while the scenario is worked on.")
        case standing if standing in REASONS and not reason.strip():
            raise Conflict(f"This hint {WORDS[standing]}. Say why you give it now.")
    if work.quiet < QUIET and not hold:
        raise Conflict(
            f"The candidate was active {seconds(work.quiet)} s ago. Wait for {seconds(QUIET)} s of silence, or hold to send."
        )


WORDS = {
    Standing.MOOT: "is not needed, as what it leads to is there",
    Standing.LATER: "comes before its minute",
    Standing.ORDER: "is out of order",
}


def load(given: Iterable[Given]) -> float:
    """How much help it was: the sum over the hints that were needed."""
    return sum(LOAD * one.level for one in given if not one.moot)


def alone(
    steps: Sequence[str], hints: Sequence[Hint], reached: Mapping[str, Reach], given: Iterable[Given], until: datetime
) -> float:
    """The share of these steps that the candidate reached by then, and before a hint that leads there: how far they got
    alone.
    """
    told: dict[str, datetime] = {}
    for one in given:
        if one.hint < len(hints):
            told.setdefault(hints[one.hint].target, one.time)
    since = {step: reached.get(step, UNREACHED).at_least(Reached.EXPOSED) for step in steps}
    own = [moment for step, moment in since.items() if moment and moment <= min(until, told.get(step, until))]
    return len(own) / len(steps) if steps else 0.0


def may_reveal(rungs: Iterable[Rung], part: Part | None) -> bool:
    """The answer is told in the discussion, or when no hint is left to give."""
    return part is Part.DISCUSSION or (part is Part.WORK and not any(one.is_open for one in rungs))


def check_undo(given: Iterable[Given], no: int, now: datetime) -> Given:
    """The hint of that entry, if it may still be taken back.

    Raises:
        Conflict: there is none of that number, or it was given more than five seconds ago.
    """
    found = next((one for one in given if one.no == no), None)
    if not found:
        raise Conflict("This hint was not given, or was taken back already.")
    if now - found.time > UNDONE:
        raise Conflict(f"A hint is taken back within {seconds(UNDONE)} seconds. This one was seen.")
    return found
