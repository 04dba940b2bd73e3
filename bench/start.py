"""Starting: an empty data folder until every scenario is installed, scenario by scenario and all together; `rounds demo`.

Run as `python -m bench.start`. The interface must be built.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from tests.browser.demo import running

from rounds.actions.preparations import Preparations
from rounds.incidents import bundles
from rounds.incidents.building import generator
from rounds.incidents.library import USUAL_SEED, Library
from rounds.incidents.scenarios import SHIPPED
from rounds.store import Telemetry

BUDGETS = {"first start": 60.0, "second start": 3.0}
ALL = 20.0  # seconds for all scenarios


@dataclass
class Spent:
    """Seconds by the clock, and of processors by this process and those it started that have ended."""

    wall: float = field(default_factory=time.perf_counter)
    cpu: float = field(default_factory=lambda: used())

    def since(self) -> Spent:
        return Spent(time.perf_counter() - self.wall, used() - self.cpu)

    def __str__(self) -> str:
        return f"{self.wall:5.1f} {self.cpu:5.1f}"


def used() -> float:
    told = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in told)


def made(name: str, place: Path) -> tuple[Spent, Spent]:
    """In a process that has done nothing else: building, with what that imports; then packing."""
    began = Spent()
    began.cpu = 0.0
    built = SHIPPED[name].build(USUAL_SEED)
    building, began = began.since(), Spent()
    place.mkdir()
    bundles.write(place, built, generator())
    return building, began.since()


def each(folder: Path) -> None:
    """One after the other."""
    print(f"{'wall and CPU, seconds':24}  {'build':>11}  {'pack':>11}  {'install':>11}  {'CPU':>5}")
    with empty(folder) as (library, telemetry):
        for name in SHIPPED:
            with ProcessPoolExecutor(1, get_context("spawn")) as process:
                building, packing = process.submit(made, name, folder / name).result()
            began = Spent()
            with library.heaps.starting():
                library.install_bundle(bundles.check(folder / name, ours=True), telemetry)
            installing = began.since()
            whole = building.cpu + packing.cpu + installing.cpu
            print(f"{name:24}  {building}  {packing}  {installing}  {whole:5.1f}", flush=True)


def together(folder: Path) -> None:
    """As `rounds demo` does it: the first alone, then two at once."""
    began = Spent()
    with empty(folder) as (library, telemetry):
        preparations = Preparations(library, telemetry)
        preparations.start(
            library.offered(), lambda one, _: print(f"  {one.name} after {began.since().wall:.1f} s", flush=True)
        )
        while not all(standing.ended for *_, standing in preparations.all()):
            preparations.wait(1.0)
        preparations.stop()
        trouble = [standing.trouble for *_, standing in preparations.all() if standing.trouble]
    spent = began.since()
    print(f"all scenarios: {spent.wall:.1f} s, {spent.cpu:.1f} s of CPU (budget {ALL:g} s)", *trouble, flush=True)


@contextmanager
def empty(folder: Path) -> Iterator[tuple[Library, Telemetry]]:
    telemetry = Telemetry.open(f"chdb://{folder}/telemetry")
    try:
        yield Library(folder / "library", SHIPPED), telemetry
    finally:
        telemetry.close()


def starts(folder: Path) -> None:
    """`rounds demo` with the first scenario, on an empty folder and on one that it has used, to `/readyz`."""
    for name, budget in BUDGETS.items():
        began = time.perf_counter()
        with running(folder):
            took = time.perf_counter() - began
        print(f"{name}: ready after {took:.1f} s (budget {budget:g} s)", flush=True)


PARTS = {"each": each, "together": together, "starts": starts}


def main(names: list[str]) -> None:
    print(f"load before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; above 0.5, times say little")
    for name in names or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            PARTS[name](Path(folder))


if __name__ == "__main__":
    main(sys.argv[1:])
