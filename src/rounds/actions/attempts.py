"""Attempts to sign in: after some that failed each further one has to wait, twice as long every time.

Counted by mail and by address, in this process alone. A one-time link sets a password whatever was tried before, so
nobody can be kept out for good by somebody who guesses in their name.
"""

from __future__ import annotations

import ipaddress
import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from rounds.kit.errors import Problem

FREE_BY_MAIL, FREE_BY_ADDRESS = 5, 30  # a team may share one address
FIRST, LONGEST = timedelta(seconds=1), timedelta(minutes=5)
FORGOTTEN = timedelta(hours=1)
MOST = 10_000  # mails and addresses; the oldest are forgotten


class Slowed(Problem):
    """To be tried again in a while."""

    def __init__(self, wait: timedelta) -> None:
        self.seconds = max(1, -(-wait // timedelta(seconds=1)))
        told = f"{self.seconds} seconds" if self.seconds > 1 else "a second"
        super().__init__(f"This was tried too often. Try again in {told}.")


@dataclass(frozen=True, slots=True)
class Failed:
    times: int
    last: datetime

    def wait(self, free: int, now: datetime) -> timedelta:
        if self.times < free:
            return timedelta()
        pause: timedelta = min(LONGEST, FIRST * 2 ** min(self.times - free, 20))
        until: datetime = self.last + pause
        return until - now


class Attempts:
    """Safe to use from many threads."""

    def __init__(self) -> None:
        self.failed: OrderedDict[tuple[str, str], Failed] = OrderedDict()
        self.lock = threading.Lock()

    def begin(self, mail: str, address: str, now: datetime) -> None:
        """Counted as failed until `succeeded`: many at once are as many as one after the other.

        Raises:
            Slowed: one of the two has to wait.
        """
        keys = [(("mail", mail), FREE_BY_MAIL), (("address", network(address)), FREE_BY_ADDRESS)]
        with self.lock:
            waits = [self._known(key, now).wait(free, now) for key, free in keys]
            if max(waits) > timedelta():
                raise Slowed(max(waits))
            for key, _ in keys:
                self.failed[key] = Failed(self._known(key, now).times + 1, now)
                self.failed.move_to_end(key)
            while len(self.failed) > MOST:
                self.failed.popitem(last=False)

    def succeeded(self, mail: str, address: str) -> None:
        """Of the mail all is forgotten, of the address this one alone: it may guess at others' meanwhile."""
        key = ("address", network(address))
        with self.lock:
            self.failed.pop(("mail", mail), None)
            if found := self.failed.get(key):
                self.failed[key] = Failed(found.times - 1, found.last)

    def _known(self, key: tuple[str, str], now: datetime) -> Failed:
        found = self.failed.get(key)
        return found if found and now - found.last < FORGOTTEN else Failed(0, now)


def network(address: str) -> str:
    """Whoever has one address of IPv6 has all of its 64 bits' network."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else address
