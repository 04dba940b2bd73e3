"""Leaves out of a text what it quotes of a solution: what somebody wrote is told, and what they copied is not.

A passage is left out where eight words in a row stand in a sealed text too, or a whole sealed text of five to seven words.
A text that is nothing but a sealed one is left out whatever its length, and so are the names of steps. What the candidate
was told, and what is public anyway, may be quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

LEFT_OUT = "[passage of a solution left out]"
RUN = 8  # words
SHORT = 5
WORD = re.compile(r"\w+")
NAME = re.compile(r"[\w-]*[-_\d][\w-]*")  # what nobody writes by chance

Run = tuple[str, ...]


class Solutions:
    """What is sealed, and what of it is known: `names` are those of steps, `told` what the candidate knows."""

    def __init__(self, sealed: Iterable[str], names: Iterable[str] = (), told: Iterable[str] = ()) -> None:
        known = [words(text) for text in told]
        self.told = {run for text in known for run in runs(text, RUN)} | {text for text in known if text}
        self.whole = {words(text) for text in sealed} - self.told - {()}
        self.runs = {run for text in self.whole for run in runs(text, RUN)} - self.told
        self.short = {text for text in self.whole if SHORT <= len(text) < RUN}
        self.names = {name.lower() for name in names if NAME.fullmatch(name)}

    def without(self, text: str) -> str:
        """The text, with a few words in the place of each passage that is a solution's."""
        if words(text) in self.whole:
            return LEFT_OUT
        found = joined(sorted((*self.passages(text), *self.named(text))))
        for start, end in reversed(found):
            text = f"{text[:start]}{LEFT_OUT}{text[end:]}"
        return text

    def passages(self, text: str) -> Iterator[tuple[int, int]]:
        places = [*WORD.finditer(text)]
        said = tuple(place[0].lower() for place in places)
        for length in range(SHORT, RUN + 1):
            these = self.runs if length == RUN else self.short
            for at, run in enumerate(runs(said, length)):
                if run in these:
                    yield places[at].start(), places[at + length - 1].end()

    def named(self, text: str) -> Iterator[tuple[int, int]]:
        for place in NAME.finditer(text):
            if place[0].lower() in self.names:
                yield place.span()


def words(text: str) -> Run:
    return tuple(word.lower() for word in WORD.findall(text))


def runs(said: Run, length: int) -> list[Run]:
    return [said[at : at + length] for at in range(len(said) - length + 1)]


def joined(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Passages that overlap, or have nothing but a space between them, as one."""
    made: list[tuple[int, int]] = []
    for start, end in found:
        if made and start <= made[-1][1] + 1:
            made[-1] = made[-1][0], max(end, made[-1][1])
        else:
            made.append((start, end))
    return made
