"""The heap engine beside Chrome DevTools' worker, memlab and VS Code's parser, on the same files: `python -m bench.heap`.

First that our numbers are theirs: node for node and row for row those of DevTools, on whatever snapshots
`bench.heap.captures` made here; and with the three rules off that memlab does not have, node for node those of memlab.
Then time and memory, each engine in a process of its own, one after the other. The two files, of 100 and 260 MB, and
what npm fetches lie in `bench/results/heap` and `bench/heap/node_modules`, which git ignores.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from bench.heap import captures, parity, peers, tables
from bench.heap.ours import analysed
from bench.heap.peers import Ran

from rounds.heapsnapshot import reading

ROOT = Path(__file__).parents[2]
LARGE = captures.CACHE / "large"
EXECUTIONS = {100: 24_500, 260: 65_000}  # MB of snapshot → executions that leak
ENGINES = ("devtools", "memlab", "vscode")
FASTER = 4  # than DevTools' worker and memlab
MOST_S = {100: 1.5, 260: 3.0}
COMPARISON_S, REOPEN_MS, RETAINERS_MS = 0.3, 50, 50
RUNS = 3

Check = tuple[str, float, float, str]  # what, measured, bar, unit


def main() -> int:
    print(f"  load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors; times of a busy machine say little")
    if missing := peers.missing():
        print(f"  {missing} Ours alone is measured.")
    same = missing or equal()
    files = {size: large(size) for size in EXECUTIONS} if shutil.which("node") else {}
    within = [held(*check) for check in checks(files, alone=bool(missing))]
    return 0 if same and all(within) else 1


def equal() -> bool:
    """Prints how many nodes and rows differ, for each snapshot that there is."""
    pairs = sorted({file.name.rsplit("-", 1)[0] for file in captures.CAPTURES.glob("*-2.heapsnapshot")})
    captures.captured("here", "plain")
    return all(
        [against_devtools(name) for name in sorted({*pairs, "nodehere-plain"})] + [against_memlab("nodehere-plain")]
    )


def against_devtools(name: str) -> bool:
    base, newer = (captures.CAPTURES / f"{name}-{number}.heapsnapshot" for number in (1, 2))
    heap = analysed(newer)
    found = parity.differences(heap, tables.of(newer, base), analysed(base))
    print(f"  {name:24} {heap.nodes:9,} nodes beside DevTools: {told(found)}")
    return not found


def against_memlab(name: str) -> bool:
    file = captures.CAPTURES / f"{name}-2.heapsnapshot"
    with file.open("rb") as stream:
        heap = parity.as_memlab(reading.read(stream.read))
    theirs = peers.memlab(file)
    found = {what: int(np.count_nonzero(getattr(heap, what) != column)) for what, column in theirs.items()}
    found = {what: count for what, count in found.items() if count}
    print(f"  {name:24} {heap.nodes:9,} nodes beside memlab, three rules off: {told(found)}")
    return not found


def told(found: dict[str, int]) -> str:
    return "no difference" if not found else ", ".join(f"{count} {what}" for what, count in found.items())


def large(size: int) -> Path:
    file = LARGE / f"{EXECUTIONS[size]}.heapsnapshot"
    if not file.exists():
        LARGE.mkdir(parents=True, exist_ok=True)
        program = [*peers.NODE, "--expose-gc", str(peers.HERE / "large.cjs"), str(LARGE)]
        subprocess.run([*program, *map(str, EXECUTIONS.values())], check=True, stdout=subprocess.DEVNULL)
    return file


def checks(files: dict[int, Path], *, alone: bool) -> Iterator[Check]:
    for size, file in files.items():
        yield from beside(size, file, () if alone else ENGINES)
    yield from kept(files)


def beside(size: int, file: Path, engines: tuple[str, ...]) -> Iterator[Check]:
    mb = file.stat().st_size / 1e6
    print(f"\n  {file.name}, {mb:.0f} MB: from the file to the class table, best of {RUNS}")
    ran = turns({"ours": lambda: ours("summary", file)} | {name: runner(name, file) for name in engines})
    mine = ran["ours"]
    for name, one in ran.items():
        ratio = (
            f"   {one.wall_s / mine.wall_s:5.1f} × ours, memory {one.peak_mb / mine.peak_mb:4.1f} ×"
            if name != "ours"
            else ""
        )
        print(f"  {name:10} {one.wall_s:6.2f} s   {one.cpu_s:6.2f} s of processor   {one.peak_mb:6.0f} MB{ratio}")
    yield f"{size} MB, seconds", mine.wall_s, MOST_S[size], "s"
    yield f"{size} MB, memory", mine.peak_mb * 1.048576, 3 * mb + 200, "MB"
    for name in engines[:2]:
        yield f"{size} MB, {name} to ours", -ran[name].wall_s / mine.wall_s, -FASTER, "×"


def runner(name: str, file: Path) -> Callable[[], Ran]:
    return lambda: peers.run(name, file)


def turns(engines: dict[str, Callable[[], Ran]]) -> dict[str, Ran]:
    """The best of some runs of each, in turn, so that a slow minute is everybody's."""
    ran = [{name: run() for name, run in engines.items()} for _ in range(RUNS)]
    return {name: min((one[name] for one in ran), key=lambda run: run.wall_s) for name in engines}


def ours(what: str, *arguments: object) -> Ran:
    return peers.measured([sys.executable, "-m", "bench.heap.ours", what, *map(str, arguments)])


def kept(files: dict[int, Path]) -> Iterator[Check]:
    print()
    if not files:
        return
    older, newer = files[100], files[260]
    yield "comparison of the two, loaded", ours("compare", older, newer).said["s"], COMPARISON_S, "s"
    with tempfile.TemporaryDirectory() as folder:
        print(f"  keeping the arrays of an analysis: {ours('keep', newer, folder).said['s']:.2f} s")
        said = ours("reopen", folder).said
    yield "reopening kept arrays, with the class table", said["open_ms"] + said["table_ms"], REOPEN_MS, "ms"
    yield "retainers of any node, the slowest of 200", said["retainers_ms"], RETAINERS_MS, "ms"


def held(what: str, measured: float, bar: float, unit: str) -> bool:
    within = measured <= bar
    print(
        f"  {what:44} {abs(measured):8.2f} {unit:2}   {'≤' if bar > 0 else '≥'} {abs(bar):.1f} {unit}   {'' if within else 'missed'}"
    )
    return within


if __name__ == "__main__":
    sys.exit(main())
