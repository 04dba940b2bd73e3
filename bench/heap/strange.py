"""Small snapshots put together by chance from everything that the rules ask for, and that Node.js alone never writes.

Pages of a browser: detached trees, `(Document DOM trees)`, several windows; WeakMaps, descriptors of maps, contexts;
shapes with odd names; nodes that nothing holds; files without places or detachedness. What DevTools' worker says of
them is compared like that of real ones. The same seed gives the same bytes.

    python -m bench.heap.strange

writes those that the repository holds.
"""

from __future__ import annotations

import json
import lzma
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bench.heap import tables

HELD_SEEDS = range(1, 9)
NODE_TYPES = (
    "hidden", "array", "string", "object", "code", "closure", "regexp", "number", "native", "synthetic",
    "concatenated string", "sliced string", "symbol", "bigint", "object shape",
)  # fmt: skip
EDGE_TYPES = ("context", "element", "property", "internal", "hidden", "shortcut", "weak")
FIELDS = ("type", "name", "id", "self_size", "edge_count", "trace_node_id", "detachedness")
NAMES = {
    "hidden": ["system / NativeContext", "system / Map", "system / Context", "(hidden)"],
    "array": ["(map descriptors)", "(object elements)", "", "(map descriptors)"],
    "string": ["text", "other text", "", "\ud800 half", "é"],
    "object": ["Object"] * 8 + ["Order", "Node", "Window", "Array", '<div id="x">', "Detached Order", "", "Detached <p class='y' id=z>"],
    "code": ["(code)", "system / Code"],
    "closure": ["onStep", "", "Window"],
    "regexp": ["/a/"],
    "number": ["heap number", "int"],
    "native": [
        '<div id="a">', "<div>", '<div class="b c">', "Detached <span a>", "system / ExternalStringData", "V8EventListener",
        "system / JSArrayBufferData", "HTMLDocument", "Detached leaf", "InternalNode", "< odd>", "<",
    ],
    "synthetic": ["(GC roots)", "(Document DOM trees)", "(Handle scope)", "(Internalized strings)"],
    "concatenated string": ["joined"],
    "sliced string": ["slice"],
    "symbol": ["symbol"],
    "bigint": ["bigint"],
    "object shape": ["system / Map", "system / DescriptorArray"],
}  # fmt: skip
PROPERTIES = [
    "id",
    "name",
    "tags",
    "__proto__",
    "a,b",
    "it's",
    '"q"',
    "{x}",
    "é",
    "😀 astral",
    "k" * 70,
    "l" * 60,
    "m" * 130,
    "",
    " ",
    "0",
    "\ud801",
]
INTERNAL = ["map", "elements", "properties", "sloppy_function_map", "native_context", "first", "second", "extension"]
SHORTCUTS = ["native_bind", "12", "7 of nine", "Window / example.org"]


@dataclass(slots=True)
class Graph:
    """Edges are of the node they leave: type, name or number, node."""

    nodes: list[dict[str, object]] = field(default_factory=list)
    edges: list[list[tuple[str, object, int]]] = field(default_factory=list)

    def node(self, kind: str, name: str, *, size: int = 0, detached: int = 0) -> int:
        number = len(self.nodes)
        self.nodes.append(
            {"type": kind, "name": name, "id": 2 * number + 1, "self_size": size, "detachedness": detached}
        )
        self.edges.append([])
        return number

    def edge(self, source: int, kind: str, name: object, target: int) -> None:
        """The root leads to each node once: DevTools counts what it has to visit."""
        if source or target not in {to for _, _, to in self.edges[0]}:
            self.edges[source].append((kind, name, target))


def graph(seed: int, nodes: int = 250) -> Graph:
    """A root, what hangs below it, and edges from anywhere to anywhere."""
    chance, made = random.Random(seed), Graph()
    made.node("synthetic", "")
    for _ in range(nodes):
        add(made, chance)
    for number in range(1, len(made.nodes)):
        if chance.random() > 0.04:  # some are held by nothing
            connect(made, chance, chance.choice((0, chance.randrange(number), chance.randrange(number))), number)
    for _ in range(int(nodes * chance.uniform(0.5, 2.5))):
        connect(made, chance, chance.randrange(len(made.nodes)), chance.randrange(len(made.nodes)))
    for _ in range(nodes // 15):
        ephemeron(made, chance)
    return made


def add(made: Graph, chance: random.Random) -> None:
    kind = chance.choice((*NODE_TYPES, "object", "object", "object", "native", "native", "hidden", "array"))
    size = 0 if chance.random() < 0.15 else 8 * chance.randrange(1, 60)
    state = chance.choice((0, 0, 1, 2)) if kind == "native" else chance.choice((0,) * 20 + (1, 2))
    made.node(kind, chance.choice(NAMES[kind]), size=size, detached=state)


def connect(made: Graph, chance: random.Random, source: int, target: int) -> None:
    kind = chance.choice((*EDGE_TYPES, "property", "property", "property", "internal"))
    if made.nodes[source]["name"] == "(map descriptors)" and chance.random() < 0.8:
        kind = chance.choice(("internal", "element", "hidden"))
    name = edge_name(made, chance, kind, source)
    if name == "elements" and name in {known for _, known, _ in made.edges[source]}:
        return  # V8 writes them once
    if name in ("first", "second") and joined(made, source) and joined(made, target) and target <= source:
        return  # texts joined in a circle are nothing that V8 makes, and the worker never ends naming them
    made.edge(source, kind, name, target)


def joined(made: Graph, node: int) -> bool:
    return made.nodes[node]["type"] == "concatenated string"


def edge_name(made: Graph, chance: random.Random, kind: str, source: int) -> object:
    if kind in ("element", "hidden"):
        return chance.randrange(12)
    if kind == "internal" and made.nodes[source]["name"] == "(map descriptors)":
        return str(chance.randrange(12))
    return chance.choice({"internal": INTERNAL, "shortcut": SHORTCUTS}.get(kind, PROPERTIES))


def ephemeron(made: Graph, chance: random.Random) -> None:
    """A value of a WeakMap is held by the table and by its key."""
    table, key, value = (chance.randrange(1, len(made.nodes)) for _ in range(3))
    ids = [made.nodes[node]["id"] for node in (table, key, value)]
    pair = f" / part of key (k @{ids[1]}) -> value (v @{ids[2]}) pair in WeakMap (table @{ids[0]})"
    made.edge(table, "internal", f"{chance.randrange(9)}{pair}", value)
    if chance.random() < 0.9:
        made.edge(key, "internal", f"{chance.randrange(9)}{pair}", value)


def changed(made: Graph, seed: int) -> Graph:
    """A later snapshot of the same process: some nodes are gone, some are other ones, some are new."""
    chance, later = random.Random(seed), Graph()
    stay = [0] + [number for number in range(1, len(made.nodes)) if chance.random() > 0.2]
    place = {number: later.node("", "") for number in stay}
    for number, at in place.items():
        later.nodes[at] = dict(made.nodes[number])
        later.edges[at] = [(kind, name, place[target]) for kind, name, target in made.edges[number] if target in place]
        if chance.random() < 0.05:
            later.nodes[at]["self_size"] = 8 * chance.randrange(40)
    first_id = 2 * len(made.nodes) + 1
    for number in range(30):
        add(later, chance)
        later.nodes[-1]["id"] = first_id + 2 * number
        connect(later, chance, chance.randrange(len(later.nodes) - 1), len(later.nodes) - 1)
    for _ in range(30):
        connect(later, chance, chance.randrange(len(later.nodes)), chance.randrange(len(later.nodes)))
    return later


def written(made: Graph, seed: int) -> bytes:
    """As a file of one of V8's formats."""
    chance, texts = random.Random(seed), Texts()
    fields = [name for name in FIELDS if chance.random() < 0.6 or name not in FIELDS[-2:]]
    nodes = [
        number
        for node, edges in zip(made.nodes, made.edges, strict=True)
        for number in node_row(node, len(edges), fields, texts)
    ]
    edges = [number for leaving in made.edges for edge in leaving for number in edge_row(edge, len(fields), texts)]
    placed = chance.random() < 0.8
    locations = (
        [number for row in places(made, chance) for number in (row[0] * len(fields), *row[1:])] if placed else []
    )
    head = {
        "meta": meta(fields, placed=placed),
        "node_count": len(made.nodes),
        "edge_count": len(edges) // 3,
        "trace_function_count": 0,
        "extra_native_bytes": chance.randrange(1000),
    }
    body = {"snapshot": head, "nodes": nodes, "edges": edges, "locations": locations, "strings": texts.all}
    return json.dumps(body).encode()


def node_row(node: dict[str, object], edges: int, fields: Sequence[str], texts: Texts) -> Iterable[object]:
    known = node | {
        "type": NODE_TYPES.index(str(node["type"])),
        "name": texts.number(str(node["name"])),
        "edge_count": edges,
        "trace_node_id": 0,
    }
    return (known[name] for name in fields)


def edge_row(edge: tuple[str, object, int], fields: int, texts: Texts) -> Iterable[object]:
    kind, name, target = edge
    return EDGE_TYPES.index(kind), name if isinstance(name, int) else texts.number(str(name)), target * fields


def places(made: Graph, chance: random.Random) -> list[tuple[int, int, int, int]]:
    kinds = ("object", "closure")
    some = [number for number, node in enumerate(made.nodes) if node["type"] in kinds and chance.random() < 0.3]
    return [(number, chance.randrange(3), chance.randrange(2), chance.randrange(2)) for number in some]


def meta(fields: Sequence[str], *, placed: bool) -> dict[str, object]:
    number = "number"
    kinds = [NODE_TYPES if name == "type" else "string" if name == "name" else number for name in fields]
    return {
        "node_fields": list(fields),
        "node_types": kinds,
        "edge_fields": ["type", "name_or_index", "to_node"],
        "edge_types": [EDGE_TYPES, "string_or_number", "node"],
        **({"location_fields": ["object_index", "script_id", "line", "column"]} if placed else {}),
    }


class Texts:
    """Texts and their numbers; each is there once, as V8 writes them."""

    def __init__(self) -> None:
        self.all: list[str] = ["<dummy>"]
        self.numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        if text not in self.numbers:
            self.numbers[text] = len(self.all)
            self.all.append(text)
        return self.numbers[text]


def pair(seed: int) -> tuple[bytes, bytes]:
    """Two snapshots of one process, both in the same format."""
    first = graph(seed)
    return written(first, seed), written(changed(first, seed + 1), seed)


def main() -> None:
    for seed in HELD_SEEDS:
        for number, data in enumerate(pair(seed), 1):
            packed = lzma.compress(data, format=lzma.FORMAT_XZ, filters=tables.SNAPSHOTS)
            (tables.HELD / f"strange{seed}-{number}.heapsnapshot.xz").write_bytes(packed)


if __name__ == "__main__":
    main()
