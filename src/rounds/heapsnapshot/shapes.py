"""Interfaces of plain objects, as Chrome DevTools infers them: `{id, name}` for objects that have both properties.

Objects written as literals have no constructor to be told apart by, so the lists of properties that many of them begin
with serve as their classes. A shape is written as its name, and read back from it. Two snapshots are compared by the
shapes of the newer one, so an object is of the same class in both.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from json.decoder import scanstring  # type: ignore[attr-defined]
from typing import Protocol

import numpy as np

from rounds.heapsnapshot.heap import NONE, Kinds
from rounds.heapsnapshot.strings import Strings

LEAST_OBJECTS = 2  # a shape of one object tells nothing
LEAST_SHARE = 1000  # nor one that fewer than one object in so many has
LONGEST_NAME = 120  # in UTF-16, as JavaScript counts
PLAIN = "Object"
PROTO = "__proto__"
NAMELESS = re.compile("^(, )+")
QUOTED = re.compile(r"""[,'"{}]""")
AT_ONCE = 1 << 16  # objects looked at together, to bound the memory for their properties


class Graph(Protocol):
    """What both a file and its analysis have."""

    @property
    def kinds(self) -> Kinds: ...
    @property
    def strings(self) -> Strings: ...
    @property
    def node_type(self) -> np.ndarray: ...
    @property
    def node_name(self) -> np.ndarray: ...
    @property
    def first_edge(self) -> np.ndarray: ...
    @property
    def edge_type(self) -> np.ndarray: ...
    @property
    def edge_name(self) -> np.ndarray: ...


def written(properties: Sequence[str]) -> str:
    """A shape as it is kept: `{id, name}`."""
    return "{" + ", ".join(map(quoted, properties)) + "}"


def class_name(shape: str) -> str:
    """As it is shown: properties without a name are not seen at the beginning."""
    return "{" + NAMELESS.sub("", shape[1:])


def properties_of(shape: str) -> list[str]:
    """What `written` was given."""
    inner = shape[1:-1]
    properties = []
    at = 0
    while at <= len(inner):
        if inner.startswith('"', at):
            name, at = scanstring(inner, at + 1)
        else:
            end = inner.find(", ", at)
            name, at = (inner[at:], len(inner)) if end < 0 else (inner[at:end], end)
        properties.append(name)
        at += 2 if at < len(inner) else 1
    return properties


def quoted(name: str) -> str:
    """Names with commas, quotes or braces are written in quotes, as DevTools does."""
    return json.dumps(name, ensure_ascii=False) if QUOTED.search(name) else name


def code_of(kinds: Sequence[str], name: str) -> int:
    """The number of a type in this file; NONE when it has no such type."""
    return kinds.index(name) if name in kinds else NONE


def plain_objects(graph: Graph) -> np.ndarray:
    """int32, the nodes that are objects of no class, as V8 names them."""
    objects = graph.node_type == code_of(graph.kinds.nodes, "object")
    named = numbers_of(graph.strings, [PLAIN]).get(PLAIN, NONE)
    return np.flatnonzero(objects & (graph.node_name == named)).astype(np.int32)


def numbers_of(strings: Strings, texts: Iterable[str]) -> dict[str, int]:
    """The numbers of those texts that the file has. Only what has a wanted length, first and last byte is decoded."""
    encoded = {text.encode("utf-8", "replace"): text for text in texts}
    ends, text = strings.ends, strings.text
    lengths = np.diff(ends)
    marks = lengths << 16
    some = np.flatnonzero(lengths)
    marks[some] |= text[ends[some]].astype(np.int64) << 8 | text[ends[some + 1] - 1]
    wanted = {len(one) << 16 | (one[0] << 8 | one[-1] if one else 0) for one in encoded}
    alike = np.flatnonzero(np.isin(marks, list(wanted)))
    found: dict[str, int] = {}
    for number in alike.tolist():
        written = encoded.get(text[ends[number] : ends[number + 1]].tobytes())
        if written is not None:
            found.setdefault(written, number)
    return found


def shape_of_objects(graph: Graph, objects: np.ndarray, shapes: Sequence[str]) -> np.ndarray:
    """int32, for each of the plain objects the number of its shape, or NONE.

    It has all the properties of its shape, and of those that fit it is the one with most properties, of several the
    first.
    """
    found = np.full(len(objects), NONE, np.int32)
    if not shapes or not len(objects):
        return found
    fitting = Fitting.of(shapes)
    place_of = np.full(len(graph.strings), NONE, np.int32)
    for name, number in numbers_of(graph.strings, fitting.places).items():
        place_of[number] = fitting.places[name]
    kind = code_of(graph.kinds.edges, "property")
    for begin in range(0, len(objects), AT_ONCE):
        some = objects[begin : begin + AT_ONCE]
        owner, names = properties(graph, some, kind)
        place = place_of[names]
        known = place != NONE
        found[begin : begin + AT_ONCE] = fitting.best(len(some), owner[known], place[known])
    return found


class Fitting:
    """Finds the shape that fits a list of properties, once for each list there is."""

    def __init__(self, wanted: Sequence[Counter[int]], places: dict[str, int]) -> None:
        self.places = places  # of the properties that any shape has
        self.wanted = wanted
        self.distinct = np.array([len(shape) for shape in wanted])
        self.total = np.array([shape.total() for shape in wanted])
        having: list[list[int]] = [[] for _ in places]
        for number, shape in enumerate(wanted):
            for place in shape:
                having[place].append(number)
        self.having = [np.array(numbers) for numbers in having]
        self.weights = np.random.default_rng(1).integers(0, 2**64, len(places), np.uint64)
        self.known: dict[int, int] = {}

    @classmethod
    def of(cls, shapes: Sequence[str]) -> Fitting:
        named = [properties_of(shape) for shape in shapes]
        places = {name: place for place, name in enumerate(dict.fromkeys(name for names in named for name in names))}
        return cls([Counter(places[name] for name in names) for names in named], places)

    def best(self, objects: int, owner: np.ndarray, place: np.ndarray) -> np.ndarray:
        """int32[objects]. The properties are grouped by their owner.

        Objects with the same properties have the same sum of random numbers of 64 bits.
        """
        first = np.searchsorted(owner, np.arange(objects + 1))
        sums = np.zeros(len(place) + 1, np.uint64)
        np.cumsum(self.weights[place], out=sums[1:])
        alike, example, which = np.unique(sums[first[1:]] - sums[first[:-1]], return_index=True, return_inverse=True)
        shapes = np.empty(len(alike), np.int32)
        for number, (total, one) in enumerate(zip(alike.tolist(), example.tolist(), strict=True)):
            if total not in self.known:
                self.known[total] = self._best(Counter(place[first[one] : first[one + 1]].tolist()))
            shapes[number] = self.known[total]
        return shapes[which]

    def _best(self, has: Counter[int]) -> int:
        if not has:
            return NONE
        met = np.bincount(np.concatenate([self.having[place] for place in has]), minlength=len(self.wanted))
        for number in sorted(np.flatnonzero(met == self.distinct).tolist(), key=lambda one: (-self.total[one], one)):
            if self.total[number] == self.distinct[number] or self.wanted[number] <= has:
                return int(number)
        return NONE


def properties(graph: Graph, objects: np.ndarray, kind: int) -> tuple[np.ndarray, np.ndarray]:
    """For each property of these objects which of them has it, and the number of its name."""
    first = graph.first_edge[objects]
    counts = graph.first_edge[objects + 1] - first
    owner = np.repeat(np.arange(len(objects), dtype=np.int32), counts)
    before = np.cumsum(counts) - counts
    edges = np.arange(len(owner)) + np.repeat(first - before, counts)
    of_kind = graph.edge_type[edges] == kind
    return owner[of_kind], graph.edge_name[edges[of_kind]]
