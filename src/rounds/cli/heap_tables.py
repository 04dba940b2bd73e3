"""Tables of sizes on standard output: numbers to the right, names last and cut where a terminal ends.

What stands in a heap is written by anybody: no character of it may steer a terminal.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence

from rounds.heapcache.files import amount

__all__ = ["amount", "distance", "line", "more", "named", "share", "signed", "table", "text", "way"]

GAP = "  "
LONGEST = 200  # characters of a text, also where no terminal ends


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """The last column is text; all others are numbers."""
    widths = [max(map(len, column)) for column in zip(heads, *rows, strict=True)]
    for row in [heads, *rows]:
        numbers = [value.rjust(width) for value, width in zip(row[:-1], widths, strict=False)]
        line(GAP.join([*numbers, row[-1]]))


def line(text: str) -> None:
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    for part in text.split("\n"):
        sys.stdout.write(f"{cut(part, width)}\n" if width else f"{part}\n")


def cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: max(1, width - 1)] + "…"


def more(left: int, what: str) -> None:
    if left > 0:
        line(f"… and {left:,} more: --limit shows more {what}")


def text(value: str, longest: int = LONGEST) -> str:
    """In one line, without what a terminal would obey."""
    some = cut(value, longest)
    return "".join(one if one.isprintable() else escaped(one) for one in some)


def escaped(character: str) -> str:
    return character.encode("unicode_escape", "replace").decode()


def named(name: str, at: str) -> str:
    return f"{text(name)}  {text(at)}" if at else text(name)


def way(path: Sequence[str]) -> str:
    """A way from the root, as the steps are said: `(GC roots)`, `.eventBus`, `[*]`."""
    return " ".join(text(step) for step in path)


def distance(value: int | None) -> str:
    return "system" if value is None else f"{value:,}"


def share(part: int, total: int) -> str:
    return f"{part / total:.1%}" if total else ""


def signed(size: int) -> str:
    return f"+{amount(size)}" if size > 0 else amount(size)
