"""The hashes of files, remembered as long as a file is not written to: hashing a large one takes most of a second."""

from __future__ import annotations

import hashlib
import json
import os
import time
from contextlib import suppress
from pathlib import Path

from rounds.kit.errors import Invalid

SETTLED = 2.0  # seconds since a file was last written to; before that, writing to it may leave its time as it is


class Hashes:
    """One small file for each, named by the hash of its path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def of(self, path: Path) -> str:
        """The SHA-256 of what the file holds.

        Raises:
            Invalid: it cannot be read.
        """
        return self.known(path) or self._counted(path)

    def known(self, path: Path) -> str:
        """Of a file that is as it was when it was last hashed; otherwise empty."""
        with suppress(OSError, ValueError, KeyError, TypeError):
            told = json.loads(self._file(path).read_bytes())
            if told["state"] == state(path):
                return str(told["sha256"])
        return ""

    def changed(self, path: Path, content: str) -> bool:
        """Whether it holds something else by now."""
        return (self.known(path) or self._counted(path)) != content

    def _counted(self, path: Path) -> str:
        try:
            before = state(path)
            with path.open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise Invalid(f"{path} cannot be read: {error.strerror}.", field=path.name) from error
        if before[1] < (time.time() - SETTLED) * 1e9 and before == state(path):
            self._remember(path, {"state": before, "sha256": found})
        return found

    def _remember(self, path: Path, told: dict[str, object]) -> None:
        file = self._file(path)
        new = file.with_name(f"_new_{os.getpid()}_{file.name}")
        with suppress(OSError):  # it is counted again
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            new.write_text(json.dumps(told))
            new.replace(file)

    def _file(self, path: Path) -> Path:
        return self.folder / hashlib.sha256(os.fsencode(path.resolve())).hexdigest()[:24]


def state(path: Path) -> list[int]:
    """What of a file is another when it was written to."""
    found = path.stat()
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]
