"""What scorecards come to: outcome, process, error and fit for a level, side by side. None of it decides anything.

The guide's part is the sum of its points and the two thresholds. All else is stated as what it is, with its formula and
its source beside it, so that whoever reads a figure can check it. Figures are never put together into one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from itertools import combinations
from math import sqrt
from statistics import mean, median, median_low
from typing import TypeVar

from rounds.interviews.interview import Level
from rounds.interviews.ladder import FOR_THREE, FOR_TWO, Given, load
from rounds.interviews.rubric import CRITERIA, LEVELS
from rounds.interviews.scorecard import Rating, Score, Scorecard, Seen, Solution

MOST = 3  # points of a scenario, and of a criterion
PASS, STRONG = 2.0, 8 / 3  # mean points of a scenario: 6 and 8 of 9
VALID = 0.8  # of the weights, that must have been observed
APART = 0.25  # between outcome and process, both as shares
DISPUTED = 2  # points between raters of a scenario that are talked about
QUICK = 9 * 60  # seconds to the cause, before the third hint: the guide says "quickly" and no number
CLOSE = 1e-9  # sums of thirds and halves are no exact numbers
K = TypeVar("K")
V = TypeVar("V")


class Word(StrEnum):
    """The guide's names; below six it has none."""

    BELOW = "Below threshold"
    PASS = "Pass"
    STRONG = "Strong Pass"


@dataclass(frozen=True, slots=True)
class Reliability:
    """How much raters agree, and how far candidates lie apart: by these a score has an error.

    `single` is the intraclass correlation ICC(2,1) of one rater (Shrout and Fleiss 1979), `spread` the standard
    deviation of candidates' sums of three scenarios. Until an installation has its own the prior stands: .44 is what a
    meta-analysis of interviews by separate interviewers found (Huffcutt, Culbertson and Weyhrauch 2013), and 2 points
    is a deviation that was chosen, wide enough for sums that use the whole scale; both are said to be priors.
    """

    single: float = 0.44
    spread: float = 2.0
    prior: bool = True
    targets: int = 0  # that were rated by several, where it is no prior

    def of(self, raters: int) -> float:
        """Of the mean of so many raters: k r / (1 + (k - 1) r) (Spearman 1910, Brown 1910); .61 for two."""
        return raters * self.single / (1 + (raters - 1) * self.single)

    def error(self, raters: int, scenarios: int) -> float:
        """The standard error of measurement in points: SD × √(1 - reliability), the deviation in proportion to what can
        be reached.
        """
        return self.spread * scenarios / 3 * sqrt(1 - self.of(raters))


PRIOR = Reliability()


# Hints


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most that hints and solution speak for. `hints` is what the hints alone allow."""

    points: int
    hints: int
    why: str


def ceiling(given: Sequence[Given], score: Score) -> Ceiling:
    """Advisory: who gives more says why.

    The cause understood with a hint load up to .5 allows 3, up to 1.5 or with exactly one hint 2, otherwise 1; not
    understood 1 if it was after an explanation, and 0 if not. A 3 needs a comprehensive solution, a 2 one that works.
    The guide's anchors say "minimal hints", "one hint" and "significant guidance"; the numbers between are ours.
    """
    if score.cause is None:
        points = 1 if score.explained else 0
        return Ceiling(points, points, "understood after an explanation" if points else "the cause was not understood")
    weight, needed = load(given), sum(not one.moot for one in given)
    hints = 3 if weight <= FOR_THREE else 2 if weight <= FOR_TWO or needed == 1 else 1
    points = min(hints, ALLOWED[score.solution])
    said = f"hint load {weight:g} allows {hints}"
    return Ceiling(points, hints, said if points == hints else f"{said}, {SAID[score.solution]} {points}")


ALLOWED = {None: 1, Solution.NONE: 1, Solution.WORKING: 2, Solution.COMPREHENSIVE: 3}
SAID = {
    None: "a solution that is not marked yet",
    Solution.NONE: "no solution",
    Solution.WORKING: "a working fix",
    Solution.COMPREHENSIVE: "a comprehensive solution",
}


# What a verdict rests on


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the record says of an interview, the same for every rater. `numbers` are all its scenarios in their order,
    `longer` is how many times the usual time the candidate had (the effect; why is nobody's business here), `beyond`
    what they saw of the steps that are beyond the cause, in words.
    """

    numbers: tuple[int, ...]
    skipped: frozenset[int] = frozenset()
    given: Mapping[int, Sequence[Given]] = field(default_factory=dict)
    longer: float = 1.0
    beyond: tuple[str, ...] = ()

    @property
    def worked(self) -> tuple[int, ...]:
        return tuple(one for one in self.numbers if one not in self.skipped)

    def hints(self, number: int) -> Sequence[Given]:
        return self.given.get(number, ())

    def loads(self) -> dict[int, float]:
        return {one: load(self.hints(one)) for one in self.worked}


@dataclass(frozen=True, slots=True)
class Basis:
    """Of one card, or of several put together. `criteria` are means over scenarios, None where nothing was observed;
    `causes` are seconds until the cause was understood, divided by how much more time there was.
    """

    points: Mapping[int, float]
    criteria: Mapping[str, float | None]
    solutions: Mapping[int, Solution]
    signals: frozenset[str]
    causes: Mapping[int, float]
    raters: int = 1


def basis_of(card: Scorecard, around: Circumstances) -> Basis:
    """As far as it is filled in. Nothing of a scenario that was skipped counts."""
    scores = [one for one in card.scores if one.scenario in around.worked]
    return Basis(
        points={one.scenario: float(one.points) for one in scores if one.points is not None},
        criteria=criteria_of(card.ratings, around.worked),
        solutions={one.scenario: one.solution for one in scores if one.solution is not None},
        signals=frozenset(one.signal for one in card.signals if one.seen is Seen.SEEN),
        causes={one.scenario: one.cause / around.longer for one in scores if one.cause is not None},
    )


def criteria_of(ratings: Iterable[Rating], worked: Sequence[int]) -> dict[str, float | None]:
    """Those that are rated in every scenario or overall, each with the mean of its ratings. Where scenarios are rated an
    overall rating does not count.
    """
    ratings = [*ratings]
    found: dict[str, float | None] = {}
    for criterion in CRITERIA:
        mine = {one.scenario: one for one in ratings if one.criterion == criterion.id and is_said(one)}
        these = [mine[number] for number in worked if number in mine]
        if not these and 0 in mine:
            these = [mine[0]]
        elif len(these) < len(worked):
            continue
        points = [one.points for one in these if one.observed and one.points is not None]
        found[criterion.id] = mean(points) if points else None
    return found


def is_said(rating: Rating) -> bool:
    return rating.points is not None or not rating.observed


def pooled(bases: Sequence[Basis]) -> Basis:
    """Several raters' as one, mechanically: the mean of each scenario's points and of each criterion among those who
    observed it; a solution as the lower middle one, a signal where more than half saw it, the middle moment of a cause.
    """
    several = len(bases)
    signals = {one for basis in bases for one in basis.signals}
    return Basis(
        points={one: mean(values) for one, values in by(basis.points for basis in bases).items()},
        criteria={
            one: mean(seen) if (seen := [value for value in values if value is not None]) else None
            for one, values in by(basis.criteria for basis in bases).items()
        },
        solutions={
            one: RANKED[median_low(RANKED.index(value) for value in values)]
            for one, values in by(basis.solutions for basis in bases).items()
        },
        signals=frozenset(one for one in signals if 2 * sum(one in basis.signals for basis in bases) > several),
        causes={one: median(values) for one, values in by(basis.causes for basis in bases).items()},
        raters=several,
    )


RANKED = [*Solution]


def by(told: Iterable[Mapping[K, V]]) -> dict[K, list[V]]:
    found: dict[K, list[V]] = {}
    for one in told:
        for key, value in one.items():
            found.setdefault(key, []).append(value)
    return found


# The figures


@dataclass(frozen=True, slots=True)
class Process:
    """`points` of 3 is Σ w r / Σ w over the criteria that were observed, `percent` the same of 100, `observed` how much
    of the weights that were; below .8 it is not valid, and without any there is none.
    """

    points: float | None
    percent: float | None
    observed: float
    valid: bool
    criteria: dict[str, float | None]


def process_of(criteria: Mapping[str, float | None]) -> Process:
    """The guide's weights, 30, 25, 25, 15 and 5 %. What was not observed is left out and the others weigh more."""
    rated = [(one.weight / 100, points) for one in CRITERIA if (points := criteria.get(one.id)) is not None]
    observed = sum(weight for weight, _ in rated)
    if not rated:
        return Process(None, None, 0.0, False, {**criteria})
    points = sum(weight * value for weight, value in rated) / observed
    return Process(points, 100 * points / MOST, observed, observed >= VALID - CLOSE, {**criteria})


@dataclass(frozen=True, slots=True)
class Discordance:
    """|S / (3 n) - W / 3|: how far outcome and process are apart, as shares; from .25 on that is to be talked about."""

    apart: float
    discuss: bool


@dataclass(frozen=True, slots=True)
class Fit:
    """For a level: what of its expectations is not met, in words. `beyond` is what speaks for more and is not needed."""

    level: Level
    title: str
    meets: bool
    exceeds: bool
    unmet: tuple[str, ...]
    beyond: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """`outcome` of `of` points in `scenarios` of the `planned` ones, between `low` and `high` with its standard error.

    `borderline` says that the threshold of a pass lies within the error, `uneven` that a scenario with at most one point
    is among those of a pass. `prior` says that the error is not of own data; otherwise it is of
    `n_targets` scenarios that several raters scored in calibration. `level` is that of the position. `ttrc` are
    seconds to the cause by scenario, adjusted for how much time there was; none for juniors, of whom the guide wants
    system over speed.
    """

    outcome: float
    of: int
    scenarios: int
    planned: int
    word: Word
    borderline: bool
    sem: float
    low: float
    high: float
    prior: bool
    n_raters: int
    n_targets: int
    process: Process
    discordance: Discordance | None
    uneven: bool
    levels: tuple[Fit, ...]
    level: Fit
    ttrc: dict[int, float]


def verdict_of(
    basis: Basis, around: Circumstances, level: Level, reliability: Reliability = PRIOR, *, raters: int | None = None
) -> Verdict | None:
    """None until every scenario has its points and every criterion is rated or said not to be observed: who knows the
    result already rates otherwise.
    """
    worked = around.worked
    if not worked or any(one not in basis.points for one in worked):
        return None
    if any(one.id not in basis.criteria for one in CRITERIA):
        return None
    count, total = len(worked), sum(basis.points[one] for one in worked)
    many = basis.raters if raters is None else raters
    sem = reliability.error(many, count)
    process = process_of(basis.criteria)
    fits = tuple(fit(one.level, one.title.removesuffix(" Candidates"), basis, around) for one in LEVELS)
    return Verdict(
        outcome=total,
        of=MOST * count,
        scenarios=count,
        planned=len(around.numbers),
        word=word_of(total, count),
        borderline=abs(total - PASS * count) <= sem + CLOSE,
        sem=sem,
        low=max(0.0, total - sem),
        high=min(float(MOST * count), total + sem),
        prior=reliability.prior,
        n_raters=many,
        n_targets=reliability.targets,
        process=process,
        discordance=discordance_of(total, count, process),
        uneven=is_uneven([basis.points[one] for one in worked]),
        levels=fits,
        level=next(one for one in fits if one.level is level),
        ttrc={} if level is Level.JUNIOR else {**basis.causes},
    )


def word_of(total: float, scenarios: int) -> Word:
    """The guide's thresholds, 6 and 8 of 9: a mean of 2 and of 8/3 a scenario."""
    if total >= STRONG * scenarios - CLOSE:
        return Word.STRONG
    return Word.PASS if total >= PASS * scenarios - CLOSE else Word.BELOW


def is_uneven(points: Sequence[float]) -> bool:
    """A pass with a scenario of at most 1: 12 of the 20 sums that pass. It is said, and is no veto."""
    return word_of(sum(points), len(points)) is not Word.BELOW and min(points) <= 1 + CLOSE


def discordance_of(total: float, scenarios: int, process: Process) -> Discordance | None:
    if process.points is None or not process.valid:
        return None
    apart = abs(total / (MOST * scenarios) - process.points / MOST)
    return Discordance(apart, apart >= APART - CLOSE)


# Levels: the guide's expectations, with numbers where it has words alone

SENIOR = {"tradeoffs": "tradeoffs", "prevention": "prevention", "monitoring": "monitoring"}
STAFF = {"system_design": "system design", "monitoring": "monitoring strategy", "organisation": "organisation"}
SIGNALS = 2  # of three


def fit(level: Level, title: str, basis: Basis, around: Circumstances) -> Fit:
    """What a level expects, and what would be more than that. A scenario that was skipped is not solved."""
    expects, beyond = LOOKS[level]
    unmet = tuple(expects(basis, around))
    exceeds = not unmet and beyond(basis, around)
    return Fit(level, title, not unmet, exceeds, unmet, around.beyond if level is Level.STAFF else ())


def junior(basis: Basis, around: Circumstances) -> Iterable[str]:
    """Scenarios 1 and 2 with at least 2 points each (which every sum of 5 has), Systematic at least 1.5; scenario 3 as
    it comes.
    """
    yield from unsolved(basis, around, around.numbers[:2])
    yield from below("systematic", 1.5, basis)


def mid(basis: Basis, around: Circumstances) -> Iterable[str]:
    """Two scenarios, or the one there is, with at least 2 points and a hint load up to 1.5, each with a fix that works;
    Root Cause Analysis at least 2.
    """
    loads, needed = around.loads(), min(2, len(around.numbers))
    good = [one for one in around.worked if reaches(basis, one) and loads[one] <= FOR_TWO]
    if len(good) < needed:
        yield f"{len(good)} of {needed} {'scenario' if needed == 1 else 'scenarios'} with at least 2 points and a hint load up to {FOR_TWO:g}"
    without = [one for one in good if basis.solutions.get(one, Solution.NONE) is Solution.NONE]
    if len(good) - len(without) < needed and without:
        yield f"no working fix in {said(without)}"
    yield from below("cause", 2, basis)


def senior(basis: Basis, around: Circumstances) -> Iterable[str]:
    """Every scenario with at least 2 points, 7 of 9 in all, a hint load of at most 2 in all, and two of tradeoffs,
    prevention and monitoring.
    """
    yield from unsolved(basis, around, around.numbers)
    yield from short(basis, around, 7)
    if (total := sum(around.loads().values())) > 2:
        yield f"hint load {total:g}, at most 2"
    yield from missing(SENIOR, basis)


def staff(basis: Basis, around: Circumstances) -> Iterable[str]:
    """Every scenario with at least 2 points, 8 of 9 in all, the middle time to the cause at most 9 minutes, and two of
    system design, monitoring strategy and organisation.
    """
    yield from unsolved(basis, around, around.numbers)
    yield from short(basis, around, 8)
    timed = [basis.causes[one] for one in around.worked if one in basis.causes]
    if len(timed) < len(around.worked):
        yield f"no time of the cause in {said(one for one in around.worked if one not in basis.causes)}"
    elif timed and median(timed) > QUICK + CLOSE:
        yield f"middle time to the cause {clock(median(timed))}, at most {clock(QUICK)}"
    yield from missing(STAFF, basis)


def sum_of(basis: Basis, around: Circumstances) -> float:
    return sum(basis.points.get(one, 0.0) for one in around.worked)


def at_least(points: int, basis: Basis, around: Circumstances) -> bool:
    """Of nine, or as much of what could be reached in all that was planned."""
    return sum_of(basis, around) >= points / 9 * MOST * len(around.numbers) - CLOSE


def all_solved(basis: Basis, around: Circumstances) -> bool:
    return all(reaches(basis, one) for one in around.numbers)


Expects = Callable[[Basis, Circumstances], Iterable[str]]
Exceeds = Callable[[Basis, Circumstances], bool]
LOOKS: dict[Level, tuple[Expects, Exceeds]] = {
    Level.JUNIOR: (junior, partial(at_least, 6)),
    Level.MID: (mid, all_solved),
    Level.SENIOR: (senior, partial(at_least, 8)),
    Level.STAFF: (staff, partial(at_least, 9)),
}


def reaches(basis: Basis, number: int) -> bool:
    return basis.points.get(number, 0.0) >= 2 - CLOSE


def unsolved(basis: Basis, around: Circumstances, numbers: Iterable[int]) -> Iterable[str]:
    for one in numbers:
        if one in around.skipped:
            yield f"scenario {one} was skipped"
        elif not reaches(basis, one):
            yield f"scenario {one} has {basis.points.get(one, 0.0):.3g}, at least 2"


def short(basis: Basis, around: Circumstances, points: int) -> Iterable[str]:
    if not at_least(points, basis, around):
        yield f"{sum_of(basis, around):.3g} points, at least {points / 9 * MOST * len(around.numbers):.3g}"


def below(criterion: str, least: float, basis: Basis) -> Iterable[str]:
    title, points = next(one.title for one in CRITERIA if one.id == criterion), basis.criteria.get(criterion)
    if points is None:
        yield f"{title} was not observed, at least {least:g}"
    elif points < least - CLOSE:
        yield f"{title} {points:.3g}, at least {least:g}"


def missing(wanted: Mapping[str, str], basis: Basis) -> Iterable[str]:
    seen = [name for signal, name in wanted.items() if signal in basis.signals]
    if len(seen) < SIGNALS:
        yield f"{len(seen)} of {', '.join(wanted.values())} seen, at least {SIGNALS}"


def said(numbers: Iterable[int]) -> str:
    told = [str(one) for one in numbers]
    return f"scenario {told[0]}" if len(told) == 1 else f"scenarios {', '.join(told[:-1])} and {told[-1]}"


def clock(seconds: float) -> str:
    """Minutes and seconds, as 3:04."""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


# Several raters


@dataclass(frozen=True, slots=True)
class Agreement:
    """Over every pair of raters and every scenario that both scored, in percent; `pairs` is how many such there are."""

    pairs: int
    exact: float | None
    within_one: float | None
    disputed: tuple[int, ...]  # scenarios with at least 2 points between two raters


def agreement_of(raters: Sequence[Mapping[int, float]]) -> Agreement:
    apart = [abs(a[one] - b[one]) for a, b in combinations(raters, 2) for one in a.keys() & b.keys()]
    scored = by(raters)
    disputed = tuple(sorted(one for one, points in scored.items() if max(points) - min(points) >= DISPUTED))
    exact, close = (100 * sum(one <= most for one in apart) / len(apart) if apart else None for most in (0, 1))
    return Agreement(len(apart), exact, close, disputed)
