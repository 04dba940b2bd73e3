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
    with op.batch_alter_table("interviews") as table:
        table.add_column(sa.Column("region", sa.Text, nullable=False, server_default=""))
        table.add_column(sa.Column("hold", sa.Text, nullable=False, server_default=""))
        table.add_column(sa.Column("anonymised", MOMENT))
    with op.batch_alter_table("interviews") as table:
        table.alter_column("region", server_default=None)
        table.alter_column("hold", server_default=None)
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
    with op.batch_alter_table("interviews") as table:
        for column in ("anonymised", "hold", "region"):
            table.drop_column(column)
