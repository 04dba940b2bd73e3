"""Statements that every request runs, made ready once for each kind of database and given to its driver as they are.

SQLAlchemy takes some 50 to 150 µs to run a statement, and the driver 5. Values are made fit for the database, and made
ours again, by the columns' own types all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

Process = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Ready:
    """For one kind of database. `order` names the values where the driver takes them by their places."""

    text: str
    fixed: dict[str, Any]
    binds: dict[str, Process]
    order: Sequence[str] | None
    results: tuple[tuple[int, Process], ...]

    def run(self, driver: Any, values: dict[str, Any]) -> Any:
        """The driver's cursor."""
        given = {**self.fixed, **values}
        for name, process in self.binds.items():
            given[name] = process(given[name])
        return driver.execute(self.text, given if self.order is None else [given[name] for name in self.order])

    def first(self, driver: Any, values: dict[str, Any]) -> list[Any] | None:
        cursor = self.run(driver, values)
        found = cursor.fetchone()
        cursor.close()
        if found is None:
            return None
        row = list(found)
        for place, process in self.results:
            row[place] = process(row[place])
        return row


class Prepared:
    """Safe to use from many threads: at worst a statement is made ready twice."""

    def __init__(self, statement: sa.Select[Any] | sa.Insert | sa.Update) -> None:
        self.statement = statement
        self.ready: dict[str, Ready] = {}

    def first(self, connection: sa.Connection, **values: Any) -> list[Any] | None:
        """The first row, in the connection's transaction."""
        return self.on(connection.dialect).first(connection.connection.driver_connection, values)

    def run(self, connection: sa.Connection, values: dict[str, Any]) -> None:
        self.on(connection.dialect).run(connection.connection.driver_connection, values).close()

    def on(self, dialect: sa.Dialect) -> Ready:
        if dialect.name not in self.ready:
            self.ready[dialect.name] = made_ready(self.statement, dialect)
        return self.ready[dialect.name]


def made_ready(statement: sa.Select[Any] | sa.Insert | sa.Update, dialect: sa.Dialect) -> Ready:
    whole = {"render_postcompile": True} if isinstance(statement, sa.Select) else {}
    compiled: Any = statement.compile(dialect=dialect, compile_kwargs=whole)
    binds = {name: bind.type.dialect_impl(dialect).bind_processor(dialect) for name, bind in compiled.binds.items()}
    columns = statement.selected_columns if isinstance(statement, sa.Select) else ()
    results = [one.type.dialect_impl(dialect).result_processor(dialect, None) for one in columns]
    return Ready(
        text=str(compiled),
        fixed=dict(compiled.params),
        binds={name: process for name, process in binds.items() if process and name in compiled.params},
        order=compiled.positiontup,
        results=tuple((place, process) for place, process in enumerate(results) if process),
    )
