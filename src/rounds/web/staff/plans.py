"""Plans: the templates, and those of this installation."""

from __future__ import annotations

from fastapi import APIRouter

from rounds.actions import plans
from rounds.web.access import Here, Staff
from rounds.web.plan_views import NewPlan, PlansView, PlanView, RemovedPlan, plan_told, plan_view, plans_view

router = APIRouter(prefix="/plans", tags=["plans"])


@router.get("")
def staff_plans(here: Here, who: Staff) -> PlansView:
    return plans_view(plans.listed(here, who))


@router.post("")
def keep_plan(new: NewPlan, here: Here, who: Staff) -> PlanView:
    return plan_view(plans.keep(here, who, plan_told(new), was=new.was))


@router.post("/weigh")
def weigh_plan(new: NewPlan, here: Here, who: Staff) -> PlanView:
    """What would be said of it; nothing is kept."""
    return plan_view(plans.weighed(here, who, plan_told(new)))


@router.post("/remove", status_code=204)
def remove_plan(removed: RemovedPlan, here: Here, who: Staff) -> None:
    plans.remove(here, who, removed.name)
