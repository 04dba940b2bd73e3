"""Compiled loops over the graph of a heap. N nodes, E edges; what a node, an edge or a text is called is its number.

None recurses, none is worse than linear but for the dominators, which are E log N at most; so a graph that somebody
made on purpose takes no longer than an honest one of its size. Importing this module loads the compiled code, which
takes a while: only an analysis imports it.
"""

from __future__ import annotations

import numpy as np
from numba import njit

I4 = 'Array(int32, 1, "C", readonly=True)'
I8 = 'Array(int64, 1, "C", readonly=True)'
U1 = 'Array(uint8, 1, "C", readonly=True)'
U4 = 'Array(uint32, 1, "C", readonly=True)'


@njit(f"Tuple((int32[::1], int32[::1]))({I4}, int64)", cache=True, nogil=True)
def grouped(group: np.ndarray, groups: int) -> tuple[np.ndarray, np.ndarray]:
    """Things by their group, in the order of their numbers. Those whose group is -1 are left out.

    Returns where each group begins, int32[groups + 1], and the things.
    """
    first = np.zeros(groups + 1, np.int32)
    for thing in range(len(group)):
        if group[thing] >= 0:
            first[group[thing] + 1] += 1
    place = np.empty(groups, np.int32)
    for number in range(groups):
        place[number] = first[number]
        first[number + 1] += first[number]
    things = np.empty(first[groups], np.int32)
    for thing in range(len(group)):
        of = group[thing]
        if of >= 0:
            things[place[of]] = thing
            place[of] += 1
    return first, things


@njit(f"Tuple((int32[::1], int32[::1]))({I4}, {I4}, int64)", cache=True, nogil=True)
def grouped_in_order(order: np.ndarray, group: np.ndarray, groups: int) -> tuple[np.ndarray, np.ndarray]:
    """As `grouped`, the things of a group in the order in which `order` has them; only those it has."""
    first = np.zeros(groups + 1, np.int32)
    for thing in order:
        if group[thing] >= 0:
            first[group[thing] + 1] += 1
    place = np.empty(groups, np.int32)
    for number in range(groups):
        place[number] = first[number]
        first[number + 1] += first[number]
    things = np.empty(first[groups], np.int32)
    for thing in order:
        of = group[thing]
        if of >= 0:
            things[place[of]] = thing
            place[of] += 1
    return first, things


@njit(f"int32[::1]({I8}, boolean)", cache=True, nogil=True)
def sorted_by(keys: np.ndarray, falling: bool) -> np.ndarray:
    """The numbers of things by their keys, which are not negative; equal ones by number. Eleven bits at a time."""
    length = len(keys)
    largest = np.int64(0)
    for thing in range(length):
        largest = max(largest, keys[thing])
    order = np.empty(length, np.int32)
    for thing in range(length):
        order[thing] = thing
    other = np.empty(length, np.int32)
    shift = 0
    while shift < 64 and largest >> shift > 0:
        place = np.zeros(2049, np.int64)
        for thing in range(length):
            digit = keys[thing] >> shift & 2047
            place[(2047 - digit if falling else digit) + 1] += 1
        for digit in range(2048):
            place[digit + 1] += place[digit]
        for position in range(length):
            thing = order[position]
            digit = keys[thing] >> shift & 2047
            if falling:
                digit = 2047 - digit
            other[place[digit]] = thing
            place[digit] += 1
        order, other = other, order
        shift += 11
    return order


@njit(f"uint8[::1]({I4}, {I4}, {U1}, {U1}, uint8[::1], int64, int64, int64, int64)", cache=True, nogil=True)
def spread_detachment(
    first_edge: np.ndarray,
    edge_to: np.ndarray,
    edge_type: np.ndarray,
    node_type: np.ndarray,
    state: np.ndarray,
    native: int,
    hidden: int,
    invisible: int,
    weak: int,
) -> np.ndarray:
    """Native nodes take over whether they hang in a document: attached from what is attached, else detached.

    Changes `state` (0 unknown, 1 attached, 2 detached) and returns which nodes are called "Detached …". Nothing passes
    through nodes of JavaScript: each way into native ones begins at a node that knows its own state.
    """
    nodes = len(state)
    renamed = np.zeros(nodes, np.uint8)
    seen = np.zeros(nodes, np.uint8)
    waiting = np.empty(nodes, np.int32)
    for phase in range(1, 3):
        count = 0
        for node in range(nodes):
            if phase == 1 and state[node] != 0:
                seen[node] = 1
            if seen[node] and state[node] == phase and node_type[node] == native:
                waiting[count] = node
                count += 1
                if phase == 2:
                    renamed[node] = 1
        while count > 0:
            count -= 1
            node = waiting[count]
            for edge in range(first_edge[node], first_edge[node + 1]):
                kind = edge_type[edge]
                to = edge_to[edge]
                if kind in (hidden, invisible, weak) or seen[to]:
                    continue
                seen[to] = 1
                if node_type[to] != native:
                    continue
                state[to] = phase
                if phase == 2:
                    renamed[to] = 1
                waiting[count] = to
                count += 1
    return renamed


@njit(f"uint8[::1]({I4}, {I4}, {U1}, {U1}, int64)", cache=True, nogil=True)
def owned_by_page(
    first_edge: np.ndarray, edge_to: np.ndarray, edge_type: np.ndarray, entry: np.ndarray, weak: int
) -> np.ndarray:
    """Which nodes are reached by edges that are not weak from those the root's edges lead to where `entry` is set."""
    nodes = len(first_edge) - 1
    owned = np.zeros(nodes, np.uint8)
    waiting = np.empty(nodes, np.int32)
    count = 0
    for edge in range(first_edge[0], first_edge[1]):
        to = edge_to[edge]
        if entry[edge - first_edge[0]] and not owned[to]:
            owned[to] = 1
            waiting[count] = to
            count += 1
    while count > 0:
        count -= 1
        node = waiting[count]
        for edge in range(first_edge[node], first_edge[node + 1]):
            to = edge_to[edge]
            if edge_type[edge] != weak and not owned[to]:
                owned[to] = 1
                waiting[count] = to
                count += 1
    return owned


@njit(f"uint8[::1]({I4}, {I4}, {U1}, {I4}, {U4}, {U1}, {I4}, {I8}, int64, int64, int64)", cache=True, nogil=True)
def essential_edges(
    first_edge: np.ndarray,
    edge_to: np.ndarray,
    edge_type: np.ndarray,
    edge_name: np.ndarray,
    node_id: np.ndarray,
    owned: np.ndarray,
    pair_of: np.ndarray,
    table_of: np.ndarray,
    internal: int,
    shortcut: int,
    weak: int,
) -> np.ndarray:
    """Which edges keep something alive, for the dominators.

    Not: weak edges; edges to oneself; shortcuts, but for the root's; what leads into the page from outside of it, so
    that a debugger's hold changes nothing; and the edge from a WeakMap to a value, since the one from the key says
    more. `pair_of` and `table_of` tell by a text's number whether it names such an edge, and the map's id.
    """
    essential = np.zeros(len(edge_to), np.uint8)
    ephemerons = len(pair_of) > 0
    for node in range(len(first_edge) - 1):
        inside = owned[node]
        for edge in range(first_edge[node], first_edge[node + 1]):
            kind = edge_type[edge]
            to = edge_to[edge]
            if kind == weak or to == node:
                continue
            if ephemerons and kind == internal:
                name = edge_name[edge]
                if pair_of[name] >= 0 and table_of[name] == np.int64(node_id[node]):
                    continue
            if node != 0 and (kind == shortcut or (owned[to] and not inside)):
                continue
            essential[edge] = 1
    return essential


@njit(f"int64[::1]({I4}, {I4}, {U1}, {U1}, {I8}, {U1}, int64)", cache=True, nogil=True)
def folded_sizes(
    first_edge: np.ndarray,
    edge_to: np.ndarray,
    edge_type: np.ndarray,
    owns: np.ndarray,
    self_size: np.ndarray,
    sizeless: np.ndarray,
    weak: int,
) -> np.ndarray:
    """Sizes after those of nodes which do not own themselves went to their one owner.

    `owns` are nodes that own themselves. Whatever else only one of them leads to, by edges that are not weak, is its;
    `sizeless` owners take nothing.
    """
    nodes = len(owns)
    unowned, shared = -1, -2
    owner = np.empty(nodes, np.int32)
    # A node waits once when it finds an owner and once more when it has several
    waiting = np.empty(2 * nodes, np.int32)
    count = 0
    for node in range(nodes):
        owner[node] = unowned
        if owns[node]:
            owner[node] = node
            waiting[count] = node
            count += 1
    while count > 0:
        count -= 1
        node = waiting[count]
        of = owner[node]
        for edge in range(first_edge[node], first_edge[node + 1]):
            if edge_type[edge] == weak:
                continue
            to = edge_to[edge]
            has = owner[to]
            if has == shared or has in (to, of):
                continue
            owner[to] = of if has == unowned else shared
            waiting[count] = to
            count += 1
    sizes = np.empty(nodes, np.int64)
    for node in range(nodes):
        sizes[node] = self_size[node]
    for node in range(nodes):
        of = owner[node]
        if of >= 0 and of != node and not sizeless[of]:
            sizes[of] += self_size[node]
            sizes[node] = 0
    return sizes


@njit(f"Tuple((int32[::1], int32[::1], int32[::1], int32[::1], int64))({I4}, {I4}, {U1})", cache=True, nogil=True)
def numbered_by_depth(
    first_edge: np.ndarray, edge_to: np.ndarray, essential: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, int]:
    """Numbers the nodes in the order a depth-first walk from the root meets them.

    Nodes that nothing essential leads to are walked from as if the root led there. Returns the number of each node (-1
    for what is reached from nowhere: circles that hold each other), the node of each number, the number of the node it
    was met from, how many essential edges lead to each node from those met, and how many were met.
    """
    nodes = len(first_edge) - 1
    number = np.empty(nodes, np.int32)
    node_of = np.empty(nodes, np.int32)
    parent = np.zeros(nodes, np.int32)
    leading = np.zeros(nodes, np.int32)
    held = np.zeros(0, np.uint8)
    following = np.empty(nodes, np.int32)
    stack = np.empty(nodes, np.int32)
    met = 0
    for start in range(nodes):
        number[start] = -1
        following[start] = first_edge[start]
    for start in range(nodes):
        if number[start] >= 0:
            continue
        if start != 0:
            if len(held) == 0:
                held = np.zeros(nodes, np.uint8)
                for edge in range(len(edge_to)):
                    if essential[edge]:
                        held[edge_to[edge]] = 1
            if held[start]:
                continue
        number[start] = met
        node_of[met] = start
        met += 1
        stack[0] = start
        depth = 1
        while depth > 0:
            node = stack[depth - 1]
            edge = following[node]
            end = first_edge[node + 1]
            to = -1
            while edge < end:
                if essential[edge]:
                    leads = edge_to[edge]
                    leading[leads] += 1
                    if number[leads] < 0:
                        to = leads
                        break
                edge += 1
            following[node] = edge + 1
            if to < 0:
                depth -= 1
                continue
            number[to] = met
            node_of[met] = to
            parent[met] = number[node]
            met += 1
            stack[depth] = to
            depth += 1
    return number, node_of, parent, leading, met


@njit(f"Tuple((int32[::1], int32[::1]))({I4}, {I4}, {U1}, {I4}, {I4}, {I4}, int64)", cache=True, nogil=True)
def predecessors(
    first_edge: np.ndarray,
    edge_to: np.ndarray,
    essential: np.ndarray,
    number: np.ndarray,
    node_of: np.ndarray,
    leading: np.ndarray,
    met: int,
) -> tuple[np.ndarray, np.ndarray]:
    """For each node by its number, the numbers of those an essential edge comes from, grouped."""
    first = np.zeros(met + 1, np.int32)
    place = np.empty(met, np.int32)
    for target in range(met):
        place[target] = first[target]
        first[target + 1] = first[target] + leading[node_of[target]]
    sources = np.empty(first[met], np.int32)
    for source in range(met):
        node = node_of[source]
        for edge in range(first_edge[node], first_edge[node + 1]):
            if essential[edge]:
                target = number[edge_to[edge]]
                sources[place[target]] = source
                place[target] += 1
    return first, sources


@njit("void(int64, int32[::1], int32[::1], int32[::1], int32[::1])", cache=True, nogil=True)
def compress(node: int, ancestor: np.ndarray, label: np.ndarray, semi: np.ndarray, stack: np.ndarray) -> None:
    """Shortens the path up from a node, keeping in `label` the node on it with the least semidominator."""
    depth = 0
    while ancestor[ancestor[node]] >= 0:
        stack[depth] = node
        depth += 1
        node = ancestor[node]
    while depth > 0:
        depth -= 1
        below = stack[depth]
        above = ancestor[below]
        if semi[label[above]] < semi[label[below]]:
            label[below] = label[above]
        ancestor[below] = ancestor[above]


@njit(f"int32[::1]({I4}, {I4}, {I4})", cache=True, nogil=True)
def dominators(parent: np.ndarray, first: np.ndarray, sources: np.ndarray) -> np.ndarray:
    """The immediate dominator of each node, all by their numbers: Lengauer and Tarjan, with path compression.

    A node without predecessors hangs under the root.
    """
    nodes = len(parent)
    ancestor = np.empty(nodes, np.int32)
    label = np.empty(nodes, np.int32)
    semi = np.empty(nodes, np.int32)
    bucket = np.empty(nodes, np.int32)
    beside = np.empty(nodes, np.int32)
    dominator = np.zeros(nodes, np.int32)
    stack = np.empty(nodes, np.int32)
    for node in range(nodes):
        ancestor[node] = bucket[node] = -1
        label[node] = semi[node] = node
    for node in range(nodes - 1, 0, -1):
        least = node
        if first[node] == first[node + 1]:
            least = 0
        for place in range(first[node], first[node + 1]):
            source = sources[place]
            if ancestor[source] >= 0:
                compress(source, ancestor, label, semi, stack)
                source = label[source]
            least = min(least, semi[source])
        semi[node] = least
        beside[node] = bucket[least]
        bucket[least] = node
        above = parent[node]
        ancestor[node] = above
        waiting = bucket[above]
        while waiting >= 0:
            best = waiting
            if ancestor[waiting] >= 0:
                compress(waiting, ancestor, label, semi, stack)
                best = label[waiting]
            dominator[waiting] = best if semi[best] < semi[waiting] else above
            waiting = beside[waiting]
        bucket[above] = -1
    for node in range(1, nodes):
        if dominator[node] != semi[node]:
            dominator[node] = dominator[dominator[node]]
    return dominator


@njit(f"Tuple((int32[::1], int64[::1]))({I4}, {I4}, {I8}, int64)", cache=True, nogil=True)
def retained_sizes(
    by_number: np.ndarray, node_of: np.ndarray, shallow: np.ndarray, met: int
) -> tuple[np.ndarray, np.ndarray]:
    """From dominators by number: the dominator of each node, and what would go with it. The root holds all the rest."""
    nodes = len(shallow)
    sums = np.empty(met, np.int64)
    for number in range(met):
        sums[number] = shallow[node_of[number]]
    for number in range(met - 1, 0, -1):
        sums[by_number[number]] += sums[number]
    dominator = np.zeros(nodes, np.int32)
    retained = np.empty(nodes, np.int64)
    total = np.int64(0)
    for node in range(nodes):
        retained[node] = shallow[node]
        total += shallow[node]
    for number in range(met):
        retained[node_of[number]] = sums[number]
        dominator[node_of[number]] = node_of[by_number[number]]
    retained[0] = total
    return dominator, retained


@njit(f"int64({U1}, int64, int64)", cache=True, nogil=True)
def leading_number(text: np.ndarray, start: int, end: int) -> int:
    """The whole number a text begins with, after spaces, or -1. Not read beyond a billion."""
    at = start
    while at < end and (text[at] == 32 or 9 <= text[at] <= 13):
        at += 1
    if at < end and text[at] == 43:
        at += 1
    value = -1
    while at < end and 48 <= text[at] <= 57:
        value = max(value, 0) * 10 + text[at] - 48
        if value > 1_000_000_000_000:
            break
        at += 1
    return value


@njit(
    f"void({I4}, {I4}, {U1}, {I4}, {U1}, {I4}, {I4}, {U1}, {U1}, {U1}, {I8}, int64[::1], boolean, "
    "int32[::1], int32[::1])",
    cache=True,
    nogil=True,
)
def distances(
    first_edge: np.ndarray,
    edge_to: np.ndarray,
    edge_type: np.ndarray,
    edge_name: np.ndarray,
    node_type: np.ndarray,
    node_name: np.ndarray,
    pair_of: np.ndarray,
    user_root: np.ndarray,
    ignored: np.ndarray,
    text: np.ndarray,
    ends: np.ndarray,
    known: np.ndarray,
    ignoring: bool,
    distance: np.ndarray,
    parent_edge: np.ndarray,
) -> None:
    """How many steps each node is from the roots, breadth first; and the edge a shortest path comes by.

    First from what the root's edges lead to where `user_root` is set, at 1; then from the root, at 100,000,000 (at 0
    when there was none of them). Weak edges are not followed; nor is a context's `sloppy_function_map`, nor the
    descriptors of a map, which other maps share; and the first edge that comes to a value in a WeakMap is passed over,
    so that the value is counted from the map or the key, whichever is further. `known` are the numbers of: the node
    types hidden and array; the edge types weak, internal, element, hidden; the texts `sloppy_function_map`, `system /
    NativeContext` and `(map descriptors)`; how many pairs of WeakMaps there are. -1 where there is no such thing.
    """
    hidden_node, array_node = known[0], known[1]
    weak, internal, element, hidden = known[2], known[3], known[4], known[5]
    sloppy, native_context, descriptors, pairs = known[6], known[7], known[8], known[9]
    nodes = len(first_edge) - 1
    for node in range(nodes):
        distance[node] = -5
        parent_edge[node] = -1
    once = np.zeros(max(pairs, 1), np.uint8)
    # A root that two edges lead to is gone through twice, as in Chrome DevTools
    waiting = np.empty(nodes + first_edge[1] - first_edge[0] + 1, np.int32)
    count = 0
    for edge in range(first_edge[0], first_edge[1]):
        to = edge_to[edge]
        if user_root[edge - first_edge[0]] and not (ignoring and ignored[to]):
            distance[to] = 1
            waiting[count] = to
            count += 1
    had_roots = count > 0
    for phase in range(2):
        if phase == 1:
            distance[0] = 100_000_000 if had_roots else 0
            parent_edge[0] = -1
            waiting[0] = 0
            count = 1
        at = 0
        while at < count:
            node = waiting[at]
            at += 1
            further = distance[node] + 1
            is_context = node_type[node] == hidden_node and node_name[node] == native_context
            is_descriptors = node_type[node] == array_node and node_name[node] == descriptors
            for edge in range(first_edge[node], first_edge[node + 1]):
                kind = edge_type[edge]
                to = edge_to[edge]
                if kind == weak or distance[to] != -5 or (ignoring and ignored[to]):
                    continue
                name = edge_name[edge]
                numbered = kind in (element, hidden)
                if is_context and not numbered and name == sloppy:
                    continue
                if is_descriptors:
                    index = np.int64(np.uint32(name)) if numbered else leading_number(text, ends[name], ends[name + 1])
                    if index >= 2 and index % 3 == 1:
                        continue
                elif pairs > 0 and kind == internal and pair_of[name] >= 0:
                    pair = pair_of[name]
                    once[pair] = 1 - once[pair]
                    if once[pair]:
                        continue
                distance[to] = further
                parent_edge[to] = -1 if node == 0 else edge
                waiting[count] = to
                count += 1


@njit(f"int64[::1]({I4}, {I4}, {I4}, {I8}, {I8}, int64)", cache=True, nogil=True)
def class_retained_sizes(
    first_dominated: np.ndarray,
    dominated: np.ndarray,
    node_class: np.ndarray,
    shallow: np.ndarray,
    retained: np.ndarray,
    classes: int,
) -> np.ndarray:
    """What would go with all members of each class: the sum of what those retain that no other member dominates.

    Nodes without a size are members of no class.
    """
    sums = np.zeros(classes, np.int64)
    inside = np.zeros(classes, np.int32)
    following = np.empty(len(node_class), np.int32)
    for node in range(len(node_class)):
        following[node] = first_dominated[node]
    stack = np.empty(len(node_class), np.int32)
    stack[0] = 0
    depth = 1
    while depth > 0:
        node = stack[depth - 1]
        of = node_class[node]
        if following[node] == first_dominated[node] and shallow[node] != 0 and inside[of] == 0:
            sums[of] += retained[node]
        if following[node] == first_dominated[node + 1]:
            if shallow[node] != 0 and first_dominated[node] != first_dominated[node + 1]:
                inside[of] -= 1
            depth -= 1
            continue
        if following[node] == first_dominated[node] and shallow[node] != 0:
            inside[of] += 1
        below = dominated[following[node]]
        following[node] += 1
        if first_dominated[below] == first_dominated[below + 1]:
            # Most nodes dominate nothing: they need not be walked into
            of = node_class[below]
            if shallow[below] != 0 and inside[of] == 0:
                sums[of] += retained[below]
            continue
        stack[depth] = below
        depth += 1
    return sums


@njit(f"int32[::1]({I4}, {I4}, {I4}, int64)", cache=True, nogil=True)
def alike_above(first_dominated: np.ndarray, dominated: np.ndarray, way: np.ndarray, ways: int) -> np.ndarray:
    """Of each node the next that dominates it and has the same number in `way`, int32[N]; -1 where none does."""
    above = np.full(len(way), -1, np.int32)
    last = np.full(ways, -1, np.int32)
    following = first_dominated[:-1].copy()
    stack = np.empty(len(way), np.int32)
    stack[0] = 0
    last[way[0]] = 0
    depth = 1
    while depth > 0:
        node = stack[depth - 1]
        if following[node] == first_dominated[node + 1]:
            last[way[node]] = above[node]
            depth -= 1
            continue
        below = dominated[following[node]]
        following[node] += 1
        above[below] = last[way[below]]
        if first_dominated[below] != first_dominated[below + 1]:
            # Most nodes dominate nothing: they need not be walked into
            last[way[below]] = below
            stack[depth] = below
            depth += 1
    return above
