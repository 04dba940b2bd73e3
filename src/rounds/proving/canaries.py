"""That the values which identify a variant are seen in it, where they are said to be."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from rounds.incidents.built import Built
from rounds.proving.findings import Finding, Part

LEAST = 2  # tables: a screenshot of one tool must be enough, and not only of one


def canaries(built: Built) -> Iterator[Finding]:
    for canary in built.sealed.canaries:
        found = [name for name, table in built.signals.tables().items() if holds(table, canary.value)]
        shown = ", ".join(found) or "nowhere"
        yield Finding(Part.CANARIES, f"{canary.where}, {canary.value}, is seen", len(found) >= LEAST, shown)


def holds(table: pa.Table, value: str) -> bool:
    return any(in_column(column, value) for column in table.columns)


def in_column(column: Any, value: str) -> bool:
    kind = column.type
    if pa.types.is_dictionary(kind):
        return any(in_column(pa.chunked_array([chunk.dictionary]), value) for chunk in column.chunks)
    if pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return bool(pc.any(pc.match_substring(column, value)).as_py())
    if pa.types.is_map(kind):
        return any(in_column(pa.chunked_array([chunk.items]), value) for chunk in column.chunks)
    return False
