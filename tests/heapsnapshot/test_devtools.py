"""Our numbers are those of Chrome DevTools' own worker: on real snapshots of Node 12 to 26 and of a page, and on strange ones.

`devtools/` holds the snapshots and what the worker says of them; `python -m bench.heap.tables` asks it again.
"""

from __future__ import annotations

import io
import lzma
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from bench.heap import tables
from bench.heap.parity import differences, name_in

from rounds.heapsnapshot import analysing, reading
from rounds.heapsnapshot.heap import Heap

HELD = tables.held()
REAL = [name for name in HELD if not name.startswith("strange")]
PAIRS = [name for name in HELD if tables.base_of(name)]


@cache
def columns(name: str) -> reading.Columns:
    return reading.read(io.BytesIO(lzma.decompress(HELD[name].read_bytes())).read)


@cache
def heap(name: str) -> Heap:
    return analysing.analyse(columns(name))


@cache
def table(name: str) -> tables.Table:
    return tables.read(tables.HELD / f"{name}.table.xz")


@pytest.mark.parametrize("name", HELD)
def test_every_node_and_every_row_is_as_in_devtools(name: str) -> None:
    base = tables.base_of(name)
    assert differences(heap(name), table(name), heap(base) if base else None) == {}


def test_what_is_held_is_of_every_kind() -> None:
    """Each format V8 had, allocations tracked, values exposed; a page; and pairs, in which things came and went."""
    versions = {"node12", "node16", "node20", "node22", "node24", "node26", "chromium156"}
    assert {name.split("-")[0] for name in REAL} == versions
    assert all(len(table(name).row) > 40_000 and len(table(name).summary) > 150 for name in REAL)
    assert len(PAIRS) == 10
    for pair in PAIRS:
        rows = table(pair).comparison
        assert sum(row["new"] for row in rows) > 0 < sum(row["deleted"] for row in rows)


@pytest.mark.parametrize("name", [name for name in PAIRS if name in REAL])
def test_in_real_comparisons_devtools_calls_a_class_what_its_key_says(name: str) -> None:
    """Else the names would have to be compared too, and not only the keys."""
    assert [row["class"] for row in table(name).comparison] == [name_in(row["key"]) for row in table(name).comparison]


@pytest.mark.parametrize(
    ("array", "found"),
    [
        ("shallow", {"self sizes": 1}),
        ("retained", {"retained sizes": 1}),
        ("dominator", {"dominators": 1}),
        ("distance", {"distances": 1}),
        ("node_class", {"rows and classes of other nodes": 2}),
    ],
)
def test_one_changed_number_is_noticed(array: str, found: dict[str, int]) -> None:
    right = heap("node20-plain-1")
    values = getattr(right, array).copy()
    node = int(np.flatnonzero(right.node_type == right.kinds.nodes.index("closure"))[1000])
    values[node] += 1
    assert differences(replace(right, **{array: values}), table("node20-plain-1")) == found


def test_one_changed_row_is_noticed() -> None:
    right = heap("node20-plain-2")
    for change in ({"count": right.classes.count + 1}, {"retained": right.classes.retained + 8}):
        wrong = replace(right, classes=replace(right.classes, **change))
        assert differences(wrong, table("node20-plain-2"))["rows of the Summary"] > 400
    rows = [{**row, "deleted": row["deleted"] + 1} for row in table("node20-plain-2").comparison]
    wrong_table = replace(table("node20-plain-2"), comparison=rows)
    assert differences(right, wrong_table, heap("node20-plain-1")) == {"rows of the Comparison": 2 * len(rows)}


@pytest.mark.parametrize("rule", ["pages", "ephemerons", "folding"])
@pytest.mark.parametrize("name", ["node16-plain-1", "node26-plain-1"])
def test_one_rule_less_is_noticed(name: str, rule: str) -> None:
    without = analysing.analyse(columns(name), rules=replace(analysing.DEVTOOLS, **{rule: False}))
    assert differences(without, table(name))["retained sizes"] > 10
