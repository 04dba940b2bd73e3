"""Brings the records to their newest form, at every start."""

from __future__ import annotations

import threading
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError

from rounds.kit.errors import Conflict

ONE_AT_A_TIME = threading.Lock()  # Alembic keeps what it works on in a module
LOCK = 7_402_177  # any number of our own: of two processes that start at once, one migrates and the other waits


def migrate(connection: sa.Connection, target: str = "head") -> None:
    """Run the migrations that are missing, in the connection's transaction.

    Raises:
        Conflict: a newer version of this program wrote the records.
    """
    try:
        with ONE_AT_A_TIME:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(LOCK)))
            command.upgrade(configuration(connection), target)
    except CommandError as error:
        raise Conflict(f"These records were written by a newer version of Rounds ({error}).") from error


def configuration(connection: sa.Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def newest() -> str | None:
    return ScriptDirectory(str(Path(__file__).parent / "migrations")).get_current_head()


def current(connection: sa.Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
