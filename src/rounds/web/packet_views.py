"""What the packet's commands bring. What they show is the action's own value."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field

from rounds.kit.errors import Invalid
from rounds.packet import checking
from rounds.packet.checking import Copy
from rounds.web.command_views import NewCommand
from rounds.web.views import Frozen


class PacketKind(StrEnum):
    HTML = "html"
    PDF = "pdf"


class CopyKind(StrEnum):
    HTML = "html"
    PDF = "pdf"
    JSON = "json"


class NewShare(NewCommand):
    """Without a day they read it no longer."""

    person: Annotated[str, Field(max_length=100)]
    until: AwareDatetime | None = None


class NewCopy(Frozen):
    """What stood in a file: its content and its cover as they stand there, and the SHA-256 of the whole file; or the
    hash of a content alone.
    """

    kind: CopyKind = CopyKind.JSON
    content: Annotated[str, Field(max_length=1 << 20)] = ""
    hash: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""
    cover: Annotated[str, Field(max_length=4_000)] = ""
    sha256: Annotated[str, Field(pattern=r"^([0-9a-f]{64})?$")] = ""


def copy_of(new: NewCopy) -> Copy:
    """
    Raises:
        Invalid: it is no packet's.
    """
    if not new.content:
        if not new.hash:
            raise Invalid("Give a copy's content, or its hash.", field="content")
        return Copy(new.kind.value, b"", None, new.hash)
    content = new.content.encode(errors="replace")
    checking.content_of(content)
    cover = checking.cover_of(new.cover.encode(errors="replace")) if new.cover else None
    return Copy(new.kind.value, content, cover)
