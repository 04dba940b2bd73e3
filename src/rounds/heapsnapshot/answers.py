"""What can be said of a heap, as plain values: the command line prints them and the interface sends them.

Sizes are bytes. An object is named by V8's id, as DevTools shows it behind an @; in the rare file that has an id
twice, the first object is meant. A distance is the number of steps from the roots; None where only V8 itself holds it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClassRow:
    key: str
    name: str
    at: str  # `file:line:column`; empty unless classes of one name are told apart by it
    count: int
    shallow_bytes: int
    retained_bytes: int
    distance: int | None


@dataclass(frozen=True, slots=True)
class ClassRows:
    """Part of a list of classes: `total` counts its rows; `count` and `shallow_bytes` are of all of them."""

    rows: tuple[ClassRow, ...]
    total: int
    count: int
    shallow_bytes: int


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a class between two snapshots of one process.

    `allocated_bytes`, `freed_bytes` and `delta_bytes` are DevTools': the shallow sizes of new and deleted objects and
    their difference. An object in both that grew in place, as a list does, is in neither; `shallow_delta` has it too:
    it is what all of the class take in the later snapshot less what they took in the earlier one.
    """

    key: str
    name: str
    at: str
    count_before: int
    count_after: int
    new: int
    deleted: int
    delta: int
    allocated_bytes: int
    freed_bytes: int
    delta_bytes: int
    shallow_before: int
    shallow_after: int
    shallow_delta: int
    retained_before: int
    retained_after: int
    retained_delta: int


@dataclass(frozen=True, slots=True)
class Thing:
    """An object, and in a list of fields or retainers the edge it is reached by."""

    id: int
    name: str  # a class's name, `onStep()`, a text in quotes and cut
    class_name: str
    class_key: str
    type: str  # V8's: object, closure, string, array, …
    shallow_bytes: int
    retained_bytes: int
    distance: int | None
    at: str  # `file:line:column`, counted from 1, where V8 knows it; or empty
    detached: bool
    fields: int  # how many edges leave it
    elements: int  # how many of them are numbered
    edge: str = ""  # `self`, `[3]`, `step.completed`; of the edge this row is reached by
    edge_type: str = ""  # context, element, property, internal, hidden, shortcut, weak


@dataclass(frozen=True, slots=True)
class Things:
    """Part of a list: `total` counts all of it."""

    things: tuple[Thing, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Path:
    """From an object up to a root: `steps[0]` is the object, each later step holds the one before by its `edge`.

    Empty when nothing holds it but what is ignored, or weakly.
    """

    steps: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Paths:
    """Several ways by which one object is held, shortest first. `limits` says in words what was left out, if anything."""

    paths: tuple[Path, ...]
    limits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PathGroup:
    """Objects of a class that are held in the same way: by the same classes, by the same names; indices count as one."""

    path: tuple[str, ...]  # from the root: `(GC roots)`, `.eventBus`, `WorkflowEventBus`, `._events`, `[*]`, …
    count: int
    shallow_bytes: int
    retained_bytes: int
    example: int  # id of the one that retains most
    also: tuple[tuple[str, ...], ...] = ()  # other ways of the same length that hold the example, the first of them
    also_total: int = 0  # how many of those there are: to ignore one holder frees nothing where others hold as well


@dataclass(frozen=True, slots=True)
class PathGroups:
    groups: tuple[PathGroup, ...]  # most retained first
    total: int  # objects looked at: all of the class, or of what was asked for of it
    limits: tuple[str, ...]
    ways: int = 0  # in how many these are held, of which `groups` are the first


@dataclass(frozen=True, slots=True)
class Share:
    name: str  # code, strings, js arrays, typed arrays, system, native, other
    bytes: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """As DevTools: the shares sum up to the total."""

    total_bytes: int
    native_bytes: int
    v8_bytes: int
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A text that stands in the heap more than once. V8 cuts texts at 1,024 characters: longer ones may differ after."""

    text: str  # cut
    count: int
    shallow_bytes: int  # of all of them
    wasted_bytes: int  # of all but one
    cut: bool
    example: int


@dataclass(frozen=True, slots=True)
class Duplicates:
    duplicates: tuple[Duplicate, ...]  # most wasted first
    total: int
    wasted_bytes: int  # of all
    cut_bytes: int = 0  # of those the texts that V8 cut, which may differ after: so much of it is a most


@dataclass(frozen=True, slots=True)
class Suspect:
    """Something that holds more than its share, and why it is named: what accumulates, and where."""

    name: str  # of the class that accumulates
    id: int  # the object where it accumulates
    count: int  # objects held there that are new since the base, or of the group
    retained_bytes: int
    share: float  # of the heap
    path: tuple[str, ...]  # as in PathGroup
    reason: str
    where: str = ""  # the object of `id`: `_events of WorkflowEventBus @7`; empty for the root
    at: str = ""  # `file:line:column` of the function or class by which they are held, where V8 knows it
    grown_bytes: int = 0  # by how much that place grew since the base, as far as by these


@dataclass(frozen=True, slots=True)
class Suspects:
    suspects: tuple[Suspect, ...]  # most retained first; with a base, what grew most


@dataclass(frozen=True, slots=True)
class GrowthRow:
    """A class over snapshots in the order of time; `steady` says that its count grew from each to the next."""

    key: str
    name: str
    at: str
    counts: tuple[int, ...]
    shallow_bytes: tuple[int, ...]
    retained_bytes: tuple[int, ...]
    steady: bool


@dataclass(frozen=True, slots=True)
class GrowthRows:
    """Part of a list of classes over snapshots: `total` counts its rows."""

    rows: tuple[GrowthRow, ...]
    total: int
