"""Retainers and retaining paths, with and without objects thought away."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.heapsnapshot.made import Node, heap_of, root
from tests.heapsnapshot.random_graphs import HEAPS

from rounds.heapsnapshot import paths, retaining
from rounds.heapsnapshot.answers import Path
from rounds.heapsnapshot.heap import NONE, ROOT, SYSTEM, UNREACHED, Heap
from rounds.heapsnapshot.objects import node_of

ALL = {"limit": 1000, "offset": 0}


def nodes_of(heap: Heap, path: Path) -> list[int]:
    return [node_of(heap, step.id) for step in path.steps]


def strong_edges(heap: Heap, holder: int, node: int) -> list[int]:
    weak = heap.kinds.edges.index("weak")
    edges = range(heap.first_edge[holder], heap.first_edge[holder + 1])
    return [edge for edge in edges if heap.edge_to[edge] == node and heap.edge_type[edge] != weak]


def is_a_path(heap: Heap, path: Path) -> bool:
    """Each step holds the one before by an edge of the file that is not weak, and the last is held by the root."""
    nodes = nodes_of(heap, path)
    linked = all(strong_edges(heap, holder, node) for node, holder in pairwise(nodes))
    return linked and nodes[-1] in heap.edge_to[: heap.first_edge[ROOT + 1]]


def levels(distance: int) -> int:
    return distance - SYSTEM if distance >= SYSTEM else distance


@given(heap=HEAPS, data=st.data())
def test_a_shortest_path_is_one_of_strong_edges_and_as_long_as_the_distance(heap: Heap, data: st.DataObject) -> None:
    node = data.draw(st.integers(1, heap.nodes - 1))
    path = paths.shortest(heap, node)
    if heap.distance[node] == UNREACHED:
        assert path.steps == ()
    else:
        assert path.steps[0].id == heap.node_id[node]
        assert is_a_path(heap, path)
        assert len(path.steps) == levels(int(heap.distance[node]))


@given(heap=HEAPS, data=st.data())
def test_no_path_goes_through_what_is_ignored(heap: Heap, data: st.DataObject) -> None:
    node = data.draw(st.integers(1, heap.nodes - 1))
    ignore = data.draw(st.lists(st.integers(1, heap.nodes - 1), max_size=3))
    found = [paths.shortest(heap, node, ignore=ignore), *paths.alternatives(heap, node, ignore=ignore).paths]
    for path in found:
        if path.steps:
            assert not {*nodes_of(heap, path)[1:]} & {*ignore}
            assert is_a_path(heap, path)


@given(heap=HEAPS, data=st.data())
def test_alternatives_come_by_length_and_each_goes_through_other_objects(heap: Heap, data: st.DataObject) -> None:
    node = data.draw(st.integers(1, heap.nodes - 1))
    found = paths.alternatives(heap, node, limit=5)
    ways = [nodes_of(heap, path) for path in found.paths]
    assert all(is_a_path(heap, path) for path in found.paths)
    assert [len(way) for way in ways] == sorted(len(way) for way in ways)
    assert len({tuple(way) for way in ways}) == len(ways)
    assert all(len({*way}) == len(way) for way in ways)
    assert bool(ways) == (heap.distance[node] != UNREACHED)
    if ways:
        assert len(ways[0]) == levels(int(heap.distance[node]))


@given(heap=HEAPS, data=st.data())
def test_retainers_are_the_strong_edges_of_all_but_the_root_nearest_first(heap: Heap, data: st.DataObject) -> None:
    node = data.draw(st.integers(1, heap.nodes - 1))
    found = retaining.retainers(heap, node, **ALL)
    holders = [one for one in range(1, heap.nodes) for _ in strong_edges(heap, one, node)]
    assert sorted(node_of(heap, one.id) for one in found.things) == holders
    far = [int(heap.distance[node_of(heap, one.id)]) for one in found.things]
    held = [one for one in far if one != UNREACHED]
    assert far == sorted(held) + [UNREACHED] * (len(far) - len(held))
    assert [one.distance for one in found.things] == [one if 0 <= one < SYSTEM else None for one in far]


def test_pages_of_retainers_join_to_the_whole_list() -> None:
    holders = [Node(name=f"Holder{number}", edges=[("property", "it", 1)]) for number in range(7)]
    heap = heap_of([root(*range(2, 9)), Node(name="It"), *holders])
    whole = retaining.retainers(heap, 1, **ALL)
    pages = [retaining.retainers(heap, 1, limit=3, offset=offset) for offset in (0, 3, 6)]
    assert sum((page.things for page in pages), ()) == whole.things
    assert {page.total for page in pages} == {7}


def leak() -> Heap:
    """A bus holds a listener by its list of them, a cache by a longer way."""
    return heap_of(
        [
            root(1, 5),
            Node(name="Bus", edges=[("property", "_events", 2)]),
            Node(name="Array", edges=[("element", 3, 3), ("internal", "elements", 4)]),
            Node("closure", "onStep", 64, [("internal", "context", 7)]),
            Node("array", "(object elements)", 32, [("internal", "3", 3)]),
            Node(name="Cache", edges=[("property", "map", 6)]),
            Node(name="Map", edges=[("weak", "gone", 7), ("property", "old", 8)]),
            Node(name="Order", edges=[]),
            Node(name="Entry", edges=[("property", "value", 7)]),
        ]
    )


def written(path: Path) -> str:
    return " <- ".join(f"{step.edge} in {step.name}" if step.edge else step.name for step in path.steps)


def test_a_path_says_by_which_edge_each_holds_the_one_before() -> None:
    by_bus = "Order <- context in onStep() <- [3] in Array <- _events in Bus"
    by_cache = "Order <- value in Entry <- old in Map <- map in Cache"
    assert written(paths.shortest(leak(), 7)) == by_bus
    assert written(paths.shortest(leak(), 7, ignore=[3])) == by_cache
    assert paths.shortest(leak(), 7, ignore=[5, 2]).steps == ()
    assert [written(path) for path in paths.alternatives(leak(), 7).paths] == [by_bus, by_cache]


def test_the_array_in_which_a_list_keeps_its_elements_is_not_another_way() -> None:
    found = paths.alternatives(leak(), 7)
    assert [len(path.steps) for path in found.paths] == [4, 4]
    assert found.limits == ()


def test_what_is_ignored_is_still_listed_and_what_no_longer_is_held_comes_last() -> None:
    found = retaining.retainers(leak(), 7, ignore=[5], **ALL)
    assert [(one.name, one.distance) for one in found.things] == [("onStep()", 3), ("Entry", None)]
    found = retaining.retainers(leak(), 8, ignore=[6], **ALL)
    assert [(one.name, one.distance) for one in found.things] == [("Map", None)]


def test_whoever_asks_for_the_holders_of_what_they_ignore_is_told() -> None:
    assert paths.shortest(leak(), 7, ignore=[7]) == paths.shortest(leak(), 7)


def test_a_value_of_a_weak_map_is_held_by_key_and_map_together() -> None:
    pair = "/ part of key (Key @7) -> value (Value @9) pair in WeakMap (table @5)"
    heap = heap_of(
        [
            root(1, 3),
            Node(name="WeakMap", edges=[("internal", "table", 2)]),
            Node("array", "", 16, [("internal", f"2 {pair}", 4)]),
            Node(name="Key", edges=[("internal", f"3 {pair}", 4)]),
            Node(name="Value"),
        ]
    )
    assert [one.distance for one in retaining.retainers(heap, 4, **ALL).things] == [1, 2]
    assert [one.distance for one in retaining.retainers(heap, 4, ignore=[1], **ALL).things] == [None, None]
    assert paths.alternatives(heap, 4, ignore=[1]).paths == ()


def test_what_was_left_out_is_said_in_words() -> None:
    holders = [Node(name="Holder", edges=[("property", "it", 1)]) for _ in range(150)]
    heap = heap_of([root(*range(2, 152)), Node(name="It"), *holders])
    found = paths.alternatives(heap, 1, limit=4)
    assert len(found.paths) == 4
    assert found.limits == (
        "There are more paths; these are the 4 shortest.",
        "Of an object that more than 100 others hold, the 100 nearest to the roots were followed.",
    )


def test_a_long_list_is_cut_near_the_object_and_ways_much_longer_are_left_out() -> None:
    links = [Node(name="Link", edges=[("property", "next", number + 1)]) for number in range(2, 3002)]
    heap = heap_of(
        [root(1), Node(name="List", edges=[("property", "head", 2), ("property", "last", 3002)]), *links, Node()]
    )
    assert len(paths.shortest(heap, 2500, ignore=[]).steps) == paths.STEPS
    found = paths.alternatives(heap, 3002)
    assert [len(path.steps) for path in found.paths] == [2]
    assert found.limits == ("Paths of more than 12 steps more than the shortest were left out.",)
    assert (
        "Of paths of more than 1,000 steps those next to the object are shown." in paths.alternatives(heap, 2500).limits
    )


def test_what_only_v8_holds_ends_at_its_root() -> None:
    roots = Node("synthetic", "(GC roots)", 0, [("element", 1, 2)])
    heap = heap_of(
        [Node("synthetic", "", 0, [("element", 1, 1), ("shortcut", "g", 3)]), roots, Node(name="It"), Node()]
    )
    assert written(paths.shortest(heap, 2)) == "It <- [1] in (GC roots)"
    assert heap.parent_edge[1] == NONE
    assert np.all(heap.distance[[1, 2]] >= SYSTEM)


def names_of(path: Path) -> str:
    return " ".join(step.name for step in path.steps)


def test_where_ways_meet_they_go_on_alike() -> None:
    """Three listeners and two ways to their bus are four paths, not six; the listeners come first."""
    heap = heap_of(
        [
            root(1, 2),
            Node(name="App", edges=[("property", "bus", 3)]),
            Node(name="Cache", edges=[("property", "bus", 3)]),
            Node(name="Bus", edges=[("element", place, 4 + place) for place in range(3)]),
            *(Node("closure", f"on{place}", edges=[("internal", "context", 7)]) for place in range(3)),
            Node(name="Order"),
        ]
    )
    found = paths.alternatives(heap, 7)
    assert [names_of(path) for path in found.paths] == [
        "Order on0() Bus App",
        "Order on1() Bus App",
        "Order on2() Bus App",
        "Order on0() Bus Cache",
    ]
    assert found.limits == ()
    assert paths.alternatives(heap, 7, limit=2).limits == ("There are more paths; these are the 2 shortest.",)


def test_a_holder_that_is_nearest_by_the_object_itself_may_be_held_in_another_way() -> None:
    heap = heap_of(
        [
            root(1, 2),
            Node(name="App", edges=[("property", "order", 3)]),
            Node(name="Far", edges=[("property", "a", 5)]),
            Node(name="Order", edges=[("property", "owner", 4)]),
            Node(name="Owner", edges=[("property", "order", 3)]),
            Node(name="Step", edges=[("property", "b", 6)]),
            Node(name="Step", edges=[("property", "owner", 4)]),
        ]
    )
    assert [names_of(path) for path in paths.alternatives(heap, 3).paths] == ["Order App", "Order Owner Step Step Far"]
