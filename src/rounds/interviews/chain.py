"""The hash chain that makes a record append-only and its words erasable.

Each link is `H(previous, time, kind, H(salt || content))`. Content and salt stand apart from the chain: once
they are erased the chain still verifies, and without the random salt nobody can find the words by guessing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from rounds.signals import to_ns

START = bytes(32)


@dataclass(frozen=True, slots=True)
class Entry:
    """One link as it is stored. `salt` and `content` are None once the words are erased."""

    no: int
    time: datetime
    kind: str
    commitment: bytes
    link: bytes
    salt: bytes | None
    content: str | None

    @property
    def erased(self) -> bool:
        return self.content is None


def commitment(salt: bytes, content: str) -> bytes:
    return sha256(salt + content.encode()).digest()


def link(previous: bytes, time: datetime, kind: str, committed: bytes) -> bytes:
    """Each part has a fixed length or an end of its own, so no two different entries hash the same bytes."""
    return sha256(previous + to_ns(time).to_bytes(8, "big", signed=True) + kind.encode() + b"\0" + committed).digest()


def verified(entries: Iterable[Entry], head: bytes, previous: bytes = START, wanted: int = 1) -> int | None:
    """The number of the first entry that is not what was written, or None if all are. `head` is the last link.

    `previous` is the link before the first of these, and `wanted` the number that has to be its.
    An entry that was taken away shows at its place, one taken from the end as the number after the last.
    """
    for entry in entries:
        if entry.no != wanted or not holds(entry, previous):
            return wanted
        previous, wanted = entry.link, wanted + 1
    return None if previous == head else wanted


def holds(entry: Entry, previous: bytes) -> bool:
    told = entry.content is None or commitment(entry.salt or b"", entry.content) == entry.commitment
    return told and entry.link == link(previous, entry.time, entry.kind, entry.commitment)
