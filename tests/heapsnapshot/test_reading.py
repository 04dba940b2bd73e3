from __future__ import annotations

import io
import json
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.heapsnapshot.made import Node, columns_of, parts, root

from rounds.heapsnapshot import pieces, tables
from rounds.heapsnapshot.reading import Columns, read
from rounds.kit.errors import Invalid

GRAPH = [
    root(1, 2),
    Node("object", "Order", 48, [("property", "lines", 2), ("element", 3, 3)], at=(7, 41, 2)),
    Node("array", "lines", 5368709120, [("hidden", 4294967295, 3)]),
    Node("native", "<div id='a'>", 32, [("weak", "again", 1)], detached=2),
]


def same(one: Columns, other: Columns) -> bool:
    fields = [name for name in Columns.__slots__ if name not in ("kinds", "strings", "extra_native_bytes")]
    return (
        one.kinds == other.kinds
        and list(one.strings) == list(other.strings)
        and all(np.array_equal(getattr(one, name), getattr(other, name)) for name in fields)
    )


def test_every_column_is_what_the_file_says() -> None:
    columns = columns_of(parts(GRAPH, extra_native_bytes=99).written())
    assert columns.node_type.tolist() == [9, 3, 1, 8]
    assert [columns.strings[name] for name in columns.node_name] == ["", "Order", "lines", "<div id='a'>"]
    assert columns.node_id.tolist() == [1, 3, 5, 7]
    assert columns.self_size.tolist() == [0, 48, 5368709120, 32]
    assert columns.first_edge.tolist() == [0, 2, 4, 5, 6]
    assert columns.edge_to.tolist() == [1, 2, 2, 3, 3, 1]
    assert columns.edge_name.view(np.uint32)[3:5].tolist() == [3, 4294967295]
    assert columns.detached is not None
    assert columns.detached.tolist() == [0, 0, 0, 2]
    assert [columns.location_node.tolist(), columns.location_line.tolist()] == [[1], [41]]
    assert columns.extra_native_bytes == 99


@pytest.mark.parametrize("at_a_time", [1, 2, 3, 7, 64])
@pytest.mark.parametrize("size", [True, False])
def test_it_comes_in_pieces_of_any_length(at_a_time: int, size: bool) -> None:
    written = parts([*GRAPH, Node("string", '"\\\n\u00e9\u2028\U0001f600' * 9, 16)]).written()
    assert same(columns_of(written, size=size, at_a_time=at_a_time), columns_of(written))


def test_pieces_are_put_together_in_the_order_of_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = random.Random(3)
    many = [root(1)] + [
        Node("string", f"text {number}", rng.randrange(10**6), [("element", 1, rng.randrange(3000))] * rng.randrange(4))
        for number in range(1, 3000)
    ]
    written = parts(many).written()
    whole = columns_of(written)
    for piece in (100, 333, 4096):
        monkeypatch.setattr(pieces, "PIECE", piece)
        monkeypatch.setattr(tables, "FIRST_ROWS", 5)
        assert same(columns_of(written), whole)
        assert same(columns_of(written, size=False), whole)


def test_keys_come_in_any_order_with_any_space_and_others_between() -> None:
    made = parts(GRAPH)
    made.more = {"zeal": {"nodes": [1, {"edges": ['"]}']}], "strings": []}, "n": -1.5e3, "t": ']\\"', "nothing": None}
    whole = columns_of(made.written())
    sections = list(made.sections().items())
    rng = random.Random(1)
    for indent in (None, 0, 2, "\t"):
        rng.shuffle(sections)
        assert same(columns_of(json.dumps(dict(sections), indent=indent).encode()), whole)
    assert same(columns_of(b"\xef\xbb\xbf\r\n " + made.written() + b"\n\n"), whole)


def test_columns_are_found_by_name() -> None:
    old = ["type", "name", "id", "self_size", "edge_count", "trace_node_id"]
    new = ["type", "name", "id", "self_size", "edge_count", "detachedness"]
    mixed = ["detachedness", "later", "edge_count", "id", "self_size", "name", "later still", "type"]
    whole = columns_of(parts(GRAPH).written())
    for fields in (new, mixed):
        assert same(columns_of(parts(GRAPH, node_fields=fields).written()), whole)
    assert columns_of(parts(GRAPH, node_fields=old).written()).detached is None


def test_types_that_nobody_knows_yet_are_kept() -> None:
    made = parts(GRAPH)
    made.snapshot["meta"]["node_types"][0].append("hologram")
    made.nodes[7] = len(made.snapshot["meta"]["node_types"][0]) - 1
    assert columns_of(made.written()).kinds.nodes[-1] == "hologram"


def test_a_deep_tree_of_allocations_is_passed_over() -> None:
    deep = b"[1,2,3,4," * 100_000 + b"[]" + b"]" * 100_000
    written = parts(GRAPH).written().replace(b'"trace_tree":[]', b'"trace_tree":' + deep)
    assert same(columns_of(written), columns_of(parts(GRAPH).written()))


def test_a_snapshot_without_locations_is_read() -> None:
    made = parts(GRAPH)
    del made.snapshot["meta"]["location_fields"]
    made.locations = []
    assert len(columns_of(made.written()).location_node) == 0


def test_no_more_bytes_come_than_are_allowed() -> None:
    written = parts(GRAPH).written()
    read(io.BytesIO(written).read, most=len(written))
    with pytest.raises(Invalid, match="unpacks to more than"):
        read(io.BytesIO(written).read, most=len(written) - 1)


def test_who_waits_is_told_how_far_it_is() -> None:
    told: list[float] = []
    written = parts(GRAPH).written()
    read(io.BytesIO(written).read, size=len(written), progress=lambda doing, share: told.append(share))
    assert told == sorted(told)
    assert told[-1] == 1.0


def strings_of(written: bytes) -> list[str]:
    empty = parts([root()]).written()
    return list(columns_of(empty[: empty.rindex(b'"strings":')] + b'"strings":' + written + b"}").strings)


def as_kept(text: str) -> str:
    """Halves of characters are joined when they are neighbours, and cannot be kept otherwise."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


any_text = st.text(st.characters(codec=None, categories=None), max_size=40)


@settings(max_examples=200, deadline=None)
@given(st.lists(any_text, max_size=8), st.booleans(), st.sampled_from([None, 1]))
def test_texts_are_what_json_says(texts: list[str], ascii_only: bool, indent: int | None) -> None:
    texts = ["", *texts] if ascii_only else ["", *map(as_kept, texts)]
    written = json.dumps(texts, ensure_ascii=ascii_only, indent=indent).encode()
    assert strings_of(written) == [as_kept(text) for text in texts]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (rb"\ud83d\ude00", "😀"),
        (rb"\ud835", "\ufffd"),
        (rb"\ude00\ud83d", "\ufffd\ufffd"),
        (rb"\ud83d\ud83d\ude00", "\ufffd😀"),
        (rb"\ud83dx", "\ufffdx"),
        (rb"\u00E9\u00e9", "éé"),
        (rb"\/\b\f\n\r\t\\\"", '/\b\f\n\r\t\\"'),
        (rb"\u0000", "\x00"),
        ("é€😀".encode(), "é€😀"),
        (b"\xff\xc3", "\ufffd\ufffd"),
        (b"\xed\xa0\x80", "\ufffd\ufffd\ufffd"),
    ],
)
def test_one_text(written: bytes, text: str) -> None:
    assert strings_of(b'["","' + written + b'"]') == ["", text]


@pytest.mark.parametrize(
    "written", [b'["\\x"]', b'["\\u12g4"]', b'["a\nb"]', b'["a",]', b'[,"a"]', b'["a" "b"]', b'["\x00"]']
)
def test_what_is_no_list_of_texts(written: bytes) -> None:
    with pytest.raises(Invalid, match=r"text \d+ of strings is not a JSON text"):
        strings_of(written)
