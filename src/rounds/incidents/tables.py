"""Tables as files: written so that the same table gives the same bytes, read so that no file can fill the memory.

Two hashes stand for a table. That of its file promises the same bytes with the same pyarrow; that of its
contents, over schema and columns, survives another pyarrow.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from rounds.kit.errors import Invalid
from rounds.signals import checked

ROWS_A_GROUP = 100_000
ROWS_A_READ = 512  # so that a value repeated cheaply in the file shows before it has filled the memory
MOST_ROWS = 50_000_000
MOST_COLUMNS = 2_000
MOST_BYTES = 4 << 30  # of one table in memory
DISTINCT = frozenset({"SpanId", "ParentSpanId"})  # texts that hardly ever come again
MOST_RATIO = 200  # times its file; telemetry is three to thirty times as large
SMALL = 64 << 20  # bytes that may be more times the file


class Hash(Protocol):
    def update(self, data: Any, /) -> None: ...


def write(table: pa.Table, file: Path) -> None:
    """As Parquet. The same table in other chunks would give other bytes, so its chunks are joined first."""
    whole = table.combine_chunks()
    pq.write_table(
        whole,
        file,
        compression="zstd",
        row_group_size=ROWS_A_GROUP,
        version="2.6",
        write_statistics=False,  # nobody asks a bundle for a part of a table
        **encodings(table.schema),
    )


def encodings(schema: pa.Schema) -> dict[str, Any]:
    """Texts as numbers into a list of distinct ones; integers and times as differences, fractions byte by byte.

    That takes a third of the time and of the room that Arrow's own choice takes for samples of metrics.
    """
    numeric = {column.name: encoding(column.type) for column in schema if pa.types.is_primitive(column.type)}
    return {
        "use_dictionary": [column.name for column in schema if column.name not in {*numeric, *DISTINCT}],
        "column_encoding": {name: known for name, known in numeric.items() if known},
    }


def encoding(kind: pa.DataType) -> str:
    """Of numbers that may be written so; empty for others."""
    if pa.types.is_floating(kind):
        return "BYTE_STREAM_SPLIT"
    return "DELTA_BINARY_PACKED" if pa.types.is_integer(kind) or pa.types.is_timestamp(kind) else ""


def read(name: str, file: Path) -> pa.Table:
    """The table of `SCHEMAS[name]` in that file.

    Raises:
        Invalid: it is not Parquet, has other columns, or unpacks to more than may be.
    """
    most = min(MOST_BYTES, max(SMALL, file.stat().st_size * MOST_RATIO))
    try:
        schema = plain(pq.read_schema(file))
        with pq.ParquetFile(file, read_dictionary=texts(schema)) as parquet:
            bounded(name, parquet.metadata)
            found = {**flat(name, schema, parquet, most), **nested(name, schema, parquet, most)}
        return checked(name, pa.Table.from_arrays([found[column.name] for column in schema], schema=schema))
    except (pa.ArrowException, OSError) as error:
        raise unreadable(name, error) from error


def read_ours(name: str, file: Path) -> pa.Table:
    """The same of a file that `write` has made here: without the care that others' need, texts as they are kept in it.

    Those that come again and again are Arrow dictionaries, which the store takes as they are.

    Raises:
        Invalid: as `read`.
    """
    try:
        schema = plain(pq.read_schema(file))
        with pq.ParquetFile(file, read_dictionary=[one for one in texts(schema) if one not in DISTINCT]) as parquet:
            return checked(name, parquet.read().replace_schema_metadata())
    except (pa.ArrowException, OSError) as error:
        raise unreadable(name, error) from error


def unreadable(name: str, error: Exception) -> Invalid:
    reason = str(error).splitlines()[0][:200]
    return Invalid(f"signals/{name}.parquet cannot be read: {reason}", field=f"signals/{name}.parquet")


def bounded(name: str, told: pq.FileMetaData) -> None:
    if told.num_rows > MOST_ROWS or told.num_columns > MOST_COLUMNS:
        raise Invalid(f"signals/{name}.parquet has more than {MOST_ROWS:,} rows", field=f"signals/{name}.parquet")


def flat(name: str, schema: pa.Schema, parquet: pq.ParquetFile, most: int) -> dict[str, pa.ChunkedArray]:
    """Columns of single values. Texts are read as numbers into a list of distinct ones, and written out if that may be."""
    wanted = [column for column in schema if not is_nested(column.type)]
    read = parquet.read(columns=[column.name for column in wanted])
    within(name, sum(written_out(read.column(column.name)) for column in wanted), most)
    return {column.name: read.column(column.name).cast(column.type) for column in wanted}


def nested(name: str, schema: pa.Schema, parquet: pq.ParquetFile, most: int) -> dict[str, pa.ChunkedArray]:
    """Lists and maps, in pieces so small that one of them cannot fill the memory."""
    wanted = [column for column in schema if is_nested(column.type)]
    pieces, total = [], 0
    for batch in parquet.iter_batches(ROWS_A_READ, columns=[column.name for column in wanted]) if wanted else ():
        total += batch.nbytes
        within(name, total, most)
        pieces.append(batch)
    read = pa.Table.from_batches(pieces, pa.schema(wanted)) if wanted else {}
    return {column.name: read[column.name] for column in wanted}


def within(name: str, total: int, most: int) -> None:
    if total > most:
        raise Invalid(
            f"signals/{name}.parquet unpacks to more than {most >> 20:,} MiB", field=f"signals/{name}.parquet"
        )


def written_out(column: pa.ChunkedArray) -> int:
    """Bytes the column takes once every text stands in its row."""
    if not pa.types.is_dictionary(column.type):
        return int(column.nbytes)
    return sum(int(pc.sum(pc.binary_length(c.dictionary).take(c.indices)).as_py() or 0) for c in column.chunks)


def texts(schema: pa.Schema) -> list[str]:
    return [column.name for column in schema if pa.types.is_string(column.type)]


def is_nested(kind: pa.DataType) -> bool:
    return bool(pa.types.is_nested(kind))


def plain(schema: pa.Schema) -> pa.Schema:
    """Without pandas' or anybody else's notes."""
    return pa.schema([column.remove_metadata() for column in schema])


def has_text(schema: pa.Schema) -> bool:
    return any(not pa.types.is_primitive(column.type) for column in schema)


def contents(table: pa.Table) -> str:
    """The hash of what the table says, in whatever chunks and from whatever pyarrow it came."""
    digest = hashlib.sha256()
    digest.update(f"{table.num_rows}".encode())
    for column in table.schema:
        digest.update(f"\0{column.name}\0{told(column.type)}".encode())
        feed(digest, joined(table.column(column.name)))
    return digest.hexdigest()


def told(kind: Any) -> str:
    """The type without the names Arrow gives to the insides of lists and maps, which Parquet changes."""
    if pa.types.is_map(kind):
        return f"map<{told(kind.key_type)}, {told(kind.item_type)}>"
    if pa.types.is_list(kind):
        return f"list<{told(kind.value_type)}>"
    if pa.types.is_struct(kind):
        return "struct<" + ", ".join(f"{field.name}: {told(field.type)}" for field in kind) + ">"
    return str(kind)


def joined(column: pa.ChunkedArray) -> pa.Array:
    return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)


def feed(digest: Hash, array: Any) -> None:
    """Which values are there, then the values; what lies under an absent value does not count."""
    kind = array.type
    digest.update(np.packbits(numbers(array.is_valid())))
    if pa.types.is_map(kind):
        feed_lengths(digest, array)
        first, last = array.offsets[0].as_py(), array.offsets[-1].as_py()
        for child in (array.keys, array.items):
            feed(digest, child.slice(first, last - first))
    elif pa.types.is_list(kind):
        feed_lengths(digest, array)
        feed(digest, array.flatten())
    elif pa.types.is_struct(kind):
        for field in array.flatten():
            feed(digest, field)
    elif pa.types.is_string(kind):
        digest.update(filled(pc.binary_length(array)))
        digest.update(text_of(array.drop_null()))
    else:
        digest.update(filled(pc.cast(array, pa.int64()) if pa.types.is_timestamp(kind) else array))


def filled(array: Any) -> np.ndarray:
    """The numbers, 0 where nothing is. (Arrow's own way makes a scalar, and imports pandas for it.)"""
    found = numbers(array)
    return found if array.null_count == 0 else np.where(numbers(array.is_valid()), found, found.dtype.type(0))


def feed_lengths(digest: Hash, array: Any) -> None:
    lengths = np.diff(numbers(array.offsets))
    digest.update(np.where(numbers(array.is_valid()), lengths, 0).astype(np.int32))


def numbers(array: Any) -> np.ndarray:
    """An array as NumPy's, with anything where nothing is. `np.asarray` would do, and import pandas for it: a second."""
    plain = pc.cast(array, pa.uint8()) if pa.types.is_boolean(array.type) else array
    if len(plain) == 0:
        return np.empty(0, plain.type.to_pandas_dtype())
    data = np.frombuffer(plain.buffers()[1], plain.type.to_pandas_dtype())
    return data[plain.offset : plain.offset + len(plain)]


def text_of(array: pa.StringArray) -> memoryview:
    """The bytes of all its texts on end."""
    _, offsets, data = array.buffers()
    if data is None or len(array) == 0:
        return memoryview(b"")
    ends = np.frombuffer(offsets, np.int32)[array.offset : array.offset + len(array) + 1]
    return memoryview(data)[int(ends[0]) : int(ends[-1])]
