"""Span trees in NumPy, against one that walks span by span."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rounds.store.trees import Forest, grow


@dataclass(eq=False)
class Node:
    row: int
    trace: int
    start: int
    end: int
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)


def naive(rows: list[tuple[int, int, int, int, int]]) -> dict[str, list[int]]:
    """The forest of (trace, id, parent id or 0, start, duration), by plain recursion."""
    nodes = [Node(row, trace, start, start + took) for row, (trace, _, _, start, took) in enumerate(rows)]
    first: dict[tuple[int, int], Node] = {}
    for node, (trace, own, *_) in zip(nodes, rows, strict=True):
        first.setdefault((trace, own), node)
    for node, (trace, _, parent, *_) in zip(nodes, rows, strict=True):
        node.parent = first.get((trace, parent)) if parent else None
    for node in [node for node in nodes if looped(node)]:
        node.row = ~node.row  # cut below, when all loops are known
    for node in nodes:
        if node.row < 0:
            node.row, node.parent = ~node.row, None
    for node in nodes:
        if node.parent:
            node.parent.children.append(node)
    out = {name: [0] * len(rows) for name in ("parent", "depth", "position", "descendants", "self_time", "critical")}
    for trace in {node.trace for node in nodes}:
        place = 0
        for root in sorted((n for n in nodes if n.trace == trace and not n.parent), key=order):
            place = walk(root, 0, place, out)
            critical(root, root.start, root.end, out)
    return out


def order(node: Node) -> tuple[int, int]:
    return node.start, node.row


def looped(node: Node) -> bool:
    at, seen = node.parent, set()
    while at and at not in seen:
        if at is node:
            return True
        seen.add(at)
        at = at.parent
    return False


def walk(node: Node, depth: int, place: int, out: dict[str, list[int]]) -> int:
    out["parent"][node.row] = node.parent.row if node.parent else -1
    out["depth"][node.row], out["position"][node.row] = depth, place
    following = place + 1
    for child in sorted(node.children, key=order):
        following = walk(child, depth + 1, following, out)
    out["descendants"][node.row] = following - place - 1
    covered = {t for c in node.children for t in range(max(c.start, node.start), min(c.end, node.end))}
    out["self_time"][node.row] = node.end - node.start - len(covered)
    return following


def critical(node: Node, low: int, high: int, out: dict[str, list[int]]) -> None:
    """From `high` back to `low`: the child that finished last, until its start, and so on."""
    cut = [(min(max(c.end, low), high), min(max(c.start, low), high), c) for c in node.children]
    cut = [(max(end, start), start, child) for end, start, child in cut]
    waiting = sorted(cut, key=lambda each: (-each[0], -each[1], each[2].start, each[2].row))
    at, own = high, 0
    for end, start, child in waiting:
        if end <= at:
            own += at - end
            critical(child, start, end, out)
            at = start
    out["critical"][node.row] = own + at - low


@st.composite
def forests(draw: st.DrawFn) -> list[tuple[int, int, int, int, int]]:
    count = draw(st.integers(1, 24))
    ids = draw(st.lists(st.integers(1, 30), min_size=count, max_size=count, unique=draw(st.booleans())))
    numbers = st.integers(0, 12)
    return [(draw(st.integers(0, 2)), own, draw(st.integers(0, 30)), draw(numbers), draw(numbers)) for own in ids]


def grown(rows: list[tuple[int, int, int, int, int]]) -> Forest:
    trace, own, parent, start, took = np.array(rows, "i8").T
    return grow(trace, own.astype("u8"), parent.astype("u8"), parent > 0, start, took)


@settings(max_examples=400, deadline=None)
@given(forests())
def test_a_forest_is_what_walking_it_gives(rows: list[tuple[int, int, int, int, int]]) -> None:
    found, expected = grown(rows), naive(rows)
    for name, values in expected.items():
        assert getattr(found, name).tolist() == values, name


@settings(max_examples=100, deadline=None)
@given(forests())
def test_the_critical_path_of_a_trace_with_one_root_lasts_as_long_as_the_root(
    rows: list[tuple[int, int, int, int, int]],
) -> None:
    found = grown(rows)
    for trace in {row[0] for row in rows}:
        inside = np.array([row[0] == trace for row in rows])
        lengths = np.array([row[4] for row in rows])
        assert found.critical[inside].sum() == lengths[inside & (found.parent < 0)].sum()


def test_children_one_after_another_are_all_on_the_path_and_those_beside_are_not() -> None:
    """A root of 100 with 10–40, 40–90, and 20–80 beside them."""
    found = grown([(0, 1, 0, 0, 100), (0, 2, 1, 10, 30), (0, 3, 1, 40, 50), (0, 4, 1, 20, 60)])
    assert found.critical.tolist() == [20, 30, 50, 0]
    assert found.self_time.tolist() == [20, 30, 50, 60]


def test_spans_on_a_loop_become_roots_and_those_below_stay_below() -> None:
    found = grown([(0, 1, 2, 0, 5), (0, 2, 1, 1, 5), (0, 3, 2, 2, 5), (0, 4, 4, 3, 5)])
    assert found.parent.tolist() == [-1, -1, 1, -1]
    assert found.orphan.tolist() == [True, True, False, True]


def test_nothing_grows_from_nothing() -> None:
    none = np.empty(0, "i8")
    assert len(grow(none, none.astype("u8"), none.astype("u8"), none.astype(bool), none, none).depth) == 0


def test_a_chain_of_thousands_is_no_recursion() -> None:
    found = grown([(0, n, n - 1, n, 10_000 - n) for n in range(1, 3001)])
    assert found.depth.tolist() == list(range(3000))
    assert found.descendants.tolist() == list(range(2999, -1, -1))
