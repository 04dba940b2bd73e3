"""What to find and what to hide in the service graph: the search language, over the figures of a node or a call.

`errors > 5% OR p95 > 500ms`, `rate < 0.5`, `name ~ hooks`: a comparison may stand apart from its field, and is read
as the search language has it: `errors:>5%`, `name:*hooks*`. Everything else (AND, OR, NOT, parentheses, quotes, a
bare word for a part of a name) is the same, and so are its complaints and their places.
"""

from __future__ import annotations

import difflib
import fnmatch
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rounds.kit.errors import Invalid
from rounds.query import search
from rounds.query.search import amounts
from rounds.query.search.parse import MOST_CHARACTERS
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
    leaves,
)

NUMBERS = {
    "rate": "calls per second, such as 0.5 or 20/s",
    "errors": "a share of failed calls, such as 5%",
    "p50": "a duration such as 500ms or 2s",
    "p95": "a duration such as 500ms or 2s",
    "p99": "a duration such as 500ms or 2s",
}
TEXTS = ("name", "kind", "change")
FIELDS = (*NUMBERS, *TEXTS)
# Each is tried where a word begins alone: from every letter of a long word it would take the square of its length.
# What the search language has otherwise: comparisons that stand apart, blanks before a unit, small words between.
TYPED = re.compile(
    r"""(?P<quoted>"(?:\\.|[^"\\])*"?)"""
    r"""|(?P<field>\b[A-Za-z]\w*)\s*(?P<operator>>=|<=|>|<|=|~)\s*(?=[^\s()])"""
    r"""|(?P<unit>(?<=\d)\s+(?=(?:%|/s|ns|us|µs|ms|s|m)(?:[\s)]|$)))"""
    r"""|(?P<word>(?<![^\s(])(?:and|or|not)(?=[\s(]))""",
)
PART = re.compile(r'[^\s()"]*')
OPEN = re.compile(r"(\b[A-Za-z]\w*\s*(?:>=|<=|>|<|=|~))\s*(?=$|[)])")


@dataclass(frozen=True, slots=True)
class Figures:
    """What a filter asks about. `names` are all it is known by; numbers are None where there is none."""

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    changes: tuple[str, ...]
    numbers: Mapping[str, float | None]  # rate per second, errors 0 to 1, latencies in nanoseconds


Filter = Callable[[Figures], bool]


def parsed(text: str, field: str) -> Filter | None:
    """What the text asks for; None where it asks for nothing.

    Raises:
        Invalid: about `field`, with the place in the text.
    """
    if len(text) > MOST_CHARACTERS:
        raise Invalid(f"A search has at most {MOST_CHARACTERS:,} characters.", field=field)
    if unfinished := OPEN.search(text):
        message = f"Something must follow {unfinished[1]}."
        raise Invalid(message, field=field, start=unfinished.start(1), end=unfinished.end(1))
    plain, places = as_searched(text)
    try:
        tree = search.parse(plain)
        for leaf in leaves(tree):
            check(leaf)
    except Invalid as problem:
        start, end = (None if at is None else places[min(at, len(places) - 1)] for at in (problem.start, problem.end))
        suggestion = problem.suggestion if plain == text or problem.suggestion in FIELDS else ""
        raise Invalid(problem.message, field=field, start=start, end=end, suggestion=suggestion) from None
    if isinstance(tree, All) and not tree.parts:
        return None
    return lambda figures: holds(tree, figures)


def as_searched(text: str) -> tuple[str, list[int]]:
    """The text as the search language has it, and for each of its places (and the end) the place in what was typed."""
    pieces: list[str] = []
    places: list[int] = []

    def put(piece: str, at: int) -> None:
        pieces.append(piece)
        places.extend(range(at, at + len(piece)))

    done = 0
    for found in TYPED.finditer(text):
        if found.start() < done:  # within what follows ~, which is taken as it is
            continue
        put(text[done : found.start()], done)
        done = found.end()
        if found["quoted"] or found["word"]:
            put(found["quoted"] or found["word"].upper(), found.start())
        elif found["field"]:
            put(found["field"] + ":", found.start("field"))
            put("" if found["operator"] in "=~" else found["operator"], found.start("operator"))
            if found["operator"] == "~":
                done = PART.match(text, done).end()  # type: ignore[union-attr]
                put(f"*{text[found.end() : done].strip('*')}*", found.end() - 1)
    put(text[done:], done)
    return "".join(pieces), [min(place, len(text)) for place in [*places, len(text)]]


def check(leaf: Match | Text) -> None:
    """Complains of fields there are not, and of values that a field does not have."""
    if isinstance(leaf, Text):
        return
    name = leaf.field.lower()
    if name not in FIELDS:
        near = difflib.get_close_matches(name, FIELDS, n=1, cutoff=0.5)
        hint = f" Did you mean {near[0]}?" if near else ""
        message = f"No field {leaf.field} here: there are {', '.join(FIELDS)}.{hint}"
        at = leaf.field_at
        raise Invalid(message, start=at.start, end=at.end, suggestion=near[0] if near else "")
    if name in NUMBERS:
        for test in leaf.tests:
            check_number(name, test)


def check_number(name: str, test: Test) -> None:
    match test:
        case Equals(value) | Compares(_, value):
            number(name, value)
        case Between(low, high):
            for bound in (low, high):
                if bound is not None:
                    number(name, bound)
        case Like(_, at):
            raise wrong(name, "a pattern", at)
        case Exists():
            return


def number(name: str, value: Literal) -> float:
    """The amount that was typed, in the unit of the figures."""
    text = value.text.replace(" ", "")
    found: float | None
    if name == "errors":
        found = amounts.number(text.removesuffix("%"))
        # A share may be typed as one, 0.05, only below 1; everything else is percent.
        found = None if found is None else found if "%" not in text and 0 < found < 1 else found / 100
    elif name == "rate":
        found = amounts.number(text.removesuffix("/s"))
    else:
        found = 0 if amounts.number(text) == 0 else amounts.duration(text)
    if found is None:
        raise wrong(name, value.text or "nothing", value.at)
    return found


def wrong(name: str, typed: str, at: Span) -> Invalid:
    return Invalid(f"{name} is {NUMBERS[name]}, not {typed}.", start=at.start, end=at.end)


def holds(tree: Tree, figures: Figures) -> bool:
    match tree:
        case All(parts):
            return all(holds(part, figures) for part in parts)
        case Either(parts):
            return any(holds(part, figures) for part in parts)
        case Not(part):
            return not holds(part, figures)
        case Text(pieces):
            return any(like(("", *pieces, ""), name) for name in figures.names)
        case Match(field, tests):
            return any(passes(field.lower(), test, figures) for test in tests)


def passes(field: str, test: Test, figures: Figures) -> bool:
    if field in NUMBERS:
        amount = figures.numbers[field]
        return amount is not None and within(field, test, amount)
    words = {"name": figures.names, "kind": figures.kinds, "change": figures.changes}[field]
    match test:
        case Equals(value) | Compares(_, value):
            return any(word.lower() == value.text.lower() for word in words)
        case Like(pieces):
            return any(like(pieces, word) for word in words)
        case _:
            return bool(words)


def within(field: str, test: Test, amount: float) -> bool:
    match test:
        case Equals(value):
            return amount == number(field, value)
        case Compares(operator, value):
            return compared(operator, amount, number(field, value))
        case Between(low, high, low_inside, high_inside):
            above = low is None or compared(">=" if low_inside else ">", amount, number(field, low))
            return above and (high is None or compared("<=" if high_inside else "<", amount, number(field, high)))
        case _:
            return True


def compared(operator: str, a: float, b: float) -> bool:
    return {">": a > b, ">=": a >= b, "<": a < b, "<=": a <= b}[operator]


def like(pieces: tuple[str, ...], word: str) -> bool:
    pattern = "*".join(re.sub(r"([\[?*])", r"[\1]", piece.lower()) for piece in pieces)
    return fnmatch.fnmatchcase(word.lower(), pattern)
