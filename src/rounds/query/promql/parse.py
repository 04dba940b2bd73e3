"""PromQL text to a tree, or the place where it stops making sense.

The parser tells neither where things stand nor where they go wrong. Places of functions and selectors are found
among the words of the text, in their order; the place of a mistake is the first word after which nothing could
make the text an expression.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import promql_parser

from rounds.kit.errors import Invalid
from rounds.query.promql import tokens as words
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

MOST_CHARACTERS = 8000
OVER_TIME = tuple(
    f"{name}_over_time"
    for name in [
        "avg",
        "min",
        "max",
        "sum",
        "count",
        "last",
        "first",
        "quantile",
        "stddev",
        "stdvar",
        "present",
        "absent",
    ]
)
FUNCTIONS = frozenset(
    [
        "rate",
        "increase",
        "delta",
        "irate",
        "idelta",
        "resets",
        "changes",
        "deriv",
        "predict_linear",
        "histogram_quantile",
        "abs",
        "ceil",
        "floor",
        "round",
        "clamp",
        "clamp_min",
        "clamp_max",
        "ln",
        "log2",
        "log10",
        "exp",
        "sqrt",
        "sgn",
        "sort",
        "sort_desc",
        "scalar",
        "vector",
        "time",
        "timestamp",
        "absent",
        "label_replace",
        "label_join",
        "pi",
    ]
) | frozenset(OVER_TIME)
AGGREGATIONS = frozenset(
    ["sum", "avg", "max", "min", "count", "group", "stddev", "stdvar", "quantile", "topk", "bottomk"]
)
SYNTAX = ("invalid promql query", "unexpected")
ENDINGS = ("", "x", "(x)", "(a) (x)", "(a)", "(a) x", 'a="b"', '="b"', '"b"', "5m", "1", "a", ":5m")


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
        raise Invalid("There is no expression yet.", field="expression", start=0, end=len(text))
    if depth(found) > 60:
        raise Invalid("Brackets go at most 60 deep.", field="expression", start=0, end=len(text))
    try:
        parsed = promql_parser.parse(text)
    except ValueError as problem:
        raise explained(text, found, str(problem)) from None
    return Builder(found).of(parsed)


def depth(found: list[Token]) -> int:
    deepest = now = 0
    for token in found:
        now += (token.text in "([{") - (token.text in ")]}")
        deepest = max(deepest, now)
    return deepest


class Builder:
    """The parser's nodes as ours; places are taken from the words in the order of the text."""

    def __init__(self, found: list[Token]) -> None:
        self.calls = iter(words.calls(found))
        self.selectors = iter(words.selectors(found))
        self.whole = Place(found[0].place.start, found[-1].place.end)

    def next_place(self, of: Iterator[Token]) -> Place:
        token = next(of, None)
        return token.place if token else self.whole

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


def explained(text: str, found: list[Token], message: str) -> Invalid:
    """The parser's complaint with the place it is about."""
    strange = next((token for token in found if token.kind == "other"), None)
    if strange is not None:
        return strange_character(text, strange)
    opened = words.unclosed(found)
    if opened is not None and message.startswith(("unclosed", "unexpected end")):
        return at(opened.place, f"This {opened.text} is never closed.")
    named = re.search(r"function (?:with name )?'(\w+)'|call to '(\w+)'", message)
    if named:
        return about_call(text, found, named.group(1) or named.group(2), message)
    if message.startswith(SYNTAX):
        return at(nonsense(text, found), *unreadable(text, found))
    regular = re.fullmatch(r"illegal regex for (.*)", message, re.S)
    if regular:
        quoted = (token.place for token in found if token.kind == "text" and token.text[1:-1] == regular.group(1))
        return at(next(quoted, Place(0, len(text))), sentence(message))
    place = smallest(text, found, message)
    return at(place, sentence(message))


def at(place: Place, message: str, suggestion: str = "") -> Invalid:
    return Invalid(message, field="expression", start=place.start, end=place.end, suggestion=suggestion)


def sentence(message: str) -> str:
    return message[:1].upper() + message[1:] + ("" if message.endswith(".") else ".")


def strange_character(text: str, token: Token) -> Invalid:
    if token.text in "\"'`":
        return at(Place(token.place.start, len(text)), "This quote is never closed.")
    return at(token.place, f"“{token.text}” makes no sense here.")


def about_call(text: str, found: list[Token], name: str, message: str) -> Invalid:
    """An unknown function, or one with the wrong arguments: the first of that name that fails by itself."""
    named = [token for token in words.calls(found) if token.text == name]
    if message.startswith("unknown function"):
        near = difflib.get_close_matches(name, FUNCTIONS | AGGREGATIONS, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        return at(
            named[0].place if named else Place(0, len(text)), f"There is no function {name}.{hint}", "".join(near)
        )
    failing = (whole_call(found, token) for token in named)
    place = next((p for p in failing if complaint(text[p.start : p.end]) == message), Place(0, len(text)))
    return at(
        place, WANTS.get(message.split(" ")[2] if message.startswith("expected type") else "", "") + sentence(message)
    )


WANTS = {"matrix": "A range such as [5m] is missing. "}


def whole_call(found: list[Token], token: Token) -> Place:
    """From a function's name to the parenthesis that closes it."""
    level = 0
    for other in found[found.index(token) + 1 :]:
        level += (other.text == "(") - (other.text == ")")
        if level == 0 and other.text == ")":
            return Place(token.place.start, other.place.end)
    return Place(token.place.start, found[-1].place.end)


def complaint(text: str) -> str:
    try:
        promql_parser.parse(text)
    except ValueError as problem:
        return str(problem)
    return ""


def smallest(text: str, found: list[Token], message: str) -> Place:
    """The shortest part of the text that gives the same complaint, among calls and the text as a whole."""
    places = [whole_call(found, token) for token in words.calls(found)]
    failing = [p for p in places if complaint(text[p.start : p.end]) == message]
    return min(failing, key=lambda p: p.end - p.start, default=Place(found[0].place.start, found[-1].place.end))


def nonsense(text: str, found: list[Token]) -> Place:
    """The first word that no continuation could follow; the end of the text when there is none."""
    for place in range(1, len(found) + 1):
        if not viable(text[: found[place - 1].place.end], found[:place]):
            return found[place - 1].place
    return Place(found[-1].place.start, found[-1].place.end)


def viable(text: str, found: list[Token]) -> bool:
    """Whether something could be added to make the text an expression, right or wrong in its types."""
    closing = "".join(words.CLOSING[token.text] for token in reversed(opened(found)))
    return any(
        not complaint(f"{text} {ending}{closing}{rest}").startswith((*SYNTAX, "unclosed"))
        for rest in ("", " (x)", " x")
        for ending in ENDINGS
    )


def opened(found: list[Token]) -> list[Token]:
    open_ones: list[Token] = []
    for token in found:
        if token.kind == "mark" and token.text in words.CLOSING:
            open_ones.append(token)
        elif open_ones and token.text == words.CLOSING[open_ones[-1].text]:
            open_ones.pop()
    return open_ones


def unreadable(text: str, found: list[Token]) -> tuple[str]:
    place = nonsense(text, found)
    word = text[place.start : place.end]
    if place == found[-1].place and viable(text, found):
        return (f"Something must follow {word}.",)
    if (
        word in (")", "]", "}")
        and words.unclosed(found) is None
        and not opened(found[: found.index(token_at(found, place))])
    ):
        return (f"This {word} was never opened.",)
    return (f"“{word}” makes no sense here.",)


def token_at(found: list[Token], place: Place) -> Token:
    return next(token for token in found if token.place == place)
