"""The tables, as the newest migration leaves them; a test compares the two."""

from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa


class Moment(sa.types.TypeDecorator[datetime]):
    """An aware moment. SQLite keeps no time zone, so all are stored in UTC and come back aware."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _: sa.Dialect) -> datetime | None:
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _: sa.Dialect) -> datetime | None:
        return value and (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC))


metadata = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

# `entries` and `head` are the record's length and last link: appending locks this row first, so that two
# questions at once cannot take the same place, on either database.
interviews = sa.Table(
    "interviews",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("candidate", sa.Text, nullable=False),
    sa.Column("interviewer", sa.Text, nullable=False),
    sa.Column("created", Moment, nullable=False),
    sa.Column("starts", Moment),
    sa.Column("plan", sa.JSON, nullable=False),
    sa.Column("entries", sa.Integer, nullable=False),
    sa.Column("head", sa.LargeBinary, nullable=False),
)

pins = sa.Table(
    "pins",
    metadata,
    sa.Column("interview", sa.ForeignKey("interviews.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("scenario", sa.Text, nullable=False),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("seed", sa.BigInteger, nullable=False),
    sa.Column("incident", sa.Text, nullable=False),
)

seats = sa.Table(
    "seats",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("interview", sa.ForeignKey("interviews.id"), index=True),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("created", Moment, nullable=False),
)

# The chain. What each link commits to stands in `contents`, from where it can be erased.
entries = sa.Table(
    "entries",
    metadata,
    sa.Column("interview", sa.ForeignKey("interviews.id"), primary_key=True),
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("time", Moment, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("commitment", sa.LargeBinary, nullable=False),
    sa.Column("link", sa.LargeBinary, nullable=False),
)


def of_entry() -> tuple[sa.Column[str], sa.Column[int], sa.ForeignKeyConstraint]:
    return (
        sa.Column("interview", sa.Text, primary_key=True),
        sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
        sa.ForeignKeyConstraint(["interview", "no"], ["entries.interview", "entries.no"]),
    )


contents = sa.Table(
    "contents",
    metadata,
    *of_entry(),
    sa.Column("salt", sa.LargeBinary, nullable=False),
    sa.Column("content", sa.Text, nullable=False),
)

# What stays of an entry when its words are erased, and what it is found by.
questions = sa.Table(
    "questions",
    metadata,
    *of_entry(),
    sa.Column("seat", sa.ForeignKey("seats.id"), nullable=False),
    sa.Column("cause", sa.Text, nullable=False),
    sa.Column("incident", sa.Text, nullable=False),
    sa.Column("asked", sa.Text, nullable=False),
)

views = sa.Table(
    "views",
    metadata,
    *of_entry(),
    sa.Column("seat", sa.ForeignKey("seats.id"), nullable=False),
    sa.Column("page", sa.Text, nullable=False),
    sa.Column("scenario", sa.Integer),
    sa.Column("visible_from", sa.Float(53), nullable=False),
    sa.Column("visible_to", sa.Float(53), nullable=False),
)
