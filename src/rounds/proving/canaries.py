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
    wanted = pa.array([canary.value for canary in built.sealed.canaries], pa.string())
    found = {name: held(table, wanted) for name, table in built.signals.tables().items()}
    for canary in built.sealed.canaries:
        seen = [name for name, values in found.items() if canary.value in values]
        claim = f"{canary.where}, {canary.value}, is seen"
        yield Finding(Part.CANARIES, claim, len(seen) >= LEAST, ", ".join(seen) or "nowhere")


def held(table: pa.Table, wanted: pa.Array) -> set[str]:
    """Those of the values that stand in a column of the table, each as the whole of it."""
    return {value for column in table.columns for chunk in column.chunks for value in of_values(chunk, wanted)}


def of_values(chunk: Any, wanted: pa.Array) -> list[str]:
    if pa.types.is_dictionary(chunk.type):
        chunk = chunk.dictionary
    if pa.types.is_map(chunk.type):
        chunk = chunk.items
    if not pa.types.is_string(chunk.type):
        return []
    values: list[str] = chunk.filter(pc.is_in(chunk, value_set=wanted)).unique().to_pylist()
    return values
