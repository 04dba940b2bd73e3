"""The cockpit: everything an interviewer sees while an interview runs, as one whole for their seat.

Sealed words (path, hints, questions) are in it, so it is for those who may follow. Notes and flags are their author's.

"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar, cast

from rounds.actions import eyes, rights, tutorial
from rounds.actions.cockpit_shown import (
    CandidateShown,
    ClockShown,
    CockpitView,
    EntryShown,
    GivenShown,
    LineShown,
    NoteShown,
    OtherShown,
    PauseShown,
    PhaseShown,
    PhraseShown,
    RaisedShown,
    ReachedShown,
    RequestShown,
    RungShown,
    ScenarioDesk,
    StayShown,
    StepShown,
    SuggestedShown,
    TopicShown,
    WatchShown,
    YouShown,
)
from rounds.actions.memories import Memory
from rounds.actions.office import Office
from rounds.actions.retold import milliseconds
from rounds.actions.seen import page_of
from rounds.actions.showing import Shown as ScenarioShown
from rounds.actions.showing import scenarios as scenarios_shown
from rounds.incidents.sealed import Sealed, Topic
from rounds.interviews import (
    Accommodations,
    Asked,
    Cause,
    Evidence,
    Exposure,
    Hour,
    Interview,
    Moments,
    Part,
    Person,
    Pin,
    Rule,
    Seat,
    State,
    Step,
    Viewed,
    acts,
    discussion,
    flags,
    gates,
    hour_of,
    ladder,
    process,
    script,
)
from rounds.interviews.attested import Read, by, read_of
from rounds.interviews.citing import Citation, Citing
from rounds.interviews.delivered import requests_of
from rounds.interviews.flags import FLAGS
from rounds.interviews.hour import NONE
from rounds.interviews.ladder import Given, Reach, Rung
from rounds.interviews.notebook import Entry as NotebookEntry
from rounds.interviews.notebook import Notebook, notebook_of
from rounds.interviews.notes import dismissed_of, notes_of, raised_of
from rounds.interviews.patterns import matches
from rounds.interviews.recognised import recognised_of
from rounds.interviews.rights import Right, as_seen_by, may
from rounds.interviews.screens import clocks

SETTLED = 5_000.0  # milliseconds after which evidence is looked at again, as silence may tell something
DESCRIBED = 10_000.0  # milliseconds after which how somebody works is looked at again
REPORTED = timedelta(minutes=1)  # after its end, when all that a browser has to tell of a scenario has come
Made = TypeVar("Made")
NOTEBOOK = (acts.Wrote, acts.Judged, acts.Pinned, acts.Unpinned)
LATE = timedelta(seconds=20)  # after its end that a view may yet be reported


def cockpit_of(here: Office, who: Person, interview_id: str) -> CockpitView:
    """
    Raises:
        NotFound: there is no such interview for them. Forbidden: they may not follow it.
    """
    with here.records.look() as look:
        interview, seat = rights.within(look, who, interview_id, Right.FOLLOW)
        seats = look.seats_of(interview_id)
        with here.memories.of(look, interview_id) as memory:
            return Desk(here, interview, memory).whole(who, seat, seats)


@dataclass(frozen=True, slots=True)
class Known:
    """What the record shows of a scenario: which steps were reached, and how the candidate worked."""

    exposed: Mapping[str, Exposure]
    cited: Mapping[str, Citation]
    facts: process.Facts


class Desk:
    """An interview at this moment, as its record tells it."""

    def __init__(self, here: Office, interview: Interview, memory: Memory) -> None:
        self.here = here
        self.interview = interview
        self.memory = memory
        self.now = here.now()
        self.hour: Hour = hour_of(interview, memory.done)

    def whole(self, who: Person, seat: Seat, seats: Iterable[Seat]) -> CockpitView:
        interview, hour = as_seen_by(who, seat.role, self.interview), self.hour
        sealed = {pin.number: self.sealed(pin) for pin in interview.pins}
        read = read_of(self.memory.done, interview)
        cards = gates.cards_of(self.memory.done, eyes.today(seats, hour.lead))
        marks = "" if eyes.of(who, seat, cards).marks else seat.id
        return CockpitView(
            id=interview.id,
            kind=interview.kind.value,
            state=hour.state.value,
            now=milliseconds(self.now),
            candidate_name=interview.candidate,
            position=interview.position,
            level=interview.level.value,
            zone=interview.zone,
            starts=milliseconds(interview.starts) if interview.starts else None,
            call=interview.call,
            described=self.is_described,
            you=you(who, seat, hour.state, read),
            clock=self.clock(),
            pause=self.pause(),
            phases=[*self.phases()],
            script=self.script({number: one.start for number, one in sealed.items() if one}),
            prompts=self.prompts(),
            scenario=hour.scenario,
            scenarios=[self.scenario(one, sealed[one.pin.number], seat, marks) for one in self.shown()],
            wrap_up=self.wrap_up(marks),
            notes=self.notes(seat),
            flags=self.flags(seat),
            catalogue=FLAGS,
            candidate=self.candidate(),
            others=[*others(seats, seat, hour.lead, read)],
            sharing=hour.sharing,
            presenting=hour.presenting,
            tutorial=self.tutorial(),
        )

    # The clock

    def clock(self) -> ClockShown:
        hour, last = self.hour, self.hour.now_in
        keeps, wrap_up = self.carried()
        return ClockShown(
            phase=last.phase.no if last else None,
            elapsed=ms(hour.elapsed(self.now)),
            length=ms(last.phase.length) if last else 0.0,
            running=hour.state is State.LIVE and last is not None,
            drift=ms(hour.drift(self.now)),
            wrap_up_keeps=ms(keeps),
            wrap_up=ms(wrap_up),
        )

    def carried(self) -> tuple[timedelta, timedelta]:
        """What is behind the plan is taken from the wrap-up, and what is ahead of it is added there."""
        wrap_up = next((one for one in self.hour.phases if one.part is Part.WRAP_UP), None)
        if wrap_up is None:
            return NONE, NONE
        return self.hour.allotted(wrap_up, self.now), self.hour.minutes(wrap_up)

    def phases(self) -> Iterable[PhaseShown]:
        """What is to come begins when what is before it has had its time. Of an interview that did not take place nothing
        was left out.
        """
        hour = self.hour
        over = hour.state.is_over and bool(hour.past)
        ahead = self.now + max(NONE, hour.left(self.now)) if hour.past else self.interview.starts
        for phase in hour.phases:
            visits, state = hour.visits(phase.no), hour.standing(phase)
            coming, length = state == "coming" and not hour.state.is_over, hour.allotted(phase, self.now)
            at = visits[0].since if visits else ahead if coming else None
            if coming and ahead:
                ahead += length
            yield PhaseShown(
                no=phase.no,
                part=phase.part.value,
                title=phase.title,
                scenario=phase.scenario,
                length=ms(length),
                spent=ms(hour.spent_in(phase.no, self.now)),
                at=milliseconds(at) if at else None,
                state="skipped" if state == "coming" and over else state,
            )

    def pause(self) -> PauseShown | None:
        last = self.hour.pauses[-1] if self.hour.pauses and self.hour.state is State.PAUSED else None
        return PauseShown(milliseconds(last.since), last.reason) if last else None

    def at(self, moment: datetime, scenario: int | None = None) -> float | None:
        """How far into a scenario's phases a moment was, or into its own phase where it is about none."""
        past = [one for one in self.hour.past if one.since <= moment and not one.void]
        mine = [one for one in past if one.phase.scenario == scenario] if scenario else past[-1:]
        until = [replace(one, until=min(one.until or moment, moment)) for one in mine]
        return sum(ms(self.hour.spent(one, moment)) for one in until) if until else None

    # What is said

    def script(self, starts: Mapping[int, str]) -> list[LineShown]:
        said = script.said_of(self.memory.done)
        lines = script.script(self.interview.plan, starts)
        return [LineShown(one.id, one.phase, one.manner.value, one.text, one.id in said, one.topic) for one in lines]

    def prompts(self) -> list[PhraseShown]:
        counts = script.prompted_of(self.memory.done)
        return [PhraseShown(one.id, one.text, counts[one.id]) for one in script.PHRASES]

    def wrap_up(self, marks: str = "") -> list[TopicShown]:
        asked = discussion.discussed_of(self.memory.done, script.WRAP_UP)
        questions = zip(script.QUESTIONS, script.QUESTION_TAGS, strict=True)
        topics = [Topic(text, tags, core=True) for text, tags in questions]
        return [topic_shown(place, topic, asked, marks) for place, topic in enumerate(topics)]

    # A scenario

    def shown(self) -> list[ScenarioShown]:
        return scenarios_shown(self.here, self.interview)

    def sealed(self, pin: Pin) -> Sealed | None:
        kept = self.here.library.sealeds.get(pin.incident) if pin.incident else None
        return kept.sealed if kept else None

    def scenario(self, shown: ScenarioShown, sealed: Sealed | None, seat: Seat, marks: str = "") -> ScenarioDesk:
        pin, hour = shown.pin, self.hour
        known, notebook = self.known(pin), notebook_of(self.memory.done, pin.number)
        reached = self.reached(pin)
        work, given = self.work(pin), self.given(pin, sealed, reached)
        rungs = ladder.ladder(sealed.hints, reached, given, work) if sealed else []
        began = self.span(pin.number)
        return ScenarioDesk(
            number=pin.number,
            title=shown.title,
            incident=pin.incident,
            state=self.state_of_scenario(pin.number),
            began=began[0] if began else None,
            worked=ms(hour.worked(pin.number, self.now)),
            length=ms(work.length),
            steps=[self.step(one, pin, known, reached) for one in sealed.steps] if sealed else [],
            hints=[self.rung(one, pin.number) for one in rungs],
            load=ladder.load(given),
            may_reveal=bool(rungs) and ladder.may_reveal(rungs, work.part),
            revealed=self.last_time(acts.Revealed, pin.number),
            mitigated=self.mitigated(pin.number),
            topics=self.topics(pin.number, sealed, marks),
            watch=self.watch(known.facts, began is not None),
            tools=[self.stay(one, pin.number, began) for one in known.facts.stays] if began else [],
            queries=known.facts.queries,
            pins=len(notebook.pins),
            notebook=[self.entry(one, pin.number) for one in notebook.entries],
            suggested=self.suggested(pin, sealed, known, notebook, reached, seat),
        )

    def stay(self, one: process.Stay, number: int, span: tuple[float, float]) -> StayShown:
        start, end = self.at(moment(one.start), number), self.at(moment(one.end), number)
        first, last = one.start - span[0], one.end - span[0]  # in practice, where no clock runs
        return StayShown(one.tool, first if start is None else start, last if end is None else end)

    def state_of_scenario(self, number: int) -> str:
        now_in = self.hour.now_in
        if now_in and now_in.phase.scenario == number:
            return now_in.phase.part.value
        if number in self.hour.skipped:
            return "skipped"
        if self.hour.state.is_over and not self.hour.past:  # it did not take place
            return "waiting"
        return "over" if self.hour.is_closed(number) else "waiting"

    def span(self, number: int) -> tuple[float, float] | None:
        """From and to of its work. In practice nobody begins anything: there it is from the first entry on."""
        worked = self.hour.works(number)
        if worked:
            return milliseconds(worked[0].since), milliseconds(worked[-1].until or self.hour.ended or self.now)
        if self.hour.practice and (asked := self.asked(self.interview.pin(number))):
            return asked[0].time, milliseconds(self.now)
        return None

    def asked(self, pin: Pin) -> list[Asked]:
        return self.memory.asked.get(pin.incident, []) if pin.incident else []

    def known(self, pin: Pin) -> Known:
        """Each part is made anew when something was added to what it is made from. What time alone may change, and
        what a browser has yet to report, is looked at every few seconds, until a while after the scenario's end.
        """
        facts = self.once(f"facts {pin.number}", (pin.incident, self.beat(pin, DESCRIBED)), lambda: self.facts(pin))
        library = self.here.library
        public = library.public(pin.incident) if pin.incident else None
        kept = library.sealeds.get(pin.incident) if pin.incident else None
        if public is None or kept is None or not self.asked(pin):
            return Known({}, {}, facts)
        moments = Moments(*map(milliseconds, (public.began, kept.onset, public.now)))
        steps, answers = kept.sealed.steps, self.answers(pin, kept.sealed.steps, moments)
        seen = Evidence(answers, self.memory.viewed, moments, scenario=pin.number, until=milliseconds(self.now))
        looked = (pin.incident, len(answers), self.beat(pin, SETTLED))
        exposed = self.once(f"exposed {pin.number}", looked, lambda: seen.exposures(steps))
        written = sum(isinstance(one.act, NOTEBOOK) for one in self.memory.done)
        told = (pin.incident, written, tuple((one.step, one.time) for one in exposed))
        whole = replace(seen, asked=self.asked(pin))
        notebook = notebook_of(self.memory.done, pin.number)
        citing = Citing(whole, notebook, page_of, public.public.words)
        cited = self.once(f"cited {pin.number}", told, lambda: citing.citations(steps, exposed))
        return Known({one.step: one for one in exposed}, {one.step: one for one in cited}, facts)

    def once(self, name: str, made_from: object, make: Callable[[], Made]) -> Made:
        """What was made of the same before."""
        kept = self.memory.known.get(name)
        if kept is None or kept[0] != made_from:
            kept = self.memory.known[name] = (made_from, make())
        return cast("Made", kept[1])

    def beat(self, pin: Pin, every: float) -> object:
        """The same as long as a scenario's part of the record need not be looked at again."""
        span, now = self.span(pin.number), milliseconds(self.now)
        runs = self.hour.scenario == pin.number or self.hour.practice
        return (span, now // every) if span is None or runs or now - span[1] < ms(REPORTED) else span

    def facts(self, pin: Pin) -> process.Facts:
        span = self.span(pin.number)
        if span is None:
            return process.NOTHING
        return process.facts_of(self.asked(pin), self.memory.viewed, pin.number, span, self.words)

    def words(self, question: Asked) -> set[str]:
        return self.once(f"words {question.no}", "", lambda: process.words_of(question))

    def answers(self, pin: Pin, steps: Sequence[Step], moments: Moments) -> list[Asked]:
        """Of what was asked, that whose answer some rule holds of; each question is held against them once."""
        name, asked = f"answers {pin.incident}", self.asked(pin)
        looked_at, found = cast("tuple[int, list[Asked]]", self.memory.known.get(name, (0, [])))
        rules = [rule for step in steps for rule in step.reached_by]
        found = [*found, *(one for one in asked[looked_at:] if any(holds(rule, one, moments) for rule in rules))]
        self.memory.known[name] = (len(asked), found)
        return found

    def reached(self, pin: Pin) -> dict[str, Reach]:
        known, recognised = self.known(pin), self.recognised(pin.number)
        exposed = {step: moment(one.time) for step, one in known.exposed.items()}
        cited = {step: moment(one.time) for step, one in known.cited.items()}
        steps = exposed.keys() | cited.keys() | recognised.keys()
        return {step: Reach(exposed.get(step), cited.get(step), recognised.get(step)) for step in steps}

    def recognised(self, number: int) -> dict[str, datetime]:
        """By the lead's hand alone."""
        return recognised_of(self.memory.done, number)

    def step(self, step: Step, pin: Pin, known: Known, reached: Mapping[str, Reach]) -> StepShown:
        exposure, reach = known.exposed.get(step.id), reached.get(step.id, ladder.UNREACHED)
        return StepShown(
            id=step.id,
            text=step.text,
            bonus=step.bonus,
            stated=step.stated,
            exposed=self.exposed(exposure, pin) if exposure else None,
            cited=self.cited(step.id, known.cited, pin.number),
            recognised=self.reach(reach.recognised, pin.number),
        )

    def exposed(self, one: Exposure, pin: Pin) -> ReachedShown:
        at = self.at(moment(one.time), pin.number)
        return ReachedShown(one.time, at, one.no, self.address(one.time, pin.number), one.seconds, one.note)

    def cited(self, step: str, cited: Mapping[str, Citation], number: int) -> ReachedShown | None:
        """With the pin's own view; a line has none, and shows what was on the screen then."""
        one = cited.get(step)
        if not one:
            return None
        pins = notebook_of(self.memory.done, number).pins
        pinned = next((pin.address for pin in pins if one.by == "pin" and pin.id == one.id), "")
        address = pinned or self.address(one.time, number)
        note = f"pin {one.place}" if one.by == "pin" else f"written in entry {one.place}"
        return ReachedShown(one.time, self.at(moment(one.time), number), one.no, address, note=note)

    def reach(self, time: datetime | None, number: int) -> ReachedShown | None:
        if not time:
            return None
        return ReachedShown(milliseconds(time), self.at(time, number), address=self.address(milliseconds(time), number))

    def address(self, time: float, number: int | None) -> str:
        """What the candidate's page showed at a moment, by its own report; empty where none tells."""
        views = self.views(number)
        place = bisect_right(views, time, key=lambda one: one[0])
        if not place or time - views[place - 1][1] > ms(LATE):
            return ""
        return views[place - 1][2].address

    def views(self, number: int | None) -> list[tuple[float, float, Viewed]]:
        """From, to and what was shown, in order, by the server's clock."""

        def made() -> list[tuple[float, float, Viewed]]:
            shifts = self.shifts()
            these = [one for one in self.memory.viewed if number is None or one.scenario == number]
            told = (
                (one.visible_from + shifts[one.received], one.visible_to + shifts[one.received], one) for one in these
            )
            return sorted(told, key=lambda one: one[0])

        return self.once(f"views {number}", len(self.memory.viewed), made)

    def shifts(self) -> dict[float, float]:
        return self.once("shifts", len(self.memory.viewed), lambda: clocks(self.memory.viewed))

    def work(self, pin: Pin) -> ladder.Work:
        hour, number = self.hour, pin.number
        length = next((one.length for one in hour.phases if one.scenario == number and one.part is Part.WORK), NONE)
        now_in = hour.now_in
        part = now_in.phase.part if now_in and now_in.phase.scenario == number else None
        last, _ = self.last_act()
        quiet = max(NONE, (hour.ended or self.now) - last) if last else timedelta.max
        return ladder.Work(hour.worked(number, self.now), length, quiet, part, self.longer(number))

    def longer(self, number: int) -> float:
        """How much longer the work of a scenario is than its plan has it, for what this candidate was granted."""
        plan = self.interview.plan
        own = plan.stretched(self.interview.accommodations.time)
        pairs = zip(plan.segments, own.segments, strict=True)
        return next((mine.length / one.length for one, mine in pairs if one.scenario == number and one.length), 1.0)

    def given(self, pin: Pin, sealed: Sealed | None, reached: Mapping[str, Reach]) -> list[Given]:
        hints = sealed.hints if sealed else ()
        return ladder.given_of(self.memory.done, pin.number, hints, reached, self.longer(pin.number))

    def rung(self, one: Rung, number: int) -> RungShown:
        given = one.given
        return RungShown(
            place=one.place,
            level=one.hint.level,
            text=one.hint.text,
            minute=ms(one.at),
            standing=one.standing.value,
            wait=ms(one.wait),
            why=one.why,
            target=one.hint.target,
            given=GivenShown(
                no=given.no,
                at=self.at(given.time, number),
                time=milliseconds(given.time),
                aloud=given.aloud,
                reason=given.reason,
                moot=given.moot,
            )
            if given
            else None,
        )

    def topics(self, number: int, sealed: Sealed | None, marks: str = "") -> list[TopicShown]:
        """With the quick marks that this seat gave, or without one everybody's."""
        topics = sealed.discussion if sealed else ()
        asked = discussion.discussed_of(self.memory.done, number)
        order = discussion.order([(one.tags, one.core) for one in topics], self.interview.level)
        return [topic_shown(place, topics[place], asked, marks) for place in order]

    def last_time(self, kind: type[acts.Revealed], number: int) -> float | None:
        times = [
            one.time
            for one in self.memory.done
            if isinstance(one.act, kind) and one.act.scenario == number and one.time
        ]
        return milliseconds(times[-1]) if times else None

    def mitigated(self, number: int) -> float | None:
        """When the first mitigation was proposed, into the scenario."""
        found: float | None = None
        for one in self.memory.done:
            if isinstance(one.act, acts.Mitigated) and one.act.scenario == number and one.time:
                found = self.at(one.time, number) if one.act.proposed else None
        return found

    def entry(self, entry: NotebookEntry, number: int) -> EntryShown:
        return EntryShown(
            id=entry.id,
            kind=entry.kind.value,
            text=entry.text,
            standing=entry.standing.value,
            pins=len(entry.pins),
            changed_at=self.at(entry.changed, number),
        )

    # How they work: description only

    @property
    def is_described(self) -> bool:
        """Who has other conditions than the rest is not compared with it."""
        return self.interview.accommodations == Accommodations()

    def watch(self, facts: process.Facts, begun: bool) -> list[WatchShown]:
        if not begun or not self.is_described:
            return [WatchShown(question, "") for question in WATCHED]
        tools = ", then ".join(one.capitalize() for one in facts.first_tools)
        dwell = "" if facts.symptom_dwell is None else f"{facts.symptom_dwell:.0f} s"
        return [
            WatchShown(question, fact)
            for question, fact in zip(WATCHED, (f"{facts.thrash:.1f} switches/min", dwell, tools), strict=True)
        ]

    def suggested(
        self,
        pin: Pin,
        sealed: Sealed | None,
        known: Known,
        notebook: Notebook,
        reached: Mapping[str, Reach],
        seat: Seat,
    ) -> list[SuggestedShown]:
        """Not those that the reader has raised or dismissed."""
        span = self.span(pin.number)
        if not sealed or span is None or not self.is_described:
            return []
        texts = {step.id: step.text for step in sealed.steps}
        seen = [
            flags.Shown(one.step, texts[one.step], moment(one.time), one.seconds)
            for one in known.exposed.values()
            if one.seconds is not None
        ]
        kept = process.kept_of(notebook, self.asked(pin))
        ended = self.state_of_scenario(pin.number) in ("discussion", "over")
        found = flags.suggested(pin.number, known.facts, kept, seen, reached, now=self.now, ended=ended)
        settled = dismissed_of(self.memory.done, seat.id)
        settled |= {(one.flag, one.scenario) for one in raised_of(self.memory.done, seat.id)}
        return [
            SuggestedShown(one.flag, one.scenario, one.how) for one in found if (one.flag, one.scenario) not in settled
        ]

    # One's own

    def notes(self, seat: Seat) -> list[NoteShown]:
        return [
            NoteShown(
                no=one.no,
                time=milliseconds(one.time),
                at=self.at(one.time, one.scenario or None),
                scenario=one.scenario,
                text=one.text,
                criteria=one.criteria,
                edited=one.edited,
                address=self.address(milliseconds(one.time), one.scenario or None),
            )
            for one in notes_of(self.memory.done, seat.id)
            if seat.id
        ]

    def flags(self, seat: Seat) -> list[RaisedShown]:
        return [
            RaisedShown(
                no=one.no,
                time=milliseconds(one.time),
                at=self.at(one.time, one.scenario or None),
                flag=one.flag,
                scenario=one.scenario,
                support=one.support,
            )
            for one in raised_of(self.memory.done, seat.id)
            if seat.id
        ]

    # The candidate

    def tutorial(self) -> str:
        if not tutorial.is_open(self.interview, self.hour):
            return ""
        offered = tutorial.scenario(self.here, self.interview)
        return tutorial.installed(self.here, offered) if offered else ""

    def candidate(self) -> CandidateShown:
        hour, showing = self.hour, self.here.live.showing(self.interview.id)
        gone = hour.away[-1] if hour.is_away else None
        last, counted = self.last_act()
        return CandidateShown(
            away=milliseconds(gone.since) if gone else None,
            waiting=self.knocking(),
            requests=[
                RequestShown(one.what, one.text, milliseconds(one.time)) for one in requests_of(self.memory.done)
            ],
            address=showing.address if showing else "",
            seen=showing.at if showing else None,
            last_act=milliseconds(last) if last else None,
            counted=counted,
        )

    def knocking(self) -> str:
        """The browser that waits to be let in."""
        waiting = ""
        for one in self.memory.done:
            match one.act:
                case acts.Knocked():
                    waiting = one.act.browser
                case acts.Admitted() if one.act.browser == waiting:
                    waiting = ""
        return waiting

    def last_act(self) -> tuple[datetime | None, bool]:
        """The last sign of the candidate's, or when the lead began to count since then; and whether it was that. What
        was before the present phase, or before a pause ended, counts as then.
        """
        hour = self.hour
        signs = [*self.questions(), *self.moves(), *self.written()]
        floors = [one.since for one in hour.past[-1:]] + [one.until for one in hour.pauses[-1:] if one.until]
        last = max((*signs, *floors), default=None)
        counted = [one.time for one in self.memory.done if isinstance(one.act, acts.Silence) and one.time]
        if counted and (last is None or counted[-1] > last):
            return counted[-1], True
        return last, False

    def questions(self) -> Iterable[datetime]:
        for asked in self.memory.asked.values():
            found = next((one.time for one in reversed(asked) if one.cause is Cause.CANDIDATE), None)
            if found:
                yield moment(found)

    def moves(self) -> Iterable[datetime]:
        """When the page was last turned, by the browser's word."""
        shown = None
        for view in reversed(self.memory.viewed):
            if shown is not None and (shown.address, shown.state) != (view.address, view.state):
                break
            shown = view
        if shown:
            yield moment(min(shown.visible_from + self.shifts()[shown.received], shown.received))

    def written(self) -> Iterable[datetime]:
        kinds = (*NOTEBOOK, acts.Asked)
        found = next((one.time for one in reversed(self.memory.done) if isinstance(one.act, kinds)), None)
        if found:
            yield found


WATCHED = (
    "Do they start systematically or randomly click?",
    "Do they read the symptom description first?",
    "What tool do they check first?",
)


def holds(rule: Rule, question: Asked, moments: Moments) -> bool:
    return question.asked in rule.asked and matches(rule.where, question.digest, moments)


def you(who: Person, seat: Seat, state: State, read: Read) -> YouShown:
    runs, notes, scores = (may(who, seat.role, right, state) for right in (Right.RUN, Right.NOTE, Right.SCORE))
    return YouShown(seat.id, seat.name, seat.role.value, runs, notes, scores, by(read, seat.id))


def others(seats: Iterable[Seat], mine: Seat, lead: str, read: Read) -> Iterable[OtherShown]:
    for one in seats:
        if one.role.is_staff and one.id != mine.id:
            yield OtherShown(one.id, one.name, rights.role_today(one, lead).value, by(read, one.id))


def topic_shown(place: int, topic: Topic, asked: Mapping[int, discussion.Asking], marks: str) -> TopicShown:
    found = asked.get(place, discussion.Asking())
    mark = found.mark if found.by == marks or not marks else None
    return TopicShown(place, topic.text, topic.tags, topic.core, found.asked, mark)


def moment(time: float) -> datetime:
    return datetime.fromtimestamp(time / 1000, UTC)


def ms(length: timedelta) -> float:
    return length / timedelta(milliseconds=1)
