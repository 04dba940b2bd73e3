"""Log patterns: the texts that lines are made from, found by Drain (He et al., 2017) over every line.

Numbers and ids are masked first, so that most lines fall together at once; Drain then sees each masked text once, in
the order they first came. Lines of different services or severities never share a pattern: *failed* and *succeeded*
differ by one word only. A text goes down a tree by its number of words and its first word, and joins the pattern there
that shares most words with it, if that is at least half of them; words that differ become `<*>`.

The choices are those of the `drain3` package (depth 4, 100 children), which the tests compare with. Two things differ:
`key=value` keeps its key when the values differ; and where fifty patterns share a place in the tree, or after 20,000 masked texts, what matches none joins a last pattern of
`<*>` only, so that texts without order cannot make the search long.

Pure: texts in, numbers out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

ANY = "<*>"
LEADING = 1  # words that lead to a leaf, after the number of words: drain3's depth 4
SIMILAR = 0.5
CHILDREN = 100
PATTERNS = 50  # in one leaf
TEXTS = 20_000  # that are compared with patterns

# Masked in one pass, the first that fits: UUIDs, times, addresses, ids with a prefix (wh_8f3a), hexadecimal, numbers.
MASK = "|".join(
    [
        r"\b[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}\b",
        r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?",
        r"\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?::\d+)?\b",
        r"\b[A-Za-z]+[_-][0-9A-Za-z]*\d[0-9A-Za-z]*\b",
        r"\b(?:0x)?[0-9a-f]*\d[0-9a-f]{5,}\b",
        r"[-+]?\b\d+(?:[.,]\d+)*",
    ]
)


@dataclass(slots=True)
class Pattern:
    """A text with `<*>` for the words that vary."""

    number: int
    words: list[str]

    def joined(self, words: list[str]) -> None:
        self.words = [own if own == word else opened(own, word) for own, word in zip(self.words, words, strict=True)]

    def likeness(self, words: list[str]) -> tuple[float, int]:
        """The share of its words that stand in the text too, then how many are open: drain3's order of choice."""
        same = open_words = 0
        for own, word in zip(self.words, words, strict=True):
            if own == ANY:
                open_words += 1
            elif own == word:
                same += 1
            elif own.endswith(f"={ANY}"):
                open_words += 1
        return same / len(words), open_words


def opened(own: str, word: str) -> str:
    """What stands for two words that differ: `<*>`, or `key=<*>` where only the values do."""
    key, equals, _ = own.partition("=")
    return f"{key}={ANY}" if equals and word.startswith(f"{key}=") else ANY


@dataclass(slots=True)
class Node:
    """A place in the tree: what words lead on from it, and at a leaf the patterns there."""

    children: dict[str, Node] = field(default_factory=dict)
    patterns: list[Pattern] = field(default_factory=list)
    rest: Pattern | None = None


class Drain:
    """The trees, one for each group and number of words, and all patterns by number."""

    def __init__(self) -> None:
        self.trees: dict[tuple[int, int], Node] = {}
        self.patterns: list[Pattern] = []
        self.texts = 0

    def add(self, group: int, text: str) -> int:
        """The number of the pattern that the text belongs to."""
        words = text.split()
        tree = self.trees.setdefault((group, len(words)), Node())
        self.texts += 1
        if self.texts > TEXTS:
            return self.rest(tree, words).number
        leaf = reached(tree, words)
        found = best(leaf, words) if leaf else None
        if found is None:
            found = self.fresh(made(tree, words), words)
        else:
            found.joined(words)
        return found.number

    def fresh(self, leaf: Node, words: list[str]) -> Pattern:
        if len(leaf.patterns) == PATTERNS:
            return self.rest(leaf, words)
        made = Pattern(len(self.patterns), words)
        leaf.patterns.append(made)
        self.patterns.append(made)
        return made

    def rest(self, node: Node, words: list[str]) -> Pattern:
        if node.rest is None:
            node.rest = Pattern(len(self.patterns), [ANY] * len(words))
            self.patterns.append(node.rest)
        return node.rest


def leading(words: list[str]) -> list[str]:
    return words[: max(min(LEADING, len(words) - 1), 0)]


def reached(node: Node | None, words: list[str]) -> Node | None:
    """The leaf where such words are, if there is one."""
    for word in leading(words):
        if node is not None:
            node = node.children.get(word) or node.children.get(ANY)
    return node


def made(node: Node, words: list[str]) -> Node:
    """The leaf of these words, with the nodes that lead there."""
    for word in leading(words):
        key = word if word in node.children else branch(node, word)
        node = node.children.setdefault(key, Node())
    return node


def branch(node: Node, word: str) -> str:
    """Under which key a new word goes: its own, or with a digit or in a full node the open one."""
    if any(character.isdigit() for character in word):
        return ANY
    room = CHILDREN if ANY in node.children else CHILDREN - 1
    return word if len(node.children) < room else ANY


def best(leaf: Node, words: list[str]) -> Pattern | None:
    if not words:
        return leaf.patterns[0] if leaf.patterns else None
    top, found = (SIMILAR, -1), None
    for pattern in leaf.patterns:
        likeness = pattern.likeness(words)
        if likeness > top:
            top, found = likeness, pattern
    return found


def mined(texts: Iterable[tuple[int, str]]) -> tuple[list[int], list[str]]:
    """For each masked text, with the number of its group, that of its pattern; and the patterns' texts."""
    drain = Drain()
    numbers = [drain.add(group, text) for group, text in texts]
    return numbers, [" ".join(pattern.words) for pattern in drain.patterns]
