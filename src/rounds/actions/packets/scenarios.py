"""A scenario in a packet: what everybody gave for it, and what the record shows of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from statistics import mean

from rounds.actions import replay
from rounds.actions.cockpit import Known, moment
from rounds.actions.packets.sources import Rater, Source
from rounds.actions.replay import FactsReplayed, MarkShown
from rounds.actions.retold import milliseconds
from rounds.actions.scoring_pages import recognised
from rounds.incidents.sealed import Topic
from rounds.interviews import Part, Pin, acts, discussion, process, script, seconds, verdict
from rounds.interviews.hour import NONE
from rounds.interviews.ladder import load
from rounds.interviews.rubric import ANCHORS
from rounds.interviews.scorecard import Cited, Score
from rounds.packet.content import (
    PacketCited,
    PacketFact,
    PacketHint,
    PacketMoment,
    PacketReached,
    PacketScenario,
    PacketScore,
    PacketStay,
    PacketStep,
    PacketTopic,
)

ANCHORED = {one.points: one.text for one in ANCHORS}
LEFT_OUT = frozenset({"prompt", "presented", "left", "returned"})  # of what happened: nothing the candidate did


def scenario(source: Source, pin: Pin) -> PacketScenario:
    number, sheet = pin.number, source.sheet
    sealed, reached = sheet.sealed[number], source.desk.reached(pin)
    needed = [step.id for step in sealed.steps if not step.bonus] if sealed else []
    visits = seconds.visits(source.hour, number)
    counted = verdict.by(source.points()).get(number)
    known = source.desk.known(pin) if visits else Known({}, {}, process.NOTHING)
    cause = recognised(sheet, number, needed, reached)
    return PacketScenario(
        number=number,
        title=sheet.titles[number],
        scenario=pin.scenario,
        version=pin.version,
        seed=pin.seed,
        began=bool(visits),
        skipped=skipped(source, number, began=bool(visits)),
        work=planned(source, number).total_seconds(),
        worked=source.hour.worked(number, source.desk.now).total_seconds(),
        whole=seconds.length(source.hour, number, source.desk.now),
        scores=tuple(scores(source, number)),
        mean=mean(counted) if counted else None,
        hint_load=load(sheet.around.hints(number)),
        reached=sum(step in reached for step in needed),
        needed=len(needed),
        cause=cause,
        cause_at=None if cause is None else sheet.moment(number, cause),
        steps=tuple(steps(source, pin, known)),
        hints=tuple(hints(source, number)),
        tools=tuple(tools(source, number, known)),
        mitigated=None if (at := source.desk.mitigated(number)) is None else at / 1000,
        topics=topics(source, number, sealed.discussion if sealed else ()),
        moments=tuple(moments(source, pin, known)) if visits else (),
        facts=tuple(facts(source, pin, known)) if visits else (),
    )


def planned(source: Source, number: int) -> timedelta:
    return next((one.length for one in source.hour.phases if one.scenario == number and one.part is Part.WORK), NONE)


def skipped(source: Source, number: int, *, began: bool) -> str:
    """Why it is in no figure; empty where it was worked on."""
    if number not in source.sheet.around.skipped:
        return ""
    reasons = [
        one.act.reason for one in source.sheet.done if isinstance(one.act, acts.Skipped) and one.act.scenario == number
    ]
    return source.told(reasons[-1]) if reasons else "it was left out" if began else "it was not opened"


def scores(source: Source, number: int) -> Iterator[PacketScore]:
    for rater in source.raters:
        found = next((one for one in rater.card.scores if one.scenario == number), None)
        if found and number in source.sheet.around.worked:
            yield score(source, rater, found)


def score(source: Source, rater: Rater, one: Score) -> PacketScore:
    most = verdict.ceiling(source.sheet.around.hints(one.scenario), one)
    return PacketScore(
        rater=rater.letter,
        points=one.points,
        anchor=ANCHORED.get(one.points, "") if one.points is not None else "",
        cause=one.cause,
        cause_at=None if one.cause is None else source.sheet.moment(one.scenario, one.cause),
        explained=one.explained,
        solution=one.solution.value if one.solution else "",
        ceiling=most.points,
        ceiling_why=most.why,
        reason=source.told(one.reason),
        cited=tuple(cited(source, each) for each in one.cited),
    )


def cited(source: Source, one: Cited) -> PacketCited:
    at = source.sheet.moment(one.scenario, one.seconds)
    return PacketCited(one.scenario, one.seconds, at, source.told(one.text))


def steps(source: Source, pin: Pin, known: Known) -> Iterator[PacketStep]:
    sealed, recognised_by = source.sheet.sealed[pin.number], source.desk.recognised(pin.number)
    for no, step in enumerate(sealed.steps if sealed else (), start=1):
        exposed, cited, seen = known.exposed.get(step.id), known.cited.get(step.id), recognised_by.get(step.id)
        by = f"pin {cited.place}" if cited and cited.by == "pin" else f"entry {cited.place}" if cited else ""
        yield PacketStep(
            no=no,
            text=step.text,
            bonus=step.bonus,
            exposed=reached(source, exposed.time, pin.number, f"query {exposed.no}") if exposed else None,
            cited=reached(source, cited.time, pin.number, by) if cited else None,
            recognised=reached(source, milliseconds(seen), pin.number, "") if seen else None,
        )


def reached(source: Source, time: float, number: int, note: str) -> PacketReached:
    return PacketReached(into(source, time, number), time, note)


def into(source: Source, time: float, number: int) -> float:
    return seconds.at(source.hour, moment(time), number) or 0.0


def hints(source: Source, number: int) -> Iterator[PacketHint]:
    sealed = source.sheet.sealed[number]
    for one in source.sheet.around.hints(number):
        ladder = sealed.hints if sealed else ()
        at = milliseconds(one.time)
        yield PacketHint(
            place=ladder[one.hint].minute if one.hint < len(ladder) else one.minute,
            level=one.level,
            seconds=into(source, at, number),
            at=at,
            text=one.text,
            aloud=one.aloud,
            moot=one.moot,
            reason=source.told(one.reason),
            quiet=round(one.quiet),
        )


def tools(source: Source, number: int, known: Known) -> Iterator[PacketStay]:
    span = source.desk.span(number)
    for stay in [source.desk.stay(one, number, span) for one in known.facts.stays] if span else ():
        yield PacketStay(stay.tool, stay.start / 1000, stay.end / 1000)


def topics(source: Source, number: int, these: Sequence[Topic]) -> tuple[PacketTopic, ...]:
    """In the order in which they were to be asked."""
    asked = discussion.discussed_of(source.sheet.done, number)
    order = discussion.order([(one.tags, one.core) for one in these], source.sheet.interview.level)
    found = [(these[place], asked.get(place, discussion.Asking())) for place in order]
    return tuple(PacketTopic(topic.text, topic.core, one.asked, one.mark) for topic, one in found)


def wrap_up(source: Source) -> tuple[PacketTopic, ...]:
    asked = zip(script.QUESTIONS, script.QUESTION_TAGS, strict=True)
    return topics(source, script.WRAP_UP, [Topic(text, tags=tags, core=True) for text, tags in asked])


def moments(source: Source, pin: Pin, known: Known) -> Iterator[PacketMoment]:
    number, sealed = pin.number, source.sheet.sealed[pin.number]
    path = {number: sealed}
    marks = (
        *replay.happened(source.sheet.done, source.hour, replay.texts(path)),
        *replay.discussed(source.sheet.done, replay.topics(path)),
        *replay.reached(path, {number: known}),
    )
    first = milliseconds(seconds.visits(source.hour, number)[0].since)
    last = max(milliseconds(one.until or source.desk.now) for one in seconds.visits(source.hour, number))
    for mark in sorted(marks, key=lambda one: (one.at, one.kind, one.no or 0)):
        mine = mark.scenario == number or (mark.scenario is None and first <= mark.at <= last)
        if mine and mark.kind not in LEFT_OUT and first <= mark.at:
            yield happening(source, mark, number)


def happening(source: Source, mark: MarkShown, number: int) -> PacketMoment:
    return PacketMoment(
        seconds=into(source, mark.at, number),
        at=mark.at,
        kind=mark.kind,
        text=source.told(mark.text),
        detail=source.told(mark.detail),
    )


def facts(source: Source, pin: Pin, known: Known) -> Iterator[PacketFact]:
    """Of who had other conditions than the rest nothing is described."""
    described = replay.described(source.desk, [pin], {pin.number: known}, path=False, confirmed=True)
    for one in described:
        yield from (PacketFact(what, value) for what, value in told_of(one) if value)


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
