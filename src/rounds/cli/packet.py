"""`rounds packet`: whether a copy of a packet is what the record says."""

from __future__ import annotations

import json
import sys
from contextlib import AbstractContextManager
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Protocol

import typer

from rounds.cli import running
from rounds.cli.running import Server
from rounds.kit.errors import Invalid
from rounds.packet import checking
from rounds.packet.canonical import written
from rounds.packet.checking import Copy
from rounds.packet.telling import moment

if TYPE_CHECKING:
    from rounds.actions.office import Office

app = typer.Typer(help="Packets that a hiring committee reads.", no_args_is_help=True)
DIFFERS = 1
LARGEST = 150_000  # bytes of a content that is sent; of a larger one its hash tells the version, and no difference


class Desk(Protocol):
    """What these commands need, from a running server or from the data itself."""

    def verify(self, interview_id: str, copy: Copy, file_hash: str) -> dict[str, Any]: ...


@app.callback()
def packet() -> None:
    """Keeps `verify` a word of its own."""


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="A copy: HTML, PDF or the content as JSON.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Say whether a copy is as Rounds wrote it, and which version of the record it holds. 0 is: as the record is now."""
    told = read(file)
    copy = checking.opened(told)
    torn, interview_id = checking.is_whole(copy, told), checking.content_of(copy.content).about.id
    with desk() as found:
        checked = found.verify(interview_id, copy, sha256(told).hexdigest())
    if as_json:
        sys.stdout.write(json.dumps({**checked, "torn_at": torn}, indent=1, ensure_ascii=False) + "\n")
    else:
        say(copy, torn, checked)
    if torn is not None or not checked["current"]:
        raise typer.Exit(DIFFERS)


def read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise Invalid(f"{file} cannot be read: {error.strerror}.", field="file") from error


def say(copy: Copy, torn: int | None, checked: dict[str, Any]) -> None:
    if copy.cover:
        sys.stdout.write(f"taken by {copy.cover.taker}, {moment(copy.cover.taken)}\n")
    sys.stdout.write(f"content {copy.hash}\n{checked['said']}\n")
    if torn is not None:
        sys.stdout.write(f"Byte {torn:,} of the file is the first that is another than Rounds writes.\n")
    for one in checked["differences"]:
        sys.stdout.write(f"  {one['where']}: here {one['here']}, in the record {one['there']}\n")


class Remote:
    """A running server."""

    def __init__(self, server: Server) -> None:
        self.server = server

    def verify(self, interview_id: str, copy: Copy, file_hash: str) -> dict[str, Any]:
        cover = written(asdict(copy.cover)).decode() if copy.cover else ""
        told: dict[str, Any] = {"hash": copy.hash}
        if len(copy.content) <= LARGEST:
            told |= {"kind": copy.kind, "content": copy.content.decode(), "cover": cover, "sha256": file_hash}
        found: dict[str, Any] = self.server.post(f"interviews/{interview_id}/packet/verify", told)
        return found


class Local:
    """The data itself, when no server runs on it."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def verify(self, interview_id: str, copy: Copy, file_hash: str) -> dict[str, Any]:
        from rounds.actions.packets import copies  # noqa: PLC0415 - only where the data is opened
        from rounds.interviews import OPERATOR  # noqa: PLC0415

        return asdict(copies.verify(self.office, OPERATOR, interview_id, copy, file_hash))


def desk() -> AbstractContextManager[Desk]:
    return running.desk(Remote, lambda office, _url: Local(office))
