"""Copies of a packet: its content, a file in a cover that names who took it and when, and either held against the record.

What is slow is done before the writers' turn, in which only the copy is written down.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from importlib.metadata import version

from rounds.actions import rights, sheet
from rounds.actions.office import Office
from rounds.actions.packets import packing, reading
from rounds.actions.packets.reading import TAKEN, Version
from rounds.actions.packets.sources import iso
from rounds.actions.retold import milliseconds
from rounds.interviews import OPERATOR, Person
from rounds.interviews.rights import Right
from rounds.packet import checking, page, paper
from rounds.packet.canonical import canonical, hash_of
from rounds.packet.checking import Copy, PacketDifference
from rounds.packet.content import Packet
from rounds.packet.copy import Cover
from rounds.records.audit import Access
from rounds.records.work import Work

CHECKED = "packet checked"
WRITERS: dict[str, tuple[str, Callable[[Packet, Cover], bytes]]] = {
    "html": ("text/html; charset=utf-8", page.page),
    "pdf": ("application/pdf", paper.pdf),
}


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


def content(here: Office, who: Person, interview_id: str) -> bytes:
    """As a file holds it, and as it is hashed: without names until the decision. It is a copy, and logged as one.

    Raises:
        NotFound, Forbidden: as `rights.interview`. Conflict: there is no packet yet.
    """
    told = canonical(packet(here, who, interview_id))
    logged(here, who, interview_id, TAKEN, f"json {hash_of(told)[:16]}")
    return told


def file(here: Office, who: Person, interview_id: str, kind: str, url: str) -> PacketFile:
    """A copy in a cover that names who took it and when.

    Raises:
        NotFound, Forbidden: as `rights.interview`. Conflict: there is no packet yet.
    """
    media, made = WRITERS[kind]
    content = canonical(packet(here, who, interview_id))
    told = hash_of(content)
    now = logged(here, who, interview_id, TAKEN, f"{kind} {told[:16]}")
    cover = Cover(who.name, iso(now), url, version("rounds"), told)
    written = checking.content_of(content)  # its times are shorter than the record's, and a picture shows that
    return PacketFile(f"packet-{interview_id}-{told[:8]}.{kind}", media, made(written, cover))


def packet(here: Office, who: Person, interview_id: str) -> Packet:
    with here.records.look() as look, sheet.apart(here, look, who, interview_id, Right.PACKET) as found:
        reading.open_for(found)
        return packing.packet(found, blind=packing.is_blind(found))


def logged(here: Office, who: Person, interview_id: str, what: str, detail: str) -> datetime:
    """When it was written down. What was taken back or erased while it was put together is given to nobody."""
    with here.records.work() as work:
        rights.within(work, who, interview_id, Right.PACKET)
        now = here.now()
        work.audit.add(Access(now, who.id, interview_id, what, detail))
    return now


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
    with here.records.look() as look, sheet.apart(here, look, who, interview_id, Right.PACKET) as found:
        reading.open_for(found)
        known, now = reading.versions(found), reading.content_at(found)
        told_of = is_logged(look, interview_id, copy) if copy.cover else None
    logged(here, who, interview_id, CHECKED, copy.hash[:16])
    match = next((one for one in reversed(known) if one.hash == copy.hash), None)
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
        logged=told_of,
        taker=copy.cover.taker if copy.cover else "",
        taken=copy.cover.taken if copy.cover else "",
        differences=different,
        said=said(match, len(known), current=current, whole=whole, logged=told_of),
    )


def is_logged(look: Work, interview_id: str, copy: Copy) -> bool:
    """A cover is text that anybody can write: only the log says who took a copy."""
    assert copy.cover
    names = {one.id: one.name for one in (OPERATOR, *look.people.all())}
    return any(
        (names.get(one.person), iso(one.time)) == (copy.cover.taker, copy.cover.taken)
        and one.detail.endswith(f" {copy.hash[:16]}")
        for one in look.audit.of(interview_id, TAKEN)
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
