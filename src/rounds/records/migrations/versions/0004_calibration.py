"""Calibration rounds and their cards, edge cases with what was said and ruled, and clips of replays."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "calibrations",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("closed", MOMENT),
        sa.Column("actions", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_calibrations"),
    )
    op.create_table(
        "calibrated",
        sa.Column("round", sa.Text, nullable=False),
        sa.Column("interview", sa.Text, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("repeated", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("round", "interview", name="pk_calibrated"),
        sa.ForeignKeyConstraint(["round"], ["calibrations.name"], name="fk_calibrated_calibrations_round"),
        sa.ForeignKeyConstraint(["interview"], ["interviews.id"], name="fk_calibrated_interviews_interview"),
    )
    op.create_table(
        "calibration_cards",
        sa.Column("round", sa.Text, nullable=False),
        sa.Column("interview", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("changed", MOMENT, nullable=False),
        sa.Column("submitted", MOMENT),
        sa.Column("card", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("round", "interview", "person", name="pk_calibration_cards"),
        sa.ForeignKeyConstraint(["round"], ["calibrations.name"], name="fk_calibration_cards_calibrations_round"),
        sa.ForeignKeyConstraint(["interview"], ["interviews.id"], name="fk_calibration_cards_interviews_interview"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_calibration_cards_people_person"),
    )
    op.create_table(
        "edge_cases",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("scenario", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("rubric", sa.Text, nullable=False),
        sa.Column("anchor", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("opened", MOMENT, nullable=False),
        sa.Column("ruling", sa.Text, nullable=False),
        sa.Column("ruled", MOMENT),
        sa.Column("ruled_by", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_edge_cases"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_edge_cases_people_person"),
        sa.ForeignKeyConstraint(["ruled_by"], ["people.id"], name="fk_edge_cases_people_ruled_by"),
    )
    op.create_table(
        "remarks",
        sa.Column("edge_case", sa.Text, nullable=False),
        sa.Column("no", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("time", MOMENT, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("edge_case", "no", name="pk_remarks"),
        sa.ForeignKeyConstraint(["edge_case"], ["edge_cases.id"], name="fk_remarks_edge_cases_edge_case"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_remarks_people_person"),
    )
    op.create_table(
        "clips",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("interview", sa.Text, nullable=False),
        sa.Column("scenario", sa.Integer, nullable=False),
        sa.Column("step", sa.Text, nullable=False),
        sa.Column("since", sa.Float(53), nullable=False),
        sa.Column("until", sa.Float(53), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_clips"),
        sa.ForeignKeyConstraint(["interview"], ["interviews.id"], name="fk_clips_interviews_interview"),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_clips_people_person"),
    )
    op.create_index("ix_clips_interview", "clips", ["interview"])


def downgrade() -> None:
    for name in ("clips", "remarks", "edge_cases", "calibration_cards", "calibrated", "calibrations"):
        op.drop_table(name)
