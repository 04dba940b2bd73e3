"""Heap snapshots of a program that puts listeners on a bus and never takes them off, small enough to count.

An execution is nine objects: `WorkflowExecution`, its results (an Array of two texts), a context that holds it as
`self`, and three closures with that context, each in the list of one event of `WorkflowEventBus`.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from rounds.heapsnapshot.heap import Heap
from rounds.signals import SCHEMAS, Signals

EVENTS = ("step.completed", "step.failed", "workflow.cancelled")
NODES = (
    "hidden", "array", "string", "object", "code", "closure", "regexp", "number", "native", "synthetic",
    "concatenated string", "sliced string", "symbol", "bigint", "object shape",
)  # fmt: skip
EDGES = ("context", "element", "property", "internal", "hidden", "shortcut", "weak")
META = {
    "node_fields": ["type", "name", "id", "self_size", "edge_count", "trace_node_id", "detachedness"],
    "node_types": [list(NODES), "string", "number", "number", "number", "number", "number"],
    "edge_fields": ["type", "name_or_index", "to_node"],
    "edge_types": [list(EDGES), "string_or_number", "node"],
    "trace_function_info_fields": ["function_id", "name", "script_name", "script_id", "line", "column"],
    "trace_node_fields": ["id", "function_info_index", "count", "size", "children"],
    "sample_fields": ["timestamp_us", "last_assigned_id"],
    "location_fields": ["object_index", "script_id", "line", "column"],
}
BUS, EVENTS_ID, REQUEST = 9, 11, 61
HALF = "half \ud83d"  # V8 cuts characters in two
LONG = "x" * 1024  # as long as V8 writes a name
POD, OTHER = "engine-1", "engine-2"
START = datetime(2026, 5, 12, 14, tzinfo=UTC)
NOW = START + timedelta(hours=4)
NOW_MS = NOW.timestamp() * 1000


@dataclass
class Program:
    """Objects by their ids, and what each refers to."""

    nodes: dict[int, tuple[str, str, int]] = field(default_factory=dict)
    edges: dict[int, list[tuple[str, str | int, int]]] = field(default_factory=dict)

    def add(self, number: int, kind: str, name: str, size: int, *refers: tuple[str, str | int, int]) -> None:
        self.nodes[number] = (kind, name, size)
        self.edges.setdefault(number, []).extend(refers)

    def written(self) -> bytes:
        """As V8 writes it."""
        strings: dict[str, int] = {}
        place = {number: row * len(META["node_fields"]) for row, number in enumerate(self.nodes)}

        def text(name: str) -> int:
            return strings.setdefault(name, len(strings))

        nodes = [
            [NODES.index(kind), text(name), number, size, len(self.edges[number]), 0, 0]
            for number, (kind, name, size) in self.nodes.items()
        ]
        edges = [
            [EDGES.index(kind), label if isinstance(label, int) else text(label), place[to]]
            for number in self.nodes
            for kind, label, to in self.edges[number]
        ]
        told = {"meta": META, "node_count": len(nodes), "edge_count": len(edges), "trace_function_count": 0}
        return "\n".join(
            [
                f'{{"snapshot":{json.dumps(told)},',
                f'"nodes":[{rows(nodes)}],',
                f'"edges":[{rows(edges)}],',
                '"trace_function_infos":[],\n"trace_tree":[],\n"samples":[],',
                f'"locations":[{rows(self.locations(place))}],',
                f'"strings":{json.dumps(list(strings))}}}',
            ]
        ).encode()

    def locations(self, place: Mapping[int, int]) -> list[list[int]]:
        """Every closure was written down in script 12, each kind of them on a line of its own."""
        lines = sorted({name for kind, name, _ in self.nodes.values() if kind == "closure"})
        return [
            [place[number], 12, lines.index(name), 4]
            for number, (kind, name, _) in self.nodes.items()
            if kind == "closure"
        ]


def rows(of: Iterable[Iterable[int]]) -> str:
    return "\n,".join(",".join(map(str, row)) for row in of)


def program(executions: int, *, request: bool = False) -> Program:
    """After so many executions; `request` adds one object that is gone later."""
    made = Program()
    made.add(1, "synthetic", "", 0, ("element", 1, 3), ("shortcut", "global", 5))
    made.add(3, "synthetic", "(GC roots)", 0, ("element", 1, 5))
    made.add(5, "object", "global", 100, ("property", "exports", 7))
    odd = ("property", f"{HALF} property", 23)
    made.add(7, "object", "Object", 50, ("property", "eventBus", BUS), ("property", LONG, 21), odd)
    made.add(BUS, "object", "WorkflowEventBus", 40, ("property", "_events", EVENTS_ID))
    made.add(EVENTS_ID, "object", "Object", 60, *(("property", name, 13 + 2 * n) for n, name in enumerate(EVENTS)))
    for n in range(len(EVENTS)):
        made.add(13 + 2 * n, "object", "Array", 16, ("internal", "elements", 31 + 2 * n))
        made.add(31 + 2 * n, "array", "(object elements)", 8 * executions)
    made.add(21, "string", HALF, 24, ("weak", "cache", 5))
    made.add(23, "object", f"{HALF} class", 24, ("property", "<img src=x>", 21))
    if request:
        made.add(REQUEST, "object", "Request", 500)
        made.edges[5].append(("property", "current", REQUEST))
    for number in range(executions):
        add_execution(made, number)
    return made


def execution_id(number: int) -> int:
    return 1001 + 40 * number


def add_execution(made: Program, number: int) -> None:
    own = execution_id(number)
    results, context, closures, texts = own + 2, own + 4, (own + 6, own + 8, own + 10), (own + 12, own + 14)
    made.add(own, "object", "WorkflowExecution", 80, ("property", "results", results))
    made.add(results, "object", "Array", 16, *(("element", n, text) for n, text in enumerate(texts)))
    made.add(texts[0], "string", "step done", 32)
    made.add(texts[1], "string", f"result {number}", 1000)
    made.add(context, "object", "system / Context", 32, ("context", "self", own))
    for n, closure in enumerate(closures):
        made.add(closure, "closure", f"on{EVENTS[n].title().replace('.', '')}", 64, ("internal", "context", context))
        made.edges[13 + 2 * n].append(("element", number, closure))
        made.edges[31 + 2 * n].append(("internal", number, closure))


def other(executions: int) -> Program:
    """Of another process: the same ids are other things."""
    made = Program()
    made.add(1, "synthetic", "", 0, ("element", 1, 3), ("shortcut", "global", 5))
    made.add(3, "synthetic", "(GC roots)", 0, ("element", 1, 5))
    made.add(5, "object", "Worker", 100, *(("element", n, execution_id(n)) for n in range(executions)))
    for number in range(executions):
        made.add(execution_id(number), "string", f"job {number}", 40)
    return made


TAKEN: Mapping[str, tuple[str, float, Program]] = {  # name → pod, hours after the start, what was in the heap
    "early": (POD, 1, program(5, request=True)),
    "later": (POD, 2, program(25)),
    "last": (POD, 3, program(60)),
    "other": (OTHER, 3.5, other(30)),
    "future": (POD, 5, program(90)),
}


def signals(start: datetime = START, unit: timedelta = timedelta(hours=1)) -> Signals:
    """When and where each was taken; of one more no file is kept."""
    there = [row(name, pod, start + hours * unit) for name, (pod, hours, _) in TAKEN.items()]
    lost = row("lost", POD, start + 2.5 * unit)
    return Signals(heap_snapshots=pa.Table.from_pylist([*there, lost], SCHEMAS["heap_snapshots"]))


def row(name: str, pod: str, time: datetime) -> dict[str, Any]:
    return {"Time": time, "ServiceName": "engine", "Pod": pod, "Name": file_of(name), "Bytes": 1}


def file_of(name: str) -> str:
    return f"{name}.heapsnapshot.zst"


def packed(folder: Path) -> dict[str, Path]:
    """All of them as the files of a bundle."""
    folder.mkdir()
    for name, (_, _, made) in TAKEN.items():
        (folder / file_of(name)).write_bytes(pa.Codec("zstd").compress(made.written()).to_pybytes())
    return {file_of(name): folder / file_of(name) for name in TAKEN}


@cache
def analysed(name: str) -> Heap:
    from rounds.heapsnapshot import analysing, reading  # noqa: PLC0415 - compiled loops

    data = TAKEN[name][2].written()
    return analysing.analyse(reading.read(io.BytesIO(data).read, size=len(data)))


@dataclass(frozen=True)
class Shelf:
    """The snapshots as the kept ones of an incident."""

    def names(self) -> tuple[str, ...]:
        return tuple(sorted(TAKEN))

    def heap(self, name: str) -> Heap:
        return analysed(name)

    def file_bytes(self, name: str) -> int:
        return len(TAKEN[name][2].written())
