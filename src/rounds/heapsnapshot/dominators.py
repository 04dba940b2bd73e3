"""What an object alone keeps alive, and what alone keeps it alive."""

from __future__ import annotations

from rounds.heapsnapshot.answers import Things
from rounds.heapsnapshot.heap import ROOT, Heap
from rounds.heapsnapshot.objects import things

CHAIN = 1_000  # a list of a million links has as many dominators; more than these are counted, not shown


def dominated(heap: Heap, node: int, *, limit: int, offset: int) -> Things:
    """Its children in the dominator tree, most retained first: each of them dies when it dies, and not before."""
    first, end = int(heap.first_dominated[node]), int(heap.first_dominated[node + 1])
    return Things(things(heap, heap.dominated[first + offset : min(first + offset + limit, end)]), total=end - first)


def dominators(heap: Heap, node: int) -> Things:
    """The chain of dominators: the node first, the root last. Of a longer chain than CHAIN, its two ends."""
    chain = [node]
    while chain[-1] != ROOT:
        chain.append(int(heap.dominator[chain[-1]]))
    shown = chain if len(chain) <= CHAIN else chain[: CHAIN // 2] + chain[-CHAIN // 2 :]
    return Things(things(heap, shown), total=len(chain))
