"""What an object refers to."""

from __future__ import annotations

import numpy as np

from rounds.heapsnapshot.answers import Things
from rounds.heapsnapshot.heap import Heap
from rounds.heapsnapshot.objects import things


def fields(heap: Heap, node: int, *, limit: int, offset: int) -> Things:
    """The edges that leave a node, in the order of the file, weak and hidden ones too.

    Of the root (node 0) these are what DevTools shows as Containment.
    """
    first, end = int(heap.first_edge[node]), int(heap.first_edge[node + 1])
    edges = np.arange(min(first + offset, end), min(first + offset + limit, end))
    return Things(things(heap, heap.edge_to[edges], edges), total=end - first)
