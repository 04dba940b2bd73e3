"""What browsers send as JSON, checked for what Python's reader takes and nothing behind it does."""

from __future__ import annotations

from collections.abc import Mapping
from math import isfinite
from typing import Any

from rounds.kit.errors import Invalid

LONGEST = 10_000  # characters of a text


def check(given: Mapping[str, Any]) -> None:
    """
    Raises:
        Invalid: a number is none or infinite, or a text is half a character or longer than any that is typed; at any
            depth, told by its outermost name.
    """
    for name, value in given.items():
        check_text(name, "")
        check_value(value, name)


def check_value(value: Any, field: str) -> None:
    match value:
        case float() if not isfinite(value):
            raise Invalid(f"{field} must be a number.", field=field)
        case str():
            check_text(value, field)
        case list() | tuple():
            for one in value:
                check_value(one, field)
        case dict():
            for name, one in value.items():
                check_text(name, field)
                check_value(one, field)


def check_text(text: str, field: str) -> None:
    """What is read with patterns takes longer than its length; lenses may allow less.

    UTF-16 writes some characters as two halves; one alone is no text, and neither engine nor record can keep it."""
    if len(text) > LONGEST:
        raise Invalid(f"This is longer than {LONGEST:,} characters.", field=field)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Invalid("This is not text: it holds half a character.", field=field) from None
