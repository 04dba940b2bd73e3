"""Questions take turns: slow ones may take all their places, and never those of health, files and sign-in.

Whoever has no place waits on the event loop, which costs no thread, and not for long. Nobody has all of them: who asks
more at once than a browser does waits for their own.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from weakref import WeakValueDictionary

from anyio import CapacityLimiter, fail_after
from fastapi import Request

from rounds.kit.errors import TooMuch

PLACES = 24  # of the 40 threads that requests share; the others are for what is not asked of the engine
OWN = 12  # of one seat: a browser asks six at once, and may have let go of as many that still run
PATIENCE = 10.0  # seconds


class Busy(TooMuch):
    """Too many questions are being answered; the same one may be asked again in a moment."""


class Turns:
    def __init__(self, places: int = PLACES, patience: float = PATIENCE, own: int = OWN) -> None:
        self.places = CapacityLimiter(places)
        self.patience = patience
        self.own = own
        self.seats: WeakValueDictionary[str, CapacityLimiter] = WeakValueDictionary()

    @asynccontextmanager
    async def held(self, seat: str) -> AsyncIterator[None]:
        """A place, for the time of one question of that seat.

        Raises:
            Busy: none came free.
        """
        own, who = self.seats.setdefault(seat, CapacityLimiter(self.own)), object()
        async with AsyncExitStack() as kept:
            try:
                with fail_after(self.patience):
                    for places in (own, self.places):
                        await places.acquire_on_behalf_of(who)
                        kept.callback(places.release_on_behalf_of, who)
            except TimeoutError:
                raise Busy("Many questions are being answered just now. Ask again in a moment.") from None
            yield


async def turn(request: Request) -> AsyncIterator[None]:
    """Hold a place while one question is answered, until its answer is written but not until it is sent."""
    turns: Turns = request.app.state.turns
    seat: str | None = getattr(request.state, "seat", None)
    if seat is None:  # the address or a header is misshapen: nothing is asked, and what is wrong is told
        yield
        return
    async with turns.held(seat):
        yield
