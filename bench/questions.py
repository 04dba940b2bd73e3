"""Every tool's first questions in each shipped scenario, each asked anew many times: how long p50 and p95 of them take.

The budget is 150 ms of server time at p95 for a tool's first answer, over the last hour, which a page opens with, and
over everything that was recorded. Beside it the processor's time, of all threads and the engine's too: that holds on a
busy machine, and on an idle one the clock shows less, as the engine takes both cores.
Run as `python -m bench.questions [SCENARIO …]`.
"""

from __future__ import annotations

import math
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from bench.pages import HOUR_MS, OTHER, PATHS, Asked, Page, asked

from rounds import tools
from rounds.heapcache import Heaps
from rounds.incidents.scenarios import SHIPPED
from rounds.store import Telemetry
from rounds.store.answers import Answers
from rounds.store.telemetry import ANSWERS
from rounds.tools import incident

BUDGET_MS = 150
ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Measured:
    question: str
    p50_ms: float
    p95_ms: float
    cpu_ms: float  # p50 of the processor's time

    @property
    def within(self) -> bool:
        return self.p95_ms <= BUDGET_MS


def measure(
    telemetry: Telemetry, name: str, heaps: tools.Heaps | None = None, rounds: int = ROUNDS
) -> dict[str, list[Measured]]:
    """Ask each question of an installed incident `rounds` times, each anew: over the last hour, and over all."""
    reader = telemetry.reader(name)
    known = tools.ask(reader, incident.IncidentQuestion())
    whole = Page(reader, PATHS.get(name, OTHER), known.start, known.start, known.now, known.metric_step_ms, heaps)
    pages = {"all": whole}
    if known.now - known.start > HOUR_MS:
        pages = {"last hour": replace(whole, start=known.now - HOUR_MS), **pages}
    found = {over: asked(page) for over, page in pages.items()}
    return {over: [measured(telemetry, pages[over], one, rounds) for one in each] for over, each in found.items()}


def measured(telemetry: Telemetry, page: Page, one: Asked, rounds: int) -> Measured:
    times, ran = zip(*(timed(telemetry, page, one) for _ in range(rounds)), strict=True)
    at = sorted(times)
    return Measured(one.name, at[rounds // 2], at[math.ceil(rounds * 0.95) - 1], sorted(ran)[rounds // 2])


def timed(telemetry: Telemetry, page: Page, one: Asked) -> tuple[float, float]:
    """Milliseconds by the clock, and of the processor. Nothing is remembered that was asked before this question."""
    telemetry.answers = Answers(ANSWERS)
    began, ran = time.perf_counter(), time.process_time()
    tools.ask(page.reader, one.question, signal=one.signal, heaps=page.heaps)
    return (time.perf_counter() - began) * 1000, (time.process_time() - ran) * 1000


@contextmanager
def installed(folder: str, scenario: str) -> Iterator[tuple[Telemetry, tools.Heaps]]:
    """The scenario in an empty store, with its heap snapshots."""
    built = SHIPPED[scenario].build(1)
    files = [Path(folder, f"{name}.heapsnapshot.zst") for name in built.heap]
    for file, data in zip(files, built.heap.values(), strict=True):
        file.write_bytes(data)
    heaps = Heaps(Path(folder, "heap"))
    heaps.keep(scenario, files)
    telemetry = Telemetry.open(f"chdb:///{folder}/telemetry")
    try:
        telemetry.install(scenario, built.signals)
        yield telemetry, tools.Heaps(heaps.of(scenario))
    finally:
        telemetry.close()
        heaps.stop()


def report(over: Mapping[str, list[Measured]]) -> Iterator[str]:
    """A line a question: for each range p50, p95 and the processor's time in ms, and which is over the budget."""
    heads = "".join(f"{name:>11}  p95   CPU" for name in over)
    yield f"{'':32}{heads}"
    of: dict[str, list[Measured | None]] = {}
    for place, each in enumerate(over.values()):
        for one in each:
            of.setdefault(one.question, [None] * len(over))[place] = one
    for question, row in of.items():
        mark = "" if all(one is None or one.within for one in row) else "  over"
        yield f"  {question:30}{''.join(map(cell, row))}{mark}"


def cell(one: Measured | None) -> str:
    return f"{one.p50_ms:11.0f} {one.p95_ms:4.0f} {one.cpu_ms:5.0f}" if one else " " * 22


def main(names: list[str], said: Callable[[str], Any] = print) -> int:
    if unknown := set(names) - set(SHIPPED):
        said(f"there is no scenario {', '.join(sorted(unknown))}; there are {', '.join(SHIPPED)}")
        return 2
    for scenario in names or SHIPPED:
        with (
            tempfile.TemporaryDirectory(prefix="rounds-bench-") as folder,
            installed(folder, scenario) as (store, heaps),
        ):
            said(f"{scenario}, ms of {ROUNDS} each")
            for line in report(measure(store, scenario, heaps)):
                said(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
