"""What stays of interviews for statistics, within one unit of work: figures, and nobody's name or words."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa

from rounds.records.tables import figures


class Figures:
    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def keep(self, interview_id: str, content: dict[str, Any]) -> None:
        """In the place of what was there."""
        self.connection.execute(sa.delete(figures).where(figures.c.interview == interview_id))
        self.connection.execute(sa.insert(figures).values(interview=interview_id, content=content))

    def of(self, interview_id: str) -> dict[str, Any] | None:
        found: dict[str, Any] | None = self.connection.scalar(
            sa.select(figures.c.content).where(figures.c.interview == interview_id)
        )
        return found

    def all(self) -> dict[str, dict[str, Any]]:
        """By interview."""
        rows = self.connection.execute(sa.select(figures).order_by(figures.c.interview)).mappings()
        return {row["interview"]: row["content"] for row in rows}
