"""Snapshots as files: plain, gzip or Zstandard, told by their first bytes, as a stream of what V8 wrote."""

from __future__ import annotations

import os
import stat
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import IO, Any, Protocol, cast

from rounds.kit.errors import Invalid

GZIP, ZSTANDARD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
MOST_BYTES = 8 << 30  # of a snapshot, unpacked
MOST_RATIO = 200  # times a file may grow; real snapshots become 5 to 12 times smaller, grafted ones up to 40 times
SMALL = 64 << 20  # bytes that any file may unpack to

EXTENSIONS = (".heapsnapshot", ".heapsnapshot.gz", ".heapsnapshot.zst")


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Writable(Protocol):
    def write(self, data: bytes, /) -> int: ...


class Stream:
    """`size` is how many bytes there will be, where that is known before they are read; `count` is how many came."""

    def __init__(self, file: IO[bytes], source: Readable, *, packed: int, size: int | None) -> None:
        self.file = file
        self.source = source
        self.packed = packed
        self.size = size
        self.most = MOST_BYTES if size is not None else most_unpacked(packed)
        self.count = 0

    def read(self, most: int) -> bytes:
        """
        Raises:
            Invalid: the file is damaged or cut, or unpacks to more than it may.
        """
        try:
            piece = self.source.read(most)
        except EOFError as error:
            raise Invalid("truncated: it ends in the middle of its compressed data.") from error
        except (OSError, zlib.error, zstandard_error()) as error:
            raise Invalid(f"cannot be read: {error}.") from error
        self.count += len(piece)
        if self.count > self.most:
            raise Invalid(f"unpacks to more than {amount(self.most)}, the most that a file of its size may.")
        return piece

    def share(self) -> float:
        """How much of the file has been read."""
        return min(1.0, self.file.tell() / max(1, self.packed))


@contextmanager
def opened(path: Path) -> Iterator[Stream]:
    """
    Raises:
        Invalid: there is no such file, it is no file, or is too large.
    """
    size = size_of(path)
    with readable(path) as file:
        start = file.peek(len(ZSTANDARD))[: len(ZSTANDARD)]
        unpacked = zstandard if start == ZSTANDARD else gzipped if start.startswith(GZIP) else None
        if unpacked is None:
            yield Stream(file, file, packed=size, size=size)
            return
        with unpacked(file) as source:
            yield Stream(file, source, packed=size, size=None)


def readable(path: Path) -> BufferedReader:
    try:
        return path.open("rb")
    except OSError as error:
        raise Invalid(f"{path} cannot be read: {error.strerror}.", field=path.name) from error


def size_of(path: Path) -> int:
    """Bytes as they lie on the disk.

    Raises:
        Invalid: there is no such file, it is no file, or is too large.
    """
    try:
        found = path.stat()
    except OSError as error:
        raise Invalid(f"{path}: {error.strerror or error}.", field=path.name) from error
    if not stat.S_ISREG(found.st_mode):
        raise Invalid(f"{path} is not a file.", field=path.name)
    if found.st_size > MOST_BYTES:
        raise Invalid(f"{path} is larger than {amount(MOST_BYTES)}.", field=path.name)
    return found.st_size


def most_bytes(path: Path) -> int:
    """How many bytes can come of a file, before it is known how many do: of a plain one all, of a packed one more."""
    size = size_of(path)
    with readable(path) as file:
        packed = file.read(len(ZSTANDARD)).startswith((GZIP, ZSTANDARD))
    return most_unpacked(size) if packed else size


def most_unpacked(size: int) -> int:
    return min(MOST_BYTES, max(SMALL, size * MOST_RATIO))


def short(name: str) -> str:
    """A snapshot's name: its file's without what says how it is packed."""
    for extension in sorted(EXTENSIONS, key=len, reverse=True):
        name = name.removesuffix(extension)
    return name


@contextmanager
def gzipped(file: IO[bytes]) -> Iterator[Readable]:
    import gzip  # noqa: PLC0415 - most snapshots are plain

    with gzip.GzipFile(fileobj=file, mode="rb") as source:
        yield source


@contextmanager
def zstandard(file: IO[bytes]) -> Iterator[Readable]:
    with zstandard_file()(file, "rb") as source:
        yield source


@contextmanager
def written(path: Path) -> Iterator[Writable]:
    """A file to write, packed as its name says; the same bytes for the same pieces."""
    import gzip  # noqa: PLC0415 - as above

    with path.open("xb") as file:
        if path.suffix == ".gz":
            with gzip.GzipFile(filename="", fileobj=file, mode="wb", mtime=0) as target:
                yield target
        elif path.suffix == ".zst":
            with zstandard_file()(file, "wb") as target:
                yield target
        else:
            yield file


def zstandard_file() -> Any:
    if sys.version_info >= (3, 14):
        from compression import zstd  # noqa: PLC0415 - as above
    else:
        from backports import zstd  # noqa: PLC0415
    return zstd.ZstdFile


def zstandard_error() -> type[Exception]:
    """Of the module that is loaded, if it is: a plain file has no use for it."""
    loaded = sys.modules.get("compression.zstd") or sys.modules.get("backports.zstd")
    return cast("type[Exception]", loaded.ZstdError) if loaded else zlib.error


def amount(size: float) -> str:
    """As people read it, in powers of 1,000, as DevTools counts."""
    unit = 0
    while abs(size) >= 999.5 and unit < len(UNITS) - 1:
        size, unit = size / 1000, unit + 1
    return f"{size:,.0f} {UNITS[unit]}" if unit == 0 or abs(size) >= 99.95 else f"{size:.3g} {UNITS[unit]}"


UNITS = ("bytes", "kB", "MB", "GB")


def synced(path: Path) -> None:
    """On the disk, also when the power goes."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
