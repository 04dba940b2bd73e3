"""Finding by what a person types: a text, an /expression/, and conditions such as `retained>1MB distance<5`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rounds.kit.errors import Invalid

LONGEST = 500  # characters of what is typed
CONDITION = re.compile(
    r"(count|shallow|size|retained|distance)\s*(>=|<=|>|<|=)\s*(\d+(?:\.\d+)?)\s*([kmg]?i?b?)", re.IGNORECASE
)
EXPRESSION = re.compile(r"/(?P<what>.*)/(?P<case>i?)", re.DOTALL)
UNITS = {
    "": 1,
    "b": 1,
    "k": 1e3,
    "kb": 1e3,
    "kib": 2**10,
    "m": 1e6,
    "mb": 1e6,
    "mib": 2**20,
    "g": 1e9,
    "gb": 1e9,
    "gib": 2**30,
}
COMPARE: dict[str, Callable[[np.ndarray, float], np.ndarray]] = {
    ">": np.greater, ">=": np.greater_equal, "<": np.less, "<=": np.less_equal, "=": np.equal,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Condition:
    column: str  # count, shallow, retained, distance
    compare: str
    value: float


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was typed, read: names are to contain or match `name`, and every condition is to hold."""

    name: str
    conditions: tuple[Condition, ...]


def wanted(find: str) -> Wanted:
    """Reads `context retained>1MB distance<5`; an /expression/ stands alone. Raises Invalid."""
    if len(find) > LONGEST:
        raise Invalid(f"At most {LONGEST} characters can be searched for.", field="find")
    typed = find.strip()
    if is_expression(typed):
        return Wanted(typed, ())
    conditions = tuple(condition(*found) for found in CONDITION.findall(typed))
    return Wanted(" ".join(CONDITION.sub(" ", typed).removeprefix("name:").split()), conditions)


def condition(column: str, compare: str, number: str, unit: str) -> Condition:
    if unit.lower() not in UNITS:
        raise Invalid(f"“{unit}” is no unit of size: write B, kB, MB or GB.", field="find")
    named = {"size": "shallow"}.get(column.lower(), column.lower())
    return Condition(named, compare, float(number) * UNITS[unit.lower()])


def is_expression(find: str) -> bool:
    return EXPRESSION.fullmatch(find) is not None


def named(names: Sequence[str] | pa.Array, find: str) -> np.ndarray:
    """bool, of each name whether it contains the text (case aside) or matches the /expression/. Raises Invalid.

    In an /expression/i case makes no difference either. Expressions are RE2's, whose time is bounded by the length of
    what is searched, whatever is typed.
    """
    texts = names if isinstance(names, pa.Array) else pa.array(names, pa.string())
    try:
        if expression := EXPRESSION.fullmatch(find):
            found = pc.match_substring_regex(texts, expression["what"], ignore_case=bool(expression["case"]))
        else:
            found = pc.match_substring(texts, find, ignore_case=True)
    except pa.ArrowInvalid as error:
        raise Invalid(f"This is not an expression that can be searched for: {error}", field="find") from None
    marks: np.ndarray = found.to_numpy(zero_copy_only=False)
    return marks.astype(bool)


def fitting(columns: dict[str, np.ndarray], conditions: Sequence[Condition]) -> np.ndarray:
    """bool, of each row whether all conditions hold."""
    fits = np.ones(len(next(iter(columns.values()))), bool)
    for one in conditions:
        fits &= COMPARE[one.compare](columns[one.column], one.value)
    return fits
