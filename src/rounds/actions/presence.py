"""Whether the candidate's page is there: their live channel gone for more than a moment is written down, and its return.

A process knows its own channels. It asks the others when its last one of a seat ends, and who has one says so.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from rounds.actions.live import Live, News, What
from rounds.interviews import Done, Kind, Seat, acts
from rounds.interviews.hour import HELD, check
from rounds.kit.errors import Conflict, NotFound, Problem
from rounds.records import Records

MOMENT = timedelta(seconds=10)  # a page that is loaded anew, or a network that stumbles
LOOKS = 0.5  # seconds between two looks at who is back
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Gone:
    seat: Seat
    since: datetime


class Presence:
    """Of one process. Safe to use from many threads; a thread of its own runs while somebody is gone."""

    def __init__(self, records: Records, live: Live, now: Callable[[], datetime]) -> None:
        self.records = records
        self.live = live
        self.now = now
        self.lock = threading.Lock()
        self.open: Counter[str] = Counter()  # channels by seat
        self.elsewhere: set[str] = set()  # seats that another process has a channel of
        self.gone: dict[str, Gone] = {}
        self.stopping = threading.Event()
        self.looking: threading.Thread | None = None
        live.everywhere.append(self.heard)

    def is_here(self, seat: str) -> bool:
        with self.lock:
            return self.open[seat] > 0 or seat in self.elsewhere

    def arrived(self, seat: Seat) -> None:
        """A channel of theirs opened."""
        with self.lock:
            self.open[seat.id] += 1
            first = self.open[seat.id] == 1
            self.gone.pop(seat.id, None)
        if first:
            self.live.tell(News(seat.interview, What.HERE, seat=seat.id))
            self.returned(seat)

    def departed(self, seat: Seat) -> None:
        """One ended."""
        with self.lock:
            self.open[seat.id] -= 1
            last = self.open[seat.id] <= 0
            if last:
                del self.open[seat.id]
        if last and not self.stopping.is_set():
            self.wait_for(seat)
            self.live.tell(News(seat.interview, What.GONE, seat=seat.id))

    def expect(self) -> None:
        """After a start: who was in an interview as the process before ended has a moment to come back."""
        with self.records.look() as look:
            running = [one for one, state in look.states().items() if state in HELD]
            seats = [seat for one in running for seat in look.seats_of(one) if not seat.role.is_staff]
        for seat in seats:
            self.wait_for(seat)
            self.live.tell(News(seat.interview, What.GONE, seat=seat.id))  # another process may have their channel

    def stop(self) -> None:
        self.stopping.set()
        if self.looking:
            self.looking.join(2)

    def heard(self, news: News) -> None:
        """What the processes tell each other of whom they have a channel."""
        if news.what is What.HERE:
            with self.lock:
                self.gone.pop(news.seat, None)
                if not self.open[news.seat]:
                    self.elsewhere.add(news.seat)
        elif news.what is What.GONE:
            with self.lock:
                self.elsewhere.discard(news.seat)
                still = self.open[news.seat] > 0
            if still:
                self.live.tell(News(news.interview, What.HERE, seat=news.seat))

    def wait_for(self, seat: Seat) -> None:
        with self.lock:
            self.gone[seat.id] = Gone(seat, self.now())
            if self.looking is None or not self.looking.is_alive():
                self.looking = threading.Thread(target=self.look, name="presence", daemon=True)
                self.looking.start()

    def look(self) -> None:
        while not self.stopping.wait(LOOKS):
            with self.lock:
                late = [one for one in self.gone.values() if self.now() - one.since > MOMENT]
                for one in late:
                    del self.gone[one.seat.id]
            for one in late:
                self.left(one)
            with self.lock:
                if not self.gone:
                    self.looking = None
                    return

    def left(self, gone: Gone) -> None:
        self.write(gone.seat, acts.Left(gone.since.isoformat()))

    def returned(self, seat: Seat) -> None:
        """Writes that they are back, where it was written that they had left."""
        try:
            with self.records.look() as look:
                hour = look.hour(seat.interview)
        except Problem:
            return
        if hour.is_away:
            away = self.now() - hour.away[-1].since
            self.write(seat, acts.Returned(round(away.total_seconds(), 1)))

    def write(self, seat: Seat, act: acts.Act) -> None:
        """By the server itself; what the hour does not allow is nothing to tell."""
        try:
            with self.records.work() as work:
                work.locked(seat.interview)
                if work.interview(seat.interview).kind is Kind.DRILL:  # nobody waits for them
                    return
                hour = work.hour(seat.interview)
                check(hour, act)
                work.append(seat.interview, Done(act, ""), self.now())
        except (Conflict, NotFound) as refusal:
            log.info("presence", why=type(refusal).__name__)
            return
        self.live.changed(seat.interview)
