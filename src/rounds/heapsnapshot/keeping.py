"""Which objects are looked at: all, or those of a named filter. The rules are Chrome DevTools', but for `new`.

- `new`: whose ids are not in an earlier snapshot of the process.
- `duplicate strings`: every text that stands in the heap more than once, as `duplicates` counts them.
- `detached`: what is no longer in its document, and what is held by nothing else.
- `held by contexts`: the variables that functions keep of those they were written in, and what nothing else holds.
- `held by event handlers`: handlers, and what nothing else holds. In a browser these are the functions behind V8's
  listeners, in Node.js those that an object's `_events` has, alone or in a list.

Something is held by nothing else when it is not reached from the root once the edges that lead to them are taken away.
What was not reached with them either is not in any of these.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from rounds.heapsnapshot import duplicates
from rounds.heapsnapshot.heap import NONE, ROOT, UNREACHED, Heap
from rounds.heapsnapshot.walking import edges_of, kind, text_number
from rounds.kit.errors import Invalid

KEEP = ("all", "new", "duplicate strings", "detached", "held by contexts", "held by event handlers")
CONTEXT = "system / Context"
DETACHED = 2


def kept(heap: Heap, keep: str, base: Heap | None = None) -> np.ndarray | None:
    """bool[N], or None for all. `new` needs a base. Raises Invalid for an unknown filter or a missing base."""
    match keep:
        case "all":
            return None
        case "new":
            return new(heap, base)
        case "duplicate strings":
            return duplicates.marked(heap)
        case "detached":
            return held_by(heap, heap.detached == DETACHED)
        case "held by contexts":
            return held_by(heap, contexts(heap))
        case "held by event handlers":
            return held_by(heap, handlers(heap))
    raise Invalid(f"Objects can be kept by {', '.join(KEEP)}, not by {keep}.", field="keep")


def new(heap: Heap, base: Heap | None) -> np.ndarray:
    from rounds.heapsnapshot import comparing  # noqa: PLC0415 - compiled loops, which most questions do without

    if base is None:
        raise Invalid("Which objects are new can be said against an earlier snapshot only: name one.", field="since")
    marked: np.ndarray = comparing.new_nodes(base, heap)
    return marked


def held_by(heap: Heap, holders: np.ndarray) -> np.ndarray:
    """bool[N], of each node whether these (bool[N]) hold it, or are it, and nothing else does."""
    weak = kind(heap.kinds.edges, "weak")
    # What the root itself refers to weakly has a distance, and is not reached: as if something else held it.
    if not holders.any() and not (heap.edge_type[: heap.first_edge[ROOT + 1]] == weak).any():
        return np.zeros(heap.nodes, bool)
    held: np.ndarray = ~reached_without(heap, holders) & (heap.distance != UNREACHED)
    return held


def reached_without(heap: Heap, avoided: np.ndarray) -> np.ndarray:
    from rounds.heapsnapshot.kernels import owned_by_page  # noqa: PLC0415 - compiled loops

    weak = kind(heap.kinds.edges, "weak") & 0xFF  # in a file that knows no weak edges a type that it does not have
    types = np.where(avoided[heap.edge_to], np.uint8(weak), heap.edge_type)
    entry = types[heap.first_edge[ROOT] : heap.first_edge[ROOT + 1]] != weak
    reached: np.ndarray = owned_by_page(heap.first_edge, heap.edge_to, types, entry.astype(np.uint8), weak).astype(bool)
    reached[ROOT] = True
    return reached


def contexts(heap: Heap) -> np.ndarray:
    """What V8 calls `system / Context`, also with the name of a script or function after it."""
    named = np.zeros(len(heap.strings), bool)
    for number in beginning_with(heap, CONTEXT):
        named[number] = heap.strings[number] == CONTEXT or heap.strings[number].startswith(f"{CONTEXT} / ")
    marked: np.ndarray = named[heap.node_name]
    return marked


def beginning_with(heap: Heap, text: str) -> list[int]:
    """Numbers of the texts that begin with this one."""
    strings, wanted = heap.strings, np.frombuffer(text.encode(), np.uint8)
    found = np.flatnonzero(np.diff(strings.ends) >= len(wanted))
    for place, byte in enumerate(wanted):
        found = found[strings.text[strings.ends[found] + place] == byte]
    return found.tolist()


def handlers(heap: Heap) -> np.ndarray:
    marked = np.zeros(heap.nodes, bool)
    marked[node_handlers(heap)] = True
    for handler in browser_handlers(heap):
        marked[handler] = True
    return marked


def node_handlers(heap: Heap) -> np.ndarray:
    """The functions that `_events` of an EventEmitter has for an event, one or a list of them."""
    called = text_number(heap.strings, "_events")
    is_property = kind(heap.kinds.edges, "property")
    named = np.flatnonzero(heap.edge_name == called) if called != NONE else np.zeros(0, np.int64)
    lists = np.unique(heap.edge_to[named[heap.edge_type[named] == is_property]])
    of_events = targets(heap, lists, "property")
    several = of_events[heap.node_type[of_events] == kind(heap.kinds.nodes, "object")]
    every = np.concatenate([of_events, targets(heap, several, "element")])
    functions: np.ndarray = every[heap.node_type[every] == kind(heap.kinds.nodes, "closure")]
    return functions


def targets(heap: Heap, nodes: np.ndarray, edge_type: str) -> np.ndarray:
    edges, _ = edges_of(heap, nodes)
    return np.unique(heap.edge_to[edges[heap.edge_type[edges] == kind(heap.kinds.edges, edge_type)]])


def browser_handlers(heap: Heap) -> Iterator[int]:
    """What V8's listeners call: the function, or the one inside of what a framework put around it."""
    called = text_number(heap.strings, "V8EventListener")
    for listener in np.flatnonzero(heap.node_name == called).tolist() if called != NONE else []:
        callback = target(heap, listener, "1")
        if callback != NONE:
            yield callback if target(heap, callback, "code") != NONE else inner_function(heap, callback)


def inner_function(heap: Heap, callback: int) -> int:
    for child in heap.edge_to[heap.first_edge[callback] : heap.first_edge[callback + 1]].tolist():
        if target(heap, child, "code") != NONE:
            return int(child)
    return callback


def target(heap: Heap, node: int, name: str) -> int:
    """What the first edge of this name, or this number, leads to; or NONE."""
    for edge in range(heap.first_edge[node], heap.first_edge[node + 1]):
        numbered = heap.kinds.edges[heap.edge_type[edge]] in ("element", "hidden")
        if (str(heap.edge_name[edge]) if numbered else heap.strings[heap.edge_name[edge]]) == name:
            return int(heap.edge_to[edge])
    return NONE
