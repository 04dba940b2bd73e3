"""Facets: the most frequent values of fields among what a search finds, counted exactly.

What a search asks of a field, at its outermost, does not narrow that field's own facet: the other values stay
in sight. Fields that the search asks nothing of are all counted under the same condition.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rounds.query import search
from rounds.query.search.fields import LEVEL_NAMES
from rounds.store import Key, Reader
from rounds.store.facet_counts import MOST_VALUES as MOST_COUNTED
from rounds.store.questions import attributes as statements
from rounds.store.questions import filled
from rounds.tools.asked import Facet, FacetQuestion, Facets, FacetValue, Value
from rounds.tools.incident import rhythms
from rounds.tools.moments import window
from rounds.tools.searches import STORED, Search, column_of, searched

TABLES = {"traces": "otel_traces", "logs": "otel_logs"}
FIRST = {"traces": ("service", "status", "name", "kind"), "logs": ("service", "level")}
NEVER = frozenset({"body", "trace", "span", "parent", "line", "self", "duration", "event", "link", "root"})
FEW = 5000  # values of a field; the engine sends all of them, and the most frequent are chosen here
ALTOGETHER = 100_000
SHOWN = 20  # fields counted unless they are asked for by name
MOST_FIELDS = 60
MOST_VALUES = 500


@dataclass(slots=True)
class Counts:
    """The values of one field with their totals; of a field with many, only those that may be shown."""

    values: dict[Value, int] = dataclasses.field(default_factory=dict)
    distinct: int = 0
    total: int = 0


MS = 10**6  # nanoseconds
Group = tuple[Search, list[tuple[int, search.Field]]]  # fields with their places, and the search they are counted under


def counted_facets(reader: Reader, signal: str, question: FacetQuestion, tag: str) -> Facets:
    """The facets of a lens.

    Raises:
        Invalid: the search, the range, or a field that does not exist.
    """
    found = searched(reader, signal, question.query, tag)
    known = ordered(found.fields)
    fields = wanted(reader, found, known, question, tag)
    bound = window(question.start, question.end)
    counts: dict[int, Counts] = {}
    for group in groups(found, fields):
        counts |= count(reader, found, group, question, bound, tag)
    facets = (facet(found, field, counts[place], question) for place, field in enumerate(fields))
    asked = {field.name for field in fields}
    return Facets(
        tuple(facet for facet in facets if facet.values or question.fields),
        tuple(field.name for field in known if field.name not in asked),
    )


def ordered(fields: search.Fields) -> list[search.Field]:
    """All fields that can be counted, the most telling first.

    First those every row has; then attributes by how many rows have them, those with a handful of values
    before those with one, and identifiers last.
    """
    first = [fields.own[name] for name in FIRST[fields.signal]]
    others = [field for name, field in fields.own.items() if field not in first and name not in NEVER and plain(field)]
    attributes = sorted(fields.attributes.values(), key=usefulness)
    return [*first, *attributes, *others]


def plain(field: search.Field) -> bool:
    return field.wrap == "{}" and not field.optional


def usefulness(field: search.Field) -> tuple[int, int, str]:
    crowded = field.distinct > 1000 or (field.distinct > 50 and field.distinct * 3 > field.rows)
    rank = 3 if crowded else 2 if field.distinct <= 1 else 1 if field.resource else 0
    return rank, -field.rows, field.name


def wanted(
    reader: Reader, found: Search, known: list[search.Field], question: FacetQuestion, tag: str
) -> list[search.Field]:
    if question.fields:
        return list(dict.fromkeys(column_of(found.fields, name) for name in question.fields[:MOST_FIELDS]))
    if question.find:
        return fields_with(reader, found, known, question.find, tag)
    chosen = [field for field in known if found.chosen(field)]
    first = [field for field in known if usefulness(field)[0] < 3 or field.name in FIRST[found.signal]][:SHOWN]
    return [field for field in known if field in first or field in chosen]


def fields_with(reader: Reader, found: Search, known: list[search.Field], text: str, tag: str) -> list[search.Field]:
    """The fields that have the text in their name or in a value."""
    pattern = f"%{search.like((text,))}%"
    bound = {"signal": STORED[found.signal], "pattern": pattern, "text": text}
    holding = {row["Key"] for row in reader.rows(statements.KEYS_WITH, bound, tag=tag)}
    first = set(FIRST[found.signal])
    return [
        field
        for field in known
        if text.lower() in field.name.lower() or field.name.removeprefix("resource.") in holding or field.name in first
    ][:MOST_FIELDS]


def groups(found: Search, fields: list[search.Field]) -> Iterator[Group]:
    """Fields that share a condition, with their places among all."""
    by_condition: dict[str, Group] = {}
    for place, field in enumerate(fields):
        open_one = found.without(field)
        key = f"{open_one.where} {open_one.values}"
        by_condition.setdefault(key, (open_one, []))[1].append((place, field))
    yield from by_condition.values()


def count(
    reader: Reader,
    found: Search,
    group: Group,
    question: FacetQuestion,
    bound: Mapping[str, object],
    tag: str,
) -> dict[int, Counts]:
    """The counts of some fields under one condition."""
    open_one, fields = group
    few = sparing(fields)
    many = [one for one in fields if one not in few]
    parameters = {**bound, **open_one.values}
    counts = of_few(reader, open_one, few, parameters, tag) if few else {}
    if not many:
        return counts
    # As the whole search has it: the one they are counted under no longer asks for the field.
    chosen = sorted({value for _, field in many for value in chosen_of(found, field)})
    return counts | in_many_scans(reader, open_one, many, chosen, question, parameters, tag)


def sparing(fields: list[tuple[int, search.Field]]) -> list[tuple[int, search.Field]]:
    """Those with so few values, also together, that all of them may be sent."""
    chosen, room = [], ALTOGETHER
    for place, field in sorted(fields, key=lambda one: one[1].distinct):
        if field.name not in NEVER and field.distinct <= min(FEW, room):
            chosen.append((place, field))
            room -= field.distinct
    return sorted(chosen, key=lambda one: one[0])


def of_few(
    reader: Reader, open_one: Search, fields: list[tuple[int, search.Field]], bound: Mapping[str, object], tag: str
) -> dict[int, Counts]:
    """Where nothing is searched for, most of it was counted when the incident was sealed."""
    steps = whole_steps(reader, open_one.signal, bound, tag) if open_one.everything else None
    if steps is None:
        return in_one_scan(reader, open_one, fields, bound, tag)
    known = {
        place: key
        for place, field in fields
        if (key := quoted_column(field)) in counted_columns(reader, open_one.signal)
    }
    rest = [one for one in fields if one[0] not in known]
    counts = in_one_scan(reader, open_one, rest, bound, tag) if rest else {}
    own = {place: Counts() for place in known}
    kept = [one for one in fields if one[0] in known]
    if steps.has_ends:
        ends = dataclasses.replace(open_one, where=statements.AT_THE_ENDS)
        own |= in_one_scan(reader, ends, kept, {**bound, **steps.bound()}, tag)
    asked = {"signal": STORED[open_one.signal], "fields": list(known.values()), **steps.bound()}
    places = {known[place]: (place, field) for place, field in kept}
    for row in reader.rows(statements.COUNTED, asked, tag=tag) if known else ():
        place, field = places[row["Field"]]
        if row["Value"] != "":
            value = typed(field, row["Value"])
            own[place].values[value] = own[place].values.get(value, 0) + row["Total"]
    for found in own.values():
        found.distinct, found.total = len(found.values), sum(found.values.values())
    return counts | own


@dataclass(frozen=True, slots=True)
class WholeSteps:
    """The steps of what was counted that are inside a question's window, and whether there is more at its ends."""

    first: int
    last: int
    has_ends: bool

    def bound(self) -> dict[str, object]:
        return {"first": self.first, "last": self.last}


def whole_steps(reader: Reader, signal: str, bound: Mapping[str, object], tag: str) -> WholeSteps | None:
    """None where there is no whole step in the window."""
    looked = rhythms(reader, tag).get(STORED[signal])
    if looked is None:
        return None
    step, start, end = looked.step * MS, int(str(bound["start"])), int(str(bound["end"]))
    before, after = looked.first * MS, (looked.last + 1) * MS  # nothing is outside of these
    first = before // step * step if start <= before else -(-start // step) * step
    last = -(-after // step) * step if end >= after else end // step * step
    ends = (start > before and start < first) or (end < after and last < end)
    return WholeSteps(first, last, ends) if first < last else None


def counted_columns(reader: Reader, signal: str) -> set[str]:
    return {key.column for key in reader.keys(STORED[signal]).values() if key.distinct <= MOST_COUNTED and is_one(key)}


def is_one(key: Key) -> bool:
    """A column of its own, not an expression over the rare keys."""
    return key.column.startswith("`")


def quoted_column(field: search.Field) -> str:
    return field.column if field.column.startswith("`") else f"`{field.column}`"


def in_one_scan(
    reader: Reader, open_one: Search, fields: list[tuple[int, search.Field]], bound: Mapping[str, object], tag: str
) -> dict[int, Counts]:
    names = [f"f{place}" for place, _ in fields]
    statement = filled(
        statements.FACETS,
        columns=", ".join(f"{field.column} AS f{place}" for place, field in fields),
        names=", ".join(names),
        sets=", ".join(f"({name})" for name in names),
        table=TABLES[open_one.signal],
        where=open_one.where,
    )
    counts: dict[int, Counts] = {place: Counts() for place, _ in fields}
    whole = (1 << len(fields)) - 1
    for row in reader.rows(statement, bound, tag=tag):
        place, _ = fields[len(fields) - (whole ^ row["Place"]).bit_length()]
        value = row[f"f{place}"]
        if value is not None and value != "":
            counts[place].values[value] = row["Total"]
    for found in counts.values():
        found.distinct, found.total = len(found.values), sum(found.values.values())
    return counts


def in_many_scans(
    reader: Reader,
    open_one: Search,
    fields: list[tuple[int, search.Field]],
    chosen: list[str],
    question: FacetQuestion,
    bound: Mapping[str, object],
    tag: str,
) -> dict[int, Counts]:
    """For fields with many values, which the engine cuts to those that are shown."""
    statement = statements.UNION.join(
        filled(
            statements.FACET,
            place=str(place),
            column=field.column,
            table=TABLES[open_one.signal],
            where=open_one.where,
            present=present(field),
            matching=f"toString({field.column}) ILIKE {{pattern:String}}" if narrowed(field, question.find) else "1",
        )
        for place, field in fields
    )
    cut = {"values": most(question) + len(chosen), "chosen": chosen, "pattern": f"%{search.like((question.find,))}%"}
    counts = {place: Counts() for place, _ in fields}
    for row in reader.rows(statement, {**bound, **cut}, tag=tag):
        found = counts[row["Field"]]
        found.values[typed(dict(fields)[row["Field"]], row["Value"])] = row["Total"]
        found.distinct, found.total = row["Distinct"], row["Whole"]
    return counts


def present(field: search.Field) -> str:
    """Which rows have the field at all."""
    if field.optional:
        return f"isNotNull({field.column})"
    return f"{field.column} != ''" if field.type in ("text", "word", "status", "level", "body") else "1"


def most(question: FacetQuestion) -> int:
    return min(max(question.values, 1), MOST_VALUES)


def narrowed(field: search.Field, find: str) -> bool:
    """Whether only values with the text are listed: not when the field's name has it."""
    return bool(find) and find.lower() not in field.name.lower()


def chosen_of(found: Search, field: search.Field) -> set[str]:
    values = {stored(field, value) for value in found.chosen(field)}
    return {value for value in values if field.type != "status" or value.lower() in field.words}


def stored(field: search.Field, value: str) -> str:
    """A chosen value as the table writes it."""
    if field.type == "level":
        return LEVEL_NAMES.get(value.lower(), value).upper()
    return value.capitalize() if field.words else value


def facet(found: Search, field: search.Field, counts: Counts, question: FacetQuestion) -> Facet:
    """The most frequent values, and those chosen also when nothing has them."""
    chosen = chosen_of(found, field)
    low = question.find.lower() if narrowed(field, question.find) else ""
    listed = {value: total for value, total in counts.values.items() if low in str(value).lower()}
    best = sorted(listed, key=lambda value: (-listed[value], str(value)))[: most(question)]
    shown = best + [value for value in listed if written(value) in chosen and value not in best]
    absent = sorted(chosen - {written(value) for value in shown})
    values = [FacetValue(spoken(field, value), listed[value], written(value) in chosen) for value in shown]
    values += [FacetValue(spoken(field, typed(field, value)), 0, chosen=True) for value in absent]
    return Facet(field.name, TYPES.get(field.type, "text"), counts.distinct, counts.total, tuple(values))


def written(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def spoken(field: search.Field, value: Value) -> Value:
    """Words as the search language writes them."""
    return value.lower() if isinstance(value, str) and field.type in ("level", "status", "word") else value


def typed(field: search.Field, text: str) -> Value:
    """A text from the table as the value it is."""
    try:
        match field.type:
            case "bool":
                return text == "true"
            case "integer" | "number" | "duration" | "bytes":
                return float(text) if set(text) & set(".en") else int(text)
            case _:
                return text
    except ValueError:
        return text


TYPES = {"integer": "number", "number": "number", "bool": "bool", "duration": "duration", "bytes": "bytes"}
