"""For how long interviews are kept, and erasing what is somebody's, within one unit of work.

What stays is the chain, figures, and rows of ids and times; every word, name and address goes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

import sqlalchemy as sa

from rounds.interviews import Accommodations, Kind, Role, State
from rounds.interviews.scorecard import wordless
from rounds.kit.errors import NotFound
from rounds.records.tables import (
    acts,
    browsers,
    calibration_cards,
    calibrations,
    clips,
    contents,
    drafts,
    edge_cases,
    entries,
    interviews,
    invitations,
    mails,
    preflights,
    remarks,
    seats,
)


@dataclass(frozen=True, slots=True)
class Held:
    """`last` is the moment of the last entry of its record, of its start or of its making, whichever is latest.

    `region` is empty where the organisation's own holds, `hold` says why it must be kept whatever its age.
    """

    interview: str
    kind: Kind
    state: State
    last: datetime
    region: str = ""
    hold: str = ""
    anonymised: datetime | None = None


class Keeping:
    def __init__(self, connection: sa.Connection) -> None:
        self.connection = connection

    def of(self, interview_id: str) -> Held:
        """
        Raises:
            NotFound: there is none of that id.
        """
        found = self._all(interviews.c.id == interview_id)
        if not found:
            raise NotFound("there is no such interview")
        return found[0]

    def all(self) -> list[Held]:
        """Of every interview but rehearsals, of which nothing is kept anyway, and drills, which are deleted whole; by id."""
        return self._all(interviews.c.kind.not_in([kind.value for kind in Kind if kind.is_apart]))

    def erased(self) -> dict[str, datetime]:
        """When, of each interview whose words are gone."""
        found = self.connection.execute(
            sa.select(interviews.c.id, interviews.c.anonymised).where(interviews.c.anonymised.is_not(None))
        )
        return {row.id: row.anonymised for row in found}

    def set_region(self, interview_id: str, region: str) -> None:
        self._set(interview_id, region=region)

    def set_hold(self, interview_id: str, reason: str) -> None:
        """An empty reason lifts it."""
        self._set(interview_id, hold=reason)

    def erase(self, interview_id: str, *, named: str, but: int, now: datetime) -> None:
        """Everything that names the candidate or holds words. `named` is what they are called from here on, `but` the
        entry that says so.
        """
        self._erase_words(interview_id, but)
        self._erase_rows(interview_id)
        self._erase_cards(interview_id)
        self._erase_letters(interview_id)
        candidates = (seats.c.interview == interview_id, seats.c.role.in_([Role.CANDIDATE, Role.SOLVER]))
        self.connection.execute(sa.update(seats).where(*candidates).values(name=named))
        gone = {"mail": "", "position": "", "call": "", "accommodation_reason": "", "hold": ""}
        usual = asdict(Accommodations())
        self._set(interview_id, **gone, candidate=named, accommodations=usual, anonymised=now)

    def unname(self, told: Callable[[str], str]) -> None:
        """In what colleagues wrote for themselves and keep: edge cases, and what rounds agreed on."""
        for table, columns in KEPT.items():
            keys = [*table.primary_key.columns]
            for row in self.connection.execute(sa.select(*keys, *(table.c[name] for name in columns))).mappings().all():
                changed = {name: new for name in columns if (new := told(row[name])) != row[name]}
                if changed:
                    this = [key == row[key.name] for key in keys]
                    self.connection.execute(sa.update(table).where(*this).values(**changed))

    def _erase_words(self, interview_id: str, but: int) -> None:
        """What was asked, seen, done and said. The name of a press of a button is the page's own, and may be any text."""
        self.connection.execute(sa.delete(contents).where(contents.c.interview == interview_id, contents.c.no != but))
        self.connection.execute(sa.update(acts).where(acts.c.interview == interview_id).values(command=None))

    def _erase_rows(self, interview_id: str) -> None:
        own = sa.select(seats.c.id).where(seats.c.interview == interview_id)
        self.connection.execute(sa.delete(browsers).where(browsers.c.seat.in_(own)))
        for table in (drafts, invitations, preflights, clips):
            self.connection.execute(sa.delete(table).where(table.c.interview == interview_id))

    def _erase_cards(self, interview_id: str) -> None:
        """Those of calibration rounds keep their figures: agreement is told by them."""
        cards = calibration_cards
        these = cards.c.interview == interview_id
        for row in self.connection.execute(sa.select(cards).where(these)).mappings().all():
            this = (these, cards.c.round == row["round"], cards.c.person == row["person"])
            self.connection.execute(sa.update(cards).where(*this).values(card=wordless(row["card"])))

    def _erase_letters(self, interview_id: str) -> None:
        """Of what was sent it stays that and when; what was to be sent is not. Mails to staff are found by the page that
        they lead to and by the event of their calendar's file: that holds where the call is, and how long it takes.
        """
        page, event = f"/interviews/{interview_id}", f"{interview_id}.interviewers@"
        to_staff = mails.c.plain.contains(page, autoescape=True) | mails.c.calendar.contains(event, autoescape=True)
        these = (mails.c.interview == interview_id) | (mails.c.interview.is_(None) & to_staff)
        unsent = (mails.c.sent.is_(None), mails.c.given_up.is_(None))
        self.connection.execute(sa.delete(mails).where(these, *unsent))
        words = ("recipient", "subject", "plain", "html", "calendar", "trouble")
        self.connection.execute(sa.update(mails).where(these).values(**dict.fromkeys(words, "")))

    def _set(self, interview_id: str, **values: object) -> None:
        these = interviews.c.id == interview_id
        if not self.connection.execute(sa.update(interviews).where(these).values(**values)).rowcount:
            raise NotFound("there is no such interview")

    def _all(self, which: sa.ColumnElement[bool]) -> list[Held]:
        newest = (entries.c.interview == interviews.c.id) & (entries.c.no == interviews.c.entries)
        told = sa.select(interviews, entries.c.time).outerjoin(entries, newest).where(which).order_by(interviews.c.id)
        return [held_of(row) for row in self.connection.execute(told).mappings()]


KEPT = {edge_cases: ("title", "ruling"), remarks: ("text",), calibrations: ("actions",)}


def held_of(row: sa.RowMapping) -> Held:
    moments = [row[name] for name in ("created", "starts", "time") if row[name]]
    return Held(
        row["id"],
        Kind(row["kind"]),
        State(row["state"]),
        max(moments),
        row["region"],
        row["hold"],
        row["anonymised"],
    )
