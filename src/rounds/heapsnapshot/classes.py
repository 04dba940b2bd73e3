"""Which class each node belongs to, as Chrome DevTools names and tells them apart.

An object's class is its constructor's name, and objects of one name whose classes were written down in different places
are of different classes. Plain objects go by their shape; the other types each make up one class: `(string)`,
`(array)`, `(system)`, closures `Function`. `<div id="a">` counts as `<div>`.

A class here is one row. DevTools finds its classes by the numbers of their names and shows them by the names, so where
two numbers read alike (a constructor called `Function`, say) one of its rows hides the other; no file that V8 wrote and
we have seen has such a pair.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from rounds.heapsnapshot.heap import NONE, UNREACHED, Classes, Places
from rounds.heapsnapshot.scripts import spot
from rounds.heapsnapshot.shapes import Graph, class_name, code_of, plain_objects, shape_of_objects

NAMED = {"hidden": "(system)", "code": "(compiled code)", "closure": "Function", "regexp": "RegExp"}
BY_NAME = ("object", "native")


@dataclass(frozen=True, slots=True)
class Naming:
    """The class of each node, and what the classes are called. Every class has a node."""

    node_class: np.ndarray  # int32[N]
    name: tuple[str, ...]
    key: tuple[str, ...]  # DevTools' own: the name behind a comma, or `script,line,column,name`, counted from 0


def classified(graph: Graph, places: Places, shapes: Sequence[str]) -> Naming:
    names: dict[str, int] = {}
    node_class = by_name(graph, names)
    objects = plain_objects(graph)
    shape = shape_of_objects(graph, objects, shapes)
    numbers = np.array([names.setdefault(class_name(one), len(names)) for one in shapes], np.int32)
    fits = shape != NONE
    node_class[objects[fits]] = numbers[shape[fits]]
    return by_place(graph, places, node_class, list(names))


def by_name(graph: Graph, names: dict[str, int]) -> np.ndarray:
    """int32[N]. Adds to `names` those it meets, each with its number."""
    of_type = np.empty(len(graph.kinds.nodes), np.int32)
    for code, kind in enumerate(graph.kinds.nodes):
        of_type[code] = names.setdefault(NAMED.get(kind, f"({kind})"), len(names))
    node_class: np.ndarray = of_type[graph.node_type]
    codes = [code_of(graph.kinds.nodes, kind) for kind in BY_NAME]
    named = np.flatnonzero((graph.node_type == codes[0]) | (graph.node_type == codes[1]))
    used = np.zeros(len(graph.strings), bool)
    used[graph.node_name[named]] = True
    of_name = np.empty(len(graph.strings), np.int32)
    for number in np.flatnonzero(used).tolist():
        of_name[number] = names.setdefault(shortened(graph.strings[number]), len(names))
    node_class[named] = of_name[graph.node_name[named]]
    return node_class


def shortened(name: str) -> str:
    """`<div id="a">` is a `<div>`, whether it is still in the document or not."""
    for start, at in (("<", 0), ("Detached <", 10)):
        if name.startswith(start):
            space = name.find(" ", at)
            return name if space < 0 else f"{name[:space]}>"
    return name


def by_place(graph: Graph, places: Places, node_class: np.ndarray, names: list[str]) -> Naming:
    """Objects whose class has a place get a class of their own for each place."""
    objects = np.flatnonzero(graph.node_type[places.node] == code_of(graph.kinds.nodes, "object"))
    node = places.node[objects]
    at = [array[objects] for array in (places.script, places.line, places.column)]
    order = np.lexsort([node_class[node], *at])
    parted = np.ones(len(order), bool)
    if len(order):
        parted[1:] = False
        for array in (*at, node_class[node]):
            parted[1:] |= array[order][1:] != array[order][:-1]
    key = [f",{name}" for name in names]
    name = list(names)
    for one in order[parted].tolist():
        script, line, column = (int(array[one]) & 0xFFFFFFFF for array in at)
        of = names[node_class[node[one]]]
        key.append(f"{script},{line},{column},{of}")
        name.append(of)
    node_class = node_class.copy()
    node_class[node[order]] = (len(names) - 1 + np.cumsum(parted)).astype(np.int32)
    return only_used(node_class, name, key)


def only_used(node_class: np.ndarray, name: list[str], key: list[str]) -> Naming:
    used = np.flatnonzero(np.bincount(node_class, minlength=len(name)))
    number = np.full(len(name), NONE, np.int32)
    number[used] = np.arange(len(used))
    pick = used.tolist()
    return Naming(
        number[node_class],
        tuple(name[one] for one in pick),
        tuple(key[one] for one in pick),
    )


def table(
    naming: Naming,
    places: Places,
    *,
    shallow: np.ndarray,
    distance: np.ndarray,
    retained: np.ndarray,
    first_member: np.ndarray,
    member: np.ndarray,
) -> Classes:
    """`retained` int64[C]; members as in `Classes`. A class none of whose nodes has a size has a count of 0."""
    count = np.diff(first_member).astype(np.int64)
    some = np.flatnonzero(count)
    sizes = np.zeros(len(count), np.int64)
    least = np.full(len(count), UNREACHED, np.int32)
    if len(some):
        sizes[some] = np.add.reduceat(shallow[member], first_member[some])
        least[some] = np.minimum.reduceat(distance[member], first_member[some])
    return Classes(
        name=naming.name,
        key=naming.key,
        at=told_apart(naming.name, [spot_in(places, key) for key in naming.key], (count > 0).tolist()),
        count=count,
        shallow=sizes,
        retained=retained,
        distance=least,
        first_member=first_member,
        member=member,
    )


def spot_in(places: Places, key: str) -> str:
    place = place_in(key)
    return spot(places, *place) if place else ""


def told_apart(names: Sequence[str], spots: Sequence[str], there: Sequence[bool]) -> tuple[str, ...]:
    """The spots of those classes that share their name with another that is there."""
    times = Counter(name for name, is_there in zip(names, there, strict=True) if is_there)
    return tuple(spot if times[name] > 1 else "" for name, spot in zip(names, spots, strict=True))


def name_in(key: str) -> str:
    return key[1:] if key.startswith(",") else key.split(",", 3)[3]


def place_in(key: str) -> tuple[int, int, int] | None:
    """Script, line and column, of classes that are told apart by them."""
    if key.startswith(","):
        return None
    script, line, column, _ = key.split(",", 3)
    return int(script), int(line), int(column)
