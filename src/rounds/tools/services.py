"""The services lens: who calls whom, how much, how fast, with how many failures, and what of it changed.

Calls are summed up per 10 s, so a stretch is widened to whole tens of seconds, and what was not recorded is cut off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rounds.kit.errors import Invalid, NotFound
from rounds.store import Reader
from rounds.store.questions import filled
from rounds.store.questions import services as statements
from rounds.tools import service_graph as graphs
from rounds.tools.moments import nice_step, window
from rounds.tools.related import Related
from rounds.tools.service_filters import Figures, Filter, parsed
from rounds.tools.service_graph import OUTSIDE, Pair, Traffic
from rounds.tools.service_pivots import Looked, Status, queries_of, related_of, status_field, statuses_of

BUCKET_MS = statements.BUCKET * 1000
LATEST = 2**32 - 20  # seconds that fit the store's times
MOST_POINTS = 1000
MOST_NAMES = 2000
CUT_SHORT = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphQuestion:
    """All calls of the incident, with their figures between `start` and `end` and, when given, in a stretch before.

    `find` marks what matches and `hide` takes it away: `errors > 5% or p95 > 500ms`, `rate < 0.5`, `name ~ hooks`,
    `kind:database`, `change:new`. Both ask about `start` to `end`; a name is also that of the other end of a call.
    """

    start: float
    end: float
    before_start: float | None = None
    before_end: float | None = None
    find: str = ""
    hide: str = ""


@dataclass(frozen=True, slots=True)
class Node:
    """Someone who calls or is called. Its figures are of the calls it gets; of those it makes, if it gets none.

    `id` is its name, or for hosts drawn as one names who calls them. `hosts` are their names, the busiest first.
    `group` is what this host would be drawn with if it had not changed or failed: it stands beside it.
    """

    id: str
    name: str
    kind: str  # service, database, cache, messaging, external
    hosts: tuple[str, ...]
    group: str
    sends: bool
    before: Traffic | None
    during: Traffic
    changes: tuple[str, ...]
    found: bool
    hidden: bool


@dataclass(frozen=True, slots=True)
class Call:
    """Calls from one node to another, by their ids. The caller is empty for calls from outside."""

    caller: str
    callee: str
    before: Traffic | None
    during: Traffic
    changes: tuple[str, ...]
    found: bool
    hidden: bool


@dataclass(frozen=True, slots=True)
class ServiceGraph:
    """`nodes` and `calls` are those of the whole incident, also where the stretches hold no calls.

    The shape of the picture so depends on the incident alone, but for nodes with a `group`. The stretches are those
    the figures are of. `left_out` counts nodes beyond 300. `rows` calls are stored of the `total` that there were in
    both stretches. Traces are stored when they end: from `complete_until` on (milliseconds) long ones are missing,
    and of a stretch of which that is a tenth it is not said that calls are gone or fewer.
    """

    nodes: tuple[Node, ...]
    calls: tuple[Call, ...]
    start: float
    end: float
    before_start: float | None
    before_end: float | None
    found: int
    left_out: int
    rows: int
    total: int
    complete_until: float | None
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CallQuestion:
    """The calls from any of `callers` to any of `callees` together; an empty list means everyone.

    Curves run from `from_time` to `to_time`; statuses and lines are those of the two stretches.
    """

    callers: tuple[str, ...] = ()
    callees: tuple[str, ...] = ()
    from_time: float
    to_time: float
    start: float
    end: float
    before_start: float | None = None
    before_end: float | None = None
    points: int = 240


@dataclass(frozen=True, slots=True)
class CallDetails:
    """Curves in steps of `step_ms` from `start` on; None where nothing was called. `errors` are shares, 0 to 1.

    `query` finds the spans of these calls among the traces; `exact` is false where it finds more than them.
    `status_field` is the attribute of theirs that holds a status code, empty where there is none.
    """

    start: float
    step_ms: float
    rate: tuple[float, ...]
    errors: tuple[float | None, ...]
    p50_ns: tuple[int | None, ...]
    p95_ns: tuple[int | None, ...]
    statuses: tuple[Status, ...]
    status_field: str
    query: str
    exact: bool
    related: tuple[Related, ...]
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FailingQuestion:
    start: float
    end: float
    points: int = 240


@dataclass(frozen=True, slots=True)
class FailingCalls:
    """Calls over time, of all there are, and how many of them failed."""

    start: float
    step_ms: float
    total: tuple[int, ...]
    failed: tuple[int, ...]
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TracePathQuestion:
    """The way of one trace over the graph."""

    trace_id: str


@dataclass(frozen=True, slots=True)
class PathNode:
    """Someone in a trace, under the name that the graph's calls have for it.

    Times are nanoseconds. `self_ns` is that of its spans which none of their children covers, `critical_ns` what of
    the trace's critical path runs there. What sends no spans has those of the spans that call it.
    """

    name: str
    kind: str
    spans: int
    errors: int
    self_ns: int
    critical_ns: int


@dataclass(frozen=True, slots=True)
class PathCall:
    """Calls of one trace between two names; the caller is empty for those from outside.

    `total_ns` adds up their durations, `self_ns` and `critical_ns` what the one called spent on them itself.
    """

    caller: str
    callee: str
    calls: int
    failed: int
    total_ns: int
    self_ns: int
    critical_ns: int


@dataclass(frozen=True, slots=True)
class TracePath:
    """One trace summed up by who calls whom, made as the graph's calls are: each of these is one of the graph.

    Nodes have the most self time first; all `self_ns` of them together are the trace's. Counts are of stored spans.
    """

    trace_id: str
    start: float
    duration_ns: int
    root_service: str
    root_name: str
    spans: int
    errors: int
    self_ns: int
    nodes: tuple[PathNode, ...]
    calls: tuple[PathCall, ...]
    took_ms: float = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Whole seconds since 1970, both multiples of ten; the end is not inside."""

    start: int
    end: int

    @property
    def seconds(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about two stretches, and what the incident holds."""

    reader: Reader
    tag: str
    pairs: Sequence[Pair]
    kinds: Mapping[str, str]
    during: Stretch
    before: Stretch | None
    complete_until: float | None = None  # milliseconds
    weights: tuple[float | None, float | None] = (1.0, 1.0)  # calls that a stored one stands for, before and during

    @property
    def cut_short(self) -> bool:
        """Whether much of `during` is of a time whose long traces are not stored: fewer calls then mean nothing."""
        if self.complete_until is None:
            return False
        return self.during.end - self.complete_until / 1000 > CUT_SHORT * self.during.seconds

    @property
    def bound(self) -> dict[str, object]:
        before = self.before or Stretch(0, 0)
        first = min(self.during.start, before.start) if self.before else self.during.start
        return {
            "starts": [before.start, self.during.start],
            "ends": [before.end, self.during.end],
            "first": first,
            "last": max(self.during.end, before.end),
        }


def graph(reader: Reader, question: GraphQuestion, tag: str = "") -> ServiceGraph:
    """The graph.

    Raises:
        Invalid: a stretch, or what to find or hide, with the place in the text.
    """
    find, hide = parsed(question.find, "find"), parsed(question.hide, "hide")
    asked = asking(reader, question, tag)
    asked = replace(asked, complete_until=complete_until(reader, tag) if asked.pairs else None)
    figures = calls_of(asked)
    asked = replace(asked, weights=(weight_of(figures, 0), weight_of(figures, 1)))
    drawn, groups = drawing(asked, figures)
    merged = latencies(asked, drawn)
    calls = made_calls(asked, drawn, figures, merged)
    nodes = made_nodes(asked, drawn, groups, calls, merged)
    kept = graphs.busiest(renamed(asked.pairs, drawn), {node.id for node in nodes if node.changes})
    seen = Sight(find, hide, {node.id: node for node in nodes})
    shown = tuple(seen.node(node) for node in nodes if node.id in kept)
    edges = tuple(seen.call(call) for call in calls if call.callee in kept and call.caller in (OUTSIDE, *kept))
    return ServiceGraph(
        nodes=shown,
        calls=edges,
        start=asked.during.start * 1000,
        end=asked.during.end * 1000,
        before_start=asked.before.start * 1000 if asked.before else None,
        before_end=asked.before.end * 1000 if asked.before else None,
        found=sum(node.found for node in shown) + sum(edge.found for edge in edges),
        left_out=len(nodes) - len(shown),
        rows=sum(row["Stored"] for row in figures.values()),
        total=sum(row["Total"] for row in figures.values()),
        complete_until=asked.complete_until,
    )


def complete_until(reader: Reader, tag: str) -> float:
    """Until when nearly all spans of what happened are stored, milliseconds: later traces may not have ended."""
    (row,) = reader.rows(statements.LONG, tag=tag)
    return float(row["Last"] - row["Long"])


def asking(reader: Reader, question: GraphQuestion | CallQuestion, tag: str) -> Asked:
    rows = reader.rows(statements.WHOLE, tag=tag)
    pairs = list(map(pair_of, rows))
    whole = Stretch(min((row["First"] for row in rows), default=0), max((row["Last"] for row in rows), default=LATEST))
    during = stretch(question.start, question.end, whole)
    before = None
    if question.before_start is not None and question.before_end is not None:
        before = stretch(question.before_start, question.before_end, whole)
    return Asked(reader, tag, pairs, graphs.kinds_of(pairs), during, before)


def pair_of(row: Mapping[str, Any]) -> Pair:
    names = ("Caller", "Callee", "CallerKind", "CalleeKind", "Total", "Stored", "Failed")
    return Pair(*(row[name] for name in names))


def stretch(start: float, end: float, whole: Stretch | None = None) -> Stretch:
    """The tens of seconds that a stretch touches, of those that were recorded.

    Raises:
        Invalid: the end does not come after the start, or one is no moment.
    """
    window(start, end)
    first = min(max(int(start // BUCKET_MS), 0) * statements.BUCKET, LATEST)
    last = min(max(int(-(-end // BUCKET_MS)), 0) * statements.BUCKET, LATEST)
    found = Stretch(first, max(last, first + statements.BUCKET))
    if whole is None or found.end <= whole.start or found.start >= whole.end:
        return found
    return Stretch(max(found.start, whole.start), min(found.end, whole.end))


Figured = Mapping[tuple[int, str, str], Mapping[str, Any]]


def calls_of(asked: Asked) -> Figured:
    """By stretch (0 before, 1 during), caller and callee."""
    statement = filled(statements.CALLS, stretch=statements.STRETCH)
    rows = asked.reader.rows(statement, asked.bound, tag=asked.tag)
    return {(row["Stretch"], row["Caller"], row["Callee"]): row for row in rows}


def weight_of(figures: Figured, stretch: int) -> float | None:
    rows = [row for (place, _, _), row in figures.items() if place == stretch]
    stored = sum(row["Stored"] for row in rows)
    return sum(row["Total"] for row in rows) / stored if stored else None


def drawing(asked: Asked, figures: Figured) -> tuple[dict[str, str], dict[str, str]]:
    """Under which id each name is drawn, and for hosts taken out of a group, which one."""
    groups = graphs.groups_of(asked.pairs, asked.kinds)
    apart = {pair.callee for pair in asked.pairs if pair.callee in groups and stands_out(asked, figures, pair)}
    names = {name for pair in asked.pairs for name in (pair.caller, pair.callee)}
    drawn = {name: name if name in apart else groups.get(name, name) for name in names}
    return drawn, {host: groups[host] for host in apart}


def stands_out(asked: Asked, figures: Figured, pair: Pair) -> bool:
    before, during = of_pair(asked, figures, pair)
    failing = during.failed_rows >= graphs.FEWEST_EXPECTED and (during.errors or 0) >= graphs.FAILING
    return failing or bool(changed(asked, before, during))


def of_pair(asked: Asked, figures: Figured, pair: Pair) -> tuple[Traffic | None, Traffic]:
    row = figures.get((0, pair.caller, pair.callee))
    before = graphs.traffic(asked.before.seconds, row) if asked.before else None
    return before, graphs.traffic(asked.during.seconds, figures.get((1, pair.caller, pair.callee)))


def changed(asked: Asked, before: Traffic | None, during: Traffic) -> tuple[str, ...]:
    if before is None or asked.before is None:
        return ()
    found = graphs.changes(before, during, asked.before.seconds, asked.during.seconds, asked.weights)
    return tuple(one for one in found if one not in ("gone", "fewer_calls")) if asked.cut_short else found


def renamed(pairs: Iterable[Pair], drawn: Mapping[str, str]) -> list[Pair]:
    return [
        Pair(
            drawn[one.caller],
            drawn[one.callee],
            one.caller_kind,
            one.callee_kind,
            one.total,
            one.rows,
            one.failed_rows,
        )
        for one in pairs
    ]


Latencies = Mapping[tuple[int, str | None, str], Sequence[float]]  # by stretch, caller (None: any) and id of the callee


def latencies(asked: Asked, drawn: Mapping[str, str]) -> Latencies:
    """Percentiles of what is more than one call: hosts drawn as one, and what several call."""
    callers: dict[str, list[str]] = {}
    for pair in asked.pairs:
        callers.setdefault(pair.callee, []).append(pair.caller)
    grouped = [name for name, drawn_as in drawn.items() if drawn_as != name]
    several = sorted({name for name, who in callers.items() if len(who) > 1} | set(grouped))
    if not several:
        return {}
    bound = asked.bound | {"callees": several, "hosts": grouped, "groups": [drawn[name] for name in grouped]}
    statement = filled(statements.LATENCIES, stretch=statements.STRETCH)
    rows = asked.reader.rows(statement, bound, tag=asked.tag)
    return {
        (row["Stretch"], None if row["OfNode"] else row["Caller"], row["To"]): tuple(row["Quantiles"]) for row in rows
    }


def made_calls(asked: Asked, drawn: Mapping[str, str], figures: Figured, merged: Latencies) -> list[Call]:
    parts: dict[tuple[str, str], list[Pair]] = {}
    for pair in asked.pairs:
        parts.setdefault((drawn[pair.caller], drawn[pair.callee]), []).append(pair)
    return [made_call(asked, ends, pairs, figures, merged) for ends, pairs in sorted(parts.items())]


def made_call(asked: Asked, ends: tuple[str, str], pairs: Sequence[Pair], figures: Figured, merged: Latencies) -> Call:
    caller, callee = ends
    both = [of_pair(asked, figures, pair) for pair in pairs]
    if len(both) == 1:
        before, during = both[0]
    else:
        during = graphs.together([one for _, one in both], merged.get((1, caller, callee)))
        olds = [one for one, _ in both if one is not None]
        before = graphs.together(olds, merged.get((0, caller, callee))) if olds else None
    return Call(caller, callee, before, during, changed(asked, before, during), found=False, hidden=False)


def made_nodes(
    asked: Asked, drawn: Mapping[str, str], groups: Mapping[str, str], calls: Sequence[Call], merged: Latencies
) -> list[Node]:
    hosts: dict[str, list[str]] = {}
    for pair in sorted(asked.pairs, key=lambda one: -one.total):
        if drawn[pair.callee] != pair.callee and pair.callee not in hosts.setdefault(drawn[pair.callee], []):
            hosts[drawn[pair.callee]].append(pair.callee)
    received: dict[str, list[Call]] = {}
    sent: dict[str, list[Call]] = {}
    for call in calls:
        received.setdefault(call.callee, []).append(call)
        sent.setdefault(call.caller, []).append(call)
    ids = sorted({*received, *sent} - {OUTSIDE})
    of_senders = senders(asked, [one for one in ids if one not in received])
    nodes = []
    for one in ids:
        own = received.get(one) or sent[one]
        latency = merged if one in received else of_senders
        before, during = summed(own, one, latency)
        members = tuple(hosts.get(one, ()))
        nodes.append(
            Node(
                id=one,
                name=f"{len(members)} other hosts" if members else one,
                kind="external" if members else asked.kinds[one],
                hosts=members,
                group=groups.get(one, ""),
                sends=one not in received,
                before=before,
                during=during,
                changes=changed(asked, before, during),
                found=False,
                hidden=False,
            )
        )
    return nodes


def summed(own: Sequence[Call], node: str, latency: Latencies) -> tuple[Traffic | None, Traffic]:
    if len(own) == 1:
        return own[0].before, own[0].during
    during = graphs.together([call.during for call in own], latency.get((1, None, node)))
    olds = [call.before for call in own if call.before is not None]
    return (graphs.together(olds, latency.get((0, None, node))) if olds else None), during


def senders(asked: Asked, names: Sequence[str]) -> Latencies:
    """Percentiles of all calls that each of them makes."""
    if not names:
        return {}
    statement = filled(statements.SENT, stretch=statements.STRETCH)
    rows = asked.reader.rows(statement, asked.bound | {"callers": list(names)}, tag=asked.tag)
    return {(row["Stretch"], None, row["Caller"]): tuple(row["Quantiles"]) for row in rows}


@dataclass(frozen=True, slots=True)
class Sight:
    """What of the graph is marked and what is taken away."""

    find: Filter | None
    hide: Filter | None
    nodes: Mapping[str, Node]

    def node(self, one: Node) -> Node:
        figures = figured((one.name, *one.hosts), (one.kind,), one)
        hidden, found = self.marks(figures)
        return replace(one, hidden=hidden, found=found)

    def call(self, one: Call) -> Call:
        ends = [self.nodes[end] for end in (one.caller, one.callee) if end != OUTSIDE]
        names = tuple(name for end in ends for name in (end.name, *end.hosts))
        figures = figured(names, (self.nodes[one.callee].kind,), one)
        hidden, found = self.marks(figures)
        return replace(one, hidden=hidden, found=found)

    def marks(self, figures: Figures) -> tuple[bool, bool]:
        """Whether it is hidden, and whether it is found."""
        hidden = self.hide is not None and self.hide(figures)
        return hidden, self.find is not None and not hidden and self.find(figures)


def figured(names: tuple[str, ...], kinds: tuple[str, ...], one: Node | Call) -> Figures:
    during = one.during
    numbers = {
        "rate": during.rate,
        "errors": during.errors,
        "p50": during.p50_ns,
        "p95": during.p95_ns,
        "p99": during.p99_ns,
    }
    return Figures(names, kinds, one.changes, numbers)


def call(reader: Reader, question: CallQuestion, tag: str = "") -> CallDetails:
    """One call's or one node's curves, what it answered, and where to go on.

    Raises:
        Invalid: a stretch, too many points or names, or nobody named.
        NotFound: no such call was recorded.
    """
    if (not question.callers and not question.callees) or len(question.callers) + len(question.callees) > MOST_NAMES:
        raise Invalid(f"A call is asked for by 1 to {MOST_NAMES:,} names.", field="callees")
    asked = asking(reader, question, tag)
    looked = looked_at(asked, question)
    start, step, points = steps(question.from_time, question.to_time, question.points)
    bound = {"callers": list(question.callers), "callees": list(question.callees), "step": step}
    rows = reader.rows(statements.CURVES, bound | {"start": start, "end": start + step * points}, tag=tag)
    places = {row["Step"]: row for row in rows}
    query, exact = queries_of(reader, looked, tag)
    statuses = statuses_of(reader, looked, query if exact else "", tag)
    return CallDetails(
        start=start * 1000,
        step_ms=step * 1000,
        rate=tuple(places[at]["Total"] / step if at in places else 0.0 for at in range(points)),
        errors=tuple(places[at]["Failed"] / places[at]["Total"] if at in places else None for at in range(points)),
        p50_ns=tuple(round(places[at]["Quantiles"][0]) if at in places else None for at in range(points)),
        p95_ns=tuple(round(places[at]["Quantiles"][1]) if at in places else None for at in range(points)),
        statuses=statuses,
        status_field=status_field(reader) if statuses else "",
        query=query,
        exact=exact,
        related=related_of(reader, looked, query, tag),
    )


def looked_at(asked: Asked, question: CallQuestion) -> Looked:
    """Who calls whom here, in milliseconds of the two stretches."""
    pairs = [
        pair
        for pair in asked.pairs
        if (not question.callers or pair.caller in question.callers)
        and (not question.callees or pair.callee in question.callees)
    ]
    if not pairs:
        raise NotFound("No such call was recorded here.")
    before = asked.before or Stretch(0, 0)
    return Looked(
        callers=question.callers,
        callees=question.callees,
        kinds={name: asked.kinds.get(name, "") for name in (*question.callers, *question.callees)},
        during=(asked.during.start * 1000, asked.during.end * 1000),
        before=(before.start * 1000, before.end * 1000),
    )


def failing(reader: Reader, question: FailingQuestion, tag: str = "") -> FailingCalls:
    """Calls over time and how many failed.

    Raises:
        Invalid: the stretch, or too many points.
    """
    start, step, points = steps(question.start, question.end, question.points)
    rows = reader.rows(statements.FAILING, {"start": start, "end": start + step * points, "step": step}, tag=tag)
    places = {row["Step"]: row for row in rows}
    total, failed = (
        tuple(places[at][what] if at in places else 0 for at in range(points)) for what in ("Total", "Failed")
    )
    return FailingCalls(start * 1000, step * 1000, total, failed)


def steps(start: float, end: float, most: int) -> tuple[int, int, int]:
    """First second, seconds of a step (round, whole tens) and how many of them cover the range."""
    if not 1 <= most <= MOST_POINTS:
        raise Invalid(f"A curve has 1 to {MOST_POINTS:,} points.", field="points")
    found = stretch(start, end)
    step = max(statements.BUCKET, round(nice_step(found.start * 1000, found.end * 1000, most) / 1000))
    step = -(-step // statements.BUCKET) * statements.BUCKET
    first = found.start // step * step
    return first, step, max(1, -(-(found.end - first) // step))
