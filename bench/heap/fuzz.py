"""Strange snapshots by the thousand beside DevTools' worker: `python -m bench.heap.fuzz [FIRST] [COUNT]`, seeds."""

from __future__ import annotations

import io
import json
import sys
import tempfile
from pathlib import Path

from bench.heap import parity, peers, strange, tables

from rounds.heapsnapshot import analysing, reading
from rounds.heapsnapshot.heap import Heap


def main(first: int = 1000, count: int = 500) -> int:
    if missing := peers.missing():
        print(f"  {missing}", file=sys.stderr)
        return 1
    pairs = {seed: strange.pair(seed) for seed in range(first, first + count)}
    with tempfile.TemporaryDirectory() as folder:
        for seed, (base, newer) in pairs.items():
            (Path(folder) / f"{seed}-1.heapsnapshot").write_bytes(base)
            (Path(folder) / f"{seed}-2.heapsnapshot").write_bytes(newer)
        peers.run("devtools", folder, "--all")
        differing = [seed for seed, pair in pairs.items() if differs(Path(folder), seed, *pair)]
    print(f"  {count - len(differing)} of {count} pairs are as in DevTools")
    return 1 if differing else 0


def differs(folder: Path, seed: int, *pair: bytes) -> bool:
    base, newer = (heap(data) for data in pair)
    found = [
        parity.differences(base, table(folder, f"{seed}-1")),
        parity.differences(newer, table(folder, f"{seed}-2"), base),
    ]
    if any(found):
        print(f"  seed {seed}: {found}")
    return any(found)


def heap(data: bytes) -> Heap:
    return analysing.analyse(reading.read(io.BytesIO(data).read))


def table(folder: Path, name: str) -> tables.Table:
    said = json.loads((folder / f"{name}.json").read_text())
    arrays = tables.arrays((folder / f"{name}.nodes").read_bytes())
    return tables.Table(*arrays, said["summary"], said["statistics"], said["comparison"])


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
