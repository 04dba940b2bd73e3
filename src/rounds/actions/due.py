"""What the server does by itself while it runs: delivers mails, reminds of scorecards, checks before interviews, clears
rehearsals away, ends what was shared until a day, and erases what has been kept for long enough.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from rounds.actions import erasing, figuring, keeping, mails, owed, preflights, preparing, rating_owed, rehearsing
from rounds.actions.doctor import Circumstances
from rounds.actions.drills import drilling
from rounds.actions.office import Office
from rounds.actions.packets import readers

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
SETTLES = timedelta(minutes=10)  # after a start: what is not ready by then will not be by itself


def start(here: Office, around: Circumstances) -> None:
    """Begin, until the office closes. The address of `around` is the one in links."""
    began = here.now()
    here.live.everywhere.append(lambda news: erasing.forgotten(here, news))  # what another process erased
    here.postman.start(
        Every(MINUTE, here.now, lambda: owed.remind(here)),
        Every(HOUR, here.now, lambda: rating_owed.remind(here)),
        lambda: mails.deliver(here, around.url),
        lambda: is_settled(here, around, began) and preflights.run_due(here, around),
        lambda: rehearsing.sweep(here),
        Every(MINUTE, here.now, lambda: figuring.keep(here)),
        Every(DAY, here.now, lambda: keeping.sweep(here)),
        Every(HOUR, here.now, lambda: drilling.sweep(here)),
        Every(MINUTE, here.now, lambda: readers.end_shares(here)),
        Every(MINUTE, here.now, lambda: erasing.compact(here)),
    )


def is_settled(here: Office, around: Circumstances, began: datetime) -> bool:
    """Whether what is prepared as the server starts is there, or has had its time: before, it would be told as missing."""
    ready = around.has_interface() and preparing.is_ready(here)
    return ready or here.now() - began >= SETTLES


@dataclass
class Every:
    """One of the rounds, made at once and then so often. One that fails is made again with the next look."""

    length: timedelta
    now: Callable[[], datetime]
    made: Callable[[], object]
    last: datetime | None = None

    def __call__(self) -> None:
        now = self.now()
        if self.last is None or not self.last <= now < self.last + self.length:
            self.made()
            self.last = now
