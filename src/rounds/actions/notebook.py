"""The notebook: a candidate writes, judges and pins while their scenario is worked on; who follows reads it.

It stays its candidate's own: they read and take it along also when the interview is over.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from rounds.actions import given, rights
from rounds.actions.acting import of_candidate
from rounds.actions.acting import write as written
from rounds.actions.blinding import for_eyes
from rounds.actions.office import Office
from rounds.actions.paces import TooOften
from rounds.actions.seen import page_of
from rounds.interviews import Done, Hour, Interview, Kind, Part, Person, Seat, State, acts, hour_of
from rounds.interviews.hour import NONE
from rounds.interviews.notebook import (
    LONGEST,
    MOST_ENTRIES,
    MOST_PINS,
    Entry,
    EntryKind,
    Kept,
    Notebook,
    Standing,
    notebook_of,
)
from rounds.interviews.rights import Right
from rounds.kit.errors import Conflict, Invalid
from rounds.records.work import Work

NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")  # of an entry or a pin, which the page makes
TITLE, VALUE, ADDRESS = 300, 200, 4_000  # characters
MARKS, MARKED = 20, 4_000  # of one pin: things, and characters of them all

Command = acts.Wrote | acts.Judged | acts.Pinned | acts.Unpinned


@dataclass(frozen=True, slots=True)
class NotebookShown:
    """A notebook with the hour it belongs to. `is_open` says whether it may be written in now, `why` why not. `names` are
    those of who writes in it, by seat, where several do.
    """

    notebook: Notebook
    hour: Hour
    title: str
    is_open: bool
    why: str = ""
    names: Mapping[str, str] = field(default_factory=dict)

    def into(self, moment: datetime) -> float | None:
        """How far into the scenario a moment was, in milliseconds without pauses; None where there is no clock."""
        past = [one for one in self.hour.past if one.phase.scenario == self.notebook.scenario and one.since <= moment]
        if not past:
            return None
        spent = NONE
        for one in past:
            until = min(one.until or moment, moment)
            spent += until - one.since - sum((pause.within(one.since, until) for pause in self.hour.pauses), NONE)
        return spent / timedelta(milliseconds=1)


def own(here: Office, seat: Seat, number: int) -> NotebookShown:
    """
    Raises:
        NotFound: the seat's interview has no such scenario.
    """
    with here.records.look() as look:
        interview = look.interview(seat.interview)
        interview.pin(number)
        names = names_of(look, interview)
        return shown(here, interview, look.done(seat.interview), number, names)


def all_own(here: Office, seat: Seat) -> list[NotebookShown]:
    """Of every scenario, in their order."""
    with here.records.look() as look:
        interview, done = look.interview(seat.interview), look.done(seat.interview)
        names = names_of(look, interview)
    return [shown(here, interview, done, pin.number, names) for pin in interview.pins]


def of_interview(here: Office, who: Person, interview_id: str, until: int | None = None) -> list[NotebookShown]:
    """Of every scenario, in their order; as they stood after the entry `until` of the record.

    Raises:
        NotFound, Forbidden: as `rights.interview`.
    """
    with here.records.look() as look:
        interview, seat = rights.within(look, who, interview_id, Right.RECORD)
        whole, names = look.done(interview_id), names_of(look, interview)
    done = [one for one in whole if until is None or one.no <= until]
    told = [shown(here, interview, done, pin.number, names) for pin in interview.pins]
    return for_eyes(who, seat, interview, whole, told)


def do(here: Office, seat: Seat, command: Command, name: str) -> NotebookShown:
    """What one press of a key does, and the notebook after it. `name` is the command's: sent again, it does nothing.

    Raises:
        NotFound: the seat's interview has no such scenario.
        Conflict: the scenario is not worked on now, or the notebook is full.
        Invalid: a text is too long or no text, an address is no page of this scenario, or what is judged or taken
            back is not there.
        TooOften: this is quicker than anybody types.
    """
    check(command)
    name = of_candidate(name)
    with here.records.work() as work:
        interview = work.interview(seat.interview)
        interview.pin(command.scenario)
        work.locked(seat.interview)
        if not work.commanded(seat.interview, name):
            check_room(here, work, seat, command)
            written(work, here, seat, command, name)
        names = names_of(work, interview)
        found = shown(here, interview, work.done(seat.interview), command.scenario, names)
    here.live.changed(seat.interview)
    return found


def names_of(look: Work, interview: Interview) -> dict[str, str]:
    """Of who writes in it, by seat, where that may be several."""
    seats = look.seats_of(interview.id) if interview.kind is Kind.DRILL else []
    return {one.id: one.name for one in seats} if len(seats) > 1 else {}


def shown(here: Office, interview: Interview, done: list[Done], number: int, names: Mapping[str, str]) -> NotebookShown:
    hour, pin = hour_of(interview, done), interview.pin(number)
    known = here.library.public(pin.incident) if pin.incident else None
    why = closed(hour, number)
    return NotebookShown(notebook_of(done, number), hour, known.public.title if known else "", not why, why, names)


def closed(hour: Hour, number: int) -> str:
    """Why the notebook cannot be written in now; nothing where it can."""
    if hour.practice:
        return ""
    if hour.state is State.PAUSED and hour.scenario == number:
        return "paused"
    if not hour.opens(number):
        return "closed"
    return "discussion" if hour.now_in and hour.now_in.phase.part is Part.DISCUSSION else ""


# What may be written


def check(command: Command) -> None:
    match command:
        case acts.Wrote():
            check_name(command.entry, "entry")
            check_choice(command.kind, EntryKind, "kind")
            check_text(command.text, "text", LONGEST)
        case acts.Judged():
            check_name(command.entry, "entry")
            check_choice(command.state, Standing, "state")
        case acts.Pinned():
            check_pin(command)
        case acts.Unpinned():
            check_name(command.pin, "pin")


def check_pin(pin: acts.Pinned) -> None:
    check_name(pin.pin, "pin")
    if pin.entry:
        check_name(pin.entry, "entry")
    check_text(pin.address, "address", ADDRESS)
    _, scenario = page_of(pin.address)
    if scenario != pin.scenario:
        raise Invalid("This is not the address of a page of this scenario.", field="address")
    check_text(pin.title, "title", TITLE)
    check_text(pin.line, "line", LONGEST)
    check_text(pin.value, "value", VALUE)
    check_mark(pin.mark)


def check_mark(mark: Mapping[str, str]) -> None:
    if len(mark) > MARKS:
        raise Invalid(f"A pin names at most {MARKS} things.", field="mark")
    if sum(len(name) + len(value) for name, value in mark.items()) > MARKED:
        raise Invalid(f"What a pin names is longer than {MARKED:,} characters.", field="mark")
    for name, value in mark.items():
        check_text(name, "mark", VALUE)
        check_text(value, "mark", LONGEST)


def check_name(name: str, field: str) -> None:
    if not NAME.fullmatch(name):
        raise Invalid("This names nothing in a notebook.", field=field)


def check_choice(value: str, choices: type[EntryKind] | type[Standing], field: str) -> None:
    if value not in {one.value for one in choices}:
        raise Invalid(f"{field} is one of {', '.join(choices)}.", field=field)


def check_text(text: str, field: str, longest: int) -> None:
    given.check({field: text})
    if len(text) > longest:
        raise Invalid(f"This is longer than {longest:,} characters.", field=field)


def check_room(here: Office, work: Work, seat: Seat, command: Command) -> None:
    """That there is something to change, room for what is new, and time between."""
    notebook = notebook_of(work.done(seat.interview), command.scenario)
    entries: dict[str, Entry] = {one.id: one for one in notebook.entries}
    pins: dict[str, Kept] = {one.id: one for one in notebook.pins}
    match command:
        case acts.Judged() if command.entry not in entries or entries[command.entry].kind is not EntryKind.HYPOTHESIS:
            raise Invalid("There is no such hypothesis.", field="entry")
        case acts.Unpinned() if command.pin not in pins:
            raise Invalid("There is no such pin.", field="pin")
        case acts.Pinned() if command.entry and command.entry not in entries:
            raise Invalid("There is no such entry to file it under.", field="entry")
        case acts.Wrote() if command.entry not in entries and command.text and len(entries) >= MOST_ENTRIES:
            raise Conflict(f"A notebook holds {MOST_ENTRIES} entries.")
        case acts.Pinned() if command.pin not in pins and len(pins) >= MOST_PINS:
            raise Conflict(f"A notebook holds {MOST_PINS} pins.")
    if not here.paces.take(f"{seat.id}/notebook", 1):
        raise TooOften("This is quicker than a notebook is written. Try again in a moment.")


# To take along

SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~&])")
UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")  # what a terminal that shows the file would obey
AT_FIRST = re.compile(r"^([=+\-@!.)\d])")  # what would be a formula in a table, or begin a list
STANDINGS = {
    Standing.OPEN: "open",
    Standing.SUPPORTED: "supported",
    Standing.REFUTED: "ruled out",
    Standing.CAUSE: "root cause",
}


def markdown(found: list[NotebookShown]) -> str:
    """The candidate's own words, and addresses; nothing else."""
    parts = ["# Notebook", *(of_scenario(one) for one in found)]
    return "\n\n".join(parts) + "\n"


def of_scenario(one: NotebookShown) -> str:
    notebook = one.notebook
    lines = [f"## Scenario {notebook.scenario}" + (f": {plain(one.title)}" if one.title else "")]
    if not notebook.entries and not notebook.loose:
        lines.append("Nothing was written down.")
    lines.extend(of_entry(one, number, entry) for number, entry in enumerate(notebook.entries, start=1))
    if notebook.loose:
        lines.append("### Pinned, under no entry\n\n" + "\n".join(map(of_pin, notebook.loose)))
    return "\n\n".join(lines)


def of_entry(one: NotebookShown, number: int, entry: Entry) -> str:
    what = f", {STANDINGS[entry.standing]}" if entry.kind is EntryKind.HYPOTHESIS else ""
    head = f"### {number}. {entry.kind.capitalize()}{what}"
    changes = "".join(f", {STANDINGS[each.standing]} {when(one, each.time)}" for each in entry.judged)
    by = f" by {plain(one.names[entry.seat])}" if entry.seat in one.names else ""
    told = [head, plain(entry.text), f"Written {when(one, entry.written)}{by}{changes}."]
    return "\n\n".join([*told, *(["\n".join(map(of_pin, entry.pins))] if entry.pins else [])])


def of_pin(pin: Kept) -> str:
    told = ": ".join(plain(part) for part in (pin.title, pin.line, pin.value) if part)
    return f"- {'against' if pin.against else 'for'}: {told} (<{pin.address.replace('>', '%3E').replace('<', '%3C')}>)"


def when(one: NotebookShown, moment: datetime) -> str:
    """As minutes and seconds into the scenario, or as a time where there is no clock."""
    into = one.into(moment)
    if into is None:
        return f"{moment:%Y-%m-%d %H:%M} UTC"
    return f"{int(into // 60_000)}:{int(into // 1000 % 60):02}"


def plain(text: str) -> str:
    """As Markdown that shows just these words, on a line of their own."""
    said = (UNSEEN.sub("", line).strip() for line in text.splitlines())
    lines = (AT_FIRST.sub(r"\\\1", SPECIAL.sub(r"\\\1", line)) for line in said)
    return " ".join(line for line in lines if line)
