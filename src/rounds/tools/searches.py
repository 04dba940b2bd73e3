"""A typed search against an incident: parsed, its fields known, its condition made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rounds.kit.errors import Invalid
from rounds.query import search
from rounds.query.search.tree import Equals, Match, Span, Text, Tree, conjuncts, without
from rounds.query.search.write import name, value
from rounds.store import Key, Reader
from rounds.store.questions import attributes as statements
from rounds.tools.asked import Value

STORED = {"traces": "spans", "logs": "logs"}  # the lens, and what the store calls its rows
MOST_TEXTS = 20  # each is looked for in the values of every attribute


@dataclass(frozen=True, slots=True)
class Search:
    """A search with its condition, for the lens `signal`: traces or logs."""

    signal: str
    fields: search.Fields
    tree: Tree
    found: Mapping[str, tuple[str, ...]]
    where: str
    values: dict[str, object]

    @property
    def everything(self) -> bool:
        return self.where == "1"

    def without(self, field: search.Field) -> Search:
        """The search with everything it asks of that field, at its outermost, left out."""
        tree = self.tree
        for typed in {part.field for part in matches(tree)}:
            if self.fields.look(typed) == field:
                tree = without(tree, typed)
        made = search.condition(tree, self.fields, self.found)
        return Search(self.signal, self.fields, tree, self.found, made.sql, made.values)

    def chosen(self, field: search.Field) -> tuple[str, ...]:
        """The values the search asks that field to have."""
        return tuple(
            test.value.text
            for part in conjuncts(self.tree)
            if isinstance(part, Match) and self.fields.look(part.field) == field
            for test in part.tests
            if isinstance(test, Equals)
        )


def searched(reader: Reader, signal: str, query: str, tag: str = "") -> Search:
    """The search that was typed.

    Raises:
        Invalid: with the place in the text.
    """
    try:
        return understood(reader, signal, query, tag)
    except Invalid as problem:
        problem.field = problem.field or "query"
        raise


def understood(reader: Reader, signal: str, query: str, tag: str) -> Search:
    fields = fields_of(reader, signal)
    tree = search.parse(query)
    texts = search.texts(tree) if signal == "traces" else ()
    if len(texts) > MOST_TEXTS:
        message = f"A search of traces has at most {MOST_TEXTS} words and phrases without a field."
        raise Invalid(message, start=texts[MOST_TEXTS].at.start, end=texts[-1].at.end)
    found = {text.text: holding(reader, fields, text, tag) for text in texts}
    made = search.condition(tree, fields, found)
    return Search(signal, fields, tree, found, made.sql, made.values)


def matches(tree: Tree) -> Iterable[Match]:
    """What the outermost AND asks of fields, negated or not."""
    for part in conjuncts(tree):
        inner = part
        while hasattr(inner, "part"):
            inner = inner.part
        if isinstance(inner, Match):
            yield inner


def attributes_of(reader: Reader, signal: str) -> dict[str, Key]:
    """The attributes of the lens's rows by name, those of resources that share a name as `resource.NAME`."""
    return {name: key for name, key in reader.keys(STORED[signal]).items() if key.scope != "field"}


def fields_of(reader: Reader, signal: str) -> search.Fields:
    keys = attributes_of(reader, signal)
    return search.Fields(
        signal,
        [
            search.Attribute(name, key.column, key.type, key.scope == "resource", key.rows, key.distinct)
            for name, key in keys.items()
        ],
    )


def holding(reader: Reader, fields: search.Fields, text: Text, tag: str) -> tuple[str, ...]:
    """The attributes that have a value with the text in it: for texts anywhere, for numbers as a whole.

    Those with too many values to be listed are all looked at, if they are text.
    """
    bound = {"signal": "spans", "pattern": f"%{search.like(text.pieces)}%", "text": text.text}
    rows = reader.rows(statements.KEYS_WITH, bound, tag=tag)
    listed = {(row["Key"], row["Scope"] == "resource"): bool(row["Exact"]) for row in rows}
    found = []
    for known, field in fields.attributes.items():
        exact = listed.get((known.removeprefix("resource."), field.resource))
        if (exact is not None and (field.type == "text" or exact)) or (
            field.type == "text" and field.distinct > 50_000
        ):
            found.append(known)
    return tuple(sorted(found, key=lambda known: -fields.attributes[known].rows))


def selected(keys: Mapping[str, Key]) -> str:
    """The keys as further columns of a statement: `, expression AS a0, …`."""
    return "".join(f", {key.column} AS a{place}" for place, key in enumerate(keys.values()))


def column_of(fields: search.Fields, name: str) -> search.Field:
    """A field of that name that stands in the rows themselves, so that it can be shown or counted.

    Raises:
        Invalid: there is none, or it is only searched by.
    """
    field = fields.find(name, Span(0, 0))
    if field.wrap != "{}":
        raise Invalid(f"{name} can be searched by, but not shown or counted.", field="fields")
    return field


def present(keys: Mapping[str, Key], row: Mapping[str, Any]) -> dict[str, Value]:
    """The values of a row under the keys' names, without those it lacks."""
    values = ((known, row[f"a{place}"]) for place, known in enumerate(keys))
    return {known: found for known, found in values if found is not None}


def term(field: str, wanted: Value) -> str:
    """`field:value` as it must be typed."""
    text = str(wanted).lower() if isinstance(wanted, bool) else str(wanted)
    return f"{name(field)}:{value(text)}"
