"""An analysed snapshot: the graph as V8 wrote it, and what follows from it, in flat arrays.

A node's number is its row in the file; node 0 is the root. An edge's number is its row too, so the edges that leave
node n are `first_edge[n]` to `first_edge[n + 1]`. Every array is read-only and may be mapped from a file: opening an
analysis costs milliseconds, whatever its size.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rounds.heapsnapshot.strings import Strings

ROOT = 0
NONE = -1
UNREACHED = -5  # distance of a node that no root holds
SYSTEM = 100_000_000  # distances from here on are of nodes that only V8 itself holds; people are shown "system"


@dataclass(frozen=True, slots=True)
class Kinds:
    """The names of V8's node and edge types in this file; `node_type` and `edge_type` count in them."""

    nodes: tuple[str, ...]  # hidden, array, string, object, code, closure, regexp, number, native, synthetic, …
    edges: tuple[str, ...]  # context, element, property, internal, hidden, shortcut, weak


@dataclass(frozen=True, slots=True)
class Places:
    """Where functions and objects of known classes were written down, sorted by node. Lines and columns count from 0."""

    node: np.ndarray  # int32
    script: np.ndarray  # int32, the script's id in V8
    line: np.ndarray  # int32
    column: np.ndarray  # int32
    scripts: dict[int, str]  # what is known of the scripts' names: file addresses, `node:events`


@dataclass(frozen=True, slots=True)
class Classes:
    """The rows of the Summary, in no order. Arrays are C long; `member` and `first_member` list the nodes of each.

    Nodes without a size belong to a class and are neither counted nor members; a class of such nodes alone has a count
    of 0 and is no row to show. A class's retained size counts each byte once: that of its members which no other member
    dominates.
    """

    name: tuple[str, ...]  # as DevTools shows it: `WorkflowExecution`, `(array)`, `{id, name}`
    key: tuple[
        str, ...
    ]  # DevTools' own, the same in two snapshots of one process: `,name` or `script,line,column,name`
    at: tuple[str, ...]  # `file:line:column`, counted from 1, where objects of one name are told apart by it; or empty
    count: np.ndarray  # int64
    shallow: np.ndarray  # int64, bytes
    retained: np.ndarray  # int64, bytes
    distance: np.ndarray  # int32, the least of its members'
    first_member: np.ndarray  # int32[C + 1]
    member: np.ndarray  # int32, grouped by class, most retained first


@dataclass(frozen=True, slots=True)
class Heap:
    """Arrays over nodes are N long, over edges E long. Sizes are in bytes."""

    kinds: Kinds
    strings: Strings
    places: Places
    classes: Classes
    shapes: tuple[str, ...]  # the inferred interfaces of plain objects, `{id, name}`, in the order they are tried in
    extra_native_bytes: int  # what the file says is held outside the heap
    # Of the file
    node_type: np.ndarray  # u1
    node_name: np.ndarray  # int32, number of a string; equal names have one number. "Detached …" where it is
    node_id: np.ndarray  # u4, V8's own, stable within one process
    self_size: np.ndarray  # int64, as in the file
    detached: np.ndarray  # u1: 0 unknown, 1 attached, 2 detached
    first_edge: np.ndarray  # int32[N + 1]
    edge_type: np.ndarray  # u1
    edge_name: (
        np.ndarray
    )  # int32: an index for element and hidden edges (beyond 2^31 as unsigned), else a string's number
    edge_to: np.ndarray  # int32, node
    # What follows from it
    shallow: np.ndarray  # int64: `self_size` and that of hidden nodes and arrays that only this node owns
    first_retainer: np.ndarray  # int32[N + 1]
    retainer: np.ndarray  # int32[E], numbers of edges, grouped by the node they lead to
    dominator: np.ndarray  # int32; the root's is the root
    retained: np.ndarray  # int64
    distance: np.ndarray  # int32
    parent_edge: (
        np.ndarray
    )  # int32: the edge a shortest path comes by; NONE for the root, its own children, the unreached
    node_class: np.ndarray  # int32
    first_dominated: np.ndarray  # int32[N + 1]
    dominated: np.ndarray  # int32[N - 1], grouped by dominator, most retained first
    by_id: np.ndarray  # int32, nodes in the order of their ids

    @property
    def nodes(self) -> int:
        return len(self.node_type)

    @property
    def edges(self) -> int:
        return len(self.edge_to)
