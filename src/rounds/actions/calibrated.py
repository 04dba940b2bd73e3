"""What was rated in calibration rounds, as their figures take it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rounds.calibration.report import Scored
from rounds.interviews import Interview, cards
from rounds.records.calibrations import Rerated, Round
from rounds.records.work import Work


def scored_of(look: Work, these: Iterable[Round]) -> Iterator[Scored]:
    order = 0
    for of in these:
        submitted = [one for one in look.calibrations.cards(of.name) if one.submitted]
        pinned = {one: look.interview(one) for one in of.interviews}
        for interview_id in of.interviews:
            interview = pinned[interview_id]
            for pin in interview.pins:
                order += 1
                for one in submitted:
                    if one.interview == interview_id:
                        yield from points(one, interview, pin.number, f"{of.name} {interview_id}", order)


def points(one: Rerated, interview: Interview, number: int, target: str, order: int) -> Iterator[Scored]:
    card = cards.read(one.card, [pin.number for pin in interview.pins])
    for score in card.scores:
        if score.scenario == number and score.points is not None:
            rated = {
                rating.criterion: rating.points
                for rating in card.ratings
                if rating.scenario in (number, 0) and rating.points is not None
            }
            yield Scored(target, str(number), one.person, score.points, order, rated)
