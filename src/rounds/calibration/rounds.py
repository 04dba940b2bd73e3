"""A calibration round: which interviews all rate again, blind, in a quarter, and until when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

FEWEST, MOST = 6, 8
REPEATED = 2  # of the last round, so that drift between rounds can be told from other candidates
DUE, LEAST = timedelta(days=21), timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Eligible:
    """An interview whose candidate consented to its use for calibration: its mean points a scenario, 0 to 3."""

    interview: str
    points: float


def chosen(eligible: Iterable[Eligible], last: Collection[str], seed: int, most: int = MOST) -> list[str]:
    """Up to `most` interviews from weak to strong in a shuffled order: two of the last round where they are still
    eligible, the others fresh, one from each stretch of the scores. The same seed chooses the same.
    """
    random = Random(seed)
    known = sorted(eligible, key=lambda one: (one.points, one.interview))
    repeated = spread([one for one in known if one.interview in last], REPEATED, random)
    fresh = spread([one for one in known if one.interview not in last], most - len(repeated), random)
    found = [one.interview for one in (*repeated, *fresh)]
    random.shuffle(found)
    return found


def spread(known: Sequence[Eligible], wanted: int, random: Random) -> list[Eligible]:
    """One at random from each of so many stretches of the same size."""
    wanted = min(wanted, len(known))
    edges = [round(no * len(known) / wanted) for no in range(wanted + 1)] if wanted else []
    return [random.choice(known[low:high]) for low, high in pairwise(edges)]


def quarter(moment: datetime) -> str:
    """`2026-Q4`."""
    return f"{moment.year}-Q{(moment.month - 1) // 3 + 1}"


def due(name: str, begun: datetime) -> datetime:
    """When the ratings of a quarter's round are to be in: three weeks before the quarter ends, and two weeks after it
    was begun at the earliest.
    """
    year, part = int(name[:4]), int(name[-1])
    ends = datetime(year + (part == 4), part % 4 * 3 + 1, 1, tzinfo=UTC)
    return max(ends - DUE, begun + LEAST)
