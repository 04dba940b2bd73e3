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
from rounds.calibration.agreement import NAN, Interval, Table, ac2, alpha, bootstrapped, icc, kappa, within
from rounds.calibration.raters import Drift, Leniency, centrality, contrast, drift, halo, leniencies

DRAWS = 1000


@dataclass(frozen=True, slots=True)
class Scored:
    """`order` says which came first for this rater; `criteria` are points of 0 to 3 in half steps, by criterion."""

    interview: str
    scenario: str
    rater: str
    points: int
    order: int = 0
    criteria: Mapping[str, float] = field(default_factory=dict)

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
    kappa: float
    n: int


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
class Report:
    agreement: Agreement
    pairs: tuple[Pair, ...]
    raters: tuple[OfRater, ...]
    fit: rasch.Fit | None


def report_of(scored: Iterable[Scored], seed: int) -> Report:
    """The seed is that of the intervals: the same ratings give the same report."""
    known = sorted(scored, key=lambda one: (one.order, one.target, one.rater))
    names = sorted({one.rater for one in known})
    targets = [*dict.fromkeys(one.target for one in known)]
    table = table_of(known, targets, names)
    fit = rasch.fitted(rasch.Rated(one.interview, one.scenario, one.rater, one.points) for one in known)
    return Report(
        agreement_of(table, seed), tuple(pairs_of(table, names)), tuple(raters_of(known, table, names, fit, seed)), fit
    )


def table_of(known: Sequence[Scored], targets: Sequence[tuple[str, str]], names: Sequence[str]) -> Table:
    rows, columns = ({name: no for no, name in enumerate(these)} for these in (targets, names))
    table = np.full((len(targets), len(names)), NAN)
    for one in known:
        table[rows[one.target], columns[one.rater]] = one.points
    return table


def agreement_of(table: Table, seed: int, draws: int = DRAWS) -> Agreement:
    whole = table[~np.isnan(table).any(axis=1)]
    several = table[(~np.isnan(table)).sum(axis=1) >= 2]
    return Agreement(
        bootstrapped(whole, lambda one: icc(one).single, seed, draws),
        bootstrapped(whole, lambda one: icc(one).average, seed, draws),
        bootstrapped(several, alpha, seed, draws),
        bootstrapped(several, ac2, seed, draws),
        bootstrapped(several, within, seed, draws),
        bootstrapped(several, lambda one: within(one, 1), seed, draws),
        table.shape[1],
    )


def pairs_of(table: Table, names: Sequence[str]) -> Iterable[Pair]:
    for (a, one), (b, other) in combinations(enumerate(names), 2):
        n = int((~np.isnan(table[:, a]) & ~np.isnan(table[:, b])).sum())
        yield Pair(one, other, kappa(table[:, a], table[:, b]), n)


def raters_of(
    known: Sequence[Scored], table: Table, names: Sequence[str], fit: rasch.Fit | None, seed: int
) -> Iterable[OfRater]:
    severities = {one.name: one for one in fit.raters} if fit else {}
    spread = centrality(table)
    for no, (name, leniency) in enumerate(zip(names, leniencies(table), strict=True)):
        own = [one for one in known if one.rater == name]
        yield OfRater(
            name,
            len(own),
            leniency,
            spread[no],
            halo(criteria_of(own), seed, DRAWS),
            contrast(np.array([one.points for one in own], dtype=np.float64)),
            drift(table, no),
            severities.get(name),
        )


def criteria_of(own: Sequence[Scored]) -> Table:
    """(targets, criteria), NaN where a criterion was not observed."""
    names = sorted({name for one in own for name in one.criteria})
    return np.array([[one.criteria.get(name, NAN) for name in names] for one in own]).reshape(len(own), len(names))
