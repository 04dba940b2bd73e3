"""The classes of a heap: how many objects they have, how much they take and hold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rounds.heapsnapshot.answers import ClassRow, ClassRows
from rounds.heapsnapshot.finding import fitting, named, wanted
from rounds.heapsnapshot.heap import Heap
from rounds.heapsnapshot.objects import shown_distance
from rounds.kit.errors import Invalid

SORTS = ("name", "count", "shallow", "retained", "distance")


@dataclass(frozen=True, slots=True)
class Sums:
    """Of each class of a heap; arrays are C long, as in `Classes`."""

    count: np.ndarray
    shallow: np.ndarray
    retained: np.ndarray
    distance: np.ndarray


def summary(
    heap: Heap,
    *,
    find: str = "",
    keep: np.ndarray | None = None,
    sort: str = "retained",
    descending: bool = True,
    limit: int,
    offset: int,
) -> ClassRows:
    """The classes that `find` finds, of all objects or of those that `keep` (bool[N]) marks.

    Of a part of the objects a class's retained size counts that of its members in the part which no other member in
    the part dominates, as DevTools does. Raises Invalid for a sort or an expression that is none.
    """
    sums = sums_of(heap, keep)
    rows = found(heap, sums, find)
    ordered = rows[order(heap, sums, rows, sort, descending=descending)]
    return ClassRows(
        tuple(class_row(heap, sums, number) for number in ordered[offset : offset + limit].tolist()),
        total=len(rows),
        count=int(sums.count[rows].sum()),
        shallow_bytes=int(sums.shallow[rows].sum()),
    )


def sums_of(heap: Heap, keep: np.ndarray | None) -> Sums:
    classes = heap.classes
    if keep is None:
        return Sums(classes.count, classes.shallow, classes.retained, classes.distance)
    return part(heap, keep)


def part(heap: Heap, keep: np.ndarray) -> Sums:
    """The sums of those members of each class that are marked."""
    raise NotImplementedError


def found(heap: Heap, sums: Sums, find: str) -> np.ndarray:
    """Numbers of the classes that have members and are what was typed."""
    what = wanted(find)
    fits = sums.count > 0
    if what.conditions:
        fits &= fitting(columns(sums), what.conditions)
    if what.name:
        fits &= named(heap.classes.name, what.name)
    return np.flatnonzero(fits)


def columns(sums: Sums) -> dict[str, np.ndarray]:
    return {"count": sums.count, "shallow": sums.shallow, "retained": sums.retained, "distance": sums.distance}


def order(heap: Heap, sums: Sums, rows: np.ndarray, sort: str, *, descending: bool) -> np.ndarray:
    """Of equal rows those whose names come first."""
    if sort not in SORTS:
        raise Invalid(f"Classes can be sorted by {', '.join(SORTS)}, not by {sort}.", field="sort")
    chosen = [(heap.classes.name[number], heap.classes.key[number]) for number in rows.tolist()]
    by_name = np.array(sorted(range(len(rows)), key=chosen.__getitem__), np.int64)
    if sort == "name":
        return by_name[::-1] if descending else by_name
    values = columns(sums)[sort][rows][by_name].astype(np.int64)
    return by_name[np.argsort(-values if descending else values, kind="stable")]


def class_row(heap: Heap, sums: Sums, number: int) -> ClassRow:
    return ClassRow(
        key=heap.classes.key[number],
        name=heap.classes.name[number],
        at=heap.classes.at[number],
        count=int(sums.count[number]),
        shallow_bytes=int(sums.shallow[number]),
        retained_bytes=int(sums.retained[number]),
        distance=shown_distance(int(sums.distance[number])),
    )
