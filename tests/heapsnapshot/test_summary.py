"""Classes and their objects: of all of a heap and of a part of it, found by what is typed, sorted, in pages."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.heapsnapshot.made import Node, heap_of, root
from tests.heapsnapshot.random_graphs import HEAPS

from rounds.heapsnapshot import instances, keeping, summary
from rounds.heapsnapshot.answers import ClassRows
from rounds.heapsnapshot.finding import LONGEST, named
from rounds.heapsnapshot.heap import ROOT, Heap
from rounds.kit.errors import Invalid, NotFound

ALL = {"limit": 1000, "offset": 0}


def shop() -> Heap:
    return heap_of(
        [
            root(1),
            Node(name="OrderBook", size=100, edges=[("property", "a", 2), ("property", "b", 3), ("property", "c", 4)]),
            Node(name="Order", size=10, edges=[("property", "next", 3)]),
            Node(name="Order", size=30, edges=[("property", "note", 5)]),
            Node(name="Customer", size=1_500_000),
            Node("string", "a note", 50),
        ]
    )


def names(found: ClassRows) -> list[str]:
    return [row.name for row in found.rows]


def found(find: str, **more: Any) -> list[str]:
    return sorted(names(summary.summary(shop(), find=find, **{**ALL, **more})))


@pytest.mark.parametrize(
    ("typed", "classes"),
    [
        ("", ["(string)", "Customer", "Order", "OrderBook"]),
        ("order", ["Order", "OrderBook"]),
        (" ORDER ", ["Order", "OrderBook"]),
        ("name:order", ["Order", "OrderBook"]),
        ("/^Order$/", ["Order"]),
        ("/o[mk]/", ["Customer", "OrderBook"]),
        ("/^ORDER$/i", ["Order"]),
        ("(string", ["(string)"]),
        ("count>1", ["Order"]),
        ("size>=100", ["Customer", "OrderBook"]),
        ("shallow>1.2MB", ["Customer"]),
        ("retained<1kB", ["(string)", "Order"]),
        ("order distance=2", ["Order"]),
        ("count=1 retained>60 book", ["OrderBook"]),
        ("none", []),
    ],
)
def test_classes_are_found_by_what_is_typed(typed: str, classes: list[str]) -> None:
    assert found(typed) == classes


@pytest.mark.parametrize("typed", ["/(/", "/(?=a)/", "x" * (LONGEST + 1), "size>3gi"])
def test_what_cannot_be_searched_for_says_so(typed: str) -> None:
    with pytest.raises(Invalid) as problem:
        found(typed)
    assert problem.value.field == "find"


def test_an_expression_made_to_take_for_ever_does_not() -> None:
    assert not named(["a" * 20_000], "/(a+)+b/").any()


def test_what_nothing_holds_is_not_near() -> None:
    heap = heap_of([root(1), Node(name="Held"), Node(name="Lost")])
    assert names(summary.summary(heap, find="distance<5", **ALL)) == ["Held"]
    assert [row.distance for row in summary.summary(heap, find="lost", **ALL).rows] == [None]


def test_rows_are_sorted_and_of_equal_ones_the_names() -> None:
    order = {sort: names(summary.summary(shop(), sort=sort, **ALL)) for sort in summary.SORTS}
    assert order["retained"] == ["OrderBook", "Customer", "Order", "(string)"]
    assert order["count"] == ["Order", "(string)", "Customer", "OrderBook"]
    assert order["name"] == ["OrderBook", "Order", "Customer", "(string)"]
    rising = summary.summary(shop(), sort="distance", descending=False, **ALL)
    assert [(row.name, row.distance) for row in rising.rows] == [
        ("OrderBook", 1),
        ("Customer", 2),
        ("Order", 2),
        ("(string)", 3),
    ]
    with pytest.raises(Invalid, match="sorted by name, count, shallow, retained, distance, not by colour"):
        summary.summary(shop(), sort="colour", **ALL)


def test_a_page_counts_all_that_was_found() -> None:
    page = summary.summary(shop(), find="order", limit=1, offset=1)
    assert names(page) == ["Order"]
    assert (page.total, page.count, page.shallow_bytes) == (2, 3, 140)


def kept(heap: Heap, *nodes: int) -> np.ndarray:
    keep = np.zeros(heap.nodes, bool)
    keep[list(nodes)] = True
    return keep


def test_of_a_part_of_the_objects_only_those_in_it_count_and_hold() -> None:
    heap = shop()
    (row,) = summary.summary(heap, find="/^Order$/", keep=kept(heap, 3), **ALL).rows
    assert (row.count, row.shallow_bytes, row.retained_bytes, row.distance) == (1, 30, 80, 2)
    assert summary.summary(heap, keep=kept(heap), **ALL).rows == ()


@given(heap=HEAPS, data=st.data())
def test_sums_of_a_part_are_those_of_its_objects(heap: Heap, data: st.DataObject) -> None:
    keep = np.array(data.draw(st.lists(st.booleans(), min_size=heap.nodes, max_size=heap.nodes)))
    rows = summary.summary(heap, keep=keep, **ALL)
    sized = np.flatnonzero(keep & (heap.shallow > 0))
    assert rows.count == sum(row.count for row in rows.rows) == len(sized)
    assert rows.shallow_bytes == heap.shallow[sized].sum()
    for row in rows.rows:
        members = [node for node in sized.tolist() if heap.classes.key[heap.node_class[node]] == row.key]
        outer = [node for node in members if not {*members} & {*dominators(heap, node)}]
        assert row.count == len(members)
        assert row.retained_bytes == heap.retained[outer].sum()


def dominators(heap: Heap, node: int) -> list[int]:
    chain = []
    while node != ROOT:
        node = int(heap.dominator[node])
        chain.append(node)
    return chain


@given(HEAPS)
def test_the_part_that_is_all_is_as_all(heap: Heap) -> None:
    everything = np.ones(heap.nodes, bool)
    assert summary.summary(heap, keep=everything, **ALL) == summary.summary(heap, **ALL)


# Objects of a class


def texts(*content: str) -> Heap:
    return heap_of([root(*range(1, len(content) + 1)), *(Node("string", text, 8) for text in content)])


def test_objects_of_a_class_are_sorted_and_come_in_pages() -> None:
    heap = shop()
    order = {
        sort: [one.id for one in instances.instances(heap, ",Order", sort=sort, **ALL).things]
        for sort in instances.SORTS
    }
    assert order == {"retained": [7, 5], "shallow": [7, 5], "distance": [5, 7], "id": [7, 5], "name": [5, 7]}
    page = instances.instances(heap, ",Order", limit=1, offset=1)
    assert ([one.id for one in page.things], page.total) == ([5], 2)
    assert instances.instances(heap, ",Order", keep=kept(heap, 2), **ALL).total == 1


def test_texts_are_sorted_by_what_they_say() -> None:
    heap = texts("pear", "", "apple", "apple pie with cream", "apple pie with custard", "äpfel", "zoo")
    rising = instances.instances(heap, ",(string)", sort="name", descending=False, **ALL)
    assert [one.name for one in rising.things] == [
        '""',
        '"apple"',
        '"apple pie with cream"',
        '"apple pie with custard"',
        '"pear"',
        '"zoo"',
        '"äpfel"',
    ]


def test_only_classes_and_sorts_that_there_are_can_be_asked_for() -> None:
    with pytest.raises(NotFound, match="no such class"):
        instances.instances(shop(), ",Nothing", **ALL)
    with pytest.raises(Invalid, match="retained, shallow, distance, id, name"):
        instances.instances(shop(), ",Order", sort="colour", **ALL)


@given(heap=HEAPS, sort=st.sampled_from(instances.SORTS), descending=st.booleans(), limit=st.integers(1, 4))
def test_pages_join_to_the_whole(heap: Heap, sort: str, descending: bool, limit: int) -> None:
    nodes = np.arange(heap.nodes)
    whole = instances.listed(heap, nodes, sort=sort, descending=descending, **ALL)
    pages = [
        instances.listed(heap, nodes, sort=sort, descending=descending, limit=limit, offset=offset)
        for offset in range(0, heap.nodes, limit)
    ]
    assert sum((page.things for page in pages), ()) == whole.things


# Named filters


def holding(*edges: tuple[str, str | int, int]) -> Heap:
    """The root holds 1 and 2; an order, 5, has a note, 6."""
    return heap_of(
        [
            root(1, 2),
            Node(name="Bus", edges=list(edges)),
            Node(name="Other", edges=[]),
            Node("closure", "onStep", edges=[("internal", "context", 4)]),
            Node(name="system / Context", edges=[("context", "order", 5)]),
            Node(name="Order", edges=[("property", "note", 6)]),
            Node("string", "a note"),
            Node(name="Object", edges=[("property", "step", 3)]),
            Node(name="Array", edges=[("element", 0, 3)]),
        ]
    )


def in_filter(heap: Heap, keep: str) -> list[int]:
    marked = keeping.kept(heap, keep)
    assert marked is not None
    return np.flatnonzero(marked).tolist()


def test_what_contexts_hold_and_nothing_else() -> None:
    assert in_filter(holding(("property", "f", 3)), "held by contexts") == [4, 5, 6]
    assert in_filter(holding(("property", "f", 3), ("property", "note", 6)), "held by contexts") == [4, 5]
    assert in_filter(holding(), "held by contexts") == []


def test_what_event_handlers_hold_and_nothing_else() -> None:
    one = holding(("property", "_events", 7))
    assert in_filter(one, "held by event handlers") == [3, 4, 5, 6]
    assert in_filter(holding(("property", "handlers", 7)), "held by event handlers") == []


def test_handlers_stand_alone_or_in_lists_and_browsers_have_their_own() -> None:
    several = heap_of(
        [
            root(1),
            Node(name="Bus", edges=[("property", "_events", 2)]),
            Node(name="Object", edges=[("property", "step", 3)]),
            Node(name="Array", edges=[("element", 0, 4), ("internal", "elements", 5)]),
            Node("closure", "onStep"),
            Node("array", "", 8, [("internal", "0", 4)]),
        ]
    )
    assert in_filter(several, "held by event handlers") == [4]
    browser = heap_of(
        [
            root(1),
            Node("native", "V8EventListener", edges=[("element", 1, 2)]),
            Node(name="Wrapper", edges=[("property", "handler", 3)]),
            Node("closure", "onClick", edges=[("internal", "code", 4)]),
            Node("code", ""),
        ]
    )
    assert in_filter(browser, "held by event handlers") == [3, 4]


def test_what_left_its_document_and_what_only_that_holds() -> None:
    heap = heap_of(
        [
            root(1, 2),
            Node(name="Window", edges=[("property", "list", 3)]),
            Node("native", "<div>", edges=[("property", "kept", 4)], detached=2),
            Node(name="Shared"),
            Node(name="Order"),
        ]
    )
    assert in_filter(heap, "detached") == [2, 4]


def test_a_filter_has_to_be_one_and_new_needs_an_earlier_snapshot() -> None:
    assert keeping.kept(shop(), "all") is None
    with pytest.raises(Invalid, match="not by age"):
        keeping.kept(shop(), "age")
    with pytest.raises(Invalid, match="against an earlier snapshot"):
        keeping.kept(shop(), "new")


def test_new_is_what_the_earlier_snapshot_has_not() -> None:
    later = heap_of([root(1, 2), Node(name="Order", id=3), Node(name="Order", id=99)])
    earlier = heap_of([root(1), Node(name="Order", id=3)])
    marked = keeping.kept(later, "new", earlier)
    assert marked is not None
    assert np.flatnonzero(marked).tolist() == [2]
