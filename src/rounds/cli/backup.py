"""`rounds backup` and `rounds restore`: everything of an installation that cannot be made again, as one file."""

from __future__ import annotations

import os
import sys
import tarfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from rounds.actions.places import Places
from rounds.cli.running import check_free, server

app = typer.Typer()


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it; nothing may be there yet.")],
) -> None:
    """Write records, secret, bundles and recordings to one file, also while the server runs.

    The file holds what signs links and what candidates did: it is readable by its owner alone.
    """
    from rounds.actions import backups  # noqa: PLC0415 - a second of imports

    places = Places.told(os.environ)
    for line in backups.take(places, file.absolute(), lambda into: copied(places, into), datetime.now(UTC)):
        sys.stdout.write(f"{line}\n")
    sys.stdout.write(f"written: {file}\n")


def copied(places: Places, into: Path) -> list[str]:
    """What of the telemetry no bundle makes, from whoever has it open."""
    if running := server(places):
        packed = into.with_suffix(".tar")
        running.fetch("backup/telemetry", packed)
        with tarfile.open(packed, mode="r:") as tar:
            tar.extractall(into, filter="data")
        packed.unlink()
        return sorted(name_of(one) for one in into.iterdir())
    from rounds.actions import backups  # noqa: PLC0415
    from rounds.actions.office import Office  # noqa: PLC0415
    from rounds.interviews import OPERATOR  # noqa: PLC0415

    office = Office.open(places, {})
    try:
        return backups.copy_telemetry(office, OPERATOR, into)
    finally:
        office.close()


def name_of(folder: Path) -> str:
    import json  # noqa: PLC0415

    told: str = json.loads((folder / "database.json").read_text())["database"]
    return told


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="A file that `rounds backup` wrote.")]) -> None:
    """Bring a backup back into an empty data folder, and install its telemetry. Nothing is written over."""
    from rounds.actions import backups  # noqa: PLC0415 - a second of imports
    from rounds.actions.office import Office  # noqa: PLC0415
    from rounds.incidents.scenarios import SHIPPED  # noqa: PLC0415

    places = Places.told(os.environ)
    check_free(places)
    if backups.in_sqlite(places) is None:
        sys.stdout.write(f"records: bring them back first. Run: {backups.restoring(places)}\n")
    with backups.unpacked(places, file.absolute()) as copies:
        office = Office.open(places, SHIPPED)
        try:
            backups.reinstall(office, copies, lambda line: sys.stderr.write(f"{line}\n"))
        finally:
            office.close()
    sys.stdout.write(f"restored: {places.data}\n")
