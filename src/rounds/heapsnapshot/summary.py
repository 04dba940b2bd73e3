"""The classes of a heap: how many objects they have, how much they take and hold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rounds.heapsnapshot.answers import ClassRow, ClassRows
from rounds.heapsnapshot.finding import fitting, named, wanted
from rounds.heapsnapshot.heap import UNREACHED, Heap
from rounds.heapsnapshot.objects import shown_distance
from rounds.kit.errors import Invalid

FARTHEST = np.int32(2**31 - 1)
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
    sums: Sums | None = None,
) -> ClassRows:
    """The classes that `find` finds, of all objects or of those that `keep` (bool[N]) marks.

    Of a part of the objects a class's retained size counts that of its members in the part which no other member in
    the part dominates, as DevTools does. `sums` are what `sums_of` gave for it, for who asks more than once. Raises
    Invalid for a sort or an expression that is none.
    """
    sums = sums or sums_of(heap, keep)
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
    from rounds.heapsnapshot.kernels import class_retained_sizes  # noqa: PLC0415 - compiled, and most do without

    classes = heap.classes
    kept = keep[classes.member]
    sizes = np.where(keep, heap.shallow, 0)
    retained = class_retained_sizes(
        heap.first_dominated, heap.dominated, heap.node_class, sizes, heap.retained, len(classes.name)
    )
    return Sums(
        count=by_class(heap, kept),
        shallow=by_class(heap, sizes[classes.member]),
        retained=retained,
        distance=least_distances(heap, kept),
    )


def by_class(heap: Heap, values: np.ndarray) -> np.ndarray:
    """Sums of the values of each class's members, int64."""
    sums = np.zeros(len(values) + 1, np.int64)
    np.cumsum(values, out=sums[1:])
    of: np.ndarray = sums[heap.classes.first_member[1:]] - sums[heap.classes.first_member[:-1]]
    return of


def least_distances(heap: Heap, kept: np.ndarray) -> np.ndarray:
    first = heap.classes.first_member
    filled = first[1:] > first[:-1]
    least = np.full(len(filled), UNREACHED, np.int32)
    if len(kept):
        far = np.where(kept, heap.distance[heap.classes.member], FARTHEST)
        least[filled] = np.minimum.reduceat(far, first[:-1][filled])
    return least


def found(heap: Heap, sums: Sums, find: str) -> np.ndarray:
    """Numbers of the classes that have members and are what was typed."""
    what = wanted(find)
    fits = sums.count > 0
    if what.conditions:
        # What nothing holds is not near.
        distance = np.where(sums.distance == UNREACHED, FARTHEST, sums.distance)
        fits &= fitting({**columns(sums), "distance": distance}, what.conditions)
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
