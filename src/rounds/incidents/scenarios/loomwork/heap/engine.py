"""Heaps of `workflow-engine`: what it holds of templates, of its log, and of the executions it never lets go of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from rounds.simulator import Chance

from .captured import Captured, Unit, captured, text_node
from .grafting import Graph, Process, Some
from .lines import LINES, line

TEMPLATE_CACHE = 120_000_000  # bytes: when it is full, the template that was used least recently goes
SMALLEST_TEMPLATE, LARGEST_TEMPLATE = 300_000, 700_000
EXECUTIONS_A_NEW_TEMPLATE = 400  # once the cache is full
FEWEST_CALLS, MOST_CALLS = 12, 60  # under way at a moment
ELASTIC = 32_768  # texts of the base from this size on are as large as the heap of this process needs them
CUT = 1_024  # characters of a text that V8 writes
FINISHED = "execution finished"


@dataclass(frozen=True, slots=True)
class Moment:
    """When a snapshot is taken, how many executions the process has begun by then and how large its heap is, in bytes."""

    at: datetime
    executions: int
    heap_bytes: int


def leaking(seed: int, moments: Sequence[Moment], customers: Sequence[str] = ()) -> Iterator[Graph]:
    """Snapshots of one process that keeps the handlers of every execution, oldest first.

    Each execution holds 28 objects of 22 to 26 KB in all, the same for the whole life of the process. What is left of
    the heap is the base of 94 MB and the templates, of which there may be 120 MB: what is not, is an error. `customers`
    gives the tenants of the executions their names.

    Raises:
        ValueError: a heap is too small for its executions, or larger than they and the templates are.
    """
    chance = Chance(seed).apart("engine heap")
    begun = 0
    of = captured("engine")
    executions = Executions(of.units["execution"], chance, moments[-1].executions)
    rest = np.array([moment.heap_bytes - executions.bytes(moment.executions) for moment in moments])
    base = fitted(of, int(rest[-1]) - TEMPLATE_CACHE)
    templates = Templates(of.units["template"], chance)
    process = Process(of, renamed=tenants(customers), sizes=base)
    for moment, left in zip(moments, (rest - int(base.sum())).tolist(), strict=True):
        calls = under_way(of.units["call"], chance, begun)
        begun = calls.end
        yield process.snapshot({
            "execution": executions.until(moment.executions),
            "template": templates.filling(left, moment.executions),
            "call": calls,
            "line": lines(executions, moment),
        })  # fmt: skip


def tenants(customers: Sequence[str]) -> dict[str, str]:
    return {f"cust_{1000 + number}": name for number, name in enumerate(customers[:38])}


def fitted(of: Captured, wanted: int) -> np.ndarray:
    """Sizes of the base's nodes, so that they come near to so many bytes: definitions and connectors differ in size."""
    sizes = of.base.self_size
    large = (sizes >= ELASTIC) & (of.base.node_type == of.base.kinds.nodes.index("string"))
    factor = (wanted - int(sizes[~large].sum())) / int(sizes[large].sum())
    changed = np.rint(sizes[large] * min(max(factor, 0.8), 1.25)).astype(np.int64)
    fitting = sizes.copy()
    fitting[large] = aligned_all(changed)
    return fitting


def aligned_all(sizes: np.ndarray) -> np.ndarray:
    aligned_ones: np.ndarray = (sizes + 7) // 8 * 8
    return aligned_ones


class Executions:
    """All of a process, by their numbers: which workflow each runs and what it is called."""

    def __init__(self, unit: Unit, chance: Chance, count: int) -> None:
        self.unit = unit
        self.variants = chance.draw("workflows", count) % len(unit.name)
        self.names = [f"exec_{number:012x}" for number in (chance.draw("executions", count) & ((1 << 48) - 1)).tolist()]
        self.sizes = self.answers(chance)

    def answers(self, chance: Chance) -> np.ndarray:
        """What a connector answers is as long as it is to every execution of a workflow, and differs between seeds."""
        sizes = self.unit.size.copy()
        texts = sizes >= CUT
        sizes[texts] += 8 * (chance.draw("answers", int(texts.sum())) % 9 - 4)
        return sizes

    def bytes(self, count: int) -> int:
        return int(self.sizes.sum(axis=1)[self.variants[:count]].sum())

    def until(self, count: int) -> Some:
        variants = self.variants[:count]
        return Some(0, count, variants, {self.node: self.names[:count]}, self.sizes[variants])

    @property
    def node(self) -> int:
        return text_node(captured("engine"), self.unit, "exec_")


class Templates:
    """The cache: the newest templates that fit into it."""

    def __init__(self, unit: Unit, chance: Chance) -> None:
        self.unit = unit
        self.chance = chance
        self.first = self.end = 0
        self.executions = 0
        self.sizes = np.empty(0, np.int64)

    def filling(self, room: int, executions: int) -> Some:
        if not 0 <= room <= TEMPLATE_CACHE * 1.05:
            raise ValueError(f"{room:,} bytes are left for templates, of which there are at most {TEMPLATE_CACHE:,}")
        self.end += (executions - self.executions) // EXECUTIONS_A_NEW_TEMPLATE if self.end else 0
        self.executions = executions
        while self.bytes(self.first) < room:
            self.end += 1
        while self.bytes(self.first) > room:
            self.first += 1
        return self.there()

    def bytes(self, first: int) -> int:
        if len(self.sizes) < self.end:
            drawn = self.chance.fixed("templates", max(self.end, 4096))
            self.sizes = aligned_all(SMALLEST_TEMPLATE + drawn % (LARGEST_TEMPLATE - SMALLEST_TEMPLATE))
        return int(self.sizes[first : self.end].sum())

    def there(self) -> Some:
        of, count = captured("engine"), self.end - self.first
        key, source = (text_node(of, self.unit, beginning) for beginning in ("template-", '{"kind":"template"'))
        shown = of.base.strings[self.unit.name[0, source]]
        captured_key = of.base.strings[self.unit.name[0, key]]
        keys = [f"template-{number:06d}" for number in range(self.first, self.end)]
        sizes = np.repeat(self.unit.size[:1], count, axis=0)
        sizes[:, source] = self.sizes[self.first : self.end]
        texts = {key: keys, source: [shown.replace(captured_key, name) for name in keys]}
        return Some(self.first, self.end, np.zeros(count, np.int64), texts, sizes)


def under_way(unit: Unit, chance: Chance, first: int) -> Some:
    """Calls of connectors: others at each moment, since none takes as long as it is to the next snapshot."""
    count = chance.number("calls", FEWEST_CALLS, MOST_CALLS)
    numbers = (chance.draw("requests", count) & ((1 << 48) - 1)).tolist()
    node = text_node(captured("engine"), unit, "req_")
    texts = {node: [f"req_{number:012x}" for number in numbers]}
    variants = np.zeros(count, np.int64)
    return Some(first, first + count, variants, texts, unit.size[variants])


def lines(executions: Executions, moment: Moment) -> Some:
    """The last of the log: an execution that ended each time."""
    first = max(moment.executions - LINES, 0)
    numbers = range(first, moment.executions)
    written = [
        line(
            moment.at - timedelta(milliseconds=331 * (moment.executions - n)),
            FINISHED,
            execution_id=executions.names[n],
        )
        for n in numbers
    ]
    return Some(first, moment.executions, np.zeros(len(written), np.int64), {0: written})
