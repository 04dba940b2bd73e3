"""Attribute keys of an incident: which column each gets, and which values it has.

The type follows the data: a text key with at most 20,000 distinct values is LowCardinality, one with more is a
plain String (measured: half the disk of either alone, and the faster of both to filter). The 256 keys that most
rows have get columns; others, and those whose names no column should have, go to the map `Rest`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rounds.store.columns import Coded, coded, text, whole, words
from rounds.store.names import literal, quoted

COLUMNS = 256
DICTIONARY = 20_000
VALUES = 50_000  # keys with more have no list of values
NAME = 200  # bytes
PREFIXES = {"@": "attribute", "res@": "resource"}
NUMBERS = {pa.int64(): ("int", "Int64"), pa.float64(): ("float", "Float64"), pa.bool_(): ("bool", "Bool")}


@dataclass(frozen=True, slots=True)
class Attribute:
    """One key, or a field that every row has, with its values counted."""

    column: str  # @http.route, res@k8s.pod.name, or the field's own name
    type: str
    storage: str  # LowCardinality, String, Number, Rest
    values: Coded
    least: float | None = None
    greatest: float | None = None

    @property
    def scope(self) -> str:
        return next((scope for prefix, scope in PREFIXES.items() if self.column.startswith(prefix)), "field")

    @property
    def key(self) -> str:
        return self.column.partition("@")[2] if self.scope != "field" else self.column

    @property
    def rows(self) -> int:
        return int(self.values.rows.sum())

    @property
    def expression(self) -> str:
        """What reads the key in a statement; NULL where it is absent."""
        if self.storage != "Rest":
            return quoted(self.column)
        name = literal(self.column)
        return f"if(mapContains(Rest, {name}), Rest[{name}], NULL)"

    @property
    def ddl(self) -> str:
        match self.storage:
            case "LowCardinality":
                kind = "LowCardinality(Nullable(String))"
            case "String":
                kind = "Nullable(String) CODEC(ZSTD(1))"
            case _:
                kind = f"Nullable({dict(NUMBERS.values())[self.type]}) CODEC(ZSTD(1))"
        return f"{quoted(self.column)} {kind},"


def found(table: pa.Table) -> list[Attribute]:
    """The attribute keys of a table of spans or logs that any row has, by column name."""
    names = [name for name in table.column_names if name.startswith(tuple(PREFIXES))]
    present = [name for name in names if table[name].null_count < table.num_rows]
    plain = [name for name in present if fit(name)]
    kept = set(sorted(plain, key=lambda name: (table[name].null_count, name))[:COLUMNS])
    return [attribute(name, table[name], rest=name not in kept) for name in sorted(present)]


def fit(name: str) -> bool:
    return len(name.encode()) <= NAME and name.isprintable()


def attribute(name: str, column: pa.ChunkedArray, *, rest: bool = False) -> Attribute:
    kind, _ = NUMBERS.get(column.type, ("string", ""))
    values = coded(column)
    storage = "Number" if kind != "string" else "LowCardinality" if len(values.values) <= DICTIONARY else "String"
    if rest:  # everything in the map is text
        return Attribute(name, "string", "Rest", Coded(values.values.cast(pa.string()), values.places))
    if kind not in ("int", "float") or not len(values.values):
        return Attribute(name, kind, storage, values)
    ends = pc.min_max(values.values).as_py()
    return Attribute(name, kind, storage, values, float(ends["min"]), float(ends["max"]))


def without_rest(table: pa.Table, attributes: Iterable[Attribute]) -> pa.Table:
    """The table with one column a key, those of `Rest` together in a map of texts at the end."""
    attributes = list(attributes)
    own = {name: table[name] for name in table.column_names if not name.startswith(tuple(PREFIXES))}
    kept = {a.column: stored(a, table) for a in attributes if a.storage != "Rest"}
    rest = [a for a in attributes if a.storage == "Rest"]
    return pa.table(own | kept | {"Rest": together(rest, table.num_rows)})


def dictionaries(table: pa.Table, fields: Iterable[Attribute]) -> pa.Table:
    """The table with these columns of few texts as dictionaries."""
    for field in fields:
        table = table.set_column(table.schema.get_field_index(field.column), field.column, words(field.values))
    return table


def stored(attribute: Attribute, table: pa.Table) -> pa.ChunkedArray | pa.Array:
    """A key's column as the engine takes it fastest: a text of few values with its dictionary, known already."""
    if attribute.storage != "LowCardinality":
        return text(table[attribute.column])
    return words(attribute.values)


def together(attributes: list[Attribute], rows: int) -> pa.Array:
    """Columns as one map a row, from the name of the column to its value."""
    places = [np.flatnonzero(a.values.places >= 0) for a in attributes]
    if not places:
        return pa.MapArray.from_arrays(np.zeros(rows + 1, "i4"), pa.array([], pa.string()), pa.array([], pa.string()))
    row = np.concatenate(places)
    order = pa.array(np.argsort(row, kind="stable"))
    names = pa.array(np.repeat(np.arange(len(attributes)), [len(p) for p in places]))
    values = [a.values.values.take(pa.array(a.values.places[p])) for a, p in zip(attributes, places, strict=True)]
    ends = np.r_[0, np.cumsum(np.bincount(row, minlength=rows))].astype("i4")
    keys = pa.array([a.column for a in attributes], pa.string()).take(names.take(order))
    return pa.MapArray.from_arrays(ends, keys, whole(pa.chunked_array(values)).take(order))


def alias(attributes: Iterable[Attribute], scope: str) -> str:
    """The exporter's map of a scope's attributes, read from the columns: `map('http.route', …)` without what is absent."""
    absent = r"'\0'"
    pairs = ", ".join(
        f"{literal(a.key)}, ifNull(toString({quoted(a.column)}), {absent})"
        for a in attributes
        if a.scope == scope and a.storage != "Rest"
    )
    prefix = next(prefix for prefix, named in PREFIXES.items() if named == scope)
    rest = f"mapFromArrays(arrayMap(k -> substring(k, {len(prefix) + 1}), mapKeys(own)), mapValues(own))"
    rest = f"arrayMap(own -> {rest}, [mapFilter((k, v) -> startsWith(k, {literal(prefix)}), Rest)])[1]"
    wide = f"mapFilter((k, v) -> v != {absent}, CAST(map({pairs}), 'Map(String, String)'))"
    return f"mapUpdate({wide}, {rest})"


def indexes(attributes: Iterable[Attribute]) -> str:
    """A text index for each key of many values in logs, where one line is looked for among all."""
    plain = [a.column for a in attributes if a.storage == "String"]
    return "".join(f", INDEX {quoted('key ' + name)} {quoted(name)} TYPE text(tokenizer = 'array')" for name in plain)


def keys_table(signal: str, attributes: Iterable[Attribute]) -> pa.Table:
    rows = [
        {
            "Signal": signal,
            "Scope": a.scope,
            "Key": a.key,
            "Expression": a.expression,
            "Type": a.type,
            "Storage": a.storage,
            "Rows": a.rows,
            "Distinct": len(a.values.values),
            "Least": a.least,
            "Greatest": a.greatest,
        }
        for a in attributes
        if a.rows
    ]
    return pa.Table.from_pylist(rows, KEYS)


KEYS = pa.schema(
    [(name, pa.string()) for name in ("Signal", "Scope", "Key", "Expression", "Type", "Storage")]
    + [("Rows", pa.uint64()), ("Distinct", pa.uint64()), ("Least", pa.float64()), ("Greatest", pa.float64())]
)


def values_table(signal: str, attributes: Iterable[Attribute], weights: Any) -> pa.Table:
    """Every value of the keys that have at most 50,000, with its rows and how many real ones they stand for."""
    parts = list(counted(signal, attributes, weights.astype("f8")))  # as they are summed
    return pa.concat_tables([VALUES_SCHEMA.empty_table(), *parts])


VALUES_SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("Signal", "Scope", "Key", "Value")]
    + [("Rows", pa.uint64()), ("Scaled", pa.uint64())]
)


def counted(signal: str, attributes: Iterable[Attribute], weights: Any) -> Iterator[pa.Table]:
    for a in attributes:
        many = len(a.values.values)
        if 0 < many <= VALUES:
            fixed = [pa.array([text] * many, pa.string()) for text in (signal, a.scope, a.key)]
            numbers = [pa.array(a.values.rows.astype("u8")), pa.array(a.values.weighed(weights))]
            yield pa.table([*fixed, a.values.values.cast(pa.string()), *numbers], schema=VALUES_SCHEMA)
