"""What DevTools' worker finds in a snapshot, as arrays and rows, small enough to be kept in the repository.

    python -m bench.heap.tables

writes `tests/heapsnapshot/devtools/NAME.table.xz` for every `NAME.heapsnapshot.xz` there. `NAME-1` and `NAME-2` are a
pair of one process: the table of the second holds its Comparison with the first.
"""

from __future__ import annotations

import json
import lzma
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from bench.heap import peers

HELD = Path(__file__).parents[2] / "tests/heapsnapshot/devtools"
# Small numbers in four planes of bytes: the three almost empty ones cost nothing.
PACKING = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 0, "lp": 0, "pb": 0}]
SNAPSHOTS = [{"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "lc": 4, "lp": 0, "pb": 0}]

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """Arrays are int64 and as long as there are nodes; `row` is the row of `summary` that counts the node, or -1.

    A row of `summary` has class, count, shallow, retained and distance; one of `comparison` has class, new, deleted,
    delta, allocated, freed and sizeDelta. Both have the key by which the worker tells classes apart.
    """

    self_size: np.ndarray  # after folding
    retained: np.ndarray
    dominator: np.ndarray
    distance: np.ndarray
    row: np.ndarray
    summary: list[Row]
    statistics: Row
    comparison: list[Row]


def of(file: Path, base: Path | None = None) -> Table:
    """Asks the worker, which has to be installed. With a base, also for the Comparison with it."""
    found = peers.devtools(file, base)
    return Table(*arrays(found.columns), found.summary, found.statistics, found.comparison)


def arrays(columns: bytes) -> list[np.ndarray]:
    """The columns that `devtools.mjs --nodes` writes."""
    kinds = [np.dtype(kind) for kind in ("<f8", "<f8", "<u4", "<i4", "<u4")]
    nodes = len(columns) // sum(kind.itemsize for kind in kinds)
    starts = np.cumsum([0, *(kind.itemsize * nodes for kind in kinds[:-1])])
    found = [np.frombuffer(columns, kind, nodes, at).astype(np.int64) for kind, at in zip(kinds, starts, strict=True)]
    found[-1][found[-1] == 0xFFFFFFFF] = -1
    return found


def written(table: Table) -> bytes:
    """Compressed; the same bytes for the same table."""
    said = {
        "nodes": len(table.row),
        "summary": table.summary,
        "statistics": table.statistics,
        "comparison": table.comparison,
    }
    # Most nodes retain nothing but themselves.
    columns = [table.self_size, table.retained - table.self_size, table.dominator, table.distance, table.row]
    parts = [json.dumps(said, separators=(",", ":")).encode(), b"\n", *map(planes, columns)]
    return lzma.compress(b"".join(parts), format=lzma.FORMAT_XZ, filters=PACKING)


def read(file: Path) -> Table:
    head, _, rest = lzma.decompress(file.read_bytes()).partition(b"\n")
    said = json.loads(head)
    self_size, held, *others = [unplaned(rest, said["nodes"], number) for number in range(5)]
    return Table(self_size, self_size + held, *others, said["summary"], said["statistics"], said["comparison"])


def planes(column: np.ndarray) -> bytes:
    narrow = column.astype("<i4")
    if not np.array_equal(narrow, column):
        raise ValueError("a number of the table does not fit in 32 bits")
    return narrow.view(np.uint8).reshape(-1, 4).T.tobytes()


def unplaned(data: bytes, nodes: int, number: int) -> np.ndarray:
    found = np.frombuffer(data, np.uint8, 4 * nodes, 4 * nodes * number).reshape(4, nodes)
    return np.ascontiguousarray(found.T).view("<i4").ravel().astype(np.int64)


def held() -> dict[str, Path]:
    """The snapshots in the repository, by name."""
    return {file.name.removesuffix(".heapsnapshot.xz"): file for file in sorted(HELD.glob("*.heapsnapshot.xz"))}


def base_of(name: str) -> str | None:
    """The first of the pair that a snapshot is the second of."""
    return f"{name[:-2]}-1" if name.endswith("-2") else None


def main() -> int:
    if missing := peers.missing():
        print(missing, file=sys.stderr)
        return 1
    files = held()
    with tempfile.TemporaryDirectory() as folder:
        plain = {name: Path(folder) / f"{name}.heapsnapshot" for name in files}
        for name, file in files.items():
            plain[name].write_bytes(lzma.decompress(file.read_bytes()))
        for name in files:
            base = base_of(name)
            data = written(of(plain[name], plain[base] if base else None))
            (HELD / f"{name}.table.xz").write_bytes(data)
            print(f"  {name:24} {len(data):8} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
