"""Objects by the way they are held."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from tests.heapsnapshot.made import Node, heap_of, root
from tests.heapsnapshot.random_graphs import HEAPS

from rounds.heapsnapshot.answers import PathGroups
from rounds.heapsnapshot.grouping import grouped, groups
from rounds.heapsnapshot.heap import ROOT, Heap
from rounds.heapsnapshot.objects import node_of
from rounds.heapsnapshot.trails import trails
from rounds.heapsnapshot.ways import SHOWN
from rounds.kit.errors import NotFound


def written(found: PathGroups) -> list[tuple[str, int]]:
    return [(" ".join(group.path), group.count) for group in found.groups]


def in_lists(*sizes: int) -> Heap:
    """A registry with lists of orders."""
    nodes = [root(1), Node(name="Registry")]
    for number, size in enumerate(sizes):
        nodes[1].edges = [*nodes[1].edges, ("property", f"list {number}", len(nodes))]
        first = len(nodes) + 1
        nodes.append(Node(name="Array", edges=[("element", place, first + place) for place in range(size)]))
        nodes += [Node(name="Order", size=24) for _ in range(size)]
    return heap_of(nodes)


def test_indices_count_as_one() -> None:
    found = groups(in_lists(3, 5), ",Order")
    assert written(found) == [
        ('Registry ["list 1"] Array [*] Order', 5),
        ('Registry ["list 0"] Array [*] Order', 3),
    ]
    assert [group.retained_bytes for group in found.groups] == [5 * 24, 3 * 24]
    assert (found.total, found.limits) == (8, ())


def test_what_was_left_out_is_said() -> None:
    found = groups(in_lists(3, 5), ",Order", limit=1)
    assert written(found) == [('Registry ["list 1"] Array [*] Order', 5)]
    assert found.limits == ("They are held in 2 ways; these are the 1 that keep most alive.",)


def test_only_those_are_looked_at_that_are_kept() -> None:
    heap = in_lists(3, 5)
    keep = np.zeros(heap.nodes, bool)
    keep[[3, 4]] = True
    assert written(groups(heap, ",Order", keep=keep)) == [('Registry ["list 0"] Array [*] Order', 2)]


def test_the_example_is_the_one_that_retains_most() -> None:
    nodes = [root(1), Node(name="Array", edges=[("element", place, 2 + place) for place in range(3)])]
    nodes += [Node(name="Order"), Node(name="Order", edges=[("property", "note", 5)]), Node(name="Order")]
    heap = heap_of([*nodes, Node("string", "a long note", 100)])
    assert [node_of(heap, group.example) for group in groups(heap, ",Order").groups] == [3]


def test_the_keys_of_a_table_count_as_one_and_the_fields_of_an_object_do_not() -> None:
    table = Node(name="Table", edges=[("property", f"order {place}", 2 + place) for place in range(20)])
    heap = heap_of([root(1, 22), table, *(Node(name="Order") for _ in range(20)), few()])
    assert written(groups(heap, ",Order")) == [("Table [*] Order", 20)]
    heap = heap_of([root(1), few(), *(Node(name="Order") for _ in range(3))])
    assert sorted(path for path, _ in written(groups(heap, ",Order"))) == [
        f"Few .order{place} Order" for place in range(3)
    ]


def few() -> Node:
    return Node(name="Few", edges=[("property", f"order{place}", 2 + place) for place in range(3)])


@pytest.mark.parametrize("period", [1, 2, 3])
def test_a_list_is_one_way_however_long_and_its_first_link_counts_for_all(period: int) -> None:
    nodes = [root(1), Node(name="List", edges=[("property", "head", 2)])]
    nodes += [
        Node(name=f"Link{number % period}", edges=[("property", f"to{number % period}", number + 3)])
        for number in range(30 * period)
    ]
    heap = heap_of([*nodes, Node(name="End")])
    head, others = groups(heap, ",Link0").groups
    assert (head.count, head.retained_bytes) == (1, heap.retained[2])
    assert (others.count, others.retained_bytes) == (29, heap.retained[2 + period])
    assert len(others.path) == 3 + 2 * period
    (end,) = groups(heap, ",End").groups
    assert end.path[-3:] == ("…", f".to{period - 1}", "End")
    assert len(end.path) <= 6 + 4 * period


def test_functions_and_v8s_own_are_told_apart_by_their_names() -> None:
    heap = heap_of(
        [
            root(1, 2),
            Node("closure", "start", edges=[("internal", "context", 3)]),
            Node("closure", "stop", edges=[("internal", "context", 4)]),
            Node(name="system / Context", edges=[("context", "order", 5)]),
            Node(name="system / Context", edges=[("context", "order", 6)]),
            Node(name="Order"),
            Node(name="Order"),
        ]
    )
    assert sorted(path for path, _ in written(groups(heap, ",Order"))) == [
        "start() {context} system / Context ->order Order",
        "stop() {context} system / Context ->order Order",
    ]


def test_a_long_way_is_cut_in_its_middle() -> None:
    chain = [Node(name=f"Step{number}", edges=[("property", "on", number + 2)]) for number in range(120)]
    found = groups(heap_of([root(1), *chain, Node(name="Order")]), ",Order")
    (path,) = (group.path for group in found.groups)
    assert len(path) == 2 * SHOWN
    assert (path[0], path[SHOWN - 1], path[-1]) == ("Step0", "…", "Order")


def test_a_way_too_long_to_be_followed_says_so() -> None:
    chain = [Node(name=f"Step{number % 5}", edges=[("property", "on", number + 2)]) for number in range(3000)]
    found = groups(heap_of([root(1), *chain, Node(name="Order")]), ",Order")
    assert found.limits == ("Of paths of more than 2,000 steps those next to the objects are written.",)
    assert found.groups[0].path[0] == "…"


def listened(*lists: str, at: str = "") -> Heap:
    """Three orders, each held by a listener in every one of the lists; `at` is a second name of the bus."""
    names = ("bus", at) if at else ("bus",)
    nodes = [root(1), Node(name="App", edges=[("property", name, 2) for name in names]), Node(name="Bus")]
    nodes[2].edges = [("property", name, 3 + place) for place, name in enumerate(lists)]
    nodes += [Node(name="Array") for _ in lists]
    for number in range(3):
        first = len(nodes)
        for place, name in enumerate(lists):
            held = nodes[3 + place]
            held.edges = [*held.edges, ("element", number, first + place)]
            nodes.append(Node("closure", name, edges=[("context", "order", first + len(lists))]))
        nodes.append(Node(name="Order"))
    return heap_of(nodes)


def test_other_ways_of_the_same_length_are_told() -> None:
    (group,) = groups(listened("done", "failed", "gone"), ",Order").groups
    assert " ".join(group.path) == "App .bus Bus .done Array [*] done() ->order Order"
    assert [" ".join(path) for path in group.also] == [
        "App .bus Bus .failed Array [*] failed() ->order Order",
        "App .bus Bus .gone Array [*] gone() ->order Order",
    ]
    assert group.also_total == 2


def test_ways_that_come_together_are_told_as_far_as_that() -> None:
    assert groups(listened("done", "failed", at="events"), ",Order").groups[0].also_total == 1
    (alone,) = groups(listened("done", at="events"), ",Order").groups
    assert alone.also == (("App", ".events", "Bus", ".done", "Array", "[*]", "done()", "->order", "Order"),)


def test_indices_of_one_list_are_one_way() -> None:
    twice = [Node(name="Array", edges=[("element", place, 2) for place in range(5)]), Node(name="Order")]
    (group,) = groups(heap_of([root(1), *twice]), ",Order").groups
    assert (group.also, group.also_total) == ((), 0)


def test_there_has_to_be_such_a_class() -> None:
    with pytest.raises(NotFound, match="no such class"):
        groups(in_lists(1), ",Nothing")


@settings(deadline=None)
@given(HEAPS)
def test_every_object_is_in_one_group_and_sizes_are_counted_once(heap: Heap) -> None:
    made = trails(heap)
    for number, key in enumerate(heap.classes.key):
        found = groups(heap, key, limit=1000, made=made)
        assert sum(group.count for group in found.groups) == found.total == heap.classes.count[number]
        assert sum(group.shallow_bytes for group in found.groups) == heap.classes.shallow[number]
        # Of all groups together as much as of the class, or more where one group's members hold another's
        assert sum(group.retained_bytes for group in found.groups) >= heap.classes.retained[number]
        assert all(group.retained_bytes <= heap.retained[ROOT] for group in found.groups)


@settings(deadline=None)
@given(HEAPS)
def test_of_some_objects_only_those_count_that_none_of_them_dominates(heap: Heap) -> None:
    keep, made = heap.node_id % 3 != 0, trails(heap)
    for number, key in enumerate(heap.classes.key):
        found = groups(heap, key, keep=keep, limit=1000, made=made)
        kept = [
            node for node in np.flatnonzero(heap.node_class == number).tolist() if heap.shallow[node] and keep[node]
        ]
        assert sum(group.count for group in found.groups) == len(kept)
        outer = [node for node in kept if not set(kept) & set(dominators(heap, node))]
        if len(found.groups) == 1:
            assert found.groups[0].retained_bytes == heap.retained[outer].sum()


@given(HEAPS)
def test_a_group_s_retained_size_is_that_of_its_outermost(heap: Heap) -> None:
    nodes = np.flatnonzero(heap.shallow)
    found = grouped(heap, nodes)
    for number in range(len(found.count)):
        members = set(nodes[found.group == number].tolist())
        outer = [node for node in members if not members & set(dominators(heap, node))]
        assert found.retained[number] == heap.retained[outer].sum()


def dominators(heap: Heap, node: int) -> list[int]:
    found = []
    while node != ROOT:
        node = int(heap.dominator[node])
        found.append(node)
    return found
