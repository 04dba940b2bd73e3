"""Objects as people see them."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.heapsnapshot.made import Node, heap_of, root
from tests.heapsnapshot.random_graphs import HEAPS

from rounds.heapsnapshot import names, objects
from rounds.heapsnapshot.containment import fields
from rounds.heapsnapshot.dominators import CHAIN, dominated, dominators
from rounds.heapsnapshot.heap import ROOT, Heap
from rounds.kit.errors import NotFound


def name_of(*nodes: Node) -> str:
    return objects.thing(heap_of([root(1), *nodes]), 1).name


@pytest.mark.parametrize(
    ("node", "shown"),
    [
        (Node(name="WorkflowEventBus"), "WorkflowEventBus"),
        (Node("closure", "onStep"), "onStep()"),
        (Node("closure", ""), "()"),
        (Node("string", "a text"), '"a text"'),
        (Node("string", "x" * 250), '"' + "x" * 200 + '…"'),
        (Node("regexp", "^a+$"), "/^a+$/"),
        (Node("array", "(object elements)"), "(object elements)[]"),
        (Node("array", ""), "(internal array)[]"),
        (Node("number", "heap number"), "heap number"),
        (Node("bigint", "bigint"), "bigint"),
        (Node("code", "(code for run)"), "(code for run)"),
        (Node("code", ""), "(code)"),
        (Node("hidden", "system / Map"), "system / Map"),
        (Node("sliced string", "(sliced string)"), "(sliced string)"),
        (Node(name="Object"), "{}"),
    ],
)
def test_an_object_is_called_as_devtools_calls_it(node: Node, shown: str) -> None:
    assert name_of(node) == shown


def with_properties(*keys: str) -> str:
    edges = [("property", key, 2) for key in keys]
    return name_of(Node(name="Object", edges=[*edges, ("property", "__proto__", 2), ("internal", "map", 2)]), Node())


def test_a_plain_object_is_called_by_its_properties_from_both_ends() -> None:
    assert with_properties("id", "name", "price") == "{id, name, price}"
    assert with_properties("a, b", 'c"d') == '{"a, b", "c\\"d"}'
    assert with_properties(*(f"property{number:02}" for number in range(40))) == (
        "{property00, property01, property02, property03, …, property36, property37, property38, property39}"
    )
    assert with_properties("p" * 300, "q") == "{" + "p" * 300 + ", …}"


def test_a_concatenated_string_is_put_together() -> None:
    whole = Node(
        "concatenated string", "(concatenated string)", edges=[("internal", "first", 2), ("internal", "second", 3)]
    )
    inner = Node(
        "concatenated string", "(concatenated string)", edges=[("internal", "first", 4), ("internal", "second", 5)]
    )
    assert name_of(whole, Node("string", "exec-"), inner, Node("string", "17"), Node("string", "!")) == '"exec-17!"'


def test_a_string_concatenated_of_itself_has_an_end() -> None:
    itself = Node("concatenated string", "", edges=[("internal", "first", 1), ("internal", "second", 1)])
    assert name_of(itself) == '""'


def test_a_symbol_and_a_number_whose_value_the_file_has_are_called_by_it() -> None:
    assert (
        name_of(Node("symbol", "symbol", edges=[("internal", "name", 2)]), Node("string", "kCapture"))
        == "Symbol(kCapture)"
    )
    assert name_of(Node("number", "int", edges=[("internal", "value", 2)]), Node("string", "42")) == "42"


def test_a_thing_says_what_it_is() -> None:
    bus = Node(
        name="Bus", size=40, edges=[("element", 0, 2), ("property", "name", 2), ("weak", "w", 2)], at=(7, 11, 2), id=91
    )
    script = [
        Node("string", "a"),
        Node("closure", "run", at=(7, 1, 1), edges=[("internal", "shared", 4)]),
        Node("code", "run", edges=[("internal", "script", 5)]),
        Node("code", "file:///app/bus.js"),
    ]
    heap = heap_of([root(1, 3), bus, *script])
    thing = objects.thing(heap, objects.node_of(heap, 91), edge=0)
    assert (thing.id, thing.name, thing.class_name, thing.type) == (91, "Bus", "Bus", "object")
    assert (thing.shallow_bytes, thing.retained_bytes, thing.distance) == (40, 56, 1)
    assert (thing.fields, thing.elements, thing.detached) == (3, 1, False)
    assert thing.at.endswith("bus.js:12:3")
    assert (thing.edge, thing.edge_type) == ("root 1", "shortcut")
    assert objects.thing(heap, 2).at == ""


def test_what_is_not_there_is_not_found() -> None:
    heap = heap_of([root(1), Node()])
    for number in (-1, 0, 2, 10**6, 2**33):
        with pytest.raises(NotFound, match="no object @"):
            objects.node_of(heap, number)


def test_of_two_with_one_id_the_first_is_meant() -> None:
    heap = heap_of([root(1, 2, 3), Node(id=9), Node(id=5), Node(id=5)])
    assert objects.node_of(heap, 5) == 2


@pytest.mark.parametrize(
    ("edge", "label", "step"),
    [
        (("element", 3, 1), "[3]", "[3]"),
        (("property", "_events", 1), "_events", "._events"),
        (("property", "step.completed", 1), "step.completed", '["step.completed"]'),
        (("property", "", 1), "(empty)", '["(empty)"]'),
        (("context", "order", 1), "order", "->order"),
        (("internal", "context", 1), "context", "{context}"),
        (("hidden", 7, 1), "7", "{7}"),
        (("weak", "key", 1), "key", "[[key]]"),
        (("shortcut", "global", 1), "global", ".global"),
    ],
)
def test_edges_are_called_by_their_names_and_written_as_steps(
    edge: tuple[str, str | int, int], label: str, step: str
) -> None:
    heap = heap_of([Node("synthetic", "", 0, [edge]), Node()])
    assert names.label(heap, 0) == label
    assert names.step(edge[0], str(edge[1]) if edge[0] == "element" else label) == step


def facts_of(*nodes: Node) -> dict[str, str]:
    return dict(objects.facts(heap_of([root(1), *nodes]), 1))


def test_the_facts_of_a_function_are_where_it_comes_from() -> None:
    run = Node(
        "closure", "run", edges=[("internal", "context", 2), ("internal", "shared", 3), ("property", "__proto__", 4)]
    )
    context = Node(name="system / Context", edges=[("context", "order", 4), ("context", "bus", 4)], id=77)
    assert facts_of(run, context, Node("code", "run", id=79), Node("closure", "", id=81)) == {
        "context": "system / Context @77",
        "shared": "run @79",
        "__proto__": "() @81",
    }
    assert facts_of(context, *(Node() for _ in range(3)))["variables"] == "order, bus"


def test_the_length_of_a_text_is_told_and_that_of_a_list_is_not() -> None:
    assert facts_of(Node("string", "seven77"))["length"] == "7 characters"
    assert facts_of(Node("string", "x" * 1024))["length"] == "1,024 characters or more"
    assert "length" not in facts_of(Node(name="Array", edges=[("element", 0, 1), ("internal", "length", 1)]))


def test_a_map_says_how_many_entries_hold_objects() -> None:
    # 3 of a header, 2 buckets, room for 4 entries of key, value and chain; numbers stand for themselves
    table = Node("array", "", 8 * (2 + 3 + 2 + 12), [("internal", str(slot), 3) for slot in (5, 6, 9)])
    assert facts_of(Node(name="Map", edges=[("internal", "table", 2)]), table, Node())["entries"] == "at least 2"


def test_fields_come_in_the_order_of_the_file_and_in_pages() -> None:
    edges = [("property", "b", 2), ("weak", "w", 2), ("element", 1, 2), ("internal", "map", 2), ("property", "a", 2)]
    heap = heap_of([root(1), Node(edges=edges), Node()])
    found = fields(heap, 1, limit=3, offset=1)
    assert [(one.edge, one.edge_type) for one in found.things] == [
        ("w", "weak"),
        ("[1]", "element"),
        ("map", "internal"),
    ]
    assert found.total == 5
    assert fields(heap, 1, limit=3, offset=9).things == ()
    assert [one.edge for one in fields(heap, ROOT, limit=9, offset=0).things] == ["root 1"]


@given(HEAPS)
def test_what_an_object_dominates_and_itself_is_what_it_retains(heap: Heap) -> None:
    for node in range(heap.nodes):
        found = dominated(heap, node, limit=100, offset=0)
        sizes = [one.retained_bytes for one in found.things]
        assert sizes == sorted(sizes, reverse=True)
        assert sum(sizes) + heap.shallow[node] == heap.retained[node]
        assert len(sizes) == found.total


@given(HEAPS)
def test_the_chain_of_dominators_leads_to_the_root_and_retains_ever_more(heap: Heap) -> None:
    for node in range(heap.nodes):
        found = dominators(heap, node)
        assert found.things[0].id == heap.node_id[node]
        assert found.things[-1].id == heap.node_id[ROOT]
        sizes = [one.retained_bytes for one in found.things]
        assert sizes == sorted(sizes)


def test_a_dominator_that_refers_to_what_it_dominates_says_by_what_name() -> None:
    held = [Node(name="Array", size=3), Node(name="Array", size=2), Node(name="Order", size=1)]
    for array in held[:2]:
        array.edges = [("element", 7, 4)]
    heap = heap_of([root(1), Node(name="Bus", edges=[("property", "done", 2), ("property", "failed", 3)]), *held])
    below = dominated(heap, 1, limit=10, offset=0).things
    assert [(one.name, one.edge) for one in below] == [("Array", "done"), ("Array", "failed"), ("Order", "")]
    assert [one.edge for one in dominators(heap, 2).things] == ["", "done", ""]
    assert [one.edge for one in dominators(heap, 4).things] == ["", "", ""]


def test_of_a_long_chain_of_dominators_the_ends_are_given() -> None:
    links = [Node(edges=[("property", "next", number + 2)]) for number in range(CHAIN + 500)]
    heap = heap_of([root(1), *links, Node(name="Last")])
    found = dominators(heap, CHAIN + 501)
    assert (len(found.things), found.total) == (CHAIN, CHAIN + 502)
    assert (found.things[0].name, found.things[-1].name) == ("Last", "(root)")


@given(HEAPS)
def test_anything_can_be_shown_and_many_as_one_by_one(heap: Heap) -> None:
    every = list(range(heap.nodes))
    assert objects.things(heap, every) == tuple(objects.thing(heap, node) for node in every)
    for node in every:
        assert all(name and value for name, value in objects.facts(heap, node))
        assert objects.node_of(heap, int(heap.node_id[node])) == node
