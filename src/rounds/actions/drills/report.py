"""A drill that has ended beside what is expected of its scenarios: the path, hints, where the time went, dead ends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from rounds.actions import proofs, solutions
from rounds.actions.cockpit import moment
from rounds.actions.drills import drilling, facts
from rounds.actions.drills.dead_ends import Followed, followed
from rounds.actions.drills.shown import (
    Allowed,
    Compared,
    DeadEnd,
    FactTold,
    HintTaken,
    HypothesisTold,
    MarkTold,
    QuietTold,
    ReachedBy,
    RunOfScenario,
    Spent,
    StayTold,
    StepCompared,
)
from rounds.actions.drills.sides import Drill, Side, Together, run, scored, told
from rounds.actions.office import Office
from rounds.actions.retold import milliseconds
from rounds.actions.solutions import ProofShown
from rounds.incidents.sealed import Sealed
from rounds.interviews import Asked, Cause, Done, Hour, Interview, Moments, Pin, Seat, State, Step, acts, ladder
from rounds.interviews.notebook import EntryKind, notebook_of
from rounds.interviews.plan import MINUTE
from rounds.interviews.replay import QUIET
from rounds.interviews.scorecard import Score, Solution
from rounds.interviews.verdict import QUICK, ceiling
from rounds.records.work import Work

SECOND = timedelta(seconds=1)


def standing_of(
    here: Office, look: Work, found: Interview, hour: Hour, done: Sequence[Done], mine: Seat
) -> list[RunOfScenario]:
    """As far as it may be told: of what has not ended no steps."""
    titles = titles_of(here, found)
    if hour.state is not State.ENDED:
        return [
            RunOfScenario(pin.number, pin.scenario, titles[pin.number], pin.version, pin.seed, length=length)
            for pin in found.pins
            if (length := ms(next(one.length for one in hour.phases if one.scenario == pin.number))) is not None
        ]
    own = drilling.scores_of(done, mine.id)
    return [scored(one, own) for one in runs_of(here, look, found, hour)]


def titles_of(here: Office, found: Interview) -> dict[int, str]:
    known = {one.name: one.title for one in here.library.offered()}
    return {pin.number: known.get(pin.scenario, pin.scenario) for pin in found.pins}


def runs_of(here: Office, look: Work, found: Interview, hour: Hour) -> list[RunOfScenario]:
    titles = titles_of(here, found)

    def made() -> list[RunOfScenario]:
        drill = told(here, look, found)
        return [run(drill, pin, titles[pin.number]) for pin in found.pins]

    return here.remembered.of(f"runs {found.id}", made_from(here, look, found, hour), made)


def made_from(here: Office, look: Work, found: Interview, hour: Hour) -> object:
    """Browsers tell of the last moments for a while after the end; from then on it is the same for ever."""
    settled = hour.ended is None or here.now() - hour.ended > facts.SETTLES
    return look.drills.length(found.id), settled


def compared(here: Office, look: Work, drill_id: str, seat: Seat) -> list[Compared]:
    """Of the scenarios that were begun, for a member of an ended drill."""
    found, hour, done = look.interview(drill_id), look.hour(drill_id), look.done(drill_id)

    def made() -> list[Compared]:
        drill = told(here, look, found)
        titles = titles_of(here, found)
        return [
            one for pin in found.pins if (one := Comparing(here, drill, pin, titles[pin.number]).whole()) is not None
        ]

    own = drilling.scores_of(done, seat.id)
    whole = here.remembered.of(f"compared {drill_id}", made_from(here, look, found, hour), made)
    return [replaced(one, own) for one in whole]


def replaced(one: Compared, own: Mapping[int, acts.Scored]) -> Compared:
    return replace(one, run=scored(one.run, own))


class Comparing:
    """One scenario of a drill."""

    def __init__(self, here: Office, drill: Drill, pin: Pin, title: str) -> None:
        self.here = here
        self.drill = drill
        self.pin = pin
        self.title = title
        self.desk = drill.whole
        self.notebook = notebook_of(drill.done, pin.number)

    def whole(self) -> Compared | None:
        """None of what was not begun, or whose scenario is not here any more."""
        found, sealed = self.drill.scenarios.get(self.pin.number), self.desk.sealed(self.pin)
        if found is None or sealed is None:
            return None
        line = [*self.line()]
        marks = sorted(self.marks(found, sealed), key=lambda one: one.at)
        return Compared(
            run=run(self.drill, self.pin, self.title),
            incident=self.pin.incident,
            quick=QUICK * 1000.0,
            steps=self.steps(found, sealed),
            hints=[*self.hints(found, sealed)],
            allowed=allowed(found, self.pin.number),
            described=self.desk.is_described,
            facts=[*self.facts()],
            line=line,
            marks=marks,
            tools=spent(line),
            quiet=self.quiet(marks),
            dead_ends=[*self.dead_ends(sealed)],
            hypotheses=[*self.hypotheses()],
            cause=sealed.solution.cause,
            solution=solutions.of_pin(self.here, self.pin),
        )

    def at(self, time: float) -> float:
        """How far into the work a moment was."""
        return self.desk.at(moment(time), self.pin.number) or 0.0

    def moments(self) -> Moments | None:
        public = self.here.library.public(self.pin.incident)
        kept = self.here.library.sealeds.get(self.pin.incident)
        if public is None or kept is None:
            return None
        return Moments(*map(milliseconds, (public.began, kept.onset, public.now)))

    # The path

    def steps(self, found: Together, sealed: Sealed) -> list[StepCompared]:
        shown_by = self.shown_by(sealed)
        pace = {hint.target: ms(hint.minute * MINUTE) for hint in reversed(sealed.hints)}
        return [self.step(one, found, shown_by.get(one.id, []), pace.get(one.id)) for one in sealed.steps]

    def shown_by(self, sealed: Sealed) -> dict[str, list[ProofShown]]:
        moments = self.moments()
        if moments is None:
            return {}
        return self.here.remembered.of(
            f"proofs {self.pin.incident}", "", lambda: proofs.showing(self.here, self.pin, sealed, moments)
        )

    def step(self, step: Step, found: Together, shown_by: list[ProofShown], expected: float | None) -> StepCompared:
        exposed, cited = found.exposed.get(step.id), found.cited.get(step.id)
        seen = None
        if exposed:
            one, side = exposed
            by = self.drill.name_of(side.seat.id)
            seen = ReachedBy(one.time, self.at(one.time), by, self.page(side, one.time), one.note)
        written = None
        if cited:
            by = self.drill.by(cited.no)
            place = f"pin {cited.place}" if cited.by == "pin" else f"entry {cited.place}"
            pins = {pin.id: pin.address for pin in self.notebook.pins}
            address = self.of_incident(pins.get(cited.id, "")) if cited.by == "pin" else ""
            written = ReachedBy(cited.time, self.at(cited.time), by, address, place)
        return StepCompared(step.id, step.text, step.bonus, step.stated, expected, seen, written, shown_by)

    def page(self, side: Side, time: float) -> str:
        return self.of_incident(side.desk.address(time, self.pin.number))

    def of_incident(self, address: str) -> str:
        """The incident's page of a candidate's address."""
        own = f"/interview/{self.pin.number}"
        rest = address.removeprefix(own) if address.startswith(own) else None
        return f"/staff/incidents/{self.pin.incident}{rest}" if rest else ""

    def hints(self, found: Together, sealed: Sealed) -> Iterator[HintTaken]:
        for one in found.given:
            minute = sealed.hints[one.hint].minute if one.hint < len(sealed.hints) else 0
            yield HintTaken(
                place=one.hint,
                level=one.level,
                text=one.text,
                minute=ms(minute * MINUTE),
                at=self.at(milliseconds(one.time)),
                by=self.drill.by(one.no),
                early=bool(one.reason),
                moot=one.moot,
                load=ladder.load([one]),
            )

    # Where the time went

    def facts(self) -> Iterator[FactTold]:
        for side in self.drill.sides:
            mine = [one for one in self.drill.done if one.seat == side.seat.id] if self.drill.is_team else None
            done = self.drill.done if mine is None else mine
            yield from facts.told(side, self.pin, notebook_of(done, self.pin.number), self.drill.is_team)

    def line(self) -> Iterator[StayTold]:
        for side in self.drill.sides:
            by = self.drill.name_of(side.seat.id)
            for one in side.desk.known(self.pin).facts.stays:
                yield StayTold(one.tool, self.at(one.start), self.at(one.end), by)

    def marks(self, found: Together, sealed: Sealed) -> Iterator[MarkTold]:
        names = self.drill.name_of
        for one in self.drill.done:
            if one.time and (mark := mark_of(one, self.pin.number)):
                kind, text = mark
                yield MarkTold(self.at(milliseconds(one.time)), kind, text, names(one.seat))
        texts = {step.id: step.text for step in sealed.steps}
        for step, (exposed, side) in found.exposed.items():
            yield MarkTold(self.at(exposed.time), "exposed", texts.get(step, step), names(side.seat.id))
        for step, cited in found.cited.items():
            yield MarkTold(self.at(cited.time), "cited", texts.get(step, step), self.drill.by(cited.no))

    def quiet(self, marks: Sequence[MarkTold]) -> QuietTold | None:
        """The longest stretch without a question that was not asked before, a step, a hint or a word."""
        span = self.desk.span(self.pin.number)
        if span is None:
            return None
        news = [self.at(one.time) for one in new_questions(self.desk.asked(self.pin), span)]
        ends = sorted({0.0, *news, *(one.at for one in marks), self.at(span[1])})
        longest = max(pairwise(ends), key=lambda pair: pair[1] - pair[0], default=(0.0, 0.0))
        return QuietTold(*longest) if longest[1] - longest[0] >= QUIET else None

    def dead_ends(self, sealed: Sealed) -> Iterator[DeadEnd]:
        span = self.desk.span(self.pin.number)
        if span is None:
            return
        asked = [one for one in self.desk.asked(self.pin) if span[0] <= one.time <= span[1]]
        for one in followed(sealed, self.notebook.entries, asked, span[1]):
            yield self.dead_end(one)

    def dead_end(self, one: Followed) -> DeadEnd:
        moments = self.moments()
        proven = [solutions.proof_shown(self.pin, proof, moments) for proof in one.herring.proofs] if moments else []
        how = f"“{one.entry}”" if one.entry else f"{one.questions} questions about it, one after another"
        return DeadEnd(
            looks_like=one.herring.looks_like,
            refuted_by=one.herring.refuted_by,
            followed=how,
            by=self.drill.by(one.no) if one.entry else self.asker(one.no),
            since=self.at(one.since),
            until=self.at(one.until),
            refuted=None if one.given_up is None else self.at(one.given_up),
            shown_by=proven,
        )

    def asker(self, no: int) -> str:
        """Whose question that entry of the record is."""
        for side in self.drill.sides:
            if any(one.no == no for one in side.desk.asked(self.pin)):
                return self.drill.name_of(side.seat.id)
        return ""

    def hypotheses(self) -> Iterator[HypothesisTold]:
        for one in self.notebook.entries:
            if one.kind is EntryKind.HYPOTHESIS:
                judged = self.at(milliseconds(one.judged[-1].time)) if one.judged else None
                written = self.at(milliseconds(one.written))
                by = self.drill.by(one.texts[0].no)
                yield HypothesisTold(one.text, by, written, one.standing.value, judged, len(one.pins))


def mark_of(one: Done, number: int) -> tuple[str, str] | None:
    match one.act:
        case acts.Wrote() as act if act.scenario == number and act.text:
            return act.kind, act.text
        case acts.Judged() as act if act.scenario == number:
            return "judged", act.state
        case acts.Pinned() as act if act.scenario == number:
            return "pin", act.title
        case acts.Hinted() as act if act.scenario == number:
            return "hint", act.text
    return None


def spent(line: Iterable[StayTold]) -> list[Spent]:
    """By tool, the longest first."""
    times: Counter[str] = Counter()
    for one in line:
        times[one.tool] += round(one.until - one.since)
    return [Spent(tool, float(time)) for tool, time in times.most_common()]


def new_questions(asked: Iterable[Asked], span: tuple[float, float]) -> Iterator[Asked]:
    known: set[str] = set()
    for one in asked:
        named = f"{one.asked} {sorted(map(str, one.question.items()))}"
        if one.cause is Cause.CANDIDATE and span[0] <= one.time <= span[1] and named not in known:
            known.add(named)
            yield one


def allowed(found: Together, number: int) -> Allowed:
    """Were the cause understood, with a whole solution."""
    most = ceiling(found.given, Score(number, cause=0.0, solution=Solution.COMPREHENSIVE))
    return Allowed(most.hints, most.why)


def ms(length: timedelta) -> float:
    return length / timedelta(milliseconds=1)
