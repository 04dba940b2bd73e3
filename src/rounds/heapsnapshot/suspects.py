"""What looks like a leak, and why: in one snapshot what holds a large share, between two what came and stayed.

In one snapshot the rule is Eclipse Memory Analyzer's: from the root down the dominator tree as long as single objects
hold a share of the heap; where one holds it by many small ones, there it accumulates. Between two the objects that are
new and that no other new object holds are grouped by the way they are held, and where the dominators of a group come
together, there it accumulates. Groups that accumulate in one place are one suspect. What is new in a place that hardly
holds more than before was replaced, as in a list of the last hundred: it is none; nor is what V8 made for itself, such
as code that was compiled when it first ran.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from rounds.heapsnapshot import names
from rounds.heapsnapshot.answers import Suspect, Suspects
from rounds.heapsnapshot.grouping import Grouped, grouped, sums
from rounds.heapsnapshot.heap import NONE, ROOT, SYSTEM, Heap
from rounds.heapsnapshot.objects import node_of, places
from rounds.heapsnapshot.walking import distinct, source
from rounds.heapsnapshot.ways import class_called, ways
from rounds.kit.errors import NotFound

SHARE = 0.1  # of the heap, from which something is suspected: Eclipse Memory Analyzer's
NEW_SHARE = 0.05  # of what is new, and at least
LEAST_SHARE = 0.01  # of the heap
STAYED = 1 / 3  # of what is new in a place, by how much it grew at least: of the rest as much went as came
TOGETHER = 0.5  # of a group's bytes that one object dominates, to say that it accumulates there
NEAR = 3  # dominators between two places that count as one
LOOKED_UP = 12  # objects on the way up, for a function or class of which V8 says where it was written
FIELDS = 4  # steps up to an object whose class says something
MOST = 10
V8S_OWN = ("code", "object shape", "synthetic", "hidden")
OPAQUE = ("array", "hidden", "code", "closure", "synthetic", "object shape", "number", "string")
NAMELESS = ("Object", "Array", "Map", "Set", "system / Context", "WeakMap")


def suspects(heap: Heap, base: Heap | None = None) -> Suspects:
    """At most MOST, most retained first; with a base what grew most, and only that: what stays as it is is no leak."""
    found = list(large(heap) if base is None else grown(heap, base))
    return Suspects(tuple(sorted(found, key=lambda one: (-one.grown_bytes, -one.retained_bytes))[:MOST]))


# In one snapshot


@dataclass(frozen=True, slots=True)
class Pile:
    """What an object keeps alive beside single large ones: of the class that makes up most of it these `nodes`."""

    at: int
    nodes: np.ndarray
    retained: int


def large(heap: Heap) -> Iterator[Suspect]:
    least = max(int(SHARE * heap.retained[ROOT]), 1)
    for held in piles(heap, least):
        if held.retained >= least and not of_v8(heap, int(held.nodes[0])):
            if held.at != ROOT or says_something(heap, int(held.nodes[0])):
                yield pile_suspect(heap, held)
        elif heap.shallow[held.at] >= least:
            yield single_suspect(heap, held.at)


def piles(heap: Heap, least: int) -> Iterator[Pile]:
    """Of the objects that hold at least this much what they hold beside those objects that do so too."""
    waiting = [ROOT]
    while waiting:
        node = waiting.pop()
        children = heap.dominated[heap.first_dominated[node] : heap.first_dominated[node + 1]]
        # Most retained come first, and not more than so many can hold so much.
        large_ones = int(np.count_nonzero(heap.retained[children[: int(1 / SHARE) + 1]] >= least))
        yield pile(heap, node, children[large_ones:])
        waiting.extend(children[:large_ones].tolist())


def pile(heap: Heap, node: int, children: np.ndarray) -> Pile:
    if not len(children):
        return Pile(node, children, 0)
    of = heap.node_class[children]
    bytes_of = sums(of, heap.retained[children], len(heap.classes.name))
    most = int(bytes_of.argmax())
    return Pile(node, children[of == most], int(bytes_of[most]))


def pile_suspect(heap: Heap, held: Pile) -> Suspect:
    found = ways(heap, held.nodes[:1])
    total, keeps, count = int(heap.retained[ROOT]), int(heap.retained[held.at]), len(held.nodes)
    where = "Directly under the root" if held.at == ROOT else f"Under {shown(heap, held.at)}{field_of(heap, held.at)},"
    example = int(held.nodes[0])
    called = class_called(heap, int(held.nodes[0]))
    if len(distinct(heap.node_name[held.nodes])) > 1:
        called = names.cut(heap.classes.name[int(heap.node_class[held.nodes[0]])])
    whole = "" if held.at == ROOT else f" The object keeps {amount(keeps)} alive, {percent(keeps / total)}."
    return Suspect(
        name=telling(heap, int(held.nodes[0])),
        id=int(heap.node_id[held.at]),
        where=place_called(heap, held.at),
        at=written_at(heap, example, held.at),
        count=count,
        retained_bytes=held.retained,
        share=held.retained / total,
        path=found.path(int(found.asked[0])),
        reason=f"{where} {count:,} {called} keep {amount(held.retained)} alive, "
        f"{percent(held.retained / total)} of the heap, and none of them as much as {percent(SHARE)}.{whole}",
    )


def single_suspect(heap: Heap, node: int) -> Suspect:
    found = ways(heap, np.array([node], np.int32))
    total, size = int(heap.retained[ROOT]), int(heap.shallow[node])
    return Suspect(
        name=telling(heap, node),
        id=int(heap.node_id[node]),
        where=place_called(heap, node),
        at=written_at(heap, node, ROOT),
        count=1,
        retained_bytes=int(heap.retained[node]),
        share=int(heap.retained[node]) / total,
        path=found.path(int(found.asked[0])),
        reason=f"{shown(heap, node)} alone is {amount(size)} large, {percent(size / total)} of the heap.",
    )


# Between two snapshots


def grown(heap: Heap, base: Heap) -> Iterator[Suspect]:
    from rounds.heapsnapshot import comparing  # noqa: PLC0415 - compiled loops

    pair = comparing.paired(base, heap)
    nodes = outermost(heap, pair.new)
    if not len(nodes):
        return
    found = grouped(heap, nodes)
    total = int(found.retained.sum())
    places = {number: accumulation(heap, found, number) for number in large_groups(heap, found, total)}
    least = max(NEW_SHARE * total, LEAST_SHARE * int(heap.retained[ROOT]))
    for at, numbers in in_one_place(heap, places):
        new = int(found.retained[numbers].sum())
        of = int(pair.heap_class[found.nodes[found.example[numbers[0]]]])
        by = growth_at(heap, base, at)
        if by is None:
            by = int(pair.heap_table[1, of] - pair.base_table[1, of])
        if min(by, new) >= max(least, STAYED * new):
            yield grown_suspect(heap, base, found, at, numbers, total, min(by, new))


def growth_at(heap: Heap, base: Heap, node: int) -> int | None:
    """By how much more an object retains, or the nearest of those that dominate it which was there before.

    None where that holds everything: then it does not say what became of one class.
    """
    while not holds_everything(heap, node):
        if (then := retained_before(base, int(heap.node_id[node]))) > 0:
            return int(heap.retained[node]) - then
        node = int(heap.dominator[node])
    return None


def outermost(heap: Heap, new: np.ndarray) -> np.ndarray:
    """The new nodes that no other new one dominates, int32. Nodes without a size, between two, are neither."""
    nodes: np.ndarray = np.flatnonzero(new).astype(np.int32)
    over = heap.dominator[nodes]
    between = np.flatnonzero((heap.shallow[over] == 0) & (over != ROOT))
    while len(between):
        over[between] = heap.dominator[over[between]]
        between = between[(heap.shallow[over[between]] == 0) & (over[between] != ROOT)]
    alone: np.ndarray = nodes[~new[over]]
    return alone


def large_groups(heap: Heap, found: Grouped, total: int) -> list[int]:
    """Most retained first; also smaller ones than are suspected, since several may accumulate in one place."""
    order = np.argsort(-found.retained, kind="stable")
    large_ones = order[found.retained[order] >= NEW_SHARE / 5 * total][: 5 * MOST].tolist()
    return [number for number in large_ones if not of_v8(heap, int(found.nodes[found.example[number]]))]


def accumulation(heap: Heap, found: Grouped, number: int) -> int:
    """The lowest node that dominates TOGETHER of the group's bytes."""
    over = found.nodes[found.group == number]
    weight = heap.retained[over].astype(np.float64)
    while True:
        over = heap.dominator[over]
        distinct, place = np.unique(over, return_inverse=True)
        held = np.bincount(place, weights=weight)
        if held.max() >= TOGETHER * weight.sum() or (distinct == ROOT).all():
            return int(distinct[held.argmax()])


def in_one_place(heap: Heap, places: dict[int, int]) -> list[tuple[int, list[int]]]:
    """Groups by where they accumulate: what accumulates just below another such place belongs to that."""
    found: dict[int, list[int]] = {}
    apart: list[tuple[int, list[int]]] = []
    for number, at in places.items():  # most retained first
        if holds_everything(heap, at):
            apart.append((at, [number]))
        else:
            over = next((above for above in near_above(heap, at) if above in found), at)
            found.setdefault(over, []).append(number)
    return [*found.items(), *apart]


def near_above(heap: Heap, node: int) -> Iterator[int]:
    for _ in range(NEAR):
        if holds_everything(heap, node):
            return
        yield node
        node = int(heap.dominator[node])


def holds_everything(heap: Heap, node: int) -> bool:
    """The root, a global, V8's own roots and contexts: to accumulate there is to accumulate nowhere."""
    return node == ROOT or heap.distance[node] % SYSTEM <= 1 or names.kind_of(heap, node) in V8S_OWN


def grown_suspect(
    heap: Heap, base: Heap, found: Grouped, at: int, numbers: list[int], total: int, grown_bytes: int
) -> Suspect:
    largest = numbers[0]
    example = int(found.nodes[found.example[largest]])
    keeps = int(found.retained[numbers].sum())
    return Suspect(
        name=telling(heap, example),
        id=int(heap.node_id[at]),
        where=place_called(heap, at),
        at=written_at(heap, example, at),
        count=int(found.count[largest]),
        retained_bytes=keeps,
        grown_bytes=grown_bytes,
        share=keeps / int(heap.retained[ROOT]),
        path=found.path(largest),
        reason=" ".join(reasons(heap, base, found, at, numbers, total)),
    )


def reasons(heap: Heap, base: Heap, found: Grouped, at: int, numbers: list[int], total: int) -> Iterator[str]:
    keeps = int(found.retained[numbers].sum())
    others = int(found.count[numbers[1:]].sum())
    beside = f", and {others:,} more beside them," if others else ","
    yield (
        f"{group_called(heap, found, numbers[0])}, new since the earlier snapshot and all held in one way{beside} keep "
        f"{amount(keeps)} alive: {percent(keeps / total)} of what is new."
    )
    if not holds_everything(heap, at):
        now, then = int(heap.retained[at]), retained_before(base, int(heap.node_id[at]))
        before = f"kept {amount(then)} alive before and keeps" if then else "keeps"
        after = " now" if then else " alive"
        yield (
            f"They accumulate under {shown(heap, at)}{field_of(heap, at)}, which {before} {amount(now)}{after}, "
            f"{percent(now / int(heap.retained[ROOT]))} of the heap."
        )
    if others:
        ways_beside = [
            f"{group_called(heap, found, one)} by {' '.join(found.path(one)[-4:-1])}" for one in numbers[1:4]
        ]
        yield f"Beside them: {'; '.join(ways_beside)}{'; and others' if len(numbers) > 4 else ''}."


def group_called(heap: Heap, found: Grouped, number: int) -> str:
    example = int(found.nodes[found.example[number]])
    count = int(found.count[number])
    called, about = class_called(heap, example), telling(heap, example)
    with_it = f", each with its {about}" if count > 1 and about != called and not says_something(heap, example) else ""
    return f"{count:,} {called}{with_it}" if count > 1 else shown(heap, example)


def retained_before(base: Heap, its_id: int) -> int:
    try:
        return int(base.retained[node_of(base, its_id)])
    except NotFound:
        return 0


# In words


def telling(heap: Heap, node: int) -> str:
    """What an object is about: itself, or the object of a class of the program that makes up most of what it holds."""
    least, at = heap.retained[node] / 2, node
    while not says_something(heap, at):
        children = heap.dominated[heap.first_dominated[at] : heap.first_dominated[at + 1]]
        if not len(children) or heap.retained[children[0]] < least:
            return class_called(heap, node)
        at = int(children[0])
    return names.cut(heap.classes.name[int(heap.node_class[at])])


def of_v8(heap: Heap, node: int) -> bool:
    """What V8 made for itself; but a page's context that is still there when the page is gone is a leak."""
    return names.kind_of(heap, node) in V8S_OWN and "NativeContext" not in names.raw_name(heap, node)


def says_something(heap: Heap, node: int) -> bool:
    if names.kind_of(heap, node) in OPAQUE:
        return False
    return names.raw_name(heap, node) not in NAMELESS


def shown(heap: Heap, node: int) -> str:
    return f"{names.name(heap, node)} @{heap.node_id[node]}"


def field_of(heap: Heap, node: int) -> str:
    """Of an object whose class says nothing, which field it is of one whose class does: `, entries{table} of Cache @7`."""
    steps: list[str] = []
    at = node
    while not says_something(heap, at) and len(steps) < FIELDS and (edge := int(heap.parent_edge[at])) != NONE:
        steps.append(names.step(heap.kinds.edges[int(heap.edge_type[edge])], names.label(heap, edge)))
        at = source(heap, edge)
    return f", {''.join(reversed(steps)).removeprefix('.')} of {shown(heap, at)}" if steps else ""


def place_called(heap: Heap, node: int) -> str:
    """An object with the field that it is: `_events of WorkflowEventBus`, `Array`; empty for the root."""
    if node == ROOT:
        return ""
    return field_of(heap, node).removeprefix(", ") or shown(heap, node)


def written_at(heap: Heap, node: int, stop: int) -> str:
    """`file:line:column` of the nearest function or class on the way from an object up to another; or empty."""
    for _ in range(LOOKED_UP):
        if node == stop:
            return ""
        if found := next(places(heap, np.array([node], np.int64))):
            return found
        if (edge := int(heap.parent_edge[node])) == NONE:
            return ""
        node = source(heap, edge)
    return ""


def amount(size: int) -> str:
    """To three digits, as the interface writes sizes."""
    for unit, of in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size >= 0.9995 * of:
            value = size / of
            return f"{value:,.{0 if value >= 99.95 else 1 if value >= 9.995 else 2}f} {unit}"
    return f"{size:,} B"


def percent(share: float) -> str:
    return f"{share * 100:.0f} %" if share >= 0.01 else "less than 1 %"
