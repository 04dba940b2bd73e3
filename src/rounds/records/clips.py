"""Stretches of replays that are worth showing to colleagues, within one unit of work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from rounds.kit.errors import NotFound
from rounds.records.tables import clips


@dataclass(frozen=True, slots=True)
class Clip:
    """`since` and `until` are milliseconds since 1970; `step` is one of the expected path, or empty."""

    id: str
    interview: str
    scenario: int
    step: str
    since: float
    until: float
    title: str
    text: str
    person: str
    created: datetime


class Clips:
    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def add(self, clip: Clip) -> None:
        values = {name: getattr(clip, name) for name in Clip.__dataclass_fields__}
        self.connection.execute(sa.insert(clips).values(**values))

    def of(self, clip_id: str) -> Clip:
        """
        Raises:
            NotFound: there is none of that id.
        """
        found = self._all(sa.select(clips).where(clips.c.id == clip_id))
        if not found:
            raise NotFound("There is no such clip.")
        return found[0]

    def all(self) -> list[Clip]:
        """The newest first."""
        return self._all(sa.select(clips).order_by(clips.c.created.desc(), clips.c.id))

    def remove(self, clip_id: str) -> None:
        self.connection.execute(sa.delete(clips).where(clips.c.id == clip_id))

    def remove_of(self, interview_id: str) -> None:
        """As its candidate's consent is withdrawn, or the interview erased."""
        self.connection.execute(sa.delete(clips).where(clips.c.interview == interview_id))

    def _all(self, statement: sa.Select[tuple[object, ...]]) -> list[Clip]:
        rows = self.connection.execute(statement).mappings()
        return [Clip(**{name: row[name] for name in Clip.__dataclass_fields__}) for row in rows]
