"""The page of a scorecard, put together from an interview's sheet."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from rounds.actions import blinding, rulings
from rounds.actions.cockpit_shown import SuggestedShown
from rounds.actions.retold import milliseconds
from rounds.actions.scoring_shown import (
    CardInterview,
    CardPage,
    CardRater,
    CardScenario,
    CriterionShown,
    HintCounted,
    MomentShown,
    OtherCard,
    Proposal,
    ScoringRow,
    SignalShown,
    VersionShown,
)
from rounds.actions.sheet import Sheet
from rounds.interviews import Pin, Seat, acts, cards, discussion, feedback, gates, process, seconds, verdict
from rounds.interviews.cards import SIGNALS
from rounds.interviews.flags import FLAGS
from rounds.interviews.ladder import UNREACHED, Reach, load
from rounds.interviews.notebook import EntryKind, Notebook, Standing, notebook_of
from rounds.interviews.notes import notes_of
from rounds.interviews.rights import as_seen_by
from rounds.interviews.rubric import ANCHORS, CRITERIA
from rounds.interviews.scorecard import Score, Scorecard

Shown = TypeVar("Shown")
LONGEST = 200  # characters of what is proposed to be cited


def page(sheet: Sheet) -> CardPage:
    """For the seat it was opened with."""
    seat, card = sheet.seat, sheet.card_of(sheet.seat)
    versions, draft = sheet.versions(seat), sheet.drafts.get(seat.person)
    shown = [other(sheet, one) for one in others(sheet)]
    opened = [card, *(one.card for one in shown if one.card)]
    own = [scenario_of(sheet, pin, card) for pin in sheet.interview.pins]
    made = CardPage(
        interview=interview_of(sheet),
        rater=rater_of(seat),
        standing="submitted" if versions else "draft",
        due=sheet.due_of(seat),
        submitted=milliseconds(versions[-1].time) if versions else None,
        version=versions[-1].version if versions else 0,
        changed=milliseconds(draft.changed) if draft and draft.changed else None,
        now=milliseconds(sheet.desk.now),
        card=card,
        scenarios=own,
        anchors=ANCHORS,
        criteria=criteria_for(seat),
        signals=[SignalShown(name, title) for name, title in SIGNALS.items()],
        catalogue=FLAGS,
        notes=sheet.desk.notes(seat),
        flags=sheet.desk.flags(seat),
        suggested=[*suggested(sheet)],
        verdict=sheet.verdict(card),
        checks=sheet.checks(seat, card),
        versions=versions_of(sheet, seat),
        moments=moments(sheet, opened),
        others=shown,
        others_open=sheet.reads_cards,
    )
    return replace(for_reader(sheet, made), card=made.card, notes=made.notes)  # their own words are theirs


def for_reader(sheet: Sheet, shown: Shown) -> Shown:
    """By a pseudonym where they may not know the candidate's name, also where others wrote it."""
    return blinding.for_eyes(sheet.who, sheet.seat, sheet.named, sheet.done, shown)


def interview_of(sheet: Sheet) -> CardInterview:
    one = as_seen_by(sheet.who, sheet.seat.role, sheet.interview)
    return CardInterview(
        id=one.id,
        candidate=one.candidate,
        position=one.position,
        level=one.level.value,
        starts=milliseconds(one.starts) if one.starts else None,
        ended=milliseconds(sheet.hour.ended) if sheet.hour.ended else None,
        zone=one.zone,
        state=sheet.hour.state.value,
    )


def rater_of(seat: Seat) -> CardRater:
    return CardRater(seat.id, seat.name, seat.role.value, seat.role in gates.TRAINING, seat.role in gates.SECOND)


def criteria_for(seat: Seat) -> list[CriterionShown]:
    """In an order of this seat's own, so that the first one does not colour the others for everybody alike."""
    shuffled = [*CRITERIA]
    random.Random(seat.id).shuffle(shuffled)
    return [CriterionShown(one.id, one.title, one.short, one.weight, one.questions, one.scale) for one in shuffled]


def others(sheet: Sheet) -> Iterator[Seat]:
    """Who rates besides: of the committee those who began."""
    for one in sheet.seats:
        begun = one.role not in gates.SECOND or one.id in sheet.cards.begun
        if one.id != sheet.seat.id and one.role in gates.RATING and begun:
            yield one


def other(sheet: Sheet, seat: Seat) -> OtherCard:
    versions = sheet.versions(seat)
    reads = bool(versions) and sheet.reads_cards
    card = versions[-1].card if reads else None
    return OtherCard(
        rater=rater_of(seat),
        standing=sheet.standing(seat).value,
        submitted=milliseconds(versions[-1].time) if versions else None,
        card=card,
        verdict=sheet.verdict(card) if card else None,
        notes=sheet.desk.notes(seat) if reads else None,
        flags=sheet.desk.flags(seat) if reads else None,
        versions=versions_of(sheet, seat) if reads else None,
    )


def versions_of(sheet: Sheet, seat: Seat) -> list[VersionShown]:
    names = {one.id: one.name for one in sheet.seats} | {cards.PACKET: "the packet"}
    versions = sheet.versions(seat)
    found = []
    for before, one in zip((None, *versions), versions, strict=False):
        changed = cards.differences(before.card, one.card) if before else []
        seen = [names.get(name, "somebody") for name in one.seen]
        found.append(VersionShown(one.version, milliseconds(one.time), one.reason, seen, changed))
    return found


def moments(sheet: Sheet, these: Iterable[Scorecard]) -> list[MomentShown]:
    found = {place for card in these for place in places(card)}
    return [MomentShown(scenario, second, sheet.moment(scenario, second)) for scenario, second in sorted(found)]


def places(card: Scorecard) -> Iterator[tuple[int, float]]:
    """Every second that a card speaks of."""
    for score in card.scores:
        yield from ((one.scenario, one.seconds) for one in score.cited)
        if score.cause is not None:
            yield score.scenario, score.cause
    yield from ((one.scenario, one.seconds) for one in card.flags)
    yield from ((one.scenario, one.seconds) for one in feedback.cited(card.feedback))


def status(sheet: Sheet) -> list[ScoringRow]:
    """Of who is waited for, who was asked for a second rating, and who began one."""
    return [
        ScoringRow(
            seat=one.id,
            person=one.person,
            name=one.name,
            role=one.role.value,
            standing=sheet.standing(one).value,
            due=sheet.due_of(one),
            submitted=milliseconds(versions[-1].time) if (versions := sheet.versions(one)) else None,
            owed=one.id in sheet.cards.missing,
        )
        for one in sheet.seats
        if one.role in gates.COUNTED | gates.TRAINING or one.id in sheet.cards.begun | sheet.asked
    ]


# A scenario


def scenario_of(sheet: Sheet, pin: Pin, card: Scorecard) -> CardScenario:
    desk, number = sheet.desk, pin.number
    sealed, reached = sheet.sealed[number], desk.reached(pin)
    needed = [step.id for step in sealed.steps if not step.bonus] if sealed else []
    given = sheet.around.hints(number)
    visits = seconds.visits(sheet.hour, number)
    score = next((one for one in card.scores if one.scenario == number), Score(number))
    return CardScenario(
        number=number,
        title=sheet.titles[number],
        incident=pin.incident,
        began=milliseconds(visits[0].since) if visits else None,
        worked=sheet.hour.worked(number, desk.now).total_seconds(),
        length=seconds.length(sheet.hour, number, desk.now),
        skipped=number in sheet.around.skipped,
        recognised=None if sheet.is_blind else recognised(sheet, number, needed, reached),
        hint_load=load(given),
        hints=[
            HintCounted(into(sheet, one.time, number), milliseconds(one.time), one.level, one.text, one.aloud, one.moot)
            for one in given
        ],
        ceiling=verdict.ceiling(given, score),
        reached=sum(is_shown(sheet, reached.get(step)) for step in needed),
        steps=len(needed),
        proposals=sorted(proposals(sheet, pin), key=lambda one: one.seconds),
        facts=facts(sheet, pin),
        rulings=[*rulings.of_pin(sheet.work, pin)],
    )


def recognised(sheet: Sheet, number: int, needed: list[str], reached: dict[str, Reach]) -> float | None:
    """The cause was understood when the last step that is needed for it was confirmed."""
    last = reached.get(needed[-1]) if needed else None
    if not last or not last.recognised:
        return None
    return into(sheet, last.recognised, number)


def is_shown(sheet: Sheet, step: Reach | None) -> bool:
    """Whether a step counts as reached. Who rates for themselves is not told what the lead's hand alone confirmed."""
    return bool(step and (step.exposed or step.cited or (step.recognised and not sheet.is_blind)))


def into(sheet: Sheet, time: datetime, number: int) -> float:
    return seconds.at(sheet.hour, time, number) or 0.0


def proposals(sheet: Sheet, pin: Pin) -> Iterator[Proposal]:
    for time, kind, text in (*steps(sheet, pin), *events(sheet, pin)):
        second = seconds.at(sheet.hour, time, pin.number)
        if second is not None:
            short = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
            yield Proposal(pin.number, second, milliseconds(time), kind, short)


def events(sheet: Sheet, pin: Pin) -> Iterator[tuple[datetime, str, str]]:
    """Moment, kind and words. Who rates for themselves gets none of what others judged."""
    number, book = pin.number, notebook_of(sheet.done, pin.number)
    for entry in book.entries:
        yield entry.written, entry.kind.value, entry.text
    for kept in book.pins:
        yield kept.time, "pin", " ".join(part for part in (kept.title, kept.line) if part)
    for note in notes_of(sheet.done, sheet.seat.id) if sheet.seat.id else ():
        if note.scenario == number:
            yield note.time, "note", note.text
    for hint in sheet.around.hints(number):
        yield hint.time, "hint", hint.text
    for one in sheet.done if not sheet.is_blind else ():
        if isinstance(one.act, acts.Mitigated) and one.act.scenario == number and one.act.proposed and one.time:
            yield one.time, "mitigated", "A first mitigation was proposed"


def steps(sheet: Sheet, pin: Pin) -> Iterator[tuple[datetime, str, str]]:
    sealed, reached = sheet.sealed[pin.number], sheet.desk.reached(pin)
    for step in sealed.steps if sealed else ():
        known = reached.get(step.id, UNREACHED)
        judged = None if sheet.is_blind else known.recognised
        for kind, time in (("exposed", known.exposed), ("cited", known.cited), ("recognised", judged)):
            if time:
                yield time, kind, step.text


def suggested(sheet: Sheet) -> Iterator[SuggestedShown]:
    for pin in sheet.interview.pins:
        known, book = sheet.desk.known(pin), notebook_of(sheet.done, pin.number)
        reached = sheet.desk.reached(pin)
        yield from sheet.desk.suggested(pin, sheet.sealed[pin.number], known, book, reached, sheet.seat)


# What the record says to a criterion: description, and no score


def facts(sheet: Sheet, pin: Pin) -> dict[str, str]:
    """Of who had other conditions than the rest only what is no comparison."""
    if not seconds.visits(sheet.hour, pin.number):
        return {}
    known, book = sheet.desk.known(pin).facts, notebook_of(sheet.done, pin.number)
    told = {"cause": causes(book), "solution": talked(sheet, pin)}
    if sheet.desk.is_described:
        kept = process.kept_of(book, sheet.desk.asked(pin))
        told |= {"systematic": ordered(kept), "tools": used(known), "correlation": carried(known)}
    return {criterion: line for criterion, line in told.items() if line}


def ordered(kept: process.Kept) -> str:
    many = cards.count(kept.hypotheses, "hypothesis")
    before = f", {kept.before_queries} before a query they are pinned to" if kept.hypotheses else ""
    return f"{many}{before}; {cards.count(kept.entries, 'entry')} in the notebook"


def used(known: process.Facts) -> str:
    if known.specificity is None:
        return "no queries"
    first = f"; first {', then '.join(known.first_tools)}" if known.first_tools else ""
    repeated = f", {known.redundancy * 100:.0f} % repeated" if known.redundancy else ""
    return f"{known.specificity * 100:.0f} % of {cards.count(known.queries, 'query')} filtered{repeated}{first}"


def carried(known: process.Facts) -> str:
    tools = {tool for one in known.pivots for tool in (one.before, one.tool)}
    between = f" between {', '.join(sorted(tools))}" if tools else ""
    return f"{cards.count(len(known.pivots), 'value')} carried from tool to tool{between}"


def causes(book: Notebook) -> str:
    hypotheses = [one for one in book.entries if one.kind is EntryKind.HYPOTHESIS]
    stated = sum(one.standing is Standing.CAUSE for one in hypotheses)
    refuted = sum(one.standing is Standing.REFUTED for one in hypotheses)
    if not hypotheses:
        return ""
    return f"{cards.count(stated, 'hypothesis')} called the cause, {refuted} refuted"


def talked(sheet: Sheet, pin: Pin) -> str:
    sealed = sheet.sealed[pin.number]
    asked = discussion.discussed_of(sheet.done, pin.number)
    if not sealed or not sealed.discussion:
        return ""
    return f"{sum(one.asked for one in asked.values())} of {len(sealed.discussion)} discussion questions asked"
