"""Files that are broken, by accident or on purpose: each is refused with the section and row where it is wrong."""

from __future__ import annotations

import json
import random
import resource
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.heapsnapshot.made import Node, Parts, columns_of, heap_of, parts, root

from rounds.heapsnapshot.analysing import analyse
from rounds.heapsnapshot.heap import Heap
from rounds.kit.errors import Invalid

GRAPH = [
    root(1, 2),
    Node("object", "Order", 48, [("property", "lines", 2), ("internal", "map", 3), ("element", 0, 3)], at=(7, 41, 2)),
    Node("array", "lines", 64, [("hidden", 3, 3)]),
    Node("native", "Window", 32, [("weak", "again", 1)], detached=2),
]
WIDTH = 7


def changed(change: Callable[[Parts], object]) -> bytes:
    made = parts(GRAPH)
    change(made)
    return made.written()


def put(section: str, at: int, value: object) -> Callable[[Parts], None]:
    return lambda made: getattr(made, section).__setitem__(at, value)


def header(**more: object) -> Callable[[Parts], None]:
    return lambda made: made.snapshot.update(more)


def meta(**more: object) -> Callable[[Parts], None]:
    return lambda made: made.snapshot["meta"].update(more)


def without(section: str) -> bytes:
    return json.dumps({name: kept for name, kept in parts(GRAPH).sections().items() if name != section}).encode()


WHOLE = parts(GRAPH).written()


def cut(at: bytes, more: int) -> bytes:
    return WHOLE[: WHOLE.index(at) + more]


REFUSED: dict[str, tuple[bytes, str, str]] = {
    "empty": (b"", "", "the file is empty"),
    "white space": (b" \n ", "", "truncated before its end"),
    "not JSON": (b"\x1f\x8b\x08 what is this", "", "not a heap snapshot: '{' was expected"),
    "a list": (b"[1, 2]", "", "not a heap snapshot"),
    "another object": (b'{"version": 3}', "snapshot", "there is no snapshot"),
    "zeros": (bytes(4096), "", "not a heap snapshot"),
    "cut in the header": (cut(b'"meta"', 30), "snapshot", "truncated in snapshot"),
    "cut in nodes": (
        cut(b'"nodes":[', 30),
        "nodes",
        "truncated at row 2 of 4 in nodes; was the disk full or the process",
    ),
    "cut in edges": (cut(b'"edges":[', 30), "edges", r"truncated at row \d of 7 in edges"),
    "cut in a section that is skipped": (cut(b'"trace_tree":[', 14), "trace_tree", "truncated in trace_tree"),
    "cut in locations": (cut(b'"locations":[', 16), "locations", "truncated at row 1 in locations"),
    "cut in strings": (cut(b'"strings":[', 20), "strings", r"truncated at text \d in strings"),
    "cut in an escape": (cut(b'"strings":[', 11) + b'"\\u00', "strings", "truncated at text 1 in strings"),
    "cut before the end": (WHOLE[:-1], "", "truncated before its end"),
    "something behind": (WHOLE + b"{}", "", "something follows the end of the snapshot: '{}'"),
    "zeros behind": (WHOLE + bytes(9), "", "something follows the end"),
    "no nodes": (without("nodes"), "nodes", "there are no nodes"),
    "no edges": (without("edges"), "edges", "there are no edges"),
    "no strings": (without("strings"), "strings", "there are no strings"),
    "no header": (without("snapshot"), "snapshot", "there is no snapshot"),
    "nodes twice": (WHOLE[:-1] + b',"nodes":[]}', "nodes", "nodes is there twice"),
    "nodes in an object": (WHOLE.replace(b'"nodes":[', b'"nodes":{"nodes":['), "nodes", r"'\[' was expected in nodes"),
    "too many nodes promised": (changed(header(node_count=5)), "nodes", "nodes ends after 4 of 5 rows"),
    "too few nodes promised": (changed(header(node_count=3)), "nodes", "nodes goes on after its 3 rows"),
    "a number of nodes that nobody has": (changed(header(node_count=2**52)), "snapshot", "more than can be"),
    "two billion nodes": (changed(header(node_count=2**31 - 1)), "nodes", "nodes ends after 4 of 2,147,483,647 rows"),
    "two billion edges": (changed(header(edge_count=2**31 - 1)), "edges", "edges ends after 7 of 2,147,483,647 rows"),
    "fewer than no nodes": (changed(header(node_count=-1)), "snapshot", "node_count"),
    "half a node": (changed(header(node_count=3.5)), "snapshot", "node_count"),
    "a word for a number": (changed(header(edge_count="7")), "snapshot", "edge_count"),
    "no number of nodes": (changed(lambda made: made.snapshot.pop("node_count")), "snapshot", "has no node_count"),
    "a header that is a list": (WHOLE.replace(b'"snapshot":{', b'"snapshot":[],"x":{'), "snapshot", "has no meta"),
    "no meta": (changed(header(meta=None)), "snapshot", "has no meta"),
    "no fields": (changed(meta(node_fields=None)), "snapshot", "has no node_fields"),
    "fields that are numbers": (changed(meta(node_fields=[1, 2])), "snapshot", "has no node_fields"),
    "a field is missing": (
        changed(meta(edge_fields=["type", "to_node"])),
        "snapshot",
        "no name_or_index among its edge",
    ),
    "a field is there twice": (
        changed(meta(node_fields=["type", "name", "id", "self_size", "edge_count", "id", "id"])),
        "snapshot",
        "names one of its node_fields twice",
    ),
    "ten thousand fields": (
        changed(meta(edge_fields=["type", "name_or_index", "to_node", *map(str, range(10_000))])),
        "snapshot",
        "has 10,003 edge_fields",
    ),
    "no types": (changed(meta(node_types=[])), "snapshot", "has no node_types"),
    "the root is elsewhere": (changed(header(root_index=7)), "snapshot", "the root is not the first node"),
    "no node at all": (
        json.dumps(parts([]).sections()).encode().replace(b'"strings": []', b'"strings": [""]'),
        "nodes",
        "there are no nodes",
    ),
    "a row is short": (changed(lambda made: made.nodes.pop()), "nodes", "the last row of nodes, 4, has 6 of 7 numbers"),
    "a number below zero": (changed(put("nodes", WIDTH + 3, -16)), "nodes", "row 2 of nodes has a number below zero"),
    "half a byte": (changed(put("nodes", WIDTH + 3, 1.5)), "nodes", "row 2 of nodes has a number that is not whole"),
    "an exponent": (WHOLE.replace(b",48,", b",4e8,"), "nodes", "row 2 of nodes has a number that is not whole"),
    "a word among numbers": (
        changed(put("nodes", WIDTH, None)),
        "nodes",
        "row 2 of nodes is not a list of numbers: 'n'",
    ),
    "a list among numbers": (changed(put("edges", 4, [])), "edges", "row 2 of edges is not a list of numbers"),
    "a comma too many": (WHOLE.replace(b",48,", b",48,,"), "nodes", "row 2 of nodes is not a list of numbers: ','"),
    "a comma too few": (WHOLE.replace(b",48,", b",48 "), "nodes", "row 2 of nodes is not a list of numbers: no comma"),
    "a comma at the end": (WHOLE.replace(b'],"edges"', b',],"edges"'), "nodes", "nodes"),
    "a zero byte among numbers": (
        WHOLE.replace(b",48,", b",\x00,"),
        "nodes",
        "row 2 of nodes is not a list of numbers",
    ),
    "a size that JavaScript cannot count": (changed(put("nodes", WIDTH + 3, 2**53 + 1)), "nodes", "row 2 .* too large"),
    "a number of a hundred digits": (WHOLE.replace(b",48,", b"," + b"9" * 100 + b","), "nodes", "row 2 .* too large"),
    "an id of more than 32 bits": (changed(put("nodes", WIDTH + 2, 2**32)), "nodes", "row 2 .* too large: 4294967296"),
    "a type that is not named": (changed(put("nodes", WIDTH, 200)), "nodes", "row 2 of nodes .* too large: 200"),
    "an edge type that is not named": (changed(put("edges", 6, 7)), "edges", "row 3 of edges .* too large: 7"),
    "a name that is not there": (
        changed(put("nodes", WIDTH + 1, 99)),
        "nodes",
        "row 2 of nodes names text 99, which is",
    ),
    "an edge's name that is not there": (
        changed(put("edges", 7, 99)),
        "edges",
        "row 3 of edges names text 99, which is not there",
    ),
    "more edges than there are": (
        changed(put("nodes", WIDTH + 4, 4)),
        "nodes",
        "the nodes have 8 edges in all and the file has 7: they part at row 4 of nodes",
    ),
    "fewer edges than there are": (changed(put("nodes", WIDTH + 4, 1)), "nodes", "5 edges in all and the file has 7"),
    "sums beyond 64 bits": (changed(put("nodes", WIDTH + 4, 2**31 - 1)), "nodes", "they part at row 2 of nodes"),
    "an edge into the middle of a node": (changed(put("edges", 5, 8)), "edges", "row 2 of edges points to 8, where no"),
    "an edge behind the last node": (changed(put("edges", 5, 28)), "edges", "row 2 of edges points to 28, behind"),
    "an edge seven billion nodes further": (
        changed(put("edges", 5, 7 * 10**9)),
        "edges",
        "row 2 of edges points to 70",
    ),
    "a place of no node": (changed(put("locations", 0, 2800)), "locations", "row 1 of locations points to 2800"),
    "a key that is no text": (WHOLE[:-1] + b",{}:1}", "", "'\"' was expected"),
    "a key that never ends": (WHOLE[:-1] + b',"' + b"x" * 10_000, "", "a key is longer than 4,096 bytes"),
    "a section that closes another": (WHOLE[:-1] + b',"more":[1,{"a":2]}}', "more", "more closes what it did not open"),
    "a section too deep": (WHOLE[:-1] + b',"more":' + b"[" * 1_100_000, "more", "nested more than 1,048,576 deep"),
    "a header too deep": (
        WHOLE.replace(b'"meta":', b'"deep":' + b"[" * 100_000 + b"]" * 100_000 + b',"meta":'),
        "snapshot",
        "is not JSON",
    ),
    "a header too long": (b'{"snapshot":{"x":"' + b"x" * (5 << 20), "snapshot", "longer than 4,194,304 bytes"),
    "a number in the header too long": (
        WHOLE.replace(b'"node_count":4', b'"node_count":4' + b"0" * 5000),
        "snapshot",
        "is not JSON",
    ),
    "spaces without end": (cut(b'"nodes":[', 12) + b" " * (5 << 20), "nodes", "no number in a million bytes"),
}


@pytest.mark.parametrize(("written", "field", "message"), REFUSED.values(), ids=REFUSED.keys())
@pytest.mark.parametrize("size", [True, False])
def test_refused(written: bytes, field: str, message: str, size: bool) -> None:
    with pytest.raises(Invalid, match=message) as problem:
        columns_of(written, size=size)
    assert problem.value.field == field


@pytest.mark.parametrize("name", ["a number below zero", "an edge behind the last node", "a type that is not named"])
def test_refused_with_the_header_last(name: str) -> None:
    written, field, _ = REFUSED[name]
    sections = json.loads(written)
    late = {key: sections[key] for key in reversed(sections)}
    with pytest.raises(Invalid, match=r"(row|number) \d+ of") as problem:
        columns_of(json.dumps(late).encode())
    assert problem.value.field == field


def test_memory_is_taken_for_what_arrives_and_not_for_what_is_promised() -> None:
    """Two billion promised rows would take 60 GB."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    in_use = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (in_use + (256 << 20), hard))
    try:
        for promise in ("node_count", "edge_count"):
            for size in (True, False):
                with pytest.raises(Invalid, match="rows"):
                    columns_of(changed(header(**{promise: 2**31 - 1})), size=size)
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


ODD_BUT_WHOLE: dict[str, list[Node]] = {
    "a root alone": [root()],
    "a root that leads to itself": [Node("synthetic", "", 0, [("element", 0, 0), ("property", "me", 0)])],
    "a root that is an object": [Node("object", "Object", 16, [("property", "a", 1)]), Node(id=9)],
    "one id for all": [root(1, 2, id=5), Node(id=5), Node("string", "Thing", id=5)],
    "circles that nothing holds": [
        root(1),
        Node(),
        Node(edges=[("property", "next", 3), ("property", "held", 1)]),
        Node(edges=[("property", "next", 2)]),
        Node(edges=[("property", "me", 4)]),
    ],
    "only weakly held": [root(1), Node(edges=[("weak", "ref", 2)]), Node(edges=[("property", "held", 3)]), Node()],
    "empty texts everywhere": [root(1), Node("object", "", 16, [("property", "", 2)]), Node("native", "", 16)],
}


@pytest.mark.parametrize("nodes", ODD_BUT_WHOLE.values(), ids=ODD_BUT_WHOLE.keys())
def test_odd_but_whole(nodes: list[Node]) -> None:
    check(heap_of(nodes))


def check(heap: Heap) -> None:
    """Every number of an analysis is within its table, and the sums agree."""
    assert heap.retained[0] == heap.self_size.sum() == heap.classes.shallow.sum()
    assert ((heap.dominator >= 0) & (heap.dominator < heap.nodes)).all()
    assert np.array_equal(np.sort(heap.dominated), np.arange(1, heap.nodes))
    assert np.array_equal(np.sort(heap.by_id), np.arange(heap.nodes))
    assert np.array_equal(np.sort(heap.retainer), np.arange(heap.edges))
    assert ((heap.node_class >= 0) & (heap.node_class < len(heap.classes.name))).all()
    assert ((heap.parent_edge >= -1) & (heap.parent_edge < heap.edges)).all()
    assert heap.classes.count.sum() == np.count_nonzero(heap.shallow) == len(heap.classes.member)


rng = random.Random(11)
VARIED = parts(
    [root(1, 2)]
    + [
        Node(
            rng.choice(["object", "array", "closure", "native", "string", "hidden"]),
            rng.choice(["Object", "Order", "system / NativeContext", "(map descriptors)", "<a b>"]),
            rng.randrange(99),
            [
                (kind, name, rng.randrange(40))
                for kind, name in rng.choices(
                    [("property", "a"), ("property", 'b,"'), ("element", 4), ("internal", "shared"), ("weak", "w")],
                    k=rng.randrange(5),
                )
            ],
            detached=rng.randrange(3),
            at=rng.choice([None, (1, 2, 3)]),
        )
        for _ in range(39)
    ]
).written()


def read_or_refused(written: bytes) -> None:
    try:
        columns = columns_of(written)
    except Invalid:
        return
    check(analyse(columns))


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_broken_file_is_refused_or_read(data: st.DataObject) -> None:
    written = bytearray(VARIED)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(written) - 1))
        match data.draw(st.integers(0, 4)):
            case 0:
                written[at] ^= 1 << data.draw(st.integers(0, 7))
            case 1:
                written[at] = data.draw(st.sampled_from(b'0123456789,[]{}":\\ \x00\xff'))
            case 2:
                del written[at:]
            case 3:
                del written[at : at + data.draw(st.integers(1, 40))]
            case 4:
                written[at:at] = data.draw(st.binary(max_size=8))
        if not written:
            break
    read_or_refused(bytes(written))


LONG = 20 << 20


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "more",
    [
        b'"more":"' + b"x" * LONG + b'"',
        b'"more":"' + b"\\\\" * LONG + b'"',
        b'"more":' + b" " * LONG + b"1",
        b'"more":[' + b'"",' * (LONG // 3) + b"1]",
    ],
    ids=["text", "backslashes", "spaces", "list"],
)
def test_what_is_passed_over_takes_no_time(more: bytes) -> None:
    assert len(columns_of(WHOLE[:-1] + b"," + more + b"}").node_type) == 4


def test_a_word_without_end_is_refused() -> None:
    with pytest.raises(Invalid, match="there is no value in more"):
        columns_of(WHOLE[:-1] + b',"more":' + b"1" * LONG + b"}")


def test_sizes_that_nobody_can_add_up_are_refused() -> None:
    many = [root(*range(1, 2000)), *[Node("string", "text", 2**53) for _ in range(1999)]]
    with pytest.raises(Invalid, match=r"row 1,001 of nodes brings all sizes to more than can be"):
        columns_of(parts(many).written())


def test_sums_of_sizes_stay_exact() -> None:
    """DevTools, with 32 bits a size, would show 1 GiB."""
    heap = heap_of([root(1), Node("native", "system / JSArrayBufferData", 5368709120)])
    assert heap.retained.tolist() == [5368709120, 5368709120]
    assert heap.classes.shallow.sum() == 5368709120
