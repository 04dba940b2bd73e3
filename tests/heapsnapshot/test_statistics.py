"""What a heap is made of, in DevTools' shares."""

from __future__ import annotations

from hypothesis import given
from tests.heapsnapshot.made import Node, heap_of, root
from tests.heapsnapshot.random_graphs import HEAPS

from rounds.heapsnapshot.heap import ROOT, Heap
from rounds.heapsnapshot.statistics import statistics


def shares(heap: Heap) -> dict[str, int]:
    return {share.name: share.bytes for share in statistics(heap).shares}


def test_each_object_is_in_one_share() -> None:
    array = Node(name="Array", size=16, edges=[("internal", "elements", 2)])
    heap = heap_of(
        [
            root(1, *range(3, 9), 10),
            array,
            Node("array", "(object elements)", 400),
            Node("string", "text", 10),
            Node("concatenated string", "", 20),
            Node("sliced string", "", 30),
            Node("code", "run", 40),
            Node("native", "system / JSArrayBufferData", 500),
            Node("native", "Node / Environment", 60),
            Node("hidden", "system / Map", 70, [("internal", "map", 10)]),
            Node("closure", "run", 80, [("internal", "map", 9)]),
        ],
        extra_native_bytes=1000,
    )
    assert shares(heap) == {
        "code": 40,
        "strings": 60,
        "js arrays": 416,
        "system": 0,
        "typed arrays": 500,
        "native": 1060,
        "other": 150,
    }
    found = statistics(heap)
    assert (found.total_bytes, found.native_bytes, found.v8_bytes) == (2226, 1560, 666)


def test_elements_that_others_share_are_no_part_of_an_array() -> None:
    array = Node(name="Array", size=16, edges=[("internal", "elements", 3)])
    heap = heap_of([root(1, 2), array, array, Node("array", "(object elements)", 400)])
    assert shares(heap)["js arrays"] == 32


def test_elements_stay_apart_where_v8s_own_objects_are_shown_and_are_counted_all_the_same() -> None:
    """Without a root of the program, as when internals are exposed, no sizes are folded."""
    heap = heap_of(
        [
            Node("synthetic", "", 0, [("element", 1, 1)]),
            Node("synthetic", "(GC roots)", 0, [("element", 1, 2)]),
            Node(name="Array", size=16, edges=[("internal", "elements", 3)]),
            Node("array", "(object elements)", 400),
        ]
    )
    assert heap.shallow.tolist() == [0, 0, 16, 400]
    assert shares(heap)["js arrays"] == 416


@given(HEAPS)
def test_shares_sum_up_to_the_total(heap: Heap) -> None:
    found = statistics(heap)
    assert sum(share.bytes for share in found.shares) == found.total_bytes == heap.retained[ROOT]
    assert found.native_bytes + found.v8_bytes == found.total_bytes
