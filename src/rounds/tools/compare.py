"""Comparing two traces: where the time of one went that the other did not need, and what a path of both differs in.

Both are laid over each other by service and operation along the path from the root (`rounds.tools.alignment`). The
left trace is A, the right one B: a change is what B has more than A.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

import numpy as np
import pyarrow as pa

from rounds.kit.errors import Invalid, NotFound
from rounds.store import Reader
from rounds.store.questions import compare as statements
from rounds.store.questions import traces as of_traces
from rounds.tools import alignment
from rounds.tools.alignment import Groups, Spans
from rounds.tools.moments import to_ms
from rounds.tools.traces import coded, values


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoTracesQuestion:
    """Two traces, by their ids."""

    a: str
    b: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SamePathQuestion:
    """One path of two traces by its key, or the one that changed most if the key is empty."""

    a: str
    b: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class ComparedTrace:
    trace_id: str
    start: float
    duration_ns: int
    root_service: str
    root_name: str
    spans: int
    errors: int
    services: int
    orphans: int  # spans whose parent was not stored
    sample_rate: int


@dataclass(frozen=True, slots=True)
class PathPart:
    """The spans that one of the two traces has on a path."""

    spans: int
    errors: int
    total_ns: int  # each for itself, also where they ran at the same time
    self_ns: int
    critical_ns: int  # what the whole trace waited for
    extent_ns: int  # while at least one of them, or something below it, was under way
    longest_ns: int
    first_ns: int  # after the start of the trace; -1 without spans


@dataclass(frozen=True, slots=True)
class AlignedPath:
    key: str  # the same for the same services and operations, in any two traces
    parent: int  # its place in the list, -1 for a root
    depth: int
    service: str
    name: str
    a: PathPart
    b: PathPart


@dataclass(frozen=True, slots=True)
class Strip:
    """A trace as a picture of its upper levels: stretches in columns, those too short to be seen joined."""

    path: tuple[int, ...]  # place in the list of paths, -1 for one that is not in it
    depth: tuple[int, ...]
    begin_ns: tuple[int, ...]
    length_ns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TwoTraces:
    """Paths in pre-order, siblings by when they began in B, or in A where B has none.

    Of more than 1,000 paths those are listed whose self time changed most, with what is above them.
    """

    a: ComparedTrace
    b: ComparedTrace
    paths: tuple[AlignedPath, ...]
    paths_total: int
    both: int  # paths that both traces have
    only_a: int
    only_b: int
    most: str  # key of the path whose self time grew most, or changed most if none grew
    a_strip: Strip
    b_strip: Strip
    took_ms: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnersQuestion:
    """What a trace is worth comparing with."""

    trace_id: str


@dataclass(frozen=True, slots=True)
class Partner:
    """`why`: usual (no errors, a duration nearest to the median of those), slowest, failed (the newest)."""

    why: str
    trace_id: str
    start: float
    duration_ns: int
    spans: int
    errors: int


@dataclass(frozen=True, slots=True)
class Partners:
    """Other traces with the same root. `median_ns` is that of those without errors, or of all if none is."""

    root_service: str
    root_name: str
    traces: int
    clean: int  # of them without errors
    median_ns: int
    partners: tuple[Partner, ...]
    took_ms: float = 0


MOST_PATHS = 1000
STRIP_LEVELS = 6
STRIP_STEPS = 1000  # what is shorter than one of them is joined with its neighbours


@dataclass(frozen=True, slots=True)
class Aligned:
    """Both traces with their spans, grouped; what every answer here starts from."""

    summaries: tuple[Mapping[str, Any], Mapping[str, Any]]
    spans: Spans
    groups: Groups
    ids: Any  # of each span, uint64
    texts: tuple[str, ...]

    def operation(self, group: int) -> tuple[str, str]:
        service, name = divmod(int(self.groups.operation[group]), len(self.texts))
        return self.texts[service], self.texts[name]


def two_traces(reader: Reader, question: TwoTracesQuestion, tag: str = "") -> TwoTraces:
    """Both traces, path by path.

    Raises:
        Invalid: the two are the same trace.
        NotFound: one of them is not stored; the message says which.
    """
    aligned = align(reader, question.a, question.b, tag)
    groups = aligned.groups
    listed = worth_listing(groups)
    order = pre_order(groups, listed)
    place = np.full(len(groups.parent), -1)
    place[order] = np.arange(len(order))
    keys = keys_of(aligned, order)
    has_a, has_b = groups.spans[0] > 0, groups.spans[1] > 0
    a, b = (compared(aligned, side) for side in (0, 1))
    return TwoTraces(
        a=a,
        b=b,
        paths=tuple(aligned_path(aligned, group, place, keys[group]) for group in order),
        paths_total=len(groups.parent),
        both=int((has_a & has_b).sum()),
        only_a=int((has_a & ~has_b).sum()),
        only_b=int((has_b & ~has_a).sum()),
        most=keys[most_changed(groups)],
        a_strip=strip(aligned, 0, place),
        b_strip=strip(aligned, 1, place),
    )


def align(reader: Reader, a: str, b: str, tag: str) -> Aligned:
    if a.strip().lower() == b.strip().lower():
        raise Invalid("A and B are the same trace. Choose another one for either of them.", field="b")
    summaries = summaries_of(reader, a, b, tag)
    bound = {"traces": [one["TraceNo"] for one in summaries], "last": summaries[1]["TraceNo"]}
    both = reader.table(statements.SKELETONS, bound, tag=tag)
    texts, (service, name, status) = coded([both[column] for column in ("ServiceName", "SpanName", "StatusCode")])
    failed = texts.index("Error") if "Error" in texts else -1
    side = (column(both, "TraceNo") == bound["last"]).astype("i8")
    depth = column(both, "Depth")
    first = int((side == 0).sum())
    right = alignment.parents(depth[first:])
    begin = column(both, "Moment") - np.array([one["Time"] for one in summaries])[side]
    spans = Spans(
        side=side,
        parent=np.concatenate([alignment.parents(depth[:first]), np.where(right < 0, -1, right + first)]),
        depth=depth,
        operation=service.astype("i8") * len(texts) + name,
        begin=begin,
        end=begin + column(both, "Duration"),
        self_time=column(both, "SelfTime"),
        failed=status == failed,
    )
    ids = values(pa.concat_arrays(both["SpanId"].chunks))
    return Aligned(summaries, spans, alignment.grouped(spans), ids, texts)


def summaries_of(reader: Reader, a: str, b: str, tag: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    ids = [a.strip().lower(), b.strip().lower()]
    found = {row["TraceId"]: row for row in reader.rows(statements.SUMMARIES, {"traces": ids}, tag=tag)}
    for trace_id, which in zip(ids, "AB", strict=True):
        if trace_id not in found:
            raise NotFound(f"Trace {which} is not stored here.")
    return found[ids[0]], found[ids[1]]


def column(table: pa.Table, name: str) -> Any:
    return values(pa.concat_arrays(table[name].chunks)).astype("i8")


def compared(aligned: Aligned, side: int) -> ComparedTrace:
    row, mine = aligned.summaries[side], aligned.spans.side == side
    return ComparedTrace(
        trace_id=row["TraceId"],
        start=to_ms(row["Time"]),
        duration_ns=row["Duration"],
        root_service=row["RootService"],
        root_name=row["RootName"],
        spans=int(mine.sum()),
        errors=row["Errors"],
        services=len(np.unique(aligned.spans.operation[mine] // len(aligned.texts))),
        orphans=row["Orphans"],
        sample_rate=row["SampleRate"],
    )


def most_changed(groups: Groups) -> int:
    change = groups.self_time[1] - groups.self_time[0]
    return int(change.argmax()) if change.max() > 0 else int(np.abs(change).argmax())


def worth_listing(groups: Groups) -> Any:
    """Which groups are listed: all, or those that changed most and what is above them."""
    many = len(groups.parent)
    if many <= MOST_PATHS:
        return np.ones(many, bool)
    weight = np.abs(groups.self_time[1] - groups.self_time[0])
    listed, so_far = np.zeros(many, bool), 0
    for group in np.argsort(-weight, kind="stable").tolist():
        line = [] if listed[group] else [group]
        while line and (up := int(groups.parent[line[-1]])) >= 0 and not listed[up]:
            line.append(up)
        if so_far + len(line) > MOST_PATHS:
            break
        listed[line] = True
        so_far += len(line)
    return listed


def pre_order(groups: Groups, listed: Any) -> list[int]:
    began = np.where(groups.first[1] >= 0, groups.first[1], groups.first[0])
    below: dict[int, list[int]] = {}
    for group in sorted(np.flatnonzero(listed).tolist(), key=lambda group: -int(began[group])):
        below.setdefault(int(groups.parent[group]), []).append(group)
    found, waiting = [], below.get(-1, [])
    while waiting:
        group = waiting.pop()
        found.append(group)
        waiting.extend(below.get(group, ()))
    return found


def keys_of(aligned: Aligned, order: Sequence[int]) -> dict[int, str]:
    """Names for paths that stay the same from one pair of traces to the next; `order` has parents first."""
    keys = {-1: ""}
    for group in order:
        service, name = aligned.operation(group)
        above = keys[int(aligned.groups.parent[group])]
        keys[group] = blake2b(f"{above}\0{service}\0{name}".encode(), digest_size=6).hexdigest()
    return keys


def aligned_path(aligned: Aligned, group: int, place: Any, key: str) -> AlignedPath:
    groups = aligned.groups
    service, name = aligned.operation(group)
    up = int(groups.parent[group])
    return AlignedPath(
        key=key,
        parent=int(place[up]) if up >= 0 else -1,
        depth=int(groups.depth[group]),
        service=service,
        name=name,
        a=part(groups, 0, group),
        b=part(groups, 1, group),
    )


def part(groups: Groups, side: int, group: int) -> PathPart:
    columns = (
        groups.spans,
        groups.errors,
        groups.total,
        groups.self_time,
        groups.critical,
        groups.extent,
        groups.longest,
        groups.first,
    )
    return PathPart(*(int(one[side, group]) for one in columns))


def strip(aligned: Aligned, side: int, place: Any) -> Strip:
    spans, groups = aligned.spans, aligned.groups
    rows = np.flatnonzero((spans.side == side) & (spans.depth < STRIP_LEVELS))
    step = max(int(spans.end[rows].max(initial=0)) // STRIP_STEPS, 1)
    rows = rows[np.lexsort((spans.begin[rows], spans.depth[rows]))]
    short = spans.end[rows] - spans.begin[rows] < step
    # Of one level, short ones that begin in the same step stand together, under the path of the first.
    cell = spans.depth[rows] * (STRIP_STEPS + 2) + spans.begin[rows] // step
    first = ~short | np.r_[True, (cell[1:] != cell[:-1]) | ~short[:-1]][: len(rows)]
    at = np.flatnonzero(first)
    until = np.maximum.reduceat(spans.end[rows], at) if len(at) else at
    begin = spans.begin[rows][at]
    return Strip(
        path=tuple(place[groups.of_span[rows[at]]].tolist()),
        depth=tuple(spans.depth[rows[at]].tolist()),
        begin_ns=tuple(begin.tolist()),
        length_ns=tuple((until - begin).tolist()),
    )


def partners(reader: Reader, question: PartnersQuestion, tag: str = "") -> Partners:
    """Other traces of the same root, each for a reason; none for a trace whose root is not stored.

    Raises:
        NotFound: no such trace is stored.
    """
    rows = reader.rows(of_traces.SUMMARY, {"trace": question.trace_id.strip().lower()}, tag=tag)
    if not rows:
        raise NotFound("No such trace is stored here.")
    own = rows[0]
    service, name = own["RootService"], own["RootName"]
    bound = {"service": service, "name": name, "trace": own["TraceNo"]}
    like = reader.rows(statements.LIKE, bound, tag=tag)[0]
    median = like["CleanMedian"] if like["Clean"] else like["Median"]
    found = suggested(reader, {**bound, "median": median}, like, tag) if like["Rows"] and name else ()
    return Partners(service, name, like["Rows"], like["Clean"], median, found)


def suggested(reader: Reader, bound: Mapping[str, object], like: Mapping[str, int], tag: str) -> tuple[Partner, ...]:
    wanted = {"slowest": like["Slowest"]} | ({"failed": like["Failed"]} if like["Clean"] < like["Rows"] else {})
    rows = reader.rows(statements.PARTNERS, {**bound, "traces": list(wanted.values())}, tag=tag)
    by_number = {row["TraceNo"]: row for row in rows}
    usual = next(row["TraceNo"] for row in rows if row["Usual"])
    return tuple(partner(why, by_number[number]) for why, number in ({"usual": usual} | wanted).items())


def partner(why: str, row: Mapping[str, Any]) -> Partner:
    return Partner(why, row["TraceId"], to_ms(row["Time"]), row["Duration"], row["Spans"], row["Errors"])
