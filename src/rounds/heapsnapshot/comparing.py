"""What happened between two snapshots of one process, by V8's ids, which an object keeps for as long as it lives.

As in Chrome DevTools: an object is the same when its class and its id are; plain objects of both snapshots go by the
shapes of the newer one; objects without a size do not count. Which one is newer is told by the ids, so that the same
two compare to the opposite the other way round; DevTools takes the one that is looked at, which people choose to be the
newer. Ids of different processes mean nothing to each other: `alike` tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rounds.heapsnapshot.answers import Change
from rounds.heapsnapshot.classes import Naming, classified, name_in, place_in, told_apart
from rounds.heapsnapshot.heap import NONE, Heap
from rounds.heapsnapshot.scripts import spot

SAMPLE = 4_000
ONE_PROCESS = 0.9
"""What `alike` is at least for two of one process: 0.99 and more there; 0.85 for two runs of one small program."""


def changes(
    base: Heap, heap: Heap, shapes: Sequence[str] | None = None, *, pair: Pair | None = None
) -> tuple[Change, ...]:
    """All classes of either snapshot, also those where nothing changed; in no order.

    `shapes` are those that plain objects go by in both; the newer snapshot's unless given. `changes(a, b)` is the
    opposite of `changes(b, a)`, new objects for deleted ones. Who has `paired` them already says so.
    """
    pair = pair or paired(base, heap, shapes)
    new, deleted = sums(heap, pair.heap_class, pair.new, pair), sums(base, pair.base_class, pair.deleted, pair)
    before, after = pair.base_table, pair.heap_table
    return tuple(
        Change(
            key=pair.key[one],
            name=pair.name[one],
            at=pair.at[one],
            count_before=int(before[0, one]),
            count_after=int(after[0, one]),
            new=int(new[0, one]),
            deleted=int(deleted[0, one]),
            delta=int(new[0, one] - deleted[0, one]),
            allocated_bytes=int(new[1, one]),
            freed_bytes=int(deleted[1, one]),
            delta_bytes=int(new[1, one] - deleted[1, one]),
            shallow_before=int(before[2, one]),
            shallow_after=int(after[2, one]),
            shallow_delta=int(after[2, one] - before[2, one]),
            retained_before=int(before[1, one]),
            retained_after=int(after[1, one]),
            retained_delta=int(after[1, one] - before[1, one]),
        )
        for one in np.flatnonzero(before[0] + after[0]).tolist()
    )


def changed(base: Heap, heap: Heap, key: str, which: str, *, pair: Pair | None = None) -> np.ndarray:
    """int32, the nodes of a class that are "new" (of `heap`) or "deleted" (of `base`), in the order of their ids."""
    pair = pair or paired(base, heap)
    number = pair.key.index(key) if key in pair.key else NONE
    of, among = (heap, pair.new & (pair.heap_class == number))
    if which == "deleted":
        of, among = (base, pair.deleted & (pair.base_class == number))
    nodes: np.ndarray = of.by_id[among[of.by_id]]
    return nodes


def new_nodes(base: Heap, heap: Heap) -> np.ndarray:
    """bool[N], nodes of `heap` whose id and class no node of `base` has. Nodes without a size are never new."""
    return paired(base, heap).new


def alike(base: Heap, heap: Heap) -> float:
    """The share of the ids in both that have the same type and name: nearly 1 in one process; 0 with no id in both.

    Told from SAMPLE of the base's ids, evenly taken.
    """
    some = base.by_id[np.linspace(0, base.nodes - 1, min(base.nodes, SAMPLE)).astype(np.int64)]
    place = np.searchsorted(heap.node_id, base.node_id[some], sorter=heap.by_id)
    others = heap.by_id[np.minimum(place, heap.nodes - 1)]
    shared = heap.node_id[others] == base.node_id[some]
    pairs = zip(some[shared].tolist(), others[shared].tolist(), strict=True)
    same = sum(said(base, one) == said(heap, other) for one, other in pairs)
    return same / max(int(shared.sum()), 1)


def said(heap: Heap, node: int) -> tuple[str, str]:
    return heap.kinds.nodes[heap.node_type[node]], heap.strings[heap.node_name[node]]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two snapshots whose classes have common numbers, and which objects of one are not in the other."""

    key: tuple[str, ...]
    name: tuple[str, ...]
    at: tuple[str, ...]
    base_class: np.ndarray  # int32, of the base's nodes
    heap_class: np.ndarray  # int32, of the heap's nodes
    base_table: np.ndarray  # int64[3, C], how many members each class has, the bytes they retain, their own sizes
    heap_table: np.ndarray  # int64[3, C]
    new: np.ndarray  # bool, of the heap's nodes
    deleted: np.ndarray  # bool, of the base's nodes


def paired(base: Heap, heap: Heap, shapes: Sequence[str] | None = None) -> Pair:
    chosen = newer(base, heap).shapes if shapes is None else tuple(shapes)
    (base_naming, base_counted), (heap_naming, heap_counted) = named(base, chosen), named(heap, chosen)
    number = {key: place for place, key in enumerate(dict.fromkeys(heap_naming.key + base_naming.key))}
    of_heap = np.array([number[key] for key in heap_naming.key], np.int32)
    of_base = np.array([number[key] for key in base_naming.key], np.int32)
    base_class, heap_class = of_base[base_naming.node_class], of_heap[heap_naming.node_class]
    base_table, heap_table = np.zeros((3, len(number)), np.int64), np.zeros((3, len(number)), np.int64)
    base_table[:, of_base], heap_table[:, of_heap] = base_counted, heap_counted
    names = tuple(name_in(key) for key in number)
    deleted, new = apart(base, heap, base_class, heap_class)
    return Pair(
        key=tuple(number),
        name=names,
        at=told_apart(names, [spot_in(key, base, heap) for key in number], [True] * len(number)),
        base_class=base_class,
        heap_class=heap_class,
        base_table=base_table,
        heap_table=heap_table,
        new=new,
        deleted=deleted,
    )


def newer(one: Heap, other: Heap) -> Heap:
    """The one with the later id; V8 counts ids up, in odd ones for JavaScript's objects. Of equals the one with more."""
    return one if age(one) > age(other) else other


def age(heap: Heap) -> tuple[int, int, int, tuple[str, ...]]:
    last = int(np.max(heap.node_id, where=heap.node_id & 1 == 1, initial=0))
    return last, heap.nodes, heap.edges, heap.shapes


def named(heap: Heap, shapes: tuple[str, ...]) -> tuple[Naming, np.ndarray]:
    """The classes of a heap by these shapes, and int64[3, C]: how many members each has, what they retain, their sizes."""
    classes = heap.classes
    if shapes == heap.shapes:
        return Naming(heap.node_class, classes.name, classes.key), np.stack(
            [classes.count, classes.retained, classes.shallow]
        )
    from rounds.heapsnapshot import kernels  # noqa: PLC0415 - compiled code, which snapshots of like shapes do without

    naming = classified(heap, heap.places, shapes)
    retained = kernels.class_retained_sizes(
        heap.first_dominated, heap.dominated, naming.node_class, heap.shallow, heap.retained, len(naming.name)
    )
    of, sizes = naming.node_class[classes.member], heap.shallow[classes.member]
    counts = np.bincount(of, minlength=len(naming.name))
    shallow = np.bincount(of, weights=sizes, minlength=len(naming.name)).astype(np.int64)
    return naming, np.stack([counts, retained, shallow])


def spot_in(key: str, base: Heap, heap: Heap) -> str:
    """Where the class was written down, by the names of scripts that the newer snapshot knows, or else the older."""
    place = place_in(key)
    if place is None:
        return ""
    return spot(heap.places if place[0] in heap.places.scripts else base.places, *place)


def sums(heap: Heap, node_class: np.ndarray, kept: np.ndarray, pair: Pair) -> np.ndarray:
    """int64[2, C], how many of these nodes (bool) each class has, and their sizes."""
    nodes = np.flatnonzero(kept)
    counts = np.bincount(node_class[nodes], minlength=len(pair.key))
    # Exact: a double counts bytes to 9 PB
    sizes = np.bincount(node_class[nodes], weights=heap.shallow[nodes], minlength=len(pair.key))
    return np.stack([counts, sizes.astype(np.int64)])


def apart(base: Heap, heap: Heap, base_class: np.ndarray, heap_class: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """bool for the base's nodes and bool for the heap's: those with a size whose class and id the other has not."""
    before, after = counted(base), counted(heap)
    base_ids, heap_ids = base.node_id[before], heap.node_id[after]
    if ascending(base_ids) and ascending(heap_ids):
        place = np.searchsorted(base_ids, heap_ids)
        place[place == len(base_ids)] = 0
        same = np.zeros(len(heap_ids), bool)
        if len(base_ids):
            same = (base_ids[place] == heap_ids) & (base_class[before[place]] == heap_class[after])
        gone = np.ones(len(base_ids), bool)
        gone[place[same]] = False
    else:
        gone, same = matched(base_ids, base_class[before], heap_ids, heap_class[after])
    return marked(base, before, gone), marked(heap, after, ~same)


def counted(heap: Heap) -> np.ndarray:
    """Nodes with a size, in the order of their ids."""
    nodes: np.ndarray = heap.by_id[heap.shallow[heap.by_id] != 0]
    return nodes


def ascending(ids: np.ndarray) -> bool:
    return bool((ids[1:] > ids[:-1]).all())


def marked(heap: Heap, nodes: np.ndarray, which: np.ndarray) -> np.ndarray:
    of_all = np.zeros(heap.nodes, bool)
    of_all[nodes[which]] = True
    return of_all


def matched(
    base_ids: np.ndarray, base_class: np.ndarray, heap_ids: np.ndarray, heap_class: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Where an id is there several times: as many of a class as both have are the same."""
    base_turn, heap_turn = turns(base_ids, base_class), turns(heap_ids, heap_class)
    ids = np.concatenate((base_ids, heap_ids))
    of = np.concatenate((base_class, heap_class))
    turn = np.concatenate((base_turn, heap_turn))
    order = np.lexsort([turn, of, ids])
    twin = (ids[order][1:] == ids[order][:-1]) & (of[order][1:] == of[order][:-1])
    twin &= turn[order][1:] == turn[order][:-1]
    paired_up = np.zeros(len(ids), bool)
    paired_up[order[1:][twin]] = paired_up[order[:-1][twin]] = True
    return ~paired_up[: len(base_ids)], paired_up[len(base_ids) :]


def turns(ids: np.ndarray, of: np.ndarray) -> np.ndarray:
    """int64: the first of an id and class is 0, the next 1, …"""
    order = np.lexsort([of, ids])
    begins = np.ones(len(order), bool)
    begins[1:] = (ids[order][1:] != ids[order][:-1]) | (of[order][1:] != of[order][:-1])
    places = np.arange(len(order))
    turn = np.empty(len(order), np.int64)
    turn[order] = places - np.maximum.accumulate(np.where(begins, places, 0))
    return turn
