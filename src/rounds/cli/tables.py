"""Tables on standard output: fitted to a terminal, whole lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Collection

from rich.console import Console
from rich.table import Table
from rich.text import Text


def table(heads: list[str], rows: list[list[str]], *, alarming: Collection[str] = ()) -> None:
    """`alarming` are values that are shown in red on a terminal."""
    if not sys.stdout.isatty():
        write_lines([heads, *rows])
        return
    made = Table(*heads, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        made.add_row(*(Text(value, style="bold red" if value in alarming else "") for value in row))
    Console().print(made)


def write_lines(rows: list[list[str]]) -> None:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        line = "  ".join(value.ljust(width) for value, width in zip(row, widths, strict=True))
        sys.stdout.write(line.rstrip() + "\n")
