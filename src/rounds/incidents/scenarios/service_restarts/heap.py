"""Three heap snapshots of the process that is oldest now and has not crashed yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import pyarrow as pa

from rounds.heapsnapshot import writing
from rounds.incidents.scenarios.loomwork.heap import Moment, leaking
from rounds.incidents.snapshots import packed
from rounds.signals.tables import SCHEMAS
from rounds.simulator import SECOND

from .lives import CELL
from .process import TAKEN, Slot

SERVICE = "workflow-engine"
UNDER_WAY = 60  # executions in a process that lets go of the others


@dataclass(frozen=True)
class Taken:
    """The table of snapshots, and their files by name."""

    table: pa.Table
    files: dict[str, bytes]


def taken(slot: Slot, pod: str) -> Taken:
    told = slot.plot.told
    files, rows = {}, []
    customers = [customer.name for customer in told.cast.customers]
    wanted = moments(slot)
    for moment, graph in zip(wanted, leaking(told.seed, wanted, customers), strict=True):
        name = f"{pod}-{moment.at:%H%M}"
        files[name], size = packed(writing.write(graph))
        rows.append({"Time": moment.at, "ServiceName": SERVICE, "Pod": pod, "Name": name, "Bytes": size})
    return Taken(pa.Table.from_pylist(rows, SCHEMAS["heap_snapshots"]), files)


def moments(slot: Slot) -> list[Moment]:
    told, found = slot.plot.told, []
    for after in TAKEN:
        cell = (told.born + after) // CELL - 1
        at = told.began + timedelta(seconds=(told.born + after) // SECOND)
        executions = int(slot.since[cell] if slot.leaks[cell] else UNDER_WAY)
        found.append(Moment(at, executions, int(slot.used[cell])))
    return found
