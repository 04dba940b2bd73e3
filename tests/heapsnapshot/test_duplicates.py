"""Texts that stand in the heap more than once."""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.heapsnapshot.made import Node, heap_of, root

from rounds.heapsnapshot import names
from rounds.heapsnapshot.duplicates import duplicates, marked
from rounds.heapsnapshot.heap import Heap
from rounds.kit.errors import Invalid

ALL = {"limit": 1000, "offset": 0}


def holding(*nodes: Node) -> Heap:
    return heap_of([root(*range(1, len(nodes) + 1)), *nodes])


def text(content: str, size: int = 16) -> Node:
    return Node("string", content, size)


def joined(first: int, second: int) -> Node:
    parts = [("internal", "first", first), ("internal", "second", second)]
    return Node("concatenated string", "(concatenated string)", 32, parts)


def found(heap: Heap, find: str = "") -> list[tuple[str, int, int, int]]:
    rows = duplicates(heap, find=find, **ALL).duplicates
    return [(row.text, row.count, row.shallow_bytes, row.wasted_bytes) for row in rows]


def test_texts_are_counted_with_what_all_but_one_take() -> None:
    heap = holding(text("tenant"), text("tenant"), text("tenant"), text("once"), text("note", 100), text("note", 100))
    assert found(heap) == [("note", 2, 200, 100), ("tenant", 3, 48, 32)]
    whole = duplicates(heap, limit=1, offset=1)
    assert (whole.total, whole.wasted_bytes) == (2, 132)
    assert [row.text for row in whole.duplicates] == ["tenant"]
    assert np.flatnonzero(marked(heap)).tolist() == [1, 2, 3, 5, 6]


def test_a_concatenated_text_says_the_same_as_a_whole_one() -> None:
    heap = holding(text("exec-17"), text("exec-"), text("17"), joined(2, 3), text("-17"), text("exec"), joined(6, 5))
    assert found(heap) == [("exec-17", 3, 80, 54)]
    assert duplicates(heap, **ALL).duplicates[0].example == heap.node_id[1]


def test_what_v8_left_behind_when_it_joined_a_text_is_no_duplicate() -> None:
    heap = holding(text("whole"), text(""), joined(1, 2), joined(2, 1))
    assert found(heap) == []


def test_texts_without_a_size_are_values_that_v8_wrote_down() -> None:
    assert found(holding(text("1", 0), text("1", 0))) == []


def test_a_text_that_v8_cut_may_differ_after() -> None:
    long = "x" * 1024
    heap = holding(text(long, 2000), text(long, 3000), text("short", 20), text("short", 20))
    told_of = duplicates(heap, **ALL)
    row = told_of.duplicates[0]
    assert row.cut
    assert (told_of.wasted_bytes, told_of.cut_bytes) == (2520, 2500)
    assert row.text == "x" * names.SHOWN + "…"
    told = [
        Node("string", long, 2000, [("internal", "truncated", 4), ("internal", "length", length)])
        for length in (6, 6, 8)
    ]
    yes = [Node("number", "bool", 0, [("internal", "value", 5)]), text("true", 0)]
    lengths = [Node("number", "int", 0, [("internal", "value", 7)]), text("5000", 0)]
    others = [Node("number", "int", 0, [("internal", "value", 9)]), text("6000", 0)]
    assert [row[1] for row in found(holding(*told, *yes, *lengths, *others))] == [2]


def test_long_texts_are_alike_when_what_is_shown_of_them_is() -> None:
    half = text("h" * 600)
    heap = holding(half, text("a"), text("b"), joined(1, 1), joined(4, 2), joined(4, 3), joined(1, 4))
    assert [(row[0][:3], row[1]) for row in found(heap)] == [("hhh", 4)]


def test_texts_are_found_by_what_is_typed() -> None:
    heap = holding(
        *(text(content) for content in ("order-1", "order-1", "Bus", "Bus", "or", "der-2")), joined(5, 6), joined(5, 6)
    )
    assert [row[0] for row in found(heap, "ORDER")] == ["order-2", "order-1"]
    assert [row[0] for row in found(heap, "/^order-.$/")] == ["order-2", "order-1"]
    assert duplicates(heap, find="bus", **ALL).wasted_bytes == 16
    with pytest.raises(Invalid):
        duplicates(heap, find="/(/", **ALL)


def test_concatenations_of_themselves_say_nothing() -> None:
    heap = holding(joined(1, 1), joined(3, 2), joined(2, 3), text("a"), text("a"))
    assert [row[0] for row in found(heap)] == ["a"]


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=12),
    st.lists(st.sampled_from(["", "a", "b", "ab", "ü"]), min_size=1, max_size=6),
)
def test_groups_are_those_of_the_texts_put_together(pairs: list[tuple[int, int]], leaves: list[str]) -> None:
    nodes = [text(leaf) for leaf in leaves]
    for first, second in pairs:
        nodes.append(joined(1 + first % len(nodes), 1 + second % len(nodes)))
    heap = holding(*nodes)
    groups = defaultdict(list)
    for node in range(1, heap.nodes):
        if all(names.text(heap, part) for part in names.halves(heap, node)):
            groups[names.text(heap, node)].append(node)
    expected = sorted((content, len(group)) for content, group in groups.items() if len(group) > 1)
    assert sorted((row[0], row[1]) for row in found(heap)) == expected
