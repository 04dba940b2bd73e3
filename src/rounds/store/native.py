"""Blocks of the engine's Native format as columns: numbers without any work a value, texts as lists.

The answer of every question comes this way. A number, a time or a Bool is a NumPy array over the bytes
themselves; a LowCardinality text is decoded once a distinct value. Times are integers in the unit of
their type: seconds for DateTime, days for Date, 10^-p seconds for DateTime64(p).
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

Values = Any  # numpy.ndarray for fixed-width types, masked where a value is absent; else a list

FIXED = {
    "UInt8": "u1", "UInt16": "<u2", "UInt32": "<u4", "UInt64": "<u8",
    "Int8": "i1", "Int16": "<i2", "Int32": "<i4", "Int64": "<i8",
    "Float32": "<f4", "Float64": "<f8", "Bool": "?",
    "Date": "<u2", "Date32": "<i4", "DateTime": "<u4", "DateTime64": "<i8", "Enum8": "i1", "Enum16": "<i2",
}  # fmt: skip
KEYS_BY_BLOCK = 1 << 9  # LowCardinality: the dictionary stands in the block itself
INDEX = ("u1", "<u2", "<u4", "<u8")


@dataclass(frozen=True, slots=True)
class Kind:
    """A type as written by the engine: `Map(String, Array(UInt8))` is Map with two arguments."""

    name: str
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of an answer in their order, each with its type as the engine writes it."""

    types: dict[str, str]
    values: dict[str, Values]
    rows: int


class Unreadable(Exception):
    """The answer holds a type this reader does not know; the statement should cast it."""


def read(data: bytes) -> Columns:
    """All blocks of an answer as one. An answer without rows has no block, hence no columns.

    Raises:
        Unreadable: a column has a type that is not one of ours.
    """
    types: dict[str, str] = {}
    blocks: list[tuple[int, dict[str, Values]]] = []
    at = Cursor(data)
    while at.place < len(data):
        width, rows = at.number(), at.number()
        block = {}
        for _ in range(width):
            name, kind = at.text(), at.text()
            types[name] = kind
            block[name] = column(at, kind, rows) if rows else []
        if rows:
            blocks.append((rows, block))
    if not blocks:
        return Columns(types, {name: empty(kind) for name, kind in types.items()}, 0)
    values = {name: joined([block[name] for _, block in blocks]) for name in types}
    return Columns(types, values, sum(rows for rows, _ in blocks))


def empty(kind: str) -> Values:
    """No value of that type: an array for what is read as one, else a list."""
    name = parsed(kind).name
    if name in ("Nullable", "LowCardinality"):
        return empty(parsed(kind).arguments[0])
    return np.empty(0, FIXED[name]) if name in FIXED and not name.startswith("Enum") else []


class Cursor:
    """A place in the bytes that moves on as they are read."""

    __slots__ = ("data", "place")

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.place = 0

    def number(self) -> int:
        data, at = self.data, self.place
        value = data[at] & 127
        shift = 7
        while data[at] > 127:
            at += 1
            value |= (data[at] & 127) << shift
            shift += 7
        self.place = at + 1
        return value

    def text(self) -> str:
        length = self.number()
        start = self.place
        self.place = start + length
        return self.data[start : self.place].decode("utf-8", "replace")

    def array(self, dtype: str, count: int) -> Any:
        values = np.frombuffer(self.data, dtype, count, self.place)
        self.place += values.nbytes
        return values


def column(at: Cursor, kind: str, rows: int) -> Values:
    """One column of one block."""
    prefix(at, kind)
    return body(at, kind, rows)


def prefix(at: Cursor, kind: str) -> None:
    """What stands before a column's rows: LowCardinality's version, also from inside arrays, maps and tuples."""
    found = parsed(kind)
    if found.name == "LowCardinality":
        at.array("<u8", 1)
    elif found.name in ("Array", "Map", "Tuple", "Nullable"):
        for inner in found.arguments:
            prefix(at, inner)


def body(at: Cursor, kind: str, rows: int) -> Values:
    found = parsed(kind)
    if found.name in FIXED:
        values = at.array(FIXED[found.name], rows)
        return values if not found.name.startswith("Enum") else named(found, values)
    reader = READERS.get(found.name)
    if reader is None:
        raise Unreadable(f"The store reads no values of type {kind}: cast them in the statement.")
    return reader(at, found, rows)


def strings(at: Cursor, _: Kind, rows: int) -> list[str]:
    data, place = at.data, at.place
    out = []
    for _row in range(rows):
        length = data[place]
        place += 1
        if length > 127:
            at.place = place - 1
            length = at.number()
            place = at.place
        out.append(data[place : place + length].decode("utf-8", "replace"))
        place += length
    at.place = place
    return out


def fixed_strings(at: Cursor, kind: Kind, rows: int) -> list[str]:
    width = int(kind.arguments[0])
    raw = at.array(f"S{width}", rows)
    return [value.decode("utf-8", "replace") for value in raw.tolist()]


def identifiers(at: Cursor, _: Kind, rows: int) -> list[str]:
    halves = at.array("<u8", 2 * rows).tolist()
    return [str(uuid.UUID(int=high << 64 | low)) for high, low in zip(halves[::2], halves[1::2], strict=True)]


def nullable(at: Cursor, kind: Kind, rows: int) -> Values:
    """A masked array where something is absent; texts have None there."""
    absent = at.array("?", rows)
    values = body(at, kind.arguments[0], rows)
    if isinstance(values, np.ndarray):
        return np.ma.MaskedArray(values, absent) if absent.any() else values
    return [None if gone else value for gone, value in zip(absent.tolist(), values, strict=True)]


def low_cardinality(at: Cursor, kind: Kind, rows: int) -> Values:
    if not rows:  # as inside arrays that are all empty: nothing is written
        return []
    (flags,) = at.array("<u8", 1).tolist()
    if not flags & KEYS_BY_BLOCK:
        raise Unreadable("A LowCardinality column came with a shared dictionary.")
    inner = parsed(kind.arguments[0])
    whole = inner.arguments[0] if inner.name == "Nullable" else kind.arguments[0]
    (size,) = at.array("<u8", 1).tolist()
    words = body(at, whole, size)
    at.array("<u8", 1)  # rows again
    places = at.array(INDEX[flags & 255], rows)
    if isinstance(words, np.ndarray):
        return words[places]
    if inner.name == "Nullable":
        words[0] = None  # the first entry stands for what is absent
    return np.array([*words, None], dtype=object)[places].tolist()


def arrays(at: Cursor, kind: Kind, rows: int) -> list[Any]:
    ends = [0, *at.array("<u8", rows).tolist()]
    inner = body(at, kind.arguments[0], ends[-1])
    plain = listed(inner)
    return [plain[start:end] for start, end in pairwise(ends)]


def maps(at: Cursor, kind: Kind, rows: int) -> list[dict[Any, Any]]:
    ends = [0, *at.array("<u8", rows).tolist()]
    keys, values = (listed(body(at, inner, ends[-1])) for inner in kind.arguments)
    return [dict(zip(keys[start:end], values[start:end], strict=True)) for start, end in pairwise(ends)]


def tuples(at: Cursor, kind: Kind, rows: int) -> list[tuple[Any, ...]]:
    parts = [listed(body(at, inner, rows)) for inner in kind.arguments]
    return list(zip(*parts, strict=True))


def nothing(at: Cursor, _: Kind, rows: int) -> list[None]:
    at.place += rows
    return [None] * rows


def named(kind: Kind, values: Any) -> list[str]:
    pairs = (argument.rpartition(" = ") for argument in kind.arguments)
    names = {int(number): text.strip("'") for text, _, number in pairs}
    return [names[value] for value in values.tolist()]


READERS: dict[str, Callable[[Cursor, Kind, int], Values]] = {
    "String": strings,
    "FixedString": fixed_strings,
    "UUID": identifiers,
    "Nullable": nullable,
    "LowCardinality": low_cardinality,
    "Array": arrays,
    "Map": maps,
    "Tuple": tuples,
    "Nothing": nothing,
}


def listed(values: Values) -> list[Any]:
    return values.tolist() if isinstance(values, np.ndarray) else values  # type: ignore[no-any-return]


def joined(parts: list[Values]) -> Values:
    if len(parts) == 1:
        return parts[0]
    if any(isinstance(part, np.ma.MaskedArray) for part in parts):
        return np.ma.concatenate(parts)  # type: ignore[no-untyped-call]
    if all(isinstance(part, np.ndarray) for part in parts):
        return np.concatenate(parts)
    return [value for part in parts for value in listed(part)]


KINDS: dict[str, Kind] = {}


def parsed(kind: str) -> Kind:
    """`Tuple(a UInt8, b Map(String, String))` → Tuple of UInt8 and Map(String, String)."""
    known = KINDS.get(kind)
    if known is None:
        name, _, rest = kind.partition("(")
        arguments = tuple(unnamed(name, part) for part in split(rest[:-1])) if rest else ()
        known = KINDS[kind] = Kind(name, arguments)
    return known


def unnamed(outer: str, part: str) -> str:
    """A tuple's element without its name: `b Map(String, String)` → `Map(String, String)`."""
    if outer != "Tuple":
        return part
    found = re.fullmatch(r"(?:`(?:[^`\\]|\\.)*`|\w+) (.+)", part, re.S)
    return found.group(1) if found else part


def split(arguments: str) -> Iterator[str]:
    """The arguments of a type at their commas, but not those inside brackets or quotes."""
    depth, start = 0, 0
    for found in re.finditer(r"'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|[(),]", arguments):
        if found.group() == "(":
            depth += 1
        elif found.group() == ")":
            depth -= 1
        elif found.group() == "," and depth == 0:
            yield arguments[start : found.start()].strip()
            start = found.end()
    yield arguments[start:].strip()
