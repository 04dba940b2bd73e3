"""Scorecards before they are handed in, within one unit of work: their author's alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from rounds.records.tables import drafts


@dataclass(frozen=True, slots=True)
class Draft:
    """`content` is the page's own; `changed` is None before anything was written."""

    content: dict[str, Any]
    changed: datetime | None = None


class Drafts:
    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def of(self, interview_id: str, person_id: str) -> Draft:
        found = self.connection.execute(sa.select(drafts).where(*this(interview_id, person_id))).mappings().first()
        return Draft(found["content"], found["changed"]) if found else Draft({})

    def keep(self, interview_id: str, person_id: str, content: dict[str, Any], now: datetime) -> None:
        """In the place of what was there."""
        self.connection.execute(sa.delete(drafts).where(*this(interview_id, person_id)))
        place = {"interview": interview_id, "person": person_id}
        self.connection.execute(sa.insert(drafts).values(**place, content=content, changed=now))

    def drop(self, interview_id: str, person_id: str) -> None:
        """It was handed in: the record has it now."""
        self.connection.execute(sa.delete(drafts).where(*this(interview_id, person_id)))

    def of_interview(self, interview_id: str) -> dict[str, Draft]:
        """By person."""
        found = self.connection.execute(sa.select(drafts).where(drafts.c.interview == interview_id)).mappings()
        return {row["person"]: Draft(row["content"], row["changed"]) for row in found}


def this(interview_id: str, person_id: str) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    return drafts.c.interview == interview_id, drafts.c.person == person_id
