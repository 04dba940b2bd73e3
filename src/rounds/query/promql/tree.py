"""A PromQL expression as a tree of frozen values. Times and durations are whole milliseconds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the text, from `start` until `end`, not counting `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Matcher:
    label: str
    operator: str  # = != =~ !~
    value: str


@dataclass(frozen=True, slots=True)
class At:
    """`@ 1718000000` as milliseconds, or the start or end of the range asked for."""

    moment: int | str


@dataclass(frozen=True, slots=True)
class Number:
    value: float


@dataclass(frozen=True, slots=True)
class String:
    value: str


@dataclass(frozen=True, slots=True)
class Selector:
    matchers: tuple[Matcher, ...]
    offset: int
    at: At | None
    place: Place

    @property
    def metric(self) -> str:
        """The metric's name, if it is asked for by name."""
        named = (m.value for m in self.matchers if m.label == "__name__" and m.operator == "=")
        return next(named, "")


@dataclass(frozen=True, slots=True)
class Range:
    """`selector[5m]`"""

    selector: Selector
    width: int


@dataclass(frozen=True, slots=True)
class Subquery:
    """`expression[30m:1m]`"""

    expression: Expression
    width: int
    step: int | None
    offset: int
    at: At | None


@dataclass(frozen=True, slots=True)
class Call:
    function: str
    arguments: tuple[Expression, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Aggregate:
    operator: str
    expression: Expression
    parameter: Expression | None
    labels: tuple[str, ...]
    without: bool
    place: Place


@dataclass(frozen=True, slots=True)
class Matching:
    """How two vectors find each other. `side`: which has many, "" for one to one. `group`: labels copied to it."""

    on: bool
    labels: tuple[str, ...]
    side: str = ""
    group: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Binary:
    operator: str
    left: Expression
    right: Expression
    matching: Matching
    as_number: bool  # bool: a comparison gives 0 or 1
    place: Place


@dataclass(frozen=True, slots=True)
class Negative:
    expression: Expression


Expression = Number | String | Selector | Range | Subquery | Call | Aggregate | Binary | Negative


def parts(expression: Expression) -> Iterator[Expression]:
    """The expression and every part of it, from left to right."""
    yield expression
    match expression:
        case Range(selector):
            yield selector
        case Subquery(inner) | Negative(inner):
            yield from parts(inner)
        case Call(_, arguments):
            for argument in arguments:
                yield from parts(argument)
        case Aggregate(_, inner, parameter):
            if parameter is not None:
                yield from parts(parameter)
            yield from parts(inner)
        case Binary(_, left, right):
            yield from parts(left)
            yield from parts(right)
        case _:
            return


def selectors(expression: Expression) -> Iterator[Selector]:
    """Every selector of an expression, from left to right."""
    return (part for part in parts(expression) if isinstance(part, Selector))


def made_labels(expression: Expression) -> set[str]:
    """The labels that the expression itself gives to its series."""
    calls = (part for part in parts(expression) if isinstance(part, Call))
    targets = (call.arguments[1] for call in calls if call.function in ("label_replace", "label_join"))
    return {target.value for target in targets if isinstance(target, String)}
