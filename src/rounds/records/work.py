"""One unit of work on the records: what can be read and written, as the values of `interviews/`."""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from collections.abc import Collection
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from rounds.interviews import (
    START,
    Accommodations,
    Done,
    Entry,
    Hour,
    Interview,
    Kind,
    Level,
    Pin,
    Policy,
    Question,
    Role,
    Seat,
    State,
    View,
    act_of,
    commitment,
    link,
    verified,
)
from rounds.interviews.hour import TOLD_BY, beginning
from rounds.kit.errors import Conflict, NotFound
from rounds.records.audit import Audit
from rounds.records.browsers import Browser, Browsers
from rounds.records.calibrations import Calibrations
from rounds.records.clips import Clips
from rounds.records.drafts import Drafts
from rounds.records.drills import Drills
from rounds.records.edge_cases import EdgeCases
from rounds.records.figures import Figures
from rounds.records.invitations import Invitations
from rounds.records.keeping import Keeping
from rounds.records.mails import Mails
from rounds.records.people import People
from rounds.records.plans import Plans, plan_of, plan_row
from rounds.records.policies import Policies
from rounds.records.preflights import Preflights
from rounds.records.prepared import Prepared
from rounds.records.rehearsals import Rehearsals
from rounds.records.standing import ARRANGED, Standing, Standings
from rounds.records.tables import acts, browsers, contents, entries, interviews, pins, questions, seats, views

SALT = 16  # bytes
RANKS = {role.value: place for place, role in enumerate(Role)}

Row = sa.RowMapping


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry with what stays of it when its words are erased; `content` is None then."""

    no: int
    time: datetime
    kind: str
    facts: dict[
        str, Any
    ]  # question: seat, cause, incident, asked; view: seat, page, scenario, visible_…; act: seat, act
    content: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Seated:
    """A seat in an interview of that kind, and the browser that somebody shows for it, where there is one."""

    seat: Seat
    kind: Kind
    browser: Browser | None


class Work:
    """Made by `Records.work`, for writing, and `Records.look`."""

    def __init__(self, connection: sa.Connection, standings: Standings, *, writing: bool) -> None:
        self.connection = connection
        self.standings = standings
        self.writing = writing
        self.ends: dict[str, tuple[int, bytes]] = {}  # of the records that are locked: their length and last link
        self.drafts = Drafts(connection)
        self.people = People(connection)
        self.plans = Plans(connection)
        self.invitations = Invitations(connection)
        self.browsers = Browsers(connection)
        self.mails = Mails(connection)
        self.preflights = Preflights(connection)
        self.rehearsals = Rehearsals(connection)
        self.drills = Drills(connection)
        self.audit = Audit(connection)
        self.figures = Figures(connection)
        self.policies = Policies(connection)
        self.calibrations = Calibrations(connection)
        self.edge_cases = EdgeCases(connection)
        self.clips = Clips(connection)
        self.keeping = Keeping(connection)

    def add(self, interview: Interview) -> None:
        """
        Raises:
            Conflict: there is one of that id.
        """
        if self.has(interview.id):
            raise Conflict(f"there is an interview {interview.id} already")
        row = {**interview_row(interview), "state": State.SCHEDULED.value, "accommodation_reason": ""}
        row |= {"region": "", "hold": ""}
        self.connection.execute(sa.insert(interviews).values(**row, entries=0, head=START))
        self.connection.execute(sa.insert(pins), [pin_row(interview.id, pin) for pin in interview.pins])

    def has(self, interview_id: str) -> bool:
        return self._one(sa.select(interviews.c.id).where(interviews.c.id == interview_id)) is not None

    def seat(self, seat: Seat, created: datetime) -> None:
        values = {"id": seat.id, "interview": seat.interview, "role": seat.role.value, "name": seat.name}
        self.connection.execute(sa.insert(seats).values(**values, person=seat.person or None, created=created))

    def seat_of(self, seat_id: str) -> Seat:
        """
        Raises:
            NotFound: there is none, or no longer.
        """
        found = self._one(sa.select(seats).where(seats.c.id == seat_id))
        if not found:
            raise NotFound("there is no such seat")
        return seat_of(found)

    def seated(self, seat_id: str, browser_id: str) -> Seated | None:
        """The seat and that browser, of whichever seat it is; None where there is no such seat in any interview."""
        found = SEATED.first(self.connection, seat=seat_id, browser=browser_id)
        if found is None:
            return None
        (kind, *seat), browser = found[:SEAT], found[SEAT:]
        return Seated(seat_from(*seat), Kind(kind), Browser(*browser) if browser[0] is not None else None)

    def seats_of(self, interview_id: str) -> list[Seat]:
        """As they came, and of those that came at once the lead first."""
        place = sa.case(RANKS, value=seats.c.role, else_=len(RANKS))
        these = sa.select(seats).where(seats.c.interview == interview_id)
        found = self._all(these.order_by(seats.c.created, place, seats.c.id))
        return [seat_of(row) for row in found]

    def seats_of_person(self, person: str) -> list[Seat]:
        """Their places in interviews, the newest first."""
        found = sa.select(seats).where(seats.c.person == person).order_by(seats.c.created.desc(), seats.c.id)
        return [seat_of(row) for row in self._all(found)]

    def interview(self, interview_id: str) -> Interview:
        """
        Raises:
            NotFound: there is none of that id.
        """
        return self.standing(interview_id).interview

    def standing(self, interview_id: str) -> Standing:
        """How it is arranged and where its hour stands. What is known of it is carried on from where it was.

        Raises:
            NotFound: there is none of that id.
        """
        row = ARRANGED.first(self.connection, interview=interview_id)
        if row is None:
            raise NotFound("there is no such interview")
        newest, *arranged = row
        newest = newest or 0
        known = self.standings.of(interview_id)
        if known is None or known.arranged != arranged or known.act > newest:  # newer than what this unit sees
            standing = self._stands(interview_id, newest, arranged)
        elif known.act < newest:
            standing = known.after(self.done(interview_id, known.act, TOLD_BY), newest)
        else:
            return known
        if not self.writing:
            self.standings.keep(interview_id, standing)
        return standing

    def _stands(self, interview_id: str, newest: int, arranged: list[Any]) -> Standing:
        interview = self._interview(interview_id)
        return Standing(interview, beginning(interview), 0, arranged).after(self.done(interview_id, of=TOLD_BY), newest)

    def _interview(self, interview_id: str) -> Interview:
        found = self._one(sa.select(interviews).where(interviews.c.id == interview_id))
        if not found:
            raise NotFound("there is no such interview")
        return interview_of(found, self._all(sa.select(pins).where(pins.c.interview == interview_id)))

    def interviews(self) -> list[Interview]:
        """All of them, newest first."""
        found = self._all(sa.select(interviews).order_by(interviews.c.created.desc(), interviews.c.id))
        pinned: dict[str, list[Row]] = defaultdict(list)
        for pin in self._all(sa.select(pins)):
            pinned[pin["interview"]].append(pin)
        return [interview_of(row, pinned[row["id"]]) for row in found]

    def pin_incident(self, scenario: str, version: str, seed: int, incident: str) -> None:
        """Fix the incident of every interview that waits for this scenario to be prepared."""
        waiting = (pins.c.scenario == scenario, pins.c.version == version, pins.c.seed == seed, pins.c.incident == "")
        self.connection.execute(sa.update(pins).where(*waiting).values(incident=incident))

    def pinned_incidents(self) -> set[str]:
        return {row["incident"] for row in self._all(sa.select(pins.c.incident).distinct())} - {""}

    def change(self, interview: Interview) -> None:
        """Keep what was arranged anew; its pins, and what the record says, stay.

        Raises:
            NotFound: there is none of that id.
        """
        this = interviews.c.id == interview.id
        if not self.connection.execute(sa.update(interviews).where(this).values(**interview_row(interview))).rowcount:
            raise NotFound("there is no such interview")

    def repin(self, interview_id: str, pin: Pin) -> None:
        """Another scenario, version or seed in the place of that number, before it is fixed."""
        these = (pins.c.interview == interview_id, pins.c.number == pin.number)
        self.connection.execute(sa.delete(pins).where(*these))
        self.connection.execute(sa.insert(pins).values(**pin_row(interview_id, pin)))

    def unpin(self, interview_id: str, after: int) -> None:
        """Take away the places after that number, before they are fixed."""
        self.connection.execute(sa.delete(pins).where(pins.c.interview == interview_id, pins.c.number > after))

    def waiting_pins(self) -> list[tuple[str, Pin]]:
        """The interview and the pin of all that are not prepared, those of the interviews that start first first."""
        found = sa.select(pins, interviews.c.starts).join(interviews).where(pins.c.incident == "")
        found = found.where(interviews.c.state.in_([state.value for state in State if not state.is_over]))
        rows = self._all(found.order_by(interviews.c.starts, pins.c.interview, pins.c.number))
        return [(row["interview"], pin_of(row)) for row in rows]

    def reason(self, interview_id: str) -> str:
        """Why there are accommodations: for those alone who may know."""
        found = self._one(sa.select(interviews.c.accommodation_reason).where(interviews.c.id == interview_id))
        return str(found["accommodation_reason"]) if found else ""

    def keep_reason(self, interview_id: str, reason: str) -> None:
        this = interviews.c.id == interview_id
        self.connection.execute(sa.update(interviews).where(this).values(accommodation_reason=reason))

    def name_seat(self, seat_id: str, name: str) -> None:
        self.connection.execute(sa.update(seats).where(seats.c.id == seat_id).values(name=name))

    def last_done(self, act: str) -> dict[str, Done]:
        """The latest act of this name in each interview that has one."""
        told = sa.select(acts, entries.c.time, contents.c.content).join(entries, same(acts))
        told = told.join(contents, same(contents)).where(acts.c.act == act).order_by(acts.c.no)
        return {row["interview"]: done_of(row) for row in self._all(told)}

    def all_done(self, act: str) -> dict[str, list[Done]]:
        """Every act of this name by interview, the oldest first, without those whose words are erased."""
        told = sa.select(acts, entries.c.time, contents.c.content).join(entries, same(acts))
        told = told.join(contents, same(contents)).where(acts.c.act == act).order_by(acts.c.interview, acts.c.no)
        found: dict[str, list[Done]] = {}
        for row in self._all(told):
            found.setdefault(row["interview"], []).append(done_of(row))
        return found

    def newest(self, of: Collection[str]) -> dict[str, int]:
        """The number of the latest act of these names in each interview that has one, with its words or without."""
        last = sa.select(acts.c.interview, sa.func.max(acts.c.no).label("no")).where(acts.c.act.in_(of))
        return {row["interview"]: row["no"] for row in self._all(last.group_by(acts.c.interview))}

    def doers(self, act: str) -> dict[str, set[str]]:
        """The seats that did an act of this name, by interview."""
        found: dict[str, set[str]] = {}
        for row in self._all(sa.select(acts.c.interview, acts.c.seat).where(acts.c.act == act).distinct()):
            found.setdefault(row["interview"], set()).add(row["seat"])
        return found

    def staff_seats(self, interview_ids: Collection[str]) -> dict[str, list[Seat]]:
        """The staff's places in these interviews."""
        found: dict[str, list[Seat]] = {}
        these = sa.select(seats).where(seats.c.interview.in_(interview_ids)).order_by(seats.c.created, seats.c.id)
        for seat in map(seat_of, self._all(these)):
            if seat.role.is_staff:
                found.setdefault(seat.interview, []).append(seat)
        return found

    def unseat(self, seat_id: str) -> None:
        """Take somebody's place away, who asked and saw nothing from it."""
        self.connection.execute(sa.delete(seats).where(seats.c.id == seat_id))

    def locked(self, interview_id: str) -> None:
        """Nobody else writes to this interview's record until this unit ends: what is read now is still so then.

        Raises:
            NotFound: there is none of that id.
        """
        self._end(interview_id)

    def done(self, interview_id: str, after: int = 0, of: Collection[str] | None = None) -> list[Done]:
        """The acts after an entry, oldest first, without those whose words are erased; all, or those of these names."""
        told = sa.select(acts, entries.c.time, contents.c.content).join(entries, same(acts))
        told = told.join(contents, same(contents)).where(acts.c.interview == interview_id, acts.c.no > after)
        told = told if of is None else told.where(acts.c.act.in_(of))
        return [done_of(row) for row in self._all(told.order_by(acts.c.no))]

    def commanded(self, interview_id: str, command: str) -> int | None:
        """The entry that this command made already."""
        these = (acts.c.interview == interview_id, acts.c.command == command)
        found = self._one(sa.select(acts.c.no).where(*these)) if command else None
        return found["no"] if found else None

    def times(self, interview_id: str, act: str) -> int:
        """How often an act of this name was done."""
        these = (acts.c.interview == interview_id, acts.c.act == act)
        found = self._one(sa.select(sa.func.count().label("times")).select_from(acts).where(*these))
        return int(found["times"]) if found else 0

    def hour(self, interview_id: str) -> Hour:
        """In which state an interview is, and where its clock stands."""
        return self.standing(interview_id).hour

    def states(self) -> dict[str, State]:
        """In which state each interview is."""
        found = self._all(sa.select(interviews.c.id, interviews.c.state))
        return {row["id"]: State(row["state"]) for row in found}

    def keep_state(self, interview_id: str, state: State) -> None:
        this = interviews.c.id == interview_id
        self.connection.execute(sa.update(interviews).where(this).values(state=state.value))

    def append(self, interview_id: str, entry: Question | View | Done, now: datetime, content: str = "") -> int:
        """Add to the interview's record; its number there. `content` is the entry's, where that is known already.

        Raises:
            NotFound: there is no such interview.
        """
        end, previous = self._end(interview_id)
        no, salt, content = end + 1, secrets.token_bytes(SALT), content or entry.content()
        committed = commitment(salt, content)
        linked = link(previous, now, entry.kind, committed)
        place = {"interview": interview_id, "no": no}
        of_entry = {**place, "time": now, "kind": entry.kind, "commitment": committed, "link": linked}
        INTO_ENTRIES.run(self.connection, of_entry)
        INTO_CONTENTS.run(self.connection, {**place, "salt": salt, "content": content})
        INTO[entry.kind].run(self.connection, place | facts(entry))
        ENDS.run(self.connection, {"of": interview_id, "entries": no, "head": linked})
        self.ends[interview_id] = no, linked
        return no

    def record(self, interview_id: str, after: int = 0, most: int | None = None) -> list[Recorded]:
        """What is in the interview's record after an entry, oldest first; all of it, or so many."""
        these = (entries.c.interview == interview_id, entries.c.no > after)
        return [recorded(row) for row in self._all(whole_record().where(*these).order_by(entries.c.no).limit(most))]

    def words(self, interview_id: str, until: int) -> int:
        """How many of the entries up to one have their words."""
        these = (contents.c.interview == interview_id, contents.c.no <= until)
        return self.connection.scalar(sa.select(sa.func.count()).select_from(contents).where(*these)) or 0

    def broken_at(self, interview_id: str, after: int = 0) -> int | None:
        """The first entry of the record that is not what was written, or None when the chain holds.

        Looked for after an entry, up to the newest; an entry that is not there is after none.
        """
        this = (entries.c.interview == interview_id, entries.c.no == after)
        before = self._one(sa.select(entries.c.link).where(*this))
        previous, after = (before["link"], after) if before else (START, 0)
        head = self._one(sa.select(interviews.c.head).where(interviews.c.id == interview_id))
        chain = sa.select(entries, contents.c.salt, contents.c.content).outerjoin(contents, same(contents))
        found = self._all(chain.where(entries.c.interview == interview_id, entries.c.no > after).order_by(entries.c.no))
        last = head["head"] if head else START
        return verified((linked(row) for row in found), last, previous, after + 1)

    def asked(self) -> dict[str, int]:
        """How many questions each interview's record holds."""
        counted = sa.select(questions.c.interview, sa.func.count().label("n")).group_by(questions.c.interview)
        return {row["interview"]: row["n"] for row in self._all(counted)}

    def erase(self, interview_id: str, no: int) -> None:
        """Take the words out of an entry; the chain still verifies and the entry is visibly erased.

        Raises:
            NotFound: there is no such entry, or it is erased already.
        """
        place = (contents.c.interview == interview_id, contents.c.no == no)
        if not self.connection.execute(sa.delete(contents).where(*place)).rowcount:
            raise NotFound(f"there is no entry {no} with words in this record")

    def _end(self, interview_id: str) -> tuple[int, bytes]:
        """The length of a record and its last link. It locks the row, so that they stay so until the unit ends."""
        if interview_id not in self.ends:
            found = END.first(self.connection, of=interview_id)
            if found is None:
                raise NotFound("there is no such interview")
            self.ends[interview_id] = found[0], found[1]
        return self.ends[interview_id]

    def _one(self, statement: sa.Select[Any]) -> Row | None:
        return self.connection.execute(statement).mappings().first()

    def _all(self, statement: sa.Select[Any]) -> list[Row]:
        return list(self.connection.execute(statement).mappings())


def same(table: sa.Table) -> sa.ColumnElement[bool]:
    return (table.c.interview == entries.c.interview) & (table.c.no == entries.c.no)


def whole_record() -> sa.Select[Any]:
    columns = (
        *(entries.c[name] for name in ("no", "time", "kind")),
        contents.c.content,
        sa.func.coalesce(questions.c.seat, views.c.seat, acts.c.seat).label("seat"),
        acts.c.act,
        *(questions.c[name] for name in ("cause", "incident", "asked")),
        *(views.c[name] for name in ("page", "scenario", "visible_from", "visible_to")),
    )
    found = sa.select(*columns).select_from(entries)
    for table in (contents, questions, views, acts):
        found = found.outerjoin(table, same(table))
    return found


FACTS = {
    "question": ("seat", "cause", "incident", "asked"),
    "view": ("seat", "page", "scenario", "visible_from", "visible_to"),
    "act": ("seat", "act"),
}


def recorded(row: Row) -> Recorded:
    content = None if row["content"] is None else json.loads(row["content"])
    return Recorded(row["no"], row["time"], row["kind"], {name: row[name] for name in FACTS[row["kind"]]}, content)


def linked(row: Row) -> Entry:
    return Entry(
        row["no"], row["time"], row["kind"], row["commitment"], row["link"], salt=row["salt"], content=row["content"]
    )


def facts(entry: Question | View | Done) -> dict[str, Any]:
    """What an entry is found by."""
    match entry:
        case Question():
            return {"seat": entry.seat, "cause": entry.cause.value, "incident": entry.incident, "asked": entry.asked}
        case View():
            seen = {"visible_from": entry.visible_from, "visible_to": entry.visible_to}
            return {"seat": entry.seat, "page": entry.page, "scenario": entry.scenario, **seen}
        case Done():
            return {"seat": entry.seat, "act": entry.name, "command": entry.command or None}


OF = interviews.c.id == sa.bindparam("of", "")
END = Prepared(sa.select(interviews.c.entries, interviews.c.head).where(OF).with_for_update())
ENDS = Prepared(sa.update(interviews).where(OF).values(entries=sa.bindparam("entries"), head=sa.bindparam("head")))
INTO_ENTRIES, INTO_CONTENTS = Prepared(sa.insert(entries)), Prepared(sa.insert(contents))
INTO = {kind: Prepared(sa.insert(table)) for kind, table in {"question": questions, "view": views, "act": acts}.items()}
OF_SEAT = (seats.c.id, seats.c.interview, seats.c.role, seats.c.name, seats.c.person)
OF_BROWSER = [browsers.c[one.name] for one in fields(Browser)]
SEAT = 1 + len(OF_SEAT)
SEATED = Prepared(
    sa.select(interviews.c.kind, *OF_SEAT, *OF_BROWSER)
    .select_from(seats.join(interviews).outerjoin(browsers, browsers.c.id == sa.bindparam("browser", "")))
    .where(seats.c.id == sa.bindparam("seat", ""))
)


def done_of(row: Row) -> Done:
    act = act_of(row["act"], json.loads(row["content"]))
    return Done(act, row["seat"], row["command"] or "", row["no"], row["time"])


def seat_of(row: Row) -> Seat:
    return seat_from(row["id"], row["interview"], row["role"], row["name"], row["person"])


def seat_from(seat_id: str, interview: str | None, role: str, name: str, person: str | None) -> Seat:
    return Seat(seat_id, interview or "", Role(role), name, person or "")


def interview_row(interview: Interview) -> dict[str, Any]:
    return {
        "id": interview.id,
        "candidate": interview.candidate,
        "interviewer": interview.interviewer,
        "created": interview.created,
        "starts": interview.starts,
        "plan": plan_row(interview.plan),
        "kind": interview.kind.value,
        "zone": interview.zone,
        "mail": interview.mail,
        "level": interview.level.value,
        "rubric": interview.rubric,
        "call": interview.call,
        "position": interview.position,
        "policy": asdict(interview.policy),
        "accommodations": asdict(interview.accommodations),
    }


def pin_row(interview_id: str, pin: Pin) -> dict[str, Any]:
    return {
        "interview": interview_id,
        "number": pin.number,
        "scenario": pin.scenario,
        "version": pin.version,
        "seed": pin.seed,
        "incident": pin.incident,
    }


def interview_of(row: Row, pinned: list[Row]) -> Interview:
    return Interview(
        id=row["id"],
        candidate=row["candidate"],
        interviewer=row["interviewer"],
        created=row["created"],
        starts=row["starts"],
        plan=plan_of(row["plan"]),
        pins=tuple(pin_of(pin) for pin in sorted(pinned, key=lambda pin: pin["number"])),
        kind=Kind(row["kind"]),
        zone=row["zone"],
        mail=row["mail"],
        level=Level(row["level"]),
        rubric=row["rubric"],
        call=row["call"],
        position=row["position"],
        policy=Policy(**row["policy"]),
        accommodations=Accommodations(**row["accommodations"]),
    )


def pin_of(row: Row) -> Pin:
    return Pin(row["number"], row["scenario"], row["version"], row["seed"], row["incident"])
