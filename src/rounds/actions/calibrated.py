"""What was rated in calibration rounds, as their figures take it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rounds.calibration.report import Scored
from rounds.interviews import Interview, Pin, cards
from rounds.records.calibrations import Rerated, Round
from rounds.records.work import Work

ROOM = 10_000  # places of a round; the next one comes after all of it


def scored_of(look: Work, these: Iterable[Round]) -> Iterator[Scored]:
    """Rounds in the order they are given in, and in each what a rater gave in the order in which they handed it in."""
    for no, of in enumerate(these):
        pinned = {one: look.interview(one) for one in of.interviews}
        for rerated, place in in_turn(look.calibrations.cards(of.name), of):
            yield from scored(rerated, pinned[rerated.interview], no * ROOM + place)


def in_turn(these: Iterable[Rerated], of: Round) -> Iterator[tuple[Rerated, int]]:
    """What was handed in, with its place among all of the same rater."""
    places = {interview: place for place, interview in enumerate(of.interviews)}
    turns: dict[str, list[Rerated]] = {}
    for one in these:
        if one.submitted and one.interview in places:
            turns.setdefault(one.person, []).append(one)
    for mine in turns.values():
        mine.sort(key=lambda one: (one.submitted, places[one.interview]))
        yield from ((one, place) for place, one in enumerate(mine))


def scored(one: Rerated, interview: Interview, place: int) -> Iterator[Scored]:
    card = cards.read(one.card, [pin.number for pin in interview.pins])
    names = named(interview.pins)
    for score in card.scores:
        if score.points is not None and score.scenario in names:
            target, order = f"{one.round} {interview.id}", place * 10 + score.scenario
            rated, overall = (
                {
                    rating.criterion: rating.points
                    for rating in card.ratings
                    if rating.scenario == of and rating.points is not None
                }
                for of in (score.scenario, 0)
            )
            yield Scored(target, names[score.scenario], one.person, score.points, order, rated, overall, one.round)


def named(pins: Iterable[Pin]) -> Mapping[int, str]:
    """Scenarios by number; one that is there more than once has its number besides."""
    pins = [*pins]
    often = [pin.scenario for pin in pins]
    return {
        pin.number: pin.scenario if often.count(pin.scenario) == 1 else f"{pin.scenario} {pin.number}" for pin in pins
    }
