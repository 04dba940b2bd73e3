"""What a clip shows in small, and how far into its scenario it begins: a list of many reads no record for it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("clips", sa.Column("strip", sa.JSON, nullable=False, server_default="[]"))
    op.add_column("clips", sa.Column("worked", sa.Float(53), nullable=False, server_default="0"))


def downgrade() -> None:
    with op.batch_alter_table("clips") as clips:
        clips.drop_column("worked")
        clips.drop_column("strip")
