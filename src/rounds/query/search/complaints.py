"""What is wrong with a search, in words and with its place."""

from __future__ import annotations

from typing import cast

from lark import Token, UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from rounds.kit.errors import Invalid
from rounds.query.search.tree import Span


def span(token: Token) -> Span:
    return Span(cast("int", token.start_pos), cast("int", token.end_pos))


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
