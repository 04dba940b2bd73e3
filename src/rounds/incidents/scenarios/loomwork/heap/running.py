"""Heaps of `workflow-engine`, which is well: templates, its log, and executions only while they run.

An execution that has parsed a large state holds it: the text it was parsed from and the orders that came of it. The bus
holds the execution until it has ended, and nothing holds it then.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np

from rounds.simulator import Chance

from .captured import Captured, Unit, captured, text_node
from .engine import FINISHED, TEMPLATE_CACHE, Templates, fitted, tenants, under_way
from .grafting import Graph, Process, Some, aligned, string_bytes
from .lines import LINES, line

ORDERS = 8_000  # in a large state
STREET, TIMELINE = 300, 11_446  # bytes: of the text of one and of the other, whose characters take two each
CUT = 1_024  # characters of a text that V8 writes
EXECUTION_NODES = 28
BETWEEN_EXECUTIONS = timedelta(milliseconds=780)
TENANT, DEFINITION = "cust_1024", "order-intake"  # of the execution that was captured


@dataclass(frozen=True, slots=True)
class Load:
    """When a snapshot is taken, how large the heap is, how many executions ended before, and what runs.

    `running` are small executions, `large` those that hold a large state of `state_bytes`.
    """

    at: datetime
    heap_bytes: int
    executions: int
    running: int
    large: int


def healthy_engine(
    seed: int, loads: Sequence[Load], *, state_bytes: int, tenant: str, workflow: str, customers: Sequence[str]
) -> Iterator[Graph]:
    """Snapshots of one process, oldest first. Templates fill what is left of its heap, 120 MB at most.

    Raises:
        ValueError: a heap is too small for what it holds, or larger than it and the templates are.
    """
    chance = Chance(seed).apart("engine heap")
    of = with_states(captured("engine"), chance, state_bytes, workflow)
    least = np.array([load.heap_bytes - load.large * of.units["large"].bytes for load in loads])
    base = fitted(of, int(least.max()) - TEMPLATE_CACHE * 95 // 100)
    process = Process(of, renamed=tenants(customers) | {TENANT: tenant, DEFINITION: workflow}, sizes=base)
    templates, begun = Templates(of.units["template"], chance), Begun(of, chance)
    for load, left in zip(loads, (least - int(base.sum())).tolist(), strict=True):
        process.of = behind(of, load.running)
        yield process.snapshot({
            "execution": begun.some("execution", load.running),
            "large": begun.some("large", load.large),
            "template": templates.filling(left, load.executions),
            "call": begun.calls(),
            "line": lines(chance, load),
        })  # fmt: skip


def behind(of: Captured, running: int) -> Captured:
    """In the lists of the bus, those with a large state stand behind so many others."""
    large = of.units["large"]
    holders = tuple(replace(holder, first=running) for holder in large.holders)
    return replace(of, units={**of.units, "large": replace(large, holders=holders)})


@dataclass(slots=True)
class Begun:
    """Executions and calls are others in each snapshot: none runs as long as it is to the next."""

    of: Captured
    chance: Chance
    executions: int = 0
    large: int = 0
    called: int = 0

    def some(self, name: str, count: int) -> Some:
        unit, first = self.of.units[name], self.large if name == "large" else self.executions
        if name == "large":
            self.large += count
        else:
            self.executions += count
        ids = [f"exec_{number:012x}" for number in (self.chance.draw(name, count) & ((1 << 48) - 1)).tolist()]
        variants = self.chance.draw(f"{name}/workflows", count) % len(unit.name)
        node = text_node(captured("engine"), captured("engine").units["execution"], "exec_")
        return Some(first, first + count, variants, {node: ids}, unit.size[variants])

    def calls(self) -> Some:
        calls = under_way(self.of.units["call"], self.chance, self.called)
        self.called = calls.end
        return calls


def lines(chance: Chance, load: Load) -> Some:
    """The last of the log: an execution that ended each time."""
    names = chance.fixed("ended", LINES) & ((1 << 48) - 1)
    written = [
        line(
            load.at - BETWEEN_EXECUTIONS * (LINES - place), FINISHED, execution_id=f"exec_{name + load.executions:012x}"
        )
        for place, name in enumerate(names.tolist())
    ]
    return Some(load.executions, load.executions + LINES, np.zeros(LINES, np.int64), {0: written})


# --- a large state ----------------------------------------------------------------------------


def with_states(of: Captured, chance: Chance, state_bytes: int, workflow: str) -> Captured:
    """With a unit more, an execution that holds a large state; and all that run are said to run."""
    words = Words(of)
    running = still_running(of, words)
    large = State(of, words, running, chance, state_bytes, workflow).unit()
    base = replace(of.base, strings=(*of.base.strings, *words.added))
    return Captured(base, {**of.units, "execution": running, "large": large})


class Words:
    """Texts of the base by their numbers, and those that are added to them."""

    def __init__(self, of: Captured) -> None:
        self.known = {text: number for number, text in reversed(list(enumerate(of.base.strings)))}
        self.first = len(of.base.strings)
        self.added: list[str] = []

    def number(self, text: str) -> int:
        if text not in self.known:
            self.known[text] = self.first + len(self.added)
            self.added.append(text)
        return self.known[text]


def node_of(of: Captured, kind: str, name: str) -> int:
    """The first node of the base of that kind and name."""
    base = of.base
    number, type_number = base.strings.index(name), base.kinds.nodes.index(kind)
    return int(np.flatnonzero((base.node_name == number) & (base.node_type == type_number))[0])


def still_running(of: Captured, words: Words) -> Unit:
    unit = of.units["execution"]
    status = unit.edge_name == words.number("status")
    to = unit.edge_to.copy()
    to[:, status & (unit.edge_owner == 4)] = node_of(of, "string", "running")
    return replace(unit, edge_to=to)


@dataclass(slots=True)
class State:
    """The nodes and edges of an execution with its state: the captured ones, then the text and the tree."""

    of: Captured
    words: Words
    execution: Unit
    chance: Chance
    state_bytes: int
    workflow: str

    def unit(self) -> Unit:
        some = self.execution
        row, raw, state, orders, store = range(EXECUTION_NODES, EXECUTION_NODES + 5)
        types, names, sizes = self.nodes()
        edges = [*self.top(row, raw, state, orders, store)]
        many = self.of_orders(EXECUTION_NODES + 5)
        first = EXECUTION_NODES + 5 + 10 * np.arange(ORDERS)
        elements = np.arange(ORDERS)
        indices = np.array([self.words.number(str(place)) for place in range(ORDERS)])
        owner = np.concatenate(
            [some.edge_owner, [e[0] for e in edges], np.full(ORDERS, orders), np.full(ORDERS, store), many[0]]
        )
        kind = np.concatenate([some.edge_type, [self.edge(e[1]) for e in edges], np.full(ORDERS, self.edge("element")),
                               np.full(ORDERS, self.edge("internal")), many[1]])  # fmt: skip
        name = np.concatenate([some.edge_name, [self.words.number(e[2]) for e in edges], elements, indices, many[2]])
        to = np.concatenate([some.edge_to[0], [e[3] for e in edges], -1 - first, -1 - first, many[3]])
        order = np.argsort(owner, kind="stable")
        return Unit(
            type=types,
            name=names[None, :],
            size=sizes[None, :],
            edge_owner=owner[order].astype(np.int32),
            edge_type=kind[order].astype(np.uint8),
            edge_name=name[order].astype(np.int32),
            edge_to=to[order][None, :].astype(np.int32),
            places=some.places,
            holders=some.holders,
        )

    def nodes(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        some, number = self.execution, self.words.number
        texts = self.texts()
        types = [self.kind(kind) for kind in ("object", "string", "object", "object", "array")]
        names = [number(text) for text in ("Object", self.raw(texts[2][0]), "Object", "Array", "(object elements)")]
        sizes = [32, aligned(16 + self.state_bytes), 40, 32, aligned(16 + 8 * ORDERS)]
        each = ("object", "string", "string", "object", "string", "object", "array", "string", "number", "object")
        of_each = np.array([self.kind(kind) for kind in each], np.uint8)
        names_of = np.empty((ORDERS, 10), np.int64)
        fixed = {0: "Object", 3: "Object", 5: "Array", 6: "(object elements)", 8: "heap number", 9: "Object"}
        for place, text in fixed.items():
            names_of[:, place] = number(text)
        for place, column in zip((1, 2, 4, 7), texts, strict=True):
            names_of[:, place] = [number(text) for text in column]
        sizes_of = np.tile(np.array([56, 32, 40, 32, 0, 32, 32, 0, 16, 40], np.int64), (ORDERS, 1))
        sizes_of[:, 1] = [string_bytes(text) for text in texts[0]]
        sizes_of[:, 4] = aligned(16 + STREET)
        sizes_of[:, 7] = 16 + (TIMELINE + self.chance.draw("timeline", ORDERS) % 4_000 - 2_000) // 8 * 8
        return (
            np.concatenate([some.type, np.array(types, np.uint8), np.tile(of_each, ORDERS)]),
            np.concatenate([some.name[0], names, names_of.ravel()]).astype(np.int32),
            np.concatenate([some.size[0], sizes, sizes_of.ravel()]),
        )

    def texts(self) -> tuple[list[str], list[str], list[str], list[str]]:
        """Of each order: its id, its day, where to it goes and what happened to it, of which V8 writes the beginning."""
        drawn = self.chance.draw("orders", ORDERS).tolist()
        ids = [f"ord_{place + 1:06d}{number % 10_000:04d}" for place, number in enumerate(drawn)]
        days = [
            f"{2019 + place * 7 // ORDERS}-{1 + n % 12:02d}-{1 + (n >> 8) % 28:02d}" for place, n in enumerate(drawn)
        ]
        streets = [
            f"{1 + n % 240} {STREETS[(n >> 16) % len(STREETS)]}, {one}".ljust(STREET, ".")
            for n, one in zip(drawn, ids, strict=True)
        ]
        timelines = [(f"№ {one}: " + HAPPENED * 14)[:CUT] for one in ids]
        return ids, days, streets, timelines

    def raw(self, street: str) -> str:
        """The text as the database gave it: the beginning."""
        begins = f'{{"workflow":"{self.workflow}","orders":[{{"id":"ord_000001","shipTo":{{"street":"{street}"}},"timeline":"{HAPPENED * 9}'
        return begins[:CUT]

    def top(self, row: int, raw: int, state: int, orders: int, store: int) -> Iterator[tuple[int, str, str, int]]:
        """Edges: whose, of which kind and name, and where to."""
        prototype, shape = self.shape()
        yield 4, "property", "row", -1 - row
        yield 4, "property", "state", -1 - state
        yield row, "property", "state", -1 - raw
        yield from self.plain(row, prototype, shape)
        yield raw, "internal", "map", self.map_of("OneByteString")
        yield state, "property", "orders", -1 - orders
        yield from self.plain(state, prototype, shape)
        yield from self.array(orders, store)

    def plain(self, owner: int, prototype: int, shape: int) -> Iterator[tuple[int, str, str, int]]:
        yield owner, "property", "__proto__", prototype
        yield owner, "internal", "map", shape

    def array(self, owner: int, store: int) -> Iterator[tuple[int, str, str, int]]:
        """As the list of an execution's results is put together."""
        unit = self.execution
        of_results = {self.of.base.strings[name]: to for owner_, kind, name, to in zip(
            unit.edge_owner.tolist(), unit.edge_type.tolist(), unit.edge_name.tolist(), unit.edge_to[0].tolist(), strict=True,
        ) if owner_ == 6 and kind != self.edge("element")}  # fmt: skip
        yield owner, "property", "__proto__", of_results["__proto__"]
        yield owner, "internal", "elements", -1 - store
        yield owner, "internal", "map", of_results["map"]
        yield store, "internal", "map", node_of(self.of, "hidden", "system / Map")

    def of_orders(self, first: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
        """All edges of all orders: owners, kinds, names, targets."""
        edges = [*self.of_order()]
        owner, to = (np.array([edge[part] for edge in edges]) for part in (0, 3))
        kind = np.array([self.edge(edge[1]) for edge in edges])
        name = np.array([0 if edge[1] == "element" else self.words.number(edge[2]) for edge in edges])
        start = first + 10 * np.arange(ORDERS)[:, None]
        own = to < 0
        owners = start + owner[None, :]
        targets = np.where(own[None, :], to[None, :] - start, to[None, :])
        return owners.ravel(), np.tile(kind, ORDERS), np.tile(name, ORDERS), targets.ravel()

    def of_order(self) -> Iterator[tuple[int, str, str, int]]:
        prototype, shape = self.shape()
        flat, wide = self.map_of("OneByteString"), self.map_of("String")
        for name, to in (("id", 1), ("placedAt", 2), ("shipTo", 3), ("lines", 5), ("timeline", 7), ("total", 8)):
            yield 0, "property", name, -1 - to
        yield from self.plain(0, prototype, shape)
        yield 1, "internal", "map", flat
        yield 2, "internal", "map", flat
        yield 3, "property", "street", -1 - 4
        yield from self.plain(3, prototype, shape)
        yield 4, "internal", "map", flat
        yield 5, "element", "0", -1 - 9
        yield from self.array(5, 6)
        yield 6, "internal", "0", -1 - 9
        yield 7, "internal", "map", wide
        yield 8, "internal", "map", node_of(self.of, "hidden", "system / Map")
        yield 9, "property", "amount", -1 - 8
        yield from self.plain(9, prototype, shape)

    def shape(self) -> tuple[int, int]:
        """The prototype of plain objects, and a shape of one: those of the headers of a call."""
        unit = self.of.units["call"]
        edges = zip(unit.edge_owner.tolist(), unit.edge_name.tolist(), unit.edge_to[0].tolist(), strict=True)
        found = {self.of.base.strings[name]: to for owner, name, to in edges if owner == 4 and to >= 0}
        return found["__proto__"], found["map"]

    def map_of(self, kind: str) -> int:
        return node_of(self.of, "hidden", f"system / Map ({kind})")

    def kind(self, name: str) -> int:
        return self.of.base.kinds.nodes.index(name)

    def edge(self, name: str) -> int:
        return self.of.base.kinds.edges.index(name)


STREETS = ("Harbour Road", "Mill Lane", "Station Street", "Church Hill", "Garden Row", "Park Avenue", "Bridge End")
HAPPENED = "placed, paid, packed, sent, delivered; called about the invoice; "
