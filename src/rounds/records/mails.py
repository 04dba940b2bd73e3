"""Mails that are to be sent and what became of them, within one unit of work."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from rounds.records.tables import mails

REFUSED = "refused"  # how the trouble of a mail begins whose recipient's server does not take it


@dataclass(frozen=True, slots=True)
class Mail:
    """`due` is when it is tried next; while it is being tried, when another may."""

    id: str
    interview: str
    kind: str
    recipient: str
    subject: str
    plain: str
    html: str
    calendar: str
    created: datetime
    due: datetime
    tries: int = 0
    sent: datetime | None = None
    given_up: datetime | None = None
    trouble: str = ""

    @property
    def is_waiting(self) -> bool:
        return self.sent is None and self.given_up is None

    @property
    def bounced(self) -> bool:
        return self.given_up is not None and self.trouble.startswith(REFUSED)


class Mails:
    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def add(self, mail: Mail) -> None:
        values = {name: getattr(mail, name) for name in Mail.__dataclass_fields__}
        self.connection.execute(sa.insert(mails).values(**values | {"interview": mail.interview or None}))

    def take(self, now: datetime, until: datetime) -> Mail | None:
        """The next that is due, counted as tried; nobody else takes it before `until`."""
        due = (mails.c.sent.is_(None), mails.c.given_up.is_(None), mails.c.due <= now)
        first = sa.select(mails).where(*due).order_by(mails.c.due, mails.c.id).limit(1)
        for row in self.connection.execute(first.with_for_update(skip_locked=True)).mappings():
            taken = {"tries": row["tries"] + 1, "due": until}
            self.connection.execute(sa.update(mails).where(mails.c.id == row["id"]).values(**taken))
            return mail_of({**row, **taken})
        return None

    def sent(self, mail_id: str, now: datetime) -> None:
        self._set(mail_id, sent=now, trouble="")

    def again(self, mail_id: str, due: datetime, trouble: str) -> None:
        self._set(mail_id, due=due, trouble=trouble)

    def give_up(self, mail_id: str, now: datetime, trouble: str) -> None:
        self._set(mail_id, given_up=now, trouble=trouble)

    def retry(self, mail_id: str, recipient: str, now: datetime) -> None:
        """Once more from the start, to this recipient."""
        self._set(mail_id, recipient=recipient, due=now, tries=0, given_up=None, trouble="")

    def drop(self, mail_id: str) -> None:
        """It is not needed any more, and was never sent."""
        self.connection.execute(sa.delete(mails).where(mails.c.id == mail_id, mails.c.sent.is_(None)))

    def drop_waiting(self, interview_id: str, kinds: Iterable[str]) -> None:
        """What of these kinds is not sent yet."""
        these = (mails.c.interview == interview_id, mails.c.kind.in_(list(kinds)))
        waiting = (mails.c.sent.is_(None), mails.c.given_up.is_(None))
        self.connection.execute(sa.delete(mails).where(*these, *waiting))

    def of_interview(self, interview_id: str) -> list[Mail]:
        """The newest first."""
        return self._all(sa.select(mails).where(mails.c.interview == interview_id))

    def all(self) -> list[Mail]:
        """Of every interview, the newest first."""
        return self._all(sa.select(mails).where(mails.c.interview.is_not(None)))

    def troubled(self, since: datetime) -> tuple[int, int]:
        """How many were given up since then, and how many wait that were tried already."""
        told = sa.select(sa.func.count()).select_from(mails)
        given_up = told.where(mails.c.given_up >= since)
        waiting = told.where(mails.c.sent.is_(None), mails.c.given_up.is_(None), mails.c.tries > 0)
        return self.connection.scalar(given_up) or 0, self.connection.scalar(waiting) or 0

    def _set(self, mail_id: str, **values: Any) -> None:
        self.connection.execute(sa.update(mails).where(mails.c.id == mail_id).values(**values))

    def _all(self, statement: sa.Select[tuple[object, ...]]) -> list[Mail]:
        ordered = statement.order_by(mails.c.created.desc(), mails.c.due.desc(), mails.c.id)
        return [mail_of(row) for row in self.connection.execute(ordered).mappings()]


def mail_of(row: Any) -> Mail:
    return Mail(**{**row, "interview": row["interview"] or ""})
