"""Scenarios on their way: built and installed behind what people do, with how far each is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from rounds.incidents.library import Library, Offered
from rounds.kit.errors import Problem
from rounds.store import Telemetry

AT_ONCE = 2  # a scenario is built on one core; a usual machine has two
AHEAD = 2  # are built while the first is prepared: installing it leaves a core free for longer than one takes


@dataclass(frozen=True, slots=True)
class Standing:
    """How far one is, from 0 to 1. `incident` is there when it is installed, `trouble` when it cannot be."""

    progress: float = 0.0
    doing: str = "waiting"
    incident: str = ""
    trouble: str = ""

    @property
    def ended(self) -> bool:
        return bool(self.incident or self.trouble)


Installed = Callable[[Offered, str], None]


class Preparations:
    """Safe to use from many threads."""

    def __init__(self, library: Library, telemetry: Telemetry) -> None:
        self.library = library
        self.telemetry = telemetry
        self.standings: dict[tuple[str, int], Standing] = {}
        self.lock = threading.Lock()
        self.changed = threading.Condition(self.lock)
        self.stopping = threading.Event()
        self.threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="preparing")

    def start(self, scenarios: Iterable[Offered], installed: Installed) -> None:
        """Prepare them in this order; `installed` is told of each, from another thread.

        The first goes ahead, since somebody waits for it; the next two are built on what that leaves of the machine,
        and installed after it; two at once from then on. One that is being prepared or is installed already is left as it is; one
        that failed is tried again.
        """
        wanted = [one for one in scenarios if self._taken_on(one)]
        if wanted:
            self.library.builders.expect(len(wanted))
            self.threads.submit(self._prepare_all, wanted, installed)

    def _taken_on(self, one: Offered) -> bool:
        with self.changed:
            known = self.standings.get((one.name, one.seed))
            if known is not None and not known.trouble:
                return False
            self.standings[one.name, one.seed] = Standing()
            return True

    def _prepare_all(self, wanted: list[Offered], installed: Installed) -> None:
        first, ahead, others = wanted[0], wanted[1 : 1 + AHEAD], wanted[1 + AHEAD :]
        done, built = threading.Event(), threading.Event()
        self._submit(self._build, ahead, done, built)
        try:
            self._prepare(first, installed)
        finally:
            done.set()
        while not built.wait(0.2) and not self.stopping.is_set():
            pass  # whoever ends us meanwhile takes the building out of the queue
        for one in (*ahead, *others):
            self._submit(self._prepare, one, installed)

    def _submit(self, *work: Any) -> None:
        with suppress(RuntimeError):  # ended meanwhile: nothing more is started
            self.threads.submit(*work)

    def _build(self, ahead: list[Offered], done: threading.Event, built: threading.Event) -> None:
        """Build them, while the one before them is prepared."""
        for one in ahead:
            if not done.is_set():
                with suppress(Problem, Stopped):  # what is wrong is told when it is tried again
                    self.library.build(one, partial(self._step, one))
        built.set()

    def of(self, scenario: str, seed: int) -> Standing:
        with self.lock:
            return self.standings.get((scenario, seed), Standing(doing="", trouble="It is not prepared here."))

    def all(self) -> list[tuple[str, int, Standing]]:
        """In the order in which they were asked for."""
        with self.lock:
            return [(*key, standing) for key, standing in self.standings.items()]

    def wait(self, seconds: float) -> None:
        """Until something has changed, or for that long."""
        with self.changed:
            self.changed.wait(seconds)

    def stop(self) -> None:
        """Start nothing more and let what is being done end."""
        self.stopping.set()
        self.library.builders.stop()
        self.library.heaps.stop()
        self.threads.shutdown(wait=True, cancel_futures=True)

    def _prepare(self, one: Offered, installed: Installed) -> None:
        try:
            incident = self.library.install(one, self.telemetry, lambda done, doing: self._step(one, done, doing))
            installed(one, incident)
            self._set(one, Standing(1.0, "", incident=incident))
        except Stopped:
            return
        except Problem as problem:
            if self.stopping.is_set():
                return
            self._set(one, Standing(doing="", trouble=problem.message))
        except Exception as error:  # noqa: BLE001 - the edge of this thread: nobody else would hear of it
            self._set(one, Standing(doing="", trouble=f"{type(error).__name__}: {error}"))
        finally:
            self.library.builders.expect(-1)

    def _step(self, one: Offered, done: float, doing: str) -> None:
        if self.stopping.is_set():
            raise Stopped
        with self.changed:
            key = (one.name, one.seed)
            self.standings[key] = replace(self.standings[key], progress=done, doing=doing)
            self.changed.notify_all()

    def _set(self, one: Offered, standing: Standing) -> None:
        with self.changed:
            self.standings[one.name, one.seed] = standing
            self.changed.notify_all()


class Stopped(Exception):
    """The process ends while this is being prepared; it starts again at the next start."""
