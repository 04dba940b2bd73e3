"""Analyses kept in a folder: each under the version of the code that made it and the hash of its snapshot's file."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rounds.heapcache import files
from rounds.heapcache.analysts import Analyst, Analysts, Progress, quiet
from rounds.heapcache.hashes import Hashes
from rounds.kit.errors import Conflict

if TYPE_CHECKING:  # NumPy is loaded while the process that analyses starts
    from rounds.heapcache.arrays import Analysis

NEW = "_new_"
PACKAGE = Path(__file__).parent.parent
ASKED_LATER = (  # of heapsnapshot: what is said of an analysis and changes nothing of it
    "answers.py",
    "comparing.py",
    "containment.py",
    "dominators.py",
    "duplicates.py",
    "finding.py",
    "grafting.py",
    "grouping.py",
    "growth.py",
    "instances.py",
    "keeping.py",
    "objects.py",
    "paths.py",
    "redacting.py",
    "retaining.py",
    "statistics.py",
    "summary.py",
    "suspects.py",
    "writing.py",
)
LARGE = 20 << 20  # bytes that take longer to hash than a process takes to start


@cache
def version() -> str:
    """Which code makes the analyses: another text when any line of it is another."""
    digest = hashlib.sha256(sys.byteorder.encode())
    for file in [*sorted((PACKAGE / "heapsnapshot").rglob("*.py")), PACKAGE / "heapcache/arrays.py"]:
        if file.name not in ASKED_LATER:
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


class Analyses:
    """Safe to use from many threads and processes: one that is made twice is the same both times.

    `most` bounds the bytes they take: those that were not used for longest go first. `lasting` has them on the disk
    before they count as made.
    """

    def __init__(
        self, folder: Path, analysts: Analysts, *, most: int | None = None, lasting: bool = False, ours: bool = False
    ) -> None:
        self.folder = folder
        self.analysts = analysts
        self.most = most
        self.lasting = lasting
        self.ours = ours
        self.hashes = Hashes(folder / "hashes")
        self.making: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self.lock = threading.Lock()

    def of(self, snapshots: Sequence[Path], progress: Progress = quiet) -> list[Analysis]:
        """Theirs, in their order; made where there is none, or none that is whole. One process makes all of them.

        Raises:
            Invalid, TooMuch, Conflict: of the first that cannot be analysed.
        """
        sizes = [max(1, files.size_of(path)) for path in snapshots]
        with ExitStack() as stack:
            # Large new files: the process starts while they are hashed. Mostly they were never analysed.
            early = sum(sizes) > LARGE and not all(map(self.hashes.known, snapshots))
            analyst = stack.enter_context(self.analysts.one(again=self.ours)) if early else None
            found = []
            for number, path in enumerate(snapshots):
                before, share = sum(sizes[:number]) / sum(sizes), sizes[number] / sum(sizes)
                content = self.hashes.of(path)
                with self._alone(content):
                    kept = self._kept(content)
                    if kept is None:
                        analyst = analyst or stack.enter_context(self.analysts.one(again=self.ours))
                        kept = self._made(analyst, path, content, within(progress, before, share))
                found.append(kept)
        return found

    def _alone(self, content: str) -> threading.Lock:
        """Held by the thread that looks for it and makes it."""
        with self.lock:
            return self.making[content]

    def _kept(self, content: str) -> Analysis | None:
        from rounds.heapcache import arrays  # noqa: PLC0415 - see above

        place = self._place(content)
        try:
            found = arrays.read(place)
        except arrays.Damaged:
            return None
        used(place)
        return found

    def _made(self, analyst: Analyst, snapshot: Path, content: str, progress: Progress) -> Analysis:
        from rounds.heapcache import arrays  # noqa: PLC0415 - see above

        place = self._place(content)
        with emptied(place) as new:
            analyst.analyse(snapshot, new, lasting=self.lasting, progress=progress)
            if self.hashes.changed(snapshot, content):
                raise Conflict(f"{snapshot.name} was written to while it was read. Try again when it is complete.")
            found = arrays.read(new)  # stays mapped, wherever its files are or whether they are
            shutil.rmtree(place, ignore_errors=True)  # a damaged one
            with suppress(OSError):  # another process was faster
                new.rename(place)
        self._swept(place)
        return found

    def _place(self, content: str) -> Path:
        return self.folder / version() / content

    def _swept(self, newest: Path) -> None:
        """Take away what other code made, what ended processes left, and of the rest what is too much."""
        for other in self.folder.iterdir():
            if other not in (newest.parent, self.hashes.folder):
                shutil.rmtree(other, ignore_errors=True)
        for place in left_behind(newest.parent):
            shutil.rmtree(place, ignore_errors=True)
        if self.most is not None:
            for place in too_many(newest, self.most):
                shutil.rmtree(place, ignore_errors=True)


@contextmanager
def emptied(place: Path) -> Iterator[Path]:
    """A folder to fill beside that place, which is gone afterwards unless it was renamed."""
    new = place.with_name(f"{NEW}{os.getpid()}_{threading.get_ident()}_{place.name}")
    shutil.rmtree(new, ignore_errors=True)
    try:
        new.mkdir(parents=True, mode=0o700)
    except OSError as error:
        raise Conflict(f"{new.parent} cannot be written to: {error.strerror}.") from error
    try:
        yield new
    finally:
        shutil.rmtree(new, ignore_errors=True)


def left_behind(folder: Path) -> Iterable[Path]:
    """By processes that are there no more."""
    for place in folder.glob(f"{NEW}*"):
        number = place.name.removeprefix(NEW).partition("_")[0]
        if not (number.isdigit() and alive(int(number))):
            yield place


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def too_many(newest: Path, most: int) -> Iterable[Path]:
    """The oldest, until the rest fits. The newest stays."""
    left = most - weight(newest)
    others = [place for place in newest.parent.iterdir() if place != newest and not place.name.startswith(NEW)]
    for place in sorted(others, key=last_used, reverse=True):
        left -= weight(place)
        if left < 0:
            yield place


def weight(place: Path) -> int:
    with suppress(OSError):
        return sum(file.stat().st_size for file in place.iterdir())
    return 0


def last_used(place: Path) -> float:
    with suppress(OSError):
        return place.stat().st_mtime
    return 0.0


def used(place: Path) -> None:
    with suppress(OSError):
        moment = time.time()
        os.utime(place, (moment, moment))


def within(progress: Progress, before: float, share: float) -> Progress:
    return lambda done, doing: progress(before + done * share, doing)
