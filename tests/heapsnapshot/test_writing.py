"""Writing: what V8 wrote is written again byte for byte, and any columns come back as they were."""

from __future__ import annotations

import io
import json
import lzma
import re
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rounds.heapsnapshot.heap import Kinds
from rounds.heapsnapshot.reading import Columns, read
from rounds.heapsnapshot.strings import Strings
from rounds.heapsnapshot.writing import ROWS, write

HALF = re.compile(rb"\\uD[89A-F]..")  # characters that V8 cut in two, which are read as U+FFFD
SNAPSHOTS = Path(__file__).parent / "devtools"
# Cut down from what Node.js 20 writes.
V8 = r"""{"snapshot":{"meta":{"node_fields":["type","name","id","self_size","edge_count","trace_node_id","detachedness"],"node_types":[["hidden","array","string","object","code","closure","regexp","number","native","synthetic","concatenated string","sliced string","symbol","bigint","object shape","wasm object"],"string","number","number","number","number","number"],"edge_fields":["type","name_or_index","to_node"],"edge_types":[["context","element","property","internal","hidden","shortcut","weak"],"string_or_number","node"],"trace_function_info_fields":["function_id","name","script_name","script_id","line","column"],"trace_node_fields":["id","function_info_index","count","size","children"],"sample_fields":["timestamp_us","last_assigned_id"],"location_fields":["object_index","script_id","line","column"]},"node_count":3,"edge_count":3,"trace_function_count":0},
"nodes":[9,1,1,0,2,0,0
,5,2,1000,5368709120,1,0,2
,2,3,372006657,32,0,0,0
],
"edges":[5,0,7
,1,4294967295,14
,2,4,14
],
"trace_function_infos":[],
"trace_tree":[],
"samples":[],
"locations":[7,118,0,13
],
"strings":["<dummy>",
"(GC roots)",
"onStep",
"a \"b\" \\u00b9 /\n\t\u0001 \u00B9 \u4E2D DEL",
"self"]}""".replace("DEL", "\x7f")


def written(of: Columns) -> bytes:
    return b"".join(write(of))


def test_a_file_of_v8_comes_out_as_it_went_in() -> None:
    assert written(read(io.BytesIO(V8.encode()).read)).decode() == V8


@pytest.mark.parametrize("file", sorted(SNAPSHOTS.glob("node20-*.heapsnapshot.xz")), ids=lambda file: file.stem)
def test_so_does_a_whole_one(file: Path) -> None:
    whole = HALF.sub(rb"\\uFFFD", lzma.decompress(file.read_bytes()))
    assert written(read(io.BytesIO(whole).read)) == whole


def test_it_is_json_in_the_order_that_devtools_reads() -> None:
    found = json.loads(written(read(io.BytesIO(V8.encode()).read)))
    assert list(found) == [
        "snapshot", "nodes", "edges", "trace_function_infos", "trace_tree", "samples", "locations", "strings",
    ]  # fmt: skip


@st.composite
def columns(draw: st.DrawFn) -> Columns:
    texts = draw(st.lists(st.text(st.characters(codec="utf-8"), max_size=8), min_size=1, max_size=6))
    nodes, places = draw(st.integers(1, 5)), draw(st.integers(0, 3))
    counts = draw(st.lists(st.integers(0, 3), min_size=nodes, max_size=nodes))
    edges = sum(counts)

    def some(count: int, most: int, kind: str, least: int = 0) -> np.ndarray:
        return np.array(draw(st.lists(st.integers(least, most), min_size=count, max_size=count)), kind)

    return Columns(
        kinds=Kinds(("synthetic", "object", "string"), ("element", "property", "weak")),
        strings=Strings.of(texts),
        extra_native_bytes=draw(st.sampled_from([0, 1, 7_000_000_000])),
        node_type=some(nodes, 2, "u1"),
        node_name=some(nodes, len(texts) - 1, "i4"),
        node_id=some(nodes, (1 << 32) - 1, "u4"),
        self_size=some(nodes, (1 << 53) - 1, "i8"),
        detached=draw(st.sampled_from([None, some(nodes, 2, "u1")])),
        first_edge=np.concatenate([[0], np.cumsum(counts)]).astype("i4"),
        edge_type=some(edges, 2, "u1"),
        edge_name=some(edges, len(texts) - 1, "i4"),
        edge_to=some(edges, nodes - 1, "i4"),
        location_node=some(places, nodes - 1, "i4"),
        location_script=some(places, 5000, "i4", -1),
        location_line=some(places, (1 << 31) - 1, "i4"),
        location_column=some(places, 3, "i4"),
    )


@given(columns())
def test_what_was_written_is_read_as_it_was(of: Columns) -> None:
    same(of, read(io.BytesIO(written(of)).read))


def test_more_rows_than_are_written_at_once() -> None:
    count = 2 * ROWS + 3
    none = np.empty(0, np.int32)
    of = Columns(
        kinds=Kinds(("object",), ("element",)),
        strings=Strings.of(["x"] * 40_000),
        extra_native_bytes=0,
        node_type=np.zeros(count, np.uint8),
        node_name=np.zeros(count, np.int32),
        node_id=np.arange(count, dtype=np.uint32),
        self_size=np.arange(count, dtype=np.int64) ** 3,
        detached=np.zeros(count, np.uint8),
        first_edge=np.arange(count + 1, dtype=np.int32),
        edge_type=np.zeros(count, np.uint8),
        edge_name=np.arange(count, dtype=np.int32),
        edge_to=np.arange(count, dtype=np.int32)[::-1].copy(),
        location_node=none,
        location_script=none,
        location_line=none,
        location_column=none,
    )
    same(of, read(io.BytesIO(written(of)).read))


def same(one: Columns, other: Columns) -> None:
    for column in fields(Columns):
        before, after = getattr(one, column.name), getattr(other, column.name)
        if isinstance(before, np.ndarray):
            np.testing.assert_array_equal(before, after, column.name)
            assert before.dtype == after.dtype
        elif isinstance(before, Strings):
            assert list(before) == list(after)
        else:
            assert before == after
