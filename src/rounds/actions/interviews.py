"""Interviews: arranged, shown to those who sit in them, and their record to staff."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rounds.actions import eyes, rights, signing_in
from rounds.actions.links import Surface
from rounds.actions.office import Office
from rounds.actions.showing import Shown, scenarios
from rounds.incidents.library import Offered
from rounds.interviews import OPERATOR, Interview, Person, Pin, Role, Seat, State, fit_60
from rounds.interviews.rights import Right, as_seen_by, may
from rounds.kit.errors import Conflict
from rounds.records import Recorded
from rounds.records.standing import Standing

PAGE = 500  # entries of a record
JUDGING = frozenset({
    "noted", "flagged", "dismissed", "recognised", "mitigated", "discussed", "submitted", "convened", "settled", "decided",
})  # fmt: skip
NOT_OPEN = "This scenario is not open now. Your interviewer opens and closes it."
PAUSED = "The interview is paused. Ask again when it goes on."


@dataclass(frozen=True, slots=True)
class InterviewShown:
    interview: Interview
    scenarios: list[Shown]
    questions: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """The incident of a scenario that is open, and whether the candidate sees what the lead presents just now."""

    incident: str
    presenting: bool = False


@dataclass(frozen=True, slots=True)
class RecordShown:
    interview: Interview
    entries: list[Recorded]  # newest first
    more: bool  # newer ones than these
    broken_at: int | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """Tokens of the links to an interview's two seats."""

    interview: str
    candidate: str
    interviewer: str


def own(here: Office, seat: Seat) -> InterviewShown:
    """The interview a seat is in.

    Raises:
        NotFound: the seat is in none.
    """
    with here.records.look() as look:
        interview = look.interview(seat.interview)
    return InterviewShown(interview, scenarios(here, interview))


def incident_of(here: Office, seat: Seat, number: int) -> str:
    """
    Raises:
        NotFound, Conflict: as `opened`.
    """
    return opened(here, seat, number).incident


def opened(here: Office, seat: Seat, number: int) -> Opened:
    """A scenario of the seat's interview, to ask about.

    Raises:
        NotFound: it has no such scenario. Conflict: it is not prepared yet, or not open now.
    """
    with here.records.look() as look:
        standing = look.standing(seat.interview)
    pin = standing.interview.pin(number)
    presenting = check_opens(standing, number)
    if not pin.incident:
        raise Conflict("This scenario is still being prepared. It opens in a moment.")
    return Opened(pin.incident, presenting)


def check_opens(standing: Standing, number: int) -> bool:
    """Whether the lead presents.

    Raises:
        Conflict: the candidate may not ask about this scenario now.
    """
    hour = standing.hour
    if not hour.opens(number):
        raise Conflict(PAUSED if hour.state is State.PAUSED else NOT_OPEN)
    return hour.presenting and not hour.practice


def check_open(standing: Standing, incident: str) -> None:
    """The same of an incident, at the end of a question about it: its phase may have ended meanwhile, or its pin changed."""
    numbers = [pin.number for pin in standing.interview.pins if pin.incident == incident]
    if not numbers:
        raise Conflict("This scenario goes on with another variant. Ask again.")
    if not any(map(standing.hour.opens, numbers)):
        raise Conflict(NOT_OPEN)


def all_of(here: Office, who: Person) -> list[InterviewShown]:
    """Every interview they have business with, newest first."""
    rights.need(who, Right.LIST)
    with here.records.look() as look:
        found, asked = look.interviews(), look.asked()
        places = {seat.interview: seat.role for seat in look.seats_of_person(who.id)}
    seen = [(one, places.get(one.id, Role.OBSERVER)) for one in found]
    return [
        InterviewShown(as_seen_by(who, role, one), scenarios(here, one), asked.get(one.id, 0))
        for one, role in seen
        if may(who, role, Right.SEE) and not one.kind.is_apart
    ]


def one(here: Office, who: Person, interview_id: str) -> InterviewShown:
    """
    Raises:
        NotFound: there is none of that id, or they have no business with it.
    """
    interview, seat = rights.interview(here, who, interview_id, Right.SEE)
    with here.records.look() as look:
        asked = look.asked()
    seen = as_seen_by(who, seat.role, interview)
    return InterviewShown(seen, scenarios(here, interview), asked.get(interview_id, 0))


def record(here: Office, who: Person, interview_id: str, after: int = 0) -> RecordShown:
    """What was asked and seen next after an entry, and whether the record is what was written from there on.

    Raises:
        NotFound, Forbidden: as `rights.interview`.
    """
    with here.records.look() as look:
        interview, seat = rights.within(look, who, interview_id, Right.RECORD)
        found = look.record(interview_id, after, PAGE + 1)
        more = len(found) > PAGE
        broken_at = look.broken_at(interview_id, after)
        standing = look.standing(interview_id)
        sees = eyes.of(who, seat, eyes.cards_in(look, interview, look.done(interview_id), standing.hour.lead))
    found = [one if is_for(seat, one) else emptied(one) for one in found]
    shown = found[:PAGE][::-1] if sees.confirmed else [unjudged(one) for one in found[:PAGE][::-1]]
    return RecordShown(interview, shown, more, broken_at)


def is_for(seat: Seat, entry: Recorded) -> bool:
    """What somebody gives themselves in a drill is theirs."""
    return entry.facts.get("act") != "scored" or entry.facts["seat"] == seat.id


def unjudged(entry: Recorded) -> Recorded:
    """As who rates for themselves sees it: that an interviewer pressed something there, and not what."""
    return emptied(entry) if entry.facts.get("act") in JUDGING else entry


def emptied(entry: Recorded) -> Recorded:
    return replace(entry, facts={**entry.facts, "act": ""}, content={})


def arrange(
    here: Office, chosen: Sequence[Offered], *, candidate: str, interviewer: Person, interview_id: str = ""
) -> Invitation:
    """Make an interview over these scenarios, which are all open, with its candidate and its lead; what is installed
    already is pinned at once.

    An interview of that id that exists is left as it is, and its links are the same as before.
    """
    interview_id = interview_id or secrets.token_hex(6)
    pins = tuple(pinned(here, number, one) for number, one in enumerate(chosen, start=1))
    seat = Seat(f"{interview_id}-c", interview_id, Role.CANDIDATE, candidate)
    lead = Seat(f"{interview_id}-l", interview_id, Role.LEAD, interviewer.name, interviewer.id)
    made = Interview(interview_id, candidate, interviewer.name, here.now(), fit_60(len(pins)), pins)
    with here.records.work() as work:
        if not work.has(interview_id):
            work.add(made)
            if all(one.id != interviewer.id for one in work.people.all()):
                work.people.add(interviewer, made.created)
            for one in (seat, lead):
                work.seat(one, made.created)
    links = here.links
    return Invitation(
        interview_id,
        links.link(Surface.CANDIDATE, seat.id, interview_id),
        signing_in.link(here, interviewer.id),
    )


def pinned(here: Office, number: int, scenario: Offered) -> Pin:
    known = here.library.prepared(scenario)
    installed = known if known and known in here.telemetry.incidents() else ""
    return Pin(number, scenario.name, scenario.version, scenario.seed, installed)


def prepared(here: Office, scenario: Offered, incident: str) -> None:
    """Fix this incident in every interview that waits for the scenario."""
    with here.records.work() as work:
        work.pin_incident(scenario.name, scenario.version, scenario.seed, incident)
    here.live.missed()  # any of those that somebody watches may be one of them


def operator(here: Office) -> str:
    """The token of the link for whoever runs this installation."""
    return here.links.link(Surface.STAFF, OPERATOR.id, "")
