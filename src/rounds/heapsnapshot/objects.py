"""Objects as people see them: by what name, of which class, how large, held by which edge."""

from __future__ import annotations

import numpy as np

from rounds.heapsnapshot.answers import Thing
from rounds.heapsnapshot.heap import NONE, Heap


def node_of(heap: Heap, id: int) -> int:  # noqa: A002
    """The node that has V8's id. Raises NotFound."""
    raise NotImplementedError


def thing(heap: Heap, node: int, edge: int = NONE) -> Thing:
    """A node and, when it is given, the label and type of the edge it was reached by."""
    return things(heap, [node], [edge])[0]


def things(heap: Heap, nodes: np.ndarray | list[int], edges: np.ndarray | list[int] | None = None) -> tuple[Thing, ...]:
    """Many at once: whole columns are read for all of them, so that hundreds cost a few milliseconds."""
    raise NotImplementedError


def facts(heap: Heap, node: int) -> tuple[tuple[str, str], ...]:
    """What its edges say of an object in words, as pairs of name and value: context, shared, __proto__, …"""
    raise NotImplementedError
