"""Making a plan: what it must hold, and what is worth saying of it before it is used."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

from rounds.interviews import wording
from rounds.interviews.plan import MINUTE, Plan, fit_60, guide_65
from rounds.kit.errors import Invalid

TEMPLATES: dict[str, Callable[[int], Plan]] = {"Fit 60": fit_60, "Guide 65": guide_65}
USUAL = "Fit 60"
GUIDE_HINTS = (3.0, 6.0, 9.0, 12.0, 15.0)  # minutes at which the guide gives hints
LONGEST_SEGMENT, LONGEST_PLAN = 180 * MINUTE, 480 * MINUTE
MOST_SEGMENTS, MOST_SCENARIOS, LONGEST_NAME = 20, 9, 60


def check(plan: Plan) -> None:
    """
    Raises:
        Invalid: names the segment and what it must be.
    """
    if not plan.name or len(plan.name) > LONGEST_NAME:
        raise Invalid(f"A plan has a name of 1 to {LONGEST_NAME} characters.", field="name")
    if plan.name in TEMPLATES:
        raise Invalid(f"{plan.name} is one of the plans that are always there. Choose another name.", field="name")
    if not MINUTE <= plan.slot <= LONGEST_PLAN:
        raise Invalid("The slot is from 1 to 480 minutes.", field="slot")
    if not plan.worked:
        raise Invalid("A plan has at least one scenario.", field="segments")
    if len(plan.segments) > MOST_SEGMENTS or len(plan.worked) > MOST_SCENARIOS:
        raise Invalid(f"A plan has at most {MOST_SEGMENTS} segments and {MOST_SCENARIOS} scenarios.", field="segments")
    if [one.scenario for one in plan.worked] != list(range(1, len(plan.worked) + 1)):
        raise Invalid("The scenarios of a plan are numbered in their order, from 1.", field="segments")
    check_segments(plan)


def check_segments(plan: Plan) -> None:
    for place, one in enumerate(plan.segments):
        if not one.title.strip() or len(one.title) > LONGEST_NAME:
            raise Invalid(f"A segment has a title of 1 to {LONGEST_NAME} characters.", field=f"segments.{place}.title")
        if not timedelta(seconds=30) <= one.length <= LONGEST_SEGMENT:
            raise Invalid("A segment takes from half a minute to 180 minutes.", field=f"segments.{place}.minutes")
        if not timedelta() <= one.discussion <= LONGEST_SEGMENT:
            raise Invalid("A discussion takes up to 180 minutes.", field=f"segments.{place}.discussion")
        if one.discussion and one.scenario is None:
            raise Invalid("There is a discussion after a scenario only.", field=f"segments.{place}.discussion")
    if plan.length > LONGEST_PLAN:
        raise Invalid("A plan takes at most 480 minutes.", field="segments")


def concerns(plan: Plan, hints: Iterable[float] = GUIDE_HINTS) -> list[str]:
    """What somebody should know before they use it: minutes that do not fit, hints that come too late to be hints.

    `hints` are minutes from the start of the work. Those at or after its end are told in the discussion instead.
    """
    found = []
    if plan.over:
        found.append(
            f"It needs {wording.fit(plan)}: {wording.minutes(plan.over)} more than the slot. "
            "Candidates are told the minutes it needs."
        )
    elif plan.slot - plan.length >= 5 * MINUTE:
        found.append(f"It needs {wording.fit(plan)}: {wording.minutes(plan.slot - plan.length)} are left.")
    for (length, late), titles in grouped(plan, frozenset(hints)).items():
        minutes = ", ".join(f"{minute:g}" for minute in late)
        told = f"the hint of minute {minutes} is" if len(late) == 1 else f"the hints of minutes {minutes} are"
        found.append(
            f"{joined(titles)}: the work takes {wording.minutes(length)}, so {told} told in the discussion instead, "
            "and no hint any more."
        )
    if silent := [one.title for one in plan.worked if not one.discussion]:
        found.append(f"{joined(silent)}: there is no discussion.")
    return found


def grouped(plan: Plan, hints: frozenset[float]) -> dict[tuple[timedelta, tuple[float, ...]], list[str]]:
    """The titles of scenarios with hints at or after the end of their work, by what is said of them."""
    found: dict[tuple[timedelta, tuple[float, ...]], list[str]] = {}
    for one in plan.worked:
        if late := tuple(sorted(minute for minute in hints if minute * MINUTE >= one.length)):
            found.setdefault((one.length, late), []).append(one.title)
    return found


def joined(titles: list[str]) -> str:
    """ "Scenario 1, Scenario 2 and Scenario 3"."""
    *before, last = titles
    return f"{', '.join(before)} and {last}" if before else last
