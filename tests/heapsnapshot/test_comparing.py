from __future__ import annotations

from collections import Counter
from dataclasses import asdict, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.heapsnapshot import graphs
from tests.heapsnapshot.made import Node, heap_of, root

from rounds.heapsnapshot.answers import Change
from rounds.heapsnapshot.classes import classified
from rounds.heapsnapshot.comparing import alike, changed, changes, new_nodes, newer
from rounds.heapsnapshot.heap import Heap


def rows(changes: tuple[Change, ...]) -> dict[str, Change]:
    """Those that Chrome DevTools shows."""
    return {change.key: change for change in changes if change.new or change.deleted}


def with_ids(nodes: list[Node], ids: list[int]) -> list[Node]:
    return [replace(node, id=one) for node, one in zip(nodes, ids, strict=True)]


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Heap, Heap]:
    """Two heaps that share some ids, of the same or of other things; now and then one of them has an id twice."""
    ids = st.integers(1, 20).map(lambda number: 2 * number + 1)
    heaps = []
    for _ in range(2):
        nodes = draw(graphs.graphs())
        unique = draw(st.integers(0, 5)) > 0
        chosen = draw(st.lists(ids, min_size=len(nodes), max_size=len(nodes), unique=unique))
        heaps.append(heap_of(with_ids(nodes, chosen)))
    return heaps[0], heaps[1]


def members(heap: Heap, shapes: tuple[str, ...]) -> Counter[tuple[str, int]]:
    """The class and id of all that has a size, by the shapes of some snapshot."""
    naming = classified(heap, heap.places, shapes)
    counted = np.flatnonzero(heap.shallow)
    return Counter((naming.key[naming.node_class[node]], int(heap.node_id[node])) for node in counted)


@settings(max_examples=80, deadline=None)
@given(pairs())
def test_what_is_new_or_deleted_is_what_the_other_has_not(pair: tuple[Heap, Heap]) -> None:
    base, heap = pair
    shapes = newer(base, heap).shapes
    before, after = members(base, shapes), members(heap, shapes)
    found = {change.key: change for change in changes(base, heap)}
    assert set(found) == {key for key, _ in before | after}
    for key, change in found.items():
        assert change.count_before == sum(count for (of, _), count in before.items() if of == key)
        assert change.count_after == sum(count for (of, _), count in after.items() if of == key)
        assert change.new == sum(count for (of, _), count in (after - before).items() if of == key)
        assert change.deleted == sum(count for (of, _), count in (before - after).items() if of == key)
        assert change.delta == change.new - change.deleted == change.count_after - change.count_before
        assert change.delta_bytes == change.allocated_bytes - change.freed_bytes
        new, deleted = changed(base, heap, key, "new"), changed(base, heap, key, "deleted")
        assert (len(new), len(deleted)) == (change.new, change.deleted)
        assert heap.shallow[new].sum() == change.allocated_bytes
        assert base.shallow[deleted].sum() == change.freed_bytes
        assert heap.node_id[new].tolist() == sorted(heap.node_id[new].tolist())
    assert new_nodes(base, heap).sum() == sum(change.new for change in found.values())
    assert sum(change.shallow_before for change in found.values()) == base.shallow.sum()
    assert sum(change.shallow_after for change in found.values()) == heap.shallow.sum()


@settings(max_examples=50, deadline=None)
@given(graphs.graphs())
def test_nothing_happened_between_a_snapshot_and_itself(nodes: list[Node]) -> None:
    heap = heap_of(nodes)
    assert rows(changes(heap, heap)) == {}
    assert all(change.retained_delta == 0 for change in changes(heap, heap))
    assert not new_nodes(heap, heap).any()
    assert alike(heap, heap) == 1


TURNED = {
    "count_before": "count_after",
    "new": "deleted",
    "allocated_bytes": "freed_bytes",
    "retained_before": "retained_after",
}


@settings(max_examples=60, deadline=None)
@given(pairs())
def test_the_other_way_round_is_the_opposite(pair: tuple[Heap, Heap]) -> None:
    one, other = pair
    for shapes in (None, one.shapes, other.shapes):
        there = {change.key: asdict(change) for change in changes(one, other, shapes)}
        back = {change.key: asdict(change) for change in changes(other, one, shapes)}
        assert set(there) == set(back)
        for key in there:
            for before, after in TURNED.items():
                assert (there[key][before], there[key][after]) == (back[key][after], back[key][before])
            for delta in ("delta", "delta_bytes", "shallow_delta", "retained_delta"):
                assert there[key][delta] == -back[key][delta]


def plain(number: int, *properties: str) -> Node:
    return Node("object", "Object", 16, [("property", name, 1) for name in properties], id=number)


def test_plain_objects_go_by_the_shapes_of_the_newer_snapshot() -> None:
    base = heap_of([root(1, 2, 3), Node("string", "text"), plain(101, "id"), plain(103, "id", "name")])
    heap = heap_of(
        [root(1, 2, 3, 4), Node("string", "text"), plain(101, "id"), plain(103, "id", "name"), plain(105, "id", "name")]
    )
    assert (base.shapes, heap.shapes) == ((), ("{id, name}",))
    found = rows(changes(base, heap))
    assert {key: (change.new, change.deleted) for key, change in found.items()} == {",{id, name}": (1, 0)}
    turned = rows(changes(heap, base))
    assert {key: (change.new, change.deleted) for key, change in turned.items()} == {",{id, name}": (0, 1)}
    looked_at = rows(changes(heap, base, base.shapes))
    assert {key: (change.new, change.deleted) for key, change in looked_at.items()} == {",Object": (0, 1)}


def test_classes_that_share_a_name_say_where_they_were_written() -> None:
    def orders(*nodes: Node) -> Heap:
        code = [Node("closure", "f", 8, [("internal", "shared", 2)], at=(7, 0, 0)), Node("code", "f", 0)]
        code[1].edges = [("internal", "script", 3)]
        return heap_of([root(1, *range(4, 4 + len(nodes))), *code, Node("code", "/app/orders.js", 0), *nodes])

    base = orders(Node("object", "Order", 8, at=(7, 9, 1)))
    heap = orders(Node("object", "Order", 8, at=(7, 9, 1)), Node("object", "Order", 8, at=(7, 40, 1)))
    assert [(change.name, change.at) for change in rows(changes(base, heap)).values()] == [
        ("Order", "/app/orders.js:41:2")
    ]


def test_an_id_means_nothing_in_another_process() -> None:
    def texts(process: str) -> Heap:
        return heap_of([root(*range(1, 90)), *[Node("string", f"{process} {one}") for one in range(1, 90)]])

    assert alike(texts("one"), texts("one")) == 1
    assert alike(texts("one"), texts("other")) < 0.1
    assert alike(texts("one"), heap_of(with_ids([root(1), Node()], [1001, 1003]))) == 0


@pytest.mark.parametrize("which", ["new", "deleted"])
def test_a_class_that_neither_has(which: str) -> None:
    heap = heap_of([root(1), Node()])
    assert changed(heap, heap, ",Nobody", which).tolist() == []
