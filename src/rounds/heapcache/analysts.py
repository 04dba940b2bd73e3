"""The processes that analyse snapshots, as who starts them sees them: asked, listened to, and ended."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from rounds.heapcache import files
from rounds.heapcache.limits import Limits
from rounds.kit.errors import Conflict, Invalid, Problem, TooMuch

Progress = Callable[[float, str], None]
"""Called with the share done, from 0 to 1, and what is being done."""

KINDS: dict[str, type[Problem]] = {"Invalid": Invalid, "TooMuch": TooMuch}
ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS"), "1")  # each takes memory


STARTING = 600.0  # seconds; the first time ever, all that numba compiles is compiled


def quiet(_done: float, _doing: str) -> None:
    """For callers who do not want to know."""


class Analysts:
    """Starts them, and ends them all when it is stopped. Safe to use from many threads."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.working: set[Analyst] = set()
        self.shared: set[Analyst] = set()  # of them, those that ours share
        self.waiting: list[Analyst] = []  # of these, those that have nothing to do
        self.expected = 0  # how many will want one of them
        self.lock = threading.Lock()
        self.ahead = threading.Lock()  # held while one is started ahead
        self.stopped = False

    @contextmanager
    def one(self, *, again: bool = False) -> Iterator[Analyst]:
        """A process that is starting; it ends with this.

        What is our own may be analysed by one that waits, which then waits `again`. Others' files never share one.
        """
        analyst = (self._of_the_waiting() if again else None) or self._started(shared=again)
        kept = False
        try:
            if self.stopped:
                raise Conflict("Nothing more is analysed here.")
            yield analyst
            kept = again and self._waits(analyst)
        finally:
            if not kept:
                self._end(analyst)

    @contextmanager
    def starting(self) -> Iterator[None]:
        """A process starts meanwhile and waits, until nobody is left who expects one."""
        self.expect(1)
        try:
            with self.ahead:
                if not self.shared:
                    self._waits(self._started(shared=True))
            yield
        finally:
            self.expect(-1)

    def expect(self, more: int) -> None:
        """So many more will want one; fewer, if negative. What waits goes on waiting until it comes to none."""
        with self.lock:
            self.expected += more
        while self.expected == 0 and (left := self._of_the_waiting()):
            self._end(left)

    def _started(self, *, shared: bool) -> Analyst:
        errors = TemporaryFile("w+")  # noqa: SIM115 - closed with the process
        analyst = Analyst(self.limits, started(errors), errors)
        self.working.add(analyst)
        if shared:
            self.shared.add(analyst)
        return analyst

    def _of_the_waiting(self) -> Analyst | None:
        with self.lock:
            return self.waiting.pop() if self.waiting else None

    def _waits(self, analyst: Analyst) -> bool:
        with self.lock:
            if self.expected:
                self.waiting.append(analyst)
            return bool(self.expected)

    def _end(self, analyst: Analyst) -> None:
        self.working.discard(analyst)
        self.shared.discard(analyst)
        analyst.end()

    def stop(self) -> None:
        """For ever."""
        self.stopped = True
        for analyst in list(self.working):
            analyst.stop()


class Analyst:
    """One process. It works on one snapshot after the other."""

    def __init__(self, limits: Limits, process: subprocess.Popen[str], errors: IO[str]) -> None:
        self.limits = limits
        self.process = process
        self.errors = errors
        self.ready = False
        self.late = False
        self.stopped = False

    def analyse(self, file: Path, into: Path, *, lasting: bool = False, progress: Progress = quiet) -> None:
        """Write the analysis into that folder, which is there and empty.

        Raises:
            Invalid: the file is no snapshot, or a damaged one.
            TooMuch: it would take more memory or time than it may.
            Conflict: the process ended, or there is no room to write.
        """
        request = {"do": "analyse", "file": str(file.absolute()), "into": str(into.absolute()), "lasting": lasting}
        self._do(request, progress)

    def redact(self, file: Path, into: Path, key: bytes, progress: Progress = quiet) -> None:
        """Write the snapshot into that file, which is not there yet, without what its texts say.

        Raises: as `analyse`.
        """
        self._do({"do": "redact", "file": str(file), "into": str(into), "key": key.hex()}, progress)

    def stop(self) -> None:
        self.stopped = True
        self.process.kill()

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()
        self.errors.close()

    def _do(self, asked: dict[str, Any], progress: Progress) -> None:
        file = Path(asked["file"])
        size = files.most_bytes(file)
        memory, seconds = self.limits.memory_for(size), self.limits.seconds_for(size)
        with self._within(STARTING):
            if not self.ready and not self._followed(progress):
                raise self._ended(file.name, memory, STARTING)
        with self._within(seconds):
            self._ask({**asked, "memory": memory})
            if not self._followed(progress):
                raise self._ended(file.name, memory, seconds)

    def _ask(self, asked: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        with suppress(BrokenPipeError):  # it says why
            self.process.stdin.write(json.dumps(asked) + "\n")
            self.process.stdin.flush()

    def _followed(self, progress: Progress) -> bool:
        """Until it is ready, or has made what it was asked for; False when the process ends before."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            match json.loads(line):
                case {"ready": _}:
                    self.ready = True
                    return True
                case {"made": _}:
                    return True
                case {"problem": kind, "message": message, "field": field}:
                    raise Invalid(message, field=field) if kind == "Invalid" else KINDS.get(kind, Conflict)(message)
                case {"done": done, "doing": doing}:
                    progress(done, doing)
        return False

    @contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        clock = threading.Timer(seconds, self._out_of_time)
        clock.start()
        try:
            yield
        finally:
            clock.cancel()

    def _out_of_time(self) -> None:
        self.late = True
        self.process.kill()

    def _ended(self, name: str, memory: int, seconds: float) -> Problem:
        code = self.process.wait()
        if self.stopped:
            return Conflict(f"{name} was not analysed: it was told to stop.")
        if self.late:
            return TooMuch(f"{name} takes longer to analyse than the {seconds:,.0f} seconds it may.")
        if code in OF_MEMORY:
            return TooMuch(f"{name} takes more memory to analyse than there is: it may have {files.amount(memory)}.")
        self.errors.seek(0)
        said = self.errors.read().strip().splitlines()
        return Conflict(f"{name} could not be analysed: {said[-1] if said else f'the process ended with {code}'}")


OF_MEMORY = (-signal.SIGKILL, -signal.SIGABRT)  # the system ends what takes too much; compiled code gives up itself


PACKAGE = Path(__file__).parent.parent


def compiled_in(folder: Path) -> None:
    """Let numba keep what it compiles there, here and in the processes we start, where it cannot beside its source.

    Left alone it would take a home directory, and not even start without one.
    """
    if not os.access(PACKAGE / "heapsnapshot", os.W_OK):
        os.environ.setdefault("NUMBA_CACHE_DIR", str(folder))


def started(errors: IO[str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "rounds.heapcache.analysing"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        env={**os.environ, **ONE_THREAD},
    )
