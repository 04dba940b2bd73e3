"""Who looked at what, or took it, within one unit of work: by ids alone, so that it may stay when names are erased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from rounds.records.tables import audit


@dataclass(frozen=True, slots=True)
class Access:
    """`person` is an account's or a seat's id; `detail` holds no name and no free text."""

    time: datetime
    person: str
    interview: str
    what: str
    detail: str = ""


class Audit:
    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def add(self, access: Access) -> None:
        values = {name: getattr(access, name) for name in Access.__dataclass_fields__}
        self.connection.execute(sa.insert(audit).values(**values))

    def of(self, interview_id: str, *what: str) -> list[Access]:
        """The newest first; all, or those of these kinds."""
        where = [audit.c.interview == interview_id, *([audit.c.what.in_(what)] if what else [])]
        return self._all(sa.select(audit).where(*where))

    def latest(self, most: int) -> list[Access]:
        """Of all interviews, the newest first."""
        return self._all(sa.select(audit).limit(most))

    def _all(self, statement: sa.Select[tuple[object, ...]]) -> list[Access]:
        found = self.connection.execute(statement.order_by(audit.c.no.desc())).mappings()
        return [Access(row["time"], row["person"], row["interview"] or "", row["what"], row["detail"]) for row in found]
