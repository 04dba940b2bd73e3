"""What looks like a leak, and the reason."""

from __future__ import annotations

import io

from hypothesis import given
from tests.heapsnapshot.made import Node, heap_of, root
from tests.heapsnapshot.random_graphs import HEAPS
from tests.incidents.leaking import moments

from rounds.heapsnapshot.analysing import analyse
from rounds.heapsnapshot.growth import growth
from rounds.heapsnapshot.heap import ROOT, Heap
from rounds.heapsnapshot.reading import read
from rounds.heapsnapshot.suspects import MOST, suspects
from rounds.heapsnapshot.writing import write
from rounds.incidents.scenarios.loomwork.heap import leaking


def service(executions: int, *, others: int = 40) -> Heap:
    """Each execution leaves a listener in the bus's list, which keeps its context with the execution alive.

    Ids are those of one process: what was there keeps its own.
    """
    nodes = [
        root(1, 2),
        Node(name="Application", size=100, edges=[("property", "bus", 3)]),
        Node(name="Settings", size=100, edges=[("property", f"option{place}", 6 + place) for place in range(others)]),
        Node(name="Bus", size=50, edges=[("property", "_events", 4)]),
        Node(name="Object", size=50, edges=[("property", "step.completed", 5)]),
        Node(name="Array", size=50, edges=[]),
        *(Node(name="Option", size=100) for _ in range(others)),
    ]
    for place in range(executions):
        listener = len(nodes)
        nodes[5].edges = [*nodes[5].edges, ("element", place, listener)]
        nodes += [
            Node("closure", "onStep", 60, [("internal", "context", listener + 1)]),
            Node(name="system / Context", size=40, edges=[("context", "execution", listener + 2)]),
            Node(name="Execution", size=200, edges=[("property", "name", listener + 3)]),
            Node("string", f"execution {place}", 700),
        ]
    return heap_of(nodes)


def test_what_is_new_and_held_in_one_way_is_the_first_suspect() -> None:
    base, heap = service(10), service(60)
    (first,) = suspects(heap, base).suspects
    assert first.name == "Execution"
    assert first.id == heap.node_id[5]
    assert (first.count, first.retained_bytes) == (50, 50 * 1000)
    assert first.share == 50_000 / int(heap.retained[ROOT])
    assert " ".join(first.path) == ('Application .bus Bus ._events Object ["step.completed"] Array [*] onStep()')
    assert first.reason == (
        "50 onStep(), each with its Execution, new since the earlier snapshot and all held in one way, keep 50.0 kB "
        'alive: 100 % of what is new. They accumulate under Array @11, _events["step.completed"] of Bus @7, which kept '
        "10.1 kB alive before and keeps 60.0 kB now, 93 % of the heap."
    )
    assert first.where == '_events["step.completed"] of Bus @7'
    assert (first.at, first.grown_bytes) == ("", 50_000)


def test_what_stays_as_it_is_is_no_leak_between_two() -> None:
    assert suspects(service(50), service(50)).suspects == ()


def ring(first_id: int, size: int = 30, *, of: int = 101) -> Heap:
    """The last orders in a list, each with an id of its own."""
    orders = [Node(name="Order", size=1000, id=first_id + 2 * place) for place in range(size)]
    recent = Node(name="Array", size=50, edges=[("element", place, 3 + place) for place in range(size)], id=of)
    return heap_of([root(1), Node(name="Recent", size=50, edges=[("property", "list", 2)], id=99), recent, *orders])


def test_what_was_replaced_and_is_not_more_than_before_is_no_leak() -> None:
    assert suspects(ring(3001), ring(1001)).suspects == ()
    assert suspects(ring(3001, of=201), ring(1001)).suspects == ()  # nor when the list itself is another
    assert suspects(ring(3001, 40), ring(1001, 30)).suspects == ()  # a third as much more
    (first,) = suspects(ring(3001, 90), ring(1001, 30)).suspects
    assert (first.name, first.count, first.retained_bytes, first.grown_bytes) == ("Order", 90, 90_000, 60_000)


def test_without_an_earlier_snapshot_a_large_share_held_by_many_small_ones_is_suspected() -> None:
    heap = service(60)
    (first,) = suspects(heap).suspects
    assert (first.name, first.id, first.count) == ("Execution", heap.node_id[5], 60)
    assert first.reason == (
        'Under Array @11, _events["step.completed"] of Bus @7, 60 onStep() keep 60.0 kB alive, 93 % of the heap, and none '
        "of them as much as 10 %. The object keeps 60.0 kB alive, 93 %."
    )


def test_one_large_object_is_suspected_by_itself() -> None:
    buffer = Node("native", "system / JSArrayBufferData", 90_000)
    heap = heap_of(
        [root(1, 2), Node(name="Uint8Array", edges=[("internal", "backing_store", 3)]), Node(size=500), buffer]
    )
    (first,) = suspects(heap).suspects
    assert (first.id, first.count, first.retained_bytes) == (heap.node_id[3], 1, 90_000)
    assert first.reason == "system / JSArrayBufferData @7 alone is 90.0 kB large, 99 % of the heap."


def test_where_nothing_stands_out_nothing_is_suspected() -> None:
    heap = heap_of([root(*range(1, 31)), *(Node(name=f"Class{number}", size=100) for number in range(30))])
    assert suspects(heap).suspects == ()


def test_groups_that_accumulate_in_one_place_are_one_suspect() -> None:
    """Two listeners of each execution share its context."""

    def both(executions: int) -> Heap:
        nodes = [
            root(1),
            Node(name="Application", edges=[("property", "bus", 2)]),
            Node(name="Bus", edges=[("property", "done", 3), ("property", "failed", 4)]),
            Node(name="Array"),
            Node(name="Array"),
        ]
        for place in range(executions):
            done = len(nodes)
            nodes[3].edges = [*nodes[3].edges, ("element", place, done)]
            nodes[4].edges = [*nodes[4].edges, ("element", place, done + 1)]
            context = [("internal", "context", done + 2)]
            nodes += [Node("closure", "onDone", 64, context), Node("closure", "onFailed", 64, context)]
            nodes += [Node(name="system / Context", size=500)]
        return heap_of(nodes)

    heap = both(30)
    (one,) = suspects(heap, both(5)).suspects
    assert (one.id, one.count, one.retained_bytes) == (heap.node_id[2], 25, 25 * 628)
    assert "and 50 more beside them, keep" in one.reason
    assert "Beside them: 25 on" in one.reason


def test_what_v8_made_for_itself_is_no_leak_and_a_page_that_is_gone_is_one() -> None:
    def holding(*nodes: Node) -> Heap:
        kept = [("element", place, 3 + place) for place in range(len(nodes))]
        app = [("property", "list", 2), *(("property", "last", to) for _, _, to in kept[-1:])]
        return heap_of([root(1), Node(name="App", edges=app), Node(edges=kept), *nodes])

    before = holding()
    code = holding(*(Node("code", "", 500) for _ in range(30)))
    assert suspects(code, before).suspects == suspects(code).suspects == ()
    (page,) = suspects(holding(Node("hidden", "Detached system / NativeContext", 5000)), before).suspects
    assert page.name == "Detached system / NativeContext"


@given(HEAPS)
def test_any_heap_can_be_judged(heap: Heap) -> None:
    for found in (suspects(heap), suspects(heap, heap)):
        assert len(found.suspects) <= MOST
        sizes = [one.retained_bytes for one in found.suspects]
        assert sizes == sorted(sizes, reverse=True)
        assert all(0 < one.share <= 1 and one.reason.endswith(".") and one.path for one in found.suspects)


def test_in_the_heaps_of_a_scenario_what_leaks_is_the_first_suspect() -> None:
    """Once the cache beside it is full: before, that grows more at this scale."""
    _, base, heap = (analyse(read(io.BytesIO(b"".join(write(graph))).read)) for graph in leaking(1, moments(0.05)))
    (first,) = suspects(heap, base).suspects
    assert first.name == "WorkflowExecution"
    assert first.count == of(heap, "WorkflowExecution") - of(base, "WorkflowExecution")
    assert " ".join(first.path).endswith(
        'WorkflowEventBus ._events Object ["step.completed"] Array [*] onStepCompleted() {context} system / Context'
    )
    assert "_events of WorkflowEventBus @" in first.reason


def of(heap: Heap, name: str) -> int:
    return int(heap.classes.count[heap.classes.name.index(name)])


# Growth over several


def test_classes_are_followed_over_snapshots_and_steady_growth_is_said() -> None:
    heaps = [service(count, others=others) for count, others in ((5, 40), (20, 38), (60, 39))]
    rows = {row.name: row for row in growth(heaps, limit=100, offset=0).rows}
    assert rows["Execution"].counts == (5, 20, 60)
    assert rows["Execution"].retained_bytes == (4500, 18_000, 54_000)
    assert rows["Execution"].shallow_bytes == (1000, 4000, 12_000)
    assert rows["Execution"].steady
    assert rows["Option"].counts == (40, 38, 39)
    assert not rows["Option"].steady
    assert not growth(heaps[:1], limit=100, offset=0).rows[0].steady


def test_growth_is_sorted_by_how_much_and_found_by_what_is_typed() -> None:
    heaps = [service(5), service(60)]

    def first(sort: str, *, descending: bool = True, find: str = "") -> str:
        return growth(heaps, sort=sort, descending=descending, find=find, limit=1, offset=0).rows[0].name

    assert [first("count"), first("shallow"), first("name"), first("name", descending=False)] == [
        "(string)",
        "(string)",
        "system / Context",
        "(string)",
    ]
    assert first("retained", find="exec") == "Execution"
    assert first("count", find="retained>50kB count=60", descending=False) in ("(string)", "Execution", "Function")
    assert growth(heaps, limit=2, offset=1).total == growth(heaps, limit=100, offset=0).total


def test_a_class_that_came_or_went_counts_nothing_where_it_is_not() -> None:
    rows = {row.name: row for row in growth([service(0), service(3), service(0)], limit=100, offset=0).rows}
    assert rows["Execution"].counts == (0, 3, 0)
    assert not rows["Execution"].steady
