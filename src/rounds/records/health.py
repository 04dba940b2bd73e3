"""How the records are, as far as their database can be asked: for whoever checks the installation."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime, timedelta
from threading import Event, Thread

import sqlalchemy as sa

from rounds.records.line import Line
from rounds.records.records import NEWEST, VERSION, Records
from rounds.records.tables import Moment, plans

PATIENCE = 5.0  # seconds until a message must have gone round


class Kept(Exception):
    """Nothing of it is to stay."""


def version(records: Records) -> tuple[str, str]:
    """The migration that the records are at, and the newest."""
    with records.look() as look:
        found = look.connection.scalar(sa.select(VERSION.c.version_num))
    return str(found), NEWEST


def try_writing(records: Records) -> None:
    """Write a row, and take it back.

    Raises:
        Unreachable: nothing can be written.
    """
    try:
        with records.work() as work:
            row = {"name": f"check {secrets.token_hex(8)}", "plan": {}, "changed": datetime.now(UTC)}
            work.connection.execute(sa.insert(plans).values(**row))
            raise Kept
    except Kept:
        return


def ahead(records: Records, now: datetime) -> timedelta | None:
    """By how much the database's clock is ahead of ours; None where it has none but ours."""
    if records.engine.dialect.name == "sqlite":
        return None
    with records.look() as look:
        theirs: datetime | None = look.connection.scalar(sa.select(sa.func.clock_timestamp(type_=Moment())))
    assert theirs
    return theirs - now


def round_trip(records: Records) -> float | None:
    """Seconds that a message takes to another process over the database; None where there can be no other process.

    Raises:
        TimeoutError: it does not arrive.
    """
    if not records.line.works:
        return None
    told, arrived, other = f"check {secrets.token_hex(8)}", Event(), Line(records.engine)
    other.listen(lambda text: arrived.set() if text == told else None, lambda: None)
    began = time.monotonic()
    try:
        while not arrived.is_set():  # the other listens in a moment; what it did not hear is told again
            if time.monotonic() - began > PATIENCE:
                raise TimeoutError
            sent = time.monotonic()
            records.line.tell(told)
            arrived.wait(0.2)
        return time.monotonic() - sent
    finally:
        Thread(target=other.close, daemon=True).start()
