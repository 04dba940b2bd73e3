"""Letters about a calibration round in which somebody has still to rate. They name no candidate and no interview."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from rounds.interviews.letters import HOUSE, Letter
from rounds.interviews.reminders import letter

SOON, FORGOTTEN = timedelta(days=7), timedelta(days=28)


class Stage(StrEnum):
    SOON = "soon"
    LATE = "late"


def stage(due: datetime, now: datetime) -> Stage | None:
    """What is to be told, if anything: a week before, and once it is over; after four weeks nothing any more."""
    if now < due - SOON or now >= due + FORGOTTEN:
        return None
    return Stage.LATE if now >= due else Stage.SOON


def to_rater(what: Stage, name: str, round_name: str, due: datetime, left: int) -> Letter:
    many = "1 interview is" if left == 1 else f"{left} interviews are"
    when = f"{due:%A} {due.day} {due:%B %Y}"
    late = what is Stage.LATE
    return letter(
        f"{'Overdue' if late else 'Due in a week'}: your ratings of calibration round {round_name}",
        [
            f"Hi {name},",
            f"{many} left for you to rate in calibration round {round_name}. They {'were' if late else 'are'} due on "
            f"{when}.",
            "Each is rated from its replay, and nobody sees another's ratings before the round is closed.",
            f"Yours: {HOUSE}/staff/calibration",
        ],
    )
