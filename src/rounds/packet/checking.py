"""Copies of a packet: what stands in a file, whether it is as Rounds wrote it, and where two contents differ."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Any

from rounds.kit.errors import Invalid
from rounds.packet import page, paper
from rounds.packet.canonical import hash_of, written
from rounds.packet.content import FORMAT, Packet
from rounds.packet.copy import Cover
from rounds.packet.reading import packet_of

SCRIPT = rb'<script type="application/json" id="%s">(.*?)</script>'
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
LARGEST = 20_000_000  # bytes of what a file holds packed
MOST = 20  # differences that are named
SHORT = 120  # characters of a value


@dataclass(frozen=True, slots=True)
class Copy:
    """`kind` is html, pdf, or json for a content alone, which has no cover. Of one that is known by its hash alone the
    content is empty.
    """

    kind: str
    content: bytes
    cover: Cover | None
    named: str = ""

    @property
    def hash(self) -> str:
        return hash_of(self.content) if self.content else self.named


@dataclass(frozen=True, slots=True)
class PacketDifference:
    """`where` is a path as in scenarios.1.scores.0.points; what stands here and what there, in short."""

    where: str
    here: str
    there: str


def opened(file: bytes) -> Copy:
    """
    Raises:
        Invalid: it is no packet.
    """
    if file.startswith(b"%PDF"):
        return of_parts("pdf", *in_pdf(file))
    if file.lstrip().startswith(b"{"):
        return Copy("json", file.strip(), None)
    found = [re.search(SCRIPT % name, file, re.DOTALL) for name in (b"packet", b"cover")]
    return of_parts("html", *(one[1] if one else b"" for one in found))


def of_parts(kind: str, content: bytes, cover: bytes) -> Copy:
    if not content or not cover:
        raise Invalid("This is no packet of Rounds: there is no content in it.", field="file")
    return Copy(kind, content, cover_of(cover))


def cover_of(told: bytes) -> Cover:
    try:
        cover = Cover(**{name: str(value) for name, value in values(told).items()})
        datetime.fromisoformat(cover.taken)
    except (ValueError, TypeError, AttributeError):
        raise Invalid("This packet's cover cannot be read.", field="file") from None
    return cover


def values(told: bytes) -> Any:
    """
    Raises:
        ValueError: it is no JSON, or holds what Python reads and nothing can write: half characters, numbers without end.
    """
    found = json.loads(told)
    json.dumps(found, ensure_ascii=False, allow_nan=False).encode()
    return found


def in_pdf(file: bytes) -> tuple[bytes, bytes]:
    """The content and the cover among what a PDF holds."""
    content = cover = b""
    for found in STREAM.finditer(file):
        part = unpacked(found[1])
        if part.startswith(b"{") and FORMAT.encode() in part and b'"about"' in part:
            content = part
        elif part.startswith(b'{"hash"'):
            cover = part
    return content, cover


def unpacked(part: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(part, LARGEST)
    except zlib.error:
        return part


def is_whole(copy: Copy, file: bytes) -> int | None:
    """Where a file differs from what Rounds makes of its content and cover: the first byte, or None where it does not.

    Raises:
        Invalid: its content has not the form of a packet.
    """
    if copy.cover is None:
        return None
    made = remade(copy)
    if made == file:
        return None
    return next((place for place, (a, b) in enumerate(zip_longest(made, file)) if a != b), len(made))


def remade(copy: Copy) -> bytes:
    assert copy.cover
    write: Callable[[Packet, Cover], bytes] = paper.pdf if copy.kind == "pdf" else page.page
    return write(content_of(copy.content), copy.cover)


def content_of(told: bytes) -> Packet:
    """
    Raises:
        Invalid: it has not the form of a packet.
    """
    try:
        return packet_of(values(told))
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise Invalid("The content of this packet cannot be read.", field="file") from None


def differences(here: bytes, there: bytes) -> list[PacketDifference]:
    """Between two contents, by the path of each value that differs; the first of them."""
    found = compared(json.loads(here), json.loads(there), "")
    return [one for one, _ in zip(found, range(MOST), strict=False)]


def compared(here: Any, there: Any, where: str) -> Iterator[PacketDifference]:
    match here, there:
        case dict(), dict():
            for name in sorted(here.keys() | there.keys()):
                yield from compared(here.get(name), there.get(name), f"{where}.{name}".lstrip("."))
        case list(), list():
            for place, (one, other) in enumerate(zip_longest(here, there)):
                yield from compared(one, other, f"{where}.{place}")
        case _ if here != there or isinstance(here, bool) is not isinstance(there, bool):
            yield PacketDifference(where, short(here), short(there))


def short(value: Any) -> str:
    text = value if isinstance(value, str) else "nothing" if value is None else written(value).decode()
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"
