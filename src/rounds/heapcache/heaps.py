"""The heap snapshots of an installation: those of its incidents, and any file that somebody names."""

from __future__ import annotations

import os
import shutil
import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rounds.heapcache import files
from rounds.heapcache.analyses import NEW, Analyses
from rounds.heapcache.analysts import Analysts, Progress, compiled_in, quiet
from rounds.heapcache.files import synced
from rounds.heapcache.limits import Limits
from rounds.kit.errors import Conflict, Invalid, NotFound

if TYPE_CHECKING:
    from rounds.heapcache.arrays import Analysis
    from rounds.heapsnapshot.heap import Heap

MOST_OPEN = 24  # analyses that are mapped at a time; each is one open file
ANALYSED = "_analysed"
OPENED, COMPILED = "_opened", "_compiled"  # no incident's name starts like this


class Heaps:
    """`folder` holds a folder for each incident. `most` bounds the bytes of what is kept of other files.

    Safe to use from many threads.
    """

    def __init__(self, folder: Path, *, limits: Limits | None = None, most: int | None = None) -> None:
        compiled_in(folder / COMPILED)
        self.folder = folder
        self.analysts = Analysts(limits or Limits())
        self.others = Analyses(folder / OPENED, self.analysts, most=most)
        self.incidents: dict[str, Kept] = {}
        self.mapped: OrderedDict[Path, Analysis] = OrderedDict()
        self.lock = threading.Lock()

    def keep(self, incident: str, snapshots: Iterable[Path], progress: Progress = quiet, *, ours: bool = False) -> None:
        """Take the files in and analyse them. An incident's are there whole, or not at all.

        `ours` says that Rounds made them, so that one process may analyse those of several incidents.

        Raises:
            Invalid, TooMuch: one of them is damaged, or too large.
            Conflict: it could not be written.
        """
        taken = sorted(snapshots)
        if not taken:
            return
        place, new = self.folder / incident, self.folder / f"{NEW}{incident}"
        shutil.rmtree(new, ignore_errors=True)  # a process that was killed left it
        try:
            copied = copies(taken, new)
            Analyses(new / ANALYSED, self.analysts, lasting=True, ours=ours).of(copied, progress)
            self.forget(incident)
            new.rename(place)
        finally:
            shutil.rmtree(new, ignore_errors=True)

    def of(self, incident: str) -> Kept:
        """Its snapshots; one that has none has no names."""
        with self.lock:
            if incident not in self.incidents:
                self.incidents[incident] = Kept(self, self.folder / incident)
            return self.incidents[incident]

    def forget(self, incident: str) -> None:
        """The incident is there no more, or another one has its name now."""
        with self.lock:
            self.incidents.pop(incident, None)
            for path in [path for path in self.mapped if path.parent == self.folder / incident]:
                del self.mapped[path]
        shutil.rmtree(self.folder / incident, ignore_errors=True)

    def opened(self, file: Path, progress: Progress = quiet) -> Heap:
        """Of any file, by its content; analysed unless it was before.

        Raises:
            Invalid, TooMuch: it is no snapshot, damaged, or too large.
            Conflict: it could not be written down.
        """
        return self.all_opened([file], progress)[0].heap

    def all_opened(self, snapshots: Sequence[Path], progress: Progress = quiet) -> list[Analysis]:
        """As `opened`, of several files in one process."""
        return self.others.of(snapshots, progress)

    def redact(self, file: Path, into: Path, key: bytes, progress: Progress = quiet) -> None:
        """Write the snapshot into another file, packed as its name says, without what its texts say.

        Snapshots that were redacted with the same key can still be compared. Nothing stays when it fails.

        Raises:
            Invalid: it is no snapshot, damaged, or too large; or the other file is there already.
            Conflict: it could not be written.
        """
        if not into.parent.is_dir():
            raise Invalid(f"There is no folder {into.parent}.", field=into.name)
        if into.exists():
            raise Invalid(f"{into} is there already.", field=into.name)
        new = into.with_name(f"{NEW}{os.getpid()}_{into.name}")
        try:
            with self.analysts.one() as analyst:
                analyst.redact(file.absolute(), new.absolute(), key, progress)
            new.rename(into)
        finally:
            new.unlink(missing_ok=True)

    @contextmanager
    def starting(self) -> Iterator[None]:
        """Let the process that will analyse ours start meanwhile: after each change of its source, numba compiles."""
        with self.analysts.starting():
            yield

    def expect(self, more: int) -> None:
        """So many more incidents of ours will be kept, so that the process that analyses them waits; fewer, if negative."""
        self.analysts.expect(more)

    def stop(self) -> None:
        """End what is being analysed, and analyse nothing more."""
        self.analysts.stop()


class Kept:
    """The snapshots of one incident, by their names: those of their files, without what says how they are packed."""

    def __init__(self, heaps: Heaps, folder: Path) -> None:
        self.heaps = heaps
        self.folder = folder
        self.analyses = Analyses(folder / ANALYSED, heaps.analysts, lasting=True)
        self.making = threading.Lock()

    def names(self) -> tuple[str, ...]:
        """In the order of the alphabet."""
        if not self.folder.is_dir():
            return ()
        return tuple(sorted(files.short(path.name) for path in self.folder.iterdir() if path.is_file()))

    def heap(self, name: str) -> Heap:
        """Mapped, and kept open while it is asked for. Made anew, once, when other code made the one that is there.

        Raises:
            NotFound: there is no snapshot of that name.
            Invalid, TooMuch, Conflict: it had to be analysed again and could not be.
        """
        return self._analysis(name).heap

    def refresh(self) -> None:
        """Analyse what other code analysed, before somebody asks for it.

        Raises:
            Invalid, TooMuch, Conflict: as `heap`.
        """
        for name in self.names():
            self._analysis(name)

    def file_bytes(self, name: str) -> int:
        """How large the snapshot is as V8 wrote it.

        Raises: as `heap`.
        """
        return self._analysis(name).file_bytes

    def file(self, name: str) -> Path:
        """
        Raises:
            NotFound: there is no snapshot of that name.
        """
        for extension in files.EXTENSIONS:
            path = self.folder / (name + extension)
            if name in self.names() and path.is_file():
                return path
        raise NotFound(f"There is no heap snapshot {name}.")

    def _analysis(self, name: str) -> Analysis:
        path = self.folder / name
        return self._mapped(path) or self._opened(name, path)

    def _mapped(self, path: Path) -> Analysis | None:
        with self.heaps.lock:
            found = self.heaps.mapped.get(path)
            if found is not None:
                self.heaps.mapped.move_to_end(path)
            return found

    def _opened(self, name: str, path: Path) -> Analysis:
        with self.making:
            if found := self._mapped(path):
                return found
            [found] = self.analyses.of([self.file(name)])
        with self.heaps.lock:
            self.heaps.mapped[path] = found
            while len(self.heaps.mapped) > MOST_OPEN:
                self.heaps.mapped.popitem(last=False)
        return found


def copies(snapshots: Sequence[Path], folder: Path) -> list[Path]:
    """
    Raises:
        Conflict: the disk is full, or not writable.
    """
    made = [folder / path.name for path in snapshots]
    try:
        folder.mkdir(parents=True)
        for path, copy in zip(snapshots, made, strict=True):
            shutil.copyfile(path, copy)
            synced(copy)
    except OSError as error:
        raise Conflict(f"Heap snapshots could not be written: {error.strerror}.") from error
    return made
