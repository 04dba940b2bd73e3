"""Who may read a packet and until when: shared, ended by itself or taken back, and who read it."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from rounds.actions import sheet
from rounds.actions.acting import write
from rounds.actions.debriefing import actor
from rounds.actions.office import Office
from rounds.actions.packets.copies import CHECKED
from rounds.actions.packets.reading import READ, SHARED, TAKEN, access_of, check_access
from rounds.actions.retold import milliseconds
from rounds.actions.sheet import Sheet
from rounds.interviews import OPERATOR, Done, Person, Role, Seat, State, acts, gates, hour_of
from rounds.interviews.rights import Right, may
from rounds.interviews.sharing import Access as Sharing
from rounds.interviews.sharing import shared_of
from rounds.kit.errors import Conflict, Invalid, NotFound
from rounds.records.audit import Access

SHARES = frozenset({"shared"})  # acts by their name
LONGEST_SHARE = timedelta(days=366)
MOST_LOOKS = 200


@dataclass(frozen=True, slots=True)
class PacketReader:
    """`by` is place, share or rating, of who was asked to rate once more; `until` is None where no day was said; `last` is when they last read it."""

    person: str
    name: str
    role: str
    by: str
    until: float | None
    open: bool
    last: float | None


@dataclass(frozen=True, slots=True)
class PacketLook:
    at: float
    name: str
    what: str
    detail: str


@dataclass(frozen=True, slots=True)
class PacketReaders:
    """`looks` are for who may share it, the newest first; `people` are those it could be shared with."""

    readers: list[PacketReader]
    looks: list[PacketLook]
    people: list[PacketPerson]


@dataclass(frozen=True, slots=True)
class PacketPerson:
    id: str
    name: str


def share(
    here: Office, who: Person, interview_id: str, person_id: str, until: datetime | None, command: str = ""
) -> PacketReaders:
    """Let somebody read it until then, or no longer. Who has no place in the interview gets one of the committee's.

    Raises:
        NotFound: there is nobody of that id. Invalid: the moment has passed, or is more than a year away.
        Conflict: they have it by their place, or may not have it at all.
    """
    now = here.now()
    if until is not None and not now < until <= now + LONGEST_SHARE:
        raise Invalid("Choose a day that is to come, at most a year away.", field="until")
    with here.records.work() as work:
        work.locked(interview_id)
        with sheet.of(here, work, who, interview_id, Right.SHARE) as found:
            person = work.people.of(person_id)
            if not person.active:
                raise NotFound("there is nobody of that id")
            if found.hour.state is not State.ENDED:
                raise Conflict("A packet is shared once the interview has ended.")
            seat = next((one for one in found.seats if one.person == person.id), None)
            if seat and seat.role is Role.SHADOW:
                raise Conflict(f"{person.name} sat in on this interview to learn: their place gives no packet.")
            if seat and seat.role is not Role.COMMITTEE:
                raise Conflict(f"{person.name} reads it by their place in the interview.")
            if not seat and until is None:
                raise Conflict(f"{person.name} does not read it.")
            if not seat and not work.commanded(interview_id, command):
                made = Seat(
                    f"{interview_id}-{secrets.token_hex(4)}", interview_id, Role.COMMITTEE, person.name, person.id
                )
                work.seat(made, now)
            told = until.astimezone(UTC).isoformat() if until else ""
            write(work, here, actor(found.seat, who), acts.Shared(person.id, told), command)
            work.audit.add(Access(now, who.id, interview_id, SHARED, f"{person.id} {told or 'no longer'}"))
    here.live.changed(interview_id)
    return readers(here, who, interview_id)


def ended_shares(done: Iterable[Done], now: datetime) -> list[str]:
    """Whose day has passed, without its being written down."""
    return [person for person, one in shared_of(done).items() if not one.closed and not one.is_open(now)]


def end_shares(here: Office) -> None:
    """Write down which shares have ended: with theirs ends all else that a place in the committee gives."""
    with here.records.look() as look:
        shared = [one for one in look.last_done("shared") if ended_shares(look.done(one, of=SHARES), here.now())]
    for interview_id in shared:
        with here.records.work() as work:
            work.locked(interview_id)
            done, now = work.done(interview_id), here.now()
            if hour_of(work.interview(interview_id), done).erased:
                continue
            ended = ended_shares(done, now)
            for person in ended:
                work.append(interview_id, Done(acts.Shared(person, ""), ""), now)
        if ended:
            here.live.changed(interview_id)


def readers(here: Office, who: Person, interview_id: str) -> PacketReaders:
    """Who may read it, and for who may share it who did.

    Raises:
        NotFound, Forbidden: as `rights.interview`.
    """
    with here.records.look() as look, sheet.of(here, look, who, interview_id, Right.PACKET) as found:
        check_access(found)
        known = {one.id: one.name for one in (OPERATOR, *look.people.all())} | {
            one.person: one.name for one in found.seats
        }
        looks = look.audit.of(interview_id, READ, TAKEN, SHARED, CHECKED, gates.ASKED)
        last = {one.person: one.time for one in reversed(looks) if one.what in (READ, TAKEN)}
        shares = may(who, found.seat.role, Right.SHARE, found.hour.state)
        seated = {one.person for one in found.seats}
        return PacketReaders(
            readers=[reader(found, one, last.get(one.person)) for one in found.seats if one.role is not Role.SHADOW],
            looks=[look_of(found, one, known) for one in looks[:MOST_LOOKS]] if shares else [],
            people=[PacketPerson(one.id, one.name) for one in look.people.all() if one.active and one.id not in seated]
            if shares
            else [],
        )


def reader(found: Sheet, seat: Seat, last: datetime | None) -> PacketReader:
    access = access_of(found, seat) or Sharing()
    return PacketReader(
        person=seat.person,
        name=seat.name,
        role=seat.role.value,
        by="share" if access.shared else "rating" if seat.id in found.asked else "place",
        until=milliseconds(access.until) if access.until else None,
        open=access.is_open(found.here.now()),
        last=milliseconds(last) if last else None,
    )


def look_of(found: Sheet, one: Access, known: dict[str, str]) -> PacketLook:
    person, _, until = one.detail.partition(" ")
    detail = one.detail
    if one.what == SHARED:
        detail = f"{known.get(person, 'somebody')}, {until if until == 'no longer' else f'until {until[:10]}'}"
    if one.what == gates.ASKED:
        detail = next((seat.name for seat in found.seats if seat.id == one.detail), "somebody")
    return PacketLook(milliseconds(one.time), known.get(one.person, "somebody"), one.what, detail)
