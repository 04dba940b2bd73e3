"""People of this installation, within one unit of work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from rounds.interviews import Duty, Person, Role, State
from rounds.kit.errors import Conflict, NotFound
from rounds.records.tables import interviews, people, pins, seats

TAKEN = "Somebody has this address already."
LEAST = timedelta(microseconds=1)  # between two moments that both databases keep apart


@dataclass(frozen=True, slots=True)
class Account:
    """A person with what is only theirs. Badges and links made before `signed_out` are void."""

    person: Person
    created: datetime
    password: str | None  # its argon2 hash
    signed_out: datetime | None


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's place in an interview that is pinned to an incident, with the interview's state."""

    incident: str
    interview: str
    role: Role
    state: State


class People:
    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def add(self, person: Person, created: datetime) -> None:
        """
        Raises:
            Conflict: somebody has that address already.
        """
        self._check_mail(person)
        try:
            self.connection.execute(sa.insert(people).values(**row_of(person), password=None, created=created))
        except IntegrityError:  # somebody else was added with it just now
            raise Conflict(TAKEN) from None

    def change(self, person: Person) -> None:
        """Keep name, mail, duties and whether the account is open.

        Raises:
            NotFound: there is nobody of that id. Conflict: somebody else has that address.
        """
        self._check_mail(person)
        self._update(person.id, **row_of(person))

    def set_password(self, person_id: str, hashed: str, now: datetime) -> None:
        """With it every badge and link of before is void.

        Raises:
            NotFound: there is nobody of that id.
        """
        self._update(person_id, password=hashed)
        self.sign_out(person_id, now)

    def locked(self, person_id: str) -> None:
        """Nobody else changes this account until this unit ends: what is read now is still so then."""
        self.connection.execute(sa.select(people.c.id).where(people.c.id == person_id).with_for_update())

    def sign_out(self, person_id: str, now: datetime) -> None:
        """Void every badge and link of theirs. A later moment than the last, whatever the clock says.

        Raises:
            NotFound: there is nobody of that id.
        """
        before = self.account(person_id).signed_out
        self._update(person_id, signed_out=max(now, before + LEAST) if before else now)

    def of(self, person_id: str) -> Person:
        """
        Raises:
            NotFound: there is nobody of that id.
        """
        return self.account(person_id).person

    def account(self, person_id: str) -> Account:
        """
        Raises:
            NotFound: there is nobody of that id.
        """
        found = self._one(people.c.id == person_id)
        if not found:
            raise NotFound("there is no such person")
        return found

    def by_mail(self, mail: str) -> Account | None:
        """Small and capital letters are the same."""
        return self._one(people.c.mail == mail.strip().lower()) if mail.strip() else None

    def all(self) -> list[Person]:
        """By name."""
        return [one.person for one in self.accounts()]

    def accounts(self) -> list[Account]:
        """By name."""
        found = self.connection.execute(sa.select(people).order_by(people.c.name, people.c.id)).mappings()
        return [account_of(row) for row in found]

    def signed_out(self, person_id: str) -> datetime | None:
        """Badges from before this moment are void."""
        return self.account(person_id).signed_out

    def pinned(self, person_id: str) -> list[Place]:
        """What the interviews are pinned to that they have a place in."""
        told = sa.select(pins.c.incident, seats.c.interview, seats.c.role, interviews.c.state).select_from(seats)
        told = told.join(interviews, interviews.c.id == seats.c.interview).join(
            pins, pins.c.interview == interviews.c.id
        )
        found = self.connection.execute(told.where(seats.c.person == person_id, pins.c.incident != ""))
        return [Place(incident, interview, Role(role), State(state)) for incident, interview, role, state in found]

    def places_on(self, person_id: str, incident: str) -> list[Place]:
        """Of these the ones on this incident."""
        return [one for one in self.pinned(person_id) if one.incident == incident]

    def _check_mail(self, person: Person) -> None:
        other = self.by_mail(person.mail)
        if other and other.person.id != person.id:
            raise Conflict(TAKEN)

    def _update(self, person_id: str, **values: Any) -> None:
        if not self.connection.execute(sa.update(people).where(people.c.id == person_id).values(**values)).rowcount:
            raise NotFound("there is no such person")

    def _one(self, which: sa.ColumnElement[bool]) -> Account | None:
        found = self.connection.execute(sa.select(people).where(which)).mappings().first()
        return account_of(found) if found else None


def row_of(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "name": person.name,
        "mail": person.mail.lower() or None,
        "duties": sorted(person.duties),
        "active": person.active,
    }


def account_of(row: sa.RowMapping) -> Account:
    duties = frozenset(Duty(one) for one in row["duties"])
    person = Person(row["id"], row["name"], row["mail"] or "", duties, row["active"])
    return Account(person, row["created"], row["password"], row["signed_out"])
