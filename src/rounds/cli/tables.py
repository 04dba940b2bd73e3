"""Tables on standard output: for people on a terminal, whole lines elsewhere."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.table import Table


def table(heads: list[str], rows: list[list[str]]) -> None:
    console = Console(soft_wrap=not sys.stdout.isatty())
    made = Table(*heads, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        made.add_row(*row)
    console.print(made)
