"""Seconds of a scenario and moments of the day: each from the other.

A second is counted from when its scenario was opened, over all visits of its work and its discussion, without pauses
and without what was void because another variant took its place. Scenario 0 is the interview from its first phase on,
which counts void visits too: that time did pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from rounds.interviews.hour import NONE, Hour, Past

INTERVIEW = 0
HALF = timedelta(microseconds=1)  # what seconds as numbers may be off


def at(hour: Hour, moment: datetime, scenario: int) -> float | None:
    """How many seconds into it a moment was; None before it was opened."""
    past = [one for one in visits(hour, scenario) if one.since <= moment]
    if not past:
        return None
    return sum((until(hour, one, moment) for one in past), NONE).total_seconds()


def moment(hour: Hour, scenario: int, seconds: float, now: datetime) -> datetime | None:
    """When it was so far; None where it never was, or is not yet. Of a second in which it was left, the moment it was
    left.
    """
    left = timedelta(seconds=seconds)
    for one in visits(hour, scenario):
        end = one.until or max(now, hour.latest or now)
        spent = until(hour, one, end)
        if left <= spent + HALF:
            return min(hour.reached(one, min(left, spent)) or end, end)
        left -= spent
    return None


def scenario_at(hour: Hour, moment: datetime) -> int | None:
    """Which scenario was worked on or discussed at a moment, 0 for none; None before the interview and after it."""
    phase = next((one for one in reversed(hour.past) if one.since <= moment), None)
    if phase is None or (hour.ended and moment > hour.ended):
        return None
    return phase.phase.scenario or INTERVIEW


def length(hour: Hour, scenario: int, now: datetime) -> float:
    """How many seconds it has by now."""
    return at(hour, hour.ended or now, scenario) or 0.0


def visits(hour: Hour, scenario: int) -> Sequence[Past]:
    if scenario == INTERVIEW:
        return hour.past
    return [one for one in hour.past if one.phase.scenario == scenario and not one.void]


def until(hour: Hour, past: Past, moment: datetime) -> timedelta:
    """What was spent of a visit by a moment."""
    end = min(past.until or moment, moment)
    return end - past.since - sum((one.within(past.since, end) for one in hour.pauses), NONE)
