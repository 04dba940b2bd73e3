"""Letting nothing of what was erased stay in the files of the records.

SQLite overwrites what is deleted as it goes (`secure_delete`), but its journal, and PostgreSQL's older rows, need more than
that. What PostgreSQL finds frequent in a column it does not keep of words: see migration 0005.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import sqlalchemy as sa
import structlog
from sqlalchemy.exc import SQLAlchemyError

from rounds.records.records import Records
from rounds.records.tables import (
    acts,
    browsers,
    calibration_cards,
    calibrations,
    clips,
    contents,
    drafts,
    edge_cases,
    interviews,
    invitations,
    mails,
    preflights,
    remarks,
    seats,
)

log = structlog.get_logger()

PATIENCE = 10.0  # seconds until nobody reads from the journal any more
TOUCHED = (
    contents, acts, interviews, seats, mails, browsers, drafts, invitations, preflights, clips, calibration_cards,
    calibrations, edge_cases, remarks,
)  # fmt: skip


def emptied(records: Records) -> bool:
    """Let nothing of what was erased stay in SQLite's journal: whether it is empty now. PostgreSQL has none like it."""
    if records.engine.dialect.name != "sqlite":
        return True
    until = time.monotonic() + PATIENCE
    with driver(records) as connection:
        while connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
            if time.monotonic() > until:  # somebody reads an older state; the next round tries again
                return False
            time.sleep(0.02)
    return True


def compacted(records: Records) -> bool:
    """Write the files anew without what was erased; everybody who writes waits meanwhile. Whether it could be done."""
    try:
        if records.engine.dialect.name == "sqlite":
            with driver(records) as connection:
                connection.execute("VACUUM")
        else:
            written_anew(records.engine)
    except (SQLAlchemyError, sqlite3.Error) as error:
        log.warning("records not compacted", error=type(error).__name__)
        return False
    return emptied(records)


@contextmanager
def driver(records: Records) -> Iterator[Any]:
    """SQLite's own connection: it vacuums outside a transaction alone, and each of ours begins with one."""
    with closing(records.engine.raw_connection()) as connection:
        yield connection.driver_connection


def written_anew(engine: sa.Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in TOUCHED:
            connection.exec_driver_sql(f"VACUUM FULL {table.name}")
