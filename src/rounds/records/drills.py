"""Runs of scenarios that people do by themselves or as a team, and who is in them, within one unit of work."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from rounds.interviews import Kind, State
from rounds.records.tables import entries, interviews, seats

OF_DRILLS = interviews.c.kind == Kind.DRILL.value


class Drills:
    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def of_person(self, person: str) -> list[str]:
        """Those that they are in, the newest first."""
        found = sa.select(interviews.c.id, interviews.c.created).join(seats, seats.c.interview == interviews.c.id)
        return self._ids(found.where(OF_DRILLS, seats.c.person == person).distinct())

    def of_teams(self) -> list[str]:
        """Those of teams that have not ended, the newest first."""
        running = [state.value for state in State if not state.is_over]
        these = (OF_DRILLS, interviews.c.position == TEAM, interviews.c.state.in_(running))
        return self._ids(sa.select(interviews.c.id, interviews.c.created).where(*these))

    def length(self, drill_id: str) -> int:
        """How many entries its record has."""
        return self.connection.scalar(sa.select(interviews.c.entries).where(interviews.c.id == drill_id)) or 0

    def all(self) -> dict[str, datetime]:
        """When each was last added to."""
        newest = (entries.c.interview == interviews.c.id) & (entries.c.no == interviews.c.entries)
        told = sa.select(interviews.c.id, interviews.c.created, entries.c.time).outerjoin(entries, newest)
        rows = self.connection.execute(told.where(OF_DRILLS).order_by(interviews.c.id)).mappings()
        return {row["id"]: row["time"] or row["created"] for row in rows}

    def _ids(self, statement: sa.Select[str, datetime]) -> list[str]:
        ordered = statement.order_by(interviews.c.created.desc(), interviews.c.id)
        return [row.id for row in self.connection.execute(ordered)]


TEAM = "team"  # as the position of a drill that others may join; of one that nobody may it is empty
