"""How far a candidate got alone, and whether a hint came at its minute."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from rounds.interviews import Done, acts
from rounds.interviews.ladder import Reach, alone, given_of
from tests.interviews.ladders import HINTS

BEGAN = datetime(2026, 6, 1, 9, tzinfo=UTC)


def at(minutes: float) -> datetime:
    return BEGAN + timedelta(minutes=minutes)


def hinted(place: int, minute: float) -> Done:
    hint = HINTS[place]
    return Done(acts.Hinted(1, place, hint.level, hint.text, minute=minute), "lead", no=place + 1, time=at(minute))


def test_a_step_after_a_hint_that_leads_there_was_not_reached_alone() -> None:
    reached = {"E1": Reach(exposed=at(5)), "E2": Reach(cited=at(6)), "E3": Reach(exposed=at(8)), "E5": Reach(at(20))}
    given = given_of([hinted(0, 3.2), hinted(2, 9.0)], 1, HINTS, reached)
    assert alone(["E1", "E2", "E3", "E4", "E5"], HINTS, reached, given, until=at(14)) == pytest.approx(2 / 5)
    assert alone([], HINTS, reached, given, until=at(14)) == 0.0


@pytest.mark.parametrize(
    ("minute", "longer", "due"), [(3.0, 1, True), (2.99, 1, False), (4.4, 1.5, False), (4.5, 1.5, True)]
)
def test_a_hint_is_due_from_its_minute_on(minute: float, longer: float, due: bool) -> None:
    (one,) = given_of([hinted(0, minute)], 1, HINTS, {}, longer)
    assert one.due is due
