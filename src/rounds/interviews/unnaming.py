"""Taking a candidate's name out of what colleagues wrote for themselves, where it should never have stood.

It is less than blind mode does: the whole name, the family name as it is written, and the address. A first name alone is
that of many, and a word that means something else besides ("long", "will") must not go from a ruling.
"""

from __future__ import annotations

import re
import unicodedata

SHORTEST = 3  # letters of a family name that is replaced alone
UNSPACED = 0x2E80  # from here on Chinese, Japanese and their like
BETWEEN = r"[\s,._-]{1,3}"


def unnamed(text: str, name: str, mail: str, told: str) -> str:
    """`text` with `told` in the place of the name and the address."""
    found = unicodedata.normalize("NFC", text)
    for pattern in patterns(unicodedata.normalize("NFC", name), mail):
        found = pattern.sub(lambda _: told, found)
    return found if found != unicodedata.normalize("NFC", text) else text


def patterns(name: str, mail: str) -> list[re.Pattern[str]]:
    words = [re.escape(one) for one in name.split()]
    forms = [mail.strip() and re.escape(mail.strip()), BETWEEN.join(words)]
    forms += [rf"{words[-1]}\s*,\s*{BETWEEN.join(words[:-1])}"] if len(words) > 1 else []
    family = name.split()[1:][-1:]
    alone = [re.compile(whole(re.escape(one))) for one in family if len(one) >= SHORTEST]
    return [*(re.compile(whole(one), re.IGNORECASE) for one in forms if one), *alone]


def whole(pattern: str) -> str:
    """As whole words, in scripts that have a space between them."""
    if any(ord(letter) >= UNSPACED for letter in pattern):
        return pattern
    return rf"(?<![^\W_])(?:{pattern})(?![^\W_])"
