"""One trace on the service graph: its spans summed up by who calls whom, by the rules the graph's calls are made with.

Every nanosecond of self time belongs to one call: a span's to that by which its service came to work, a span's that
calls something silent (a database, a queue, a host) to that call. So what calls take adds up to what the trace took.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rounds.store import Reader
from rounds.store.columns import Coded, coded, integers
from rounds.store.edges import DATABASES, PEERS, QUEUE_SYSTEMS, QUEUES, Crossings, crossings
from rounds.store.questions import filled
from rounds.store.questions import services as statements
from rounds.store.questions import traces as of_traces
from rounds.store.trees import Forest
from rounds.tools import service_graph as graphs
from rounds.tools.moments import to_ms
from rounds.tools.searches import attributes_of, selected
from rounds.tools.services import PathCall, PathNode, TracePath, TracePathQuestion, pair_of
from rounds.tools.traces import parents, summary_of

NAMING = tuple(name[1:] for name in (*PEERS, *DATABASES, *QUEUES, *QUEUE_SYSTEMS))


def trace_path(reader: Reader, question: TracePathQuestion, tag: str = "") -> TracePath:
    """The way of a trace.

    Raises:
        NotFound: no such trace is stored.
    """
    summary = summary_of(reader, question.trace_id, tag)
    spans = Spans.of(reader, summary, tag)
    found = crossings(spans.table, spans.service, spans.status, spans.forest)
    kinds = graphs.kinds_of(map(pair_of, reader.rows(statements.WHOLE, tag=tag)))
    belongs = belonging(found, spans)
    return TracePath(
        trace_id=summary["TraceId"],
        start=to_ms(summary["Time"]),
        duration_ns=summary["Duration"],
        root_service=summary["RootService"],
        root_name=summary["RootName"],
        spans=summary["Spans"],
        errors=summary["Errors"],
        self_ns=int(spans.forest.self_time.sum()),
        nodes=nodes_of(found, spans, kinds),
        calls=calls_of(found, spans, belongs),
    )


@dataclass(frozen=True, slots=True)
class Spans:
    """The spans of a trace in pre-order, as the rules for calls take them."""

    table: pa.Table  # SpanKind, and attributes that name who is called, under the names they are recorded with
    service: Coded
    status: Coded
    forest: Forest
    duration: Any  # nanoseconds

    @staticmethod
    def of(reader: Reader, summary: Mapping[str, Any], tag: str) -> Spans:
        skeleton = reader.table(of_traces.SKELETON, {"trace": summary["TraceNo"], "start": summary["Time"]}, tag=tag)
        service, status = (coded(skeleton[name].cast(pa.string())) for name in ("ServiceName", "StatusCode"))
        columns = {"SpanKind": skeleton["SpanKind"].cast(pa.string()), **naming(reader, summary, skeleton, tag)}
        return Spans(pa.table(columns), service, status, forest_of(skeleton), integers(skeleton["Duration"]))


def forest_of(skeleton: pa.Table) -> Forest:
    depth = integers(skeleton["Depth"])
    parent = np.array(parents(depth.tolist()), "i8")
    return Forest(
        parent=parent,
        orphan=(parent < 0) & (integers(skeleton["ParentSpanId"], "u8") != 0),
        depth=depth,
        position=np.arange(len(depth)),
        descendants=integers(skeleton["Descendants"]),
        self_time=integers(skeleton["SelfTime"]),
        critical=integers(skeleton["Critical"]),
    )


def naming(reader: Reader, summary: Mapping[str, Any], skeleton: pa.Table, tag: str) -> dict[str, pa.ChunkedArray]:
    """What each span says of whom it calls, by attribute; nothing where it does not."""
    known = attributes_of(reader, "traces")
    keys = {name: known[name] for name in NAMING if name in known and known[name].scope == "attribute"}
    if not keys:
        return {}
    start = summary["Time"]
    bound = {"trace": summary["TraceNo"], "start": start, "end": start + summary["Duration"]}
    rows = reader.table(filled(statements.CALLING, columns=selected(keys)), bound, tag=tag)
    at = places(integers(skeleton["SpanId"], "u8"), integers(rows["Span"], "u8"))
    picked = pa.array(at, mask=at < 0)
    return {f"@{name}": rows[f"a{place}"].take(picked) for place, name in enumerate(keys)}


def places(wanted: Any, among: Any) -> Any:
    """Where each number stands among others, -1 for those that do not."""
    if not len(among):
        return np.full(len(wanted), -1)
    order = np.argsort(among, kind="stable")
    near = order[np.minimum(np.searchsorted(among[order], wanted), len(among) - 1)]
    return np.where(among[near] == wanted, near, -1)


def belonging(found: Crossings, spans: Spans) -> Any:
    """To which call the time of each span belongs, -1 for none: a root that nobody is known to have called."""
    count = len(spans.duration)
    entry, calling = np.full(count, -1), np.full(count, -1)
    rows = np.arange(len(found.span))
    entry[found.span[~found.silent]] = rows[~found.silent]
    calling[found.span[found.silent]] = rows[found.silent]
    up = spans.forest.parent
    # To the nearest span at which the service was entered, in twice as long steps each round.
    top = np.where((entry >= 0) | (up < 0), np.arange(count), up)
    while not np.array_equal(further := top[top], top):
        top = further
    return np.where(calling >= 0, calling, entry[top])


def calls_of(found: Crossings, spans: Spans, belongs: Any) -> tuple[PathCall, ...]:
    count = len(found.span)
    own = {"self_ns": summed(belongs, spans.forest.self_time, count)}
    own["critical_ns"] = summed(belongs, spans.forest.critical, count)
    ends = [coded(found.ends[name]) for name in ("Caller", "Callee")]
    width = max(len(ends[1].values), 1)
    pairs, which = np.unique(ends[0].places * width + ends[1].places, return_inverse=True)
    failed = found.ends["Failed"].to_numpy().astype("i8")
    totals = {
        "calls": summed(which, np.ones(count, "i8"), len(pairs)),
        "failed": summed(which, failed, len(pairs)),
        "total_ns": summed(which, spans.duration[found.span], len(pairs)),
        **{name: summed(which, values, len(pairs)) for name, values in own.items()},
    }
    callers, callees = (one.values.to_pylist() for one in ends)
    made = [
        PathCall(
            callers[pair // width], callees[pair % width], **{name: int(values[at]) for name, values in totals.items()}
        )
        for at, pair in enumerate(pairs)
    ]
    return tuple(sorted(made, key=lambda call: (-call.self_ns, call.caller, call.callee)))


def nodes_of(found: Crossings, spans: Spans, kinds: Mapping[str, str]) -> tuple[PathNode, ...]:
    """Everyone in the trace: the services of its spans, and whom they call or are called by that sends none."""
    services = spans.service
    targets, callers = (coded(found.ends[name]) for name in ("Callee", "Caller"))
    names = pa.concat_arrays([one.values.cast(pa.string()) for one in (services, targets, callers)])
    owner = services.places.copy()
    owner[found.span[found.silent]] = len(services.values) + targets.places[found.silent]
    distinct = names.dictionary_encode()
    owner = distinct.indices.to_numpy()[owner]
    error = pc.equal(spans.status.values, "Error").to_numpy(zero_copy_only=False)[spans.status.places]
    texts = distinct.dictionary.to_pylist()
    totals = {
        "spans": summed(owner, np.ones(len(owner), "i8"), len(texts)),
        "errors": summed(owner, error.astype("i8"), len(texts)),
        "self_ns": summed(owner, spans.forest.self_time, len(texts)),
        "critical_ns": summed(owner, spans.forest.critical, len(texts)),
    }
    made = [
        PathNode(text, kinds.get(text, "service"), **{name: int(values[at]) for name, values in totals.items()})
        for at, text in enumerate(texts)
        if text != graphs.OUTSIDE
    ]
    return tuple(sorted(made, key=lambda node: (-node.self_ns, node.name)))


def summed(places: Any, values: Any, count: int) -> Any:
    """The sum of the values at each place, exactly."""
    there = places >= 0
    found = np.zeros(count, "i8")
    np.add.at(found, places[there], values[there])
    return found
