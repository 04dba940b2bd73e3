"""How reliable an installation's own raters are: what a verdict's error is computed from once there is enough."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rounds.calibration.agreement import FEWEST, Table, icc
from rounds.calibration.report import Scored, table_of

HIGHEST = 0.99  # of an intraclass correlation: no error at all is nobody's


@dataclass(frozen=True, slots=True)
class Own:
    """`single` is ICC(2,1) of points over scenarios, `spread` the standard deviation of interviews' sums of three
    scenarios, `targets` how many scenarios in interviews it rests on.

    The points of one scenario are less reliable than a sum of three: the error that follows is rather too large.
    """

    single: float
    spread: float
    targets: int


def own(rounds: Iterable[Sequence[Scored]]) -> Own | None:
    """Of the rounds together, each by the raters and the targets that have the most in common, weighed by its targets.

    None below ten targets, and where nobody differs from anybody.
    """
    told = [(found, one) for one in rounds if (found := shared(one)) is not None]
    singles = [(icc(table).single, len(table)) for table, _ in told]
    known = [(single, n) for single, n in singles if not np.isnan(single)]
    total = sum(n for _, n in known)
    spread = spread_of([sum_of_three for _, one in told for sum_of_three in sums(one).values()])
    if total < FEWEST or not spread > 0:
        return None
    single = sum(single * n for single, n in known) / total
    return Own(min(max(single, 0.0), HIGHEST), spread, total)


def shared(scored: Sequence[Scored]) -> Table | None:
    """(targets, raters) without a gap: of those who rated most the first two or more, as many as keep the most pairs."""
    names = sorted({one.rater for one in scored})
    table = table_of(scored, [*dict.fromkeys(one.target for one in scored)], names)
    ranked = table[:, np.argsort((np.isnan(table)).sum(axis=0), kind="stable")]
    several = [ranked[~np.isnan(ranked[:, :many]).any(axis=1), :many] for many in range(2, len(names) + 1)]
    return max(several, key=lambda one: len(one) * (one.shape[1] - 1), default=None)


def sums(scored: Iterable[Scored]) -> Mapping[str, float]:
    """Of each interview: the mean of its points, three times."""
    points: dict[str, list[int]] = {}
    for one in scored:
        points.setdefault(one.interview, []).append(one.points)
    return {interview: 3 * float(np.mean(these)) for interview, these in points.items()}


def spread_of(sums: Sequence[float]) -> float:
    return float(np.std(sums, ddof=1)) if len(sums) > 1 else 0.0
