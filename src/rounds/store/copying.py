"""Whole databases as files and back: what has no bundle from which it could be made again.

Of each table its statement and its rows, part by part as the engine keeps them, so that no more than a part is in
memory. Rows come back as they were; what only passes requests on holds none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from rounds.kit.errors import Conflict, Invalid
from rounds.store.engine import Engine, EngineError, Into
from rounds.store.names import BUILDING, literal, quoted
from rounds.store.pool import Pool

FILE = "database.json"
COMMENT = "SELECT comment FROM system.databases WHERE name = {name:String}"
TABLES = "SELECT name, engine, create_table_query FROM system.tables WHERE database = {name:String} ORDER BY name"
PARTS = """
SELECT name FROM system.parts
WHERE database = {database:String} AND table = {table:String} AND active ORDER BY name
"""
PASSING = ("Null", "MaterializedView")
ORDER = {"Null": 1, "MaterializedView": 2}  # views come after what they read and what they fill


def dump(control: Pool, database: str, folder: Path) -> None:
    """Into a folder that is not there yet.

    Raises:
        Invalid: there is no such database. Conflict: it could not be read.
    """
    folder.mkdir(parents=True)
    try:
        with control.client() as client:
            comment = client.query(COMMENT, parameters={"name": database}).result_rows
            if not comment:
                raise Invalid(f"There is no database {database}.", field="database")
            tables = [tuple(map(str, row)) for row in client.query(TABLES, parameters={"name": database}).result_rows]
            for number, (name, engine, _) in enumerate(tables):
                if engine not in PASSING:
                    dump_rows(control, database, name, folder / f"{number:03}")
    except EngineError as error:
        raise Conflict(f"{database} could not be read: {error}") from error
    told = {"database": database, "comment": comment[0][0], "tables": tables}
    (folder / FILE).write_text(json.dumps(told, indent=1))


def dump_rows(control: Pool, database: str, table: str, folder: Path) -> None:
    folder.mkdir()
    for number, part in enumerate(parts(control, database, table)):
        with control.client() as client:
            rows = client.raw_query(
                f"SELECT * FROM {quoted(database)}.{quoted(table)} WHERE _part = {literal(part)}", fmt="Native"
            )
        (folder / f"{number:06}.native").write_bytes(rows)


def parts(control: Pool, database: str, table: str) -> Iterator[str]:
    with control.client() as client:
        found = client.query(PARTS, parameters={"database": database, "table": table}).result_rows
    return (str(name) for (name,) in found)


def load(engine: Engine, control: Pool, folder: Path) -> str:
    """Make the database that lies in a folder; its name. It is whole, or not there.

    Raises:
        Conflict: there is one of that name, or it could not be written.
    """
    told = json.loads((folder / FILE).read_text())
    database: str = told["database"]
    with control.client() as client:
        if client.query(COMMENT, parameters={"name": database}).result_rows:
            raise Conflict(f"There is a database {database} already.")
        try:
            client.command(f"CREATE DATABASE {quoted(database)} COMMENT {literal(BUILDING)}")
            for number, (name, kind, statement) in sorted(
                enumerate(told["tables"]), key=lambda one: ORDER.get(one[1][1], 0)
            ):
                client.command(statement)
                if kind not in PASSING:
                    load_rows(engine, Into(database, name, "Native"), folder / f"{number:03}")
            client.command(f"ALTER DATABASE {quoted(database)} MODIFY COMMENT {literal(told['comment'])}")
        except EngineError as error:
            client.command(f"DROP DATABASE IF EXISTS {quoted(database)} SYNC")
            raise Conflict(f"{database} could not be written: {error}") from error
    return database


def load_rows(engine: Engine, into: Into, folder: Path) -> None:
    for file in sorted(folder.glob("*.native")):
        rows = file.read_bytes()
        if rows:
            engine.insert(into, lambda out, rows=rows: out.write(rows))  # type: ignore[misc]
