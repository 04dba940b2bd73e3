"""A tree to a condition over the sealed tables. What was typed goes to `values`, never into the text.

The text is put together from the columns of known fields and the fixed pieces of this module; values stand in it
as `{p0:String}`, `{p1:Int64}`, … A row for which a comparison is unknown, because it lacks the attribute, does
not match, and does match the negation.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field

from rounds.kit.errors import Invalid
from rounds.query.search import amounts
from rounds.query.search.fields import LEVEL_NAMES, LEVELS, Field, Fields
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

INTEGERS = range(-(2**63), 2**63)
Found = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Condition:
    sql: str
    values: dict[str, object]


def condition(tree: Tree, fields: Fields, found: Found | None = None, prefix: str = "p") -> Condition:
    """The condition a tree asks for. `found`: for each text of `texts`, the attributes that have it in a value.

    Raises:
        Invalid: an unknown field, or a value that does not fit its field, with its place in the text.
    """
    planner = Planner(fields, found or {}, prefix)
    return Condition(planner.of(tree), planner.values)


def texts(tree: Tree) -> tuple[Text, ...]:
    """The bare words and phrases of a search."""
    return tuple(leaf for leaf in leaves(tree) if isinstance(leaf, Text))


def like(pieces: tuple[str, ...]) -> str:
    """A LIKE pattern with the pieces in their order; what LIKE would take for itself is escaped."""
    return "%".join(piece.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for piece in pieces)


@dataclass(slots=True)
class Planner:
    fields: Fields
    found: Found
    prefix: str
    values: dict[str, object] = field(default_factory=dict)

    def bound(self, value: object, kind: str) -> str:
        name = f"{self.prefix}{len(self.values)}"
        self.values[name] = value
        return f"{{{name}:{kind}}}"

    def of(self, tree: Tree) -> str:
        match tree:
            case All(()):
                return "1"
            case All(parts):
                return "(" + " AND ".join(self.of(part) for part in parts) + ")"
            case Either(parts):
                return "(" + " OR ".join(self.of(part) for part in parts) + ")"
            case Not(part):
                return f"NOT ifNull({self.of(part)}, 0)"
            case Text(pieces, phrase=False) if len(pieces) > 1 and not any(pieces):
                return "1"  # a star alone is everything
            case Text():
                return self.body(tree) if self.fields.signal == "logs" else self.anywhere(tree)
            case Match():
                return self.match(tree)

    def match(self, match: Match) -> str:
        asked = self.fields.find(match.field, match.field_at)
        tests = [self.test(asked, test) for test in match.tests]
        return asked.wrap.format(tests[0] if len(tests) == 1 else "(" + " OR ".join(tests) + ")")

    def test(self, asked: Field, test: Test) -> str:
        match asked.type, test:
            case _, Exists():
                return f"isNotNull({asked.column})" if asked.optional else exists(asked)
            case "level", _:
                return self.level(test)
            case "status", _:
                return self.status(asked, test)
            case "body", _:
                return self.in_body(asked, test)
            case (("text" | "word"), _):
                return self.text(asked, test)
            case "bool", _:
                return self.truth(asked, test)
            case _:
                return self.amount(asked, test)

    # Texts

    def text(self, asked: Field, test: Test) -> str:
        match test:
            case Equals(value) if asked.type == "word":
                return f"{asked.column} = {self.bound(word(asked, value), 'String')}"
            case Equals(value):
                return f"{asked.column} = {self.bound(value.text, 'String')}"
            case Like(pieces):
                operator = "ILIKE" if asked.type == "word" else "LIKE"
                return f"{asked.column} {operator} {self.bound(like(pieces), 'String')}"
            case Compares(operator, value):
                return self.compared(asked, operator, value)
            case Between():
                return self.between(asked, test)
            case _:
                raise AssertionError(test)

    def compared(self, asked: Field, operator: str, value: Literal) -> str:
        """Texts that are numbers compare as numbers when the other side is one; else in the order of their letters."""
        number = amounts.number(value.text)
        if number is None or value.quoted:
            return f"{asked.column} {operator} {self.bound(value.text, 'String')}"
        return f"toFloat64OrNull({asked.column}) {operator} {self.bound(float(number), 'Float64')}"

    # The body, and everything of a span

    def in_body(self, asked: Field, test: Test) -> str:
        match test:
            case Equals(value):
                return self.body(Text((value.text,), phrase=value.quoted, at=value.at))
            case Like(pieces, at):
                return self.body(Text(pieces, phrase=False, at=at))
            case Compares(_, value):
                raise Invalid(f"{asked.name} is text: it has no order.", start=value.at.start, end=value.at.end)
            case Between(at=at) | Exists(at):
                raise Invalid(f"{asked.name} is text: it has no order.", start=at.start, end=at.end)

    def body(self, text: Text) -> str:
        """Words are found through the index of tokens; what is more than one token is then looked for as it stands."""
        check_text(text)
        if len(text.pieces) == 1 and text.text.isascii() and text.text.isalnum() and not text.phrase:
            return f"hasAllTokens(lower(Body), lower({self.bound(text.text, 'String')}))"
        here = f"Body ILIKE {self.bound(contains(text), 'String')}"
        inner = whole_tokens(text)
        return f"(hasAllTokens(lower(Body), lower({self.bound(inner, 'String')})) AND {here})" if inner else here

    def anywhere(self, text: Text) -> str:
        """A span's name, service, message, or an attribute that is known to have the text in a value.

        Numbers and truths are compared as a whole: 5 is not in 503.
        """
        check_text(text)
        pattern = self.bound(contains(text), "String")
        found = [self.fields.attributes[name] for name in self.found.get(text.text, ())]
        columns = ["SpanName", "ServiceName", "StatusMessage", *(a.column for a in found if a.type == "text")]
        parts = [f"ifNull({column} ILIKE {pattern}, 0)" for column in columns]
        if others := [a for a in found if a.type != "text"]:
            whole = self.bound(text.text, "String")
            parts += [f"ifNull(toString({a.column}) = {whole}, 0)" for a in others]
        return "(" + " OR ".join(parts) + ")"

    # Levels, statuses, truth

    def level(self, test: Test) -> str:
        match test:
            case Equals(value):
                return f"SeverityText = {self.bound(level(value).upper(), 'String')}"
            case Like(pieces):
                return f"SeverityText ILIKE {self.bound(like(pieces), 'String')}"
            case Compares(operator, value):
                return f"SeverityNumber {operator} {self.bound(edge(value, operator), 'UInt8')}"
            case Between(low, high, low_inside, high_inside):
                sides = [("low", low, ">=" if low_inside else ">"), ("high", high, "<=" if high_inside else "<")]
                parts = [
                    f"SeverityNumber {operator} {self.bound(edge(value, operator), 'UInt8')}"
                    for _, value, operator in sides
                    if value is not None
                ]
                return " AND ".join(parts) or "1"
            case _:
                raise AssertionError(test)

    def status(self, asked: Field, test: Test) -> str:
        """`error`, `ok`, `unset`, or a number: the response's status code."""
        if isinstance(test, Equals) and amounts.number(test.value.text) is None and hundred(test) is None:
            return f"{asked.column} = {self.bound(word(asked, test.value), 'String')}"
        if asked.number is None:
            at = place(test)
            message = f"No span has a status code here; status is {', '.join(asked.words)}."
            raise Invalid(message, start=at.start, end=at.end)
        return self.test(asked.number, test)

    def truth(self, asked: Field, test: Test) -> str:
        match test:
            case Equals(Literal(text=text)) if text.lower() in ("true", "false"):
                return f"{asked.column} = {self.bound(text.lower() == 'true', 'Bool')}"
            case _:
                at = place(test)
                raise Invalid(f"{asked.name} is true or false.", start=at.start, end=at.end)

    # Numbers

    def amount(self, asked: Field, test: Test) -> str:
        match hundred(test) or test:
            case Equals(value):
                return f"{asked.column} = {self.number(asked, value)}"
            case Compares(operator, value):
                return f"{asked.column} {operator} {self.number(asked, value)}"
            case Between() as both:
                return self.between(asked, both)
            case Like(pieces):
                return f"toString({asked.column}) LIKE {self.bound(like(pieces), 'String')}"
            case _:
                raise AssertionError(test)

    def between(self, asked: Field, test: Between) -> str:
        parts = []
        if test.low is not None:
            parts.append(self.test(asked, Compares(">=" if test.low_inside else ">", test.low)))
        if test.high is not None:
            parts.append(self.test(asked, Compares("<=" if test.high_inside else "<", test.high)))
        return "(" + " AND ".join(parts) + ")" if parts else exists(asked)

    def number(self, asked: Field, value: Literal) -> str:
        amount = amount_of(asked, value)
        if isinstance(amount, int) and amount in INTEGERS:
            return self.bound(amount, "Int64")
        return self.bound(float(amount), "Float64")


def exists(asked: Field) -> str:
    if asked.optional:
        return f"isNotNull({asked.column})"
    return f"{asked.column} != ''" if asked.type in ("text", "word", "body", "status", "level") else "1"


def place(test: Test) -> Span:
    match test:
        case Equals(value) | Compares(_, value):
            return value.at
        case Like(_, at) | Exists(at) | Between(at=at):
            return at


def contains(text: Text) -> str:
    return f"%{like(text.pieces)}%"


def check_text(text: Text) -> None:
    if not text.text.replace("*", "").strip():
        raise Invalid("There is nothing to look for here.", start=text.at.start, end=text.at.end)


def whole_tokens(text: Text) -> str:
    """The tokens that surely stand whole in a body with this text: those with something around them on both sides."""
    if len(text.pieces) > 1:
        return ""
    apart = "".join(c if c.isascii() and c.isalnum() else " " if c.isascii() else "\0" for c in text.text)
    tokens = apart.split(" ")
    return " ".join(token for token in tokens[1:-1] if token and "\0" not in token)


def word(asked: Field, value: Literal) -> str:
    """One of the words a field knows, with its capital as it is stored."""
    low = value.text.lower()
    if low in asked.words:
        return low.capitalize()
    near = difflib.get_close_matches(low, asked.words, n=1, cutoff=0.5)
    hint = f" Did you mean {near[0]}?" if near else ""
    message = f"{asked.name} is {', '.join(asked.words)}, not {value.text}.{hint}"
    raise Invalid(message, start=value.at.start, end=value.at.end, suggestion=near[0] if near else "")


def level(value: Literal) -> str:
    found = LEVEL_NAMES.get(value.text.lower())
    if found is not None:
        return found
    near = difflib.get_close_matches(value.text.lower(), LEVEL_NAMES, n=1, cutoff=0.5)
    message = f"level is {', '.join(LEVELS)}, not {value.text}."
    raise Invalid(message, start=value.at.start, end=value.at.end, suggestion=near[0] if near else "")


def edge(value: Literal, operator: str) -> int:
    """The severity number that bounds a level: a level is four numbers wide."""
    low = LEVELS[level(value)]
    return low + 3 if operator in (">", "<=") else low


def hundred(test: Test) -> Between | None:
    """`5xx` as 500 to 599."""
    match test:
        case Equals(Literal(text=text, at=at)) if len(text) == 3 and text[1:].lower() == "xx" and text[0] in "12345":
            ends = (Literal(f"{text[0]}{rest}", quoted=False, at=at) for rest in ("00", "99"))
            return Between(next(ends), next(ends), low_inside=True, high_inside=True, at=at)
        case _:
            return None


def amount_of(asked: Field, value: Literal) -> int | float:
    """The number a column holds for what was typed.

    Raises:
        Invalid: it is no number, or has a unit that the field does not.
    """
    found = amounts.number(value.text)
    if found is not None and (asked.type not in ("duration",) or asked.unit != 1 or found == 0):
        return found
    whole = amounts.duration(value.text) if asked.type == "duration" else None
    whole = amounts.size(value.text) if asked.type == "bytes" else whole
    if whole is None:
        at = value.at
        raise Invalid(f"{asked.name} {WANTED[asked.type]}, not {value.text or 'nothing'}.", start=at.start, end=at.end)
    return whole if asked.unit == 1 else whole / asked.unit


WANTED = {
    "integer": "is a number",
    "number": "is a number",
    "duration": "is a duration such as 2s, 150ms or 1m30s",
    "bytes": "is a size such as 50MB or 1MiB",
}
