"""Letting nothing of what was erased stay in the files of the records.

Rows that are deleted are overwritten as they go (SQLite's `secure_delete`), but pages that were free before, the journal,
and what PostgreSQL keeps of older rows and of what is frequent in a column need more than that.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import SQLAlchemyError

from rounds.records.records import Records
from rounds.records.tables import (
    acts,
    browsers,
    contents,
    drafts,
    interviews,
    invitations,
    mails,
    preflights,
    seats,
)

log = structlog.get_logger()

PATIENCE = 10.0  # seconds until nobody reads from the journal any more
TOUCHED = (contents, acts, interviews, seats, mails, browsers, drafts, invitations, preflights)
CATALOGUE = ("pg_statistic",)  # the commonest values of each column, names among them


def emptied(records: Records) -> bool:
    """Let nothing of what was erased stay in SQLite's journal: whether it is empty now. PostgreSQL has none like it."""
    if records.engine.dialect.name != "sqlite":
        return True
    until = time.monotonic() + PATIENCE
    with records.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar():
            if time.monotonic() > until:  # somebody reads an older state; the next round tries again
                return False
            time.sleep(0.02)
    return True


def compacted(records: Records) -> bool:
    """Write the files anew without what was erased; everybody who writes waits meanwhile. Whether it could be done."""
    try:
        with records.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            for statement in statements(records.engine.dialect.name):
                connection.exec_driver_sql(statement)
            if records.engine.dialect.name == "postgresql":
                forget_frequent(connection)
    except SQLAlchemyError as error:
        log.warning("records not compacted", error=type(error).__name__)
        return False
    return emptied(records)


def statements(dialect: str) -> Iterator[str]:
    if dialect == "sqlite":
        yield "VACUUM"
        return
    for table in TOUCHED:
        yield f"VACUUM (FULL, ANALYZE) {table.name}"


def forget_frequent(connection: sa.Connection) -> None:
    """The owner of a database may vacuum its catalogue; where that is not so, autovacuum does it in its time."""
    for table in CATALOGUE:
        try:
            connection.exec_driver_sql(f"VACUUM FULL {table}")
        except SQLAlchemyError as error:
            log.info("left to autovacuum", table=table, error=type(error).__name__)
