"""Calls between services, found in spans, and what they call that sends no spans of its own.

* A span whose parent belongs to another service is a call from that service. It failed if either of the two did.
* A client's or producer's span without such a child called something silent: a database or a cache
  (`db.system.name`), a queue (`messaging.system`), another host (`peer.service`, `server.address`). A name that some span's service has is
  that service: its own spans were not kept.
* A server's span without a parent is a call from outside, an empty Caller. A consumer's span without a parent is a
  call from its queue. A server's span whose parent is missing is left out: who called is not known.

Latency is the called span's duration, in the last two cases the caller's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rounds.store.columns import Coded, coded, whole, words
from rounds.store.trees import Forest

PEERS = ("@peer.service", "@server.address", "@net.peer.name", "@network.peer.address")
DATABASES = ("@db.system.name", "@db.system")
CACHES = ("redis", "valkey", "memcached", "dragonfly", "keydb", "hazelcast")  # databases that keep nothing for good
QUEUES = ("@messaging.destination.name", "@messaging.destination")
QUEUE_SYSTEMS = ("@messaging.system",)
WORD = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema(
    [
        ("Start", pa.timestamp("ns", "UTC")),
        ("Caller", WORD),
        ("Callee", WORD),
        ("CallerKind", WORD),
        ("CalleeKind", WORD),
        ("Failed", pa.bool_()),
        ("Duration", pa.uint64()),
        ("SampleRate", pa.uint32()),
        ("Square", pa.float64()),
    ]
)
ENDS = pa.schema([SCHEMA.field(name) for name in ("Caller", "Callee", "CallerKind", "CalleeKind", "Failed")])


@dataclass(frozen=True, slots=True)
class Crossings:
    """Calls, one a row. A span may be two: called itself, and calling something silent."""

    span: Any  # the row of the span whose duration a call's latency is
    silent: Any  # whether it is a caller's own span
    ends: pa.Table  # Caller, Callee, CallerKind, CalleeKind, Failed


def calls(
    table: pa.Table, service: Coded, status: Coded, forest: Forest, trace: Any, start: Any, duration: Any, rates: Any
) -> pa.Table:
    """One row a call: when, from where to where, failed or not, nanoseconds and how many real calls it stands for.

    `Square` stands at the first of a trace's calls between the same two: how many real calls all of them are, squared.
    Calls of one trace come together, so that by these, not by calls, a sum is known to be more than chance.
    """
    found = crossings(table, service, status, forest)
    at = found.span
    columns = [pa.array(start[at], SCHEMA.field("Start").type), *found.ends.columns]
    squares = squares_of(trace[at], found.ends, start[at], rates[at])
    numbers = [pa.array(duration[at].astype("u8")), pa.array(rates[at]), pa.array(squares)]
    return pa.table([*columns, *numbers], schema=SCHEMA)


def squares_of(trace: Any, ends: pa.Table, start: Any, rates: Any) -> Any:
    """Of each trace and pair of ends, at its first call: the sum of sample rates, squared; 0 everywhere else."""
    found = np.zeros(len(trace), "f8")
    if not len(trace):
        return found
    caller, callee = (coded(ends[name]).places for name in ("Caller", "Callee"))
    order = np.lexsort((start, callee, caller, trace))
    one = np.stack([trace[order], caller[order], callee[order]])
    first = np.flatnonzero(np.r_[True, (one[:, 1:] != one[:, :-1]).any(axis=0)])
    found[order[first]] = np.add.reduceat(rates[order].astype("f8"), first) ** 2
    return found


def crossings(table: pa.Table, service: Coded, status: Coded, forest: Forest) -> Crossings:
    """The calls among spans; `table` has SpanKind and, where there are any, the attributes that name who was called."""
    kind = coded(table["SpanKind"])
    failed = equals(status, "Error")
    up = forest.parent
    inside = up >= 0
    crossing = inside & (service.places != service.places[up])
    answered = np.zeros(len(up), bool)
    answered[up[crossing]] = True

    called = np.flatnonzero(crossing)
    outside = np.flatnonzero(~inside & ~forest.orphan & equals(kind, "Server"))
    consumed = np.flatnonzero(~inside & ~forest.orphan & equals(kind, "Consumer"))
    silent = np.flatnonzero(~answered & (equals(kind, "Client") | equals(kind, "Producer")))

    def rows(
        at: Any, caller: pa.Array, callee: pa.Array, caller_kind: pa.Array, callee_kind: pa.Array, errors: Any
    ) -> pa.Table:
        return pa.table([caller, callee, caller_kind, callee_kind, pa.array(errors[at])], schema=ENDS)

    def named(at: Any) -> pa.Array:
        return words(service, service.places[at])

    either = failed | (inside & failed[up] & equals(kind, "Client")[up])
    naming = table.select(
        [name for name in ("SpanKind", *PEERS, *DATABASES, *QUEUES, *QUEUE_SYSTEMS) if name in table.column_names]
    )
    target, target_kind = silent_targets(naming.take(pa.array(silent)), service)
    queue = first_of(naming.take(pa.array(consumed)), QUEUES, QUEUE_SYSTEMS)
    found = pa.concat_tables(
        [
            rows(called, named(up[called]), named(called), same("service", called), same("service", called), either),
            rows(outside, same("", outside), named(outside), same("", outside), same("service", outside), failed),
            rows(silent, named(silent), target.dictionary_encode(), same("service", silent), target_kind, failed),
            rows(
                consumed,
                queue.dictionary_encode(),
                named(consumed),
                same("messaging", consumed),
                same("service", consumed),
                failed,
            ),
        ]
    )
    known = pc.and_(pc.is_valid(found["Callee"]), pc.is_valid(found["Caller"]))
    kept = known.to_numpy()
    places = np.concatenate([called, outside, silent, consumed])
    own = np.repeat([False, False, True, False], [len(called), len(outside), len(silent), len(consumed)])
    return Crossings(places[kept], own[kept], found.filter(known))


def silent_targets(table: pa.Table, service: Coded) -> tuple[pa.Array, pa.Array]:
    """What each of these client spans called, and of which kind; no name where nothing tells."""
    peer = first_of(table, PEERS)
    database, queue = first_of(table, DATABASES), first_of(table, QUEUES, QUEUE_SYSTEMS)
    name = pc.coalesce(pc.if_else(pc.is_valid(queue), queue, pa.scalar(None, pa.string())), peer, database)
    known = pc.is_in(name, value_set=service.values)
    cache = pc.fill_null(pc.is_in(database, value_set=pa.array(CACHES)), False)
    kind = pc.case_when(
        pc.make_struct(pc.fill_null(known, False), cache, pc.is_valid(database), pc.is_valid(queue)),
        "service",
        "cache",
        "database",
        "messaging",
        "external",
    )
    return name, whole(kind).dictionary_encode()


def first_of(table: pa.Table, *names: tuple[str, ...]) -> pa.Array:
    """The first of these attributes that each row has, as text."""
    present = [table[name].cast(pa.string()) for group in names for name in group if name in table.column_names]
    absent = pa.nulls(table.num_rows, pa.string())
    return whole(pc.coalesce(*present, absent)) if present else absent


def same(text: str, at: Any) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(np.zeros(len(at), "i4")), [text])


def equals(column: Coded, text: str) -> Any:
    """In which rows it is that text."""
    return np.array([value == text for value in column.values.to_pylist()] + [False])[column.places]
