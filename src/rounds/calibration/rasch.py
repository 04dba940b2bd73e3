"""The many-facet Rasch model: how able a candidate is, how hard a scenario, how severe a rater, on one scale.

ln(P(k) / P(k−1)) = B_candidate − D_scenario − C_rater − F_k, a rating-scale model with the steps F common to all: Linacre
1989. Fitted by Newton's method on the log likelihood with a small Gaussian penalty on every facet, so that somebody who
gave only the highest score has an estimate too. Locations are in logits; facets but candidates average nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rounds.calibration.agreement import LEVELS

PENALTY = 0.1  # of a facet's squared logits: a prior of 3.2 logits
ROUNDS, CLOSE = 200, 1e-9
INFIT = (0.5, 1.5)  # mean squares from which on somebody's ratings are too alike or too erratic: Linacre 2002

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rated:
    """One score of 0 to 3."""

    candidate: str
    scenario: str
    rater: str
    points: int


@dataclass(frozen=True, slots=True)
class Placed:
    """Of one of a facet: logits with their standard error, the mean-square infit, and how many ratings these rest on."""

    name: str
    logits: float
    error: float
    infit: float
    n: int

    @property
    def fits(self) -> bool:
        return INFIT[0] <= self.infit <= INFIT[1]


@dataclass(frozen=True, slots=True)
class Fit:
    """`fair` is what each candidate would get on the mean from a rater of severity 0, over the scenarios."""

    candidates: tuple[Placed, ...]
    scenarios: tuple[Placed, ...]
    raters: tuple[Placed, ...]
    steps: tuple[float, ...]
    fair: dict[str, float]


def connected(ratings: Iterable[Rated]) -> bool:
    """Whether all candidates and raters hang together by who rated whom: else severities of two groups are not to be
    compared, and nothing is fitted.
    """
    group: dict[str, str] = {}

    def root(name: str) -> str:
        while group.setdefault(name, name) != name:
            name = group[name]
        return name

    for one in ratings:
        group[root(f"candidate {one.candidate}")] = root(f"rater {one.rater}")
    return len({root(name) for name in [*group]}) == 1


def fitted(ratings: Iterable[Rated], levels: int = LEVELS) -> Fit | None:
    """None where ratings are too few, or do not hang together."""
    known = [*ratings]
    facets = [names_of(known, part) for part in ("candidate", "scenario", "rater")]
    if not known or len(facets[0]) < 2 or len(facets[2]) < 2 or not connected(known):
        return None
    design = design_of(known, facets)
    points = np.array([one.points for one in known])
    found, covariance = newton(design, points, levels)
    infits = infit(design, points, likely(design @ found[: design.shape[1]], found[design.shape[1] :]))
    centre = centred([*map(len, facets), levels - 1])
    found, errors = centre @ found, np.sqrt(np.diag(centre @ covariance @ centre.T))
    place, steps, counts = found[: design.shape[1]], found[design.shape[1] :], np.abs(design).sum(axis=0)
    placed = [
        Placed(name, float(place[no]), float(errors[no]), float(infits[no]), int(counts[no]))
        for no, name in enumerate(name for facet in facets for name in facet)
    ]
    ends = np.cumsum([len(facet) for facet in facets])
    able, hard, severe = placed[: ends[0]], placed[ends[0] : ends[1]], placed[ends[1] :]
    fair = {one.name: fair_average(one.logits, [other.logits for other in hard], steps) for one in able}
    return Fit(tuple(able), tuple(hard), tuple(severe), tuple(map(float, steps)), fair)


def centred(sizes: list[int]) -> Vector:
    """What brings scenarios, raters and steps to a mean of 0 and puts their means into the candidates', which leaves every
    probability as it is. Errors are then those of being apart from the others, not of where all of them are.
    """
    whole, start = np.eye(sum(sizes)), sizes[0]
    for size in sizes[1:]:
        own = slice(start, start + size)
        whole[own, own] -= 1 / size
        whole[: sizes[0], own] -= 1 / size
        start += size
    return whole


def names_of(known: Iterable[Rated], part: str) -> list[str]:
    return sorted({getattr(one, part) for one in known})


def design_of(known: list[Rated], facets: list[list[str]]) -> Vector:
    """One row a rating: +1 for its candidate, −1 for its scenario and its rater."""
    design = np.zeros((len(known), sum(map(len, facets))))
    start = 0
    for sign, part, names in zip((1, -1, -1), ("candidate", "scenario", "rater"), facets, strict=True):
        places = {name: start + no for no, name in enumerate(names)}
        for row, one in enumerate(known):
            design[row, places[getattr(one, part)]] = sign
        start += len(names)
    return design


def likely(at: Vector, steps: Vector) -> Vector:
    """The probability of each score: (ratings, levels)."""
    sums = np.concatenate([np.zeros((len(at), 1)), np.cumsum(at[:, None] - steps[None, :], axis=1)], axis=1)
    raised = np.exp(sums - sums.max(axis=1, keepdims=True))
    shares: Vector = raised / raised.sum(axis=1, keepdims=True)
    return shares


def newton(design: Vector, points: NDArray[np.int64], levels: int) -> tuple[Vector, Vector]:
    """Places of the facets, then steps, and the inverse of the penalised information. Halves a step that leads downhill."""
    size = design.shape[1]
    known = np.zeros(size + levels - 1)
    reached = (points[:, None] >= np.arange(1, levels)[None, :]).astype(np.float64)

    def worth(at: Vector) -> float:
        shares = likely(design @ at[:size], at[size:])
        return float(np.sum(np.log(shares[np.arange(len(points)), points])) - PENALTY / 2 * np.sum(at**2))

    information = np.eye(len(known))
    for _ in range(ROUNDS):
        shares = likely(design @ known[:size], known[size:])
        above = 1 - np.cumsum(shares, axis=1)[:, :-1]  # P(score >= k)
        residual = points - shares @ np.arange(levels)
        slope = np.concatenate([design.T @ residual, (above - reached).sum(axis=0)]) - PENALTY * known
        information = curvature(design, shares, above) + PENALTY * np.eye(len(known))
        step = np.linalg.solve(information, slope)
        while worth(known + step) < worth(known) - CLOSE and np.abs(step).max() > CLOSE:
            step = step / 2
        known = known + step
        if np.abs(step).max() < CLOSE:
            break
    return known, np.asarray(np.linalg.inv(information), dtype=np.float64)


def curvature(design: Vector, shares: Vector, above: Vector) -> Vector:
    """The information of facets and steps: covariances of a score and of having reached each step."""
    levels = np.arange(shares.shape[1])
    mean = shares @ levels
    variance = shares @ levels**2 - mean**2
    reaching = np.stack([shares[:, k:] @ levels[k:] for k in levels[1:]], axis=1) - mean[:, None] * above
    later = np.maximum.outer(levels[:-1], levels[:-1])
    steps = above[:, later] - above[:, :, None] * above[:, None, :]
    facets, both = design.T @ (variance[:, None] * design), -design.T @ reaching
    whole: Vector = np.block([[facets, both], [both.T, steps.sum(axis=0)]])
    return whole


def infit(design: Vector, points: NDArray[np.int64], shares: Vector) -> Vector:
    """Squared residuals over their variances, summed over the ratings of each: 1 where they vary as the model says."""
    levels = np.arange(shares.shape[1])
    mean = shares @ levels
    variance = shares @ levels**2 - mean**2
    part = np.abs(design)
    found: Vector = (part.T @ (points - mean) ** 2) / (part.T @ variance)
    return found


def fair_average(able: float, hard: list[float], steps: Vector) -> float:
    shares = likely(able - np.array(hard), steps)
    return float((shares @ np.arange(shares.shape[1])).mean())
