"""Heap snapshots of an incident: what is in the heap, what grew between two, and what holds an object.

A snapshot is asked for by its name, an object by V8's id; where an id may be left out, the root is meant. What can
be said of objects and classes has the shapes of `rounds.heapsnapshot.answers`.
"""

from __future__ import annotations

from dataclasses import dataclass

from rounds.heapsnapshot.answers import (
    Change,
    ClassRow,
    Duplicate,
    GrowthRow,
    Path,
    PathGroup,
    Share,
    Suspect,
    Thing,
)

KEEP = ("all", "new", "duplicate strings", "detached", "held by contexts", "held by event handlers")
"""Which objects are looked at; `new` are those whose ids are not in the snapshot named by `since`."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """`heap_bytes` is the sum of all sizes, as `v8js_memory_heap_used_bytes` counts them.

    `objects` are the nodes that have a size, as the summary counts them. `nodes` are all that V8 wrote, with its groups
    of roots, and with the hidden parts and arrays whose sizes count to the one object that owns them, as in DevTools.
    """

    name: str
    time: float
    service: str
    pod: str
    file_bytes: int  # as V8 wrote it, unpacked
    heap_bytes: int
    objects: int
    nodes: int
    edges: int


@dataclass(frozen=True, slots=True)
class Snapshots:
    """In the order of time. `suspects` says whether whoever asks may ask for suspects."""

    snapshots: tuple[Snapshot, ...]
    suspects: bool
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SnapshotsQuestion:
    suspects: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryQuestion:
    """`find` keeps classes whose name contains the text, or matches it when written /so/. `sort` is name, count,
    shallow, retained or distance."""

    snapshot: str
    find: str = ""
    keep: str = "all"
    since: str = ""
    sort: str = "retained"
    descending: bool = True
    limit: int = 200
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """`count`, `shallow_bytes` are of all that was found, not only of these rows."""

    rows: tuple[ClassRow, ...]
    total: int
    count: int
    shallow_bytes: int
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectsQuestion:
    """The objects of a class. `sort` is retained, shallow, distance, id or name."""

    snapshot: str
    key: str
    keep: str = "all"
    since: str = ""
    sort: str = "retained"
    descending: bool = True
    limit: int = 100
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Objects:
    """`total` counts the whole list, of which these are a part. `of` is the object that was asked about, if one was."""

    things: tuple[Thing, ...]
    total: int
    of: Thing | None = None
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareQuestion:
    """What is in `snapshot` against `base`. `sort` is name, new, deleted, delta, allocated, freed, delta_bytes,
    shallow, shallow_delta, retained or retained_delta. Classes in which nothing changed are left out unless
    `all_classes`."""

    base: str
    snapshot: str
    find: str = ""
    all_classes: bool = False
    sort: str = "retained_delta"
    descending: bool = True
    limit: int = 200
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """`trend` gives for each row its counts in every snapshot of the pod, in the order of `names`.

    `allocated_bytes` and `freed_bytes` are of new and deleted objects, as in DevTools; `shallow_delta` is by how much
    all objects of these rows take more now, those that grew in place among them.

    Ids mean the same object only within one process; `warning` says so when these do not seem to be of one.
    """

    rows: tuple[Change, ...]
    trend: tuple[tuple[int, ...], ...]
    names: tuple[str, ...]
    total: int
    new: int
    deleted: int
    allocated_bytes: int
    freed_bytes: int
    shallow_delta: int
    same_process: bool
    warning: str
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedQuestion:
    """The objects of a class that are new in `snapshot`, or deleted since `base`: `which` is new or deleted."""

    base: str
    snapshot: str
    key: str
    which: str = "new"
    sort: str = "retained"
    descending: bool = True
    limit: int = 100
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GrowthQuestion:
    """Classes over all snapshots of a pod. `sort` is name, count, shallow or retained: by how much they grew in it."""

    pod: str
    find: str = ""
    sort: str = "retained"
    descending: bool = True
    limit: int = 200
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Growth:
    rows: tuple[GrowthRow, ...]
    names: tuple[str, ...]  # the snapshots
    total: int
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectQuestion:
    snapshot: str
    id: int


@dataclass(frozen=True, slots=True)
class Fact:
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class ObjectDetails:
    """`facts` are what its edges say of it in words: context, shared, __proto__, the length of a text."""

    thing: Thing
    facts: tuple[Fact, ...]
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldsQuestion:
    """What an object refers to, in the order of the file's edges; of the root, what it holds."""

    snapshot: str
    id: int | None = None
    limit: int = 100
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RetainersQuestion:
    """What refers to an object, nearest to the roots first, with distances as they are without the ignored objects."""

    snapshot: str
    id: int
    ignore: tuple[int, ...] = ()
    limit: int = 100
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PathQuestion:
    """A shortest way by which an object is held that passes none of the ignored ones."""

    snapshot: str
    id: int
    ignore: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class HeldBy:
    path: Path
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PathsQuestion:
    snapshot: str
    id: int
    ignore: tuple[int, ...] = ()
    limit: int = 10


@dataclass(frozen=True, slots=True)
class AllPaths:
    paths: tuple[Path, ...]
    limits: tuple[str, ...]
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupsQuestion:
    """The objects of a class by the way they are held; with `since`, those new since that snapshot."""

    snapshot: str
    key: str
    since: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Groups:
    """`total` counts the objects, all of which were looked at; `ways` in how many they are held by shortest paths.

    Those of one group may be held in other ways of the same length as well: its `also` has the first of these.
    """

    groups: tuple[PathGroup, ...]
    total: int
    limits: tuple[str, ...]
    ways: int = 0
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DominatedQuestion:
    """What an object alone keeps alive, directly: its children in the dominator tree, most retained first.

    Of those that it refers to itself `edge` says by what name.
    """

    snapshot: str
    id: int | None = None
    limit: int = 100
    offset: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DominatorsQuestion:
    """The chain of dominators of an object, itself first, up to the root.

    One that refers to the one before itself says in `edge` by what name.
    """

    snapshot: str
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsQuestion:
    snapshot: str


@dataclass(frozen=True, slots=True)
class HeapStatistics:
    total_bytes: int
    native_bytes: int
    v8_bytes: int
    shares: tuple[Share, ...]
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicatesQuestion:
    snapshot: str
    find: str = ""
    limit: int = 100
    offset: int = 0


@dataclass(frozen=True, slots=True)
class DuplicateStrings:
    """`cut_bytes` of `wasted_bytes` are of texts that V8 cut at 1,024 characters: they may differ after, and waste less."""

    duplicates: tuple[Duplicate, ...]
    total: int
    wasted_bytes: int
    cut_bytes: int = 0
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspectsQuestion:
    """What holds more than its share; with `base`, judged by what is new since that snapshot."""

    snapshot: str
    base: str = ""


@dataclass(frozen=True, slots=True)
class LeakSuspects:
    suspects: tuple[Suspect, ...]
    took_ms: float = 0
