"""Asking the lenses: a candidate of the scenarios of their interview, staff of any incident.

What a candidate asks is written down with a digest of what came back, once the answer is there and before it is
sent. Staff's questions, a follower's or a replay's among them, are not: the record is the candidate's.
"""

from __future__ import annotations

import json
import math
from dataclasses import replace
from typing import Any

from rounds import tools
from rounds.actions import given, interviews, rights
from rounds.actions.office import Office
from rounds.actions.paces import TooOften
from rounds.interviews import Cause, Person, Question, Role, Seat
from rounds.kit.errors import Invalid, NotFound, Problem, TooMuch
from rounds.signals import to_ns
from rounds.store import Reader
from rounds.tools import asked, heap, incident
from rounds.tools.digests import name_of
from rounds.tools.snapshots import is_of_heaps

OF_ITSELF = {"~": Cause.PAGE, "!": Cause.PRESENTED}
CAUSE = {Role.CANDIDATE: Cause.CANDIDATE, Role.SOLVER: Cause.SOLVER}
MINUTE = 60_000.0  # milliseconds
MOST_REFUSED = 4_000  # bytes of a question that nobody answered
MOST_KEPT = 32_000  # of one that was answered; what pages ask has a tenth of it
REFUSED: dict[type[Problem], str] = {Invalid: "invalid", NotFound: "not_found", TooMuch: "too_much"}


def as_candidate(here: Office, seat: Seat, number: int, question: Any, *, view: str = "", lens: str = "") -> Any:
    """The answer, written down.

    Raises:
        NotFound: the interview has no such scenario. Conflict: it is not prepared yet.
        Invalid, NotFound, TooMuch: as the lens; written down too.
        Cancelled: a newer question of the same pane took its place; not written down.
        TooOften: far more was asked than anybody asks by hand; not written down.
    """
    told = given.told(question)
    given.check(told)
    opened = interviews.opened(here, seat, number)
    of, cause = opened.incident, cause_of(seat, view, presenting=opened.presenting)
    if isinstance(question, asked.SuggestQuestion):  # what is offered while somebody types is no question of theirs
        return answered(here, seat, of, question, view, lens)[1]
    try:
        answer, noted = answered_and_noted(here, seat, of, question, cause, view=view, lens=lens)
    except tuple(REFUSED) as refusal:
        refused = {"refused": REFUSED[type(refusal)]}
        record(here, seat, entry(seat, cause, of, name_of(question, lens), cut(told, MOST_REFUSED), refused))
        raise
    record(here, seat, noted)
    return answer


def answered_and_noted(
    here: Office, seat: Seat, of: str, question: Any, cause: Cause, *, view: str = "", lens: str = ""
) -> tuple[Any, Question]:
    """The answer of an incident, and the entry that is to be written down of it.

    Raises:
        Invalid, NotFound, TooMuch, Cancelled: as the lens.
    """
    reader, answer = answered(here, seat, of, question, view, lens)
    digest = tools.digest(question, answer, reader, signal=lens)
    told = cut(given.told(question), MOST_KEPT)
    return answer, entry(seat, cause, of, name_of(question, lens), told, digest)


def as_staff(here: Office, who: Person, name: str, question: Any, *, view: str = "", lens: str = "") -> Any:
    """
    Raises:
        NotFound: no such incident is installed, or they have no business with it.
        Invalid, NotFound, TooMuch, Cancelled: as the lens.
    """
    rights.incident(here, who, name)
    given.check(given.told(question))
    return answered(here, who, name, question, view, lens)[1]


def incident_of(here: Office, seat: Seat, number: int) -> incident.Incident:
    """What the incident of a scenario is: its window, services, and what people know happened."""
    return incident_named(here, seat, interviews.incident_of(here, seat, number))


def incident_named(here: Office, who: Seat | Person, name: str) -> incident.Incident:
    """
    Raises:
        NotFound: no such incident is installed, or they have no business with it.
    """
    if isinstance(who, Person):
        rights.incident(here, who, name)
    reader = here.readers.of(name)
    known = here.library.public(name)
    if known is None:
        return whole_minutes(tools.ask(reader, incident.IncidentQuestion(title=name)))
    shares = tuple(incident.Share(signal, text) for signal, text in known.shares.items())
    window = {"start": to_ns(known.began) / 1e6, "now": to_ns(known.now) / 1e6}
    found: incident.Incident = tools.ask(
        reader, incident.IncidentQuestion(title=known.public.title, shares=shares, **window)
    )
    return found


def whole_minutes(recorded: incident.Incident) -> incident.Incident:
    """A program that ran for seconds sends its metrics once, as it ends: its window must go on for a while to show them."""
    start, now = recorded.start // MINUTE * MINUTE, -(-recorded.now // MINUTE) * MINUTE
    return replace(recorded, start=start, now=now)


def answered(here: Office, who: Seat | Person, name: str, question: Any, view: str, lens: str) -> tuple[Reader, Any]:
    # Questions about heaps run here and not in the engine: it has none of them to stop.
    tag = f"{who.id}/{view}" if view and not is_of_heaps(question) else ""
    reader = here.readers.of(name)
    with here.panes.newest(tag):
        asked_for = permitted(here, who, name, question)
        return reader, tools.ask(reader, asked_for, tag, signal=lens, heaps=heaps_of(here, name))


def permitted(here: Office, who: Seat | Person, name: str, question: Any) -> Any:
    """The question. What in a snapshot looks like a leak may be the answer, so only some scenarios let candidates ask.

    Raises:
        NotFound: the question is not for this seat, which is told what it is told of an address that does not exist.
    """
    match question:
        case heap.SnapshotsQuestion():
            return replace(question, suspects=may_suspect(here, who, name))
        case heap.SuspectsQuestion() if not may_suspect(here, who, name):
            raise NotFound("There is nothing here.")
    return question


def may_suspect(here: Office, who: Seat | Person, name: str) -> bool:
    known = here.library.public(name)
    return isinstance(who, Person) or (known is not None and known.public.suspects)


def heaps_of(here: Office, name: str) -> tools.Heaps:
    known = here.library.public(name)
    return tools.Heaps(here.heaps.of(name), to_ns(known.now) / 1e6 if known else math.inf)


def cut(question: dict[str, Any], most: int) -> dict[str, Any]:
    """The question in at most so many bytes as JSON: the smallest parts whole, and of a text that is too long its start."""
    if len(json.dumps(question)) <= most:
        return question
    sizes = {name: len(json.dumps({name: value})) for name, value in question.items()}
    kept: dict[str, Any] = {}
    for name in sorted(sizes, key=lambda name: sizes[name]):
        value = question[name]
        if sizes[name] > most:
            value = (
                value[: max(0, most // 12 - len(name))] if isinstance(value, str) else None
            )  # 12 bytes a character at most
        kept[name] = value
        most -= len(json.dumps({name: value}))
    return kept


def cause_of(seat: Seat, view: str, *, presenting: bool = False) -> Cause:
    """A pane that asks of itself has a name that says so, `k3v9.~metrics.range-0`, and so has what the lead presents,
    `k3v9.!metrics.range-0`: neither is the candidate's own asking. Nothing is while the lead presents, whatever its
    name: the candidate's own page is covered then. So a name only ever withholds.
    """
    if presenting:
        return Cause.PRESENTED
    return OF_ITSELF.get(view.partition(".")[2][:1]) or CAUSE[seat.role]


def entry(
    seat: Seat, cause: Cause, incident: str, asked: str, question: dict[str, Any], digest: dict[str, Any]
) -> Question:
    start, end = question.get("start"), question.get("end")
    return Question(
        cause=cause,
        seat=seat.id,
        incident=incident,
        asked=asked,
        question=question,
        digest=digest,
        window=(start, end) if start is not None and end is not None else None,
    )


def record(here: Office, seat: Seat, entry: Question) -> None:
    content = entry.content()
    if not here.words.takes(seat.id, len(content)):
        raise TooOften("More was asked than anybody reads. Ask again in a moment.")
    with here.records.work() as work:
        work.locked(seat.interview)
        interviews.check_open(work.standing(seat.interview), entry.incident)  # answered too late is not answered
        work.append(seat.interview, entry, here.now(), content)
    here.live.asked(seat.interview)
