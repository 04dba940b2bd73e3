"""The packet of an interview as it is read, and every content that it has had.

It is made when it is asked for and kept nowhere: what is erased in the record is in no packet that is made afterwards.
Each look is written down, at most once a minute.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from rounds.actions import sheet
from rounds.actions.auditing import accessed
from rounds.actions.debriefing import may_decide
from rounds.actions.office import Office
from rounds.actions.packets import packing
from rounds.actions.retold import milliseconds
from rounds.actions.sheet import Sheet
from rounds.interviews import Duty, Person, Role, Seat, State, acts, gates
from rounds.interviews.rights import Right, may, pseudonym
from rounds.interviews.sharing import Access as Sharing
from rounds.interviews.sharing import shared_of
from rounds.kit.errors import Conflict, Forbidden
from rounds.packet.canonical import canonical, hash_of
from rounds.packet.content import Packet

READ, TAKEN, SHARED = "packet read", "packet taken", "packet shared"
MOST_VERSIONS = 60
AFTER: dict[type, str] = {
    acts.Submitted: "a scorecard was handed in or amended",
    acts.Convened: "the debrief was opened",
    acts.Settled: "the debrief said something",
    acts.Decided: "the decision",
    acts.Noted: "a note",
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
    named = role is not Role.RATER and (may(who, role, Right.NAME) or not packing.is_blind(found))
    shown = found.interview if named else replace(found.interview, candidate=pseudonym(found.interview))
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


# Every content that it has had


@dataclass(frozen=True, slots=True)
class Version:
    """The content from an act on: its place from 1, its hash, when and after what."""

    place: int
    no: int
    hash: str
    time: datetime
    after: str


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


def hash_at(past: Sheet) -> str:
    return hash_of(content_at(past))


def content_at(past: Sheet) -> bytes:
    return canonical(packing.packet(past, blind=packing.is_blind(past)))
