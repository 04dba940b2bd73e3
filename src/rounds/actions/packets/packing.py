"""The content of a packet, put together from an interview's sheet: what its raters handed in, and what the record shows.

Cards of shadows are training and never in it; second ratings stand beside the others and are in no mean.
"""

from __future__ import annotations

from copy import copy
from dataclasses import replace
from datetime import timedelta

from rounds.actions.cockpit import Desk, moment
from rounds.actions.debriefing import decided
from rounds.actions.packets import raters, results, scenarios
from rounds.actions.packets.sources import Source, iso
from rounds.actions.sheet import Sheet
from rounds.interviews import Done, Policy, acts, agenda, cards, gates
from rounds.interviews.access import agreed_of
from rounds.interviews.rubric import ANCHORS, THRESHOLDS
from rounds.interviews.verdict import Verdict
from rounds.packet.content import (
    FORMAT,
    Packet,
    PacketAbout,
    PacketBasis,
    PacketDebrief,
    PacketDecision,
    PacketSettled,
)

# Whose acts after the end change what a packet says.
CHANGING = (
    acts.Submitted, acts.Convened, acts.Settled, acts.Decided, acts.Noted, acts.Recognised, acts.Discussed,
    acts.Mitigated,
)  # fmt: skip


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
    source, combined = Source(sheet, blind=blind), sheet.combined()
    return Packet(
        format=FORMAT,
        about=about(source),
        result=results.result(source, combined),
        raters=tuple(raters.rater(source, one) for one in source.raters),
        scenarios=tuple(scenarios.scenario(source, pin) for pin in sheet.interview.pins),
        wrap_up=scenarios.wrap_up(source),
        criteria=tuple(raters.criteria(source)),
        signals=tuple(raters.signals(source)),
        flags=tuple(raters.flags(source)),
        feedback=tuple(raters.written(source)),
        notes=tuple(raters.notes(source)),
        debrief=debrief(source, combined),
        decision=decision(source),
        basis=basis(source),
    )


def about(source: Source) -> PacketAbout:
    one, past = source.sheet.interview, source.hour.past
    began = past[0].since if past else one.starts or one.created
    ended = source.hour.ended or began
    return PacketAbout(
        id=one.id,
        candidate=source.name,
        blind=source.blind,
        position=source.told(one.position),
        level=one.level.value,
        began=iso(began),
        ended=iso(ended),
        minutes=round((ended - began) / timedelta(minutes=1)),
    )


def debrief(source: Source, combined: Verdict | None) -> PacketDebrief:
    settled = agenda.settled_of(source.sheet.done)
    items = agenda.agenda_of(source.sheet.panel, source.sheet.interview.level, source.sheet.titles, combined)
    known = [
        PacketSettled(
            one.title,
            ", ".join(sorted(f"{source.letters[it.seat]} {it.value}" for it in one.by)),
            source.told(settled.get(one.item, "")),
        )
        for one in items
    ]
    gone = [
        PacketSettled(item, "", source.told(text))
        for item, text in settled.items()
        if item not in {one.item for one in items}
    ]
    return PacketDebrief(source.told(source.sheet.cards.convened), tuple(known + gone))


def decision(source: Source) -> PacketDecision | None:
    found = [*decided(source.sheet)]
    if not found:
        return None
    last = found[-1]
    return PacketDecision(last.outcome, source.told(last.reason), last.by, iso(moment(last.at)))


def basis(source: Source) -> PacketBasis:
    one, agreed = source.sheet.interview, agreed_of(source.sheet.done)
    when = f"{agreed.at.day} {agreed.at:%B %Y}" if agreed.at else ""
    accepted = f"{when}, version {agreed.version}" if agreed.policy and when else "not accepted"
    times = one.accommodations.time
    return PacketBasis(
        plan=f"{one.plan.name or 'Plan'}, {one.plan.length // timedelta(minutes=1)} minutes",
        rubric=one.rubric,
        rules=rules(one.policy),
        accepted=accepted,
        adjustments="none that change the clock" if times == 1 else f"{times:g} times the time of work and discussion",
        anchors=tuple((anchor.points, anchor.text) for anchor in ANCHORS),
        thresholds=THRESHOLDS,
    )


def rules(policy: Policy) -> str:
    assistants = {"no": "no", "allowed": "yes", "disclosed": "yes, if they say so"}[policy.assistants]
    return f"web {'yes' if policy.web else 'no'}, AI assistants {assistants}, people {'yes' if policy.people else 'no'}"
