"""Questions that run now, so that a newer one can stop those it replaces.

Every question carries its tag and a number of its own in `log_comment`, which the engine lists with what it
runs. Stopping kills the tag's questions of this moment only: one asked a moment later under the same tag lives.
"""

from __future__ import annotations

import itertools
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from rounds.store.limits import Cancelled

PROCESS = uuid.uuid4().hex[:8]
NUMBERS = itertools.count()


@dataclass(eq=False, slots=True)
class Question:
    """One question from when it waits for a client until its answer is here."""

    tag: str
    comment: str
    stopped: bool = False
    ended: threading.Event = field(default_factory=threading.Event)

    def check(self) -> None:
        if self.stopped:
            raise Cancelled("The question was stopped.")


class Running:
    """The questions of this process by tag."""

    def __init__(self) -> None:
        self.questions: set[Question] = set()
        self.lock = threading.Lock()

    @contextmanager
    def question(self, tag: str) -> Iterator[Question]:
        asked = Question(tag, f"{tag}#{PROCESS}-{next(NUMBERS)}")
        with self.lock:
            self.questions.add(asked)
        try:
            yield asked
        finally:
            with self.lock:
                self.questions.discard(asked)
            asked.ended.set()

    def is_alone(self) -> bool:
        """Whether one question runs or waits, and no other."""
        return len(self.questions) <= 1

    def stop(self, tag: str) -> list[Question]:
        """Mark the tag's questions as stopped, so that those without a client yet never start; they are returned."""
        with self.lock:
            found = [question for question in self.questions if question.tag == tag]
        for question in found:
            question.stopped = True
        return found
