"""Text by the column: ids, filled-in sentences and repeated words, made in Arrow without a Python loop."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .arrays import Bools, Ints

BLANK = re.compile(r"\{([a-z_.]+)\}")
HEX = np.array([f"{four:04x}".encode() for four in range(1 << 16)], dtype="S4")

Column = Any
"""A pyarrow Array: pyarrow has no types of its own."""


@cache
def blanks(template: str) -> tuple[str, ...]:
    return tuple(BLANK.findall(template))


def fill(template: str, count: int, word: Callable[[str], Column]) -> Column:
    """`retry {retry_count} of {event_id}` for every row; a template that is one blank keeps that field's type."""
    names = blanks(template)
    if not names:
        return pa.repeat(template, count)
    if template == f"{{{names[0]}}}":
        return word(names[0])
    parts = [word(part).cast(pa.string()) if i % 2 else part for i, part in enumerate(BLANK.split(template))]
    return pc.binary_join_element_wise(*(part for part in parts if not isinstance(part, str) or part), "")


def hexes(*numbers: Ints, prefix: str = "", digits: int = 16) -> Column:
    """Sixteen hexadecimal digits a number, or its last `digits`, behind the prefix."""
    parts = [HEX[number.astype(">u8").view(">u2").astype(np.uint16)].view(np.uint8) for number in numbers]
    count, lead = len(numbers[0]), len(prefix)
    width = lead + digits * len(numbers)
    letters = np.empty((count, width), dtype=np.uint8)
    letters[:, :lead] = np.frombuffer(prefix.encode(), dtype=np.uint8)
    for i, part in enumerate(parts):
        letters[:, lead + digits * i : lead + digits * (i + 1)] = part.reshape(count, 16)[:, 16 - digits :]
    offsets = np.arange(count + 1, dtype=np.int32) * np.int32(width)
    return pa.StringArray.from_buffers(count, pa.py_buffer(offsets), pa.py_buffer(letters))


def words(things: Sequence[str], chosen: Ints) -> Column:
    return pa.array(things, pa.string()).take(pa.array(chosen))


def where(there: Bools, column: Column) -> Column:
    """The column where it is there, and null elsewhere."""
    return column if there.all() else pc.if_else(pa.array(there), column, pa.scalar(None, column.type))


def ids(numbers: Ints, prefix: str = "", digits: int = 16) -> Column:
    """Identifiers; the number nought stands for none, and becomes null."""
    return where(numbers != 0, hexes(numbers, prefix=prefix, digits=digits))
