"""What raters wrote, in a packet: versions of their cards, criteria, level signals, flags, feedback, notes."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean

from rounds.actions.packets.sources import Rater, Source, iso
from rounds.actions.retold import milliseconds
from rounds.interviews import cards, feedback, seconds
from rounds.interviews.cards import SIGNALS, Handed
from rounds.interviews.flags import FLAGS
from rounds.interviews.notes import notes_of
from rounds.interviews.rubric import CRITERIA
from rounds.packet.content import (
    PacketChange,
    PacketCriterion,
    PacketFeedback,
    PacketFlag,
    PacketNote,
    PacketPiece,
    PacketRaised,
    PacketRater,
    PacketRating,
    PacketSeen,
    PacketSignal,
    PacketVersion,
)


def rater(source: Source, one: Rater) -> PacketRater:
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
        versions=tuple(versions(source, one)),
    )


def versions(source: Source, one: Rater) -> Iterator[PacketVersion]:
    names = {seat.id: seat.name for seat in source.sheet.seats} | {cards.PACKET: "the packet"}
    before: Handed | None = None
    for version in one.versions:
        changed = cards.differences(before.card, version.card) if before else []
        yield PacketVersion(
            version=version.version,
            submitted=iso(version.time),
            reason=source.told(version.reason),
            after_seeing=tuple(names.get(seat, "somebody") for seat in version.seen),
            changes=tuple(PacketChange(it.what, source.told(it.before), source.told(it.after)) for it in changed),
        )
        before = version


def criteria(source: Source) -> Iterator[PacketCriterion]:
    for criterion in CRITERIA:
        rated = [one.criteria[criterion.id] for one in source.panel if one.criteria.get(criterion.id) is not None]
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
                for one in source.raters
            ),
            mean=mean(points for points in rated if points is not None) if rated else None,
        )


def signals(source: Source) -> Iterator[PacketSignal]:
    for name, title in SIGNALS.items():
        said = tuple(
            PacketSeen(one.letter, signal.seen.value, source.told(signal.text))
            for one in source.raters
            for signal in one.card.signals
            if signal.signal == name
        )
        if said:
            yield PacketSignal(name, title, said)


def flags(source: Source) -> Iterator[PacketFlag]:
    for flag in sorted(FLAGS, key=lambda one: one.colour.value):
        said = tuple(
            PacketRaised(
                rater=one.letter,
                scenario=raised.scenario,
                seconds=raised.seconds,
                at=source.sheet.moment(raised.scenario, raised.seconds),
                text=source.told(raised.text),
            )
            for one in source.raters
            for raised in one.card.flags
            if raised.flag == flag.id
        )
        if said:
            count = sum(any(raised.flag == flag.id for raised in one.card.flags) for one in source.panel)
            yield PacketFlag(flag.id, flag.colour.value, flag.text, count, len(source.panel), said)


def written(source: Source) -> Iterator[PacketFeedback]:
    for one in source.raters:
        paragraphs = feedback.paragraphs(one.card.feedback)
        if paragraphs:
            yield PacketFeedback(one.letter, tuple(tuple(pieces(source, each)) for each in paragraphs))


def pieces(source: Source, paragraph: str) -> Iterator[PacketPiece]:
    last = 0
    for link in feedback.links(paragraph):
        if link.start > last:
            yield PacketPiece(source.told(paragraph[last : link.start]))
        at = source.sheet.moment(link.scenario, link.seconds)
        yield PacketPiece(paragraph[link.start + 1 : link.end - 1], at, link.scenario, link.seconds)
        last = link.end
    if last < len(paragraph):
        yield PacketPiece(source.told(paragraph[last:]))


def notes(source: Source) -> Iterator[PacketNote]:
    for one in source.raters:
        for note in reversed(notes_of(source.sheet.done, one.seat.id)):
            at = milliseconds(note.time)
            into = seconds.at(source.hour, note.time, note.scenario)
            text = source.told(note.text)
            yield PacketNote(one.letter, note.scenario, into, at, text, note.criteria, note.afterwards)
