"""What the answers of the heap lens share: the snapshots looked at, what is remembered of them, and how long texts are.

What many clicks ask for anew, and what takes longer than a few milliseconds, is remembered by the incident and the
names of its snapshots: both are sealed, so it never changes.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from rounds.heapsnapshot import objects
from rounds.heapsnapshot.answers import Path, Thing, Things
from rounds.heapsnapshot.heap import ROOT, Heap
from rounds.tools import heap as asked
from rounds.tools.remembering import Remembered
from rounds.tools.snapshots import Shelf, Taken

Made = TypeVar("Made")

REMEMBERED = Remembered(most_bytes=256 << 20)
LONGEST = {"name": 300, "class_name": 200, "edge": 200, "at": 300}  # characters; V8 writes up to 1,024


@dataclass(frozen=True, slots=True)
class Looked:
    """A snapshot that was asked for, with its heap."""

    taken: Taken
    heap: Heap


@dataclass(frozen=True, slots=True)
class Desk:
    """An incident's snapshots, looked at for one question."""

    shelf: Shelf

    def look(self, name: str, field: str = "snapshot") -> Looked:
        taken = self.shelf.find(name, field)
        return Looked(taken, self.shelf.heap(taken))

    def remembered(self, what: Hashable, of: Sequence[Looked], make: Callable[[], Made]) -> Made:
        names = tuple(one.taken.name for one in of)
        return REMEMBERED.get((self.shelf.incident, names, what), make)


# Sizes of what goes out


def listed(found: Things, looked: Looked | None = None, node: int = ROOT) -> asked.Objects:
    """The part of the list, and the object it is of, if it is of one."""
    of = within(objects.thing(looked.heap, node)) if looked else None
    return asked.Objects(tuple(map(within, found.things)), found.total, of)


def within(thing: Thing) -> Thing:
    if all(len(getattr(thing, field)) <= most for field, most in LONGEST.items()):
        return thing
    texts = {field: short(getattr(thing, field), field) for field in LONGEST}
    return replace(thing, **cast("dict[str, Any]", texts))


def short_path(path: Path) -> Path:
    return Path(tuple(map(within, path.steps)))


def told(rows: Iterable[Made]) -> tuple[Made, ...]:
    """Rows of classes with names that fit."""
    return tuple(renamed(row) for row in rows)


def renamed(row: Any) -> Any:
    return replace(row, name=short(row.name, "name")) if len(row.name) > LONGEST["name"] else row


def short(text: str, field: str) -> str:
    most = LONGEST[field]
    return text if len(text) <= most else text[: most - 1] + "…"
