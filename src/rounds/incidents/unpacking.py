"""A bundle's files: from one zip into a folder, or a folder as it is, without following anything out of it."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from rounds.kit.errors import Invalid

MOST_FILES = 200
MOST_BYTES = 4 << 30
MOST_RATIO = 200  # times a file may grow; telemetry in Parquet hardly does, JSON texts ten times
SMALL = 1 << 20  # bytes that may grow by more
PIECE = 1 << 20


def unpack(archive: Path, folder: Path) -> None:
    """Write the archive's files below `folder`.

    Raises:
        Invalid: names the file that is unsafe, damaged or too large.
    """
    try:
        with zipfile.ZipFile(archive) as opened:
            entries = [entry for entry in opened.infolist() if not entry.is_dir()]
            check(entries)
            for entry in entries:
                extract(opened, entry, folder)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError) as error:
        raise Invalid(f"{archive.name} is not a whole zip file: {error}", field=archive.name) from error


def one_file(archive: Path, name: str, most: int) -> bytes:
    """One small file of the archive.

    Raises:
        Invalid: the archive is damaged, or the file is missing or larger than `most` bytes.
    """
    try:
        with zipfile.ZipFile(archive) as opened, opened.open(name) as file:
            found = file.read(most + 1)
    except KeyError:
        raise refused(name, "is missing") from None
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, RuntimeError) as error:
        raise Invalid(f"{archive.name} is not a whole zip file: {error}", field=archive.name) from error
    if len(found) > most:
        raise refused(name, "is too large")
    return found


def check(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_FILES:
        raise Invalid(f"the zip file has more than {MOST_FILES} files")
    names = [entry.filename for entry in entries]
    for entry in entries:
        safe(entry.filename)
        if stat.S_ISLNK(entry.external_attr >> 16):
            raise refused(entry.filename, "is a link")
        if entry.flag_bits & 1:
            raise refused(entry.filename, "is encrypted")
        if names.count(entry.filename) > 1:
            raise refused(entry.filename, "is there twice")
        if entry.file_size > max(SMALL, entry.compress_size * MOST_RATIO):
            raise refused(entry.filename, f"unpacks to more than {MOST_RATIO} times its size")
    if sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise Invalid(f"the zip file unpacks to more than {MOST_BYTES >> 30} GiB")


def safe(name: str) -> None:
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or "\0" in name or str(path) != name:
        raise refused(name, "leaves the bundle")


def extract(opened: zipfile.ZipFile, entry: zipfile.ZipInfo, folder: Path) -> None:
    """No more than was announced: what an archive says of its files need not be so."""
    target = folder / entry.filename
    target.parent.mkdir(parents=True, exist_ok=True)
    left = entry.file_size
    with opened.open(entry) as source, target.open("xb") as file:
        while piece := source.read(PIECE):
            left -= len(piece)
            if left < 0:
                raise refused(entry.filename, "is larger than it says")
            file.write(piece)


def files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file of a bundle's folder by its name inside.

    Raises:
        Invalid: names what is a link or no file.
    """
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            raise refused(name, "is a link")
        if path.is_dir():
            continue
        if not path.is_file():
            raise refused(name, "is not a file")
        yield name, path


def pack(folder: Path, archive: Path) -> None:
    """The folder as one zip, the same bytes for the same files. Its parts are compressed already."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as opened:
        for name, path in files(folder):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            with path.open("rb") as source, opened.open(entry, "w", force_zip64=True) as target:
                while piece := source.read(PIECE):
                    target.write(piece)


def refused(name: str, why: str) -> Invalid:
    return Invalid(f"{name!r} {why}", field=name)
