"""Typed text to a tree, or the place where it stops making sense."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from lark import Lark, Token, Transformer, UnexpectedCharacters, UnexpectedInput, UnexpectedToken, v_args

from rounds.kit.errors import Invalid
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
DEEPEST = 40

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
    check_depth(text)
    try:
        parsed = PARSER.parse(text)
    except UnexpectedInput as problem:
        raise explained(text, problem) from None
    return cast("Tree", Builder().transform(parsed))


def check_depth(text: str) -> None:
    depth = 0
    for place in brackets(text):
        depth += 1 if text[place] == "(" else -1
        if depth > DEEPEST:
            raise Invalid(f"Parentheses go at most {DEEPEST} deep.", start=place, end=place + 1)


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


def span(token: Token) -> Span:
    return Span(cast("int", token.start_pos), cast("int", token.end_pos))


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


def brackets(text: str) -> list[int]:
    """Places of the parentheses that are neither quoted nor escaped."""
    found, quoted, place = [], False, 0
    while place < len(text):
        match text[place]:
            case "\\":
                place += 1
            case '"':
                quoted = not quoted
            case "(" | ")" if not quoted:
                found.append(place)
        place += 1
    return found


def unclosed(text: str) -> int | None:
    """Where the innermost parenthesis opens that nothing closes."""
    open_ones: list[int] = []
    for place in brackets(text):
        if text[place] == "(":
            open_ones.append(place)
        elif open_ones:
            open_ones.pop()
    return open_ones[-1] if open_ones else None


def explained(text: str, problem: UnexpectedInput) -> Invalid:
    """The parser's complaint in words, with its place."""
    match problem:
        case UnexpectedCharacters():
            return unreadable(text, cast("int", problem.pos_in_stream))
        case UnexpectedToken() if problem.token.type != "$END":
            first = text[span(problem.token).start]
            return unreadable(text, span(problem.token).start) if first in ":-" else misplaced(text, problem)
        case _:
            return unfinished(text, problem)


def unreadable(text: str, place: int) -> Invalid:
    match text[place]:
        case '"':
            return Invalid("This quote is never closed.", start=place, end=len(text), suggestion=text + '"')
        case ":":
            return lonely_colon(text, place)
        case "-":
            message = 'A minus stands right before what it leaves out. To find a minus, put it in quotes: "-".'
            return Invalid(message, start=place, end=place + 1)
        case "\\":
            return Invalid("A backslash must be followed by the character it stands for.", start=place, end=place + 1)
        case ")" | "(":
            return misplaced_bracket(text, place)
        case "]" | "}" | "[" | "{":
            return Invalid("A range is written [low TO high].", start=place, end=place + 1)
        case character:
            return Invalid(f"“{character}” makes no sense here.", start=place, end=place + 1)


def lonely_colon(text: str, place: int) -> Invalid:
    """Either nothing stands before the colon, or nothing after it, or what stands before is no name."""
    before = text[:place].rsplit(None, 1)
    name = before[-1].rsplit("(", 1)[-1].lstrip("-") if before and not text[:place].endswith(" ") else ""
    start = place - len(name)
    if not name:
        return Invalid("A colon needs the name of a field before it.", start=place, end=place + 1)
    if place + 1 == len(text) or text[place + 1].isspace():
        return Invalid(f"{name}: needs a value right after the colon.", start=start, end=place + 1)
    return Invalid(f"“{name}” is not the name of a field; text with a colon needs quotes.", start=start, end=place + 1)


def misplaced_bracket(text: str, place: int) -> Invalid:
    if text[place] == ")" and unclosed(text[: place + 1]) is None and "(" not in text[:place]:
        return Invalid("This parenthesis was never opened.", start=place, end=place + 1)
    return Invalid("Something is missing before this parenthesis.", start=place, end=place + 1)


def misplaced(text: str, problem: UnexpectedToken) -> Invalid:
    token = problem.token
    start, end = span(token).start, span(token).end
    inside = {"_OR", "RPAR"} <= set(problem.expected) and "WORD" not in problem.expected
    match token.type:
        case "RPAR":
            depth = sum(1 if text[at] == "(" else -1 for at in brackets(text[:start]))
            message = "This parenthesis was never opened." if depth <= 0 else "Something is missing before this."
        case "_OR" | "_AND" | "_NOT":
            message = f"{token} needs something before it. To find the word, put it in quotes."
        case _ if inside:
            message = "Between several values of a field stands OR: field:(a OR b)."
        case _ if {"_TO", "CLOSING", "BOUND"} & set(problem.expected):
            message = "A range is written [low TO high], or {low TO high} without its ends."
        case _:
            message = f"“{token}” makes no sense here."
    return Invalid(message, start=start, end=end)


def unfinished(text: str, problem: UnexpectedInput) -> Invalid:
    expected = set(getattr(problem, "expected", ()))
    opened = unclosed(text)
    if {"_TO", "CLOSING", "BOUND"} & expected:
        start = max(text.rfind("["), text.rfind("{"))
        return Invalid("This range is never closed: [low TO high].", start=start, end=len(text))
    if opened is not None and "RPAR" in expected:
        return Invalid("This parenthesis is never closed.", start=opened, end=opened + 1, suggestion=text + ")")
    last = text.split()[-1] if text.split() else ""
    start = text.rfind(last)
    return Invalid(f"Something must follow {last}.", start=start, end=len(text.rstrip()))


PARSER = Lark(GRAMMAR, parser="lalr", lexer="contextual", propagate_positions=True, maybe_placeholders=False)
