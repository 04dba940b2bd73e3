"""The words of a PromQL text with their places, which the parser does not tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rounds.query.promql.tree import Place

KEYWORDS = frozenset(
    [
        "by",
        "without",
        "on",
        "ignoring",
        "group_left",
        "group_right",
        "bool",
        "offset",
        "and",
        "or",
        "unless",
        "atan2",
        "start",
        "end",
        "inf",
        "nan",
    ]
)
LISTS = frozenset(["by", "without", "on", "ignoring", "group_left", "group_right"])
OPERATORS = frozenset(
    ["+", "-", "*", "/", "%", "^", "==", "!=", ">", "<", ">=", "<=", "and", "or", "unless", "atan2", "=", "=~", "!~"]
)
CLOSING = {"(": ")", "[": "]", "{": "}"}
TOKEN = re.compile(
    r"""(?P<blank>\s+|\#[^\n]*)|(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)"""
    r"""|(?P<duration>(?:\d+(?:ms|[smhdwy]))+(?![\w.]))|(?P<number>0[xX][0-9a-fA-F]+|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"""
    r"""|(?P<word>[a-zA-Z_:][a-zA-Z0-9_:]*)|(?P<mark>=~|!~|!=|==|>=|<=|[-+*/%^<>=(){}\[\],:@])|(?P<other>.)""",
    re.S,
)


@dataclass(frozen=True, slots=True)
class Token:
    kind: str
    text: str
    place: Place

    @property
    def word(self) -> bool:
        return self.kind == "word"


def tokens(text: str) -> list[Token]:
    """All words and marks, without blanks and comments; what no rule knows has the kind `other`."""
    found = (Token(m.lastgroup or "", m.group(), Place(m.start(), m.end())) for m in TOKEN.finditer(text))
    return [token for token in found if token.kind != "blank"]


def outside_lists(found: list[Token]) -> Iterator[tuple[Token, Token | None]]:
    """Tokens with their followers, without what stands in braces, brackets or the label lists of `by (…)` and its like."""
    depth, skipping, after_list = 0, "", False
    for place, token in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else None
        if skipping:
            depth += (token.text == skipping) - (token.text == CLOSING[skipping])
            if depth == 0:
                skipping = ""
            continue
        if token.text in ("{", "[") or (token.text == "(" and after_list):
            skipping, depth = token.text, 1
            if token.text == "{" and (place == 0 or not names(found[place - 1])):
                yield token, following
            after_list = False
            continue
        after_list = token.word and token.text.lower() in LISTS
        yield token, following


def names(token: Token) -> bool:
    return token.word and token.text.lower() not in KEYWORDS


def calls(found: list[Token]) -> list[Token]:
    """The names of functions and aggregations, in order: words before a parenthesis or before `by (…)`."""
    return [
        token
        for token, following in outside_lists(found)
        if names(token) and following and (following.text == "(" or following.text.lower() in ("by", "without"))
    ]


def selectors(found: list[Token]) -> list[Token]:
    """Where selectors begin, in order: names of metrics, or braces without one."""
    called = {token.place for token in calls(found)}
    return [
        token for token, _ in outside_lists(found) if token.text == "{" or (names(token) and token.place not in called)
    ]


def unclosed(found: list[Token]) -> Token | None:
    """The innermost bracket that nothing closes."""
    open_ones: list[Token] = []
    for token in found:
        if token.text in CLOSING and token.kind == "mark":
            open_ones.append(token)
        elif open_ones and token.text == CLOSING[open_ones[-1].text]:
            open_ones.pop()
    return open_ones[-1] if open_ones else None
