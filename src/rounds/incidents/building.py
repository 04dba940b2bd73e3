"""Building a shipped scenario in a process of its own, so that who waits for something else need not wait for it.

    python -m rounds.incidents.building NAME SEED FOLDER [behind]

writes the bundle into the folder and tells how far it is, a JSON line each time. It ends when nobody reads them. What is
built `behind` gives way to whatever else wants the processors.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path

from rounds.incidents import bundles
from rounds.incidents.built import Progress
from rounds.kit.errors import Conflict

PACKAGE = Path(__file__).parent.parent
MADE_FROM = (  # the code that decides what a bundle holds
    "simulator",
    "signals",
    "heapsnapshot/strings.py",
    "heapsnapshot/writing.py",
    "incidents/scenarios",
    "incidents/built.py",
    "incidents/public.py",
    "incidents/sealed.py",
    "incidents/texts.py",
    "incidents/bundles.py",
    "incidents/manifest.py",
    "incidents/snapshots.py",
    "incidents/tables.py",
)
LOWEST = 19  # of priorities
KINDS = ("*.py", "*.yaml", "*.xz")  # code, texts, and captured heaps


@cache
def generator() -> str:
    """Which code makes the bundles: another text when any line of it, or pyarrow, is another."""
    digest = hashlib.sha256()
    for place in MADE_FROM:
        for file in sources(PACKAGE / place):
            digest.update(file.relative_to(PACKAGE).as_posix().encode() + b"\0" + file.read_bytes())
    return f"rounds {version('rounds')} {digest.hexdigest()[:12]}, pyarrow {version('pyarrow')}"


def sources(place: Path) -> list[Path]:
    return [place] if place.is_file() else sorted(file for kind in KINDS for file in place.rglob(kind))


class Builders:
    """Builds in other processes, which `stop` ends."""

    def __init__(self) -> None:
        self.running: set[subprocess.Popen[str]] = set()

    def build(self, scenario: str, seed: int, folder: Path, progress: Progress, *, behind: bool = False) -> None:
        """Build into that folder; `behind` at the lowest priority.

        Raises:
            Conflict: it could not be built; the message is what the process said last.
        """
        command = [sys.executable, "-m", __name__, scenario, str(seed), str(folder), *(["behind"] if behind else [])]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            self.running.add(process)
            try:
                said = followed(process, progress)
            finally:
                self.running.discard(process)
                process.kill()
        if process.returncode:
            raise Conflict(f"{scenario} could not be built: {last_line(said)}")

    def stop(self) -> None:
        for process in list(self.running):
            process.kill()


def followed(process: subprocess.Popen[str], progress: Progress) -> str:
    """Until it ends; what it said on its standard error."""
    assert process.stdout is not None
    assert process.stderr is not None
    for line in process.stdout:
        told = json.loads(line)
        progress(told["done"], told["doing"])
    said = process.stderr.read()
    process.wait()
    return said


def cached(place: Path, build: Callable[[Path], None]) -> None:
    """Build into that place, unless it was built before. What a killed build left behind is taken away first."""
    if place.exists():
        return
    new = place.with_name(f"_new_{place.name}")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    try:
        build(new)
        new.rename(place)
    except BaseException:
        shutil.rmtree(new, ignore_errors=True)
        raise


def last_line(text: str) -> str:
    lines = text.strip().splitlines()
    return lines[-1] if lines else "it ended without a word"


def main(scenario: str, seed: str, folder: str, behind: str = "") -> None:
    if behind:
        os.nice(LOWEST)
    from rounds.incidents.scenarios import SHIPPED  # noqa: PLC0415 - takes a second, which only building needs

    def tell(done: float, doing: str) -> None:
        sys.stdout.write(json.dumps({"done": done, "doing": doing}) + "\n")
        sys.stdout.flush()

    bundles.write(Path(folder), SHIPPED[scenario].build(int(seed), tell), generator())


if __name__ == "__main__":
    main(*sys.argv[1:])
