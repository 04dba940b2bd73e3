"""Questions take turns: slow ones may take all their places, and never those of health, files and sign-in.

Whoever has no place waits on the event loop, which costs no thread, and not for long.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

from anyio import CapacityLimiter, fail_after
from fastapi import Request

from rounds.kit.errors import TooMuch

PLACES = 24  # of the 40 threads that requests share; the others are for what is not asked of the engine
PATIENCE = 10.0  # seconds


class Busy(TooMuch):
    """Too many questions are being answered; the same one may be asked again in a moment."""


class Turns:
    def __init__(self, places: int = PLACES, patience: float = PATIENCE) -> None:
        self.places = CapacityLimiter(places)
        self.patience = patience

    async def take(self, who: object) -> None:
        """
        Raises:
            Busy: no place came free.
        """
        try:
            with fail_after(self.patience):
                await self.places.acquire_on_behalf_of(who)
        except TimeoutError:
            raise Busy("Many questions are being answered just now. Ask again in a moment.") from None

    def leave(self, who: object) -> None:
        self.places.release_on_behalf_of(who)


async def turn(request: Request) -> AsyncIterator[None]:
    """Hold a place while one question is answered, until its answer is written but not until it is sent."""
    turns: Turns = request.app.state.turns
    who = object()
    await turns.take(who)
    try:
        yield
    finally:
        turns.leave(who)
