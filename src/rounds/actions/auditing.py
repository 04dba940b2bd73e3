"""Who of the staff looked at what: written down by ids, and read by admins."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rounds.actions import rights
from rounds.actions.board import harmless
from rounds.actions.office import Office
from rounds.interviews import OPERATOR, Person
from rounds.interviews.rights import Right
from rounds.records.audit import Access, Found
from rounds.records.work import Work

MOST, MOST_ROWS = 200, 100_000  # of a page, and of a table for spreadsheets
COLUMNS = ("Time (UTC)", "Person", "Person's id", "Interview", "Candidate", "What", "Detail")


def accessed(here: Office, who: Person, what: str, interview_id: str = "", detail: str = "") -> None:
    """They looked at it. Of a rehearsal nothing is kept, and a drill is its members' own. `detail` holds no name and no free text."""
    now = here.now()
    if not here.accesses.is_new((who.id, interview_id, what, detail), now):
        return
    with here.records.work() as work:
        if not interview_id or is_kept(work, interview_id):
            work.audit.add(Access(now, who.id, interview_id, what, detail))


def is_kept(work: Work, interview_id: str) -> bool:
    return work.has(interview_id) and not work.interview(interview_id).kind.is_apart


@dataclass(frozen=True, slots=True)
class Seen:
    """An access with names as they are today: of an erased candidate the pseudonym, of a person who is gone their id."""

    no: int
    access: Access
    person: str
    candidate: str


@dataclass(frozen=True, slots=True)
class Log:
    """`more` says that there are older ones; `people` and `kinds` are those that can be asked for."""

    rows: Sequence[Seen]
    more: bool
    people: Mapping[str, str]
    kinds: Sequence[str]


def of(
    here: Office,
    who: Person,
    *,
    person: str = "",
    interview: str = "",
    what: str = "",
    before: int = 0,
    most: int = MOST,
) -> Log:
    """The newest first, or those before an entry.

    Raises:
        Forbidden: it is not theirs.
    """
    rights.need(who, Right.AUDIT)
    with here.records.look() as look:
        found = look.audit.find(person=person, interview=interview, what=what, before=before, most=most + 1)
        names, candidates = named(look), {one.id: one.candidate for one in look.interviews()}
        kinds, looked = look.audit.kinds(), look.audit.people()
    rows = [seen(one, names, candidates) for one in found[:most]]
    return Log(rows, len(found) > most, {one: names.get(one, one) for one in looked}, kinds)


def named(look: Work) -> dict[str, str]:
    """People by the id of their account, and of their seats: some accesses are told by those."""
    return {one.id: one.name for one in (OPERATOR, *look.people.all())}


def seen(one: Found, names: Mapping[str, str], candidates: Mapping[str, str]) -> Seen:
    access = one.access
    return Seen(one.no, access, names.get(access.person, access.person), candidates.get(access.interview, ""))


def as_csv(log: Log) -> str:
    """With a sign before what a spreadsheet would run."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL)  # also where cells are parted by another sign than here
    writer.writerow(COLUMNS)
    for row in log.rows:
        one = row.access
        cells = (
            f"{one.time:%Y-%m-%d %H:%M:%S}",
            row.person,
            one.person,
            one.interview,
            row.candidate,
            one.what,
            one.detail,
        )
        writer.writerow([harmless(cell) for cell in cells])
    return text.getvalue()
