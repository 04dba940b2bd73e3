"""People, what is done in an interview, invitations, mails, and what an interview is arranged with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
ADDED = {
    "kind": "practice",
    "state": "scheduled",
    "zone": "UTC",
    "mail": "",
    "level": "mid",
    "rubric": "1",
    "call": "",
    "position": "",
    "policy": "{}",
    "accommodations": "{}",
    "accommodation_reason": "",
}
JSON = ("policy", "accommodations")


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("mail", sa.Text),
        sa.Column("duties", sa.JSON, nullable=False),
        sa.Column("password", sa.Text),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("signed_out", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("mail", name="uq_people_mail"),
    )
    for name, usual in ADDED.items():  # the defaults stay: SQLite takes none away without copying the table
        kind = sa.JSON() if name in JSON else sa.Text()
        op.add_column("interviews", sa.Column(name, kind, nullable=False, server_default=usual))
    op.execute("ALTER TABLE seats ADD COLUMN person TEXT CONSTRAINT fk_seats_people REFERENCES people (id)")
    op.create_index("ix_seats_person", "seats", ["person"])
    # The places of before: those who run the installation are people now, and an interviewer is the lead.
    op.execute("UPDATE seats SET role = 'lead' WHERE role = 'interviewer'")
    op.execute("DELETE FROM seats WHERE role = 'operator'")
    op.create_table(
        "acts",
        *of_entry("acts"),
        sa.Column("seat", sa.Text, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("command", sa.Text),
        sa.UniqueConstraint("interview", "command", name="uq_acts_interview_command"),
    )
    op.create_table(
        "invitations",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("interview", sa.Text, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("revoked", MOMENT),
        sa.Column("bound", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_invitations"),
        of_interview("invitations"),
    )
    op.create_index("ix_invitations_interview", "invitations", ["interview"])
    op.create_table(
        "browsers",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("seat", sa.Text, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("agent", sa.Text, nullable=False),
        sa.Column("admitted", MOMENT),
        sa.Column("ended", MOMENT),
        sa.PrimaryKeyConstraint("id", name="pk_browsers"),
        sa.ForeignKeyConstraint(["seat"], ["seats.id"], name="fk_browsers_seats"),
    )
    op.create_index("ix_browsers_seat", "browsers", ["seat"])
    op.create_table(
        "mails",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("interview", sa.Text),
        *(
            sa.Column(name, sa.Text, nullable=False)
            for name in ("kind", "recipient", "subject", "plain", "html", "calendar")
        ),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("sent", MOMENT),
        sa.Column("given_up", MOMENT),
        sa.Column("trouble", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mails"),
        of_interview("mails"),
    )
    op.create_index("ix_mails_interview", "mails", ["interview"])
    op.create_table(
        "preflights",
        sa.Column("interview", sa.Text, nullable=False),
        sa.Column("time", MOMENT, nullable=False),
        sa.Column("findings", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("interview", "time", name="pk_preflights"),
        of_interview("preflights"),
    )
    op.create_table(
        "plans",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("plan", sa.JSON, nullable=False),
        sa.Column("changed", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_plans"),
    )
    op.create_table(
        "drafts",
        sa.Column("interview", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("changed", MOMENT, nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("interview", "person", name="pk_drafts"),
        of_interview("drafts"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_drafts_people"),
    )


def of_interview(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["interview"], ["interviews.id"], name=f"fk_{table}_interviews")


def of_entry(table: str) -> tuple[sa.Column[str], sa.Column[int], sa.PrimaryKeyConstraint, sa.ForeignKeyConstraint]:
    return (
        sa.Column("interview", sa.Text, nullable=False),
        sa.Column("no", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("interview", "no", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["interview", "no"], ["entries.interview", "entries.no"], name=f"fk_{table}_entries"),
    )
