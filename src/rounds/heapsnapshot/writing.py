"""A snapshot's columns, written as V8 writes them: one row a line, texts in ASCII.

What is written has the fields of V8 9 to 12 (`NODE_FIELDS`), or of those before where it is not known what is detached;
Chrome DevTools and all others read both. Traces of allocations are not written. Numbers become digits by looking up three at a time, whole columns at once, and only
`ROWS` rows are in memory as text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Protocol

import numpy as np

from rounds.heapsnapshot.heap import Kinds
from rounds.heapsnapshot.strings import Strings

NODE_FIELDS = ("type", "name", "id", "self_size", "edge_count", "trace_node_id", "detachedness")
EDGE_FIELDS = ("type", "name_or_index", "to_node")
LOCATION_FIELDS = ("object_index", "script_id", "line", "column")
TRACE_FIELDS = {
    "trace_function_info_fields": ("function_id", "name", "script_name", "script_id", "line", "column"),
    "trace_node_fields": ("id", "function_info_index", "count", "size", "children"),
    "sample_fields": ("timestamp_us", "last_assigned_id"),
}
ROWS = 1 << 15
TEXTS = 1 << 14


class Graph(Protocol):
    """What is needed of `rounds.heapsnapshot.reading.Columns`, whose shapes and types these are."""

    @property
    def kinds(self) -> Kinds: ...
    @property
    def strings(self) -> Strings: ...
    @property
    def extra_native_bytes(self) -> int: ...
    @property
    def node_type(self) -> np.ndarray: ...
    @property
    def node_name(self) -> np.ndarray: ...
    @property
    def node_id(self) -> np.ndarray: ...
    @property
    def self_size(self) -> np.ndarray: ...
    @property
    def detached(self) -> np.ndarray | None: ...
    @property
    def first_edge(self) -> np.ndarray: ...
    @property
    def edge_type(self) -> np.ndarray: ...
    @property
    def edge_name(self) -> np.ndarray: ...
    @property
    def edge_to(self) -> np.ndarray: ...
    @property
    def location_node(self) -> np.ndarray: ...
    @property
    def location_script(self) -> np.ndarray: ...
    @property
    def location_line(self) -> np.ndarray: ...
    @property
    def location_column(self) -> np.ndarray: ...


def write(of: Graph) -> Iterator[bytes]:
    """The file, piece by piece. The same columns give the same bytes; read again, they are the same columns."""
    yield b'{"snapshot":' + compact(header(of)) + b',\n"nodes":['
    yield from rows(node_columns(of), len(of.node_type))
    yield b'],\n"edges":['
    stride = len(node_fields(of))
    yield from rows((of.edge_type, unsigned(of.edge_name), strided(of.edge_to, stride)), len(of.edge_type))
    yield b'],\n"trace_function_infos":[],\n"trace_tree":[],\n"samples":[],\n"locations":['
    places = tuple(map(unsigned, (of.location_script, of.location_line, of.location_column)))
    yield from rows((strided(of.location_node, stride), *places), len(of.location_node))
    yield b'],\n"strings":['
    yield from texts(of.strings)
    yield b"]}"


def header(of: Graph) -> dict[str, object]:
    fields = node_fields(of)
    numbers = ("number",) * (len(fields) - 2)
    meta = {
        "node_fields": fields,
        "node_types": (of.kinds.nodes, "string", *numbers),
        "edge_fields": EDGE_FIELDS,
        "edge_types": (of.kinds.edges, "string_or_number", "node"),
        **TRACE_FIELDS,
        "location_fields": LOCATION_FIELDS,
    }
    counts = {"node_count": len(of.node_type), "edge_count": len(of.edge_type), "trace_function_count": 0}
    native = {"extra_native_bytes": of.extra_native_bytes} if of.extra_native_bytes else {}
    return {"meta": meta, **counts, **native}


def node_fields(of: Graph) -> tuple[str, ...]:
    return NODE_FIELDS[:-1] if of.detached is None else NODE_FIELDS


def node_columns(of: Graph) -> tuple[np.ndarray, ...]:
    traces = np.zeros(len(of.node_type), np.uint8)
    detached = () if of.detached is None else (of.detached,)
    return of.node_type, of.node_name, of.node_id, of.self_size, np.diff(of.first_edge), traces, *detached


def strided(nodes: np.ndarray, stride: int) -> np.ndarray:
    """A node is pointed to by the place of its first number."""
    return nodes.astype(np.int64) * stride


def unsigned(numbers: np.ndarray) -> np.ndarray:
    return numbers.view(np.uint32) if numbers.dtype == np.int32 else numbers


def compact(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


# --- numbers ----------------------------------------------------------------------------------

THOUSAND = 1000


def looked_up(written: list[bytes]) -> np.ndarray:
    return np.frombuffer(b"".join(written), np.uint32)


def triples(ending: bytes) -> np.ndarray:
    """Three digits and what follows them, as they stand first in a number, then as they stand behind others."""
    first = [(b"%d" % n).rjust(3, b"\0") + ending for n in range(THOUSAND)]
    return looked_up(first + [b"%03d" % n + ending for n in range(THOUSAND)])


# Before the last three digits, none at all is written when nothing but noughts would stand there.
HIGHER = looked_up(
    [b"\0\0\0\0"] + [(b"%d" % n).rjust(3, b"\0") + b"\0" for n in range(1, THOUSAND)] + [b"%03d\0" % n for n in range(THOUSAND)]
)  # fmt: skip
COMMA, NEWLINE = triples(b","), triples(b"\n")
NEXT_ROW = np.frombuffer(b",\0\0\0", np.uint32)[0]


def rows(columns: tuple[np.ndarray, ...], count: int) -> Iterator[bytes]:
    """Lines of numbers, of which all but the first begin with a comma."""
    for start in range(0, count, ROWS):
        written = table([column[start : start + ROWS] for column in columns])
        yield written if start else written[1:]


def table(columns: list[np.ndarray]) -> bytes:
    lasts = [COMMA] * (len(columns) - 1) + [NEWLINE]
    cells = [cell for column, last in zip(columns, lasts, strict=True) for cell in digits(column, last)]
    written = np.empty((len(columns[0]), 1 + len(cells)), np.uint32)
    written[:, 0] = NEXT_ROW
    for place, cell in enumerate(cells, 1):
        written[:, place] = cell
    return written.tobytes().translate(None, b"\0")


def digits(column: np.ndarray, last: np.ndarray) -> list[np.ndarray]:
    """Three digits in each, the highest first; bytes that are nought stand for nothing."""
    most = int(column.max(initial=0))
    left: np.ndarray = column.astype(np.int64 if most >> 32 else np.uint32)
    found: list[np.ndarray] = []
    names = last
    while True:
        higher: np.ndarray = left // THOUSAND
        found.append(names[left - higher * THOUSAND + np.where(higher > 0, THOUSAND, 0)])
        most //= THOUSAND
        if not most:
            return found[::-1]
        left, names = higher, HIGHER


# --- texts ------------------------------------------------------------------------------------


def texts(strings: Strings) -> Iterator[bytes]:
    for start in range(0, len(strings), TEXTS):
        some = strings.some(start, start + TEXTS)
        written = json.dumps(some, separators=(",\n", ":"))[1:-1].encode()
        yield b",\n" * bool(start) + BACKSLASH.join(ESCAPE.sub(as_v8, part) for part in written.split(BACKSLASH))


BACKSLASH = rb"\\"  # one of the text: what follows it is no escape
ESCAPE = re.compile(rb"\\u(....)")


def as_v8(escape: re.Match[bytes]) -> bytes:
    """With hexadecimal digits in capitals, and DEL as it is."""
    return b"\x7f" if escape[1] == b"007f" else b"\\u" + escape[1].upper()
