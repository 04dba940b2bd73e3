"""The candidate's notebook of a scenario: hypotheses and notes with what became of them, and views kept as evidence.

It is told by the acts of its candidate alone, so it can be read as it stood at any moment: give the acts until then.
What was erased stands in the acts and no longer in the notebook; written again under the same id, it is there again
with its pins.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from rounds.interviews.acts import Done, Judged, Pinned, Unpinned, Wrote

MOST_ENTRIES = 200
MOST_PINS = 200
LONGEST = 2_000  # characters of a text


class EntryKind(StrEnum):
    HYPOTHESIS = "hypothesis"
    NOTE = "note"


class Standing(StrEnum):
    """What the candidate holds of a hypothesis."""

    OPEN = "open"
    SUPPORTED = "supported"
    REFUTED = "refuted"
    CAUSE = "cause"


@dataclass(frozen=True, slots=True)
class Judgement:
    standing: Standing
    time: datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """A pinned view. `place` counts the pins of the scenario from 1 and stays; `no` and `time` are of the act that
    pinned this address, not of one that filed it elsewhere; `seat` is whose that act was.
    """

    id: str
    place: int
    no: int
    time: datetime
    address: str
    title: str
    line: str = ""
    entry: str = ""
    against: bool = False
    value: str = ""
    mark: dict[str, str] = field(default_factory=dict)
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A text as it stood from then on, by the act that said so."""

    no: int
    time: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A hypothesis or a note. `place` counts the entries of the scenario from 1 and stays; `texts` and `judged` are
    oldest first, `seat` wrote it first.
    """

    id: str
    place: int
    kind: EntryKind
    texts: tuple[Written, ...]
    judged: tuple[Judgement, ...] = ()
    pins: tuple[Kept, ...] = ()
    seat: str = ""

    @property
    def text(self) -> str:
        return self.texts[-1].text

    @property
    def standing(self) -> Standing:
        return self.judged[-1].standing if self.judged else Standing.OPEN

    @property
    def written(self) -> datetime:
        return self.texts[0].time

    @property
    def changed(self) -> datetime:
        """When its text was last another, or it was judged."""
        return max(self.texts[-1].time, *(one.time for one in self.judged[-1:]), self.written)


@dataclass(frozen=True, slots=True)
class Notebook:
    """`loose` are pins that stand under no entry."""

    scenario: int
    entries: tuple[Entry, ...] = ()
    loose: tuple[Kept, ...] = ()

    @property
    def pins(self) -> tuple[Kept, ...]:
        """All of them, in the order in which they were pinned."""
        filed = (pin for entry in self.entries for pin in entry.pins)
        return tuple(sorted((*filed, *self.loose), key=lambda pin: pin.place))


def notebook_of(done: Iterable[Done], scenario: int) -> Notebook:
    """The notebook of a scenario after these acts, in their order."""
    entries: dict[str, Entry] = {}
    pins: dict[str, Kept] = {}
    gone: dict[str, Kept] = {}
    for one in done:
        match one.act:
            case Wrote() if one.act.scenario == scenario:
                write(entries, one, one.act)
            case Judged() if one.act.scenario == scenario and one.act.entry in entries:
                judge(entries, one, one.act)
            case Pinned() if one.act.scenario == scenario:
                place = gone[one.act.pin].place if one.act.pin in gone else len(pins.keys() | gone.keys()) + 1
                pins[one.act.pin] = kept(pins.get(one.act.pin), place, one, one.act)
            case Unpinned() if one.act.scenario == scenario and one.act.pin in pins:
                gone[one.act.pin] = pins.pop(one.act.pin)
    shown = {entry.id: entry for entry in entries.values() if entry.text}
    filed = tuple(replace(entry, pins=under(pins, entry.id)) for entry in shown.values())
    return Notebook(scenario, filed, tuple(pin for pin in pins.values() if pin.entry not in shown))


def write(entries: dict[str, Entry], one: Done, act: Wrote) -> None:
    assert one.time
    text, before = act.text.strip(), entries.get(act.entry)
    written = Written(one.no, one.time, text)
    if before is None:
        if text:
            entries[act.entry] = Entry(act.entry, len(entries) + 1, EntryKind(act.kind), (written,), seat=one.seat)
        return
    texts = before.texts if text == before.text else (*before.texts, written)
    entries[act.entry] = replace(before, kind=EntryKind(act.kind), texts=texts)


def judge(entries: dict[str, Entry], one: Done, act: Judged) -> None:
    assert one.time
    entry, standing = entries[act.entry], Standing(act.state)
    if standing is not entry.standing:
        entries[act.entry] = replace(entry, judged=(*entry.judged, Judgement(standing, one.time)))


def kept(before: Kept | None, place: int, one: Done, act: Pinned) -> Kept:
    """The pin, or what it is after it was filed elsewhere or said to be something else."""
    assert one.time
    same = before is not None and (before.address, before.mark) == (act.address, act.mark)
    return Kept(
        id=act.pin,
        place=before.place if before else place,
        no=before.no if before and same else one.no,
        time=before.time if before and same else one.time,
        address=act.address,
        title=act.title,
        line=act.line,
        entry=act.entry,
        against=act.against,
        value=act.value,
        mark=act.mark,
        seat=before.seat if before and same else one.seat,
    )


def under(pins: dict[str, Kept], entry: str) -> tuple[Kept, ...]:
    return tuple(sorted((pin for pin in pins.values() if pin.entry == entry), key=lambda pin: pin.place))
