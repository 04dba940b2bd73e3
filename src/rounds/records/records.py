"""Opening the records: SQLite or PostgreSQL, brought to the newest form, and units of work on them.

This is the only file that commits.
"""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, DataError, OperationalError

from rounds.kit.errors import Conflict, Invalid
from rounds.records.line import Line
from rounds.records.standing import Standings
from rounds.records.work import Work

DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
NEWEST = "0007"  # the last migration
VERSION = sa.table("alembic_version", sa.column("version_num"))
ZERO = "NUL (0x00)"  # what PostgreSQL's driver says of the one character that its texts cannot hold
PATIENCE = 15.0  # seconds a writer waits for another


class Unreachable(Conflict):
    """The database does not answer, or is locked for too long. Why is in its cause, for whoever runs this."""


class Records:
    """All interviews of one installation. Safe to use from many threads."""

    def __init__(self, engine: sa.Engine) -> None:
        self.engine = engine
        # SQLite lets one write and has the others look again and again after ever longer sleeps. Of the threads of
        # this process the next is woken at once.
        self.turn = threading.Lock() if engine.dialect.name == "sqlite" else None
        self.broken: type[Exception] = engine.dialect.loaded_dbapi.OperationalError
        self.unkept: type[Exception] = engine.dialect.loaded_dbapi.DataError
        self.line = Line(engine)
        self.standings = Standings()

    @classmethod
    def open(cls, url: str) -> Records:
        """The records at `sqlite:///file` or `postgresql://…`, in their newest form.

        Raises:
            Invalid: the address is of another kind.
            Conflict: the database cannot be reached, or a newer version of this program wrote it.
        """
        records = cls(engine(address(url)))
        try:
            with records._transaction(writing=True) as connection:
                brought_up(connection)
        except Unreachable as error:
            records.close()
            raise Conflict(f"The records cannot be opened: {str(error.__cause__).splitlines()[0]}") from error
        except BaseException:
            records.close()
            raise
        return records

    @contextmanager
    def work(self) -> Iterator[Work]:
        """One unit of work: all of it is kept, or, when anything in it is raised, nothing."""
        with self._turn(), self._transaction(writing=True) as connection:
            yield Work(connection, self.standings, writing=True)

    @contextmanager
    def look(self) -> Iterator[Work]:
        """For reading: one state of everything, whatever is written meanwhile."""
        with self._transaction(writing=False) as connection:
            yield Work(connection, self.standings, writing=False)

    def settle(self) -> None:
        """Let nothing of what was erased stay in SQLite's journal. PostgreSQL's vacuuming does the same in its time."""
        if self.engine.dialect.name == "sqlite":
            with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self.line.close()
        self.engine.dispose()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if self.turn is None:
            yield
            return
        if not self.turn.acquire(timeout=PATIENCE):
            raise Unreachable("The records cannot be used just now. Try again in a moment.")
        try:
            yield
        finally:
            self.turn.release()

    @contextmanager
    def _transaction(self, *, writing: bool) -> Iterator[sa.Connection]:
        try:
            with self.engine.connect() as connection:
                connection.begin()  # also where the driver is given statements as they are
                if self.turn:
                    begin(connection, writing=writing)
                yield connection
                if writing:
                    connection.commit()
        except (OperationalError, self.broken) as error:
            why = error.orig if isinstance(error, OperationalError) else error
            raise Unreachable("The records cannot be used just now. Try again in a moment.") from why
        except (DataError, self.unkept) as error:
            if ZERO not in str(error.orig if isinstance(error, DataError) else error):
                raise
            raise Invalid("This is not text: it holds a zero character.") from None


def brought_up(connection: sa.Connection) -> None:
    """Run the migrations that are missing."""
    known = sa.inspect(connection).has_table(VERSION.name)
    if known and connection.execute(sa.select(VERSION.c.version_num)).scalar() == NEWEST:
        return
    from rounds.records.migrating import migrate  # noqa: PLC0415 - Alembic takes half a second of a start

    migrate(connection)


def address(url: str) -> sa.URL:
    try:
        given = sa.make_url(url)
        return given.set(drivername=DRIVERS[given.drivername])
    except (ArgumentError, KeyError, ValueError):
        raise Invalid("Records are kept at sqlite:///FILE or postgresql://USER@HOST/NAME.", field="records") from None


def engine(url: sa.URL) -> sa.Engine:
    if url.get_backend_name() == "postgresql":
        return sa.create_engine(url, pool_size=10, max_overflow=30, pool_pre_ping=True)
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    made = sa.create_engine(url, connect_args={"timeout": PATIENCE})
    sa.event.listen(made, "connect", careful)
    return made


def careful(connection: Any, _: Any) -> None:
    """Readers do not wait for a writer; what is acknowledged survives a power cut; deleted words are overwritten."""
    connection.isolation_level = None  # the driver would begin at the first INSERT and leave DDL outside
    written_ahead(connection, until=time.monotonic() + PATIENCE)
    for setting in ("foreign_keys=ON", "secure_delete=ON", "synchronous=FULL"):
        connection.execute(f"PRAGMA {setting}").close()


def written_ahead(connection: Any, until: float) -> None:
    """SQLite has no patience with this one change: of two who open a new file at once, one is told that it is locked."""
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL").close()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)
        else:
            return


def begin(connection: sa.Connection, *, writing: bool) -> None:
    """A writer queues for its turn at once: one that reads first and writes later is refused if another wrote between."""
    driver: Any = connection.connection.driver_connection
    driver.execute("BEGIN IMMEDIATE" if writing else "BEGIN").close()
