"""Snapshots made by hand: nodes and their edges as a test writes them, and the file V8 would write."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from rounds.heapsnapshot.analysing import analyse
from rounds.heapsnapshot.heap import Heap
from rounds.heapsnapshot.reading import Columns, read

NODE_TYPES = [
    "hidden",
    "array",
    "string",
    "object",
    "code",
    "closure",
    "regexp",
    "number",
    "native",
    "synthetic",
    "concatenated_string",
    "sliced_string",
    "symbol",
    "bigint",
]
NODE_TYPES = [name.replace("_", " ") for name in NODE_TYPES]
EDGE_TYPES = ["context", "element", "property", "internal", "hidden", "shortcut", "weak"]
NODE_FIELDS = ["type", "name", "id", "self_size", "edge_count", "trace_node_id", "detachedness"]


@dataclass
class Node:
    """`edges` are (type, name or index, number of the node it leads to)."""

    type: str = "object"
    name: str = "Thing"
    size: int = 16
    edges: Sequence[tuple[str, str | int, int]] = ()
    id: int = 0  # one more than twice its number, unless said
    detached: int = 0
    at: tuple[int, int, int] | None = None  # script, line, column


@dataclass
class Parts:
    """A file's sections, to be changed before they are written."""

    snapshot: dict[str, Any]
    nodes: list[Any]
    edges: list[Any]
    locations: list[Any]
    strings: list[str]
    more: dict[str, Any] = field(default_factory=dict)

    def sections(self) -> dict[str, Any]:
        return {
            "snapshot": self.snapshot,
            "nodes": self.nodes,
            "edges": self.edges,
            "trace_function_infos": [],
            "trace_tree": [],
            "samples": [],
            "locations": self.locations,
            "strings": self.strings,
            **self.more,
        }

    def written(self) -> bytes:
        return json.dumps(self.sections(), separators=(",", ":")).encode()


def parts(nodes: Sequence[Node], *, node_fields: Sequence[str] = NODE_FIELDS, **header: Any) -> Parts:
    strings: dict[str, int] = {}

    def text(name: str) -> int:
        return strings.setdefault(name, len(strings))

    rows: list[int] = []
    edges: list[int] = []
    locations: list[int] = []
    for number, node in enumerate(nodes):
        values = {
            "type": NODE_TYPES.index(node.type),
            "name": text(node.name),
            "id": node.id or 2 * number + 1,
            "self_size": node.size,
            "edge_count": len(node.edges),
            "detachedness": node.detached,
        }
        rows += [values.get(one, 0) for one in node_fields]
        for kind, name, to in node.edges:
            edges += [EDGE_TYPES.index(kind), name if isinstance(name, int) else text(name), to * len(node_fields)]
        if node.at:
            locations += [number * len(node_fields), *node.at]
    meta = {
        "node_fields": list(node_fields),
        "node_types": [NODE_TYPES if one == "type" else "number" for one in node_fields],
        "edge_fields": ["type", "name_or_index", "to_node"],
        "edge_types": [EDGE_TYPES, "string_or_number", "node"],
        "location_fields": ["object_index", "script_id", "line", "column"],
    }
    counts = {"node_count": len(nodes), "edge_count": len(edges) // 3, "trace_function_count": 0}
    return Parts({"meta": meta, **counts, **header}, rows, edges, locations, list(strings))


def columns_of(written: bytes, *, size: bool = True, at_a_time: int = 1 << 20) -> Columns:
    return read(dripping(written, at_a_time), size=len(written) if size else None)


def dripping(written: bytes, at_a_time: int) -> Callable[[int], bytes]:
    """A stream that gives no more than so many bytes at a time."""
    stream = io.BytesIO(written)
    return lambda most: stream.read(min(most, at_a_time))


def heap_of(nodes: Sequence[Node], **header: Any) -> Heap:
    return analyse(columns_of(parts(nodes, **header).written()))


def root(*to: int, **more: Any) -> Node:
    """The root of a graph whose program holds these nodes."""
    return Node("synthetic", "", 0, [("shortcut", f"root {one}", one) for one in to], **more)


def classes(heap: Heap) -> dict[tuple[str, str], tuple[int, int, int, int]]:
    """Count, shallow and retained size and distance of each class, by its name and place."""
    rows = heap.classes
    return {
        (rows.name[one], rows.at[one]): (
            int(rows.count[one]),
            int(rows.shallow[one]),
            int(rows.retained[one]),
            int(rows.distance[one]),
        )
        for one in range(len(rows.name))
        if rows.count[one]
    }
