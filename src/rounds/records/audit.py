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


@dataclass(frozen=True, slots=True)
class Found:
    no: int
    access: Access


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

    def find(self, *, person: str, interview: str, what: str, before: int, most: int) -> list[Found]:
        """The newest first, before an entry where one is named; of this person, interview and kind where these are."""
        told = sa.select(audit).order_by(audit.c.no.desc()).limit(most)
        for column, value in ((audit.c.person, person), (audit.c.interview, interview), (audit.c.what, what)):
            told = told.where(column == value) if value else told
        told = told.where(audit.c.no < before) if before else told
        return [Found(row["no"], access_of(row)) for row in self.connection.execute(told).mappings()]

    def kinds(self) -> list[str]:
        return sorted(self.connection.scalars(sa.select(audit.c.what).distinct()))

    def people(self) -> list[str]:
        return sorted(self.connection.scalars(sa.select(audit.c.person).distinct()))

    def purge(self, before: datetime) -> int:
        """Take away what was before a moment; how many."""
        return self.connection.execute(sa.delete(audit).where(audit.c.time < before)).rowcount

    def _all(self, statement: sa.Select[tuple[object, ...]]) -> list[Access]:
        found = self.connection.execute(statement.order_by(audit.c.no.desc())).mappings()
        return [access_of(row) for row in found]


def access_of(row: sa.RowMapping) -> Access:
    return Access(row["time"], row["person"], row["interview"] or "", row["what"], row["detail"])
