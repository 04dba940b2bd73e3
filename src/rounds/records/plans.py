"""Plans that somebody made, within one unit of work."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa

from rounds.interviews import Plan, Segment
from rounds.kit.errors import NotFound
from rounds.records.tables import plans

MINUTE = timedelta(minutes=1)


class Plans:
    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def all(self) -> list[Plan]:
        """By name."""
        found = self.connection.execute(sa.select(plans.c.plan).order_by(plans.c.name)).scalars()
        return [plan_of(told) for told in found]

    def of(self, name: str) -> Plan:
        """
        Raises:
            NotFound: there is none of that name.
        """
        found = self.connection.scalar(sa.select(plans.c.plan).where(plans.c.name == name))
        if found is None:
            raise NotFound(f"There is no plan {name}.")
        return plan_of(found)

    def put(self, plan: Plan, changed: datetime) -> None:
        """Under its name, in the place of one that has it. Interviews keep the plan that they were arranged with."""
        self.remove(plan.name)
        self.connection.execute(sa.insert(plans).values(name=plan.name, plan=plan_row(plan), changed=changed))

    def remove(self, name: str) -> None:
        self.connection.execute(sa.delete(plans).where(plans.c.name == name))


def plan_row(plan: Plan) -> dict[str, Any]:
    """As JSON, in minutes."""
    return {
        "name": plan.name,
        "slot": plan.slot / MINUTE,
        "segments": [
            {
                "title": segment.title,
                "minutes": segment.length / MINUTE,
                "discussion": segment.discussion / MINUTE,
                "scenario": segment.scenario,
            }
            for segment in plan.segments
        ],
    }


def plan_of(told: dict[str, Any] | list[dict[str, Any]]) -> Plan:
    """Of the first version's plans there are the segments alone."""
    whole: dict[str, Any] = told if isinstance(told, dict) else {"segments": told}
    segments = tuple(
        Segment(one["title"], one["minutes"] * MINUTE, one["scenario"], one.get("discussion", 0) * MINUTE)
        for one in whole["segments"]
    )
    return Plan(segments, whole.get("name", ""), whole.get("slot", 60) * MINUTE)
