"""Loomwork's heaps: what grows is what was counted, and every snapshot is one that V8 could have written."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

import numpy as np
import pytest
from tests.incidents.leaking import Leaking, moments

from rounds.heapsnapshot.analysing import analyse
from rounds.heapsnapshot.heap import NONE, Heap
from rounds.heapsnapshot.reading import read
from rounds.heapsnapshot.writing import write
from rounds.incidents.scenarios.loomwork import cast
from rounds.incidents.scenarios.loomwork.heap import Moment, Shift, healthy, leaking
from rounds.incidents.scenarios.loomwork.heap.grafting import Graph
from rounds.simulator import Chance

AT = datetime(2026, 5, 12, 6, tzinfo=UTC)
TENTH = 0.1
CUSTOMERS = [f"cust_{2001 + number}" for number in range(38)]


@dataclass(frozen=True)
class Taken:
    moment: Moment
    heap: Heap

    def count(self, name: str) -> int:
        return int(sum(self.heap.classes.count[self.rows(name)]))

    def retained(self, name: str) -> int:
        return int(sum(self.heap.classes.retained[self.rows(name)]))

    def rows(self, name: str) -> list[int]:
        return [row for row, known in enumerate(self.heap.classes.name) if known == name]

    def members(self, name: str) -> np.ndarray:
        classes = self.heap.classes
        return np.concatenate(
            [classes.member[classes.first_member[r] : classes.first_member[r + 1]] for r in self.rows(name)]
        )

    def texts(self) -> set[str]:
        kind = self.heap.kinds.nodes.index("string")
        names = np.unique(self.heap.node_name[self.heap.node_type == kind])
        return {self.heap.strings[name] for name in names.tolist()}


def analysed(graph: Graph) -> Heap:
    return analyse(read(io.BytesIO(b"".join(write(graph))).read))


@cache
def taken(seed: int = 1) -> list[Taken]:
    wanted = moments(TENTH)
    graphs = leaking(seed, wanted, CUSTOMERS)
    return [Taken(moment, analysed(graph)) for moment, graph in zip(wanted, graphs, strict=True)]


def grown(name: str) -> list[int]:
    counts = [one.count(name) for one in taken()]
    return np.diff(counts).tolist()


def executions() -> list[int]:
    return np.diff([one.moment.executions for one in taken()]).tolist()


# --- what leaks -------------------------------------------------------------------------------


def test_there_are_as_many_executions_as_were_begun() -> None:
    assert [one.count("WorkflowExecution") for one in taken()] == [one.moment.executions for one in taken()]


def test_each_brings_three_closures_a_context_and_28_objects() -> None:
    assert grown("WorkflowExecution") == executions()
    assert grown("Function") == [3 * begun for begun in executions()]
    assert grown("system / Context") == executions()
    others = 4 * np.array(grown("CompiledTemplate")) + 6 * np.array(grown("ConnectorCall"))
    nodes = np.diff([one.heap.nodes for one in taken()])
    lines = np.diff([min(one.moment.executions, 400) for one in taken()])
    assert (nodes - others - lines).tolist() == [28 * begun for begun in executions()]


def test_each_holds_22_to_26_kilobytes_and_the_bus_holds_them_all() -> None:
    for one in taken():
        assert 22_000 < one.retained("WorkflowEventBus") / one.moment.executions < 26_000
        assert one.heap.shallow[one.members("WorkflowEventBus")].sum() < 1_000_000
        assert one.retained("WorkflowExecution") > 0.97 * one.retained("WorkflowEventBus")


def test_an_execution_is_held_by_a_handler_on_the_bus() -> None:
    for one in taken():
        for node in one.members("WorkflowExecution")[[0, -1]].tolist():
            steps = path(one.heap, node)
            assert steps[:3] == ["self in system / Context", "context in onStepCompleted", "[*] in Array"]
            assert steps[3:6] == ["step.completed in Object", "_events in WorkflowEventBus", "eventBus in Object"]
            assert steps[6] == "exports in Module"


def path(heap: Heap, node: int) -> list[str]:
    steps = []
    while (edge := int(heap.parent_edge[node])) != NONE:
        node = int(np.searchsorted(heap.first_edge, edge, side="right")) - 1
        kind, name = heap.kinds.edges[heap.edge_type[edge]], int(heap.edge_name[edge])
        label = "[*]" if kind == "element" else str(name) if kind == "hidden" else heap.strings[name]
        steps.append(f"{label} in {heap.strings[int(heap.node_name[node])]}")
    return steps


def test_the_handlers_are_where_they_were_written() -> None:
    places = taken()[0].heap.places
    script = next(number for number, name in places.scripts.items() if name.endswith("/engine/handlers.js"))
    lines, counts = np.unique(places.line[places.script == script], return_counts=True)
    assert places.scripts[script] == "/app/dist/engine/handlers.js"
    assert sorted(counts.tolist())[-3:] == [taken()[0].moment.executions] * 3
    assert len(lines) == 5


# --- one process ------------------------------------------------------------------------------


def test_the_heap_is_as_large_as_the_metric_says() -> None:
    for one in taken():
        assert one.heap.self_size.sum() == pytest.approx(one.moment.heap_bytes, rel=0.01)


def test_an_object_keeps_its_id_and_new_ones_get_higher_ones() -> None:
    for before, after in zip(taken(), taken()[1:], strict=False):
        ids, where, there = np.intersect1d(before.heap.node_id, after.heap.node_id, return_indices=True)
        assert len(np.unique(after.heap.node_id)) == after.heap.nodes
        np.testing.assert_array_equal(before.heap.node_type[where], after.heap.node_type[there])
        names = [[heap.strings[n] for n in heap.node_name[nodes].tolist()] for heap, nodes in (
            (before.heap, where), (after.heap, there))]  # fmt: skip
        assert names[0] == names[1]
        assert len(ids) > 0.98 * before.heap.nodes
        assert np.setdiff1d(after.heap.node_id, ids).min() > before.heap.node_id.max()


def test_some_come_and_go() -> None:
    before, after = (one.texts() for one in taken()[1:])
    assert sum(text.startswith('{"time":') for text in before - after) == 400
    assert sum(text.startswith("template-") for text in before - after) >= 1
    assert sum(text.startswith("req_") for text in before - after) >= 12


def test_templates_grow_until_their_cache_is_full() -> None:
    sizes = [one.retained("CompiledTemplate") for one in taken()]
    assert sizes[0] < 60_000_000
    assert sizes[1:] == pytest.approx([120_000_000] * 2, rel=0.02)


# --- seeds ------------------------------------------------------------------------------------


def test_the_same_seed_is_the_same_bytes_and_another_has_other_names_and_sizes() -> None:
    wanted = moments(0.02)[:1]
    one, same, other = (b"".join(write(next(leaking(seed, wanted, CUSTOMERS)))) for seed in (1, 1, 2))
    assert one == same
    first, second = (read(io.BytesIO(file).read) for file in (one, other))
    ids = [set(filter(re.compile("exec_[0-9a-f]{12}").fullmatch, columns.strings)) for columns in (first, second)]
    assert len(ids[0]) == len(ids[1]) == wanted[0].executions
    assert not ids[0] & ids[1]
    assert first.self_size.sum() != second.self_size.sum()


def test_customers_give_their_names() -> None:
    assert set(CUSTOMERS) <= taken()[0].texts()


def test_files_have_their_true_size() -> None:
    sizes = [sum(map(len, write(graph))) / 1e6 for graph in leaking(3, moments(1), CUSTOMERS)]
    assert sizes == pytest.approx([8.5, 51, 97], rel=0.05)


@pytest.mark.parametrize("heap_bytes", [90_000_000, 900_000_000])
def test_a_heap_that_cannot_be_is_refused(heap_bytes: int) -> None:
    with pytest.raises(ValueError, match="bytes are left for templates"):
        next(leaking(1, [Moment(AT, 1000, heap_bytes)]))


# --- the dispatcher ---------------------------------------------------------------------------


def test_a_healthy_heap_has_what_it_was_told() -> None:
    people = cast(Chance(1))
    rates = [float(number == 7) for number in range(38)]
    shifts = [Shift(AT, 100_000_000, 20_000, 5, rates), Shift(AT + timedelta(hours=1), 130_000_000, 66_000, 90, rates)]
    for shift, graph in zip(shifts, healthy(1, shifts, people.endpoints), strict=True):
        one = Taken(Moment(shift.at, 0, 0), analysed(graph))
        assert one.heap.self_size.sum() == pytest.approx(shift.heap_bytes, rel=0.01)
        assert one.count("Job") == shift.in_flight
        assert {endpoint.name for endpoint in people.endpoints} <= one.texts()
        job = int(one.members("Job")[0])
        edges = range(int(one.heap.first_edge[job]), int(one.heap.first_edge[job + 1]))
        endpoint = next(
            int(one.heap.edge_to[e]) for e in edges if one.heap.strings[one.heap.edge_name[e]] == "endpoint"
        )
        assert people.endpoints[7].name in texts_of(one.heap, endpoint)


def texts_of(heap: Heap, node: int) -> set[str]:
    edges = slice(int(heap.first_edge[node]), int(heap.first_edge[node + 1]))
    return {heap.strings[name] for name in heap.node_name[heap.edge_to[edges]].tolist()}


def test_a_healthy_heap_smaller_than_its_program_is_refused() -> None:
    with pytest.raises(ValueError, match="smaller than what the process always has"):
        next(healthy(1, [Shift(AT, 20_000_000, 10, 1, [1.0])], cast(Chance(1)).endpoints))


def test_a_bundle_of_it_has_its_snapshots() -> None:
    built = Leaking(0.02).build(1)
    assert sorted(built.heap) == sorted(built.signals.heap_snapshots["Name"].to_pylist())
    assert built.began < min(built.signals.heap_snapshots["Time"].to_pylist())
