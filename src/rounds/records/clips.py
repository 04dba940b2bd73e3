"""Stretches of replays that are worth showing to colleagues, within one unit of work."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import sqlalchemy as sa

from rounds.interviews import Role, State
from rounds.kit.errors import NotFound
from rounds.records.tables import clips, interviews, pins, seats

Piece = tuple[float, float, str]  # from and to in milliseconds since the clip begins, and the page


@dataclass(frozen=True, slots=True)
class Clip:
    """`since` and `until` are milliseconds since 1970; `step` is one of the expected path, or empty. `strip` is what it
    shows in small, `worked` how many milliseconds of its scenario were over when it begins.
    """

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
    strip: tuple[Piece, ...] = ()
    worked: float = 0.0


@dataclass(frozen=True, slots=True)
class Pinned:
    """A clip with the scenario that it is of, by name, and the incident."""

    clip: Clip
    scenario: str
    incident: str


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
        return self.pinned(clip_id).clip

    def pinned(self, clip_id: str) -> Pinned:
        """
        Raises:
            NotFound: there is none of that id.
        """
        found = self._all(clips.c.id == clip_id)
        if not found:
            raise NotFound("There is no such clip.")
        return found[0]

    def all(self) -> list[Pinned]:
        """The newest first."""
        return self._all()

    def of_interview(self, interview_id: str) -> list[Pinned]:
        return self._all(clips.c.interview == interview_id)

    def interviews_on(self, incident: str) -> list[str]:
        """The interviews of which there is a clip of this incident. It is asked with each question to a tool."""
        same = sa.and_(pins.c.interview == clips.c.interview, pins.c.number == clips.c.scenario)
        told = sa.select(clips.c.interview).join(pins, same).where(pins.c.incident == incident).distinct()
        return list(self.connection.scalars(told))

    def places(self, person_id: str) -> list[tuple[str, Role, State]]:
        """The scenarios of the interviews somebody has a place in: of each its name, their role and the interview's
        state.
        """
        told = sa.select(pins.c.scenario, seats.c.role, interviews.c.state).select_from(seats)
        told = told.join(interviews, interviews.c.id == seats.c.interview).join(
            pins, pins.c.interview == interviews.c.id
        )
        found = self.connection.execute(told.where(seats.c.person == person_id).distinct())
        return [(scenario, Role(role), State(state)) for scenario, role, state in found]

    def reword(self, clip_id: str, title: str, text: str) -> None:
        self.connection.execute(sa.update(clips).where(clips.c.id == clip_id).values(title=title, text=text))

    def remove(self, clip_id: str) -> None:
        self.connection.execute(sa.delete(clips).where(clips.c.id == clip_id))

    def remove_of(self, interview_id: str) -> None:
        """As its candidate's consent is withdrawn, or the interview erased."""
        self.connection.execute(sa.delete(clips).where(clips.c.interview == interview_id))

    def _all(self, *where: sa.ColumnElement[bool]) -> list[Pinned]:
        same = sa.and_(pins.c.interview == clips.c.interview, pins.c.number == clips.c.scenario)
        told = sa.select(clips, pins.c.scenario.label("named"), pins.c.incident).join(pins, same, isouter=True)
        ordered = told.where(*where).order_by(clips.c.created.desc(), clips.c.id)
        return [pinned_of(row) for row in self.connection.execute(ordered).mappings()]


def pinned_of(row: sa.RowMapping) -> Pinned:
    clip = Clip(**{name: row[name] for name in Clip.__dataclass_fields__})
    strip = tuple((float(since), float(until), str(page)) for since, until, page in row["strip"])
    return Pinned(replace(clip, strip=strip), row["named"] or "", row["incident"] or "")
