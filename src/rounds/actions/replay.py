"""The replay of an interview: the candidate's views, notebook, hints and evidence on one line of time.

Notes and flags are their author's own. Looking at it adds nothing to the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from rounds.actions import evidence, rights
from rounds.actions.office import Office
from rounds.actions.retold import milliseconds
from rounds.interviews import Asked, Cause, Done, Hour, Interview, Person, Seat, Viewed, acts, hour_of
from rounds.interviews.notebook import Entry, Kept, notebook_of
from rounds.interviews.notes import notes_of, raised_of
from rounds.interviews.replay import quiet_of, scenes_of
from rounds.interviews.rights import Right, as_seen_by, may


@dataclass(frozen=True, slots=True)
class SceneShown:
    """A view from and to, milliseconds since 1970. Of one whose words are erased the address is empty."""

    since: float
    until: float
    page: str
    scenario: int | None
    address: str


@dataclass(frozen=True, slots=True)
class MarkShown:
    """Something that happened. `kind` is question, hint, reveal, exposed, recognised, mitigated, prompt, discussed, note,
    flag, pause, resumed, left, returned; `no` is its entry in the record.
    """

    at: float
    kind: str
    text: str
    scenario: int | None
    no: int | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PhaseReplayed:
    no: int
    part: str
    title: str
    scenario: int | None
    since: float
    until: float
    length: float  # milliseconds that it was to take


@dataclass(frozen=True, slots=True)
class PauseReplayed:
    since: float
    until: float
    reason: str
    away: bool  # the candidate's connection was gone


@dataclass(frozen=True, slots=True)
class TextReplayed:
    at: float
    text: str


@dataclass(frozen=True, slots=True)
class StandingReplayed:
    at: float
    standing: str


@dataclass(frozen=True, slots=True)
class PinReplayed:
    at: float
    title: str
    line: str
    address: str
    against: bool
    value: str


@dataclass(frozen=True, slots=True)
class EntryReplayed:
    """A hypothesis or a note with all that became of it, so that it can be shown as it stood at any moment."""

    id: str
    place: int
    kind: str
    texts: list[TextReplayed]
    judged: list[StandingReplayed]
    pins: list[PinReplayed]


@dataclass(frozen=True, slots=True)
class NotebookReplayed:
    scenario: int
    title: str
    entries: list[EntryReplayed]
    loose: list[PinReplayed]


@dataclass(frozen=True, slots=True)
class ReplayView:
    """The whole, oldest first. Times are milliseconds since 1970. `quiet` are stretches in which nothing new happened."""

    id: str
    candidate: str
    state: str
    began: float
    ended: float
    phases: list[PhaseReplayed]
    pauses: list[PauseReplayed]
    scenes: list[SceneShown]
    marks: list[MarkShown]
    notebooks: list[NotebookReplayed]
    quiet: list[tuple[float, float]]


def of_interview(here: Office, who: Person, interview_id: str) -> ReplayView:
    """
    Raises:
        NotFound, Forbidden: as `rights.interview`.
    """
    with here.records.look() as look:
        interview, seat = rights.within(look, who, interview_id, Right.RECORD)
        with here.memories.of(look, interview_id) as memory:
            asked = {number: [*memory.asked.get(incident, [])] for number, incident in pinned(interview)}
            viewed, done = [*memory.viewed], [*memory.done]
    hour = hour_of(interview, done)
    marks = sorted(
        (*questions(asked), *happened(done, hour), *own(done, seat), *exposures(here, who, seat, interview_id, hour)),
        key=lambda mark: mark.at,
    )
    return shown(interview, who, seat, hour, marks, viewed, done, milliseconds(here.now()))


def pinned(interview: Interview) -> Iterator[tuple[int, str]]:
    return ((pin.number, pin.incident) for pin in interview.pins if pin.incident)


def shown(
    interview: Interview,
    who: Person,
    seat: Seat,
    hour: Hour,
    marks: list[MarkShown],
    viewed: list[Viewed],
    done: list[Done],
    now: float,
) -> ReplayView:
    scenes = [SceneShown(one.since, one.until, one.page, one.scenario, one.address) for one in scenes_of(viewed)]
    began, ended = span(hour, scenes, marks, now)
    during = [one for one in marks if began <= one.at <= ended]
    moments = [*(one.at for one in during), *(one.since for one in scenes)]
    return ReplayView(
        id=interview.id,
        candidate=as_seen_by(who, seat.role, interview).candidate,
        state=hour.state.value,
        began=began,
        ended=ended,
        phases=[*phases(hour, ended)],
        pauses=[*pauses(hour, ended)],
        scenes=[one for one in scenes if one.until >= began and one.since <= ended],
        marks=during,
        notebooks=[*notebooks(interview, done)],
        quiet=quiet_of(moments, began, ended),
    )


def span(hour: Hour, scenes: list[SceneShown], marks: list[MarkShown], now: float) -> tuple[float, float]:
    """From the first phase to the end; in practice, which has none, from the first to the last of what happened."""
    if hour.past:
        return milliseconds(hour.past[0].since), milliseconds(hour.ended) if hour.ended else now
    moments = [*(one.since for one in scenes), *(one.until for one in scenes), *(one.at for one in marks)]
    return (min(moments), max(moments)) if moments else (now, now)


def phases(hour: Hour, ended: float) -> Iterator[PhaseReplayed]:
    for one in hour.past:
        phase, until = one.phase, milliseconds(one.until) if one.until else ended
        length = phase.length.total_seconds() * 1000
        since = milliseconds(one.since)
        yield PhaseReplayed(phase.no, phase.part.value, phase.title, phase.scenario, since, until, length)


def pauses(hour: Hour, ended: float) -> Iterator[PauseReplayed]:
    for stretches, away in ((hour.pauses, False), (hour.away, True)):
        for one in stretches:
            until = milliseconds(one.until) if one.until else ended
            yield PauseReplayed(milliseconds(one.since), until, one.reason, away)


def questions(asked: dict[int, list[Asked]]) -> Iterator[MarkShown]:
    """The candidate's own: what a page asked of itself is not what somebody did."""
    for number, these in asked.items():
        for one in these:
            if one.cause is Cause.CANDIDATE:
                yield MarkShown(one.time, "question", one.asked, number, one.no)


def happened(done: Iterable[Done], hour: Hour) -> Iterator[MarkShown]:
    """What everybody may know of. Hints that were taken back are not there."""
    done = [*done]
    undone = {one.act.no for one in done if isinstance(one.act, acts.Unhinted)}
    for one in done:
        if one.no not in undone and one.time and (mark := mark_of(one, one.time)):
            yield mark
    for stretch in hour.away:
        yield MarkShown(milliseconds(stretch.since), "left", "Connection lost", None)


def mark_of(one: Done, time: datetime) -> MarkShown | None:
    at, no = milliseconds(time), one.no
    match one.act:
        case acts.Hinted() as act:
            return MarkShown(
                at, "hint", act.text, act.scenario, no, "read aloud" if act.aloud else f"level {act.level}"
            )
        case acts.Revealed() as act:
            return MarkShown(at, "reveal", act.text, act.scenario, no)
        case acts.Recognised(recognised=True) as act:
            return MarkShown(at, "recognised", act.step, act.scenario, no)
        case acts.Mitigated(proposed=True) as act:
            return MarkShown(at, "mitigated", "A first mitigation was proposed", act.scenario, no)
        case acts.Prompted() as act:
            return MarkShown(at, "prompt", act.phrase, None, no)
        case acts.Paused() as act:
            return MarkShown(at, "pause", act.reason, None, no)
        case acts.Resumed():
            return MarkShown(at, "resumed", "Went on", None, no)
        case acts.Returned() as act:
            return MarkShown(at, "returned", f"Connected again after {act.seconds:.0f} s", None, no)
        case acts.Wrote() as act if act.text:
            return MarkShown(at, act.kind, act.text, act.scenario, no)
        case acts.Judged() as act:
            return MarkShown(at, "judged", act.state, act.scenario, no)
        case acts.Pinned() as act:
            return MarkShown(at, "pin", act.title, act.scenario, no, act.line)
    return None


def own(done: Iterable[Done], seat: Seat) -> Iterator[MarkShown]:
    done = [*done]
    for note in notes_of(done, seat.id) if seat.id else ():
        told = ", ".join(note.criteria)
        yield MarkShown(milliseconds(note.time), "note", note.text, note.scenario or None, note.no, told)
    for flag in raised_of(done, seat.id) if seat.id else ():
        yield MarkShown(milliseconds(flag.time), "flag", flag.flag, flag.scenario or None, flag.no, flag.support)


def exposures(here: Office, who: Person, seat: Seat, interview_id: str, hour: Hour) -> Iterator[MarkShown]:
    if not may(who, seat.role, Right.PATH, hour.state):
        return
    for scenario in evidence.of_interview(here, who, interview_id).scenarios:
        for one in scenario.steps:
            if one.exposure:
                told = f"{one.step.id} {one.step.text}"
                yield MarkShown(one.exposure.time, "exposed", told, scenario.pin.number, one.exposure.no)


def notebooks(interview: Interview, done: list[Done]) -> Iterator[NotebookReplayed]:
    for pin in interview.pins:
        book = notebook_of(done, pin.number)
        if book.entries or book.loose:
            yield NotebookReplayed(
                pin.number, f"Scenario {pin.number}", [*map(entry, book.entries)], [*map(pinned_view, book.loose)]
            )


def entry(one: Entry) -> EntryReplayed:
    return EntryReplayed(
        one.id,
        one.place,
        one.kind.value,
        [TextReplayed(milliseconds(text.time), text.text) for text in one.texts],
        [StandingReplayed(milliseconds(judged.time), judged.standing.value) for judged in one.judged],
        [*map(pinned_view, one.pins)],
    )


def pinned_view(one: Kept) -> PinReplayed:
    return PinReplayed(milliseconds(one.time), one.title, one.line, one.address, one.against, one.value)
