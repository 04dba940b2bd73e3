"""How far each node is from what the program itself holds, and the edge by which a shortest path comes."""

from __future__ import annotations

import numpy as np

from rounds.heapsnapshot.ephemerons import Ephemerons, ephemerons
from rounds.heapsnapshot.heap import NONE, Heap
from rounds.heapsnapshot.shapes import Graph, code_of, numbers_of

DOCUMENTS = "(Document DOM trees)"
SLOPPY, CONTEXT, DESCRIPTORS = "sloppy_function_map", "system / NativeContext", "(map descriptors)"


def without(heap: Heap, ignored: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Distances and parent edges as in `Heap`, int32[N] each, were `ignored` nodes (bool[N]) not there.

    Where DevTools still begins at a root that is ignored, no path here goes through one.
    """
    return measured(heap, heap.edge_to, ephemerons(heap.strings), ignored.astype(np.uint8))


def to_documents(graph: Graph, edge_to: np.ndarray) -> np.ndarray:
    """bool, of the root's edges: whether one leads to the documents of pages."""
    to = edge_to[: graph.first_edge[1]]
    documents = numbers_of(graph.strings, [DOCUMENTS]).get(DOCUMENTS, NONE)
    synthetic = graph.node_type[to] == code_of(graph.kinds.nodes, "synthetic")
    lead: np.ndarray = synthetic & (graph.node_name[to] == documents)
    return lead


def to_users(graph: Graph, edge_to: np.ndarray) -> np.ndarray:
    """bool, of the root's edges: whether one leads to something of the program, and not of V8 alone."""
    to = edge_to[: graph.first_edge[1]]
    ordinary = graph.node_type[to] != code_of(graph.kinds.nodes, "synthetic")
    lead: np.ndarray = ordinary | to_documents(graph, edge_to)
    return lead


def measured(
    graph: Graph, edge_to: np.ndarray, pairs: Ephemerons, ignored: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """`ignored` u1[N]. The rules are those of `kernels.distances`."""
    from rounds.heapsnapshot import kernels  # noqa: PLC0415 - only who asks for distances waits for compiled code

    nodes, edges = graph.kinds.nodes, graph.kinds.edges
    texts = numbers_of(graph.strings, (SLOPPY, CONTEXT, DESCRIPTORS))
    known = [
        *(code_of(nodes, kind) for kind in ("hidden", "array")),
        *(code_of(edges, kind) for kind in ("weak", "internal", "element", "hidden")),
        *(texts.get(text, NONE) for text in (SLOPPY, CONTEXT, DESCRIPTORS)),
        pairs.pairs,
    ]
    distance = np.empty(len(graph.node_type), np.int32)
    parent_edge = np.empty(len(graph.node_type), np.int32)
    kernels.distances(
        graph.first_edge,
        edge_to,
        graph.edge_type,
        graph.edge_name,
        graph.node_type,
        graph.node_name,
        pairs.pair,
        to_users(graph, edge_to).astype(np.uint8),
        np.empty(0, np.uint8) if ignored is None else ignored,
        graph.strings.text,
        graph.strings.ends,
        np.array(known, np.int64),
        ignored is not None,
        distance,
        parent_edge,
    )
    return distance, parent_edge
