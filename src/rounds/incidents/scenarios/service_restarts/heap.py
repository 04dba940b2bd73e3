"""Three heap snapshots of the process that is oldest now and has not crashed yet."""

from __future__ import annotations

from datetime import timedelta

from rounds.incidents.scenarios.loomwork.heap import Moment, leaking
from rounds.incidents.scenarios.taken import Taken, taken
from rounds.simulator import SECOND

from .lives import CELL
from .process import TAKEN, Slot

SERVICE = "workflow-engine"
UNDER_WAY = 60  # executions in a process that lets go of the others


def snapshots(slot: Slot, pod: str) -> Taken:
    told = slot.plot.told
    customers = [customer.name for customer in told.cast.customers]
    wanted = moments(slot)
    return taken(SERVICE, pod, [one.at for one in wanted], leaking(told.seed, wanted, customers))


def moments(slot: Slot) -> list[Moment]:
    told, found = slot.plot.told, []
    for after in TAKEN:
        cell = (told.born + after) // CELL - 1
        at = told.began + timedelta(seconds=(told.born + after) // SECOND)
        executions = int(slot.since[cell] if slot.leaks[cell] else UNDER_WAY)
        found.append(Moment(at, executions, int(slot.used[cell])))
    return found
