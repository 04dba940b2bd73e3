"""The packet of an interview: read, taken as a file, shared, and held against the record.

It is made when it is asked for and kept nowhere: what is erased in the record is in no packet that is made afterwards.
Each look is written down, at most once a minute, and each copy.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from importlib.metadata import version

from rounds.actions import packing, sheet
from rounds.actions.acting import write
from rounds.actions.auditing import accessed
from rounds.actions.debriefing import actor, may_decide
from rounds.actions.office import Office
from rounds.actions.retold import milliseconds
from rounds.actions.sheet import Sheet
from rounds.interviews import OPERATOR, Done, Duty, Person, Role, Seat, State, acts, gates, hour_of
from rounds.interviews.rights import Right, as_seen_by, may
from rounds.interviews.sharing import Access as Sharing
from rounds.interviews.sharing import shared_of
from rounds.kit.errors import Conflict, Forbidden, Invalid, NotFound
from rounds.packet import checking, page, paper
from rounds.packet.canonical import canonical, hash_of
from rounds.packet.checking import Copy, PacketDifference
from rounds.packet.content import Packet
from rounds.packet.copy import Cover
from rounds.records.audit import Access
from rounds.records.work import Work

SHARES = frozenset({"shared"})  # acts by their name
READ, TAKEN, SHARED, CHECKED = "packet read", "packet taken", "packet shared", "packet checked"
LONGEST_SHARE = timedelta(days=366)
MOST_VERSIONS = 60
MOST_LOOKS = 200
WRITERS: dict[str, tuple[str, Callable[[Packet, Cover], bytes]]] = {
    "html": ("text/html; charset=utf-8", page.page),
    "pdf": ("application/pdf", paper.pdf),
}


@dataclass(frozen=True, slots=True)
class PacketMissing:
    """Whose card is not in."""

    name: str
    standing: str


@dataclass(frozen=True, slots=True)
class PacketView:
    """`state` is "open", or "waiting" with why and whose cards are missing. `hash` is that of the content as a file holds
    it; `until` is when the reader's access ends, milliseconds since 1970.
    """

    id: str
    candidate: str
    position: str
    level: str
    ended: float | None
    state: str
    why: str
    counted: int
    submitted: int
    missing: list[PacketMissing]
    packet: Packet | None
    hash: str
    version: int
    until: float | None
    may_share: bool
    may_decide: bool
    may_replay: bool


@dataclass(frozen=True, slots=True)
class PacketReader:
    """`by` is place or share; `until` is None where no day was said; `last` is when they last read it."""

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


@dataclass(frozen=True, slots=True)
class PacketFile:
    name: str
    media: str
    content: bytes


@dataclass(frozen=True, slots=True)
class PacketChecked:
    """What became of a copy. `version` is None where the record never had this content; `current` whether it still has.

    `whole` is whether the file is as Rounds writes it, None where there was none to look at; `logged` whether the log says
    that this person took a copy of it then, None where it has no cover. `differences` are against
    the content of today, or of that version where it is known.
    """

    hash: str
    version: int | None
    of: int
    at: float | None
    current: bool
    after: str
    whole: bool | None
    logged: bool | None
    taker: str
    taken: str
    differences: list[PacketDifference]
    said: str


@dataclass(frozen=True, slots=True)
class Version:
    """The content from an act on: its place from 1, its hash, when and after what."""

    place: int
    no: int
    hash: str
    time: datetime
    after: str


def view(here: Office, who: Person, interview_id: str) -> PacketView:
    """
    Raises:
        NotFound, Forbidden: as `rights.interview`, or their access has ended.
    """
    with here.records.look() as look, sheet.of(here, look, who, interview_id, Right.PACKET) as found:
        check_access(found)
        shown = view_of(found)
    if shown.packet is not None:
        accessed(here, who, READ, interview_id)
    return shown


def view_of(found: Sheet) -> PacketView:
    who, role, state = found.who, found.seat.role, found.hour.state
    why = why_closed(found)
    named = may(who, role, Right.NAME) or not packing.is_blind(found)
    shown = found.interview if named else as_seen_by(who, role, found.interview)
    told = versions(found) if not why else []
    access = access_of(found, found.seat)
    return PacketView(
        id=shown.id,
        candidate=shown.candidate,
        position=shown.position,
        level=shown.level.value,
        ended=milliseconds(found.hour.ended) if found.hour.ended else None,
        state="waiting" if why else "open",
        why=why,
        counted=len(found.cards.counted),
        submitted=len(found.cards.counted & found.cards.submitted),
        missing=[
            PacketMissing(one.name, found.standing(one).value) for one in found.seats if one.id in found.cards.missing
        ],
        packet=None if why else packing.packet(found, blind=not named),
        hash=told[-1].hash if told else "",
        version=len(told),
        until=milliseconds(access.until) if access and access.until else None,
        may_share=may(who, role, Right.SHARE, state),
        may_decide=may_decide(found),
        may_replay=may(who, role, Right.RECORD, state),
    )


def why_closed(found: Sheet) -> str:
    """Why there is nothing to read yet; empty where there is."""
    cards, mine = found.cards, found.seat
    if found.hour.state is not State.ENDED:
        return "The interview has not ended."
    if not gates.has_judged(mine, cards):
        return "Hand in your own scorecard first. Then you read what others judged."
    is_admin = mine.role is Role.OBSERVER and found.who.does(Duty.ADMIN) and cards.counted & cards.submitted
    if not cards.is_open and not is_admin:
        done, of = len(cards.counted & cards.submitted), len(cards.counted)
        return f"{done} of {of} scorecards {'is' if done == 1 else 'are'} in. The packet opens when all are."
    return ""


# Access


def check_access(found: Sheet) -> None:
    access = access_of(found, found.seat)
    now = found.here.now()
    if access and not access.is_open(now):
        if access.closed:
            raise Forbidden("This packet is no longer shared with you.")
        assert access.until
        raise Forbidden(f"Your access to this packet ended on {access.until.day} {access.until:%B %Y}.")


def access_of(found: Sheet, seat: Seat) -> Sharing | None:
    """Of who has it by being of the committee here; None for everybody else, who has it by their place or what they do."""
    if seat.role is not Role.COMMITTEE:
        return None
    return shared_of(found.done).get(seat.person, Sharing())


def open_for(found: Sheet) -> None:
    """
    Raises:
        Forbidden: their access has ended. Conflict: there is no packet yet.
    """
    check_access(found)
    if why := why_closed(found):
        raise Conflict(why)


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
        looks = look.audit.of(interview_id, READ, TAKEN, SHARED, CHECKED)
        last = {one.person: one.time for one in reversed(looks) if one.what in (READ, TAKEN)}
        shares = may(who, found.seat.role, Right.SHARE, found.hour.state)
        seated = {one.person for one in found.seats}
        return PacketReaders(
            readers=[reader(found, one, last.get(one.person)) for one in found.seats if one.role is not Role.SHADOW],
            looks=[look_of(one, known) for one in looks[:MOST_LOOKS]] if shares else [],
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
        by="share" if access.shared else "place",
        until=milliseconds(access.until) if access.until else None,
        open=access.is_open(found.here.now()),
        last=milliseconds(last) if last else None,
    )


def look_of(one: Access, known: dict[str, str]) -> PacketLook:
    person, _, until = one.detail.partition(" ")
    detail = one.detail
    if one.what == SHARED:
        detail = f"{known.get(person, 'somebody')}, {until if until == 'no longer' else f'until {until[:10]}'}"
    return PacketLook(milliseconds(one.time), known.get(one.person, "somebody"), one.what, detail)


# Content and files


def content(here: Office, who: Person, interview_id: str) -> bytes:
    """As a file holds it, and as it is hashed: without names until the decision. It is a copy, and logged as one.

    Raises:
        NotFound, Forbidden: as `rights.interview`. Conflict: there is no packet yet.
    """
    with here.records.work() as work, sheet.of(here, work, who, interview_id, Right.PACKET) as found:
        open_for(found)
        told = canonical(packing.packet(found, blind=packing.is_blind(found)))
        work.audit.add(Access(here.now(), who.id, interview_id, TAKEN, f"json {hash_of(told)[:16]}"))
    return told


def file(here: Office, who: Person, interview_id: str, kind: str, url: str) -> PacketFile:
    """A copy in a cover that names who took it and when.

    Raises:
        NotFound, Forbidden: as `rights.interview`. Conflict: there is no packet yet.
    """
    media, made = WRITERS[kind]
    with here.records.work() as work, sheet.of(here, work, who, interview_id, Right.PACKET) as found:
        open_for(found)
        packet, now = packing.packet(found, blind=packing.is_blind(found)), here.now()
        told = hash_of(canonical(packet))
        work.audit.add(Access(now, who.id, interview_id, TAKEN, f"{kind} {told[:16]}"))
    cover = Cover(who.name, packing.iso(now), url, version("rounds"), told)
    return PacketFile(f"packet-{interview_id}-{told[:8]}.{kind}", media, made(packet, cover))


def versions(found: Sheet) -> list[Version]:
    """Every content that the record has had since there was one, the first first, as far as acts changed it."""
    kept: list[Version] = []
    for done in packing.changes(found)[-MOST_VERSIONS:]:
        past = packing.as_of(found, done.no)
        if not past.cards.counted & past.cards.submitted:
            continue
        told = found.desk.once(
            f"packet {done.no}",
            (found.interview, tuple(found.seats)),
            lambda past=past: hash_at(past),  # type: ignore[misc]
        )
        if not kept or kept[-1].hash != told:
            assert done.time
            kept.append(Version(len(kept) + 1, done.no, told, done.time, AFTER.get(type(done.act), "a change")))
    return kept


AFTER: dict[type, str] = {
    acts.Submitted: "a scorecard was handed in or amended",
    acts.Convened: "the debrief was opened",
    acts.Settled: "the debrief said something",
    acts.Decided: "the decision",
    acts.Noted: "a note",
}


def hash_at(past: Sheet) -> str:
    return hash_of(content_at(past))


def content_at(past: Sheet) -> bytes:
    return canonical(packing.packet(past, blind=packing.is_blind(past)))


# Holding a copy against the record


def is_whole(copy: Copy, file_hash: str, *, known: bool) -> bool:
    """Whether the file is what Rounds makes of its content and cover. Only of a content that is the record's own: nobody
    has others' words drawn here.
    """
    return known and sha256(checking.remade(copy)).hexdigest() == file_hash


def verify(here: Office, who: Person, interview_id: str, copy: Copy, file_hash: str = "") -> PacketChecked:
    """`file_hash` is the SHA-256 of the file that the copy stood in, if there was one.

    Raises:
        NotFound, Forbidden: as `rights.interview`. Conflict: there is no packet yet. Invalid: it is no packet.
    """
    with here.records.work() as work, sheet.of(here, work, who, interview_id, Right.PACKET) as found:
        open_for(found)
        known = versions(found)
        match = next((one for one in reversed(known) if one.hash == copy.hash), None)
        now = content_at(found)
        logged = is_logged(work, interview_id, copy) if copy.cover else None
        work.audit.add(Access(here.now(), who.id, interview_id, CHECKED, copy.hash[:16]))
    current = copy.hash == hash_of(now)
    whole = is_whole(copy, file_hash, known=match is not None or current) if file_hash and copy.cover else None
    different = [] if current or not copy.content else checking.differences(copy.content, now)
    return PacketChecked(
        hash=copy.hash,
        version=match.place if match else None,
        of=len(known),
        at=milliseconds(match.time) if match else None,
        current=current,
        after=match.after if match else "",
        whole=whole,
        logged=logged,
        taker=copy.cover.taker if copy.cover else "",
        taken=copy.cover.taken if copy.cover else "",
        differences=different,
        said=said(match, len(known), current=current, whole=whole, logged=logged),
    )


def is_logged(work: Work, interview_id: str, copy: Copy) -> bool:
    """A cover is text that anybody can write: only the log says who took a copy."""
    assert copy.cover
    names = {one.id: one.name for one in (OPERATOR, *work.people.all())}
    return any(
        (names.get(one.person), packing.iso(one.time)) == (copy.cover.taker, copy.cover.taken)
        and one.detail.endswith(f" {copy.hash[:16]}")
        for one in work.audit.of(interview_id, TAKEN)
    )


def said(match: Version | None, of: int, *, current: bool, whole: bool | None, logged: bool | None) -> str:
    """In a sentence."""
    forged = "" if logged is not False else " The log does not say that whom its cover names took it then."
    return f"{of_content(match, of, current=current, whole=whole)}{forged}"


def of_content(match: Version | None, of: int, *, current: bool, whole: bool | None) -> str:
    torn = "" if whole is not False else " But the file is not as Rounds writes it: do not rely on what it shows."
    if current:
        return f"The content is that of the record as it is now.{torn}"
    if match:
        when = f"{match.time.day} {match.time:%B %Y, %H:%M} UTC"
        return f"The content is that of the record as of version {match.place} of {of}, from {when}, after {match.after}.{torn}"
    return "The content differs: the record never had it."
