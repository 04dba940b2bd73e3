"""Plans over the wire, in minutes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from rounds.actions.plans import PlanShown
from rounds.interviews import Plan, Segment, planning, wording
from rounds.interviews.plan import MINUTE
from rounds.web.shapes import segments
from rounds.web.views import Frozen, SegmentView

Minutes = Annotated[float, Field(ge=0, le=600, allow_inf_nan=False)]


class PlanView(Frozen):
    """`own` is one that somebody made. `fit` is "65 of 60 minutes", `concerns` what to know before it is used, `said` the
    sentences that candidates read and hear of it.
    """

    name: str
    own: bool
    slot: float
    length: float
    over: float
    scenarios: int
    segments: list[SegmentView]
    fit: str
    concerns: list[str]
    said: list[str]


class PlansView(Frozen):
    plans: list[PlanView]
    usual: str


class NewSegment(Frozen):
    """`worked` for a scenario: its minutes are those of the work. Scenarios are numbered in their order."""

    title: Annotated[str, Field(max_length=200)]
    minutes: Minutes
    discussion: Minutes = 0.0
    worked: bool = False


class NewPlan(Frozen):
    """`was` is the name it had before."""

    name: Annotated[str, Field(max_length=200)]
    slot: Minutes = 60.0
    segments: Annotated[list[NewSegment], Field(max_length=100)]
    was: Annotated[str, Field(max_length=200)] = ""


class RemovedPlan(Frozen):
    name: Annotated[str, Field(max_length=200)]


def plan_view(found: PlanShown) -> PlanView:
    plan = found.plan
    return PlanView(
        name=plan.name,
        own=found.own,
        slot=plan.slot / MINUTE,
        length=plan.length / MINUTE,
        over=plan.over / MINUTE,
        scenarios=len(plan.worked),
        segments=segments(plan),
        fit=wording.fit(plan),
        concerns=found.concerns,
        said=found.said,
    )


def plans_view(found: list[PlanShown]) -> PlansView:
    return PlansView(plans=[plan_view(one) for one in found], usual=planning.USUAL)


def plan_told(given: NewPlan) -> Plan:
    made: list[Segment] = []
    for one in given.segments:
        number = sum(segment.scenario is not None for segment in made) + 1 if one.worked else None
        made.append(Segment(one.title.strip(), one.minutes * MINUTE, number, one.discussion * MINUTE))
    return Plan(tuple(made), given.name.strip(), given.slot * MINUTE)
