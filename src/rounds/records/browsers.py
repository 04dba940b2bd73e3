"""The browsers that pressed the button of a candidate's link, within one unit of work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from rounds.kit.errors import NotFound
from rounds.records.tables import browsers


@dataclass(frozen=True, slots=True)
class Browser:
    """Waits until it is admitted; what it may is over once it has ended. `agent` is what it says of itself."""

    id: str
    seat: str
    created: datetime
    agent: str
    admitted: datetime | None = None
    ended: datetime | None = None

    @property
    def is_in(self) -> bool:
        return self.admitted is not None and self.ended is None

    @property
    def is_waiting(self) -> bool:
        return self.admitted is None and self.ended is None


class Browsers:
    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def add(self, browser: Browser) -> None:
        values = {name: getattr(browser, name) for name in ("id", "seat", "created", "agent", "admitted", "ended")}
        self.connection.execute(sa.insert(browsers).values(**values))

    def of(self, browser_id: str) -> Browser:
        """
        Raises:
            NotFound: there is none of that id.
        """
        found = self._all(sa.select(browsers).where(browsers.c.id == browser_id))
        if not found:
            raise NotFound("there is no such browser")
        return found[0]

    def of_seat(self, seat: str) -> list[Browser]:
        """Every one that ever came, the first first."""
        return self._all(sa.select(browsers).where(browsers.c.seat == seat).order_by(browsers.c.created, browsers.c.id))

    def admit(self, browser_id: str, now: datetime) -> None:
        """It is the one of its seat from here on; the one before is signed out."""
        this = self.of(browser_id)
        others = (browsers.c.seat == this.seat, browsers.c.admitted.is_not(None), browsers.c.ended.is_(None))
        self.connection.execute(sa.update(browsers).where(*others, browsers.c.id != browser_id).values(ended=now))
        own = (browsers.c.id == browser_id, browsers.c.admitted.is_(None))
        self.connection.execute(sa.update(browsers).where(*own).values(admitted=now))

    def end(self, seat: str, now: datetime) -> None:
        """All of a seat are signed out."""
        these = (browsers.c.seat == seat, browsers.c.ended.is_(None))
        self.connection.execute(sa.update(browsers).where(*these).values(ended=now))

    def _all(self, statement: sa.Select[tuple[object, ...]]) -> list[Browser]:
        return [Browser(**row) for row in self.connection.execute(statement).mappings()]
