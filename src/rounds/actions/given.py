"""What browsers send as JSON, checked for what Python's reader takes and nothing behind it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from math import isfinite
from typing import Any

from rounds.kit.errors import Invalid

LONGEST = 10_000  # characters of a text
DEEPEST = 20  # of lists and objects within each other


def told(given: Any) -> Any:
    """A question as plain values: dataclasses as dicts, at any depth. As `asdict`, which copies every number and text."""
    if is_dataclass(given) and not isinstance(given, type):
        return {one.name: told(getattr(given, one.name)) for one in fields(given)}
    match given:
        case list() | tuple():
            return [told(one) for one in given]
        case dict():
            return {name: told(one) for name, one in given.items()}
    return given


def check(given: Mapping[str, Any], longest: int = LONGEST) -> None:
    """
    Raises:
        Invalid: a number is none or infinite, a text is half a character or longer than any that is typed, or it is
            nested deeper than anything that is meant; at any depth, told by its outermost name.
    """
    for name, value in given.items():
        check_text(name, "", longest)
        check_value(value, name, longest)


def check_value(value: Any, field: str, longest: int = LONGEST, depth: int = 0) -> None:
    match value:
        case float() if not isfinite(value):
            raise Invalid(f"{field} must be a number.", field=field)
        case list() | tuple() | dict() if depth >= DEEPEST:
            raise Invalid(f"{field} holds lists within lists, more than {DEEPEST} deep.", field=field)
        case str():
            check_text(value, field, longest)
        case list() | tuple():
            for one in value:
                check_value(one, field, longest, depth + 1)
        case dict():
            for name, one in value.items():
                check_text(name, field, longest)
                check_value(one, field, longest, depth + 1)


def check_text(text: str, field: str, longest: int = LONGEST) -> None:
    """What is read with patterns takes longer than its length; lenses may allow less.

    UTF-16 writes some characters as two halves; one alone is no text, and neither engine nor record can keep it."""
    if len(text) > longest:
        raise Invalid(f"This is longer than {longest:,} characters.", field=field)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise Invalid("This is not text: it holds half a character.", field=field) from None
