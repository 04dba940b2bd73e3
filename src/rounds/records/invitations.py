"""Candidates' links: one of an interview is good at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from rounds.kit.errors import NotFound
from rounds.records.tables import invitations


@dataclass(frozen=True, slots=True)
class Invited:
    """`revoked` is when it was ended, `bound` when its button was pressed first."""

    id: str
    interview: str
    created: datetime
    revoked: datetime | None = None
    bound: datetime | None = None


class Invitations:
    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def add(self, invited: Invited) -> None:
        """A new one; those before it are revoked."""
        self.revoke(invited.interview, invited.created)
        values = {"id": invited.id, "interview": invited.interview, "created": invited.created}
        self.connection.execute(sa.insert(invitations).values(**values))

    def of(self, invitation_id: str) -> Invited:
        """
        Raises:
            NotFound: there is none of that id.
        """
        found = self._all(sa.select(invitations).where(invitations.c.id == invitation_id))
        if not found:
            raise NotFound("there is no such invitation")
        return found[0]

    def current(self, interview_id: str) -> Invited | None:
        """The one whose link is good."""
        these = (invitations.c.interview == interview_id, invitations.c.revoked.is_(None))
        found = self._all(sa.select(invitations).where(*these).order_by(invitations.c.created.desc()))
        return found[0] if found else None

    def revoke(self, interview_id: str, now: datetime) -> None:
        these = (invitations.c.interview == interview_id, invitations.c.revoked.is_(None))
        self.connection.execute(sa.update(invitations).where(*these).values(revoked=now))

    def bind(self, invitation_id: str, now: datetime) -> None:
        """Its button was pressed; the first time counts."""
        these = (invitations.c.id == invitation_id, invitations.c.bound.is_(None))
        self.connection.execute(sa.update(invitations).where(*these).values(bound=now))

    def _all(self, statement: sa.Select[tuple[object, ...]]) -> list[Invited]:
        return [Invited(**row) for row in self.connection.execute(statement).mappings()]
