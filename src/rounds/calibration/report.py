"""What a round, or all ratings so far, say of the raters together and of each: figures with intervals and with the
number of targets they rest on.

A target is one scenario in one interview; what was not rated by somebody is missing in their column.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from rounds.calibration import rasch
from rounds.calibration.agreement import NAN, Interval, Table, kappa_interval
from rounds.calibration.raters import (
    Drift,
    Leniency,
    Vector,
    apart,
    centrality,
    contrast,
    drift,
    leniencies,
    means,
)
from rounds.calibration.resampled import ac2s, alphas, halo, iccs, withins

DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Scored:
    """`order` says which came first for this rater in this `round`; `criteria` are points of 0 to 3 in half steps, by
    criterion, and `overall` those that were rated once for the whole interview.
    """

    interview: str
    scenario: str
    rater: str
    points: int
    order: int = 0
    criteria: Mapping[str, float] = field(default_factory=dict)
    overall: Mapping[str, float] = field(default_factory=dict)
    round: str = ""

    @property
    def target(self) -> tuple[str, str]:
        return self.interview, self.scenario


@dataclass(frozen=True, slots=True)
class Agreement:
    """Shares for `exact` and `within_one`; ICCs rest on the targets that everybody rated alone."""

    single: Interval
    average: Interval
    alpha: Interval
    ac2: Interval
    exact: Interval
    within_one: Interval
    raters: int


@dataclass(frozen=True, slots=True)
class Pair:
    one: str
    other: str
    kappa: Interval


@dataclass(frozen=True, slots=True)
class OfRater:
    """`severity` is None where the model was not fitted."""

    rater: str
    n: int
    leniency: Leniency
    centrality: float
    halo: Interval
    contrast: Interval
    drift: Drift
    severity: rasch.Placed | None


@dataclass(frozen=True, slots=True)
class Target:
    """What a scenario of an interview was given, by rater."""

    interview: str
    scenario: str
    points: Mapping[str, int]

    @property
    def apart(self) -> int:
        return max(self.points.values()) - min(self.points.values())


@dataclass(frozen=True, slots=True)
class Report:
    """`halo` is that of all raters on the mean, to read one rater's beside. `targets` are those that several rated, the
    furthest apart first.
    """

    agreement: Agreement
    pairs: tuple[Pair, ...]
    raters: tuple[OfRater, ...]
    fit: rasch.Fit | None
    halo: float = NAN
    targets: tuple[Target, ...] = ()


def report_of(scored: Iterable[Scored], seed: int) -> Report:
    """The seed is that of the intervals: the same ratings give the same report."""
    known = sorted(scored, key=lambda one: (one.order, one.target, one.rater))
    names = sorted({one.rater for one in known})
    targets = [*dict.fromkeys(one.target for one in known)]
    table = table_of(known, targets, names)
    fit = rasch.fitted(rasch.Rated(one.interview, one.scenario, one.rater, one.points) for one in known)
    raters = tuple(raters_of(known, table, names, fit, seed))
    alike = [one.halo.value for one in raters if not np.isnan(one.halo.value)]
    apart_first = tuple(sorted(targets_of(known), key=lambda one: (-one.apart, -np.var([*one.points.values()]))))
    return Report(
        agreement_of(table, seed),
        tuple(pairs_of(table, names, seed)),
        raters,
        fit,
        float(np.mean(alike)) if alike else NAN,
        apart_first,
    )


def targets_of(known: Iterable[Scored]) -> Iterable[Target]:
    given: dict[tuple[str, str], dict[str, int]] = {}
    for one in known:
        given.setdefault(one.target, {})[one.rater] = one.points
    return (Target(*target, points) for target, points in given.items() if len(points) > 1)


def table_of(known: Sequence[Scored], targets: Sequence[tuple[str, str]], names: Sequence[str]) -> Table:
    rows, columns = ({name: no for no, name in enumerate(these)} for these in (targets, names))
    table = np.full((len(targets), len(names)), NAN)
    for one in known:
        table[rows[one.target], columns[one.rater]] = one.points
    return table


def agreement_of(table: Table, seed: int, draws: int = DRAWS) -> Agreement:
    whole = table[~np.isnan(table).any(axis=1)]
    several = table[(~np.isnan(table)).sum(axis=1) >= 2]
    single, average = iccs(whole, seed, draws)
    return Agreement(
        single,
        average,
        alphas(several, seed, draws),
        ac2s(several, seed, draws),
        withins(several, seed, draws),
        withins(several, seed, draws, 1),
        table.shape[1],
    )


def pairs_of(table: Table, names: Sequence[str], seed: int) -> Iterable[Pair]:
    for (a, one), (b, other) in combinations(enumerate(names), 2):
        yield Pair(one, other, kappa_interval(table[:, a], table[:, b], seed))


def raters_of(
    known: Sequence[Scored],
    table: Table,
    names: Sequence[str],
    fit: rasch.Fit | None,
    seed: int,
    draws: int = DRAWS,
) -> Iterable[OfRater]:
    severities = {one.name: one for one in fit.raters} if fit else {}
    targets = [*dict.fromkeys(one.target for one in known)]
    rows, spread, more = {target: no for no, target in enumerate(targets)}, centrality(table), apart(table)
    lenient = leniencies(table, [interview for interview, _ in targets])
    for no, (name, leniency) in enumerate(zip(names, lenient, strict=True)):
        own = sorted((one for one in known if one.rater == name), key=lambda one: (one.round, one.order))
        blocks = [one.interview for one in own]
        differences = more[[rows[one.target] for one in own], no]
        yield OfRater(
            name,
            len(own),
            leniency,
            spread[no],
            halo(criteria_of(own), seed, draws),
            contrast(*sittings(own, differences)),
            drift(differences, blocks),
            severities.get(name),
        )


def sittings(own: Sequence[Scored], more: Vector) -> Iterable[tuple[Vector, Vector]]:
    """By round, of each interview in it how much more than the others this rater gave, and what they gave."""
    points = np.where(np.isnan(more), NAN, np.array([one.points for one in own], dtype=np.float64))
    for name in dict.fromkeys(one.round for one in own):
        these = [no for no, one in enumerate(own) if one.round == name]
        blocks = [own[no].interview for no in these]
        yield means(more[these], blocks)[0], means(points[these], blocks)[0]


def criteria_of(own: Sequence[Scored]) -> Table:
    """(what was rated, criteria): each scenario of an interview, or the interview where all is rated once for it. NaN
    where a criterion was not observed.
    """
    names = sorted({name for one in own for name in (*one.criteria, *one.overall)})
    by_scenario = {one.interview for one in own if one.criteria}
    first = {one.interview: one for one in reversed(own)}
    rated = [one for one in own if one.interview in by_scenario or first[one.interview] is one]
    rows = [[one.criteria.get(name, one.overall.get(name, NAN)) for name in names] for one in rated]
    return np.array(rows).reshape(len(rated), len(names))
