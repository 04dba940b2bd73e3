"""Seconds of a scenario and moments, each from the other, through pauses, visits and variants."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as some

from rounds.interviews import Act, acts, seconds
from rounds.interviews.acts import Done
from rounds.interviews.hour import Hour, hour_of
from tests.interviews.hours import BEGAN, interview

LATER = BEGAN + timedelta(hours=3)


def hour(*told: tuple[float, Act]) -> Hour:
    """Acts at minutes since the beginning."""
    opened = [(0.0, acts.Entered()), (0.0, acts.Admitted())]
    done = [Done(act, "l", time=BEGAN + timedelta(minutes=at)) for at, act in (*opened, *told)]
    return hour_of(interview(), done)


def at(one: Hour, minute: float, scenario: int) -> float | None:
    return seconds.at(one, BEGAN + timedelta(minutes=minute), scenario)


def minute(one: Hour, scenario: int, second: float) -> float | None:
    found = seconds.moment(one, scenario, second, LATER)
    return (found - BEGAN).total_seconds() / 60 if found else None


def test_pauses_do_not_count() -> None:
    one = hour((4, acts.Begun(1)), (6, acts.Paused("tea")), (16, acts.Resumed()), (20, acts.Ended()))
    assert [at(one, when, 1) for when in (3, 4, 5, 10, 17)] == [None, 0.0, 60.0, 120.0, 180.0]
    assert [minute(one, 1, second) for second in (0, 60, 180, 360)] == [4.0, 5.0, 17.0, 20.0]
    assert minute(one, 1, 361) is None, "it was over by then"
    assert minute(one, 2, 0) is None, "it was never opened"


def test_several_visits_are_one_scenario() -> None:
    """Its work, another scenario, and its work once more."""
    one = hour((4, acts.Begun(1)), (10, acts.Begun(3)), (20, acts.Begun(1)), (25, acts.Ended()))
    assert at(one, 22, 1) == 8 * 60
    assert [minute(one, 1, second) for second in (5 * 60, 8 * 60)] == [9.0, 22.0]
    assert minute(one, 1, 6 * 60) == 10.0, "the moment it was left"


def test_what_another_variant_replaced_counts_for_nothing() -> None:
    one = hour((4, acts.Begun(1)), (8, acts.Reseeded(1, 2, "", "broken")), (12, acts.Ended()))
    assert at(one, 10, 1) == 120.0
    assert minute(one, 1, 120) == 10.0
    assert at(one, 10, 0) == 600.0, "of the interview that time did pass"


def test_the_whole_interview_is_scenario_nought() -> None:
    one = hour((4, acts.Begun(1)), (6, acts.Paused("tea")), (16, acts.Resumed()), (20, acts.Ended()))
    assert [at(one, when, 0) for when in (1, 5, 18)] == [60.0, 300.0, 480.0]
    assert minute(one, 0, 480) == 18.0
    assert minute(one, 0, 601) is None


def test_while_it_runs_it_goes_on() -> None:
    one = hour((4, acts.Begun(1)))
    assert seconds.moment(one, 1, 600, BEGAN + timedelta(minutes=20)) == BEGAN + timedelta(minutes=14)
    assert seconds.moment(one, 1, 600, BEGAN + timedelta(minutes=10)) is None


PHASES = len(interview().plan.phases)
STEPS = some.lists(
    some.tuples(
        some.integers(1, 9),
        some.one_of(
            some.builds(acts.Begun, some.integers(0, PHASES - 1)),
            some.just(acts.Paused("tea")),
            some.just(acts.Resumed()),
        ),
    ),
    max_size=12,
)


@given(STEPS, some.floats(0, 3600), some.integers(0, 3))
def test_a_second_leads_to_its_moment_and_back(steps: list[tuple[int, Act]], second: float, scenario: int) -> None:
    told, now, paused = [], 0.0, False
    for minutes, act in steps:
        now += minutes
        if isinstance(act, acts.Paused | acts.Resumed):
            if paused is not isinstance(act, acts.Resumed):
                continue
            paused = not paused
        else:
            paused = False
        told.append((now, act))
    one = hour(*told, (now + 5, acts.Ended()))
    found = seconds.moment(one, scenario, second, LATER)
    whole = seconds.length(one, scenario, LATER)
    assert (found is None) == (second > whole + 1e-6 or not seconds.visits(one, scenario))
    if found:
        assert abs((seconds.at(one, found, scenario) or 0.0) - second) < 1e-3
