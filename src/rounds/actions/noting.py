"""An interviewer's own words, notes and flags: while an interview runs, and notes over its replay.

Each is read by its author alone until they hand in their card.
"""

from __future__ import annotations

from collections.abc import Iterable

from rounds.actions import rights
from rounds.actions.acting import write
from rounds.actions.office import Office
from rounds.interviews import Act, Interview, Person, Seat, State, acts, seconds
from rounds.interviews.flags import KNOWN
from rounds.interviews.notes import TAGS, notes_of, raised_of, second
from rounds.interviews.rights import Right
from rounds.kit.errors import Conflict, Invalid, NotFound
from rounds.records.work import Work

LONGEST = 4_000  # characters of a note


def note(
    here: Office,
    who: Person,
    interview_id: str,
    text: str,
    criteria: Iterable[str] = (),
    *,
    of: int | None = None,
    command: str = "",
) -> None:
    """A note on this second; with `of` another text for one of one's own, and with none to erase it.

    Raises:
        Invalid: it is empty or too long, or no such criterion.
    """
    text, criteria = said(text, criteria, of)
    with here.records.work() as work:
        _, seat = rights.within(work, who, interview_id, Right.FOLLOW)
        need_own(work, seat, of)
        write(work, here, seat, acts.Noted(text, criteria, work.hour(interview_id).scenario or 0, of), command)
    here.live.changed(interview_id)


def note_replayed(
    here: Office,
    who: Person,
    interview_id: str,
    at: float,
    text: str,
    criteria: Iterable[str] = (),
    *,
    of: int | None = None,
    command: str = "",
) -> None:
    """A note over the replay, on a second of the interview in milliseconds since 1970. It begins no second rating: that
    does the first word in one's card.

    Raises:
        Invalid: it is empty or too long, no such criterion, or the interview had no such second.
        Conflict: the interview has not ended.
    """
    text, criteria = said(text, criteria, of)
    with here.records.work() as work:
        _, seat = rights.within(work, who, interview_id, Right.NOTE)
        hour = work.hour(interview_id)
        if hour.state is not State.ENDED:
            raise Conflict("Notes are written over a replay once the interview has ended.")
        scenario = seconds.scenario_at(hour, second(at))
        if scenario is None:
            raise Invalid("The interview had no such second.", field="at")
        need_own(work, seat, of)
        write(work, here, seat, acts.Noted(text, criteria, scenario, of, at), command)
    here.live.changed(interview_id)


def said(text: str, criteria: Iterable[str], of: int | None) -> tuple[str, tuple[str, ...]]:
    text, criteria = text.strip(), tuple(dict.fromkeys(criteria))
    if not text and of is None:
        raise Invalid("A note says something.", field="text")
    if len(text) > LONGEST:
        raise Invalid(f"A note has at most {LONGEST} characters.", field="text")
    if unknown := set(criteria) - TAGS:
        raise Invalid(f"There is no criterion {min(unknown)}.", field="criteria")
    return text, criteria


def need_own(work: Work, seat: Seat, of: int | None) -> None:
    if of is not None and all(one.no != of for one in notes_of(work.done(seat.interview), seat.id)):
        raise NotFound("there is no such note of yours")


def flag(
    here: Office,
    who: Person,
    interview_id: str,
    name: str,
    *,
    scenario: int = 0,
    support: str = "",
    of: int | None = None,
    command: str = "",
) -> None:
    """Raise a flag of the guide, or with `of` take one of one's own back."""
    if name not in KNOWN:
        raise NotFound("there is no such flag")
    with here.records.work() as work:
        interview, seat = rights.within(work, who, interview_id, Right.FOLLOW)
        about(interview, scenario)
        if of is not None and all(one.no != of for one in raised_of(work.done(interview_id), seat.id)):
            raise NotFound("there is no such flag of yours")
        write(work, here, seat, acts.Flagged(name, scenario, support[:LONGEST], of is None, of), command)
    here.live.changed(interview_id)


def dismiss(here: Office, who: Person, interview_id: str, name: str, *, scenario: int, command: str = "") -> None:
    """A suggested flag is none."""
    if name not in KNOWN:
        raise NotFound("there is no such flag")
    do(here, who, interview_id, acts.Dismissed(name, scenario), command)


def do(here: Office, who: Person, interview_id: str, act: Act, command: str) -> None:
    with here.records.work() as work:
        _, seat = rights.within(work, who, interview_id, Right.FOLLOW)
        write(work, here, seat, act, command)
    here.live.changed(interview_id)


def about(interview: Interview, scenario: int) -> None:
    if scenario:
        interview.pin(scenario)
