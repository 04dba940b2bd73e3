"""Scenarios under watch: how each does over all interviews, and whether it is solved faster as time goes by.

From what stays of interviews for statistics, and the same of those that are still there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from statistics import mean

from rounds.actions import rights
from rounds.actions.office import Office
from rounds.calibration.items import Item, Played, item_of
from rounds.interviews import Kind, Person, State, cards
from rounds.interviews.figures import Figures, Rater, figures_of, read
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
        known = sorted(played(look), key=lambda one: one.when)
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


def played(look: Work) -> Iterator[Once]:
    kept = look.figures.all()
    for content in kept.values():
        found = read(content)
        yield from once(found.month, found)
    states = look.states()
    for interview_id, ended in look.last_done("ended").items():
        if interview_id in kept or states.get(interview_id) is not State.ENDED or not ended.time:
            continue
        if figures := still_there(look, interview_id):
            yield from once(f"{ended.time:%Y-%m-%d %H:%M:%S}", figures)


def still_there(look: Work, interview_id: str) -> Figures | None:
    interview = look.interview(interview_id)
    if interview.kind is not Kind.LIVE:
        return None
    done, numbers = look.done(interview_id, of=["submitted"]), [pin.number for pin in interview.pins]
    return figures_of(
        interview,
        "",
        minutes=dict.fromkeys(numbers, 0.0),
        seats=[one for one in look.seats_of(interview_id) if one.role.is_staff],
        handed=cards.handed_of(done, numbers),
        hints={},
        outcome="",
    )


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
