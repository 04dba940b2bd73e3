"""The door to ClickHouse: in this process (`chdb:///folder`) or a server (`http://…`, `https://…`).

One client is one thread's. What differs between the two is here and nowhere else: how a client is made, and
how a large insert travels. For chDB it goes through a file in memory: its own stream (`send_insert`) is up to
twice as fast but says that all went well when the disk was full and nothing was stored (chDB 26.9).

chDB opens a folder in one process only, hangs in a child after `fork()`, and syncs nothing unless told to.
"""

from __future__ import annotations

import io
import os
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Protocol
from urllib.parse import urlsplit

import chdb
import clickhouse_connect
from clickhouse_connect.driver.client import Client
from clickhouse_connect.driver.exceptions import ClickHouseError

from rounds.kit.errors import Conflict, Invalid
from rounds.store.names import literal, quoted

# What either engine raises: RuntimeError is chDB's own, OSError a connection that broke.
EngineError = (ClickHouseError, RuntimeError, OSError)


@dataclass(frozen=True, slots=True)
class Into:
    """Where an insert goes and how its bytes are to be read."""

    database: str
    table: str
    format: str  # ArrowStream, Protobuf, JSONEachRow, …
    columns: Sequence[str] = ()
    settings: Mapping[str, object] = field(default_factory=dict)

    @property
    def target(self) -> str:
        return f"{quoted(self.database)}.{quoted(self.table)}"


class Engine(Protocol):
    """One ClickHouse, of either kind."""

    dsn: str
    shared: bool  # other processes may use it at the same time

    def client(self) -> Client: ...

    def insert(self, into: Into, write: Callable[[BinaryIO], object]) -> None:
        """Insert what `write` puts into the file it is given: all of it, or nothing and an EngineError."""

    def close(self) -> None: ...


def opened(dsn: str) -> Engine:
    """The engine at that address.

    Raises:
        Invalid: the address is of another kind.
        Conflict: the folder is in use, or the server does not answer.
    """
    kind = urlsplit(dsn).scheme
    if kind == "chdb":
        return Embedded(dsn)
    if kind in ("http", "https"):
        return Server(dsn)
    raise Invalid(f"Telemetry lives at chdb:///folder, http://… or https://…, not at {kind or dsn}:", field="dsn")


class Embedded:
    """chDB in this process, which owns the folder while it is open."""

    shared = False

    def __init__(self, dsn: str) -> None:
        self.dsn = dsn
        path = dsn.removeprefix("chdb://")
        self.folder = Path(path)
        if not self.folder.is_absolute() or not self.folder.name or "?" in path:  # behind ? chDB takes options
            raise Invalid(f"The telemetry folder must be absolute: chdb:///folder, not {dsn}", field="dsn")
        self.folder = self.folder.resolve()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self.connection = chdb.connect(str(self.folder))
        except (RuntimeError, OSError) as error:
            raise Conflict(in_use(self.folder)) from error

    def client(self) -> Client:
        return clickhouse_connect.get_client(interface="chdb", path=str(self.folder))

    def insert(self, into: Into, write: Callable[[BinaryIO], object]) -> None:
        columns = f" ({', '.join(map(quoted, into.columns))})" if into.columns else ""
        settings = ", ".join(f"{name} = {literal(str(value))}" for name, value in into.settings.items())
        with in_memory(write) as path, chdb.connect(str(self.folder)) as connection:
            connection.query(
                f"INSERT INTO {into.target}{columns} FROM INFILE {literal(path)}"
                + (f" SETTINGS {settings}" if settings else "")
                + f" FORMAT {into.format}"
            )

    def close(self) -> None:
        self.connection.close()


class Server:
    """A ClickHouse server behind HTTP; several processes may share it."""

    shared = True

    def __init__(self, dsn: str) -> None:
        self.dsn = dsn
        try:
            self.client().close()
        except EngineError as error:
            where = urlsplit(dsn)
            raise Conflict(f"No ClickHouse answers at {where.hostname}:{where.port or ''}: {error}") from error

    def client(self) -> Client:
        return clickhouse_connect.get_client(dsn=self.dsn, autogenerate_session_id=False)

    def insert(self, into: Into, write: Callable[[BinaryIO], object]) -> None:
        body = io.BytesIO()
        write(body)
        client = self.client()
        try:
            client.raw_insert(
                into.target, into.columns or None, body.getvalue(), settings=dict(into.settings), fmt=into.format
            )
        finally:
            client.close()

    def close(self) -> None:
        """Nothing stays open between clients."""


@contextmanager
def in_memory(write: Callable[[BinaryIO], object]) -> Iterator[str]:
    """The path of a file with what is written, in memory where the system has such files."""
    if not hasattr(os, "memfd_create"):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "insert")
            with path.open("wb") as file:
                write(file)
            yield str(path)
        return
    with os.fdopen(os.memfd_create("insert"), "wb") as file:
        write(file)
        file.flush()
        yield f"/proc/self/fd/{file.fileno()}"


def in_use(folder: Path) -> str:
    """Which process holds the folder; chDB itself gives no reason. It writes its number and start into `status`."""
    status = ""
    with suppress(OSError):
        status = (folder / "status").read_text()
    process, started = (re.search(rf"{word}: (.+)", status) for word in ("PID", "Started at"))
    if process is None:
        return f"The telemetry folder {folder} cannot be opened: it may not be writable, or hold other files."
    since = f", which started at {started.group(1)}" if started else ""
    return f"The telemetry folder {folder} is in use by process {process.group(1)}{since}. Stop it, or ask it instead."
