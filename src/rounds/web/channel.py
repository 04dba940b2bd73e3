"""A live channel: server-sent events down to one page, for as long as it is open.

Each costs one task on the event loop that sleeps until there is news: no thread, no queue. What is sent is always the
whole of today, so news that comes while something is sent makes one more message and never a backlog. Plain ASGI, for
nothing on the way may gather what is sent.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from time import monotonic
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from fastapi import Response
from pydantic import BaseModel
from starlette.types import Receive, Scope, Send

from rounds.actions.links import SignedOut
from rounds.actions.live import Live, News
from rounds.kit.errors import Forbidden, NotFound, Problem
from rounds.web.turns import Busy

MOST = 4  # channels of one seat or person
THREADS = 4  # that read what is told, of all channels together
BEAT = 10.0  # seconds between two signs of life
LOOKS = 30.0  # seconds between two looks at whether the badge still counts
STALLED = 30.0  # seconds that a page may take to take what it is sent
AGAIN = 1000  # milliseconds until a page that lost its channel opens another
HEADERS = {
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",  # nginx would gather events until its buffer is full
}


T = TypeVar("T")


class End(StrEnum):
    """Why a channel ends. After the first two its page need not come back."""

    SIGNED_OUT = "signed_out"
    OVER = "over"
    STOPPING = "stopping"
    GONE = "gone"  # the page; nobody is told


class Over(Exception):
    """The interview has been over for long: nothing changes any more."""


@dataclass(frozen=True, slots=True)
class Event:
    name: str
    told: str  # JSON, on one line


@dataclass(frozen=True, slots=True)
class Source:
    """What a channel tells. `whole` reads all of it, in a thread; `sorts` says of news whether the whole may be another
    (True) or what is told at once beside it; `spacing` is the least time between two wholes, in seconds.
    """

    interview: str
    who: str
    whole: Callable[[], list[Event]]
    sorts: Callable[[News], bool | Event]
    spacing: float = 0.0
    opened: Callable[[], None] = lambda: None
    closed: Callable[[], None] = lambda: None


class Channels:
    """All of this process; on the event loop only."""

    def __init__(self) -> None:
        self.of: Counter[str] = Counter()
        self.open: set[Channel] = set()
        self.threads = CapacityLimiter(THREADS)
        self.stopping = False

    @contextmanager
    def kept(self, channel: Channel) -> Iterator[None]:
        who = channel.source.who
        self.of[who] += 1
        self.open.add(channel)
        try:
            yield
        finally:
            self.open.discard(channel)
            self.of[who] -= 1
            if not self.of[who]:
                del self.of[who]

    def check(self, who: str) -> None:
        """
        Raises:
            Busy: they have as many as they may, or this process is about to end.
        """
        if self.stopping or self.of[who] >= MOST:
            raise Busy("This interview is open in many tabs. Close some of them.")

    def stop(self) -> None:
        """As the process begins to end."""
        self.stopping = True
        for channel in self.open:
            channel.finish(End.STOPPING)


class Channel(Response):
    media_type = "text/event-stream"

    def __init__(self, channels: Channels, live: Live, source: Source) -> None:
        channels.check(source.who)
        super().__init__(headers=HEADERS)
        del self.headers["content-length"]
        self.channels = channels
        self.live = live
        self.source = source
        self.loop = asyncio.get_running_loop()
        self.news = asyncio.Event()
        self.stale = True  # whether the whole is to be told
        self.beside: dict[str, Event] = {}  # by name, the newest of each
        self.end: End | None = None

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        leaving = asyncio.create_task(self.watch(receive))
        try:
            with self.channels.kept(self), self.live.listening(self.source.interview, self.hear):
                await self.in_thread(self.source.opened)
                await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
                await self.told(send)
        except (TimeoutError, OSError):  # the page does not take what it is sent, or is gone
            pass
        finally:
            leaving.cancel()
            await asyncio.shield(self.in_thread(self.source.closed))

    async def told(self, send: Send) -> None:
        async for text in self.texts():
            async with asyncio.timeout(STALLED):
                await send({"type": "http.response.body", "body": text.encode(), "more_body": True})
        if self.end is not End.GONE:
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def texts(self) -> AsyncIterator[str]:
        yield f"retry: {AGAIN}\n\n"
        read = sent = -inf
        while self.end is None:
            events: list[Event] = []
            if (self.stale and monotonic() - read >= self.source.spacing) or monotonic() - read >= LOOKS:
                self.stale = False
                events = await self.whole()
                read = monotonic()  # a whole that takes long to read is read less often
            events += self.beside.values()
            self.beside.clear()
            if events:
                yield "".join(map(written, events))
            elif self.end is not None:
                break
            elif monotonic() - sent >= BEAT:
                yield ":\n\n"
            else:
                await self.quiet(
                    self.source.spacing - (monotonic() - read) if self.stale else BEAT - monotonic() + sent
                )
                continue
            sent = monotonic()
        if self.end is not End.GONE:
            yield written(Event("closed", f'"{self.end}"'))

    async def whole(self) -> list[Event]:
        try:
            return await self.in_thread(self.source.whole)
        except SignedOut:
            self.end = End.SIGNED_OUT
        except (Over, NotFound, Forbidden):
            self.end = End.OVER
        except Problem:  # the records cannot be read just now: the page comes back and asks anew
            self.end = End.STOPPING
        return []

    async def quiet(self, seconds: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(max(0.0, seconds)):
                await self.news.wait()
        self.news.clear()

    def hear(self, news: News) -> None:
        """In the thread that tells."""
        if told := self.source.sorts(news):
            with suppress(RuntimeError):  # the loop has ended
                self.loop.call_soon_threadsafe(self.take, told)

    def take(self, told: bool | Event) -> None:
        if isinstance(told, Event):
            self.beside[told.name] = told
            self.news.set()
        elif not self.stale:
            self.stale = True
            self.news.set()

    def finish(self, end: End) -> None:
        self.end = self.end or end
        self.news.set()

    async def watch(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self.finish(End.GONE)

    async def in_thread(self, does: Callable[[], T]) -> T:
        return await to_thread.run_sync(does, limiter=self.channels.threads)


def event(name: str, told: BaseModel) -> Event:
    return Event(name, told.model_dump_json())


def written(event: Event) -> str:
    return f"event: {event.name}\ndata: {event.told}\n\n"
