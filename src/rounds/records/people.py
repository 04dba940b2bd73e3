"""People of this installation, within one unit of work."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from rounds.interviews import Duty, Person
from rounds.kit.errors import NotFound
from rounds.records.tables import people


class People:
    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def add(self, person: Person, created: datetime) -> None:
        self.connection.execute(sa.insert(people).values(**row_of(person), password=None, created=created))

    def of(self, person_id: str) -> Person:
        """
        Raises:
            NotFound: there is nobody of that id.
        """
        found = self.connection.execute(sa.select(people).where(people.c.id == person_id)).mappings().first()
        if not found:
            raise NotFound("there is no such person")
        return person_of(found)

    def all(self) -> list[Person]:
        """By name."""
        found = self.connection.execute(sa.select(people).order_by(people.c.name, people.c.id)).mappings()
        return [person_of(row) for row in found]

    def signed_out(self, person_id: str) -> datetime | None:
        """Badges from before this moment are void."""
        moment: datetime | None = self.connection.scalar(sa.select(people.c.signed_out).where(people.c.id == person_id))
        return moment


def row_of(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "mail": person.mail.lower() or None,
        "duties": sorted(person.duties),
        "active": person.active,
    }


def person_of(row: sa.RowMapping) -> Person:
    duties = frozenset(Duty(one) for one in row["duties"])
    return Person(row["id"], row["name"], row["mail"] or "", duties, row["active"])
