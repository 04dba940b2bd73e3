"""A tree back to text, and filters added to a text as a click adds them.

How a value is written, so that the interface can write the same:

- A value stands bare when it has only ASCII letters and digits and `_ . : / @ # $ % & + , ; ' ~ ^ ! ? = -`, does not
  start with `=` and is not one of OR, AND, NOT, TO; else it stands in double quotes, with `\\` before every `"` and
  `\\` in it. An empty value is `""`.
- A field stands bare when it has only ASCII letters and digits and `_ . @ / $ # -` and does not start with `-`; else
  in double quotes like a value.
- To keep a value: if the text asks for the field already, outermost and for plain values only, the value joins
  them: `service:a` becomes `service:(a OR b)`. Else ` field:value` is added at the end, after parentheses were
  put around the text if its outermost part is an OR. What left the value out (`-field:value`) is taken away.
- To drop a value: it is taken out of what the text keeps of the field, and if it was not kept, ` -field:value`
  is added at the end.
- To clear a field: every outermost part that asks for it, or leaves something of it out, is taken away.
- Blanks around what is taken away become one; the rest of the text stays as it was typed.
"""

from __future__ import annotations

from collections.abc import Sequence

from rounds.query.search.parse import parse
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
    conjuncts,
)

KEYWORDS = frozenset({"OR", "AND", "NOT", "TO"})
BARE_VALUE = frozenset("_.:/@#$%&+,;'~^!?=-")
BARE_WORD = BARE_VALUE - {":"}
BARE_FIELD = frozenset("_.@/$#-")


def written(tree: Tree) -> str:
    """The tree in its one canonical form; parsing it gives the same tree."""
    match tree:
        case All(parts):
            return " ".join(inside(part, alone=len(parts) == 1) for part in parts)
        case Either(parts):
            return " OR ".join(inside(part, alone=False) for part in parts)
        case Not(part):
            return f"-{inside(part, alone=False)}"
        case Text(phrase=True):
            return quoted(tree.text)
        case Text(pieces):
            text = starred(pieces, BARE_WORD)
            return f"\\{text}" if text.startswith("-") or text in KEYWORDS else text
        case Match(field, tests):
            values = [of_test(test) for test in tests]
            return f"{name(field)}:{values[0] if len(values) == 1 else '(' + ' OR '.join(values) + ')'}"


def inside(tree: Tree, *, alone: bool) -> str:
    text = written(tree)
    return text if alone or isinstance(tree, Match | Text | Not) else f"({text})"


def of_test(test: Test) -> str:
    match test:
        case Equals(literal):
            return of_literal(literal)
        case Like(pieces):
            return starred(pieces, BARE_VALUE)
        case Compares(operator, literal):
            return f"{operator}{of_literal(literal)}"
        case Exists():
            return "*"
        case Between(low, high, low_inside, high_inside):
            ends = " TO ".join("*" if end is None else of_literal(end) for end in (low, high))
            return f"{'[' if low_inside else '{'}{ends}{']' if high_inside else '}'}"


def of_literal(literal: Literal) -> str:
    return quoted(literal.text) if literal.quoted else value(literal.text)


def starred(pieces: tuple[str, ...], bare: frozenset[str]) -> str:
    """Pieces between stars; what could not stand bare is escaped, since quotes would make the stars literal."""
    return "*".join("".join(c if plain(c, bare) else f"\\{c}" for c in piece) for piece in pieces)


def plain(character: str, also: frozenset[str]) -> bool:
    if character.isascii():
        return character.isalnum() or character in also
    return not character.isspace()


def value(text: str) -> str:
    """A value as it must be typed."""
    bare = (
        text.isascii() and text and all(plain(c, BARE_VALUE) for c in text) and text[0] != "=" and text not in KEYWORDS
    )
    return text if bare else quoted(text)


def name(field: str) -> str:
    """A field's name as it must be typed."""
    bare = field.isascii() and field and all(plain(c, BARE_FIELD) for c in field) and field[0] != "-"
    return field if bare else quoted(field)


def quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def with_filter(text: str, field: str, wanted: str, how: str) -> str:
    """The search with a value kept, dropped, or its field cleared (`how`: keep, drop, clear).

    Raises:
        Invalid: the text cannot be parsed.
    """
    tree = parse(text)
    match how:
        case "keep":
            return kept(tree, text, field, wanted)
        case "drop":
            return dropped(tree, text, field, wanted)
        case "clear":
            return cut(text, [part.at for part in conjuncts(tree) if asks(part, field)])
        case _:
            raise ValueError(how)


def kept(tree: Tree, text: str, field: str, wanted: str) -> str:
    unwanted = [
        part.at for part in conjuncts(tree) if isinstance(part, Not) and values_of(part.part, field) == [wanted]
    ]
    if unwanted:
        text = cut(text, unwanted)
        tree = parse(text)
    for part in conjuncts(tree):
        found = values_of(part, field)
        if found is not None:
            values = found if wanted in found else [*found, wanted]
            return text[: part.at.start] + choice(field, values) + text[part.at.end :]
    return added(tree, text, f"{name(field)}:{value(wanted)}")


def dropped(tree: Tree, text: str, field: str, wanted: str) -> str:
    for part in conjuncts(tree):
        found = values_of(part, field)
        if found is not None and wanted in found:
            values = [other for other in found if other != wanted]
            if not values:
                return cut(text, [part.at])
            return text[: part.at.start] + choice(field, values) + text[part.at.end :]
    if any(isinstance(part, Not) and values_of(part.part, field) == [wanted] for part in conjuncts(tree)):
        return text
    return added(tree, text, f"-{name(field)}:{value(wanted)}")


def values_of(tree: Tree, field: str) -> list[str] | None:
    """The plain values a part asks for, if it asks for plain values of that field and nothing else."""
    if not isinstance(tree, Match) or tree.field != field:
        return None
    values = [test.value.text for test in tree.tests if isinstance(test, Equals)]
    return values if len(values) == len(tree.tests) else None


def asks(part: Tree, field: str) -> bool:
    return (isinstance(part, Match) and part.field == field) or (isinstance(part, Not) and asks(part.part, field))


def choice(field: str, values: Sequence[str]) -> str:
    listed = [value(text) for text in values]
    return f"{name(field)}:{listed[0] if len(listed) == 1 else '(' + ' OR '.join(listed) + ')'}"


def added(tree: Tree, text: str, term: str) -> str:
    whole = text.strip()
    if isinstance(tree, Either) and tree.parts:
        whole = f"({whole})"
    return f"{whole} {term}".strip()


def cut(text: str, places: Sequence[Span]) -> str:
    for place in sorted(places, key=lambda place: -place.start):
        before, after = text[: place.start].rstrip(), text[place.end :].lstrip()
        text = f"{before} {after}" if before and after else before or after
    return text
