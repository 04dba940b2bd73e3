"""The heap lens, on small snapshots that went through reading and analysing as any do."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from rounds import tools
from rounds.heapsnapshot.answers import Path
from rounds.heapsnapshot.heap import Heap
from rounds.kit.errors import Invalid, NotFound
from rounds.store import Reader, Telemetry
from rounds.tools import heap, heap_desk, warming
from rounds.tools.remembering import Remembered, weight
from tests.tools import leak
from tests.tools.leak import BUS, execution_id

EXECUTION = execution_id(3)
UNTIL_NOW = tools.Heaps(leak.Shelf(), leak.NOW_MS)


@pytest.fixture(scope="module")
def reader(telemetry: Telemetry) -> Iterator[Reader]:
    telemetry.install("leak", leak.signals())
    return telemetry.reader("leak")


@pytest.fixture(autouse=True)
def _nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    """The loops are loaded by these tests themselves."""
    monkeypatch.setattr(warming, "warm", lambda shelf: None)


def ask(reader: Reader, question: Any, heaps: tools.Heaps | None = UNTIL_NOW) -> Any:
    return tools.ask(reader, question, heaps=heaps)


def digest(reader: Reader, question: Any) -> dict[str, Any]:
    made = tools.digest(question, ask(reader, question), reader)
    assert len(json.dumps(made)) <= 8000
    return made


def key_of(reader: Reader, name: str, snapshot: str = "last") -> str:
    found = ask(reader, heap.SummaryQuestion(snapshot=snapshot, find=name))
    return next(row.key for row in found.rows if row.name == name)


class TestSnapshots:
    def test_are_those_that_were_taken_by_now_and_are_kept(self, reader: Reader) -> None:
        found = ask(reader, heap.SnapshotsQuestion())
        assert [one.name for one in found.snapshots] == ["early", "later", "last", "other"]
        last = found.snapshots[2]
        assert (last.service, last.pod, last.time) == (
            "engine",
            leak.POD,
            leak.START.timestamp() * 1000 + 3 * 3_600_000,
        )
        assert last.file_bytes == len(leak.TAKEN["last"][2].written())
        assert last.nodes == len(leak.TAKEN["last"][2].nodes)
        assert last.objects == ask(reader, heap.SummaryQuestion(snapshot="last")).count < last.nodes
        assert last.edges == sum(map(len, leak.TAKEN["last"][2].edges.values()))
        assert last.heap_bytes == sum(size for _, _, size in leak.TAKEN["last"][2].nodes.values())

    def test_of_an_incident_without_any(self, empty: Reader) -> None:
        for heaps in (None, UNTIL_NOW):
            assert ask(empty, heap.SnapshotsQuestion(), heaps).snapshots == ()
            with pytest.raises(NotFound, match="This incident has none"):
                ask(empty, heap.SummaryQuestion(snapshot="last"), heaps)

    @pytest.mark.parametrize("name", ["future", "lost", "nothing", "../last", "last.heapsnapshot.zst"])
    def test_one_that_is_not_there_is_not_found_by_any_question(self, reader: Reader, name: str) -> None:
        for question in every_question(reader):
            for field in {"snapshot", "base", "since"} & set(question.__slots__):
                if getattr(question, field):
                    with pytest.raises(NotFound, match="There are: early, later, last, other") as refused:
                        ask(reader, replace(question, **{field: name}))
                    assert "/" not in refused.value.message.replace(name, "")

    def test_of_all_time_where_no_clock_stands(self, reader: Reader) -> None:
        found = ask(reader, heap.SnapshotsQuestion(), tools.Heaps(leak.Shelf()))
        assert [one.name for one in found.snapshots][-1] == "future"


def every_question(reader: Reader) -> list[Any]:
    """A plausible one of each kind."""
    key = key_of(reader, "WorkflowExecution")
    of = {"snapshot": "last", "id": EXECUTION}
    return [
        heap.SummaryQuestion(snapshot="last", keep="new", since="early"),
        heap.ObjectsQuestion(snapshot="last", key=key, keep="new", since="early"),
        heap.CompareQuestion(base="early", snapshot="last"),
        heap.ChangedQuestion(base="early", snapshot="last", key=key),
        heap.GrowthQuestion(pod=leak.POD),
        heap.ObjectQuestion(**of),
        heap.FieldsQuestion(**of),
        heap.RetainersQuestion(**of),
        heap.PathQuestion(**of),
        heap.PathsQuestion(**of),
        heap.GroupsQuestion(snapshot="last", key=key, since="early"),
        heap.DominatedQuestion(**of),
        heap.DominatorsQuestion(**of),
        heap.StatisticsQuestion(snapshot="last"),
        heap.DuplicatesQuestion(snapshot="last"),
        heap.SuspectsQuestion(snapshot="last", base="early"),
    ]


class TestClasses:
    def test_are_sorted_filtered_and_paged(self, reader: Reader) -> None:
        found = ask(reader, heap.SummaryQuestion(snapshot="last", sort="count"))
        counts = [row.count for row in found.rows]
        assert counts == sorted(counts, reverse=True)
        assert found.total == len(found.rows)
        assert found.count == sum(counts)
        assert found.shallow_bytes == sum(row.shallow_bytes for row in found.rows)
        page = ask(reader, heap.SummaryQuestion(snapshot="last", sort="count", limit=2, offset=1))
        assert page.rows == found.rows[1:3]
        assert (page.total, page.count) == (found.total, found.count)
        [one] = ask(reader, heap.SummaryQuestion(snapshot="last", find="workflowexec")).rows
        assert (one.name, one.count, one.shallow_bytes) == ("WorkflowExecution", 60, 60 * 80)

    def test_of_what_is_new_since(self, reader: Reader) -> None:
        question = heap.SummaryQuestion(snapshot="last", keep="new", since="later", find="WorkflowExecution")
        assert [row.count for row in ask(reader, question).rows] == [35]

    def test_the_objects_of_one(self, reader: Reader) -> None:
        key = key_of(reader, "WorkflowExecution")
        found = ask(reader, heap.ObjectsQuestion(snapshot="last", key=key, sort="id", descending=False, limit=3))
        assert [thing.id for thing in found.things] == [execution_id(n) for n in range(3)]
        assert (found.total, found.of) == (60, None)
        assert {thing.retained_bytes for thing in found.things} == {80 + 16 + 32 + 1000}
        new = heap.ObjectsQuestion(snapshot="last", key=key, keep="new", since="later", limit=1)
        assert ask(reader, new).total == 35

    def test_a_class_that_is_not_there(self, reader: Reader) -> None:
        for question in (
            heap.ObjectsQuestion(snapshot="last", key="no such"),
            heap.ChangedQuestion(base="early", snapshot="last", key="no such"),
            heap.GroupsQuestion(snapshot="last", key="no such"),
        ):
            with pytest.raises(NotFound):
                ask(reader, question)


class TestComparison:
    def test_counts_what_came_and_went(self, reader: Reader) -> None:
        found = ask(reader, heap.CompareQuestion(base="early", snapshot="last"))
        rows = {row.name: row for row in found.rows}
        execution = rows["WorkflowExecution"]
        assert (execution.new, execution.deleted, execution.delta) == (55, 0, 55)
        assert (execution.count_before, execution.count_after) == (5, 60)
        assert (rows["Request"].new, rows["Request"].deleted, rows["Request"].freed_bytes) == (0, 1, 500)
        assert found.new == sum(row.new for row in found.rows)
        assert found.freed_bytes == sum(row.freed_bytes for row in found.rows)
        assert (found.same_process, found.warning) == (True, "")

    def test_what_holds_more_counts_as_changed(self, reader: Reader) -> None:
        found = ask(reader, heap.CompareQuestion(base="early", snapshot="last"))
        bus = next(row for row in found.rows if row.name == "WorkflowEventBus")
        assert (bus.new, bus.deleted, bus.retained_delta) == (0, 0, bus.retained_after - bus.retained_before)
        assert bus.retained_delta > 55 * 1000
        every = ask(reader, heap.CompareQuestion(base="last", snapshot="last", all_classes=True))
        assert "WorkflowEventBus" in {row.name for row in every.rows}
        assert all(row.delta == row.retained_delta == 0 for row in every.rows)

    def test_says_how_each_class_went_over_all_snapshots_of_the_pod(self, reader: Reader) -> None:
        found = ask(reader, heap.CompareQuestion(base="early", snapshot="later", find="WorkflowExecution"))
        assert found.names == ("early", "later", "last")
        assert found.trend == ((5, 25, 60),)

    @pytest.mark.parametrize(
        "sort",
        ["new", "deleted", "delta", "allocated", "freed", "delta_bytes", "shallow_delta", "retained", "retained_delta"],
    )
    def test_is_sorted_and_paged(self, reader: Reader, sort: str) -> None:
        column = {"allocated": "allocated_bytes", "freed": "freed_bytes", "retained": "retained_after"}.get(sort, sort)
        for descending in (True, False):
            question = heap.CompareQuestion(base="early", snapshot="last", sort=sort, descending=descending)
            found = ask(reader, question)
            values = [getattr(row, column) for row in found.rows]
            assert values == sorted(values, reverse=descending)
            page = ask(reader, replace(question, limit=2, offset=1))
            assert page.rows == found.rows[1:3]
            assert page.trend == found.trend[1:3]

    def test_is_searched_by_conditions_too(self, reader: Reader) -> None:
        question = heap.CompareQuestion(base="early", snapshot="last", find="flow count>=60 retained<1GB")
        assert [row.name for row in ask(reader, question).rows] == ["WorkflowExecution"]
        grown = heap.GrowthQuestion(pod=leak.POD, find="flow shallow>=40 count<2")
        assert [row.name for row in ask(reader, grown).rows] == ["WorkflowEventBus"]
        with pytest.raises(Invalid, match="searched by name, count, shallow, retained; not by distance"):
            ask(reader, replace(question, find="distance>3"))

    def test_of_a_snapshot_with_itself_is_empty(self, reader: Reader) -> None:
        found = ask(reader, heap.CompareQuestion(base="last", snapshot="last"))
        assert (found.rows, found.total, found.new, found.deleted) == ((), 0, 0, 0)

    def test_of_two_pods_says_what_it_is_worth(self, reader: Reader) -> None:
        found = ask(reader, heap.CompareQuestion(base="early", snapshot="other"))
        assert not found.same_process
        assert "different pods" in found.warning
        assert found.rows

    def test_of_two_processes_in_one_pod_says_so_too(self, reader: Reader) -> None:
        """The container was started again in between: its pod has the same name, its ids begin anew."""

        class Restarted(leak.Shelf):
            def heap(self, name: str) -> Heap:
                return leak.analysed("other" if name == "later" else name)

        heap_desk.REMEMBERED.forget()
        found = ask(reader, heap.CompareQuestion(base="early", snapshot="later"), tools.Heaps(Restarted()))
        heap_desk.REMEMBERED.forget()
        assert not found.same_process
        assert "not seem to be of one process" in found.warning

    def test_the_objects_that_came_and_went(self, reader: Reader) -> None:
        key = key_of(reader, "WorkflowExecution")
        new = heap.ChangedQuestion(base="early", snapshot="later", key=key, sort="id", descending=False)
        assert [thing.id for thing in ask(reader, new).things] == [execution_id(n) for n in range(5, 25)]
        gone = heap.ChangedQuestion(
            base="early", snapshot="later", key=key_of(reader, "Request", "early"), which="deleted"
        )
        assert [thing.id for thing in ask(reader, gone).things] == [leak.REQUEST]

    def test_growth_over_a_pod(self, reader: Reader) -> None:
        found = ask(reader, heap.GrowthQuestion(pod=leak.POD, find="WorkflowExecution"))
        [row] = found.rows
        assert (found.names, row.counts, row.steady) == (("early", "later", "last"), (5, 25, 60), True)
        by_count = ask(reader, heap.GrowthQuestion(pod=leak.POD, sort="count")).rows
        grown = [row.counts[-1] - row.counts[0] for row in by_count]
        assert grown == sorted(grown, reverse=True)
        with pytest.raises(NotFound, match=r"no snapshot of a pod nobody\. There are of: engine-1, engine-2\.$"):
            ask(reader, heap.GrowthQuestion(pod="nobody"))


class TestObjects:
    def test_the_way_to_the_bus(self, reader: Reader) -> None:
        path = ask(reader, heap.PathQuestion(snapshot="last", id=EXECUTION)).path
        assert path.steps[0].id == EXECUTION
        assert [step.class_name for step in path.steps][:2] == ["WorkflowExecution", "system / Context"]
        assert BUS in [step.id for step in path.steps]
        assert "self" in [step.edge for step in path.steps]

    def test_retainers_step_by_step(self, reader: Reader) -> None:
        asked, found = EXECUTION, None
        for _ in range(8):
            found = ask(reader, heap.RetainersQuestion(snapshot="last", id=asked))
            assert found.of.id == asked
            if BUS in [thing.id for thing in found.things]:
                return
            asked = found.things[0].id
        raise AssertionError(found)

    def test_without_those_to_ignore(self, reader: Reader) -> None:
        whole = ask(reader, heap.RetainersQuestion(snapshot="last", id=leak.EVENTS_ID))
        assert [thing.id for thing in whole.things] == [BUS]
        ignore = (BUS, 5, 1 << 40, -1, 999_999)
        path = ask(reader, heap.PathQuestion(snapshot="last", id=leak.EVENTS_ID, ignore=ignore)).path
        assert path.steps == ()

    def test_what_it_is_and_refers_to(self, reader: Reader) -> None:
        found = ask(reader, heap.FieldsQuestion(snapshot="last", id=EXECUTION))
        assert [(thing.edge, thing.class_name) for thing in found.things] == [("results", "Array")]
        assert found.of.class_name == "WorkflowExecution"
        root = ask(reader, heap.FieldsQuestion(snapshot="last"))
        assert root.of.id == 1
        assert root.things
        details = ask(reader, heap.ObjectQuestion(snapshot="last", id=EXECUTION))
        assert (details.thing.id, details.thing.shallow_bytes) == (EXECUTION, 80)

    def test_dominators_up_and_down(self, reader: Reader) -> None:
        chain = ask(reader, heap.DominatorsQuestion(snapshot="last", id=EXECUTION))
        assert (chain.things[0].id, chain.things[-1].id) == (EXECUTION, 1)
        bus = ask(reader, heap.DominatedQuestion(snapshot="last", id=BUS))
        assert leak.EVENTS_ID in [thing.id for thing in bus.things]

    def test_all_ways_and_those_of_a_class(self, reader: Reader) -> None:
        found = ask(reader, heap.PathsQuestion(snapshot="last", id=EXECUTION, limit=5))
        assert 1 < len(found.paths) <= 5
        assert all(path.steps[0].id == EXECUTION for path in found.paths)
        key = key_of(reader, "WorkflowExecution")
        groups = ask(reader, heap.GroupsQuestion(snapshot="last", key=key))
        assert groups.total == sum(group.count for group in groups.groups) == 60
        assert any("WorkflowEventBus" in step for step in groups.groups[0].path)
        assert ask(reader, heap.GroupsQuestion(snapshot="last", key=key, since="later")).total == 35

    def test_all_objects_of_a_class_are_in_a_group(self, reader: Reader) -> None:
        found = ask(reader, heap.GroupsQuestion(snapshot="last", key=key_of(reader, "WorkflowExecution"), limit=1))
        assert (found.total, found.ways) == (60, 1)
        assert sum(group.count for group in found.groups) == 60

    def test_long_texts_are_cut(self, reader: Reader) -> None:
        found = ask(reader, heap.FieldsQuestion(snapshot="last", id=7))
        assert max(len(thing.edge) for thing in found.things) == 200

    def test_one_that_is_not_there(self, reader: Reader) -> None:
        for number in (2, -1, 1 << 40, 10**30):
            for question in (heap.ObjectQuestion, heap.RetainersQuestion, heap.PathQuestion, heap.DominatorsQuestion):
                with pytest.raises(NotFound):
                    ask(reader, question(snapshot="last", id=number))


class TestTheWholeHeap:
    def test_statistics_sum_up(self, reader: Reader) -> None:
        found = ask(reader, heap.StatisticsQuestion(snapshot="last"))
        assert sum(share.bytes for share in found.shares) == found.total_bytes

    def test_duplicate_strings(self, reader: Reader) -> None:
        found = ask(reader, heap.DuplicatesQuestion(snapshot="last"))
        [one] = [row for row in found.duplicates if "step done" in row.text]
        assert (one.count, one.shallow_bytes, one.wasted_bytes) == (60, 60 * 32, 59 * 32)

    def test_suspects_name_what_holds_it(self, reader: Reader) -> None:
        found = ask(reader, heap.SuspectsQuestion(snapshot="last", base="early"))
        assert found.suspects
        assert found.suspects[0].reason


WRONG = [
    ({"limit": 0}, "limit", "must be a number from 1 to 1"),
    ({"limit": 1001}, "limit", "must be a number from 1 to 1"),
    ({"limit": 10**30}, "limit", "must be a number from 1 to 1"),
    ({"offset": -1}, "offset", "from 0 to"),
    ({"offset": 10**30}, "offset", "from 0 to"),
    ({"sort": "size"}, "sort", "cannot be 'size'. It is one of: "),
    ({"find": "x" * 201}, "find", "at most 200 characters"),
    ({"keep": "old"}, "keep", "It is one of: all, new, duplicate strings"),
    ({"keep": "new", "since": ""}, "since", "must name the snapshot"),
    ({"which": "both"}, "which", "It is one of: new, deleted"),
    ({"ignore": tuple(range(201))}, "ignore", "at most 200 objects"),
    ({"snapshot": ""}, "snapshot", "must name a snapshot. There are: early, later, last, other."),
    ({"base": ""}, "base", "must name a snapshot"),
    ({"find": "/(/"}, "find", ""),
]


@pytest.mark.parametrize(("wrong", "field", "said"), WRONG)
def test_a_wrong_field_is_named_with_what_would_be_right(
    reader: Reader, wrong: dict[str, Any], field: str, said: str
) -> None:
    told = []
    for question in every_question(reader):
        if set(wrong) <= set(question.__slots__) and not (
            field == "base" and isinstance(question, heap.SuspectsQuestion)
        ):
            with pytest.raises(Invalid) as refused:
                ask(reader, replace(question, **wrong))
            told.append((refused.value.field, said in refused.value.message))
    assert set(told) == {(field, True)}


class TestDigests:
    """What rules about evidence will look at."""

    def test_every_question_has_one(self, reader: Reader) -> None:
        for question in [heap.SnapshotsQuestion(), *every_question(reader)]:
            made = digest(reader, question)
            assert made["question"] == f"heap.{type(question).__name__.removesuffix('Question').lower()}"
            assert made.keys() - {"question", "snapshot", "id"}

    def test_two_snapshots_that_were_compared(self, reader: Reader) -> None:
        made = digest(reader, heap.CompareQuestion(base="early", snapshot="last", sort="delta"))
        assert (made["base"], made["snapshot"], made["sort"], made["descending"]) == ("early", "last", "delta", True)
        closures = next(row for row in made["first"] if row["class"] == "Function")
        assert (closures["new"], closures["delta"]) == (165, 165)
        assert (made["shown"], made["same_process"]) == (made["rows"], True)

    def test_only_the_first_rows_count(self, reader: Reader) -> None:
        question = heap.ObjectsQuestion(snapshot="last", key=key_of(reader, "WorkflowExecution"), sort="id")
        made = digest(reader, replace(question, limit=50, offset=5))
        assert (made["rows"], made["shown"], len(made["first"]), made["offset"]) == (60, 50, 20, 5)
        assert made["first"][0]["id"] == execution_id(54)
        assert made["first"][0]["class"] == "WorkflowExecution"

    def test_a_way_that_was_opened_to_the_bus(self, reader: Reader) -> None:
        """By expanding retainers: each digest says of which object, and what holds it by which edge."""
        asked, seen = EXECUTION, []
        while BUS not in seen:
            made = digest(reader, heap.RetainersQuestion(snapshot="last", id=asked))
            assert made["of"]["id"] == made["id"] == asked
            seen += [row["id"] for row in made["first"]]
            asked = made["first"][0]["id"]
        assert made["first"][0] | {"retained": 0} == {
            "edge": "_events", "id": BUS, "class": "WorkflowEventBus", "name": "WorkflowEventBus", "retained": 0,
        }  # fmt: skip
        path = digest(reader, heap.PathQuestion(snapshot="last", id=EXECUTION))["path"]
        assert path[0]["class"] == "WorkflowExecution"
        assert ("_events", "WorkflowEventBus") in [(step["edge"], step["class"]) for step in path]
        assert any(step.get("name", "").startswith("on") for step in path if step["class"] == "Function")

    def test_holds_nothing_that_was_not_received(self, reader: Reader) -> None:
        for question in every_question(reader):
            answer = ask(reader, question)
            received = [*texts(plain(answer)), *texts(plain(question))]
            for text in texts(tools.digest(question, answer, reader)):
                assert any(text.rstrip("…") in one for one in received) or text.startswith("heap."), question

    def test_of_wide_values_stays_small(self, reader: Reader) -> None:
        question = heap.SummaryQuestion(snapshot="last")
        answer = ask(reader, question)
        wide = replace(answer, rows=tuple(replace(answer.rows[0], name="ü" * 5000) for _ in range(300)))
        assert len(json.dumps(tools.digest(question, wide))) <= 8000


def plain(value: Any) -> Any:
    if hasattr(value, "__slots__"):
        return {name: plain(getattr(value, name)) for name in value.__slots__}
    return [plain(one) for one in value] if isinstance(value, tuple) else value


def texts(value: Any) -> Iterator[str]:
    """Every text among the values, but for words of the digest itself."""
    if isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)
    elif isinstance(value, str):
        yield value


class TestRemembering:
    def test_makes_a_thing_once(self) -> None:
        made: list[int] = []
        kept = Remembered(10_000)
        start = threading.Barrier(8)

        def one() -> None:
            start.wait()
            kept.get("key", lambda: made.append(1) or "it")

        threads = [threading.Thread(target=one) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert made == [1]

    @pytest.mark.parametrize("kept", [Remembered(3000), Remembered(1 << 30, most=3)])
    def test_forgets_what_was_asked_for_longest_ago(self, kept: Remembered) -> None:
        for key in "abcad":
            kept.get(key, lambda: np.zeros(1000, np.uint8))
        made: list[str] = []
        for key in "dca":
            kept.get(key, lambda: made.append("again"))
        assert made == []
        kept.get("b", lambda: made.append("again"))
        assert made == ["again"]

    def test_weighs_what_it_keeps(self) -> None:
        rows = tuple(Path((f"step {n} " * 10,) * 10) for n in range(1000))  # type: ignore[arg-type]
        assert 900_000 < weight(rows) < 3_000_000
        assert weight(None) < 100
        assert weight((np.zeros(1000), np.zeros(1000))) > 16_000

    def test_what_fails_is_tried_again(self) -> None:
        kept = Remembered(1500)
        with pytest.raises(NotFound):
            kept.get("key", lambda: (_ for _ in ()).throw(NotFound("no")))
        assert kept.get("key", lambda: "it") == "it"
        assert kept.making == {}


def test_what_will_be_asked_is_made_ready_behind_the_first_look(
    monkeypatch: pytest.MonkeyPatch, reader: Reader
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(warming, "BEGUN", set())
    heap_desk.REMEMBERED.forget()
    for _ in range(2):
        ask(reader, heap.SnapshotsQuestion())
    begun = [thread for thread in threading.enumerate() if thread.name == "warming"]
    assert len(begun) <= 1
    for thread in begun:
        thread.join(60)
    compared = {names for _, names, what in heap_desk.REMEMBERED.kept if what == "changes"}
    assert compared == {("early", "later"), ("later", "last"), ("early", "last")}


def test_arrays_stay_as_they_are(reader: Reader) -> None:
    heap_before: Heap = leak.analysed("last")
    kept = {name: getattr(heap_before, name).copy() for name in ("retained", "distance", "by_id", "shallow")}
    for question in every_question(reader):
        ask(reader, question)
    for name, values in kept.items():
        assert (getattr(heap_before, name) == values).all()
