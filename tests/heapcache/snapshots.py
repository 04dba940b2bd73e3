"""Small heap snapshots, as V8 writes them: a root that holds an array, which holds orders, each with a text of its own."""

from __future__ import annotations

import json
from pathlib import Path

NODE_TYPES = ["hidden", "array", "string", "object", "code", "closure", "regexp", "number", "native", "synthetic"]
EDGE_TYPES = ["context", "element", "property", "internal", "hidden", "shortcut", "weak"]
NODE_FIELDS = ["type", "name", "id", "self_size", "edge_count", "trace_node_id", "detachedness"]
SIZE, TEXT_SIZE = 48, 32
FIRST_ORDER = 11  # the id of the first order; the next one's is 4 more


def written(path: Path, orders: int = 3, first: int = 0) -> Path:
    path.write_bytes(snapshot(orders, first))
    return path


def snapshot(orders: int = 3, first: int = 0) -> bytes:
    """With the orders from `first` on; ids are those of one process."""
    strings = ["", "(GC roots)", "Array", "Order", "list", "note", *(f"order {n + first}" for n in range(orders))]
    nodes = [[9, 0, 1, 0, 1], [9, 1, 3, 0, 1], [3, 2, 5, 16, orders]]
    edges = [[1, 1, 1], [2, 4, 2], *([1, n, 3 + n] for n in range(orders))]
    nodes += [[3, 3, FIRST_ORDER + 4 * (n + first), SIZE, 1] for n in range(orders)]
    nodes += [[2, 6 + n, FIRST_ORDER + 2 + 4 * (n + first), TEXT_SIZE, 0] for n in range(orders)]
    edges += [[2, 5, 3 + orders + n] for n in range(orders)]
    told = {
        "snapshot": {
            "meta": {
                "node_fields": NODE_FIELDS,
                "node_types": [NODE_TYPES, "string", "number", "number", "number", "number", "number"],
                "edge_fields": ["type", "name_or_index", "to_node"],
                "edge_types": [EDGE_TYPES, "string_or_number", "node"],
                "location_fields": ["object_index", "script_id", "line", "column"],
            },
            "node_count": len(nodes),
            "edge_count": len(edges),
        },
        "nodes": [number for node in nodes for number in [*node, 0, 0]],
        "edges": [number for kind, name, to in edges for number in (kind, name, to * len(NODE_FIELDS))],
        "locations": [],
        "strings": strings,
    }
    return json.dumps(told).encode()
