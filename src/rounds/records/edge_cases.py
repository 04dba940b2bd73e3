"""What is hard to judge by the rubric: what was said about it, and how it was ruled, within one unit of work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from rounds.kit.errors import NotFound
from rounds.records.tables import edge_cases, remarks


@dataclass(frozen=True, slots=True)
class Remark:
    time: datetime
    person: str
    text: str


@dataclass(frozen=True, slots=True)
class EdgeCase:
    """`anchor` is what of the rubric it is about: "points 2", "criterion cause", "hint 3". `ruling` is empty until there
    is one.
    """

    id: str
    scenario: str
    version: str
    rubric: str
    anchor: str
    title: str
    person: str
    opened: datetime
    ruling: str = ""
    ruled: datetime | None = None
    ruled_by: str = ""


class EdgeCases:
    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def add(self, case: EdgeCase) -> None:
        values = {name: getattr(case, name) for name in EdgeCase.__dataclass_fields__}
        self.connection.execute(sa.insert(edge_cases).values({**values, "ruled_by": case.ruled_by or None}))

    def of(self, case_id: str) -> EdgeCase:
        """
        Raises:
            NotFound: there is none of that id.
        """
        found = self._all(sa.select(edge_cases).where(edge_cases.c.id == case_id))
        if not found:
            raise NotFound("There is no such edge case.")
        return found[0]

    def all(self) -> list[EdgeCase]:
        """The newest first."""
        return self._all(sa.select(edge_cases).order_by(edge_cases.c.opened.desc(), edge_cases.c.id))

    def rulings(self, scenario: str, rubric: str) -> list[EdgeCase]:
        """Those that bind who scores this scenario by this rubric, the newest first."""
        own = edge_cases.c.scenario == scenario, edge_cases.c.rubric == rubric, edge_cases.c.ruled.is_not(None)
        return self._all(sa.select(edge_cases).where(*own).order_by(edge_cases.c.ruled.desc(), edge_cases.c.id))

    def rule(self, case_id: str, ruling: str, person: str, now: datetime) -> None:
        values = {"ruling": ruling, "ruled": now, "ruled_by": person}
        self.connection.execute(sa.update(edge_cases).where(edge_cases.c.id == case_id).values(**values))

    def say(self, case_id: str, remark: Remark) -> None:
        last = self.connection.scalar(sa.select(sa.func.max(remarks.c.no)).where(remarks.c.edge_case == case_id)) or 0
        values = {"time": remark.time, "person": remark.person, "text": remark.text}
        self.connection.execute(sa.insert(remarks).values(edge_case=case_id, no=last + 1, **values))

    def said(self, case_id: str) -> list[Remark]:
        """The oldest first."""
        rows = self.connection.execute(
            sa.select(remarks).where(remarks.c.edge_case == case_id).order_by(remarks.c.no)
        ).mappings()
        return [Remark(row["time"], row["person"], row["text"]) for row in rows]

    def _all(self, statement: sa.Select[tuple[object, ...]]) -> list[EdgeCase]:
        rows = self.connection.execute(statement).mappings()
        return [
            EdgeCase(
                **{
                    **{name: row[name] for name in EdgeCase.__dataclass_fields__},
                    "ruled_by": row["ruled_by"] or "",
                }
            )
            for row in rows
        ]
