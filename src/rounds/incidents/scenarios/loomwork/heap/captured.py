"""The captured heaps: a base, and what a process holds many of."""

from __future__ import annotations

import io
import json
import lzma
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from rounds.heapsnapshot.heap import Kinds

FOLDER = Path(__file__).parent / "captured"
LIST, STORE, TABLE = range(3)


@dataclass(frozen=True, slots=True)
class Holder:
    """A node of the base whose numbered edges lead to one node of each unit: `first`, `first + stride`, …

    A list is an array as JavaScript sees it, its store the memory behind it, a table the memory behind a Map. Stores
    and tables name their edges by text.
    """

    node: int
    role: int
    edge_type: int
    named: bool
    first: int
    stride: int
    to: int


@dataclass(frozen=True, slots=True)
class Unit:
    """One of many: K nodes and M edges, in V variants that differ in texts, sizes and what of the base they lead to."""

    type: np.ndarray  # u1[K]
    name: np.ndarray  # int32[V, K]
    size: np.ndarray  # int64[V, K]
    edge_owner: np.ndarray  # int32[M]
    edge_type: np.ndarray  # u1[M]
    edge_name: np.ndarray  # int32[M]
    edge_to: np.ndarray  # int32[V, M]: a node of the base, or -1 - k for the unit's own
    places: np.ndarray  # int32[P, 4]: k, script, line, column
    holders: tuple[Holder, ...]

    @property
    def nodes(self) -> int:
        return len(self.type)

    @property
    def bytes(self) -> int:
        """Of one, in the mean over its variants."""
        return int(self.size.sum() // len(self.size))


@dataclass(frozen=True, slots=True)
class Base:
    kinds: Kinds
    strings: tuple[str, ...]
    node_type: np.ndarray  # u1[N]
    node_name: np.ndarray  # int32[N]
    node_id: np.ndarray  # u4[N]
    self_size: np.ndarray  # int64[N]
    edge_count: np.ndarray  # int64[N]
    edge_type: np.ndarray  # u1[E]
    edge_name: np.ndarray  # int32[E]
    edge_to: np.ndarray  # int32[E]
    places: np.ndarray  # int32[P, 4]: node, script, line, column


@dataclass(frozen=True, slots=True)
class Captured:
    base: Base
    units: dict[str, Unit]


@cache
def captured(name: str) -> Captured:
    with np.load(io.BytesIO(lzma.decompress((FOLDER / f"{name}.npz.xz").read_bytes()))) as file:
        arrays = {key: file[key] for key in file.files}
    meta = json.loads(arrays["meta"].tobytes())
    kinds = Kinds(tuple(meta["node_types"][0]), tuple(meta["edge_types"][0]))
    names = sorted({key.split(".")[0] for key in arrays if "." in key})
    return Captured(base(kinds, arrays), {name: unit(name, arrays) for name in names})


def base(kinds: Kinds, arrays: dict[str, np.ndarray]) -> Base:
    return Base(
        kinds=kinds,
        strings=tuple(texts(arrays["strings"].tobytes(), arrays["string_bytes"])),
        node_type=arrays["node_type"],
        node_name=arrays["node_name"],
        node_id=arrays["node_id"],
        self_size=arrays["self_size"].astype(np.int64),
        edge_count=arrays["edge_count"].astype(np.int64),
        edge_type=arrays["edge_type"],
        edge_name=arrays["edge_name"],
        edge_to=arrays["edge_to"],
        places=arrays["places"],
    )


def unit(name: str, arrays: dict[str, np.ndarray]) -> Unit:
    own = {key.partition(".")[2]: value for key, value in arrays.items() if key.startswith(f"{name}.")}
    holders = tuple(
        Holder(node, role, kind, bool(named), first, stride, to)
        for node, role, kind, named, first, stride, to in own.pop("holders").tolist()
    )
    return Unit(**{**own, "size": own["size"].astype(np.int64)}, holders=holders)


def texts(block: bytes, lengths: np.ndarray) -> list[str]:
    ends = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).tolist()
    return [block[start:end].decode("utf-8", "replace") for start, end in pairwise(ends)]


def text_node(of: Captured, unit: Unit, beginning: str) -> int:
    """Which node of a unit is the text that begins like this."""
    return next(k for k, name in enumerate(unit.name[0].tolist()) if of.base.strings[name].startswith(beginning))
