"""What an organisation decided for all its interviews, by name, within one unit of work."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from rounds.records.tables import policies


class Policies:
    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def of(self, name: str) -> dict[str, Any] | None:
        found: dict[str, Any] | None = self.connection.scalar(
            sa.select(policies.c.content).where(policies.c.name == name)
        )
        return found

    def put(self, name: str, content: dict[str, Any], now: datetime) -> None:
        """In the place of what was there."""
        self.connection.execute(sa.delete(policies).where(policies.c.name == name))
        self.connection.execute(sa.insert(policies).values(name=name, content=content, changed=now))
