"""Graphs of every kind, and what is true of them by the plainest way to find out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

from hypothesis import strategies as st
from tests.heapsnapshot.made import Node

EDGES = [
    ("property", "a"),
    ("property", "b"),
    ("property", "__proto__"),
    ("element", 0),
    ("context", "self"),
    ("internal", "map"),
    ("hidden", 2),
    ("shortcut", "window"),
    ("weak", "ref"),
]
NODES = [
    ("object", "Object"),
    ("object", "Order"),
    ("array", "elements"),
    ("hidden", "system / Thing"),
    ("closure", "onStep"),
    ("native", "system / ExternalStringData"),
    ("string", "text"),
    ("synthetic", "(Handle scope)"),
    ("synthetic", "(Document DOM trees)"),
]
MOST = 14


@st.composite
def graphs(draw: st.DrawFn) -> list[Node]:
    """A root that may lead to anything, and up to thirteen nodes that do as well."""
    count = draw(st.integers(1, MOST))
    edge = st.tuples(st.sampled_from(EDGES), st.integers(0, count - 1)).map(lambda one: (*one[0], one[1]))
    edges = st.lists(edge, max_size=4)
    first = Node("synthetic", "", draw(st.integers(0, 1)), draw(st.lists(edge, max_size=6)))
    kinds = st.sampled_from(NODES)
    places = st.sampled_from([None, None, (1, 2, 3), (1, 2, 4)])
    return [first] + [
        Node(*draw(kinds), draw(st.integers(0, 4)) * 8, draw(edges), at=draw(places)) for _ in range(count - 1)
    ]


def reached(starts: Iterable[int], follow: Sequence[Iterable[int]], without: int | None = None) -> set[int]:
    seen = {start for start in starts if start != without}
    waiting = list(seen)
    while waiting:
        for to in follow[waiting.pop()]:
            if to not in seen and to != without:
                seen.add(to)
                waiting.append(to)
    return seen


def leading(nodes: Sequence[Node], *, but: tuple[str, ...] = ()) -> list[list[int]]:
    return [[to for kind, _, to in node.edges if kind not in but] for node in nodes]


def essential(nodes: Sequence[Node]) -> list[list[int]]:
    """What keeps alive: nothing weak, no shortcut but the root's, nothing that leads into the page from outside."""
    entries = [
        to for kind, _, to in nodes[0].edges if kind == "shortcut" or (kind == "element" and is_documents(nodes[to]))
    ]
    page = reached(entries, leading(nodes, but=("weak",)))
    return [
        [
            to
            for kind, _, to in node.edges
            if kind != "weak"
            and to != number
            and (number == 0 or (kind != "shortcut" and not (to in page and number not in page)))
        ]
        for number, node in enumerate(nodes)
    ]


def is_documents(node: Node) -> bool:
    return (node.type, node.name) == ("synthetic", "(Document DOM trees)")


def dominated(nodes: Sequence[Node]) -> list[set[int]]:
    """For each node what is not reached without it, itself among it. All is under the root."""
    follow = essential(nodes)
    held = {to for edges in follow for to in edges}
    starts = [0] + [number for number in range(1, len(nodes)) if number not in held]
    everything = reached(starts, follow)
    follow[0] = follow[0] + starts[1:]
    found = [
        (everything - reached([0], follow, without=number)) | {number} if number in everything else {number}
        for number in range(len(nodes))
    ]
    return [set(range(len(nodes))), *found[1:]]


def dominators(below: Sequence[set[int]]) -> list[int]:
    """The nearest: of all that dominate a node that which dominates least."""
    above = [
        [other for other in range(len(below)) if other != number and number in below[other]]
        for number in range(len(below))
    ]
    return [min(others, key=lambda other: len(below[other]), default=0) for others in above]


def folded(nodes: Sequence[Node]) -> list[int]:
    """Sizes after owned nodes gave theirs to their one owner."""
    sizes = [node.size for node in nodes]
    if not any(nodes[to].type != "synthetic" or is_documents(nodes[to]) for _, _, to in nodes[0].edges):
        return sizes
    owned = [
        node.type in ("array", "hidden") or (node.type, node.name) == ("native", "system / ExternalStringData")
        for node in nodes
    ]
    follow = [[to for to in edges if owned[to]] for edges in leading(nodes, but=("weak",))]
    owners: list[list[int]] = [[] for _ in nodes]
    for number in range(len(nodes)):
        if not owned[number]:
            for below in reached([number], follow) - {number}:
                owners[below].append(number)
    for number, of in enumerate(owners):
        if len(of) == 1 and nodes[of[0]].type != "synthetic" and of[0] != 0:
            sizes[of[0]] += nodes[number].size
            sizes[number] = 0
    return sizes


def distances(nodes: Sequence[Node]) -> list[int]:
    """From the program's roots first, then from the root of all."""
    follow = leading(nodes, but=("weak",))
    far = [-5] * len(nodes)
    users = [to for _, _, to in nodes[0].edges if nodes[to].type != "synthetic" or is_documents(nodes[to])]
    for number in users:
        far[number] = 1
    walk(users, follow, far)
    far[0] = 100_000_000 if users else 0
    walk([0], follow, far)
    return far


def walk(starts: Sequence[int], follow: Sequence[Sequence[int]], far: list[int]) -> None:
    waiting = deque(starts)
    while waiting:
        number = waiting.popleft()
        for to in follow[number]:
            if far[to] == -5:
                far[to] = far[number] + 1
                waiting.append(to)
