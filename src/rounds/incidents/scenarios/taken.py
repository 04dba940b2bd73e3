"""Heap snapshots of one pod, as a scenario makes them: packed files, and the table that names them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import pyarrow as pa

from rounds.heapsnapshot import writing
from rounds.heapsnapshot.writing import Graph
from rounds.incidents.snapshots import packed
from rounds.signals.tables import MS, SCHEMAS
from rounds.simulator.columns import numbers, texts


@dataclass(frozen=True)
class Taken:
    """The table of snapshots, and their files by name."""

    table: pa.Table
    files: dict[str, bytes]


def taken(service: str, pod: str, moments: Iterable[datetime], graphs: Iterable[Graph]) -> Taken:
    """One at each moment, named by the pod and its hour and minute."""
    files, rows = {}, []
    for at, graph in zip(moments, graphs, strict=True):
        name = f"{pod}-{at:%H%M}"
        files[name], size = packed(writing.write(graph))
        rows.append((int(at.timestamp()) * 1000, name, size))
    table = pa.table({
        "Time": numbers(np.array([at for at, _, _ in rows], np.int64), MS),
        "ServiceName": texts([service] * len(rows)),
        "Pod": texts([pod] * len(rows)),
        "Name": texts([name for _, name, _ in rows]),
        "Bytes": numbers(np.array([size for *_, size in rows], np.uint64)),
    }, schema=SCHEMAS["heap_snapshots"])  # fmt: skip
    return Taken(table, files)
