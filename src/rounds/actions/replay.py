"""The replay of an interview: the candidate's views, notebook, hints and evidence on one line of time.

Notes and flags are their author's own. Looking at it adds nothing to the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from rounds.actions import eyes, rights
from rounds.actions.blinding import for_eyes
from rounds.actions.cockpit import Desk, Known
from rounds.actions.memories import Memory
from rounds.actions.notebook import names_of
from rounds.actions.office import Office
from rounds.actions.retold import milliseconds
from rounds.incidents.sealed import Sealed
from rounds.interviews import (
    Asked,
    Cause,
    Done,
    Hour,
    Interview,
    Kind,
    Person,
    Pin,
    Seat,
    State,
    Viewed,
    acts,
    process,
    script,
)
from rounds.interviews.notebook import Entry, Kept, notebook_of
from rounds.interviews.notes import notes_of, raised_of
from rounds.interviews.replay import quiet_of, scenes_of
from rounds.interviews.rights import Right, as_seen_by, may
from rounds.kit.errors import NotFound
from rounds.records.work import Work

SHORT = 80  # characters of what was asked for
PHRASES = {one.id: one.text for one in script.PHRASES}
Texts = Mapping[tuple[int, str], str]
Topics = Mapping[tuple[int, int], str]
CONFIRMED = (acts.Recognised, acts.Mitigated)  # by the lead's word
NOBODYS: Mapping[str, str] = {}  # names, where one alone writes in a notebook


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
    """Something that happened. `kind` is question, hint, reveal, exposed, cited, recognised, mitigated, prompt, hypothesis,
    judged, pin, discussed, presented, note, flag, pause, resumed, extended, skipped, left, returned; `no` is its entry in the record.
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
    by: str = ""  # where several write in one notebook


@dataclass(frozen=True, slots=True)
class EntryReplayed:
    """A hypothesis or a note with all that became of it, so that it can be shown as it stood at any moment."""

    id: str
    place: int
    kind: str
    texts: list[TextReplayed]
    judged: list[StandingReplayed]
    pins: list[PinReplayed]
    by: str = ""


@dataclass(frozen=True, slots=True)
class NotebookReplayed:
    scenario: int
    title: str
    entries: list[EntryReplayed]
    loose: list[PinReplayed]


@dataclass(frozen=True, slots=True)
class CarriedReplayed:
    """A value that one tool showed and the candidate looked for in another, within two minutes."""

    at: float
    before: str
    tool: str
    value: str


@dataclass(frozen=True, slots=True)
class FactsReplayed:
    """How the candidate worked on a scenario, in figures: a description, and no score. None where the record does not tell.

    Times are seconds. `thrash` is switches a minute after less than five seconds in a tool without a question;
    `specificity` the share of queries with a filter, `redundancy` that of repeated ones; `before_queries` hypotheses
    that were written before a query they are pinned to. `reached` and `steps` are for who may know the path.
    """

    scenario: int
    title: str
    worked: float
    first_tools: tuple[str, ...]
    symptom_dwell: float | None
    first_query: float | None
    queries: int
    specificity: float | None
    redundancy: float | None
    thrash: float
    thrash_at_worst: float
    carried: list[CarriedReplayed]
    hypotheses: int
    before_queries: int
    pins: int
    reached: int | None
    steps: int | None


@dataclass(frozen=True, slots=True)
class ReplayView:
    """The whole, oldest first. Times are milliseconds since 1970. `quiet` are stretches in which nothing new happened.

    `described` is whether `facts` are told: who has other conditions than the rest is not described so.
    """

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
    presented: list[tuple[float, float]]  # from and to that the lead's view covered the candidate's
    described: bool
    facts: list[FactsReplayed]
    may_note: bool = False  # on its seconds, for oneself


def of_interview(here: Office, who: Person, interview_id: str, member: str = "") -> ReplayView:
    """In a drill the screen of one of its members, by their seat: one's own, where none is named.

    Raises:
        NotFound, Forbidden: as `rights.interview`, or it has no such seat.
    """
    with here.records.look() as look:
        interview, seat = rights.within(look, who, interview_id, Right.RECORD)
        with recorded(here, look, interview, member or (seat.id if interview.kind is Kind.DRILL else "")) as memory:
            desk = Desk(here, interview, memory)
            begun = [pin for pin in interview.pins if desk.span(pin.number)]
            known = {pin.number: desk.known(pin) for pin in begun}
            asked = {pin.number: [*desk.asked(pin)] for pin in begun}
            viewed, done, names = [*memory.viewed], [*memory.done], names_of(look, interview)
            sees = eyes.of(who, seat, eyes.cards_in(look, interview, done, desk.hour.lead))
            knows = may(who, seat.role, Right.PATH, desk.hour.state)
            facts = [*described(desk, begun, known, path=knows, confirmed=sees.confirmed)]
    hour = desk.hour
    path = {pin.number: desk.sealed(pin) for pin in begun if knows}
    talked = discussed(done, topics(path), "" if sees.marks else seat.id) if knows else ()
    told = [one for one in done if sees.confirmed or not isinstance(one.act, CONFIRMED)]
    marks = sorted(
        (*questions(asked, desk), *happened(told, hour, texts(path)), *talked, *own(done, seat), *reached(path, known)),
        key=lambda mark: mark.at,
    )
    view = shown(interview, who, seat, desk, marks, viewed, done, facts, names)
    notes = (
        hour.state is State.ENDED and interview.kind is not Kind.DRILL and may(who, seat.role, Right.NOTE, hour.state)
    )
    return replace(for_eyes(who, seat, interview, done, view), may_note=notes)


@contextmanager
def recorded(here: Office, look: Work, interview: Interview, member: str) -> Iterator[Memory]:
    """What an interview's record says, or what it says of one of several who sit in it."""
    if not member:
        with here.memories.of(look, interview.id) as memory:
            yield memory
        return
    if all(one.id != member or one.role.is_staff for one in look.seats_of(interview.id)):
        raise NotFound("there is no such seat")
    alone = Memory()
    for entry in look.record(interview.id):
        alone.add(entry, {member})
    yield alone


def shown(
    interview: Interview,
    who: Person,
    seat: Seat,
    desk: Desk,
    marks: list[MarkShown],
    viewed: list[Viewed],
    done: list[Done],
    facts: list[FactsReplayed],
    names: Mapping[str, str] = NOBODYS,
) -> ReplayView:
    hour = desk.hour
    scenes = [SceneShown(one.since, one.until, one.page, one.scenario, one.address) for one in scenes_of(viewed)]
    began, ended = span(hour, scenes, marks, milliseconds(desk.now))
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
        scenes=[
            replace(one, since=max(one.since, began)) for one in scenes if one.until > began and one.since <= ended
        ],
        marks=during,
        notebooks=[*notebooks(interview, done, names)],
        quiet=quiet_of(moments, began, ended),
        presented=[*presented(done, ended)],
        described=desk.is_described,
        facts=facts,
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


def questions(asked: Mapping[int, list[Asked]], desk: Desk) -> Iterator[MarkShown]:
    """The candidate's own: what a page asked of itself, or the lead presented, is not what somebody did. Two scenarios
    of one incident have each what was asked while it was worked on.
    """
    spans = {number: desk.span(number) or (0.0, 0.0) for number in asked}
    for number, these in asked.items():
        alone = sum(pin.incident == desk.interview.pin(number).incident for pin in desk.interview.pins) == 1
        for one in these:
            during = alone or spans[number][0] <= one.time <= spans[number][1]
            if one.cause is Cause.CANDIDATE and during:
                yield MarkShown(one.time, "question", one.asked, number, one.no, asked_for(one))


def asked_for(one: Asked) -> str:
    """What of a question tells most, in short."""
    told = (one.question.get(name) for name in ("query", "expression", "trace_id", "find", "service", "statement"))
    found = next((str(value) for value in told if value), "")
    return found if len(found) <= SHORT else f"{found[: SHORT - 1]}…"


def presented(done: Iterable[Done], ended: float) -> Iterator[tuple[float, float]]:
    """Until the lead took it off again, or the next phase did."""
    since: float | None = None
    for one in done:
        match one.act:
            case acts.Presented(on=True) if one.time:
                since = milliseconds(one.time) if since is None else since
            case acts.Presented() | acts.Begun() | acts.Ended() | acts.Aborted() if since is not None and one.time:
                yield since, milliseconds(one.time)
                since = None
    if since is not None:
        yield since, ended


def texts(path: Mapping[int, Sealed | None]) -> Texts:
    """What steps are about, by scenario and step, for who may know the path."""
    return {(number, step.id): step.text for number, sealed in path.items() if sealed for step in sealed.steps}


def topics(path: Mapping[int, Sealed | None]) -> Topics:
    """The questions of each discussion, and of the wrap-up, by scenario and place."""
    found = {
        (number, no): one.text for number, sealed in path.items() if sealed for no, one in enumerate(sealed.discussion)
    }
    return found | {(script.WRAP_UP, no): text for no, text in enumerate(script.QUESTIONS)}


def discussed(done: Iterable[Done], topics: Topics, by: str = "") -> Iterator[MarkShown]:
    """Each question when it was asked, with the quick mark it has by now; one that was taken back was never there. With
    a seat only the marks that it gave.
    """
    asked: dict[tuple[int, int], Done] = {}
    marks: dict[tuple[int, int], int | None] = {}
    for one in done:
        match one.act:
            case acts.Discussed(scenario, topic, asked=True, mark=mark):
                asked.setdefault((scenario, topic), one)
                marks[scenario, topic] = mark if by in ("", one.seat) else None
            case acts.Discussed(scenario, topic):
                asked.pop((scenario, topic), None)
    for place, one in asked.items():
        if one.time and place in topics:
            told = "" if marks[place] is None else f"mark {marks[place]} of 3"
            yield MarkShown(milliseconds(one.time), "discussed", topics[place], place[0] or None, one.no, told)


def happened(done: Iterable[Done], hour: Hour, steps: Texts) -> Iterator[MarkShown]:
    """What everybody may know of. Hints that were taken back are not there."""
    done = [*done]
    undone = {one.act.no for one in done if isinstance(one.act, acts.Unhinted)}
    for one in done:
        if one.no not in undone and one.time and (mark := mark_of(one, one.time, steps)):
            yield mark
    for stretch in hour.away:
        yield MarkShown(milliseconds(stretch.since), "left", "", None)


def mark_of(one: Done, time: datetime, steps: Texts) -> MarkShown | None:
    at, no = milliseconds(time), one.no
    match one.act:
        case acts.Hinted() as act:
            return MarkShown(
                at, "hint", act.text, act.scenario, no, "read aloud" if act.aloud else f"level {act.level}"
            )
        case acts.Revealed() as act:
            return MarkShown(at, "reveal", act.text, act.scenario, no)
        case acts.Recognised(recognised=True) as act:
            return MarkShown(at, "recognised", steps.get((act.scenario, act.step), act.step), act.scenario, no)
        case acts.Mitigated(proposed=True) as act:
            return MarkShown(at, "mitigated", "A first mitigation was proposed", act.scenario, no)
        case acts.Prompted() as act:
            return MarkShown(at, "prompt", PHRASES.get(act.phrase, act.phrase), None, no)
        case acts.Presented(on=True):
            return MarkShown(at, "presented", "a view of the interviewer's", None, no)
        case acts.Paused() as act:
            return MarkShown(at, "pause", act.reason, None, no)
        case acts.Resumed():
            return MarkShown(at, "resumed", "", None, no)
        case acts.Extended() as act:
            return MarkShown(at, "extended", f"by {act.minutes:g} min", None, no)
        case acts.Skipped() as act:
            return MarkShown(at, "skipped", f"Scenario {act.scenario}: {act.reason}", None, no)
        case acts.Returned() as act:
            return MarkShown(at, "returned", f"after {act.seconds:.0f} s", None, no)
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


def reached(path: Mapping[int, Sealed | None], known: Mapping[int, Known]) -> Iterator[MarkShown]:
    """When a step of the expected path was on the screen, and when it was cited."""
    for number, sealed in path.items():
        for step in sealed.steps if sealed else ():
            exposed, cited = known[number].exposed.get(step.id), known[number].cited.get(step.id)
            if exposed:
                told = "" if exposed.seconds is None else f"for {exposed.seconds:.0f} s"
                yield MarkShown(exposed.time, "exposed", step.text, number, exposed.no, exposed.note or told)
            if cited:
                yield MarkShown(cited.time, "cited", step.text, number, cited.no, f"by a {cited.by}")


def described(
    desk: Desk, begun: Iterable[Pin], known: Mapping[int, Known], *, path: bool, confirmed: bool
) -> Iterator[FactsReplayed]:
    """Of what was begun; a scenario that was left out counts for nothing, here too. `confirmed` is whether they may know
    what the lead's hand alone says was reached.
    """
    if not desk.is_described:
        return
    titles = {one.pin.number: one.title for one in desk.shown()}
    for pin in begun:
        if pin.number in desk.hour.skipped:
            continue
        kept = process.kept_of(notebook_of(desk.memory.done, pin.number), desk.asked(pin))
        touched = {
            step
            for step, one in desk.reached(pin).items()
            if one.exposed or one.cited or (one.recognised and confirmed)
        }
        yield facts_of(desk, pin, titles[pin.number], known[pin.number], kept, touched if path else None)


def facts_of(
    desk: Desk, pin: Pin, title: str, known: Known, kept: process.Kept, touched: set[str] | None
) -> FactsReplayed:
    """`touched` are the steps that were reached, or None for who may not know the path."""
    facts, sealed = known.facts, None if touched is None else desk.sealed(pin)
    needed = [step.id for step in sealed.steps if not step.bonus] if sealed else None
    return FactsReplayed(
        scenario=pin.number,
        title=title,
        worked=desk.hour.worked(pin.number, desk.now).total_seconds(),
        first_tools=facts.first_tools,
        symptom_dwell=facts.symptom_dwell,
        first_query=facts.first_query,
        queries=facts.queries,
        specificity=facts.specificity,
        redundancy=facts.redundancy,
        thrash=facts.thrash,
        thrash_at_worst=facts.thrash_at_worst,
        carried=[CarriedReplayed(one.time, one.before, one.tool, one.value) for one in facts.pivots],
        hypotheses=kept.hypotheses,
        before_queries=kept.before_queries,
        pins=kept.pins,
        reached=None if needed is None else sum(step in (touched or ()) for step in needed),
        steps=None if needed is None else len(needed),
    )


def notebooks(interview: Interview, done: list[Done], names: Mapping[str, str]) -> Iterator[NotebookReplayed]:
    for pin in interview.pins:
        book = notebook_of(done, pin.number)
        if book.entries or book.loose:
            yield NotebookReplayed(
                pin.number,
                f"Scenario {pin.number}",
                [entry(one, names) for one in book.entries],
                [pinned_view(one, names) for one in book.loose],
            )


def entry(one: Entry, names: Mapping[str, str]) -> EntryReplayed:
    return EntryReplayed(
        one.id,
        one.place,
        one.kind.value,
        [TextReplayed(milliseconds(text.time), text.text) for text in one.texts],
        [StandingReplayed(milliseconds(judged.time), judged.standing.value) for judged in one.judged],
        [pinned_view(pin, names) for pin in one.pins],
        names.get(one.seat, ""),
    )


def pinned_view(one: Kept, names: Mapping[str, str]) -> PinReplayed:
    return PinReplayed(
        milliseconds(one.time), one.title, one.line, one.address, one.against, one.value, names.get(one.seat, "")
    )
