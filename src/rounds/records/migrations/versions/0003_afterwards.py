"""Who looked at what, what stays when words are erased, and for how long they are kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    # The defaults stay: SQLite takes none away without copying the table, which no table may point at then.
    op.add_column("interviews", sa.Column("region", sa.Text, nullable=False, server_default=""))
    op.add_column("interviews", sa.Column("hold", sa.Text, nullable=False, server_default=""))
    op.add_column("interviews", sa.Column("anonymised", MOMENT))
    op.create_table(
        "audit",
        sa.Column("no", sa.Integer, nullable=False),
        sa.Column("time", MOMENT, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("interview", sa.Text),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("no", name="pk_audit"),
    )
    op.create_index("ix_audit_interview", "audit", ["interview"])
    op.create_table(
        "figures",
        sa.Column("interview", sa.Text, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("interview", name="pk_figures"),
        sa.ForeignKeyConstraint(["interview"], ["interviews.id"], name="fk_figures_interviews_interview"),
    )
    op.create_table(
        "policies",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.Column("changed", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_policies"),
    )


def downgrade() -> None:
    for name in ("policies", "figures", "audit"):
        op.drop_table(name)
    for column in ("anonymised", "hold", "region"):
        op.drop_column("interviews", column)
