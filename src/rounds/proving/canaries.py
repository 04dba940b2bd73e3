"""That the values which identify a variant are seen in it, where they are said to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from rounds.incidents.built import Built
from rounds.proving.findings import Finding, Part

LEAST = 2  # tables: a screenshot of one tool must be enough, and not only of one


def canaries(built: Built) -> Iterator[Finding]:
    wanted = "|".join(re.escape(canary.value) for canary in built.sealed.canaries)
    found = {name: matched(table, wanted) for name, table in built.signals.tables().items()} if wanted else {}
    for canary in built.sealed.canaries:
        seen = [name for name, texts in found.items() if any(canary.value in text for text in texts)]
        claim = f"{canary.where}, {canary.value}, is seen"
        yield Finding(Part.CANARIES, claim, len(seen) >= LEAST, ", ".join(seen) or "nowhere")


def matched(table: pa.Table, wanted: str) -> set[str]:
    """The different texts of a table in which one of them stands."""
    return {text for column in table.columns for text in in_column(column, wanted)}


def in_column(column: Any, wanted: str) -> set[str]:
    kind = column.type
    if pa.types.is_dictionary(kind):
        return of_texts([chunk.dictionary for chunk in column.chunks], wanted)
    if pa.types.is_map(kind):
        return of_texts([chunk.items for chunk in column.chunks], wanted)
    return of_texts(column.chunks, wanted) if pa.types.is_string(kind) or pa.types.is_large_string(kind) else set()


def of_texts(chunks: list[Any], wanted: str) -> set[str]:
    held = [
        chunk.filter(pc.fill_null(pc.match_substring_regex(chunk, wanted), False)) for chunk in chunks if len(chunk)
    ]
    return {text for chunk in held for text in chunk.unique().to_pylist()}
