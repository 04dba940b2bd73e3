"""Where code was written down, recovered from the file itself.

V8 says of functions and of objects of known classes the script by its number, the line and the column, but nowhere what
the script is called. A function's closure leads to what its closures share, and that to the script, whose name is the
address of its source. So every script with at least one living function has a name, whoever opens the file and wherever.
"""

from __future__ import annotations

import numpy as np

from rounds.heapsnapshot.heap import Places
from rounds.heapsnapshot.shapes import Graph, code_of, numbers_of

SHARED = "shared"
SCRIPT = ("script", "script_or_debug_info")  # from V8 12 on, and before
UNNAMED, NAMED = "system / Script", "system / Script / "
TRIES = 8  # closures of a script that are asked for its name
EDGES = 100  # of a node that are looked at; functions and what they share have a dozen


def places(graph: Graph, edge_to: np.ndarray, located: tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]) -> Places:
    """Sorted by node. Of a node that is located twice the last counts, as in Chrome DevTools."""
    node = located[0]
    order = np.argsort(node, kind="stable")
    last = np.ones(len(order), bool)
    last[:-1] = node[order][1:] != node[order][:-1]
    kept = order[last]
    node, script, line, column = (array[kept] for array in located)
    return Places(node, script, line, column, script_names(graph, edge_to, node, script))


def script_names(graph: Graph, edge_to: np.ndarray, node: np.ndarray, script: np.ndarray) -> dict[int, str]:
    closures = graph.node_type[node] == code_of(graph.kinds.nodes, "closure")
    node, script = node[closures], script[closures]
    names = numbers_of(graph.strings, (SHARED, *SCRIPT))
    internal = code_of(graph.kinds.edges, "internal")
    order = np.argsort(script, kind="stable")
    numbers, begins = np.unique(script[order], return_index=True)
    found = {}
    ends = [*begins.tolist(), len(order)][1:]  # none where there is no script
    for number, begin, end in zip(numbers.tolist(), begins.tolist(), ends, strict=True):
        for closure in node[order[begin : min(end, begin + TRIES)]].tolist():
            shared = followed(graph, edge_to, closure, internal, [names.get(SHARED)])
            holder = followed(graph, edge_to, shared, internal, [names.get(name) for name in SCRIPT])
            name = "" if holder is None else address(graph.strings[graph.node_name[holder]])
            if name:
                found[number] = name
                break
    return found


def address(name: str) -> str:
    """V8 14 calls a script by its address; later ones write in front what it is, and nothing behind if it has none."""
    return "" if name == UNNAMED else name.removeprefix(NAMED)


def followed(graph: Graph, edge_to: np.ndarray, node: int | None, internal: int, named: list[int | None]) -> int | None:
    """Where the node's first internal edge of one of these names leads."""
    if node is None:
        return None
    first = int(graph.first_edge[node])
    for edge in range(first, min(int(graph.first_edge[node + 1]), first + EDGES)):
        if graph.edge_type[edge] == internal and graph.edge_name[edge] in named:
            return int(edge_to[edge])
    return None


def spot(places: Places, script: int, line: int, column: int) -> str:
    """`file:line:column`, counted from 1; a script without a known name is named by its number."""
    name = places.scripts.get(script) or f"script {script}"
    return f"{name}:{(line & 0xFFFFFFFF) + 1}:{(column & 0xFFFFFFFF) + 1}"
