"""The notebook over the wire, the same for its candidate and for who follows; and what its candidate does in it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from rounds.actions.notebook import NotebookShown
from rounds.interviews.notebook import Entry, Kept
from rounds.signals import to_ns
from rounds.web.views import Frozen, Milliseconds

Name = Annotated[str, Field(min_length=1, max_length=64)]
CommandName = Annotated[str, Field(min_length=1, max_length=100)]


class KeptView(Frozen):
    """A pinned view: its address, what it is in words, a value, and what of the view is meant. `place` counts the pins
    from 1; `into` is how far into the scenario it was pinned, null where there is no clock. `by` is who pinned it, where
    several write in one notebook.
    """

    id: str
    place: int
    time: Milliseconds
    into: Milliseconds | None
    address: str
    title: str
    line: str
    entry: str
    against: bool
    value: str
    mark: dict[str, str]
    by: str


class JudgementView(Frozen):
    state: str  # open, supported, refuted, cause
    time: Milliseconds
    into: Milliseconds | None


class EntryView(Frozen):
    """A hypothesis or a note, with all that was held of it, oldest first. `state` is the last of that. `by` is who wrote it,
    where several write in one notebook.
    """

    id: str
    place: int
    kind: str  # hypothesis, note
    text: str
    state: str
    written: Milliseconds
    written_into: Milliseconds | None
    changed: Milliseconds
    changed_into: Milliseconds | None
    judged: list[JudgementView]
    pins: list[KeptView]
    by: str


class NotebookView(Frozen):
    """Of one scenario. `loose` are pins under no entry. `why` says why it cannot be written in now: "discussion",
    "paused" or "closed"; empty where it can.
    """

    scenario: int
    title: str
    open: bool
    why: str
    entries: list[EntryView]
    loose: list[KeptView]


class NewEntry(Frozen):
    """A text by an id of the page's. The same id again is another text; an empty one erases it."""

    entry: Name
    kind: Annotated[str, Field(max_length=20)]
    text: Annotated[str, Field(max_length=4000)]
    command: CommandName


class NewJudgement(Frozen):
    entry: Name
    state: Annotated[str, Field(max_length=20)]
    command: CommandName


class NewPin(Frozen):
    """A view by an id of the page's. The same id again files it elsewhere, or says something else of it."""

    pin: Name
    address: Annotated[str, Field(max_length=4000)]
    title: Annotated[str, Field(max_length=1000)]
    line: Annotated[str, Field(max_length=4000)] = ""
    entry: Annotated[str, Field(max_length=64)] = ""
    against: bool = False
    value: Annotated[str, Field(max_length=1000)] = ""
    mark: dict[str, str] = Field(default_factory=dict)
    command: CommandName


class PinTakenBack(Frozen):
    pin: Name
    command: CommandName


def notebook_view(shown: NotebookShown) -> NotebookView:
    notebook = shown.notebook
    return NotebookView(
        scenario=notebook.scenario,
        title=shown.title,
        open=shown.is_open,
        why=shown.why,
        entries=[entry_view(shown, entry) for entry in notebook.entries],
        loose=[kept_view(shown, pin) for pin in notebook.loose],
    )


def entry_view(shown: NotebookShown, entry: Entry) -> EntryView:
    return EntryView(
        id=entry.id,
        place=entry.place,
        kind=entry.kind,
        text=entry.text,
        state=entry.standing,
        written=milliseconds(entry.written),
        written_into=shown.into(entry.written),
        changed=milliseconds(entry.changed),
        changed_into=shown.into(entry.changed),
        judged=[
            JudgementView(state=one.standing, time=milliseconds(one.time), into=shown.into(one.time))
            for one in entry.judged
        ],
        pins=[kept_view(shown, pin) for pin in entry.pins],
        by=shown.names.get(entry.seat, ""),
    )


def kept_view(shown: NotebookShown, pin: Kept) -> KeptView:
    return KeptView(
        id=pin.id,
        place=pin.place,
        time=milliseconds(pin.time),
        into=shown.into(pin.time),
        address=pin.address,
        title=pin.title,
        line=pin.line,
        entry=pin.entry,
        against=pin.against,
        value=pin.value,
        mark=pin.mark,
        by=shown.names.get(pin.seat, ""),
    )


def milliseconds(moment: datetime) -> float:
    return to_ns(moment) / 1e6
