"""Facets: the most frequent values of fields among what a search finds, counted exactly.

What a search asks of a field, at its outermost, does not narrow that field's own facet: the other values stay
in sight. Fields that the search asks nothing of are all counted under the same condition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rounds.query import search
from rounds.query.search.fields import LEVEL_NAMES
from rounds.query.search.tree import Span
from rounds.store import Reader
from rounds.store.questions import attributes as statements
from rounds.store.questions import filled
from rounds.tools.asked import Facet, FacetQuestion, Facets, FacetValue, Value
from rounds.tools.moments import window
from rounds.tools.searches import STORED, Search, searched

TABLES = {"traces": "otel_traces", "logs": "otel_logs"}
FIRST = {"traces": ("service", "status", "name", "kind"), "logs": ("service", "level")}
NEVER = frozenset({"body", "trace", "span", "parent", "line", "self", "duration", "event", "link", "root"})
SHOWN = 14  # fields counted unless they are asked for by name
MOST_FIELDS = 60
MOST_VALUES = 500


def counted_facets(reader: Reader, signal: str, question: FacetQuestion, tag: str) -> Facets:
    """The facets of a lens.

    Raises:
        Invalid: the search, the range, or a field that does not exist.
    """
    found = searched(reader, signal, question.query, tag)
    known = ordered(found.fields)
    fields = wanted(reader, found, known, question, tag)
    bound = window(question.start, question.end)
    rows = [row for group in groups(found, fields) for row in count(reader, found, group, question, bound, tag)]
    answered = {place: [row for row in rows if row["Field"] == place] for place in range(len(fields))}
    facets = (facet(found, field, answered[place]) for place, field in enumerate(fields))
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
        whole = Span(0, 0)
        return list(dict.fromkeys(found.fields.find(name, whole) for name in question.fields[:MOST_FIELDS]))
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


def groups(found: Search, fields: list[search.Field]) -> Iterator[tuple[Search, list[tuple[int, search.Field]]]]:
    """Fields that share a condition, with their places among all."""
    by_condition: dict[str, tuple[Search, list[tuple[int, search.Field]]]] = {}
    for place, field in enumerate(fields):
        open_one = found.without(field)
        key = f"{open_one.where} {open_one.values}"
        by_condition.setdefault(key, (open_one, []))[1].append((place, field))
    yield from by_condition.values()


def count(
    reader: Reader,
    found: Search,
    group: tuple[Search, list[tuple[int, search.Field]]],
    question: FacetQuestion,
    bound: Mapping[str, object],
    tag: str,
) -> list[dict[str, Any]]:
    open_one, fields = group
    chosen = sorted({value for _, field in fields for value in chosen_of(found, field)})
    statement = statements.UNION.join(
        filled(
            statements.FACET,
            place=str(place),
            column=field.column,
            table=TABLES[found.signal],
            where=open_one.where,
            present=f"isNotNull({field.column})" if field.optional else f"{field.column} != ''",
            matching=matching(field, question.find),
        )
        for place, field in fields
    )
    values = min(max(question.values, 1), MOST_VALUES) + len(chosen)
    pattern = f"%{search.like((question.find,))}%"
    return reader.rows(
        statement, {**bound, **open_one.values, "chosen": chosen, "values": values, "pattern": pattern}, tag=tag
    )


def matching(field: search.Field, find: str) -> str:
    """Which values are listed: all, unless the person looks for a text that the field's name does not have."""
    return (
        "1" if not find or find.lower() in field.name.lower() else f"toString({field.column}) ILIKE {{pattern:String}}"
    )


def chosen_of(found: Search, field: search.Field) -> set[str]:
    values = {stored(field, value) for value in found.chosen(field)}
    return {value for value in values if field.type != "status" or value.lower() in field.words}


def stored(field: search.Field, value: str) -> str:
    """A chosen value as the table writes it."""
    if field.type == "level":
        return LEVEL_NAMES.get(value.lower(), value).upper()
    return value.capitalize() if field.words else value


def facet(found: Search, field: search.Field, rows: Sequence[Mapping[str, Any]]) -> Facet:
    chosen = chosen_of(found, field)
    listed = [FacetValue(typed(field, row["Value"]), row["Total"], row["Value"] in chosen) for row in rows]
    absent = chosen - {row["Value"] for row in rows}
    listed += [FacetValue(typed(field, value), 0, chosen=True) for value in sorted(absent)]
    listed.sort(key=lambda value: -value.total)
    shown = TYPES.get(field.type, "text")
    return Facet(field.name, shown, rows[0]["Distinct"] if rows else 0, rows[0]["Whole"] if rows else 0, tuple(listed))


def typed(field: search.Field, text: str) -> Value:
    """The value as it is, for a number or a truth; words as the search language writes them."""
    try:
        match field.type:
            case "bool":
                return text == "true"
            case "integer" | "number" | "duration" | "bytes":
                return float(text) if set(text) & set(".en") else int(text)
            case "level" | "status" | "word":
                return text.lower()
            case _:
                return text
    except ValueError:
        return text


TYPES = {"integer": "number", "number": "number", "bool": "bool", "duration": "duration", "bytes": "bytes"}
