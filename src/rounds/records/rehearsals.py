"""Interviews that are deleted whole: rehearsals, of which nothing is kept, and drills. Within one unit of work."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from rounds.interviews import Kind
from rounds.kit.errors import Conflict, NotFound
from rounds.records.tables import (
    acts,
    audit,
    browsers,
    clips,
    contents,
    drafts,
    entries,
    figures,
    interviews,
    invitations,
    mails,
    pins,
    preflights,
    questions,
    seats,
    views,
)

# What points at another comes first.
OF_ONE = (
    contents, questions, views, acts, entries, invitations, mails, preflights, drafts, audit, figures, clips,
    pins, seats,
)  # fmt: skip


class Rehearsals:
    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def begun(self, before: datetime | None = None) -> list[str]:
        """Those that were begun before that moment; all, without one."""
        these = [interviews.c.kind == Kind.REHEARSAL.value]
        these += [interviews.c.created <= before] if before else []
        return list(self.connection.scalars(sa.select(interviews.c.id).where(*these).order_by(interviews.c.id)))

    def remove(self, interview_id: str) -> None:
        """Nothing of it stays. Only of a rehearsal or a drill.

        Raises:
            NotFound: there is none of that id. Conflict: it is neither.
        """
        known = sa.select(interviews.c.kind).where(interviews.c.id == interview_id)
        kind = self.connection.scalar(known.with_for_update())  # who writes to its record is done first
        if kind is None:
            raise NotFound("there is no such interview")
        if not Kind(kind).is_apart:
            raise Conflict("This is no rehearsal: its record stays.")
        own = sa.select(seats.c.id).where(seats.c.interview == interview_id)
        self.connection.execute(sa.delete(browsers).where(browsers.c.seat.in_(own)))
        for table in OF_ONE:
            self.connection.execute(sa.delete(table).where(table.c.interview == interview_id))
        self.connection.execute(sa.delete(interviews).where(interviews.c.id == interview_id))
