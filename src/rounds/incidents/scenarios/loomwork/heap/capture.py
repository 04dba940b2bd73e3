"""Captures what `captured/` holds: the heaps of the programs in `program/`, taken apart.

    python -m rounds.incidents.scenarios.loomwork.heap.capture NODE

runs the Node.js of that path as root of a namespace of its own, with an empty environment, as /app/dist of a
file system of its own, on a host called app, so that nothing of this machine is in its heap; a text that names it is an error. What the process
holds many of (an execution that nobody lets go of, a template, a line of the log) is cut out and kept a few times; the
rest is the base. `grafting` puts them together again, as many as a scenario has.
"""

from __future__ import annotations

import io
import json
import lzma
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

HERE = Path(__file__).parent
ELEMENT, WEAK = "element", "weak"


@dataclass(frozen=True, slots=True)
class Hold:
    """A list or map of the program, by the class of an object and the properties that lead there."""

    path: tuple[str, ...]
    map: bool = False


@dataclass(frozen=True, slots=True)
class Many:
    """Something the process holds many of, the lists that hold it, and how many different ones to keep."""

    name: str
    holds: tuple[Hold, ...]
    keep: int


@dataclass(frozen=True, slots=True)
class Program:
    name: str
    starts: str  # a folder of `program/`
    many: tuple[Many, ...]


LINE = Many("line", (Hold(("LogRing", "lines")),), 1)
PROGRAMS = (
    Program("engine", "engine", (
        Many("execution", tuple(
            Hold(("WorkflowEventBus", "_events", event)) for event in ("step.completed", "step.failed", "workflow.cancelled")
        ), 12),
        Many("template", (Hold(("TemplateCache", "entries"), map=True),), 1),
        Many("call", (Hold(("ConnectorClient", "inFlight"), map=True),), 1),
        LINE,
    )),
    Program("dispatcher", "webhooks", (
        Many("delivery", (Hold(("RecentDeliveries", "entries")),), 38),
        Many("job", (Hold(("JobWorker", "inFlight"), map=True),), 38),
        LINE,
    )),
)  # fmt: skip


def main(node: str) -> None:
    for program in PROGRAMS:
        snapshot = json.loads(captured(Path(node), program))
        refuse_traces_of_this_machine(snapshot["strings"])
        arrays = taken_apart(Capture(snapshot), program)
        file = HERE / "captured" / f"{program.name}.npz.xz"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(packed(arrays))
        kept = {name: arrays[f"{name}.name"].shape for name in (many.name for many in program.many)}
        sys.stdout.write(f"{file.name}: {file.stat().st_size:,} bytes, {len(arrays['node_type']):,} nodes, {kept}\n")


# --- running ----------------------------------------------------------------------------------

# The seed of hashes decides in which order `_events` lists its properties: with this one, in that of the code.
SEEDS = "--hash-seed=10 --random-seed=1"
ALONE = """
hostname app
mount -t tmpfs none /mnt
mkdir -p /mnt/app/dist /mnt/app/out /mnt/lib /mnt/lib64 /mnt/proc /mnt/usr/local/bin
cp -r {program}/. /mnt/app/dist && cp {node} /mnt/usr/local/bin/node
mount --rbind /lib /mnt/lib && mount --rbind /lib64 /mnt/lib64 && mount --bind {out} /mnt/app/out
mount -t proc none /mnt/proc
exec env -i "$(command -v unshare)" --root=/mnt --wd=/app /usr/local/bin/node \\
  --expose-gc {seeds} --max-old-space-size=1536 dist/main.js {arguments} >/dev/null
"""


def captured(node: Path, program: Program) -> bytes:
    with TemporaryDirectory() as folder:
        script = ALONE.format(
            seeds=SEEDS,
            program=shlex.quote(str(HERE / "program")),
            node=shlex.quote(str(node.resolve())),
            arguments=shlex.join([program.starts, "out/heap"]),
            out=shlex.quote(folder),
        )
        alone = ["unshare", "--user", "--map-root-user", "--mount", "--pid", "--fork", "--uts"]
        subprocess.run([*alone, "sh", "-ec", script], check=True)
        return (Path(folder) / "heap").read_bytes()


def refuse_traces_of_this_machine(strings: Sequence[str]) -> None:
    traces = {socket.gethostname(), str(Path.home()), str(Path.cwd()), str(HERE)}
    for text in strings:
        for trace in traces:
            if len(trace) > 3 and trace in text:
                raise SystemExit(f"a text of the heap has {trace!r}: {text[:200]!r}")


# --- taking apart -----------------------------------------------------------------------------


class Capture:
    """A snapshot with its edges by node."""

    def __init__(self, snapshot: Any) -> None:
        meta = snapshot["snapshot"]["meta"]
        self.meta = meta
        self.strings: list[str] = snapshot["strings"]
        self.kinds, self.edge_kinds = meta["node_types"][0], meta["edge_types"][0]
        fields = {name: place for place, name in enumerate(meta["node_fields"])}
        nodes = np.array(snapshot["nodes"], np.int64).reshape(-1, len(fields))
        self.type, self.name, self.id, self.size = (nodes[:, fields[f]] for f in ("type", "name", "id", "self_size"))
        self.first = np.concatenate([[0], np.cumsum(nodes[:, fields["edge_count"]])])
        edges = np.array(snapshot["edges"], np.int64).reshape(-1, 3)
        self.edge_type, self.edge_name, self.to = edges[:, 0], edges[:, 1], edges[:, 2] // len(fields)
        self.places = np.array(snapshot["locations"], np.int64).reshape(-1, 4)
        self.places[:, 0] //= len(fields)

    def edges(self, node: int) -> range:
        return range(int(self.first[node]), int(self.first[node + 1]))

    def kind(self, edge: int) -> str:
        return str(self.edge_kinds[self.edge_type[edge]])

    def label(self, edge: int) -> str:
        """Its name as text, also where it is an index."""
        name = int(self.edge_name[edge])
        return str(name) if self.kind(edge) in (ELEMENT, "hidden") else self.strings[name]

    def step(self, node: int, label: str) -> int:
        return next(int(self.to[e]) for e in self.edges(node) if self.label(e) == label and self.kind(e) != WEAK)

    def named(self, name: str) -> int:
        """The object of that class that has properties of its own: not the prototype."""
        wanted = np.flatnonzero((self.type == self.kinds.index("object")) & (self.name == self.strings.index(name)))
        return max(map(int, wanted), key=lambda node: (self.size[node], len(self.edges(node))))

    def reached(self, without: set[int]) -> np.ndarray:
        seen = np.zeros(len(self.type), bool)
        seen[0] = True
        todo = [0]
        while todo:
            for edge in self.edges(todo.pop()):
                to = int(self.to[edge])
                if not seen[to] and edge not in without and self.kind(edge) != WEAK:
                    seen[to] = True
                    todo.append(to)
        return seen


@dataclass(frozen=True, slots=True)
class Holder:
    """A node that lists things: by numbered edges, `first` and every `stride` after it."""

    node: int
    role: str  # list, store, table
    edges: tuple[int, ...]


def holders(of: Capture, hold: Hold) -> list[Holder]:
    node = of.named(hold.path[0])
    for label in hold.path[1:]:
        node = of.step(node, label)
    roles = [(of.step(node, "table"), "table")] if hold.map else [(node, "list"), (of.step(node, "elements"), "store")]
    return [Holder(node, role, tuple(e for e in of.edges(node) if of.label(e).isdigit())) for node, role in roles]


@dataclass(frozen=True, slots=True)
class Unit:
    """One of many: its nodes, first the one that is held, and their edges, in an order that only depends on its shape."""

    nodes: tuple[int, ...]
    edges: tuple[int, ...]

    def shape(self, of: Capture) -> tuple[Any, ...]:
        local = {node: place for place, node in enumerate(self.nodes)}
        kinds = tuple(int(of.type[node]) for node in self.nodes)
        return kinds, tuple(
            (local[owner(of, e)], int(of.edge_type[e]), of.label(e), local.get(int(of.to[e]), -1)) for e in self.edges
        )


def owner(of: Capture, edge: int) -> int:
    return int(np.searchsorted(of.first, edge, side="right")) - 1


def taken_apart(of: Capture, program: Program) -> dict[str, np.ndarray]:
    held = {many.name: [h for hold in many.holds for h in holders(of, hold)] for many in program.many}
    numbered = {edge for lists in held.values() for holder in lists for edge in holder.edges}
    apart = of.reached(set()) & ~of.reached(numbered)
    groups = {name: [inside(of, apart, starts) for starts in starts_of(of, lists)] for name, lists in held.items()}
    times = np.bincount(
        [node for found in groups.values() for group in found for node in group], minlength=len(of.type)
    )
    base = np.flatnonzero(times != 1)  # what several share, as their hidden class, stays in the base
    place = np.full(len(of.type), -1, np.int64)
    place[base] = np.arange(len(base))
    parts = base_arrays(of, place, base)
    for many in program.many:
        units = [unit(of, place, [node for node in group if place[node] < 0]) for group in groups[many.name]]
        made = many_arrays(of, place, list(alike(of, units)), many, held[many.name])
        parts |= {f"{many.name}.{key}": value for key, value in made.items()}
    return with_used_strings(parts, of.strings) | {"meta": np.frombuffer(json.dumps(of.meta).encode(), np.uint8)}


def base_arrays(of: Capture, place: np.ndarray, base: np.ndarray) -> dict[str, np.ndarray]:
    owners = np.repeat(np.arange(len(of.type)), np.diff(of.first))
    stay = (place[owners] >= 0) & (place[of.to] >= 0)
    at = of.places[place[of.places[:, 0]] >= 0]
    return {
        "node_type": of.type[base].astype(np.uint8),
        "node_name": of.name[base].astype(np.int32),
        "node_id": of.id[base].astype(np.uint32),
        "self_size": of.size[base].astype(np.uint32),
        "edge_count": np.bincount(place[owners[stay]], minlength=len(base)).astype(np.uint16),
        "edge_type": of.edge_type[stay].astype(np.uint8),
        "edge_name": of.edge_name[stay].astype(np.int32),
        "edge_to": place[of.to[stay]].astype(np.int32),
        "places": np.column_stack([place[at[:, 0]], at[:, 1:]]).astype(np.int32),
    }


def many_arrays(
    of: Capture, place: np.ndarray, units: list[Unit], many: Many, held: list[Holder]
) -> dict[str, np.ndarray]:
    chosen = units[len(units) // 2 : len(units) // 2 + many.keep]
    local = [{node: number for number, node in enumerate(unit.nodes)} for unit in chosen]
    usual = chosen[0]
    at = [(local[0][int(row[0])], *map(int, row[1:])) for row in of.places if int(row[0]) in local[0]]
    return {
        "type": of.type[list(usual.nodes)].astype(np.uint8),
        "name": np.array([of.name[list(unit.nodes)] for unit in chosen], np.int32),
        "size": np.array([of.size[list(unit.nodes)] for unit in chosen], np.uint32),
        "edge_owner": np.array([local[0][owner(of, e)] for e in usual.edges], np.int32),
        "edge_type": of.edge_type[list(usual.edges)].astype(np.uint8),
        "edge_name": of.edge_name[list(usual.edges)].astype(np.int32),
        # What leads into the base is its node there; what stays inside is -1 - its number there.
        "edge_to": np.array([
            [-1 - known[to] if (to := int(of.to[e])) in known else place[to] for e in unit.edges]
            for known, unit in zip(local, chosen, strict=True)
        ], np.int32),
        "places": np.array(at, np.int32).reshape(-1, 4),
        "holders": np.array([row for holder in held for row in holder_rows(of, place, holder, units)], np.int32),
    }  # fmt: skip


def starts_of(of: Capture, held: list[Holder]) -> list[list[int]]:
    """The nodes that one entry of the lists leads to, entry by entry."""
    entries: dict[int, list[int]] = {}
    for holder in held:
        for number, edge in enumerate(holder.edges):
            nodes = entries.setdefault(number // (2 if holder.role == "table" else 1), [])
            if (to := int(of.to[edge])) not in nodes:
                nodes.append(to)
    return list(entries.values())


ROLES = ("list", "store", "table")


def holder_rows(of: Capture, place: np.ndarray, holder: Holder, units: list[Unit]) -> Iterator[tuple[int, ...]]:
    """Node, role, type of its edges, whether their names are texts, first index, stride, and to which node of a unit.

    A table's first index counts from where its entries begin, which depends on how many there are.
    """
    known = {node: (number, local) for number, one in enumerate(units) for local, node in enumerate(one.nodes)}
    seen: dict[int, list[tuple[int, int]]] = {}
    for edge in holder.edges:
        if (to := int(of.to[edge])) in known:
            number, local = known[to]
            seen.setdefault(local, []).append((number, int(of.label(edge))))
    lowest = min(int(of.label(edge)) for edge in holder.edges)
    kind, text = int(of.edge_type[holder.edges[0]]), of.kind(holder.edges[0]) not in (ELEMENT, "hidden")
    for local, found in seen.items():
        stride = (found[-1][1] - found[0][1]) // (found[-1][0] - found[0][0])
        if any(b[1] - a[1] != stride * (b[0] - a[0]) for a, b in pairwise(found)):
            raise SystemExit(f"a {holder.role} does not hold its entries one after the other")
        first = (found[0][1] - lowest) % stride if holder.role == "table" else lowest
        yield int(place[holder.node]), ROLES.index(holder.role), kind, int(text), first, stride, local


def inside(of: Capture, apart: np.ndarray, starts: list[int]) -> list[int]:
    """What an entry leads to outside the base, in the order in which edges are met."""
    nodes, known = [*starts], set(starts)
    for node in nodes:
        for edge in of.edges(node):
            to = int(of.to[edge])
            if apart[to] and to not in known and of.kind(edge) != WEAK:
                known.add(to)
                nodes.append(to)
    return nodes


def unit(of: Capture, place: np.ndarray, nodes: list[int]) -> Unit:
    """With its edges to itself and to the base; to others of its kind lead at most weak ones."""
    known = set(nodes)
    edges = (e for node in nodes for e in of.edges(node))
    return Unit(tuple(nodes), tuple(e for e in edges if place[of.to[e]] >= 0 or int(of.to[e]) in known))


def alike(of: Capture, units: list[Unit]) -> Iterator[Unit]:
    """Those of the shape that most have."""
    shapes = [unit.shape(of) for unit in units]
    usual = max(shapes, key=shapes.count)
    for one, shape in zip(units, shapes, strict=True):
        if shape == usual:
            yield one


def with_used_strings(parts: dict[str, np.ndarray], strings: Sequence[str]) -> dict[str, np.ndarray]:
    """Numbers of texts in `*name` arrays, but those of edges that are indices, become numbers of texts that are used."""
    numbers = {key: value for key, value in parts.items() if key.split(".")[-1] in ("node_name", "name", "edge_name")}
    masks = {key: texts(parts, key) for key in numbers}
    used = np.unique(np.concatenate([value[masks[key]] for key, value in numbers.items()] + [np.array([0])]))
    renamed = {
        key: np.where(masks[key], np.searchsorted(used, value), value).astype(np.int32)
        for key, value in numbers.items()
    }
    written = [strings[number].encode("utf-8", "surrogatepass") for number in used.tolist()]
    return parts | renamed | {
        "strings": np.frombuffer(b"".join(written), np.uint8),
        "string_bytes": np.array(list(map(len, written)), np.uint16),
    }  # fmt: skip


def texts(parts: dict[str, np.ndarray], key: str) -> np.ndarray:
    if not key.endswith("edge_name"):
        return np.ones(parts[key].shape, bool)
    kinds = parts[key.replace("edge_name", "edge_type")]
    return ~np.isin(kinds, INDEXED)


INDEXED = (1, 4)  # element, hidden


def packed(arrays: dict[str, np.ndarray]) -> bytes:
    raw = io.BytesIO()
    np.savez(raw, allow_pickle=False, **arrays)
    return lzma.compress(raw.getvalue(), preset=9 | lzma.PRESET_EXTREME)


if __name__ == "__main__":
    main(*sys.argv[1:])
