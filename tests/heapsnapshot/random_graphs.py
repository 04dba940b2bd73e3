"""Graphs of all sorts for laws that hold in every heap, by number: the same number is the same graph."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st
from tests.heapsnapshot.made import Node, heap_of

from rounds.heapsnapshot.heap import Heap

KINDS = ("object", "closure", "array", "hidden", "string", "native", "code", "number", "concatenated string")
NAMES = ("Order", "Object", "Array", "Bus", "system / Context", "_events", "", "first")
LINKS = ("property", "internal", "context", "element", "hidden", "weak", "shortcut")
LABELS = ("a", "b", "first", "second", "_events", "elements", "0", "12", "__proto__")


def graph(number: int) -> list[Node]:
    chance = Random(number)
    count = chance.randint(2, 14)
    root = Node("synthetic", "", 0, edges(chance, count))
    sizes = (0, 8, 16, 40)
    return [
        root,
        *(
            Node(chance.choice(KINDS), chance.choice(NAMES), chance.choice(sizes), edges(chance, count))
            for _ in range(count - 1)
        ),
    ]


def edges(chance: Random, nodes: int) -> list[tuple[str, str | int, int]]:
    return [edge(chance, nodes) for _ in range(chance.randint(0, 4))]


def edge(chance: Random, nodes: int) -> tuple[str, str | int, int]:
    link = chance.choice(LINKS)
    label: str | int = chance.randint(0, 3) if link in ("element", "hidden") else chance.choice(LABELS)
    return link, label, chance.randrange(nodes)


def heap(number: int) -> Heap:
    return heap_of(graph(number))


HEAPS = st.integers(0, 2**32 - 1).map(heap)
