"""The content of a packet, put together from an interview's sheet: what its raters handed in, and what the record shows.

Cards of shadows are training and never in it; second ratings stand beside the others and are in no mean.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from statistics import mean

from rounds.actions import replay
from rounds.actions.cockpit import Desk, Known, moment
from rounds.actions.debriefing import decided
from rounds.actions.replay import FactsReplayed, MarkShown
from rounds.actions.retold import milliseconds
from rounds.actions.scoring_pages import recognised
from rounds.actions.sheet import Sheet
from rounds.interviews import (
    Done,
    Part,
    Pin,
    Policy,
    Role,
    Seat,
    acts,
    agenda,
    cards,
    discussion,
    feedback,
    gates,
    process,
    script,
    seconds,
    verdict,
)
from rounds.interviews.access import agreed_of
from rounds.interviews.cards import SIGNALS, Handed
from rounds.interviews.flags import FLAGS
from rounds.interviews.hour import NONE
from rounds.interviews.ladder import load
from rounds.interviews.notes import notes_of
from rounds.interviews.rights import pseudonym
from rounds.interviews.rubric import ANCHORS, CRITERIA, THRESHOLDS
from rounds.interviews.scorecard import Cited, Score, Scorecard
from rounds.interviews.verdict import Verdict
from rounds.packet.blind import Blind
from rounds.packet.content import (
    FORMAT,
    Packet,
    PacketAbout,
    PacketAgreement,
    PacketBasis,
    PacketChange,
    PacketCited,
    PacketCriterion,
    PacketDebrief,
    PacketDecision,
    PacketFact,
    PacketFeedback,
    PacketFlag,
    PacketHint,
    PacketLevel,
    PacketMoment,
    PacketNote,
    PacketPiece,
    PacketProcess,
    PacketRaised,
    PacketRater,
    PacketRating,
    PacketReached,
    PacketResult,
    PacketScenario,
    PacketScore,
    PacketSeen,
    PacketSettled,
    PacketSignal,
    PacketStay,
    PacketStep,
    PacketTopic,
    PacketVersion,
)

ANCHORED = {one.points: one.text for one in ANCHORS}
LEFT_OUT = frozenset({"prompt", "presented", "left", "returned"})  # of what happened: nothing the candidate did
# Whose acts after the end change what a packet says.
CHANGING = (
    acts.Submitted, acts.Convened, acts.Settled, acts.Decided, acts.Noted, acts.Recognised, acts.Discussed,
    acts.Mitigated,
)  # fmt: skip
ORDER = (Role.LEAD, Role.PANEL, Role.COMMITTEE)


@dataclass(frozen=True, slots=True)
class Rater:
    """`letter` stands for them throughout."""

    letter: str
    seat: Seat
    second: bool
    versions: Sequence[Handed]
    verdict: Verdict | None
    criteria: dict[str, float | None]

    @property
    def card(self) -> Scorecard:
        return self.versions[-1].card


def as_of(sheet: Sheet, no: int) -> Sheet:
    """The same as it was after the entry of this number. What was asked and seen was all there before any card."""
    past = copy(sheet)
    memory = replace(sheet.desk.memory, done=[one for one in sheet.done if one.no <= no])
    past.desk = Desk(sheet.here, sheet.interview, memory)
    past.hour, past.done = past.desk.hour, memory.done
    past.handed = cards.handed_of(past.done, sheet.numbers)
    past.cards = gates.cards_of(past.done, sheet.seats)
    for name in ("around", "reliability", "panel", "beside"):
        past.__dict__.pop(name, None)
    return past


def changes(sheet: Sheet) -> list[Done]:
    """The acts after which a packet's content may be another one, from when there was one."""
    ended = sheet.hour.ended
    return [
        one for one in sheet.done if isinstance(one.act, CHANGING) and one.time and (ended is None or one.time >= ended)
    ]


def is_blind(sheet: Sheet) -> bool:
    """Until the decision a packet names no candidate."""
    return not gates.is_decided(sheet.done)


def packet(sheet: Sheet, *, blind: bool) -> Packet:
    return Packing(sheet, blind=blind).packet()


class Packing:
    def __init__(self, sheet: Sheet, *, blind: bool) -> None:
        self.sheet, self.desk, self.hour = sheet, sheet.desk, sheet.hour
        interview = sheet.interview
        name = pseudonym(interview)
        self.blind = blind
        self.name = name if blind else interview.candidate
        self.told: Callable[[str], str] = Blind(name, interview.candidate, interview.mail) if blind else str
        self.raters = [*self.rating()]
        self.panel = [one for one in self.raters if not one.second]
        self.letters = {one.seat.id: one.letter for one in self.raters}

    def packet(self) -> Packet:
        combined = self.sheet.combined()
        return Packet(
            format=FORMAT,
            about=self.about(),
            result=self.result(combined),
            raters=tuple(self.rater(one) for one in self.raters),
            scenarios=tuple(self.scenario(pin) for pin in self.sheet.interview.pins),
            wrap_up=self.topics(script.WRAP_UP, script.QUESTIONS, script.QUESTION_TAGS, all_core=True),
            criteria=tuple(self.criteria()),
            signals=tuple(self.signals()),
            flags=tuple(self.flags()),
            feedback=tuple(self.feedback()),
            notes=tuple(self.notes()),
            debrief=self.debrief(combined),
            decision=self.decision(),
            basis=self.basis(),
        )

    def rating(self) -> Iterator[Rater]:
        """Lead and panel first; letters go by places, so that another card changes nobody's."""
        staff = [one for one in self.sheet.seats if one.role in ORDER]
        ordered = sorted(staff, key=lambda one: ORDER.index(one.role))
        counted = [one for one in ordered if one.role in gates.COUNTED]
        beside = [one for one in ordered if one.role in gates.SECOND and one.id in self.sheet.cards.submitted]
        for place, seat in enumerate([*counted, *beside]):
            if versions := self.sheet.versions(seat):
                judged = self.sheet.judged(seat)
                second = seat.role in gates.SECOND
                yield Rater(letter(place), seat, second, versions, judged.verdict, {**judged.basis.criteria})

    def about(self) -> PacketAbout:
        one, past = self.sheet.interview, self.hour.past
        began = past[0].since if past else one.starts or one.created
        ended = self.hour.ended or began
        return PacketAbout(
            id=one.id,
            candidate=self.name,
            blind=self.blind,
            position=self.told(one.position),
            level=one.level.value,
            began=iso(began),
            ended=iso(ended),
            minutes=round((ended - began) / timedelta(minutes=1)),
        )

    # The result

    def result(self, found: Verdict | None) -> PacketResult:
        warnings = tuple(self.warnings(found))
        if found is None:
            return PacketResult(None, 0, "–", 0, False, True, 0, None, (), self.agreement(), warnings)
        process = found.process
        return PacketResult(
            outcome=found.outcome,
            of=found.of,
            word=found.word.value,
            sem=found.sem,
            borderline=found.borderline,
            prior=found.prior,
            targets=found.n_targets,
            process=PacketProcess(process.points, process.percent or 0.0, process.observed, process.valid)
            if process.points is not None
            else None,
            levels=tuple(
                PacketLevel(
                    level=one.level.value,
                    title=one.title,
                    chosen=one.level is self.sheet.interview.level,
                    meets=one.meets,
                    exceeds=one.exceeds,
                    unmet=one.unmet,
                    beyond=one.beyond,
                )
                for one in found.levels
            ),
            agreement=self.agreement(),
            warnings=warnings,
        )

    def points(self) -> list[dict[int, float]]:
        worked = self.sheet.around.worked
        return [
            {
                one.scenario: float(one.points)
                for one in rater.card.scores
                if one.points is not None and one.scenario in worked
            }
            for rater in self.panel
        ]

    def agreement(self) -> PacketAgreement | None:
        found = verdict.agreement_of(self.points())
        if not found.pairs:
            return None
        exact, within = (round((share or 0) * found.pairs / 100) for share in (found.exact, found.within_one))
        return PacketAgreement(exact, within, found.pairs)

    def warnings(self, found: Verdict | None) -> Iterator[str]:
        missing, counted = len(self.sheet.cards.missing), len(self.sheet.cards.counted)
        if missing:
            yield f"{missing} of {counted} scorecards {'is' if missing == 1 else 'are'} missing."
        for number, points in sorted(verdict.by(self.points()).items()):
            if max(points) > min(points):
                yield f"Scenario {number}: {gave(points)}. Discuss before you decide."
        if found is None:
            yield "Nothing was scored."
            return
        if found.borderline:
            yield f"Borderline: the threshold of a pass lies within ± {found.sem:.1f}. Discuss before you decide."
        if found.uneven:
            yield "Uneven: a pass with a scenario of at most 1."
        if found.discordance and found.discordance.discuss:
            yield f"Outcome and process are {found.discordance.apart * 100:.0f} % apart. Discuss before you decide."
        if not found.process.valid:
            yield "Less than 80 % of the criteria’s weight was observed: the process figure does not count."
        for one in self.raters:
            if any(version.seen for version in one.versions[1:]):
                yield f"Rater {one.letter} changed their card after seeing others."

    # Raters

    def rater(self, one: Rater) -> PacketRater:
        verdict_of = one.verdict
        return PacketRater(
            letter=one.letter,
            name=one.seat.name,
            role=one.seat.role.value,
            second=one.second,
            outcome=verdict_of.outcome if verdict_of else None,
            word=verdict_of.word.value if verdict_of else "",
            process=verdict_of.process.points if verdict_of else None,
            changed=any(version.seen for version in one.versions[1:]),
            versions=tuple(self.versions(one)),
        )

    def versions(self, one: Rater) -> Iterator[PacketVersion]:
        names = {seat.id: seat.name for seat in self.sheet.seats} | {cards.PACKET: "the packet"}
        before: Handed | None = None
        for version in one.versions:
            changed = cards.differences(before.card, version.card) if before else []
            yield PacketVersion(
                version=version.version,
                submitted=iso(version.time),
                reason=self.told(version.reason),
                after_seeing=tuple(names.get(seat, "somebody") for seat in version.seen) if before else (),
                changes=tuple(PacketChange(it.what, self.told(it.before), self.told(it.after)) for it in changed),
            )
            before = version

    # A scenario

    def scenario(self, pin: Pin) -> PacketScenario:
        number, sheet = pin.number, self.sheet
        sealed, reached = sheet.sealed[number], self.desk.reached(pin)
        needed = [step.id for step in sealed.steps if not step.bonus] if sealed else []
        visits = seconds.visits(self.hour, number)
        scores = tuple(self.scores(number))
        counted = verdict.by(self.points()).get(number)
        known = self.desk.known(pin) if visits else Known({}, {}, process.NOTHING)
        cause = recognised(sheet, number, needed, reached)
        topics = sealed.discussion if sealed else ()
        return PacketScenario(
            number=number,
            title=sheet.titles[number],
            scenario=pin.scenario,
            version=pin.version,
            seed=pin.seed,
            began=bool(visits),
            skipped=self.skipped(number, began=bool(visits)),
            work=self.planned(number).total_seconds(),
            worked=self.hour.worked(number, self.desk.now).total_seconds(),
            whole=seconds.length(self.hour, number, self.desk.now),
            scores=scores,
            mean=mean(counted) if counted else None,
            hint_load=load(sheet.around.hints(number)),
            reached=sum(step in reached for step in needed),
            needed=len(needed),
            cause=cause,
            cause_at=None if cause is None else sheet.moment(number, cause),
            steps=tuple(self.steps(pin, known)),
            hints=tuple(self.hints(number)),
            tools=tuple(self.tools(number, known)),
            mitigated=None if (at := self.desk.mitigated(number)) is None else at / 1000,
            topics=self.topics(
                number, [one.text for one in topics], [one.tags for one in topics], core=[one.core for one in topics]
            ),
            moments=tuple(self.moments(pin, known)) if visits else (),
            facts=tuple(self.facts(pin, known)) if visits else (),
        )

    def planned(self, number: int) -> timedelta:
        return next((one.length for one in self.hour.phases if one.scenario == number and one.part is Part.WORK), NONE)

    def skipped(self, number: int, *, began: bool) -> str:
        """Why it is in no figure; empty where it was worked on."""
        if number not in self.sheet.around.skipped:
            return ""
        reasons = [
            one.act.reason
            for one in self.sheet.done
            if isinstance(one.act, acts.Skipped) and one.act.scenario == number
        ]
        return self.told(reasons[-1]) if reasons else "it was left out" if began else "it was not opened"

    def scores(self, number: int) -> Iterator[PacketScore]:
        for rater in self.raters:
            found = next((one for one in rater.card.scores if one.scenario == number), None)
            if found and number in self.sheet.around.worked:
                yield self.score(rater, found)

    def score(self, rater: Rater, one: Score) -> PacketScore:
        most = verdict.ceiling(self.sheet.around.hints(one.scenario), one)
        return PacketScore(
            rater=rater.letter,
            points=one.points,
            anchor=ANCHORED.get(one.points, "") if one.points is not None else "",
            cause=one.cause,
            cause_at=None if one.cause is None else self.sheet.moment(one.scenario, one.cause),
            explained=one.explained,
            solution=one.solution.value if one.solution else "",
            ceiling=most.points,
            ceiling_why=most.why,
            reason=self.told(one.reason),
            cited=tuple(self.cited(each) for each in one.cited),
        )

    def cited(self, one: Cited) -> PacketCited:
        at = self.sheet.moment(one.scenario, one.seconds)
        return PacketCited(one.scenario, one.seconds, at, self.told(one.text))

    def steps(self, pin: Pin, known: Known) -> Iterator[PacketStep]:
        sealed, recognised_by = self.sheet.sealed[pin.number], self.desk.recognised(pin.number)
        for no, step in enumerate(sealed.steps if sealed else (), start=1):
            exposed, cited, seen = known.exposed.get(step.id), known.cited.get(step.id), recognised_by.get(step.id)
            by = f"pin {cited.place}" if cited and cited.by == "pin" else f"entry {cited.place}" if cited else ""
            yield PacketStep(
                no=no,
                text=step.text,
                bonus=step.bonus,
                exposed=self.reached(exposed.time, pin.number, f"query {exposed.no}") if exposed else None,
                cited=self.reached(cited.time, pin.number, by) if cited else None,
                recognised=self.reached(milliseconds(seen), pin.number, "") if seen else None,
            )

    def reached(self, time: float, number: int, note: str) -> PacketReached:
        return PacketReached(self.into(time, number), time, note)

    def into(self, time: float, number: int) -> float:
        return seconds.at(self.hour, moment(time), number) or 0.0

    def hints(self, number: int) -> Iterator[PacketHint]:
        sealed = self.sheet.sealed[number]
        for one in self.sheet.around.hints(number):
            ladder = sealed.hints if sealed else ()
            at = milliseconds(one.time)
            yield PacketHint(
                place=ladder[one.hint].minute if one.hint < len(ladder) else one.minute,
                level=one.level,
                seconds=self.into(at, number),
                at=at,
                text=one.text,
                aloud=one.aloud,
                moot=one.moot,
                reason=self.told(one.reason),
                quiet=round(one.quiet),
            )

    def tools(self, number: int, known: Known) -> Iterator[PacketStay]:
        span = self.desk.span(number)
        for stay in [self.desk.stay(one, number, span) for one in known.facts.stays] if span else ():
            yield PacketStay(stay.tool, stay.start / 1000, stay.end / 1000)

    def topics(
        self,
        number: int,
        texts: Sequence[str],
        tags: Sequence[tuple[str, ...]],
        *,
        core: Sequence[bool] = (),
        all_core: bool = False,
    ) -> tuple[PacketTopic, ...]:
        """In the order in which they were to be asked."""
        asked = discussion.discussed_of(self.sheet.done, number)
        is_core = [True] * len(texts) if all_core else [*core]
        order = discussion.order(zip(tags, is_core, strict=True), self.sheet.interview.level)
        found = [(place, asked.get(place, discussion.Asking())) for place in order]
        return tuple(PacketTopic(texts[place], is_core[place], one.asked, one.mark) for place, one in found)

    def moments(self, pin: Pin, known: Known) -> Iterator[PacketMoment]:
        number, sealed = pin.number, self.sheet.sealed[pin.number]
        path = {number: sealed}
        marks = (
            *replay.happened(self.sheet.done, self.hour, replay.texts(path)),
            *replay.discussed(self.sheet.done, replay.topics(path)),
            *replay.reached(path, {number: known}),
        )
        first = milliseconds(seconds.visits(self.hour, number)[0].since)
        last = max(milliseconds(one.until or self.desk.now) for one in seconds.visits(self.hour, number))
        for mark in sorted(marks, key=lambda one: (one.at, one.kind, one.no or 0)):
            mine = mark.scenario == number or (mark.scenario is None and first <= mark.at <= last)
            if mine and mark.kind not in LEFT_OUT and first <= mark.at:
                yield self.moment(mark, number)

    def moment(self, mark: MarkShown, number: int) -> PacketMoment:
        return PacketMoment(
            seconds=self.into(mark.at, number),
            at=mark.at,
            kind=mark.kind,
            text=self.told(mark.text),
            detail=self.told(mark.detail),
        )

    def facts(self, pin: Pin, known: Known) -> Iterator[PacketFact]:
        """Of who had other conditions than the rest nothing is described."""
        described = replay.described(self.desk, [pin], {pin.number: known}, path=False)
        for one in described:
            yield from (PacketFact(what, value) for what, value in told_of(one) if value)

    # Criteria, signals, flags, words

    def criteria(self) -> Iterator[PacketCriterion]:
        for criterion in CRITERIA:
            rated = [one.criteria[criterion.id] for one in self.panel if one.criteria.get(criterion.id) is not None]
            yield PacketCriterion(
                id=criterion.id,
                title=criterion.title,
                weight=criterion.weight,
                questions=criterion.questions,
                scale=criterion.scale,
                by=tuple(
                    PacketRating(
                        one.letter,
                        one.criteria.get(criterion.id),
                        tuple(
                            (rating.scenario, rating.points)
                            for rating in sorted(one.card.ratings, key=lambda rating: rating.scenario)
                            if rating.criterion == criterion.id
                        ),
                    )
                    for one in self.raters
                ),
                mean=mean(points for points in rated if points is not None) if rated else None,
            )

    def signals(self) -> Iterator[PacketSignal]:
        for name, title in SIGNALS.items():
            said = tuple(
                PacketSeen(one.letter, signal.seen.value, self.told(signal.text))
                for one in self.raters
                for signal in one.card.signals
                if signal.signal == name
            )
            if said:
                yield PacketSignal(name, title, said)

    def flags(self) -> Iterator[PacketFlag]:
        for flag in sorted(FLAGS, key=lambda one: one.colour.value):
            said = tuple(
                PacketRaised(
                    rater=one.letter,
                    scenario=raised.scenario,
                    seconds=raised.seconds,
                    at=self.sheet.moment(raised.scenario, raised.seconds),
                    text=self.told(raised.text),
                )
                for one in self.raters
                for raised in one.card.flags
                if raised.flag == flag.id
            )
            if said:
                count = sum(any(raised.flag == flag.id for raised in one.card.flags) for one in self.panel)
                yield PacketFlag(flag.id, flag.colour.value, flag.text, count, len(self.panel), said)

    def feedback(self) -> Iterator[PacketFeedback]:
        for one in self.raters:
            paragraphs = feedback.paragraphs(one.card.feedback)
            if paragraphs:
                yield PacketFeedback(one.letter, tuple(tuple(self.pieces(each)) for each in paragraphs))

    def pieces(self, paragraph: str) -> Iterator[PacketPiece]:
        last = 0
        for link in feedback.links(paragraph):
            if link.start > last:
                yield PacketPiece(self.told(paragraph[last : link.start]))
            at = self.sheet.moment(link.scenario, link.seconds)
            yield PacketPiece(paragraph[link.start + 1 : link.end - 1], at, link.scenario, link.seconds)
            last = link.end
        if last < len(paragraph):
            yield PacketPiece(self.told(paragraph[last:]))

    def notes(self) -> Iterator[PacketNote]:
        for one in self.raters:
            for note in reversed(notes_of(self.sheet.done, one.seat.id)):
                at = milliseconds(note.time)
                into = seconds.at(self.hour, note.time, note.scenario)
                yield PacketNote(one.letter, note.scenario, into, at, self.told(note.text), note.criteria)

    def debrief(self, combined: Verdict | None) -> PacketDebrief:
        settled = agenda.settled_of(self.sheet.done)
        items = agenda.agenda_of(self.sheet.panel, self.sheet.interview.level, self.sheet.titles, combined)
        known = [
            PacketSettled(
                one.title,
                ", ".join(sorted(f"{self.letters[it.seat]} {it.value}" for it in one.by)),
                self.told(settled.get(one.item, "")),
            )
            for one in items
        ]
        gone = [
            PacketSettled(item, "", self.told(text))
            for item, text in settled.items()
            if item not in {one.item for one in items}
        ]
        return PacketDebrief(self.told(self.sheet.cards.convened), tuple(known + gone))

    def decision(self) -> PacketDecision | None:
        found = [*decided(self.sheet)]
        if not found:
            return None
        last = found[-1]
        return PacketDecision(last.outcome, last.reason, last.by, iso(moment(last.at)))

    def basis(self) -> PacketBasis:
        one, agreed = self.sheet.interview, agreed_of(self.sheet.done)
        when = f"{agreed.at.day} {agreed.at:%B %Y}" if agreed.at else ""
        accepted = f"{when}, version {agreed.version}" if agreed.policy and when else "not accepted"
        times = one.accommodations.time
        return PacketBasis(
            plan=f"{one.plan.name or 'Plan'}, {one.plan.length // timedelta(minutes=1)} minutes",
            rubric=one.rubric,
            rules=rules(one.policy),
            accepted=accepted,
            adjustments="none that change the clock"
            if times == 1
            else f"{times:g} times the time of work and discussion",
            anchors=tuple((anchor.points, anchor.text) for anchor in ANCHORS),
            thresholds=THRESHOLDS,
        )


def letter(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else f"Z{place - 25}"


def gave(points: Sequence[float]) -> str:
    """one rater gave 2, one gave 3"""
    counts = [(value, [*points].count(value)) for value in sorted({*points})]
    first, *more = [(count_of(many), f"{value:g}") for value, many in counts]
    said = [f"{first[0]} gave {first[1]}", *(f"{many.split()[0]} gave {value}" for many, value in more)]
    return ", ".join(said)


def count_of(many: int) -> str:
    return "one rater" if many == 1 else f"{many} raters"


def rules(policy: Policy) -> str:
    assistants = {"no": "no", "allowed": "yes", "disclosed": "yes, if they say so"}[policy.assistants]
    return f"web {'yes' if policy.web else 'no'}, AI assistants {assistants}, people {'yes' if policy.people else 'no'}"


def told_of(one: FactsReplayed) -> Iterable[tuple[str, str]]:
    filtered = "" if one.specificity is None else f", {one.specificity * 100:.0f} % with a filter"
    repeated = f", {one.redundancy * 100:.0f} % repeated" if one.redundancy else ""
    return (
        ("First tools", ", then ".join(tool.capitalize() for tool in one.first_tools)),
        ("Symptoms read", "" if one.symptom_dwell is None else f"{one.symptom_dwell:.0f} s before the first tool"),
        ("First query", "" if one.first_query is None else f"after {one.first_query:.0f} s"),
        ("Queries", f"{one.queries}{filtered}{repeated}"),
        ("Switches", f"{one.thrash:.1f} a minute after less than 5 s without a question"),
        ("Carried over", f"{len(one.carried)} values from one tool to another within two minutes"),
        ("Hypotheses", f"{one.hypotheses}, {one.before_queries} before a query they are pinned to; {one.pins} pins"),
    )


def iso(time: datetime) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")
