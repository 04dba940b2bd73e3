"""Plans: the two that are always there, and those that somebody made."""

from __future__ import annotations

from dataclasses import dataclass

from rounds.actions import rights
from rounds.actions.office import Office
from rounds.interviews import Person, Plan, planning, wording
from rounds.interviews.rights import Right
from rounds.kit.errors import Conflict, Invalid, NotFound
from rounds.records.work import Work


@dataclass(frozen=True, slots=True)
class PlanShown:
    """`own` is one that somebody made. `said` are the sentences that mails and scripts say of it."""

    plan: Plan
    own: bool
    concerns: list[str]
    said: list[str]


def listed(here: Office, who: Person) -> list[PlanShown]:
    """The templates for three scenarios, then those that somebody made, by name."""
    rights.need(who, Right.LIST)
    with here.records.look() as look:
        made = look.plans.all()
    hints = hint_minutes(here)
    return [
        *(shown(template(3), False, hints) for template in planning.TEMPLATES.values()),
        *(shown(plan, True, hints) for plan in made),
    ]


def weighed(here: Office, who: Person, plan: Plan) -> PlanShown:
    """What would be said of a plan, without keeping it.

    Raises:
        Invalid: names the segment and what it must be.
    """
    rights.need(who, Right.LIST)
    planning.check(plan)
    return shown(plan, True, hint_minutes(here))


def keep(here: Office, who: Person, plan: Plan, *, was: str = "") -> PlanShown:
    """Keep it under its name; `was` is the name it had before. Interviews keep the plan they were arranged with.

    Raises:
        Forbidden: they arrange no interviews. Invalid: names the segment and what it must be.
        Conflict: another plan has that name.
    """
    rights.need(who, Right.ARRANGE_NEW)
    planning.check(plan)
    with here.records.work() as work:
        if plan.name != was and any(one.name == plan.name for one in work.plans.all()):
            raise Conflict(f"There is a plan {plan.name} already.")
        if was:
            work.plans.remove(was)
        work.plans.put(plan, here.now())
    return shown(plan, True, hint_minutes(here))


def remove(here: Office, who: Person, name: str) -> None:
    """Interviews that were arranged with it keep it.

    Raises:
        Forbidden: they arrange no interviews. NotFound: there is none of that name.
    """
    rights.need(who, Right.ARRANGE_NEW)
    with here.records.work() as work:
        work.plans.of(name)
        work.plans.remove(name)


def chosen(work: Work, name: str, scenarios: int) -> Plan:
    """The plan of that name for so many scenarios.

    Raises:
        Invalid: there is none, or it is for another number of scenarios.
    """
    if template := planning.TEMPLATES.get(name):
        return template(scenarios)
    try:
        plan = work.plans.of(name)
    except NotFound as error:
        raise Invalid(error.message, field="plan") from None
    if len(plan.worked) != scenarios:
        raise Invalid(f"{name} is for {wording.scenarios(plan)}, and {scenarios} are chosen.", field="plan")
    return plan


def shown(plan: Plan, own: bool, hints: list[float]) -> PlanShown:
    said = [wording.hour(plan), f"{wording.expectation(plan)}."]
    return PlanShown(plan, own, planning.concerns(plan, hints), said)


def hint_minutes(here: Office) -> list[float]:
    """The minutes of the hints of the scenarios that are prepared here, or the guide's. No word of theirs."""
    prepared = (here.library.prepared(one) for one in here.library.offered())
    kept = [here.library.sealeds.get(incident) for incident in prepared if incident]
    return sorted({hint.minute for one in kept if one for hint in one.sealed.hints}) or list(planning.GUIDE_HINTS)
