"""What the heap page asks at each click, of the snapshots of a process that leaks, in true numbers: p50 and p95.

The budget is 100 ms of server time a click: from the question to its answer as JSON, with what is written down of both.
Each click asks 20 different questions (other objects, classes, orders), each for the first time since the page was
opened: as there, the snapshots were made ready behind that, and nothing else is remembered. Behind p95 in brackets: the
same of the processor alone. `cold` is the first where nothing was made ready, and the arrays are on the disk only.
Run as `python -m bench.heapclicks [FILE FILE …]`: with snapshots of one process, oldest first, instead of ours.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import pyarrow as pa
from tests.incidents.leaking import Leaking

from rounds import tools
from rounds.heapcache import Heaps
from rounds.signals import SCHEMAS, Signals
from rounds.store import Reader, Telemetry
from rounds.tools import heap, heap_desk, warming
from rounds.tools.snapshots import plain, shelf
from rounds.web.answers import adapter

BUDGET_MS = 100
ROUNDS = 20
INCIDENT = "clicks"
POD = "pod-1"


@dataclass(frozen=True, slots=True)
class Measured:
    click: str
    p50_ms: float
    p95_ms: float
    processor_ms: float  # p95 of what the thread itself ran: what others on the machine do is not in it
    cold_ms: float

    @property
    def holds(self) -> bool:
        return self.p95_ms <= BUDGET_MS


@dataclass(frozen=True, slots=True)
class Page:
    """The page of one incident with a base and a last snapshot."""

    reader: Reader
    heaps: Heaps
    base: str
    last: str

    def ask(self, question: Any) -> Any:
        return tools.ask(self.reader, question, heaps=tools.Heaps(self.heaps.of(INCIDENT)))

    def click(self, question: Any) -> tuple[float, float]:
        """Milliseconds of all that a server does for one, by the clock and of the processor."""
        began, ran = time.perf_counter(), time.thread_time()
        answer = self.ask(question)
        tools.digest(question, answer, self.reader)
        adapter(type(answer)).dump_json(answer)
        return (time.perf_counter() - began) * 1000, (time.thread_time() - ran) * 1000

    def make_ready(self) -> None:
        heap_desk.REMEMBERED.forget()
        warming.ready(shelf(self.reader, tools.Heaps(self.heaps.of(INCIDENT))))

    def forget(self) -> None:
        """As when nobody looked at these snapshots for a day."""
        heap_desk.REMEMBERED.forget()
        self.heaps.mapped.clear()
        for file in (self.heaps.folder / INCIDENT).rglob("*"):
            if file.is_file():
                dropped(file)


def dropped(file: Path) -> None:
    handle = os.open(file, os.O_RDONLY)
    try:
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(handle)


def clicks(page: Page) -> dict[str, Callable[[], list[Any]]]:
    """Name → the questions of that click."""
    base, last = page.base, page.last
    classes = page.ask(heap.SummaryQuestion(snapshot=last, limit=ROUNDS)).rows
    grown = page.ask(heap.CompareQuestion(base=base, snapshot=last, sort="delta", limit=ROUNDS)).rows
    found = [page.ask(heap.ChangedQuestion(base=base, snapshot=last, key=row.key, limit=4)).things for row in grown]
    ids = list(islice(cycle([thing.id for things in found for thing in things]), ROUNDS))
    held = {number: path_of(page, number) for number in ids}

    def each(kind: Callable[..., Any], field: str, values: Sequence[Any], **more: Any) -> list[Any]:
        return [kind(**{field: value}, **more) for value in islice(cycle(values), ROUNDS)]

    def sorted_by(kind: Callable[..., Any], sorts: Sequence[str], **more: Any) -> list[Any]:
        both = [(sort, descending) for descending in (True, False) for sort in sorts]
        return [kind(sort=sort, descending=descending, **more) for sort, descending in islice(cycle(both), ROUNDS)]

    of = {"snapshot": last}
    between = {"base": base, "snapshot": last}
    keys = [row.key for row in classes]
    texts = ["work", "(str", "Obj", "/^[A-Z]/", "map", "x"]
    return {
        "open the page": lambda: [heap.SnapshotsQuestion()] * ROUNDS,
        "summary, sorted": lambda: sorted_by(heap.SummaryQuestion, ("retained", "shallow", "count", "name"), **of),
        "summary, searched": lambda: each(heap.SummaryQuestion, "find", texts, **of),
        "summary of a filter": lambda: each(heap.SummaryQuestion, "keep", heap.KEEP[1:], since=base, **of),
        "a class opened": lambda: each(heap.ObjectsQuestion, "key", keys, **of),
        "a class sorted by name": lambda: each(heap.ObjectsQuestion, "key", keys, sort="name", **of),
        "a class, what is new": lambda: each(heap.ObjectsQuestion, "key", keys, keep="new", since=base, **of),
        "comparison, sorted": lambda: sorted_by(heap.CompareQuestion, ("retained_delta", "delta", "new"), **between),
        "a class of it opened": lambda: each(heap.ChangedQuestion, "key", [row.key for row in grown], **between),
        "growth": lambda: sorted_by(heap.GrowthQuestion, ("retained", "count", "name"), pod=POD),
        "an object": lambda: each(heap.ObjectQuestion, "id", ids, **of),
        "fields": lambda: each(heap.FieldsQuestion, "id", [None, *ids], **of),
        "retainers": lambda: each(heap.RetainersQuestion, "id", ids, **of),
        "retainers, some ignored": lambda: [
            heap.RetainersQuestion(id=number, ignore=tuple(held[number][1:2]), **of) for number in ids
        ],
        "the shortest path": lambda: each(heap.PathQuestion, "id", ids, **of),
        "the same, some ignored": lambda: [
            heap.PathQuestion(id=number, ignore=tuple(held[number][1:3]), **of) for number in ids
        ],
        "more paths": lambda: each(heap.PathsQuestion, "id", ids, **of),
        "a class by paths": lambda: each(heap.GroupsQuestion, "key", keys, **of),
        "what is new by paths": lambda: each(heap.GroupsQuestion, "key", [row.key for row in grown], since=base, **of),
        "dominator tree": lambda: each(heap.DominatedQuestion, "id", [None, *held[ids[0]]], **of),
        "dominators of an object": lambda: each(heap.DominatorsQuestion, "id", ids, **of),
        "statistics": lambda: each(heap.StatisticsQuestion, "snapshot", [last, base]),
        "duplicate strings": lambda: each(heap.DuplicatesQuestion, "find", ["", *texts], **of),
        "suspects": lambda: each(heap.SuspectsQuestion, "base", ["", base], **of),
    }


def path_of(page: Page, number: int) -> list[int]:
    return [step.id for step in page.ask(heap.PathQuestion(snapshot=page.last, id=number)).path.steps]


def measured(page: Page, name: str, questions: list[Any]) -> Measured:
    page.forget()
    cold, _ = page.click(questions[0])
    page.make_ready()
    times, ran = map(sorted, zip(*(page.click(question) for question in questions), strict=True))
    return Measured(name, times[len(times) // 2], p95(times), p95(ran), cold)


def p95(ascending: list[float]) -> float:
    return ascending[len(ascending) * 95 // 100 - 1]


@contextmanager
def opened(files: Sequence[Path]) -> Iterator[Page]:
    """The files as the snapshots of an incident, an hour apart."""
    with tempfile.TemporaryDirectory(prefix="rounds-bench-") as folder:
        heaps = Heaps(Path(folder) / "heap")
        heaps.keep(INCIDENT, files)
        telemetry = Telemetry.open(f"chdb:///{folder}/telemetry")
        try:
            telemetry.install(INCIDENT, signals([file.name for file in files]))
            names = [plain(file.name) for file in files]
            yield Page(telemetry.reader(INCIDENT), heaps, names[-2], names[-1])
        finally:
            telemetry.close()


def signals(names: Sequence[str]) -> Signals:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    rows = [
        {"Time": start + timedelta(hours=number), "ServiceName": "x", "Pod": POD, "Name": name, "Bytes": 1}
        for number, name in enumerate(names)
    ]
    return Signals(heap_snapshots=pa.Table.from_pylist(rows, SCHEMAS["heap_snapshots"]))


@contextmanager
def ours() -> Iterator[list[Path]]:
    """Three of one pod: about 9, 54 and 103 MB as V8 writes them."""
    with tempfile.TemporaryDirectory(prefix="rounds-bench-") as folder:
        files = {Path(folder) / f"{name}.heapsnapshot.zst": data for name, _, data, _ in Leaking().snapshots(1)}
        for file, data in files.items():
            file.write_bytes(data)
        yield list(files)


def main(arguments: list[str]) -> int:
    if not arguments:
        with ours() as files:
            return main([str(file) for file in files])
    with opened([Path(argument) for argument in arguments]) as page:
        began = time.perf_counter()
        page.make_ready()
        print(f"{told(page)}; made ready behind the first look in {(time.perf_counter() - began) * 1000:.0f} ms")
        found = [measured(page, name, questions()) for name, questions in clicks(page).items()]
    for one in found:
        mark = "" if one.holds else "  over"
        times = f"p50 {one.p50_ms:6.1f}  p95 {one.p95_ms:6.1f} ({one.processor_ms:5.1f})  cold {one.cold_ms:6.1f} ms"
        print(f"{one.click:26} {times}{mark}")
    return 0 if all(one.holds for one in found) else 1


def told(page: Page) -> str:
    kept = page.heaps.of(INCIDENT)
    sizes = sorted(kept.file_bytes(name) / 1e6 for name in kept.names())
    return f"snapshots of {', '.join(f'{size:.0f}' for size in sizes)} MB, {ROUNDS} of each click"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
