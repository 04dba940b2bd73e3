"""What an object alone keeps alive, and what alone keeps it alive."""

from __future__ import annotations

import numpy as np

from rounds.heapsnapshot.answers import Things
from rounds.heapsnapshot.heap import NONE, ROOT, Heap
from rounds.heapsnapshot.objects import things
from rounds.heapsnapshot.walking import kind, retainers_of, sources

CHAIN = 1_000  # a list of a million links has as many dominators; more than these are counted, not shown
MOST_HELD = 10_000  # edges to an object that are looked through for that of its dominator


def dominated(heap: Heap, node: int, *, limit: int, offset: int) -> Things:
    """Its children in the dominator tree, most retained first: each of them dies when it dies, and not before.

    Those that it refers to itself have the edge by which it does.
    """
    first, end = int(heap.first_dominated[node]), int(heap.first_dominated[node + 1])
    shown = heap.dominated[first + offset : min(first + offset + limit, end)]
    return Things(things(heap, shown, direct(heap, shown)), total=end - first)


def dominators(heap: Heap, node: int) -> Things:
    """The chain of dominators: the node first, the root last. Of a longer chain than CHAIN, its two ends.

    One that refers to the one before it itself has the edge by which it does, as in a path.
    """
    chain = [node]
    while chain[-1] != ROOT:
        chain.append(int(heap.dominator[chain[-1]]))
    shown = chain if len(chain) <= CHAIN else chain[: CHAIN // 2] + chain[-CHAIN // 2 :]
    held = np.array(shown[:-1], np.int64)
    edges = np.append(np.full(1, NONE), np.where(heap.dominator[held] == shown[1:], direct(heap, held), NONE))
    return Things(things(heap, shown, edges), total=len(chain))


def direct(heap: Heap, nodes: np.ndarray) -> np.ndarray:
    """int64: of each node the first edge by which its dominator holds it itself, or NONE; the root's have no names."""
    found = np.full(len(nodes), NONE, np.int64)
    few = np.flatnonzero(heap.first_retainer[nodes + 1] - heap.first_retainer[nodes] <= MOST_HELD)
    edges, owner = retainers_of(heap, nodes[few])
    strong = heap.edge_type[edges] != kind(heap.kinds.edges, "weak")
    by, over = sources(heap, edges), heap.dominator[nodes[few]][owner]
    held = np.flatnonzero(strong & (by == over) & (over != ROOT))[::-1]
    found[few[owner[held]]] = edges[held]
    return found
