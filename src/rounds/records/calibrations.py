"""Calibration rounds, what is rated in them, and the cards, within one unit of work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from rounds.kit.errors import Conflict, NotFound
from rounds.records.tables import calibrated, calibration_cards, calibrations, pins


@dataclass(frozen=True, slots=True)
class Round:
    """`name` is the quarter, as 2026-Q4; `interviews` in the order in which they are rated."""

    name: str
    seed: int
    created: datetime
    due: datetime
    interviews: tuple[str, ...] = ()
    repeated: frozenset[str] = frozenset()
    closed: datetime | None = None
    actions: str = ""


@dataclass(frozen=True, slots=True)
class Rerated:
    """A card of a round; `card` as `scorecard.told` writes it."""

    round: str
    interview: str
    person: str
    card: dict[str, Any]
    changed: datetime
    submitted: datetime | None = None


class Calibrations:
    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def add(self, made: Round) -> None:
        """
        Raises:
            Conflict: there is a round of that name.
        """
        if self.connection.scalar(sa.select(calibrations.c.name).where(calibrations.c.name == made.name)):
            raise Conflict(f"There is a round {made.name} already.")
        values = {"name": made.name, "seed": made.seed, "created": made.created, "due": made.due}
        self.connection.execute(sa.insert(calibrations).values(**values, closed=made.closed, actions=made.actions))
        for place, one in enumerate(made.interviews):
            values = {"round": made.name, "interview": one, "place": place, "repeated": one in made.repeated}
            self.connection.execute(sa.insert(calibrated).values(**values))

    def of(self, name: str) -> Round:
        """
        Raises:
            NotFound: there is none of that name.
        """
        found = self.connection.execute(sa.select(calibrations).where(calibrations.c.name == name)).mappings().first()
        if not found:
            raise NotFound("There is no such calibration round.")
        return self._whole(found)

    def all(self) -> list[Round]:
        """The newest first."""
        rows = self.connection.execute(sa.select(calibrations).order_by(calibrations.c.name.desc())).mappings()
        return [self._whole(row) for row in rows.all()]

    def is_rated(self, interview_id: str) -> bool:
        """Whether it is in a round that is open."""
        return self._open(calibrated.c.interview == interview_id)

    def is_on(self, incident: str) -> bool:
        """Whether an interview of an open round is pinned to this incident."""
        pinned = sa.select(pins.c.interview).where(pins.c.incident == incident)
        return self._open(calibrated.c.interview.in_(pinned))

    def withdraw(self, interview_id: str) -> None:
        """Out of rounds that are open, with what was rated of it: its candidate does not consent any more."""
        rounds = sa.select(calibrations.c.name).where(calibrations.c.closed.is_(None))
        for table in (calibration_cards, calibrated):
            self.connection.execute(
                sa.delete(table).where(table.c.interview == interview_id, table.c.round.in_(rounds))
            )

    def agree(self, name: str, actions: str) -> None:
        self._set(name, actions=actions)

    def close(self, name: str, now: datetime) -> None:
        self._set(name, closed=now)

    def keep(self, card: Rerated) -> None:
        """In the place of the draft that was there.

        Raises:
            Conflict: it was submitted, and is locked.
        """
        known = self.card(card.round, card.interview, card.person)
        if known and known.submitted:
            raise Conflict("This card was submitted. It is not changed any more.")
        self.connection.execute(sa.delete(calibration_cards).where(*this(card.round, card.interview, card.person)))
        values = {name: getattr(card, name) for name in Rerated.__dataclass_fields__}
        self.connection.execute(sa.insert(calibration_cards).values(**values))

    def card(self, name: str, interview: str, person: str) -> Rerated | None:
        return next(iter(self._cards(*this(name, interview, person))), None)

    def cards(self, name: str, *people: str) -> list[Rerated]:
        """Of a round; all, or those of these people."""
        of_people = [calibration_cards.c.person.in_(people)] if people else []
        return self._cards(calibration_cards.c.round == name, *of_people)

    def _cards(self, *where: sa.ColumnElement[bool]) -> list[Rerated]:
        columns = (calibration_cards.c.round, calibration_cards.c.interview, calibration_cards.c.person)
        rows = self.connection.execute(sa.select(calibration_cards).where(*where).order_by(*columns)).mappings()
        return [Rerated(**{name: row[name] for name in Rerated.__dataclass_fields__}) for row in rows]

    def _open(self, *where: sa.ColumnElement[bool]) -> bool:
        both = calibrated.join(calibrations, calibrations.c.name == calibrated.c.round)
        found = sa.select(calibrated.c.interview).select_from(both).where(calibrations.c.closed.is_(None), *where)
        return self.connection.execute(found.limit(1)).first() is not None

    def _set(self, name: str, **values: object) -> None:
        self.connection.execute(sa.update(calibrations).where(calibrations.c.name == name).values(**values))

    def _whole(self, row: sa.RowMapping) -> Round:
        where = calibrated.c.round == row["name"]
        chosen = self.connection.execute(sa.select(calibrated).where(where).order_by(calibrated.c.place)).mappings()
        return round_of(row, chosen.all())


def round_of(row: sa.RowMapping, chosen: Sequence[sa.RowMapping]) -> Round:
    return Round(
        row["name"],
        row["seed"],
        row["created"],
        row["due"],
        tuple(one["interview"] for one in chosen),
        frozenset(one["interview"] for one in chosen if one["repeated"]),
        row["closed"],
        row["actions"],
    )


def this(name: str, interview: str, person: str) -> tuple[sa.ColumnElement[bool], ...]:
    card = calibration_cards.c
    return card.round == name, card.interview == interview, card.person == person
