"""Our engine as a program, to be measured as the other engines are: `python -m bench.heap.ours WHAT FILE …`.

    summary FILE            from the file to the class table
    compare OLDER FILE      seconds of the Comparison of two that are loaded
    keep FILE FOLDER        writes the arrays of an analysis
    reopen FOLDER           milliseconds to open them and to sum up, and of the retainers of many nodes

The last line of each is JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from rounds.heapcache import arrays
from rounds.heapsnapshot.heap import Heap

NODES = 200  # of which the retainers are asked for, and those of the node with most of them


def analysed(file: Path) -> Heap:
    # What only opens kept arrays loads no compiled code.
    from rounds.heapsnapshot import analysing, reading  # noqa: PLC0415

    with file.open("rb") as stream:
        return analysing.analyse(reading.read(stream.read, size=file.stat().st_size))


def summary(file: str) -> dict[str, float]:
    heap = analysed(Path(file))
    return {"nodes": heap.nodes, "edges": heap.edges, "classes": len(rows(heap))}


def rows(heap: Heap) -> list[tuple[object, ...]]:
    """The class table as it is printed: most retained first."""
    table = heap.classes
    columns = (table.name, table.at, table.count.tolist(), table.shallow.tolist(), table.retained.tolist())
    return sorted(zip(*columns, table.distance.tolist(), strict=True), key=lambda row: row[4], reverse=True)


def compare(older: str, file: str) -> dict[str, float]:
    from rounds.heapsnapshot import comparing  # noqa: PLC0415

    base, heap = analysed(Path(older)), analysed(Path(file))
    return {"s": best(lambda: comparing.changes(base, heap)) / 1000}


def keep(file: str, folder: str) -> dict[str, float]:
    began = time.perf_counter()
    arrays.write(analysed(Path(file)), Path(folder), file_bytes=Path(file).stat().st_size)
    return {"s": time.perf_counter() - began}


def reopen(folder: str) -> dict[str, float]:
    from rounds.heapsnapshot import retaining  # noqa: PLC0415

    began = time.perf_counter()
    heap = arrays.read(Path(folder)).heap
    opened = time.perf_counter()
    rows(heap)
    summed = time.perf_counter()
    some = np.random.default_rng(1).integers(1, heap.nodes, NODES)
    most = int(np.argmax(np.diff(heap.first_retainer)))
    asked = [
        best(lambda node=node: retaining.retainers(heap, int(node), limit=100, offset=0), 1) for node in [most, *some]
    ]
    return {"open_ms": (opened - began) * 1000, "table_ms": (summed - opened) * 1000, "retainers_ms": max(asked)}


def best(does: Callable[[], object], times: int = 3) -> float:
    """Milliseconds."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        does()
        took.append((time.perf_counter() - began) * 1000)
    return min(took)


if __name__ == "__main__":
    what = {"summary": summary, "compare": compare, "keep": keep, "reopen": reopen}[sys.argv[1]]
    print(json.dumps(what(*sys.argv[2:])))
