"""Scenarios under watch: how each does over all interviews, and whether it is solved faster as time goes by.

From what is kept of interviews for statistics, also of those that are erased.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import mean

from rounds.actions import figuring, rights
from rounds.actions.office import Office
from rounds.calibration.items import Item, Played, item_of
from rounds.interviews import Person
from rounds.interviews.figures import Figures, Rater
from rounds.interviews.rights import Right
from rounds.records.work import Work

Variant = tuple[str, int]  # version and seed


@dataclass(frozen=True, slots=True)
class Once:
    """A scenario in one interview. `when` orders interviews; of those that are erased the month is all that is known."""

    when: str
    scenario: str
    variant: Variant
    played: Played


@dataclass(frozen=True, slots=True)
class OfVariant:
    version: str
    seed: int
    item: Item


@dataclass(frozen=True, slots=True)
class Watched:
    """`offered` is whether interviews can be arranged with it."""

    name: str
    title: str
    offered: bool
    item: Item
    variants: tuple[OfVariant, ...]


def listed(here: Office, who: Person) -> list[Watched]:
    """Those that are offered in their order, then those that no longer are."""
    rights.need(who, Right.CALIBRATE)
    titles = {one.name: one.title for one in here.library.offered()}
    with here.records.look() as look:
        known = sorted(played(here, look), key=lambda one: one.when)
    names = [*titles, *sorted({one.scenario for one in known} - {*titles})]
    return [watched(name, titles, [one for one in known if one.scenario == name]) for name in names]


def watched(name: str, titles: Mapping[str, str], known: list[Once]) -> Watched:
    variants = sorted({one.variant for one in known})
    return Watched(
        name,
        titles.get(name, name),
        name in titles,
        item_of(one.played for one in known),
        tuple(
            OfVariant(*variant, item_of(one.played for one in known if one.variant == variant)) for variant in variants
        ),
    )


def played(here: Office, look: Work) -> Iterator[Once]:
    for when, figures in figuring.of_all(here, look):
        yield from once(when, figures)


def once(when: str, figures: Figures) -> Iterator[Once]:
    """Each scenario with the mean of what lead and panel gave it, beside the mean of the others."""
    given = points(figures)
    for one in figures.scenarios:
        if one.number in given:
            others = [value for number, value in given.items() if number != one.number]
            beside = mean(others) if others else float("nan")
            taken = Played(given[one.number], beside, figures.ttrc.get(one.number))
            yield Once(when, one.name, (one.version, one.seed), taken)


def points(figures: Figures) -> dict[int, float]:
    counted = [one for one in figures.raters if not one.training and not one.second]
    numbers = sorted({number for one in counted for number in one.points})
    return {number: mean(of_scenario(number, counted)) for number in numbers}


def of_scenario(number: int, raters: Iterable[Rater]) -> list[float]:
    return [float(one.points[number]) for one in raters if number in one.points]
