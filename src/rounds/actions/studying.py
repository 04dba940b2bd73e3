"""What an interviewer reads the day before: solutions, hints, rubric and what is expected, and what is still not ready."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from rounds.actions import preflights, rights, rulings, solutions
from rounds.actions.acting import write
from rounds.actions.office import Office
from rounds.actions.rulings import ScenarioRulings
from rounds.actions.showing import Shown, scenarios
from rounds.actions.solutions import SolutionShown
from rounds.interviews import Hour, Interview, Kind, Level, Person, Role, Seat, acts, hour_of
from rounds.interviews.access import Access, Agreed, Colour, access_of, agreed_of
from rounds.interviews.attested import Read, read_of
from rounds.interviews.findings import Finding, Preflight, amber, green, red
from rounds.interviews.rights import Right, as_seen_by, may
from rounds.interviews.rubric import LEVELS, RUBRIC, Rubric
from rounds.kit.errors import Conflict

READERS = (Role.LEAD, Role.PANEL, Role.SHADOW)


@dataclass(frozen=True, slots=True)
class HintShown:
    """`minute` of the work before which it is not offered."""

    minute: int
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class QuestionShown:
    """Of the discussion; a core one is asked first. `answer` is a model answer of the interview's level."""

    text: str
    core: bool
    tags: tuple[str, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class ToRead:
    """A scenario of the interview. `solution` is absent while it is prepared; `read` says that the viewer has read it."""

    number: int
    title: str
    scenario: str
    version: str
    incident: str
    read: bool
    start: str
    solution: SolutionShown | None
    hints: list[HintShown]
    questions: list[QuestionShown]


@dataclass(frozen=True, slots=True)
class Reader:
    """`scenarios` are the numbers of those whose document they have read."""

    name: str
    role: Role
    scenarios: list[int]


@dataclass(frozen=True, slots=True)
class Study:
    """`reads` says that the viewer has a place from which to read and to rehearse."""

    interview: Interview
    hour: Hour
    reads: bool
    scenarios: list[ToRead]
    readers: list[Reader]
    checks: list[Finding]
    rubric: Rubric
    ruled: list[ScenarioRulings]
    expected: list[str]


def of(here: Office, who: Person, interview_id: str) -> Study:
    """
    Raises:
        NotFound, Forbidden: as `rights.interview`.
    """
    with here.records.look() as look:
        interview, place = rights.within(look, who, interview_id, Right.PREPARE)
        done, seats = look.done(interview_id), look.seats_of(interview_id)
        preflight = preflights.latest(look, interview_id)
        ruled = rulings.of_scenarios(look, interview.pins)
    hour, read, all_of = hour_of(interview, done), read_of(done, interview), scenarios(here, interview)
    return Study(
        interview=as_seen_by(who, place.role, interview),
        hour=hour,
        reads=bool(place.id) and may(who, place.role, Right.FOLLOW, hour.state),
        scenarios=[to_read(here, shown, interview.level, read, place) for shown in all_of],
        readers=[*readers(seats, hour.lead, read)],
        checks=[*checks(interview, hour, access_of(done), agreed_of(done), all_of, preflight)],
        rubric=RUBRIC,
        ruled=ruled,
        expected=[line for one in LEVELS if one.level is interview.level for line in one.lines],
    )


def to_read(here: Office, shown: Shown, level: Level, read: Read, place: Seat) -> ToRead:
    pin = shown.pin
    kept = here.library.sealeds.get(pin.incident) if pin.incident else None
    return ToRead(
        number=pin.number,
        title=shown.title,
        scenario=pin.scenario,
        version=pin.version,
        incident=pin.incident,
        read=(place.id, pin.number) in read,
        start=kept.sealed.start if kept else "",
        solution=solutions.of_pin(here, pin),
        hints=[HintShown(one.minute, one.level, one.text) for one in kept.sealed.hints] if kept else [],
        questions=[
            QuestionShown(one.text, one.core, one.tags, one.answers.get(level, "")) for one in kept.sealed.discussion
        ]
        if kept
        else [],
    )


def readers(seats: Iterable[Seat], lead: str, read: Read) -> Iterable[Reader]:
    for seat in seats:
        role = rights.role_today(seat, lead)
        if role in READERS:
            yield Reader(seat.name, role, sorted(number for who, number in read if who == seat.id))


def checks(
    interview: Interview,
    hour: Hour,
    access: Access | None,
    agreed: Agreed,
    shown: Sequence[Shown],
    preflight: Preflight | None,
) -> Iterable[Finding]:
    """What must be green before the hour, the candidate's part and ours."""
    for one in shown:
        yield prepared(one)
    if interview.kind is not Kind.LIVE or not hour.state.is_before:
        return
    yield checked(access)
    if agreed.policy:
        yield green("consents", "The candidate agreed to the policy.")
    else:
        yield red(
            "consents", "The candidate has not agreed to the policy yet.", "They are asked when they open their link."
        )
    yield flown(preflight, interview.starts)


def prepared(shown: Shown) -> Finding:
    name = f"scenario {shown.pin.number}"
    if shown.standing.incident:
        return green(name, "It is prepared.")
    if shown.standing.trouble:
        return red(name, f"It cannot be prepared: {shown.standing.trouble}", "Tell whoever runs this installation.")
    return red(name, "It is not prepared yet.", "The server prepares it; this takes a minute.")


def checked(access: Access | None) -> Finding:
    if access is None:
        return red("access check", "The candidate has not checked their access yet.", "Remind them of their link.")
    told = f"{access.good} of {len(access.checks)} checks are good."
    if access.colour is Colour.GREEN:
        return green("access check", told)
    make = red if access.colour is Colour.RED else amber
    return make("access check", told, "Ask them to check again, or for another browser.")


def flown(preflight: Preflight | None, starts: datetime | None) -> Finding:
    if preflight is None:
        told = "It is checked 24 hours before the start." if starts else "It has no time yet."
        return amber(
            "installation", f"The installation was not checked for this interview yet. {told}", "Nothing until then."
        )
    when = f"{preflight.time:%d %b %H:%M} UTC"
    if preflight.colour is Colour.RED:
        said = " ".join(one.says for one in preflight.red)
        return red("installation", f"Not ready on {when}: {said}", "Tell whoever runs this installation.")
    return green("installation", f"It was ready on {when}.")


def attest(here: Office, who: Person, interview_id: str, number: int, version: str, command: str = "") -> None:
    """Say that one has read a solution document, in the version that is pinned.

    Raises:
        NotFound, Forbidden: as `rights.interview`, or there is no such scenario.
        Conflict: another version is pinned by now, or the interview is over.
    """
    with here.records.work() as work:
        work.locked(interview_id)
        interview, seat = rights.within(work, who, interview_id, Right.FOLLOW)
        if interview.pin(number).version != version:
            raise Conflict("Another version of this scenario is pinned by now. Read it again.")
        if (seat.id, number) not in read_of(work.done(interview_id), interview):
            write(work, here, seat, acts.Attested(number, version), command)
    here.live.changed(interview_id)
