"""Arrow columns as the store works on them: ids as numbers, texts as codes, tables as bytes of a stream."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rounds.kit.errors import Invalid

DIGIT = np.full(256, 255, "u1")
DIGIT[np.frombuffer(b"0123456789", "u1")] = np.arange(10)
DIGIT[np.frombuffer(b"abcdef", "u1")] = np.arange(10, 16)
BATCH = 1 << 20  # rows in one Arrow message


@dataclass(frozen=True)
class Coded:
    """A column as its distinct values and, for each row, the place of its value there; -1 where nothing is."""

    values: pa.Array
    places: Any

    @cached_property
    def here(self) -> Any:
        """Where something is, as an index of rows: all of them, mostly, which costs no copy."""
        found = self.places >= 0
        return slice(None) if found.all() else found

    @cached_property
    def rows(self) -> Any:
        """How many rows have each value."""
        return np.bincount(self.places[self.here], minlength=len(self.values))

    def weighed(self, weights: Any) -> Any:
        """The sum of the rows' weights for each value, as integers."""
        return np.bincount(self.places[self.here], weights[self.here], len(self.values)).round().astype("u8")


def coded(column: pa.ChunkedArray | pa.Array) -> Coded:
    array = whole(column)
    known = pa.types.is_dictionary(array.type)
    found = array if known else array.dictionary_encode()
    indices = found.indices if not found.indices.null_count else pc.fill_null(found.indices, -1)
    all_of = Coded(found.dictionary, indices.to_numpy())
    return occurring(all_of) if known else all_of


def occurring(values: Coded) -> Coded:
    """Without the values that no row has."""
    here = values.rows > 0
    if here.all():
        return values
    places = np.where(values.places < 0, -1, (np.cumsum(here) - 1)[values.places])
    return Coded(values.values.filter(pa.array(here)), places)


def text(column: pa.ChunkedArray | pa.Array) -> pa.ChunkedArray | pa.Array:
    """A column of texts with each text in its row."""
    return column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column


def words(values: Coded, places: Any = None) -> pa.DictionaryArray:
    """A column of few texts as the engine's LowCardinality takes it."""
    places = values.places if places is None else places
    absent = places < 0
    codes = pa.array(places.astype("i4", copy=False), mask=absent if absent.any() else None)
    return pa.DictionaryArray.from_arrays(codes, values.values)


def whole(column: pa.ChunkedArray | pa.Array) -> pa.Array:
    """The column in one piece."""
    if isinstance(column, pa.ChunkedArray):
        column = column.unify_dictionaries() if pa.types.is_dictionary(column.type) else column
        column = column.combine_chunks()
        column = pa.concat_arrays(column.chunks) if isinstance(column, pa.ChunkedArray) else column
    return column


def integers(column: pa.ChunkedArray, kind: str = "i8") -> Any:
    """A column of integers or times as NumPy integers; nothing counts as 0."""
    array = whole(column)
    width = pa.int64() if pa.types.is_timestamp(array.type) else array.type
    return pc.fill_null(array.cast(width), 0).to_numpy(zero_copy_only=False).astype(kind)


def hexadecimal(column: pa.ChunkedArray, name: str) -> tuple[Any, Any]:
    """Ids of 16 hexadecimal digits as uint64, and which rows have one.

    Raises:
        Invalid: an id is neither empty nor 16 lower-case hexadecimal digits.
    """
    array = pc.fill_null(whole(text(column)), "")
    length = pc.binary_length(array).to_numpy(zero_copy_only=False)
    present = length > 0
    data = np.frombuffer(bytes_of(array), "u1")
    digits = DIGIT[data]
    if (length[present] != 16).any() or digits.max(initial=0) == 255:
        raise Invalid(f"{name} must be 16 lower-case hexadecimal digits", field=name)
    digits = digits.reshape(-1, 16)
    out = np.zeros(len(array), "u8")
    out[present] = (digits[:, ::2] << 4 | digits[:, 1::2]).copy().view(">u8").ravel()
    return out, present


def bytes_of(array: pa.StringArray) -> memoryview:
    """The texts of the column one behind the other."""
    _, ends, data = array.buffers()
    if data is None or not len(array):
        return memoryview(b"")
    edges = np.frombuffer(ends, "<i4", len(array) + 1, 4 * array.offset)
    return memoryview(data)[edges[0] : edges[-1]]


def stream(table: pa.Table, file: BinaryIO) -> None:
    """Write the table as an Arrow stream.

    In one piece, since each piece of a column of lists of maps would carry all maps again.
    """
    with pa.ipc.new_stream(file, table.schema) as writer:
        writer.write_table(table.unify_dictionaries().combine_chunks(), max_chunksize=BATCH)
