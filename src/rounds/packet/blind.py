"""Blind mode: a pseudonym in the place of the candidate's name, also where people wrote it.

Whole words, in any case, with and without accents: of "José Müller-Lang" also "jose", "Muller" and "Lang". Parts that a
name has in common with many ("de", "van") and single letters are replaced beside another part alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

PARTICLES = frozenset(
    [
        "af",
        "al",
        "bin",
        "da",
        "das",
        "de",
        "del",
        "della",
        "den",
        "der",
        "di",
        "do",
        "dos",
        "du",
        "el",
        "la",
        "le",
        "ten",
        "ter",
        "und",
        "van",
        "von",
        "y",
        "zu",
    ]
)
BETWEEN = r"[\s.,'’·-]{0,3}"
BEFORE, AFTER = r"(?<![^\W_])", r"(?![^\W_])"  # whole words, also between underlines


@dataclass(frozen=True, slots=True)
class Blind:
    """Replaces in texts what names a candidate. Without a name it replaces nothing."""

    pseudonym: str = ""
    name: str = ""
    mail: str = ""
    pattern: re.Pattern[str] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        object.__setattr__(self, "pattern", pattern_of(self.name, self.mail))

    def __call__(self, text: str) -> str:
        if self.pattern is None or not text:
            return text
        text = unicodedata.normalize("NFC", text)
        folded, places = fold(text)
        found = [(places[one.start()], places[one.end() - 1] + 1) for one in self.pattern.finditer(folded)]
        ends = [0, *(end for _, end in found)]
        starts = [*(start for start, _ in found), len(text)]
        return self.pseudonym.join(text[end:start] for end, start in zip(ends, starts, strict=True))


def pattern_of(name: str, mail: str) -> re.Pattern[str] | None:
    words = [folded(one) for one in re.split(r"[\s,.;()/]+", unicodedata.normalize("NFC", name)) if one.strip("-'’")]
    parts = {part for word in words for part in (word, *re.split(r"[-'’]", word)) if part}
    own = {part for part in parts if len(part) > 1 and part not in PARTICLES}
    address = folded(mail).strip()
    found = [re.escape(address)] if address else []
    if own:
        named, any_part = one_of(own), one_of(parts)
        found.append(f"(?:{any_part}{BETWEEN})*{named}(?:{BETWEEN}{any_part})*")
    return re.compile("|".join(f"{BEFORE}(?:{one}){AFTER}" for one in found)) if found else None


def one_of(parts: Iterable[str]) -> str:
    return f"{BEFORE}(?:{'|'.join(re.escape(part) for part in longest_first(parts))}){AFTER}"


def longest_first(parts: Iterable[str]) -> list[str]:
    return sorted(parts, key=lambda part: (-len(part), part))


def folded(text: str) -> str:
    return fold(text)[0]


def fold(text: str) -> tuple[str, list[int]]:
    """Small letters without accents, and of each the place of the letter it is from."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        plain = "".join(one for one in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(one))
        for one in plain.casefold():
            letters.append(one)
            places.append(place)
    return "".join(letters), places
