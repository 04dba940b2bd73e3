"""Classes over several snapshots of one process: which of them grow, and which do so steadily."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rounds.heapsnapshot.answers import GrowthRow, GrowthRows
from rounds.heapsnapshot.classes import classified, name_in, place_in, told_apart
from rounds.heapsnapshot.finding import fitting, named, wanted
from rounds.heapsnapshot.heap import Heap
from rounds.heapsnapshot.scripts import spot
from rounds.kit.errors import Invalid

SORTS = ("name", "count", "shallow", "retained")


@dataclass(frozen=True, slots=True)
class Table:
    """Classes by their keys over snapshots; arrays are int64[classes, snapshots]."""

    key: tuple[str, ...]
    count: np.ndarray
    shallow: np.ndarray
    retained: np.ndarray


def growth(
    heaps: Sequence[Heap],
    *,
    find: str = "",
    sort: str = "retained",
    descending: bool = True,
    limit: int,
    offset: int,
) -> GrowthRows:
    """Heaps in the order of time, whose plain objects all go by the shapes of the newest.

    Sorted by how much classes grew from the first to the last, of equal ones by name; `find` as in the summary, its
    conditions are of the newest. Raises Invalid for a sort or an expression that is none.
    """
    if sort not in SORTS:
        raise Invalid(f"Classes can be sorted by {', '.join(SORTS)}, not by {sort}.", field="sort")
    table = table_of(heaps)
    names = [name_in(key) for key in table.key]
    rows = found(table, names, find)
    rows.sort(key=lambda row: (names[row], table.key[row]), reverse=descending and sort == "name")
    if sort != "name":
        grown = {"count": table.count, "shallow": table.shallow, "retained": table.retained}[sort]
        rows.sort(key=lambda row: int(grown[row, -1] - grown[row, 0]), reverse=descending)
    at = told_apart(names, [place(heaps, key) for key in table.key], [True] * len(names))
    return GrowthRows(tuple(grown_row(table, names, at, row) for row in rows[offset : offset + limit]), total=len(rows))


def table_of(heaps: Sequence[Heap]) -> Table:
    each = [sums_by(heap, heaps[-1].shapes) for heap in heaps]
    number: dict[str, int] = {}
    for sums in each:
        for key in sums.key:
            number.setdefault(key, len(number))
    shape = (len(number), len(heaps))
    table = Table(tuple(number), *(np.zeros(shape, np.int64) for _ in range(3)))
    for column, sums in enumerate(each):
        rows = [number[key] for key in sums.key]
        table.count[rows, column] = sums.count
        table.shallow[rows, column] = sums.shallow
        table.retained[rows, column] = sums.retained
    return table


def sums_by(heap: Heap, shapes: tuple[str, ...]) -> Table:
    """Of one heap, whose plain objects go by these shapes; arrays are int64[classes]."""
    if shapes == heap.shapes:
        return Table(heap.classes.key, heap.classes.count, heap.classes.shallow, heap.classes.retained)
    from rounds.heapsnapshot.kernels import class_retained_sizes  # noqa: PLC0415 - compiled, for unlike shapes alone

    naming = classified(heap, heap.places, shapes)
    size = len(naming.key)
    of = naming.node_class[heap.classes.member]
    # Exact: a double counts bytes to 9 PB
    shallow = np.bincount(of, weights=heap.shallow[heap.classes.member], minlength=size).astype(np.int64)
    retained = class_retained_sizes(
        heap.first_dominated, heap.dominated, naming.node_class, heap.shallow, heap.retained, size
    )
    return Table(naming.key, np.bincount(of, minlength=size), shallow, retained)


def found(table: Table, names: Sequence[str], find: str) -> list[int]:
    what = wanted(find)
    fits = table.count.any(axis=1)
    newest = {"count": table.count[:, -1], "shallow": table.shallow[:, -1], "retained": table.retained[:, -1]}
    if what.conditions:
        if any(one.column not in newest for one in what.conditions):
            raise Invalid("Growth can be searched by name, count, size and retained, not by distance.", field="find")
        fits &= fitting(newest, what.conditions)
    if what.name:
        fits &= named(names, what.name)
    return np.flatnonzero(fits).tolist()


def place(heaps: Sequence[Heap], key: str) -> str:
    """Where a class was written down, by the names of scripts that the newest snapshot that knows them has."""
    where = place_in(key)
    if where is None:
        return ""
    knowing = [heap.places for heap in heaps if where[0] in heap.places.scripts]
    return spot((knowing or [heaps[-1].places])[-1], *where)


def grown_row(table: Table, names: Sequence[str], at: Sequence[str], row: int) -> GrowthRow:
    counts = table.count[row]
    return GrowthRow(
        key=table.key[row],
        name=names[row],
        at=at[row],
        counts=tuple(counts.tolist()),
        shallow_bytes=tuple(table.shallow[row].tolist()),
        retained_bytes=tuple(table.retained[row].tolist()),
        steady=len(counts) > 1 and bool((np.diff(counts) > 0).all()),
    )
