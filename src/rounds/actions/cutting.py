"""A stretch of a replay by itself: what of one scenario happened from and to, with no name in it and nothing else of the
interview.

Moments count from its beginning: when an interview was held says whose it was. Judgements are left out, and so are reasons
that somebody typed. What was written before is not shown, even where something was done with it here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from unicodedata import normalize
from urllib.parse import unquote_plus

from rounds.actions.blinding import blinded
from rounds.actions.replay import (
    EntryReplayed,
    MarkShown,
    NotebookReplayed,
    PauseReplayed,
    PinReplayed,
    ReplayView,
    SceneShown,
)
from rounds.interviews import Interview
from rounds.interviews.replay import quiet_of
from rounds.packet.blind import Blind

CANDIDATE = "Candidate"
DEEPEST = 3  # times that an address may have been written as an address within another
Tell = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Cut:
    """Milliseconds since it begins. A view whose address would name somebody has none."""

    scenes: list[SceneShown]
    marks: list[MarkShown]
    entries: list[EntryReplayed]
    loose: list[PinReplayed]
    pauses: list[PauseReplayed]
    presented: list[tuple[float, float]]
    quiet: list[tuple[float, float]]


def teller(interview: Interview) -> Tell:
    """Texts without the candidate's name and address, and without the interview's id."""
    blind = Blind(CANDIDATE, interview.candidate, interview.mail)
    return lambda text: blind(text).replace(interview.id, CANDIDATE)


def cut(view: ReplayView, scenario: int, since: float, until: float, tell: Tell) -> Cut:
    def at(moment: float) -> float:
        return min(max(moment, since), until) - since

    def during(moment: float) -> bool:
        return since <= moment <= until

    scenes = [
        replace(one, since=at(one.since), until=at(one.until), address=addressed(one.address, tell))
        for one in view.scenes
        if one.scenario in (scenario, None) and one.until > since and one.since < until
    ]
    marks = [
        untimed(replace(mark, at=at(mark.at), no=None, text="" if mark.kind == "pause" else mark.text))
        for mark in view.marks
        if mark.scenario in (scenario, None) and during(mark.at)
    ]
    book = next((one for one in view.notebooks if one.scenario == scenario), NotebookReplayed(scenario, "", [], []))
    entries = [
        one for one in (within(entry, since, until) for entry in book.entries) if one.texts or one.judged or one.pins
    ]
    pauses = [
        PauseReplayed(at(one.since), at(one.until), "", one.away)
        for one in view.pauses
        if one.until > since and one.since < until
    ]
    presented = [(at(start), at(end)) for start, end in view.presented if end > since and start < until]
    moments = [*(one.at for one in marks), *(one.since for one in scenes)]
    told = Cut(
        scenes,
        marks,
        [*placed(entries, tell)],
        [addressed_pin(one, tell) for one in pins(book.loose, since, until)],
        pauses,
        presented,
        quiet_of(moments, 0.0, until - since),
    )
    return blinded(told, tell)


def untimed(mark: MarkShown) -> MarkShown:
    """Without how long a step stayed on the screen, which may reach past the end of the clip."""
    return replace(mark, detail="") if mark.kind == "exposed" else mark


def within(entry: EntryReplayed, since: float, until: float) -> EntryReplayed:
    """What became of an entry in this stretch, and nothing from before."""
    return replace(
        entry,
        texts=[replace(one, at=one.at - since) for one in entry.texts if since <= one.at <= until],
        judged=[replace(one, at=one.at - since) for one in entry.judged if since <= one.at <= until],
        pins=[*pins(entry.pins, since, until)],
    )


def pins(these: Iterable[PinReplayed], since: float, until: float) -> Iterator[PinReplayed]:
    for one in these:
        if since <= one.at <= until:
            yield replace(one, at=one.at - since)


def placed(entries: Iterable[EntryReplayed], tell: Tell) -> Iterator[EntryReplayed]:
    """With ids of ours: a page chose theirs."""
    for place, one in enumerate(entries, 1):
        yield replace(one, id=f"e{place}", pins=[addressed_pin(pin, tell) for pin in one.pins])


def addressed_pin(pin: PinReplayed, tell: Tell) -> PinReplayed:
    return replace(pin, address=addressed(pin.address, tell))


def addressed(address: str, tell: Tell) -> str:
    """The address, or nothing where something in it names somebody: with another word in its place it would be another
    view.
    """
    text = address
    for _ in range(DEEPEST):
        text = unquote_plus(text)
        if tell(text) != normalize("NFC", text):
            return ""
    return address
