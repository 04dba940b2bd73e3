"""Building shipped scenarios in processes of their own, so that who waits for something else need not wait for it.

    python -m rounds.incidents.building [behind]

reads a line of JSON for each bundle, writes that into the folder which the line names and tells how far it is, a line of
JSON each time; the last one of a bundle says that it is made. It ends with its standard input, or when nobody reads what
it tells. What is built `behind` gives way to whatever else wants the processors.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

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
KEPT = str(8 << 30)  # bytes that a process keeps: pages that are given back are cleared when they are taken again
MEMORY = {
    "ARROW_DEFAULT_MEMORY_POOL": "system",  # Arrow's own gives pages back so fast that a tenth of the time clears them
    "MALLOC_TRIM_THRESHOLD_": KEPT,
    "MALLOC_MMAP_THRESHOLD_": KEPT,
    "MALLOC_TOP_PAD_": str(64 << 20),
}
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


def unheard(_more: int) -> None:
    """Nobody else has to know."""


class Builders:
    """Builds in other processes, which `stop` ends. One that has built waits for the next as long as more is expected.

    Who else keeps something ready meanwhile is `told` how many more there will be.
    """

    def __init__(self, told: Callable[[int], None] = unheard) -> None:
        self.told = told
        self.running: set[subprocess.Popen[str]] = set()
        self.waiting: dict[bool, list[subprocess.Popen[str]]] = {True: [], False: []}  # by whether they give way
        self.expected = 0
        self.lock = threading.Lock()

    def build(self, scenario: str, seed: int, folder: Path, progress: Progress, *, behind: bool = False) -> None:
        """Build into that folder; `behind` at the lowest priority.

        Raises:
            Conflict: it could not be built; the message is what the process said last.
        """
        with self._one(behind) as process:
            ask(process, {"scenario": scenario, "seed": seed, "folder": str(folder)})
            made = followed(process, progress)
            said = "" if made else last_words(process)
        if not made:
            raise Conflict(f"{scenario} could not be built: {last_line(said)}")

    def expect(self, more: int) -> None:
        """So many more scenarios will be built here; fewer, if negative. Processes wait until it comes to none."""
        with self.lock:
            self.expected += more
            left = [] if self.expected else [one for kind in self.waiting.values() for one in kind]
            for kind in self.waiting.values():
                kind[:] = [] if left else kind
        for one in left:
            self._end(one)
        self.told(more)

    def stop(self) -> None:
        for process in list(self.running):
            process.kill()
        self.expect(-self.expected)

    @contextmanager
    def _one(self, behind: bool) -> Iterator[subprocess.Popen[str]]:
        process = self._of_the_waiting(behind) or started(behind)
        self.running.add(process)
        kept = False
        try:
            yield process
            kept = self._waits(process, behind)
        finally:
            if not kept:
                self._end(process)

    def _of_the_waiting(self, behind: bool) -> subprocess.Popen[str] | None:
        """Better one that gives way than a second that only imports."""
        with self.lock:
            kind = self.waiting[behind] or self.waiting[True]
            return kind.pop() if kind else None

    def _waits(self, process: subprocess.Popen[str], behind: bool) -> bool:
        with self.lock:
            kept = self.expected > 0 and process.poll() is None
            if kept:
                self.waiting[behind].append(process)
            return kept

    def _end(self, process: subprocess.Popen[str]) -> None:
        self.running.discard(process)
        process.kill()
        process.communicate()


def started(behind: bool) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", __name__, *(["behind"] if behind else [])],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **MEMORY},
    )


def ask(process: subprocess.Popen[str], wanted: dict[str, Any]) -> None:
    assert process.stdin is not None
    with suppress(BrokenPipeError):  # it says why
        process.stdin.write(json.dumps(wanted) + "\n")
        process.stdin.flush()


def followed(process: subprocess.Popen[str], progress: Progress) -> bool:
    """Until it has built; False when it ends before."""
    assert process.stdout is not None
    for line in process.stdout:
        match json.loads(line):
            case {"made": _}:
                return True
            case {"done": done, "doing": doing}:
                progress(done, doing)
    return False


def last_words(process: subprocess.Popen[str]) -> str:
    """What one that has ended said on its standard error."""
    assert process.stderr is not None
    return process.stderr.read()


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


def main(behind: str = "") -> None:
    if behind:
        os.nice(LOWEST)
    from rounds.incidents.scenarios import SHIPPED  # noqa: PLC0415 - takes a second, which only building needs

    for line in sys.stdin:
        wanted = json.loads(line)
        built = SHIPPED[wanted["scenario"]].build(
            wanted["seed"], lambda done, doing: say({"done": done, "doing": doing})
        )
        bundles.write(Path(wanted["folder"]), built, generator())
        say({"made": True})


def say(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
