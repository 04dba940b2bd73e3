"""PostgreSQL keeps no statistics of what is written in edge cases and agreed in rounds, and of positions: see 0005."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WORDS = {
    "interviews": ("position",),
    "edge_cases": ("title", "ruling"),
    "remarks": ("text",),
    "calibrations": ("actions",),
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
