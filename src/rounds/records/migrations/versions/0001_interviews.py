"""Interviews, seats, and the record of what was asked and seen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "interviews",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("candidate", sa.Text, nullable=False),
        sa.Column("interviewer", sa.Text, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("starts", MOMENT),
        sa.Column("plan", sa.JSON, nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sa.Column("head", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_interviews"),
    )
    op.create_table(
        "pins",
        sa.Column("interview", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("scenario", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("incident", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("interview", "number", name="pk_pins"),
        sa.ForeignKeyConstraint(["interview"], ["interviews.id"], name="fk_pins_interviews"),
    )
    op.create_table(
        "seats",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("interview", sa.Text),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_seats"),
        sa.ForeignKeyConstraint(["interview"], ["interviews.id"], name="fk_seats_interviews"),
    )
    op.create_index("ix_seats_interview", "seats", ["interview"])
    op.create_table(
        "entries",
        sa.Column("interview", sa.Text, nullable=False),
        sa.Column("no", sa.Integer, nullable=False),
        sa.Column("time", MOMENT, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("commitment", sa.LargeBinary, nullable=False),
        sa.Column("link", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("interview", "no", name="pk_entries"),
        sa.ForeignKeyConstraint(["interview"], ["interviews.id"], name="fk_entries_interviews"),
    )
    of_entry(
        "contents",
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
    )
    of_entry(
        "questions",
        sa.Column("seat", sa.Text, nullable=False),
        sa.Column("cause", sa.Text, nullable=False),
        sa.Column("incident", sa.Text, nullable=False),
        sa.Column("asked", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["seat"], ["seats.id"], name="fk_questions_seats"),
    )
    of_entry(
        "views",
        sa.Column("seat", sa.Text, nullable=False),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("scenario", sa.Integer),
        sa.Column("visible_from", sa.Float(53), nullable=False),
        sa.Column("visible_to", sa.Float(53), nullable=False),
        sa.ForeignKeyConstraint(["seat"], ["seats.id"], name="fk_views_seats"),
    )


def of_entry(name: str, *columns: sa.schema.SchemaItem) -> None:
    """A table with at most one row an entry."""
    op.create_table(
        name,
        sa.Column("interview", sa.Text, nullable=False),
        sa.Column("no", sa.Integer, nullable=False),
        *columns,
        sa.PrimaryKeyConstraint("interview", "no", name=f"pk_{name}"),
        sa.ForeignKeyConstraint(["interview", "no"], ["entries.interview", "entries.no"], name=f"fk_{name}_entries"),
    )
