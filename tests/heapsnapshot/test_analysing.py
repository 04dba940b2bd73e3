from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.heapsnapshot import graphs
from tests.heapsnapshot.made import Node, classes, columns_of, heap_of, parts, root

from rounds.heapsnapshot import distances
from rounds.heapsnapshot.analysing import Rules, analyse
from rounds.heapsnapshot.ephemerons import pair_and_table
from rounds.heapsnapshot.heap import NONE, SYSTEM, UNREACHED, Heap
from rounds.heapsnapshot.shapes import class_name, properties_of, written


@settings(max_examples=100, deadline=None)
@given(graphs.graphs())
def test_what_keeps_alive_is_what_nothing_is_reached_without(nodes: list[Node]) -> None:
    heap = heap_of(nodes)
    below = graphs.dominated(nodes)
    shallow = graphs.folded(nodes)
    assert heap.shallow.tolist() == shallow
    assert heap.dominator.tolist() == graphs.dominators(below)
    assert heap.retained.tolist() == [sum(shallow[one] for one in held) for held in below]


@settings(max_examples=100, deadline=None)
@given(graphs.graphs())
def test_the_roots_children_retain_all_there_is(nodes: list[Node]) -> None:
    heap = heap_of(nodes)
    children = heap.dominated[heap.first_dominated[0] : heap.first_dominated[1]]
    assert heap.retained[children].sum() + heap.shallow[0] == heap.self_size.sum() == heap.retained[0]


@settings(max_examples=100, deadline=None)
@given(graphs.graphs())
def test_a_distance_is_the_length_of_a_shortest_path(nodes: list[Node]) -> None:
    heap = heap_of(nodes)
    assert heap.distance.tolist() == graphs.distances(nodes)
    of_root = {to for _, _, to in nodes[0].edges}
    source = np.repeat(np.arange(heap.nodes), np.diff(heap.first_edge))
    for node in range(heap.nodes):
        edge = heap.parent_edge[node]
        if edge == NONE:
            assert node == 0 or node in of_root or heap.distance[node] == UNREACHED
        else:
            assert heap.edge_to[edge] == node
            assert heap.kinds.edges[heap.edge_type[edge]] != "weak"
            assert heap.distance[source[edge]] == heap.distance[node] - 1


@settings(max_examples=100, deadline=None)
@given(graphs.graphs())
def test_the_table_of_classes_is_what_their_members_make(nodes: list[Node]) -> None:
    heap = heap_of(nodes)
    below = graphs.dominated(nodes)
    for number in range(len(heap.classes.name)):
        rows = heap.classes
        members = rows.member[rows.first_member[number] : rows.first_member[number + 1]].tolist()
        assert set(members) == set(np.flatnonzero((heap.node_class == number) & (heap.shallow != 0)).tolist())
        outermost = [one for one in members if not any(one in below[other] for other in members if other != one)]
        assert rows.count[number] == len(members)
        assert rows.shallow[number] == heap.shallow[members].sum()
        assert rows.retained[number] == heap.retained[outermost].sum()
        assert rows.distance[number] == min(heap.distance[members].tolist(), default=UNREACHED)
        assert heap.retained[members].tolist() == sorted(heap.retained[members].tolist(), reverse=True)


@settings(max_examples=100, deadline=None)
@given(graphs.graphs())
def test_groups_hold_each_once(nodes: list[Node]) -> None:
    heap = heap_of(nodes)
    for node in range(heap.nodes):
        held = heap.dominated[heap.first_dominated[node] : heap.first_dominated[node + 1]].tolist()
        assert sorted(held) == [one for one in range(1, heap.nodes) if heap.dominator[one] == node]
        assert heap.retained[held].tolist() == sorted(heap.retained[held].tolist(), reverse=True)
        to = heap.retainer[heap.first_retainer[node] : heap.first_retainer[node + 1]].tolist()
        assert to == np.flatnonzero(heap.edge_to == node).tolist()
    assert heap.node_id[heap.by_id].tolist() == sorted(heap.node_id.tolist())


@settings(max_examples=100, deadline=None)
@given(graphs.graphs(), st.data())
def test_what_is_ignored_is_on_no_path(nodes: list[Node], data: st.DataObject) -> None:
    ignored = data.draw(st.sets(st.integers(1, len(nodes)), max_size=3))
    heap = heap_of(nodes)
    left = [
        Node(node.type, node.name, node.size, [edge for edge in node.edges if edge[2] not in ignored]) for node in nodes
    ]
    found, parent_edge = distances.without(heap, np.isin(np.arange(heap.nodes), list(ignored)))
    assert found.tolist() == graphs.distances(left)
    assert not set(heap.edge_to[parent_edge[parent_edge != NONE]].tolist()) & ignored


def names(nodes: list[Node]) -> set[str]:
    return {name for name, _ in classes(heap_of(nodes))}


def test_classes_are_called_as_in_devtools() -> None:
    kinds = [
        ("hidden", "system / Map", "(system)"),
        ("code", "(code)", "(compiled code)"),
        ("closure", "onStep", "Function"),
        ("regexp", "a+", "RegExp"),
        ("string", "text", "(string)"),
        ("concatenated string", "", "(concatenated string)"),
        ("number", "heap number", "(number)"),
        ("symbol", "id", "(symbol)"),
        ("bigint", "bigint", "(bigint)"),
        ("synthetic", "(Builtins)", "(synthetic)"),
        ("object", "Order", "Order"),
        ("object", "Object", "Object"),
        ("native", '<div id="a" class="b">', "<div>"),
        ("native", "<p>", "<p>"),
        ("native", "Window / file://", "Window / file://"),
    ]
    made = [root(*range(1, len(kinds) + 1))] + [
        Node(kind, name, 8, [("internal", "held twice", 1)]) for kind, name, _ in kinds
    ]
    assert names(made) == {shown for _, _, shown in kinds}


def test_classes_of_one_name_are_told_apart_by_where_they_were_written() -> None:
    heap = heap_of(
        [
            root(1, 2, 3, 4, 5),
            Node("object", "Order", 8, at=(7, 9, 1)),
            Node("object", "Order", 16, at=(7, 9, 1)),
            Node("object", "Order", 32, at=(7, 40, 1)),
            Node("object", "Order", 64),
            Node("closure", "Order", 64, [("internal", "shared", 6)], at=(7, 9, 1)),
            Node("code", "Order", 0, [("internal", "script", 7)]),
            Node("code", "file:///app/orders.js", 0),
        ]
    )
    orders = {at: count for (name, at), (count, *_) in classes(heap).items() if name == "Order"}
    assert orders == {"file:///app/orders.js:10:2": 2, "file:///app/orders.js:41:2": 1, "": 1}
    assert set(heap.classes.key) >= {"7,9,1,Order", "7,40,1,Order", ",Order"}
    assert heap.places.scripts == {7: "file:///app/orders.js"}


@pytest.mark.parametrize(
    ("node", "edge", "address"),
    [
        ("file:///app/orders.js", "script", "file:///app/orders.js"),
        ("/app/orders.js", "script_or_debug_info", "/app/orders.js"),
        ("system / Script / https://shop/orders.js", "script", "https://shop/orders.js"),
        ("system / Script", "script", None),
        ("", "script", None),
    ],
)
def test_a_script_has_the_address_that_its_functions_lead_to(node: str, edge: str, address: str | None) -> None:
    heap = heap_of(
        [
            root(1),
            Node("closure", "f", 64, [("internal", "shared", 2)], at=(7, 9, 1)),
            Node("code", "f", 8, [("internal", edge, 3)]),
            Node("code", node, 8),
        ]
    )
    assert heap.places.scripts.get(7) == address


def test_one_class_of_its_name_says_no_place() -> None:
    rows = classes(heap_of([root(1), Node("object", "Order", 8, at=(7, 9, 1))]))
    assert list(rows) == [("Order", "")]


def plain(*properties: str) -> Node:
    return Node("object", "Object", 16, [("property", name, 1) for name in properties])


def shown(*objects: Node) -> list[str]:
    """The classes of plain objects, as they come behind the root and a text."""
    heap = heap_of([root(*range(1, len(objects) + 2)), Node("string", "text"), *objects])
    return [heap.classes.name[number] for number in heap.node_class[2:]]


def test_plain_objects_go_by_the_properties_that_several_have() -> None:
    assert shown(plain("id", "name"), plain("id", "name"), plain("id")) == ["{id, name}", "{id, name}", "Object"]
    assert shown(plain("id"), plain("id"), plain("name", "id")) == ["{id}", "{id}", "{id}"]
    assert shown(plain("a", "b"), plain("b", "a"), plain("a", "b"), plain("b", "a")) == ["{a, b}"] * 4
    assert shown(plain("a"), plain("a"), plain("b"), plain("b"), plain("b"), plain("a", "b"))[-1] == "{b}"
    assert shown(plain("__proto__"), plain("__proto__"), plain(), plain()) == ["Object"] * 4


def test_properties_with_odd_names_are_quoted() -> None:
    assert shown(*[plain("a, b", 'say "hi"', "it's")] * 2)[0] == '{"a, b", "say \\"hi\\"", "it\'s"}'
    assert shown(*[plain("", "a")] * 2)[0] == "{a}"
    assert shown(*[plain("")] * 2)[0] == "{}"
    assert shown(plain("", "a"), plain("", "a"), plain("a")) == ["{a}", "{a}", "Object"]


def test_the_name_of_a_shape_stays_short() -> None:
    long = "x" * 70
    assert shown(*[plain(long, "y" * 60, "z")] * 2)[0] == "{" + long + "}"
    assert shown(*[plain("x" * 200, "y")] * 2)[0] == "{" + "x" * 200 + "}"
    fits = ["a" * 40, "b" * 37, "c" * 38]
    assert shown(*[plain(*fits)] * 2)[0] == written(fits)
    assert shown(*[plain("a" * 40, "b" * 37, "😀" * 21)] * 2)[0] == written(["a" * 40, "b" * 37])


def test_a_shape_takes_one_object_in_a_thousand() -> None:
    many = [plain(f"only {number}") for number in range(2997)]
    assert "{rare}" not in shown(*many, plain("rare"), plain("rare"), plain("x"))
    assert "{rare}" in shown(*many, plain("rare"), plain("rare"), plain("rare"))


@given(st.lists(st.text(), min_size=1, max_size=6))
def test_a_shape_is_read_back_from_its_name(properties: list[str]) -> None:
    properties = [name.encode("utf-8", "replace").decode() for name in properties]
    assert properties_of(written(properties)) == properties
    assert class_name(written(["id", *properties])) == written(["id", *properties])


def test_a_text_that_the_file_has_twice_is_one_name() -> None:
    made = parts([root(1, 2), Node("object", "Order", 8), Node("object", "Order too", 8)])
    made.strings[made.strings.index("Order too")] = "Order"
    rows = classes(analyse(columns_of(made.written())))
    assert rows["Order", ""][:2] == (2, 16)


DETACHED = [
    root(1),
    Node("native", "Document", 8, [("element", 1, 2), ("hidden", 2, 3)], detached=1),
    Node("native", "<p id='a'>", 8),
    Node("native", "Node", 8, [("property", "next", 4), ("property", "script", 5), ("weak", "w", 6)], detached=2),
    Node("native", "<b>", 8),
    Node("object", "Handler", 8, [("property", "node", 6)], detached=2),
    Node("native", "Text", 8),
]


def test_being_detached_spreads_through_what_is_not_javascript() -> None:
    heap = heap_of(DETACHED)
    assert heap.detached.tolist() == [0, 1, 1, 2, 2, 2, 0]
    assert [heap.strings[name] for name in heap.node_name[1:]] == [
        "Document",
        "<p id='a'>",
        "Detached Node",
        "Detached <b>",
        "Handler",
        "Text",
    ]
    assert {"Detached Node", "Detached <b>", "<p>"} <= {name for name, _ in classes(heap)}


def test_before_v8_wrote_what_is_detached_it_stood_in_the_name() -> None:
    fields = ["type", "name", "id", "self_size", "edge_count", "trace_node_id"]
    nodes = [root(1, 2), Node("native", "Detached HTMLDivElement"), Node("object", "Detached Thing")]
    assert analyse(columns_of(parts(nodes, node_fields=fields).written())).detached.tolist() == [0, 2, 0]


EPHEMERON = "7 / part of key (Key @5) -> value (Value @7) pair in WeakMap (table @9)"
WEAK_MAP = [
    root(1, 4),
    Node("object", "Holder", 8, [("property", "key", 2)]),
    Node("object", "Key", 8, [("internal", EPHEMERON, 3)]),
    Node("object", "Value", 8),
    Node("array", "WeakMap table", 8, [("internal", EPHEMERON.replace("7", "8", 1), 3)]),
]


def test_a_value_in_a_weak_map_is_held_by_its_key_and_as_far_as_the_further_of_both() -> None:
    heap = heap_of(WEAK_MAP)
    assert heap.node_id[4] == 9
    assert heap.dominator[3] == 2
    assert heap.distance[3] == 3
    assert analyse(columns_of(parts(WEAK_MAP).written()), rules=Rules(ephemerons=False)).dominator[3] == 0


WRITTEN_BY_DEVTOOLS = re.compile(
    r"[0-9]+( / part of key \([^\n]*? @[0-9]+\) -> value \([^\n]*? @[0-9]+\) pair in WeakMap \(table @([0-9]+)\))"
)
PARTS = ["7", " / part of key (", "K", " @1", ") -> value (", " @2) -> value (", "V", " @3", ") pair in WeakMap ("]
PARTS += ["table @9)", " / part of key (K @1) -> value (V @3) pair in WeakMap (table @9)", "\n", " @", ")"]


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=12).map("".join))
def test_edges_of_weak_maps_are_known_by_their_names(name: str) -> None:
    found = WRITTEN_BY_DEVTOOLS.fullmatch(name)
    assert pair_and_table(name) == (found and (found[1], int(found[2])))


@pytest.mark.timeout(5)
def test_a_name_made_to_be_gone_through_again_and_again_is_not() -> None:
    name = "1 / part of key (" + "@1) -> value ( @1) -> value (" * 100_000 + " pair in WeakMap (table @1)"
    assert pair_and_table(name) is None


def test_what_only_v8_holds_is_far_away() -> None:
    heap = heap_of(
        [Node("synthetic", "", 0, [("element", 1, 1), ("shortcut", "g", 2)]), Node("synthetic", "(GC)"), Node()]
    )
    assert heap.distance.tolist() == [SYSTEM, SYSTEM + 1, 1]
    assert heap.parent_edge.tolist() == [NONE, NONE, NONE]


def test_links_that_maps_share_are_not_followed() -> None:
    heap = heap_of(
        [
            root(1, 2),
            Node("array", "(map descriptors)", 8, [("element", one, 3 + one) for one in range(6)]),
            Node("hidden", "system / NativeContext", 8, [("internal", "sloppy_function_map", 9)]),
            *[Node("string", f"text {one}") for one in range(7)],
        ]
    )
    assert heap.distance[3:].tolist() == [2, 2, 2, 2, UNREACHED, 2, UNREACHED]


def test_internals_that_were_exposed_keep_their_sizes() -> None:
    nodes = [Node("synthetic", "", 0, [("element", 1, 1)]), Node("synthetic", "(GC roots)", 0, [("element", 1, 2)])]
    nodes += [Node("object", "Map", 8, [("internal", "table", 3)]), Node("array", "table", 64)]
    assert heap_of(nodes).shallow.tolist() == [0, 0, 8, 64]
    assert heap_of([root(2), *nodes[1:]]).shallow.tolist() == [0, 0, 72, 0]
    unfolded = analyse(columns_of(parts([root(2), *nodes[1:]]).written()), rules=Rules(folding=False))
    assert unfolded.shallow.tolist() == [0, 0, 8, 64]


def chain(length: int) -> list[Node]:
    """A list whose later half the root holds as well, item for item: the worst for most ways to find dominators."""
    late = [("element", number, number) for number in range(length // 2, length)]
    items = [Node("array", "item", 8, [("property", "next", number + 1)]) for number in range(1, length)]
    return [Node("synthetic", "", 0, [("property", "list", 1), *late]), *items, Node("array", "item", 8)]


@pytest.mark.timeout(20)
def test_long_lists_take_no_longer_than_others() -> None:
    heap = heap_of(chain(60_000))
    assert heap.retained[0] == 60_000 * 8
    assert heap.dominator[30_000:-1].max() == 0
    assert heap.dominator[29_000] == 28_999


def of(heap: Heap, name: str) -> int:
    return next(node for node in range(heap.nodes) if heap.strings[heap.node_name[node]] == name)


def test_a_page_is_not_held_by_a_debugger() -> None:
    heap = heap_of(
        [
            Node("synthetic", "", 0, [("element", 1, 1), ("shortcut", "window", 2)]),
            Node("synthetic", "(Global handles)", 0, [("element", 0, 3)]),
            Node("object", "Window", 8, [("property", "app", 3)]),
            Node("object", "App", 8),
        ]
    )
    assert heap.dominator[of(heap, "App")] == of(heap, "Window")
