"""The whole of an interview as its candidate may know it: what is read first, and again whenever something changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from rounds.actions.live import Showing, What
from rounds.actions.office import Office
from rounds.actions.showing import Shown, scenarios
from rounds.interviews import Done, Hour, Interview, Seat, hour_of
from rounds.interviews.delivered import Hint, Request, hints_of, requests_of


@dataclass(frozen=True, slots=True)
class Whole:
    """`hints` are those of the scenario that runs; `presented` is what the lead's page shows, while they present."""

    interview: Interview
    hour: Hour
    now: datetime
    scenarios: list[Shown]
    hints: list[Hint]
    requests: list[Request]
    presented: Showing | None
    browser: str


def own(here: Office, seat: Seat, browser: str = "admitted") -> Whole:
    """
    Raises:
        NotFound: the seat is in no interview.
    """
    with here.records.look() as look:
        interview, done = look.interview(seat.interview), look.done(seat.interview)
    return whole(here, interview, done, browser)


def whole(here: Office, interview: Interview, done: Sequence[Done], browser: str) -> Whole:
    hour = hour_of(interview, done)
    return Whole(
        interview,
        hour,
        here.now(),
        scenarios(here, interview),
        hints_of(done, hour.scenario),
        requests_of(done),
        here.live.showing(interview.id, What.PRESENTED) if hour.presenting else None,
        browser,
    )
