"""A candidate's own timeline, and the copy of everything that is kept of them.

The candidate reads both once their interview is over. Staff make the copy where somebody asks for it by another way.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rounds.actions import rights
from rounds.actions.office import Office
from rounds.actions.paces import TooOften
from rounds.actions.retold import milliseconds
from rounds.actions.showing import scenarios
from rounds.actions.zones import zone
from rounds.incidents.sealed import Sealed
from rounds.interviews import Asked, Done, Hour, Interview, Kind, Person, Role, Seat, State, acts, hour_of, wording
from rounds.interviews.access import agreed_of
from rounds.interviews.cards import handed_of
from rounds.interviews.export import Asking, Copy, Cut, Line, Others, is_told, others_of, untold
from rounds.interviews.export_page import page
from rounds.interviews.gates import Cards, cards_of, is_blind
from rounds.interviews.quoting import Solutions
from rounds.interviews.replay import scenes_of
from rounds.interviews.rights import Right, may
from rounds.interviews.timeline import Mailed, Moment, timeline
from rounds.kit.errors import Conflict
from rounds.records.clips import Clip
from rounds.records.mails import Mail
from rounds.records.work import Work

JSON, HTML = "data.json", "interview.html"  # in the file that is downloaded
A_LOOK = 5  # turns of the candidate's pace
NOT_YET = (
    "It comes when the decision was told to you, and a week after the decision in any case. You can ask for it before on "
    "the page of your interview."
)
NOT_ALL_IN = "Not every interviewer has handed in what they think. What others wrote is in the copy once they have."


@dataclass(frozen=True, slots=True)
class Lived:
    """What an interview's record says of its candidate."""

    interview: Interview
    hour: Hour
    done: Sequence[Done]
    seats: Sequence[Seat]
    candidate: Seat
    asked: Sequence[tuple[str, Asked]]  # with the incident
    moments: Sequence[Moment]
    mails: Sequence[Mailed]
    reason: str
    cuts: Sequence[Cut]


# For the candidate


def own_timeline(here: Office, seat: Seat) -> list[Moment]:
    """
    Raises:
        Conflict: the interview is not over. TooOften: this is quicker than anybody reads.
    """
    paced(here, seat)
    with here.records.look() as look:
        found = lived(here, look, seat.interview)
    check_over(found)
    return [*told_to(found, here.now()).moments]


def paced(here: Office, seat: Seat) -> None:
    """The whole record is read for it, in which others wait: a dozen at once, then one every few seconds."""
    if not here.paces.takes(f"{seat.id}/kept", A_LOOK):
        raise TooOften("This is quicker than anybody reads. Try again in a moment.")


def own_copy(here: Office, seat: Seat) -> bytes:
    """
    Raises:
        Conflict: the interview is not over. TooOften: this is quicker than anybody reads.
    """
    paced(here, seat)
    with here.records.look() as look:
        found = lived(here, look, seat.interview)
    check_over(found)
    told = is_told(found.done, here.now())
    return packed(here, told_to(found, here.now()), others(here, found) if told else None, NOT_YET)


def check_over(found: Lived) -> None:
    """
    Raises:
        Conflict: it is not over.
    """
    if not (is_over(found.hour.state) or found.interview.kind is Kind.PRACTICE):
        raise Conflict("What you did and were told is here once the interview is over.")


def is_over(state: State) -> bool:
    return state.is_over or state is State.ABORTED


# For staff


def copy(here: Office, who: Person, interview_id: str) -> bytes:
    """The same, with what others wrote as soon as every card is in: until then it is for nobody else to read, and after
    that not for who still has to say what they think.

    Raises:
        NotFound, Forbidden, Conflict: as `rights.interview`.
    """
    with here.records.look() as look:
        _, place = rights.within(look, who, interview_id, Right.EXPORT)
        found = lived(here, look, interview_id)
    if not may(who, place.role, Right.REASON):
        found = replace(found, reason="")
    cards = standing(found)
    open_ = not is_blind(place, cards) and (is_told(found.done, here.now()) or cards.is_open or decided(found.done))
    return packed(here, found, others(here, found) if open_ else None, NOT_ALL_IN)


def standing(found: Lived) -> Cards:
    return cards_of(found.done, found.seats)


def decided(done: Iterable[Done]) -> bool:
    return any(isinstance(one.act, acts.Decided) for one in done)


# What it is made of


def lived(here: Office, look: Work, interview_id: str) -> Lived:
    interview, done, seats = look.interview(interview_id), look.done(interview_id), look.seats_of(interview_id)
    hour = hour_of(interview, done)
    candidate = next(one for one in seats if not one.role.is_staff)
    with here.memories.of(look, interview_id) as memory:
        asked = [(incident, one) for incident, these in memory.asked.items() for one in these]
        scenes = scenes_of(memory.viewed)
    mails = [*posted(look.mails.of_interview(interview_id), interview.mail)]
    by_scenario = placed(interview, hour, asked)
    moments = timeline(hour=hour, asked=by_scenario, scenes=scenes, done=done, candidate=candidate.id, mails=mails)
    staff = [
        Seat(one.id, one.interview, rights.role_today(one, hour.lead), one.name, one.person)
        for one in seats
        if one.role.is_staff
    ]
    cuts = [cut(one.clip) for one in look.clips.of_interview(interview_id)]
    return Lived(interview, hour, done, staff, candidate, asked, moments, mails, look.reason(interview_id), cuts)


def cut(clip: Clip) -> Cut:
    at, lasts = milliseconds(clip.created), clip.until - clip.since
    return Cut(at, clip.person, clip.scenario, clip.worked, lasts, clip.title, clip.text)


def told_to(found: Lived, now: datetime) -> Lived:
    """Without the decision as long as it is a person's to tell."""
    if is_told(found.done, now):
        return found
    hidden = {milliseconds(one.time) for one in found.done if isinstance(one.act, acts.Decided) and one.time}
    moments = [one for one in found.moments if not (one.what == "The decision" and one.at in hidden)]
    return replace(found, done=untold(found.done), moments=moments)


def posted(mails: Iterable[Mail], to: str) -> Iterator[Mailed]:
    """What was sent to the candidate."""
    for one in mails:
        if one.sent and one.recipient == to:
            yield Mailed(milliseconds(one.sent), one.subject, one.plain)


def placed(interview: Interview, hour: Hour, asked: Iterable[tuple[str, Asked]]) -> dict[int, list[Asked]]:
    """Questions by the scenario that they were asked in; 0 for what none of them is about."""
    found: dict[int, list[Asked]] = {}
    for incident, one in asked:
        found.setdefault(number_of(interview, hour, incident, one.time), []).append(one)
    return found


def number_of(interview: Interview, hour: Hour, incident: str, time: float) -> int:
    """By its incident; where that is of two scenarios or, after another variant took its place, of none, by the hour."""
    numbers = [pin.number for pin in interview.pins if pin.incident == incident]
    if len(numbers) == 1:
        return numbers[0]
    past = [one.phase.scenario for one in hour.past if milliseconds(one.since) <= time]
    return (past[-1] if past else None) or (numbers[0] if numbers else 0)


def others(here: Office, found: Lived) -> Others:
    numbers = [pin.number for pin in found.interview.pins]
    handed = handed_of(found.done, numbers)
    return others_of(found.done, found.seats, handed, found.hour, hidden_in(here, found), found.cuts)


def hidden_in(here: Office, found: Lived) -> Solutions:
    sealed = [kept.sealed for pin in found.interview.pins if (kept := here.library.sealeds.get(pin.incident or "-"))]
    public = [known.public for pin in found.interview.pins if (known := here.library.public(pin.incident or "-"))]
    told = [one.act.text for one in found.done if isinstance(one.act, acts.Hinted)]
    told += [text for one in public for text in (one.title, one.symptom, one.quote, one.briefing)]
    told += [ticket.text for one in public for ticket in one.tickets]
    names = [step.id for one in sealed for step in one.steps]
    return Solutions((text for one in sealed for text in texts(one)), names, told)


def texts(sealed: Sealed) -> Iterator[str]:
    """Everything in it that is written for people."""
    solution = sealed.solution
    yield from (sealed.start, solution.cause, *sealed.notes, *sealed.giveaways)
    yield from (*solution.accepted, *solution.mitigation, *solution.fix, *solution.prevention)
    yield from (*(one.text for one in sealed.steps), *(one.text for one in sealed.hints))
    yield from (text for one in sealed.discussion for text in (one.text, *one.answers.values()))
    yield from (text for one in solution.chain for text in (one.text, *(proof.shows for proof in one.proofs)))
    yield from (proof.shows for one in sealed.red_herrings for proof in one.proofs)
    yield from (text for one in solution.misconceptions for text in (one.says, one.truth))
    yield from (text for one in sealed.red_herrings for text in (one.looks_like, one.refuted_by))
    yield from (text for one in solution.sources for text in (one.title, one.told))


# As a file


def packed(here: Office, found: Lived, theirs: Others | None, why: str) -> bytes:
    """A page to read and the same for programs; made in memory, as no file of it may stay."""
    made = Copy(
        interview=found.interview.id,
        made=milliseconds(here.now()),
        about=tuple(about(here, found)),
        consents=agreed_of(one for one in found.done if one.seat == found.candidate.id).consents,
        timeline=tuple(found.moments),
        questions=tuple(questions(found)),
        mails=tuple(found.mails),
        others=theirs,
        why="" if theirs else why,
    )
    now = here.now()
    at = now.year, now.month, now.day, now.hour, now.minute, now.second
    text = json.dumps(made.told(), ensure_ascii=False, indent=1)
    return zipped({JSON: text, HTML: page(made, zone(found.interview.zone))}, at)


def zipped(files: Mapping[str, str], at: tuple[int, int, int, int, int, int]) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files.items():
            told = zipfile.ZipInfo(name, at)
            told.compress_type, told.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            made.writestr(told, text)
    return into.getvalue()


def questions(found: Lived) -> Iterator[Asking]:
    for incident, one in sorted(found.asked, key=lambda pair: pair[1].no):
        number = number_of(found.interview, found.hour, incident, one.time)
        yield Asking(one.time, one.cause.value, one.asked, one.question, number)


def about(here: Office, found: Lived) -> Iterator[Line]:
    one = found.interview
    there = zone(one.zone)
    yield Line("Your name", one.candidate)
    yield Line("Your mail address", one.mail or "none")
    yield Line("Position", one.position or "none was said")
    yield Line("Level", one.level.value)
    yield Line("When", f"{one.starts.astimezone(there):%d %B %Y, %H:%M}" if one.starts else "no time was set")
    yield Line("Scenarios", ", ".join(shown.title or f"scenario {shown.pin.number}" for shown in scenarios(here, one)))
    yield Line("What you could use", wording.policy(one.policy))
    given = one.accommodations
    yield Line("Your minutes", "as planned" if given.time == 1 else f"{given.time:g} times the plan's")
    if given.hidden_timer or given.high_contrast:
        shown = (("no timer", given.hidden_timer), ("high contrast", given.high_contrast))
        yield Line("Display that was arranged", ", ".join(name for name, on in shown if on))
    if found.reason:
        yield Line("What was asked for, and why", found.reason)
    count = sum(seat.role is not Role.OBSERVER for seat in found.seats)
    yield Line("Interviewers and committee", str(count))
