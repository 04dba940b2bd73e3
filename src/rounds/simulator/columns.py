"""Columns: Arrow arrays of numbers, ids and filled-in sentences, made without a Python loop.

They are made from buffers: `pa.array`, `pa.scalar` and whatever else takes a Python value import pandas, which
takes a second of every build.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rounds.signals.tables import WORDS

from .arrays import Bools, Ints

BLANK = re.compile(r"\{([a-z_.]+)\}")
DIGITS = np.frombuffer(b"0123456789abcdef", np.uint8)
HEX = DIGITS[np.arange(1 << 16)[:, None] >> np.array([12, 8, 4, 0]) & 15].view(np.uint32).ravel()  # faster than texts

Column = Any
"""A pyarrow Array: pyarrow has no types of its own."""

MOST_KNOWN = 4096  # texts that are kept as Arrow has them
NUMPY = {pa.uint8(): np.uint8, pa.uint32(): np.uint32, pa.int64(): np.int64}

# --- plain values -----------------------------------------------------------------------------


def numbers(values: Any, kind: Any = None) -> Column:
    """A NumPy array as it is. `kind` is an Arrow type of the same width: a moment of an int64."""
    whole = np.ascontiguousarray(values)
    kind = pa.from_numpy_dtype(whole.dtype) if kind is None else kind
    return pa.Array.from_buffers(kind, len(whole), [None, pa.py_buffer(whole)])


def flags(values: Bools) -> Column:
    packed = np.packbits(values, bitorder="little")
    return pa.Array.from_buffers(pa.bool_(), len(values), [None, pa.py_buffer(packed)])


def texts(values: Sequence[str]) -> Column:
    whole = "".join(values)
    encoded = values if whole.isascii() else [value.encode() for value in values]
    ends = np.zeros(len(values) + 1, np.int32)
    np.cumsum(np.fromiter(map(len, encoded), np.int32, len(values)), out=ends[1:])
    return pa.StringArray.from_buffers(len(values), pa.py_buffer(ends), pa.py_buffer(whole.encode()))


@lru_cache(MOST_KNOWN)
def one_text(value: str) -> Any:
    """As an Arrow scalar."""
    return texts([value])[0]


def same(value: str, count: int) -> Column:
    """The text in every row."""
    return pa.repeat(one_text(value), count)


def same_number(value: int, count: int, kind: Any) -> Column:
    return numbers(np.full(count, value, dtype=NUMPY[kind]))


def maps(rows: Sequence[Sequence[tuple[str, str]]]) -> Column:
    keys, values = ([pair[part] for row in rows for pair in row] for part in (0, 1))
    ends = np.cumsum([0, *map(len, rows)], dtype=np.int32)
    return pa.MapArray.from_arrays(numbers(ends), texts(keys), texts(values)).cast(WORDS)


def lists(there: Bools, items: Column, kind: Any) -> Column:
    """Lists that hold the next of the items where it is there, and else nothing."""
    ends = np.concatenate(([0], np.cumsum(there))).astype(np.int32)
    return pa.ListArray.from_arrays(numbers(ends), items, type=kind)


def words(things: Sequence[str], chosen: Ints) -> Column:
    return texts(things).take(numbers(chosen))


# --- what is there, and what is not -----------------------------------------------------------


def where(there: Bools, column: Column, other: str | None = None) -> Column:
    """The column where it is there, and elsewhere the other text, or null."""
    if there.all():
        return column
    missing = pa.nulls(len(column), column.type) if other is None else one_text(other)
    return pc.if_else(flags(there), column, missing)


def written(column: Column) -> Column:
    """As text, with nothing for null."""
    return pc.fill_null(column.cast(pa.string()), one_text(""))


# --- sentences and ids ------------------------------------------------------------------------


@cache
def blanks(template: str) -> tuple[str, ...]:
    return tuple(BLANK.findall(template))


def fill(template: str, count: int, word: Callable[[str], Column]) -> Column:
    """`retry {retry_count} of {event_id}` for every row; a template that is one blank keeps that field's type."""
    names = blanks(template)
    if not names:
        return same(template, count)
    if template == f"{{{names[0]}}}":
        return word(names[0])
    parts = [word(part).cast(pa.string()) if i % 2 else part for i, part in enumerate(BLANK.split(template))]
    around = [one_text(part) if isinstance(part, str) else part for part in parts if not isinstance(part, str) or part]
    # Inside a sentence, a value that is not there is written as a dash.
    return pc.binary_join_element_wise(*around, one_text(""), null_handling="replace", null_replacement="-")


def hexes(*values: Ints, prefix: str = "", digits: int = 16) -> Column:
    """Sixteen hexadecimal digits a number, or its last `digits`, behind the prefix."""
    count, lead = len(values[0]), len(prefix)
    width = lead + digits * len(values)
    fours = np.stack(values, axis=1).astype(">u8").view(">u2").astype(np.intp)
    letters: Any = HEX.take(fours).view(np.uint8).reshape(count, len(values), 16)
    if lead or digits < 16:
        cut = np.empty((count, width), dtype=np.uint8)
        cut[:, :lead] = np.frombuffer(prefix.encode(), dtype=np.uint8)
        cut[:, lead:] = letters[:, :, 16 - digits :].reshape(count, width - lead)
        letters = cut
    ends = np.arange(count + 1, dtype=np.int32) * np.int32(width)
    return pa.StringArray.from_buffers(count, pa.py_buffer(ends), pa.py_buffer(letters))


def ids(values: Ints, prefix: str = "", digits: int = 16) -> Column:
    """Identifiers; the number nought stands for none, and becomes null."""
    return where(values != 0, hexes(values, prefix=prefix, digits=digits))
