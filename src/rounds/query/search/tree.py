"""A search as a tree: what was typed, where it stood, and not yet what it means for a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Where something stands in the text: from `start` until `end`, not counting `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Literal:
    """A value as it was typed, its escapes resolved. Quoted values hold no wildcards."""

    text: str
    quoted: bool
    at: Span


@dataclass(frozen=True, slots=True)
class Equals:
    value: Literal


@dataclass(frozen=True, slots=True)
class Like:
    """The pieces between the stars: `a*b` is ("a", "b"), `*a*` is ("", "a", "")."""

    pieces: tuple[str, ...]
    at: Span


@dataclass(frozen=True, slots=True)
class Compares:
    operator: str  # > >= < <=
    value: Literal


@dataclass(frozen=True, slots=True)
class Between:
    """A bound of None is open: `[* TO 5]`."""

    low: Literal | None
    high: Literal | None
    low_inside: bool
    high_inside: bool
    at: Span


@dataclass(frozen=True, slots=True)
class Exists:
    at: Span


Test = Equals | Like | Compares | Between | Exists


@dataclass(frozen=True, slots=True)
class Match:
    """The field passes one of the tests: `field:x` has one, `field:(x OR y)` two."""

    field: str
    tests: tuple[Test, ...]
    field_at: Span
    at: Span


@dataclass(frozen=True, slots=True)
class Text:
    """A bare word, or a phrase when quoted; a word's stars are resolved into `pieces`."""

    pieces: tuple[str, ...]
    phrase: bool
    at: Span

    @property
    def text(self) -> str:
        return "*".join(self.pieces)


@dataclass(frozen=True, slots=True)
class Not:
    part: Tree
    at: Span


@dataclass(frozen=True, slots=True)
class All:
    """Every part holds; without parts, everything is found."""

    parts: tuple[Tree, ...]
    at: Span


@dataclass(frozen=True, slots=True)
class Either:
    parts: tuple[Tree, ...]
    at: Span


Tree = Match | Text | Not | All | Either


def conjuncts(tree: Tree) -> tuple[Tree, ...]:
    """The parts that must all hold: those of the outermost AND, or the tree itself."""
    return tree.parts if isinstance(tree, All) else (tree,)


def leaves(tree: Tree) -> Iterator[Match | Text]:
    """Everything that tests a row, from left to right."""
    match tree:
        case Match() | Text():
            yield tree
        case Not(part):
            yield from leaves(part)
        case All(parts) | Either(parts):
            for part in parts:
                yield from leaves(part)


def without(tree: Tree, field: str) -> Tree:
    """The tree without what its outermost AND asks of a field."""
    kept = tuple(part for part in conjuncts(tree) if not asks_of(part, field))
    return All(kept, tree.at)


def asks_of(tree: Tree, field: str) -> bool:
    match tree:
        case Match(name):
            return name == field
        case Not(part):
            return asks_of(part, field)
        case _:
            return False
