"""Where a PromQL text stops making sense, and in which words to say so.

The parser tells what is wrong but not where. Where its complaint is about a call, it is the first one that fails by
itself in the same way; where the words make no expression, it is the first word after which nothing could make them one.
"""

from __future__ import annotations

import difflib
import re
from bisect import bisect_left

import promql_parser

from rounds.kit.errors import Invalid
from rounds.query.promql import tokens as words
from rounds.query.promql.names import AGGREGATIONS, FUNCTIONS
from rounds.query.promql.tokens import Token
from rounds.query.promql.tree import Place

SYNTAX = ("invalid promql query", "unexpected")
ENDINGS = ("", "x", "(x)", "(a) (x)", "(a)", "(a) x", 'a="b"', '="b"', '"b"', "5m", "1", "a", ":5m")


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
        return unreadable(text, found)
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
    whole = Place(0, len(text))
    if message.startswith("unknown function"):
        near = difflib.get_close_matches(name, FUNCTIONS | AGGREGATIONS, n=1)
        hint = f" Did you mean {near[0]}?" if near else ""
        return at(named[0].place if named else whole, f"There is no function {name}.{hint}", "".join(near))
    failing = (whole_call(found, token) for token in named)
    place = next((p for p in failing if complaint(text[p.start : p.end]) == message), whole)
    missing = "A range such as [5m] is missing. " if message.startswith("expected type matrix") else ""
    return at(place, missing + sentence(message))


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
    """The first word that no continuation could follow; the end of the text when there is none.

    Once a text is beyond saving, so is what goes on from it: the word is looked for by halves.
    """
    lost = bisect_left(
        range(1, len(found) + 1), x=True, key=lambda n: not viable(text[: found[n - 1].place.end], found[:n])
    )
    return found[min(lost, len(found) - 1)].place


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


def unreadable(text: str, found: list[Token]) -> Invalid:
    place = nonsense(text, found)
    word = text[place.start : place.end]
    before = [token for token in found if token.place.start < place.start]
    if place == found[-1].place and viable(text, found):
        return at(place, f"Something must follow {word}.")
    if word in (")", "]", "}") and not opened(before):
        return at(place, f"This {word} was never opened.")
    return at(place, f"“{word}” makes no sense here.")
