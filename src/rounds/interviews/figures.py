"""What stays of an interview for statistics when its words are erased: figures, and nobody's name or words.

Of people it holds only who rated, by the id of their account: without it nobody could say whether raters agree. The time
is told by its month.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from rounds.interviews.cards import Handed
from rounds.interviews.interview import Interview
from rounds.interviews.ladder import Given
from rounds.interviews.people import Role, Seat

SECONDS = frozenset({Role.COMMITTEE})


@dataclass(frozen=True, slots=True)
class Played:
    """A scenario in the variant of its seed, how many minutes it was worked on, and the share of its steps that the
    candidate reached alone; None where its path is not known, or was not looked at.
    """

    number: int
    name: str
    version: str
    seed: int
    minutes: float
    reached: float | None = None


@dataclass(frozen=True, slots=True)
class Rated:
    """A criterion in one scenario, or with 0 in the whole interview; without points it was not observed."""

    criterion: str
    scenario: int
    points: float | None


@dataclass(frozen=True, slots=True)
class Rater:
    """One card in its last version. `training` cards count in nothing, `second` ones were rated from the replay;
    `amended` says that it has more than one version. `points` and `causes` (seconds to the cause, by the rater's word,
    without pauses) are by scenario.
    """

    person: str
    role: str
    training: bool
    second: bool
    amended: bool
    points: dict[int, int]
    causes: dict[int, float]
    ratings: tuple[Rated, ...]
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Helped:
    """A hint that was given: at which minute of the scenario's work, whether it was not needed, whether its minute had
    come, and after how many seconds without an act of the candidate's; None where that was not kept.
    """

    scenario: int
    minute: float
    level: int
    moot: bool
    due: bool | None = None
    quiet: float | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """`ttrc` are seconds to the cause by scenario: the median of what lead and panel say, over how much longer this
    candidate's time was. `month` is that of the end, "2026-06". `outcome` is what was decided, empty for nothing.
    `until` is the last of the record's acts that it counts, 0 where that was not kept.
    """

    interview: str
    level: str
    month: str
    scenarios: tuple[Played, ...]
    raters: tuple[Rater, ...]
    hints: tuple[Helped, ...]
    ttrc: dict[int, float]
    outcome: str = ""
    until: int = 0


def figures_of(
    interview: Interview,
    month: str,
    *,
    minutes: Mapping[int, float],
    seats: Iterable[Seat],
    handed: Mapping[str, Sequence[Handed]],
    hints: Mapping[int, Sequence[Given]],
    outcome: str,
    reached: Mapping[int, float] | None = None,
    until: int = 0,
) -> Figures:
    """`seats` with the roles of today; `minutes` and `hints` of the scenarios that were begun, `reached` of those whose
    path is known.
    """
    far = {number: round(share, 3) for number, share in (reached or {}).items()}
    raters = tuple(rater_of(seat, handed[seat.id]) for seat in seats if handed.get(seat.id))
    return Figures(
        interview=interview.id,
        level=interview.level.value,
        month=month,
        scenarios=tuple(
            Played(pin.number, pin.scenario, pin.version, pin.seed, round(minutes[pin.number], 1), far.get(pin.number))
            for pin in interview.pins
            if pin.number in minutes
        ),
        raters=raters,
        hints=tuple(
            Helped(number, round(one.minute, 1), one.level, one.moot, one.due if number in far else None, one.quiet)
            for number, given in hints.items()
            for one in given
        ),
        ttrc=ttrc(raters, interview.accommodations.time),
        outcome=outcome,
        until=until,
    )


def rater_of(seat: Seat, versions: Sequence[Handed]) -> Rater:
    card = versions[-1].card
    return Rater(
        person=seat.person,
        role=seat.role.value,
        training=seat.role is Role.SHADOW,
        second=seat.role in SECONDS,
        amended=len(versions) > 1,
        points={one.scenario: one.points for one in card.scores if one.points is not None},
        causes={one.scenario: one.cause for one in card.scores if one.cause is not None},
        ratings=tuple(
            Rated(one.criterion, one.scenario, one.points if one.observed else None)
            for one in card.ratings
            if one.points is not None or not one.observed
        ),
        flags=tuple(sorted({one.flag for one in card.flags})),
    )


def ttrc(raters: Iterable[Rater], longer: float) -> dict[int, float]:
    said: dict[int, list[float]] = {}
    for one in raters:
        if not (one.training or one.second):
            for scenario, seconds in one.causes.items():
                said.setdefault(scenario, []).append(seconds)
    return {scenario: round(median(these) / longer, 1) for scenario, these in sorted(said.items())}


def told(figures: Figures) -> dict[str, Any]:
    """As it is kept, for JSON: the numbers of scenarios become texts there."""
    return asdict(figures)


def read(content: Mapping[str, Any]) -> Figures:
    """As it was kept."""
    return Figures(
        **{
            **content,
            "scenarios": tuple(Played(**one) for one in content["scenarios"]),
            "raters": tuple(rater_read(one) for one in content["raters"]),
            "hints": tuple(Helped(**one) for one in content["hints"]),
            "ttrc": numbered(content["ttrc"]),
        }
    )


def rater_read(content: Mapping[str, Any]) -> Rater:
    return Rater(
        **{
            **content,
            "points": numbered(content["points"]),
            "causes": numbered(content["causes"]),
            "ratings": tuple(Rated(**one) for one in content["ratings"]),
            "flags": tuple(content["flags"]),
        }
    )


def numbered(told: Mapping[str, Any]) -> dict[int, Any]:
    return {int(number): value for number, value in told.items()}
