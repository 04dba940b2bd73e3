"""The postman: one thread that does what is due, mails first, until it is told to stop."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import structlog

from rounds.actions.post import Smtp
from rounds.kit.errors import Problem

Round = Callable[[], object]  # one of the things that it does

log = structlog.get_logger()

LOOKS = 5.0  # seconds between two looks for mails that are due
STOPS = 10.0  # seconds that a mail being handed over has, when the process ends


class Postman:
    """`smtp` is None where no mail server is set: then nothing is delivered, and mails are copied by hand."""

    def __init__(self, smtp: Smtp | None) -> None:
        self.smtp = smtp
        self.stopping = threading.Event()
        self.waking = threading.Event()
        self.thread: threading.Thread | None = None

    def start(self, *rounds: Round) -> None:
        """Each of them now and again, whatever becomes of the others."""
        if self.thread is None:
            self.thread = threading.Thread(target=self._work, args=(rounds,), name="postman", daemon=True)
            self.thread.start()

    def wake(self) -> None:
        """Something is due now."""
        self.waking.set()

    def stop(self) -> None:
        """Let the mail that is being handed over be settled, and begin no other."""
        self.stopping.set()
        self.waking.set()
        if self.thread is not None:
            self.thread.join(STOPS)

    def _work(self, rounds: Sequence[Round]) -> None:
        while not self.stopping.is_set():
            for one in rounds:
                if not self.stopping.is_set():
                    self._make(one)
            self.waking.wait(LOOKS)
            self.waking.clear()

    def _make(self, one: Round) -> None:
        try:
            one()
        except Problem as problem:  # the records cannot be used just now
            log.warning("what is due waits", trouble=problem.message)
        except Exception as error:  # noqa: BLE001 - the edge of this thread: nobody else would hear of it
            log.error("what is due waits", error=type(error).__name__)
