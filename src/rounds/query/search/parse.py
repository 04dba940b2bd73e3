"""Typed text to a tree, or the place where it stops making sense."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, cast

from lark import Lark, Token, Transformer, UnexpectedInput, v_args

from rounds.kit.errors import Invalid
from rounds.query.search.complaints import explained, span
from rounds.query.search.tree import (
    All,
    Between,
    Compares,
    Either,
    Equals,
    Exists,
    Like,
    Literal,
    Match,
    Not,
    Span,
    Test,
    Text,
    Tree,
)

MOST_CHARACTERS = 4000
MOST_TERMS = 100
DEEPEST = 40
WORDS = re.compile(
    r"""(?P<blank>\s+)|(?P<bracket>[()])|(?P<negation>-(?=[^\s)])|NOT(?=[\s()]|$))|(?P<join>(?:OR|AND|TO)(?=[\s()]|$))"""
    r"""|(?P<term>(?:"(?:\\.|[^"\\])*"?|\\.|[^\s()"\\]|\\)+)""",
    re.S,
)

# Terminals are tried by priority, not by length, so every keyword looks at what follows it.
GRAMMAR = r"""
start: _either?
_either: either
either: all (_OR all)*
all: _part (_AND? _part)*
_part: negation | group | match | word | phrase
negation: (_NOT | _MINUS) _part
group: LPAR either RPAR
match: FIELD (_test | choice)
choice: "(" _test (_OR _test)* ")"
_test: comparison | between | value | quoted
comparison: COMPARISON (VALUE | QUOTED)
between: OPENING bound _TO bound CLOSING
bound: BOUND | QUOTED
value: VALUE
quoted: QUOTED
word: WORD
phrase: QUOTED

LPAR: "("
RPAR: ")"
_OR.9: /OR(?=[\s()]|$)/
_AND.9: /AND(?=[\s()]|$)/
_NOT.9: /NOT(?=[\s()]|$)/
_TO.9: /TO(?=\s)/
FIELD.8: /([\w.@\/$#][^\s"():\\\[\]{}<>=*]*|"(\\.|[^"\\])+"):(?=\S)/
QUOTED.7: /"(\\(.|\n)|[^"\\])*"/
COMPARISON.6: />=|<=|>|</
OPENING.6: /[\[{]/
CLOSING.6: /[\]}]/
_MINUS.5: /-(?=[^\s)])/
BOUND.4: /(\\.|[^\s"()\\\[\]{}])+/
VALUE.3: /(\\.|[^\s"()\\])+/
WORD.2: /(?!(OR|AND|NOT)(?=[\s()]|$))(\\.|[^\s"()\\:-])(\\.|[^\s"()\\:])*/
%ignore /\s+/
"""


def parse(text: str) -> Tree:
    """The tree of a search.

    Raises:
        Invalid: says what is wrong and from where to where in the text.
    """
    if len(text) > MOST_CHARACTERS:
        raise Invalid(f"A search has at most {MOST_CHARACTERS:,} characters.", start=MOST_CHARACTERS, end=len(text))
    check_size(text)
    try:
        parsed = PARSER.parse(text)
    except UnexpectedInput as problem:
        raise explained(text, problem) from None
    return cast("Tree", Builder().transform(parsed))


def check_size(text: str) -> None:
    """Counts terms, and how deep parentheses and negations go, before anything is made of them."""
    terms, negations, opened = 0, 0, [0]
    for found in WORDS.finditer(text):
        negations += found.lastgroup == "negation"
        terms += found.lastgroup == "term"
        if found.group() == "(":
            opened.append(opened[-1] + negations + 1)
        elif found.group() == ")":
            opened = opened[:-1] or [0]
        if found.lastgroup in ("term", "bracket"):
            negations = 0
        if opened[-1] + negations > DEEPEST:
            message = f"Parentheses and negations go at most {DEEPEST} deep."
            raise Invalid(message, start=found.start(), end=found.end())
        if terms > MOST_TERMS:
            raise Invalid(f"A search has at most {MOST_TERMS} terms.", start=found.start(), end=len(text))


def unescaped(text: str) -> str:
    """The text with `\\x` as x."""
    characters = iter(text)
    return "".join(next(characters, "\\") if character == "\\" else character for character in characters)


def pieces(text: str) -> tuple[str, ...]:
    """What stands between the stars that are not escaped."""
    out, characters = [""], iter(text)
    for character in characters:
        if character == "*":
            out.append("")
        else:
            out[-1] += next(characters, "\\") if character == "\\" else character
    return tuple(out)


def literal(token: Token) -> Literal:
    if token.startswith('"'):
        return Literal(unescaped(token[1:-1]), quoted=True, at=span(token))
    return Literal(unescaped(token), quoted=False, at=span(token))


class Builder(Transformer[Token, Any]):
    """Tokens to nodes of the tree, inside out. A rule of one alternative part is that part."""

    @v_args(inline=True)
    def start(self, tree: Tree | None = None) -> Tree:
        return tree or All((), Span(0, 0))

    @v_args(meta=True)
    def either(self, meta: Any, parts: list[Tree]) -> Tree:
        return parts[0] if len(parts) == 1 else Either(tuple(parts), Span(meta.start_pos, meta.end_pos))

    @v_args(meta=True)
    def all(self, meta: Any, parts: list[Tree]) -> Tree:
        return parts[0] if len(parts) == 1 else All(tuple(parts), Span(meta.start_pos, meta.end_pos))

    @v_args(inline=True)
    def group(self, opening: Token, tree: Tree, closing: Token) -> Tree:
        return replace(tree, at=Span(span(opening).start, span(closing).end))

    @v_args(meta=True)
    def negation(self, meta: Any, parts: list[Tree]) -> Tree:
        return Not(parts[0], Span(meta.start_pos, meta.end_pos))

    @v_args(inline=True)
    def word(self, token: Token) -> Tree:
        return Text(pieces(token), phrase=False, at=span(token))

    @v_args(inline=True)
    def phrase(self, token: Token) -> Tree:
        return Text((unescaped(token[1:-1]),), phrase=True, at=span(token))

    @v_args(meta=True)
    def match(self, meta: Any, parts: list[Any]) -> Tree:
        token, wanted = parts
        name = token[:-1]
        field = unescaped(name[1:-1]) if name.startswith('"') else str(name)
        tests = wanted if isinstance(wanted, tuple) else (wanted,)
        at = span(token)
        return Match(field, tests, Span(at.start, at.end - 1), Span(meta.start_pos, meta.end_pos))

    @v_args(inline=True)
    def choice(self, *tests: Test) -> tuple[Test, ...]:
        return tests

    @v_args(inline=True)
    def comparison(self, operator: Token, value: Token) -> Test:
        return Compares(str(operator), literal(value))

    @v_args(meta=True)
    def between(self, meta: Any, parts: list[Any]) -> Test:
        opening, low, high, closing = parts
        return Between(low, high, opening == "[", closing == "]", Span(meta.start_pos, meta.end_pos))

    @v_args(inline=True)
    def bound(self, token: Token) -> Literal | None:
        return None if token == "*" else literal(token)

    @v_args(inline=True)
    def quoted(self, token: Token) -> Test:
        return Equals(literal(token))

    @v_args(inline=True)
    def value(self, token: Token) -> Test:
        found = pieces(token)
        if len(found) == 1:
            return Equals(literal(token))
        return Like(found, span(token)) if any(found) else Exists(span(token))


PARSER = Lark(GRAMMAR, parser="lalr", lexer="contextual", propagate_positions=True, maybe_placeholders=False)
