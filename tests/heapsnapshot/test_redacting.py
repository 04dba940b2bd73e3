"""Redacting: nothing a string said stays, and every number of an analysis does."""

from __future__ import annotations

import io
import lzma
import re
import string
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rounds.heapsnapshot.analysing import analyse
from rounds.heapsnapshot.heap import Kinds
from rounds.heapsnapshot.reading import Columns, read
from rounds.heapsnapshot.redacting import redacted
from rounds.heapsnapshot.strings import Strings
from rounds.heapsnapshot.writing import write
from rounds.incidents.scenarios.loomwork.heap import Moment, leaking

NODES = ("synthetic", "object", "string", "concatenated string", "sliced string", "number", "symbol", "code")
EDGES = ("context", "element", "property", "internal", "hidden", "shortcut", "weak")
KEY = b"key"


def columns(texts: list[str], nodes: list[tuple[str, int]], edges: list[tuple[int, str, int, int]]) -> Columns:
    """Nodes are (type, name), edges (from, type, name, to), in the order of what they leave."""
    owners = np.array([edge[0] for edge in edges], np.int64)
    none = np.empty(0, np.int32)
    return Columns(
        kinds=Kinds(NODES, EDGES),
        strings=Strings.of(texts),
        extra_native_bytes=0,
        node_type=np.array([NODES.index(kind) for kind, _ in nodes], np.uint8),
        node_name=np.array([name for _, name in nodes], np.int32),
        node_id=np.arange(1, 2 * len(nodes), 2, dtype=np.uint32),
        self_size=np.full(len(nodes), 16, np.int64),
        detached=None,
        first_edge=np.searchsorted(owners, np.arange(len(nodes) + 1)).astype(np.int32),
        edge_type=np.array([EDGES.index(edge[1]) for edge in edges], np.uint8),
        edge_name=np.array([edge[2] for edge in edges], np.int32),
        edge_to=np.array([edge[3] for edge in edges], np.int32),
        location_node=none,
        location_script=none,
        location_line=none,
        location_column=none,
    )


def names(of: Columns) -> list[str]:
    return [of.strings[name] for name in of.node_name.tolist()]


def labels(of: Columns) -> list[str]:
    return [of.strings[name] for name in of.edge_name.tolist()]


def whole(of: Columns) -> bytes:
    return b"".join(write(of))


TEXTS = ["<dummy>", "(root)", "User", "password", "hunter2", "3.14", "heap number", "foo", ""]


@pytest.fixture
def told() -> Columns:
    nodes = [("synthetic", 1), ("object", 2), ("string", 4), ("string", 3), ("number", 5), ("number", 6),
             ("symbol", 7), ("string", 8), ("string", 4)]  # fmt: skip
    edges = [(0, "property", 2, 1), *((1, "property", 3, to) for to in range(2, 9))]
    return columns(TEXTS, nodes, edges)


def test_a_string_becomes_its_length_and_a_hash_and_equal_ones_the_same(told: Columns) -> None:
    found = names(redacted(told, KEY))
    assert found[2].startswith("[7 characters, ")
    assert found[2] == found[8]
    assert found[3].startswith("[8 characters, ")


def test_names_stay_also_where_a_string_says_the_same(told: Columns) -> None:
    hidden = redacted(told, KEY)
    assert names(hidden)[:2] == ["(root)", "User"]
    assert labels(hidden) == labels(told)
    assert names(hidden)[6] == "foo"


def test_a_number_that_was_written_is_not_said_and_one_that_was_not_stays(told: Columns) -> None:
    assert names(redacted(told, KEY))[4:6] == ["number", "heap number"]
    assert b"3.14" not in whole(redacted(told, KEY))


def test_the_empty_text_stays(told: Columns) -> None:
    assert names(redacted(told, KEY))[7] == ""


def test_another_key_gives_another_hash(told: Columns) -> None:
    assert names(redacted(told, b"other"))[2] != names(redacted(told, KEY))[2]
    assert names(redacted(told, KEY))[2] == names(redacted(told, KEY))[2]


def test_the_edge_to_a_weak_maps_value_does_not_tell_it() -> None:
    pair = "1 / part of key (Session @3) -> value (hunter2 @5) pair in WeakMap (table @7)"
    torn = "1 / part of key (Session @3) -> value (hunter\n2 @5) pair in WeakMap (table @7)"
    nodes = [("synthetic", 1), ("object", 2), ("string", 3), ("object", 4)]
    edges = [(0, "property", 4, 1), (0, "property", 4, 3), (1, "internal", 5, 2), (3, "internal", 6, 2)]
    hidden = redacted(columns(["", "(root)", "Session", "hunter2", "Map", pair, torn], nodes, edges), KEY)
    told = labels(hidden)[2]
    assert told == f"1 / part of key (Session @3) -> value ({names(hidden)[2]} @5) pair in WeakMap (table @7)"
    assert b"hunter" not in whole(hidden)


# --- any graph --------------------------------------------------------------------------------

WORDS = st.text(string.ascii_letters + string.digits + ' @()/\n"\\é😀', min_size=6, max_size=30)


@st.composite
def graphs(draw: st.DrawFn) -> Columns:
    texts = draw(st.lists(WORDS, min_size=4, max_size=12, unique=True))
    some = st.integers(0, len(texts) - 1)
    nodes = [("synthetic", 0), *draw(st.lists(st.tuples(st.sampled_from(NODES[1:]), some), min_size=1, max_size=12))]
    to = st.integers(0, len(nodes) - 1)
    more = draw(st.lists(st.tuples(to, st.sampled_from(EDGES), some, to), max_size=30))
    return columns(texts, nodes, sorted([*more, *((0, "property", 0, node) for node in range(1, len(nodes)))]))


@given(graphs())
def test_no_text_of_a_string_remains_unless_it_is_a_name(of: Columns) -> None:
    hidden = whole(redacted(of, KEY))
    written = set(read(io.BytesIO(hidden).read).strings)
    for text in secrets(of) - kept(of):
        assert text not in written
        assert not any(text in name for name in written if name not in kept(of))


@settings(max_examples=50)
@given(graphs())
def test_every_size_and_distance_is_the_same(of: Columns) -> None:
    same_analysis(of, redacted(of, KEY))


def secrets(of: Columns) -> set[str]:
    return node_names(of, of.node_type == of.kinds.nodes.index("string"))


def kept(of: Columns) -> set[str]:
    indexed = np.isin(of.edge_type, [of.kinds.edges.index("element"), of.kinds.edges.index("hidden")])
    named = {of.strings[name] for name in np.unique(of.edge_name[~indexed]).tolist()}
    return named | node_names(of, of.node_type != of.kinds.nodes.index("string"))


def node_names(of: Columns, which: np.ndarray) -> set[str]:
    return {of.strings[name] for name in np.unique(of.node_name[which]).tolist()}


def same_analysis(one: Columns, other: Columns) -> None:
    before, after = (analyse(read(io.BytesIO(whole(of)).read)) for of in (one, other))
    for array in ("self_size", "shallow", "dominator", "retained", "distance", "node_class", "detached"):
        np.testing.assert_array_equal(getattr(before, array), getattr(after, array))
    assert before.classes.name == after.classes.name
    np.testing.assert_array_equal(before.classes.retained, after.classes.retained)


# --- a captured heap --------------------------------------------------------------------------


@cache
def captured() -> Columns:
    moment = Moment(datetime(2026, 5, 12, 6, tzinfo=UTC), executions=300, heap_bytes=150_000_000)
    return read(io.BytesIO(b"".join(write(next(leaking(1, [moment]))))).read)


def test_a_captured_heap_says_nothing_any_more() -> None:
    hidden = whole(redacted(captured(), KEY))
    execution = next(text for text in captured().strings if re.fullmatch("exec_[0-9a-f]{12}", text))
    for text in (execution, "cust_1004", "execution finished", "'use strict'", "order-intake"):
        assert text.encode() not in hidden
    for text in ("WorkflowEventBus", "registerEventHandlers", "/app/dist/engine/handlers.js", "step.completed"):
        assert text.encode() in hidden


def test_a_captured_heap_has_the_same_sizes() -> None:
    same_analysis(captured(), redacted(captured(), KEY))


@pytest.mark.parametrize("name", ["node12-plain-1", "node22-values-1", "chromium156-page-1", "strange1-1"])
def test_heaps_of_other_versions_have_the_same_sizes_too(name: str) -> None:
    file = Path(__file__).parent / "devtools" / f"{name}.heapsnapshot.xz"
    of = read(io.BytesIO(lzma.decompress(file.read_bytes())).read)
    hidden = redacted(of, KEY)
    assert not (secrets(of) - kept(of) - {""}) & set(hidden.strings)
    same_analysis(of, hidden)
