"""Our analysis of a snapshot beside another engine's: how much differs, by what is compared."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

import numpy as np
from bench.heap.tables import Row, Table

from rounds.heapsnapshot.analysing import Rules, analyse
from rounds.heapsnapshot.comparing import changes
from rounds.heapsnapshot.heap import UNREACHED, Heap
from rounds.heapsnapshot.reading import Columns
from rounds.heapsnapshot.statistics import statistics

SUMMARY = ("class", "count", "shallow", "retained", "distance")
LONE = re.compile("[\ud800-\udfff]")
COMPARISON = ("class", "new", "deleted", "delta", "allocated", "freed", "sizeDelta")


def differences(heap: Heap, table: Table, base: Heap | None = None) -> dict[str, int]:
    """How many nodes or rows differ from DevTools' worker in what; nothing where all is equal."""
    found = nodes(heap, table) | {
        "rows and classes of other nodes": regrouped(heap, table),
        "shares of the Statistics": shares(heap, table),
        "rows of the Summary": unequal(summary(heap), table.summary, SUMMARY),
    }
    if base is not None:
        found["rows of the Comparison"] = unequal(comparison(base, heap), named_by_key(table.comparison), COMPARISON)
    return {what: count for what, count in found.items() if count}


def as_memlab(columns: Columns) -> Heap:
    """By memlab's rules: three of DevTools' are not there, and what nothing holds does not hold what something holds."""
    rules = Rules(pages=False, ephemerons=False, folding=False)
    heap = analyse(columns, rules=rules)
    source = np.repeat(np.arange(heap.nodes), np.diff(heap.first_edge))
    loose = (heap.distance[source] == UNREACHED) & (heap.distance[heap.edge_to] != UNREACHED)
    if not loose.any():
        return heap
    edge_type = np.where(loose, heap.kinds.edges.index("weak"), heap.edge_type).astype(np.uint8)
    return analyse(replace(columns, edge_type=edge_type), rules=rules)


def nodes(heap: Heap, table: Table) -> dict[str, int]:
    columns = {
        "self sizes": (heap.shallow, table.self_size),
        "retained sizes": (heap.retained, table.retained),
        "dominators": (heap.dominator, table.dominator),
        "distances": (heap.distance, table.distance),
    }
    return {what: int(np.count_nonzero(ours != theirs)) for what, (ours, theirs) in columns.items()}


def regrouped(heap: Heap, table: Table) -> int:
    """Of our classes and their rows those that share nodes with more than one of the other."""
    counted = table.row >= 0
    ours, theirs = heap.node_class[counted], table.row[counted]
    pairs = np.unique(np.stack([ours, theirs]), axis=1)
    return len(pairs[0]) * 2 - len(np.unique(ours)) - len(np.unique(theirs))


def shares(heap: Heap, table: Table) -> int:
    ours = statistics(heap)
    mine = {share.name: share.bytes for share in ours.shares}
    native, inside = table.statistics["native"], table.statistics["v8heap"]
    pairs = [
        (ours.total_bytes, table.statistics["total"]),
        (ours.native_bytes, native["total"]),
        (mine["typed arrays"], native["typedArrays"]),
        (ours.v8_bytes, inside["total"]),
        (mine["code"], inside["code"]),
        (mine["js arrays"], inside["jsArrays"]),
        (mine["strings"], inside["strings"]),
        (mine["system"], inside["system"]),
    ]
    return sum(one != other for one, other in pairs)


def summary(heap: Heap) -> list[Row]:
    rows = heap.classes
    columns = (rows.name, rows.count, rows.shallow, rows.retained, rows.distance)
    return [dict(zip(SUMMARY, row, strict=True)) for row in zip(*columns, strict=True) if row[1]]


def comparison(base: Heap, heap: Heap) -> list[Row]:
    return [
        {
            "class": change.name,
            "new": change.new,
            "deleted": change.deleted,
            "delta": change.delta,
            "allocated": change.allocated_bytes,
            "freed": change.freed_bytes,
            "sizeDelta": change.delta_bytes,
        }
        for change in changes(base, heap, heap.shapes)
        if change.new or change.deleted
    ]


def named_by_key(rows: Iterable[Row]) -> list[Row]:
    """The worker shows classes that only the older snapshot has by a name of that one's own shapes."""
    return [{**row, "class": name_in(row["key"])} for row in rows]


def name_in(key: str) -> str:
    """The worker's keys are `,name` or `script,line,column,name`."""
    return key[1:] if key.startswith(",") else key.split(",", 3)[3]


def unequal(ours: Iterable[Row], theirs: Iterable[Row], columns: tuple[str, ...]) -> int:
    """Rows that only one of both has. Halves of characters stand for themselves in JavaScript, for U+FFFD in ours."""
    mine, other = (
        Counter((LONE.sub("\ufffd", row["class"]), *(row[column] for column in columns[1:])) for row in rows)
        for rows in (ours, theirs)
    )
    return (mine - other).total() + (other - mine).total()
