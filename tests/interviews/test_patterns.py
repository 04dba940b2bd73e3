"""Laws that hold of every pattern and value; single patterns stand in `patterns.case` and `pattern_faults.case`."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rounds.interviews.patterns import OPERATORS, Moments, check, matches
from rounds.kit.errors import Invalid

NOW = Moments(1000.0, 3_600_000.0, 7_200_000.0)
FIELDS = st.sampled_from(["a", "b", "0", "-1", "first", "last"])
NUMBERS = st.integers(-3, 3) | st.sampled_from([0.5, 2.5, 3_600_000.0, 7_200_000.0])
LEAVES = st.none() | st.booleans() | NUMBERS | st.sampled_from(["", "a", "onset", "now-1m", "x" * 9])
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=3), max_leaves=8
)
MOMENTS = st.sampled_from(["began", "onset", "now", "now-15m", "onset+90s"])


def mappings(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Patterns that can be run."""
    lists = st.lists(inner, min_size=1, max_size=2)
    bounds = st.fixed_dictionaries({}, optional={"at_least": NUMBERS, "at_most": NUMBERS}).filter(bool)
    of_two = st.fixed_dictionaries({"of": FIELDS, "to": FIELDS})
    ratios = st.builds(lambda fields, limits: fields | limits, of_two, bounds)
    words = dict.fromkeys(("some", "every", "no", "length", "keys", "hours", "not"), inner)
    return st.dictionaries(FIELDS, inner, max_size=2) | st.fixed_dictionaries(
        {},
        optional={
            **words,
            "at_least": NUMBERS,
            "at_most": NUMBERS,
            "one_of": st.lists(LEAVES, min_size=1, max_size=3),
            "contains": st.sampled_from(["a", "x"]),
            "ratio": ratios,
            "covers": MOMENTS | st.lists(MOMENTS, min_size=1, max_size=2),
            "within": st.lists(MOMENTS, min_size=2, max_size=2),
            "all_of": lists,
            "any_of": lists,
        },
    )


PATTERNS = st.recursive(LEAVES, lambda inner: mappings(inner) | st.lists(inner, max_size=2), max_leaves=6)
NONSENSE = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from([*OPERATORS, "a"]), inner, max_size=2),
    max_leaves=6,
)


def holds(pattern: Any, value: Any) -> bool:
    return matches(pattern, value, NOW)


@given(PATTERNS, VALUES)
def test_a_pattern_that_can_be_run_matches_or_does_not(pattern: Any, value: Any) -> None:
    check(pattern)
    assert holds(pattern, value) in (True, False)


@given(NONSENSE, VALUES)
def test_what_cannot_be_run_is_told_before(pattern: Any, value: Any) -> None:
    with suppress(Invalid):
        check(pattern)
        holds(pattern, value)


@given(VALUES)
def test_a_value_matches_itself(value: Any) -> None:
    assert holds(value, value)


@given(PATTERNS, VALUES)
def test_either_a_pattern_or_its_contrary_matches(pattern: Any, value: Any) -> None:
    assert holds({"not": pattern}, value) is not holds(pattern, value)
    assert holds({"not": {"not": pattern}}, value) is holds(pattern, value)


@given(st.lists(PATTERNS, min_size=1, max_size=3), VALUES)
def test_all_and_any_are_each_taken_together(patterns: list[Any], value: Any) -> None:
    each = [holds(pattern, value) for pattern in patterns]
    assert holds({"all_of": patterns}, value) is all(each)
    assert holds({"any_of": patterns}, value) is any(each)
    assert holds({"not": {"any_of": patterns}}, value) is holds({"all_of": [{"not": one} for one in patterns]}, value)


@given(PATTERNS, st.lists(VALUES, max_size=4))
def test_some_every_and_no_speak_of_the_same_items(pattern: Any, values: list[Any]) -> None:
    each = [holds(pattern, value) for value in values]
    assert holds({"some": pattern}, values) is any(each)
    assert holds({"no": pattern}, values) is not any(each)
    assert holds({"every": pattern}, values) is (bool(each) and all(each))
    assert holds({"no": {"not": pattern}}, values) is all(each)


@given(PATTERNS, PATTERNS, VALUES)
def test_a_mapping_holds_when_each_of_its_keys_does(one: Any, other: Any, value: Any) -> None:
    assert holds({"a": one, "b": other}, value) is (holds({"a": one}, value) and holds({"b": other}, value))


@given(NUMBERS, NUMBERS, VALUES)
def test_a_tighter_bound_matches_no_more(bound: float, by: float, value: Any) -> None:
    tighter, looser = bound + abs(by), bound - abs(by)
    assert not holds({"at_least": tighter}, value) or holds({"at_least": looser}, value)
    assert not holds({"at_most": looser}, value) or holds({"at_most": tighter}, value)


@given(NUMBERS, st.dictionaries(FIELDS, VALUES, max_size=4))
def test_a_ratio_has_bounds_like_a_number(bound: float, value: dict[str, Any]) -> None:
    ratio = {"of": "last", "to": "first"}
    low, high = (
        holds({"ratio": ratio | {"at_least": bound}}, value),
        holds({"ratio": ratio | {"at_most": bound}}, value),
    )
    known = all(type(value.get(name)) in (int, float) for name in ("last", "first"))
    assert (low or high) is known


@given(FIELDS, PATTERNS.filter(lambda pattern: not isinstance(pattern, dict)))
def test_what_is_absent_is_like_nothing(field: str, pattern: Any) -> None:
    assert not holds({field: pattern}, {})
    assert holds({field: {"not": pattern}}, {})


@pytest.mark.parametrize("operator", OPERATORS)
def test_every_operator_holds_of_nothing_absent_but_not(operator: str) -> None:
    part = {"covers": "onset", "within": ["began", "now"], "ratio": {"of": "a", "to": "b", "at_least": 1}}
    pattern = {operator: part.get(operator, [5] if operator in ("one_of", "all_of", "any_of") else 5)}
    check(pattern)
    assert holds({"there": pattern}, {}) is (operator == "not")
