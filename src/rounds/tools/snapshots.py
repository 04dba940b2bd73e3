"""Which heap snapshots an incident has, and finding one by its name. What was taken after its clock is not there."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from rounds.heapsnapshot.heap import ROOT, Heap
from rounds.kit.errors import Invalid, NotFound
from rounds.store import Reader
from rounds.store.questions import heap as statements
from rounds.tools import heap as asked
from rounds.tools.heap import Snapshot, Snapshots, SnapshotsQuestion

ENDINGS = (".zst", ".gz", ".heapsnapshot")
LONGEST_NAME = 100  # as far as a name that is not there is said again


class Kept(Protocol):
    """An incident's snapshots with their analyses, each by its name in the bundle."""

    def names(self) -> Iterable[str]: ...

    def heap(self, name: str) -> Heap: ...

    def file_bytes(self, name: str) -> int: ...


@dataclass(frozen=True, slots=True)
class Heaps:
    """What is kept of an incident, and where its clock stands: ms since 1970."""

    kept: Kept
    now: float = math.inf


@dataclass(frozen=True, slots=True)
class Taken:
    """`kept` is its name where it is kept, `name` the same without what says how it was written and packed."""

    name: str
    kept: str
    time: float
    service: str
    pod: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The snapshots of one incident that may be looked at, in the order of time."""

    incident: str
    taken: tuple[Taken, ...]
    kept: Kept | None

    def find(self, name: str, field: str = "snapshot") -> Taken:
        """
        Raises:
            Invalid: no name is given, in that field. NotFound: there is none of that name.
        """
        if not name:
            raise Invalid(f"{field} must name a snapshot. {self.there_are()}", field=field)
        for one in self.taken:
            if one.name == name:
                return one
        raise NotFound(f"There is no snapshot {cut(name)}. {self.there_are()}")

    def there_are(self) -> str:
        names = ", ".join(one.name for one in self.taken[:10])
        return f"There are: {names}." if names else "This incident has none."

    def of_pod(self, pod: str) -> tuple[Taken, ...]:
        return tuple(one for one in self.taken if one.pod == pod)

    def heap(self, one: Taken) -> Heap:
        assert self.kept is not None  # or nothing would be taken
        return self.kept.heap(one.kept)


def is_of_heaps(question: Any) -> bool:
    return type(question).__module__ == asked.__name__


def shelf(reader: Reader, heaps: Heaps | None, tag: str = "") -> Shelf:
    """What the engine says was taken by now and what is kept of it."""
    if heaps is None:
        return Shelf(reader.name, (), None)
    kept = {plain(name): name for name in heaps.kept.names()}
    taken = (
        Taken(plain(row["Name"]), kept[plain(row["Name"])], float(row["Taken"]), row["ServiceName"], row["Pod"])
        for row in reader.rows(statements.SNAPSHOTS, tag=tag)
        if row["Taken"] <= heaps.now and plain(row["Name"]) in kept
    )
    return Shelf(reader.name, tuple(taken), heaps.kept)


def snapshots(on: Shelf, question: SnapshotsQuestion) -> Snapshots:
    return Snapshots(tuple(described(on, one) for one in on.taken), question.suspects)


def described(on: Shelf, one: Taken) -> Snapshot:
    heap = on.heap(one)
    size = on.kept.file_bytes(one.kept) if on.kept else 0
    return Snapshot(
        name=one.name,
        time=one.time,
        service=one.service,
        pod=one.pod,
        file_bytes=size,
        heap_bytes=int(heap.retained[ROOT]),
        objects=int(heap.classes.count.sum()),
        nodes=heap.nodes,
        edges=heap.edges,
    )


def plain(name: str) -> str:
    for ending in ENDINGS:
        name = name.removesuffix(ending)
    return name


def cut(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
