"""The objects of a class, or of any list, sorted and in pages."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from rounds.heapsnapshot.answers import Things
from rounds.heapsnapshot.heap import UNREACHED, Heap
from rounds.heapsnapshot.objects import things
from rounds.heapsnapshot.strings import Strings
from rounds.kit.errors import Invalid, NotFound

HEAD = 16  # bytes of a text that are looked at to sort it
SORTS = ("retained", "shallow", "distance", "id", "name")


def instances(
    heap: Heap,
    key: str,
    *,
    keep: np.ndarray | None = None,
    sort: str = "retained",
    descending: bool = True,
    limit: int,
    offset: int,
) -> Things:
    """The members of the class that has this key; with `keep` (bool[N]) those that it marks. Raises NotFound."""
    nodes = members(heap, key, keep)
    if sort == "retained" and descending:  # as `Classes` has them
        return Things(things(heap, nodes[offset : offset + limit]), total=len(nodes))
    return listed(heap, nodes, sort=sort, descending=descending, limit=limit, offset=offset)


def members(heap: Heap, key: str, keep: np.ndarray | None = None) -> np.ndarray:
    """Nodes, int32, most retained first. Raises NotFound."""
    if key not in heap.classes.key:
        raise NotFound("There is no such class in this snapshot.")
    number = heap.classes.key.index(key)
    of: np.ndarray = heap.classes.member[heap.classes.first_member[number] : heap.classes.first_member[number + 1]]
    return of if keep is None else of[keep[of]]


def listed(
    heap: Heap, nodes: np.ndarray, *, sort: str = "retained", descending: bool = True, limit: int, offset: int
) -> Things:
    """The same of any nodes: of those new or deleted between two snapshots. Raises Invalid for an unknown sort.

    Objects of one class are named alike, unless they are texts or functions: `name` sorts by what the file calls them,
    by its first HEAD bytes. Of equal ones the older comes first.
    """
    rank = ranks(heap, nodes, sort)
    shown = first_of(-rank if descending else rank, heap.node_id[nodes], offset + limit)[offset:]
    return Things(things(heap, nodes[shown]), total=len(nodes))


def ranks(heap: Heap, nodes: np.ndarray, sort: str) -> np.ndarray:
    """int64 of each node; what nothing holds is farthest."""
    match sort:
        case "retained":
            values = heap.retained[nodes]
        case "shallow":
            values = heap.shallow[nodes]
        case "distance":
            values = np.where(heap.distance[nodes] == UNREACHED, np.iinfo(np.int32).max, heap.distance[nodes])
        case "id":
            values = heap.node_id[nodes]
        case "name":
            values = name_ranks(heap, heap.node_name[nodes])
        case _:
            raise Invalid(f"Objects can be sorted by {', '.join(SORTS)}, not by {sort}.", field="sort")
    ranked: np.ndarray = values.astype(np.int64)
    return ranked


def name_ranks(heap: Heap, numbers: np.ndarray) -> np.ndarray:
    """Of each text its place among them all, by its first bytes."""
    distinct, place = np.unique(numbers, return_inverse=True)
    words = heads(heap.strings, distinct).view(">u8").astype(np.uint64)
    order = np.lexsort((words[:, 1], words[:, 0]))
    new = np.ones(len(order), np.int64)
    new[1:] = (words[order][1:] != words[order][:-1]).any(axis=1)
    rank: np.ndarray = np.empty(len(order), np.int64)
    rank[order] = np.cumsum(new)
    return rank[place]


def heads(strings: Strings, numbers: np.ndarray) -> np.ndarray:
    """u1[n, HEAD]: the first bytes of each text, and zeros after its end."""
    starts, lengths = strings.ends[numbers], strings.ends[numbers + 1] - strings.ends[numbers]
    last = max(len(strings.text) - HEAD, 0)
    whole = sliding_window_view(np.pad(strings.text[last:], (0, HEAD)), HEAD)
    read = np.empty((len(numbers), HEAD), np.uint8)
    early = starts < last
    if early.any():
        read[early] = sliding_window_view(strings.text, HEAD)[starts[early]]
    read[~early] = whole[starts[~early] - last]
    read[np.arange(HEAD) >= lengths[:, None]] = 0
    return read


def first_of(values: np.ndarray, then: np.ndarray, count: int) -> np.ndarray:
    """Positions of the `count` least, in order; only as much is sorted as is needed."""
    if count < len(values):
        least = np.partition(values, count - 1)[count - 1] if count else values.min()
        near = np.flatnonzero(values <= least)
    else:
        near = np.arange(len(values))
    return near[np.lexsort((then[near], values[near]))][:count]
