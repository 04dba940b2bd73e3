"""The statements that the lenses ask, whole and readable, one a question.

A statement is fixed text with values bound as `{name:Type}`. Where it depends on the question, it has a slot
`$name`, which only takes what this program wrote: the columns of known keys, and conditions of the search
language, which hold bound values and nothing that was typed.
"""

from __future__ import annotations

from string import Template

# Both ends in nanoseconds since 1970; the end is not inside.
WINDOW = "Timestamp >= fromUnixTimestamp64Nano({start:Int64}) AND Timestamp < fromUnixTimestamp64Nano({end:Int64})"


def filled(statement: str, **parts: str) -> str:
    """The statement with its slots filled."""
    return Template(statement).substitute(parts, window=WINDOW)
