"""What the engine's processes say of themselves: when they start, when the bus has many listeners, and when they end."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa

from rounds.signals.tables import NS
from rounds.simulator import MS, SECOND, Chance
from rounds.simulator.arrays import Ints
from rounds.simulator.columns import numbers, same, same_number, texts
from rounds.simulator.rows import LOGGER, SEVERITY

from .lives import CELL
from .process import LIMIT, Process, Slot
from .story import WINDOW

EVENTS = ("step.completed", "step.failed", "workflow.cancelled")
WARNED_AT = 11  # listeners on one event
WARNING = (
    "(node:1) MaxListenersExceededWarning: Possible EventEmitter memory leak detected. 11 {} listeners added to "
    "[WorkflowEventBus]. MaxListeners is 10. Use emitter.setMaxListeners() to increase limit"
)
FATAL = "FATAL ERROR: Ineffective mark-compacts near heap limit Allocation failed - JavaScript heap out of memory"
COMPACT = (
    "[1:{address}] {age} ms: Mark-Compact (reduce) {before:.1f} ({room:.1f}) -> {after:.1f} ({less:.1f}) MB, "
    "{takes:.2f} / 0.00 ms  (average mu = {average:.3f}, current mu = {current:.3f}) allocation failure; "
    "scavenge might not succeed"
)
MIB = 1 << 20


@dataclass
class Said:
    """Lines, in any order."""

    moments: list[int] = field(default_factory=list)
    levels: list[str] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    pods: list[int] = field(default_factory=list)

    def say(self, pod: int, moment: int, level: str, body: str) -> None:
        if 0 <= moment <= WINDOW:
            self.moments.append(moment)
            self.levels.append(level)
            self.bodies.append(body)
            self.pods.append(pod)

    def table(self, epoch: int) -> tuple[pa.Table, Ints]:
        count = len(self.moments)
        return pa.table({
            "Timestamp": numbers(epoch + np.array(self.moments, np.int64), NS),
            "TraceId": same("", count),
            "SpanId": same("", count),
            "SeverityText": texts(self.levels),
            "SeverityNumber": numbers(np.array([SEVERITY[level] for level in self.levels], np.uint8)),
            "ServiceName": same("workflow-engine", count),
            "ScopeName": same(LOGGER["nodejs"], count),
            "Body": texts(self.bodies),
            "SampleRate": same_number(1, count, pa.uint32()),
        }), np.array(self.pods, np.int64)  # fmt: skip


def of_processes(slots: tuple[Slot, ...], chance: Chance) -> Said:
    said = Said()
    for slot in slots:
        lost = 0
        for process in slot.processes:
            started(said, slot, process, lost)
            if process.life and process.last * CELL < WINDOW:
                lost = process.life.lost
                ends(said, slot, process, chance)
            elif process.first != slot.processes[-1].first:
                said.say(process.pod, following(slot, process).started - 800 * MS, "INFO", "SIGTERM received, draining")
    return said


def following(slot: Slot, process: Process) -> Process:
    return slot.processes[slot.processes.index(process) + 1]


def started(said: Said, slot: Slot, process: Process, lost: int) -> None:
    start = process.started
    said.say(process.pod, start + 40 * MS, "INFO", "Starting workflow-engine")
    if lost:
        said.say(process.pod, start + 1900 * MS, "WARN", f"recovered 0 of {lost} executions")
    said.say(process.pod, start + 2400 * MS, "INFO", "listening for executions")
    if start < 0:
        return
    eleventh = the_eleventh(slot, process)
    for place, event in enumerate(EVENTS):
        said.say(process.pod, eleventh + place * 150_000, "WARN", WARNING.format(event))


def the_eleventh(slot: Slot, process: Process) -> int:
    """When the process begins its eleventh execution: none has ended by then."""
    rank = np.array([WARNED_AT - 1])
    cell, number = np.array([process.first]), np.array([slot.number])
    moment = int(slot.plot.told.counted.moments(cell, number, rank, np.full(1, 4095))[0])
    return max(moment, process.started + 3 * SECOND) + 2 * MS


def ends(said: Said, slot: Slot, process: Process, chance: Chance) -> None:
    """The last collections, each of which frees less; then the end, as V8 writes it."""
    assert process.life is not None
    crash, pod = process.life.crash, process.pod
    address = f"0x{chance.number(f'address of {slot.number}/{crash}', 0x4000000, 0x7FFFFFF):x}000"
    held = float(slot.live[process.last - 1])
    said.say(pod, crash - 30 * MS, "ERROR", "<--- Last few GCs --->")
    for number, (back, freed) in enumerate(((7.9, 0.0061), (5.3, 0.0042), (2.6, 0.0031))):
        moment = crash - int(back * 1000) * MS
        room = (LIMIT + 4e6 - number * 1e6) / MIB
        before = (held + (number - 2) * 1.2e6) / MIB
        said.say(pod, moment, "WARN", COMPACT.format(
            address=address, age=(moment - process.started) // MS, before=before, room=room,
            after=before * (1 - freed), less=room - 0.6, takes=1140 + 31 * number + (crash // MS) % 29,
            average=0.331 - 0.024 * number, current=0.204 - 0.041 * number,
        ))  # fmt: skip
    said.say(pod, crash - 20 * MS, "FATAL", FATAL)
    said.say(pod, crash - 10 * MS, "ERROR", "<--- JS stacktrace --->")
