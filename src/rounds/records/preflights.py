"""What checks of the installation found before interviews, within one unit of work."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import sqlalchemy as sa

from rounds.interviews import Kind, State
from rounds.interviews.findings import Finding, Preflight, as_found, as_told
from rounds.records.tables import interviews, preflights

BEFORE = tuple(state.value for state in State if state.is_before)


class Preflights:
    """One that has no findings was begun and is not done."""

    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def to_come(self, now: datetime, within: timedelta) -> list[tuple[str, datetime]]:
        """The live interviews that start so soon, with when that is; the first first."""
        these = (interviews.c.kind == Kind.LIVE.value, interviews.c.state.in_(BEFORE))
        soon = (interviews.c.starts >= now, interviews.c.starts <= now + within)
        found = sa.select(interviews.c.id, interviews.c.starts).where(*these, *soon).order_by(interviews.c.starts)
        return [(row.id, row.starts) for row in self.connection.execute(found)]

    def begin(self, interview_id: str, now: datetime) -> None:
        self.connection.execute(sa.insert(preflights).values(interview=interview_id, time=now, findings=[]))

    def keep(self, interview_id: str, began: datetime, findings: Sequence[Finding]) -> None:
        """What the one that began then found."""
        this = (preflights.c.interview == interview_id, preflights.c.time == began)
        self.connection.execute(sa.update(preflights).where(*this).values(findings=as_told(findings)))

    def of(self, interview_id: str) -> list[Preflight]:
        """The newest first, with those that are not done."""
        found = sa.select(preflights).where(preflights.c.interview == interview_id).order_by(preflights.c.time.desc())
        return [Preflight(row.time, as_found(row.findings)) for row in self.connection.execute(found)]

    def latest(self) -> dict[str, Preflight]:
        """The last that is done, of each interview that has one."""
        found = sa.select(preflights).order_by(preflights.c.time)
        return {
            row.interview: Preflight(row.time, as_found(row.findings))
            for row in self.connection.execute(found)
            if row.findings
        }
