"""By what name an object and an edge are shown: as Chrome DevTools does, whose rules these are."""

from __future__ import annotations

import json
import re

import numpy as np

from rounds.heapsnapshot.heap import NONE, ROOT, Heap
from rounds.heapsnapshot.walking import internals, kind

SHOWN = 200  # characters of a text
V8_CUT = 1024  # characters of a text that V8 writes into the file
OBJECT_NAME = 100  # characters of a plain object's `{a, b, …, z}`
SAFE_NAME = re.compile(r"[^,'\"{}]*")
IDENTIFIER = re.compile(r"[^\W\d][\w$]*|\$[\w$]*")


def name(heap: Heap, node: int) -> str:
    """`onStep()`, `"a text"`, `{id, name}`, `/x/`, `(object elements)[]`, `WorkflowExecution`."""
    raw = raw_name(heap, node)
    of = kind_of(heap, node)
    match of:
        case "string":
            return quoted(raw)
        case "concatenated string":
            return quoted(text(heap, node, limit=SHOWN + 1))
        case "closure":
            return f"{cut(raw)}()"
        case "regexp":
            return f"/{cut(raw)}/"
        case "array":
            return f"{cut(raw) or '(internal array)'}[]"
        case "object" if raw == "Object":
            return plain_object_name(heap, node)
        case "symbol" if raw == "symbol" and (called := internals(heap, node).get("name")) is not None:
            return f"Symbol({cut(text(heap, called, limit=SHOWN + 1))})"
        case "number" if (value := internals(heap, node).get("value")) is not None:
            return raw_name(heap, value)
        case "synthetic" if node == ROOT:
            return raw or "(root)"
    return cut(raw) or f"({of})"


def kind_of(heap: Heap, node: int) -> str:
    return heap.kinds.nodes[int(heap.node_type[node])]


def raw_name(heap: Heap, node: int) -> str:
    return heap.strings[heap.node_name[node]]


def quoted(content: str) -> str:
    return f'"{cut(content)}"'


def cut(content: str, most: int = SHOWN) -> str:
    return content if len(content) <= most else content[:most] + "…"


def text(heap: Heap, node: int, *, limit: int = V8_CUT) -> str:
    """What a string says. A concatenated one is put together from its parts until it has `limit` characters."""
    parts: list[str] = []
    length, waiting = 0, [node]
    # A string may be concatenated of empty parts, or in a broken file of itself.
    for _ in range(4 * V8_CUT):
        if not waiting or length >= limit:
            break
        of = waiting.pop()
        if kind_of(heap, of) == "concatenated string":
            waiting += halves(heap, of)
        else:
            parts.append(heap.strings[heap.node_name[of]])
            length += len(parts[-1])
    return "".join(parts)


def halves(heap: Heap, node: int) -> list[int]:
    """The second and the first part of a concatenated string, in this order, as far as it has them."""
    found: dict[str, int] = {}
    internal = kind(heap.kinds.edges, "internal")
    for edge in range(heap.first_edge[node], heap.first_edge[node + 1]):
        called = heap.strings[heap.edge_name[edge]] if heap.edge_type[edge] == internal else ""
        if called in ("first", "second"):
            found[called] = int(heap.edge_to[edge])
        if len(found) == 2:
            break
    return [found[side] for side in ("second", "first") if side in found]


def plain_object_name(heap: Heap, node: int) -> str:
    """`{first, second, …, last}`: properties in turn from both ends, as many as there is room for, at least one."""
    keys = property_names(heap, node)
    front, back = "{", "}"
    start, end, from_end = 0, len(keys), False
    while start < end:
        key = written_key(heap.strings[keys[end - 1 if from_end else start]])
        if len(front) > 1 and len(front) + len(back) + len(key) > OBJECT_NAME:
            break
        if from_end:
            end, back = end - 1, key + (", " if len(back) > 1 else "") + back
        else:
            start, front = start + 1, front + (", " if len(front) > 1 else "") + key
        from_end = not from_end
    return front + (", …" if start < end else "") + (", " if len(back) > 1 else "") + back


def property_names(heap: Heap, node: int) -> list[int]:
    """Numbers of the texts that name an object's properties, in order, without `__proto__`."""
    edges = slice(heap.first_edge[node], heap.first_edge[node + 1])
    named = heap.edge_name[edges][heap.edge_type[edges] == kind(heap.kinds.edges, "property")]
    # Only the outermost can be shown: fifty from each end fill the room, however short they are.
    shown = named if len(named) <= 2 * OBJECT_NAME else np.concatenate([named[:OBJECT_NAME], named[-OBJECT_NAME:]])
    return [number for number in shown.tolist() if heap.strings[number] != "__proto__"]


def written_key(key: str) -> str:
    return key if SAFE_NAME.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def label(heap: Heap, edge: int) -> str:
    """An edge's own name: `[3]` for an element, `self`, `step.completed`; empty for no edge."""
    if edge == NONE:
        return ""
    of = heap.kinds.edges[heap.edge_type[edge]]
    if of == "element":
        return f"[{heap.edge_name[edge]}]"
    return str(heap.edge_name[edge]) if of == "hidden" else cut(heap.strings[heap.edge_name[edge]]) or "(empty)"


def step(of: str, called: str) -> str:
    """An edge as a step of a path: `.name`, `["step.completed"]`, `->variable`, `{context}`, `[3]`, `[[weak]]`."""
    match of:
        case "element":
            return f"[{called}]"
        case "context":
            return f"->{called}"
        case "property" | "shortcut":
            return f".{called}" if IDENTIFIER.fullmatch(called) else f"[{json.dumps(called, ensure_ascii=False)}]"
        case "weak":
            return f"[[{called}]]"
    return f"{{{called}}}"
