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
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),  # of the hour, kept beside the record for lists
    sa.Column("zone", sa.Text, nullable=False),
    sa.Column("mail", sa.Text, nullable=False),
    sa.Column("level", sa.Text, nullable=False),
    sa.Column("rubric", sa.Text, nullable=False),
    sa.Column("call", sa.Text, nullable=False),
    sa.Column("position", sa.Text, nullable=False),
    sa.Column("policy", sa.JSON, nullable=False),
    sa.Column("accommodations", sa.JSON, nullable=False),
    sa.Column("accommodation_reason", sa.Text, nullable=False),  # read by nobody who rates
    sa.Column("region", sa.Text, nullable=False),  # whose rules say how long it is kept
    sa.Column("hold", sa.Text, nullable=False),  # why it must be kept all the same, or empty
    sa.Column("anonymised", Moment),  # when name, address and words were erased
    sa.Column("entries", sa.Integer, nullable=False),
    sa.Column("head", sa.LargeBinary, nullable=False),
)

people = sa.Table(
    "people",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("mail", sa.Text, unique=True),  # in small letters
    sa.Column("duties", sa.JSON, nullable=False),
    sa.Column("password", sa.Text),  # argon2
    sa.Column("active", sa.Boolean, nullable=False),
    sa.Column("created", Moment, nullable=False),
    sa.Column("signed_out", Moment),  # badges from before are void
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
    sa.Column("person", sa.ForeignKey("people.id"), index=True),
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

acts = sa.Table(
    "acts",
    metadata,
    *of_entry(),
    sa.Column("seat", sa.Text, nullable=False),  # empty for the server itself
    sa.Column("act", sa.Text, nullable=False),
    sa.Column("command", sa.Text),
    sa.UniqueConstraint("interview", "command", name="uq_acts_interview_command"),
)

# A candidate's link. `revoked` ends it; `bound` is when its button was pressed first.
invitations = sa.Table(
    "invitations",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("interview", sa.ForeignKey("interviews.id"), nullable=False, index=True),
    sa.Column("created", Moment, nullable=False),
    sa.Column("revoked", Moment),
    sa.Column("bound", Moment),
)

# The browsers that pressed a link's button. One of a seat is admitted; another waits until the lead lets it in.
browsers = sa.Table(
    "browsers",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("seat", sa.ForeignKey("seats.id"), nullable=False, index=True),
    sa.Column("created", Moment, nullable=False),
    sa.Column("agent", sa.Text, nullable=False),
    sa.Column("admitted", Moment),
    sa.Column("ended", Moment),
)

# What is to be sent, and what became of it. `recipient` and the texts go when the person is erased.
mails = sa.Table(
    "mails",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("interview", sa.ForeignKey("interviews.id"), index=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("recipient", sa.Text, nullable=False),
    sa.Column("subject", sa.Text, nullable=False),
    sa.Column("plain", sa.Text, nullable=False),
    sa.Column("html", sa.Text, nullable=False),
    sa.Column("calendar", sa.Text, nullable=False),  # an .ics, or empty
    sa.Column("created", Moment, nullable=False),
    sa.Column("due", Moment, nullable=False),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("sent", Moment),
    sa.Column("given_up", Moment),
    sa.Column("trouble", sa.Text, nullable=False),
)

# What a check of the whole installation found before an interview.
preflights = sa.Table(
    "preflights",
    metadata,
    sa.Column("interview", sa.ForeignKey("interviews.id"), primary_key=True),
    sa.Column("time", Moment, primary_key=True),
    sa.Column("findings", sa.JSON, nullable=False),
)

# Plans that somebody made beside the two that are there.
plans = sa.Table(
    "plans",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("plan", sa.JSON, nullable=False),
    sa.Column("changed", Moment, nullable=False),
)

# A scorecard before it is handed in: its author's alone.
drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("interview", sa.ForeignKey("interviews.id"), primary_key=True),
    sa.Column("person", sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("changed", Moment, nullable=False),
    sa.Column("content", sa.JSON, nullable=False),
)

# Who looked at or took what of an interview, by id alone.
audit = sa.Table(
    "audit",
    metadata,
    sa.Column("no", sa.Integer, primary_key=True),
    sa.Column("time", Moment, nullable=False),
    sa.Column("person", sa.Text, nullable=False),  # an account's or a seat's id
    sa.Column("interview", sa.Text, index=True),
    sa.Column("what", sa.Text, nullable=False),  # packet read, packet taken, cards opened, exported, erased, …
    sa.Column("detail", sa.Text, nullable=False),  # no name and no free text
)

# What stays of an interview for statistics when its words are erased: figures, and nobody's name.
figures = sa.Table(
    "figures",
    metadata,
    sa.Column("interview", sa.ForeignKey("interviews.id"), primary_key=True),
    sa.Column("content", sa.JSON, nullable=False),
)

# What an organisation decided for all its interviews, by name.
policies = sa.Table(
    "policies",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),
    sa.Column("content", sa.JSON, nullable=False),
    sa.Column("changed", Moment, nullable=False),
)

# A quarter's calibration round: which interviews everybody rates again, blind, until when.
calibrations = sa.Table(
    "calibrations",
    metadata,
    sa.Column("name", sa.Text, primary_key=True),  # 2026-Q4
    sa.Column("seed", sa.BigInteger, nullable=False),
    sa.Column("created", Moment, nullable=False),
    sa.Column("due", Moment, nullable=False),
    sa.Column("closed", Moment),  # from then on its figures are shown, and nobody rates any more
    sa.Column("actions", sa.Text, nullable=False),  # what was agreed to do, in words
)

calibrated = sa.Table(
    "calibrated",
    metadata,
    sa.Column("round", sa.ForeignKey("calibrations.name"), primary_key=True),
    sa.Column("interview", sa.ForeignKey("interviews.id"), primary_key=True),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("repeated", sa.Boolean, nullable=False),  # also in the round before
)

# Their author's alone until the round is closed; `submitted` locks it.
calibration_cards = sa.Table(
    "calibration_cards",
    metadata,
    sa.Column("round", sa.ForeignKey("calibrations.name"), primary_key=True),
    sa.Column("interview", sa.ForeignKey("interviews.id"), primary_key=True),
    sa.Column("person", sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("changed", Moment, nullable=False),
    sa.Column("submitted", Moment),
    sa.Column("card", sa.JSON, nullable=False),
)

# What is hard to judge by the rubric, talked about once and ruled; `anchor` is what of the rubric it is about.
edge_cases = sa.Table(
    "edge_cases",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("scenario", sa.Text, nullable=False),
    sa.Column("version", sa.Text, nullable=False),
    sa.Column("rubric", sa.Text, nullable=False),
    sa.Column("anchor", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("person", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("opened", Moment, nullable=False),
    sa.Column("ruling", sa.Text, nullable=False),  # empty until there is one
    sa.Column("ruled", Moment),
    sa.Column("ruled_by", sa.ForeignKey("people.id")),
)

remarks = sa.Table(
    "remarks",
    metadata,
    sa.Column("edge_case", sa.ForeignKey("edge_cases.id"), primary_key=True),
    sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("time", Moment, nullable=False),
    sa.Column("person", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)

# Stretches of replays worth showing to colleagues, of candidates who consented to it.
clips = sa.Table(
    "clips",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("interview", sa.ForeignKey("interviews.id"), nullable=False, index=True),
    sa.Column("scenario", sa.Integer, nullable=False),
    sa.Column("step", sa.Text, nullable=False),  # of the expected path, or empty
    sa.Column("since", sa.Float(53), nullable=False),  # milliseconds since 1970
    sa.Column("until", sa.Float(53), nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("person", sa.ForeignKey("people.id"), nullable=False),
    sa.Column("created", Moment, nullable=False),
    sa.Column("strip", sa.JSON, nullable=False, server_default="[]"),  # tools over time: from, to, page
    sa.Column("worked", sa.Float(53), nullable=False, server_default="0"),  # milliseconds of its scenario before it
)
