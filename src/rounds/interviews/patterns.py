"""Patterns over JSON: what an answer must have looked like, said in data, so that it can be read, kept and run anew.

A pattern is JSON too. A number, text, truth or null matches its like, a list a list whose items match one by one. A
mapping matches a value of which every key holds:

- a field's name, or an item's place in a list (the last is -1): the pattern of what stands there;
- `at_least`, `at_most`: a number's bounds;
- `one_of`: a list of values; `contains`: a part of a text;
- `some`, `every`, `no`: a pattern of the items of a list (`every` wants at least one item);
- `length`: a pattern of how many items, `keys`: a pattern of the list of a mapping's keys;
- `ratio`: of the field named in `of` to the one in `to`, with bounds (from nought anything above it is infinitely more);
- `covers`: a moment or several that lie in a stretch of time `[start, end]`, `within`: two moments it lies between,
  `hours`: a pattern of its length; a single moment is a stretch without length;
- `all_of`, `any_of`: lists of patterns; `not`: a pattern that must not match.

Moments are `began`, `onset` and `now` of the incident, also `now-90s`, `onset+2m`, `now-6h`, `began+1d`.
What is absent matches nothing but `not`, not even null: what nobody knows proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import copysign, inf
from typing import Any

from rounds.kit.errors import Invalid

Pattern = Any
MOMENT = re.compile(r"(began|onset|now)(?:([+-])(\d+(?:\.\d+)?)(s|m|h|d))?")
LARGEST = 1e300
UNITS = {"s": 1_000.0, "m": 60_000.0, "h": 3_600_000.0, "d": 86_400_000.0}
PLACE = re.compile(r"-?[0-9]{1,6}")
ABSENT = object()  # in place of a field that is not there


@dataclass(frozen=True, slots=True)
class Moments:
    """Of an incident, in milliseconds since 1970."""

    began: float
    onset: float
    now: float

    def at(self, text: str) -> float:
        """
        Raises:
            Invalid: it is no moment.
        """
        found = MOMENT.fullmatch(text) if isinstance(text, str) else None
        if not found:
            raise Invalid(f"{text!r} is no moment: write now, onset or began, also now-15m, onset+90s, began+2d.")
        name, sign, number, unit = found.groups()
        away = float(number) * UNITS[unit] if number else 0.0
        return float(getattr(self, name)) + (-away if sign == "-" else away)


def matches(pattern: Pattern, value: Any, moments: Moments) -> bool:
    """Whether the value is as the pattern says.

    Raises:
        Invalid: a moment in it is none.
    """
    match pattern:
        case Mapping():
            some_of_it = bool(pattern) or value is not ABSENT
            return some_of_it and all(holds(key, part, value, moments) for key, part in pattern.items())
        case list() | tuple():
            alike = isinstance(value, list | tuple) and len(value) == len(pattern)
            return alike and all(matches(part, one, moments) for part, one in zip(pattern, value, strict=True))
    return same(pattern, value)


def holds(key: Any, part: Pattern, value: Any, moments: Moments) -> bool:
    if operator := OPERATORS.get(key):
        return operator(part, value, moments)
    return matches(part, member(value, key), moments)


def same(wanted: Any, value: Any) -> bool:
    """As JSON tells them apart: true is not 1."""
    return isinstance(wanted, bool) == isinstance(value, bool) and bool(wanted == value)


def member(value: Any, key: Any) -> Any:
    match value:
        case Mapping():
            return value.get(key, value.get(str(key), ABSENT))
        case list() | tuple() if PLACE.fullmatch(str(key)):
            place = int(key)
            return value[place] if -len(value) <= place < len(value) else ABSENT
    return ABSENT


def number(value: Any) -> float | None:
    """None for what is no number, and for a whole one that is larger than any float."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    return None if isinstance(value, int) and abs(value) > LARGEST else float(value)


def at_least(least: Any, value: Any, _: Moments) -> bool:
    found = number(value)
    return found is not None and found >= float(least)


def at_most(most: Any, value: Any, _: Moments) -> bool:
    found = number(value)
    return found is not None and found <= float(most)


def one_of(wanted: Any, value: Any, moments: Moments) -> bool:
    return any(matches(one, value, moments) for one in wanted)


def contains(part: Any, value: Any, _: Moments) -> bool:
    return isinstance(value, str) and str(part) in value


def some(pattern: Pattern, value: Any, moments: Moments) -> bool:
    return isinstance(value, list | tuple) and any(matches(pattern, one, moments) for one in value)


def every(pattern: Pattern, value: Any, moments: Moments) -> bool:
    return isinstance(value, list | tuple) and bool(value) and all(matches(pattern, one, moments) for one in value)


def no(pattern: Pattern, value: Any, moments: Moments) -> bool:
    return isinstance(value, list | tuple) and not any(matches(pattern, one, moments) for one in value)


def length(pattern: Pattern, value: Any, moments: Moments) -> bool:
    return isinstance(value, list | tuple | Mapping) and matches(pattern, len(value), moments)


def keys(pattern: Pattern, value: Any, moments: Moments) -> bool:
    return isinstance(value, Mapping) and matches(pattern, list(value), moments)


def ratio(told: Any, value: Any, moments: Moments) -> bool:
    of, to = number(member(value, told["of"])), number(member(value, told["to"]))
    if of is None or to is None:
        return False
    found = of / to if to else copysign(inf, of) if of else 1.0
    return matches({name: bound for name, bound in told.items() if name not in ("of", "to")}, found, moments)


def stretch(value: Any) -> tuple[float, float] | None:
    ends = value if isinstance(value, list | tuple) and len(value) == 2 else (value, value)
    start, end = map(number, ends)
    return None if start is None or end is None else (start, end)


def covers(told: Any, value: Any, moments: Moments) -> bool:
    found = stretch(value)
    wanted = told if isinstance(told, list) else [told]
    return found is not None and all(found[0] <= moments.at(one) <= found[1] for one in wanted)


def within(told: Any, value: Any, moments: Moments) -> bool:
    found = stretch(value)
    return found is not None and moments.at(told[0]) <= found[0] and found[1] <= moments.at(told[1])


def hours(pattern: Pattern, value: Any, moments: Moments) -> bool:
    found = stretch(value)
    return found is not None and matches(pattern, (found[1] - found[0]) / UNITS["h"], moments)


def all_of(patterns: Any, value: Any, moments: Moments) -> bool:
    return all(matches(one, value, moments) for one in patterns)


def any_of(patterns: Any, value: Any, moments: Moments) -> bool:
    return any(matches(one, value, moments) for one in patterns)


def other(pattern: Pattern, value: Any, moments: Moments) -> bool:
    return not matches(pattern, value, moments)


OPERATORS: Mapping[str, Callable[[Any, Any, Moments], bool]] = {
    "at_least": at_least,
    "at_most": at_most,
    "one_of": one_of,
    "contains": contains,
    "some": some,
    "every": every,
    "no": no,
    "length": length,
    "keys": keys,
    "ratio": ratio,
    "covers": covers,
    "within": within,
    "hours": hours,
    "all_of": all_of,
    "any_of": any_of,
    "not": other,
}
PATTERNS = ("some", "every", "no", "length", "keys", "hours", "all_of", "any_of", "not")  # whose part is one, or a list
ANY_TIME = Moments(0.0, 0.0, 0.0)


def check(pattern: Pattern, place: tuple[str | int, ...] = ()) -> None:
    """That a pattern can be run at all.

    Raises:
        Invalid: names the part; its `field` is the place of it, as in `some.labels.at_least`.
    """
    if isinstance(pattern, list | tuple):
        for place_, one in enumerate(pattern):
            check(one, (*place, place_))
    for key, part in pattern.items() if isinstance(pattern, Mapping) else ():
        here = (*place, key)
        if problem := PROBLEMS.get(key, nothing)(part):
            raise Invalid(problem, field=".".join(map(str, here)))
        if key in PATTERNS or key not in OPERATORS:
            check(part, here)


def parts(pattern: Pattern) -> int:
    """How much there is to a pattern: keys, items and values."""
    below = pattern.values() if isinstance(pattern, Mapping) else pattern if isinstance(pattern, list | tuple) else ()
    return 1 + sum(map(parts, below))


def nothing(_: Any) -> str:
    return ""


def of_bound(part: Any) -> str:
    return "" if number(part) is not None else f"wants a number, not {part!r}"


def of_text(part: Any) -> str:
    return "" if isinstance(part, str | int | float) and not isinstance(part, bool) and str(part) else "wants a text"


def of_list(part: Any) -> str:
    return "" if isinstance(part, list) and part else "wants a list"


def of_ratio(part: Any) -> str:
    bounds = set(part) - {"of", "to"} if isinstance(part, Mapping) and {"of", "to"} <= set(part) else set()
    if not bounds or not bounds <= {"at_least", "at_most"}:
        return "wants `of` and `to`, each a field's name, with at_least or at_most and nothing else"
    return next(filter(None, (of_bound(part[name]) for name in sorted(bounds))), "")


def of_moments(part: Any) -> str:
    if part == []:
        return "wants a moment"
    try:
        for one in part if isinstance(part, list) else [part]:
            ANY_TIME.at(one)
    except Invalid as error:
        return str(error)
    return ""


def of_two_moments(part: Any) -> str:
    return of_moments(part) if isinstance(part, list) and len(part) == 2 else "wants two moments"


PROBLEMS: Mapping[Any, Callable[[Any], str]] = {
    "at_least": of_bound,
    "at_most": of_bound,
    "contains": of_text,
    "one_of": of_list,
    "all_of": of_list,
    "any_of": of_list,
    "ratio": of_ratio,
    "covers": of_moments,
    "within": of_two_moments,
}
