"""Regular expressions as Prometheus anchors them, which only holds for what is one by itself."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from rounds.kit.errors import Invalid
from rounds.query.promql.tree import Place


def check_regular(pattern: str, place: Place | None = None) -> None:
    """Refuses `a)|(b`, which is no regular expression but becomes one between parentheses, half of it not anchored.

    Arrow's engine is RE2, as the store's is.
    """
    one = pa.StringArray.from_buffers(1, pa.py_buffer(bytes(8)), pa.py_buffer(b""))
    try:
        pc.match_substring_regex(one, pattern)
    except pa.ArrowInvalid as problem:
        said = str(problem).removeprefix("Invalid regular expression: ")
        where = (place.start, place.end) if place else (None, None)
        message = f"This is not a regular expression: {said}."
        raise Invalid(message, field="expression", start=where[0], end=where[1]) from None
