"""Runs migrations in the transaction it is given: half a migration is none."""

from __future__ import annotations

from alembic import context

from rounds.records.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    compare_type=True,
)
context.run_migrations()
