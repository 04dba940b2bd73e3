"""PromQL text to a tree, or the place where it stops making sense.

The parser does not tell where things stand: places of functions and selectors are found among the words of the
text, in their order. `complaints` finds where a text goes wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import promql_parser

from rounds.kit.errors import Invalid
from rounds.query.promql import tokens as words
from rounds.query.promql.complaints import at, explained
from rounds.query.promql.names import AGGREGATIONS, FUNCTIONS
from rounds.query.promql.regular import check_regular
from rounds.query.promql.tokens import Token, tokens
from rounds.query.promql.tree import (
    Aggregate,
    At,
    Binary,
    Call,
    Expression,
    Matcher,
    Matching,
    Negative,
    Number,
    Place,
    Range,
    Selector,
    String,
    Subquery,
)

MOST_CHARACTERS = 4000
MOST_OPERATORS = 100  # the parser's time and memory grow with their square, and every one is a level of the tree
DEEPEST = 50
YEAR_9999 = 253_402_300_799  # seconds; the parser cannot hand over what lies beyond, nor what is before 1970


def parse(text: str) -> Expression:
    """The tree of an expression.

    Raises:
        Invalid: says what is wrong and from where to where; also for what Prometheus knows and Rounds does not.
    """
    if len(text) > MOST_CHARACTERS:
        raise Invalid(
            f"An expression has at most {MOST_CHARACTERS:,} characters.", start=MOST_CHARACTERS, end=len(text)
        )
    found = tokens(text)
    if not found:
        raise at(Place(0, len(text)), "There is no expression yet.")
    check_depth(found)
    check_operators(found)
    check_moments(found)
    try:
        parsed = promql_parser.parse(text)
    except ValueError as problem:
        raise explained(text, found, str(problem)) from None
    return Builder(found).of(parsed)


def check_depth(found: list[Token]) -> None:
    depth = 0
    for token in found:
        depth += (token.text in words.CLOSING) - (token.text in words.CLOSING.values())
        if depth > DEEPEST:
            raise at(token.place, f"Brackets go at most {DEEPEST} deep.")


def check_operators(found: list[Token]) -> None:
    """Signs before a value are operators here too, and so are those of matchers."""
    operators = [token for token in found if token.text.lower() in words.OPERATORS]
    if len(operators) > MOST_OPERATORS:
        first = operators[MOST_OPERATORS].place
        message = f"An expression has at most {MOST_OPERATORS} operators and matchers."
        raise at(Place(first.start, found[-1].place.end), message)


def check_moments(found: list[Token]) -> None:
    """Moments after @ are between 1970 and 9999."""
    for place, token in enumerate(found):
        if token.text != "@" or place + 1 == len(found):
            continue
        sign, number = found[place + 1], found[min(place + 2, len(found) - 1)]
        moment = sign if sign.kind == "number" else number
        if moment.kind == "number" and (sign.text == "-" or not seconds(moment.text) <= YEAR_9999):
            raise at(moment.place, "After @ stands a moment between 1970 and 9999, in seconds since 1970.")


def seconds(text: str) -> float:
    return int(text, 16) if text[:2] in ("0x", "0X") else float(text)


class Builder:
    """The parser's nodes as ours; places are taken from the words in the order of the text."""

    def __init__(self, found: list[Token]) -> None:
        self.calls = iter(words.calls(found))
        self.selectors = iter(words.selectors(found))
        self.texts = [token for token in found if token.kind == "text"]
        self.whole = Place(found[0].place.start, found[-1].place.end)

    def next_place(self, of: Iterator[Token]) -> Place:
        token = next(of, None)
        return token.place if token else self.whole

    def place_of(self, value: str, other: Place) -> Place:
        return next((token.place for token in self.texts if token.text[1:-1] == value), other)

    def of(self, node: Any) -> Expression:
        match type(node).__name__:
            case "ParenExpr":
                return self.of(node.expr)
            case "NumberLiteral":
                return Number(node.val)
            case "StringLiteral":
                return String(node.val)
            case "UnaryExpr":
                return Negative(self.of(node.expr))
            case "VectorSelector":
                return self.selector(node)
            case "MatrixSelector":
                return Range(self.selector(node.vector_selector), milliseconds(node.range))
            case "SubqueryExpr":
                inner = self.of(node.expr)
                step = milliseconds(node.step) if node.step else None
                return Subquery(inner, milliseconds(node.range), step, milliseconds(node.offset), moment(node.at))
            case "Call":
                return self.call(node)
            case "AggregateExpr":
                return self.aggregate(node)
            case _:
                return self.binary(node)

    def selector(self, node: Any) -> Selector:
        place = self.next_place(self.selectors)
        if node.matchers.or_matchers:
            raise refused("Matchers joined by “or” are", place)
        matchers = [Matcher(m.name, OPERATORS[str(m.op).rsplit(".", 1)[-1]], m.value) for m in node.matchers.matchers]
        for matcher in matchers:
            if matcher.operator in ("=~", "!~"):
                check_regular(matcher.value, self.place_of(matcher.value, place))
        if node.name:
            matchers.insert(0, Matcher("__name__", "=", node.name))
        return Selector(tuple(matchers), milliseconds(node.offset), moment(node.at), place)

    def call(self, node: Any) -> Call:
        name, place = node.func.name, self.next_place(self.calls)
        if name not in FUNCTIONS:
            raise refused(f"The function {name} is", place)
        return Call(name, tuple(self.of(argument) for argument in node.args), place)

    def aggregate(self, node: Any) -> Aggregate:
        name, place = str(node.op), self.next_place(self.calls)
        if name not in AGGREGATIONS:
            raise refused(f"The aggregation {name} is", place)
        parameter = self.of(node.param) if node.param is not None else None
        labels = tuple(node.modifier.labels) if node.modifier else ()
        without = bool(node.modifier) and str(node.modifier.type).endswith("Without")
        return Aggregate(name, self.of(node.expr), parameter, labels, without, place)

    def binary(self, node: Any) -> Binary:
        left, right = self.of(node.lhs), self.of(node.rhs)
        modifier = node.modifier
        as_number = bool(modifier) and modifier.return_bool
        if modifier and (modifier.fill_values.lhs is not None or modifier.fill_values.rhs is not None):
            raise refused("Fill values are", self.whole)
        return Binary(str(node.op), left, right, matching_of(modifier), as_number, self.whole)


def matching_of(modifier: Any) -> Matching:
    if not modifier:
        return Matching(on=False, labels=())
    matching = modifier.matching
    on = bool(matching) and str(matching.type).endswith("Include")
    side = {"ManyToOne": "left", "OneToMany": "right"}.get(str(modifier.card).rsplit(".", 1)[-1], "")
    return Matching(on, tuple(matching.labels) if matching else (), side, tuple(modifier.group_labels or ()))


OPERATORS = {"Equal": "=", "NotEqual": "!=", "Re": "=~", "NotRe": "!~"}


def milliseconds(duration: timedelta | None) -> int:
    return duration // timedelta(milliseconds=1) if duration else 0


def moment(at: Any) -> At | None:
    if at is None:
        return None
    kind = str(at.type).rsplit(".", 1)[-1]
    return At(round(at.at.timestamp() * 1000) if kind == "At" else kind.lower())


def refused(what: str, place: Place) -> Invalid:
    message = f"{what} part of PromQL that is not answered here."
    return Invalid(message, field="expression", start=place.start, end=place.end)
