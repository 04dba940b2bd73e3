"""PostgreSQL keeps no statistics of columns that hold somebody's name or words.

Its planner's statistics are the commonest values of a column and samples of the others, in a catalogue that erasing a row
does not touch; nothing is looked for by these columns.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

WORDS = {
    "interviews": ("candidate", "mail", "call", "accommodation_reason", "hold"),
    "seats": ("name",),
    "contents": ("content",),
    "mails": ("recipient", "subject", "plain", "html", "calendar", "trouble"),
    "browsers": ("agent",),
    "acts": ("command",),
    "clips": ("title", "text"),
}


def upgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, columns in WORDS.items():
        for column in columns:
            op.execute(sa.text(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE text"))  # which drops what there is
            op.execute(sa.text(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS 0"))


def downgrade() -> None:
    if op.get_bind().dialect.name != "postgresql":
        return
    for table, columns in WORDS.items():
        for column in columns:
            op.execute(sa.text(f"ALTER TABLE {table} ALTER COLUMN {column} SET STATISTICS -1"))
