"""Laws of the hour, whatever is done and in whatever order."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some

from rounds.interviews import Act, Hour, Kind, State, acts
from rounds.interviews.acts import Done
from rounds.interviews.hour import NONE, TELLING, beginning, check, further
from rounds.kit.errors import Conflict
from tests.interviews.hours import BEGAN, EXAMPLES, interview

SECOND = timedelta(seconds=1)
PHASES = len(interview().plan.phases)
ANYTHING = some.one_of(
    some.builds(acts.Begun, some.integers(0, PHASES - 1)),
    some.builds(acts.Extended, some.integers(0, PHASES - 1), some.integers(-5, 5).map(float)),
    some.builds(acts.Skipped, some.integers(1, 3), some.just("no time")),
    some.builds(acts.Reseeded, some.integers(1, 3), some.just(2), some.just(""), some.just("broken")),
    some.builds(acts.Paused, some.just("tea")),
    some.sampled_from([
        acts.Resumed(), acts.Entered(), acts.Admitted(), acts.Admitted("b"), acts.Ended(), acts.Aborted("broken"),
        acts.Reopened(), acts.Rescheduled("2026-06-02", "ill"), acts.Returned(0), *EXAMPLES.values(),
    ]),
)  # fmt: skip
STEPS = some.lists(some.tuples(some.integers(-30, 900), ANYTHING), max_size=25)
OPENED = [Done(acts.Entered(), "", time=BEGAN), Done(acts.Admitted(), "", time=BEGAN)]


def allowed(steps: list[tuple[int, Act]], *, live: bool = True) -> list[Done]:
    """Those that may be done, each so many seconds after the one before, by a clock that may be set back."""
    done, now = list(OPENED if live else []), BEGAN
    hour = further(beginning(interview()), done)
    for seconds, act in steps:
        try:
            check(hour, act)
        except Conflict:
            continue
        now += seconds * SECOND
        done.append(Done(act, "", time=now))
        hour = further(hour, done[-1:])
    return done


def hour_of(done: list[Done]) -> Hour:
    return further(beginning(interview()), done)


def wall(hour: Hour, now: datetime) -> timedelta:
    return (hour.ended or max(now, hour.latest or now)) - hour.past[0].since


@settings(max_examples=60, deadline=None)
@given(STEPS, some.integers(0, 3600))
def test_the_phases_and_the_pauses_make_up_the_time(steps: list[tuple[int, Act]], later: int) -> None:
    done = allowed(steps)
    hour, now = hour_of(done), max(one.time for one in done if one.time) + later * SECOND
    spent = sum((hour.spent(one, now) for one in hour.past), NONE)
    end = hour.ended or now
    paused = sum((one.within(hour.past[0].since, end) for one in hour.pauses), NONE)
    assert spent + paused == wall(hour, now)
    assert all(hour.spent(one, now) >= NONE for one in hour.past)


@settings(max_examples=60, deadline=None)
@given(STEPS, some.integers(0, 25))
def test_folding_a_part_and_then_the_rest_is_folding_all(steps: list[tuple[int, Act]], part: int) -> None:
    done = allowed(steps, live=False)
    assert further(further(beginning(interview()), done[:part]), done[part:]) == hour_of(done)


@settings(max_examples=60, deadline=None)
@given(STEPS, some.integers(0, 3600), some.integers(0, 3600))
def test_time_goes_on_while_it_runs_and_stands_still_otherwise(
    steps: list[tuple[int, Act]], sooner: int, later: int
) -> None:
    done = allowed(steps)
    hour, now = hour_of(done), max(one.time for one in done if one.time) + sooner * SECOND
    then = now + later * SECOND
    assert hour.elapsed(now) >= NONE
    gone = later * SECOND if hour.state is State.LIVE else NONE
    assert hour.elapsed(then) - hour.elapsed(now) == gone
    assert hour.drift(then) >= hour.drift(now)
    assert hour.ends(then) >= hour.ends(now)


@settings(max_examples=60, deadline=None)
@given(STEPS)
def test_at_most_one_scenario_is_open_and_only_while_it_runs(steps: list[tuple[int, Act]]) -> None:
    hour = hour_of(allowed(steps))
    opened = [n for n in range(5) if hour.opens(n)]
    runs = hour.state is State.LIVE and hour.scenario not in hour.skipped
    assert opened == ([hour.scenario] if runs and hour.scenario else [])
    assert all(not hour.is_closed(n) for n in opened)


@settings(max_examples=60, deadline=None)
@given(STEPS, some.integers(0, 1800))
def test_the_moment_of_a_minute_of_work_is_when_so_much_was_worked(steps: list[tuple[int, Act]], seconds: int) -> None:
    hour, wanted = hour_of(allowed(steps)), seconds * SECOND
    for number in (1, 2, 3):
        if moment := hour.moment(number, wanted):
            assert worked_by(hour, number, moment) == wanted
        elif hour.works(number) and hour.state is State.LIVE:
            assert hour.worked(number, hour.latest or BEGAN) <= wanted


def worked_by(hour: Hour, number: int, moment: datetime) -> timedelta:
    """What was worked by then, counted second by second of the pauses and visits."""
    total = NONE
    for one in hour.works(number):
        until = min(one.until or moment, moment)
        if until > one.since:
            total += until - one.since - sum((p.within(one.since, until) for p in hour.pauses), NONE)
    return total


def test_every_act_that_tells_the_hour_changes_it() -> None:
    """So that none is missed where only those are read."""
    silent = [act for act in EXAMPLES.values() if not isinstance(act, TELLING)]
    hour = hour_of(OPENED)
    assert all(further(hour, [Done(act, "", time=BEGAN)]) == hour for act in silent)


def test_practice_is_always_open() -> None:
    hour = beginning(interview(kind=Kind.PRACTICE))
    assert hour.opens(1)
    assert hour.writes(1)
    assert not beginning(interview()).opens(1)
