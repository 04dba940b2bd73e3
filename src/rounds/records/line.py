"""A line between the processes of one installation: what one tells, all others hear.

On PostgreSQL it is LISTEN and NOTIFY. On SQLite there is one process, and nobody to tell. A text may be of any length:
what is longer than a notification is told in pieces.
"""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import psycopg
import sqlalchemy as sa
import structlog
from sqlalchemy.exc import SQLAlchemyError

NAME = "rounds_live"
PIECE = 1_900  # characters of a piece: in UTF-8 at most 7,600 of the 8,000 bytes that a notification holds
UNFINISHED = 64  # texts whose pieces are waited for
LOOKS = 0.5  # seconds between two looks at whether to end
AGAIN = 2.0  # seconds until a lost connection is made anew
log = structlog.get_logger()


class Line:
    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        self.works = engine.dialect.name == "postgresql"
        self.own = secrets.token_hex(8)
        self.stopping = threading.Event()
        self.thread: threading.Thread | None = None
        self.pieces: OrderedDict[str, dict[int, str]] = OrderedDict()

    def tell(self, text: str) -> None:
        """That a text does not arrive does no harm: who did not hear it reads the same from the records later."""
        if not self.works:
            return
        told = [text[at : at + PIECE] for at in range(0, len(text), PIECE)] or [""]
        name = secrets.token_hex(4)
        try:
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                for no, piece in enumerate(told):
                    payload = f"{self.own} {name} {no} {len(told)} {piece}"
                    connection.execute(sa.select(sa.func.pg_notify(NAME, payload)))
        except SQLAlchemyError as error:
            log.warning("not told to other processes", error=type(error).__name__)

    def listen(self, heard: Callable[[str], None], missed: Callable[[], None]) -> None:
        """Call `heard` with what others tell, and `missed` where some of it may not have come, in a thread of its own."""
        if self.works and self.thread is None:
            self.thread = threading.Thread(target=self.hear, args=(heard, missed), name="line", daemon=True)
            self.thread.start()

    def close(self) -> None:
        self.stopping.set()
        if self.thread:
            self.thread.join(2 * LOOKS)

    def hear(self, heard: Callable[[str], None], missed: Callable[[], None]) -> None:
        again = False
        while not self.stopping.is_set():
            try:
                self.follow(heard, missed if again else lambda: None)
            except (psycopg.Error, SQLAlchemyError) as error:
                log.warning("not told by other processes", error=type(error).__name__)
                self.stopping.wait(AGAIN)
            again = True

    def follow(self, heard: Callable[[str], None], missed: Callable[[], None]) -> None:
        pooled = self.engine.raw_connection()
        connection: psycopg.Connection[Any] = pooled.driver_connection  # type: ignore[assignment]
        pooled.detach()
        with connection:
            connection.autocommit = True
            connection.execute(f"LISTEN {NAME}")
            missed()
            while not self.stopping.is_set():
                for notice in connection.notifies(timeout=LOOKS):
                    text = self.joined(notice.payload)
                    if text is not None:
                        heard(text)

    def joined(self, payload: str) -> str | None:
        """The text that this piece completes. One's own is none."""
        who, name, no, count, piece = payload.split(" ", 4)
        if who == self.own:
            return None
        pieces = self.pieces.setdefault(f"{who} {name}", {})
        pieces[int(no)] = piece
        if len(pieces) == int(count):
            del self.pieces[f"{who} {name}"]
            return "".join(pieces[one] for one in range(int(count)))
        while len(self.pieces) > UNFINISHED:
            self.pieces.popitem(last=False)
        return None
