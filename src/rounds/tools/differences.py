"""What the spans on one path of two traces differ in: attributes, statuses, and how long each of them took."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from rounds.kit.errors import NotFound
from rounds.store import Key, Reader
from rounds.store.questions import compare as statements
from rounds.store.questions import filled
from rounds.tools.asked import Value
from rounds.tools.compare import Aligned, SamePathQuestion, align, keys_of, most_changed
from rounds.tools.searches import attributes_of, selected


@dataclass(frozen=True, slots=True)
class ValueCount:
    value: Value
    spans: int


@dataclass(frozen=True, slots=True)
class ValuesOf:
    """What the spans of one trace have there. `least`, `mean` and `greatest` are those of numbers."""

    spans: int  # that have it
    distinct: int
    values: tuple[ValueCount, ...]  # the most frequent ones
    least: float | None
    mean: float | None
    greatest: float | None


@dataclass(frozen=True, slots=True)
class ComparedAttribute:
    """`found`: differs, same, identifies (it names each span or trace, so it differs between any two), or only: a
    path that one of the traces has says it, and nothing above it in both does.

    `depth` is that of the span that has it: the path's own, or the nearest one above it that does.
    """

    name: str
    type: str  # string, int, float, bool
    scope: str  # attribute, resource, status
    found: str
    depth: int
    operation: str
    a: ValuesOf
    b: ValuesOf
    ratio: float | None  # of the means, B to A, where both are numbers above zero


@dataclass(frozen=True, slots=True)
class PathSpans:
    """The spans of one trace on the path in order of start; of more than 500, 500 of them evenly spread."""

    total: int
    span_id: tuple[str, ...]
    order: tuple[int, ...]  # 0 for the first that started
    begin_ns: tuple[int, ...]
    length_ns: tuple[int, ...]
    failed: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class SamePath:
    """Attributes that differ first, numbers by how much, then texts; then those of a path that only one of the traces
    has, those that identify, and those that are the same.

    Of more than 200 spans of a path in a trace, 200 evenly spread ones are looked at for their attributes.
    """

    path: str
    service: str
    name: str
    above: tuple[str, ...]  # operations from the root down to its parent
    attributes: tuple[ComparedAttribute, ...]
    looked_at: int  # spans of this path whose attributes were read
    spans: int  # of this path in both
    a: PathSpans
    b: PathSpans
    took_ms: float = 0


MOST_LOOKED_AT = 200
MOST_SHOWN = 500
MOST_LEVELS = 12  # of the path, from its end upwards
MOST_VALUES = 6
MOST_ATTRIBUTES = 200
CODES = ("code", "status", "port", "id")  # last words of names whose numbers say which, not how much
IDENTIFIES = 0.5  # values a row from which on a text names rows rather than says something of them


@dataclass(frozen=True, slots=True)
class Level:
    """One step of the path, with what is known of its spans: a column each of both traces."""

    depth: int
    operation: str
    in_both: bool  # both traces have spans there
    columns: Mapping[str, tuple[list[Any], list[Any]]]


def same_path(reader: Reader, question: SamePathQuestion, tag: str = "") -> SamePath:
    """The spans of one path in both traces, and what they and those above them differ in.

    Raises:
        Invalid: the two are the same trace.
        NotFound: one of them is not stored, or neither has such a path.
    """
    aligned = align(reader, question.a, question.b, tag)
    line = way_down(aligned, question.path.strip().lower())
    group = line[-1]
    keys = attributes_of(reader, "traces")
    levels = levels_of(reader, aligned, line[-MOST_LEVELS:], keys, tag)
    attributes = compared(levels, keys)
    service, name = aligned.operation(group)
    own = np.flatnonzero(aligned.groups.of_span == group)
    sides = [own[aligned.spans.side[own] == side] for side in (0, 1)]
    return SamePath(
        path=keys_of(aligned, line)[group],
        service=service,
        name=name,
        above=tuple(aligned.operation(one)[1] for one in line[:-1]),
        attributes=tuple(attributes[:MOST_ATTRIBUTES]),
        looked_at=sum(len(spread(rows, MOST_LOOKED_AT)) for rows in sides),
        spans=len(own),
        a=path_spans(aligned, sides[0]),
        b=path_spans(aligned, sides[1]),
    )


def way_down(aligned: Aligned, path: str) -> list[int]:
    """The groups from the root to the one with that key."""
    groups = aligned.groups
    keys = keys_of(aligned, range(len(groups.parent)))
    group = most_changed(groups) if not path else next((one for one, key in keys.items() if key == path), -1)
    if group < 0:
        raise NotFound("Neither of the two traces has such a path.")
    line = []
    while group >= 0:
        line.append(group)
        group = int(groups.parent[group])
    return line[::-1]


def path_spans(aligned: Aligned, rows: Any) -> PathSpans:
    spans = aligned.spans
    ordered = rows[np.argsort(spans.begin[rows], kind="stable")]
    places = spread(np.arange(len(ordered)), MOST_SHOWN)
    shown = ordered[places]
    return PathSpans(
        total=len(rows),
        span_id=tuple(f"{number:016x}" for number in aligned.ids[shown].tolist()),
        order=tuple(places.tolist()),
        begin_ns=tuple(spans.begin[shown].tolist()),
        length_ns=tuple((spans.end[shown] - spans.begin[shown]).tolist()),
        failed=tuple(spans.failed[shown].tolist()),
    )


def spread(rows: Any, most: int) -> Any:
    """All rows, or so many of them, evenly spread, with the first and the last."""
    return rows if len(rows) <= most else rows[np.linspace(0, len(rows) - 1, most).round().astype("i8")]


def levels_of(reader: Reader, aligned: Aligned, line: Sequence[int], keys: Mapping[str, Key], tag: str) -> list[Level]:
    """The steps of the path, the deepest first, with the attributes of their spans."""
    spans, groups = aligned.spans, aligned.groups
    rows = [
        spread(np.flatnonzero((groups.of_span == group) & (spans.side == side)), MOST_LOOKED_AT)
        for group in line
        for side in (0, 1)
    ]
    numbers = aligned.ids[np.concatenate(rows)].tolist()
    bound = {
        "traces": [one["TraceNo"] for one in aligned.summaries],
        "numbers": numbers,
        "spans": [f"{number:016x}" for number in numbers],
    }
    table = reader.table(filled(statements.ATTRIBUTES, columns=selected(keys)), bound, tag=tag)
    places = {
        (trace, span): row
        for row, (trace, span) in enumerate(zip(texts(table, "TraceNo"), texts(table, "SpanId"), strict=True))
    }
    columns = {name: texts(table, f"a{place}") for place, name in enumerate(keys)}
    columns |= {"status": texts(table, "StatusCode"), "status_message": texts(table, "StatusMessage")}
    columns = {name: found for name, found in columns.items() if any(value not in (None, "") for value in found)}
    levels = []
    for step, group in enumerate(line):
        at = []
        for side in (0, 1):
            trace = aligned.summaries[side]["TraceNo"]
            ids = (f"{number:016x}" for number in aligned.ids[rows[2 * step + side]].tolist())
            at.append([places[trace, span] for span in ids if (trace, span) in places])
        taken = {name: ([found[i] for i in at[0]], [found[i] for i in at[1]]) for name, found in columns.items()}
        in_both = bool(groups.spans[:, group].all())
        levels.append(Level(int(groups.depth[group]), aligned.operation(group)[1], in_both, taken))
    return levels[::-1]


def texts(table: pa.Table, name: str) -> list[Any]:
    return [value for chunk in table[name].chunks for value in chunk.to_pylist()]


def compared(levels: Sequence[Level], keys: Mapping[str, Key]) -> list[ComparedAttribute]:
    """Each attribute once: where the path has it first, from its end upwards."""
    found = [one for name in ("status", "status_message", *keys) if (one := attribute(name, levels, keys))]
    return sorted(
        found,
        key=lambda one: (ORDER[one.found], SCOPES[one.scope], one.depth != levels[0].depth, -weight(one), one.name),
    )


# Who did it says less than what was done: of two spans, the pods nearly always differ.
SCOPES = {"status": 0, "attribute": 1, "resource": 2}
ORDER = {"differs": 0, "only": 1, "identifies": 2, "same": 3}


def weight(one: ComparedAttribute) -> float:
    """How much it says: a status most, then numbers by their factor (from or to zero has none), then texts."""
    if one.scope == "status":
        return math.inf
    if one.ratio:
        return abs(math.log(one.ratio))
    return 1.0 if one.a.mean is not None and one.b.mean is not None else 0.0


def attribute(name: str, levels: Sequence[Level], keys: Mapping[str, Key]) -> ComparedAttribute | None:
    key = keys.get(name)
    # What only one of the traces has cannot differ: the way up is looked at first from where both go on together.
    for level in sorted(levels, key=lambda level: not level.in_both):
        a, b = ([value for value in side if value not in (None, "")] for side in level.columns.get(name, ((), ())))
        if not a and not b:
            continue
        kind = key.type if key else "string"
        left, right = values_of(a, kind), values_of(b, kind)
        return ComparedAttribute(
            name=name.removeprefix("resource."),
            type=kind,
            scope=key.scope if key else "status",
            found=finding(key, a, b) if level.in_both else "only",
            depth=level.depth,
            operation=level.operation,
            a=left,
            b=right,
            ratio=ratio(name, left.mean, right.mean),
        )
    return None


def ratio(name: str, left: float | None, right: float | None) -> float | None:
    measures = re.split(r"[._]", name)[-1] not in CODES
    return right / left if measures and left and right and left > 0 < right else None


def finding(key: Key | None, a: Sequence[Any], b: Sequence[Any]) -> str:
    if set(a) == set(b):
        return "same"
    names = key is not None and key.type == "string" and key.distinct > 20 and key.distinct > IDENTIFIES * key.rows
    return "identifies" if names else "differs"


def values_of(values: Sequence[Any], kind: str) -> ValuesOf:
    counts = Counter(values)
    numbers = values if kind in ("int", "float") and values else None
    return ValuesOf(
        spans=len(values),
        distinct=len(counts),
        values=tuple(ValueCount(value, many) for value, many in counts.most_common(MOST_VALUES)),
        least=min(numbers) if numbers else None,
        mean=math.fsum(numbers) / len(numbers) if numbers else None,
        greatest=max(numbers) if numbers else None,
    )
