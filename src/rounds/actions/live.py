"""Who watches an interview is told at once when something in it changed, and which view the candidate has open.

What is told is only *that* something changed, or the whole of a view: who listens then reads the whole state. So a
message that is lost, or somebody who comes late, does no harm. Processes tell each other over what the records lie in.
"""

from __future__ import annotations

import json
import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from typing import Any, Protocol

Listener = Callable[["News"], None]
KEPT = 2_000  # views: of that many seats the last one is known
OVERTAKEN = 2_000.0  # milliseconds: a page that counts from one again is a new page, and no message that came late


class What(StrEnum):
    CHANGED = "changed"  # something was done: everybody's whole state may be another
    ASKED = "asked"  # a question or a view was written down, which only the staff's pages tell of
    SHOWN = "shown"  # the candidate's page shows another view
    PRESENTED = "presented"  # so does the lead's, which the candidate is to see
    HERE = "here"  # a candidate's channel is open, or none is any more
    GONE = "gone"
    ERASED = "erased"  # what is remembered of it is to be forgotten


@dataclass(frozen=True, slots=True)
class Showing:
    """What somebody's page shows: an address and its typed state. `seq` grows with each of one page."""

    seat: str
    address: str
    state: dict[str, Any] = field(default_factory=dict)
    seq: int = 0
    at: float = 0.0  # milliseconds since 1970, by our clock


@dataclass(frozen=True, slots=True)
class News:
    """Of one interview; of all of them without one, where some may have been missed."""

    interview: str
    what: What = What.CHANGED
    showing: Showing | None = None
    seat: str = ""


class Line(Protocol):
    """To the other processes of this installation."""

    def tell(self, text: str) -> None: ...


class Live:
    """Of this process. Listeners are called in the thread that tells, and must not wait."""

    def __init__(self, line: Line | None = None) -> None:
        self.lock = threading.Lock()
        self.line = line
        self.listeners: dict[str, list[Listener]] = defaultdict(list)
        self.everywhere: list[Listener] = []
        self.latest: OrderedDict[tuple[str, What], Showing] = OrderedDict()
        self.by_seat: OrderedDict[str, Showing] = OrderedDict()  # where several have a seat in one interview

    def changed(self, interview: str) -> None:
        self.tell(News(interview))

    def asked(self, interview: str) -> None:
        self.tell(News(interview, What.ASKED))

    def show(self, interview: str, showing: Showing, what: What = What.SHOWN) -> None:
        """A view that was overtaken by a newer one of the same page is dropped."""
        if self.keep(interview, showing, what):
            self.tell(News(interview, what, showing), kept=True)

    def showing(self, interview: str, what: What = What.SHOWN) -> Showing | None:
        """The last view told: the candidate's, or the one that is presented."""
        with self.lock:
            return self.latest.get((interview, what))

    def showing_of(self, seat: str) -> Showing | None:
        """The last view of one seat's page."""
        with self.lock:
            return self.by_seat.get(seat)

    def forget(self, interview: str, what: What) -> None:
        with self.lock:
            self.latest.pop((interview, what), None)

    @contextmanager
    def listening(self, interview: str, listener: Listener) -> Iterator[None]:
        with self.lock:
            self.listeners[interview].append(listener)
        try:
            yield
        finally:
            with self.lock:
                self.listeners[interview].remove(listener)
                if not self.listeners[interview]:
                    del self.listeners[interview]

    def tell(self, news: News, *, kept: bool = False) -> None:
        """Everybody here, then the other processes."""
        self.heard(news, kept=kept)
        if self.line:
            self.line.tell(written(news))

    def read(self, text: str) -> None:
        """What another process told; what cannot be read was written by another version of this program."""
        news = news_of(text)
        if news:
            self.heard(news)

    def missed(self) -> None:
        """Something may have been told while nobody here could hear it."""
        with self.lock:
            interviews = list(self.listeners)
        for interview in interviews:
            self.heard(News(interview))

    def heard(self, news: News, *, kept: bool = False) -> None:
        if news.showing and not kept and not self.keep(news.interview, news.showing, news.what):
            return
        with self.lock:
            these = [*self.everywhere, *self.listeners.get(news.interview, ())]
        for listener in these:
            listener(news)

    def keep(self, interview: str, showing: Showing, what: What) -> bool:
        with self.lock:
            before = self.latest.get((interview, what))
            if before and before.seat == showing.seat and is_late(before, showing):
                return False
            self.latest[interview, what] = showing
            self.latest.move_to_end((interview, what))
            while len(self.latest) > KEPT:
                self.latest.popitem(last=False)
            self.by_seat[showing.seat] = showing
            self.by_seat.move_to_end(showing.seat)
            while len(self.by_seat) > KEPT:
                self.by_seat.popitem(last=False)
            return True


def is_late(before: Showing, showing: Showing) -> bool:
    return showing.seq <= before.seq and showing.at - before.at < OVERTAKEN


def written(news: News) -> str:
    return json.dumps(asdict(news), separators=(",", ":"))


def news_of(text: str) -> News | None:
    try:
        told = json.loads(text)
        news = News(**{**told, "what": What(told["what"])})
        return replace(news, showing=Showing(**told["showing"])) if told["showing"] else news
    except (ValueError, TypeError, KeyError):
        return None
