"""`rounds retention`: what has been kept for long enough, erasing it, and erasing again what an older backup brought back."""

from __future__ import annotations

import logging
import sys
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Protocol

import structlog
import typer

from rounds.cli import running
from rounds.cli.running import Server
from rounds.cli.tables import table
from rounds.interviews import OPERATOR
from rounds.kit.errors import Invalid

if TYPE_CHECKING:
    from rounds.actions.office import Office

app = typer.Typer(help="What is kept of candidates, and until when.", invoke_without_command=True)


class Desk(Protocol):
    """What these commands need, from a running server or from the data itself."""

    def due(self) -> list[dict[str, Any]]: ...
    def run(self) -> list[str]: ...
    def erased(self) -> dict[str, float]: ...
    def again(self, interviews: list[str]) -> list[str]: ...


@app.callback()
def due(context: typer.Context) -> None:
    """Show what is erased within 30 days, what is held, and whose candidate asked for something. Nothing is erased."""
    if context.invoked_subcommand:
        return
    with desk() as found:
        rows = found.due()
    if not rows:
        sys.stdout.write("Nothing is due within 30 days, held or asked for.\n")
        return
    table(
        ["interview", "last contact", "erased on", "", "asked for"],
        [
            [
                one["interview"],
                day(one["last"]),
                day(one["until"]),
                "legal hold" if one["hold"] else "",
                ", ".join(one["claims"]),
            ]
            for one in rows
        ],
        alarming=["legal hold"],
    )


@app.command()
def run() -> None:
    """Erase what is due today. The server does it each day by itself."""
    with desk() as found:
        erased = found.run()
    sys.stdout.write("".join(f"erased: {one}\n" for one in erased) or "Nothing is due.\n")


@app.command()
def erased() -> None:
    """List the interviews that were erased, one a line: keep it beside your backups."""
    with desk() as found:
        told = found.erased()
    sys.stdout.write("".join(f"{one} {day(when)}\n" for one, when in sorted(told.items())))


@app.command()
def again(file: Annotated[Path, typer.Argument(help="A list that `rounds retention erased` wrote.")]) -> None:
    """Erase these once more, after an older backup was brought back."""
    try:
        lines = file.read_text().splitlines()
    except OSError as error:
        raise Invalid(f"{file} cannot be read: {error.strerror}.", field=str(file)) from None
    with desk() as found:
        erased = found.again([line.split()[0] for line in lines if line.strip()])
    sys.stdout.write("".join(f"erased: {one}\n" for one in erased) or "Nothing of them was there any more.\n")


def day(milliseconds: float) -> str:
    return f"{datetime.fromtimestamp(milliseconds / 1000, UTC):%Y-%m-%d}"


@dataclass
class Remote:
    server: Server

    def due(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.server.get("retention")["due"]
        return found

    def run(self) -> list[str]:
        return list(self.server.post("retention/run", {})["interviews"])

    def erased(self) -> dict[str, float]:
        return dict(self.server.get("retention/erased")["erased"])

    def again(self, interviews: list[str]) -> list[str]:
        return list(self.server.post("retention/again", {"interviews": interviews})["interviews"])


@dataclass
class Local:
    office: Office

    def due(self) -> list[dict[str, Any]]:
        from rounds.actions import keeping  # noqa: PLC0415 - a second of imports that a running server saves us
        from rounds.web.rights_views import due_view  # noqa: PLC0415

        return [due_view(one).model_dump() for one in keeping.settings(self.office, OPERATOR).due]

    def run(self) -> list[str]:
        from rounds.actions import keeping  # noqa: PLC0415

        return keeping.run(self.office, OPERATOR)

    def erased(self) -> dict[str, float]:
        from rounds.actions import keeping  # noqa: PLC0415

        return {one: when.timestamp() * 1000 for one, when in keeping.erased(self.office, OPERATOR).items()}

    def again(self, interviews: list[str]) -> list[str]:
        from rounds.actions import keeping  # noqa: PLC0415

        return keeping.again(self.office, OPERATOR, interviews)


def desk() -> AbstractContextManager[Desk]:
    """What went wrong is told beside what is answered, and what went well is the answer."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    return running.desk(Remote, lambda office, _: Local(office))
