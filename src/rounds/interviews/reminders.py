"""Letters about scorecards that are not in: to who still has one, and when it is late to who arranges.

None names the candidate: mails are read by others too, and what a candidate wants erased must not stand in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from rounds.interviews import wording
from rounds.interviews.cards import DUE
from rounds.interviews.interview import Interview
from rounds.interviews.letters import HOUSE, Letter, as_html


class Stage(StrEnum):
    """How far the day of a scorecard is; the latest that has come is the one that is told."""

    OPEN = "open"
    LAST = "last"
    LATE = "late"


STAGES = ((Stage.LATE, DUE), (Stage.LAST, timedelta(hours=20)), (Stage.OPEN, timedelta(hours=1)))
FORGOTTEN = 2 * DUE  # after its end nothing is told any more


def stage(ended: datetime, now: datetime) -> Stage | None:
    """The one to be told, if any."""
    passed = now - ended
    if passed >= FORGOTTEN:
        return None
    return next((one for one, after in STAGES if passed >= after), None)


def to_rater(what: Stage, interview: Interview, name: str, ended: datetime, zone: tzinfo) -> Letter:
    due = wording.moment(ended + DUE, zone, interview.zone)
    first = what is Stage.OPEN
    subject = "Your scorecard is open" if first else "Four hours are left for your scorecard"
    return letter(
        f"{subject}{of_position(interview)}",
        [
            f"Hi {name},",
            f"{held(interview, zone)} has ended. Your scorecard is due by {due}.",
            "What you saw is best known now; the debrief opens once every scorecard is in, and nobody sees another's "
            "before their own." if first else "The debrief opens once every scorecard is in.",
            f"Your scorecard: {page(interview, 'scorecard')}",
        ],
    )  # fmt: skip


def to_recruiter(interview: Interview, name: str, missing: Sequence[str], zone: tzinfo) -> Letter:
    these = ", ".join(missing)
    plural = "scorecards are" if len(missing) > 1 else "scorecard is"
    return letter(
        f"{'Scorecards are' if len(missing) > 1 else 'A scorecard is'} late{of_position(interview)}",
        [
            f"Hi {name},",
            f"{held(interview, zone)} ended more than 24 hours ago, and {len(missing)} {plural} missing: {these}.",
            f"Its debrief can be opened all the same, with a reason: {page(interview, 'debrief')}",
        ],
    )


def to_second(interview: Interview, name: str, zone: tzinfo) -> Letter:
    return letter(
        f"A second rating is asked of you{of_position(interview)}",
        [
            f"Hi {name},",
            f"{held(interview, zone)} has ended, and you are asked to rate it for yourself, from its replay.",
            "What others judged is shown to you once you have handed in your own scorecard.",
            f"The replay: {page(interview, 'replay')}",
            f"Your scorecard: {page(interview, 'scorecard')}",
        ],
    )


def letter(subject: str, paragraphs: Sequence[str]) -> Letter:
    plain = "\n\n".join(paragraphs) + "\n"
    return Letter(subject, plain, as_html(plain))


def held(interview: Interview, zone: tzinfo) -> str:
    when = f" on {wording.moment(interview.starts, zone, interview.zone)}" if interview.starts else ""
    position = f" ({interview.position})" if interview.position else ""
    return f"The interview{position}{when}"


def of_position(interview: Interview) -> str:
    return f": {interview.position}" if interview.position else ""


def page(interview: Interview, name: str) -> str:
    return f"{HOUSE}/staff/interviews/{interview.id}/{name}"
