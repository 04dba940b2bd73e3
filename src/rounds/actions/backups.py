"""Backups: one file with everything an installation cannot make again, taken while it runs, and bringing it back.

```
backup.json            format, when it was taken, where the records lie, and every other file with its SHA-256
records.sqlite         the records, by SQLite's online backup; not there where they lie in PostgreSQL
secret                 what signs links and badges
bundles/ public/ sealed/   scenarios that were built here, and what is known of installed incidents
telemetry/             recordings, and the incidents that no bundle here makes again, table by table
heap/                  the heap snapshots of these
```

The records are copied first: what they are pinned to was built before, so that a backup is never without it. Telemetry
that a bundle makes is left out, and installed from it when the backup is brought back.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from rounds.actions import rights
from rounds.actions.office import Office
from rounds.actions.places import Places
from rounds.incidents import bundles
from rounds.incidents.library import BUNDLES, kept_bundles
from rounds.incidents.manifest import FILE as MANIFEST
from rounds.interviews import Person
from rounds.interviews.rights import Right
from rounds.kit.errors import Conflict, Invalid
from rounds.records.records import address
from rounds.store import Telemetry

FORMAT = 1
CONTENTS = "backup.json"
RECORDS = "records.sqlite"
SECRET = "secret"
SHELVES = ("public", "sealed")
TELEMETRY, HEAP = "telemetry", "heap"
HIDDEN = ("_", ".")  # how names begin of what is being written
MOST_FILES = 1_000_000

Progress = Callable[[str], object]


def in_sqlite(places: Places) -> Path | None:
    """The file of the records; None where they lie elsewhere."""
    url = address(places.records)
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


# What only the process that has the telemetry open can do


def copy_telemetry(here: Office, who: Person, into: Path) -> list[str]:
    """Recordings, and the incidents that no bundle here makes again; their databases.

    Raises:
        Forbidden: it is not theirs. Conflict: one could not be read.
    """
    rights.need(who, Right.SYSTEM)
    return copied(here.telemetry, here.places.data, into)


def copied(telemetry: Telemetry, data: Path, into: Path) -> list[str]:
    return telemetry.dump(into, without=set(kept_bundles(data)))


# Taking one


def take(places: Places, file: Path, telemetry: Callable[[Path], list[str]], now: datetime) -> list[str]:
    """Write the backup; nothing is left of one that fails. What is said to whoever took it.

    `telemetry` copies what no bundle makes into a folder, and says which databases.

    Raises:
        Invalid: the file is there already. Conflict: something could not be read or written.
    """
    if file.exists():
        raise Invalid(f"{file} is there already.", field=str(file))
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryDirectory(prefix=".rounds-backup-", dir=file.parent) as folder:
            records = in_sqlite(places)
            if records:
                copy_records(records, Path(folder) / RECORDS)
            databases = telemetry(Path(folder) / TELEMETRY)
            told = pack(places, Path(folder), Path(folder) / "made.tar", databases, now)
            os.link(Path(folder) / "made.tar", file)
    except OSError as error:
        raise Conflict(f"{file} could not be written: {error.strerror or error}.") from error
    return [*told, *([] if records else [f"records: not in this file. Run: {dumping(places)}"])]


def dumping(places: Places) -> str:
    return f"pg_dump --format=custom --file=records.dump '{without_password(places.records)}'"


def restoring(places: Places) -> str:
    return f"pg_restore --clean --if-exists --dbname='{without_password(places.records)}' records.dump"


def without_password(url: str) -> str:
    made: str = address(url).set(drivername="postgresql", password=None).render_as_string()
    return made


def copy_records(records: Path, into: Path) -> None:
    """As they are at one moment, whatever is written meanwhile."""
    if not records.exists():
        raise Invalid(f"There are no records at {records}.", field="ROUNDS_RECORDS")
    try:
        with (
            closing(sqlite3.connect(f"file:{records}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(into)) as made,
        ):
            source.backup(made)
            made.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.Error as error:
        raise Conflict(f"The records could not be copied: {error}.") from error


def pack(places: Places, folder: Path, into: Path, databases: list[str], now: datetime) -> list[str]:
    files = dict(gathered(places, folder, databases))
    contents = {
        "format": FORMAT,
        "taken": now.isoformat(),
        "records": "sqlite" if (folder / RECORDS).exists() else "postgresql",
        "databases": databases,
        "files": {name: hashed(path) for name, path in files.items()},
    }
    (folder / CONTENTS).write_text(json.dumps(contents, indent=1))
    with os.fdopen(os.open(into, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as opened:
        with tarfile.open(fileobj=opened, mode="w") as tar:
            for name, path in {CONTENTS: folder / CONTENTS, **files}.items():
                tar.add(path, arcname=name, recursive=False)
        opened.flush()
        os.fsync(opened.fileno())
    made = sum(1 for name in files if name.startswith(BUNDLES) and name.endswith(MANIFEST))
    return [
        f"{len(files)} files, {into.stat().st_size / (1 << 20):,.1f} MiB: {made} bundles, {len(databases)} databases"
    ]


def gathered(places: Places, folder: Path, databases: list[str]) -> Iterator[tuple[str, Path]]:
    """Each file with its name in the backup, the records first."""
    if (folder / RECORDS).exists():
        yield RECORDS, folder / RECORDS
    yield SECRET, places.secret
    yield from below(folder / TELEMETRY, TELEMETRY)
    for shelf in (*SHELVES, BUNDLES):
        yield from below(places.data / shelf, shelf)
    for incident in databases:
        yield from below(places.data / HEAP / incident, f"{HEAP}/{incident}")


def below(folder: Path, name: str) -> Iterator[tuple[str, Path]]:
    """Without what is being written just now."""
    for path in sorted(folder.rglob("*")) if folder.is_dir() else ():
        parts = path.relative_to(folder).parts
        if path.is_file() and not parts[0].startswith(HIDDEN):
            yield "/".join((name, *parts)), path


def hashed(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# Bringing it back


def check_empty(places: Places) -> None:
    """
    Raises:
        Conflict: there is something that would be lost.
    """
    if places.data.exists() and any(places.data.iterdir()):
        raise Conflict(f"{places.data} is not empty. A backup is brought back into an empty folder.")
    records = in_sqlite(places)
    for file in (places.secret, *([records] if records else [])):
        if file.exists():
            raise Conflict(f"{file} is there already. A backup is brought back where nothing is.")


@contextmanager
def unpacked(places: Places, file: Path) -> Iterator[Path]:
    """What a backup holds, checked against its hashes and not in its place yet; the folder of its telemetry's copies.

    What was brought back is taken away again when anything fails.

    Raises:
        Invalid: it is no backup, or a file in it is not what was written. Conflict: it could not be written.
    """
    check_empty(places)
    places.data.parent.mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryDirectory(prefix=".rounds-restore-", dir=places.data.parent) as made:
            folder = Path(made)
            extract(file, folder)
            check(folder, places)
            try:
                put(folder, places)
                yield folder / TELEMETRY
            except BaseException:
                clear(places)
                raise
    except OSError as error:
        raise Conflict(f"It could not be brought back: {error.strerror or error}.") from error


def extract(file: Path, folder: Path) -> None:
    try:
        with tarfile.open(file, mode="r:") as tar:
            tar.extractall(folder, filter="data")
    except FileNotFoundError:
        raise Invalid(f"There is no file {file}.", field=str(file)) from None
    except (tarfile.TarError, EOFError) as error:
        raise Invalid(f"{file} is no backup of Rounds, or only a part of one: {error}", field=str(file)) from error


def check(folder: Path, places: Places) -> None:
    try:
        told = json.loads((folder / CONTENTS).read_text())
        files, kind = dict(told["files"]), told["records"]
    except (OSError, ValueError, KeyError, TypeError):
        raise Invalid(f"It holds no {CONTENTS}: it is no backup of Rounds.", field=CONTENTS) from None
    if told.get("format") != FORMAT:
        raise Invalid(f"It has format {told.get('format')}, and this version reads format {FORMAT}.", field=CONTENTS)
    there = {name for name, _ in below(folder, "")}
    found = {name.lstrip("/") for name in there} - {CONTENTS}
    for name in sorted(found ^ files.keys()):
        raise Invalid(f"{name} is {'missing' if name in files else 'not named in ' + CONTENTS}.", field=name)
    for name, told_hash in files.items():
        if hashed(folder / name) != told_hash:
            raise Invalid(f"{name} is not what was written: its hash is another.", field=name)
    if (kind == "sqlite") != (in_sqlite(places) is not None):
        raise Invalid(
            f"Its records are of {kind}: set ROUNDS_RECORDS to a database of that kind.", field="ROUNDS_RECORDS"
        )


def put(folder: Path, places: Places) -> None:
    places.data.mkdir(parents=True, exist_ok=True)
    for name in (*SHELVES, BUNDLES, HEAP):
        if (folder / name).exists():
            (folder / name).rename(places.data / name)
    places.secret.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(folder / SECRET, places.secret)
    places.secret.chmod(0o600)
    if records := in_sqlite(places):
        records.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / RECORDS, records)


def clear(places: Places) -> None:
    for one in places.data.iterdir() if places.data.exists() else ():
        shutil.rmtree(one) if one.is_dir() else one.unlink()
    records = in_sqlite(places)
    for file in (places.secret, *([records] if records else [])):
        file.unlink(missing_ok=True)


def reinstall(here: Office, copies: Path, progress: Progress) -> None:
    """The telemetry: from the bundles, and from what was copied.

    Raises:
        Invalid: a bundle is damaged. Conflict: something could not be written.
    """
    with here.heaps.starting():
        for incident, place in kept_bundles(here.places.data).items():
            if not here.library.is_installed(incident, here.telemetry):
                progress(f"installing {incident}")
                here.library.install_bundle(bundles.check(place, ours=True), here.telemetry)
    if copies.exists():
        progress("recordings")
        here.telemetry.load(copies)
